//! The service's tables. Every function takes a scope and keeps to its tenant.

pub mod entities;
mod files;
mod migrations;
mod quota;
mod sharing;
mod uploads;

pub use files::*;
pub use migrations::migrations;
pub use quota::*;
pub use sharing::*;
pub use uploads::*;

use ulam_contracts::blob::BlobReference;
use ulam_platform::http::ApiError;

/// A value of a contract as its name in the database: `ready`, `xlsx`.
pub fn name_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of a name that [`name_of`] wrote.
///
/// # Errors
/// A row that this program did not write.
pub fn value_of<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, ApiError> {
    serde_json::from_value(serde_json::Value::String(name.to_string())).map_err(ApiError::from)
}

/// A blob reference of its column.
///
/// # Errors
/// A row that this program did not write.
pub fn blob_of(text: &str) -> Result<BlobReference, ApiError> {
    serde_json::from_str(text).map_err(ApiError::from)
}

/// A size for the database, whose integers are signed.
pub fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// A size of the database.
pub fn unsigned(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or(0)
}
