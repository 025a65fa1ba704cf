//! Oracle Crystal Ball.

use super::at_risk::scale_and_shape_swapped;
use super::{Alias, Translated, Vendor, same, translated};
use crate::distribution::{Argument, ParameterError};
use crate::distributions::*;

/// Crystal Ball's probability functions.
pub static CRYSTAL_BALL: Vendor = Vendor {
    name: "Crystal Ball",
    prefix: "CB.",
    source: "Oracle Crystal Ball User's Guide 11.1.2, appendix A: \"Using Probability Functions\" and \
             the table \"Distributions and Their Parameters\" (docs.oracle.com/cd/E52437_01)",
    aliases: ALIASES,
    uncertain: &[
        (
            "CB.Beta2",
            "the guide doesn't say whether its bounds come before or after alpha and beta; write \
             BetaGeneral(alpha, beta, minimum, maximum)",
        ),
        (
            "CB.Lognormal2",
            "its parameters aren't in the guide; write Lognormal(mean, sd), with Shift(location)",
        ),
    ],
};

static ALIASES: &[Alias] = &[
    translated("CB.Beta", &beta::BETA_GENERAL, &["alpha", "beta", "scale"], scaled_beta)
        .with_cutoffs(),
    same("CB.BetaPERT", &beta::PERT, &["minimum", "likeliest", "maximum"]).with_cutoffs(),
    translated(
        "CB.Binomial",
        &binomial::BINOMIAL,
        &["probability", "trials"],
        scale_and_shape_swapped,
    )
    .with_cutoffs(),
    translated("CB.Custom", &discrete::DISCRETE, &["{range}"], custom)
        .noted("a range of two columns: values and their weights; or of one: values"),
    same("CB.DiscreteUniform", &integer_uniform::INTEGER_UNIFORM, &["minimum", "maximum"])
        .with_cutoffs(),
    translated("CB.Exponential", &exponential::EXPONENTIAL, &["rate, 1/mean"], from_rate)
        .with_cutoffs(),
    translated("CB.Gamma", &gamma::GAMMA, &["location", "scale", "shape"], shifted_scale_and_shape)
        .with_cutoffs(),
    translated("CB.Geometric", &negative_binomial::GEOMETRIC, &["probability"], geometric)
        .with_cutoffs()
        .noted("counts the trials up to and with the first success"),
    translated(
        "CB.Hypergeometric",
        &hypergeometric::HYPERGEOMETRIC,
        &["successes in the population (or their share, below 1)", "trials", "population"],
        hypergeometric_law,
    )
    .with_cutoffs(),
    same("CB.Logistic", &logistic::LOGISTIC, &["mean", "scale"]).with_cutoffs(),
    translated(
        "CB.Lognormal",
        &lognormal::LOGNORMAL,
        &["location", "mean of X", "standard deviation of X"],
        located_lognormal,
    )
    .with_cutoffs()
    .noted("with two arguments: mean and standard deviation of X"),
    same("CB.MaxExtreme", &extreme_value::EXTREME_VALUE_MAX, &["likeliest", "scale"])
        .with_cutoffs(),
    same("CB.MinExtreme", &extreme_value::EXTREME_VALUE_MIN, &["likeliest", "scale"])
        .with_cutoffs(),
    translated(
        "CB.NegativeBinomial",
        &negative_binomial::NEGATIVE_BINOMIAL,
        &["probability", "shape (successes)"],
        negative_binomial_law,
    )
    .with_cutoffs()
    .noted("counts the trials up to and with the last success"),
    translated(
        "CB.NegBinomial",
        &negative_binomial::NEGATIVE_BINOMIAL,
        &["probability", "shape (successes)"],
        negative_binomial_law,
    )
    .with_cutoffs()
    .noted("counts the trials up to and with the last success"),
    same("CB.Normal", &normal::NORMAL, &["mean", "standard deviation"]).with_cutoffs(),
    translated(
        "CB.Pareto",
        &pareto::PARETO,
        &["location (smallest value)", "shape"],
        scale_and_shape_swapped,
    )
    .with_cutoffs(),
    same("CB.Poisson", &poisson::POISSON, &["rate (the mean)"]).with_cutoffs(),
    translated(
        "CB.StudentT",
        &student_t::STUDENT_T,
        &["midpoint", "scale", "degrees of freedom"],
        student,
    )
    .with_cutoffs(),
    same("CB.Triangular", &triangular::TRIANGULAR, &["minimum", "likeliest", "maximum"])
        .with_cutoffs(),
    same("CB.Uniform", &uniform::UNIFORM, &["minimum", "maximum"]).with_cutoffs(),
    translated(
        "CB.Weibull",
        &weibull::WEIBULL,
        &["location", "scale", "shape"],
        shifted_scale_and_shape,
    )
    .with_cutoffs(),
    same("CB.YesNo", &binomial::BERNOULLI, &["probability of yes (1)"]).with_cutoffs(),
];

fn scaled_beta(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [a, b, scale] = alias.numbers(arguments)?;
    alias.rules().positive("scale", scale)?;
    Ok(Translated::numbers([a, b, 0.0, scale]))
}

fn from_rate(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [rate] = alias.numbers(arguments)?;
    alias.rules().positive("rate", rate)?;
    Ok(Translated::numbers([1.0 / rate]))
}

fn shifted_scale_and_shape(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [location, scale, shape] = alias.numbers(arguments)?;
    Ok(Translated::numbers([shape, scale]).shifted(location))
}

fn geometric(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [p] = alias.numbers(arguments)?;
    Ok(Translated::numbers([p]).shifted(1.0))
}

fn negative_binomial_law(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [p, successes] = alias.numbers(arguments)?;
    Ok(Translated::numbers([successes, p]).shifted(successes))
}

fn hypergeometric_law(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [successes, trials, population] = alias.numbers(arguments)?;
    // Releases before 7 took the share of successes.
    let marked = if successes < 1.0 { (successes * population).round() } else { successes };
    Ok(Translated::numbers([trials, marked, population]))
}

fn located_lognormal(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    if let [Argument::Number(mean), Argument::Number(sd)] = arguments {
        return Ok(Translated::numbers([*mean, *sd]));
    }
    let [location, mean, sd] = alias.numbers(arguments)?;
    alias.rules().below("location", location, "mean of X", mean)?;
    Ok(Translated::numbers([mean - location, sd]).shifted(location))
}

fn student(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [midpoint, scale, degrees] = alias.numbers(arguments)?;
    Ok(Translated::numbers([degrees, midpoint, scale]))
}

/// The values of a range, and their weights if it has a second column. The evaluator passes the
/// range row by row, then its number of columns.
fn custom(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let refuse = || {
        ParameterError(format!(
            "{}: only ranges of one column (values) or two (values, weights) are supported",
            alias.name
        ))
    };
    let (Some(Argument::List(numbers)), columns) = (arguments.first(), arguments.get(1)) else {
        return Err(refuse());
    };
    let (values, weights) = match columns {
        Some(Argument::Number(2.0)) if numbers.len() % 2 == 0 => {
            let pairs = numbers.chunks_exact(2);
            (pairs.clone().map(|pair| pair[0]).collect(), pairs.map(|pair| pair[1]).collect())
        }
        Some(Argument::Number(1.0)) => (numbers.clone(), vec![1.0; numbers.len()]),
        _ => return Err(refuse()),
    };
    Ok(Translated {
        arguments: vec![Argument::List(values), Argument::List(weights)],
        ..Translated::default()
    })
}
