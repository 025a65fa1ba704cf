//! Conversions between binary, octal, decimal and hexadecimal. A number of ten digits whose first
//! bit is set is negative, in two's complement.

use std::sync::Arc;

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Parameter, Returns, example, number, scalar};
use crate::value::{CellError, Value};

/// Digits of a number, its sign included.
const DIGITS_MAX: usize = 10;

const READ: &[Parameter] = &[scalar("number")];
const CONVERT: &[Parameter] = &[scalar("number"), scalar("places").optional()];
const WRITE: &[Parameter] = &[number("number").strict(), scalar("places").optional()];

const fn text_row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Engineering, summary, parameters, Returns::Text, kernel)
}

const fn number_row(
    name: &'static str,
    summary: &'static str,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Engineering, summary, READ, Returns::Number, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    number_row("BIN2DEC", "A binary number as a number.", |a| {
        Ok(Value::Number(read(a, BINARY)? as f64))
    })
    .examples(&[
        example("BIN2DEC(1100100)", "100"),
        example("BIN2DEC(\"1111111111\")", "-1"),
        example("BIN2DEC(2)", "#NUM!"),
    ]),
    text_row("BIN2HEX", "A binary number in hexadecimal.", CONVERT, |a| {
        convert(a, BINARY, HEXADECIMAL)
    })
    .examples(&[
        example("BIN2HEX(11111011, 4)", "\"00FB\""),
        example("BIN2HEX(1111111111)", "\"FFFFFFFFFF\""),
    ]),
    text_row("BIN2OCT", "A binary number in octal.", CONVERT, |a| convert(a, BINARY, OCTAL))
        .examples(&[
            example("BIN2OCT(1001, 3)", "\"011\""),
            example("BIN2OCT(1111111111)", "\"7777777777\""),
        ]),
    text_row("DEC2BIN", "A number in binary.", WRITE, |a| from_decimal(a, BINARY)).examples(&[
        example("DEC2BIN(9, 4)", "\"1001\""),
        example("DEC2BIN(-100)", "\"1110011100\""),
        example("DEC2BIN(512)", "#NUM!"),
    ]),
    text_row("DEC2HEX", "A number in hexadecimal.", WRITE, |a| from_decimal(a, HEXADECIMAL))
        .examples(&[
            example("DEC2HEX(100, 4)", "\"0064\""),
            example("DEC2HEX(-54)", "\"FFFFFFFFCA\""),
            example("DEC2HEX(64, 1)", "#NUM!"),
        ]),
    text_row("DEC2OCT", "A number in octal.", WRITE, |a| from_decimal(a, OCTAL)).examples(&[
        example("DEC2OCT(58, 3)", "\"072\""),
        example("DEC2OCT(-100)", "\"7777777634\""),
    ]),
    text_row("HEX2BIN", "A hexadecimal number in binary.", CONVERT, |a| {
        convert(a, HEXADECIMAL, BINARY)
    })
    .examples(&[
        example("HEX2BIN(\"F\", 8)", "\"00001111\""),
        example("HEX2BIN(\"FFFFFFFFFF\")", "\"1111111111\""),
        example("HEX2BIN(\"200\")", "#NUM!"),
    ]),
    number_row("HEX2DEC", "A hexadecimal number as a number.", |a| {
        Ok(Value::Number(read(a, HEXADECIMAL)? as f64))
    })
    .examples(&[
        example("HEX2DEC(\"A5\")", "165"),
        example("HEX2DEC(\"FFFFFFFF5B\")", "-165"),
        example("HEX2DEC(\"3DA408B9\")", "1034160313"),
    ]),
    text_row("HEX2OCT", "A hexadecimal number in octal.", CONVERT, |a| {
        convert(a, HEXADECIMAL, OCTAL)
    })
    .examples(&[
        example("HEX2OCT(\"F\", 3)", "\"017\""),
        example("HEX2OCT(\"FFFFFFFF00\")", "\"7777777400\""),
    ]),
    text_row("OCT2BIN", "An octal number in binary.", CONVERT, |a| convert(a, OCTAL, BINARY))
        .examples(&[
            example("OCT2BIN(3, 3)", "\"011\""),
            example("OCT2BIN(7777777000)", "\"1000000000\""),
        ]),
    number_row("OCT2DEC", "An octal number as a number.", |a| {
        Ok(Value::Number(read(a, OCTAL)? as f64))
    })
    .examples(&[example("OCT2DEC(54)", "44"), example("OCT2DEC(7777777533)", "-165")]),
    text_row("OCT2HEX", "An octal number in hexadecimal.", CONVERT, |a| {
        convert(a, OCTAL, HEXADECIMAL)
    })
    .examples(&[
        example("OCT2HEX(100, 4)", "\"0040\""),
        example("OCT2HEX(7777777533)", "\"FFFFFFFF5B\""),
    ]),
];

/// A base, by the number of bits of a digit.
#[derive(Clone, Copy)]
struct Base {
    bits_a_digit: u32,
}

const BINARY: Base = Base { bits_a_digit: 1 };
const OCTAL: Base = Base { bits_a_digit: 3 };
const HEXADECIMAL: Base = Base { bits_a_digit: 4 };

impl Base {
    /// Two to the number of bits that ten digits have.
    fn modulus(self) -> i64 {
        1 << (self.bits_a_digit * DIGITS_MAX as u32)
    }

    /// The number that up to ten digits mean; empty is 0.
    fn parse(self, digits: &str) -> Result<i64, CellError> {
        if digits.chars().count() > DIGITS_MAX {
            return Err(CellError::Num);
        }
        let mut number: i64 = 0;
        for character in digits.chars() {
            let digit = character.to_digit(1 << self.bits_a_digit).ok_or(CellError::Num)?;
            number = (number << self.bits_a_digit) | digit as i64;
        }
        let is_negative = number >= self.modulus() / 2;
        Ok(if is_negative { number - self.modulus() } else { number })
    }

    /// The digits of a number, at least `places` of them if it is not negative.
    fn write(self, number: i64, places: Option<usize>) -> Result<String, CellError> {
        let half = self.modulus() / 2;
        if !(-half..half).contains(&number) {
            return Err(CellError::Num);
        }
        let mut rest = if number < 0 { number + self.modulus() } else { number };
        let radix = 1u32 << self.bits_a_digit;
        let mut digits = Vec::with_capacity(DIGITS_MAX);
        while rest > 0 || digits.is_empty() {
            let digit = char::from_digit(rest as u32 & (radix - 1), radix).unwrap_or('0');
            digits.push(digit.to_ascii_uppercase());
            rest >>= self.bits_a_digit;
        }
        if number >= 0
            && let Some(places) = places
        {
            if digits.len() > places {
                return Err(CellError::Num);
            }
            digits.resize(places, '0');
        }
        Ok(digits.iter().rev().collect())
    }
}

/// The first argument's digits.
fn read(arguments: &Arguments, base: Base) -> Result<i64, CellError> {
    let digits: Arc<str> = match arguments.raw(0) {
        Value::Boolean(truth) if arguments.context().comparisons_are_numbers() => {
            if *truth { "1" } else { "0" }.into()
        }
        Value::Boolean(_) => return Err(CellError::Value),
        Value::Omitted => return Err(CellError::NotAvailable),
        other => coerce::to_text(other)?,
    };
    base.parse(&digits)
}

/// The second argument: a number of digits from 1 to 10, if given.
fn places(arguments: &Arguments) -> Result<Option<usize>, CellError> {
    match arguments.raw(1) {
        Value::Omitted => Ok(None),
        Value::Boolean(_) => Err(CellError::Value),
        _ => match arguments.integer(1)? {
            places @ 1..=10 => Ok(Some(places as usize)),
            _ => Err(CellError::Num),
        },
    }
}

fn convert(arguments: &Arguments, from: Base, to: Base) -> Outcome {
    let number = read(arguments, from)?;
    Ok(Value::text(to.write(number, places(arguments)?)?))
}

fn from_decimal(arguments: &Arguments, to: Base) -> Outcome {
    let number = arguments.integer(0)?;
    Ok(Value::text(to.write(number, places(arguments)?)?))
}
