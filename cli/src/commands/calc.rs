//! `ulam calc`: recalculate and print formula cells.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use ulam_formula::address::a1;
use ulam_formula::coerce;
use ulam_formula::value::Value;
use ulam_simulation::spec::{locate, split_assignment};
use ulam_workbook::{FormulaEntry, Recalculation, Sheet, Workbook};

use crate::clock::ClockArguments;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::terminal;
use ulam_report::json;

/// Circular references told of.
const CYCLES_TOLD_MAX: usize = 5;
/// Cells printed of one circle.
const PATH_CELLS_MAX: usize = 12;

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam calc model.xlsx
  ulam calc model.xlsx --json | jq '.Model.B20'
  ulam calc model.xlsx --set 'Model!B3=12.5' --set 'Scenario=high'

The JSON is one object: {\"<sheet>\":{\"A1\":1.5,\"B2\":\"text\",\"C3\":true,\"D4\":{\"error\":\"#N/A\"}}}")]
pub struct CalcArguments {
    /// The workbook: an .xlsx or .xlsm file.
    workbook: PathBuf,
    /// Set a cell before recalculating: 'Model!B3=12.5'. A number, TRUE, FALSE, or text (in double
    /// quotes if it looks like something else).
    #[arg(long = "set", value_name = "CELL=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    clock: ClockArguments,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &CalcArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.workbook;
    let mut workbook = open::workbook(path)?;
    for text in &arguments.set {
        set(&mut workbook, path, text)?;
    }
    let recalculation = open::recalculate_at(&mut workbook, &arguments.clock);
    warn_of_cycles(&workbook, &recalculation);
    let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
    if arguments.json {
        write_json(&workbook, &mut out)?;
    } else {
        write_lines(&workbook, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::Success)
}

fn set(workbook: &mut Workbook, path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |why: String| Failure::usage(format!("{}: --set '{text}': {why}", path.display()));
    let Some((cell, value)) = split_assignment(text) else {
        return Err(wrong("write <cell>=<value>, such as Model!B3=12.5".to_string()));
    };
    let cell = locate(workbook, cell).map_err(|error| wrong(error.0))?;
    let value = constant(value, workbook);
    if !workbook.set_constant(cell, value) {
        return Err(wrong("the cell can't be set".to_string()));
    }
    Ok(())
}

/// What a text means when it is typed into a cell.
fn constant(text: &str, workbook: &Workbook) -> Value {
    if text.is_empty() {
        return Value::Blank;
    }
    if let Some(quoted) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return Value::text(quoted);
    }
    if text.eq_ignore_ascii_case("TRUE") || text.eq_ignore_ascii_case("FALSE") {
        return Value::Boolean(text.eq_ignore_ascii_case("TRUE"));
    }
    match coerce::parse_number(text, workbook.date_system()) {
        Some(number) => Value::Number(number),
        None => Value::text(text),
    }
}

fn warn_of_cycles(workbook: &Workbook, recalculation: &Recalculation) {
    if workbook.calculation().iterate {
        return;
    }
    for cycle in recalculation.cycles.iter().take(CYCLES_TOLD_MAX) {
        let path = terminal::cell_path(workbook, cycle, PATH_CELLS_MAX);
        terminal::warn(&format!("circular reference, computed as 0: {path}"));
    }
    let more = recalculation.cycles.len().saturating_sub(CYCLES_TOLD_MAX);
    if more > 0 {
        terminal::warn(&format!("{more} more circular references"));
    }
}

/// The formula cells of a sheet that are still formula cells.
fn formulas_of<'w>(
    workbook: &'w Workbook,
    sheet: usize,
) -> impl Iterator<Item = &'w FormulaEntry> + use<'w> {
    let cells = u16::try_from(sheet).map_or(0..0, |sheet| workbook.cells_of_sheet(sheet));
    let formulas = workbook.formulas();
    let from = formulas.partition_point(|entry| entry.cell.0 < cells.start);
    let to = formulas.partition_point(|entry| entry.cell.0 < cells.end);
    let of_sheet = formulas.get(from..to).unwrap_or_default();
    of_sheet.iter().filter(|entry| workbook.cells().formula(entry.cell).is_some())
}

fn write_json(workbook: &Workbook, out: &mut impl Write) -> Result<(), Failure> {
    let mut is_first_sheet = true;
    out.write_all(b"{")?;
    for (index, sheet) in workbook.sheets().iter().enumerate() {
        let mut formulas = formulas_of(workbook, index).peekable();
        if formulas.peek().is_none() {
            continue;
        }
        if !is_first_sheet {
            out.write_all(b",\n")?;
        }
        is_first_sheet = false;
        serde_json::to_writer(&mut *out, &*sheet.name)?;
        out.write_all(b":{")?;
        for (count, entry) in formulas.enumerate() {
            if count > 0 {
                out.write_all(b",")?;
            }
            let cell = workbook.cells().address(entry.cell);
            write!(out, "\"{}\":", a1(cell.row, cell.column))?;
            serde_json::to_writer(
                &mut *out,
                &json::CellValue(&workbook.cells().value(entry.cell)),
            )?;
        }
        out.write_all(b"}")?;
    }
    out.write_all(b"}\n")?;
    Ok(())
}

fn write_lines(workbook: &Workbook, out: &mut impl Write) -> Result<(), Failure> {
    for (index, sheet) in workbook.sheets().iter().enumerate() {
        let name = quoted(sheet);
        for entry in formulas_of(workbook, index) {
            let cell = workbook.cells().address(entry.cell);
            let cell = format!("{name}!{}", a1(cell.row, cell.column));
            let value = terminal::value_text(&workbook.cells().value(entry.cell));
            writeln!(out, "{cell:<24} {value}")?;
        }
    }
    Ok(())
}

fn quoted(sheet: &Sheet) -> String {
    ulam_formula::address::quoted_sheet_name(&sheet.name)
}
