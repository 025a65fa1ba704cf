//! Logical functions, LET, LAMBDA and its helpers.

use crate::function::Function;

mod branching;
mod lambda;
mod mapping;
mod truth;

#[cfg(test)]
mod tests;

pub(crate) use mapping::Callable;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] =
    &[truth::FUNCTIONS, branching::FUNCTIONS, lambda::FUNCTIONS, mapping::FUNCTIONS];
