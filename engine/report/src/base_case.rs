//! The base-case check as a report shows it.

use ulam_formula::address::CellAddress;
use ulam_formula::coerce;
use ulam_formula::value::Value;
use ulam_simulation::preflight::preflight;
use ulam_workbook::{BaseCaseCheck, Workbook};

use crate::CELLS_LISTED_MAX;

/// The base-case check: what Ulam computes against the values saved in the workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseCase {
    /// Formula cells that were compared: those equal and those differing.
    pub checked: u64,
    /// Cells whose value equals the saved one.
    pub equal: u64,
    /// Cells whose value differs. All of them, or the first ones if [`BaseCase::checked`] less
    /// [`BaseCase::equal`] is more.
    pub differing: Vec<Difference>,
    /// Cells that change by themselves (NOW, RAND, distributions) and so can't be compared.
    pub volatile: u64,
    /// Formula cells for which the file saves no value.
    pub not_saved: u64,
    /// Cells that Ulam can't compute.
    pub unsupported: Vec<Unsupported>,
}

impl BaseCase {
    /// What a check found in a simulation's workbook, and the cells of it that can't be computed.
    pub fn new(workbook: &Workbook, check: &BaseCaseCheck) -> BaseCase {
        let difference = |found: &ulam_workbook::Difference| Difference {
            cell: workbook.cell_name(found.cell),
            formula: formula_text(workbook, found.cell),
            expected: value_text(&found.saved),
            ours: value_text(&found.computed),
        };
        // Cells that merely follow others come last.
        let (followers, origins): (Vec<_>, Vec<_>) =
            check.differing.iter().partition(|found| found.follows);
        let listed = origins.into_iter().chain(followers).take(CELLS_LISTED_MAX);
        BaseCase {
            checked: (check.equal + check.differing.len()) as u64,
            equal: check.equal as u64,
            differing: listed.map(difference).collect(),
            volatile: check.volatile as u64,
            not_saved: check.not_saved as u64,
            unsupported: unsupported(workbook),
        }
    }

    /// How many cells differ.
    pub fn differing_count(&self) -> u64 {
        self.checked.saturating_sub(self.equal).max(self.differing.len() as u64)
    }
}

/// A cell whose value differs from the saved one. All texts are as people read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The cell, such as `Model!B2`.
    pub cell: String,
    /// Its formula.
    pub formula: String,
    /// The value saved in the workbook.
    pub expected: String,
    /// The value that Ulam computes.
    pub ours: String,
}

/// A cell that Ulam can't compute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unsupported {
    /// The cell, such as `Model!B2`.
    pub cell: String,
    /// Why: the functions that are missing, or what can't be read.
    pub reason: String,
}

/// The cells of a workbook that can't be computed, and why.
fn unsupported(workbook: &Workbook) -> Vec<Unsupported> {
    let found = preflight(workbook);
    let mut unsupported = Vec::new();
    for (function, cells) in &found.unsupported {
        for cell in cells {
            let reason = format!("it calls {function}, which Ulam doesn't have");
            unsupported.push(Unsupported { cell: workbook.cell_name(*cell), reason });
        }
    }
    for (cell, message) in &found.unreadable {
        let reason = format!("its formula can't be read: {message}");
        unsupported.push(Unsupported { cell: workbook.cell_name(*cell), reason });
    }
    unsupported
}

fn formula_text(workbook: &Workbook, cell: CellAddress) -> String {
    workbook.cell_at(cell).and_then(|id| workbook.formula_text(id)).unwrap_or_default()
}

/// A value as Excel turns it into text, with up to 15 digits.
fn value_text(value: &Value) -> String {
    match coerce::to_text(value) {
        Ok(text) if text.is_empty() => "(empty)".to_string(),
        Ok(text) => text.to_string(),
        Err(error) => error.to_string(),
    }
}
