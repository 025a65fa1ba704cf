//! Texts that go on over several records ([MS-XLS] 2.5.293).

use std::sync::Arc;

use super::super::encoding::{from_low_bytes, from_utf16_le};

/// Reads from the data of a record and of those that continue it.
pub(super) struct Segments<'a> {
    segments: Vec<&'a [u8]>,
    segment: usize,
    at: usize,
}

type Found<T> = Result<T, &'static str>;

impl<'a> Segments<'a> {
    pub(super) fn new(first: &'a [u8], rest: Vec<&'a [u8]>) -> Segments<'a> {
        let mut segments = vec![first];
        segments.extend(rest);
        Segments { segments, segment: 0, at: 0 }
    }

    /// What is left of the present segment; goes on to the next if nothing is.
    fn rest(&mut self) -> Found<&'a [u8]> {
        while let Some(segment) = self.segments.get(self.segment) {
            if self.at < segment.len() {
                return Ok(&segment[self.at..]);
            }
            self.segment += 1;
            self.at = 0;
        }
        Err("it is cut short")
    }

    pub(super) fn u8(&mut self) -> Found<u8> {
        let byte = self.rest()?.first().copied().ok_or("it is cut short")?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn u16(&mut self) -> Found<u16> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Found<u32> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(super) fn u64(&mut self) -> Found<u64> {
        Ok(u64::from(self.u32()?) | u64::from(self.u32()?) << 32)
    }

    fn skip(&mut self, mut count: usize) -> Found<()> {
        while count > 0 {
            let step = self.rest()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Ok(())
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.rest().is_err()
    }

    /// A text with a length of two bytes, its formatting left out.
    pub(super) fn text(&mut self) -> Found<String> {
        let length = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.u16()?) } else { 0 };
        let extension = if flags & 0x04 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(length, flags & 1 != 0)?;
        self.skip(runs * 4)?;
        self.skip(extension)?;
        Ok(text)
    }

    /// Characters; where they go on in another record, that begins with a byte that says how wide they
    /// are from there on.
    pub(super) fn characters(&mut self, mut count: usize, mut is_wide: bool) -> Found<String> {
        let mut text = String::new();
        while count > 0 {
            let is_new_segment =
                self.segments.get(self.segment).is_some_and(|segment| self.at >= segment.len());
            let rest = self.rest()?;
            if is_new_segment {
                is_wide = rest.first().is_some_and(|flags| flags & 1 != 0);
                self.at += 1;
                continue;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = (rest.len() / width).min(count);
            if here == 0 {
                // Half a character at the end of a record.
                self.at += rest.len();
                continue;
            }
            let bytes = &rest[..here * width];
            text.push_str(&if is_wide { from_utf16_le(bytes) } else { from_low_bytes(bytes) });
            self.at += bytes.len();
            count -= here;
        }
        Ok(text)
    }
}

/// The shared texts, as long as each is no longer than `text_bytes_max`.
pub(super) fn shared_texts(
    mut segments: Segments<'_>,
    text_bytes_max: usize,
) -> Found<Vec<Arc<str>>> {
    let _uses = segments.u32()?;
    let count = segments.u32()?;
    let mut texts = Vec::new();
    for _ in 0..count {
        if segments.is_at_end() {
            break;
        }
        let text = segments.text()?;
        if text.len() > text_bytes_max {
            return Err("a text is too long");
        }
        texts.push(Arc::from(text));
    }
    Ok(texts)
}
