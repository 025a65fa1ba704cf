//! Averages of every kind, medians and modes.

use ulam_numeric::elementary::{exp, ln};

use super::order::sorted_numbers;
use super::{NUMBERS, VALUES, require, statistic};
use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{
    Category, Function, Outcome, Parameter, Returns, array, example, number, values,
};
use crate::functions::aggregates::{average, median, modes, percentile_inclusive, sum};
use crate::functions::mathematics::decimal_rounding;
use crate::value::{Array, CellError, Value};

const ARRAYS: &[Parameter] = &[array("number1"), array("number2").optional().repeating()];

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic("AVERAGE", "Arithmetic mean of numbers.", NUMBERS, |arguments| {
        let tally = arguments.number_tally()?;
        if tally.count() == 0.0 {
            Err(CellError::Div0)
        } else {
            Ok((tally.sum() / tally.count()).into())
        }
    })
    .examples(&[
        example("AVERAGE({10,7,9,27,2})", "11"),
        example("AVERAGE({10,7,9,27,2}, 5)", "10"),
        example("AVERAGE({1,\"7\",TRUE})", "1"),
        example("AVERAGE(1, \"7\", TRUE)", "3"),
        example("AVERAGE({\"x\"})", "#DIV/0!"),
    ]),
    statistic(
        "AVERAGEA",
        "Arithmetic mean of values; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(average(&numbers_with(arguments, true)?)?.into()),
    )
    .examples(&[
        example("AVERAGEA({10,7,9,2,\"Not available\"})", "5.6"),
        example("AVERAGEA(1,TRUE,FALSE)", "0.6666666666666666"),
        example("AVERAGEA({4,TRUE})", "4"),
        example("AVERAGEA(\"x\")", "#VALUE!"),
    ]),
    statistic("GEOMEAN", "Geometric mean of positive numbers.", NUMBERS, geomean).examples(&[
        example("GEOMEAN({4,5,8,7,11,4,3})", "5.476986969656962"),
        example("GEOMEAN({1,0})", "#NUM!"),
    ]),
    statistic("HARMEAN", "Harmonic mean of positive numbers.", NUMBERS, harmean).examples(&[
        example("HARMEAN({4,5,8,7,11,4,3})", "5.028375962061728"),
        example("HARMEAN({1,0})", "#NUM!"),
    ]),
    statistic("MEDIAN", "Middle of numbers.", NUMBERS, |arguments| {
        if arguments.count() == 1 {
            return Ok(percentile_inclusive(&sorted_numbers(arguments, 0)?, 0.5)?.into());
        }
        Ok(median(arguments.collect_numbers(0)?)?.into())
    })
    .examples(&[
        example("MEDIAN({1,2,3,4,5})", "3"),
        example("MEDIAN({1,2,3,4,5}, 6)", "3.5"),
        example("MEDIAN({\"x\"})", "#NUM!"),
    ]),
    statistic("MODE", "The number that occurs most often.", ARRAYS, mode)
        .examples(&[example("MODE({5.6,4,4,3,2,4})", "4"), example("MODE({1,2})", "#N/A")]),
    statistic("MODE.SNGL", "The number that occurs most often.", ARRAYS, mode).examples(&[
        example("MODE.SNGL({5.6,4,4,3,2,4})", "4"),
        example("MODE.SNGL({1,2,3})", "#N/A"),
    ]),
    Function::values(
        "MODE.MULT",
        Category::Statistical,
        "The numbers that occur most often, in a column.",
        ARRAYS,
        Returns::Any,
        |arguments| {
            let modes = modes(&arguments.collect_numbers(0)?)?;
            let column = Array::from_fn(modes.len(), 1, |row, _| Value::Number(modes[row]))?;
            Ok(column.into())
        },
    )
    .examples(&[
        example("MODE.MULT({1,2,3,4,3,2,1,2,3,5,6,1})", "{1;2;3}"),
        example("MODE.MULT({1,2,3})", "#N/A"),
    ]),
    statistic(
        "TRIMMEAN",
        "Mean of the inner part of numbers, without a share of the smallest and largest.",
        &[values("array"), number("percent")],
        trimmean,
    )
    .examples(&[
        example("TRIMMEAN({4,5,6,7,2,3,4,5,1,2,3}, 0.2)", "3.7777777777777777"),
        example("TRIMMEAN({1,2}, 1)", "#NUM!"),
    ]),
];

/// The numbers of all arguments as MAXA, STDEVA and their kin take them: in references booleans are 1 and 0
/// and text is 0; in arrays neither is a number; direct arguments are coerced.
pub fn numbers_with_texts(arguments: &Arguments) -> Result<Vec<f64>, CellError> {
    numbers_with(arguments, false)
}

/// As [`numbers_with_texts`], text in arrays being 0 too if so asked, as AVERAGEA alone has it.
fn numbers_with(arguments: &Arguments, array_text_is_zero: bool) -> Result<Vec<f64>, CellError> {
    let dates = arguments.context().date_system();
    let mut numbers = Vec::new();
    for index in 0..arguments.count() {
        let is_array = matches!(arguments.raw(index), Value::Array(_));
        arguments.visit(index, &mut |value, is_direct| {
            match value {
                Value::Boolean(_) if is_array => {}
                Value::Text(_) if is_array && !array_text_is_zero => {}
                Value::Text(_) if !is_direct => numbers.push(0.0),
                other => numbers.push(coerce::to_number(other, dates)?),
            }
            Ok(())
        })?;
    }
    Ok(numbers)
}

/// The arguments' numbers, all above 0.
fn positive_numbers(arguments: &Arguments) -> Result<Vec<f64>, CellError> {
    let numbers = arguments.collect_numbers(0)?;
    require(!numbers.is_empty() && numbers.iter().all(|number| *number > 0.0))?;
    Ok(numbers)
}

fn geomean(arguments: &Arguments) -> Outcome {
    let numbers = positive_numbers(arguments)?;
    let logarithms = numbers.iter().fold(0.0, |sum, number| sum + ln(*number));
    Ok(exp(logarithms / numbers.len() as f64).into())
}

fn harmean(arguments: &Arguments) -> Outcome {
    let numbers = positive_numbers(arguments)?;
    let reciprocals = numbers.iter().fold(0.0, |sum, number| sum + 1.0 / number);
    Ok((numbers.len() as f64 / reciprocals).into())
}

fn mode(arguments: &Arguments) -> Outcome {
    // Other functions take the number that such a text spells.
    if (0..arguments.count()).any(|index| matches!(arguments.raw(index), Value::Text(_))) {
        return Err(CellError::Value);
    }
    let modes = modes(&arguments.collect_numbers(0)?)?;
    Ok(modes.first().copied().ok_or(CellError::NotAvailable)?.into())
}

fn trimmean(arguments: &Arguments) -> Outcome {
    let numbers = sorted_numbers(arguments, 0)?;
    let percent = arguments.number(1)?;
    require(!numbers.is_empty() && (0.0..1.0).contains(&percent))?;
    // As many at each end: the share is rounded down to an even number of numbers.
    let each_end = decimal_rounding::floor(numbers.len() as f64 * percent) as usize / 2;
    let inner = numbers.get(each_end..numbers.len() - each_end).unwrap_or(&[]);
    Ok((sum(inner) / inner.len() as f64).into())
}
