//! Functions that call a function for many values.

use std::sync::Arc;

use crate::address::{Area, CellAddress};
use crate::coerce;
use crate::evaluate::{Evaluator, Lambda};
use crate::function::{Category, Function, Kind, Outcome, example, lazy};
use crate::functions;
use crate::syntax::Expr;
use crate::value::{ARRAY_ELEMENTS_MAX, Array, CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::lazy(
        "MAP",
        Category::Logical,
        "Calls a function for each value of an array, or for the values at the same place of several.",
        &[lazy("array"), lazy("lambda_or_array").repeating()],
        map,
    )
    .examples(&[
        example("MAP({1,2;3,4}, LAMBDA(a, IF(a>2, a*a, a)))", "{1,2;9,16}"),
        example("MAP({1,2,3}, {10,20,30}, LAMBDA(a, b, a+b))", "{11,22,33}"),
        example("MAP({1,2}, LAMBDA(a, {1,2}))", "{#CALC!,#CALC!}"),
        example("MAP({1,2}, LAMBDA(a, b, a))", "#VALUE!"),
        example("MAP({-1,2}, ABS)", "{1,2}"),
    ]),
    Function::lazy(
        "REDUCE",
        Category::Logical,
        "Combines the values of an array, one after the other, into one.",
        &[lazy("initial_value"), lazy("array"), lazy("lambda")],
        reduce,
    )
    .examples(&[
        example("REDUCE(0, {1,2,3;4,5,6}, LAMBDA(a, b, a+b^2))", "91"),
        example("REDUCE(1, {2,3,4}, LAMBDA(a, b, IF(b>2, a*b, a)))", "12"),
        example("REDUCE(, {2,3,4}, LAMBDA(a, b, a*b))", "24"),
    ]),
    Function::lazy(
        "SCAN",
        Category::Logical,
        "As REDUCE, with every step's value in an array.",
        &[lazy("initial_value"), lazy("array"), lazy("lambda")],
        scan,
    )
    .examples(&[
        example("SCAN(1, {1,2,3;4,5,6}, LAMBDA(a, b, a*b))", "{1,2,6;24,120,720}"),
        example("SCAN(\"\", {\"a\",\"b\",\"c\"}, LAMBDA(a, b, a&b))", "{\"a\",\"ab\",\"abc\"}"),
        example("SCAN(, {5,1,2}, LAMBDA(a, b, a+b))", "{5,6,8}"),
    ]),
    Function::lazy(
        "MAKEARRAY",
        Category::Logical,
        "An array filled by calling a function of row and column.",
        &[lazy("rows"), lazy("columns"), lazy("lambda")],
        make_array,
    )
    .examples(&[
        example("MAKEARRAY(2, 3, LAMBDA(r, c, r*c))", "{1,2,3;2,4,6}"),
        example("MAKEARRAY(0, 3, LAMBDA(r, c, r*c))", "#VALUE!"),
    ]),
    Function::lazy(
        "BYROW",
        Category::Logical,
        "Calls a function for each row of an array.",
        &[lazy("array"), lazy("lambda")],
        by_row,
    )
    .examples(&[
        example("BYROW({1,2;3,4}, LAMBDA(row, MAX(row)))", "{2;4}"),
        example("BYROW({1,2;3,4}, SUM)", "{3;7}"),
        example("BYROW({1,2;3,4}, LAMBDA(row, row))", "{#CALC!;#CALC!}"),
    ]),
    Function::lazy(
        "BYCOL",
        Category::Logical,
        "Calls a function for each column of an array.",
        &[lazy("array"), lazy("lambda")],
        by_column,
    )
    .examples(&[
        example("BYCOL({1,2;3,4}, LAMBDA(column, MAX(column)))", "{3,4}"),
        example("BYCOL({1,2;3,4}, SUM)", "{4,6}"),
    ]),
];

/// A function as an argument: a LAMBDA, or a worksheet function by its bare name.
pub(crate) enum Callable {
    Lambda(Arc<Lambda>),
    Function(&'static Function),
}

impl Callable {
    /// What an argument denotes, if it can be called with `count` values.
    pub(crate) fn new(
        evaluator: &Evaluator,
        expr: &Expr,
        count: usize,
    ) -> Result<Callable, CellError> {
        let callable = match (evaluator.evaluate(expr), expr) {
            (Value::Lambda(lambda), _) => Callable::Lambda(lambda),
            (Value::Error(CellError::Name), Expr::Name { sheet: None, name }) => {
                Callable::Function(functions::find(name).ok_or(CellError::Name)?)
            }
            (Value::Error(error), _) => return Err(error),
            _ => return Err(CellError::Value),
        };
        if !callable.takes(count) {
            return Err(CellError::Value);
        }
        Ok(callable)
    }

    /// Whether it can be called with `count` values.
    pub(crate) fn takes(&self, count: usize) -> bool {
        let (fewest, most) = match self {
            Callable::Lambda(lambda) => {
                let required = lambda.parameters.iter().filter(|(_, optional)| !optional).count();
                (required, Some(lambda.parameters.len()))
            }
            Callable::Function(function) => (function.arguments_min(), function.arguments_max()),
        };
        count >= fewest && most.is_none_or(|most| count <= most)
    }

    fn call(&self, evaluator: &Evaluator, values: &[Value]) -> Value {
        match self {
            Callable::Lambda(lambda) => evaluator.apply(lambda, values),
            Callable::Function(function) => {
                let values: Vec<Value> = values
                    .iter()
                    .enumerate()
                    .map(|(index, value)| match function.parameter(index).map(|p| p.kind) {
                        Some(Kind::Values | Kind::Array | Kind::Reference) => value.clone(),
                        _ => evaluator.operand(value.clone()),
                    })
                    .collect();
                evaluator.invoke(function, &values, 0)
            }
        }
    }

    /// The result where only one value has room: `#CALC!` for an array, as Excel has no arrays of
    /// arrays.
    pub(crate) fn call_for_scalar(&self, evaluator: &Evaluator, values: &[Value]) -> Value {
        match self.call(evaluator, values) {
            Value::Area(area) if area.is_cell() => evaluator.read(area.first()),
            Value::Array(array) if array.values().len() == 1 => array.get(0, 0).clone(),
            Value::Area(_) | Value::Union(_) | Value::Array(_) | Value::Lambda(_) => {
                Value::Error(CellError::Calc)
            }
            Value::Omitted => Value::Number(0.0),
            scalar => scalar,
        }
    }
}

/// Values to go through. Those of a reference are passed on as references, which SUBTOTAL or ROW can
/// use.
enum Source {
    Area(Area),
    Array(Arc<Array>),
}

impl Source {
    fn new(evaluator: &Evaluator, expr: &Expr) -> Result<Source, CellError> {
        let source = match evaluator.as_array().evaluate(expr) {
            Value::Area(area) => Source::Area(evaluator.clipped(area)),
            Value::Array(array) => Source::Array(array),
            Value::Union(_) | Value::Lambda(_) | Value::Omitted => return Err(CellError::Value),
            scalar => Source::Array(Arc::new(Array::of_scalar(scalar))),
        };
        let count = source.rows().saturating_mul(source.columns());
        if count > ARRAY_ELEMENTS_MAX { Err(CellError::Num) } else { Ok(source) }
    }

    fn rows(&self) -> usize {
        match self {
            Source::Area(area) => area.rows(),
            Source::Array(array) => array.rows(),
        }
    }

    fn columns(&self) -> usize {
        match self {
            Source::Area(area) => area.columns(),
            Source::Array(array) => array.columns(),
        }
    }

    /// One element; `#N/A` outside.
    fn element(&self, row: usize, column: usize) -> Value {
        if row >= self.rows() || column >= self.columns() {
            return Value::Error(CellError::NotAvailable);
        }
        match self {
            Source::Area(area) => Value::Area(Area::of_cell(CellAddress {
                sheet: area.sheet,
                row: area.first_row + row as u32,
                column: area.first_column as u32 + column as u32,
            })),
            Source::Array(array) => array.get(row, column).clone(),
        }
    }

    fn row(&self, row: usize) -> Value {
        match self {
            Source::Area(area) => {
                let row = area.first_row + row as u32;
                Value::Area(Area { first_row: row, last_row: row, ..*area })
            }
            Source::Array(array) => Array::new(1, array.columns(), array.row(row).to_vec()).into(),
        }
    }

    fn column(&self, column: usize) -> Value {
        match self {
            Source::Area(area) => {
                let column = area.first_column + column as u16;
                Value::Area(Area { first_column: column, last_column: column, ..*area })
            }
            Source::Array(array) => {
                Array::from_fn(array.rows(), 1, |row, _| array.get(row, column).clone()).into()
            }
        }
    }
}

fn map(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let Some((lambda, arrays)) = arguments.split_last() else { return Err(CellError::Value) };
    let function = Callable::new(evaluator, lambda, arrays.len())?;
    let sources: Vec<Source> =
        arrays.iter().map(|array| Source::new(evaluator, array)).collect::<Result<_, _>>()?;
    let rows = sources.iter().map(Source::rows).max().unwrap_or(0);
    let columns = sources.iter().map(Source::columns).max().unwrap_or(0);
    let mut values = Vec::with_capacity(sources.len());
    let array = Array::from_fn(rows, columns, |row, column| {
        values.clear();
        values.extend(sources.iter().map(|source| source.element(row, column)));
        function.call_for_scalar(evaluator, &values)
    })?;
    Ok(array.into())
}

/// REDUCE and SCAN: calls `step` with the accumulated value after each element. Without an initial
/// value the first element is the first accumulated value.
fn accumulate(
    evaluator: &Evaluator,
    initial: &Expr,
    source: &Source,
    mut call: impl FnMut(&[Value]) -> Value,
    mut step: impl FnMut(&Value),
) -> Value {
    let mut accumulated = evaluator.evaluate(initial);
    let mut is_first = matches!(accumulated, Value::Omitted);
    for row in 0..source.rows() {
        for column in 0..source.columns() {
            let element = source.element(row, column);
            accumulated = match is_first {
                true => element,
                false => call(&[std::mem::take(&mut accumulated), element]),
            };
            is_first = false;
            step(&accumulated);
        }
    }
    accumulated
}

fn reduce(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [initial, array, lambda] = &arguments[..] else { return Err(CellError::Value) };
    let function = Callable::new(evaluator, lambda, 2)?;
    let source = Source::new(evaluator, array)?;
    let call = |values: &[Value]| function.call(evaluator, values);
    Ok(accumulate(evaluator, initial, &source, call, |_| {}))
}

fn scan(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [initial, array, lambda] = &arguments[..] else { return Err(CellError::Value) };
    let function = Callable::new(evaluator, lambda, 2)?;
    let source = Source::new(evaluator, array)?;
    let mut steps = Vec::with_capacity(source.rows() * source.columns());
    let call = |values: &[Value]| function.call_for_scalar(evaluator, values);
    accumulate(evaluator, initial, &source, call, |value| {
        steps.push(evaluator.first_scalar(value));
    });
    Ok(Array::new(source.rows(), source.columns(), steps)?.into())
}

fn make_array(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [rows, columns, lambda] = &arguments[..] else { return Err(CellError::Value) };
    let count = |expr: &Expr| -> Result<usize, CellError> {
        let value = evaluator.evaluate_scalar(expr);
        let count = coerce::to_number(&value, evaluator.context.date_system())?;
        // A larger number saturates and is refused for its size below.
        if count >= 1.0 { Ok(count as usize) } else { Err(CellError::Value) }
    };
    let (rows, columns) = (count(rows)?, count(columns)?);
    let function = Callable::new(evaluator, lambda, 2)?;
    let array = Array::from_fn(rows, columns, |row, column| {
        let place = [Value::Number(row as f64 + 1.0), Value::Number(column as f64 + 1.0)];
        function.call_for_scalar(evaluator, &place)
    })?;
    Ok(array.into())
}

fn by_row(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [array, lambda] = &arguments[..] else { return Err(CellError::Value) };
    let function = Callable::new(evaluator, lambda, 1)?;
    let source = Source::new(evaluator, array)?;
    let array = Array::from_fn(source.rows(), 1, |row, _| {
        function.call_for_scalar(evaluator, &[source.row(row)])
    })?;
    Ok(array.into())
}

fn by_column(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let [array, lambda] = &arguments[..] else { return Err(CellError::Value) };
    let function = Callable::new(evaluator, lambda, 1)?;
    let source = Source::new(evaluator, array)?;
    let array = Array::from_fn(1, source.columns(), |_, column| {
        function.call_for_scalar(evaluator, &[source.column(column)])
    })?;
    Ok(array.into())
}
