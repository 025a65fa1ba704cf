//! Any bytes: reading them as a workbook gives a workbook or an error. (The `evaluator` target covers
//! what its formulas compute.)
#![no_main]

use libfuzzer_sys::fuzz_target;
use ulam_workbook::{Limits, Workbook};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { inflated_bytes_max: 1 << 20, ..Limits::default() };
    if let Ok(workbook) = Workbook::read(bytes, &limits) {
        for entry in workbook.formulas() {
            workbook.formula_text(entry.cell);
        }
    }
});
