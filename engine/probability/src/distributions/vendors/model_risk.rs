//! Vose ModelRisk.
//!
//! Every function also exists as an object, `VoseNormalObject(...)`: the law itself, to be passed to
//! `VoseSimulate` or `VoseAggregateMC`, which [`crate::distributions::find`] knows.

use super::at_risk::{erf, laplace_from_deviation};
use super::{Alias, Translated, Vendor, same, translated};
use crate::distribution::{Argument, ParameterError};
use crate::distributions::*;

/// ModelRisk's distribution functions.
pub static MODEL_RISK: Vendor = Vendor {
    name: "ModelRisk",
    prefix: "VOSE",
    source: "Vose RiskWiki (www.vosesoftware.com/riskwiki), \"Distributions in ModelRisk\": one page a \
             distribution",
    aliases: ALIASES,
    uncertain: &[
        ("VoseLogLogistic", "the order of its parameters isn't certain; write LogLogistic(...)"),
        ("VosePareto2", "the order of its parameters isn't certain; write Pareto2(shape, scale)"),
        ("VoseLevy", "the order of its parameters isn't certain; write Levy(location, scale)"),
        ("VoseGEV", "the sign of its shape isn't certain; write GEV(location, scale, shape)"),
    ],
};

static ALIASES: &[Alias] = &[
    same(
        "VoseAggregateMC",
        &compound::COMPOUND,
        &["number of terms", "object of the distribution to sum"],
    )
    .noted("the law of the sum is computed by Fourier transform instead of drawing its terms"),
    same("VoseBernoulli", &binomial::BERNOULLI, &["p"]),
    same("VoseBeta", &beta::BETA, &["alpha", "beta"]),
    same("VoseBeta4", &beta::BETA_GENERAL, &["alpha", "beta", "minimum", "maximum"]),
    same("VoseBetaBinomial", &beta_binomial::BETA_BINOMIAL, &["n", "alpha", "beta"]),
    same("VoseBinomial", &binomial::BINOMIAL, &["n", "p"]),
    same("VoseCauchy", &cauchy::CAUCHY, &["a (location)", "b (scale)"]),
    same("VoseChiSq", &gamma::CHI_SQUARED, &["degrees of freedom"]),
    same(
        "VoseCumulA",
        &cumulative::CUMULATIVE,
        &["minimum", "maximum", "{values}", "{ascending probabilities}"],
    ),
    same(
        "VoseCumulD",
        &cumulative::CUMULATIVE_DESCENDING,
        &["minimum", "maximum", "{values}", "{descending probabilities}"],
    ),
    same("VoseDiscrete", &discrete::DISCRETE, &["{values}", "{weights, normalised}"]),
    same("VoseDUniform", &discrete::DISCRETE_UNIFORM, &["{values}"]),
    translated("VoseErf", &normal::NORMAL, &["h"], erf)
        .noted("a normal of mean 0 and standard deviation 1/(h sqrt 2)"),
    same("VoseErlang", &gamma::ERLANG, &["m (whole)", "beta (scale)"]),
    same("VoseExpon", &exponential::EXPONENTIAL, &["beta (the mean)"]),
    same("VoseExtValueMax", &extreme_value::EXTREME_VALUE_MAX, &["a (location)", "b (scale)"]),
    same("VoseExtValueMin", &extreme_value::EXTREME_VALUE_MIN, &["a (location)", "b (scale)"]),
    same("VoseF", &pearson::F, &["degrees of freedom of the numerator", "of the denominator"]),
    same(
        "VoseFatigue",
        &fatigue_life::FATIGUE_LIFE,
        &["alpha (location)", "beta (scale)", "gamma (shape)"],
    ),
    same("VoseGamma", &gamma::GAMMA, &["alpha (shape)", "beta (scale)"]),
    same("VoseGeometric", &negative_binomial::GEOMETRIC, &["p"])
        .noted("counts the failures before the first success"),
    same("VoseHistogram", &cumulative::HISTOGRAM, &["minimum", "maximum", "{weights}"]),
    same(
        "VoseHS",
        &hyperbolic_secant::HYPERBOLIC_SECANT,
        &["mu (the mean)", "sigma (standard deviation)"],
    ),
    same(
        "VoseHypergeo",
        &hypergeometric::HYPERGEOMETRIC,
        &["n (sample)", "D (marked)", "M (population)"],
    ),
    same("VoseInvGauss", &inverse_gaussian::INVERSE_GAUSSIAN, &["mu (the mean)", "lambda (shape)"]),
    same("VoseJohnsonB", &johnson::JOHNSON_SB, &["alpha1", "alpha2", "minimum", "maximum"]),
    same("VoseJohnsonU", &johnson::JOHNSON_SU, &["alpha1", "alpha2", "location", "scale"]),
    same("VoseKumaraswamy", &kumaraswamy::KUMARASWAMY, &["alpha", "beta"]),
    same("VoseKumaraswamy4", &kumaraswamy::KUMARASWAMY, &["alpha", "beta", "minimum", "maximum"]),
    translated(
        "VoseLaplace",
        &laplace::LAPLACE,
        &["mu (location)", "sigma (standard deviation)"],
        laplace_from_deviation,
    ),
    same("VoseLogistic", &logistic::LOGISTIC, &["alpha (location)", "beta (scale)"]),
    same("VoseLognormal", &lognormal::LOGNORMAL, &["mean of X", "standard deviation of X"]),
    same("VoseLognormalE", &lognormal::LOGNORMAL2, &["mean of ln X", "standard deviation of ln X"]),
    same("VoseLogTriangle", &log_uniform::LOG_TRIANGULAR, &["minimum", "mode", "maximum"]),
    same("VoseMaxwell", &root_gamma::MAXWELL, &["a (standard deviation of each component)"]),
    translated(
        "VoseModPERT",
        &beta::BETA_GENERAL,
        &["minimum", "mode", "maximum", "gamma"],
        modified_pert,
    ),
    same("VoseNegBin", &negative_binomial::NEGATIVE_BINOMIAL, &["s (successes)", "p"])
        .noted("counts the failures before the s-th success"),
    same("VoseNormal", &normal::NORMAL, &["mean", "standard deviation"]),
    same("VosePareto", &pareto::PARETO, &["theta (shape)", "a (smallest value)"]),
    same("VosePearson5", &pearson::PEARSON5, &["alpha (shape)", "beta (scale)"]),
    same("VosePearson6", &pearson::PEARSON6, &["alpha1", "alpha2", "beta (scale)"]),
    same("VosePERT", &beta::PERT, &["minimum", "mode", "maximum"]),
    same("VosePoisson", &poisson::POISSON, &["lambda (the mean)"]),
    same("VoseRayleigh", &weibull::RAYLEIGH, &["b (standard deviation of each component)"]),
    same("VoseReciprocal", &log_uniform::LOG_UNIFORM, &["minimum", "maximum"]),
    same("VoseRelative", &general::GENERAL, &["minimum", "maximum", "{values}", "{weights}"]),
    translated(
        "VoseRiskEvent",
        &compound::COMPOUND,
        &["probability", "object of the impact"],
        risk_event,
    ),
    translated("VoseSimulate", &mixture::MIXTURE, &["object"], simulate),
    same(
        "VoseSplitTriangle",
        &triangular::SPLIT_TRIANGULAR,
        &["low", "medium", "high", "low probability", "medium probability", "high probability"],
    ),
    same("VoseStudent", &student_t::STUDENT_T, &["degrees of freedom"]),
    translated(
        "VoseStudent3",
        &student_t::STUDENT_T,
        &["mu (location)", "sigma (scale)", "degrees of freedom"],
        student3,
    ),
    same("VoseTriangle", &triangular::TRIANGULAR, &["minimum", "mode", "maximum"]),
    same("VoseUniform", &uniform::UNIFORM, &["minimum", "maximum"]),
    same("VoseWeibull", &weibull::WEIBULL, &["alpha (shape)", "beta (scale)"]),
    same("VoseWeibull3", &weibull::WEIBULL, &["alpha (shape)", "beta (scale)", "location"]),
];

/// A PERT whose mean gives the mode the weight gamma instead of 4: RiskWiki, "Modified PERT".
fn modified_pert(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [min, mode, max, gamma] = alias.numbers(arguments)?;
    let rules = alias.rules();
    rules.below("minimum", min, "maximum", max)?;
    rules.within("mode", mode, min, max)?;
    rules.positive("gamma", gamma)?;
    let share = (mode - min) / (max - min);
    Ok(Translated::numbers([1.0 + gamma * share, 1.0 + gamma * (1.0 - share), min, max]))
}

fn student3(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    let [location, scale, degrees] = alias.numbers(arguments)?;
    Ok(Translated::numbers([degrees, location, scale]))
}

fn simulate(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    match arguments {
        [law @ Argument::Law(_)] => Ok(Translated {
            arguments: vec![Argument::List(vec![1.0]), law.clone()],
            ..Translated::default()
        }),
        [_] => Err(ParameterError(format!(
            "{}: its argument must be an object, or a cell that holds one",
            alias.name
        ))),
        _ => Err(alias.wrong_count(arguments.len())),
    }
}

/// An impact that happens with a probability: the sum of as many impacts as events, 0 or 1.
fn risk_event(alias: &Alias, arguments: &[Argument]) -> Result<Translated, ParameterError> {
    match arguments {
        [p @ Argument::Number(_), impact @ Argument::Law(_)] => {
            let event = (binomial::BERNOULLI.build)(std::slice::from_ref(p))?;
            Ok(Translated {
                arguments: vec![Argument::Law(event), impact.clone()],
                ..Translated::default()
            })
        }
        [_, _] => Err(ParameterError(format!(
            "{}: needs a probability and an object, or a cell that holds one",
            alias.name
        ))),
        _ => Err(alias.wrong_count(arguments.len())),
    }
}
