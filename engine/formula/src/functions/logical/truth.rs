//! Functions of truth values.

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, boolean, example, values};
use crate::value::{CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "AND",
        Category::Logical,
        "TRUE if all its arguments are true.",
        &[values("logical").repeating()],
        Returns::Boolean,
        and,
    )
    .examples(&[
        example("AND(2+2=4, 2+3=5)", "TRUE"),
        example("AND(TRUE, FALSE)", "FALSE"),
        example("AND({1,2,0})", "FALSE"),
        example("AND(\"TRUE\", 1)", "TRUE"),
        example("AND(\"x\")", "#VALUE!"),
        example("AND(\"\", TRUE)", "TRUE"),
        example("AND({\"x\",\"y\"})", "#VALUE!"),
        example("AND(FALSE, #N/A)", "#N/A"),
    ]),
    Function::values(
        "OR",
        Category::Logical,
        "TRUE if any of its arguments is true.",
        &[values("logical").repeating()],
        Returns::Boolean,
        or,
    )
    .examples(&[
        example("OR(1+1=1, 2+2=5)", "FALSE"),
        example("OR(TRUE, FALSE, TRUE)", "TRUE"),
        example("OR({0,0;0,3})", "TRUE"),
        example("OR(TRUE, #DIV/0!)", "#DIV/0!"),
    ]),
    Function::values(
        "XOR",
        Category::Logical,
        "TRUE if an odd number of its arguments are true.",
        &[values("logical").repeating()],
        Returns::Boolean,
        xor,
    )
    .examples(&[
        example("XOR(3>0, 2<9)", "FALSE"),
        example("XOR(3>12, 4>6)", "FALSE"),
        example("XOR(TRUE, TRUE, TRUE)", "TRUE"),
    ]),
    Function::values(
        "NOT",
        Category::Logical,
        "The opposite truth value.",
        &[boolean("logical")],
        Returns::Boolean,
        not,
    )
    .examples(&[
        example("NOT(FALSE)", "TRUE"),
        example("NOT(1+1=2)", "FALSE"),
        example("NOT({1,0})", "{FALSE,TRUE}"),
        example("NOT(\"x\")", "#VALUE!"),
    ]),
    Function::values("TRUE", Category::Logical, "The value TRUE.", &[], Returns::Boolean, |_| {
        Ok(Value::Boolean(true))
    })
    .examples(&[example("TRUE()", "TRUE"), example("NOT(TRUE())", "FALSE")]),
    Function::values("FALSE", Category::Logical, "The value FALSE.", &[], Returns::Boolean, |_| {
        Ok(Value::Boolean(false))
    })
    .examples(&[example("FALSE()", "FALSE"), example("NOT(FALSE())", "TRUE")]),
];

fn and(arguments: &Arguments) -> Outcome {
    let (true_count, count) = count_truths(arguments)?;
    Ok(Value::Boolean(true_count == count))
}

fn or(arguments: &Arguments) -> Outcome {
    let (true_count, _) = count_truths(arguments)?;
    Ok(Value::Boolean(true_count > 0))
}

fn xor(arguments: &Arguments) -> Outcome {
    let (true_count, _) = count_truths(arguments)?;
    Ok(Value::Boolean(true_count % 2 == 1))
}

/// How many truth values are true, and how many there are. Text and empty cells don't count (but for
/// a direct "TRUE" or "FALSE"); every value is looked at, so that errors always show.
///
/// # Errors
/// `#VALUE!` when there is no truth value at all.
fn count_truths(arguments: &Arguments) -> Result<(u64, u64), CellError> {
    let (mut true_count, mut count) = (0, 0);
    for index in 0..arguments.count() {
        if matches!(arguments.raw(index), Value::Omitted) {
            count += 1;
            continue;
        }
        arguments.visit(index, &mut |value, is_direct| {
            let truth = match value {
                Value::Boolean(truth) => *truth,
                Value::Number(number) => *number != 0.0,
                Value::Error(error) => return Err(*error),
                Value::Blank => return Ok(()),
                Value::Text(text) if is_direct && text.eq_ignore_ascii_case("TRUE") => true,
                Value::Text(text) if is_direct && text.eq_ignore_ascii_case("FALSE") => false,
                Value::Text(_) => return Ok(()),
                other if is_direct => coerce::to_boolean(other)?,
                _ => return Ok(()),
            };
            count += 1;
            true_count += u64::from(truth);
            Ok(())
        })?;
    }
    if count == 0 { Err(CellError::Value) } else { Ok((true_count, count)) }
}

fn not(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(!arguments.boolean(0)?))
}
