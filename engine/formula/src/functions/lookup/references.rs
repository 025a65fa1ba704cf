//! References: where cells are, and references computed from others.

use std::sync::Arc;

use crate::address::{
    Area, COLUMN_COUNT, CellAddress, ROW_COUNT, column_letters, quoted_sheet_name,
};
use crate::arguments::Arguments;
use crate::evaluate::Entry;
use crate::function::{
    Category, Function, Outcome, Returns, array, boolean, example, number, reference, scalar, text,
    values,
};
use crate::functions::lookup::grid::Grid;
use crate::value::{Array, CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ADDRESS",
        CATEGORY,
        "Gives the address of a cell as text.",
        &[
            number("row_num"),
            number("column_num"),
            number("abs_num").optional(),
            boolean("a1").optional(),
            text("sheet_text").optional(),
        ],
        Returns::Text,
        address,
    )
    .examples(&[
        example("ADDRESS(2, 3)", "\"$C$2\""),
        example("ADDRESS(2, 3, 2)", "\"C$2\""),
        example("ADDRESS(2, 3, 2, FALSE)", "\"R2C[3]\""),
        example("ADDRESS(2, 3, 1, FALSE, \"[Book1]Sheet1\")", "\"'[Book1]Sheet1'!R2C3\""),
        example("ADDRESS(2, 3, 1, FALSE, \"EXCEL SHEET\")", "\"'EXCEL SHEET'!R2C3\""),
    ]),
    Function::values(
        "AREAS",
        CATEGORY,
        "Counts the areas of a reference.",
        &[reference("reference")],
        Returns::Number,
        areas,
    )
    .examples(&[example("AREAS(B2:D4)", "1"), example("AREAS((B2:D4,E5,F6:I9))", "3")]),
    Function::values(
        "COLUMN",
        CATEGORY,
        "Gives the column number of a reference, or of the cell itself.",
        &[reference("reference").optional()],
        Returns::Number,
        |arguments| place(arguments, false),
    )
    .examples(&[example("COLUMN(B6)", "2"), example("COLUMN(B1:D1)", "{2,3,4}")]),
    Function::values(
        "COLUMNS",
        CATEGORY,
        "Counts the columns of a reference or array.",
        &[values("array")],
        Returns::Number,
        |arguments| Ok(Value::Number(size(arguments)?.1 as f64)),
    )
    .examples(&[example("COLUMNS(C1:E4)", "3"), example("COLUMNS({1,2,3;4,5,6})", "3")]),
    Function::values(
        "FORMULATEXT",
        CATEGORY,
        "Gives the formula of a cell as text.",
        &[reference("reference")],
        Returns::Text,
        formula_text,
    )
    .examples(&[example("FORMULATEXT(A1)", "#N/A"), example("FORMULATEXT(\"A1\")", "#VALUE!"),]),
    Function::values(
        "HYPERLINK",
        CATEGORY,
        "A link to open; shows its friendly name.",
        &[text("link_location"), scalar("friendly_name").optional()],
        Returns::Any,
        hyperlink,
    )
    .examples(&[
        example("HYPERLINK(\"http://example.com/report\", \"Report\")", "\"Report\""),
        example("HYPERLINK(\"http://example.com\")", "\"http://example.com\""),
    ]),
    Function::values(
        "INDEX",
        CATEGORY,
        "Gives the cell or value at a row and column of a range or array; row or column 0 is all of them.",
        &[
            array("array"),
            number("row_num"),
            number("column_num").optional(),
            number("area_num").optional(),
        ],
        Returns::Any,
        index,
    )
    .examples(&[
        example("INDEX({\"Apples\",\"Lemons\";\"Bananas\",\"Pears\"}, 2, 2)", "\"Pears\""),
        example("INDEX({1,2;3,4}, 0, 2)", "{2;4}"),
        example("INDEX({1,2;3,4}, 3, 1)", "#REF!"),
        example("ROW(INDEX(B2:C5, 3, 1))", "4"),
    ]),
    Function::values(
        "OFFSET",
        CATEGORY,
        "Gives a reference moved by rows and columns, and of another size if asked.",
        &[
            reference("reference"),
            number("rows"),
            number("cols"),
            number("height").optional(),
            number("width").optional(),
        ],
        Returns::Any,
        offset,
    )
    .volatile()
    .examples(&[
        example("ROW(OFFSET(D3, 3, -2))", "6"),
        example("COLUMNS(OFFSET(D3:F5, 0, 0, 3, 2))", "2"),
        example("ROWS(OFFSET(D5, 0, 0, -3))", "3"),
        example("OFFSET(D3:F5, -3, -3)", "#REF!"),
    ]),
    Function::values(
        "ROW",
        CATEGORY,
        "Gives the row number of a reference, or of the cell itself.",
        &[reference("reference").optional()],
        Returns::Number,
        |arguments| place(arguments, true),
    )
    .examples(&[example("ROW(C10)", "10"), example("ROW(C10:D12)", "{10;11;12}")]),
    Function::values(
        "ROWS",
        CATEGORY,
        "Counts the rows of a reference or array.",
        &[values("array")],
        Returns::Number,
        |arguments| Ok(Value::Number(size(arguments)?.0 as f64)),
    )
    .examples(&[example("ROWS(C1:E4)", "4"), example("ROWS({1,2,3;4,5,6})", "2")]),
];

fn address(arguments: &Arguments) -> Outcome {
    let row = arguments.integer(0)?;
    let column = arguments.integer(1)?;
    let kind = if arguments.is_given(2) { arguments.integer(2)? } else { 1 };
    let is_a1 = !arguments.is_given(3) || arguments.boolean(3)?;
    let is_inside = (1..=ROW_COUNT as i64).contains(&row)
        && (1..=COLUMN_COUNT as i64).contains(&column)
        && (1..=8).contains(&kind);
    if !is_inside {
        return Err(CellError::Value);
    }
    // Excel takes 5 to 8 for 1 to 4, though it documents only these.
    let kind = (kind - 1) % 4 + 1;
    let (is_row_absolute, is_column_absolute) = (kind <= 2, kind == 1 || kind == 3);
    let cell = if is_a1 {
        let dollar = |is_absolute: bool| if is_absolute { "$" } else { "" };
        let letters = column_letters(column as u32 - 1);
        format!("{}{letters}{}{row}", dollar(is_column_absolute), dollar(is_row_absolute))
    } else {
        let part = |letter: char, number: i64, is_absolute: bool| {
            if is_absolute { format!("{letter}{number}") } else { format!("{letter}[{number}]") }
        };
        part('R', row, is_row_absolute) + &part('C', column, is_column_absolute)
    };
    if !arguments.is_given(4) {
        return Ok(Value::text(cell));
    }
    let sheet = arguments.text(4)?;
    if sheet.is_empty() {
        return Ok(Value::text(format!("!{cell}")));
    }
    Ok(Value::text(format!("{}!{cell}", quoted_sheet_name(&sheet))))
}

fn areas(arguments: &Arguments) -> Outcome {
    match arguments.raw(0) {
        Value::Area(_) => Ok(Value::Number(1.0)),
        Value::Union(areas) => Ok(Value::Number(areas.len() as f64)),
        Value::Error(error) => Err(*error),
        _ => Err(CellError::Value),
    }
}

/// ROW and COLUMN: a number, or in an array formula an array of the rows' or columns' numbers.
fn place(arguments: &Arguments, is_row: bool) -> Outcome {
    let host = arguments.evaluator.host;
    let area = if arguments.is_given(0) { arguments.area(0)? } else { Area::of_cell(host) };
    let (first, count) = if is_row {
        (area.first_row, area.rows())
    } else {
        (area.first_column as u32, area.columns())
    };
    let number = |index: usize| Value::Number(first as f64 + 1.0 + index as f64);
    if count == 1 || arguments.evaluator.entry == Entry::Ordinary {
        return Ok(number(0));
    }
    Ok(if is_row {
        Array::from_fn(count, 1, |index, _| number(index))?.into()
    } else {
        Array::from_fn(1, count, |_, index| number(index))?.into()
    })
}

/// Rows and columns of the argument.
fn size(arguments: &Arguments) -> Result<(usize, usize), CellError> {
    match arguments.raw(0) {
        Value::Area(area) => Ok((area.rows(), area.columns())),
        Value::Array(array) => Ok((array.rows(), array.columns())),
        Value::Number(_) | Value::Boolean(_) | Value::Text(_) => Ok((1, 1)),
        Value::Union(_) => Err(CellError::Ref),
        Value::Error(error) => Err(*error),
        // No argument at all, which is an empty list.
        Value::Omitted if arguments.count() == 0 => Ok((0, 0)),
        _ => Err(CellError::Value),
    }
}

fn formula_text(arguments: &Arguments) -> Outcome {
    let cell = match arguments.raw(0) {
        Value::Area(area) => area.first(),
        Value::Error(error) => return Err(*error),
        _ => return Err(CellError::Value),
    };
    match arguments.context().formula_text(cell) {
        Some(text) => Ok(Value::text(text)),
        None => Err(CellError::NotAvailable),
    }
}

fn hyperlink(arguments: &Arguments) -> Outcome {
    if arguments.count() > 1 {
        return Ok(match arguments.scalar(1) {
            Value::Omitted => Value::Number(0.0),
            friendly => friendly,
        });
    }
    Ok(Value::Text(arguments.text(0)?))
}

fn index(arguments: &Arguments) -> Outcome {
    let area_number = if arguments.is_given(3) { arguments.integer(3)? } else { 1 };
    if area_number < 1 {
        return Err(CellError::Value);
    }
    let grid = match arguments.raw(0) {
        Value::Union(areas) => {
            let area = areas.get(area_number as usize - 1).ok_or(CellError::Ref)?;
            Grid::Area(*area, arguments.evaluator)
        }
        _ if area_number > 1 => return Err(CellError::Ref),
        _ => Grid::of(arguments, 0)?,
    };
    let (mut row, mut column) = (arguments.integer(1)?, arguments.integer_or(2, 0)?);
    // One number says enough of an array, whose row it gives, but not of an area of cells, except to
    // LibreOffice.
    let is_area = matches!(grid, Grid::Area(..)) && !arguments.context().comparisons_are_numbers();
    if is_area && arguments.count() == 2 && grid.rows() > 1 && grid.columns() > 1 {
        return Err(CellError::Ref);
    }
    if row < 0 || column < 0 {
        return Err(CellError::Value);
    }
    // In a single row one number counts columns.
    if arguments.count() == 2 && grid.rows() == 1 {
        (row, column) = (0, row);
    }
    let (first_row, rows) = if row == 0 { (0, grid.rows()) } else { (row as usize - 1, 1) };
    let (first_column, columns) =
        if column == 0 { (0, grid.columns()) } else { (column as usize - 1, 1) };
    grid.part(first_row, first_column, rows, columns)
}

fn offset(arguments: &Arguments) -> Outcome {
    let area = arguments.area(0)?;
    let (rows, columns) = (arguments.integer(1)?, arguments.integer(2)?);
    let size = |index: usize, size: usize| {
        if !arguments.is_given(index) {
            return Ok(size as i64);
        }
        let number = arguments.number(index)?;
        // Excel takes a part of one row or column for one, though it truncates other sizes.
        if number > 0.0 && number < 1.0 { Ok(1) } else { arguments.integer(index) }
    };
    let (height, width) = (size(3, area.rows())?, size(4, area.columns())?);
    let (first_row, last_row) = span(area.first_row as i64, rows, height, ROW_COUNT)?;
    let (first_column, last_column) = span(area.first_column as i64, columns, width, COLUMN_COUNT)?;
    Ok(Value::Area(Area {
        sheet: area.sheet,
        first_row,
        last_row,
        first_column: first_column as u16,
        last_column: last_column as u16,
    }))
}

/// First and last index of `length` rows or columns that start `moved` from `first`; a negative
/// length runs backwards. `#REF!` when empty or outside the sheet.
fn span(first: i64, moved: i64, length: i64, count: u32) -> Result<(u32, u32), CellError> {
    let start = first.checked_add(moved).ok_or(CellError::Ref)?;
    let (low, high) = match length {
        0 => return Err(CellError::Ref),
        1.. => (Some(start), start.checked_add(length - 1)),
        _ => (start.checked_add(length + 1), Some(start)),
    };
    match (low, high) {
        (Some(low), Some(high)) if low >= 0 && high < count as i64 => Ok((low as u32, high as u32)),
        _ => Err(CellError::Ref),
    }
}

/// The smallest part of an area that holds its cells that are not blank, cut only on the sides asked
/// for. `None` when all are blank.
pub(super) fn trimmed_area(
    arguments: &Arguments,
    area: Area,
    rows: Trim,
    columns: Trim,
) -> Option<Area> {
    let mut bounds: Option<Area> = None;
    arguments.context().visit(area, &mut |row, column, _| {
        let cell = Area::of_cell(CellAddress { sheet: area.sheet, row, column });
        bounds = match bounds {
            None => Some(cell),
            Some(bounds) => bounds.span(&cell),
        };
        true
    });
    let bounds = bounds?;
    Some(Area {
        sheet: area.sheet,
        first_row: if rows.leading { bounds.first_row } else { area.first_row },
        last_row: if rows.trailing { bounds.last_row } else { area.last_row },
        first_column: if columns.leading { bounds.first_column } else { area.first_column },
        last_column: if columns.trailing { bounds.last_column } else { area.last_column },
    })
}

/// Which blank edges to cut off.
#[derive(Clone, Copy)]
pub(super) struct Trim {
    pub leading: bool,
    pub trailing: bool,
}

/// The smallest part of an array likewise: first row, first column, rows, columns.
pub(super) fn trimmed_array(
    array: &Arc<Array>,
    rows: Trim,
    columns: Trim,
) -> Option<(usize, usize, usize, usize)> {
    let is_row_used = |row: &usize| array.row(*row).iter().any(|value| !value.is_blank());
    let is_column_used =
        |column: &usize| (0..array.rows()).any(|row| !array.get(row, *column).is_blank());
    let (mut first_row, mut last_row) =
        ((0..array.rows()).find(is_row_used)?, (0..array.rows()).rfind(is_row_used)?);
    let (mut first_column, mut last_column) =
        ((0..array.columns()).find(is_column_used)?, (0..array.columns()).rfind(is_column_used)?);
    if !rows.leading {
        first_row = 0;
    }
    if !rows.trailing {
        last_row = array.rows() - 1;
    }
    if !columns.leading {
        first_column = 0;
    }
    if !columns.trailing {
        last_column = array.columns() - 1;
    }
    Some((first_row, first_column, last_row - first_row + 1, last_column - first_column + 1))
}

#[cfg(test)]
mod tests {
    use crate::evaluate::Entry;
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn check(sheet: &ScratchSheet, formula: &str, expected: Value) {
        assert_eq!(sheet.calculate(formula).expect(formula), expected, "{formula}");
    }

    fn five_numbers() -> ScratchSheet {
        let cells = ["A1", "A2", "A3", "A4", "A5"];
        let cells: Vec<(&str, Value)> =
            cells.into_iter().zip(1..).map(|(cell, n)| (cell, Value::Number(n as f64))).collect();
        ScratchSheet::with(&cells)
    }

    #[test]
    fn computed_references_make_ranges() {
        let sheet = five_numbers();
        check(&sheet, "SUM(INDEX(A1:A5,2):INDEX(A1:A5,4))", 9.0.into());
        check(&sheet, "SUM(A1:OFFSET(A1,4,0))", 15.0.into());
        check(&sheet, "SUM(OFFSET(A5,0,0,-2,1))", 9.0.into());
        check(&sheet, "SUM(OFFSET(A:A,0,0))", 15.0.into());
        check(&sheet, "SUM(INDEX(A1:B5,0,1))", 15.0.into());
        check(&sheet, "INDEX((A1:A2,A4:A5),2,1,2)", 5.0.into());
        check(&sheet, "OFFSET(A1,0,-1)", CellError::Ref.into());
        check(&sheet, "OFFSET(A1,0,0,0)", CellError::Ref.into());
        check(&sheet, "OFFSET(A1,1E+15,1E+18)", CellError::Ref.into());
        check(&sheet, "INDEX(A1:A5,6)", CellError::Ref.into());
        check(&sheet, "INDEX(A1:A5,-1)", CellError::Value.into());
        check(&sheet, "INDEX(A1:E1,3)", 0.0.into());
    }

    /// The cell that holds the formula is Z100.
    #[test]
    fn without_argument_the_host_is_meant() {
        let sheet = five_numbers();
        check(&sheet, "ROW()", 100.0.into());
        check(&sheet, "COLUMN()", 26.0.into());
        check(&sheet, "SUM(ROW(A1:A3))", 6.0.into());
        let ordinary = sheet.calculate_as("SUMPRODUCT(ROW(A1:A3))", Entry::Ordinary);
        assert_eq!(ordinary, Ok(6.0.into()));
        assert_eq!(sheet.calculate_as("ROW(A2:A3)", Entry::Ordinary), Ok(2.0.into()));
    }
}
