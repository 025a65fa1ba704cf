//! Frontline Analytic Solver (Risk Solver).

use super::at_risk::{beta_from_mode_and_mean, erf};
use super::{Alias, Vendor, same, translated};
use crate::distributions::*;

/// Analytic Solver's distribution functions.
pub static ANALYTIC_SOLVER: Vendor = Vendor {
    name: "Analytic Solver",
    prefix: "PSI",
    source: "Psi Function Help (www.solver.com/risk-solver-help/psi-function-help), simulation, \
             distributions: one page a function",
    aliases: ALIASES,
    uncertain: &[
        ("PsiPareto", "the order of its parameters isn't certain; write Pareto(shape, smallest)"),
        ("PsiPareto2", "the order of its parameters isn't certain; write Pareto2(shape, scale)"),
        (
            "PsiGeometric",
            "whether it counts trials or failures isn't certain; write Geometric(p), \
          which counts failures",
        ),
        (
            "PsiNegBinomial",
            "whether it counts trials or failures isn't certain; write \
          NegativeBinomial(s, p), which counts failures",
        ),
        ("PsiLogLogistic", "the order of its parameters isn't certain; write LogLogistic(...)"),
        (
            "PsiLaplace",
            "whether its scale is the standard deviation isn't certain; write \
          Laplace(location, scale)",
        ),
        ("PsiLevy", "the order of its parameters isn't certain; write Levy(location, scale)"),
        (
            "PsiMetalog",
            "it takes coefficients, not quantiles; write Metalog({values}, {probabilities})",
        ),
        ("PsiMyerson", "Ulam has no Myerson law"),
        (
            "PsiNormalSkew",
            "whether its parameters are moments isn't certain; write SkewNormal(...)",
        ),
        ("PsiTriangGen", "whether its percentiles are in percent isn't certain; write Trigen(...)"),
        ("PsiSlurp", "Ulam has no stochastic libraries; write Empirical(range)"),
        ("PsiSip", "Ulam has no stochastic libraries; write Empirical(range)"),
    ],
};

static ALIASES: &[Alias] = &[
    same("PsiBernoulli", &binomial::BERNOULLI, &["p"]),
    same("PsiBeta", &beta::BETA, &["alpha1", "alpha2"]),
    same("PsiBetaGen", &beta::BETA_GENERAL, &["alpha1", "alpha2", "minimum", "maximum"]),
    translated(
        "PsiBetaSubj",
        &beta::BETA_GENERAL,
        &["minimum", "likely", "mean", "maximum"],
        beta_from_mode_and_mean,
    ),
    same("PsiBinomial", &binomial::BINOMIAL, &["n", "p"]),
    same("PsiChiSquare", &gamma::CHI_SQUARED, &["degrees of freedom"]),
    same(
        "PsiCumul",
        &cumulative::CUMULATIVE,
        &["minimum", "maximum", "{values}", "{ascending probabilities}"],
    ),
    same(
        "PsiCumulD",
        &cumulative::CUMULATIVE_DESCENDING,
        &["minimum", "maximum", "{values}", "{descending probabilities}"],
    ),
    same("PsiDiscrete", &discrete::DISCRETE, &["{values}", "{weights, normalised}"]),
    same("PsiDisUniform", &discrete::DISCRETE_UNIFORM, &["{values}"]),
    translated("PsiErf", &normal::NORMAL, &["h"], erf)
        .noted("a normal of mean 0 and standard deviation 1/(h sqrt 2)"),
    same("PsiErlang", &gamma::ERLANG, &["k (whole)", "beta (scale)"]),
    same("PsiExponential", &exponential::EXPONENTIAL, &["beta (the mean)"]),
    same("PsiF", &pearson::F, &["degrees of freedom of the numerator", "of the denominator"]),
    same("PsiGamma", &gamma::GAMMA, &["alpha (shape)", "beta (scale)"]),
    same("PsiGeneral", &general::GENERAL, &["minimum", "maximum", "{values}", "{weights}"]),
    same("PsiHistogram", &cumulative::HISTOGRAM, &["minimum", "maximum", "{weights}"]),
    same(
        "PsiHyperGeo",
        &hypergeometric::HYPERGEOMETRIC,
        &["n (sample)", "D (marked)", "M (population)"],
    ),
    same("PsiIntUniform", &integer_uniform::INTEGER_UNIFORM, &["minimum", "maximum"]),
    same("PsiInvNormal", &inverse_gaussian::INVERSE_GAUSSIAN, &["mu (the mean)", "lambda (shape)"]),
    same("PsiLogistic", &logistic::LOGISTIC, &["mu (location)", "s (scale)"]),
    same("PsiLogNormal", &lognormal::LOGNORMAL, &["mean of X", "standard deviation of X"]),
    same("PsiLogNorm2", &lognormal::LOGNORMAL2, &["mean of ln X", "standard deviation of ln X"]),
    same("PsiMaxExtreme", &extreme_value::EXTREME_VALUE_MAX, &["m (mode)", "s (scale)"]),
    same("PsiMinExtreme", &extreme_value::EXTREME_VALUE_MIN, &["m (mode)", "s (scale)"]),
    same("PsiNormal", &normal::NORMAL, &["mean", "standard deviation"]),
    same("PsiPearson5", &pearson::PEARSON5, &["alpha (shape)", "beta (scale)"]),
    same("PsiPearson6", &pearson::PEARSON6, &["alpha1", "alpha2", "beta (scale)"]),
    same("PsiPert", &beta::PERT, &["minimum", "likely", "maximum"]),
    same("PsiPoisson", &poisson::POISSON, &["lambda (the mean)"]),
    same("PsiRayleigh", &weibull::RAYLEIGH, &["beta (standard deviation of each component)"]),
    same("PsiReciprocal", &log_uniform::LOG_UNIFORM, &["minimum", "maximum"]),
    same("PsiStudent", &student_t::STUDENT_T, &["degrees of freedom"]),
    same("PsiTriangular", &triangular::TRIANGULAR, &["minimum", "likely", "maximum"]),
    same("PsiUniform", &uniform::UNIFORM, &["minimum", "maximum"]),
    same("PsiWeibull", &weibull::WEIBULL, &["alpha (shape)", "beta (scale)"]),
];
