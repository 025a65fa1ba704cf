//! @RISK.

use std::f64::consts::FRAC_1_SQRT_2;

use super::{Alias, Translated, Vendor, same, translated};
use crate::distribution::{Argument, ParameterError};
use crate::distributions::*;

/// @RISK's distribution functions.
pub static AT_RISK: Vendor = Vendor {
    name: "@RISK",
    prefix: "RISK",
    source: "@RISK Help (help.palisade.com/v8), Function, Distribution: one page a function",
    aliases: ALIASES,
    uncertain: &[],
};

static ALIASES: &[Alias] = &[
    same("RiskBernoulli", &binomial::BERNOULLI, &["p"]),
    same("RiskBeta", &beta::BETA, &["alpha1", "alpha2"]),
    same("RiskBetaGeneral", &beta::BETA_GENERAL, &["alpha1", "alpha2", "minimum", "maximum"]),
    translated(
        "RiskBetaSubj",
        &beta::BETA_GENERAL,
        &["minimum", "most likely", "mean", "maximum"],
        beta_from_mode_and_mean,
    ),
    same("RiskBinomial", &binomial::BINOMIAL, &["n", "p"]),
    same("RiskBurr12", &burr::BURR12, &["gamma (location)", "beta (scale)", "alpha1", "alpha2"]),
    same("RiskCauchy", &cauchy::CAUCHY, &["gamma (location)", "beta (scale)"]),
    same("RiskChisq", &gamma::CHI_SQUARED, &["degrees of freedom"]),
    same(
        "RiskCompound",
        &compound::COMPOUND,
        &[
            "frequency (a distribution, a number or a cell)",
            "severity (a distribution, or a cell \
          that holds one)",
            "deductible",
            "limit",
        ],
    ),
    same(
        "RiskCumul",
        &cumulative::CUMULATIVE,
        &["minimum", "maximum", "{values}", "{ascending probabilities}"],
    ),
    same(
        "RiskCumulD",
        &cumulative::CUMULATIVE_DESCENDING,
        &["minimum", "maximum", "{values}", "{descending probabilities}"],
    ),
    same("RiskDagum", &burr::DAGUM, &["gamma (location)", "beta (scale)", "alpha1", "alpha2"]),
    same("RiskDiscrete", &discrete::DISCRETE, &["{values}", "{weights, normalised}"]),
    same(
        "RiskDoubleTriang",
        &triangular::DOUBLE_TRIANGULAR,
        &["minimum", "most likely", "maximum", "lower probability"],
    ),
    same("RiskDuniform", &discrete::DISCRETE_UNIFORM, &["{values}"]),
    translated("RiskErf", &normal::NORMAL, &["h"], erf)
        .noted("a normal of mean 0 and standard deviation 1/(h sqrt 2)"),
    same("RiskErlang", &gamma::ERLANG, &["m (whole)", "beta (scale)"]),
    same("RiskExpon", &exponential::EXPONENTIAL, &["beta (the mean)"]),
    same("RiskExtvalue", &extreme_value::EXTREME_VALUE_MAX, &["a (location)", "b (scale)"]),
    same("RiskExtvalueMin", &extreme_value::EXTREME_VALUE_MIN, &["a (location)", "b (scale)"]),
    same("RiskF", &pearson::F, &["degrees of freedom of the numerator", "of the denominator"]),
    same(
        "RiskFatigueLife",
        &fatigue_life::FATIGUE_LIFE,
        &["y (location)", "beta (scale)", "alpha (shape)"],
    ),
    same(
        "RiskFrechet",
        &extreme_value::FRECHET,
        &["gamma (location)", "beta (scale)", "alpha (shape)"],
    ),
    same("RiskGamma", &gamma::GAMMA, &["alpha (shape)", "beta (scale)"]),
    same("RiskGeneral", &general::GENERAL, &["minimum", "maximum", "{values}", "{weights}"]),
    same("RiskGeomet", &negative_binomial::GEOMETRIC, &["p"])
        .noted("counts the failures before the first success"),
    same("RiskHistogrm", &cumulative::HISTOGRAM, &["minimum", "maximum", "{weights}"]),
    same(
        "RiskHypergeo",
        &hypergeometric::HYPERGEOMETRIC,
        &["n (sample)", "D (marked)", "M (population)"],
    ),
    same(
        "RiskHypSecant",
        &hyperbolic_secant::HYPERBOLIC_SECANT,
        &["gamma (location, the mean)", "beta (scale, the standard deviation)"],
    ),
    same("RiskIntuniform", &integer_uniform::INTEGER_UNIFORM, &["minimum", "maximum"]),
    same("RiskInvgauss", &inverse_gaussian::INVERSE_GAUSSIAN, &["mu (the mean)", "lambda (shape)"]),
    same(
        "RiskJohnsonMoments",
        &johnson_moments::JOHNSON_MOMENTS,
        &["mean", "standard deviation", "skewness", "kurtosis"],
    ),
    same(
        "RiskJohnsonSB",
        &johnson::JOHNSON_SB,
        &["alpha1", "alpha2", "a (minimum)", "b (maximum)"],
    ),
    same(
        "RiskJohnsonSU",
        &johnson::JOHNSON_SU,
        &["alpha1", "alpha2", "gamma (location)", "beta (scale)"],
    ),
    same("RiskKumaraswamy", &kumaraswamy::KUMARASWAMY, &["alpha1", "alpha2", "minimum", "maximum"]),
    translated(
        "RiskLaplace",
        &laplace::LAPLACE,
        &["mu (location)", "sigma (standard deviation)"],
        laplace_from_deviation,
    ),
    same("RiskLevy", &cauchy::LEVY, &["a (location)", "c (scale)"]),
    same("RiskLogistic", &logistic::LOGISTIC, &["alpha (location)", "beta (scale)"]),
    same(
        "RiskLoglogistic",
        &logistic::LOG_LOGISTIC,
        &["gamma (location)", "beta (scale)", "alpha (shape)"],
    ),
    same("RiskLognorm", &lognormal::LOGNORMAL, &["mean of X", "standard deviation of X"]),
    same("RiskLognorm2", &lognormal::LOGNORMAL2, &["mean of ln X", "standard deviation of ln X"]),
    same("RiskNegbin", &negative_binomial::NEGATIVE_BINOMIAL, &["s (successes)", "p"])
        .noted("counts the failures before the s-th success"),
    same("RiskNormal", &normal::NORMAL, &["mean", "standard deviation"]),
    same("RiskPareto", &pareto::PARETO, &["theta (shape)", "a (smallest value)"]),
    translated(
        "RiskPareto2",
        &pareto::PARETO2,
        &["b (scale)", "q (shape)"],
        scale_and_shape_swapped,
    ),
    same("RiskPearson5", &pearson::PEARSON5, &["alpha (shape)", "beta (scale)"]),
    same("RiskPearson6", &pearson::PEARSON6, &["alpha1", "alpha2", "beta (scale)"]),
    same("RiskPert", &beta::PERT, &["minimum", "most likely", "maximum"]),
    same("RiskPoisson", &poisson::POISSON, &["lambda (the mean)"]),
    same("RiskRayleigh", &weibull::RAYLEIGH, &["b (standard deviation of each component)"]),
    same("RiskReciprocal", &log_uniform::LOG_UNIFORM, &["minimum", "maximum"]),
    translated("RiskResample", &discrete::EMPIRICAL, &["sampling method", "{values}"], resample)
        .noted("only method 2, random with replacement"),
    same(
        "RiskSplice",
        &splice::SPLICE,
        &["left distribution", "right distribution", "splice point"],
    ),
    same("RiskStudent", &student_t::STUDENT_T, &["degrees of freedom"]),
    same("RiskTriang", &triangular::TRIANGULAR, &["minimum", "most likely", "maximum"]),
    translated(
        "RiskTrigen",
        &triangular::TRIGEN,
        &[
            "bottom",
            "most likely",
            "top",
            "bottom percentile (0 to 100)",
            "top percentile (0 to 100)",
        ],
        trigen_from_percent,
    ),
    same("RiskUniform", &uniform::UNIFORM, &["minimum", "maximum"]),
    same("RiskWeibull", &weibull::WEIBULL, &["alpha (shape)", "beta (scale)"]),
    // Forms of early releases.
    translated(
        "RiskTNormal",
        &normal::NORMAL,
        &["mean", "standard deviation", "minimum", "maximum"],
        truncated_form,
    ),
    translated(
        "RiskTLognorm",
        &lognormal::LOGNORMAL,
        &["mean of X", "standard deviation of X", "minimum", "maximum"],
        truncated_form,
    ),
];

/// The shapes of a beta law on [min, max] with a given mode and mean: @RISK Help, RiskBetaSubj.
pub(super) fn beta_from_mode_and_mean(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [min, mode, mean, max] = alias.numbers(arguments)?;
    let rules = alias.rules();
    rules.below("minimum", min, "maximum", max)?;
    rules.below("minimum", min, "mean", mean)?;
    rules.below("mean", mean, "maximum", max)?;
    let middle = 0.5 * (min + max);
    if mean == mode && mode == middle {
        return Err(ParameterError(format!(
            "{}: mean and most likely both in the middle leave the shape open; use BetaGeneral",
            alias.name
        )));
    }
    let a = 2.0 * (mean - min) * (middle - mode) / ((mean - mode) * (max - min));
    let b = a * (max - mean) / (mean - min);
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) {
        return Err(ParameterError(format!(
            "{}: no beta law has most likely value {mode} and mean {mean}; the mean must lie between \
             the most likely value and the middle of the range ({middle})",
            alias.name
        )));
    }
    Ok(Translated::numbers([a, b, min, max]))
}

pub(super) fn erf(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [h] = alias.numbers(arguments)?;
    alias.rules().positive("h", h)?;
    Ok(Translated::numbers([0.0, FRAC_1_SQRT_2 / h]))
}

pub(super) fn laplace_from_deviation(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [location, deviation] = alias.numbers(arguments)?;
    Ok(Translated::numbers([location, deviation * FRAC_1_SQRT_2]))
}

pub(super) fn scale_and_shape_swapped(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [first, second] = alias.numbers(arguments)?;
    Ok(Translated::numbers([second, first]))
}

pub(super) fn trigen_from_percent(
    alias: &Alias,
    arguments: &[Argument],
) -> Result<Translated, ParameterError> {
    let [bottom, mode, top, low, high] = alias.numbers(arguments)?;
    Ok(Translated::numbers([bottom, mode, top, low / 100.0, high / 100.0]))
}

fn resample(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    match arguments {
        [Argument::Number(method), values] if *method == 2.0 => {
            Ok(Translated { arguments: vec![values.clone()], ..Translated::default() })
        }
        [_, _] => Err(ParameterError(
            "RiskResample: only method 2, random with replacement, is supported".to_string(),
        )),
        _ => Err(alias.wrong_count(arguments.len())),
    }
}

fn truncated_form(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [first, second, low, high] = alias.numbers(arguments)?;
    Ok(Translated { low: Some(low), high: Some(high), ..Translated::numbers([first, second]) })
}
