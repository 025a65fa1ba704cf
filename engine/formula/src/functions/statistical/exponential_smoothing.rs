//! Additive exponential smoothing (Holt and Winters): level, trend and season.
//!
//! Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with Exponential Smoothing", ch. 2 and 6.
//! Smoothing factors are those of the least squared one-step errors.

use ulam_numeric::special::normal_quantile;

/// Most observations of a series, missing ones included.
pub const OBSERVATIONS_MAX: usize = 100_000;
/// Longest season: the hours of a year.
pub const SEASON_MAX: usize = 8760;
/// Steps ahead up to which intervals are computed.
const HORIZON_MAX: usize = 1_000_000;

/// Smoothing factors, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// Of the level.
    pub alpha: f64,
    /// Of the trend.
    pub beta: f64,
    /// Of the season; 0 without one.
    pub gamma: f64,
}

/// A smoothed series.
pub struct Smoothed {
    /// The factors found.
    pub factors: Factors,
    last: f64,
    level: f64,
    trend: f64,
    /// Seasonal terms; that of the first step after the series first. One zero without a season.
    season: Vec<f64>,
    /// One-step forecasts of the second and later observations.
    forecasts: Vec<f64>,
    /// Root of the mean squared one-step error.
    pub root_mean_square: f64,
}

/// Where smoothing starts.
struct Start {
    level: f64,
    trend: f64,
    season: Vec<f64>,
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |sum, number| sum + number) / numbers.len() as f64
}

/// A start from the ends of a series without season, or from the averages of its seasons.
fn start(series: &[f64], period: usize) -> Start {
    let n = series.len();
    if period <= 1 {
        let trend = (series[n - 1] - series[0]) / (n - 1) as f64;
        return Start { level: series[0], trend, season: vec![0.0] };
    }
    let averages: Vec<f64> = series.chunks_exact(period).map(mean).collect();
    let trend = (averages[1] - averages[0]) / period as f64;
    let mut season = vec![0.0; period];
    for (cycle, average) in averages.iter().enumerate() {
        for (place, term) in season.iter_mut().enumerate() {
            let from_middle = place as f64 - 0.5 * (period as f64 - 1.0);
            *term += series[cycle * period + place] - (average + from_middle * trend);
        }
    }
    for term in &mut season {
        *term /= averages.len() as f64;
    }
    Start { level: series[0] - season[0], trend, season }
}

/// Goes through a series once; `visit` sees the one-step forecast and the observation.
fn run(series: &[f64], start: &Start, factors: Factors, mut visit: impl FnMut(f64, f64)) -> Start {
    let Factors { alpha, beta, gamma } = factors;
    let (mut level, mut trend) = (start.level, start.trend);
    let mut season = start.season.clone();
    let period = season.len();
    let mut place = 1 % period;
    for observation in series.iter().skip(1) {
        let expected = level + trend;
        visit(expected + season[place], *observation);
        let next = alpha * (observation - season[place]) + (1.0 - alpha) * expected;
        trend = beta * (next - level) + (1.0 - beta) * trend;
        level = next;
        season[place] = gamma * (observation - level) + (1.0 - gamma) * season[place];
        place = (place + 1) % period;
    }
    season.rotate_left(place);
    Start { level, trend, season }
}

fn squared_errors(series: &[f64], start: &Start, factors: Factors) -> f64 {
    let mut sum = 0.0;
    run(series, start, factors, |forecast, observation| {
        sum += (observation - forecast) * (observation - forecast);
    });
    sum
}

/// The factors of the least squared errors: a grid, then ever smaller steps around its best point.
fn best_factors(series: &[f64], start: &Start) -> Factors {
    let gammas = if start.season.len() > 1 { 10 } else { 0 };
    let mut best = (f64::INFINITY, [0.0; 3]);
    let errors = |point: [f64; 3]| {
        let [alpha, beta, gamma] = point;
        squared_errors(series, start, Factors { alpha, beta, gamma })
    };
    for a in 0..=10 {
        for b in 0..=10 {
            for c in 0..=gammas {
                let point = [f64::from(a) / 10.0, f64::from(b) / 10.0, f64::from(c) / 10.0];
                let sum = errors(point);
                if sum < best.0 {
                    best = (sum, point);
                }
            }
        }
    }
    let dimensions = if gammas > 0 { 3 } else { 2 };
    let mut step = 0.05;
    let mut moves = 0;
    while step > 1e-7 && moves < 400 {
        let before = best.0;
        for dimension in 0..dimensions {
            for direction in [-step, step] {
                let mut point = best.1;
                point[dimension] = (point[dimension] + direction).clamp(0.0, 1.0);
                let sum = errors(point);
                if sum < best.0 {
                    best = (sum, point);
                }
            }
        }
        moves += 1;
        if best.0 == before {
            step *= 0.5;
        }
    }
    let [alpha, beta, gamma] = best.1;
    Factors { alpha, beta, gamma }
}

/// Smooths a series of two observations at least; `None` if it has no two whole seasons or is too
/// long.
pub fn smooth(series: &[f64], period: usize) -> Option<Smoothed> {
    let period = period.max(1);
    let is_long_enough = series.len() >= 2 && (period == 1 || series.len() >= 2 * period);
    if !is_long_enough || series.len() > OBSERVATIONS_MAX {
        return None;
    }
    let start = start(series, period);
    let factors = best_factors(series, &start);
    let mut forecasts = Vec::with_capacity(series.len() - 1);
    let end = run(series, &start, factors, |forecast, _| forecasts.push(forecast));
    let squares = squared_errors(series, &start, factors);
    Some(Smoothed {
        factors,
        last: series[series.len() - 1],
        level: end.level,
        trend: end.trend,
        season: end.season,
        root_mean_square: (squares / forecasts.len() as f64).sqrt(),
        forecasts,
    })
}

impl Smoothed {
    /// The one-step forecasts of the second and later observations.
    pub fn forecasts(&self) -> &[f64] {
        &self.forecasts
    }

    /// The forecast some whole steps (0 or more) after the last observation; at 0, that observation.
    fn at_step(&self, steps: f64) -> f64 {
        if steps == 0.0 {
            return self.last;
        }
        let place = (steps - 1.0) % self.season.len() as f64;
        let season = self.season.get(place as usize).copied().unwrap_or(0.0);
        self.level + steps * self.trend + season
    }

    /// The forecast some steps (0 or more) after the last observation, between whole steps on the
    /// line between their forecasts.
    pub fn at(&self, steps: f64) -> f64 {
        let whole = steps.floor();
        let low = self.at_step(whole);
        if steps == whole {
            return low;
        }
        low + (steps - whole) * (self.at_step(whole + 1.0) - low)
    }

    /// Half width of the interval that holds the forecast with some confidence (0 to 1), some steps
    /// after the last observation; `None` too far ahead.
    ///
    /// Hyndman et al. 2008, table 6.1: the variance of the additive model's forecast.
    pub fn half_width(&self, steps: f64, confidence: f64) -> Option<f64> {
        let horizon = steps.ceil().max(1.0);
        if horizon > HORIZON_MAX as f64 {
            return None;
        }
        let Factors { alpha, beta, gamma } = self.factors;
        let period = self.season.len();
        let mut variance = 1.0;
        for step in 1..horizon as usize {
            let mut weight = alpha * (1.0 + step as f64 * beta);
            if period > 1 && step % period == 0 {
                weight += gamma * (1.0 - alpha);
            }
            variance += weight * weight;
        }
        let quantile = normal_quantile(0.5 + 0.5 * confidence);
        Some(quantile * self.root_mean_square * variance.sqrt())
    }
}

/// The length of the season of a series: the lag, up to half the series, at which the series without
/// its line correlates with itself most and more than by chance; 1 if there is none.
pub fn season_length(series: &[f64]) -> usize {
    let n = series.len();
    if !(4..=OBSERVATIONS_MAX).contains(&n) {
        return 1;
    }
    let middle = (n as f64 - 1.0) / 2.0;
    let average = mean(series);
    let (mut xx, mut xy) = (0.0, 0.0);
    for (index, observation) in series.iter().enumerate() {
        let x = index as f64 - middle;
        xx += x * x;
        xy += x * (observation - average);
    }
    let slope = xy / xx;
    let rest: Vec<f64> = series
        .iter()
        .enumerate()
        .map(|(index, observation)| observation - average - slope * (index as f64 - middle))
        .collect();
    let correlation = |lag: usize| {
        let (mut left, mut right, mut both) = (0.0, 0.0, 0.0);
        for (early, late) in rest.iter().zip(&rest[lag..]) {
            left += early * early;
            right += late * late;
            both += early * late;
        }
        let scale = (left * right).sqrt();
        if scale > 0.0 { both / scale } else { 0.0 }
    };
    let lags_max = (n / 2).min(SEASON_MAX).min(200_000_000 / n);
    let correlations: Vec<f64> = (1..=lags_max + 1).map(correlation).collect();
    let mut best = (1, 2.0 / (n as f64).sqrt());
    for lag in 2..=lags_max {
        let [before, here, after] = [lag - 2, lag - 1, lag].map(|place| correlations[place]);
        // A multiple of the season correlates as well, but for chance.
        if here > before && here >= after && here > best.1 * 1.05 {
            best = (lag, here);
        }
    }
    best.0
}
