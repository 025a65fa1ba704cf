//! Sheets on which cell-by-cell work would take time in the square of their size: minutes to hours.

mod support;

use std::fmt::Write;

use support::{File, value};
use ulam_formula::value::Value;

const ROWS: u32 = 100_000;

fn formula_cell(cell: &str, formula: &str) -> String {
    format!("<c r=\"{cell}\"><f>{formula}</f></c>")
}

#[test]
fn running_totals_down_a_long_column() {
    let mut rows = String::new();
    for row in 1..=ROWS {
        write!(rows, "<row r=\"{row}\"><c r=\"A{row}\"><v>0.1</v></c>").unwrap();
        rows += &formula_cell(&format!("B{row}"), &format!("SUM(A$1:A{row})"));
        rows += "</row>";
    }
    let mut workbook = File::with_rows(&rows).workbook_read();
    workbook.recalculate(0.0);
    // Added one at a time from the top.
    let mut sum = 0.0;
    for row in 1..=ROWS {
        sum += 0.1;
        if row % 9_999 == 0 || row == ROWS {
            assert_eq!(value(&workbook, &format!("B{row}")), Value::Number(sum), "{row}");
        }
    }
}

/// Each cell is a thousandth of the sum of those above it; the one that needs all of them comes first.
#[test]
fn a_chain_through_ranges() {
    let rows = ROWS / 2;
    let mut content = format!(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c>{}</row>",
        formula_cell("C1", &format!("A{rows}"))
    );
    for row in 2..=rows {
        let formula = format!("SUM(A$1:A{})*0.001", row - 1);
        write!(content, "<row r=\"{row}\">{}</row>", formula_cell(&format!("A{row}"), &formula))
            .unwrap();
    }
    let mut workbook = File::with_rows(&content).workbook_read();
    workbook.recalculate(0.0);
    let mut sum = 1.0;
    let mut last = 1.0;
    for _ in 2..=rows {
        last = sum * 0.001;
        sum += last;
    }
    assert_eq!(value(&workbook, "C1"), Value::Number(last));
}

#[test]
fn a_deep_chain_of_cells() {
    let mut content = String::new();
    for row in 1..ROWS {
        let cell = formula_cell(&format!("A{row}"), &format!("A{}+1", row + 1));
        write!(content, "<row r=\"{row}\">{cell}</row>").unwrap();
    }
    write!(content, "<row r=\"{ROWS}\"><c r=\"A{ROWS}\"><v>1</v></c></row>").unwrap();
    let mut workbook = File::with_rows(&content).workbook_read();
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "A1"), Value::Number(f64::from(ROWS)));
}

/// A table of keys, numbers and texts mixed, with one key twice and one that is a formula; lookups and
/// conditional sums of each kind over it, whole columns too.
#[test]
fn many_lookups_and_criteria_over_one_table() {
    let mut content = String::new();
    for row in 1..=ROWS {
        let key = (u64::from(row) * 7_919) % u64::from(ROWS);
        write!(content, "<row r=\"{row}\">").unwrap();
        match row % 3 {
            0 => write!(content, "<c r=\"A{row}\" t=\"str\"><v>Key {key}</v></c>").unwrap(),
            1 => write!(content, "<c r=\"A{row}\"><v>{key}</v></c>").unwrap(),
            _ => content += &formula_cell(&format!("A{row}"), &format!("{key}+0")),
        }
        write!(content, "<c r=\"B{row}\"><v>{row}</v></c>").unwrap();
        if row <= 20_000 {
            for (column, formula) in [
                ("D", format!("VLOOKUP(A{row},A$1:B${ROWS},2,FALSE)")),
                ("E", format!("MATCH(A{row},A:A,0)")),
                ("F", format!("SUMIF(A:A,A{row},B:B)")),
                ("G", format!("COUNTIFS(A$1:A${ROWS},A{row},B$1:B${ROWS},\"&gt;{row}\")")),
            ] {
                content += &formula_cell(&format!("{column}{row}"), &formula);
            }
        }
        content += "</row>";
    }
    let mut workbook = File::with_rows(&content).workbook_read();
    workbook.recalculate(0.0);
    for row in (1..=20_000).step_by(997) {
        let number = Value::Number(f64::from(row));
        for column in ["D", "E", "F"] {
            assert_eq!(value(&workbook, &format!("{column}{row}")), number, "{column}{row}");
        }
        assert_eq!(value(&workbook, &format!("G{row}")), Value::Number(0.0));
    }
}

#[test]
fn many_sums_of_whole_columns() {
    let mut content = String::new();
    for row in 1..=ROWS {
        write!(content, "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c>").unwrap();
        content += &formula_cell(&format!("B{row}"), "SUM($A:$A)+1");
        content += "</row>";
    }
    let mut workbook = File::with_rows(&content).workbook_read();
    workbook.recalculate(0.0);
    let sum = f64::from(ROWS) * f64::from(ROWS + 1) / 2.0 + 1.0;
    assert_eq!(value(&workbook, &format!("B{ROWS}")), Value::Number(sum));
}

/// Counts, extremes, ranks and percentiles of whole columns, some of which grow row by row; criteria with
/// few and with many distinct values; a short table beside long columns.
#[test]
fn many_statistics_of_long_columns() {
    let mut content = String::new();
    for row in 1..=ROWS {
        write!(content, "<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c>", row % 1000).unwrap();
        write!(content, "<c r=\"B{row}\"><v>{row}</v></c>").unwrap();
        if row <= 10 {
            write!(content, "<c r=\"C{row}\"><v>{}</v></c>", row * 100).unwrap();
        }
        for (column, formula) in [
            ("D", "COUNT(A:B)+COUNTA(B:B)+COUNTBLANK(C:C)".to_string()),
            ("E", format!("MAX(B$1:B{row})-MIN(B$1:B{row})+AVERAGE(A$1:A{row})*0")),
            ("F", format!("COUNTIF(B$1:B{row},B{row})+COUNTIF(B:B,\"&gt;\"&amp;B{row})")),
            ("G", format!("RANK(B{row},B:B)+LARGE(B:B,{row})")),
            ("H", format!("SUMIF(A:A,A{row},B:B)+MEDIAN(B:B)*0")),
            ("I", format!("MATCH(A{row}+100,C:C)")),
        ] {
            content += &formula_cell(&format!("{column}{row}"), &formula);
        }
        content += "</row>";
    }
    let mut workbook = File::with_rows(&content).workbook_read();
    workbook.recalculate(0.0);
    let rows = f64::from(ROWS);
    for row in (1..=ROWS).step_by(9_973) {
        let number = f64::from(row);
        let key = row % 1000;
        // Every thousandth row from the first with the key on.
        let first = f64::from(if key == 0 { 1000 } else { key });
        let of_key = 100.0 * first + 1000.0 * 99.0 * 100.0 / 2.0;
        for (column, expected) in [
            ("D", 3.0 * rows + f64::from(1 << 20) - 10.0),
            ("E", number - 1.0),
            ("F", 1.0 + rows - number),
            ("G", 2.0 * (rows + 1.0 - number)),
            ("H", of_key),
            ("I", f64::from(key / 100 + 1)),
        ] {
            let found = value(&workbook, &format!("{column}{row}"));
            assert_eq!(found, Value::Number(expected), "{column}{row}");
        }
    }
}

/// A long sheet is read in chunks, in parallel; a comment among its rows makes that impossible.
#[test]
fn a_sheet_read_in_chunks_is_the_same_as_one_read_in_one_piece() {
    let mut content = String::new();
    for row in 1..=ROWS / 4 {
        let hidden = if row % 1_000 < 20 { " hidden=\"1\"" } else { "" };
        write!(content, "<row r=\"{row}\"{hidden}><c r=\"A{row}\"><v>{row}</v></c>").unwrap();
        // Groups of shared formulas begin anew now and then, one with its master at the end.
        let (group, is_master) = (row / 7_000, row % 7_000 == 1);
        match is_master {
            true => write!(
                content,
                "<c r=\"B{row}\"><f t=\"shared\" si=\"{group}\" ref=\"B{row}:B{}\">A{row}*{group}</f>\
                 <v>{}</v></c>",
                row + 6_998,
                row * group
            ),
            false => write!(
                content,
                "<c r=\"B{row}\"><f t=\"shared\" si=\"{group}\"/><v>{}</v></c>",
                row * group
            ),
        }
        .unwrap();
        content += &formula_cell(&format!("C{row}"), &format!("A{row}&amp;\"x\"&amp;$A$1"));
        if row % 3 == 0 {
            let array = format!("<f t=\"array\" ref=\"E{row}:F{row}\">A{row}*{{1,2}}</f>");
            write!(content, "<c r=\"E{row}\">{array}<v>1</v></c><c r=\"F{row}\"><v>2</v></c>")
                .unwrap();
        }
        content += "</row>";
    }
    let whole = File::with_rows(&format!("<!-- one piece -->{content}")).workbook_read();
    let chunked = File::with_rows(&content).workbook_read();
    assert_eq!(whole.cells().len(), chunked.cells().len());
    assert_eq!(whole.distinct_formula_count(), chunked.distinct_formula_count());
    assert_eq!(whole.arrays(), chunked.arrays());
    assert_eq!(whole.sheets()[0].hidden_rows, chunked.sheets()[0].hidden_rows);
    assert_eq!(whole.warnings(), chunked.warnings());
    for (left, right) in whole.formulas().iter().zip(chunked.formulas()) {
        assert_eq!((left.cell, whole.cached(left)), (right.cell, chunked.cached(right)));
        assert_eq!(whole.formula_text(left.cell), chunked.formula_text(right.cell));
    }
    for cell in ["A24999", "B7001", "B6999", "C12345", "F24999"] {
        assert_eq!(value(&whole, cell), value(&chunked, cell), "{cell}");
    }
}

#[test]
fn damage_in_a_long_sheet_is_placed() {
    let mut content = String::new();
    for row in 1..=ROWS / 2 {
        write!(content, "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>").unwrap();
    }
    let damaged = content.replace("<v>49999</v>", "<v>4999x</v>");
    let message = File::with_rows(&damaged).read().expect_err("a workbook").to_string();
    let at = |content: &str, what: &str| content.find(what).expect("its place");
    let byte: usize = message
        .split("byte ")
        .nth(1)
        .and_then(|rest| rest.split(':').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("{message}"));
    // Within the cell, counted from the beginning of the part, which begins before its rows.
    let offset = byte.abs_diff(at(&damaged, "4999x"));
    assert!(offset < 400, "{message}, {offset} bytes from its place in the rows");
}
