//! Byte ranges of downloads (RFC 9110, section 14).

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Everything: no range, or one that is not understood or not supported, which is ignored.
    All,
    /// These bytes.
    Part(Range<u64>),
    /// Nothing that is there: 416.
    Nothing,
}

/// The bytes that a `Range` header asks for of a content of so many bytes. Of several ranges none is
/// served: a server may ignore the header.
pub fn wanted(header: Option<&str>, bytes: u64) -> Wanted {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Wanted::All;
    };
    let Some((first, last)) = range.trim().split_once('-') else { return Wanted::All };
    let number = |text: &str| -> Option<u64> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
    };
    match (first.trim(), last.trim()) {
        ("", suffix) => match number(suffix) {
            Some(0) => Wanted::Nothing,
            Some(_) if bytes == 0 => Wanted::Nothing,
            Some(length) => Wanted::Part(bytes.saturating_sub(length)..bytes),
            None => Wanted::All,
        },
        (first, "") => match number(first) {
            Some(first) if first < bytes => Wanted::Part(first..bytes),
            Some(_) => Wanted::Nothing,
            None => Wanted::All,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first > last => Wanted::All,
            (Some(first), Some(_)) if first >= bytes => Wanted::Nothing,
            (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(bytes)),
            _ => Wanted::All,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_standard() {
        // The examples of RFC 9110, section 14.1.2, for 10,000 bytes.
        for (header, expected) in [
            ("bytes=0-499", Wanted::Part(0..500)),
            ("bytes=500-999", Wanted::Part(500..1_000)),
            ("bytes=-500", Wanted::Part(9_500..10_000)),
            ("bytes=9500-", Wanted::Part(9_500..10_000)),
            ("bytes=0-99999", Wanted::Part(0..10_000)),
            ("bytes=-99999", Wanted::Part(0..10_000)),
            ("bytes=10000-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-2", Wanted::All),
            ("bytes=0-0,-1", Wanted::All),
            ("bytes=+1-2", Wanted::All),
            ("bytes=99999999999999999999-", Wanted::All),
            ("lines=1-2", Wanted::All),
        ] {
            assert_eq!(wanted(Some(header), 10_000), expected, "{header}");
        }
        assert_eq!(wanted(None, 10), Wanted::All);
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nothing);
    }
}
