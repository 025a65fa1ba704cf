//! Engineering functions.

use crate::function::Function;

pub mod bases;
pub mod bits;
pub mod complex;
pub mod complex_functions;
pub mod convert;
pub mod special_functions;
pub mod units;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    bases::FUNCTIONS,
    bits::FUNCTIONS,
    complex_functions::FUNCTIONS,
    convert::FUNCTIONS,
    special_functions::FUNCTIONS,
];
