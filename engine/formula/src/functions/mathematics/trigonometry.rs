//! Circular and hyperbolic functions, and angles.

use std::f64::consts::{FRAC_PI_2, PI};

use ulam_numeric::elementary as e;

use crate::function::{Category, Function, Parameter, example, number};
use crate::value::CellError;

/// Circular functions of an angle this large or larger (in radians) are `#NUM!`.
const ANGLE_MAX: f64 = 134_217_728.0;

const ONE: &[Parameter] = &[number("number")];

const fn row(
    name: &'static str,
    summary: &'static str,
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Mathematics, summary, ONE, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row("SIN", "Sine of an angle in radians.", |x| Ok(e::sin(angle(x)?)))
        .examples(&[example("SIN(PI()/2)", "1"), example("SIN(30*PI()/180)", "0.5")]),
    row("COS", "Cosine of an angle in radians.", |x| Ok(e::cos(angle(x)?)))
        .examples(&[example("COS(1.047)", "0.5001710745970701"), example("COS(0)", "1")]),
    row("TAN", "Tangent of an angle in radians.", |x| Ok(e::tan(angle(x)?))).examples(&[
        example("TAN(0.785)", "0.9992039901050427"),
        example("TAN(0)", "0"),
        example("TAN(\"x\")", "#VALUE!"),
    ]),
    row("COT", "Cotangent of an angle in radians.", |x| reciprocal(e::tan(angle(x)?)))
        .examples(&[example("COT(30)", "-0.15611995216165922"), example("COT(0)", "#DIV/0!")]),
    row("SEC", "Secant of an angle in radians.", |x| reciprocal(e::cos(angle(x)?))).examples(&[
        example("SEC(45)", "1.9035944074044246"),
        example("SEC(0)", "1"),
        example("SEC(\"x\")", "#VALUE!"),
    ]),
    row("CSC", "Cosecant of an angle in radians.", |x| reciprocal(e::sin(angle(x)?)))
        .examples(&[example("CSC(15)", "1.5377805615408537"), example("CSC(0)", "#DIV/0!")]),
    row("ASIN", "Arc sine, in radians.", |x| Ok(e::asin(up_to_one(x)?)))
        .examples(&[example("ASIN(-0.5)", "-PI()/6"), example("ASIN(2)", "#NUM!")]),
    row("ACOS", "Arc cosine, in radians.", |x| Ok(e::acos(up_to_one(x)?))).examples(&[
        example("ACOS(-0.5)", "2*PI()/3"),
        example("ACOS(1)", "0"),
        example("ACOS(1.5)", "#NUM!"),
    ]),
    row("ATAN", "Arc tangent, in radians.", |x| Ok(e::atan(x[0]))).examples(&[
        example("ATAN(1)", "PI()/4"),
        example("ATAN(0)", "0"),
        example("ATAN(\"x\")", "#VALUE!"),
    ]),
    Function::numbers(
        "ATAN2",
        Category::Mathematics,
        "Angle in radians of the point (x, y).",
        &[number("x_num"), number("y_num")],
        atan2,
    )
    .examples(&[
        example("ATAN2(1, 1)", "PI()/4"),
        example("ATAN2(-1, -1)", "-3*PI()/4"),
        example("ATAN2(0, 0)", "#DIV/0!"),
    ]),
    row("ACOT", "Arc cotangent, in radians from 0 to pi.", |x| Ok(FRAC_PI_2 - e::atan(x[0])))
        .examples(&[example("ACOT(2)", "0.4636476090008061"), example("ACOT(-1)", "3*PI()/4")]),
    row("SINH", "Hyperbolic sine.", |x| Ok(e::sinh(x[0]))).examples(&[
        example("SINH(1)", "1.1752011936438014"),
        example("SINH(0)", "0"),
        example("SINH(1000)", "#NUM!"),
    ]),
    row("COSH", "Hyperbolic cosine.", |x| Ok(e::cosh(x[0]))).examples(&[
        example("COSH(4)", "27.308232836016487"),
        example("COSH(0)", "1"),
        example("COSH(1000)", "#NUM!"),
    ]),
    row("TANH", "Hyperbolic tangent.", |x| Ok(e::tanh(x[0]))).examples(&[
        example("TANH(-2)", "-0.9640275800758169"),
        example("TANH(0)", "0"),
        example("TANH(\"x\")", "#VALUE!"),
    ]),
    row("COTH", "Hyperbolic cotangent.", |x| reciprocal(e::tanh(x[0])))
        .examples(&[example("COTH(2)", "1.0373147207275482"), example("COTH(0)", "#DIV/0!")]),
    row("SECH", "Hyperbolic secant.", |x| Ok(1.0 / e::cosh(x[0])))
        .examples(&[example("SECH(0)", "1"), example("SECH(5)", "0.013475282221304557")]),
    row("CSCH", "Hyperbolic cosecant.", |x| reciprocal(e::sinh(x[0])))
        .examples(&[example("CSCH(1.5)", "0.46964244059522464"), example("CSCH(0)", "#DIV/0!")]),
    row("ASINH", "Inverse hyperbolic sine.", |x| Ok(e::asinh(x[0]))).examples(&[
        example("ASINH(-2.5)", "-1.6472311463710957"),
        example("ASINH(0)", "0"),
        example("ASINH(\"x\")", "#VALUE!"),
    ]),
    row("ACOSH", "Inverse hyperbolic cosine.", acosh)
        .examples(&[example("ACOSH(10)", "2.993222846126381"), example("ACOSH(0.5)", "#NUM!")]),
    row("ATANH", "Inverse hyperbolic tangent.", |x| Ok(e::atanh(inside_one(x[0])?)))
        .examples(&[example("ATANH(-0.1)", "-0.10033534773107558"), example("ATANH(1)", "#NUM!")]),
    row("ACOTH", "Inverse hyperbolic cotangent.", acoth)
        .examples(&[example("ACOTH(6)", "0.16823611831060645"), example("ACOTH(1)", "#NUM!")]),
    Function::numbers(
        "DEGREES",
        Category::Mathematics,
        "Converts radians to degrees.",
        &[number("angle")],
        |x| Ok(x[0] * (180.0 / PI)),
    )
    .examples(&[
        example("DEGREES(PI())", "180"),
        example("DEGREES(0)", "0"),
        example("DEGREES(\"x\")", "#VALUE!"),
    ]),
    Function::numbers(
        "RADIANS",
        Category::Mathematics,
        "Converts degrees to radians.",
        &[number("angle")],
        |x| Ok(x[0] * (PI / 180.0)),
    )
    .examples(&[
        example("RADIANS(270)", "4.71238898038469"),
        example("RADIANS(180) = PI()", "TRUE"),
        example("RADIANS(\"x\")", "#VALUE!"),
    ]),
];

fn angle(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[0].abs() < ANGLE_MAX { Ok(arguments[0]) } else { Err(CellError::Num) }
}

fn up_to_one(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[0].abs() <= 1.0 { Ok(arguments[0]) } else { Err(CellError::Num) }
}

fn inside_one(x: f64) -> Result<f64, CellError> {
    if x.abs() < 1.0 { Ok(x) } else { Err(CellError::Num) }
}

fn reciprocal(x: f64) -> Result<f64, CellError> {
    if x == 0.0 { Err(CellError::Div0) } else { Ok(1.0 / x) }
}

fn atan2(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[0] == 0.0 && arguments[1] == 0.0 {
        return Err(CellError::Div0);
    }
    Ok(e::atan2(arguments[1], arguments[0]))
}

fn acosh(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[0] < 1.0 { Err(CellError::Num) } else { Ok(e::acosh(arguments[0])) }
}

fn acoth(arguments: &[f64]) -> Result<f64, CellError> {
    if arguments[0] == 0.0 {
        return Err(CellError::Num);
    }
    Ok(e::atanh(inside_one(1.0 / arguments[0])?))
}
