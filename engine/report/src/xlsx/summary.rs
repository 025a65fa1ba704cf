//! The first sheet: headlines and the statistics of all outputs in one table.

use rust_xlsxwriter::XlsxError;
use ulam_simulation::outcome::OutputOutcome;

use super::Plan;
use super::sheet::{Sheet, number_format};
use crate::content::Content;
use crate::{describe, shortened};

/// Rows of outputs, probabilities and warnings each.
const ROWS_MAX: usize = 20_000;

/// Writes title, headlines, statistics, probabilities and warnings.
pub fn write(
    report: &Content,
    sheet: &mut Sheet,
    plan: &Plan,
    warnings: &[String],
) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    let mut widths = vec![30.0, 22.0];
    widths.extend([13.0; 12]);
    sheet.widths(&widths)?;
    sheet.title(&format!("{} – simulation report", shortened(report.title(), 120)))?;
    sheet.line(&describe::run_facts(report).join("  ·  "), &formats.note)?;

    sheet.heading("At a glance")?;
    for output in 0..report.outcome.outputs.len().min(ROWS_MAX) {
        sheet.line(&describe::headline(report, output), &formats.text)?;
    }
    let (base_case, is_well) = describe::base_case_sentence(report);
    sheet.line(&base_case, if is_well { &formats.note } else { &formats.attention })?;

    let all_warnings: Vec<&String> = report.warnings.iter().chain(warnings).collect();
    if !all_warnings.is_empty() {
        sheet.heading("Please note")?;
        for warning in all_warnings.iter().take(ROWS_MAX) {
            sheet.line(&describe::sentence(warning), &formats.attention)?;
        }
        more(sheet, all_warnings.len())?;
    }
    if !report.outcome.outputs.is_empty() {
        outputs(report, sheet, plan)?;
    }
    if !report.outcome.conditions.is_empty() {
        probabilities(report, sheet)?;
    }
    Ok(())
}

fn outputs(report: &Content, sheet: &mut Sheet, plan: &Plan) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    sheet.heading("Outputs")?;
    let headers = [
        "Output",
        "Cell",
        "Trials",
        "Errors",
        "Mean",
        "Standard error",
        "Standard deviation",
        "Smallest",
        "P5",
        "P25",
        "Median",
        "P75",
        "P95",
        "Largest",
    ];
    sheet.worksheet.set_row_height(sheet.row, 32)?;
    sheet.headers(&headers, 2)?;
    let count = number_format("#,##0");
    for (index, outcome) in report.outcome.outputs.iter().enumerate().take(ROWS_MAX) {
        let label = report.output_label(index);
        match plan.outputs.get(index) {
            Some(name) => sheet.link(0, name, label)?,
            None => sheet.text(0, label, &formats.text)?,
        }
        sheet.text(1, &report.cell_name(outcome.cell), &formats.text)?;
        let summary = &outcome.summary;
        sheet.number(2, Some(summary.count as f64), &count)?;
        sheet.number(3, Some(outcome.error_count() as f64), &count)?;
        let (value, difference) = value_formats(report, outcome);
        let (value, difference) = (number_format(&value), number_format(&difference));
        sheet.number(4, summary.mean, &value)?;
        sheet.number(5, summary.standard_error, &difference)?;
        sheet.number(6, summary.sd, &difference)?;
        sheet.number(7, summary.min, &value)?;
        for (column, percent) in [(8, 5), (9, 25), (10, 50), (11, 75), (12, 95)] {
            sheet.number(column, outcome.percentile(percent), &value)?;
        }
        sheet.number(13, summary.max, &value)?;
        sheet.row += 1;
    }
    more(sheet, report.outcome.outputs.len())
}

/// Number format codes for the values of an output, and for differences between them.
pub fn value_formats(report: &Content, outcome: &OutputOutcome) -> (String, String) {
    let unit = report.unit_of(outcome.cell);
    let summary = &outcome.summary;
    let ends = [summary.min, summary.max];
    let largest = ends.iter().flatten().fold(0.0f64, |largest, end| largest.max(end.abs()));
    let spread = match (outcome.percentile(5), outcome.percentile(95)) {
        (Some(low), Some(high)) if high > low => high - low,
        _ => summary.max.unwrap_or(0.0) - summary.min.unwrap_or(0.0),
    };
    let difference = match unit {
        crate::numbers::Unit::Date(_) => "#,##0.0##".to_string(),
        // One digit more for errors, which are much smaller than the spread.
        _ => unit.excel_format(largest, spread / 10.0),
    };
    (unit.excel_format(largest, spread), difference)
}

fn probabilities(report: &Content, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    sheet.heading("Probabilities, with 95% confidence intervals")?;
    sheet.headers(&["Condition", "", "Probability", "Low", "High", "Errors"], 2)?;
    let share = number_format("0.00%");
    let count = number_format("#,##0");
    for condition in report.outcome.conditions.iter().take(ROWS_MAX) {
        sheet.text(0, &condition.expression, &formats.text)?;
        let probability = condition.probability.as_ref();
        sheet.number(2, probability.map(|p| p.estimate), &share)?;
        sheet.number(3, probability.map(|p| p.low), &share)?;
        sheet.number(4, probability.map(|p| p.high), &share)?;
        sheet.number(5, Some(condition.errors as f64), &count)?;
        sheet.row += 1;
    }
    more(sheet, report.outcome.conditions.len())
}

fn more(sheet: &mut Sheet, count: usize) -> Result<(), XlsxError> {
    if count > ROWS_MAX {
        let formats = sheet.formats;
        sheet.line(&format!("and {} more", count - ROWS_MAX), &formats.note)?;
    }
    Ok(())
}
