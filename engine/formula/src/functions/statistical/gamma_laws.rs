//! The gamma function and the laws of its family: gamma, chi-squared, exponential, Poisson, Weibull.

use ulam_numeric::elementary::{exp, exp_m1, pow};
use ulam_numeric::special::{gamma, gamma_p, gamma_p_inverse, gamma_q, gamma_q_inverse, ln_gamma};
use ulam_probability::distributions::densities::{gamma_density, poisson_density};

use super::{foreign_law, law, require, whole};
use crate::function::{Function, Parameter, boolean, example, number};
use crate::value::CellError;

const GAMMA: &[Parameter] = &[number("x"), number("alpha"), number("beta"), boolean("cumulative")];
const GAMMA_QUANTILE: &[Parameter] = &[number("probability"), number("alpha"), number("beta")];
const CHI_SQUARED: &[Parameter] = &[number("x"), number("deg_freedom")];
const CHI_SQUARED_QUANTILE: &[Parameter] = &[number("probability"), number("deg_freedom")];
const EXPONENTIAL: &[Parameter] = &[number("x"), number("lambda"), boolean("cumulative")];
const POISSON: &[Parameter] = &[number("x"), number("mean"), boolean("cumulative")];

const GAMMA_LAW: &str = "Gamma law: its distribution function, or its density.";
const GAMMA_INVERSE: &str = "Quantile of a gamma law.";
const LN_GAMMA: &str = "Natural logarithm of the gamma function.";
const CHI_SQUARED_TAIL: &str = "Probability that a chi-squared number is above x.";
const CHI_SQUARED_TAIL_INVERSE: &str =
    "The number that a chi-squared one exceeds with a probability.";
const EXPONENTIAL_LAW: &str = "Exponential law: its distribution function, or its density.";
const POISSON_LAW: &str = "Poisson law: probability of at most, or of exactly, x events.";
const WEIBULL_LAW: &str = "Weibull law: its distribution function, or its density.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    law("GAMMA", "Gamma function.", &[number("number")], |x| {
        require(x[0] > 0.0 || x[0] != x[0].trunc())?;
        Ok(gamma(x[0]))
    })
    .examples(&[
        example("GAMMA(2.5)", "1.329340388179137"),
        example("GAMMA(-3.75)", "0.26786612886141653"),
        example("GAMMA(0)", "#NUM!"),
        example("GAMMA(-2)", "#NUM!"),
    ]),
    law("GAMMALN", LN_GAMMA, &[number("x")], logarithm)
        .examples(&[example("GAMMALN(4)", "1.791759469228055"), example("GAMMALN(0)", "#NUM!")]),
    law("GAMMALN.PRECISE", LN_GAMMA, &[number("x")], logarithm).examples(&[
        example("GAMMALN.PRECISE(4)", "1.791759469228055"),
        example("GAMMALN.PRECISE(0)", "#NUM!"),
    ]),
    law("GAMMA.DIST", GAMMA_LAW, GAMMA, gamma_law).examples(&[
        example("GAMMA.DIST(10.00001131, 9, 2, FALSE)", "0.03263913041829482"),
        example("GAMMA.DIST(10.00001131, 9, 2, TRUE)", "0.0680940038697872"),
        example("GAMMA.DIST(-1, 9, 2, TRUE)", "#NUM!"),
    ]),
    law("GAMMADIST", GAMMA_LAW, GAMMA, gamma_law).examples(&[
        example("GAMMADIST(10.00001131, 9, 2, TRUE)", "0.0680940038697872"),
        example("GAMMADIST(-1, 9, 2, FALSE)", "#NUM!"),
    ]),
    law("GAMMA.INV", GAMMA_INVERSE, GAMMA_QUANTILE, gamma_quantile).examples(&[
        example("GAMMA.INV(0.068094, 9, 2)", "10.000011191437183"),
        example("GAMMA.INV(0, 9, 2)", "0"),
        example("GAMMA.INV(1, 9, 2)", "#NUM!"),
    ]),
    law("GAMMAINV", GAMMA_INVERSE, GAMMA_QUANTILE, gamma_quantile).examples(&[
        example("GAMMAINV(0.068094, 9, 2)", "10.000011191437183"),
        example("GAMMAINV(2, 9, 2)", "#NUM!"),
    ]),
    law(
        "CHISQ.DIST",
        "Chi-squared law: its distribution function, or its density.",
        &[number("x"), number("deg_freedom"), boolean("cumulative")],
        chi_squared_law,
    )
    .examples(&[
        example("CHISQ.DIST(0.5, 1, TRUE)", "0.5204998778130466"),
        example("CHISQ.DIST(2, 3, FALSE)", "0.2075537487102974"),
        example("CHISQ.DIST(2, 0, TRUE)", "#NUM!"),
    ]),
    foreign_law(
        "CHISQDIST",
        "Chi-squared law, as LibreOffice names it.",
        &[number("x"), number("deg_freedom"), boolean("cumulative").or(1.0)],
        |x| {
            // Unlike Excel, LibreOffice takes numbers below 0.
            if x[0] < 0.0 {
                degrees(x[1])?;
                return Ok(0.0);
            }
            chi_squared_law(x)
        },
    )
    .examples(&[
        example("CHISQDIST(0.5, 1)", "0.5204998778130466"),
        example("CHISQDIST(2, 3, FALSE)", "0.2075537487102974"),
    ]),
    law("CHISQ.DIST.RT", CHI_SQUARED_TAIL, CHI_SQUARED, chi_squared_tail).examples(&[
        example("CHISQ.DIST.RT(18.307, 10)", "0.05000058909139812"),
        example("CHISQ.DIST.RT(-1, 10)", "#NUM!"),
    ]),
    law("CHIDIST", CHI_SQUARED_TAIL, CHI_SQUARED, chi_squared_tail).examples(&[
        example("CHIDIST(18.307, 10)", "0.05000058909139812"),
        example("CHIDIST(-1, 10)", "#NUM!"),
    ]),
    law(
        "CHISQ.INV",
        "Quantile of the chi-squared law.",
        CHI_SQUARED_QUANTILE,
        chi_squared_quantile,
    )
    .examples(&[
        example("CHISQ.INV(0.93, 1)", "3.2830202867595394"),
        example("CHISQ.INV(0.6, 2)", "1.83258146374831"),
    ]),
    foreign_law(
        "CHISQINV",
        "Quantile of the chi-squared law, as LibreOffice names it.",
        CHI_SQUARED_QUANTILE,
        chi_squared_quantile,
    )
    .examples(&[
        example("CHISQINV(0.93, 1)", "3.2830202867595394"),
        example("CHISQINV(-1, 11)", "#NUM!"),
    ]),
    law("CHISQ.INV.RT", CHI_SQUARED_TAIL_INVERSE, CHI_SQUARED_QUANTILE, chi_squared_tail_quantile)
        .examples(&[
            example("CHISQ.INV.RT(0.050001, 10)", "18.30697345696106"),
            example("CHISQ.INV.RT(0, 10)", "#NUM!"),
        ]),
    law("CHIINV", CHI_SQUARED_TAIL_INVERSE, CHI_SQUARED_QUANTILE, chi_squared_tail_quantile)
        .examples(&[
            example("CHIINV(0.050001, 10)", "18.30697345696106"),
            example("CHIINV(2, 10)", "#NUM!"),
        ]),
    law("EXPON.DIST", EXPONENTIAL_LAW, EXPONENTIAL, exponential).examples(&[
        example("EXPON.DIST(0.2, 10, TRUE)", "0.8646647167633873"),
        example("EXPON.DIST(0.2, 10, FALSE)", "1.353352832366127"),
        example("EXPON.DIST(0.2, 0, TRUE)", "#NUM!"),
    ]),
    law("EXPONDIST", EXPONENTIAL_LAW, EXPONENTIAL, exponential).examples(&[
        example("EXPONDIST(0.2, 10, TRUE)", "0.8646647167633873"),
        example("EXPONDIST(-1, 10, TRUE)", "#NUM!"),
    ]),
    law("POISSON.DIST", POISSON_LAW, POISSON, poisson).examples(&[
        example("POISSON.DIST(2, 5, TRUE)", "0.12465201948308113"),
        example("POISSON.DIST(2, 5, FALSE)", "0.08422433748856833"),
        example("POISSON.DIST(-1, 5, TRUE)", "#NUM!"),
    ]),
    law("POISSON", POISSON_LAW, POISSON, poisson).examples(&[
        example("POISSON(2, 5, TRUE)", "0.12465201948308113"),
        example("POISSON(-1, 5, TRUE)", "#NUM!"),
    ]),
    law("WEIBULL.DIST", WEIBULL_LAW, GAMMA, weibull).examples(&[
        example("WEIBULL.DIST(105, 20, 100, TRUE)", "0.929581390069277"),
        example("WEIBULL.DIST(105, 20, 100, FALSE)", "0.035588864024504334"),
        example("WEIBULL.DIST(105, 0, 100, TRUE)", "#NUM!"),
    ]),
    law("WEIBULL", WEIBULL_LAW, GAMMA, weibull).examples(&[
        example("WEIBULL(105, 20, 100, TRUE)", "0.929581390069277"),
        example("WEIBULL(-1, 20, 100, TRUE)", "#NUM!"),
    ]),
];

fn logarithm(x: &[f64]) -> Result<f64, CellError> {
    require(x[0] > 0.0)?;
    Ok(ln_gamma(x[0]))
}

fn gamma_law(x: &[f64]) -> Result<f64, CellError> {
    let (shape, scale) = (x[1], x[2]);
    require(x[0] >= 0.0 && shape > 0.0 && scale > 0.0)?;
    let y = x[0] / scale;
    Ok(if x[3] != 0.0 { gamma_p(shape, y) } else { gamma_density(shape, y) / scale })
}

/// A probability, from 0 to 1.
fn probability(p: f64) -> Result<f64, CellError> {
    if (0.0..=1.0).contains(&p) { Ok(p) } else { Err(CellError::Num) }
}

/// Degrees of freedom, at least 1: an integer, cut off.
fn degrees(freedom: f64) -> Result<f64, CellError> {
    let degrees = whole(freedom);
    require((1.0..=1e10).contains(&degrees))?;
    Ok(degrees)
}

fn gamma_quantile(x: &[f64]) -> Result<f64, CellError> {
    let (shape, scale) = (x[1], x[2]);
    require(shape > 0.0 && scale > 0.0)?;
    Ok(gamma_p_inverse(shape, probability(x[0])?) * scale)
}

fn chi_squared_law(x: &[f64]) -> Result<f64, CellError> {
    gamma_law(&[x[0], 0.5 * degrees(x[1])?, 2.0, x[2]])
}

fn chi_squared_tail(x: &[f64]) -> Result<f64, CellError> {
    require(x[0] >= 0.0)?;
    Ok(gamma_q(0.5 * degrees(x[1])?, 0.5 * x[0]))
}

fn chi_squared_quantile(x: &[f64]) -> Result<f64, CellError> {
    Ok(2.0 * gamma_p_inverse(0.5 * degrees(x[1])?, probability(x[0])?))
}

fn chi_squared_tail_quantile(x: &[f64]) -> Result<f64, CellError> {
    Ok(2.0 * gamma_q_inverse(0.5 * degrees(x[1])?, probability(x[0])?))
}

fn exponential(x: &[f64]) -> Result<f64, CellError> {
    let rate = x[1];
    require(x[0] >= 0.0 && rate > 0.0)?;
    let y = rate * x[0];
    Ok(if x[2] != 0.0 { -exp_m1(-y) } else { rate * exp(-y) })
}

fn poisson(x: &[f64]) -> Result<f64, CellError> {
    let (events, mean) = (whole(x[0]), x[1]);
    require(events >= 0.0 && mean >= 0.0)?;
    Ok(if x[2] != 0.0 { gamma_q(events + 1.0, mean) } else { poisson_density(events, mean) })
}

fn weibull(x: &[f64]) -> Result<f64, CellError> {
    let (shape, scale) = (x[1], x[2]);
    require(x[0] >= 0.0 && shape > 0.0 && scale > 0.0)?;
    let y = x[0] / scale;
    let power = pow(y, shape);
    if x[3] != 0.0 {
        return Ok(-exp_m1(-power));
    }
    Ok(shape / scale * pow(y, shape - 1.0) * exp(-power))
}
