//! The records of a stream: a number, a length, and so many bytes.

use super::super::error::ReadError;
use super::PART;

pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    /// Where it is in the stream.
    pub(super) at: usize,
}

impl Record<'_> {
    /// The error that this record makes no sense.
    pub(super) fn error(&self, detail: &str) -> ReadError {
        let detail = format!("record {:#06X}: {detail}", self.kind);
        ReadError::malformed(PART, self.at as u64, detail)
    }
}

/// Goes through the records of a stream.
#[derive(Clone)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// The records from a place on.
    pub(super) fn new(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { stream, at }
    }

    /// The next record; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        let rest = self.stream.get(self.at..).unwrap_or_default();
        let Some((head, rest)) = rest.split_first_chunk::<4>() else {
            return Ok(None);
        };
        let [kind_low, kind_high, length_low, length_high] = *head;
        let kind = u16::from_le_bytes([kind_low, kind_high]);
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let at = self.at;
        let Some(data) = rest.get(..length) else {
            return Err(ReadError::Truncated {
                detail: format!("{PART} ends inside record {kind:#06X}"),
            });
        };
        self.at += 4 + length;
        Ok(Some(Record { kind, data, at }))
    }

    /// The data of the records that continue the one just returned.
    pub(super) fn continuations(&mut self) -> Result<Vec<&'a [u8]>, ReadError> {
        let mut parts = Vec::new();
        loop {
            let mut ahead = self.clone();
            match ahead.next()? {
                Some(record) if record.kind == CONTINUE => {
                    parts.push(record.data);
                    *self = ahead;
                }
                _ => return Ok(parts),
            }
        }
    }
}
