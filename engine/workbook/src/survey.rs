//! Likely inputs and outputs of a workbook that says nothing about them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::dependencies::Dependencies;
use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::syntax::{Callee, Expr};
use ulam_formula::value::Value;

use crate::grid::CellId;
use crate::workbook::{DistinctFormula, Workbook};

/// Most inputs and most outputs listed.
const LISTED_MAX: usize = 1_000;
/// Most columns of distinct ranges that are followed, so that a hostile file can't take all memory;
/// beyond them cells may seem to be read less often than they are.
const RANGE_COLUMNS_MAX: usize = 20_000_000;

/// Likely inputs and outputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// Numbers that formulas read, those read by most formulas first.
    pub inputs: Vec<LikelyInput>,
    /// How many there are; more than are listed if there are over a thousand.
    pub input_count: usize,
    /// Formula cells that no formula reads: marked ones (RiskOutput) first, then labelled ones.
    pub outputs: Vec<LikelyOutput>,
    /// How many there are; more than are listed if there are over a thousand.
    pub output_count: usize,
}

/// A number that formulas read.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyInput {
    /// The cell.
    pub cell: CellAddress,
    /// Its value.
    pub value: f64,
    /// The text beside or above it.
    pub label: Option<String>,
    /// How many formulas read it.
    pub readers: u32,
}

/// A formula cell that no formula reads, or that RiskOutput marks.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyOutput {
    /// The cell.
    pub cell: CellAddress,
    /// Its value.
    pub value: f64,
    /// The text beside or above it.
    pub label: Option<String>,
    /// Whether its formula calls RiskOutput.
    pub is_marked: bool,
}

impl Workbook {
    /// Finds likely inputs and outputs of a recalculated workbook.
    pub fn survey(&self) -> Survey {
        let readers = self.reader_counts();
        let mut survey = Survey::default();
        let mut inputs: Vec<(CellId, f64)> = Vec::new();
        for (index, value) in self.cells.values.iter().enumerate() {
            let id = CellId(index as u32);
            if let Value::Number(number) = *value
                && readers[index] > 0
                && self.cells.formula(id).is_none()
                && !self.array_of_cell.contains_key(&id)
            {
                inputs.push((id, number));
            }
        }
        inputs.sort_by_key(|(id, _)| {
            (std::cmp::Reverse(readers[id.index()]), self.cells.address(*id))
        });
        survey.input_count = inputs.len();
        for (id, value) in inputs.into_iter().take(LISTED_MAX) {
            let cell = self.cells.address(id);
            let readers = readers[id.index()];
            survey.inputs.push(LikelyInput { cell, value, label: self.label(cell), readers });
        }
        self.survey_outputs(&readers, &mut survey);
        survey
    }

    fn survey_outputs(&self, readers: &[u32], survey: &mut Survey) {
        let mut copies = vec![0u32; self.distinct_formula_count()];
        for entry in &self.formulas {
            copies[entry.distinct() as usize] += 1;
        }
        let is_marked: Vec<bool> = (0..self.distinct_formula_count() as u32)
            .map(|number| self.read_distinct_formula(number, calls_risk_output).unwrap_or(false))
            .collect();
        let mut outputs = Vec::new();
        for (index, entry) in self.formulas.iter().enumerate() {
            if self.cells.formula(entry.cell) != Some(index) {
                continue;
            }
            let marked = is_marked[entry.distinct() as usize];
            if let Value::Number(value) = *self.cells.value(entry.cell)
                && (marked || readers[entry.cell.index()] == 0)
            {
                outputs.push((marked, copies[entry.distinct() as usize], entry.cell, value));
            }
        }
        // A formula of its own is rather a result than one of a long filled column.
        outputs.sort_by_key(|(marked, copies, cell, _)| (!marked, *copies, *cell));
        survey.output_count = outputs.len();
        for (is_marked, _, id, value) in outputs.into_iter().take(LISTED_MAX) {
            let cell = self.cells.address(id);
            survey.outputs.push(LikelyOutput { cell, value, label: self.label(cell), is_marked });
        }
        survey.outputs.sort_by_key(|output| (!output.is_marked, output.label.is_none()));
    }

    /// How many formulas read each cell, by the cells' numbers.
    pub fn reader_counts(&self) -> Vec<u32> {
        let mut readers = vec![0u32; self.cells.len()];
        // A formula that reads a cell twice counts once.
        let mut last_reader = vec![u32::MAX; self.cells.len()];
        let mut ranges: FxHashMap<Area, i64> = FxHashMap::default();
        for (index, entry) in self.formulas.iter().enumerate() {
            if self.cells.formula(entry.cell) != Some(index) {
                continue;
            }
            let host = self.cells.address(entry.cell);
            let dependencies = Dependencies { context: self, host };
            let mut visit = |area: Area| {
                if !area.is_cell() {
                    *ranges.entry(area).or_insert(0) += 1;
                } else if let Some(id) = self.cell_at(area.first())
                    && std::mem::replace(&mut last_reader[id.index()], index as u32) != index as u32
                {
                    readers[id.index()] = readers[id.index()].saturating_add(1);
                }
            };
            self.read_formula_of(entry.cell, |entered| {
                dependencies.visit(&entered.formula.root, &mut visit);
            });
        }
        self.add_range_readers(ranges, &mut readers);
        readers
    }

    /// Adds the readers of ranges: each range starts and ends in each of its columns, and one sweep
    /// down each sheet keeps count of those that are open. So a million ranges over one long column
    /// cost no more than their ends.
    fn add_range_readers(&self, ranges: FxHashMap<Area, i64>, readers: &mut [u32]) {
        let mut ends: Vec<BTreeMap<u32, Vec<(u32, i64)>>> =
            vec![BTreeMap::new(); self.sheets.len()];
        let mut columns_left = RANGE_COLUMNS_MAX;
        'ranges: for (area, count) in ranges {
            let Some(sheet) = self.sheet(area.sheet) else {
                continue;
            };
            let Some((_, last_used)) = sheet.grid.used() else {
                continue;
            };
            let last = u32::from(area.last_column).min(last_used);
            for column in u32::from(area.first_column)..=last {
                if columns_left == 0 {
                    break 'ranges;
                }
                columns_left -= 1;
                let column = ends[usize::from(area.sheet)].entry(column).or_default();
                column.push((area.first_row, count));
                column.push((area.last_row + 1, -count));
            }
        }
        for (sheet, mut columns) in self.sheets.iter().zip(ends) {
            if columns.is_empty() {
                continue;
            }
            columns.values_mut().for_each(|ends| ends.sort_unstable());
            // Of each column: the next end, and how many ranges are open.
            let mut open: FxHashMap<u32, (usize, i64)> = FxHashMap::default();
            let whole = Area {
                sheet: 0,
                first_row: 0,
                last_row: u32::MAX - 1,
                first_column: 0,
                last_column: u16::MAX,
            };
            sheet.grid.visit(whole, |row, column, id| {
                if let Some(ends) = columns.get(&column) {
                    let (next, count) = open.entry(column).or_insert((0, 0));
                    while let Some((_, change)) = ends.get(*next).filter(|(at, _)| *at <= row) {
                        *count += change;
                        *next += 1;
                    }
                    let reader = &mut readers[id.index()];
                    *reader = u32::try_from(*count).map_or(*reader, |c| reader.saturating_add(c));
                }
                true
            });
        }
    }
}

fn calls_risk_output(distinct: &DistinctFormula) -> bool {
    let DistinctFormula::Parsed(formula) = distinct else {
        return false;
    };
    let mut is_marked = false;
    formula.root.visit_parts(&mut |part| {
        if let Expr::Call(call) = part
            && let Callee::Named(name) = &call.callee
        {
            is_marked |= add_in(name) == Some(AddIn::Output);
        }
    });
    is_marked
}
