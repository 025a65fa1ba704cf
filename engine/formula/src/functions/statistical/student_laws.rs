//! Student's t.

use ulam_numeric::elementary::{exp, ln_1p};
use ulam_numeric::special::{beta_i_inverse_pair, beta_i_pair, ln_beta};

use super::{law, require, whole};
use crate::function::{Function, Parameter, boolean, example, number};
use crate::value::CellError;

const T: &[Parameter] = &[number("x"), number("deg_freedom")];
const QUANTILE: &[Parameter] = &[number("probability"), number("deg_freedom")];

const TWO_TAILED_INVERSE: &str =
    "The number beyond which Student's t lies, on either side, with a probability.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    law(
        "T.DIST",
        "Student's t: its distribution function, or its density.",
        &[number("x"), number("deg_freedom"), boolean("cumulative")],
        |x| {
            if x[2] == 0.0 {
                // Of no degrees it would divide by 0; the distribution function is #NUM! there.
                return match whole(x[1]) {
                    0.0 => Err(CellError::Div0),
                    _ => Ok(density(x[0], degrees(x[1])?)),
                };
            }
            let degrees = degrees(x[1])?;
            let tail = upper_tail(x[0].abs(), degrees);
            Ok(if x[0] <= 0.0 { tail } else { 1.0 - tail })
        },
    )
    .examples(&[
        example("T.DIST(60, 1, TRUE)", "0.9946953263673766"),
        example("T.DIST(8, 3, FALSE)", "0.0007369065209469264"),
        example("T.DIST(8, 0, FALSE)", "#DIV/0!"),
        example("T.DIST(8, 0, TRUE)", "#NUM!"),
    ]),
    law("T.DIST.2T", "Probability that Student's t is beyond x or -x.", T, |x| {
        require(x[0] >= 0.0)?;
        Ok(2.0 * upper_tail(x[0], degrees(x[1])?))
    })
    .examples(&[
        example("T.DIST.2T(1.959999998, 60)", "0.0546449299759209"),
        example("T.DIST.2T(-1, 60)", "#NUM!"),
    ]),
    law("T.DIST.RT", "Probability that Student's t is above x.", T, |x| {
        let tail = upper_tail(x[0].abs(), degrees(x[1])?);
        Ok(if x[0] >= 0.0 { tail } else { 1.0 - tail })
    })
    .examples(&[
        example("T.DIST.RT(1.959999998, 60)", "0.02732246498796045"),
        example("T.DIST.RT(1, 0)", "#NUM!"),
    ]),
    law(
        "TDIST",
        "Probability that Student's t is above x, or beyond x or -x.",
        &[number("x"), number("deg_freedom"), number("tails")],
        |x| {
            let tails = whole(x[2]);
            require(x[0] >= 0.0 && (tails == 1.0 || tails == 2.0))?;
            Ok(tails * upper_tail(x[0], degrees(x[1])?))
        },
    )
    .examples(&[
        example("TDIST(1.959999998, 60, 2)", "0.0546449299759209"),
        example("TDIST(1.959999998, 60, 1)", "0.02732246498796045"),
        example("TDIST(1, 60, 3)", "#NUM!"),
    ]),
    law("T.INV", "Quantile of Student's t.", QUANTILE, |x| {
        let (p, degrees) = (x[0], degrees(x[1])?);
        require(p > 0.0 && p < 1.0)?;
        Ok(if p <= 0.5 {
            -upper_quantile(2.0 * p, degrees)
        } else {
            upper_quantile(2.0 * (1.0 - p), degrees)
        })
    })
    .examples(&[
        example("T.INV(0.75, 2)", "0.816496580927726"),
        example("T.INV(0.25, 2)", "-0.816496580927726"),
        example("T.INV(0, 2)", "#NUM!"),
    ]),
    law("T.INV.2T", TWO_TAILED_INVERSE, QUANTILE, two_tailed_quantile).examples(&[
        example("T.INV.2T(0.546449, 60)", "0.6065330758257549"),
        example("T.INV.2T(1, 60)", "0"),
        example("T.INV.2T(0, 60)", "#NUM!"),
    ]),
    law("TINV", TWO_TAILED_INVERSE, QUANTILE, two_tailed_quantile).examples(&[
        example("TINV(0.054645, 60)", "1.959999412983373"),
        example("TINV(0, 60)", "#NUM!"),
    ]),
];

/// Degrees of freedom: an integer of at least 1, cut off.
fn degrees(freedom: f64) -> Result<f64, CellError> {
    let degrees = whole(freedom);
    require((1.0..=1e10).contains(&degrees))?;
    Ok(degrees)
}

fn density(t: f64, degrees: f64) -> f64 {
    let power = -0.5 * (degrees + 1.0) * ln_1p(t * t / degrees);
    exp(power - ln_beta(0.5 * degrees, 0.5)) / degrees.sqrt()
}

/// P(T > t) for t >= 0; the degrees of freedom need not be whole.
pub fn upper_tail(t: f64, degrees: f64) -> f64 {
    let ratio = t * (t / degrees);
    let rest = 1.0 / (1.0 + ratio);
    let share = if ratio <= 1.0 { ratio * rest } else { 1.0 / (1.0 + 1.0 / ratio) };
    0.5 * beta_i_pair(0.5 * degrees, 0.5, rest, share).0
}

/// The t >= 0 with P(|T| > t) = `both_tails`.
pub fn upper_quantile(both_tails: f64, degrees: f64) -> f64 {
    let (rest, share) = beta_i_inverse_pair(0.5 * degrees, 0.5, both_tails, 1.0 - both_tails);
    (degrees * (share / rest)).sqrt()
}

fn two_tailed_quantile(x: &[f64]) -> Result<f64, CellError> {
    require(x[0] > 0.0 && x[0] <= 1.0)?;
    Ok(upper_quantile(x[0], degrees(x[1])?))
}
