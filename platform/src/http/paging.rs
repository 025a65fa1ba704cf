//! Pages of lists ordered from the newest: the cursor says where the next one begins.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use ulam_contracts::page::{LIMIT_DEFAULT, LIMIT_MAX};

use super::ApiError;

/// The last row of a page, after which the next page begins: its sort key and, among equal keys, its
/// id. Clients see it as an opaque text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The sort key: a time in microseconds.
    pub time_us: i64,
    /// The row's id.
    pub id: String,
}

impl Cursor {
    /// The text that clients send back.
    pub fn encoded(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}.{}", self.time_us, self.id))
    }

    /// The cursor of a text, if one was sent.
    ///
    /// # Errors
    /// 422 for a text that was not given out as a cursor.
    pub fn decoded(text: Option<&str>) -> Result<Option<Cursor>, ApiError> {
        let Some(text) = text else { return Ok(None) };
        let decode = || {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let (time_us, id) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
            Some(Cursor { time_us: time_us.parse().ok()?, id: id.to_string() })
        };
        let refused = || {
            ApiError::invalid(
                "cursor",
                "not a cursor of this list; use next_cursor of the page before",
            )
        };
        decode().map(Some).ok_or_else(refused)
    }
}

/// The number of items of a page: the default where none is asked for.
///
/// # Errors
/// 422 outside of 1 to 200.
pub fn page_limit(asked: Option<u32>) -> Result<u64, ApiError> {
    match asked {
        None => Ok(u64::from(LIMIT_DEFAULT)),
        Some(limit) if (1..=LIMIT_MAX).contains(&limit) => Ok(u64::from(limit)),
        Some(limit) => {
            Err(ApiError::invalid("limit", format!("{limit} is not from 1 to {LIMIT_MAX}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text_and_nonsense_is_refused() {
        let cursor = Cursor { time_us: -5, id: "a.b".to_string() };
        assert_eq!(Cursor::decoded(Some(&cursor.encoded())).unwrap(), Some(cursor));
        assert_eq!(Cursor::decoded(None).unwrap(), None);
        for nonsense in ["", "AAAA", "Zm9v", "%%"] {
            assert_eq!(Cursor::decoded(Some(nonsense)).unwrap_err().status(), 422, "{nonsense}");
        }
    }

    #[test]
    fn limits_are_kept() {
        assert_eq!(page_limit(None).unwrap(), 50);
        assert_eq!(page_limit(Some(200)).unwrap(), 200);
        assert!(page_limit(Some(0)).is_err() && page_limit(Some(201)).is_err());
    }
}
