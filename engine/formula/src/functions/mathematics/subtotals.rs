//! SUBTOTAL and AGGREGATE: statistics of a list that leave out hidden rows, errors, and the cells
//! that are subtotals themselves.

use crate::address::{Area, CellAddress};
use crate::arguments::Arguments;
use crate::context::Context;
use crate::function::{Category, Function, Outcome, Returns, array, example, number, values};
use crate::functions::aggregates::{Aggregate, Tally, percentile_exclusive, percentile_inclusive};
use crate::value::{Array, CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "SUBTOTAL",
        Category::Mathematics,
        "A statistic of a list without filtered rows, and from 101 on without hidden ones.",
        &[number("function_num"), values("ref1"), values("ref2").optional().repeating()],
        Returns::Number,
        subtotal,
    )
    .examples(&[example("SUBTOTAL(9, A1:A3)", "0"), example("SUBTOTAL(9, {1,2})", "#VALUE!")]),
    Function::values(
        "AGGREGATE",
        Category::Mathematics,
        "A statistic of a list that can leave out hidden rows and errors.",
        &[
            number("function_num"),
            number("options"),
            array("ref1"),
            array("ref2").optional().repeating(),
        ],
        Returns::Any,
        aggregate,
    )
    .examples(&[
        example("AGGREGATE(14, 6, {82,65,30,95,#DIV/0!}, 1)", "95"),
        example("AGGREGATE(15, 6, {82,65,30,95,#DIV/0!}, 2)", "65"),
        example("AGGREGATE(14, 4, {1,#N/A}, 1)", "#N/A"),
        example("AGGREGATE(14, 6, {1,2,3})", "#VALUE!"),
    ]),
];

/// Which rows a statistic leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    All,
    /// Without those that a filter hides.
    NotFiltered,
    /// Without those hidden in any way.
    NotHidden,
}

/// What a statistic leaves out.
#[derive(Clone, Copy, Debug)]
struct Omission {
    rows: Rows,
    /// Cells that are subtotals themselves.
    nested: bool,
    errors: bool,
}

/// Counts the cells of a reference into `tally`.
fn count_cells(
    arguments: &Arguments,
    value: &Value,
    omission: Omission,
    tally: &mut Tally,
) -> Result<(), CellError> {
    match value {
        Value::Area(area) => {
            count_area(arguments.context(), *area, omission, tally);
            Ok(())
        }
        Value::Union(areas) => {
            for area in areas.iter() {
                count_area(arguments.context(), *area, omission, tally);
            }
            Ok(())
        }
        Value::Error(error) => Err(*error),
        _ => Err(CellError::Value),
    }
}

fn count_area(context: &dyn Context, area: Area, omission: Omission, tally: &mut Tally) {
    // The row that was asked about last, and whether it is left out.
    let mut last_row: Option<(u32, bool)> = None;
    context.visit(area, &mut |row, column, value| {
        let is_left_out = match last_row {
            Some((asked, is_left_out)) if asked == row => is_left_out,
            _ => match omission.rows {
                Rows::All => false,
                Rows::NotFiltered => context.is_row_filtered(area.sheet, row),
                Rows::NotHidden => {
                    context.is_row_hidden(area.sheet, row)
                        || context.is_row_filtered(area.sheet, row)
                }
            },
        };
        last_row = Some((row, is_left_out));
        let cell = CellAddress { sheet: area.sheet, row, column };
        if is_left_out || omission.nested && context.calls_subtotal(cell) {
            return true;
        }
        match value {
            Value::Array(array) => count_value(array.get(0, 0), omission, tally),
            scalar => count_value(scalar, omission, tally),
        }
        true
    });
}

fn count_value(value: &Value, omission: Omission, tally: &mut Tally) {
    if !(omission.errors && value.is_error()) {
        tally.add(value);
    }
}

fn subtotal(arguments: &Arguments) -> Outcome {
    let number = arguments.integer(0)?;
    let (number, rows) = match number {
        1..=11 => (number, Rows::NotFiltered),
        101..=111 => (number - 100, Rows::NotHidden),
        _ => return Err(CellError::Value),
    };
    let statistic = Aggregate::numbered(number).ok_or(CellError::Value)?;
    let omission = Omission { rows, nested: true, errors: false };
    let mut tally = Tally::default();
    for index in 1..arguments.count() {
        count_cells(arguments, arguments.raw(index), omission, &mut tally)?;
    }
    Ok(tally.result(statistic)?.into())
}

fn options(number: i64) -> Result<Omission, CellError> {
    let (rows, nested, errors) = match number {
        0 => (Rows::NotFiltered, true, false),
        1 => (Rows::NotHidden, true, false),
        2 => (Rows::NotFiltered, true, true),
        3 => (Rows::NotHidden, true, true),
        4 => (Rows::All, false, false),
        5 => (Rows::NotHidden, false, false),
        6 => (Rows::All, false, true),
        7 => (Rows::NotHidden, false, true),
        _ => return Err(CellError::Value),
    };
    Ok(Omission { rows, nested, errors })
}

fn aggregate(arguments: &Arguments) -> Outcome {
    let number = arguments.integer(0)?;
    let omission = options(arguments.integer(1)?)?;
    let mut tally = Tally::default();
    if let Some(statistic) = Aggregate::numbered(number) {
        for index in 2..arguments.count() {
            count_cells(arguments, arguments.raw(index), omission, &mut tally)?;
        }
        return Ok(tally.result(statistic)?.into());
    }
    if !(14..=19).contains(&number) || arguments.count() != 4 {
        return Err(CellError::Value);
    }
    match arguments.raw(2) {
        reference @ (Value::Area(_) | Value::Union(_)) => {
            count_cells(arguments, reference, omission, &mut tally)?;
        }
        Value::Array(array) => {
            for value in array.values() {
                count_value(value, omission, &mut tally);
            }
        }
        scalar => count_value(scalar, omission, &mut tally),
    }
    let mut sorted = tally.into_numbers()?;
    sorted.sort_by(f64::total_cmp);
    let ranks = arguments.array(3)?;
    let dates = arguments.context().date_system();
    let element = |value: &Value| {
        let statistic = crate::coerce::to_number(value, dates)
            .and_then(|k| order_statistic(number, &sorted, k));
        statistic.map_or_else(Value::Error, Value::number)
    };
    if ranks.values().len() == 1 {
        return Ok(element(ranks.get(0, 0)));
    }
    let results = Array::from_fn(ranks.rows(), ranks.columns(), |row, column| {
        element(ranks.get(row, column))
    })?;
    Ok(results.into())
}

/// AGGREGATE's functions 14 to 19 of numbers in rising order.
fn order_statistic(number: i64, sorted: &[f64], k: f64) -> Result<f64, CellError> {
    let ranked = |index: f64| {
        if index >= 0.0 {
            sorted.get(index as usize).copied().ok_or(CellError::Num)
        } else {
            Err(CellError::Num)
        }
    };
    match number {
        14 => ranked(sorted.len() as f64 - k.ceil()),
        15 => ranked(k.ceil() - 1.0),
        16 => percentile_inclusive(sorted, k),
        17 => percentile_inclusive(sorted, quarters(k)?),
        18 => percentile_exclusive(sorted, k),
        _ => percentile_exclusive(sorted, quarters(k)?),
    }
}

/// A quartile's number as a share; the exclusive ones refuse 0 and 1 later.
fn quarters(k: f64) -> Result<f64, CellError> {
    let quarter = k.trunc();
    if (0.0..=4.0).contains(&quarter) { Ok(quarter / 4.0) } else { Err(CellError::Num) }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    /// Excel's page of SUBTOTAL: 120, 10, 150, 23; and of AGGREGATE.
    #[test]
    fn statistics_of_a_column() {
        let number = Value::Number;
        let sheet = ScratchSheet::with(&[
            ("A2", number(120.0)),
            ("A3", number(10.0)),
            ("A4", number(150.0)),
            ("A5", number(23.0)),
            ("B2", Value::Error(CellError::Div0)),
            ("B3", number(72.0)),
            ("B4", number(30.0)),
            ("B5", Value::text("x")),
        ]);
        for (formula, expected) in [
            ("SUBTOTAL(9,A2:A5)", 303.0),
            ("SUBTOTAL(101,A2:A5)", 75.75),
            ("SUBTOTAL(2,B2:B5)", 2.0),
            ("SUBTOTAL(3,B:B)", 4.0),
            ("AGGREGATE(4,6,B2:B5)", 72.0),
            ("AGGREGATE(14,6,B2:B5,2)", 30.0),
            ("AGGREGATE(12,6,A2:A5,B2:B5)", 51.0),
            ("AGGREGATE(15,6,A2:A5/(A2:A5>20),1)", 23.0),
            ("SUM(AGGREGATE(14,6,A2:A5,{1,2}))", 270.0),
        ] {
            assert_eq!(sheet.calculate(formula).unwrap(), number(expected), "{formula}");
        }
        assert_eq!(sheet.calculate("SUBTOTAL(9,B2:B5)").unwrap(), Value::Error(CellError::Div0));
        assert_eq!(sheet.calculate("AGGREGATE(4,4,B2:B5)").unwrap(), Value::Error(CellError::Div0));
    }
}
