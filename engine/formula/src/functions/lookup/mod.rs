//! Lookup and reference functions.
//!
//! [`grid`] is how they read their tables and [`grouping`] how they group rows; then one file for each
//! family.

use crate::function::Function;

mod classic;
mod filter_and_sort;
mod grid;
mod group_by;
mod grouping;
mod indirect;
mod references;
mod reshape;
mod stack;
mod xlookup;

#[cfg(test)]
mod tests;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    classic::FUNCTIONS,
    xlookup::FUNCTIONS,
    references::FUNCTIONS,
    indirect::FUNCTIONS,
    reshape::FUNCTIONS,
    stack::FUNCTIONS,
    filter_and_sort::FUNCTIONS,
    group_by::FUNCTIONS,
];
