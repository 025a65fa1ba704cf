//! The rules, without HTTP or a database.

pub mod fair;
pub mod validate;
