//! Two results of the same output, side by side.

use ulam_numeric::elementary::exp;
use ulam_probability::statistics::{
    SortedSamples, Summary, pearson_correlation, percentile_interval,
};

use super::CONFIDENCE;
use super::stop::Statistic;

/// Percentiles that are compared.
const PERCENTS: [u32; 5] = [5, 25, 50, 75, 95];
/// Standard errors in half of a 95% interval.
const HALF_WIDTH: f64 = 1.959963984540054;

/// A statistic and how well it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Its name: `mean`, `sd`, `P5`.
    pub statistic: String,
    /// Its value.
    pub value: f64,
    /// Its standard error; `None` if it isn't known.
    pub standard_error: Option<f64>,
}

/// A statistic in both results.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its name.
    pub statistic: String,
    /// In the first result.
    pub first: f64,
    /// In the second.
    pub second: f64,
    /// How many standard errors the second is above the first; `None` if they aren't known. Beyond
    /// 2 to either side a difference is hardly chance.
    pub standard_errors: Option<f64>,
}

/// How two distributions differ at most (Kolmogorov and Smirnov).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KolmogorovSmirnov {
    /// The largest distance between the cumulative curves.
    pub statistic: f64,
    /// The probability of such a distance if there were no difference, of many independent trials.
    pub p_value: f64,
}

/// Two results with the same random numbers, trial by trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Trials without error in both.
    pub trials: u64,
    /// Mean of second less first.
    pub mean_difference: f64,
    /// Its standard error, usually far smaller than that of independent runs.
    pub standard_error: f64,
    /// Share of the trials in which the second is higher.
    pub second_is_higher: f64,
    /// Share of the trials in which they are equal.
    pub are_equal: f64,
    /// Pearson's correlation of the two.
    pub correlation: Option<f64>,
}

/// The statistics of samples, errors left out.
pub fn estimates(samples: &[f64]) -> Vec<Estimate> {
    let sorted = SortedSamples::new(samples);
    let summary = Summary::new(&sorted, &[]);
    let mut estimates = Vec::new();
    let mut add = |statistic: String, value: Option<f64>, standard_error: Option<f64>| {
        if let Some(value) = value {
            estimates.push(Estimate { statistic, value, standard_error });
        }
    };
    add("mean".to_string(), summary.mean, summary.standard_error);
    add("sd".to_string(), summary.sd, sd_error(summary.sd, summary.kurtosis, summary.count));
    for percent in PERCENTS {
        let probability = f64::from(percent) / 100.0;
        let interval = percentile_interval(&sorted, probability, CONFIDENCE);
        let error = interval
            .and_then(|interval| Some((interval.high? - interval.low?) / (2.0 * HALF_WIDTH)));
        add(Statistic::Percentile(probability).to_string(), sorted.percentile(probability), error);
    }
    estimates
}

/// The standard error of a standard deviation: sd √((kurtosis - 1) / 4n), by the delta method.
pub fn sd_error(sd: Option<f64>, kurtosis: Option<f64>, count: usize) -> Option<f64> {
    let excess = (kurtosis? - 1.0).max(0.0);
    Some(sd? * (excess / (4.0 * count as f64)).sqrt()).filter(|error| error.is_finite())
}

/// The statistics that both results have; the mean's standard error of difference is the paired one
/// where there is one.
pub fn differences(
    first: &[Estimate],
    second: &[Estimate],
    paired: Option<&Paired>,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for first in first {
        let Some(second) = second.iter().find(|other| other.statistic == first.statistic) else {
            continue;
        };
        let of_both = match (first.standard_error, second.standard_error) {
            (Some(a), Some(b)) => Some((a * a + b * b).sqrt()),
            _ => None,
        };
        let error = match paired {
            Some(paired) if first.statistic == "mean" => Some(paired.standard_error),
            _ => of_both,
        };
        let difference = second.value - first.value;
        let standard_errors = match error {
            Some(error) if error > 0.0 => Some(difference / error),
            // Known without error.
            Some(_) if difference == 0.0 => Some(0.0),
            _ => None,
        };
        differences.push(Difference {
            statistic: first.statistic.clone(),
            first: first.value,
            second: second.value,
            standard_errors,
        });
    }
    differences
}

/// The distance of the two distributions; `None` without samples.
pub fn kolmogorov_smirnov(first: &[f64], second: &[f64]) -> Option<KolmogorovSmirnov> {
    let (first, second) = (SortedSamples::new(first), SortedSamples::new(second));
    let (a, b) = (first.values(), second.values());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (mut i, mut j) = (0, 0);
    let mut statistic: f64 = 0.0;
    while i < a.len() && j < b.len() {
        let value = a[i].min(b[j]);
        while i < a.len() && a[i] <= value {
            i += 1;
        }
        while j < b.len() && b[j] <= value {
            j += 1;
        }
        statistic = statistic.max((i as f64 / n - j as f64 / m).abs());
    }
    let scaled = (n * m / (n + m)).sqrt() * statistic;
    Some(KolmogorovSmirnov { statistic, p_value: kolmogorov_survival(scaled) })
}

/// P(K > x) of Kolmogorov's limiting distribution: 2 Σ (-1)^(k-1) exp(-2 k² x²).
fn kolmogorov_survival(x: f64) -> f64 {
    // Below this it is 1 to all digits, and the series is slow.
    if x < 0.2 {
        return 1.0;
    }
    let mut sum = 0.0;
    let mut sign = 1.0;
    for k in 1..=100 {
        let k = f64::from(k);
        let term = exp(-2.0 * k * k * x * x);
        sum += sign * term;
        sign = -sign;
        if term < 1e-17 {
            break;
        }
    }
    (2.0 * sum).clamp(0.0, 1.0)
}

/// Two results of the same trials; `None` with fewer than two trials without error in both.
pub fn paired(first: &[f64], second: &[f64]) -> Option<Paired> {
    if first.len() != second.len() {
        return None;
    }
    let valid = |(a, b): &(&f64, &f64)| !a.is_nan() && !b.is_nan();
    let (a, b): (Vec<f64>, Vec<f64>) =
        first.iter().zip(second).filter(valid).map(|(a, b)| (*a, *b)).unzip();
    let difference: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
    let summary = Summary::new(&SortedSamples::new(&difference), &[]);
    let share = |count: usize| count as f64 / difference.len() as f64;
    Some(Paired {
        trials: difference.len() as u64,
        mean_difference: summary.mean?,
        standard_error: summary.standard_error?,
        second_is_higher: share(difference.iter().filter(|d| **d > 0.0).count()),
        are_equal: share(difference.iter().filter(|d| **d == 0.0).count()),
        correlation: pearson_correlation(&a, &b),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_scipys() {
        // SciPy: stats.ks_2samp([1, 2, 3, 4, 5], [3, 4, 5, 6, 7, 8]).statistic = 0.5;
        // stats.kstwobign.sf([0.5, 1, 1.5]) = 0.9639452436648751, 0.26999967167735456,
        // 0.022217962616525127.
        let found = kolmogorov_smirnov(&[1.0, 2.0, 3.0, 4.0, 5.0], &[3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
            .unwrap();
        assert!((found.statistic - 0.5).abs() < 1e-15);
        for (x, p) in
            [(0.5, 0.9639452436648751), (1.0, 0.26999967167735456), (1.5, 0.022217962616525127)]
        {
            assert!((kolmogorov_survival(x) - p).abs() < 1e-12, "{x}");
        }
        let same = kolmogorov_smirnov(&[1.0, 1.0, 2.0], &[1.0, 1.0, 2.0]).unwrap();
        assert_eq!((same.statistic, same.p_value), (0.0, 1.0));
    }

    #[test]
    fn pairs_tell_more_than_two_runs() {
        let first = [1.0, 2.0, f64::NAN, 4.0, 8.0];
        let second = [2.0, 3.0, 4.0, 5.0, 9.0];
        let found = paired(&first, &second).unwrap();
        assert_eq!((found.trials, found.mean_difference, found.standard_error), (4, 1.0, 0.0));
        assert_eq!((found.second_is_higher, found.are_equal), (1.0, 0.0));
        assert!((found.correlation.unwrap() - 1.0).abs() < 1e-12);
        // Means 3.75 and 4.6; NumPy: std(ddof=1) / sqrt(n) = 1.547848 and 1.208305.
        let table = differences(&estimates(&first), &estimates(&second), None);
        let mean = &table[0];
        assert_eq!((mean.first, mean.second), (3.75, 4.6));
        assert!((mean.standard_errors.unwrap() - 0.85 / 1.963600).abs() < 1e-5, "{mean:?}");
        assert!(paired(&first, &second[1..]).is_none());
    }
}
