//! Functions of complex numbers.

use std::f64::consts::{LN_2, LN_10};

use super::complex::{Complex, Suffix};
use crate::arguments::Arguments;
use crate::function::{
    Category, Function, Outcome, Parameter, Returns, example, number, scalar, values,
};
use crate::value::{CellError, Value};

const ONE: &[Parameter] = &[scalar("inumber")];
const TWO: &[Parameter] = &[scalar("inumber1"), scalar("inumber2")];
const MANY: &[Parameter] = &[values("inumber1"), values("inumber2").optional().repeating()];

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Engineering, summary, parameters, Returns::Text, kernel)
}

const fn real_row(
    name: &'static str,
    summary: &'static str,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Engineering, summary, ONE, Returns::Number, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row(
        "COMPLEX",
        "A complex number from its real and imaginary parts.",
        &[number("real_num").strict(), number("i_num").strict(), scalar("suffix").optional()],
        complex,
    )
    .examples(&[
        example("COMPLEX(3, 4)", "\"3+4i\""),
        example("COMPLEX(3, 4, \"j\")", "\"3+4j\""),
        example("COMPLEX(0, 1)", "\"i\""),
        example("COMPLEX(1, 0)", "\"1\""),
    ]),
    real_row("IMABS", "Absolute value of a complex number.", |a| Ok(first(a)?.abs().into()))
        .examples(&[example("IMABS(\"5+12i\")", "13"), example("IMABS(\"5+12k\")", "#NUM!")]),
    real_row("IMAGINARY", "Imaginary part of a complex number.", |a| Ok(first(a)?.im.into()))
        .examples(&[example("IMAGINARY(\"3+4i\")", "4"), example("IMAGINARY(\"0-j\")", "-1")]),
    real_row("IMREAL", "Real part of a complex number.", |a| Ok(first(a)?.re.into()))
        .examples(&[example("IMREAL(\"6-9i\")", "6"), example("IMREAL(\"x\")", "#NUM!")]),
    real_row("IMARGUMENT", "Angle of a complex number in radians.", |a| {
        Ok(first(a)?.argument()?.into())
    })
    .examples(&[
        example("IMARGUMENT(\"3+4i\")", "0.9272952180016122"),
        example("IMARGUMENT(0)", "#DIV/0!"),
    ]),
    row("IMCONJUGATE", "Conjugate of a complex number.", ONE, |a| {
        map(a, |z| Ok(z.with(z.re, -z.im)))
    })
    .examples(&[
        example("IMCONJUGATE(\"3+4i\")", "\"3-4i\""),
        example("IMCONJUGATE(\"x\")", "#NUM!"),
    ]),
    row("IMSUM", "Sum of complex numbers.", MANY, |a| fold(a, Complex::plus)).examples(&[
        example("IMSUM(\"3+4i\", \"5-3i\")", "\"8+i\""),
        example("IMSUM(\"3+4i\", \"x\")", "#NUM!"),
    ]),
    row("IMSUB", "Difference of two complex numbers.", TWO, |a| pair(a, Complex::minus)).examples(
        &[
            example("IMSUB(\"13+4i\", \"5+3i\")", "\"8+i\""),
            example("IMSUB(\"x\", \"1\")", "#NUM!"),
        ],
    ),
    row("IMPRODUCT", "Product of complex numbers.", MANY, |a| fold(a, Complex::times)).examples(&[
        example("IMPRODUCT(\"3+4i\", \"5-3i\")", "\"27+11i\""),
        example("IMPRODUCT(\"1+2i\", 30)", "\"30+60i\""),
    ]),
    row("IMDIV", "Quotient of two complex numbers.", TWO, |a| pair(a, Complex::over)).examples(&[
        example("IMDIV(\"-238+240i\", \"10+24i\")", "\"5+12i\""),
        example("IMDIV(\"1+i\", 0)", "#NUM!"),
    ]),
    row("IMEXP", "e raised to a complex number.", ONE, |a| map(a, |z| Ok(z.exp()))).examples(&[
        example("IMEXP(\"i\")", "\"0.54030230586814+0.841470984807897i\""),
        example("IMEXP(\"0\")", "\"1\""),
        example("IMEXP(\"x\")", "#NUM!"),
    ]),
    row("IMLN", "Natural logarithm of a complex number.", ONE, |a| map(a, Complex::ln)).examples(
        &[
            example("IMLN(\"3+4i\")", "\"1.6094379124341+0.927295218001612i\""),
            example("IMLN(\"1\")", "\"0\""),
            example("IMLN(\"x\")", "#NUM!"),
        ],
    ),
    row("IMLOG10", "Base-10 logarithm of a complex number.", ONE, |a| map(a, |z| log(z, LN_10)))
        .examples(&[
            example("IMLOG10(\"3+4i\")", "\"0.698970004336019+0.402719196273373i\""),
            example("IMLOG10(\"100\")", "\"2\""),
            example("IMLOG10(\"x\")", "#NUM!"),
        ]),
    row("IMLOG2", "Base-2 logarithm of a complex number.", ONE, |a| map(a, |z| log(z, LN_2)))
        .examples(&[
            example("IMLOG2(\"3+4i\")", "\"2.32192809488736+1.33780421245098i\""),
            example("IMLOG2(\"8\")", "\"3\""),
            example("IMLOG2(\"x\")", "#NUM!"),
        ]),
    row(
        "IMPOWER",
        "A complex number raised to a power.",
        &[scalar("inumber"), number("number").strict()],
        |a| {
            let power = a.number(1)?;
            map(a, |z| z.power(power))
        },
    )
    .examples(&[
        example("IMPOWER(\"2+3i\", 2)", "\"-5+12i\""),
        example("IMPOWER(\"2\", 3)", "\"8\""),
        example("IMPOWER(\"x\", 3)", "#NUM!"),
    ]),
    row("IMSQRT", "Square root of a complex number.", ONE, |a| map(a, Complex::sqrt)).examples(&[
        example("IMSQRT(\"1+i\")", "\"1.09868411346781+0.455089860562227i\""),
        example("IMSQRT(\"4\")", "\"2\""),
        example("IMSQRT(\"-1\")", "\"6.12323399573677E-17+i\""),
        example("IMSQRT(\"x\")", "#NUM!"),
    ]),
    row("IMSIN", "Sine of a complex number.", ONE, |a| map(a, |z| Ok(z.sin()))).examples(&[
        example("IMSIN(\"4+3i\")", "\"-7.61923172032141-6.548120040911i\""),
        example("IMSIN(\"0\")", "\"0\""),
        example("IMSIN(\"x\")", "#NUM!"),
    ]),
    row("IMCOS", "Cosine of a complex number.", ONE, |a| map(a, |z| Ok(z.cos()))).examples(&[
        example("IMCOS(\"1+i\")", "\"0.833730025131149-0.988897705762865i\""),
        example("IMCOS(\"0\")", "\"1\""),
        example("IMCOS(\"x\")", "#NUM!"),
    ]),
    row("IMTAN", "Tangent of a complex number.", ONE, |a| map(a, |z| Ok(z.tan()))).examples(&[
        example("IMTAN(\"4+3i\")", "\"0.00490825806749606+1.00070953606723i\""),
        example("IMTAN(\"0\")", "\"0\""),
        example("IMTAN(\"x\")", "#NUM!"),
    ]),
    row("IMCOT", "Cotangent of a complex number.", ONE, |a| map(a, Complex::cot)).examples(&[
        example("IMCOT(\"4+3i\")", "\"0.00490118239430447-0.999266927805902i\""),
        example("IMCOT(\"x\")", "#NUM!"),
    ]),
    row("IMSEC", "Secant of a complex number.", ONE, |a| map(a, Complex::sec)).examples(&[
        example("IMSEC(\"4+3i\")", "\"-0.0652940278579471-0.0752249603027732i\""),
        example("IMSEC(\"0\")", "\"1\""),
        example("IMSEC(\"x\")", "#NUM!"),
    ]),
    row("IMCSC", "Cosecant of a complex number.", ONE, |a| map(a, Complex::csc)).examples(&[
        example("IMCSC(\"4+3i\")", "\"-0.0754898329158637+0.0648774713706355i\""),
        example("IMCSC(\"x\")", "#NUM!"),
    ]),
    row("IMSINH", "Hyperbolic sine of a complex number.", ONE, |a| map(a, |z| Ok(z.sinh())))
        .examples(&[
            example("IMSINH(\"4+3i\")", "\"-27.0168132580039+3.85373803791938i\""),
            example("IMSINH(\"0\")", "\"0\""),
            example("IMSINH(\"x\")", "#NUM!"),
        ]),
    row("IMCOSH", "Hyperbolic cosine of a complex number.", ONE, |a| map(a, |z| Ok(z.cosh())))
        .examples(&[
            example("IMCOSH(\"4+3i\")", "\"-27.0349456030742+3.85115333481178i\""),
            example("IMCOSH(\"0\")", "\"1\""),
            example("IMCOSH(\"x\")", "#NUM!"),
        ]),
    row("IMSECH", "Hyperbolic secant of a complex number.", ONE, |a| map(a, Complex::sech))
        .examples(&[
            example("IMSECH(\"4+3i\")", "\"-0.0362534969158689-0.00516434460775318i\""),
            example("IMSECH(\"0\")", "\"1\""),
            example("IMSECH(\"x\")", "#NUM!"),
        ]),
    row("IMCSCH", "Hyperbolic cosecant of a complex number.", ONE, |a| map(a, Complex::csch))
        .examples(&[
            example("IMCSCH(\"4+3i\")", "\"-0.036275889628626-0.0051744731840194i\""),
            example("IMCSCH(\"x\")", "#NUM!"),
        ]),
];

fn complex(arguments: &Arguments) -> Outcome {
    let suffix = match arguments.raw(2) {
        Value::Omitted | Value::Blank => Suffix::I,
        _ => match &*arguments.text(2)? {
            "i" => Suffix::I,
            "j" => Suffix::J,
            _ => return Err(CellError::Value),
        },
    };
    Complex { re: arguments.number(0)?, im: arguments.number(1)?, suffix: Some(suffix) }.to_value()
}

fn first(arguments: &Arguments) -> Result<Complex, CellError> {
    Complex::from_value(arguments.raw(0))
}

fn map(arguments: &Arguments, operate: impl Fn(Complex) -> Result<Complex, CellError>) -> Outcome {
    operate(first(arguments)?)?.to_value()
}

fn pair(
    arguments: &Arguments,
    operate: fn(Complex, Complex) -> Result<Complex, CellError>,
) -> Outcome {
    operate(first(arguments)?, Complex::from_value(arguments.raw(1))?)?.to_value()
}

fn fold(
    arguments: &Arguments,
    operate: fn(Complex, Complex) -> Result<Complex, CellError>,
) -> Outcome {
    let mut result: Option<Complex> = None;
    for index in 0..arguments.count() {
        arguments.visit(index, &mut |value, _| {
            let number = Complex::from_value(value)?;
            result = Some(match result {
                Some(result) => operate(result, number)?,
                None => number,
            });
            Ok(())
        })?;
    }
    result.unwrap_or(Complex::real(0.0)).to_value()
}

fn log(number: Complex, ln_base: f64) -> Result<Complex, CellError> {
    let ln = number.ln()?;
    Ok(ln.with(ln.re / ln_base, ln.im / ln_base))
}
