//! The statistics of a list of values that SUBTOTAL, AGGREGATE and the database functions share.

use crate::value::{CellError, Value};

/// A statistic of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Aggregate {
    Average,
    /// Number of numbers.
    Count,
    /// Number of values of any kind.
    CountAll,
    Maximum,
    Minimum,
    Product,
    /// Of a sample.
    StandardDeviation,
    /// Of a whole population.
    StandardDeviationOfPopulation,
    Sum,
    /// Of a sample.
    Variance,
    /// Of a whole population.
    VarianceOfPopulation,
    Median,
    Mode,
}

impl Aggregate {
    /// The statistic that SUBTOTAL (1 to 11) and AGGREGATE (1 to 13) number.
    pub fn numbered(number: i64) -> Option<Aggregate> {
        const ALL: [Aggregate; 13] = [
            Aggregate::Average,
            Aggregate::Count,
            Aggregate::CountAll,
            Aggregate::Maximum,
            Aggregate::Minimum,
            Aggregate::Product,
            Aggregate::StandardDeviation,
            Aggregate::StandardDeviationOfPopulation,
            Aggregate::Sum,
            Aggregate::Variance,
            Aggregate::VarianceOfPopulation,
            Aggregate::Median,
            Aggregate::Mode,
        ];
        ALL.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
    }
}

/// The values of a list: its numbers, how many values there are in all, and the first error.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    numbers: Vec<f64>,
    count: usize,
    error: Option<CellError>,
}

impl Tally {
    /// Counts a cell's value; blank cells count for nothing.
    pub fn add(&mut self, value: &Value) {
        match value {
            Value::Blank | Value::Omitted => return,
            Value::Number(number) => self.numbers.push(*number),
            Value::Error(error) => {
                self.error.get_or_insert(*error);
            }
            _ => {}
        }
        self.count += 1;
    }

    /// The numbers, in the order in which they were added.
    ///
    /// # Errors
    /// The first error that was added.
    pub fn into_numbers(self) -> Result<Vec<f64>, CellError> {
        self.error.map_or(Ok(self.numbers), Err)
    }

    /// A statistic of the list.
    ///
    /// # Errors
    /// The first error in the list (unless values are only counted), `#DIV/0!` for too few numbers,
    /// `#NUM!` for the median of none, `#N/A` for a mode of numbers that are all different.
    pub fn result(self, statistic: Aggregate) -> Result<f64, CellError> {
        match statistic {
            Aggregate::Count => return Ok(self.numbers.len() as f64),
            Aggregate::CountAll => return Ok(self.count as f64),
            _ => {}
        }
        let numbers = self.into_numbers()?;
        match statistic {
            Aggregate::Sum => Ok(sum(&numbers)),
            Aggregate::Average => average(&numbers),
            Aggregate::Maximum => Ok(numbers.iter().copied().reduce(f64::max).unwrap_or(0.0)),
            Aggregate::Minimum => Ok(numbers.iter().copied().reduce(f64::min).unwrap_or(0.0)),
            Aggregate::Product if numbers.is_empty() => Ok(0.0),
            Aggregate::Product => Ok(numbers.iter().fold(1.0, |product, number| product * number)),
            Aggregate::Variance => variance(&numbers, 1),
            Aggregate::VarianceOfPopulation => variance(&numbers, 0),
            Aggregate::StandardDeviation => Ok(variance(&numbers, 1)?.sqrt()),
            Aggregate::StandardDeviationOfPopulation => Ok(variance(&numbers, 0)?.sqrt()),
            Aggregate::Median => median(numbers),
            Aggregate::Mode => mode(&numbers),
            Aggregate::Count | Aggregate::CountAll => Err(CellError::Value),
        }
    }
}

/// Sum of numbers, one after the other.
pub fn sum(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |sum, number| sum + number)
}

/// Arithmetic mean of numbers.
///
/// # Errors
/// `#DIV/0!` without numbers.
pub fn average(numbers: &[f64]) -> Result<f64, CellError> {
    if numbers.is_empty() { Err(CellError::Div0) } else { Ok(sum(numbers) / numbers.len() as f64) }
}

/// Variance with `lost` degrees of freedom: 1 for a sample, 0 for a population.
///
/// # Errors
/// `#DIV/0!` for no more numbers than `lost`.
pub fn variance(numbers: &[f64], lost: usize) -> Result<f64, CellError> {
    if numbers.len() <= lost {
        return Err(CellError::Div0);
    }
    let mean = centre(numbers.iter().copied());
    Ok(squared_deviations(numbers, mean) / (numbers.len() - lost) as f64)
}

/// The mean of some numbers with its rounding error corrected: the deviations of equal numbers from
/// it are 0, however large they are.
pub fn centre(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for number in numbers.clone() {
        sum += number;
        count += 1.0;
    }
    let mean = sum / count;
    mean + numbers.fold(0.0, |sum, number| sum + (number - mean)) / count
}

/// Sum of the squared differences of numbers from a centre.
pub fn squared_deviations(numbers: &[f64], centre: f64) -> f64 {
    numbers.iter().fold(0.0, |sum, number| sum + (number - centre) * (number - centre))
}

/// Middle of numbers in any order.
///
/// # Errors
/// `#NUM!` without numbers.
pub fn median(mut numbers: Vec<f64>) -> Result<f64, CellError> {
    numbers.sort_by(f64::total_cmp);
    percentile_inclusive(&numbers, 0.5)
}

/// The number that occurs most often; of several, the one that comes first.
fn mode(numbers: &[f64]) -> Result<f64, CellError> {
    modes(numbers)?.first().copied().ok_or(CellError::NotAvailable)
}

/// The numbers that occur most often, in the order in which each first occurs.
///
/// # Errors
/// `#N/A` where no number occurs twice.
pub fn modes(numbers: &[f64]) -> Result<Vec<f64>, CellError> {
    let mut sorted: Vec<(f64, usize)> =
        numbers.iter().enumerate().map(|(place, number)| (*number, place)).collect();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    let mut most = 2;
    // Where each of the most frequent numbers so far first occurs.
    let mut places = Vec::new();
    for group in sorted.chunk_by(|left, right| left.0 == right.0) {
        if group.len() > most {
            most = group.len();
            places.clear();
        }
        if group.len() == most {
            places.push(group[0].1);
        }
    }
    places.sort_unstable();
    if places.is_empty() {
        return Err(CellError::NotAvailable);
    }
    Ok(places.into_iter().map(|place| numbers[place]).collect())
}

/// The `share` percentile (0 to 1) of numbers in rising order, as PERCENTILE.INC has it.
///
/// # Errors
/// `#NUM!` without numbers, or for a share outside 0 to 1.
pub fn percentile_inclusive(sorted: &[f64], share: f64) -> Result<f64, CellError> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&share) {
        return Err(CellError::Num);
    }
    interpolated(sorted, share * (sorted.len() - 1) as f64)
}

/// The `share` percentile of numbers in rising order, as PERCENTILE.EXC has it.
///
/// # Errors
/// `#NUM!` for a share below 1/(n+1) or above n/(n+1).
pub fn percentile_exclusive(sorted: &[f64], share: f64) -> Result<f64, CellError> {
    let place = share * (sorted.len() + 1) as f64 - 1.0;
    if place.is_nan() || place < 0.0 || place > sorted.len() as f64 - 1.0 {
        return Err(CellError::Num);
    }
    interpolated(sorted, place)
}

fn interpolated(sorted: &[f64], place: f64) -> Result<f64, CellError> {
    let below = place.floor();
    let low = sorted.get(below as usize).copied().ok_or(CellError::Num)?;
    let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
    Ok(low + (place - below) * (high - low))
}
