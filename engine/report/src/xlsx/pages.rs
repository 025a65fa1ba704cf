//! The sheets of text: the base-case check, and how to reproduce the report.

use rust_xlsxwriter::XlsxError;

use super::sheet::Sheet;
use crate::content::Content;
use crate::{CELLS_LISTED_MAX, describe};

/// Lines of the spec that are written.
const LINES_MAX: usize = 20_000;

/// The base-case check: its sentence, the cells that differ, those that can't be computed.
pub fn base_case(report: &Content, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    let check = report.base_case;
    sheet.widths(&[26.0, 60.0, 26.0, 26.0])?;
    sheet.title("Base case")?;
    let (sentence, is_well) = describe::base_case_sentence(report);
    sheet.line(&sentence, if is_well { &formats.text } else { &formats.attention })?;
    if !check.differing.is_empty() {
        sheet.heading("Cells that differ from the workbook")?;
        sheet.headers(&["Cell", "Formula", "Workbook", "Ulam"], 2)?;
        for cell in check.differing.iter().take(CELLS_LISTED_MAX) {
            sheet.text(0, &cell.cell, &formats.text)?;
            sheet.text(1, &cell.formula, &formats.code)?;
            sheet.text(2, &cell.expected, &formats.right)?;
            sheet.text(3, &cell.ours, &formats.right)?;
            sheet.row += 1;
        }
    }
    let listed = check.differing.len().min(CELLS_LISTED_MAX) as u64;
    and_more(sheet, check.differing_count().saturating_sub(listed))?;
    if !check.unsupported.is_empty() {
        sheet.heading("Cells that Ulam can't compute; no output depends on them")?;
        sheet.headers(&["Cell", "Why"], 2)?;
        for cell in check.unsupported.iter().take(CELLS_LISTED_MAX) {
            sheet.text(0, &cell.cell, &formats.text)?;
            sheet.text(1, &cell.reason, &formats.text)?;
            sheet.row += 1;
        }
    }
    and_more(sheet, check.unsupported.len().saturating_sub(CELLS_LISTED_MAX) as u64)
}

fn and_more(sheet: &mut Sheet, count: u64) -> Result<(), XlsxError> {
    if count > 0 {
        let formats = sheet.formats;
        sheet.line(&format!("and {count} more"), &formats.note)?;
    }
    Ok(())
}

/// Command, settings and spec.
pub fn reproduce(report: &Content, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    sheet.widths(&[18.0, 120.0])?;
    sheet.title("How to reproduce this")?;
    sheet.line(
        "The same workbook, spec and seed give the same samples, bit for bit, on any machine and \
         with any number of threads.",
        &formats.note,
    )?;
    sheet.row += 1;
    let settings = report.settings;
    let rows = [
        ("Command", report.command.to_string()),
        ("Workbook", report.workbook_name.to_string()),
        ("Trials", settings.trials.to_string()),
        ("Seed", settings.seed.to_string()),
        ("Sampling", settings.plan.name().to_string()),
        ("Program", format!("Ulam {}", report.version)),
    ];
    for (name, value) in &rows {
        sheet.text(0, name, &formats.header)?;
        let is_command = *name == "Command";
        sheet.text(1, value, if is_command { &formats.code } else { &formats.wrapped })?;
        sheet.row += 1;
    }
    let lines: Vec<&str> = report.spec.lines().collect();
    if !lines.is_empty() {
        sheet.heading("Simulation spec")?;
        for line in lines.iter().take(LINES_MAX) {
            sheet.line(line, &formats.code)?;
        }
        and_more(sheet, lines.len().saturating_sub(LINES_MAX) as u64)?;
    }
    Ok(())
}
