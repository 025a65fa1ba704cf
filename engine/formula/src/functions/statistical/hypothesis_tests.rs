//! Tests of hypotheses: the probability of data as extreme as those given.

use ulam_numeric::special::{gamma_q, normal_cdf};

use super::beta_laws::f_upper_tail;
use super::student_laws::upper_tail;
use super::{TWO_ARRAYS, require, statistic};
use crate::arguments::Arguments;
use crate::function::{Function, Outcome, Parameter, array, example, number, values};
use crate::functions::aggregates::{average, variance};
use crate::value::{CellError, Value};

const CHI: &[Parameter] = &[array("actual_range"), array("expected_range")];
const T: &[Parameter] = &[array("array1"), array("array2"), number("tails"), number("type")];
const Z: &[Parameter] = &[values("array"), number("x"), number("sigma").optional()];

const CHI_TEST: &str =
    "Probability of a chi-squared statistic at least as large, for independence.";
const F_TEST: &str = "Two-tailed probability that two samples' variances don't differ.";
const T_TEST: &str = "Probability that two samples have the same mean: 1 paired, 2 of equal \
                      variance, 3 of unequal variance.";
const Z_TEST: &str = "Probability that a sample's mean would be above the one observed.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic("CHISQ.TEST", CHI_TEST, CHI, chi_test).examples(&[
        example(
            "CHISQ.TEST({58,35;11,25;10,23}, {45.35,47.65;17.56,18.44;16.09,16.91})",
            "0.0003081920170083095",
        ),
        example("CHISQ.TEST(1, 1)", "#N/A"),
    ]),
    statistic("CHITEST", CHI_TEST, CHI, chi_test).examples(&[
        example(
            "CHITEST({58,35;11,25;10,23}, {45.35,47.65;17.56,18.44;16.09,16.91})",
            "0.0003081920170083095",
        ),
        example("CHITEST({1,2}, {1,2,3})", "#N/A"),
    ]),
    statistic("F.TEST", F_TEST, TWO_ARRAYS, f_test).examples(&[
        example("F.TEST({6,7,9,15,21}, {20,28,31,38,40})", "0.6483178467861745"),
        example("F.TEST(1, {1,2})", "#DIV/0!"),
    ]),
    statistic("FTEST", F_TEST, TWO_ARRAYS, f_test).examples(&[
        example("FTEST({6,7,9,15,21}, {20,28,31,38,40})", "0.6483178467861745"),
        example("FTEST({1}, {1,2})", "#DIV/0!"),
    ]),
    statistic("T.TEST", T_TEST, T, t_test).examples(&[
        example("T.TEST({3,4,5,8,9,1,2,4,5}, {6,19,3,2,14,4,5,17,1}, 2, 1)", "0.19601578492528204"),
        example("T.TEST({3,4,5,8,9,1,2,4,5}, {6,19,3,2,14,4,5,17,1}, 2, 2)", "0.19199588676039622"),
        example("T.TEST({3,4,5,8,9,1,2,4,5}, {6,19,3,2,14,4,5,17,1}, 1, 3)", "0.10114696168433898"),
        example("T.TEST({1,2}, {1,2,3}, 2, 1)", "#N/A"),
        example("T.TEST({1,2}, {1,2}, 3, 2)", "#NUM!"),
    ]),
    statistic("TTEST", T_TEST, T, t_test).examples(&[
        example("TTEST({3,4,5,8,9,1,2,4,5}, {6,19,3,2,14,4,5,17,1}, 2, 1)", "0.19601578492528204"),
        example("TTEST({1,2}, {1,2,3}, 2, 1)", "#N/A"),
    ]),
    statistic("Z.TEST", Z_TEST, Z, z_test).examples(&[
        example("Z.TEST({3,6,7,8,6,5,4,2,1,9}, 4)", "0.09057419685136381"),
        example("Z.TEST({3,6,7,8,6,5,4,2,1,9}, 6)", "0.8630433891295299"),
        example("Z.TEST({\"x\"}, 4)", "#N/A"),
    ]),
    statistic("ZTEST", Z_TEST, Z, z_test).examples(&[
        example("ZTEST({3,6,7,8,6,5,4,2,1,9}, 4)", "0.09057419685136381"),
        example("ZTEST({1}, 4)", "#DIV/0!"),
    ]),
];

fn chi_test(arguments: &Arguments) -> Outcome {
    let (actual, expected) = (arguments.array(0)?, arguments.array(1)?);
    let (rows, columns) = (actual.rows(), actual.columns());
    // As many is enough; the actual ones say how they lie.
    if expected.values().len() != rows * columns || rows * columns == 1 {
        return Err(CellError::NotAvailable);
    }
    let mut statistic = 0.0;
    let mut has_numbers = false;
    for (actual, expected) in actual.values().iter().zip(expected.values()) {
        match (actual, expected) {
            (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
            (Value::Number(actual), Value::Number(expected)) => {
                require(*expected >= 0.0)?;
                if *expected == 0.0 {
                    return Err(CellError::Div0);
                }
                has_numbers = true;
                statistic += (actual - expected) * (actual - expected) / expected;
            }
            _ => {}
        }
    }
    if !has_numbers {
        return Err(CellError::Div0);
    }
    let degrees = match (rows, columns) {
        (1, cells) | (cells, 1) => cells - 1,
        (rows, columns) => (rows - 1) * (columns - 1),
    };
    Ok(gamma_q(0.5 * degrees as f64, 0.5 * statistic).into())
}

fn f_test(arguments: &Arguments) -> Outcome {
    let (first, second) = (arguments.numbers_of(0)?, arguments.numbers_of(1)?);
    let ratio = variance(&first, 1)? / variance(&second, 1)?;
    if !(ratio > 0.0 && ratio < f64::INFINITY) {
        return Err(CellError::Div0);
    }
    let degrees = (first.len() as f64 - 1.0, second.len() as f64 - 1.0);
    let above = f_upper_tail(ratio, degrees.0, degrees.1);
    let below = f_upper_tail(1.0 / ratio, degrees.1, degrees.0);
    Ok((2.0 * above.min(below)).min(1.0).into())
}

fn t_test(arguments: &Arguments) -> Outcome {
    let tails = arguments.integer(2)?;
    let kind = arguments.integer(3)?;
    require((1..=2).contains(&tails) && (1..=3).contains(&kind))?;
    let (t, degrees) = match kind {
        1 => paired(&arguments.number_pairs(0, 1)?)?,
        2 => pooled(&arguments.numbers_of(0)?, &arguments.numbers_of(1)?)?,
        _ => separate(&arguments.numbers_of(0)?, &arguments.numbers_of(1)?)?,
    };
    if !t.is_finite() {
        return Err(CellError::Div0);
    }
    Ok((tails as f64 * upper_tail(t.abs(), degrees)).into())
}

/// The statistic of paired samples and its degrees of freedom.
fn paired(pairs: &[(f64, f64)]) -> Result<(f64, f64), CellError> {
    let differences: Vec<f64> = pairs.iter().map(|(left, right)| left - right).collect();
    let count = differences.len() as f64;
    let spread = (variance(&differences, 1)? / count).sqrt();
    Ok((average(&differences)? / spread, count - 1.0))
}

/// The statistic of samples of equal variance and its degrees of freedom.
fn pooled(left: &[f64], right: &[f64]) -> Result<(f64, f64), CellError> {
    let (n, m) = (left.len() as f64, right.len() as f64);
    let degrees = n + m - 2.0;
    let pooled = ((n - 1.0) * variance(left, 1)? + (m - 1.0) * variance(right, 1)?) / degrees;
    let spread = (pooled * (1.0 / n + 1.0 / m)).sqrt();
    Ok(((average(left)? - average(right)?) / spread, degrees))
}

/// The statistic of samples of unequal variance, and Welch's degrees of freedom.
fn separate(left: &[f64], right: &[f64]) -> Result<(f64, f64), CellError> {
    let (n, m) = (left.len() as f64, right.len() as f64);
    let (v, w) = (variance(left, 1)? / n, variance(right, 1)? / m);
    let degrees = (v + w) * (v + w) / (v * v / (n - 1.0) + w * w / (m - 1.0));
    Ok(((average(left)? - average(right)?) / (v + w).sqrt(), degrees))
}

fn z_test(arguments: &Arguments) -> Outcome {
    let numbers = arguments.numbers_of(0)?;
    let x = arguments.number(1)?;
    if numbers.is_empty() {
        return Err(CellError::NotAvailable);
    }
    let sigma = if arguments.is_given(2) {
        let sigma = arguments.number(2)?;
        require(sigma > 0.0)?;
        sigma
    } else {
        variance(&numbers, 1)?.sqrt()
    };
    if sigma == 0.0 {
        return Err(CellError::Div0);
    }
    let z = (average(&numbers)? - x) / (sigma / (numbers.len() as f64).sqrt());
    Ok(normal_cdf(-z).into())
}
