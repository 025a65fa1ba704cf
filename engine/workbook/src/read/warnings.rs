//! Warnings, bounded in number.

use ulam_formula::address::CellAddress;

use crate::workbook::Warning;

/// Warnings gathered while reading.
#[derive(Default)]
pub(super) struct Warnings {
    pub(super) kept: Vec<Warning>,
    pub(super) omitted: u64,
    kept_max: usize,
}

impl Warnings {
    pub(super) fn new(kept_max: usize) -> Warnings {
        Warnings { kept: Vec::new(), omitted: 0, kept_max }
    }

    /// Adds a warning.
    pub(super) fn add(&mut self, cell: Option<CellAddress>, message: impl Into<String>) {
        if self.kept.len() >= self.kept_max {
            self.omitted += 1;
            return;
        }
        self.kept.push(Warning { cell, message: message.into() });
    }

    /// Adds another's warnings after its own.
    pub(super) fn absorb(&mut self, other: Warnings) {
        self.omitted += other.omitted;
        for warning in other.kept {
            self.add(warning.cell, warning.message);
        }
    }
}
