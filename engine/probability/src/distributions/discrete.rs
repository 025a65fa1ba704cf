//! Discrete, DiscreteUniform and Empirical: laws of listed values.

use super::arguments::{Rules, list, list_at};
use super::atoms::Atoms;
use crate::distribution::{Argument, Family, ParameterError, SharedDistribution};

/// The row of `Discrete`.
pub static DISCRETE: Family = Family {
    name: "Discrete",
    summary: "A few possible values with given weights: scenarios, decision branches.",
    formula: "P(X = values[i]) = weights[i] / sum of weights",
    parameters: &[
        list("values", "the possible values"),
        list("weights", "their weights, none negative; they are divided by their sum"),
    ],
    example: "Discrete({10, 20, 50}, {0.5, 0.3, 0.2})",
    build: build_discrete,
};

/// The row of `DiscreteUniform`.
pub static DISCRETE_UNIFORM: Family = Family {
    name: "DiscreteUniform",
    summary: "Listed values, all equally likely; a value listed twice is twice as likely.",
    formula: "P(X = values[i]) = 1/n",
    parameters: &[list("values", "the possible values")],
    example: "DiscreteUniform({1, 2, 5, 10})",
    build: build_uniform,
};

/// The row of `Empirical`.
pub static EMPIRICAL: Family = Family {
    name: "Empirical",
    summary: "Resamples observed data, with replacement.",
    formula: "P(X <= x) = share of the values that are at most x. Efron 1979",
    parameters: &[list("values", "the observations")],
    example: "Empirical({12, 15, 11, 19, 14})",
    build: build_empirical,
};

fn build_discrete(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let values = list_at(&DISCRETE, arguments, 0)?;
    let weights = list_at(&DISCRETE, arguments, 1)?;
    let rules = Rules(DISCRETE.name);
    rules.same_length("values", values, "weights", weights)?;
    rules.weights("weights", weights)?;
    Ok(Atoms::shared(values, weights))
}

fn build_uniform(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let values = list_at(&DISCRETE_UNIFORM, arguments, 0)?;
    Ok(Atoms::shared(values, &vec![1.0; values.len()]))
}

fn build_empirical(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let values = list_at(&EMPIRICAL, arguments, 0)?;
    Ok(Atoms::shared(values, &vec![1.0; values.len()]))
}
