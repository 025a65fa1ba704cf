//! The observations that a law is fitted to.

use ulam_numeric::elementary::{ln, log10};

use super::FitError;

/// Fewest observations.
pub const COUNT_MIN: usize = 5;
/// Most observations.
pub const COUNT_MAX: usize = 20_000_000;
/// Distinct values up to which the search for a maximum looks at all of them. Of more it looks at
/// this many quantiles, and only its last steps at all.
const SEARCHED_MAX: usize = 1_000;
/// Of these the outermost are kept as they are.
const EXACT_ON_EACH_SIDE: usize = 50;

/// Observations in ascending order, and what starting points are made of.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Ascending.
    pub sorted: Vec<f64>,
    /// Each different value and how often it occurs, ascending.
    pub distinct: Vec<(f64, f64)>,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation, divided by the count (so the maximum-likelihood one of a normal law).
    pub sd: f64,
    /// Third standardised moment.
    pub skewness: f64,
    /// Lower quartile, median and upper quartile.
    pub quartiles: [f64; 3],
    /// A scale that outliers don't stretch: interquartile range / 1.349, or else the standard
    /// deviation.
    pub spread: f64,
    /// Whether all are whole numbers.
    pub is_whole: bool,
}

impl Sample {
    /// Sorts and describes observations.
    ///
    /// # Errors
    /// Too few or too many, one that isn't finite, or all alike.
    pub fn new(data: &[f64]) -> Result<Sample, FitError> {
        if data.len() < COUNT_MIN {
            return Err(FitError::TooFew { count: data.len() });
        }
        if data.len() > COUNT_MAX {
            return Err(FitError::TooMany { count: data.len() });
        }
        if let Some(position) = data.iter().position(|value| !value.is_finite()) {
            return Err(FitError::NotFinite { position });
        }
        let mut sorted: Vec<f64> = data.iter().map(|value| value + 0.0).collect();
        sorted.sort_by(f64::total_cmp);
        let range = sorted[sorted.len() - 1] - sorted[0];
        if range == 0.0 {
            return Err(FitError::Constant { value: sorted[0] });
        }
        if !range.is_finite() {
            return Err(FitError::TooWide);
        }
        Ok(Sample::of_sorted(sorted))
    }

    /// The sample of ascending finite numbers, at least one.
    fn of_sorted(sorted: Vec<f64>) -> Sample {
        let mut distinct: Vec<(f64, f64)> = Vec::new();
        for value in &sorted {
            match distinct.last_mut() {
                Some((last, count)) if last == value => *count += 1.0,
                _ => distinct.push((*value, 1.0)),
            }
        }
        let count = sorted.len() as f64;
        // Divided first, so that sums of huge numbers don't overflow.
        let mean = sum(distinct.iter().map(|(value, times)| value / count * times));
        let range = sorted[sorted.len() - 1] - sorted[0];
        let moment = |power: usize| {
            let raised = distinct.iter().map(|(value, times)| {
                let deviation = (value - mean) / range;
                let mut product = *times;
                for _ in 0..power {
                    product *= deviation;
                }
                product
            });
            sum(raised) / count
        };
        let deviation = moment(2).sqrt();
        let skewness = moment(3) / (deviation * deviation * deviation);
        let sd = deviation * range;
        let at = |share: f64| quantile(&sorted, share);
        let quartiles = [at(0.25), at(0.5), at(0.75)];
        let robust = (quartiles[2] - quartiles[0]) / 1.349;
        // Half the observations or more may be alike.
        let spread = if robust > 0.01 * sd { robust } else { sd };
        let is_whole = distinct.iter().all(|(value, _)| value.trunc() == *value);
        Sample { sorted, distinct, mean, sd, skewness, quartiles, spread, is_whole }
    }

    /// Number of observations.
    pub fn count(&self) -> f64 {
        self.sorted.len() as f64
    }
    /// The smallest.
    pub fn min(&self) -> f64 {
        self.sorted[0]
    }
    /// The largest.
    pub fn max(&self) -> f64 {
        self.sorted[self.sorted.len() - 1]
    }
    /// The middle one.
    pub fn median(&self) -> f64 {
        self.quartiles[1]
    }

    /// The sample less a number.
    pub fn moved(&self, by: f64) -> Sample {
        if by == 0.0 {
            return self.clone();
        }
        Sample::of_sorted(self.sorted.iter().map(|value| value - by).collect())
    }

    /// Values and weights for the search: all; or, where there are very many, the outermost ones,
    /// which ends are estimated from, and quantiles of the others.
    pub fn searched(&self) -> Vec<(f64, f64)> {
        if self.distinct.len() <= SEARCHED_MAX {
            return self.distinct.clone();
        }
        // More than a thousand are sorted here.
        let (outer, last) = (EXACT_ON_EACH_SIDE, self.sorted.len() - EXACT_ON_EACH_SIDE);
        let inner = &self.sorted[outer..last];
        let steps = SEARCHED_MAX - 2 * outer;
        let weight = inner.len() as f64 / steps as f64;
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(SEARCHED_MAX);
        points.extend(self.sorted[..outer].iter().map(|value| (*value, 1.0)));
        points.extend(
            (0..steps).map(|step| (quantile(inner, (step as f64 + 0.5) / steps as f64), weight)),
        );
        points.extend(self.sorted[last..].iter().map(|value| (*value, 1.0)));
        points
    }

    /// Mean and standard deviation of the logarithms, of values above 0.
    pub fn of_logarithms(&self) -> (f64, f64) {
        let count = self.count();
        let mean = sum(self.distinct.iter().map(|(value, times)| times * ln(*value))) / count;
        let square = |value: f64| (ln(value) - mean) * (ln(value) - mean);
        let variance = sum(self.distinct.iter().map(|(value, times)| times * square(*value)));
        (mean, (variance / count).sqrt())
    }

    /// Mean of a function of the values.
    pub fn mean_of(&self, function: impl Fn(f64) -> f64) -> f64 {
        sum(self.distinct.iter().map(|(value, times)| times * function(*value))) / self.count()
    }

    /// Share of the observations that equal another one.
    pub fn tied_share(&self) -> f64 {
        let tied = self.distinct.iter().filter(|(_, times)| *times > 1.0);
        tied.map(|(_, times)| times).sum::<f64>() / self.count()
    }

    /// The values further out than three interquartile ranges from the quartiles (Tukey 1977's
    /// "far out"); of positive values only where their logarithms are too, since a long tail is no
    /// error.
    pub fn outliers(&self) -> Vec<f64> {
        let far_out = |values: [f64; 3], value: f64| {
            let reach = 3.0 * (values[2] - values[0]);
            reach > 0.0 && (value < values[0] - reach || value > values[2] + reach)
        };
        let positive = self.min() > 0.0;
        let logarithms = self.quartiles.map(|value| if positive { log10(value) } else { 0.0 });
        let is_outlier = |value: f64| {
            far_out(self.quartiles, value) && (!positive || far_out(logarithms, log10(value)))
        };
        self.distinct.iter().map(|(value, _)| *value).filter(|value| is_outlier(*value)).collect()
    }
}

/// Quantile of ascending values, linear between them (Hyndman and Fan's type 7, Excel's
/// PERCENTILE.INC).
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// A sum that keeps what rounding would lose (Neumaier 1974).
pub fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut total = 0.0f64;
    let mut lost = 0.0f64;
    for term in terms {
        let next = total + term;
        if !next.is_finite() {
            return next;
        }
        lost +=
            if total.abs() >= term.abs() { (total - next) + term } else { (term - next) + total };
        total = next;
    }
    total + lost
}
