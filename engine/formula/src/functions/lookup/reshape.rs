//! Parts and other shapes of one array: CHOOSECOLS, CHOOSEROWS, DROP, EXPAND, TAKE, TOCOL, TOROW,
//! TRANSPOSE, TRIMRANGE, WRAPCOLS, WRAPROWS.

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{
    Category, Function, Outcome, Returns, array, boolean, example, number, scalar,
};
use crate::functions::lookup::references::{Trim, trimmed_area, trimmed_array};
use crate::value::{Array, CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "CHOOSECOLS",
        CATEGORY,
        "Gives the columns of an array that numbers name; negative ones count from the last.",
        &[array("array"), array("col_num1"), array("col_num").optional().repeating()],
        Returns::Any,
        |arguments| choose(arguments, false),
    )
    .examples(&[
        example("CHOOSECOLS({1,2,3;4,5,6}, 3, 1)", "{3,1;6,4}"),
        example("CHOOSECOLS({1,2,3;4,5,6}, {-1,-2})", "{3,2;6,5}"),
        example("CHOOSECOLS({1,2,3}, 4)", "#VALUE!"),
    ]),
    Function::values(
        "CHOOSEROWS",
        CATEGORY,
        "Gives the rows of an array that numbers name; negative ones count from the last.",
        &[array("array"), array("row_num1"), array("row_num").optional().repeating()],
        Returns::Any,
        |arguments| choose(arguments, true),
    )
    .examples(&[
        example("CHOOSEROWS({1,2;3,4;5,6}, 1, 3, 1)", "{1,2;5,6;1,2}"),
        example("CHOOSEROWS({1,2;3,4;5,6}, -1)", "{5,6}"),
    ]),
    Function::values(
        "DROP",
        CATEGORY,
        "Gives an array without its first rows and columns, or its last ones if negative.",
        &[array("array"), number("rows"), number("columns").optional()],
        Returns::Any,
        drop_edges,
    )
    .examples(&[
        example("DROP({1,2,3;4,5,6;7,8,9}, 2)", "{7,8,9}"),
        example("DROP({1,2,3;4,5,6;7,8,9}, -1, 1)", "{2,3;5,6}"),
        example("DROP({1,2,3}, 1)", "#CALC!"),
    ]),
    Function::values(
        "EXPAND",
        CATEGORY,
        "Extends an array to more rows and columns.",
        &[
            array("array"),
            number("rows"),
            number("columns").optional(),
            scalar("pad_with").optional(),
        ],
        Returns::Any,
        expand,
    )
    .examples(&[
        example("EXPAND({1,2;3,4}, 3, 3, \"-\")", "{1,2,\"-\";3,4,\"-\";\"-\",\"-\",\"-\"}"),
        example("EXPAND({1,2}, 2)", "{1,2;#N/A,#N/A}"),
        example("EXPAND({1,2}, 1, 1)", "#VALUE!"),
    ]),
    Function::values(
        "TAKE",
        CATEGORY,
        "Gives the first rows and columns of an array, or its last ones if negative.",
        &[array("array"), number("rows"), number("columns").optional()],
        Returns::Any,
        take_edges,
    )
    .examples(&[
        example("TAKE({1,2,3;4,5,6;7,8,9}, 2)", "{1,2,3;4,5,6}"),
        example("TAKE({1,2,3;4,5,6;7,8,9}, , 2)", "{1,2;4,5;7,8}"),
        example("TAKE({1,2,3;4,5,6;7,8,9}, -2, 2)", "{4,5;7,8}"),
        example("TAKE({1,2,3}, 0)", "#CALC!"),
    ]),
    Function::values(
        "TOCOL",
        CATEGORY,
        "Gives an array as one column.",
        &[array("array"), number("ignore").optional(), boolean("scan_by_column").optional()],
        Returns::Any,
        |arguments| in_line(arguments, true),
    )
    .examples(&[
        example("TOCOL({1,2;3,4})", "{1;2;3;4}"),
        example("TOCOL({1,2;3,4}, 0, TRUE)", "{1;3;2;4}"),
        example("TOCOL({1,#N/A;3,4}, 2)", "{1;3;4}"),
    ]),
    Function::values(
        "TOROW",
        CATEGORY,
        "Gives an array as one row.",
        &[array("array"), number("ignore").optional(), boolean("scan_by_column").optional()],
        Returns::Any,
        |arguments| in_line(arguments, false),
    )
    .examples(&[
        example("TOROW({1,2;3,4})", "{1,2,3,4}"),
        example("TOROW({1,2;3,4}, , TRUE)", "{1,3,2,4}"),
    ]),
    Function::values(
        "TRANSPOSE",
        CATEGORY,
        "Exchanges rows and columns.",
        &[array("array")],
        Returns::Any,
        |arguments| Ok(arguments.array(0)?.transposed().into()),
    )
    .examples(&[
        example("TRANSPOSE({1,2,3;4,5,6})", "{1,4;2,5;3,6}"),
        example("TRANSPOSE({1,2;3,4})", "{1,3;2,4}"),
    ]),
    Function::values(
        "TRIMRANGE",
        CATEGORY,
        "Cuts the empty rows and columns off the edges of a range or array.",
        &[array("range"), number("trim_rows").optional(), number("trim_cols").optional()],
        Returns::Any,
        trim_range,
    )
    .examples(&[example("TRIMRANGE({1,2;3,4})", "{1,2;3,4}"), example("TRIMRANGE(#N/A)", "#N/A")]),
    Function::values(
        "WRAPCOLS",
        CATEGORY,
        "Breaks a row or column into columns of a number of values.",
        &[array("vector"), number("wrap_count"), scalar("pad_with").optional()],
        Returns::Any,
        |arguments| wrap(arguments, false),
    )
    .examples(&[
        example("WRAPCOLS({1,2,3,4,5}, 2)", "{1,3,5;2,4,#N/A}"),
        example("WRAPCOLS({1,2,3,4,5}, 3, \"x\")", "{1,4;2,5;3,\"x\"}"),
    ]),
    Function::values(
        "WRAPROWS",
        CATEGORY,
        "Breaks a row or column into rows of a number of values.",
        &[array("vector"), number("wrap_count"), scalar("pad_with").optional()],
        Returns::Any,
        |arguments| wrap(arguments, true),
    )
    .examples(&[
        example("WRAPROWS({1,2,3,4,5}, 2)", "{1,2;3,4;5,#N/A}"),
        example("WRAPROWS({1,2,3,4,5}, 3, \"x\")", "{1,2,3;4,5,\"x\"}"),
        example("WRAPROWS({1,2,3}, 0)", "#NUM!"),
    ]),
];

fn choose(arguments: &Arguments, is_rows: bool) -> Outcome {
    let array = arguments.array(0)?;
    let count = if is_rows { array.rows() } else { array.columns() };
    let dates = arguments.context().date_system();
    let mut chosen = Vec::new();
    for index in 1..arguments.count() {
        for value in arguments.array(index)?.values() {
            let number = coerce::to_number(value, dates)?.trunc();
            let place = number.abs();
            if !(1.0..=count as f64).contains(&place) {
                return Err(CellError::Value);
            }
            let place = place as usize;
            chosen.push(if number > 0.0 { place - 1 } else { count - place });
        }
    }
    Ok(if is_rows {
        Array::from_fn(chosen.len(), array.columns(), |r, c| array.get(chosen[r], c).clone())
    } else {
        Array::from_fn(array.rows(), chosen.len(), |r, c| array.get(r, chosen[c]).clone())
    }?
    .into())
}

/// Where to start and how many to keep of `count` rows or columns when the first (or, if negative,
/// the last) `taken` are taken; `None` for none.
fn taken(taken: f64, count: usize) -> Option<(usize, usize)> {
    let kept = taken.trunc().abs().min(count as f64) as usize;
    if kept == 0 {
        return None;
    }
    Some(if taken > 0.0 { (0, kept) } else { (count - kept, kept) })
}

/// Likewise when they are dropped.
fn left_after_drop(dropped: f64, count: usize) -> Option<(usize, usize)> {
    let gone = dropped.trunc().abs().min(count as f64) as usize;
    if gone == count {
        return None;
    }
    Some(if dropped > 0.0 { (gone, count - gone) } else { (0, count - gone) })
}

fn take_edges(arguments: &Arguments) -> Outcome {
    edges(arguments, taken)
}

fn drop_edges(arguments: &Arguments) -> Outcome {
    edges(arguments, left_after_drop)
}

fn edges(arguments: &Arguments, kept: fn(f64, usize) -> Option<(usize, usize)>) -> Outcome {
    let array = arguments.array(0)?;
    let kept = |index: usize, count: usize| {
        if !arguments.is_given(index) {
            return Ok((0, count));
        }
        kept(arguments.number(index)?, count).ok_or(CellError::Calc)
    };
    let (row, rows) = kept(1, array.rows())?;
    let (column, columns) = kept(2, array.columns())?;
    Ok(Array::from_fn(rows, columns, |r, c| array.get(row + r, column + c).clone())?.into())
}

/// What an argument says to fill gaps with; `#N/A` when absent.
fn padding(arguments: &Arguments, index: usize) -> Value {
    if arguments.is_given(index) {
        arguments.scalar(index)
    } else {
        Value::Error(CellError::NotAvailable)
    }
}

fn expand(arguments: &Arguments) -> Outcome {
    let array = arguments.array(0)?;
    let size = |index: usize, count: usize| {
        if !arguments.is_given(index) {
            return Ok(count);
        }
        let size = arguments.integer(index)?;
        if size < count as i64 { Err(CellError::Value) } else { Ok(size as usize) }
    };
    let (rows, columns) = (size(1, array.rows())?, size(2, array.columns())?);
    let padding = padding(arguments, 3);
    Ok(Array::from_fn(rows, columns, |row, column| {
        if row < array.rows() && column < array.columns() {
            array.get(row, column).clone()
        } else {
            padding.clone()
        }
    })?
    .into())
}

fn in_line(arguments: &Arguments, is_column: bool) -> Outcome {
    let array = arguments.array(0)?;
    let ignore = arguments.integer(1)?;
    if !(0..=3).contains(&ignore) {
        return Err(CellError::Value);
    }
    let (no_blanks, no_errors) = (ignore & 1 != 0, ignore & 2 != 0);
    let is_kept = |value: &Value| !(no_blanks && value.is_blank() || no_errors && value.is_error());
    let by_column = arguments.boolean_or(2, false)?;
    let scanned =
        if by_column { array.transposed().into_values() } else { array.values().to_vec() };
    let kept: Vec<Value> = scanned.into_iter().filter(is_kept).collect();
    let count = kept.len();
    let (rows, columns) = if is_column { (count, 1) } else { (1, count) };
    Ok(Array::new(rows, columns, kept)?.into())
}

fn trim_range(arguments: &Arguments) -> Outcome {
    let trim = |index: usize| {
        let mode = if arguments.is_given(index) { arguments.integer(index)? } else { 3 };
        if !(0..=3).contains(&mode) {
            return Err(CellError::Value);
        }
        Ok(Trim { leading: mode & 1 != 0, trailing: mode & 2 != 0 })
    };
    let (rows, columns) = (trim(1)?, trim(2)?);
    if let Value::Area(area) = arguments.raw(0) {
        let trimmed = trimmed_area(arguments, *area, rows, columns);
        return trimmed.map(Value::Area).ok_or(CellError::Ref);
    }
    let array = arguments.array(0)?;
    let (row, column, rows, columns) =
        trimmed_array(&array, rows, columns).ok_or(CellError::Ref)?;
    Ok(Array::from_fn(rows, columns, |r, c| array.get(row + r, column + c).clone())?.into())
}

fn wrap(arguments: &Arguments, is_rows: bool) -> Outcome {
    let array = arguments.array(0)?;
    if array.rows() > 1 && array.columns() > 1 {
        return Err(CellError::Value);
    }
    let length = arguments.integer(1)?;
    if length < 1 {
        return Err(CellError::Num);
    }
    let elements = array.values();
    let length = (length as usize).min(elements.len());
    let lines = elements.len().div_ceil(length);
    let padding = padding(arguments, 2);
    let element = |line: usize, place: usize| {
        elements.get(line * length + place).cloned().unwrap_or_else(|| padding.clone())
    };
    Ok(if is_rows {
        Array::from_fn(lines, length, element)
    } else {
        Array::from_fn(length, lines, |row, column| element(column, row))
    }?
    .into())
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    #[test]
    fn empty_edges_are_cut_off_and_the_result_is_a_reference() {
        let sheet = ScratchSheet::with(&[("C4", 1.0.into()), ("B6", 2.0.into())]);
        for (formula, expected) in [
            ("ROWS(TRIMRANGE(A1:F20))", Value::Number(3.0)),
            ("COLUMN(TRIMRANGE(A1:B20))", Value::Number(2.0)),
            ("ROWS(TRIMRANGE(A1:F20,1))", Value::Number(17.0)),
            ("ROWS(TRIMRANGE(A1:F20,2))", Value::Number(6.0)),
            ("COLUMNS(TRIMRANGE(A1:F20,0,0))", Value::Number(6.0)),
            ("SUM(TRIMRANGE(B:C))", Value::Number(3.0)),
            ("TRIMRANGE(H1:H9)", CellError::Ref.into()),
            ("SUM(TOCOL(B:C,1))", Value::Number(3.0)),
        ] {
            assert_eq!(sheet.calculate(formula).expect(formula), expected, "{formula}");
        }
    }

    #[test]
    fn sizes_out_of_bounds_are_errors() {
        let sheet = ScratchSheet::default();
        for (formula, error) in [
            ("EXPAND(1,1E+9,1E+9)", CellError::Num),
            ("EXPAND(1,1E+17)", CellError::Num),
            ("WRAPROWS({1,2;3,4},2)", CellError::Value),
            ("TOCOL({1,2},4)", CellError::Value),
            ("TOCOL({#N/A,#N/A},2)", CellError::Calc),
            ("CHOOSECOLS({1,2},0)", CellError::Value),
        ] {
            assert_eq!(sheet.calculate(formula), Ok(error.into()), "{formula}");
        }
    }
}
