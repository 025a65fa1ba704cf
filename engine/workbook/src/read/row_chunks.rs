//! Cuts the rows of a long worksheet into chunks that can be read in parallel.

use std::ops::Range;

/// Shorter worksheets are read in one piece.
const BYTES_MIN: usize = 1 << 20;
/// Chunks per thread: rows differ in how long they take.
const CHUNKS_PER_THREAD: usize = 4;
/// Bytes of a chunk, at least.
const CHUNK_BYTES_MIN: usize = 128 << 10;

/// Where the rows are in the text of a worksheet, between the tags of `sheetData`; `None` if the text
/// is short, or if it can't be cut safely: rows are recognised by `<row `, which inside of a comment
/// or of literal data might be no row.
pub(super) fn rows_of(text: &str) -> Option<Range<usize>> {
    const START: &[u8] = b"<sheetData>";
    if text.len() < BYTES_MIN {
        return None;
    }
    let bytes = text.as_bytes();
    let start = memchr::memmem::find(bytes, START)? + START.len();
    let end = memchr::memmem::rfind(bytes, b"</sheetData>")?;
    let rows = bytes.get(start..end)?;
    let has_oddities =
        ["<!", "<?"].iter().any(|oddity| memchr::memmem::find(rows, oddity.as_bytes()).is_some());
    (rows.starts_with(b"<row ") && !has_oddities).then_some(start..end)
}

/// The rows in chunks, each of which begins with a row that states its number.
pub(super) fn chunks_of(text: &str, rows: Range<usize>, thread_count: usize) -> Vec<Range<usize>> {
    let count = (rows.len() / CHUNK_BYTES_MIN).clamp(1, thread_count * CHUNKS_PER_THREAD);
    let bytes = text.as_bytes();
    let mut chunks = Vec::with_capacity(count);
    let mut start = rows.start;
    for number in 1..count {
        let wanted = (rows.start + rows.len() / count * number).max(start + 1);
        let Some(next) = next_row(&bytes[..rows.end], wanted) else {
            break;
        };
        chunks.push(start..next);
        start = next;
    }
    chunks.push(start..rows.end);
    chunks
}

/// Where the last row begins that isn't the first, states its number and has its whole tag there.
pub(super) fn last_row(bytes: &[u8]) -> Option<usize> {
    /// Rows without a number that are passed over.
    const UNNUMBERED_MAX: usize = 1000;
    let mut before = bytes.len();
    for _ in 0..UNNUMBERED_MAX {
        let at = memchr::memmem::rfind(&bytes[..before], b"<row ")?;
        if at == 0 {
            return None;
        }
        if let Some(length) = memchr::memchr(b'>', &bytes[at..])
            && memchr::memmem::find(&bytes[at..at + length], b" r=\"").is_some()
        {
            return Some(at);
        }
        before = at;
    }
    None
}

/// Where the next row begins that states its number.
fn next_row(bytes: &[u8], mut from: usize) -> Option<usize> {
    /// Rows without a number that are passed over.
    const UNNUMBERED_MAX: usize = 1000;
    for _ in 0..UNNUMBERED_MAX {
        let at = from + memchr::memmem::find(bytes.get(from..)?, b"<row ")?;
        let end = at + memchr::memchr(b'>', &bytes[at..])?;
        if memchr::memmem::find(&bytes[at..end], b" r=\"").is_some() {
            return Some(at);
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(rows: u32) -> String {
        let mut text = String::from("<worksheet><sheetData>");
        for row in 1..=rows {
            text += &format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>");
        }
        text + "</sheetData><rowBreaks/></worksheet>"
    }

    #[test]
    fn chunks_begin_with_rows_and_leave_nothing_out() {
        let text = text_of(100_000);
        let rows = rows_of(&text).expect("rows");
        let chunks = chunks_of(&text, rows.clone(), 2);
        assert_eq!(chunks.len(), 8);
        assert_eq!((chunks[0].start, chunks[7].end), (rows.start, rows.end));
        for (chunk, next) in chunks.iter().zip(&chunks[1..]) {
            assert_eq!(chunk.end, next.start);
            assert!(text[next.clone()].starts_with("<row r="));
        }
    }

    #[test]
    fn texts_that_might_mislead_are_read_in_one_piece() {
        let long = text_of(100_000);
        assert!(rows_of(&text_of(3)).is_none());
        assert!(rows_of(&long.replacen("</row>", "</row><!-- <row r=\"1\"> -->", 1)).is_none());
        assert!(rows_of(&long.replacen("<v>", "<v><![CDATA[<row r=\"1\">]]>", 1)).is_none());
        assert!(rows_of(&long.replace("<row ", "<x:row ")).is_none());
        let unnumbered = long.replace("<row r=", "<row spans=");
        let rows = rows_of(&unnumbered).expect("rows");
        assert_eq!(chunks_of(&unnumbered, rows.clone(), 2), [rows]);
    }
}
