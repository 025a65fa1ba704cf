//! Roman numerals and numbers in other bases.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, number, scalar, text};
use crate::value::{CellError, Value};

/// BASE takes integers below 2^53.
const INTEGER_MAX: f64 = 9_007_199_254_740_992.0;
/// Longest text that ARABIC and DECIMAL read, and longest padding of BASE.
const LENGTH_MAX: usize = 255;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ROMAN",
        Category::Mathematics,
        "A number as a Roman numeral, from classic (0) to most concise (4) form.",
        &[number("number"), scalar("form").optional()],
        Returns::Text,
        roman,
    )
    .examples(&[
        example("ROMAN(499)", "\"CDXCIX\""),
        example("ROMAN(499, 1)", "\"LDVLIV\""),
        example("ROMAN(499, 2)", "\"XDIX\""),
        example("ROMAN(499, 3)", "\"VDIV\""),
        example("ROMAN(499, 4)", "\"ID\""),
        example("ROMAN(4000)", "#VALUE!"),
    ]),
    Function::values(
        "ARABIC",
        Category::Mathematics,
        "The number that a Roman numeral means.",
        &[text("text")],
        Returns::Number,
        arabic,
    )
    .examples(&[
        example("ARABIC(\"LVII\")", "57"),
        example("ARABIC(\"mcmxii\")", "1912"),
        example("ARABIC(\"-X\")", "-10"),
        example("ARABIC(\"\")", "0"),
    ]),
    Function::values(
        "BASE",
        Category::Mathematics,
        "A number as text in a base from 2 to 36.",
        &[number("number"), number("radix"), number("min_length").optional()],
        Returns::Text,
        base,
    )
    .examples(&[
        example("BASE(7, 2)", "\"111\""),
        example("BASE(100, 16)", "\"64\""),
        example("BASE(15, 2, 10)", "\"0000001111\""),
    ]),
    Function::values(
        "DECIMAL",
        Category::Mathematics,
        "The number that a text means in a base from 2 to 36.",
        &[text("text"), number("radix")],
        Returns::Number,
        decimal,
    )
    .examples(&[
        example("DECIMAL(\"FF\", 16)", "255"),
        example("DECIMAL(111, 2)", "7"),
        example("DECIMAL(\"zap\", 36)", "45745"),
    ]),
];

/// Symbols in falling order. An even index is a power of ten, the odd one before it five of those.
const SYMBOLS: [(char, i32); 7] =
    [('M', 1000), ('D', 500), ('C', 100), ('L', 50), ('X', 10), ('V', 5), ('I', 1)];

/// ROMAN's form: TRUE is classic, FALSE most concise.
fn form(value: &Value, arguments: &Arguments) -> Result<i64, CellError> {
    match value {
        Value::Omitted | Value::Boolean(true) => Ok(0),
        Value::Boolean(false) => Ok(4),
        _ => match arguments.integer(1)? {
            form @ 0..=4 => Ok(form),
            _ => Err(CellError::Value),
        },
    }
}

fn roman(arguments: &Arguments) -> Outcome {
    let number = arguments.integer(0)?;
    let form = form(arguments.raw(1), arguments)?;
    if !(0..=3999).contains(&number) {
        return Err(CellError::Value);
    }
    Ok(Value::text(roman_numeral(number as i32, form as usize)))
}

/// A digit of 4 or 9 is written as a smaller symbol before a larger one. In concise form `form` the
/// smaller one may be up to `form` symbols further down, as long as what is written is not more than
/// what remains; the remainder is then written with the symbols after it.
fn roman_numeral(number: i32, form: usize) -> String {
    let mut numeral = String::new();
    let mut rest = number;
    for unit in (0..SYMBOLS.len()).step_by(2) {
        let digit = rest / SYMBOLS[unit].1;
        if digit != 4 && digit != 9 {
            if digit >= 5 {
                numeral.push(SYMBOLS[unit - 1].0);
            }
            for _ in 0..digit % 5 {
                numeral.push(SYMBOLS[unit].0);
            }
            rest %= SYMBOLS[unit].1;
            continue;
        }
        let larger = if digit == 4 { unit - 1 } else { unit - 2 };
        let mut smaller = unit;
        while smaller + 1 < SYMBOLS.len()
            && smaller - unit < form
            && SYMBOLS[larger].1 - SYMBOLS[smaller + 1].1 <= rest
        {
            smaller += 1;
        }
        numeral.push(SYMBOLS[smaller].0);
        numeral.push(SYMBOLS[larger].0);
        rest -= SYMBOLS[larger].1 - SYMBOLS[smaller].1;
    }
    numeral
}

fn arabic(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let trimmed = text.trim();
    if trimmed.chars().count() > LENGTH_MAX {
        return Err(CellError::Value);
    }
    let (sign, numeral) = match trimmed.strip_prefix('-') {
        Some("") => return Err(CellError::Value),
        Some(rest) => (-1, rest),
        None => (1, trimmed),
    };
    let mut total = 0;
    let mut largest = 0;
    for character in numeral.chars().rev() {
        let upper = character.to_ascii_uppercase();
        let Some((_, value)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == upper) else {
            return Err(CellError::Value);
        };
        // A symbol before a larger one is subtracted.
        total += if *value < largest { -value } else { *value };
        largest = largest.max(*value);
    }
    Ok(Value::Number((sign * total) as f64))
}

/// A radix argument: an integer from 2 to 36, cut off.
fn radix(arguments: &Arguments, index: usize) -> Result<u32, CellError> {
    match arguments.integer(index)? {
        radix @ 2..=36 => Ok(radix as u32),
        _ => Err(CellError::Num),
    }
}

fn base(arguments: &Arguments) -> Outcome {
    let number = arguments.number(0)?.trunc();
    let radix = radix(arguments, 1)? as u64;
    let length = match arguments.integer_or(2, 0)? {
        length @ 0..=255 => length as usize,
        _ => return Err(CellError::Num),
    };
    if !(0.0..INTEGER_MAX).contains(&number) {
        return Err(CellError::Num);
    }
    let mut digits = Vec::new();
    let mut rest = number as u64;
    while rest > 0 {
        digits.push(char::from_digit((rest % radix) as u32, radix as u32).unwrap_or('0'));
        rest /= radix;
    }
    while digits.len() < length.max(1) {
        digits.push('0');
    }
    let text: String = digits.iter().rev().map(char::to_ascii_uppercase).collect();
    Ok(Value::text(text))
}

fn decimal(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let radix = radix(arguments, 1)?;
    let trimmed = text.trim();
    if trimmed.chars().count() > LENGTH_MAX {
        return Err(CellError::Value);
    }
    let mut number = 0.0;
    for character in trimmed.chars() {
        let digit = character.to_digit(radix).ok_or(CellError::Num)?;
        number = number * radix as f64 + digit as f64;
    }
    Ok(number.into())
}
