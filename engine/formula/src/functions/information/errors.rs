//! Errors: ERROR.TYPE, ISERR, ISERROR, ISNA, NA.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, scalar};
use crate::value::{CellError, Value};

fn error_type(arguments: &Arguments) -> Outcome {
    match arguments.scalar(0) {
        Value::Error(error) => Ok(Value::Number(error as u8 as f64)),
        _ => Err(CellError::NotAvailable),
    }
}

/// LibreOffice's numbers of errors.
fn libre_office_error_type(arguments: &Arguments) -> Outcome {
    let Value::Error(error) = arguments.scalar(0) else { return Err(CellError::NotAvailable) };
    let code = match error {
        CellError::Num => 503.0,
        CellError::Null => 521.0,
        CellError::Ref => 524.0,
        CellError::Name => 525.0,
        CellError::Div0 => 532.0,
        CellError::NotAvailable => 32_767.0,
        _ => 519.0,
    };
    Ok(Value::Number(code))
}

fn is_error(arguments: &Arguments) -> Outcome {
    Ok(Value::Boolean(arguments.scalar(0).is_error()))
}

fn is_not_available(arguments: &Arguments) -> Outcome {
    let is_na = matches!(arguments.scalar(0), Value::Error(CellError::NotAvailable));
    Ok(Value::Boolean(is_na))
}

fn is_other_error(arguments: &Arguments) -> Outcome {
    let is_err =
        matches!(arguments.scalar(0), Value::Error(error) if error != CellError::NotAvailable);
    Ok(Value::Boolean(is_err))
}

fn na(_: &Arguments) -> Outcome {
    Err(CellError::NotAvailable)
}

const CATEGORY: Category = Category::Information;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ERROR.TYPE",
        CATEGORY,
        "Gives the number of an error: 1 #NULL!, 2 #DIV/0!, 3 #VALUE!, 4 #REF!, 5 #NAME?, 6 #NUM!, 7 #N/A.",
        &[scalar("error_val")],
        Returns::Number,
        error_type,
    )
    .examples(&[
        example("ERROR.TYPE(#NULL!)", "1"),
        example("ERROR.TYPE(1/0)", "2"),
        example("ERROR.TYPE(#N/A)", "7"),
        example("ERROR.TYPE(5)", "#N/A"),
    ]),
    Function::values(
        "ERRORTYPE",
        Category::Compatibility,
        "Gives LibreOffice's number of an error.",
        &[scalar("error_val")],
        Returns::Number,
        libre_office_error_type,
    )
    .examples(&[example("ERRORTYPE(1/0)", "532"), example("ERRORTYPE(NA())", "32767")]),
    Function::values(
        "ISERROR",
        CATEGORY,
        "Says whether a value is an error.",
        &[scalar("value")],
        Returns::Boolean,
        is_error,
    )
    .examples(&[
        example("ISERROR(#REF!)", "TRUE"),
        example("ISERROR(NA())", "TRUE"),
        example("ISERROR(1)", "FALSE"),
    ]),
    Function::values(
        "ISERR",
        CATEGORY,
        "Says whether a value is an error other than #N/A.",
        &[scalar("value")],
        Returns::Boolean,
        is_other_error,
    )
    .examples(&[example("ISERR(#REF!)", "TRUE"), example("ISERR(#N/A)", "FALSE")]),
    Function::values(
        "ISNA",
        CATEGORY,
        "Says whether a value is #N/A.",
        &[scalar("value")],
        Returns::Boolean,
        is_not_available,
    )
    .examples(&[example("ISNA(#REF!)", "FALSE"), example("ISNA(#N/A)", "TRUE")]),
    Function::values("NA", CATEGORY, "Gives the error #N/A.", &[], Returns::Any, na)
        .examples(&[example("NA()", "#N/A"), example("ISNA(NA())", "TRUE"),]),
];
