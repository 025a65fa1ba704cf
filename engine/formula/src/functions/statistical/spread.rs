//! How far numbers spread around their mean, and the shape of that spread.

use super::averages::numbers_with_texts;
use super::{NUMBERS, VALUES, require, statistic};
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example};
use crate::functions::aggregates::{centre, squared_deviations, variance};
use crate::value::CellError;

/// Degrees of freedom lost by a sample, whose mean is estimated.
const SAMPLE: usize = 1;
/// Those lost by a whole population.
const POPULATION: usize = 0;

/// The rows. Excel's pages of STDEV and VAR take breaking strengths: 1345, 1301, ...
pub static FUNCTIONS: &[Function] = &[
    statistic("STDEV", "Standard deviation of a sample.", NUMBERS, |arguments| {
        deviation(arguments, SAMPLE)
    })
    .examples(&[
        example("STDEV({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})", "27.46391571984349"),
        example("STDEV(1)", "#DIV/0!"),
        example("STDEV({1E30,1E30,1E30})", "0"),
    ]),
    statistic("STDEV.S", "Standard deviation of a sample.", NUMBERS, |arguments| {
        deviation(arguments, SAMPLE)
    })
    .examples(&[
        example(
            "STDEV.S({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})",
            "27.46391571984349",
        ),
        example("STDEV.S(1)", "#DIV/0!"),
    ]),
    statistic("STDEVP", "Standard deviation of a population.", NUMBERS, |arguments| {
        deviation(arguments, POPULATION)
    })
    .examples(&[
        example(
            "STDEVP({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})",
            "26.054558142482477",
        ),
        example("STDEVP(1)", "0"),
    ]),
    statistic("STDEV.P", "Standard deviation of a population.", NUMBERS, |arguments| {
        deviation(arguments, POPULATION)
    })
    .examples(&[
        example(
            "STDEV.P({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})",
            "26.054558142482477",
        ),
        example("STDEV.P(1)", "0"),
    ]),
    statistic(
        "STDEVA",
        "Standard deviation of a sample; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(variance(&numbers_with_texts(arguments)?, SAMPLE)?.sqrt().into()),
    )
    .examples(&[example("STDEVA(2,0,TRUE)", "1"), example("STDEVA(1)", "#DIV/0!")]),
    statistic(
        "STDEVPA",
        "Standard deviation of a population; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(variance(&numbers_with_texts(arguments)?, POPULATION)?.sqrt().into()),
    )
    .examples(&[example("STDEVPA(2,FALSE)", "1"), example("STDEVPA(1,TRUE)", "0")]),
    statistic("VAR", "Variance of a sample.", NUMBERS, |arguments| variance_of(arguments, SAMPLE))
        .examples(&[
            example(
                "VAR({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})",
                "754.2666666666667",
            ),
            example("VAR(1)", "#DIV/0!"),
        ]),
    statistic("VAR.S", "Variance of a sample.", NUMBERS, |arguments| {
        variance_of(arguments, SAMPLE)
    })
    .examples(&[
        example("VAR.S({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})", "754.2666666666667"),
        example("VAR.S({1,\"x\"})", "#DIV/0!"),
    ]),
    statistic("VARP", "Variance of a population.", NUMBERS, |arguments| {
        variance_of(arguments, POPULATION)
    })
    .examples(&[
        example("VARP({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})", "678.84"),
        example("VARP({1,3})", "1"),
    ]),
    statistic("VAR.P", "Variance of a population.", NUMBERS, |arguments| {
        variance_of(arguments, POPULATION)
    })
    .examples(&[
        example("VAR.P({1345,1301,1368,1322,1310,1370,1318,1350,1303,1299})", "678.84"),
        example("VAR.P(1)", "0"),
    ]),
    statistic(
        "VARA",
        "Variance of a sample; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(variance(&numbers_with_texts(arguments)?, SAMPLE)?.into()),
    )
    .examples(&[example("VARA(4,0,TRUE)", "4.333333333333333"), example("VARA(1)", "#DIV/0!")]),
    statistic(
        "VARPA",
        "Variance of a population; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(variance(&numbers_with_texts(arguments)?, POPULATION)?.into()),
    )
    .examples(&[example("VARPA(4,FALSE)", "4"), example("VARPA({1,3,\"x\",TRUE})", "1")]),
    statistic("AVEDEV", "Mean distance of numbers from their mean.", NUMBERS, |arguments| {
        let (numbers, mean) = some_numbers(arguments)?;
        let distances = numbers.iter().fold(0.0, |sum, number| sum + (number - mean).abs());
        Ok((distances / numbers.len() as f64).into())
    })
    .examples(&[
        example("AVEDEV({4,5,6,7,5,4,3})", "1.0204081632653061"),
        example("AVEDEV(\"x\")", "#VALUE!"),
    ]),
    statistic(
        "DEVSQ",
        "Sum of the squared differences of numbers from their mean.",
        NUMBERS,
        |arguments| {
            let (numbers, mean) = some_numbers(arguments)?;
            Ok(squared_deviations(&numbers, mean).into())
        },
    )
    .examples(&[example("DEVSQ({4,5,8,7,11,4,3})", "48"), example("DEVSQ(\"x\")", "#VALUE!")]),
    statistic("SKEW", "Skewness of a sample.", NUMBERS, skew).examples(&[
        example("SKEW({3,4,5,2,3,4,5,6,4,7})", "0.3595430714067974"),
        example("SKEW({1,2})", "#DIV/0!"),
    ]),
    statistic("SKEW.P", "Skewness of a population.", NUMBERS, skew_of_population).examples(&[
        example("SKEW.P({3,4,5,2,3,4,5,6,4,7})", "0.30319333935414685"),
        example("SKEW.P({1,1,1})", "#DIV/0!"),
    ]),
    Function::values(
        "SKEWP",
        Category::Compatibility,
        "Skewness of a population, as LibreOffice names it.",
        NUMBERS,
        Returns::Number,
        skew_of_population,
    )
    .examples(&[
        example("SKEWP({3,4,5,2,3,4,5,6,4,7})", "0.30319333935414685"),
        example("SKEWP({1,1,1})", "#DIV/0!"),
    ]),
    statistic("KURT", "Excess kurtosis of a sample.", NUMBERS, kurt).examples(&[
        example("KURT({3,4,5,2,3,4,5,6,4,7})", "-0.15179963720841627"),
        example("KURT({1,2,3})", "#DIV/0!"),
    ]),
];

fn variance_of(arguments: &Arguments, lost: usize) -> Outcome {
    Ok(variance(&arguments.collect_numbers(0)?, lost)?.into())
}

fn deviation(arguments: &Arguments, lost: usize) -> Outcome {
    Ok(variance(&arguments.collect_numbers(0)?, lost)?.sqrt().into())
}

/// The arguments' numbers, one at least, and their mean.
fn some_numbers(arguments: &Arguments) -> Result<(Vec<f64>, f64), CellError> {
    let numbers = arguments.collect_numbers(0)?;
    require(!numbers.is_empty())?;
    let mean = centre(numbers.iter().copied());
    Ok((numbers, mean))
}

/// The arguments' numbers in units of their standard deviation from their mean; `#DIV/0!` for fewer
/// than `least` numbers, or equal ones.
fn standardised(arguments: &Arguments, least: usize, lost: usize) -> Result<Vec<f64>, CellError> {
    let mut numbers = arguments.collect_numbers(0)?;
    if numbers.len() < least {
        return Err(CellError::Div0);
    }
    let (mean, deviation) = (centre(numbers.iter().copied()), variance(&numbers, lost)?.sqrt());
    if deviation == 0.0 {
        return Err(CellError::Div0);
    }
    for number in &mut numbers {
        *number = (*number - mean) / deviation;
    }
    Ok(numbers)
}

fn skew(arguments: &Arguments) -> Outcome {
    let numbers = standardised(arguments, 3, SAMPLE)?;
    let n = numbers.len() as f64;
    let cubes = numbers.iter().fold(0.0, |sum, z| sum + z * z * z);
    Ok((n / ((n - 1.0) * (n - 2.0)) * cubes).into())
}

fn skew_of_population(arguments: &Arguments) -> Outcome {
    let numbers = standardised(arguments, 3, POPULATION)?;
    let cubes = numbers.iter().fold(0.0, |sum, z| sum + z * z * z);
    Ok((cubes / numbers.len() as f64).into())
}

fn kurt(arguments: &Arguments) -> Outcome {
    let numbers = standardised(arguments, 4, SAMPLE)?;
    let n = numbers.len() as f64;
    let fourths = numbers.iter().fold(0.0, |sum, z| sum + (z * z) * (z * z));
    let scale = n * (n + 1.0) / ((n - 1.0) * (n - 2.0) * (n - 3.0));
    Ok((scale * fourths - 3.0 * (n - 1.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0))).into())
}
