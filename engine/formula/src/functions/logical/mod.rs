//! Logical functions, LET, LAMBDA and its helpers.

use crate::function::Function;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[];
