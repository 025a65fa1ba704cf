//! The sheet of samples: one row a trial, one column an output.

use rust_xlsxwriter::{Formula, XlsxError};
use ulam_formula::value::CellError;

use super::sheet::Sheet;
use crate::content::Content;
use crate::numbers;

/// Trials that a sheet of Excel has rows for, after the header.
pub const TRIALS_MAX: usize = 1_048_575;
/// Outputs that are written.
const COLUMNS_MAX: usize = 1000;
/// Cells that are written. They take about 300 bytes each while the file is made, so a gigabyte;
/// and spreadsheet programs hardly open larger files.
const CELLS_MAX: usize = 3_200_000;

/// How many of the samples the sheet holds.
pub struct Extent {
    trials: usize,
    outputs: usize,
    /// What is left out, if anything.
    pub warning: Option<String>,
}

/// How many of the samples fit.
pub fn extent(report: &Content) -> Extent {
    let all_outputs = report.outcome.outputs.len();
    let all_trials = (0..all_outputs).map(|output| report.column(output).len()).max().unwrap_or(0);
    fitting(all_trials, all_outputs)
}

fn fitting(all_trials: usize, all_outputs: usize) -> Extent {
    let outputs = all_outputs.min(COLUMNS_MAX);
    let trials = all_trials.min(TRIALS_MAX).min(CELLS_MAX / (outputs + 1));
    let count = |count: usize| numbers::count(count as u64);
    let mut left_out = Vec::new();
    if trials < all_trials {
        left_out.push(format!("the first {} of {} trials", count(trials), count(all_trials)));
    }
    if outputs < all_outputs {
        left_out.push(format!("the first {} of {} outputs", count(outputs), count(all_outputs)));
    }
    let warning = (!left_out.is_empty()).then(|| {
        format!(
            "The samples in the Excel report are {}: more don't fit. Statistics and charts are of \
             all trials; a Parquet or CSV file holds all samples (--samples).",
            left_out.join(" and ")
        )
    });
    Extent { trials, outputs, warning }
}

/// Writes the samples. A trial's error stands as that Excel error.
pub fn write(report: &Content, sheet: &mut Sheet, extent: &Extent) -> Result<(), XlsxError> {
    let formats = sheet.formats;
    sheet.text_at(0, 0, "Trial", &formats.header)?;
    sheet.worksheet.set_column_width(0, 12)?;
    let outputs = extent.outputs as u16;
    for output in 0..outputs {
        let label = report.output_label(usize::from(output));
        sheet.text_at(0, output + 1, label, &formats.header_right)?;
        sheet.worksheet.set_column_width(output + 1, 18)?;
    }
    sheet.worksheet.set_freeze_panes(1, 1)?;
    let columns: Vec<&[f64]> = (0..extent.outputs).map(|output| report.column(output)).collect();
    let mut has_errors = false;
    for trial in 0..extent.trials {
        let row = trial as u32 + 1;
        sheet.worksheet.write_number(row, 0, (trial + 1) as f64)?;
        for (column, output) in columns.iter().zip(1..) {
            let Some(sample) = column.get(trial) else {
                continue;
            };
            has_errors |= sample.is_nan();
            write_sample(sheet, row, output, *sample)?;
        }
    }
    let mut notes: Vec<String> = extent.warning.iter().cloned().collect();
    if has_errors {
        notes.push(
            "An error is what the output came to in that trial; AGGREGATE(1, 6, ...) averages \
             without errors."
                .to_string(),
        );
    }
    for (row, note) in notes.iter().enumerate() {
        sheet.text_at(row as u32, outputs + 2, note, &formats.attention)?;
    }
    Ok(())
}

fn write_sample(sheet: &mut Sheet, row: u32, column: u16, sample: f64) -> Result<(), XlsxError> {
    if sample.is_finite() {
        sheet.worksheet.write_number(row, column, sample)?;
        return Ok(());
    }
    let error = match sample.is_nan() {
        true => CellError::from_nan(sample),
        // Excel has no infinite numbers; it gives this error for them.
        false => CellError::Num,
    };
    let is_literal = matches!(
        error,
        CellError::Null
            | CellError::Div0
            | CellError::Value
            | CellError::Ref
            | CellError::Name
            | CellError::Num
            | CellError::NotAvailable
    );
    if is_literal {
        let formula = Formula::new(format!("={error}")).set_result(error.text());
        sheet.worksheet.write_formula(row, column, formula)?;
    } else {
        // Newer errors can't be entered in older versions of Excel.
        sheet.worksheet.write_string(row, column, error.text())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_said() {
        assert!(fitting(1_048_575, 1).warning.is_none());
        let extent = fitting(1_048_576, 1);
        assert_eq!(extent.trials, TRIALS_MAX);
        let warning = extent.warning.unwrap_or_default();
        assert!(warning.contains("the first 1,048,575 of 1,048,576 trials"), "{warning}");
        let extent = fitting(1_000_000, 9);
        assert_eq!(extent.trials, 320_000);
        assert!(extent.warning.is_some());
        let extent = fitting(10, 20_000);
        assert_eq!((extent.trials, extent.outputs), (10, 1000));
        assert!(extent.warning.unwrap_or_default().contains("the first 1,000 of 20,000 outputs"));
        assert!(fitting(0, 0).warning.is_none());
    }
}
