//! Factorials, combinations and divisors.

use super::decimal_rounding::snapped_to_integer;
use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, example, number, values};
use crate::value::{CellError, Value};

/// Integers from here on are not all numbers, and GCD and LCM refuse them.
const INTEGER_MAX: f64 = 9_007_199_254_740_992.0;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "FACT",
        Category::Mathematics,
        "Factorial of a number.",
        &[number("number")],
        fact,
    )
    .examples(&[
        example("FACT(5)", "120"),
        example("FACT(1.9)", "1"),
        example("FACT(-1)", "#NUM!"),
    ]),
    Function::numbers(
        "FACTDOUBLE",
        Category::Mathematics,
        "Double factorial of a number: every second factor.",
        &[number("number").strict()],
        factdouble,
    )
    .examples(&[
        example("FACTDOUBLE(6)", "48"),
        example("FACTDOUBLE(7)", "105"),
        example("FACTDOUBLE(-1)", "1"),
        example("FACTDOUBLE(-2)", "#NUM!"),
    ]),
    Function::numbers(
        "COMBIN",
        Category::Mathematics,
        "Number of combinations of a number of items.",
        &[number("number"), number("number_chosen")],
        combin,
    )
    .examples(&[example("COMBIN(8, 2)", "28"), example("COMBIN(3, 4)", "#NUM!")]),
    Function::numbers(
        "COMBINA",
        Category::Mathematics,
        "Number of combinations with repetitions of a number of items.",
        &[number("number"), number("number_chosen")],
        combina,
    )
    .examples(&[example("COMBINA(4, 3)", "20"), example("COMBINA(10, 3)", "220")]),
    Function::values(
        "MULTINOMIAL",
        Category::Mathematics,
        "Factorial of a sum over the product of the factorials.",
        &[values("number").repeating()],
        Returns::Number,
        multinomial,
    )
    .examples(&[example("MULTINOMIAL(2, 3, 4)", "1260"), example("MULTINOMIAL(-1, 2)", "#NUM!")]),
    Function::values(
        "GCD",
        Category::Mathematics,
        "Greatest common divisor.",
        &[values("number").repeating()],
        Returns::Number,
        gcd,
    )
    .examples(&[
        example("GCD(5, 2)", "1"),
        example("GCD(24, 36)", "12"),
        example("GCD({5,0})", "5"),
    ]),
    Function::values(
        "LCM",
        Category::Mathematics,
        "Least common multiple.",
        &[values("number").repeating()],
        Returns::Number,
        lcm,
    )
    .examples(&[example("LCM(5, 2)", "10"), example("LCM(24, 36)", "72")]),
];

/// A number of items: an integer, cut off, not negative.
fn count(x: f64) -> Result<f64, CellError> {
    let whole = snapped_to_integer(x).trunc();
    if x < 0.0 { Err(CellError::Num) } else { Ok(whole) }
}

/// first * (first - step) * ... down to above 0; at most 301 factors.
fn falling_product(first: f64, step: f64) -> f64 {
    let mut product = 1.0;
    let mut factor = first;
    while factor > 1.0 {
        product *= factor;
        factor -= step;
    }
    product
}

fn fact(arguments: &[f64]) -> Result<f64, CellError> {
    let n = count(arguments[0])?;
    if n > 170.0 { Err(CellError::Num) } else { Ok(falling_product(n, 1.0)) }
}

fn factdouble(arguments: &[f64]) -> Result<f64, CellError> {
    // The product of no factors, as for 0.
    if arguments[0].trunc() == -1.0 {
        return Ok(1.0);
    }
    let n = count(arguments[0])?;
    if n > 300.0 { Err(CellError::Num) } else { Ok(falling_product(n, 2.0)) }
}

/// The binomial coefficient of integers n >= k >= 0; exact up to 2^53, infinite where too large.
fn binomial(n: f64, k: f64) -> f64 {
    let k = k.min(n - k);
    let mut product = 1.0;
    let mut i = 1.0;
    while i <= k && product < f64::INFINITY {
        let (factor, next) = (n - k + i, product * (n - k + i) / i);
        // Up to 2^53 the division is exact; beyond, dividing first avoids an early overflow.
        product = if next.is_finite() { next } else { product / i * factor };
        i += 1.0;
    }
    product
}

fn combin(arguments: &[f64]) -> Result<f64, CellError> {
    let (n, k) = (count(arguments[0])?, count(arguments[1])?);
    if n < k || n >= 2_147_483_648.0 {
        return Err(CellError::Num);
    }
    Ok(binomial(n, k))
}

fn combina(arguments: &[f64]) -> Result<f64, CellError> {
    let (n, k) = (count(arguments[0])?, count(arguments[1])?);
    if k == 0.0 {
        return Ok(1.0);
    }
    if n == 0.0 || n + k > 2_147_483_648.0 {
        return Err(CellError::Num);
    }
    Ok(binomial(n + k - 1.0, k))
}

/// Visits the integers that functions of the former Analysis ToolPak take from any arguments: text
/// that looks like a number counts, other text and booleans are `#VALUE!`, an argument left empty is
/// `#N/A`.
///
/// # Errors
/// The first error met, `#NUM!` for a negative number, and what `visit` gives.
fn visit_integers(
    arguments: &Arguments,
    visit: &mut dyn FnMut(f64) -> Result<(), CellError>,
) -> Result<(), CellError> {
    let dates = arguments.context().date_system();
    for index in 0..arguments.count() {
        arguments.visit(index, &mut |value, _| match value {
            Value::Boolean(_) => Err(CellError::Value),
            Value::Omitted => Err(CellError::NotAvailable),
            other => visit(count(coerce::to_number(other, dates)?)?),
        })?;
    }
    Ok(())
}

fn multinomial(arguments: &Arguments) -> Outcome {
    let mut sum = 0.0;
    let mut product = 1.0;
    visit_integers(arguments, &mut |number| {
        if number > 1e6 {
            return Err(CellError::Num);
        }
        sum += number;
        product *= binomial(sum, number);
        Ok(())
    })?;
    Ok(product.into())
}

fn gcd_of(mut a: f64, mut b: f64) -> f64 {
    while b != 0.0 {
        (a, b) = (b, a % b);
    }
    a
}

fn gcd(arguments: &Arguments) -> Outcome {
    let mut result: Option<f64> = None;
    visit_integers(arguments, &mut |number| {
        if number >= INTEGER_MAX {
            return Err(CellError::Num);
        }
        result = Some(gcd_of(result.unwrap_or(0.0), number));
        Ok(())
    })?;
    Ok(result.ok_or(CellError::Value)?.into())
}

fn lcm(arguments: &Arguments) -> Outcome {
    let mut result: Option<f64> = None;
    visit_integers(arguments, &mut |number| {
        let previous = result.unwrap_or(1.0);
        if number >= INTEGER_MAX {
            return Err(CellError::Num);
        }
        let multiple = match gcd_of(previous, number) {
            0.0 => 0.0,
            divisor => previous / divisor * number,
        };
        if multiple >= INTEGER_MAX {
            return Err(CellError::Num);
        }
        result = Some(multiple);
        Ok(())
    })?;
    Ok(result.ok_or(CellError::Value)?.into())
}
