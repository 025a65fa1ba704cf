//! Powers, roots, logarithms, remainders and signs.

use std::f64::consts::PI;

use ulam_numeric::elementary;

use super::decimal_rounding as decimal;
use crate::evaluate::operators;
use crate::function::{Category, Function, example, number};
use crate::value::CellError;

/// MOD gives `#NUM!` when the quotient reaches this (Excel 2010 and later; 2^27 before).
const MOD_QUOTIENT_MAX: f64 = 1_125_900_000_000.0;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "ABS",
        Category::Mathematics,
        "Absolute value of a number.",
        &[number("number")],
        |x| Ok(x[0].abs()),
    )
    .examples(&[example("ABS(-4)", "4"), example("ABS(2)", "2")]),
    Function::numbers(
        "SIGN",
        Category::Mathematics,
        "Sign of a number: 1, 0 or -1.",
        &[number("number")],
        sign,
    )
    .examples(&[
        example("SIGN(10)", "1"),
        example("SIGN(4-4)", "0"),
        example("SIGN(-0.00001)", "-1"),
    ]),
    Function::numbers(
        "MOD",
        Category::Mathematics,
        "Remainder of a division, with the divisor's sign.",
        &[number("number"), number("divisor")],
        modulo,
    )
    .examples(&[
        example("MOD(3, 2)", "1"),
        example("MOD(-3, 2)", "1"),
        example("MOD(3, -2)", "-1"),
        example("MOD(-3, -2)", "-1"),
        example("MOD(0.6, 0.2)", "0"),
        example("MOD(1, 0)", "#DIV/0!"),
    ]),
    Function::numbers(
        "QUOTIENT",
        Category::Mathematics,
        "Integer part of a division.",
        &[number("numerator").strict(), number("denominator").strict()],
        quotient,
    )
    .examples(&[
        example("QUOTIENT(5, 2)", "2"),
        example("QUOTIENT(4.5, 3.1)", "1"),
        example("QUOTIENT(-10, 3)", "-3"),
    ]),
    Function::numbers(
        "POWER",
        Category::Mathematics,
        "A number raised to a power.",
        &[number("number"), number("power")],
        |x| operators::power(x[0], x[1]),
    )
    .examples(&[
        example("POWER(5, 2)", "25"),
        example("POWER(98.6, 3.2)", "2401077.2220695773"),
        example("POWER(4, 5/4)", "5.656854249492381"),
    ]),
    Function::numbers(
        "SQRT",
        Category::Mathematics,
        "Square root of a number.",
        &[number("number")],
        |x| if x[0] < 0.0 { Err(CellError::Num) } else { Ok(x[0].sqrt()) },
    )
    .examples(&[example("SQRT(16)", "4"), example("SQRT(-16)", "#NUM!")]),
    Function::numbers(
        "SQRTPI",
        Category::Mathematics,
        "Square root of a number times pi.",
        &[number("number").strict()],
        |x| if x[0] < 0.0 { Err(CellError::Num) } else { Ok((x[0] * PI).sqrt()) },
    )
    .examples(&[
        example("SQRTPI(1)", "1.772453850905516"),
        example("SQRTPI(2)", "2.5066282746310002"),
    ]),
    Function::numbers(
        "EXP",
        Category::Mathematics,
        "e raised to a power.",
        &[number("number")],
        |x| Ok(elementary::exp(x[0])),
    )
    .examples(&[example("EXP(1)", "2.718281828459045"), example("EXP(2)", "7.38905609893065")]),
    Function::numbers(
        "LN",
        Category::Mathematics,
        "Natural logarithm of a number.",
        &[number("number")],
        |x| if x[0] <= 0.0 { Err(CellError::Num) } else { Ok(elementary::ln(x[0])) },
    )
    .examples(&[example("LN(86)", "4.454347296253507"), example("LN(0)", "#NUM!")]),
    Function::numbers(
        "LOG",
        Category::Mathematics,
        "Logarithm of a number to a base.",
        &[number("number"), number("base").or(10.0)],
        log,
    )
    .examples(&[
        example("LOG(10)", "1"),
        example("LOG(8, 2)", "3"),
        example("LOG(86, 2.7182818)", "4.454347342888287"),
        example("LOG(5, 1)", "#DIV/0!"),
    ]),
    Function::numbers(
        "LOG10",
        Category::Mathematics,
        "Base-10 logarithm of a number.",
        &[number("number")],
        |x| if x[0] <= 0.0 { Err(CellError::Num) } else { Ok(elementary::log10(x[0])) },
    )
    .examples(&[example("LOG10(86)", "1.9344984512435677"), example("LOG10(1E5)", "5")]),
    Function::numbers("PI", Category::Mathematics, "The number pi.", &[], |_| Ok(PI))
        .examples(&[example("PI()", "3.141592653589793"), example("INT(PI() * 1000)", "3141")]),
];

fn sign(arguments: &[f64]) -> Result<f64, CellError> {
    let x = arguments[0];
    Ok((x > 0.0) as u8 as f64 - (x < 0.0) as u8 as f64)
}

/// `number - divisor * INT(number / divisor)` as documented, computed without the rounding error of
/// the product.
fn modulo(arguments: &[f64]) -> Result<f64, CellError> {
    let (number, divisor) = (arguments[0], arguments[1]);
    if divisor == 0.0 {
        return Err(CellError::Div0);
    }
    let quotient = number / divisor;
    // Not-a-number and infinite quotients too.
    if quotient.is_nan() || quotient.abs() >= MOD_QUOTIENT_MAX {
        return Err(CellError::Num);
    }
    let snapped = decimal::snapped_to_integer(quotient);
    if snapped == snapped.trunc() && snapped != 0.0 {
        return Ok(0.0);
    }
    let remainder = number % divisor;
    let is_of_other_sign = remainder != 0.0 && (remainder < 0.0) != (divisor < 0.0);
    Ok(if is_of_other_sign { remainder + divisor } else { remainder })
}

fn quotient(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[1] == 0.0 {
        return Err(CellError::Div0);
    }
    Ok(decimal::snapped_to_integer(arguments[0] / arguments[1]).trunc())
}

fn log(arguments: &[f64]) -> Result<f64, CellError> {
    let (x, base) = (arguments[0], arguments[1]);
    if x <= 0.0 || base <= 0.0 {
        return Err(CellError::Num);
    }
    if base == 1.0 {
        return Err(CellError::Div0);
    }
    if base == 10.0 {
        return Ok(elementary::log10(x));
    }
    if base == 2.0 {
        return Ok(elementary::log2(x));
    }
    let exponent = elementary::ln(x) / elementary::ln(base);
    let nearest = (exponent + 0.5).floor();
    // The ratio of two rounded logarithms misses the integer exponents of exact powers by a bit.
    let is_exact_power = (exponent - nearest).abs() < 1e-12 && elementary::pow(base, nearest) == x;
    Ok(if is_exact_power { nearest } else { exponent })
}
