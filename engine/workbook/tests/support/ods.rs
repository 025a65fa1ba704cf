//! OpenDocument spreadsheets made from raw content.

use super::zip_of;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The `office:spreadsheet` element's content as a flat document.
pub fn flat(content: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {NAMESPACES} \
         office:version=\"1.3\" office:mimetype=\"{MIMETYPE}\"><office:body><office:spreadsheet>\
         {content}</office:spreadsheet></office:body></office:document>"
    )
    .into_bytes()
}

/// One table of that content as a flat document.
pub fn flat_table(rows: &str) -> Vec<u8> {
    flat(&format!("<table:table table:name=\"Sheet1\">{rows}</table:table>"))
}

/// The same in a zip archive.
pub fn package(content: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{content}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let parts: [(&str, &[u8]); 3] = [
        ("mimetype", MIMETYPE.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ];
    zip_of(parts.into_iter())
}

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\" \
    xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"";
