//! Sheets, names, tables and settings of a workbook.

use ulam_contracts::workbooks::{
    Calculation, ColumnLayout, DefinedName, RowLayout, Sheet, SheetKind, SheetLayout, Table,
    Visibility,
};
use ulam_formula::address::{SheetId, a1};
use ulam_formula::context::DateSystem;
use ulam_formula::value::Value;
use ulam_report::warnings::reader_warnings;
use ulam_workbook::{Color, Workbook};

use super::cells::area_text;
use super::open::OpenBook;

/// Runs of columns and rows that are listed.
const COLUMNS_MAX: usize = 10_000;
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
    for (index, value) in workbook.cells().values().enumerate() {
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
        if has_formula || !matches!(*value, Value::Blank) {
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
    let read = &sheet.layout;
    let columns = read.columns.iter().map(|columns| ColumnLayout {
        from: columns.first + 1,
        to: columns.last + 1,
        width: columns.width.unwrap_or(read.default_column_width),
        is_hidden: columns.is_hidden,
    });
    SheetLayout {
        frozen_rows: read.frozen_rows,
        frozen_columns: read.frozen_columns,
        default_column_width: read.default_column_width,
        default_row_height: read.default_row_height,
        columns: columns.take(COLUMNS_MAX).collect(),
        rows: rows(sheet),
        merged: sheet.merged.iter().take(MERGED_MAX).map(area_text).collect(),
        shows_gridlines: read.shows_gridlines,
        tab_color: read.tab_color.map(Color::hexadecimal),
        zoom: read.zoom,
    }
}

/// Rows of other heights and hidden ones, in runs that are alike.
fn rows(sheet: &ulam_workbook::Sheet) -> Vec<RowLayout> {
    let usual = sheet.layout.default_row_height;
    let mut heights = sheet.layout.rows.iter().peekable();
    let last_row = sheet.grid.used().map_or(0, |(row, _)| row);
    let mut runs: Vec<RowLayout> = Vec::new();
    if heights.peek().is_none() && sheet.hidden_rows.is_empty() {
        return runs;
    }
    for row in 0..=last_row {
        while heights.next_if(|run| run.last < row).is_some() {}
        let height = heights.peek().filter(|run| run.first <= row).map_or(usual, |run| run.height);
        let is_hidden = sheet.hidden_rows.contains(row);
        if height == usual && !is_hidden {
            continue;
        }
        if let Some(last) = runs.last_mut()
            && last.to == row
            && last.height == height
            && last.is_hidden == is_hidden
        {
            last.to = row + 1;
        } else if runs.len() < ROWS_MAX {
            runs.push(RowLayout { from: row + 1, to: row + 1, height, is_hidden });
        } else {
            break;
        }
    }
    runs
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
