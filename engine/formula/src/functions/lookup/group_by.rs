//! GROUPBY and PIVOTBY, as Excel's pages of them have it.
//!
//! What these pages leave open is as Excel is seen to do it: an empty cell as key is an empty text,
//! the grand total is called Total, or Grand Total where there are subtotals.

use std::rc::Rc;
use std::sync::Arc;

use super::grouping::{Axis, Line, Order};
use crate::coerce;
use crate::evaluate::Evaluator;
use crate::function::{Category, Function, Outcome, example, lazy};
use crate::functions::logical::Callable;
use crate::syntax::{Call, Callee, Expr};
use crate::value::{ARRAY_ELEMENTS_MAX, Array, CellError, Value};

/// Values that are aggregated at most.
const WORK_MAX: usize = 1 << 29;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::lazy(
        "GROUPBY",
        Category::LookupAndReference,
        "Groups rows by the values of some columns and aggregates others with a function, such as SUM \
         or a LAMBDA; several in HSTACK(SUM, AVERAGE).",
        &[
            lazy("row_fields"),
            lazy("values"),
            lazy("function"),
            lazy("field_headers").optional(),
            lazy("total_depth").optional(),
            lazy("sort_order").optional(),
            lazy("filter_array").optional(),
            lazy("field_relationship").optional(),
        ],
        group_by,
    )
    .examples(&[
        example(
            "GROUPBY({\"b\";\"a\";\"b\"}, {1;2;3}, SUM)",
            "{\"a\",2;\"b\",4;\"Total\",6}",
        ),
        example(
            "GROUPBY({\"Name\";\"b\";\"a\";\"b\"}, {\"Sales\";1;2;3}, SUM, 3, 0)",
            "{\"Name\",\"Sales\";\"a\",2;\"b\",4}",
        ),
        example(
            "GROUPBY({\"b\";\"a\";\"c\"}, {1;2;3}, LAMBDA(x, MAX(x)), , -1, -2)",
            "{\"Total\",3;\"c\",3;\"a\",2;\"b\",1}",
        ),
        example(
            "GROUPBY({2020,\"x\";2020,\"y\";2021,\"x\"}, {1;2;3}, SUM, , 2)",
            "{2020,\"x\",1;2020,\"y\",2;2020,\"\",3;2021,\"x\",3;2021,\"\",3;\"Grand Total\",\"\",6}",
        ),
        example(
            "GROUPBY({\"a\";\"b\";\"a\"}, {1;2;5}, SUM, , 0, , {TRUE;TRUE;FALSE})",
            "{\"a\",1;\"b\",2}",
        ),
        example("GROUPBY({\"a\";\"b\"}, {1;3}, PERCENTOF)", "{\"a\",0.25;\"b\",0.75;\"Total\",1}"),
        example(
            "GROUPBY({\"a\";\"b\"}, {1;3}, HSTACK(SUM, COUNT), , 0)",
            "{\"\",\"SUM\",\"COUNT\";\"a\",1,1;\"b\",3,1}",
        ),
        example(
            "GROUPBY({\"a\";\"b\"}, {1;3}, VSTACK(SUM, COUNT), , 0)",
            "{\"a\",\"SUM\",1;\"a\",\"COUNT\",1;\"b\",\"SUM\",3;\"b\",\"COUNT\",1}",
        ),
        example("GROUPBY({\"a\";\"b\"}, {1;2;3}, SUM)", "#VALUE!"),
        example("GROUPBY({\"a\";\"b\"}, {1;2}, SUM, , , , {FALSE;FALSE})", "#CALC!"),
    ]),
    Function::lazy(
        "PIVOTBY",
        Category::LookupAndReference,
        "Groups rows by the values of some columns, and across by those of others, and aggregates with \
         a function.",
        &[
            lazy("row_fields"),
            lazy("col_fields"),
            lazy("values"),
            lazy("function"),
            lazy("field_headers").optional(),
            lazy("row_total_depth").optional(),
            lazy("row_sort_order").optional(),
            lazy("col_total_depth").optional(),
            lazy("col_sort_order").optional(),
            lazy("filter_array").optional(),
            lazy("relative_to").optional(),
        ],
        pivot_by,
    )
    .examples(&[
        example(
            "PIVOTBY({\"a\";\"b\";\"a\"}, {2020;2020;2021}, {1;2;3}, SUM)",
            "{\"\",2020,2021,\"Total\";\"a\",1,3,4;\"b\",2,\"\",2;\"Total\",3,3,6}",
        ),
        example(
            "PIVOTBY({\"a\";\"b\"}, {2020;2021}, {1;2}, SUM, , 0, -1, 0)",
            "{\"\",2020,2021;\"b\",\"\",2;\"a\",1,\"\"}",
        ),
        example(
            "PIVOTBY({\"a\";\"b\"}, {1;1}, {1;3}, PERCENTOF, , , , 0)",
            "{\"\",1;\"a\",0.25;\"b\",0.75;\"Total\",1}",
        ),
        example(
            "PIVOTBY({\"a\";\"a\"}, {1;2}, {1;3}, PERCENTOF, , 0, , , , , 1)",
            "{\"\",1,2,\"Total\";\"a\",0.25,0.75,1}",
        ),
        example("PIVOTBY(, {1;2;1}, {1;2;3}, SUM)", "{1,2,\"Total\";4,2,6}"),
    ]),
];

/// The functions of a call, with their names, and the data that they aggregate.
struct Aggregation<'a> {
    evaluator: &'a Evaluator<'a>,
    functions: Vec<(String, Callable)>,
    values: Arc<Array>,
    /// Whether several functions stand in rows, below one another, as VSTACK wants it.
    in_rows: bool,
}

impl<'a> Aggregation<'a> {
    fn new(
        evaluator: &'a Evaluator<'a>,
        function: &Expr,
        values: Arc<Array>,
    ) -> Result<Aggregation<'a>, CellError> {
        let stack = match function {
            Expr::Call(Call { callee: Callee::Function(function), arguments, .. })
                if matches!(function.name, "HSTACK" | "VSTACK") =>
            {
                Some((function.name, arguments))
            }
            _ => None,
        };
        let list = stack.map_or(std::slice::from_ref(function), |(_, arguments)| &arguments[..]);
        let mut functions = Vec::new();
        for (index, expr) in list.iter().enumerate() {
            let name = match expr {
                Expr::Name { name, .. } => name.to_string(),
                _ => format!("CUSTOM{}", index + 1),
            };
            // A function of two arguments also takes what its group is a part of.
            let callable =
                Callable::new(evaluator, expr, 1).or_else(|_| Callable::new(evaluator, expr, 2))?;
            functions.push((name, callable));
        }
        let in_rows = functions.len() > 1 && stack.is_some_and(|(name, _)| name == "VSTACK");
        if functions.is_empty() {
            Err(CellError::Value)
        } else {
            Ok(Aggregation { evaluator, functions, values, in_rows })
        }
    }

    /// Columns of results.
    fn columns(&self) -> usize {
        self.values.columns() * if self.in_rows { 1 } else { self.functions.len() }
    }

    /// Rows of results for each group.
    fn rows(&self) -> usize {
        if self.in_rows { self.functions.len() } else { 1 }
    }

    /// The name of the function of a row of results, where each has its own.
    fn row_name(&self, row: usize) -> Option<Value> {
        self.in_rows.then(|| Value::text(self.functions[row].0.as_str()))
    }

    /// Which column of values and which function a place in the results has.
    fn at(&self, row: usize, column: usize) -> (usize, usize) {
        match self.in_rows {
            true => (column, row),
            false => (column / self.functions.len(), column % self.functions.len()),
        }
    }

    /// Work of a call over some rows that are a part of `whole` ones.
    fn work(&self, rows: usize, whole: usize) -> usize {
        let takes_whole = self.functions.iter().any(|(_, callable)| !callable.takes(1));
        if takes_whole { rows + whole } else { rows }
    }

    /// A result over some rows; `whole` is what they are a part of.
    fn result(&self, (values, function): (usize, usize), rows: &[usize], whole: &[usize]) -> Value {
        let callable = &self.functions[function].1;
        let vector = |rows: &[usize]| {
            let picked = rows.iter().map(|row| self.values.get(*row, values).clone()).collect();
            Array::new(rows.len(), 1, picked).map_or_else(Value::Error, Value::from)
        };
        match callable.takes(1) {
            true => callable.call_for_scalar(self.evaluator, &[vector(rows)]),
            false => callable.call_for_scalar(self.evaluator, &[vector(rows), vector(whole)]),
        }
    }

    /// The aggregate to sort groups by: of a column of values, by the first function.
    fn first(&self, values: usize, rows: &[usize], whole: &[usize]) -> Value {
        self.result((values, 0), rows, whole)
    }
}

/// Which rows of the data hold headers, and whether headers are shown.
struct Headers {
    are_in_data: bool,
    are_shown: bool,
}

impl Headers {
    /// The meaning of the argument: 0 no; 1 yes, not shown; 2 no, but shown; 3 yes and shown. When it
    /// is left out, there are headers if the first value is a text and the second one a number, and
    /// they are shown if there are several levels.
    fn new(option: Option<f64>, values: &Array, levels: usize) -> Result<Headers, CellError> {
        let of = |are_in_data, are_shown| Ok(Headers { are_in_data, are_shown });
        match option {
            None => {
                let has_them = values.rows() > 1
                    && matches!(values.get(0, 0), Value::Text(_))
                    && matches!(values.get(1, 0), Value::Number(_));
                of(has_them, has_them && levels > 1)
            }
            Some(0.0) => of(false, false),
            Some(1.0) => of(true, false),
            Some(2.0) => of(false, true),
            Some(3.0) => of(true, true),
            Some(_) => Err(CellError::Value),
        }
    }

    /// Adds the names of the columns of keys, or empty texts if they aren't shown.
    fn push_names(&self, fields: &Array, levels: usize, cells: &mut Vec<Value>) {
        for level in 0..levels {
            cells.push(match self.are_shown {
                true => self.name(fields, level, "Row Field"),
                false => Value::text(""),
            });
        }
    }

    /// The name of a column.
    fn name(&self, fields: &Array, column: usize, kind: &str) -> Value {
        match self.are_in_data {
            true => fields.get(0, column).clone(),
            false => Value::text(format!("{kind} {}", column + 1)),
        }
    }
}

/// The arguments of one call.
struct Given<'a> {
    evaluator: &'a Evaluator<'a>,
    arguments: &'a [Expr],
}

impl Given<'_> {
    fn expr(&self, index: usize) -> Option<&Expr> {
        self.arguments.get(index).filter(|expr| !matches!(expr, Expr::Omitted))
    }

    fn array(&self, index: usize) -> Result<Arc<Array>, CellError> {
        let expr = self.expr(index).ok_or(CellError::Value)?;
        self.evaluator.to_array(&self.evaluator.as_array().evaluate(expr))
    }

    /// Columns of keys, as many rows of them as there are values; `None` if they are left out.
    fn keys(&self, index: usize, rows: usize) -> Result<Option<Arc<Array>>, CellError> {
        if self.expr(index).is_none() {
            return Ok(None);
        }
        let keys = self.array(index)?;
        if keys.rows() == rows { Ok(Some(keys)) } else { Err(CellError::Value) }
    }

    fn number(&self, index: usize) -> Result<Option<f64>, CellError> {
        let Some(expr) = self.expr(index) else {
            return Ok(None);
        };
        let value = self.evaluator.evaluate_scalar(expr);
        if matches!(value, Value::Blank | Value::Omitted) {
            return Ok(None);
        }
        let number = coerce::to_number(&value, self.evaluator.context.date_system())?;
        Ok(Some(number.trunc()))
    }

    /// How deep totals go: by default the grand total and, where there are several levels, subtotals.
    fn depth(&self, index: usize, levels: usize) -> Result<i64, CellError> {
        match self.number(index)? {
            None => Ok(if levels > 1 { 2 } else { 1 }),
            Some(depth) if depth.abs() <= levels.max(1) as f64 => Ok(depth as i64),
            Some(_) => Err(CellError::Value),
        }
    }

    fn order(&self, index: usize, columns: usize) -> Result<Order, CellError> {
        if self.expr(index).is_none() {
            return Ok(Order::new());
        }
        let dates = self.evaluator.context.date_system();
        let mut order = Order::new();
        for value in self.array(index)?.values() {
            let number = coerce::to_number(value, dates)?.trunc();
            let column = number.abs();
            if !(1.0..=columns as f64).contains(&column) {
                return Err(CellError::Value);
            }
            order.push((column as usize - 1, number < 0.0));
        }
        Ok(order)
    }

    /// The data rows that the filter leaves.
    fn rows(&self, index: usize, first: usize, count: usize) -> Result<Vec<usize>, CellError> {
        let mut rows: Vec<usize> = (first..count).collect();
        if self.expr(index).is_some() {
            let filter = self.array(index)?;
            if filter.values().len() != count {
                return Err(CellError::Value);
            }
            let mut kept = Vec::with_capacity(rows.len());
            for row in rows {
                if coerce::to_boolean(&filter.values()[row])? {
                    kept.push(row);
                }
            }
            rows = kept;
        }
        if rows.is_empty() { Err(CellError::Calc) } else { Ok(rows) }
    }
}

fn group_by(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let given = Given { evaluator, arguments };
    let (fields, values) = (given.array(0)?, given.array(1)?);
    if fields.rows() != values.rows() {
        return Err(CellError::Value);
    }
    let levels = fields.columns();
    let function = given.expr(2).ok_or(CellError::Value)?;
    let aggregation = Aggregation::new(evaluator, function, values.clone())?;
    let headers = Headers::new(given.number(3)?, &values, levels)?;
    let rows = given.rows(6, usize::from(headers.are_in_data), fields.rows())?;
    let is_table = match given.number(7)? {
        None | Some(0.0) => false,
        Some(1.0) => true,
        Some(_) => return Err(CellError::Value),
    };
    let depth = match given.number(4)? {
        None if is_table => 1,
        _ => given.depth(4, levels)?,
    };
    let all = rows.clone();
    let aggregate = |values: usize, of: &[usize]| aggregation.first(values, of, &all);
    let axis = Axis {
        keys: &fields,
        total_depth: depth,
        order: given.order(5, levels + values.columns())?,
        is_table,
        aggregate: &aggregate,
    };
    let lines = axis.lines(rows)?;

    let columns = aggregation.columns();
    let width = levels + usize::from(aggregation.in_rows) + columns;
    let has_heading =
        headers.are_shown || (!aggregation.in_rows && aggregation.functions.len() > 1);
    let height = usize::from(has_heading) + lines.len() * aggregation.rows();
    let work: usize = lines.iter().map(|line| aggregation.work(line.rows.len(), all.len())).sum();
    check_size(height, width, work)?;
    let mut cells = Vec::with_capacity(height * width);
    if has_heading {
        headers.push_names(&fields, levels, &mut cells);
        cells.extend(aggregation.row_name(0).map(|_| Value::text("")));
        cells.extend((0..columns).map(|column| heading(&aggregation, &headers, column)));
    }
    for line in lines {
        for row in 0..aggregation.rows() {
            cells.extend(line.labels.iter().cloned());
            cells.extend(aggregation.row_name(row));
            let result = |column| aggregation.result(aggregation.at(row, column), &line.rows, &all);
            cells.extend((0..columns).map(result));
        }
    }
    Ok(Array::new(height, width, cells)?.into())
}

/// Refuses what would take too much memory or time.
fn check_size(height: usize, width: usize, work: usize) -> Result<(), CellError> {
    if height.saturating_mul(width) > ARRAY_ELEMENTS_MAX || work > WORK_MAX {
        return Err(CellError::Num);
    }
    Ok(())
}

/// What heads a column of results: the column of values, or the function where there are several.
fn heading(aggregation: &Aggregation, headers: &Headers, column: usize) -> Value {
    let (values, function) = aggregation.at(0, column);
    if aggregation.functions.len() > 1 && !aggregation.in_rows {
        return Value::text(aggregation.functions[function].0.as_str());
    }
    headers.name(&aggregation.values, values, "Value")
}

fn pivot_by(evaluator: &Evaluator, arguments: &Arc<[Expr]>) -> Outcome {
    let given = Given { evaluator, arguments };
    let values = given.array(2)?;
    let (fields, across) = (given.keys(0, values.rows())?, given.keys(1, values.rows())?);
    let levels = fields.as_ref().map_or(0, |fields| fields.columns());
    let across_levels = across.as_ref().map_or(0, |across| across.columns());
    if levels + across_levels == 0 {
        return Err(CellError::Value);
    }
    let function = given.expr(3).ok_or(CellError::Value)?;
    let aggregation = Aggregation::new(evaluator, function, values.clone())?;
    let headers = Headers::new(given.number(4)?, &values, levels.max(across_levels))?;
    let rows = given.rows(9, usize::from(headers.are_in_data), values.rows())?;
    let relative_to = match given.number(10)? {
        None => 0,
        Some(kind) if (0.0..=4.0).contains(&kind) => kind as usize,
        Some(_) => return Err(CellError::Value),
    };
    let aggregate = |values: usize, of: &[usize]| aggregation.first(values, of, &rows);
    let lines = |keys: &Option<Arc<Array>>, depth: usize, order: usize| match keys {
        // Everything in one line.
        None => {
            Ok(vec![Line { labels: Vec::new(), rows: rows.clone(), parent: Rc::from(&rows[..]) }])
        }
        Some(keys) => {
            let axis = Axis {
                keys,
                total_depth: given.depth(depth, keys.columns())?,
                order: given.order(order, keys.columns() + values.columns())?,
                is_table: false,
                aggregate: &aggregate,
            };
            axis.lines(rows.clone())
        }
    };
    let (down, over) = (lines(&fields, 5, 6)?, lines(&across, 7, 8)?);

    let columns = aggregation.columns();
    let labels = levels + usize::from(aggregation.in_rows);
    let width = labels + over.len() * columns;
    let has_heading = headers.are_shown || columns > 1;
    let height = across_levels + usize::from(has_heading) + down.len() * aggregation.rows();
    let work = (down.len() + over.len()).saturating_mul(values.rows());
    check_size(height, width, aggregation.work(work, work))?;
    let mut cells = Vec::with_capacity(height * width);
    for level in 0..across_levels {
        cells.extend(vec![Value::text(""); labels]);
        for line in &over {
            cells.extend(vec![line.labels[level].clone(); columns]);
        }
    }
    if has_heading {
        if let Some(fields) = &fields {
            headers.push_names(fields, levels, &mut cells);
        }
        cells.extend(aggregation.row_name(0).map(|_| Value::text("")));
        for _ in &over {
            cells.extend((0..columns).map(|column| heading(&aggregation, &headers, column)));
        }
    }
    for line in &down {
        for row in 0..aggregation.rows() {
            cells.extend(line.labels.iter().cloned());
            cells.extend(aggregation.row_name(row));
            for column_line in &over {
                let both = common(&line.rows, &column_line.rows);
                if both.is_empty() {
                    cells.extend(vec![Value::text(""); columns]);
                    continue;
                }
                let whole = whole_of(relative_to, line, column_line, &rows);
                let result =
                    |column| aggregation.result(aggregation.at(row, column), &both, &whole);
                cells.extend((0..columns).map(result));
            }
        }
    }
    Ok(Array::new(height, width, cells)?.into())
}

/// What a cell of a pivot table is measured against.
fn whole_of(relative_to: usize, down: &Line, over: &Line, all: &[usize]) -> Vec<usize> {
    match relative_to {
        0 => over.rows.clone(),
        1 => down.rows.clone(),
        2 => all.to_vec(),
        3 => common(&down.rows, &over.parent),
        _ => common(&down.parent, &over.rows),
    }
}

/// The rows in both of two rising lists.
fn common(left: &[usize], right: &[usize]) -> Vec<usize> {
    let mut both = Vec::new();
    let mut right = right.iter().peekable();
    for row in left {
        while right.next_if(|other| *other < row).is_some() {}
        if right.peek() == Some(&row) {
            both.push(*row);
        }
    }
    both
}
