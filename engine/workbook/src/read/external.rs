//! Other workbooks that formulas refer to: the values that the file caches of them.

use std::borrow::Cow;

use ulam_formula::address::parse_a1;
use ulam_formula::value::{CellError, Value};

use super::archive::Archive;
use super::error::ReadError;
use super::relationships::Relationships;
use super::text::decode_escapes;
use super::xml::{Node, Xml, is_true, local, tag_name};
use crate::workbook::{ExternalBook, ExternalSheet};

/// Reads the part of an external book.
pub(super) fn read_external_book(
    archive: &Archive<'_>,
    part: &str,
) -> Result<ExternalBook, ReadError> {
    let mut book = ExternalBook::default();
    let Some(text) = archive.read_text(part)? else {
        return Err(ReadError::malformed(part, 0, "the part is missing"));
    };
    let relationships = Relationships::read(archive, part)?;
    let mut xml = Xml::new(part, &text);
    let mut sheet = 0;
    loop {
        let (tag, is_empty) = match xml.next()? {
            Node::Start { tag, is_empty } => (tag, is_empty),
            Node::End => continue,
            Node::Finished => return Ok(book),
        };
        match tag_name(&tag) {
            "externalBook" => {
                let id = xml.attribute(&tag, "id")?.unwrap_or_default();
                if let Some(relationship) = relationships.with_id(&id) {
                    book.target.clone_from(&relationship.target);
                }
            }
            "sheetName" => {
                let name = xml.attribute(&tag, "val")?.unwrap_or_default();
                book.sheets.push(ExternalSheet { name, ..ExternalSheet::default() });
            }
            "sheetData" => {
                let id = xml.attribute(&tag, "sheetId")?.unwrap_or_default();
                sheet = id.trim().parse().unwrap_or(usize::MAX);
            }
            "cell" => {
                if let Some((place, value)) = read_cell(&mut xml, &tag, is_empty)?
                    && let Some(sheet) = book.sheets.get_mut(sheet)
                {
                    sheet.cells.insert(place, value);
                }
            }
            _ => {}
        }
    }
}

/// The place and value of a cell whose start tag was just returned.
fn read_cell<'a>(
    xml: &mut Xml<'a>,
    tag: &quick_xml::events::BytesStart<'a>,
    is_empty: bool,
) -> Result<Option<((u32, u32), Value)>, ReadError> {
    let mut place = None;
    let mut kind = String::new();
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        match local(attribute.key.into_inner()) {
            "r" => place = parse_a1(&attribute.value),
            "t" => kind = attribute.value.into_owned(),
            _ => {}
        }
    }
    let mut text = Cow::Borrowed("");
    if !is_empty {
        let outer_depth = xml.depth() - 1;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } if tag_name(&tag) == "v" => {
                    text = xml.text(is_empty)?;
                }
                Node::Start { is_empty, .. } => xml.skip(is_empty)?,
                Node::End if xml.depth() == outer_depth => break,
                Node::End => {}
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
    }
    let value = match kind.as_str() {
        "str" | "inlineStr" | "s" => Value::text(&*decode_escapes(text)),
        "b" => Value::Boolean(is_true(&text)),
        "e" => Value::Error(CellError::from_text(text.trim()).unwrap_or(CellError::Unknown)),
        _ => match text.trim().parse::<f64>() {
            Ok(number) => Value::number(number),
            Err(_) => Value::Blank,
        },
    };
    Ok(place.map(|place| (place, value)))
}
