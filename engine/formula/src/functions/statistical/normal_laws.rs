//! The normal and lognormal laws, and confidence intervals.

use ulam_numeric::elementary::{exp, ln};
use ulam_numeric::special::{erf, normal_cdf, normal_pdf, normal_quantile};

use super::student_laws::upper_quantile;
use super::{law, require, whole};
use crate::function::{Function, Parameter, boolean, example, number};
use crate::value::CellError;

const NORMAL: &[Parameter] =
    &[number("x"), number("mean"), number("standard_dev"), boolean("cumulative")];
const QUANTILE: &[Parameter] = &[number("probability"), number("mean"), number("standard_dev")];
const LOGNORMAL: &[Parameter] = &[number("x"), number("mean"), number("standard_dev")];
const CONFIDENCE: &[Parameter] = &[number("alpha"), number("standard_dev"), number("size")];

const NORMAL_LAW: &str = "Normal law: its distribution function, or its density.";
const NORMAL_QUANTILE: &str = "Quantile of a normal law.";
const STANDARD_QUANTILE: &str = "Quantile of the standard normal law.";
const LOGNORMAL_QUANTILE: &str =
    "Quantile of a lognormal law, given the mean and deviation of ln x.";
const HALF_WIDTH: &str = "Half width of a confidence interval of a mean, by the normal law.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    law("NORM.DIST", NORMAL_LAW, NORMAL, normal).examples(&[
        example("NORM.DIST(42, 40, 1.5, TRUE)", "0.9087887802741321"),
        example("NORM.DIST(42, 40, 1.5, FALSE)", "0.10934004978399577"),
        example("NORM.DIST(42, 40, 0, TRUE)", "#NUM!"),
    ]),
    law("NORMDIST", NORMAL_LAW, NORMAL, normal).examples(&[
        example("NORMDIST(42, 40, 1.5, TRUE)", "0.9087887802741321"),
        example("NORMDIST(42, 40, 0, TRUE)", "#NUM!"),
    ]),
    law("NORM.INV", NORMAL_QUANTILE, QUANTILE, quantile).examples(&[
        example("NORM.INV(0.908789, 40, 1.5)", "42.00000200956616"),
        example("NORM.INV(0, 40, 1.5)", "#NUM!"),
    ]),
    law("NORMINV", NORMAL_QUANTILE, QUANTILE, quantile).examples(&[
        example("NORMINV(0.908789, 40, 1.5)", "42.00000200956616"),
        example("NORMINV(0, 40, 1.5)", "#NUM!"),
    ]),
    law(
        "NORM.S.DIST",
        "Standard normal law: its distribution function, or its density.",
        &[number("z"), boolean("cumulative")],
        |x| Ok(if x[1] != 0.0 { normal_cdf(x[0]) } else { normal_pdf(x[0]) }),
    )
    .examples(&[
        example("NORM.S.DIST(1.333333, TRUE)", "0.9087887256040952"),
        example("NORM.S.DIST(1.333333, FALSE)", "0.16401014756936722"),
    ]),
    law("NORMSDIST", "Distribution function of the standard normal law.", &[number("z")], |x| {
        Ok(normal_cdf(x[0]))
    })
    .examples(&[
        example("NORMSDIST(1.333333)", "0.9087887256040952"),
        example("NORMSDIST(0)", "0.5"),
        example("NORMSDIST(\"x\")", "#VALUE!"),
    ]),
    law("NORM.S.INV", STANDARD_QUANTILE, &[number("probability")], standard_quantile).examples(&[
        example("NORM.S.INV(0.908789)", "1.3333346730441071"),
        example("NORM.S.INV(0.5)", "0"),
        example("NORM.S.INV(1)", "#NUM!"),
    ]),
    law("NORMSINV", STANDARD_QUANTILE, &[number("probability")], standard_quantile).examples(&[
        example("NORMSINV(0.908789)", "1.3333346730441071"),
        example("NORMSINV(0.5)", "0"),
        example("NORMSINV(0)", "#NUM!"),
    ]),
    law("PHI", "Density of the standard normal law.", &[number("x")], |x| Ok(normal_pdf(x[0])))
        .examples(&[example("PHI(0.75)", "0.30113743215480443"), example("PHI(\"x\")", "#VALUE!")]),
    law(
        "GAUSS",
        "Probability that a standard normal number lies between 0 and z.",
        &[number("z")],
        |z| Ok(0.5 * erf(z[0] * std::f64::consts::FRAC_1_SQRT_2)),
    )
    .examples(&[
        example("GAUSS(2)", "0.4772498680518208"),
        example("GAUSS(0)", "0"),
        example("GAUSS(\"x\")", "#VALUE!"),
    ]),
    law(
        "STANDARDIZE",
        "A number's distance from a mean in standard deviations.",
        &[number("x"), number("mean"), number("standard_dev")],
        |x| {
            require(x[2] > 0.0)?;
            Ok((x[0] - x[1]) / x[2])
        },
    )
    .examples(&[
        example("STANDARDIZE(42, 40, 1.5)", "1.3333333333333333"),
        example("STANDARDIZE(1, 2, 0)", "#NUM!"),
    ]),
    law(
        "LOGNORM.DIST",
        "Lognormal law, given the mean and deviation of ln x: its distribution function, or its \
         density.",
        &[number("x"), number("mean"), number("standard_dev"), boolean("cumulative")],
        |x| lognormal(x[0], x[1], x[2], x[3] != 0.0),
    )
    .examples(&[
        example("LOGNORM.DIST(4, 3.5, 1.2, TRUE)", "0.039083555706800684"),
        example("LOGNORM.DIST(4, 3.5, 1.2, FALSE)", "0.01761759668181924"),
        example("LOGNORM.DIST(0, 3.5, 1.2, TRUE)", "#NUM!"),
    ]),
    law(
        "LOGNORMDIST",
        "Distribution function of a lognormal law, given the mean and deviation of ln x.",
        LOGNORMAL,
        |x| lognormal(x[0], x[1], x[2], true),
    )
    .examples(&[
        example("LOGNORMDIST(4, 3.5, 1.2)", "0.039083555706800684"),
        example("LOGNORMDIST(0, 3.5, 1.2)", "#NUM!"),
    ]),
    law("LOGNORM.INV", LOGNORMAL_QUANTILE, QUANTILE, lognormal_quantile).examples(&[
        example("LOGNORM.INV(0.039084, 3.5, 1.2)", "4.000025218680635"),
        example("LOGNORM.INV(1, 3.5, 1.2)", "#NUM!"),
    ]),
    law("LOGINV", LOGNORMAL_QUANTILE, QUANTILE, lognormal_quantile).examples(&[
        example("LOGINV(0.039084, 3.5, 1.2)", "4.000025218680635"),
        example("LOGINV(0, 3.5, 1.2)", "#NUM!"),
    ]),
    law("CONFIDENCE", HALF_WIDTH, CONFIDENCE, confidence).examples(&[
        example("CONFIDENCE(0.05, 2.5, 50)", "0.6929519121748391"),
        example("CONFIDENCE(0, 2.5, 50)", "#NUM!"),
    ]),
    law("CONFIDENCE.NORM", HALF_WIDTH, CONFIDENCE, confidence).examples(&[
        example("CONFIDENCE.NORM(0.05, 2.5, 50)", "0.6929519121748391"),
        example("CONFIDENCE.NORM(0.05, 2.5, 0.5)", "#NUM!"),
    ]),
    law(
        "CONFIDENCE.T",
        "Half width of a confidence interval of a mean, by Student's t.",
        CONFIDENCE,
        |x| {
            let size = sample_size(x)?;
            if size == 1.0 {
                return Err(CellError::Div0);
            }
            Ok(upper_quantile(x[0], size - 1.0) * x[1] / size.sqrt())
        },
    )
    .examples(&[
        example("CONFIDENCE.T(0.05, 1, 50)", "0.28419685549572987"),
        example("CONFIDENCE.T(0.05, 1, 1)", "#DIV/0!"),
    ]),
];

fn normal(x: &[f64]) -> Result<f64, CellError> {
    let deviation = x[2];
    require(deviation > 0.0)?;
    let z = (x[0] - x[1]) / deviation;
    Ok(if x[3] != 0.0 { normal_cdf(z) } else { normal_pdf(z) / deviation })
}

fn standard_quantile(x: &[f64]) -> Result<f64, CellError> {
    require(x[0] > 0.0 && x[0] < 1.0)?;
    Ok(normal_quantile(x[0]))
}

fn quantile(x: &[f64]) -> Result<f64, CellError> {
    require(x[2] > 0.0)?;
    Ok(x[1] + x[2] * standard_quantile(x)?)
}

fn lognormal(x: f64, mean: f64, deviation: f64, is_cumulative: bool) -> Result<f64, CellError> {
    require(x > 0.0 && deviation > 0.0)?;
    let z = (ln(x) - mean) / deviation;
    Ok(if is_cumulative { normal_cdf(z) } else { normal_pdf(z) / (deviation * x) })
}

fn lognormal_quantile(x: &[f64]) -> Result<f64, CellError> {
    Ok(exp(quantile(x)?))
}

/// The size in the arguments of CONFIDENCE, all of which are checked.
fn sample_size(x: &[f64]) -> Result<f64, CellError> {
    let size = whole(x[2]);
    require(x[0] > 0.0 && x[0] < 1.0 && x[1] > 0.0 && size >= 1.0)?;
    Ok(size)
}

fn confidence(x: &[f64]) -> Result<f64, CellError> {
    let size = sample_size(x)?;
    Ok(-normal_quantile(0.5 * x[0]) * x[1] / size.sqrt())
}
