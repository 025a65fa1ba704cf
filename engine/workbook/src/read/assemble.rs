//! Puts the parts of a workbook together.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::context::Table;
use ulam_formula::parser;

use super::external;
use super::formulas::FormulaPool;
use super::sheet::SheetPart;
use super::sheet_builder::SheetCells;
use super::tables::TablePart;
use super::warnings::Warnings;
use super::workbook_part::{NameEntry, SheetEntry, WorkbookPart};
use crate::appearance::SheetLayout;
use crate::cells::{Cells, NO_FORMULA};
use crate::grid::{CellId, Grid};
use crate::limits::Limits;
use crate::names::{DefinedName, DefinedNames, SheetNames};
use crate::row_set::RowSet;
use crate::saved_value::SavedValue;
use crate::workbook::{
    ArrayFormula, ExternalBook, FormulaEntry, Sheet, SheetKind, Tables, Workbook,
};

/// A sheet as it was read.
pub(super) struct SheetContent {
    pub(super) kind: SheetKind,
    /// Its cells, if it is a worksheet.
    pub(super) part: Option<SheetPart>,
    pub(super) tables: Vec<TablePart>,
    pub(super) warnings: Warnings,
}

impl SheetContent {
    pub(super) fn new(limits: &Limits) -> SheetContent {
        SheetContent {
            kind: SheetKind::Worksheet,
            part: None,
            tables: Vec::new(),
            warnings: Warnings::new(limits.warnings_max),
        }
    }
}

/// Makes the workbook.
pub(super) fn assemble(
    mut part: WorkbookPart,
    contents: Vec<SheetContent>,
    external_books: Vec<ExternalBook>,
    number_formats: Vec<Arc<str>>,
    has_macros: bool,
    warnings: Warnings,
) -> Workbook {
    let sheet_names = SheetNames::new(part.sheets.iter().map(|sheet| sheet.name.as_str()));
    part.names.extend(external::name_entries(&external_books));
    let names = read_names(part.names, &sheet_names, part.sheets.len());
    let mut builder = Builder::new(warnings);
    for (index, (entry, content)) in part.sheets.into_iter().zip(contents).enumerate() {
        builder.add_sheet(index as SheetId, entry, content);
    }
    let distinct_formulas = builder.pool.finish(&sheet_names);
    let mut workbook = Workbook {
        sheets: builder.sheets,
        names: DefinedNames::new(names),
        tables: Tables::new(builder.tables),
        date_system: part.date_system,
        calculation: part.calculation,
        external_books,
        cells: builder.cells,
        formulas: builder.formulas,
        distinct_formulas,
        saved_texts: builder.saved_texts,
        sheet_names,
        arrays: builder.arrays,
        array_of_cell: FxHashMap::default(),
        number_formats,
        looks: Vec::new(),
        has_macros,
        warnings: Vec::new(),
        warnings_omitted: 0,
        now: 0.0,
        simulation: 0,
        draws: None,
        has_moved_spills: false,
        saved_by: Default::default(),
        saved_at: None,
    };
    claim_array_cells(&mut workbook, &mut builder.warnings);
    workbook.warnings = builder.warnings.kept;
    workbook.warnings_omitted = builder.warnings.omitted;
    workbook
}

fn read_names(
    entries: Vec<NameEntry>,
    sheet_names: &SheetNames,
    sheet_count: usize,
) -> Vec<DefinedName> {
    let mut names = Vec::with_capacity(entries.len());
    for entry in entries {
        let sheet = match entry.sheet {
            None => None,
            Some(sheet) if (sheet as usize) < sheet_count => Some(sheet as SheetId),
            // The name of a sheet that is gone: nothing can refer to it.
            Some(_) => continue,
        };
        let host =
            CellAddress { sheet: sheet.unwrap_or(0), row: entry.host.0, column: entry.host.1 };
        let meaning = parser::parse(&entry.text, host, sheet_names);
        let meaning = meaning.map(|formula| Arc::new(formula.root));
        names.push(DefinedName {
            name: Arc::from(entry.name),
            sheet,
            is_hidden: entry.is_hidden,
            text: Arc::from(entry.text),
            meaning,
        });
    }
    names
}

/// The workbook's flat arrays while sheets are added to them.
struct Builder {
    sheets: Vec<Sheet>,
    tables: Vec<Table>,
    cells: Cells,
    formulas: Vec<FormulaEntry>,
    arrays: Vec<ArrayFormula>,
    pool: FormulaPool,
    saved_texts: Vec<Arc<str>>,
    warnings: Warnings,
}

impl Builder {
    fn new(warnings: Warnings) -> Builder {
        Builder {
            sheets: Vec::new(),
            tables: Vec::new(),
            cells: Cells::default(),
            formulas: Vec::new(),
            arrays: Vec::new(),
            pool: FormulaPool::default(),
            saved_texts: Vec::new(),
            warnings,
        }
    }

    fn add_sheet(&mut self, sheet: SheetId, entry: SheetEntry, content: SheetContent) {
        self.warnings.absorb(content.warnings);
        let mut added = Sheet {
            name: Arc::from(entry.name),
            kind: content.kind,
            visibility: entry.visibility,
            grid: Grid::default(),
            merged: Vec::new(),
            hidden_rows: RowSet::default(),
            filtered_rows: RowSet::default(),
            layout: SheetLayout::default(),
        };
        let mut filtered: Vec<_> =
            content.tables.iter().filter_map(|table| table.filtered).collect();
        self.tables.extend(content.tables.into_iter().map(|table| table.table));
        let mut filtered_rows = Vec::new();
        if let Some(part) = content.part {
            filtered_rows = part.filtered_rows;
            filtered.extend(part.filtered);
            added.merged = part.merged;
            added.layout = part.layout;
            added.hidden_rows = RowSet::new(part.hidden_rows);
            added.grid = self.add_cells(sheet, part.cells);
            self.warnings.absorb(part.warnings);
        } else {
            added.grid = Grid::new(self.cells.len() as u32, Arc::default());
        }
        let filter_rows = RowSet::new(filtered.iter().filter_map(rows_below_header).collect());
        let rows_hidden_by_filters = filter_rows
            .within(0, u32::MAX)
            .flat_map(|(first, last)| added.hidden_rows.within(first, last));
        filtered_rows.extend(rows_hidden_by_filters);
        added.filtered_rows = RowSet::new(filtered_rows);
        self.sheets.push(added);
    }

    fn add_cells(&mut self, sheet: SheetId, part: SheetCells) -> Grid {
        let base = self.cells.len() as u32;
        let rows = Arc::new(part.rows);
        self.cells.places.add_sheet(sheet, Arc::clone(&rows));
        if self.cells.is_empty() {
            // Taken over rather than copied: workbooks with one large sheet are common.
            self.cells.values = part.values;
            self.cells.formats = part.formats;
        } else {
            self.cells.values.append(part.values);
            self.cells.formats.append(base as usize, part.formats);
        }
        if let Some(last) = part.formulas.iter().map(|formula| formula.cell.0).max() {
            self.cells.formulas.resize((base + last) as usize + 1, NO_FORMULA);
        }
        let numbers = self.pool.absorb(part.pool);
        for array in part.arrays {
            let anchor = CellId(base + array.cell);
            let is_dynamic = array.is_dynamic;
            self.arrays.push(ArrayFormula { anchor, area: array.area, is_dynamic });
        }
        let formula_base = self.formulas.len();
        let mut formulas = part.formulas;
        for (index, formula) in formulas.iter_mut().enumerate() {
            let cell = CellId(base + formula.cell.0);
            formula.cell = cell;
            self.cells.formulas[cell.index()] = (formula_base + index) as u32;
            formula.set_distinct(numbers.of(formula.distinct()));
            if formula.saved.is_pending() {
                let value = self.cells.values.get(cell.index());
                formula.saved = SavedValue::new(&value, &mut self.saved_texts);
            }
        }
        if formula_base == 0 {
            self.formulas = formulas;
        } else {
            self.formulas.extend(formulas);
        }
        Grid::new(base, rows)
    }
}

/// Notes which array each cell inside one belongs to. An array that overlaps an earlier one, which
/// Excel doesn't allow, is cut to its anchor: so each cell is claimed once, and a hostile file with
/// many large arrays takes no longer than its cells are many.
fn claim_array_cells(workbook: &mut Workbook, warnings: &mut Warnings) {
    let array_of_cell = &mut workbook.array_of_cell;
    for (index, array) in workbook.arrays.iter_mut().enumerate() {
        let Some(sheet) = workbook.sheets.get(usize::from(array.area.sheet)) else {
            continue;
        };
        let index = index as u32;
        let is_free = !array_of_cell.contains_key(&array.anchor)
            && sheet.grid.visit(array.area, |_, _, cell| match array_of_cell.entry(cell) {
                Entry::Occupied(_) => false,
                Entry::Vacant(entry) => {
                    entry.insert(index);
                    true
                }
            });
        if !is_free {
            let anchor = workbook.cells.address(array.anchor);
            warnings.add(Some(anchor), "an array formula's range overlaps another's");
            array.area = Area::of_cell(anchor);
        }
    }
}

/// The rows that a filter over `area` can hide.
fn rows_below_header(area: &Area) -> Option<(u32, u32)> {
    (area.first_row < area.last_row).then(|| (area.first_row + 1, area.last_row))
}
