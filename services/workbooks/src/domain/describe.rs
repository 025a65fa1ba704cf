//! Sheets, names, tables and settings of a workbook.

use ulam_contracts::workbooks::{
    Calculation, ColumnLayout, DefinedName, RowLayout, Sheet, SheetKind, SheetLayout, Table,
    Visibility,
};
use ulam_formula::address::{SheetId, a1};
use ulam_formula::context::DateSystem;
use ulam_formula::value::Value;
use ulam_report::warnings::reader_warnings;
use ulam_workbook::Workbook;

use super::cells::area_text;
use super::open::OpenBook;

/// Excel's own sizes in CSS pixels at 100%: 8.43 characters of Calibri 11, and 15 points.
const COLUMN_WIDTH: f64 = 64.0;
const ROW_HEIGHT: f64 = 20.0;
/// Rows that are listed as hidden.
const ROWS_MAX: usize = 10_000;
const MERGED_MAX: usize = 10_000;
/// Names and tables listed.
const NAMES_MAX: usize = 10_000;

/// The sheets, in order.
pub fn sheets(book: &OpenBook) -> Vec<Sheet> {
    let workbook = &book.workbook;
    let count = workbook.sheets().len();
    let mut cell_counts = vec![0_u64; count];
    let mut formula_counts = vec![0_u64; count];
    // First used row and column.
    let mut firsts = vec![(u32::MAX, u32::MAX); count];
    for (index, value) in workbook.cells().values().iter().enumerate() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = ulam_workbook::CellId(index);
        let address = workbook.cells().address(id);
        let sheet = usize::from(address.sheet);
        let (Some(cells), Some(formulas), Some(first)) =
            (cell_counts.get_mut(sheet), formula_counts.get_mut(sheet), firsts.get_mut(sheet))
        else {
            continue;
        };
        let has_formula = workbook.cells().formula(id).is_some();
        if has_formula || !matches!(value, Value::Blank) {
            *cells += 1;
            *formulas += u64::from(has_formula);
            *first = (first.0.min(address.row), first.1.min(address.column));
        }
    }
    let described = workbook.sheets().iter().enumerate().map(|(index, sheet)| {
        let used = sheet.grid.used().filter(|_| cell_counts[index] > 0);
        let first = firsts[index];
        Sheet {
            name: sheet.name.to_string(),
            index: index as u32,
            kind: match sheet.kind {
                ulam_workbook::SheetKind::Worksheet => SheetKind::Worksheet,
                ulam_workbook::SheetKind::Chart => SheetKind::Chart,
                ulam_workbook::SheetKind::Dialog => SheetKind::Dialog,
                ulam_workbook::SheetKind::Macro => SheetKind::Macro,
            },
            visibility: match sheet.visibility {
                ulam_workbook::Visibility::Visible => Visibility::Visible,
                ulam_workbook::Visibility::Hidden => Visibility::Hidden,
                ulam_workbook::Visibility::VeryHidden => Visibility::VeryHidden,
            },
            used_range: used.map(|(row, column)| {
                let (from, to) = (a1(first.0, first.1), a1(row, column));
                if from == to { from } else { format!("{from}:{to}") }
            }),
            row_count: used.map_or(0, |(row, _)| row + 1),
            column_count: used.map_or(0, |(_, column)| column + 1),
            cell_count: cell_counts[index],
            formula_count: formula_counts[index],
            layout: layout(sheet),
        }
    });
    described.collect()
}

fn layout(sheet: &ulam_workbook::Sheet) -> SheetLayout {
    let last_row = sheet.grid.used().map_or(0, |(row, _)| row);
    let mut rows: Vec<RowLayout> = Vec::new();
    if !sheet.hidden_rows.is_empty() {
        for row in 0..=last_row {
            if !sheet.hidden_rows.contains(row) {
                continue;
            }
            let listed = rows.len();
            match rows.last_mut() {
                Some(last) if last.to == row => last.to = row + 1,
                _ if listed == ROWS_MAX => break,
                _ => rows.push(RowLayout {
                    from: row + 1,
                    to: row + 1,
                    height: ROW_HEIGHT,
                    is_hidden: true,
                }),
            }
        }
    }
    SheetLayout {
        default_column_width: COLUMN_WIDTH,
        default_row_height: ROW_HEIGHT,
        columns: Vec::<ColumnLayout>::new(),
        rows,
        merged: sheet.merged.iter().take(MERGED_MAX).map(area_text).collect(),
        shows_gridlines: true,
        zoom: 1.0,
        ..SheetLayout::default()
    }
}

fn sheet_name(workbook: &Workbook, sheet: SheetId) -> String {
    workbook.sheet(sheet).map_or_else(|| "#REF".to_string(), |sheet| sheet.name.to_string())
}

/// The defined names.
pub fn names(workbook: &Workbook) -> Vec<DefinedName> {
    let listed = workbook.names().all().iter().take(NAMES_MAX);
    let described = listed.map(|name| DefinedName {
        name: name.name.to_string(),
        sheet: name.sheet.map(|sheet| sheet_name(workbook, sheet)),
        refers_to: name.text.to_string(),
        is_hidden: name.is_hidden,
    });
    described.collect()
}

/// The tables.
pub fn tables(workbook: &Workbook) -> Vec<Table> {
    let described = workbook.tables().iter().take(NAMES_MAX).map(|table| Table {
        name: table.name.to_string(),
        sheet: sheet_name(workbook, table.area.sheet),
        range: area_text(&table.area),
        columns: table.columns.iter().map(ToString::to_string).collect(),
        has_totals: table.has_totals,
    });
    described.collect()
}

/// How it asks to be calculated.
pub fn calculation(workbook: &Workbook) -> Calculation {
    let asked = workbook.calculation();
    Calculation {
        iterate: asked.iterate,
        iterations_max: asked.iterations_max,
        change_max: asked.change_max,
        full_precision: asked.full_precision,
        is_manual: asked.is_manual,
    }
}

/// What day 0 is.
pub fn date_system(workbook: &Workbook) -> u16 {
    match workbook.date_system() {
        DateSystem::Since1900 => 1900,
        DateSystem::Since1904 => 1904,
    }
}

/// What a reader should know.
pub fn warnings(workbook: &Workbook) -> Vec<String> {
    reader_warnings(workbook)
}
