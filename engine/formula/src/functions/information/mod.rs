//! Information functions.

use crate::function::Function;

mod cell;
mod errors;
mod kinds;
mod sheets;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] =
    &[kinds::FUNCTIONS, errors::FUNCTIONS, cell::FUNCTIONS, sheets::FUNCTIONS];
