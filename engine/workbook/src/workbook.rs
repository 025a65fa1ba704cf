//! A workbook in memory.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, COLUMN_COUNT, CellAddress, ROW_COUNT, SheetId};
use ulam_formula::context::{DateSystem, ExternalCells, Table, TrialDraws};
use ulam_formula::parser::{Names, ParseError};
use ulam_formula::printer;
use ulam_formula::syntax::Formula;
use ulam_formula::value::Value;

use crate::appearance::{CellLook, SheetLayout};
use crate::cells::Cells;
use crate::distinct_formulas::DistinctFormulas;
use crate::grid::{CellId, Grid};
use crate::limits::Limits;
use crate::names::{DefinedNames, SheetNames, folded};
use crate::read::{self, ReadError};
use crate::row_set::RowSet;
use crate::saved_value::SavedValue;
use crate::spelling::{respelled, without_prefixes};

/// Cells that may be added to a workbook after it was read.
const ADDED_CELLS_MAX: usize = 1 << 24;

/// A workbook: its sheets, cells, formulas and names.
#[derive(Clone, Debug)]
pub struct Workbook {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) sheet_names: SheetNames,
    pub(crate) names: DefinedNames,
    pub(crate) tables: Tables,
    pub(crate) date_system: DateSystem,
    pub(crate) calculation: Calculation,
    pub(crate) external_books: Vec<ExternalBook>,
    pub(crate) cells: Cells,
    pub(crate) formulas: Vec<FormulaEntry>,
    pub(crate) distinct_formulas: DistinctFormulas,
    /// The texts among the values saved for formulas.
    pub(crate) saved_texts: Vec<Arc<str>>,
    pub(crate) arrays: Vec<ArrayFormula>,
    /// Array that each cell inside one belongs to, anchors included.
    pub(crate) array_of_cell: FxHashMap<CellId, u32>,
    /// Number format codes, by style.
    pub(crate) number_formats: Vec<Arc<str>>,
    /// Looks, by style; empty of formats whose looks aren't read.
    pub(crate) looks: Vec<CellLook>,
    pub(crate) has_macros: bool,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) warnings_omitted: u64,
    /// The date and time that NOW shows, as a serial number.
    pub(crate) now: f64,
    /// Which of several simulations this is, from 0.
    pub(crate) simulation: usize,
    /// The draws that RAND and its kin show; `None` for those of the base case.
    pub(crate) draws: Option<Arc<dyn TrialDraws>>,
    /// Whether a dynamic array changed its size since the last recalculation began.
    pub(crate) has_moved_spills: bool,
    pub(crate) saved_by: SavingProgram,
    /// When the file was saved, as a serial number.
    pub(crate) saved_at: Option<f64>,
}

/// The program that saved a workbook, where it matters to what formulas compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SavingProgram {
    /// Excel, or a program that follows it.
    #[default]
    Excel,
    /// LibreOffice Calc, in which the results of comparisons are the numbers 1 and 0.
    LibreOffice,
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// What kind of sheet it is. Only worksheets have cells here.
    pub kind: SheetKind,
    /// Whether users see it.
    pub visibility: Visibility,
    /// Where its used cells are.
    pub grid: Grid,
    /// Merged cells.
    pub merged: Vec<Area>,
    /// Hidden rows, by hand or by a filter.
    pub hidden_rows: RowSet,
    /// Rows hidden by a filter: the hidden rows of filtered ranges.
    pub filtered_rows: RowSet,
    /// How it is laid out.
    pub layout: SheetLayout,
}

/// Kind of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// Cells.
    Worksheet,
    /// One chart.
    Chart,
    /// A dialog of Excel 5.
    Dialog,
    /// Excel 4 macros, which are never run.
    Macro,
}

/// Whether users see a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Its tab is shown.
    #[default]
    Visible,
    /// Users can show it.
    Hidden,
    /// Only macros can show it.
    VeryHidden,
}

/// How the workbook asks to be calculated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calculation {
    /// Whether circular references are iterated.
    pub iterate: bool,
    /// Most iterations.
    pub iterations_max: u32,
    /// Iteration ends when no cell changes by more than this.
    pub change_max: f64,
    /// Whether numbers are calculated in full precision; false for "precision as displayed".
    pub full_precision: bool,
    /// Whether Excel calculates only on request, so that cached values may be out of date.
    pub is_manual: bool,
}

impl Default for Calculation {
    /// Excel's defaults (ECMA-376 part 1, 18.2.2).
    fn default() -> Calculation {
        Calculation {
            iterate: false,
            iterations_max: 100,
            change_max: 0.001,
            full_precision: true,
            is_manual: false,
        }
    }
}

/// The formula of one cell, in sixteen bytes: workbooks have millions of them.
#[derive(Clone, Debug)]
pub struct FormulaEntry {
    /// The cell.
    pub cell: CellId,
    /// The number of the distinct formula; with [`IS_ARRAY`] and [`IS_RICH`].
    distinct: u32,
    /// See [`Workbook::cached`].
    pub(crate) saved: SavedValue,
}

/// Marks an array formula.
const IS_ARRAY: u32 = 1 << 31;
/// Marks a formula whose saved value stands for a richer one.
const IS_RICH: u32 = 1 << 30;

impl FormulaEntry {
    /// `distinct` is less than the most cells that a workbook may have.
    pub(crate) fn new(cell: CellId, distinct: u32, saved: SavedValue) -> FormulaEntry {
        FormulaEntry { cell, distinct, saved }
    }

    /// The number of its distinct formula: see [`Workbook::distinct_formula`].
    pub fn distinct(&self) -> u32 {
        self.distinct & !(IS_ARRAY | IS_RICH)
    }

    pub(crate) fn set_distinct(&mut self, distinct: u32) {
        self.distinct = self.distinct & (IS_ARRAY | IS_RICH) | distinct;
    }

    /// Whether it is an array formula: see [`Workbook::arrays`].
    pub fn is_array(&self) -> bool {
        self.distinct & IS_ARRAY != 0
    }

    pub(crate) fn mark_array(&mut self) {
        self.distinct |= IS_ARRAY;
    }

    /// Whether the cached value only stands for a richer one (a picture, a data type, an error that
    /// is newer than the file format): it is then written as `#VALUE!`.
    pub fn is_rich(&self) -> bool {
        self.distinct & IS_RICH != 0
    }

    pub(crate) fn mark_rich(&mut self) {
        self.distinct |= IS_RICH;
    }
}

/// A formula as it is shared by all cells that it was filled into.
#[derive(Clone, Debug)]
pub enum DistinctFormula {
    /// It could be parsed.
    Parsed(Arc<Formula>),
    /// It could not: its cells evaluate to `#NAME?`.
    Unreadable {
        /// Its text.
        text: Arc<str>,
        /// Why.
        error: ParseError,
    },
}

/// An array formula: entered with Ctrl+Shift+Enter, or a dynamic array that spills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrayFormula {
    /// The cell that holds the formula: the area's top left.
    pub anchor: CellId,
    /// The area that it filled when the file was saved.
    pub area: Area,
    /// Whether the area follows the result's size.
    pub is_dynamic: bool,
}

/// Another workbook that formulas refer to: the values cached of it.
#[derive(Clone, Debug, Default)]
pub struct ExternalBook {
    /// Its address, as stored.
    pub target: String,
    /// Its sheets.
    pub sheets: Vec<ExternalSheet>,
    /// Its names that are known.
    pub names: Vec<ExternalName>,
}

/// A name that another workbook defines.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalName {
    /// The name.
    pub name: String,
    /// Index of the sheet that it belongs to.
    pub sheet: Option<usize>,
    /// What it means there, without `=`: `Rates!$B$2:$B$9`, `0.07`.
    pub meaning: String,
}

/// A sheet of another workbook.
#[derive(Clone, Debug, Default)]
pub struct ExternalSheet {
    /// Its name.
    pub name: String,
    /// Cached values.
    pub cells: ExternalCells,
}

/// Something in the file that was left out or changed while reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// Where, if it concerns one cell or a range (then its first cell).
    pub cell: Option<CellAddress>,
    /// What and why, for people.
    pub message: String,
}

/// The tables of a workbook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) list: Vec<Table>,
    by_name: HashMap<String, usize>,
    /// Indices by sheet, in the order of their first rows.
    by_sheet: HashMap<SheetId, Vec<usize>>,
}

impl Tables {
    pub(crate) fn new(list: Vec<Table>) -> Tables {
        let mut tables = Tables::default();
        for (index, table) in list.iter().enumerate() {
            tables.by_name.entry(folded(&table.name).into_owned()).or_insert(index);
            tables.by_sheet.entry(table.area.sheet).or_default().push(index);
        }
        for indices in tables.by_sheet.values_mut() {
            indices.sort_by_key(|index| list[*index].area.first_row);
        }
        tables.list = list;
        tables
    }
}

impl Workbook {
    /// Reads a workbook: .xlsx, .xlsm and their templates, .xlsb, .xls of Excel 97 to 2003, .ods, .fods,
    /// .csv or .tsv, told apart by what is in it. Never panics, whatever the bytes are.
    ///
    /// # Errors
    /// If the bytes are no workbook, or a damaged or too large one. A formula that can't be parsed
    /// is no error: see [`DistinctFormula::Unreadable`].
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
        read::read_workbook(bytes, limits)
    }

    /// Its sheets, in tab order: a [`SheetId`] is an index into them.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
    /// A sheet.
    pub fn sheet(&self, sheet: SheetId) -> Option<&Sheet> {
        self.sheets.get(usize::from(sheet))
    }
    /// The sheet of this name, in any letter case.
    pub fn sheet_named(&self, name: &str) -> Option<SheetId> {
        self.sheet_names.sheet(name)
    }
    /// Its sheets' names, for parsing formulas in its world.
    pub fn sheet_names(&self) -> &SheetNames {
        &self.sheet_names
    }
    /// Its defined names.
    pub fn names(&self) -> &DefinedNames {
        &self.names
    }
    /// Its used cells.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }
    /// Its used cells, to set their values.
    pub fn cells_mut(&mut self) -> &mut Cells {
        &mut self.cells
    }
    /// The formulas of its cells, in the order of the cells' numbers.
    pub fn formulas(&self) -> &[FormulaEntry] {
        &self.formulas
    }
    /// The value cached in the file for a formula: what the program that saved it computed; `None` if
    /// it saved none.
    pub fn cached(&self, entry: &FormulaEntry) -> Option<Value> {
        entry.saved.value(&self.saved_texts)
    }
    /// How many distinct formulas it has.
    pub fn distinct_formula_count(&self) -> usize {
        self.distinct_formulas.len()
    }
    /// A distinct formula by its number from 0; it stays parsed from then on.
    pub fn distinct_formula(&self, number: u32) -> Option<&DistinctFormula> {
        self.distinct_formulas.get(number, &self.sheet_names)
    }
    /// Calls `read` with a distinct formula. Where there are very many, it isn't kept parsed: to go
    /// through all of them.
    pub fn read_distinct_formula<T>(
        &self,
        number: u32,
        read: impl FnOnce(&DistinctFormula) -> T,
    ) -> Option<T> {
        self.distinct_formulas.read(number, &self.sheet_names, read)
    }
    /// Its array formulas.
    pub fn arrays(&self) -> &[ArrayFormula] {
        &self.arrays
    }
    /// The program that saved it.
    pub fn saved_by(&self) -> SavingProgram {
        self.saved_by
    }
    /// When the file was saved, as a serial number in UTC; `None` if it doesn't say.
    pub fn saved_at(&self) -> Option<f64> {
        self.saved_at
    }
    /// The day from which its dates count.
    pub fn date_system(&self) -> DateSystem {
        self.date_system
    }
    /// How it asks to be calculated.
    pub fn calculation(&self) -> Calculation {
        self.calculation
    }
    /// The other workbooks that formulas refer to; formulas count them from 1.
    pub fn external_books(&self) -> &[ExternalBook] {
        &self.external_books
    }
    /// Makes this the workbook of one of several simulations, counted from 0: RiskSimtable takes
    /// that position of its list. Recalculate afterwards.
    pub fn set_simulation(&mut self, simulation: usize) {
        self.simulation = simulation;
    }
    /// Makes random calls show the draws of one trial. Recalculate afterwards.
    pub fn set_draws(&mut self, draws: Arc<dyn TrialDraws>) {
        self.draws = Some(draws);
    }
    /// Whether the file holds VBA macros. They are never run.
    pub fn has_macros(&self) -> bool {
        self.has_macros
    }
    /// What was left out or changed while reading, and how many more warnings there were than are
    /// kept.
    pub fn warnings(&self) -> (&[Warning], u64) {
        (&self.warnings, self.warnings_omitted)
    }

    /// The number of the cell at an address, if it is used.
    #[inline]
    pub fn cell_at(&self, address: CellAddress) -> Option<CellId> {
        self.sheet(address.sheet)?.grid.cell(address.row, address.column)
    }

    /// The number of the cell at an address; an unused cell is added, blank. `None` outside the
    /// sheets, and if too many cells have been added.
    pub fn cell_at_or_added(&mut self, address: CellAddress) -> Option<CellId> {
        if let Some(cell) = self.cell_at(address) {
            return Some(cell);
        }
        let is_on_sheet = address.row < ROW_COUNT && address.column < COLUMN_COUNT;
        if !is_on_sheet || self.cells.places.added_count() >= ADDED_CELLS_MAX {
            return None;
        }
        let cell = CellId(u32::try_from(self.cells.len()).ok()?);
        let sheet = self.sheets.get_mut(usize::from(address.sheet))?;
        sheet.grid.add(address.row, address.column, cell);
        self.cells.places.add(address);
        self.cells.values.push(Value::Blank);
        Some(cell)
    }

    /// Numbers of the cells that were read for a sheet.
    pub fn cells_of_sheet(&self, sheet: SheetId) -> Range<u32> {
        self.sheet(sheet).map_or(0..0, |sheet| sheet.grid.ids())
    }

    /// The text of a cell's formula with its `=`, as Excel shows it; `None` for a cell without one.
    pub fn formula_text(&self, cell: CellId) -> Option<String> {
        let entry = self.formulas.get(self.cells.formula(cell)?)?;
        let text = self.read_distinct_formula(entry.distinct(), |formula| match formula {
            DistinctFormula::Unreadable { text, .. } => without_prefixes(text),
            DistinctFormula::Parsed(formula) => {
                let sheet_name = |sheet: SheetId| {
                    self.sheet(sheet)
                        .map_or_else(|| "#REF".to_string(), |sheet| sheet.name.to_string())
                };
                let printed = printer::print(&formula.root, self.cells.address(cell), &sheet_name);
                match self.distinct_formulas.own_spelling(entry.distinct()) {
                    Some(written) => respelled(&printed, written),
                    None => printed,
                }
            }
        })?;
        Some(format!("={}", text.strip_prefix('=').unwrap_or(&text)))
    }

    /// The array formula whose area a cell lies in, as it was saved; its anchor included.
    pub fn array_at(&self, cell: CellId) -> Option<&ArrayFormula> {
        self.arrays.get(*self.array_of_cell.get(&cell)? as usize)
    }

    /// Number format code of a cell, such as `0.00` or `General`.
    pub fn number_format(&self, cell: CellId) -> &str {
        self.style(self.style_of(cell)).0
    }

    /// Index of a cell's style: its number format and look. 0 is the plain one.
    pub fn style_of(&self, cell: CellId) -> u16 {
        self.cells.formats.get(cell.index())
    }

    /// The number format code and look of a style.
    pub fn style(&self, index: u16) -> (&str, &CellLook) {
        static PLAIN: CellLook = CellLook::PLAIN;
        let index = usize::from(index);
        let code = self.number_formats.get(index).map_or("General", |code| code);
        (code, self.looks.get(index).unwrap_or(&PLAIN))
    }

    /// Its tables.
    pub fn tables(&self) -> &[Table] {
        &self.tables.list
    }
    /// The table of this name, in any letter case.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.by_name.get(&*folded(name)).map(|index| &self.tables.list[*index])
    }
    /// The table that holds a cell.
    pub fn table_at(&self, cell: CellAddress) -> Option<&Table> {
        let indices = self.tables.by_sheet.get(&cell.sheet)?;
        indices
            .iter()
            .map(|index| &self.tables.list[*index])
            .take_while(|table| table.area.first_row <= cell.row)
            .find(|table| table.area.contains(cell))
    }

    /// The values cached of a sheet of another workbook, counted from 1; `None` for a workbook or sheet
    /// that nothing is known of.
    pub fn external_cells(&self, book: u32, sheet: &str) -> Option<&ExternalCells> {
        let book = self.external_books.get((book as usize).checked_sub(1)?)?;
        let folded_name = folded(sheet);
        let sheet = book.sheets.iter().find(|sheet| folded(&sheet.name) == folded_name)?;
        Some(&sheet.cells)
    }
}
