//! Random numbers. Each call and array element has its own stream, see
//! [`crate::context::DrawSite`].

use super::matrices::dimension;
use crate::arguments::Arguments;
use crate::context::DrawSite;
use crate::function::{Category, Function, Outcome, Returns, boolean, number};
use crate::value::{ARRAY_ELEMENTS_MAX, Array, CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "RAND",
        Category::Mathematics,
        "A random number between 0 and 1.",
        &[],
        Returns::Number,
        rand,
    )
    .random(),
    Function::values(
        "RANDBETWEEN",
        Category::Mathematics,
        "A random integer between two numbers, both included.",
        &[number("bottom").strict(), number("top").strict()],
        Returns::Number,
        randbetween,
    )
    .random(),
    Function::values(
        "RANDARRAY",
        Category::Mathematics,
        "An array of random numbers.",
        &[
            number("rows").optional(),
            number("columns").optional(),
            number("min").optional(),
            number("max").optional(),
            boolean("whole_number").optional(),
        ],
        Returns::Any,
        randarray,
    )
    .random(),
];

fn rand(arguments: &Arguments) -> Outcome {
    Ok(arguments.context().uniform(arguments.next_draws(1)).into())
}

/// The integer from `bottom` to `top` that a uniform number in (0, 1) stands for.
fn integer_between(uniform: f64, bottom: f64, top: f64) -> f64 {
    // The product can round up to the whole width.
    (bottom + uniform * (top - bottom + 1.0)).floor().min(top)
}

fn randbetween(arguments: &Arguments) -> Outcome {
    let (bottom, top) = (arguments.number(0)?, arguments.number(1)?);
    if bottom > top {
        return Err(CellError::Num);
    }
    // Without an integer between them it is the one above.
    let bottom = bottom.ceil();
    let top = top.floor().max(bottom);
    let uniform = arguments.context().uniform(arguments.next_draws(1));
    Ok(integer_between(uniform, bottom, top).into())
}

fn randarray(arguments: &Arguments) -> Outcome {
    let (rows, columns) = (dimension(arguments, 0)?, dimension(arguments, 1)?);
    let low = arguments.number(2)?;
    let high = if arguments.is_given(3) { arguments.number(3)? } else { 1.0 };
    let is_whole = arguments.boolean(4)?;
    if low > high || is_whole && (low != low.floor() || high != high.floor()) {
        return Err(CellError::Value);
    }
    match rows.checked_mul(columns) {
        Some(0) => return Err(CellError::Calc),
        Some(count) if count <= ARRAY_ELEMENTS_MAX => {}
        _ => return Err(CellError::Value),
    }
    let first = arguments.next_draws((rows * columns) as u32);
    let array = Array::from_fn(rows, columns, |row, column| {
        let element = first.element.wrapping_add((row * columns + column) as u32);
        let uniform = arguments.context().uniform(DrawSite { element, ..first });
        Value::number(if is_whole {
            integer_between(uniform, low, high)
        } else {
            low + uniform * (high - low)
        })
    })?;
    Ok(array.into())
}
