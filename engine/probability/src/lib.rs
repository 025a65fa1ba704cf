//! Distributions, random streams, sampling plans, correlation and summary statistics.

pub mod correlation;
pub mod distribution;
pub mod distributions;
pub mod fitting;
pub mod random;
pub mod sampling;
pub mod statistics;
