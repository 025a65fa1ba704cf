//! The sheet of what is worked out beside the statistics: for each output how it settled, its spider
//! lines, the inputs that are unusual in its tails, the regression and the variance-based indices.

use rust_xlsxwriter::XlsxError;
use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::outcome::deciles::DECILES;
use ulam_simulation::outcome::scenario::{TailShift, unusual};
use ulam_simulation::outcome::sensitivity::Driver;

use super::charts;
use super::sheet::{Sheet, number_format};
use super::summary::value_formats;
use crate::content::Content;
use crate::{DRIVERS_SHOWN_MAX, describe};

/// Outputs that the sheet holds.
const OUTPUTS_MAX: usize = 100;
/// The column where a chart stands, right of all tables.
const CHART_COLUMN: u16 = 13;
/// Rows that a chart covers.
const CHART_ROWS: u32 = 17;

/// Writes the sheet of this name.
pub fn write(report: &Content, sheet: &mut Sheet, name: &str) -> Result<(), XlsxError> {
    let mut widths = vec![34.0];
    widths.extend([14.0; 11]);
    sheet.widths(&widths)?;
    sheet.title("Analysis")?;
    let formats = sheet.formats;
    if let Some(note) = report.outcome.interval_method.note() {
        sheet.line(note, &formats.note)?;
    }
    for (output, outcome) in report.outcome.outputs.iter().enumerate().take(OUTPUTS_MAX) {
        sheet.heading(report.output_label(output))?;
        convergence(report, outcome, sheet)?;
        spider(report, outcome, sheet, name)?;
        scenario(report, outcome, sheet, "worst", |driver| driver.worst)?;
        scenario(report, outcome, sheet, "best", |driver| driver.best)?;
        regression(report, outcome, sheet)?;
        indices(report, outcome, sheet)?;
    }
    Ok(())
}

fn convergence(
    report: &Content,
    outcome: &OutputOutcome,
    sheet: &mut Sheet,
) -> Result<(), XlsxError> {
    let (value, difference) = value_formats(report, outcome);
    let (value, difference) = (number_format(&value), number_format(&difference));
    let count = number_format("#,##0");
    sheet.headers(
        &["How it settled: trials", "Mean", "Standard error", "Standard deviation", "P5", "P95"],
        1,
    )?;
    for point in &outcome.convergence {
        sheet.number(0, Some(point.trials as f64), &count)?;
        sheet.number(1, point.mean, &value)?;
        sheet.number(2, point.standard_error, &difference)?;
        sheet.number(3, point.sd, &difference)?;
        sheet.number(4, point.p5, &value)?;
        sheet.number(5, point.p95, &value)?;
        sheet.row += 1;
    }
    sheet.row += 1;
    Ok(())
}

/// The mean of the output in each tenth of its strongest inputs, and a chart of the lines.
fn spider(
    report: &Content,
    outcome: &OutputOutcome,
    sheet: &mut Sheet,
    name: &str,
) -> Result<(), XlsxError> {
    let drivers: Vec<&Driver> = describe::drivers_by_change(outcome)
        .into_iter()
        .filter(|driver| driver.change.is_some())
        .take(DRIVERS_SHOWN_MAX)
        .collect();
    if drivers.is_empty() {
        return Ok(());
    }
    let (value, _) = value_formats(report, outcome);
    let format = number_format(&value);
    let first = sheet.row;
    let mut headers = vec!["Mean in each tenth of an input".to_string()];
    headers.extend((1..=DECILES).map(|decile| decile.to_string()));
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    sheet.headers(&headers, 1)?;
    for driver in &drivers {
        let formats = sheet.formats;
        sheet.text(0, report.draw_label(driver.draw), &formats.text)?;
        for (decile, column) in driver.deciles.iter().zip(1..) {
            if decile.trials > 0 {
                sheet.number(column, decile.mean, &format)?;
            }
        }
        sheet.row += 1;
    }
    let rows = drivers.len() as u32;
    let chart = charts::spider(name, first, rows, DECILES as u16, &value);
    sheet.chart(first, CHART_COLUMN, &chart)?;
    sheet.row = (sheet.row + 1).max(first + CHART_ROWS.min(rows + 2));
    Ok(())
}

fn scenario(
    report: &Content,
    outcome: &OutputOutcome,
    sheet: &mut Sheet,
    tail: &str,
    of_driver: fn(&Driver) -> Option<TailShift>,
) -> Result<(), XlsxError> {
    let shifts = unusual(&outcome.drivers, of_driver);
    if shifts.is_empty() {
        return Ok(());
    }
    let (number, share, shift_format) =
        (number_format("General"), number_format("0%"), number_format("+0.00;-0.00;0.00"));
    let title = format!("Unusual in the {tail} 5% of trials");
    sheet.headers(&[&title, "Median there", "Percentile", "Shift in sd"], 1)?;
    for (draw, shift) in shifts.iter().take(DRIVERS_SHOWN_MAX) {
        let formats = sheet.formats;
        sheet.text(0, report.draw_label(*draw), &formats.text)?;
        sheet.number(1, Some(shift.median), &number)?;
        sheet.number(2, Some(shift.percentile), &share)?;
        sheet.number(3, Some(shift.sd_shift), &shift_format)?;
        sheet.row += 1;
    }
    sheet.row += 1;
    Ok(())
}

fn regression(
    report: &Content,
    outcome: &OutputOutcome,
    sheet: &mut Sheet,
) -> Result<(), XlsxError> {
    let Some(regression) = &outcome.regression else {
        return Ok(());
    };
    let formats = sheet.formats;
    let (coefficient, number) = (number_format("+0.000;-0.000;0.000"), number_format("General"));
    sheet.headers(
        &["Regression", "Standardised", "Standard error", "Per unit", "Pearson correlation"],
        1,
    )?;
    for own in regression.coefficients.iter().take(DRIVERS_SHOWN_MAX) {
        let driver = outcome.drivers.iter().find(|driver| driver.draw == own.draw);
        sheet.text(0, report.draw_label(own.draw), &formats.text)?;
        sheet.number(1, Some(own.standardised), &coefficient)?;
        sheet.number(2, Some(own.standard_error), &coefficient)?;
        sheet.number(3, Some(own.per_unit), &number)?;
        sheet.number(4, driver.and_then(|driver| driver.pearson_correlation), &coefficient)?;
        sheet.row += 1;
    }
    sheet.text(0, "R squared", &formats.text)?;
    sheet.number(1, Some(regression.r_squared), &number_format("0.0000"))?;
    sheet.row += 1;
    if !regression.collinear.is_empty() {
        let names = regression.collinear.iter().take(DRIVERS_SHOWN_MAX);
        let names: Vec<&str> = names.map(|draw| report.draw_label(*draw)).collect();
        let note = format!("Left out, since the others determine them: {}", names.join(", "));
        sheet.line(&note, &formats.note)?;
    }
    sheet.row += 1;
    Ok(())
}

fn indices(report: &Content, outcome: &OutputOutcome, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let Some(sobol) = &outcome.sobol_indices else {
        return Ok(());
    };
    let index_format = number_format("0.000");
    sheet.headers(&["Sobol indices", "Alone", "±", "With interactions", "±"], 1)?;
    for index in sobol.indices.iter().take(DRIVERS_SHOWN_MAX) {
        let formats = sheet.formats;
        sheet.text(0, report.draw_label(index.draw), &formats.text)?;
        let numbers = [index.first_order, index.first_order_error, index.total, index.total_error];
        for (number, column) in numbers.into_iter().zip(1..) {
            sheet.number(column, Some(number), &index_format)?;
        }
        sheet.row += 1;
    }
    sheet.row += 1;
    Ok(())
}
