//! Numbers for people.

pub use ulam_report::readable::{count, counted, percent, readable, readable_or_dash};
