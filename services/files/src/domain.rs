//! What can be known of a content by looking at it. No HTTP, no database.

pub mod archive;
pub mod content_type;
pub mod kind;
pub mod metadata;
pub mod name;
pub mod range;
pub mod scan;
pub mod table;
