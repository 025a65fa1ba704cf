//! The sheet of one output: statistics, percentiles and drivers, and the data of its charts.

use rust_xlsxwriter::XlsxError;
use ulam_probability::statistics::Histogram;

use super::charts;
use super::sheet::{Sheet, number_format};
use super::summary::value_formats;
use crate::content::Content;
use crate::numbers::share;
use crate::{DRIVERS_SHOWN_MAX, PERCENTS_SHOWN, describe};

/// Columns: statistics in A and B, percentiles in D and E, drivers in G to I, charts from L, and the
/// data of the charts from Y.
const PERCENTILES: u16 = 3;
const DRIVERS: u16 = 6;
const CHARTS: u16 = 11;
const HISTOGRAM_DATA: u16 = 24;
const CUMULATIVE_DATA: u16 = 28;
const TORNADO_DATA: u16 = 31;
/// Rows that are printed: the tables and the charts.
const PRINTED_ROWS: u32 = 58;
/// First row of the tables.
const TOP: u32 = 3;
/// Drivers that are listed.
const DRIVERS_LISTED_MAX: usize = 1000;

/// Writes the sheet, whose name the charts need.
pub fn write(
    report: &Content,
    output: usize,
    sheet: &mut Sheet,
    name: &str,
) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    let Some(outcome) = report.outcome.outputs.get(output) else {
        return Ok(());
    };
    sheet.widths(&[30.0, 16.0, 3.0, 12.0, 16.0, 3.0, 30.0, 12.0, 14.0, 3.0])?;
    sheet.title(report.output_label(output))?;
    let cell = report.cell_name(outcome.cell);
    sheet.line(&format!("{cell}: {}", describe::headline(report, output)), &formats.note)?;
    let (value, difference) = value_formats(report, outcome);
    statistics(report, output, sheet, &value, &difference)?;

    sheet.row = TOP;
    sheet.text(PERCENTILES, "Percentile", &formats.header)?;
    sheet.text(PERCENTILES + 1, "Value", &formats.header_right)?;
    let value_format = number_format(&value);
    let percent_format = number_format("0%");
    for percent in PERCENTS_SHOWN {
        sheet.row += 1;
        sheet.number(PERCENTILES, Some(f64::from(percent) / 100.0), &percent_format)?;
        sheet.number(PERCENTILES + 1, outcome.percentile(percent), &value_format)?;
    }

    sheet.worksheet.set_row_height(TOP, 32)?;
    // Printed without the data of the charts.
    sheet.worksheet.set_print_area(0, 0, PRINTED_ROWS - 1, HISTOGRAM_DATA - 2)?;
    let mut chart_row = TOP;
    if let Some(rows) = histogram_data(report, output, sheet, &value)? {
        let chart = charts::histogram(name, HISTOGRAM_DATA, TOP + 1, rows, &value);
        sheet.chart(chart_row, CHARTS, &chart)?;
        chart_row += 16;
    }
    if let Some(rows) = cumulative_data(report, output, sheet, &value)? {
        let chart = charts::cumulative(name, CUMULATIVE_DATA, TOP + 1, rows, &value);
        sheet.chart(chart_row, CHARTS, &chart)?;
        chart_row += 16;
    }
    if let Some(rows) = drivers(report, output, sheet, &difference)? {
        let statistic = report.settings.analysis.tornado;
        let title = format!("What drives it: change of the {statistic} over an input's tenths");
        let chart = charts::tornado(name, TORNADO_DATA, TOP + 1, rows, &title, &difference);
        sheet.chart(chart_row, CHARTS, &chart)?;
    }
    Ok(())
}

fn statistics(
    report: &Content,
    output: usize,
    sheet: &mut Sheet,
    value: &str,
    difference: &str,
) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    let outcome = &report.outcome.outputs[output];
    let summary = &outcome.summary;
    let interval = outcome.mean_interval;
    let (value, difference) = (number_format(value), number_format(difference));
    let (count, shape) = (number_format("#,##0"), number_format("0.000"));
    let general = number_format("General");
    sheet.row = TOP;
    sheet.text(0, "Statistic", &formats.header)?;
    sheet.text(1, "Value", &formats.header_right)?;
    let mut rows = vec![
        ("Trials without error".to_string(), Some(summary.count as f64), &count),
        ("Trials with error".to_string(), Some(outcome.error_count() as f64), &count),
    ];
    for (error, trials) in &outcome.errors {
        rows.push((format!("  of these {error}"), Some(*trials as f64), &count));
    }
    rows.extend([
        ("Mean".to_string(), summary.mean, &value),
        ("Standard error of the mean".to_string(), outcome.standard_error, &difference),
        ("95% interval of the mean, low".to_string(), interval.and_then(|i| i.low), &value),
        ("95% interval of the mean, high".to_string(), interval.and_then(|i| i.high), &value),
        ("Standard deviation".to_string(), summary.sd, &difference),
        ("Skewness".to_string(), summary.skewness, &shape),
        ("Kurtosis (normal: 3)".to_string(), summary.kurtosis, &shape),
        ("Smallest".to_string(), summary.min, &value),
        ("Largest".to_string(), summary.max, &value),
        ("Variance".to_string(), summary.variance, &general),
    ]);
    if let Some(mode) = outcome.mode {
        let name = format!("Most likely ({} mode)", mode.method.name());
        rows.push((name, Some(mode.value), &value));
    }
    for risk in &outcome.risks {
        let worst = share(risk.level);
        rows.push((format!("Value at risk, worst {worst}"), Some(risk.value_at_risk), &value));
        let conditional = Some(risk.conditional_value_at_risk);
        rows.push((format!("Conditional value at risk, worst {worst}"), conditional, &value));
    }
    for (name, number, format) in rows {
        sheet.row += 1;
        sheet.text(0, &name, &formats.text)?;
        sheet.number(1, number, format)?;
    }
    Ok(())
}

/// Writes the bars of the histogram; gives how many, if any.
fn histogram_data(
    report: &Content,
    output: usize,
    sheet: &mut Sheet,
    value: &str,
) -> Result<Option<u32>, XlsxError> {
    let formats = sheet.formats;
    let outcome = &report.outcome.outputs[output];
    let (from, to, counts, outside) = match &outcome.histogram {
        None => return Ok(None),
        Some(Histogram::Values { values, counts }) => (&values[..], &values[..], counts, 0),
        Some(Histogram::Bins { edges, counts, below, above }) => (
            edges.get(..counts.len()).unwrap_or(&[]),
            edges.get(1..).unwrap_or(&[]),
            counts,
            below + above,
        ),
    };
    let (value, count, share) =
        (number_format(value), number_format("#,##0"), number_format("0.00%"));
    sheet.row = TOP;
    for (column, header) in ["From", "To", "Trials", "Share of trials"].into_iter().enumerate() {
        sheet.text(HISTOGRAM_DATA + column as u16, header, &formats.header_right)?;
    }
    let total = outcome.summary.count as f64;
    for ((from, to), trials) in from.iter().zip(to).zip(counts) {
        sheet.row += 1;
        sheet.number(HISTOGRAM_DATA, Some(*from), &value)?;
        sheet.number(HISTOGRAM_DATA + 1, Some(*to), &value)?;
        sheet.number(HISTOGRAM_DATA + 2, Some(*trials as f64), &count)?;
        sheet.number(HISTOGRAM_DATA + 3, Some(*trials as f64 / total), &share)?;
    }
    let rows = sheet.row - TOP;
    if outside > 0 {
        sheet.row += 1;
        let text = format!("{outside} trials lie further out");
        sheet.text(HISTOGRAM_DATA, &text, &formats.note)?;
    }
    Ok((rows > 0).then_some(rows))
}

/// Writes the points of the cumulative curve; gives how many, if any.
fn cumulative_data(
    report: &Content,
    output: usize,
    sheet: &mut Sheet,
    value: &str,
) -> Result<Option<u32>, XlsxError> {
    let formats = sheet.formats;
    let outcome = &report.outcome.outputs[output];
    let is_discrete = matches!(outcome.histogram, Some(Histogram::Values { .. }));
    let (value, share) = (number_format(value), number_format("0.00%"));
    sheet.row = TOP;
    sheet.text(CUMULATIVE_DATA, "Value", &formats.header_right)?;
    sheet.text(CUMULATIVE_DATA + 1, "At or below", &formats.header_right)?;
    let mut reached = 0.0;
    for point in outcome.cumulative.iter().filter(|point| point.value.is_finite()) {
        // A discrete variable jumps.
        let before = is_discrete.then_some(reached);
        for probability in before.into_iter().chain([point.probability]) {
            sheet.row += 1;
            sheet.number(CUMULATIVE_DATA, Some(point.value), &value)?;
            sheet.number(CUMULATIVE_DATA + 1, Some(probability), &share)?;
        }
        reached = point.probability;
    }
    let rows = sheet.row - TOP;
    Ok((rows > 0).then_some(rows))
}

/// Writes the drivers, and those that move the output most again for the chart; gives how many the
/// chart has.
fn drivers(
    report: &Content,
    output: usize,
    sheet: &mut Sheet,
    difference: &str,
) -> Result<Option<u32>, XlsxError> {
    let formats = sheet.formats;
    let outcome = &report.outcome.outputs[output];
    let drivers = &outcome.drivers;
    if drivers.is_empty() {
        return Ok(None);
    }
    let (correlation, share) = (number_format("+0.000;-0.000;0.000"), number_format("0.0%"));
    sheet.row = TOP;
    sheet.text(DRIVERS, "Driver", &formats.header)?;
    sheet.text(DRIVERS + 1, "Rank correlation", &formats.header_right)?;
    sheet.text(DRIVERS + 2, "Contribution to variance", &formats.header_right)?;
    for driver in drivers.iter().take(DRIVERS_LISTED_MAX) {
        sheet.row += 1;
        sheet.text(DRIVERS, report.draw_label(driver.draw), &formats.text)?;
        sheet.number(DRIVERS + 1, driver.rank_correlation, &correlation)?;
        sheet.number(DRIVERS + 2, Some(driver.contribution_to_variance), &share)?;
    }
    if drivers.len() > DRIVERS_LISTED_MAX {
        sheet.row += 1;
        let text = format!("and {} more", drivers.len() - DRIVERS_LISTED_MAX);
        sheet.text(DRIVERS, &text, &formats.note)?;
    }
    let Some(base) = describe::base_statistic(outcome, report.settings.analysis.tornado) else {
        return Ok(None);
    };
    sheet.row = TOP;
    for (column, header) in ["Strongest drivers", "Input low", "Input high"].into_iter().enumerate()
    {
        sheet.text(TORNADO_DATA + column as u16, header, &formats.header)?;
    }
    let format = number_format(difference);
    for driver in describe::drivers_by_change(outcome).into_iter().take(DRIVERS_SHOWN_MAX) {
        let Some(change) = driver.change else { continue };
        let (low, high) = match change.is_rising() {
            true => (change.lowest, change.highest),
            false => (change.highest, change.lowest),
        };
        sheet.row += 1;
        sheet.text(TORNADO_DATA, report.draw_label(driver.draw), &formats.text)?;
        sheet.number(TORNADO_DATA + 1, Some(low - base), &format)?;
        sheet.number(TORNADO_DATA + 2, Some(high - base), &format)?;
    }
    let rows = sheet.row - TOP;
    Ok((rows > 0).then_some(rows))
}
