//! The rows of a large worksheet in pieces, as its part is inflated.

use std::io::Read;

use super::row_chunks::last_row;

/// Shorter parts are read as a whole.
const PART_BYTES_MIN: u64 = 2 << 20;
/// Bytes of a piece for each thread that reads chunks of it, if the part is long: enough for four chunks.
const PIECE_BYTES_PER_THREAD_MAX: usize = 512 << 10;
/// The same of a short part: one chunk.
const PIECE_BYTES_PER_THREAD_MIN: usize = 128 << 10;
/// Pieces of a part between these: what is read at a time takes little memory beside the whole.
const PIECES: u64 = 16;
/// Bytes of a piece, unless a single row is longer.
const PIECE_BYTES_MAX: usize = 4 << 20;
/// What stands before the rows is looked through in so many bytes, ...
const HEAD_BYTES_AT_FIRST: usize = 16 << 10;
/// ... then in more, up to these.
const HEAD_BYTES_MAX: usize = 1 << 20;

/// Rows, as text.
pub(super) struct Piece<'p> {
    pub(super) rows: &'p str,
    /// Whether these are the last ones.
    pub(super) is_last: bool,
}

/// A worksheet part being read.
pub(super) struct Pieces<'s> {
    source: &'s mut dyn Read,
    head: Vec<u8>,
    /// What was inflated and hasn't been given back.
    buffer: Vec<u8>,
    /// Bytes at the start of `buffer` that were given out last.
    given: usize,
    /// Place in the part where `buffer` begins.
    offset: usize,
    /// Length of a piece, about.
    piece_bytes: usize,
}

impl<'s> Pieces<'s> {
    /// Reads up to the first row; `None` where the part is short, or doesn't look as usual.
    pub(super) fn begin(source: &'s mut dyn Read, bytes: u64) -> Option<Pieces<'s>> {
        const START: &[u8] = b"<sheetData>";
        if bytes < PART_BYTES_MIN {
            return None;
        }
        let threads = rayon::current_num_threads();
        let piece_bytes = usize::try_from(bytes / PIECES).unwrap_or(PIECE_BYTES_MAX).clamp(
            threads.saturating_mul(PIECE_BYTES_PER_THREAD_MIN),
            threads.saturating_mul(PIECE_BYTES_PER_THREAD_MAX),
        );
        let mut pieces = Pieces {
            source,
            head: Vec::new(),
            buffer: Vec::new(),
            given: 0,
            offset: 0,
            piece_bytes: piece_bytes.min(PIECE_BYTES_MAX),
        };
        let mut wanted = HEAD_BYTES_AT_FIRST;
        let start = loop {
            let is_whole = pieces.fill(wanted)?;
            // UTF-16, or a byte order mark.
            if pieces.buffer.first() != Some(&b'<') {
                return None;
            }
            if let Some(at) = memchr::memmem::find(&pieces.buffer, START) {
                break at + START.len();
            }
            if is_whole || wanted >= HEAD_BYTES_MAX {
                return None;
            }
            wanted *= 2;
        };
        pieces.head = pieces.buffer.drain(..start).collect();
        pieces.offset = start;
        pieces.fill(pieces.piece_bytes)?;
        pieces.buffer.starts_with(b"<row ").then_some(pieces)
    }

    /// Place in the part where the next piece begins.
    pub(super) fn position(&self) -> usize {
        self.offset + self.given
    }

    /// The next rows; `None` if they can't be told apart safely (see `rows_of`), or can't be inflated.
    pub(super) fn next(&mut self) -> Option<Piece<'_>> {
        const END: &[u8] = b"</sheetData>";
        self.buffer.drain(..self.given);
        self.offset += self.given;
        self.given = 0;
        let mut wanted = self.piece_bytes;
        let (length, is_last) = loop {
            let is_whole = self.fill(wanted)?;
            if let Some(end) = memchr::memmem::find(&self.buffer, END) {
                break (end, true);
            }
            if is_whole {
                return None;
            }
            if let Some(cut) = last_row(&self.buffer) {
                break (cut, false);
            }
            wanted = wanted.checked_mul(2)?;
        };
        self.given = length;
        let rows = &self.buffer[..length];
        let is_odd = ["<!", "<?"]
            .iter()
            .any(|oddity| memchr::memmem::find(rows, oddity.as_bytes()).is_some());
        if is_odd {
            return None;
        }
        Some(Piece { rows: std::str::from_utf8(rows).ok()?, is_last })
    }

    /// After the last piece: the part without its rows.
    pub(super) fn outline(mut self) -> Option<String> {
        let mut outline = std::mem::take(&mut self.head);
        outline.extend_from_slice(self.buffer.get(self.given..)?);
        self.source.read_to_end(&mut outline).ok()?;
        String::from_utf8(outline).ok()
    }

    /// Fills the buffer up to `bytes`; whether the part ends there. `None` if it can't be inflated.
    fn fill(&mut self, bytes: usize) -> Option<bool> {
        let missing = bytes.saturating_sub(self.buffer.len());
        // No more than that: reading to the end would else double the buffer for its last byte.
        self.buffer.try_reserve_exact(missing).ok()?;
        let read = (&mut self.source).take(missing as u64).read_to_end(&mut self.buffer).ok()?;
        Some(read < missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than two pieces of rows.
    fn text_of(rows: u32) -> String {
        let mut text = String::from("<?xml version=\"1.0\"?><worksheet><sheetData>");
        for row in 1..=rows {
            text += &format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>");
        }
        text + "</sheetData><rowBreaks/></worksheet>"
    }

    /// The pieces of rows, and the outline; `None` where the text isn't read in pieces.
    fn read(text: &[u8]) -> Option<(Vec<String>, String)> {
        let mut source = text;
        let mut pieces = Pieces::begin(&mut source, text.len() as u64)?;
        let mut rows = Vec::new();
        loop {
            let start = pieces.position();
            let piece = pieces.next()?;
            assert!(text[start..].starts_with(piece.rows.as_bytes()));
            rows.push(piece.rows.to_string());
            if piece.is_last {
                return Some((rows, pieces.outline()?));
            }
        }
    }

    #[test]
    fn pieces_and_outline_are_the_whole_part() {
        let text = text_of(250_000);
        let (rows, outline) = read(text.as_bytes()).expect("pieces");
        assert!(rows.len() > 2);
        assert!(rows.iter().all(|piece| piece.starts_with("<row r=") && piece.ends_with("</row>")));
        let (head, tail) = outline.split_once("<sheetData>").expect("a head");
        assert_eq!(format!("{head}<sheetData>{}{tail}", rows.concat()), text);
    }

    #[test]
    fn odd_parts_are_left_to_be_read_as_a_whole() {
        let text = text_of(250_000);
        for odd in [
            text.replace("<v>200000</v>", "<v>200000</v><!-- x -->"),
            text.replace("</sheetData>", ""),
            format!("\u{FEFF}{text}"),
            text_of(10),
        ] {
            assert!(read(odd.as_bytes()).is_none());
        }
        let mut bytes = text.into_bytes();
        let middle = bytes.len() / 2;
        bytes[middle] = 0xFF;
        assert!(read(&bytes).is_none());
    }
}
