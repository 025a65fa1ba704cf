//! Values of cells after others were set.

use std::collections::BTreeMap;
use std::time::Instant;

use ulam_contracts::workbooks::{
    CALCULATE_CELLS_MAX, CalculateRequest, CalculateResponse, CalculatedCell, CellValue,
};
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::parser::parse;
use ulam_formula::value::Value;
use ulam_workbook::{Recalculation, Workbook};

use super::open::{OpenBook, recalculate};
use super::value::{contract_value, engine_value, number_format, shown};

/// Circular references that are told.
const CIRCLES_MAX: usize = 100;
const CIRCLE_CELLS_MAX: usize = 100;

/// A field and what is wrong with it.
pub type Wrong = (String, String);

/// A copy of the workbook with cells set, recalculated; `None` where nothing is set.
///
/// # Errors
/// A cell that isn't there, a value that a cell can't hold.
pub fn with_set(
    book: &OpenBook,
    set: &BTreeMap<String, CellValue>,
) -> Result<Option<(Workbook, Recalculation)>, Wrong> {
    if set.is_empty() {
        return Ok(None);
    }
    if set.len() > CALCULATE_CELLS_MAX {
        return Err((
            "set".to_string(),
            format!("{} cells; {CALCULATE_CELLS_MAX} are allowed", set.len()),
        ));
    }
    let mut located = Vec::new();
    for (name, value) in set {
        let field = || format!("set.{}", name.chars().take(100).collect::<String>());
        let cell = book.workbook.locate(name).map_err(|error| (field(), error.to_string()))?;
        located.push((field(), cell, engine_value(value).map_err(|why| (field(), why))?));
    }
    let mut workbook = book.workbook.clone();
    for (field, cell, value) in located {
        if !workbook.set_constant(cell, value) {
            return Err((field, "the cell can't be set".to_string()));
        }
    }
    let recalculation = recalculate(&mut workbook);
    Ok(Some((workbook, recalculation)))
}

/// Computes.
///
/// # Errors
/// A cell or range that isn't there, a value that a cell can't hold, too many cells.
pub fn calculate(book: &OpenBook, request: &CalculateRequest) -> Result<CalculateResponse, Wrong> {
    let started = Instant::now();
    if request.cells.is_empty() {
        return Err(("cells".to_string(), "empty: name the cells that are wanted".to_string()));
    }
    // Located before anything is computed, so that a misspelt name is told at once.
    let mut wanted: Vec<CellAddress> = Vec::new();
    for (index, text) in request.cells.iter().enumerate() {
        let field = || format!("cells[{index}]");
        for area in areas_of(&book.workbook, text).map_err(|why| (field(), why))? {
            let size = area.rows() as u64 * area.columns() as u64;
            if wanted.len() as u64 + size > CALCULATE_CELLS_MAX as u64 {
                return Err((field(), format!("more than {CALCULATE_CELLS_MAX} cells are wanted")));
            }
            for row in area.first_row..=area.last_row {
                for column in area.first_column..=area.last_column {
                    wanted.push(CellAddress { sheet: area.sheet, row, column: column.into() });
                }
            }
        }
    }
    let changed = with_set(book, &request.set)?;
    let (workbook, recalculation) = match &changed {
        Some((workbook, recalculation)) => (workbook, recalculation),
        None => (&book.workbook, &book.recalculation),
    };
    let values = wanted.into_iter().map(|cell| calculated(workbook, cell)).collect();
    let circles: &[Vec<CellAddress>] =
        if workbook.calculation().iterate { &[] } else { &recalculation.cycles };
    let named = |circle: &Vec<CellAddress>| {
        circle.iter().take(CIRCLE_CELLS_MAX).map(|cell| workbook.cell_name(*cell)).collect()
    };
    Ok(CalculateResponse {
        values,
        circular_references: circles.iter().take(CIRCLES_MAX).map(named).collect(),
        elapsed_ms: started.elapsed().as_secs_f64() * 1e3,
    })
}

fn calculated(workbook: &Workbook, cell: CellAddress) -> CalculatedCell {
    let id = workbook.cell_at(cell);
    let value = id.map(|id| workbook.cells().value(id).into_owned()).unwrap_or_default();
    let format = id.and_then(|id| number_format(workbook.number_format(id)));
    CalculatedCell {
        cell: workbook.cell_name(cell),
        text: shown(&value, format.as_ref(), workbook.date_system()),
        value: contract_value(&value),
    }
}

/// The areas that a cell, range or defined name stands for.
fn areas_of(workbook: &Workbook, text: &str) -> Result<Vec<Area>, String> {
    let not_found = match workbook.locate(text) {
        Ok(cell) => return Ok(vec![Area::of_cell(cell)]),
        Err(error) => error.to_string(),
    };
    let host = CellAddress { sheet: 0, row: 0, column: 0 };
    let Ok(formula) = parse(text, host, workbook.sheet_names()) else { return Err(not_found) };
    let progress = Progress::default();
    let areas =
        match Evaluator::new(workbook, host, Entry::Array, &progress).evaluate(&formula.root) {
            Value::Area(area) => vec![area],
            Value::Union(areas) => areas.to_vec(),
            _ => return Err(not_found),
        };
    // Whole columns and rows end where the sheet's cells do.
    let cut = areas.into_iter().filter_map(|area| {
        let (row, column) = workbook.sheet(area.sheet)?.grid.used().unwrap_or((0, 0));
        let used = Area {
            sheet: area.sheet,
            first_row: 0,
            last_row: row,
            first_column: 0,
            last_column: u16::try_from(column).unwrap_or(u16::MAX),
        };
        let is_whole = area.rows() > 1_000_000 || area.columns() > 16_000;
        if is_whole { area.intersection(&used) } else { Some(area) }
    });
    Ok(cut.collect())
}
