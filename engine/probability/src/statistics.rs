//! Summary statistics, exact from the samples.
//!
//! Samples are numbers of one output or input, one for each trial; a NaN is an Excel error and
//! never takes part ([`partition_errors`]). Sums are taken in a fixed tree over fixed blocks, so
//! that the same samples give the same bits on any machine and any number of threads.
//!
//! - [`SortedSamples`] is the sorted copy that percentiles, modes and charts are read from;
//! - [`Summary`], [`Histogram`], [`TailRisk`] and intervals describe one variable;
//! - [`Ranks`] and [`rank_correlation`] compare two.

mod cumulative;
mod distribution_sort;
mod histogram;
mod intervals;
mod mode;
mod partition;
mod ranks;
mod scale;
mod sensitivity;
mod sorted;
mod summary;
mod tail_risk;

pub use cumulative::{CumulativePoint, cumulative_curve};
pub use histogram::{BINS_MAX, Histogram, VALUES_MAX};
pub use intervals::{Interval, Proportion, mean_interval, percentile_interval, probability};
pub use mode::mode_estimate;
pub use partition::{Partition, partition_errors};
pub use ranks::{RANKED_SAMPLES_MAX, Ranks};
pub use sensitivity::{Centre, contributions_to_variance, pearson_correlation, rank_correlation};
pub use sorted::SortedSamples;
pub use summary::{Percentile, Summary};
pub use tail_risk::{Tail, TailRisk, tail_risk};
