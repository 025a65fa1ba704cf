//! The records of a part: a number and a length in seven bits a byte, and so many bytes
//! ([MS-XLSB] 2.1.4).

use super::super::error::ReadError;

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u32,
    pub(super) data: &'a [u8],
    part: &'a str,
    at: usize,
}

impl Record<'_> {
    /// The error that this record makes no sense.
    pub(super) fn error(&self, detail: &str) -> ReadError {
        ReadError::malformed(self.part, self.at as u64, format!("record {}: {detail}", self.kind))
    }
}

/// Goes through the records of a part.
pub(super) struct Records<'a> {
    part: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(part: &'a str, bytes: &'a [u8]) -> Records<'a> {
        Records { part, bytes, at: 0 }
    }

    /// The next record; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        let at = self.at;
        if at >= self.bytes.len() {
            return Ok(None);
        }
        let record = self.read();
        record.map(|(kind, data)| Some(Record { kind, data, part: self.part, at })).ok_or_else(
            || ReadError::malformed(self.part, at as u64, "the part ends inside a record"),
        )
    }

    fn read(&mut self) -> Option<(u32, &'a [u8])> {
        let first = self.byte()?;
        let kind = match first & 0x80 {
            0 => u32::from(first),
            _ => u32::from(first & 0x7F) | u32::from(self.byte()? & 0x7F) << 7,
        };
        let mut length = 0_usize;
        for step in 0..4 {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7F) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
        }
        let data = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some((kind, data))
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }
}
