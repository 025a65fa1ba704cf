//! Exponential smoothing (Holt and Winters): level, trend, and a season that is added or a factor.
//!
//! Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with Exponential Smoothing", ch. 2 and 6.
//! Smoothing factors are those of the least squared one-step errors among those that a search by
//! halves meets. Excel publishes neither its start nor its search; these are LibreOffice's, which was
//! made to agree with it.

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

/// How the season joins level and trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeasonKind {
    /// It is added: FORECAST.ETS.
    Added,
    /// It is a factor: LibreOffice's FORECAST.ETS.MULT.
    Factor,
}

impl SeasonKind {
    /// What is left of a value without its season.
    fn without(self, value: f64, term: f64) -> f64 {
        if self == SeasonKind::Added { value - term } else { value / term }
    }
    /// A value with its season.
    fn with(self, value: f64, term: f64) -> f64 {
        if self == SeasonKind::Added { value + term } else { value * term }
    }
}

/// A smoothed series.
pub struct Smoothed {
    /// The factors found.
    pub factors: Factors,
    kind: SeasonKind,
    last: f64,
    level: f64,
    trend: f64,
    /// Seasonal terms: that of the last observation a season ago first. One term
    /// that changes nothing without a season.
    season: Vec<f64>,
    /// One-step forecasts of the second and later observations.
    forecasts: Vec<f64>,
    /// Root of the mean squared one-step error.
    pub root_mean_square: f64,
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |sum, number| sum + number) / numbers.len() as f64
}

/// A search for the factors of least squared errors.
struct Search<'a> {
    series: &'a [f64],
    kind: SeasonKind,
    period: usize,
    first_level: f64,
    first_trend: f64,
    /// Seasonal terms, one an observation; those of the first season go on from run to run.
    terms: Vec<f64>,
    factors: Factors,
    /// What the last run gave.
    level: f64,
    trend: f64,
    forecasts: Vec<f64>,
    mean_square: f64,
}

/// Smallest change of a factor that is looked at.
const FACTOR_STEP: f64 = 0.001;

/// The factors in the order of their searches, each inside the one before.
#[derive(Clone, Copy)]
enum Factor {
    Level,
    Season,
    Trend,
}

impl Search<'_> {
    /// Starts from the ends of a series without season, or from its seasons' averages and the mean
    /// rise from the first season to the second.
    fn new(series: &[f64], period: usize, kind: SeasonKind) -> Search<'_> {
        let n = series.len();
        let mut terms = vec![0.0; n];
        let mut first_level = series[0];
        let mut first_trend = (series[n - 1] - series[0]) / (n - 1) as f64;
        if period > 1 {
            let rise = (0..period).fold(0.0, |sum, at| sum + (series[at + period] - series[at]));
            first_trend = rise / (period * period) as f64;
            let averages: Vec<f64> = series.chunks_exact(period).map(mean).collect();
            for (place, term) in terms.iter_mut().take(period).enumerate() {
                let from_middle = place as f64 - 0.5 * (period as f64 - 1.0);
                for (cycle, average) in averages.iter().enumerate() {
                    let usual = average + from_middle * first_trend;
                    *term += kind.without(series[cycle * period + place], usual);
                }
                *term /= averages.len() as f64;
            }
            // As if the season were a factor in any case; the first steps correct it.
            if terms[0] != 0.0 {
                first_level = series[0] / terms[0];
            }
        }
        Search {
            series,
            kind,
            period,
            first_level,
            first_trend,
            terms,
            factors: Factors { alpha: 0.0, beta: 0.0, gamma: 0.0 },
            level: 0.0,
            trend: 0.0,
            forecasts: Vec::with_capacity(n),
            mean_square: 0.0,
        }
    }

    /// Goes through the series once.
    fn run(&mut self) {
        let Factors { alpha, beta, gamma } = self.factors;
        let (mut level, mut trend) = (self.first_level, self.first_trend);
        let mut squares = 0.0;
        self.forecasts.clear();
        for (at, observation) in self.series.iter().enumerate().skip(1) {
            let expected = level + trend;
            let mut forecast = expected;
            let next = if self.period > 1 {
                // An added season's second cycle begins anew.
                let has_before =
                    at > self.period || (at == self.period && self.kind == SeasonKind::Factor);
                let before = if has_before { at - self.period } else { at };
                let level_now = self.kind.without(*observation, self.terms[before]);
                let next = alpha * level_now + (1.0 - alpha) * expected;
                let term_now = self.kind.without(*observation, next);
                self.terms[at] = gamma * term_now + (1.0 - gamma) * self.terms[before];
                forecast = self.kind.with(expected, self.terms[before]);
                next
            } else {
                alpha * observation + (1.0 - alpha) * expected
            };
            trend = beta * (next - level) + (1.0 - beta) * trend;
            level = next;
            let error = forecast - observation;
            squares += error * error;
            self.forecasts.push(forecast);
        }
        (self.level, self.trend) = (level, trend);
        self.mean_square = squares / self.forecasts.len() as f64;
    }

    /// The error with the first of the `open` factors at `value` and the others at their best.
    fn error_at(&mut self, open: &[Factor], value: f64) -> f64 {
        let Some((first, rest)) = open.split_first() else { return self.mean_square };
        match first {
            Factor::Level => self.factors.alpha = value,
            Factor::Season => self.factors.gamma = value,
            Factor::Trend => self.factors.beta = value,
        }
        if rest.is_empty() {
            self.run()
        } else {
            self.search(rest)
        }
        self.mean_square
    }

    /// Puts the first of the `open` factors where the error is least, halving the range from 0 to 1
    /// towards the end with the lesser error.
    fn search(&mut self, open: &[Factor]) {
        let (mut low, mut high, mut middle) = (0.0, 1.0, 0.5);
        let mut low_error = self.error_at(open, low);
        let mut high_error = self.error_at(open, high);
        let mut error = self.error_at(open, middle);
        if low_error == error && error == high_error {
            self.error_at(open, low);
            return;
        }
        while high - middle > FACTOR_STEP {
            if high_error > low_error {
                (high, high_error) = (middle, error);
                middle = (low + middle) / 2.0;
            } else {
                (low, low_error) = (middle, error);
                middle = (middle + high) / 2.0;
            }
            error = self.error_at(open, middle);
        }
        let (end, end_error) =
            if high_error > low_error { (low, low_error) } else { (high, high_error) };
        if end_error < error {
            self.error_at(open, end);
        }
    }
}

/// Smooths a series of two observations at least; `None` if it has no two whole seasons or is too
/// long.
pub fn smooth(series: &[f64], period: usize, kind: SeasonKind) -> Option<Smoothed> {
    let period = period.max(1);
    let is_long_enough = series.len() >= 2 && (period == 1 || series.len() >= 2 * period);
    if !is_long_enough || series.len() > OBSERVATIONS_MAX {
        return None;
    }
    let mut search = Search::new(series, period, kind);
    if period > 1 {
        search.search(&[Factor::Level, Factor::Season, Factor::Trend]);
    } else {
        search.search(&[Factor::Level, Factor::Trend]);
    }
    let season = match series.len().checked_sub(period + 1) {
        Some(first) if period > 1 => search.terms[first..first + period].to_vec(),
        _ if kind == SeasonKind::Factor => vec![1.0],
        _ => vec![0.0],
    };
    Some(Smoothed {
        factors: search.factors,
        kind,
        last: series[series.len() - 1],
        level: search.level,
        trend: search.trend,
        season,
        root_mean_square: search.mean_square.sqrt(),
        forecasts: search.forecasts,
    })
}

impl Smoothed {
    /// Observations in a season; 1 without one.
    pub fn period(&self) -> usize {
        self.season.len()
    }

    /// The one-step forecasts of the second and later observations.
    pub fn forecasts(&self) -> &[f64] {
        &self.forecasts
    }

    /// The forecast some whole steps (0 or more) after the last observation; at 0, that observation.
    fn at_step(&self, steps: f64) -> f64 {
        if steps == 0.0 {
            return self.last;
        }
        let place = steps % self.season.len() as f64;
        let season = self.season.get(place as usize).copied().unwrap_or(0.0);
        self.kind.with(self.level + steps * self.trend, season)
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

/// The length of the season of a series: the one, up to half the series, from which the changes from
/// one observation to the next differ least from those a season later; the shortest of equals. 1 if
/// there is none.
pub fn season_length(series: &[f64]) -> usize {
    let n = series.len();
    if !(3..=OBSERVATIONS_MAX).contains(&n) {
        return 1;
    }
    let change = |at: usize| series[at] - series[at - 1];
    let mut best = (1, f64::INFINITY);
    let longest = (n / 2).min(SEASON_MAX).min(200_000_000 / n);
    for period in (1..=longest).rev() {
        let seasons = n / period;
        let mut sum = 0.0;
        for at in n - seasons * period + 1..n - period {
            sum += (change(at) - change(period + at)).abs();
        }
        let error = sum / ((seasons - 1) * period - 1) as f64;
        if error <= best.1 {
            best = (period, error);
        }
    }
    best.0
}
