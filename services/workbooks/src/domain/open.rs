//! A workbook that is parsed and recalculated, with what is asked of it again and again.

use std::collections::HashMap;
use std::sync::OnceLock;

use ulam_contracts::workbooks::{BaseCaseBadge, CellRole, CheckReport};
use ulam_formula::address::CellAddress;
use ulam_formula::context::DateSystem;
use ulam_formula::value::Value;
use ulam_report::json::Check;
use ulam_workbook::{DistinctFormula, Limits, Recalculation, Workbook};

use super::check::{badge_of, report_of};
use super::dependencies::Dependents;

/// Memory of a cell and of a formula, about, in bytes.
const CELL_BYTES: u64 = 64;
const FORMULA_BYTES: u64 = 200;
/// Memory of a byte of the file, about: texts, names and the like, inflated.
const INFLATED: u64 = 3;

/// A workbook that is open.
pub struct OpenBook {
    /// The workbook, recalculated.
    pub workbook: Workbook,
    /// How that went.
    pub recalculation: Recalculation,
    /// What Excel saved, where that differs.
    saved: HashMap<CellAddress, Value>,
    /// Roles of cells by distinct formula.
    roles: Vec<Option<CellRole>>,
    file_bytes: u64,
    dependents: OnceLock<Dependents>,
    check: OnceLock<(CheckReport, BaseCaseBadge)>,
}

/// Opens a workbook: parses and recalculates it, as of the moment when it was saved.
///
/// # Errors
/// A sentence that says why it can't be read.
pub fn open_book(bytes: &[u8]) -> Result<OpenBook, String> {
    let mut workbook =
        Workbook::read(bytes, &Limits::default()).map_err(|error| sentence(&error.to_string()))?;
    let recalculation = recalculate(&mut workbook);
    let differing = workbook.base_case_check().differing;
    let saved =
        differing.into_iter().map(|difference| (difference.cell, difference.saved)).collect();
    let roles = (0..workbook.distinct_formula_count())
        .filter_map(|number| u32::try_from(number).ok())
        .map(|number| workbook.read_distinct_formula(number, role_of).flatten())
        .collect();
    Ok(OpenBook {
        saved,
        roles,
        file_bytes: bytes.len() as u64,
        dependents: OnceLock::new(),
        check: OnceLock::new(),
        workbook,
        recalculation,
    })
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String =
        characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// Recalculates as of the moment when the file was saved, so that the same file gives the same numbers
/// on any day; as of now if it doesn't say.
pub fn recalculate(workbook: &mut Workbook) -> Recalculation {
    let at = workbook.saved_at().unwrap_or_else(|| now_serial(workbook.date_system()));
    workbook.recalculate(at)
}

/// The present time in UTC as a serial number: day 25,569 is 1 January 1970 since 1900, and 1904's
/// calendar begins 1,462 days later.
fn now_serial(dates: DateSystem) -> f64 {
    let seconds = ulam_platform::identifier::now_us() as f64 / 1e6;
    let epoch = match dates {
        DateSystem::Since1900 => 25_569.0,
        DateSystem::Since1904 => 24_107.0,
    };
    epoch + seconds / 86_400.0
}

fn role_of(formula: &DistinctFormula) -> Option<CellRole> {
    let DistinctFormula::Parsed(formula) = formula else { return None };
    let host = CellAddress { sheet: 0, row: 0, column: 0 };
    let is_marked = || {
        let printed = ulam_formula::printer::print(&formula.root, host, &|_| "Sheet".to_string());
        printed.to_ascii_uppercase().contains("RISKOUTPUT(")
    };
    if formula.sites > 0 {
        return Some(CellRole::Input);
    }
    is_marked().then_some(CellRole::Output)
}

impl OpenBook {
    /// Memory that it takes, about, in bytes.
    pub fn memory_bytes(&self) -> u64 {
        let cells = self.workbook.cells().len() as u64 * CELL_BYTES;
        let formulas = self.workbook.formulas().len() as u64 * FORMULA_BYTES;
        cells + formulas + self.file_bytes * INFLATED
    }

    /// Cells that hold something.
    pub fn cell_count(&self) -> u64 {
        self.workbook.cells().values().filter(|value| !matches!(**value, Value::Blank)).count()
            as u64
    }

    /// What Excel saved for a cell, where that differs from what Ulam computes.
    pub fn saved(&self, cell: CellAddress) -> Option<&Value> {
        self.saved.get(&cell)
    }

    /// What the formula of this entry makes its cell to a simulation.
    pub fn role(&self, formula: usize) -> Option<CellRole> {
        let entry = self.workbook.formulas().get(formula)?;
        self.roles.get(entry.distinct() as usize).copied().flatten()
    }

    /// Which formulas read which cells; found when first asked for.
    pub fn dependents(&self) -> &Dependents {
        self.dependents.get_or_init(|| Dependents::of(&self.workbook))
    }

    fn checked(&self) -> &(CheckReport, BaseCaseBadge) {
        self.check.get_or_init(|| {
            let check = Check::of(&self.workbook, &self.recalculation, None);
            let badge = badge_of(&check);
            (report_of(&check, badge.clone()), badge)
        })
    }

    /// Base case, findings, likely inputs and outputs; found when first asked for.
    pub fn check(&self) -> &CheckReport {
        &self.checked().0
    }

    /// The same in one line.
    pub fn badge(&self) -> BaseCaseBadge {
        self.checked().1.clone()
    }
}
