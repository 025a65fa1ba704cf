//! Correlation matrices over inputs: checking, repairing and imposing them by a Gaussian copula.
//!
//! 1. [`CorrelationMatrix`] holds what the user asked for, checked;
//! 2. [`CorrelationMatrix::nearest`] repairs one that no random vector can have;
//! 3. [`CorrelationMatrix::cholesky`] factors it;
//! 4. [`GaussianCopula`] imposes it on blocks of independent uniforms.

mod cholesky;
mod copula;
mod eigen;
mod matrix;
mod nearest;

pub use cholesky::CholeskyFactor;
pub use copula::{GaussianCopula, SpearmanFit};
pub use matrix::{CorrelationError, CorrelationMatrix, ORDER_MAX};
pub use nearest::{ChangedPair, Repair};

#[cfg(test)]
mod tests;
