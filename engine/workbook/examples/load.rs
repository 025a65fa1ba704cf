//! Reads a workbook, recalculates it, and prints how long that took and what is in it:
//! `cargo run --release -p ulam-workbook --example load -- model.xlsx`

use std::time::Instant;

use ulam_workbook::{DistinctFormula, Limits, Workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("say which workbook: load model.xlsx")?;
    let bytes = std::fs::read(&path)?;
    let start = Instant::now();
    let mut workbook = Workbook::read(&bytes, &Limits::default())?;
    let seconds = start.elapsed().as_secs_f64();
    let start = Instant::now();
    workbook.recalculate(46_000.0);
    let recalculating_seconds = start.elapsed().as_secs_f64();

    let is_unreadable =
        |formula: &DistinctFormula| matches!(formula, DistinctFormula::Unreadable { .. });
    let unreadable = (0..workbook.distinct_formula_count() as u32)
        .filter(|number| workbook.read_distinct_formula(*number, is_unreadable) == Some(true))
        .count();
    println!("{seconds:.3} s to read {} bytes", bytes.len());
    println!("{recalculating_seconds:.3} s to recalculate");
    println!("{} sheets, {} used cells", workbook.sheets().len(), workbook.cells().len());
    println!(
        "{} formulas, {} distinct, {unreadable} of these unreadable, {} arrays",
        workbook.formulas().len(),
        workbook.distinct_formula_count(),
        workbook.arrays().len()
    );
    println!("{} names, {} tables", workbook.names().all().len(), workbook.tables().len());
    let (warnings, omitted) = workbook.warnings();
    for warning in warnings.iter().take(20) {
        println!("warning: {}", warning.message);
    }
    println!("{} warnings, {omitted} more omitted", warnings.len());
    Ok(())
}
