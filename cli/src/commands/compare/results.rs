//! The sides of a comparison that were kept: JSON results, and samples as Parquet or CSV.

use std::fs::File;
use std::path::Path;

use parquet::basic::Type as PhysicalType;
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use ulam_simulation::outcome::compare::{Estimate, estimates, sd_error};

use crate::error::{ExitCode, Failure};
use ulam_samples::INPUTS_KEY;

/// Longest JSON result read, in bytes.
const JSON_BYTES_MAX: u64 = 1 << 30;
/// Most numbers read of samples.
const NUMBERS_MAX: usize = 1 << 31;
/// Numbers read at once.
const BATCH: usize = 1 << 16;
/// Standard errors in half of a 95% interval.
const HALF_WIDTH: f64 = 1.959963984540054;

/// A variable of a result.
pub struct Variable {
    /// Its name, or its cell.
    pub name: String,
    /// Its statistics.
    pub estimates: Vec<Estimate>,
    /// Its samples, where they were kept; a NaN is an error.
    pub samples: Option<Vec<f64>>,
}

/// The variables of a result file.
///
/// # Errors
/// A file that can't be read, or is no result.
pub fn read(path: &Path) -> Result<Vec<Variable>, Failure> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("json") => read_json(path),
        Some("parquet") => of_samples(path, parquet_columns(path)),
        Some("csv") => of_samples(path, csv_columns(path)),
        _ => Err(unreadable(path, "a result ends in .json, .parquet or .csv")),
    }
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(ExitCode::Unreadable, format!("{}: {why}", path.display()))
}

fn read_json(path: &Path) -> Result<Vec<Variable>, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if metadata.len() > JSON_BYTES_MAX {
        return Err(unreadable(path, "it is too large for a result"));
    }
    let text = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    let result: Value = serde_json::from_slice(&text).map_err(|error| unreadable(path, error))?;
    let Some(outputs) = result["outputs"].as_array() else {
        return Err(unreadable(path, "this is no result of `ulam simulate --json`"));
    };
    Ok(outputs.iter().map(variable).collect())
}

fn variable(output: &Value) -> Variable {
    let name = output["name"].as_str().or(output["cell"].as_str()).unwrap_or_default();
    let number = |key: &str| output[key].as_f64();
    let mut estimates = Vec::new();
    let mut add = |statistic: String, value: Option<f64>, standard_error: Option<f64>| {
        if let Some(value) = value {
            estimates.push(Estimate { statistic, value, standard_error });
        }
    };
    let count = output["count"].as_u64().unwrap_or(0) as usize;
    add("mean".to_string(), number("mean"), number("standard_error"));
    add("sd".to_string(), number("sd"), sd_error(number("sd"), number("kurtosis"), count));
    for (percent, value) in output["percentiles"].as_object().into_iter().flatten() {
        let interval = &output["percentile_intervals"][percent];
        let error = match (interval["low"].as_f64(), interval["high"].as_f64()) {
            (Some(low), Some(high)) => Some((high - low) / (2.0 * HALF_WIDTH)),
            _ => None,
        };
        add(format!("P{percent}"), value.as_f64(), error);
    }
    // An object keeps its keys in the order of their text.
    estimates.sort_by_key(|estimate| match estimate.statistic.strip_prefix('P') {
        Some(percent) => 2 + percent.parse::<u32>().unwrap_or(0),
        None => u32::from(estimate.statistic == "sd"),
    });
    Variable { name: name.to_string(), estimates, samples: None }
}

type Columns = Vec<(String, Vec<f64>)>;

fn of_samples(path: &Path, columns: Result<Columns, String>) -> Result<Vec<Variable>, Failure> {
    let columns = columns.map_err(|why| unreadable(path, why))?;
    let variables = columns.into_iter().map(|(name, samples)| Variable {
        name,
        estimates: estimates(&samples),
        samples: Some(samples),
    });
    Ok(variables.collect())
}

/// The outputs' columns of a Parquet file; of one that doesn't say which are inputs, all.
fn parquet_columns(path: &Path) -> Result<Columns, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let describe = |error: ParquetError| error.to_string();
    let reader = SerializedFileReader::new(file).map_err(describe)?;
    let metadata = reader.metadata();
    let pairs = metadata.file_metadata().key_value_metadata().into_iter().flatten();
    let inputs: Vec<String> = pairs
        .filter(|pair| pair.key == INPUTS_KEY)
        .filter_map(|pair| serde_json::from_str(pair.value.as_deref()?).ok())
        .flat_map(|names: Vec<String>| names)
        .collect();
    let schema = metadata.file_metadata().schema_descr();
    let mut columns = Columns::new();
    let mut total = 0usize;
    for index in 0..schema.num_columns() {
        let column = schema.column(index);
        let name = column.name().to_string();
        if column.physical_type() != PhysicalType::DOUBLE || inputs.contains(&name) {
            continue;
        }
        let mut numbers = Vec::new();
        for group in 0..reader.num_row_groups() {
            let group = reader.get_row_group(group).map_err(describe)?;
            let ColumnReader::DoubleColumnReader(mut values) =
                group.get_column_reader(index).map_err(describe)?
            else {
                return Err(format!("column {name} holds no numbers"));
            };
            loop {
                let (mut present, mut levels) = (Vec::new(), Vec::new());
                let (records, _, _) = values
                    .read_records(BATCH, Some(&mut levels), None, &mut present)
                    .map_err(describe)?;
                if records == 0 {
                    break;
                }
                total = total.saturating_add(records);
                if total > NUMBERS_MAX {
                    return Err(format!("more than {NUMBERS_MAX} numbers"));
                }
                if column.max_def_level() == 0 {
                    numbers.extend(present);
                    continue;
                }
                // What is missing was an error.
                let mut present = present.into_iter();
                numbers.extend(levels.iter().map(|level| match level {
                    0 => f64::NAN,
                    _ => present.next().unwrap_or(f64::NAN),
                }));
            }
        }
        columns.push((name, numbers));
    }
    Ok(columns)
}

/// The columns of a CSV file after that of the trials' numbers.
fn csv_columns(path: &Path) -> Result<Columns, String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut columns: Columns = header.iter().map(|name| (name.to_string(), Vec::new())).collect();
    let mut record = csv::StringRecord::new();
    let mut total = 0usize;
    while reader.read_record(&mut record).map_err(|error| error.to_string())? {
        total = total.saturating_add(record.len());
        if total > NUMBERS_MAX {
            return Err(format!("more than {NUMBERS_MAX} numbers"));
        }
        for ((_, numbers), field) in columns.iter_mut().zip(&record) {
            numbers.push(field.trim().parse().unwrap_or(f64::NAN));
        }
    }
    columns.retain(|(name, _)| name != "trial");
    Ok(columns)
}
