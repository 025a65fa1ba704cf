//! A world of one small sheet, for examples, documentation and tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{Area, CellAddress, SheetId, parse_a1};
use crate::context::{Context, DateSystem, Draw, DrawSite, Table};
use crate::evaluate::{Entry, evaluate_formula};
use crate::parser::{self, Names, ParseError};
use crate::syntax::Expr;
use crate::value::Value;

/// One sheet, named `Sheet1`, of constant cells.
///
/// ```
/// use ulam_formula::{scratch::ScratchSheet, value::Value};
/// let sheet = ScratchSheet::with(&[("A1", Value::Number(2.0)), ("A2", Value::Number(3.0))]);
/// assert_eq!(sheet.calculate("SUM(A1:A2)*10").unwrap(), Value::Number(50.0));
/// ```
#[derive(Clone, Debug, Default)]
pub struct ScratchSheet {
    cells: BTreeMap<(u32, u32), Value>,
}

impl ScratchSheet {
    /// A sheet with these cells, given in A1 notation.
    ///
    /// # Panics
    /// On a text that is no cell.
    pub fn with(cells: &[(&str, Value)]) -> ScratchSheet {
        let place = |text: &str| parse_a1(text).unwrap_or_else(|| panic!("no cell: {text}"));
        ScratchSheet { cells: cells.iter().map(|(at, value)| (place(at), value.clone())).collect() }
    }

    /// The value of a formula entered as an array formula in a cell far below the others.
    ///
    /// # Errors
    /// A formula that can't be parsed.
    pub fn calculate(&self, formula: &str) -> Result<Value, ParseError> {
        self.calculate_as(formula, Entry::Array)
    }

    /// The value of a formula in that cell, entered as `entry` says.
    ///
    /// # Errors
    /// A formula that can't be parsed.
    pub fn calculate_as(&self, formula: &str, entry: Entry) -> Result<Value, ParseError> {
        let host = CellAddress { sheet: 0, row: 99, column: 25 };
        let formula = parser::parse(formula, host, self)?;
        Ok(evaluate_formula(self, host, entry, &formula))
    }
}

impl Names for ScratchSheet {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.sheet_named(name)
    }
}

impl Context for ScratchSheet {
    fn cell(&self, cell: CellAddress) -> Value {
        self.cells.get(&(cell.row, cell.column)).cloned().unwrap_or_default()
    }
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool) {
        let from = (area.first_row, 0);
        for ((row, column), value) in self.cells.range(from..) {
            let cell = CellAddress { sheet: area.sheet, row: *row, column: *column };
            if *row > area.last_row || (area.contains(cell) && !visit(*row, *column, value)) {
                return;
            }
        }
    }
    fn used(&self, _sheet: SheetId) -> Option<(u32, u32)> {
        let row = self.cells.keys().map(|(row, _)| *row).max()?;
        Some((row, self.cells.keys().map(|(_, column)| *column).max()?))
    }
    fn sheet_count(&self) -> usize {
        1
    }
    fn sheet_named(&self, name: &str) -> Option<SheetId> {
        name.eq_ignore_ascii_case("Sheet1").then_some(0)
    }
    fn sheet_name(&self, sheet: SheetId) -> Option<&str> {
        (sheet == 0).then_some("Sheet1")
    }
    fn name(&self, _sheet: SheetId, _name: &str) -> Option<Arc<Expr>> {
        None
    }
    fn table(&self, _name: &str) -> Option<&Table> {
        None
    }
    fn table_at(&self, _cell: CellAddress) -> Option<&Table> {
        None
    }
    fn spill(&self, _anchor: CellAddress) -> Option<Area> {
        None
    }
    fn formula_text(&self, _cell: CellAddress) -> Option<String> {
        None
    }
    fn date_system(&self) -> DateSystem {
        DateSystem::Since1900
    }
    /// Noon of 2 January 2026.
    fn now(&self) -> f64 {
        46024.5
    }
    fn uniform(&self, _site: DrawSite) -> f64 {
        0.5
    }
    fn draw(&self, _site: DrawSite, draw: &Draw) -> f64 {
        draw.static_value.unwrap_or_else(|| draw.law.mean())
    }
}
