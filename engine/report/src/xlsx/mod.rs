//! The report as an Excel workbook: a summary, a sheet per output with native charts drawn from the
//! data beside them, the analysis, inputs, samples, base case and how to reproduce it.
//!
//! Text is always written as text, so that a name such as `=cmd()` is no formula.

mod analysis;
mod charts;
mod inputs;
mod names;
mod output;
mod pages;
mod samples;
mod sheet;
mod summary;

use rust_xlsxwriter::Workbook;

use crate::ReportError;
use crate::content::Content;
use names::SheetNames;
use sheet::{Formats, Sheet};

/// Outputs with a sheet of their own.
const OUTPUT_SHEETS_MAX: usize = 100;

/// A report as an Excel workbook.
#[derive(Clone, Debug)]
pub struct XlsxReport {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the file leaves out, in sentences; it says so itself too.
    pub warnings: Vec<String>,
}

/// Names of the sheets, in their order.
struct Plan {
    summary: String,
    outputs: Vec<String>,
    analysis: String,
    inputs: String,
    samples: String,
    base_case: String,
    reproduce: String,
}

/// Writes the report.
///
/// # Errors
/// The workbook can't be written.
pub fn workbook(report: &Content) -> Result<XlsxReport, ReportError> {
    let plan = plan(report);
    let extent = report.with_samples.then(|| samples::extent(report));
    let mut warnings: Vec<String> =
        extent.iter().filter_map(|extent| extent.warning.clone()).collect();
    let outputs = report.outcome.outputs.len();
    if outputs > plan.outputs.len() {
        warnings.push(format!(
            "The first {} of {outputs} outputs have a sheet of their own; the summary and the \
             samples hold more.",
            plan.outputs.len()
        ));
    }

    let mut workbook = Workbook::new();
    let formats = Formats::new();
    {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.summary, &formats)?;
        summary::write(report, &mut sheet, &plan, &warnings)?;
    }
    for (output, name) in plan.outputs.iter().enumerate() {
        let mut sheet = Sheet::new(workbook.add_worksheet(), name, &formats)?;
        output::write(report, output, &mut sheet, name)?;
    }
    {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.analysis, &formats)?;
        analysis::write(report, &mut sheet, &plan.analysis)?;
    }
    {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.inputs, &formats)?;
        inputs::write(report, &mut sheet)?;
    }
    if let Some(extent) = &extent {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.samples, &formats)?;
        samples::write(report, &mut sheet, extent)?;
    }
    {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.base_case, &formats)?;
        pages::base_case(report, &mut sheet)?;
    }
    {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &plan.reproduce, &formats)?;
        pages::reproduce(report, &mut sheet)?;
    }
    Ok(XlsxReport { bytes: workbook.save_to_buffer()?, warnings })
}

fn plan(report: &Content) -> Plan {
    let mut names = SheetNames::default();
    let summary = names.add("Summary");
    let [analysis, inputs, samples, base_case, reproduce] =
        ["Analysis", "Inputs", "Samples", "Base case", "Reproduce"].map(|name| names.add(name));
    let count = report.outcome.outputs.len().min(OUTPUT_SHEETS_MAX);
    let outputs = (0..count).map(|output| names.add(report.output_label(output))).collect();
    Plan { summary, outputs, analysis, inputs, samples, base_case, reproduce }
}
