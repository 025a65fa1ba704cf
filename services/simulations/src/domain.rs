//! The rules, without HTTP or a database.

pub mod catalogue;
pub mod fair;
pub mod fitting;
pub mod preview;
pub mod report;
pub mod validate;
