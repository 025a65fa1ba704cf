//! What kind of value: the IS functions, N and TYPE.

use crate::address::{Area, CellAddress};
use crate::arguments::Arguments;
use crate::coerce;
use crate::evaluate::Entry;
use crate::function::{Category, Function, Outcome, Returns, example, reference, scalar, values};
use crate::value::{Array, CellError, Value};

fn is_blank(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(arguments.scalar(0).is_blank()))
}

fn is_logical(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(matches!(arguments.scalar(0), Value::Boolean(_))))
}

fn is_number(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(match arguments.scalar(0) {
        Value::Number(_) => true,
        Value::Boolean(_) => arguments.context().comparisons_are_numbers(),
        _ => false,
    }))
}

fn is_text(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(matches!(arguments.scalar(0), Value::Text(_))))
}

fn is_non_text(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(!matches!(arguments.scalar(0), Value::Text(_))))
}

fn is_reference(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(arguments.raw(0).is_reference()))
}

/// The first argument without its fraction; TRUE and FALSE are no numbers here.
fn whole(arguments: &Arguments) -> Result<f64, CellError> {
    match arguments.scalar(0) {
        Value::Boolean(_) => Err(CellError::Value),
        value => Ok(coerce::to_number(&value, arguments.context().date_system())?.trunc()),
    }
}

fn is_even(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(whole(arguments)? % 2.0 == 0.0))
}

fn is_odd(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(whole(arguments)? % 2.0 != 0.0))
}

fn row_of(area: Area, row: u32) -> Option<Area> {
    let is_inside = (area.first_row..=area.last_row).contains(&row);
    is_inside.then_some(Area { first_row: row, last_row: row, ..area })
}

fn column_of(area: Area, column: u32) -> Option<Area> {
    let column = u16::try_from(column).ok()?;
    let is_inside = (area.first_column..=area.last_column).contains(&column);
    is_inside.then_some(Area { first_column: column, last_column: column, ..area })
}

fn is_formula(arguments: &Arguments) -> Outcome {
    let mut area: Area = match arguments.raw(0) {
        Value::Area(area) => *area,
        Value::Error(error) => return Err(*error),
        _ => return Err(CellError::Value),
    };
    if arguments.evaluator.entry == Entry::Ordinary && !area.is_cell() {
        // Implicit intersection with the formula's own row or column.
        let host = arguments.evaluator.host;
        if area.rows() > 1 && area.columns() == 1 {
            area = row_of(area, host.row).ok_or(CellError::Value)?;
        } else if area.rows() == 1 {
            area = column_of(area, host.column).ok_or(CellError::Value)?;
        }
    }
    let is_formula =
        |cell: CellAddress| Value::Boolean(arguments.context().formula_text(cell).is_some());
    if area.is_cell() {
        return Ok(is_formula(area.first()));
    }
    let first = area.first();
    let array = Array::from_fn(area.rows(), area.columns(), |row, column| {
        is_formula(CellAddress {
            sheet: area.sheet,
            row: first.row + row as u32,
            column: first.column + column as u32,
        })
    })?;
    Ok(array.into())
}

fn n(arguments: &Arguments) -> Outcome {
    let number = |value: &Value| match value {
        Value::Number(number) => Value::Number(*number),
        Value::Boolean(boolean) => Value::Number(f64::from(u8::from(*boolean))),
        Value::Error(error) => Value::Error(*error),
        _ => Value::Number(0.0),
    };
    match arguments.raw(0) {
        Value::Array(array) => {
            let numbers = array.values().iter().map(number).collect();
            Ok(Array::new(array.rows(), array.columns(), numbers)?.into())
        }
        _ => Ok(number(&arguments.scalar(0))),
    }
}

fn type_of(arguments: &Arguments) -> Outcome {
    let code = match arguments.raw(0) {
        Value::Area(area) if !area.is_cell() => 64.0,
        Value::Union(_) => 16.0,
        Value::Array(_) => 64.0,
        Value::Lambda(_) => 128.0,
        _ => match arguments.scalar(0) {
            Value::Text(_) => 2.0,
            Value::Boolean(_) => 4.0,
            Value::Error(_) => 16.0,
            _ => 1.0,
        },
    };
    Ok(Value::Number(code))
}

const CATEGORY: Category = Category::Information;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ISBLANK",
        CATEGORY,
        "Says whether a cell is empty.",
        &[scalar("value")],
        Returns::Boolean,
        is_blank,
    )
    .examples(&[example("ISBLANK(A1)", "TRUE"), example("ISBLANK(\"\")", "FALSE")]),
    Function::values(
        "ISLOGICAL",
        CATEGORY,
        "Says whether a value is TRUE or FALSE.",
        &[scalar("value")],
        Returns::Boolean,
        is_logical,
    )
    .examples(&[example("ISLOGICAL(TRUE)", "TRUE"), example("ISLOGICAL(\"TRUE\")", "FALSE")]),
    Function::values(
        "ISNUMBER",
        CATEGORY,
        "Says whether a value is a number.",
        &[scalar("value")],
        Returns::Boolean,
        is_number,
    )
    .examples(&[
        example("ISNUMBER(4)", "TRUE"),
        example("ISNUMBER(\"4\")", "FALSE"),
        example("ISNUMBER(A1)", "FALSE"),
        example("ISNUMBER({1,\"a\"})", "{TRUE,FALSE}"),
    ]),
    Function::values(
        "ISTEXT",
        CATEGORY,
        "Says whether a value is text.",
        &[scalar("value")],
        Returns::Boolean,
        is_text,
    )
    .examples(&[example("ISTEXT(\"Region1\")", "TRUE"), example("ISTEXT(#N/A)", "FALSE")]),
    Function::values(
        "ISNONTEXT",
        CATEGORY,
        "Says whether a value is anything but text; so it is for an empty cell.",
        &[scalar("value")],
        Returns::Boolean,
        is_non_text,
    )
    .examples(&[example("ISNONTEXT(A1)", "TRUE"), example("ISNONTEXT(\"a\")", "FALSE")]),
    Function::values(
        "ISREF",
        CATEGORY,
        "Says whether a value is a reference.",
        &[reference("value")],
        Returns::Boolean,
        is_reference,
    )
    .examples(&[example("ISREF(A1:B2)", "TRUE"), example("ISREF(5)", "FALSE")]),
    Function::values(
        "ISEVEN",
        CATEGORY,
        "Says whether a number, without its fraction, is even.",
        &[scalar("number")],
        Returns::Boolean,
        is_even,
    )
    .examples(&[
        example("ISEVEN(-1)", "FALSE"),
        example("ISEVEN(2.5)", "TRUE"),
        example("ISEVEN(0)", "TRUE"),
        example("ISEVEN(\"a\")", "#VALUE!"),
        example("ISEVEN(TRUE)", "#VALUE!"),
    ]),
    Function::values(
        "ISODD",
        CATEGORY,
        "Says whether a number, without its fraction, is odd.",
        &[scalar("number")],
        Returns::Boolean,
        is_odd,
    )
    .examples(&[
        example("ISODD(-1)", "TRUE"),
        example("ISODD(2.5)", "FALSE"),
        example("ISODD(5)", "TRUE"),
    ]),
    Function::values(
        "ISFORMULA",
        CATEGORY,
        "Says whether a cell holds a formula.",
        &[reference("reference")],
        Returns::Boolean,
        is_formula,
    )
    .examples(&[example("ISFORMULA(A1)", "FALSE"), example("ISFORMULA(5)", "#VALUE!")]),
    Function::values(
        "N",
        CATEGORY,
        "Gives a number as it is, TRUE as 1, and anything else but an error as 0.",
        &[values("value")],
        Returns::Number,
        n,
    )
    .examples(&[
        example("N(7)", "7"),
        example("N(\"Even\")", "0"),
        example("N(TRUE)", "1"),
        example("N(\"7\")", "0"),
        example("N(#N/A)", "#N/A"),
    ]),
    Function::values(
        "TYPE",
        CATEGORY,
        "Gives a number for a value's kind: 1 number, 2 text, 4 logical, 16 error, 64 array.",
        &[values("value")],
        Returns::Number,
        type_of,
    )
    .examples(&[
        example("TYPE(\"Smith\")", "2"),
        example("TYPE(1)", "1"),
        example("TYPE(TRUE)", "4"),
        example("TYPE(2+\"Smith\")", "16"),
        example("TYPE({1,2;3,4})", "64"),
        example("TYPE(LAMBDA(x, x))", "128"),
    ]),
];
