//! Functions of LibreOffice and of Excel's add-ins that files hold, under the names that they have
//! there.

use super::multiples;
use crate::arguments::Arguments;
use crate::coerce;
use crate::decimal::Decimal;
use crate::function::{
    Category, Function, Outcome, Parameter, Returns, example, number, scalar, text, values,
};
use crate::functions::mathematics::decimal_rounding;
use crate::value::{CellError, Value};

const MULTIPLE: &[Parameter] = &[number("number"), number("significance")];
const COLOR: &[Parameter] =
    &[number("red"), number("green"), number("blue"), number("alpha").or(0.0)];
const DIFFERENCE: &[Parameter] =
    &[values("minuend"), values("subtrahend1"), values("subtrahend2").optional().repeating()];
const CURRENCIES: &[Parameter] = &[number("value"), text("from_currency"), text("to_currency")];
const SIGNIFICANT: &[Parameter] = &[number("value"), number("digits")];
const TEXT: &[Parameter] = &[text("text")];

const fn numbers(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&[f64]) -> Result<f64, CellError>,
) -> Function {
    Function::numbers(name, Category::Compatibility, summary, parameters, kernel)
}

const fn any(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    returns: Returns,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Compatibility, summary, parameters, returns, kernel)
}

const COLOR_SUMMARY: &str = "Number of a color from its red, green, blue and alpha parts.";
const DIFFERENCE_SUMMARY: &str = "A number minus others, without rounding off the last bits.";
const CURRENCY_SUMMARY: &str = "Converts between the euro and the currencies it replaced.";
const SIGNIFICANT_SUMMARY: &str = "Rounds a number to a number of significant digits.";
const ROT13_SUMMARY: &str = "Text with each Latin letter moved by 13 places.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    numbers(
        "CEILING.XCL",
        "Excel's CEILING, as LibreOffice names it.",
        MULTIPLE,
        multiples::ceiling,
    )
    .examples(&[example("CEILING.XCL(-11, -2)", "-12"), example("CEILING.XCL(4.3, -2)", "#NUM!")]),
    numbers("FLOOR.XCL", "Excel's FLOOR, as LibreOffice names it.", MULTIPLE, multiples::floor)
        .examples(&[example("FLOOR.XCL(-11, -2)", "-10"), example("FLOOR.XCL(4.3, -2)", "#NUM!")]),
    numbers("COLOR", COLOR_SUMMARY, COLOR, color).examples(&[
        example("COLOR(255, 255, 255, 1)", "33554431"),
        example("ORG.LIBREOFFICE.COLOR(0, 0, 255)", "255"),
        example("COLOR(0, 0, 256)", "#VALUE!"),
    ]),
    any("RAWSUBTRACT", DIFFERENCE_SUMMARY, DIFFERENCE, Returns::Number, raw_subtract).examples(&[
        example("RAWSUBTRACT(5, 2, 1)", "2"),
        example("RAWSUBTRACT(0.3, 0.2) - 0.1 = 0", "FALSE"),
    ]),
    any("CONVERT_OOO", CURRENCY_SUMMARY, CURRENCIES, Returns::Number, convert_currency).examples(
        &[
            example("CONVERT_OOO(100, \"EUR\", \"DEM\")", "195.583"),
            example("ORG.OPENOFFICE.CONVERT(13.7603, \"ATS\", \"EUR\")", "1"),
            example("CONVERT_OOO(1, \"EUR\", \"USD\")", "#VALUE!"),
        ],
    ),
    any(
        "EUROCONVERT",
        "Converts between the euro and the currencies it replaced, rounded as the law asks.",
        &[
            number("number"),
            text("source"),
            text("target"),
            scalar("full_precision").optional(),
            number("triangulation_precision").optional(),
        ],
        Returns::Number,
        euroconvert,
    )
    .examples(&[
        example("EUROCONVERT(1.2, \"DEM\", \"EUR\")", "0.61"),
        example("EUROCONVERT(1, \"FRF\", \"EUR\", TRUE, 3)", "0.152"),
        example("EUROCONVERT(1, \"FRF\", \"DEM\", FALSE, 3)", "0.3"),
    ]),
    numbers("ROUNDSIG", SIGNIFICANT_SUMMARY, SIGNIFICANT, round_significant).examples(&[
        example("ROUNDSIG(123.456, 4)", "123.5"),
        example("ORG.LIBREOFFICE.ROUNDSIG(-0.0012345, 2)", "-0.0012"),
        example("ROUNDSIG(1, 0)", "#VALUE!"),
    ]),
    any("ROT13", ROT13_SUMMARY, TEXT, Returns::Text, rot13).examples(&[
        example("ROT13(\"Uryyb\")", "\"Hello\""),
        example("ORG.OPENOFFICE.ROT13(\"Hello\")", "\"Uryyb\""),
    ]),
];

fn color(arguments: &[f64]) -> Result<f64, CellError> {
    let [red, green, blue, alpha] = arguments else {
        return Err(CellError::Value);
    };
    let mut color = 0.0;
    for part in [alpha, red, green, blue] {
        if !(0.0..256.0).contains(part) {
            return Err(CellError::Value);
        }
        color = color * 256.0 + part.trunc();
    }
    Ok(color)
}

fn round_significant(arguments: &[f64]) -> Result<f64, CellError> {
    let (x, digits) = (arguments[0], decimal_rounding::digits_argument(arguments[1]));
    if digits < 1 {
        return Err(CellError::Value);
    }
    let places = digits.saturating_sub(Decimal::new(x).point);
    Ok(decimal_rounding::round(x, places))
}

fn raw_subtract(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let mut difference = coerce::to_number(&arguments.scalar(0), dates)?;
    arguments.numbers_from(1, &mut |number| difference -= number)?;
    Ok(difference.into())
}

/// A currency that the euro replaced.
struct Currency {
    code: &'static str,
    /// Units to one euro.
    rate: f64,
    /// Decimals that amounts are rounded to.
    decimals: i32,
}

const fn currency(code: &'static str, rate: f64, decimals: i32) -> Currency {
    Currency { code, rate, decimals }
}

/// Rates: Council Regulations (EC) 2866/98, 1478/2000, 1086/2006, 1134/2007, 1135/2007, 694/2008,
/// (EU) 671/2010, 870/2013, 851/2014 and 2022/1208. Decimals: Excel's page of EUROCONVERT and ISO 4217.
static CURRENCIES_OF_THE_EURO: [Currency; 21] = [
    currency("EUR", 1.0, 2),
    currency("ATS", 13.7603, 2),
    currency("BEF", 40.3399, 0),
    currency("CYP", 0.585274, 2),
    currency("DEM", 1.95583, 2),
    currency("EEK", 15.6466, 2),
    currency("ESP", 166.386, 0),
    currency("FIM", 5.94573, 2),
    currency("FRF", 6.55957, 2),
    currency("GRD", 340.75, 0),
    currency("HRK", 7.5345, 2),
    currency("IEP", 0.787564, 2),
    currency("ITL", 1936.27, 0),
    currency("LTL", 3.4528, 2),
    currency("LUF", 40.3399, 0),
    currency("LVL", 0.702804, 2),
    currency("MTL", 0.4293, 2),
    currency("NLG", 2.20371, 2),
    currency("PTE", 200.482, 1),
    currency("SIT", 239.64, 2),
    currency("SKK", 30.126, 2),
];

fn currency_argument(arguments: &Arguments, index: usize) -> Result<&'static Currency, CellError> {
    let code = arguments.text(index)?;
    CURRENCIES_OF_THE_EURO
        .iter()
        .find(|currency| currency.code.eq_ignore_ascii_case(code.trim()))
        .ok_or(CellError::Value)
}

fn convert_currency(arguments: &Arguments) -> Outcome {
    let from = currency_argument(arguments, 1)?;
    let to = currency_argument(arguments, 2)?;
    Ok((arguments.number(0)? / from.rate * to.rate).into())
}

fn euroconvert(arguments: &Arguments) -> Outcome {
    let amount = arguments.number(0)?;
    let (from, to) = (currency_argument(arguments, 1)?, currency_argument(arguments, 2)?);
    let is_full_precision = arguments.boolean(3)?;
    if from.code == to.code {
        return Ok(amount.into());
    }
    let mut euros = amount / from.rate;
    if arguments.is_given(4) {
        let digits = arguments.integer(4)?;
        if digits < 3 {
            return Err(CellError::Value);
        }
        // Decimals of the amount in euros, also where that is the result (Microsoft support article
        // 231015).
        if from.code != "EUR" {
            euros = decimal_rounding::round(euros, digits.min(400) as i32);
        }
    }
    let result = euros * to.rate;
    let is_rounded = !is_full_precision;
    Ok(if is_rounded { decimal_rounding::round(result, to.decimals) } else { result }.into())
}

fn rot13(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let rotate = |character: char| {
        let first = match character {
            'a'..='z' => b'a',
            'A'..='Z' => b'A',
            _ => return character,
        };
        char::from(first + (character as u8 - first + 13) % 26)
    };
    Ok(Value::text(text.chars().map(rotate).collect::<String>()))
}
