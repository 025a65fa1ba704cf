//! What a cell reads and what reads it.

use std::collections::{HashMap, HashSet};

use ulam_contracts::workbooks::{Dependencies, DependenciesQuery, DependentCell, Direction};
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::dependencies::Dependencies as Reads;
use ulam_workbook::{CellId, Workbook};

use super::open::OpenBook;
use super::references::references;
use super::value::contract_value;

const CELLS_DEFAULT: u32 = 500;
const CELLS_MAX: u32 = 10_000;
const DEPTH_MAX: u32 = 50;
/// Cells looked at each way: those beyond aren't counted.
const VISITED_MAX: usize = 200_000;
/// References of all formulas that are kept; beyond them dependents may be missing.
const REFERENCES_MAX: usize = 20_000_000;

/// Which formulas read which cells.
#[derive(Default)]
pub struct Dependents {
    /// By the one cell that a reference names.
    cells: HashMap<CellAddress, Vec<CellId>>,
    /// By range, each once.
    ranges: Vec<(Area, Vec<CellId>)>,
}

impl Dependents {
    /// Looks through all formulas.
    pub fn of(workbook: &Workbook) -> Dependents {
        let mut dependents = Dependents::default();
        let mut range_numbers: HashMap<Area, usize> = HashMap::new();
        let mut kept = 0;
        for (index, entry) in workbook.formulas().iter().enumerate() {
            if workbook.cells().formula(entry.cell) != Some(index) {
                continue;
            }
            let Some(entered) = workbook.formula_of(entry.cell) else { continue };
            let host = workbook.cells().address(entry.cell);
            let reads = Reads { context: workbook, host };
            reads.visit(&entered.formula.root, &mut |area| {
                kept += 1;
                if kept > REFERENCES_MAX {
                    return;
                }
                let readers = if area.is_cell() {
                    dependents.cells.entry(area.first()).or_default()
                } else {
                    let number = *range_numbers.entry(area).or_insert_with(|| {
                        dependents.ranges.push((area, Vec::new()));
                        dependents.ranges.len() - 1
                    });
                    &mut dependents.ranges[number].1
                };
                if readers.last() != Some(&entry.cell) {
                    readers.push(entry.cell);
                }
            });
        }
        dependents
    }

    fn readers(&self, cell: CellAddress, visit: &mut dyn FnMut(CellId)) {
        for reader in self.cells.get(&cell).into_iter().flatten() {
            visit(*reader);
        }
        for (area, readers) in &self.ranges {
            if area.contains(cell) {
                readers.iter().for_each(|reader| visit(*reader));
            }
        }
    }
}

/// The limits of a question, checked.
///
/// # Errors
/// The field and what is wrong with it.
pub fn limits(query: &DependenciesQuery) -> Result<(u32, usize), (&'static str, String)> {
    let depth = query.depth.unwrap_or(1);
    if !(1..=DEPTH_MAX).contains(&depth) {
        return Err(("depth", format!("{depth} is not from 1 to {DEPTH_MAX}")));
    }
    let cells = query.cells_max.unwrap_or(CELLS_DEFAULT);
    if !(1..=CELLS_MAX).contains(&cells) {
        return Err(("cells_max", format!("{cells} is not from 1 to {CELLS_MAX}")));
    }
    Ok((depth, cells as usize))
}

/// What a cell reads and what reads it, up to so many steps.
pub fn dependencies(
    book: &OpenBook,
    cell: CellAddress,
    direction: Direction,
    depth: u32,
    cells_max: usize,
) -> Dependencies {
    let workbook = &book.workbook;
    let mut is_dynamic = false;
    let mut precedents = (Vec::new(), 0);
    let mut dependents = (Vec::new(), 0);
    if direction != Direction::Dependents {
        precedents = follow(book, cell, depth, cells_max, &mut |from, visit| {
            let Some(id) = workbook.cell_at(from) else { return };
            // A member of an array reads what the array's formula reads.
            let anchor = workbook.array_at(id).map_or(id, |array| array.anchor);
            let Some(entered) = workbook.formula_of(anchor) else { return };
            let host = workbook.cells().address(anchor);
            let reads = Reads { context: workbook, host };
            let dynamic =
                reads.visit(&entered.formula.root, &mut |area| visit_used(workbook, area, visit));
            is_dynamic |= from == cell && dynamic.0;
        });
    }
    if direction != Direction::Precedents {
        let index = book.dependents();
        dependents = follow(book, cell, depth, cells_max, &mut |from, visit| {
            index.readers(from, &mut |reader| {
                visit(workbook.cells().address(reader));
            });
        });
    }
    let id = workbook.cell_at(cell);
    let formula = id.and_then(|id| workbook.formula_text(id));
    Dependencies {
        cell: workbook.cell_name(cell),
        references: formula
            .as_deref()
            .map(|text| references(workbook, cell, text))
            .unwrap_or_default(),
        formula,
        value: id.map(|id| contract_value(&workbook.cells().value(id))).unwrap_or_default(),
        label: workbook.label(cell),
        precedents: precedents.0,
        dependents: dependents.0,
        precedent_count: precedents.1,
        dependent_count: dependents.1,
        is_dynamic,
    }
}

/// Visits the used cells of an area; of a single cell also where it is empty. Stops at the limit.
fn visit_used(workbook: &Workbook, area: Area, visit: &mut dyn FnMut(CellAddress) -> bool) {
    if area.is_cell() {
        visit(area.first());
        return;
    }
    if let Some(sheet) = workbook.sheet(area.sheet) {
        sheet
            .grid
            .visit(area, |row, column, _| visit(CellAddress { sheet: area.sheet, row, column }));
    }
}

type Step<'a> = dyn FnMut(CellAddress, &mut dyn FnMut(CellAddress) -> bool) + 'a;

/// The cells that are found step by step, nearest first, and how many there are.
fn follow(
    book: &OpenBook,
    from: CellAddress,
    depth: u32,
    cells_max: usize,
    step: &mut Step<'_>,
) -> (Vec<DependentCell>, u64) {
    let workbook = &book.workbook;
    let mut seen: HashSet<CellAddress> = HashSet::from([from]);
    let mut found = Vec::new();
    let mut count = 0;
    let mut current = vec![from];
    for level in 1..=depth {
        let mut next = Vec::new();
        for cell in &current {
            step(*cell, &mut |reached| {
                if seen.len() <= VISITED_MAX && seen.insert(reached) {
                    next.push(reached);
                }
                seen.len() <= VISITED_MAX
            });
        }
        if next.is_empty() {
            break;
        }
        count += next.len() as u64;
        for cell in next.iter().take(cells_max.saturating_sub(found.len())) {
            let id = workbook.cell_at(*cell);
            found.push(DependentCell {
                cell: workbook.cell_name(*cell),
                depth: level,
                formula: id.and_then(|id| workbook.formula_text(id)),
                value: id.map(|id| contract_value(&workbook.cells().value(id))).unwrap_or_default(),
                label: workbook.label(*cell),
            });
        }
        current = next;
    }
    (found, count)
}
