//! Mathematical and trigonometric functions.

use crate::function::Function;

pub mod arithmetic;
pub mod combinatorics;
pub mod compatibility;
pub mod conditional_sums;
pub mod decimal_rounding;
pub mod matrices;
pub mod multiples;
pub mod numerals;
pub mod random;
pub mod rounding;
pub mod subtotals;
pub mod sums;
pub mod trigonometry;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    arithmetic::FUNCTIONS,
    combinatorics::FUNCTIONS,
    compatibility::FUNCTIONS,
    conditional_sums::FUNCTIONS,
    matrices::FUNCTIONS,
    multiples::FUNCTIONS,
    numerals::FUNCTIONS,
    random::FUNCTIONS,
    rounding::FUNCTIONS,
    subtotals::FUNCTIONS,
    sums::FUNCTIONS,
    trigonometry::FUNCTIONS,
];
