//! Database functions: statistics of the records of a list that meet criteria.

use crate::function::Function;

pub mod functions;
pub mod records;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[functions::FUNCTIONS];
