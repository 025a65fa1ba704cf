//! The distribution library: one row each, and the laws they build.
//!
//! `FAMILIES` lists every row; [`find`] looks one up by our name or another tool's.

use crate::distribution::{Alias, Argument, Family, ParameterError, SharedDistribution};

/// Every family, in alphabetical order of name.
pub static FAMILIES: &[&Family] = &[];

/// The family of this name (ours, case-insensitive, or another tool's) and, if it is another
/// tool's, that alias.
pub fn find(_name: &str) -> Option<(&'static Family, Option<&'static Alias>)> {
    todo!()
}

/// Builds the law that `name(arguments...)` denotes, after translating another tool's convention,
/// filling defaults and checking count and kinds.
///
/// # Errors
/// Unknown name (with the nearest known one), wrong number of arguments (with the signature), or a
/// parameter outside its rule.
pub fn build(_name: &str, _arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    todo!()
}

/// `law` restricted to [low, high] (by value) and renormalised.
pub fn truncated(
    _law: SharedDistribution,
    _low: Option<f64>,
    _high: Option<f64>,
) -> Result<SharedDistribution, ParameterError> {
    todo!()
}

/// `law` restricted to the values between its `low` and `high` percentiles, given as probabilities.
pub fn truncated_by_probability(
    _law: SharedDistribution,
    _low: Option<f64>,
    _high: Option<f64>,
) -> Result<SharedDistribution, ParameterError> {
    todo!()
}

/// `law` moved by `shift`.
pub fn shifted(_law: SharedDistribution, _shift: f64) -> SharedDistribution {
    todo!()
}

/// `law` with its quantile replaced by a verified interpolation table (u-error below 1e-12), or
/// `law` itself where it is fast or the table can't be verified.
pub fn tabulated(law: SharedDistribution) -> SharedDistribution {
    law
}
