//! The service's tables. Every function takes a scope and keeps to its tenant.

mod comments;
mod entities;
mod library;
mod migrations;
mod runs;
mod sharing;

pub(crate) use comments::*;
pub(crate) use entities::{comment, last_run, link, saved, share, version};
pub(crate) use library::*;
pub(crate) use migrations::migrations;
pub(crate) use runs::*;
pub(crate) use sharing::*;

use sea_orm::sea_query::LikeExpr;
use ulam_platform::http::ApiError;

/// A value of a contract as its name in the database: `edit`, `analyst`.
pub(crate) fn name_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of a name that [`name_of`] wrote.
///
/// # Errors
/// A row that this program did not write.
pub(crate) fn value_of<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, ApiError> {
    serde_json::from_value(serde_json::Value::String(name.to_string())).map_err(ApiError::from)
}

/// A count of the database, whose integers are signed.
pub(crate) fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// A version's number as contracts have it.
pub(crate) fn number(version: i32) -> u32 {
    u32::try_from(version).unwrap_or(0)
}

/// A pattern for texts that contain this one, in which nothing is a wildcard.
fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('!')
}
