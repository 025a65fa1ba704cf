//! Bessel functions, error functions, and steps.

use ulam_numeric::elementary::{exp, ln};
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
    .examples(&[
        example("BESSELI(1.5, 1)", "0.981666428577909"),
        example("BESSELI(1.5, -1)", "#NUM!"),
    ]),
    row("BESSELJ", "Bessel function of the first kind.", BESSEL, |x| {
        Ok(special::bessel_j(order(x[1])?, x[0]))
    })
    .examples(&[
        example("BESSELJ(1.9, 2)", "0.32992572769238715"),
        example("BESSELJ(1.9, -1)", "#NUM!"),
    ]),
    row("BESSELK", "Modified Bessel function of the second kind.", BESSEL, |x| {
        bessel_k(order(x[1])?, positive(x[0])?)
    })
    .examples(&[
        // Excel's page; the function itself is 0.2773878005 there.
        example("ROUND(BESSELK(1.5, 1), 9)", "0.277387804"),
        example("BESSELK(0, 1)", "#NUM!"),
    ]),
    row("BESSELY", "Bessel function of the second kind.", BESSEL, |x| {
        Ok(special::bessel_y(order(x[1])?, positive(x[0])?))
    })
    .examples(&[
        example("BESSELY(2.5, 1)", "0.145918137966786"),
        example("BESSELY(0, 1)", "#NUM!"),
    ]),
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
    row("ERF.PRECISE", "Error function.", &[number("x")], |x| Ok(special::erf(x[0]))).examples(&[
        example("ERF.PRECISE(0.745)", "0.7079289200957377"),
        example("ERF.PRECISE(\"x\")", "#VALUE!"),
    ]),
    row("ERFC", "Complementary error function.", &[number("x").strict()], |x| {
        Ok(special::erfc(x[0]))
    })
    .examples(&[example("ERFC(1)", "0.15729920705028513"), example("ERFC(\"x\")", "#VALUE!")]),
    row("ERFC.PRECISE", "Complementary error function.", &[number("x")], |x| {
        Ok(special::erfc(x[0]))
    })
    .examples(&[
        example("ERFC.PRECISE(1)", "0.15729920705028513"),
        example("ERFC.PRECISE(0)", "1"),
    ]),
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

/// K of an order at a positive x, by the polynomials of Abramowitz and Stegun (9.8.5 to 9.8.8) for
/// orders 0 and 1 and by upward recurrence: 7 to 8 digits, and those that Excel and LibreOffice show.
fn bessel_k(order: i32, x: f64) -> Result<f64, CellError> {
    let polynomial = |y: f64, coefficients: [f64; 7]| {
        coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * y + coefficient)
    };
    let (zero, one) = if x <= 2.0 {
        let y = x * x / 4.0;
        let logarithm = ln(x / 2.0);
        let zero =
            [-0.57721566, 0.4227842, 0.23069756, 0.0348859, 0.00262698, 0.0001075, 0.0000074];
        let one =
            [1.0, 0.15443144, -0.67278579, -0.18156897, -0.01919402, -0.00110404, -0.00004686];
        (
            polynomial(y, zero) - logarithm * special::bessel_i(0, x),
            polynomial(y, one) / x + logarithm * special::bessel_i(1, x),
        )
    } else {
        let y = 2.0 / x;
        let decay = exp(-x) / x.sqrt();
        let zero =
            [1.25331414, -0.07832358, 0.02189568, -0.01062446, 0.00587872, -0.0025154, 0.00053208];
        let one =
            [1.25331414, 0.23498619, -0.0365562, 0.01504268, -0.00780353, 0.00325614, -0.00068245];
        (polynomial(y, zero) * decay, polynomial(y, one) * decay)
    };
    if order == 0 {
        return Ok(zero);
    }
    let (mut before, mut here) = (zero, one);
    for n in 1..order {
        let next = before + 2.0 * f64::from(n) / x * here;
        if !next.is_finite() {
            return Err(CellError::Num);
        }
        (before, here) = (here, next);
        // Beyond the range of numbers either way: nothing changes any more.
        if here == 0.0 {
            break;
        }
    }
    Ok(here)
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
