//! `ulam check`: does Ulam compute what Excel computed, what would a reviewer point out, and what
//! could be simulated?

mod review;

use std::io::{self, BufWriter, Write};
use std::ops::Deref;
use std::path::PathBuf;

use clap::Args;
use ulam_formula::address::CellAddress;
use ulam_report::json::Check;
use ulam_simulation::findings::reference_markdown;

use super::simulate::reader_warnings;
use crate::clock::ClockArguments;
use crate::error::{ExitCode, Failure};
use crate::open;
use crate::terminal::colour::{DIM, ERROR, HEADING, RAISES, WARNING};
use crate::terminal::number::{count, counted, readable};
use crate::terminal::{cell_path, listed, shortened, value_text};
use review::write_findings;

/// Lines of one kind for people; JSON has all.
const LINES_MAX: usize = 20;
/// Cells named in one line.
const CELLS_MAX: usize = 8;
/// Longest formula shown, in characters.
const FORMULA_MAX: usize = 100;
/// Cells shown of one circle.
const PATH_CELLS_MAX: usize = 12;

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam check model.xlsx
  ulam check model.xlsx --json | jq .differing
  ulam check model.xlsx --model model.yaml --findings-only

Numbers are equal when they agree to nine digits. Findings are patterns that experts look for when
they review a model; docs/checks.md explains each. Ends with 1 if a cell differs or can't be
computed, so that a script can stop there; findings don't change that.")]
pub struct CheckArguments {
    /// The workbook: an .xlsx or .xlsm file.
    #[arg(required_unless_present = "markdown")]
    workbook: Option<PathBuf>,
    /// Check the inputs, outputs and correlations of a spec file too.
    #[arg(long, value_name = "SPEC.yaml")]
    model: Option<PathBuf>,
    /// Show only what a reviewer would point out, each with its reason and remedy.
    #[arg(long, conflicts_with = "json")]
    findings_only: bool,
    /// Print the reference of all checks as Markdown.
    #[arg(long, conflicts_with_all = ["workbook", "model", "json", "findings_only"])]
    markdown: bool,
    #[command(flatten)]
    clock: ClockArguments,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// What was found, to be written for people.
struct Findings<'a>(Check<'a>);

impl<'a> Deref for Findings<'a> {
    type Target = Check<'a>;

    fn deref(&self) -> &Check<'a> {
        &self.0
    }
}

/// Runs the command.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let Some(path) = &arguments.workbook else {
        let mut out = io::stdout().lock();
        out.write_all(reference_markdown().as_bytes())?;
        return Ok(ExitCode::Success);
    };
    let spec = arguments.model.as_deref().map(open::spec).transpose()?;
    let mut workbook = open::workbook(path)?;
    let recalculation = open::recalculate_at(&mut workbook, &arguments.clock);
    let model = match spec {
        Some(spec) => {
            let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
            Some(bound.model)
        }
        None => None,
    };
    let findings = Findings(Check::of(&workbook, &recalculation, model.as_ref()));
    if arguments.json {
        let mut out = BufWriter::new(io::stdout().lock());
        serde_json::to_writer(&mut out, &findings.result(&path.display().to_string(), usize::MAX))?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let mut out = anstream::stdout().lock();
        if arguments.findings_only {
            write_findings(&mut out, &workbook, &findings.findings, true)?;
        } else {
            findings.write(&mut out)?;
        }
        out.flush()?;
    }
    let is_sound = findings.base_case.differing.is_empty()
        && findings.preflight.unsupported.is_empty()
        && findings.preflight.unreadable.is_empty()
        && findings.circles().is_empty();
    Ok(if is_sound { ExitCode::Success } else { ExitCode::Differences })
}

impl Findings<'_> {
    fn name(&self, cell: CellAddress) -> String {
        self.workbook.cell_name(cell)
    }

    fn formula(&self, cell: CellAddress) -> Option<String> {
        self.workbook.formula_text(self.workbook.cell_at(cell)?)
    }

    /// Writes the findings for people.
    fn write(&self, out: &mut impl Write) -> Result<(), Failure> {
        for warning in reader_warnings(self.workbook) {
            writeln!(out, "{WARNING}warning:{WARNING:#} {warning}")?;
        }
        self.write_base_case(out)?;
        self.write_problems(out)?;
        write_findings(out, self.workbook, &self.findings, false)?;
        self.write_random(out)?;
        self.write_conversions(out)?;
        self.write_likely(out)
    }

    fn write_base_case(&self, out: &mut impl Write) -> Result<(), Failure> {
        let base_case = &self.base_case;
        let style = if base_case.differing.is_empty() { RAISES } else { ERROR };
        writeln!(
            out,
            "{HEADING}Base case{HEADING:#}  {style}{} of {} formula cells equal{style:#} what Excel \
             saved",
            count(base_case.equal as u64),
            count(base_case.formula_cells as u64)
        )?;
        let mut line = |number: usize, what: &str| -> Result<(), Failure> {
            if number > 0 {
                writeln!(out, "  {} {what}", count(number as u64))?;
            }
            Ok(())
        };
        line(base_case.differing.len(), "differ")?;
        line(base_case.volatile, "differ because they depend on time or chance")?;
        line(base_case.not_saved, "have no saved value to compare with")?;
        if self.workbook.calculation().is_manual && !base_case.differing.is_empty() {
            writeln!(
                out,
                "  The workbook is calculated only on request, so what it saved may be out of date."
            )?;
        }
        // Those that others follow come first.
        let mut differing: Vec<_> = base_case.differing.iter().collect();
        differing.sort_by_key(|difference| difference.follows);
        for difference in differing.iter().take(LINES_MAX) {
            let follows = if difference.follows { "  (follows from others)" } else { "" };
            writeln!(
                out,
                "  {ERROR}{}{ERROR:#}  Excel {}  Ulam {}  {DIM}{}{follows}{DIM:#}",
                self.name(difference.cell),
                value_text(&difference.saved),
                value_text(&difference.computed),
                shortened(self.formula(difference.cell).unwrap_or_default(), FORMULA_MAX),
            )?;
        }
        write_rest(out, differing.len())
    }

    fn write_problems(&self, out: &mut impl Write) -> Result<(), Failure> {
        let unsupported = &self.preflight.unsupported;
        if !unsupported.is_empty() {
            writeln!(out, "\n{HEADING}Functions that Ulam doesn't have{HEADING:#}")?;
        }
        for (function, cells) in unsupported.iter().take(LINES_MAX) {
            let cells = listed(cells.iter().map(|cell| self.name(*cell)), CELLS_MAX);
            writeln!(out, "  {ERROR}{function}{ERROR:#}  in {cells}")?;
        }
        write_rest(out, unsupported.len())?;
        let unreadable = &self.preflight.unreadable;
        if !unreadable.is_empty() {
            writeln!(out, "\n{HEADING}Formulas that can't be read{HEADING:#}")?;
        }
        for (cell, message) in unreadable.iter().take(LINES_MAX) {
            let formula = shortened(self.formula(*cell).unwrap_or_default(), FORMULA_MAX);
            let cell = self.name(*cell);
            writeln!(out, "  {ERROR}{cell}{ERROR:#}  {message}  {DIM}{formula}{DIM:#}")?;
        }
        write_rest(out, unreadable.len())?;
        if !self.circles().is_empty() {
            writeln!(out, "\n{HEADING}Circular references{HEADING:#}")?;
        }
        for circle in self.circles().iter().take(LINES_MAX) {
            let path = cell_path(self.workbook, circle, PATH_CELLS_MAX);
            writeln!(out, "  {ERROR}{path}{ERROR:#}")?;
        }
        write_rest(out, self.circles().len())
    }

    fn write_random(&self, out: &mut impl Write) -> Result<(), Failure> {
        let random = &self.preflight.random;
        if random.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "\n{HEADING}Random already{HEADING:#}  {DIM}inputs of a simulation as they are{DIM:#}"
        )?;
        for (cell, _) in random.iter().take(LINES_MAX) {
            let formula = shortened(self.formula(*cell).unwrap_or_default(), FORMULA_MAX);
            writeln!(out, "  {}  {DIM}{formula}{DIM:#}", self.name(*cell))?;
        }
        write_rest(out, random.len())
    }

    fn write_conversions(&self, out: &mut impl Write) -> Result<(), Failure> {
        if self.conversions.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "\n{HEADING}Functions of other tools{HEADING:#}  {DIM}what they became{DIM:#}"
        )?;
        // What is refused comes first.
        let (refused, kept): (Vec<_>, Vec<_>) =
            self.conversions.iter().partition(|conversion| conversion.refused.is_some());
        for conversion in refused.iter().chain(&kept).take(LINES_MAX) {
            let cell = self.name(conversion.cell);
            let notes = conversion.notes.join("; ");
            match &conversion.refused {
                Some(why) => {
                    writeln!(out, "  {ERROR}{cell}{ERROR:#}  {}: {why}", conversion.function)?;
                }
                None => writeln!(
                    out,
                    "  {cell}  {} -> {}  {DIM}{notes}{DIM:#}",
                    conversion.function,
                    shortened(conversion.became.clone(), FORMULA_MAX)
                )?,
            }
        }
        write_rest(out, self.conversions.len())
    }

    fn write_likely(&self, out: &mut impl Write) -> Result<(), Failure> {
        let survey = &self.survey;
        if !survey.inputs.is_empty() {
            writeln!(
                out,
                "\n{HEADING}Likely inputs{HEADING:#}  {DIM}numbers that formulas read{DIM:#}"
            )?;
        }
        for input in survey.inputs.iter().take(LINES_MAX) {
            let readers = counted(input.readers.into(), "formula");
            write_cell(out, &self.name(input.cell), input.value, &input.label, &readers)?;
        }
        write_rest(out, survey.input_count)?;
        if !survey.outputs.is_empty() {
            writeln!(
                out,
                "\n{HEADING}Likely outputs{HEADING:#}  {DIM}formulas that no formula reads{DIM:#}"
            )?;
        }
        for output in survey.outputs.iter().take(LINES_MAX) {
            let marked = if output.is_marked { "RiskOutput" } else { "" };
            write_cell(out, &self.name(output.cell), output.value, &output.label, marked)?;
        }
        write_rest(out, survey.output_count)
    }
}

fn write_cell(
    out: &mut impl Write,
    cell: &str,
    value: f64,
    label: &Option<String>,
    note: &str,
) -> Result<(), Failure> {
    let value = readable(value);
    let label = label.as_deref().unwrap_or_default();
    writeln!(out, "  {cell:<20} {value:>14}  {label}  {DIM}{note}{DIM:#}")?;
    Ok(())
}

/// Tells of the lines that were left out.
fn write_rest(out: &mut impl Write, total: usize) -> Result<(), Failure> {
    if total > LINES_MAX {
        let more = count((total - LINES_MAX) as u64);
        writeln!(out, "  {DIM}and {more} more; --json lists them{DIM:#}")?;
    }
    Ok(())
}
