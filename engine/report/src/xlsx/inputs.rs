//! The sheet of inputs.

use rust_xlsxwriter::XlsxError;

use super::sheet::{Sheet, number_format};
use crate::content::Content;

/// Inputs that are listed.
const ROWS_MAX: usize = 100_000;

/// Writes every input with its distribution, and the correlations between them.
pub fn write(report: &Content, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    sheet.widths(&[32.0, 26.0, 44.0, 14.0, 14.0, 14.0, 14.0, 14.0])?;
    sheet.title("Inputs")?;
    sheet.row += 1;
    let headers =
        ["Input", "Cell", "Distribution", "Mean", "Standard deviation", "P5", "Median", "P95"];
    sheet.headers(&headers, 3)?;
    let draws = report.simulation.draws();
    for (draw, identity) in draws.iter().enumerate().take(ROWS_MAX) {
        sheet.text(0, report.draw_label(draw), &formats.text)?;
        sheet.text(1, &report.draw_cell(draw), &formats.text)?;
        sheet.text(2, &identity.distribution, &formats.code)?;
        match report.simulation.law(draw) {
            Some(law) => {
                let [low, middle, high] = [0.05, 0.5, 0.95].map(|p| law.quantile(p));
                let unit = report.unit_of(identity.cell);
                let code = unit.excel_format(low.abs().max(high.abs()), high - low);
                let format = number_format(&code);
                let is_date = matches!(unit, crate::numbers::Unit::Date(_));
                let difference = if is_date { number_format("#,##0.0##") } else { format.clone() };
                sheet.number(3, Some(law.mean()), &format)?;
                sheet.number(4, Some(law.variance().sqrt()), &difference)?;
                for (column, quantile) in [(5, low), (6, middle), (7, high)] {
                    sheet.number(column, Some(quantile), &format)?;
                }
            }
            None => sheet.text(3, "parameters change from trial to trial", &formats.note)?,
        }
        sheet.row += 1;
    }
    if draws.len() > ROWS_MAX {
        sheet.line(&format!("and {} more", draws.len() - ROWS_MAX), &formats.note)?;
    }
    let correlations = &report.simulation.model().correlations;
    if !correlations.is_empty() {
        sheet.heading("Rank correlations asked for between inputs")?;
        sheet.headers(&["Input", "and", "Rank correlation"], 3)?;
        let format = number_format("0.00");
        for correlation in correlations.iter().take(ROWS_MAX) {
            sheet.text(0, &correlation.first, &formats.text)?;
            sheet.text(1, &correlation.second, &formats.text)?;
            sheet.number(2, Some(correlation.rho), &format)?;
            sheet.row += 1;
        }
    }
    if let Some(repair) = &report.simulation.correlation_repair {
        let text = format!(
            "Together the correlations were inconsistent, so the nearest consistent ones were \
             used; the largest change is {:.3}.",
            repair.max_absolute_change
        );
        sheet.line(&text, &formats.attention)?;
    }
    Ok(())
}
