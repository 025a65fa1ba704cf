//! Correlation matrices over inputs: checking, repairing and imposing them by a Gaussian copula.
