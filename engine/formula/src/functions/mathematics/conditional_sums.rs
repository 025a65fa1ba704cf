//! SUMIF and SUMIFS, and the search for cells that meet criteria that the other ...IF functions share.

use crate::address::{Area, COLUMN_COUNT, CellAddress, ROW_COUNT};
use crate::arguments::Arguments;
use crate::criteria::Criterion;
use crate::evaluate::Evaluator;
use crate::function::{Category, Function, Outcome, Returns, example, reference, scalar};
use crate::value::{CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "SUMIF",
        Category::Mathematics,
        "Sum of the cells that meet a criterion, or of those beside them.",
        &[reference("range"), scalar("criteria"), reference("sum_range").optional()],
        Returns::Number,
        sumif,
    )
    .examples(&[example("SUMIF(A1:A3, \">0\")", "0"), example("SUMIF({1,2}, 1)", "#VALUE!")]),
    Function::values(
        "SUMIFS",
        Category::Mathematics,
        "Sum of the cells whose companions meet all criteria.",
        &[
            reference("sum_range"),
            reference("criteria_range").repeating(),
            scalar("criteria").repeating(),
        ],
        Returns::Number,
        sumifs,
    )
    .examples(&[
        example("SUMIFS(A1:A3, B1:B3, \">0\")", "0"),
        example("SUMIFS(A1:A3, B1:B4, \">0\")", "#VALUE!"),
    ]),
];

/// A range and the criterion that its cells are to meet.
pub struct Condition {
    /// The range.
    pub area: Area,
    /// The criterion.
    pub criterion: Criterion,
}

/// The conditions in the arguments `from..`: pairs of a range and a criterion.
///
/// # Errors
/// `#VALUE!` for a range that is no reference, a range without a criterion, or ranges of unequal
/// shapes.
pub fn conditions(arguments: &Arguments, from: usize) -> Result<Vec<Condition>, CellError> {
    let dates = arguments.context().date_system();
    let mut conditions: Vec<Condition> = Vec::new();
    for index in (from..arguments.count()).step_by(2) {
        if index + 1 >= arguments.count() {
            return Err(CellError::Value);
        }
        let area = arguments.area(index)?;
        if let Some(first) = conditions.first()
            && !are_of_one_shape(&first.area, &area)
        {
            return Err(CellError::Value);
        }
        let criterion = Criterion::new(&arguments.scalar(index + 1), dates);
        conditions.push(Condition { area, criterion });
    }
    if conditions.is_empty() { Err(CellError::Value) } else { Ok(conditions) }
}

/// Whether two areas have as many rows and columns.
pub fn are_of_one_shape(left: &Area, right: &Area) -> bool {
    left.rows() == right.rows() && left.columns() == right.columns()
}

/// The cell of `area` at an offset from its first one.
fn cell_at(area: &Area, row: u32, column: u32) -> CellAddress {
    CellAddress {
        sheet: area.sheet,
        row: area.first_row + row,
        column: area.first_column as u32 + column,
    }
}

/// Visits, row by row, the cells of `values` that are not blank and whose companions (at the same
/// place of each condition's range, all of `values`' shape) meet all conditions. Only used cells are
/// looked at. Stops when `visit` gives an error.
///
/// # Errors
/// What `visit` gives.
pub fn visit_matches(
    evaluator: &Evaluator,
    values: Area,
    conditions: &[Condition],
    visit: &mut dyn FnMut(&Value) -> Result<(), CellError>,
) -> Result<(), CellError> {
    if let Some((column, rows)) = indexed_rows(evaluator, conditions) {
        for row in rows {
            let row = row - column.first_row;
            let is_met = conditions.iter().all(|condition| {
                let cell = cell_at(&condition.area, row, 0);
                condition.criterion.matches(&evaluator.read(cell))
            });
            if is_met {
                match evaluator.read(cell_at(&values, row, 0)) {
                    Value::Blank => {}
                    companion => visit(&companion)?,
                }
            }
        }
        return Ok(());
    }
    // Where blank cells don't meet a criterion, the used cells of its range are all there is to look
    // at; else the used cells of the values.
    let lead = conditions.iter().position(|condition| !condition.criterion.matches_blank());
    let lead_area = lead.map_or(values, |index| conditions[index].area);
    let mut result = Ok(());
    evaluator.context.visit(lead_area, &mut |row, column, value| {
        let (row, column) = (row - lead_area.first_row, column - lead_area.first_column as u32);
        for (index, condition) in conditions.iter().enumerate() {
            let is_met = if lead == Some(index) {
                matches(&condition.criterion, value)
            } else {
                let cell = cell_at(&condition.area, row, column);
                condition.criterion.matches(&evaluator.read(cell))
            };
            if !is_met {
                return true;
            }
        }
        result = match lead {
            None => visit_scalar(value, visit),
            Some(_) => match evaluator.read(cell_at(&values, row, column)) {
                Value::Blank => Ok(()),
                companion => visit(&companion),
            },
        };
        result.is_ok()
    });
    result
}

/// The rows of the fewest cells that an index knows to be all that can meet one of the conditions, and
/// the column that they are in.
fn indexed_rows(evaluator: &Evaluator, conditions: &[Condition]) -> Option<(Area, Vec<u32>)> {
    let mut fewest: Option<(Area, Vec<u32>)> = None;
    for condition in conditions {
        let area = condition.area;
        if area.columns() != 1 {
            return None;
        }
        let known = evaluator.knowledge_of(area)?;
        let Some(key) = condition.criterion.key() else {
            continue;
        };
        let most = fewest.as_ref().map_or(usize::MAX, |(_, fewest)| fewest.len());
        let mut rows = Vec::new();
        let is_indexed = known.visit_rows_equal(area, key, &mut |row| {
            rows.push(row);
            rows.len() < most
        });
        if is_indexed && rows.len() < most {
            fewest = Some((area, rows));
        }
    }
    fewest
}

fn matches(criterion: &Criterion, value: &Value) -> bool {
    match value {
        Value::Array(array) => criterion.matches(array.get(0, 0)),
        scalar => criterion.matches(scalar),
    }
}

fn visit_scalar(
    value: &Value,
    visit: &mut dyn FnMut(&Value) -> Result<(), CellError>,
) -> Result<(), CellError> {
    match value {
        Value::Array(array) => visit(array.get(0, 0)),
        scalar => visit(scalar),
    }
}

/// The area of `shape`'s size at the first cell of `at`, cut at the sheet's edges: what SUMIF and
/// AVERAGEIF make of their last range.
pub fn resized(at: &Area, shape: &Area) -> Area {
    let last_row = at.first_row as u64 + (shape.last_row - shape.first_row) as u64;
    let last_column = at.first_column as u32 + (shape.last_column - shape.first_column) as u32;
    Area {
        last_row: last_row.min(ROW_COUNT as u64 - 1) as u32,
        last_column: last_column.min(COLUMN_COUNT - 1) as u16,
        ..*at
    }
}

/// The values and the one condition of SUMIF's and AVERAGEIF's arguments.
///
/// # Errors
/// `#VALUE!` for a range that is no reference.
pub fn one_condition(arguments: &Arguments) -> Result<(Area, Condition), CellError> {
    let mut area = arguments.area(0)?;
    let dates = arguments.context().date_system();
    let criterion = Criterion::new(&arguments.scalar(1), dates);
    let values = if arguments.is_given(2) { resized(&arguments.area(2)?, &area) } else { area };
    // Companions beyond the sheet's edge don't exist.
    area.last_row = area.first_row + (values.last_row - values.first_row);
    area.last_column = area.first_column + (values.last_column - values.first_column);
    Ok((values, Condition { area, criterion }))
}

fn sum_of_matches(arguments: &Arguments, values: Area, conditions: &[Condition]) -> Outcome {
    let mut sum = 0.0;
    visit_matches(arguments.evaluator, values, conditions, &mut |value| {
        match value {
            Value::Number(number) => sum += number,
            Value::Error(error) => return Err(*error),
            _ => {}
        }
        Ok(())
    })?;
    Ok(sum.into())
}

fn sumif(arguments: &Arguments) -> Outcome {
    let (values, condition) = one_condition(arguments)?;
    sum_of_matches(arguments, values, &[condition])
}

fn sumifs(arguments: &Arguments) -> Outcome {
    let values = arguments.area(0)?;
    let conditions = conditions(arguments, 1)?;
    if !are_of_one_shape(&values, &conditions[0].area) {
        return Err(CellError::Value);
    }
    sum_of_matches(arguments, values, &conditions)
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn sheet() -> ScratchSheet {
        let number = Value::Number;
        ScratchSheet::with(&[
            ("A1", number(100000.0)),
            ("B1", number(7000.0)),
            ("A2", number(200000.0)),
            ("B2", number(14000.0)),
            ("A3", number(300000.0)),
            ("B3", number(21000.0)),
            ("A4", number(400000.0)),
            ("B4", number(28000.0)),
            ("C1", Value::text("Fruits")),
            ("C2", Value::text("apples")),
            ("C4", Value::text("fruit")),
            ("D3", Value::Error(CellError::Div0)),
        ])
    }

    /// The first four: Excel's page of SUMIF.
    #[test]
    fn sums_follow_criteria() {
        for (formula, expected) in [
            ("SUMIF(A1:A4,\">160000\",B1:B4)", 63000.0),
            ("SUMIF(A1:A4,\">160000\")", 900000.0),
            ("SUMIF(A1:A4,300000,B1:B4)", 21000.0),
            ("SUMIF(A:A,\">200000\",B:B)", 49000.0),
            // The sum range takes the criteria range's shape.
            ("SUMIF(A1:A4,\">160000\",B1)", 63000.0),
            ("SUMIF(C1:C9,\"\",B1:B9)", 21000.0),
            ("SUMIF(C1:C9,\"<>fruit\",B1)", 42000.0),
            ("SUMIFS(B1:B4,A1:A4,\">100000\",C1:C4,\"*s\")", 14000.0),
            ("SUMIFS(B:B,C:C,\"=\",A:A,\"<>7\")", 21000.0),
            ("SUM(SUMIF(C1:C4,{\"fruit\",\"fruits\"},B1:B4))", 35000.0),
        ] {
            assert_eq!(sheet().calculate(formula).unwrap(), Value::Number(expected), "{formula}");
        }
    }

    #[test]
    fn only_matching_errors_count() {
        let error = Value::Error(CellError::Div0);
        assert_eq!(sheet().calculate("SUMIF(A1:A4,300000,D1:D4)").unwrap(), error);
        let sum = sheet().calculate("SUMIF(A1:A4,\"<300000\",D1:D4)").unwrap();
        assert_eq!(sum, Value::Number(0.0));
    }
}
