//! Statistical functions.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Parameter, Returns, array, values};
use crate::functions::mathematics::decimal_rounding::floor;
use crate::value::CellError;

pub mod averages;
pub mod beta_laws;
pub mod conditional;
pub mod counting;
pub mod counting_laws;
mod exponential_smoothing;
pub mod extremes;
pub mod forecast_ets;
pub mod gamma_laws;
pub mod hypothesis_tests;
mod least_squares;
pub mod normal_laws;
pub mod order;
pub mod pairs;
pub mod regression;
pub mod spread;
pub mod student_laws;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    averages::FUNCTIONS,
    beta_laws::FUNCTIONS,
    conditional::FUNCTIONS,
    counting::FUNCTIONS,
    counting_laws::FUNCTIONS,
    extremes::FUNCTIONS,
    forecast_ets::FUNCTIONS,
    gamma_laws::FUNCTIONS,
    hypothesis_tests::FUNCTIONS,
    normal_laws::FUNCTIONS,
    order::FUNCTIONS,
    pairs::FUNCTIONS,
    regression::FUNCTIONS,
    spread::FUNCTIONS,
    student_laws::FUNCTIONS,
];

/// Numbers in any number of arguments.
const NUMBERS: &[Parameter] = &[values("number1"), values("number2").optional().repeating()];
/// Values of any type in any number of arguments.
const VALUES: &[Parameter] = &[values("value1"), values("value2").optional().repeating()];
/// Two lists whose elements belong together.
const TWO_ARRAYS: &[Parameter] = &[array("array1"), array("array2")];

/// A statistic of its arguments' values.
const fn statistic(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Statistical, summary, parameters, Returns::Number, kernel)
}

/// A function of some numbers.
const fn law(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Statistical, summary, parameters, kernel)
}

/// A function of some numbers that only other spreadsheet programs have.
const fn foreign_law(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Compatibility, summary, parameters, kernel)
}

/// An argument of which only the integer part counts; a fraction below 0 is below 0.
#[inline]
fn whole(x: f64) -> f64 {
    floor(x)
}

/// `#NUM!` unless a condition on the arguments holds.
#[inline]
fn require(holds: bool) -> Result<(), CellError> {
    if holds { Ok(()) } else { Err(CellError::Num) }
}
