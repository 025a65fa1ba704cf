//! Correlation matrices over inputs: checking, repairing and imposing them by a copula.
//!
//! 1. [`CorrelationMatrix`] holds what the user asked for, checked;
//! 2. [`CorrelationMatrix::nearest`] repairs one that no random vector can have;
//! 3. [`CorrelationMatrix::cholesky`] factors it;
//! 4. [`GaussianCopula`] imposes it on blocks of independent uniforms, [`reorder()`] on whole columns.
//!
//! [`Mixture`] turns correlated normals into uniforms of Student's t copula, and independent uniforms
//! into those of the [`ArchimedeanCopula`]s.

mod archimedean;
mod cholesky;
mod copula;
mod eigen;
mod matrix;
mod mixture;
mod nearest;
mod reorder;

pub use archimedean::{ArchimedeanCopula, ArchimedeanFamily, CopulaError};
pub use cholesky::CholeskyFactor;
pub use copula::{GaussianCopula, SpearmanFit};
pub use matrix::{CorrelationError, CorrelationMatrix, ORDER_MAX};
pub use mixture::{Mixture, StudentMixture};
pub use nearest::{ChangedPair, Repair};
pub use reorder::{REORDERED_MAX, reorder};

#[cfg(test)]
mod family_tests;
#[cfg(test)]
mod tests;
