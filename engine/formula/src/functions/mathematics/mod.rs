//! Mathematical functions.

use crate::function::Function;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[];
