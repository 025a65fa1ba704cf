//! Any text is parsed without a panic; what it parses to is printed as text that parses to the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ulam_formula::address::{CellAddress, SheetId};
use ulam_formula::parser::{LENGTH_BYTES_MAX, Names, parse};
use ulam_formula::printer::print;

const SHEETS: [&str; 6] = ["Sheet1", "Sheet2", "It's", "a b", "A", "Größe"];

struct Workbook;

impl Names for Workbook {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        SHEETS
            .iter()
            .position(|sheet| sheet.eq_ignore_ascii_case(name))
            .map(|sheet| sheet as SheetId)
    }
}

fuzz_target!(|text: &str| {
    let host = CellAddress { sheet: 0, row: 4, column: 2 };
    let Ok(formula) = parse(text, host, &Workbook) else { return };
    let printed = print(&formula.root, host, &|sheet| SHEETS[sheet as usize].to_string());
    // Prefixes that protect names can make a text longer than may be read.
    if printed.len() > LENGTH_BYTES_MAX {
        return;
    }
    match parse(&printed, host, &Workbook) {
        Ok(again) => assert_eq!(again, formula, "printed as {printed}"),
        Err(error) => panic!("printed as {printed}: {error}"),
    }
});
