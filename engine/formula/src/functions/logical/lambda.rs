//! Names inside a formula, and functions as values.

use std::sync::Arc;

use crate::evaluate::{Evaluator, Lambda};
use crate::function::{Category, Function, Outcome, example, lazy};
use crate::syntax::{Expr, TableReference, TableRows};
use crate::value::{CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::lazy(
        "LET",
        Category::Logical,
        "Gives names to values, for a calculation that uses them.",
        &[
            lazy("name"),
            lazy("name_value"),
            lazy("calculation_or_name"),
            lazy("calculation_or_value").repeating().optional(),
        ],
        bind,
    )
    .examples(&[
        example("LET(x, 5, x+1)", "6"),
        example("LET(x, 5, y, x*2, x+y)", "15"),
        example("LET(x, 1, x, 2, x)", "2"),
        example("LET(f, LAMBDA(a, a^2), f(3)+f(4))", "25"),
    ]),
    Function::lazy(
        "LAMBDA",
        Category::Logical,
        "A function of its parameters, to be called or passed on.",
        &[lazy("parameter_or_calculation").repeating()],
        lambda,
    )
    .examples(&[
        example("LAMBDA(x, y, x^2+y^2)(3, 4)", "25"),
        example("LAMBDA(7)()", "7"),
        example("LAMBDA(x, LAMBDA(y, x-y))(10)(4)", "6"),
        example("LAMBDA(x, [y], IF(ISOMITTED(y), x, x+y))(1)", "1"),
        example("LAMBDA(x, x)(1, 2)", "#VALUE!"),
        example("LAMBDA(x, x)", "#CALC!"),
    ]),
    Function::lazy(
        "ISOMITTED",
        Category::Logical,
        "Whether an optional parameter of a LAMBDA was left out.",
        &[lazy("argument")],
        is_omitted,
    )
    .examples(&[
        example("LAMBDA(x, [y], ISOMITTED(y))(1)", "TRUE"),
        example("LAMBDA(x, [y], ISOMITTED(y))(1, 2)", "FALSE"),
    ]),
];

/// Excel's limit of a LAMBDA's parameters.
const PARAMETERS_MAX: usize = 253;

fn bind(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let Some((calculation, pairs)) = arguments.split_last() else { return Err(CellError::Value) };
    if pairs.len() % 2 == 1 {
        return Err(CellError::Value);
    }
    let mut inner: Option<Evaluator> = None;
    for pair in pairs.chunks_exact(2) {
        let [Expr::Name { sheet: None, name }, value] = pair else { return Err(CellError::Value) };
        let current = inner.as_ref().unwrap_or(evaluator);
        let value = current.evaluate(value);
        inner = Some(current.with_name(name.clone(), value));
    }
    Ok(inner.as_ref().unwrap_or(evaluator).evaluate(calculation))
}

fn lambda(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let Some((_, declared)) = arguments.split_last() else { return Err(CellError::Value) };
    if declared.len() > PARAMETERS_MAX {
        return Err(CellError::Value);
    }
    let mut parameters: Vec<(Arc<str>, bool)> = Vec::with_capacity(declared.len());
    for parameter in declared {
        let (name, is_optional) = match parameter {
            Expr::Name { sheet: None, name } => (name.clone(), false),
            // `[y]` reads as a column of a table.
            Expr::Table(TableReference {
                table: None,
                rows: TableRows::Data,
                columns: Some((first, last)),
            }) if first == last => (first.to_uppercase().into(), true),
            _ => return Err(CellError::Value),
        };
        if parameters.iter().any(|(other, _)| *other == name) {
            return Err(CellError::Value);
        }
        parameters.push((name, is_optional));
    }
    let (arguments, scope) = (arguments.clone(), evaluator.scope().clone());
    Ok(Value::Lambda(Arc::new(Lambda { parameters, arguments, scope })))
}

fn is_omitted(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [argument] = &arguments[..] else { return Err(CellError::Value) };
    Ok(Value::Boolean(matches!(evaluator.evaluate(argument), Value::Omitted)))
}
