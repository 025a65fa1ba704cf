//! MATCH, VLOOKUP, HLOOKUP and LOOKUP.

use std::cmp::Ordering;

use crate::arguments::Arguments;
use crate::function::{
    Category, Function, Outcome, Returns, array, boolean, example, number, scalar, values,
};
use crate::functions::lookup::grid::{Grid, Line};
use crate::lookup_search::{Needle, approximate_by};
use crate::value::{CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "HLOOKUP",
        CATEGORY,
        "Looks for a value in the first row of a table and gives the value in the same column of another row.",
        &[
            scalar("lookup_value"),
            values("table_array"),
            number("row_index_num"),
            boolean("range_lookup").optional(),
        ],
        Returns::Any,
        |arguments| table_lookup(arguments, false),
    )
    .examples(&[
        example("HLOOKUP(3, {1,2,3;\"a\",\"b\",\"c\";\"d\",\"e\",\"f\"}, 2, TRUE)", "\"c\""),
        example("HLOOKUP(\"B\", {\"Axles\",\"Bearings\",\"Bolts\";4,4,9;5,7,10}, 3, TRUE)", "5"),
    ]),
    Function::values(
        "LOOKUP",
        CATEGORY,
        "Looks for a value in a sorted row or column and gives the value at the same place of another.",
        &[scalar("lookup_value"), array("lookup_vector"), array("result_vector").optional()],
        Returns::Any,
        lookup,
    )
    .examples(&[
        example("LOOKUP(4.19, {4.14;4.19;5.17;5.77;6.39}, {\"red\";\"orange\";\"yellow\";\"green\";\"blue\"})", "\"orange\""),
        example("LOOKUP(5.75, {4.14;4.19;5.17;5.77;6.39}, {\"red\";\"orange\";\"yellow\";\"green\";\"blue\"})", "\"yellow\""),
        example("LOOKUP(0, {4.14;4.19})", "#N/A"),
        example("LOOKUP(\"C\", {\"a\",\"b\",\"c\",\"d\";1,2,3,4})", "3"),
    ]),
    Function::values(
        "MATCH",
        CATEGORY,
        "Gives the place of a value in a row or column, counted from 1.",
        &[scalar("lookup_value"), values("lookup_array"), number("match_type").optional()],
        Returns::Number,
        match_position,
    )
    .examples(&[
        example("MATCH(39, {25;38;40;41}, 1)", "2"),
        example("MATCH(41, {25;38;40;41}, 0)", "4"),
        example("MATCH(40, {25;38;40;41}, -1)", "#N/A"),
        example("MATCH(6, {9,7,5,1}, -1)", "2"),
        example("MATCH(\"b*\", {\"apple\",\"Banana\"}, 0)", "2"),
    ]),
    Function::values(
        "VLOOKUP",
        CATEGORY,
        "Looks for a value in the first column of a table and gives the value in the same row of another column.",
        &[
            scalar("lookup_value"),
            values("table_array"),
            number("col_index_num"),
            boolean("range_lookup").optional(),
        ],
        Returns::Any,
        |arguments| table_lookup(arguments, true),
    )
    .examples(&[
        example("VLOOKUP(2, {1,\"one\";2,\"two\";3,\"three\"}, 2, FALSE)", "\"two\""),
        example("VLOOKUP(2.5, {1,\"one\";2,\"two\";3,\"three\"}, 2)", "\"two\""),
        example("VLOOKUP(4, {1,\"one\";2,\"two\"}, 2, FALSE)", "#N/A"),
        example("VLOOKUP(1, {1,\"one\"}, 3, FALSE)", "#REF!"),
    ]),
];

/// VLOOKUP, or HLOOKUP if not `is_vertical`.
fn table_lookup(arguments: &Arguments, is_vertical: bool) -> Outcome {
    let is_approximate = arguments.boolean_or(3, true)?;
    let needle = Needle::classic(&arguments.scalar(0), !is_approximate)?;
    if let Value::Text(_) = arguments.raw(1) {
        return Err(CellError::Value);
    }
    let table = Grid::of(arguments, 1)?;
    let index = arguments.number(2)?.trunc();
    let index_max = if is_vertical { table.columns() } else { table.rows() };
    if index < 1.0 {
        return Err(CellError::Value);
    }
    if index > index_max as f64 {
        return Err(CellError::Ref);
    }
    let keys = if is_vertical { table.column(0) } else { table.row(0) };
    let position =
        if is_approximate { approximate(&keys, &needle) } else { keys.first_match(&needle) };
    let position = position.ok_or(CellError::NotAvailable)?;
    let other = index as usize - 1;
    Ok(if is_vertical { table.get(position, other) } else { table.get(other, position) })
}

/// Approximate match in a line in ascending order.
fn approximate(line: &Line, needle: &Needle) -> Option<usize> {
    approximate_by(line.used_len(), line.filled_len(), |at| needle.order_of(&line.get(at)))
}

/// Approximate match in a line in descending order: the first element equal to what is looked for, else
/// the last before the first that is below it. Excel goes from element to element here.
fn approximate_descending(line: &Line, needle: &Needle) -> Option<usize> {
    let mut found = None;
    line.visit(&mut |position, value| match needle.order_of(value) {
        Some(Ordering::Greater) => {
            found = Some(position);
            true
        }
        Some(Ordering::Equal) => {
            found = Some(position);
            false
        }
        Some(Ordering::Less) => false,
        None => true,
    });
    found
}

fn match_position(arguments: &Arguments) -> Outcome {
    let match_type = arguments.number_or(2, 1.0)?;
    let needle = Needle::classic(&arguments.scalar(0), match_type == 0.0)?;
    let grid = Grid::of(arguments, 1)?;
    let line = grid.line().ok_or(CellError::NotAvailable)?;
    let position = if match_type > 0.0 {
        approximate(&line, &needle)
    } else if match_type < 0.0 {
        approximate_descending(&line, &needle)
    } else {
        line.first_match(&needle)
    };
    match position {
        Some(position) => Ok(Value::Number(position as f64 + 1.0)),
        None => Err(CellError::NotAvailable),
    }
}

fn lookup(arguments: &Arguments) -> Outcome {
    let needle = Needle::classic(&arguments.scalar(0), false)?;
    let grid = Grid::of(arguments, 1)?;
    // A table wider than high is searched along its first row, any other down its first column.
    let is_horizontal = grid.columns() > grid.rows();
    let keys = if is_horizontal { grid.row(0) } else { grid.column(0) };
    let found = approximate(&keys, &needle);
    let results_grid;
    let results = if arguments.is_given(2) {
        results_grid = Grid::of(arguments, 2)?;
        results_grid.line().ok_or(CellError::NotAvailable)?
    } else if is_horizontal {
        grid.row(grid.rows() - 1)
    } else {
        grid.column(grid.columns() - 1)
    };
    let position = found.ok_or(CellError::NotAvailable)?;
    // A result vector that is too short is read on beyond its end, as Excel does.
    results.get_beyond(position).ok_or(CellError::NotAvailable)
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn check(sheet: &ScratchSheet, formula: &str, expected: Value) {
        assert_eq!(sheet.calculate(formula).expect(formula), expected, "{formula}");
    }

    /// Text in any case, kinds apart, blank cells never found, approximate to the last of equals: as
    /// Excel's pages on MATCH and VLOOKUP have it.
    #[test]
    fn cells_are_searched() {
        let sheet = ScratchSheet::with(&[
            ("A1", "Alpha".into()),
            ("A2", "Beta".into()),
            ("A3", "Delta".into()),
            ("A4", "Delta".into()),
            ("A5", "Omega".into()),
            ("B1", 1.0.into()),
            ("B2", 2.0.into()),
            ("B3", 3.0.into()),
            ("B4", 4.0.into()),
        ]);
        check(&sheet, "MATCH(\"delta\",A1:A5)", 4.0.into());
        check(&sheet, "MATCH(\"delta\",A1:A5,0)", 3.0.into());
        check(&sheet, "MATCH(\"delta\",A:A,0)", 3.0.into());
        check(&sheet, "MATCH(\"zz\",A:A)", 5.0.into());
        check(&sheet, "MATCH(0,B1:B9,0)", CellError::NotAvailable.into());
        check(&sheet, "MATCH(C1,A1:A5,0)", CellError::NotAvailable.into());
        check(&sheet, "MATCH(1E+306,B:B)", 4.0.into());
        check(&sheet, "MATCH(1,A1:B5,0)", CellError::NotAvailable.into());
        check(&sheet, "VLOOKUP(\"*eta\",A:B,2,FALSE)", 2.0.into());
        check(&sheet, "VLOOKUP(\"D\",A1:B5,2)", 2.0.into());
        check(&sheet, "VLOOKUP(\"D\",A1:B5,0)", CellError::Value.into());
        check(&sheet, "VLOOKUP(1/0,A1:B5,2)", CellError::Div0.into());
        check(&sheet, "LOOKUP(2,1/(A1:A5=\"Delta\"),B1:B5)", 4.0.into());
        check(&sheet, "LOOKUP(\"beta\",A1:B5)", 2.0.into());
        check(&sheet, "LOOKUP(\"delta\",A1:A5,B1:B2)", 4.0.into());
        check(&sheet, "HLOOKUP(\"alpha\",A1:B5,3,FALSE)", "Delta".into());
    }
}
