//! Statistics of pairs of numbers: correlation and the line through points.

use super::{TWO_ARRAYS, law, require, statistic, whole};
use crate::arguments::Arguments;
use crate::function::{Function, Outcome, Parameter, array, example, number};
use crate::functions::aggregates::centre;
use crate::value::CellError;
use ulam_numeric::elementary::{atanh, tanh};

const Y_AND_X: &[Parameter] = &[array("known_ys"), array("known_xs")];
const FORECAST: &[Parameter] = &[number("x"), array("known_ys"), array("known_xs")];

const CORRELATION: &str = "Pearson's correlation coefficient.";
const COVARIANCE: &str = "Covariance of a population.";
const PREDICTION: &str = "Value at x of the line through points.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic("CORREL", CORRELATION, TWO_ARRAYS, correl).examples(&[
        example("CORREL({3,2,4,5,6}, {9,7,12,15,17})", "0.9970544855015815"),
        example("CORREL({1,2}, {1,2,3})", "#N/A"),
        example("CORREL({1,1}, {1,2})", "#DIV/0!"),
    ]),
    statistic("PEARSON", CORRELATION, TWO_ARRAYS, correl).examples(&[
        example("PEARSON({9,7,5,3,1}, {10,6,1,5,3})", "0.6993786061802354"),
        example("PEARSON({1,2}, {1,2,3})", "#N/A"),
    ]),
    statistic("RSQ", "Square of Pearson's correlation coefficient.", Y_AND_X, |arguments| {
        let correlation = moments(arguments, 0, 1)?.correlation()?;
        Ok((correlation * correlation).into())
    })
    .examples(&[
        example("RSQ({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "0.05795019157088122"),
        example("RSQ({1,2}, {1,1})", "#DIV/0!"),
    ]),
    statistic("COVAR", COVARIANCE, TWO_ARRAYS, covariance_of_population).examples(&[
        example("COVAR({3,2,4,5,6}, {9,7,12,15,17})", "5.2"),
        example("COVAR({1,2}, {1,2,3})", "#N/A"),
    ]),
    statistic("COVARIANCE.P", COVARIANCE, TWO_ARRAYS, covariance_of_population).examples(&[
        example("COVARIANCE.P({3,2,4,5,6}, {9,7,12,15,17})", "5.2"),
        example("COVARIANCE.P({1,2}, {1,2,3})", "#N/A"),
    ]),
    statistic("COVARIANCE.S", "Covariance of a sample.", TWO_ARRAYS, |arguments| {
        let moments = moments(arguments, 0, 1)?;
        quotient(moments.xy, moments.count - 1.0)
    })
    .examples(&[
        example("COVARIANCE.S({2,4,8}, {5,11,12})", "9.666666666666668"),
        example("COVARIANCE.S(1, 2)", "#DIV/0!"),
    ]),
    statistic("SLOPE", "Slope of the line through points.", Y_AND_X, |arguments| {
        Ok(moments(arguments, 1, 0)?.slope()?.into())
    })
    .examples(&[
        example("SLOPE({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "0.3055555555555556"),
        example("SLOPE({1,2}, {3,3})", "#DIV/0!"),
    ]),
    statistic("INTERCEPT", "Where the line through points meets x = 0.", Y_AND_X, |arguments| {
        Ok(moments(arguments, 1, 0)?.line_at(0.0)?.into())
    })
    .examples(&[
        example("INTERCEPT({2,3,9,1,8}, {6,5,11,7,5})", "0.04838709677419217"),
        example("INTERCEPT({1,2}, {1,2,3})", "#N/A"),
    ]),
    statistic("STEYX", "Standard error of the line through points.", Y_AND_X, |arguments| {
        let moments = moments(arguments, 1, 0)?;
        if moments.count < 3.0 {
            return Err(CellError::Div0);
        }
        let residual = moments.yy - moments.xy * moments.slope()?;
        Ok((residual.max(0.0) / (moments.count - 2.0)).sqrt().into())
    })
    .examples(&[
        example("STEYX({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "3.305718950210041"),
        example("STEYX({1,2}, {1,2})", "#DIV/0!"),
    ]),
    statistic("FORECAST", PREDICTION, FORECAST, forecast).examples(&[
        example("FORECAST(30, {6,7,9,15,21}, {20,28,31,38,40})", "10.607253086419755"),
        example("FORECAST(1, {1,2}, {3,3})", "#DIV/0!"),
    ]),
    statistic("FORECAST.LINEAR", PREDICTION, FORECAST, forecast).examples(&[
        example("FORECAST.LINEAR(30, {6,7,9,15,21}, {20,28,31,38,40})", "10.607253086419755"),
        example("FORECAST.LINEAR(30, {6,7}, {20,20})", "#DIV/0!"),
    ]),
    law("FISHER", "Fisher's transformation of a correlation.", &[number("x")], |x| {
        require(x[0].abs() < 1.0)?;
        Ok(atanh(x[0]))
    })
    .examples(&[example("FISHER(0.75)", "0.9729550745276566"), example("FISHER(1)", "#NUM!")]),
    law("FISHERINV", "Inverse of Fisher's transformation.", &[number("y")], |y| Ok(tanh(y[0])))
        .examples(&[
            example("FISHERINV(0.972955)", "0.749999967388414"),
            example("FISHERINV(0)", "0"),
            example("FISHERINV(\"x\")", "#VALUE!"),
        ]),
    statistic(
        "PROB",
        "Probability that a value lies between two limits.",
        &[
            array("x_range"),
            array("prob_range"),
            number("lower_limit"),
            number("upper_limit").optional(),
        ],
        prob,
    )
    .examples(&[
        example("PROB({0,1,2,3}, {0.2,0.3,0.1,0.4}, 2)", "0.1"),
        example("PROB({0,1,2,3}, {0.2,0.3,0.1,0.4}, 1, 3)", "0.8"),
        example("PROB({0,1}, {0.2,0.3}, 1)", "#NUM!"),
    ]),
    law(
        "PERMUT",
        "Number of ordered selections of some of a number of items.",
        &[number("number"), number("number_chosen")],
        permut,
    )
    .examples(&[example("PERMUT(100, 3)", "970200"), example("PERMUT(3, 4)", "#NUM!")]),
    law(
        "PERMUTATIONA",
        "Number of ordered selections with repetitions.",
        &[number("number"), number("number_chosen")],
        permutationa,
    )
    .examples(&[example("PERMUTATIONA(3, 2)", "9"), example("PERMUTATIONA(2, -1)", "#NUM!")]),
];

/// Means and sums of products of deviations of pairs of numbers.
struct Moments {
    count: f64,
    mean_x: f64,
    mean_y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

/// The moments of the pairs in the arguments with the x and the y.
fn moments(arguments: &Arguments, x: usize, y: usize) -> Result<Moments, CellError> {
    let pairs = arguments.number_pairs(x, y)?;
    if pairs.is_empty() {
        return Err(CellError::Div0);
    }
    let count = pairs.len() as f64;
    let (mean_x, mean_y) = (centre(pairs.iter().map(|p| p.0)), centre(pairs.iter().map(|p| p.1)));
    let mut moments = Moments { count, mean_x, mean_y, xx: 0.0, xy: 0.0, yy: 0.0 };
    for (x, y) in &pairs {
        let (dx, dy) = (x - mean_x, y - mean_y);
        moments.xx += dx * dx;
        moments.xy += dx * dy;
        moments.yy += dy * dy;
    }
    Ok(moments)
}

impl Moments {
    fn correlation(&self) -> Result<f64, CellError> {
        let scale = self.xx.sqrt() * self.yy.sqrt();
        if scale == 0.0 {
            return Err(CellError::Div0);
        }
        Ok((self.xy / scale).clamp(-1.0, 1.0))
    }
    fn slope(&self) -> Result<f64, CellError> {
        if self.xx == 0.0 { Err(CellError::Div0) } else { Ok(self.xy / self.xx) }
    }
    fn line_at(&self, x: f64) -> Result<f64, CellError> {
        Ok(self.mean_y + self.slope()? * (x - self.mean_x))
    }
}

fn quotient(left: f64, right: f64) -> Outcome {
    if right == 0.0 { Err(CellError::Div0) } else { Ok((left / right).into()) }
}

fn correl(arguments: &Arguments) -> Outcome {
    Ok(moments(arguments, 0, 1)?.correlation()?.into())
}

fn covariance_of_population(arguments: &Arguments) -> Outcome {
    let moments = moments(arguments, 0, 1)?;
    quotient(moments.xy, moments.count)
}

fn forecast(arguments: &Arguments) -> Outcome {
    let x = arguments.number(0)?;
    Ok(moments(arguments, 2, 1)?.line_at(x)?.into())
}

fn prob(arguments: &Arguments) -> Outcome {
    let pairs = arguments.number_pairs(0, 1)?;
    let low = arguments.number(2)?;
    let high = if arguments.is_given(3) { arguments.number(3)? } else { low };
    let (mut total, mut inside) = (0.0, 0.0);
    for (x, probability) in pairs {
        require(probability > 0.0 && probability <= 1.0)?;
        total += probability;
        if x >= low && x <= high {
            inside += probability;
        }
    }
    require((total - 1.0_f64).abs() < 1e-10)?;
    Ok(inside.into())
}

fn permut(arguments: &[f64]) -> Result<f64, CellError> {
    let (items, chosen) = (whole(arguments[0]), whole(arguments[1]));
    require(items > 0.0 && chosen >= 0.0 && chosen <= items)?;
    let mut product = 1.0;
    let mut taken = 0.0;
    // Ends soon: the product of more than 170 factors is infinite.
    while taken < chosen && product < f64::INFINITY {
        product *= items - taken;
        taken += 1.0;
    }
    Ok(product)
}

fn permutationa(arguments: &[f64]) -> Result<f64, CellError> {
    let (items, chosen) = (whole(arguments[0]), whole(arguments[1]));
    require(items >= 0.0 && chosen >= 0.0)?;
    let power = ulam_numeric::elementary::pow(items, chosen);
    // Whole numbers below 2^53 are exact.
    Ok(if power < 9_007_199_254_740_992.0 { power.round() } else { power })
}
