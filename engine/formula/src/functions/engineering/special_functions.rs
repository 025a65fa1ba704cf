//! Bessel functions, error functions, and steps.

use ulam_numeric::special;

use crate::function::{Category, Function, Parameter, example, number};
use crate::value::CellError;

const BESSEL: &[Parameter] = &[number("x").strict(), number("n").strict()];

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Engineering, summary, parameters, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row("BESSELI", "Modified Bessel function of the first kind.", BESSEL, |x| {
        Ok(special::bessel_i(order(x[1])?, x[0]))
    })
    .examples(&[example("BESSELI(1.5, 1)", "0.981666428577909")]),
    row("BESSELJ", "Bessel function of the first kind.", BESSEL, |x| {
        Ok(special::bessel_j(order(x[1])?, x[0]))
    })
    .examples(&[example("BESSELJ(1.9, 2)", "0.32992572769238715")]),
    row("BESSELK", "Modified Bessel function of the second kind.", BESSEL, |x| {
        Ok(special::bessel_k(order(x[1])?, positive(x[0])?))
    })
    .examples(&[example("BESSELK(1.5, 1)", "0.277387800456844")]),
    row("BESSELY", "Bessel function of the second kind.", BESSEL, |x| {
        Ok(special::bessel_y(order(x[1])?, positive(x[0])?))
    })
    .examples(&[example("BESSELY(2.5, 1)", "0.145918137966786")]),
    row(
        "ERF",
        "Error function, from 0 or between two limits.",
        &[number("lower_limit").strict(), number("upper_limit").or(f64::INFINITY).strict()],
        erf,
    )
    .examples(&[
        example("ERF(0.745)", "0.7079289200957377"),
        example("ERF(1)", "0.8427007929497149"),
    ]),
    row("ERF.PRECISE", "Error function.", &[number("x")], |x| Ok(special::erf(x[0])))
        .examples(&[example("ERF.PRECISE(0.745)", "0.7079289200957377")]),
    row("ERFC", "Complementary error function.", &[number("x").strict()], |x| {
        Ok(special::erfc(x[0]))
    })
    .examples(&[example("ERFC(1)", "0.15729920705028513")]),
    row("ERFC.PRECISE", "Complementary error function.", &[number("x")], |x| {
        Ok(special::erfc(x[0]))
    })
    .examples(&[example("ERFC.PRECISE(1)", "0.15729920705028513")]),
    row(
        "DELTA",
        "1 if two numbers are equal, else 0.",
        &[number("number1").strict(), number("number2").or(0.0).strict()],
        |x| Ok((x[0] == x[1]) as u8 as f64),
    )
    .examples(&[example("DELTA(5, 4)", "0"), example("DELTA(0.5, 0.5)", "1")]),
    row(
        "GESTEP",
        "1 if a number is at least a step, else 0.",
        &[number("number").strict(), number("step").or(0.0).strict()],
        |x| Ok((x[0] >= x[1]) as u8 as f64),
    )
    .examples(&[
        example("GESTEP(5, 4)", "1"),
        example("GESTEP(-4, -5)", "1"),
        example("GESTEP(-1)", "0"),
    ]),
];

/// An order: cut off to an integer, not negative.
fn order(n: f64) -> Result<i32, CellError> {
    let order = n.trunc();
    if (0.0..=i32::MAX as f64).contains(&order) { Ok(order as i32) } else { Err(CellError::Num) }
}

fn positive(x: f64) -> Result<f64, CellError> {
    if x > 0.0 { Ok(x) } else { Err(CellError::Num) }
}

fn erf(arguments: &[f64]) -> Result<f64, CellError> {
    let (lower, upper) = (arguments[0], arguments[1]);
    // Not given: no argument is infinite.
    if upper == f64::INFINITY {
        return Ok(special::erf(lower));
    }
    // Far out on one side the tails keep the digits that the difference would lose.
    if lower > 0.5 && upper > 0.5 {
        return Ok(special::erfc(lower) - special::erfc(upper));
    }
    Ok(special::erf(upper) - special::erf(lower))
}
