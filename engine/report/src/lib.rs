//! Reports of a simulation that people can open: one HTML file, or a workbook with native charts.
//!
//! A report says the same in both forms: per output a headline sentence, statistics, a histogram, a
//! cumulative curve and what drives it; the probabilities asked for; the inputs; the base-case
//! check; warnings; and how to reproduce it. Bytes are made in memory; nothing is read or written.
//!
//! - [`html`] makes one self-contained page without scripts, see [`mod@html`];
//! - [`xlsx`] makes a workbook, see [`mod@xlsx`].

mod charts;
mod describe;
mod html;
mod numbers;
mod xlsx;

use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Samples;

pub use xlsx::XlsxReport;

/// Differing and unsupported cells that a report lists; it says how many more there are.
pub const CELLS_LISTED_MAX: usize = 200;
/// Drivers of an output that a report shows.
pub const DRIVERS_SHOWN_MAX: usize = 12;
/// Percentiles in tables.
pub(crate) const PERCENTS_SHOWN: [u32; 15] =
    [1, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99];

/// What a report is made of.
pub struct Report<'a> {
    /// The workbook's file name, for the title.
    pub workbook_name: &'a str,
    /// The simulation.
    pub simulation: &'a Simulation,
    /// How it was run.
    pub settings: &'a Settings,
    /// Its samples.
    pub samples: &'a Samples,
    /// What the samples say.
    pub outcome: &'a Outcome,
    /// Time that the whole took, in seconds.
    pub elapsed_seconds: f64,
    /// When it was made, as text for people; left out if `None`.
    pub created: Option<&'a str>,
    /// Whether Ulam computes what the workbook has saved.
    pub base_case: &'a BaseCase,
    /// What the reader must know: repairs, outputs that don't vary, unused inputs.
    pub warnings: &'a [String],
    /// The command line that gives the same result.
    pub command: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// The simulation's spec, as YAML.
    pub spec: &'a str,
}

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

/// Why a report can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The workbook can't be written.
    #[error("the Excel report can't be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// The report as one self-contained HTML page: no scripts, no network, for screen and print.
pub fn html(report: &Report) -> String {
    html::page(report)
}

/// The report as an Excel workbook with native charts and the samples.
///
/// # Errors
/// The workbook can't be written.
pub fn xlsx(report: &Report) -> Result<XlsxReport, ReportError> {
    xlsx::workbook(report)
}

impl Report<'_> {
    /// The name of a cell, such as `Model!B2`.
    fn cell_name(&self, cell: CellAddress) -> String {
        self.simulation.workbook().cell_name(cell)
    }

    /// How people call a draw: its name, else its cell.
    fn draw_label(&self, draw: usize) -> String {
        let Some(identity) = self.simulation.draws().get(draw) else {
            return format!("input {}", draw + 1);
        };
        match &identity.name {
            Some(name) => name.to_string(),
            None => self.draw_cell(draw),
        }
    }

    /// The cell of a draw, with the number of the call where a formula may have several.
    fn draw_cell(&self, draw: usize) -> String {
        let Some(identity) = self.simulation.draws().get(draw) else {
            return String::new();
        };
        let cell = self.cell_name(identity.cell);
        if identity.site == 0 { cell } else { format!("{cell}#{}", identity.site) }
    }

    /// How people call an output: its name, else its cell.
    fn output_label(&self, output: usize) -> String {
        let Some(outcome) = self.outcome.outputs.get(output) else {
            return format!("output {}", output + 1);
        };
        match &outcome.name {
            Some(name) => name.clone(),
            None => self.cell_name(outcome.cell),
        }
    }

    /// How the numbers of a cell read.
    fn unit_of(&self, cell: CellAddress) -> numbers::Unit {
        let workbook = self.simulation.workbook();
        let Some(id) = workbook.cell_at(cell) else {
            return numbers::Unit::Plain;
        };
        let dates = Context::date_system(workbook);
        numbers::Unit::of_format(workbook.number_format(id), dates)
    }

    /// The samples of an output.
    fn column(&self, output: usize) -> &[f64] {
        self.samples.columns.get(output).map_or(&[], |column| column)
    }
}

/// At most `characters_max` characters of a text, with an ellipsis where some were left out.
fn shortened(text: &str, characters_max: usize) -> String {
    match text.char_indices().nth(characters_max) {
        None => text.to_string(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
