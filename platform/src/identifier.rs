//! Identifiers and times, in the one form that all services use.

use jiff::Timestamp;
use uuid::Uuid;

/// A new identifier: UUIDv7, so that later ones sort after earlier ones.
pub fn new_id() -> String {
    Uuid::now_v7().hyphenated().to_string()
}

/// Whether a text is an identifier as [`new_id`] writes it.
pub fn is_id(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && Uuid::try_parse(text).is_ok()
}

/// Now, in microseconds since 1970 UTC: the form that databases keep.
pub fn now_us() -> i64 {
    Timestamp::now().as_microsecond()
}

/// A database's time (microseconds since 1970 UTC) in RFC 3339, the form that JSON carries.
pub fn rfc3339(time_us: i64) -> String {
    match Timestamp::from_microsecond(time_us) {
        Ok(time) => format!("{time:.3}"),
        // Outside the years -9999 to 9999: no clock says so, a damaged row may.
        Err(_) => "1970-01-01T00:00:00.000Z".to_string(),
    }
}

/// The microseconds since 1970 UTC of an RFC 3339 text.
///
/// # Errors
/// A text that is no RFC 3339 time, with what was expected.
pub fn from_rfc3339(text: &str) -> Result<i64, String> {
    let expected = |_| format!("'{text}' is not a time like 2026-11-21T08:00:00Z");
    text.parse::<Timestamp>().map(|time| time.as_microsecond()).map_err(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_distinct_and_recognised() {
        let (first, second) = (new_id(), new_id());
        assert_ne!(first, second);
        assert!(is_id(&first));
        assert!(!is_id(&first.to_uppercase()) && !is_id("../../etc/passwd") && !is_id(""));
    }

    #[test]
    fn times_survive_their_text() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(from_rfc3339("2001-09-09T01:46:40Z"), Ok(1_000_000_000_000_000));
        assert_eq!(rfc3339(1_000_000_000_123_000), "2001-09-09T01:46:40.123Z");
        assert!(from_rfc3339("yesterday").is_err());
    }
}
