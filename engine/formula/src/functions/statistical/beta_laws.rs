//! The beta law and Fisher and Snedecor's F.

use ulam_numeric::special::{beta_i_inverse_pair, beta_i_pair};
use ulam_probability::distributions::densities::beta_density;

use super::{law, require, whole};
use crate::function::{Function, Parameter, boolean, example, number};
use crate::value::CellError;

const BETA_QUANTILE: &[Parameter] = &[
    number("probability"),
    number("alpha"),
    number("beta"),
    number("A").or(0.0),
    number("B").or(1.0),
];
const F: &[Parameter] = &[number("x"), number("deg_freedom1"), number("deg_freedom2")];
const F_QUANTILE: &[Parameter] =
    &[number("probability"), number("deg_freedom1"), number("deg_freedom2")];

const BETA_INVERSE: &str = "Quantile of a beta law between two limits.";
const F_TAIL: &str = "Probability that a number with an F law is above x.";
const F_TAIL_INVERSE: &str = "The number that one with an F law exceeds with a probability.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    law(
        "BETA.DIST",
        "Beta law between two limits: its distribution function, or its density.",
        &[
            number("x"),
            number("alpha"),
            number("beta"),
            boolean("cumulative"),
            number("A").or(0.0),
            number("B").or(1.0),
        ],
        |x| beta(x[0], x[1], x[2], x[3] != 0.0, x[4], x[5]),
    )
    .examples(&[
        example("BETA.DIST(2, 8, 10, TRUE, 1, 3)", "0.6854705810546875"),
        example("BETA.DIST(2, 8, 10, FALSE, 1, 3)", "1.4837646484375"),
        example("BETA.DIST(4, 8, 10, TRUE, 1, 3)", "#NUM!"),
    ]),
    law(
        "BETADIST",
        "Distribution function of a beta law between two limits.",
        &[number("x"), number("alpha"), number("beta"), number("A").or(0.0), number("B").or(1.0)],
        |x| beta(x[0], x[1], x[2], true, x[3], x[4]),
    )
    .examples(&[
        example("BETADIST(2, 8, 10, 1, 3)", "0.6854705810546875"),
        example("BETADIST(2, 0, 10, 1, 3)", "#NUM!"),
    ]),
    law("BETA.INV", BETA_INVERSE, BETA_QUANTILE, beta_quantile).examples(&[
        example("BETA.INV(0.685470581, 8, 10, 1, 3)", "1.9999999999631421"),
        example("BETA.INV(0, 8, 10)", "#NUM!"),
    ]),
    law("BETAINV", BETA_INVERSE, BETA_QUANTILE, beta_quantile).examples(&[
        example("BETAINV(0.685470581, 8, 10, 1, 3)", "1.9999999999631421"),
        example("BETAINV(2, 8, 10, 1, 3)", "#NUM!"),
    ]),
    law(
        "F.DIST",
        "F law: its distribution function, or its density.",
        &[number("x"), number("deg_freedom1"), number("deg_freedom2"), boolean("cumulative")],
        f_law,
    )
    .examples(&[
        example("F.DIST(15.2069, 6, 4, TRUE)", "0.9900000430027627"),
        example("F.DIST(15.2069, 6, 4, FALSE)", "0.00122379170878318"),
        example("F.DIST(-1, 6, 4, TRUE)", "#NUM!"),
    ]),
    law("F.DIST.RT", F_TAIL, F, f_tail).examples(&[
        example("F.DIST.RT(15.2069, 6, 4)", "0.009999956997237313"),
        example("F.DIST.RT(15.2069, 0.9, 4)", "#NUM!"),
    ]),
    law("FDIST", F_TAIL, F, f_tail).examples(&[
        example("FDIST(15.2069, 6, 4)", "0.009999956997237313"),
        example("FDIST(-1, 6, 4)", "#NUM!"),
    ]),
    law("F.INV", "Quantile of an F law.", F_QUANTILE, |x| f_quantile(x[0], 1.0 - x[0], x))
        .examples(&[
            example("F.INV(0.01, 6, 4)", "0.10930991412457851"),
            example("F.INV(1.1, 6, 4)", "#NUM!"),
        ]),
    law("F.INV.RT", F_TAIL_INVERSE, F_QUANTILE, |x| f_quantile(1.0 - x[0], x[0], x)).examples(&[
        example("F.INV.RT(0.01, 6, 4)", "15.206864861157058"),
        example("F.INV.RT(2, 6, 4)", "#NUM!"),
        example("F.INV.RT(0.2, 2, 1E+10)", "#NUM!"),
    ]),
    law("FINV", F_TAIL_INVERSE, F_QUANTILE, |x| f_quantile(1.0 - x[0], x[0], x)).examples(&[
        example("FINV(0.01, 6, 4)", "15.206864861157058"),
        example("FINV(2, 6, 4)", "#NUM!"),
    ]),
];

fn beta(
    x: f64,
    a: f64,
    b: f64,
    is_cumulative: bool,
    low: f64,
    high: f64,
) -> Result<f64, CellError> {
    require(a > 0.0 && b > 0.0 && low < high && x >= low && x <= high)?;
    let width = high - low;
    let (y, rest) = ((x - low) / width, (high - x) / width);
    Ok(if is_cumulative {
        beta_i_pair(a, b, y, rest).0
    } else {
        beta_density(a, b, y, rest) / width
    })
}

fn beta_quantile(x: &[f64]) -> Result<f64, CellError> {
    let (p, a, b, low, high) = (x[0], x[1], x[2], x[3], x[4]);
    require(p > 0.0 && p <= 1.0 && a > 0.0 && b > 0.0 && low < high)?;
    Ok(low + beta_i_inverse_pair(a, b, p, 1.0 - p).0 * (high - low))
}

/// Both degrees of freedom of an F law: integers of at least 1 and below 10^10, cut off.
fn degrees(freedom: &[f64]) -> Result<(f64, f64), CellError> {
    let (first, second) = (whole(freedom[1]), whole(freedom[2]));
    require((1.0..1e10).contains(&first) && (1.0..1e10).contains(&second))?;
    Ok((first, second))
}

/// The beta variable that stands for an F one, and its complement.
fn as_beta(x: f64, first: f64, second: f64) -> (f64, f64) {
    let ratio = x * first / second;
    if ratio <= 1.0 {
        (ratio / (1.0 + ratio), 1.0 / (1.0 + ratio))
    } else {
        (1.0 / (1.0 + 1.0 / ratio), 1.0 / ratio / (1.0 + 1.0 / ratio))
    }
}

fn f_law(x: &[f64]) -> Result<f64, CellError> {
    let (first, second) = degrees(x)?;
    require(x[0] >= 0.0)?;
    let (y, rest) = as_beta(x[0], first, second);
    let (a, b) = (0.5 * first, 0.5 * second);
    if x[3] != 0.0 {
        return Ok(beta_i_pair(a, b, y, rest).0);
    }
    // The derivative of y by x is (first / second) rest^2.
    Ok(beta_density(a, b, y, rest) * (first / second) * rest * rest)
}

/// P(F > x).
pub fn f_upper_tail(x: f64, first: f64, second: f64) -> f64 {
    let (y, rest) = as_beta(x, first, second);
    beta_i_pair(0.5 * first, 0.5 * second, y, rest).1
}

fn f_tail(x: &[f64]) -> Result<f64, CellError> {
    let (first, second) = degrees(x)?;
    require(x[0] >= 0.0)?;
    Ok(f_upper_tail(x[0], first, second))
}

/// The x with P(F <= x) = `below` = 1 - `above`.
fn f_quantile(below: f64, above: f64, x: &[f64]) -> Result<f64, CellError> {
    let (first, second) = degrees(x)?;
    require((0.0..=1.0).contains(&x[0]))?;
    let (y, rest) = beta_i_inverse_pair(0.5 * first, 0.5 * second, below, above);
    Ok(second / first * (y / rest))
}
