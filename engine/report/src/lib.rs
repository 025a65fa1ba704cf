//! Reports of a simulation that people can open: one HTML file, a PDF document, or a workbook with
//! native charts.
//!
//! A report says the same in all forms: per output a headline sentence, statistics, a histogram, a
//! cumulative curve and what drives it; the probabilities asked for; the inputs; the base-case
//! check; warnings; and how to reproduce it. Bytes are made in memory; nothing is read or written.
//!
//! - [`html()`] makes one self-contained page without scripts;
//! - [`pdf()`] makes a document for reading and printing;
//! - [`xlsx()`] makes a workbook.
//!
//! Beside the reports: [`json`], the form for programs; [`warnings`], what a reader must know;
//! [`readable`], numbers for people; [`numbers`], the same in the unit that a cell's format shows.

mod base_case;
mod charts;
mod content;
mod describe;
mod fit;
mod html;
pub mod json;
pub mod numbers;
mod pdf;
pub mod readable;
pub mod warnings;
mod xlsx;

use ulam_simulation::model::Settings;
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Samples;

pub use base_case::{BaseCase, Difference, Unsupported};
use content::Content;
pub use fit::{FitPicture, fit_html, fit_svg};
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
    /// The workbook's file name.
    pub workbook_name: &'a str,
    /// What the report is called; the workbook's name if `None`.
    pub title: Option<&'a str>,
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
    /// Whether the workbook has a sheet of samples too.
    pub with_samples: bool,
}

/// Why a report can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The workbook can't be written.
    #[error("the Excel report can't be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// A font within the program can't be read.
    #[error("the PDF report can't be written: a font is damaged")]
    Font,
    /// The document can't be written.
    #[error("the PDF report can't be written: {0}")]
    Pdf(String),
}

/// The report as one self-contained HTML page: no scripts, no network, for screen and print.
pub fn html(report: &Report) -> String {
    html::page(&Content::new(report))
}

/// The report as a PDF document: A4, with bookmarks, its fonts inside.
///
/// # Errors
/// The document can't be written.
pub fn pdf(report: &Report) -> Result<Vec<u8>, ReportError> {
    pdf::document(&Content::new(report))
}

/// The report as an Excel workbook with native charts, and the samples if asked for.
///
/// # Errors
/// The workbook can't be written.
pub fn xlsx(report: &Report) -> Result<XlsxReport, ReportError> {
    xlsx::workbook(&Content::new(report))
}

/// At most `characters_max` characters of a text, with an ellipsis where some were left out.
fn shortened(text: &str, characters_max: usize) -> String {
    match text.char_indices().nth(characters_max) {
        None => text.to_string(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
