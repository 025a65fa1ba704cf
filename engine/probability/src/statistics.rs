//! Summary statistics, exact from the samples.
