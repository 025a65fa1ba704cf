//! The world that a workbook's formulas see: its current values.

use std::sync::Arc;

use ulam_formula::address::{Area, CellAddress, SheetId, a1};
use ulam_formula::context::{Context, DateSystem, Draw, DrawSite, ExternalCells, Table};
use ulam_formula::evaluate::Entry;
use ulam_formula::syntax::{Callee, Expr, Formula};
use ulam_formula::value::Value;
use ulam_probability::random::Stream;

use crate::grid::CellId;
use crate::spelling::as_libreoffice_shows;
use crate::workbook::{DistinctFormula, FormulaEntry, SavingProgram, Workbook};

/// The formula of a cell and how it was entered.
#[derive(Clone, Copy, Debug)]
pub struct EnteredFormula<'a> {
    /// The formula.
    pub formula: &'a Arc<Formula>,
    /// How it was entered.
    pub entry: Entry,
}

/// Seed of the draws that a recalculation shows for RAND and its kin, so that two recalculations of
/// one workbook agree.
const BASE_CASE_SEED: u64 = 0;

impl Workbook {
    /// The formula of a cell that could be parsed; of an array formula only the anchor has it.
    pub fn formula(&self, cell: CellAddress) -> Option<EnteredFormula<'_>> {
        self.formula_of(self.cell_at(cell)?)
    }

    /// As [`Workbook::formula`], by the cell's number.
    pub fn formula_of(&self, cell: CellId) -> Option<EnteredFormula<'_>> {
        let entry = self.formulas.get(self.cells.formula(cell)?)?;
        match self.distinct_formula(entry.distinct())? {
            DistinctFormula::Parsed(formula) => {
                Some(EnteredFormula { formula, entry: entered(entry) })
            }
            DistinctFormula::Unreadable { .. } => None,
        }
    }

    /// Calls `read` with the formula of a cell that could be parsed. Where distinct formulas are very
    /// many, it isn't kept parsed: to go through all cells.
    pub fn read_formula_of<T>(
        &self,
        cell: CellId,
        read: impl FnOnce(EnteredFormula<'_>) -> T,
    ) -> Option<T> {
        let entry = self.formulas.get(self.cells.formula(cell)?)?;
        self.read_distinct_formula(entry.distinct(), |formula| match formula {
            DistinctFormula::Parsed(formula) => {
                Some(read(EnteredFormula { formula, entry: entered(entry) }))
            }
            DistinctFormula::Unreadable { .. } => None,
        })?
    }

    /// The anchor of the array that a cell lies in; the cell itself if it is an anchor.
    pub fn array_anchor(&self, cell: CellAddress) -> Option<CellAddress> {
        if self.array_of_cell.is_empty() {
            return None;
        }
        let array = self.array_at(self.cell_at(cell)?)?;
        Some(self.cells.address(array.anchor))
    }

    /// The area of the array formula anchored at a cell.
    pub fn spill_area(&self, anchor: CellAddress) -> Option<Area> {
        if self.array_of_cell.is_empty() {
            return None;
        }
        let cell = self.cell_at(anchor)?;
        self.array_at(cell).filter(|array| array.anchor == cell).map(|array| array.area)
    }

    /// Visits the cells of an area that a formula computes, members of arrays too.
    pub fn visit_computed_cells(&self, area: Area, visit: &mut dyn FnMut(CellAddress)) {
        let Some(sheet) = self.sheet(area.sheet) else {
            return;
        };
        sheet.grid.visit(area, |row, column, id| {
            if self.cells.formula(id).is_some() || self.array_of_cell.contains_key(&id) {
                visit(CellAddress { sheet: area.sheet, row, column });
            }
            true
        });
    }

    /// Sets a cell to a constant: its formula, if it had one, is gone. False if the cell lies
    /// outside the workbook's sheets.
    pub fn set_constant(&mut self, cell: CellAddress, value: Value) -> bool {
        let Some(id) = self.cell_at_or_added(cell) else {
            return false;
        };
        if let Some(formula) = self.cells.formulas.get_mut(id.index()) {
            *formula = crate::cells::NO_FORMULA;
        }
        self.cells.set_value(id, value);
        true
    }

    /// `Sheet!A1` of a cell, the sheet quoted where Excel quotes it.
    pub fn cell_name(&self, cell: CellAddress) -> String {
        let sheet = self.sheet(cell.sheet).map_or("#REF", |sheet| &sheet.name);
        let quoted = ulam_formula::address::quoted_sheet_name(sheet);
        format!("{quoted}!{}", a1(cell.row, cell.column))
    }

    /// What keys the random stream of a call in a cell: stable as long as the cell and the order of
    /// random calls in its formula stay.
    pub fn draw_identity(&self, cell: CellAddress, site: u16) -> String {
        format!("{}#{site}", self.cell_name(cell))
    }
}

impl Context for Workbook {
    fn cell(&self, cell: CellAddress) -> Value {
        self.cell_at(cell).map_or(Value::Blank, |id| self.cells.value(id).into_owned())
    }
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool) {
        if let Some(sheet) = self.sheet(area.sheet) {
            sheet.grid.visit(area, |row, column, id| match &*self.cells.value(id) {
                Value::Blank => true,
                value => visit(row, column, value),
            });
        }
    }
    fn used(&self, sheet: SheetId) -> Option<(u32, u32)> {
        self.sheet(sheet)?.grid.used()
    }
    fn sheet_count(&self) -> usize {
        self.sheets.len()
    }
    fn sheet_named(&self, name: &str) -> Option<SheetId> {
        Workbook::sheet_named(self, name)
    }
    fn sheet_name(&self, sheet: SheetId) -> Option<&str> {
        self.sheet(sheet).map(|sheet| &*sheet.name)
    }
    fn name(&self, sheet: SheetId, name: &str) -> Option<Arc<Expr>> {
        self.names.get(sheet, name)?.meaning.as_ref().ok().cloned()
    }
    fn table(&self, name: &str) -> Option<&Table> {
        Workbook::table(self, name)
    }
    fn table_at(&self, cell: CellAddress) -> Option<&Table> {
        Workbook::table_at(self, cell)
    }
    fn spill(&self, anchor: CellAddress) -> Option<Area> {
        self.spill_area(anchor)
    }
    fn external(&self, book: u32, sheet: &str) -> Option<&ExternalCells> {
        self.external_cells(book, sheet)
    }
    fn formula(&self, cell: CellAddress) -> Option<Arc<Formula>> {
        Workbook::formula(self, cell).map(|entered| entered.formula.clone())
    }
    fn formula_text(&self, cell: CellAddress) -> Option<String> {
        let id = self.cell_at(cell)?;
        let text_of = |cell: CellId| {
            let text = Workbook::formula_text(self, cell)?;
            Some(match self.saved_by {
                SavingProgram::Excel => text,
                SavingProgram::LibreOffice => as_libreoffice_shows(&text),
            })
        };
        match self.array_at(id) {
            Some(array) if !array.is_dynamic => Some(format!("{{{}}}", text_of(array.anchor)?)),
            _ => text_of(id),
        }
    }
    fn calls_subtotal(&self, cell: CellAddress) -> bool {
        let Some(cell) = self.cell_at(cell) else {
            return false;
        };
        let names = ["SUBTOTAL", "AGGREGATE"];
        self.read_formula_of(cell, |entered| calls(&entered.formula.root, &names)).unwrap_or(false)
    }
    fn is_row_hidden(&self, sheet: SheetId, row: u32) -> bool {
        self.sheet(sheet).is_some_and(|sheet| sheet.hidden_rows.contains(row))
    }
    fn is_row_filtered(&self, sheet: SheetId, row: u32) -> bool {
        self.sheet(sheet).is_some_and(|sheet| sheet.filtered_rows.contains(row))
    }
    fn number_format(&self, cell: CellAddress) -> Option<&str> {
        Some(Workbook::number_format(self, self.cell_at(cell)?))
    }
    fn date_system(&self) -> DateSystem {
        self.date_system
    }
    fn comparisons_are_numbers(&self) -> bool {
        self.saved_by == SavingProgram::LibreOffice
    }
    fn now(&self) -> f64 {
        self.now
    }
    fn simulation(&self) -> usize {
        self.simulation
    }
    fn uniform(&self, site: DrawSite) -> f64 {
        if let Some(uniform) = self.draws.as_ref().and_then(|draws| draws.uniform(site)) {
            return uniform;
        }
        let identity = self.draw_identity(site.cell, site.site);
        Stream::new(BASE_CASE_SEED, &identity).uniform(u64::from(site.element), 0)
    }
    fn draw(&self, site: DrawSite, draw: &Draw) -> f64 {
        let drawn = self.draws.as_ref().and_then(|draws| draws.draw(site, draw));
        drawn.unwrap_or_else(|| draw.resting_value())
    }
}

fn entered(entry: &FormulaEntry) -> Entry {
    if entry.is_array() { Entry::Array } else { Entry::Ordinary }
}

/// Whether an expression calls one of these functions.
fn calls(expr: &Expr, names: &[&str]) -> bool {
    let any = |arguments: &[Expr]| arguments.iter().any(|argument| calls(argument, names));
    match expr {
        Expr::Unary(_, inner)
        | Expr::Parentheses(inner)
        | Expr::Intersect(inner)
        | Expr::Spill(inner) => calls(inner, names),
        Expr::Binary(_, left, right) => calls(left, names) || calls(right, names),
        Expr::Call(call) => {
            matches!(&call.callee, Callee::Function(function) if names.contains(&function.name))
                || any(&call.arguments)
        }
        Expr::Apply(function, arguments) => calls(function, names) || any(arguments),
        _ => false,
    }
}
