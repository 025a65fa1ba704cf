//! FILTER, SORT, SORTBY and UNIQUE.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, array, boolean, example, values};
use crate::lookup_search::order_across_kinds;
use crate::value::{Array, CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "FILTER",
        CATEGORY,
        "Gives the rows or columns of an array that meet a condition.",
        &[array("array"), array("include"), values("if_empty").optional()],
        Returns::Any,
        filter,
    )
    .examples(&[
        example("FILTER({1,\"a\";2,\"b\";3,\"c\"}, {TRUE;FALSE;TRUE})", "{1,\"a\";3,\"c\"}"),
        example("FILTER({1,2,3}, {0,1,1})", "{2,3}"),
        example("FILTER({1;2}, {0;0}, \"none\")", "\"none\""),
        example("FILTER({1;2}, {0;0})", "#CALC!"),
    ]),
    Function::values(
        "SORT",
        CATEGORY,
        "Sorts the rows (or columns) of an array.",
        &[
            array("array"),
            array("sort_index").optional(),
            array("sort_order").optional(),
            boolean("by_col").optional(),
        ],
        Returns::Any,
        sort,
    )
    .examples(&[
        example("SORT({3;1;2})", "{1;2;3}"),
        example("SORT({3,\"c\";1,\"a\";2,\"b\"}, 2, -1)", "{3,\"c\";2,\"b\";1,\"a\"}"),
        example("SORT({3,1,2}, , , TRUE)", "{1,2,3}"),
        example("SORT({1,5;2,4;1,3}, {1,2}, {-1,1})", "{2,4;1,3;1,5}"),
    ]),
    Function::values(
        "SORTBY",
        CATEGORY,
        "Sorts the rows or columns of an array by other rows or columns.",
        &[
            array("array"),
            array("by_array1"),
            array("sort_order1").optional(),
            array("by_array").optional().repeating(),
            array("sort_order").optional().repeating(),
        ],
        Returns::Any,
        sort_by,
    )
    .examples(&[
        example("SORTBY({\"a\";\"b\";\"c\"}, {3;1;2})", "{\"b\";\"c\";\"a\"}"),
        example("SORTBY({\"a\",\"b\",\"c\"}, {1,2,1}, -1, {1,2,3}, -1)", "{\"b\",\"c\",\"a\"}"),
    ]),
    Function::values(
        "UNIQUE",
        CATEGORY,
        "Gives the distinct rows or columns of an array, or those that occur once.",
        &[array("array"), boolean("by_col").optional(), boolean("exactly_once").optional()],
        Returns::Any,
        unique,
    )
    .examples(&[
        example("UNIQUE({1;2;1;3})", "{1;2;3}"),
        example("UNIQUE({\"a\";\"A\";\"b\"}, FALSE, TRUE)", "\"b\""),
        example("UNIQUE({1,2,1}, TRUE)", "{1,2}"),
    ]),
];

/// The rows of an array that `order` lists.
fn rows_in_order(array: &Array, order: &[usize]) -> Result<Array, CellError> {
    Array::from_fn(order.len(), array.columns(), |row, column| {
        array.get(order[row], column).clone()
    })
}

/// The columns of an array that `order` lists.
fn columns_in_order(array: &Array, order: &[usize]) -> Result<Array, CellError> {
    Array::from_fn(array.rows(), order.len(), |row, column| array.get(row, order[column]).clone())
}

fn filter(arguments: &Arguments) -> Outcome {
    let array = arguments.array(0)?;
    let include = arguments.array(1)?;
    let is_rows = include.columns() == 1 && include.rows() == array.rows();
    let is_columns = include.rows() == 1 && include.columns() == array.columns();
    if !is_rows && !is_columns {
        return Err(CellError::Value);
    }
    let mut kept = Vec::new();
    for (index, value) in include.values().iter().enumerate() {
        if coerce::to_boolean(value)? {
            kept.push(index);
        }
    }
    if kept.is_empty() {
        return if arguments.is_given(2) {
            Ok(arguments.raw(2).clone())
        } else {
            Err(CellError::Calc)
        };
    }
    let result =
        if is_rows { rows_in_order(&array, &kept) } else { columns_in_order(&array, &kept) };
    Ok(result?.into())
}

/// Order of cells in a sort: numbers, text, FALSE, TRUE, errors; blanks last in either direction.
fn sort_order(left: &Value, right: &Value, is_descending: bool) -> Ordering {
    match (left.is_blank(), right.is_blank()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let order = match order_across_kinds(left, right) {
        Some(order) => order,
        None => left.is_error().cmp(&right.is_error()),
    };
    if is_descending { order.reverse() } else { order }
}

/// Whether a sort order given as a value is descending; `#VALUE!` if it is neither 1 nor -1.
fn is_descending(arguments: &Arguments, value: &Value) -> Result<bool, CellError> {
    match coerce::to_number(value, arguments.context().date_system())?.trunc() {
        1.0 => Ok(false),
        -1.0 => Ok(true),
        _ => Err(CellError::Value),
    }
}

fn sort(arguments: &Arguments) -> Outcome {
    let array = arguments.array(0)?;
    let by_column = arguments.boolean_or(3, false)?;
    let (count, width) =
        if by_column { (array.columns(), array.rows()) } else { (array.rows(), array.columns()) };
    let mut keys = Vec::new();
    if arguments.is_given(1) {
        for value in arguments.array(1)?.values() {
            let key = coerce::to_number(value, arguments.context().date_system())?.trunc();
            if !(1.0..=width as f64).contains(&key) {
                return Err(CellError::Value);
            }
            keys.push(key as usize - 1);
        }
    } else {
        keys.push(0);
    }
    let mut descending = Vec::new();
    if arguments.is_given(2) {
        for value in arguments.array(2)?.values() {
            descending.push(is_descending(arguments, value)?);
        }
    } else {
        descending.push(false);
    }
    if descending.len() != 1 && descending.len() != keys.len() {
        return Err(CellError::Value);
    }
    let value = |line: usize, key: usize| {
        if by_column { array.get(key, line) } else { array.get(line, key) }
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|left, right| {
        for (index, key) in keys.iter().enumerate() {
            let is_descending =
                if descending.len() == 1 { descending[0] } else { descending[index] };
            let order = sort_order(value(*left, *key), value(*right, *key), is_descending);
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    });
    let result =
        if by_column { columns_in_order(&array, &order) } else { rows_in_order(&array, &order) };
    Ok(result?.into())
}

fn sort_by(arguments: &Arguments) -> Outcome {
    let array = arguments.array(0)?;
    let mut keys = Vec::new();
    let mut by_column = None;
    for index in (1..arguments.count()).step_by(2) {
        let key = arguments.array(index)?;
        let is_column_key = key.rows() == 1 && key.columns() == array.columns();
        let is_row_key = key.columns() == 1 && key.rows() == array.rows();
        // All keys must run the same way; a 1 by 1 array allows either.
        let direction = by_column.unwrap_or(!is_row_key);
        if if direction { !is_column_key } else { !is_row_key } {
            return Err(CellError::Value);
        }
        by_column = Some(direction);
        let is_descending = arguments.is_given(index + 1)
            && is_descending(arguments, &arguments.scalar(index + 1))?;
        keys.push((key, is_descending));
    }
    let by_column = by_column.unwrap_or(false);
    let count = if by_column { array.columns() } else { array.rows() };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|left, right| {
        for (key, is_descending) in &keys {
            let values = key.values();
            let order = sort_order(&values[*left], &values[*right], *is_descending);
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    });
    let result =
        if by_column { columns_in_order(&array, &order) } else { rows_in_order(&array, &order) };
    Ok(result?.into())
}

fn unique(arguments: &Arguments) -> Outcome {
    let array = arguments.array(0)?;
    let by_column = arguments.boolean_or(1, false)?;
    let exactly_once = arguments.boolean_or(2, false)?;
    let (count, width) =
        if by_column { (array.columns(), array.rows()) } else { (array.rows(), array.columns()) };
    // First place and number of occurrences, in order of first occurrence.
    let mut distinct: Vec<(usize, usize)> = Vec::new();
    let mut places: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
    for line in 0..count {
        let mut identity = Vec::new();
        for place in 0..width {
            let value = if by_column { array.get(place, line) } else { array.get(line, place) };
            push_identity(&mut identity, value);
        }
        let next = distinct.len();
        let place = *places.entry(identity).or_insert(next);
        match distinct.get_mut(place) {
            Some((_, occurrences)) => *occurrences += 1,
            None => distinct.push((line, 1)),
        }
    }
    let kept: Vec<usize> = distinct
        .into_iter()
        .filter(|(_, occurrences)| !exactly_once || *occurrences == 1)
        .map(|(line, _)| line)
        .collect();
    let result =
        if by_column { columns_in_order(&array, &kept) } else { rows_in_order(&array, &kept) };
    Ok(result?.into())
}

/// Bytes that are the same for values that UNIQUE takes for equal: text in any letter case.
fn push_identity(identity: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Number(number) => {
            identity.push(1);
            identity.extend((number + 0.0).to_bits().to_le_bytes());
        }
        Value::Text(text) => {
            identity.push(2);
            let folded = text.to_lowercase();
            identity.extend(folded.len().to_le_bytes());
            identity.extend(folded.as_bytes());
        }
        Value::Boolean(boolean) => identity.extend([3, *boolean as u8]),
        Value::Error(error) => identity.extend([4, *error as u8]),
        _ => identity.push(5),
    }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn same(sheet: &ScratchSheet, formula: &str, expected: &str) {
        let (got, want) = (sheet.calculate(formula), sheet.calculate(expected));
        assert_eq!(got, want, "{formula}");
    }

    #[test]
    fn sorting_puts_kinds_in_order_and_blanks_last() {
        let sheet = ScratchSheet::with(&[
            ("A1", "b".into()),
            ("A2", CellError::Div0.into()),
            ("A4", true.into()),
            ("A5", 2.0.into()),
            ("A6", "A".into()),
            ("A7", (-1.0).into()),
        ]);
        same(&sheet, "SORT(A1:A7)", "{-1;2;\"A\";\"b\";TRUE;#DIV/0!;0}");
        same(&sheet, "SORT(A1:A7,1,-1)", "{#DIV/0!;TRUE;\"b\";\"A\";2;-1;0}");
        same(&sheet, "SORT(A1:A7,2)", "#VALUE!");
        same(&sheet, "SORT(A1:A7,1,0)", "#VALUE!");
    }

    #[test]
    fn filter_refuses_what_does_not_fit() {
        let sheet = ScratchSheet::default();
        for (formula, error) in [
            ("FILTER({1;2;3},{1;0})", CellError::Value),
            ("FILTER({1;2},{1;#N/A})", CellError::NotAvailable),
            ("FILTER({1;2},{1;\"x\"})", CellError::Value),
            ("SORTBY({1;2},{1,2})", CellError::Value),
        ] {
            assert_eq!(sheet.calculate(formula), Ok(Value::Error(error)), "{formula}");
        }
    }
}
