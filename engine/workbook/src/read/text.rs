//! Text as workbooks store it: rich text, `_x000D_` escapes and ISO dates.

use std::borrow::Cow;

use ulam_formula::context::DateSystem;
use ulam_formula::date;

use super::error::ReadError;
use super::xml::{Node, Xml, tag_name};

/// The text of a string item (`si`, `is`): its runs joined, phonetic guides left out. To be called
/// when its start tag was just returned; reads its end tag.
pub(super) fn read_string_item<'a>(
    xml: &mut Xml<'a>,
    is_empty: bool,
) -> Result<Cow<'a, str>, ReadError> {
    let mut text = Cow::Borrowed("");
    if is_empty {
        return Ok(text);
    }
    let outer_depth = xml.depth() - 1;
    loop {
        match xml.next()? {
            Node::Start { tag, is_empty } => match tag_name(&tag) {
                "t" => {
                    let keeps_space =
                        xml.attribute(&tag, "space")?.is_some_and(|space| space == "preserve");
                    let piece = decode_escapes(xml.text(is_empty)?);
                    let piece = if keeps_space { piece } else { trimmed(piece) };
                    if text.is_empty() {
                        text = piece;
                    } else {
                        text.to_mut().push_str(&piece);
                    }
                }
                // A run: its text is inside.
                "r" => {}
                _ => xml.skip(is_empty)?,
            },
            Node::End if xml.depth() == outer_depth => return Ok(text),
            Node::End => {}
            Node::Finished => return Err(xml.error("the part has no end")),
        }
    }
}

/// Excel drops spaces around text that isn't marked `xml:space="preserve"`.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    if !text.starts_with(is_space) && !text.ends_with(is_space) {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_space)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(is_space).to_string()),
    }
}

/// Text with its `_xHHHH_` escapes (UTF-16 units that XML can't hold, ECMA-376 part 1, 22.9.2.19)
/// decoded.
pub(super) fn decode_escapes(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"_x").is_none() {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = &*text;
    let mut units: Vec<u16> = Vec::new();
    while let Some(at) = rest.find("_x") {
        match escape_at(&rest[at..]) {
            Some(unit) => {
                push_before_units(&mut decoded, &rest[..at], &mut units);
                units.push(unit);
                rest = &rest[at + ESCAPE_BYTES..];
            }
            None => {
                push_before_units(&mut decoded, &rest[..at], &mut units);
                flush_units(&mut decoded, &mut units);
                decoded.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    push_before_units(&mut decoded, rest, &mut units);
    flush_units(&mut decoded, &mut units);
    Cow::Owned(decoded)
}

/// Bytes of `_xHHHH_`.
const ESCAPE_BYTES: usize = 7;

fn escape_at(text: &str) -> Option<u16> {
    let bytes = text.as_bytes().get(..ESCAPE_BYTES)?;
    if bytes[6] != b'_' || !bytes[2..6].iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(text.get(2..6)?, 16).ok()
}

/// Appends plain text; if there is any, the units gathered before it are complete.
fn push_before_units(decoded: &mut String, plain: &str, units: &mut Vec<u16>) {
    if !plain.is_empty() {
        flush_units(decoded, units);
        decoded.push_str(plain);
    }
}

/// Appends gathered UTF-16 units, surrogate pairs joined.
fn flush_units(decoded: &mut String, units: &mut Vec<u16>) {
    let characters = char::decode_utf16(units.drain(..));
    decoded.extend(characters.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// The serial number of an ISO 8601 date, time, or both (`2020-01-31T12:30:00.5Z`); a time zone is
/// dropped, as Excel has none. `None` if it is no such thing.
pub(super) fn serial_of_iso_date(text: &str, dates: DateSystem) -> Option<f64> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    let (day_text, time_text) = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (Some(day), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let day = match day_text {
        Some(day_text) => {
            let mut fields = day_text.splitn(3, '-');
            let year = whole_number(fields.next()?)?;
            let month = whole_number(fields.next()?)?;
            let day = whole_number(fields.next()?)?;
            if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                return None;
            }
            date::to_serial(year, month, day, dates)?
        }
        None => 0.0,
    };
    let seconds = match time_text {
        Some(time_text) => {
            let clock = time_text.split(['+', '-']).next()?;
            let mut fields = clock.splitn(3, ':');
            let hours = whole_number(fields.next()?)?;
            let minutes = whole_number(fields.next()?)?;
            let seconds: f64 = fields.next().map_or(Some(0.0), |text| text.parse().ok())?;
            let is_clock = hours <= 24 && minutes < 60 && (0.0..60.0).contains(&seconds);
            if !is_clock {
                return None;
            }
            (hours * 3600 + minutes * 60) as f64 + seconds
        }
        None => 0.0,
    };
    Some(day + seconds / 86_400.0)
}

fn whole_number(text: &str) -> Option<i64> {
    let is_plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        // ECMA-376 part 1, 22.9.2.19: `_x005F_` escapes the underscore of a literal `_x000D_`.
        let cases = [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{FFFD}"),
            ("a_xyz_x00_", "a_xyz_x00_"),
            ("_x000a_é_x", "\né_x"),
            ("_x00é_", "_x00é_"),
        ];
        for (stored, meant) in cases {
            assert_eq!(decode_escapes(Cow::Borrowed(stored)), meant, "{stored}");
        }
    }

    #[test]
    fn iso_dates_are_serial_numbers() {
        // Serials as Excel shows them for these dates formatted as numbers.
        let cases = [
            ("2020-01-31", Some(43861.0)),
            ("2020-01-31T12:00:00", Some(43861.5)),
            ("2020-01-31T06:00:00.000Z", Some(43861.25)),
            ("18:00:00", Some(0.75)),
            ("2020-13-01", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, serial) in cases {
            assert_eq!(serial_of_iso_date(text, DateSystem::Since1900), serial, "{text}");
        }
        assert_eq!(serial_of_iso_date("1904-01-02", DateSystem::Since1904), Some(1.0));
    }
}
