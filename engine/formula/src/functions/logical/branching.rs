//! Functions that compute only the argument they choose.
//!
//! Where a condition is an array they choose element by element, and references in what they choose
//! from are read as arrays: `VLOOKUP(x, IF({1,0}, B:B, A:A), 2, FALSE)`.

use std::sync::Arc;

use crate::coerce;
use crate::compare::compare;
use crate::evaluate::Evaluator;
use crate::evaluate::operators::lift_binary;
use crate::function::{Category, Function, Outcome, example, lazy};
use crate::syntax::{Callee, Expr};
use crate::value::{Array, CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::lazy(
        "IF",
        Category::Logical,
        "One value if a condition is true, another if it is false.",
        &[lazy("logical_test"), lazy("value_if_true"), lazy("value_if_false").optional()],
        if_else,
    )
    .examples(&[
        example("IF(1>2, \"over\", \"within\")", "\"within\""),
        example("IF(2>1, \"yes\")", "\"yes\""),
        example("IF(1>2, \"yes\")", "FALSE"),
        example("IF(TRUE, , 5)", "0"),
        example("IF(TRUE, 1, 1/0)", "1"),
        example("IF({1,0,1}, {10,20,30}, -1)", "{10,-1,30}"),
        example("IF({1;0}, {1,2}, {3,4})", "{1,2;3,4}"),
        example("IF(\"x\", 1, 2)", "#VALUE!"),
        example("IF(#N/A, 1, 2)", "#N/A"),
    ]),
    Function::lazy(
        "IFS",
        Category::Logical,
        "The value after the first condition that is true.",
        &[lazy("logical_test").repeating(), lazy("value_if_true").repeating()],
        ifs,
    )
    .examples(&[
        example("IFS(75>89, \"A\", 75>79, \"B\", 75>69, \"C\")", "\"C\""),
        example("IFS(FALSE, 1)", "#N/A"),
        example("IFS(TRUE, 1, 1/0, 2)", "1"),
        example(
            "IFS({5,15,25}>20, \"high\", {5,15,25}>10, \"mid\", TRUE, \"low\")",
            "{\"low\",\"mid\",\"high\"}",
        ),
    ]),
    Function::lazy(
        "SWITCH",
        Category::Logical,
        "The result after the first value that equals an expression, or else the last argument.",
        &[
            lazy("expression"),
            lazy("value"),
            lazy("result"),
            lazy("default_or_value").repeating().optional(),
        ],
        switch,
    )
    .examples(&[
        example(
            "SWITCH(2, 1, \"Sunday\", 2, \"Monday\", 3, \"Tuesday\", \"No match\")",
            "\"Monday\"",
        ),
        example("SWITCH(99, 1, \"Sunday\", 2, \"Monday\", 3, \"Tuesday\")", "#N/A"),
        example("SWITCH(99, 1, \"Sunday\", \"No match\")", "\"No match\""),
        example("SWITCH({1,2,3}, 1, \"a\", 3, \"c\", \"-\")", "{\"a\",\"-\",\"c\"}"),
        example("SWITCH(\"a\", \"A\", 1)", "1"),
    ]),
    Function::lazy(
        "CHOOSE",
        Category::LookupAndReference,
        "The value at a place in a list of values.",
        &[lazy("index_num"), lazy("value").repeating()],
        choose,
    )
    .examples(&[
        example("CHOOSE(2, \"first\", \"second\", \"third\")", "\"second\""),
        example("CHOOSE(2.9, 10, 20, 30)", "20"),
        example("CHOOSE(4, 10, 20, 30)", "#VALUE!"),
        example("CHOOSE({1,2}, {1;2;3}, {4;5;6})", "{1,4;2,5;3,6}"),
    ]),
    Function::lazy(
        "IFERROR",
        Category::Logical,
        "A value, or another one in place of an error.",
        &[lazy("value"), lazy("value_if_error")],
        if_error,
    )
    .examples(&[
        example("IFERROR(210/35, \"Error in calculation\")", "6"),
        example("IFERROR(55/0, \"Error in calculation\")", "\"Error in calculation\""),
        example("IFERROR({1,2}/{0,1}, -1)", "{-1,2}"),
        example("IFERROR(1/0, )", "0"),
    ]),
    Function::lazy(
        "IFNA",
        Category::Logical,
        "A value, or another one in place of #N/A.",
        &[lazy("value"), lazy("value_if_na")],
        if_not_available,
    )
    .examples(&[
        example("IFNA(#N/A, \"Not found\")", "\"Not found\""),
        example("IFNA(1/0, \"Not found\")", "#DIV/0!"),
        example("IFNA({1,#N/A}, 0)", "{1,0}"),
    ]),
];

/// Excel's own limit of arguments.
const ARGUMENTS_MAX: usize = 255;

fn if_else(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [test, when_true, rest @ ..] = &arguments[..] else { return Err(CellError::Value) };
    let when_false = rest.first();
    match evaluator.evaluate_operand(test) {
        Value::Array(tests) => {
            let chosen_true =
                chosen(evaluator, &tests, true, std::slice::from_ref(when_true), || {
                    evaluate_given(evaluator, when_true)
                });
            let chosen_false = chosen(evaluator, &tests, false, rest, || match when_false {
                Some(when_false) => evaluate_given(evaluator, when_false),
                None => Value::Boolean(false),
            });
            select(&tests, &chosen_true, &chosen_false)
        }
        test => match (coerce::to_boolean(&test)?, when_false) {
            (true, _) => Ok(evaluate_given(evaluator, when_true)),
            (false, Some(when_false)) => Ok(evaluate_given(evaluator, when_false)),
            (false, None) => Ok(Value::Boolean(false)),
        },
    }
}

fn ifs(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    if arguments.len() % 2 == 1 || arguments.len() > ARGUMENTS_MAX {
        return Err(CellError::Value);
    }
    let test = |expr: &Expr| evaluator.evaluate_operand(expr);
    first_true(evaluator, &test, arguments)
}

fn switch(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [subject, cases @ ..] = &arguments[..] else { return Err(CellError::Value) };
    if arguments.len() > ARGUMENTS_MAX {
        return Err(CellError::Value);
    }
    let subject = evaluator.evaluate_operand(subject);
    if let Value::Error(error) = subject {
        return Err(error);
    }
    let is_equal = |left: &Value, right: &Value| match compare(left, right) {
        Ok(order) => Value::Boolean(order.is_eq()),
        Err(error) => Value::Error(error),
    };
    let test = |expr: &Expr| {
        let case = evaluator.evaluate_operand(expr);
        lift_binary(subject.clone(), case, &is_equal)
    };
    first_true(evaluator, &test, cases)
}

/// The value after the first condition, in pairs of condition and value, whose `test` is true; or
/// else the one argument that is left over, or `#N/A`.
fn first_true(evaluator: &Evaluator, test: &dyn Fn(&Expr) -> Value, mut pairs: &[Expr]) -> Outcome {
    while let [condition, value, rest @ ..] = pairs {
        match test(condition) {
            Value::Array(tests) => {
                let chosen_true =
                    chosen(evaluator, &tests, true, std::slice::from_ref(value), || {
                        evaluate_given(evaluator, value)
                    });
                // At most ARGUMENTS_MAX / 2 levels deep.
                let chosen_false = chosen(evaluator, &tests, false, rest, || {
                    first_true(evaluator, test, rest).into()
                });
                return select(&tests, &chosen_true, &chosen_false);
            }
            tested if coerce::to_boolean(&tested)? => return Ok(evaluate_given(evaluator, value)),
            _ => pairs = rest,
        }
    }
    match pairs {
        [default] => Ok(evaluate_given(evaluator, default)),
        _ => Err(CellError::NotAvailable),
    }
}

fn choose(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [index, values @ ..] = &arguments[..] else { return Err(CellError::Value) };
    let place_of = |index: &Value| -> Result<usize, CellError> {
        let index = coerce::to_number(index, evaluator.context.date_system())?;
        if index >= 1.0 && index < values.len() as f64 + 1.0 {
            Ok(index as usize - 1)
        } else {
            Err(CellError::Value)
        }
    };
    match evaluator.evaluate_operand(index) {
        Value::Array(indices) => {
            let places: Vec<_> = indices.values().iter().map(place_of).collect();
            let mut candidates: Vec<Option<Value>> = vec![None; values.len()];
            for place in places.iter().flatten() {
                if candidates[*place].is_none() {
                    candidates[*place] = Some(as_operand(evaluator, &values[*place]));
                }
            }
            let mut size = (indices.rows(), indices.columns());
            for candidate in candidates.iter().flatten() {
                size = grown(size, candidate);
            }
            let array = Array::from_fn(size.0, size.1, |row, column| {
                match place_of(&indices.broadcast(row, column)) {
                    Ok(place) => element(candidates[place].as_ref(), row, column),
                    Err(error) => Value::Error(error),
                }
            })?;
            Ok(array.into())
        }
        index => Ok(evaluate_given(evaluator, &values[place_of(&index)?])),
    }
}

fn if_error(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    replace_errors(evaluator, arguments, |_| true)
}

fn if_not_available(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    replace_errors(evaluator, arguments, |error| error == CellError::NotAvailable)
}

fn replace_errors(
    evaluator: &Evaluator,
    arguments: &Arc<[Expr]>,
    is_replaced: fn(CellError) -> bool,
) -> Outcome {
    let [value, replacement] = &arguments[..] else { return Err(CellError::Value) };
    let is_replaced = |value: &Value| matches!(value, Value::Error(error) if is_replaced(*error));
    match evaluator.evaluate_operand(value) {
        Value::Array(array) if array.values().iter().any(is_replaced) => {
            let replacement = as_operand(evaluator, replacement);
            let (rows, columns) = grown((array.rows(), array.columns()), &replacement);
            let array = Array::from_fn(rows, columns, |row, column| {
                let value = array.broadcast(row, column);
                match is_replaced(&value) {
                    true => element(Some(&replacement), row, column),
                    false => value,
                }
            })?;
            Ok(array.into())
        }
        value if is_replaced(&value) => Ok(evaluate_given(evaluator, replacement)),
        Value::Omitted => Ok(Value::Number(0.0)),
        value => Ok(value),
    }
}

/// An argument's value, which may be a reference; one left out counts as 0.
fn evaluate_given(evaluator: &Evaluator, expr: &Expr) -> Value {
    match evaluator.evaluate(expr) {
        Value::Omitted => Value::Number(0.0),
        value => value,
    }
}

/// An argument's value to choose elements from: references are read whole.
fn as_operand(evaluator: &Evaluator, expr: &Expr) -> Value {
    let evaluator = evaluator.as_array();
    let value = evaluate_given(&evaluator, expr);
    evaluator.operand(value)
}

/// What is chosen where a test is `truth`. It is computed even if no test is, because it may widen
/// the result; but not where it might call itself (`expressions` call something by name), or a
/// recursion would never end.
fn chosen(
    evaluator: &Evaluator,
    tests: &Array,
    truth: bool,
    expressions: &[Expr],
    evaluate: impl Fn() -> Value,
) -> Value {
    let is_wanted =
        tests.values().iter().any(|test| coerce::to_boolean(test).is_ok_and(|test| test == truth));
    if is_wanted || !expressions.iter().any(calls_by_name) {
        return evaluator.as_array().operand(evaluate());
    }
    Value::Blank
}

/// Whether something in an expression is called by a name or is the result of an expression.
fn calls_by_name(expr: &Expr) -> bool {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::Apply(..) => return true,
            Expr::Call(call) if matches!(call.callee, Callee::Named(_)) => return true,
            Expr::Call(call) => pending.extend(call.arguments.iter()),
            Expr::Binary(_, left, right) => pending.extend([&**left, &**right]),
            Expr::Unary(_, inner)
            | Expr::Parentheses(inner)
            | Expr::Intersect(inner)
            | Expr::Spill(inner) => pending.push(inner),
            _ => {}
        }
    }
    false
}

/// Element by element one of two values.
fn select(tests: &Array, when_true: &Value, when_false: &Value) -> Outcome {
    let size = grown(grown((tests.rows(), tests.columns()), when_true), when_false);
    let array = Array::from_fn(size.0, size.1, |row, column| {
        match coerce::to_boolean(&tests.broadcast(row, column)) {
            Ok(true) => element(Some(when_true), row, column),
            Ok(false) => element(Some(when_false), row, column),
            Err(error) => Value::Error(error),
        }
    })?;
    Ok(array.into())
}

fn grown(size: (usize, usize), value: &Value) -> (usize, usize) {
    match value {
        Value::Array(array) => (size.0.max(array.rows()), size.1.max(array.columns())),
        _ => size,
    }
}

fn element(value: Option<&Value>, row: usize, column: usize) -> Value {
    match value {
        Some(Value::Array(array)) => array.broadcast(row, column),
        Some(scalar) => scalar.clone(),
        None => Value::Error(CellError::Value),
    }
}
