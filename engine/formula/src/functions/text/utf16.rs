//! Positions in text as Excel counts them: in UTF-16 units.

/// Number of UTF-16 units.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// `count` units from unit `from` (from 0), or as many as there are. Half a surrogate pair becomes
/// U+FFFD.
pub(super) fn slice(text: &str, from: usize, count: usize) -> String {
    if text.is_ascii() {
        let from = from.min(text.len());
        let end = from.saturating_add(count).min(text.len());
        return text[from..end].to_string();
    }
    let units: Vec<u16> = text.encode_utf16().skip(from).take(count).collect();
    String::from_utf16_lossy(&units)
}

/// The byte where unit `unit` begins; the text's end for a unit beyond it. A unit inside a pair
/// counts as the character after the pair.
pub(super) fn byte_of_unit(text: &str, unit: usize) -> usize {
    if text.is_ascii() {
        return unit.min(text.len());
    }
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += character.len_utf16();
    }
    text.len()
}

/// The number of units before a byte, which must begin a character.
pub(super) fn unit_of_byte(text: &str, byte: usize) -> usize {
    length(text.get(..byte).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_the_basic_plane_count_twice() {
        assert_eq!(length("a😀b"), 4);
        assert_eq!(slice("a😀b", 1, 2), "😀");
        assert_eq!(slice("a😀b", 3, 9), "b");
        assert_eq!(slice("a😀b", 0, 2), "a\u{FFFD}");
        assert_eq!(byte_of_unit("a😀b", 3), 5);
        assert_eq!(unit_of_byte("a😀b", 5), 3);
    }
}
