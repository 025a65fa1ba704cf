//! What a workbook holds that matters before simulating: functions that can't be computed, formulas
//! that can't be read, cells that are random already.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use ulam_formula::address::{CellAddress, SheetId};
use ulam_formula::evaluate::distributions::visit_draws;
use ulam_formula::syntax::Callee;
use ulam_workbook::{DistinctFormula, Workbook};

use crate::prepare::unsupported_functions;

/// What a workbook holds that matters before simulating.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preflight {
    /// Functions that Ulam doesn't have, with the cells that call them, in the order of names.
    pub unsupported: Vec<(String, Vec<CellAddress>)>,
    /// Cells whose formula can't be read, and why.
    pub unreadable: Vec<(CellAddress, String)>,
    /// Cells that draw random numbers already, with the functions that do.
    pub random: Vec<(CellAddress, Vec<String>)>,
}

/// Looks through the formulas of a workbook.
pub fn preflight(workbook: &Workbook) -> Preflight {
    let mut preflight = Preflight::default();
    let mut unsupported: BTreeMap<String, Vec<CellAddress>> = BTreeMap::new();
    // Names may mean different things on different sheets.
    let mut known: FxHashMap<(u32, SheetId), Vec<String>> = FxHashMap::default();
    for (index, entry) in workbook.formulas().iter().enumerate() {
        if workbook.cells().formula(entry.cell) != Some(index) {
            continue;
        }
        let cell = workbook.cells().address(entry.cell);
        workbook.read_distinct_formula(entry.distinct(), |formula| match formula {
            DistinctFormula::Unreadable { error, .. } => {
                preflight.unreadable.push((cell, error.message.clone()));
            }
            DistinctFormula::Parsed(formula) => {
                let functions = known
                    .entry((entry.distinct(), cell.sheet))
                    .or_insert_with(|| unsupported_functions(workbook, cell, &formula.root));
                for function in functions {
                    unsupported.entry(function.clone()).or_default().push(cell);
                }
                if formula.sites > 0 {
                    let mut draws = Vec::new();
                    visit_draws(&formula.root, &mut |call| match &call.callee {
                        Callee::Function(function) => draws.push(function.name.to_string()),
                        Callee::Distribution(name) => draws.push(name.to_string()),
                        Callee::Named(_) => {}
                    });
                    if !draws.is_empty() {
                        preflight.random.push((cell, draws));
                    }
                }
            }
        });
    }
    preflight.unsupported = unsupported.into_iter().collect();
    preflight
}
