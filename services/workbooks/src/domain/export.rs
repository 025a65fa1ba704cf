//! A workbook as JSON.

use std::collections::BTreeMap;

use ulam_contracts::workbooks::{ExportedCell, ExportedSheet, WorkbookExport};
use ulam_formula::address::a1;
use ulam_formula::value::Value;
use ulam_workbook::CellId;

use super::describe::{date_system, names, tables};
use super::open::OpenBook;
use super::value::contract_value;

/// Most cells that are exported.
pub const CELLS_MAX: u64 = 1_000_000;

/// The workbook with its cells.
pub fn export(book: &OpenBook, name: &str) -> WorkbookExport {
    let workbook = &book.workbook;
    let mut sheets: Vec<ExportedSheet> = workbook
        .sheets()
        .iter()
        .map(|sheet| ExportedSheet { name: sheet.name.to_string(), cells: BTreeMap::new() })
        .collect();
    for (index, value) in workbook.cells().values().enumerate() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = CellId(index);
        let has_formula = workbook.cells().formula(id).is_some();
        if !has_formula && matches!(*value, Value::Blank) {
            continue;
        }
        let address = workbook.cells().address(id);
        let Some(sheet) = sheets.get_mut(usize::from(address.sheet)) else { continue };
        let format = workbook.number_format(id);
        let cell = ExportedCell {
            value: contract_value(&value),
            formula: if has_formula { workbook.formula_text(id) } else { None },
            number_format: (!format.eq_ignore_ascii_case("General")).then(|| format.to_string()),
        };
        sheet.cells.insert(a1(address.row, address.column), cell);
    }
    WorkbookExport {
        workbook: name.to_string(),
        date_system: date_system(workbook),
        sheets,
        names: names(workbook),
        tables: tables(workbook),
    }
}
