//! FORECAST.ETS and its companions: forecasts of a time series by exponential smoothing.
//!
//! Excel doesn't document how it finds its smoothing factors, so that results agree with Excel's to
//! some digits only.

use super::exponential_smoothing::{
    OBSERVATIONS_MAX, SEASON_MAX, SeasonKind, Smoothed, season_length, smooth,
};
use super::{require, statistic, whole};
use crate::arguments::Arguments;
use crate::date;
use crate::date::DateSystem;
use crate::function::{Category, Function, Parameter, Returns, array, example, number};
use crate::functions::aggregates::{average, median, sum};
use crate::value::{CellError, Value};

const FORECAST: &[Parameter] = &[
    number("target_date"),
    array("values"),
    array("timeline"),
    number("seasonality").optional(),
    number("data_completion").optional(),
    number("aggregation").optional(),
];
const STATISTIC: &[Parameter] = &[
    array("values"),
    array("timeline"),
    number("statistic_type"),
    number("seasonality").optional(),
    number("data_completion").optional(),
    number("aggregation").optional(),
];

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic(
        "FORECAST.ETS",
        "Future value of a time series, by exponential smoothing of level, trend and season.",
        FORECAST,
        |arguments| {
            let series = series(arguments, 1, 4)?;
            let smoothed = series.smoothed(arguments, 3, SeasonKind::Added)?;
            Ok(smoothed.at(series.steps_to(arguments.number(0)?)?).into())
        },
    )
    .examples(&[
        example("FORECAST.ETS(8, {1,2,3}, {4,5,6})", "5"),
        example("FORECAST.ETS(9, {5,1,3,5,1,3,5,1,3}, {0,1,2,3,4,5,6,7,8}, 3)", "5"),
        example("FORECAST.ETS(10, {5,1,3,5,1,3,5,1,3}, {0,1,2,3,4,5,6,7,8}, 3)", "1"),
        example("FORECAST.ETS(3, {1,2,3}, {4,5,6})", "#NUM!"),
        example("FORECAST.ETS(3, {1,2,3}, {4,5})", "#N/A"),
    ]),
    statistic(
        "FORECAST.ETS.CONFINT",
        "Half width of the confidence interval of FORECAST.ETS.",
        &[
            number("target_date"),
            array("values"),
            array("timeline"),
            number("confidence_level").optional(),
            number("seasonality").optional(),
            number("data_completion").optional(),
            number("aggregation").optional(),
        ],
        |arguments| {
            let series = series(arguments, 1, 5)?;
            let confidence = if arguments.is_given(3) { arguments.number(3)? } else { 0.95 };
            require(confidence > 0.0 && confidence < 1.0)?;
            let smoothed = series.smoothed(arguments, 4, SeasonKind::Added)?;
            let steps = series.steps_to(arguments.number(0)?)?;
            Ok(smoothed.half_width(steps, confidence).ok_or(CellError::Num)?.into())
        },
    )
    .examples(&[
        example("FORECAST.ETS.CONFINT(8, {1,2,3}, {4,5,6})", "0"),
        example("FORECAST.ETS.CONFINT(8, {1,2,3}, {4,5,6}, 1)", "#NUM!"),
    ]),
    statistic(
        "FORECAST.ETS.SEASONALITY",
        "Length of the season that FORECAST.ETS finds in a time series.",
        &[
            array("values"),
            array("timeline"),
            number("data_completion").optional(),
            number("aggregation").optional(),
        ],
        |arguments| Ok(Value::Number(season_length(&series(arguments, 0, 2)?.values) as f64)),
    )
    .examples(&[example(
        "FORECAST.ETS.SEASONALITY({5,1,3,5,1,3,5,1,3,5,1,3}, {1,2,3,4,5,6,7,8,9,10,11,12})",
        "3",
    ), example("FORECAST.ETS.SEASONALITY({1,2,3}, {4,5})", "#N/A"),]),
    statistic(
        "FORECAST.ETS.STAT",
        "A statistic of FORECAST.ETS: 1 to 3 its smoothing factors, 4 to 7 its errors (MASE, SMAPE, \
         MAE, RMSE), 8 the step of the timeline.",
        STATISTIC,
        |arguments| {
            let series = series(arguments, 0, 4)?;
            let smoothed = series.smoothed(arguments, 3, SeasonKind::Added)?;
            Ok(quality(arguments, &series, &smoothed)?.into())
        },
    )
    .examples(&[
        example("FORECAST.ETS.STAT({1,2,3}, {4,6,8}, 8)", "2"),
        example("FORECAST.ETS.STAT({1,2,3}, {4,6,8}, 7)", "0"),
        example("FORECAST.ETS.STAT({1,2,3}, {4,6,8}, 9)", "#NUM!"),
    ]),
    Function::values(
        "FORECAST.ETS.MULT",
        Category::Compatibility,
        "LibreOffice's FORECAST.ETS with a season that is a factor.",
        FORECAST,
        Returns::Number,
        |arguments| {
            let series = series(arguments, 1, 4)?;
            let smoothed = series.smoothed(arguments, 3, SeasonKind::Factor)?;
            Ok(smoothed.at(series.steps_to(arguments.number(0)?)?).into())
        },
    )
    .examples(&[
        example("FORECAST.ETS.MULT(8, {1,2,3}, {4,5,6})", "5"),
        example("FORECAST.ETS.MULT(3, {1,2,3}, {4,5})", "#N/A"),
    ]),
    Function::values(
        "FORECAST.ETS.STAT.MULT",
        Category::Compatibility,
        "A statistic of FORECAST.ETS.MULT, as FORECAST.ETS.STAT gives them.",
        STATISTIC,
        Returns::Number,
        |arguments| {
            let series = series(arguments, 0, 4)?;
            let smoothed = series.smoothed(arguments, 3, SeasonKind::Factor)?;
            Ok(quality(arguments, &series, &smoothed)?.into())
        },
    )
    .examples(&[
        example("FORECAST.ETS.STAT.MULT({1,2,3}, {4,6,8}, 8)", "2"),
        example("FORECAST.ETS.STAT.MULT({1,2,3}, {4,6,8}, 0)", "#NUM!"),
    ]),
];

/// A time series at equal steps.
struct Series {
    values: Vec<f64>,
    last: f64,
    step: f64,
    /// For a timeline of the same day of months, which is then counted in months: how many days
    /// after the month's first.
    day_of_months: Option<f64>,
    dates: DateSystem,
}

/// An optional argument, or its default where it is absent or left empty.
fn choice(arguments: &Arguments, index: usize, default: f64) -> Result<f64, CellError> {
    if arguments.is_given(index) { Ok(whole(arguments.number(index)?)) } else { Ok(default) }
}

/// A serial number in months, days as parts of theirs; `None` for no date.
fn months(serial: f64, dates: DateSystem) -> Option<f64> {
    let day = date::from_serial(serial.floor(), dates)?;
    let length = date::days_in_month(day.year, day.month) as f64;
    let part = (day.day as f64 - 1.0 + serial - serial.floor()) / length;
    Some(day.year as f64 * 12.0 + day.month as f64 + part)
}

/// How many days after the month's first all times are, if they are whole days and the same ones of
/// different months.
fn day_of_months(times: &[f64], dates: DateSystem) -> Option<f64> {
    let day_of = |serial: f64| Some(date::from_serial(serial.floor(), dates)?.day);
    let first = day_of(*times.first()?)?;
    let is_monthly = times.windows(2).all(|pair| pair[1] - pair[0] >= 28.0)
        && times.iter().all(|serial| serial.trunc() == *serial && day_of(*serial) == Some(first));
    is_monthly.then_some(first as f64 - 1.0)
}

/// The values of equal times as one.
fn aggregated(values: Vec<f64>, aggregation: f64) -> Result<f64, CellError> {
    match aggregation as i64 {
        1 => average(&values),
        2 | 3 => Ok(values.len() as f64),
        4 => Ok(values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        5 => median(values),
        6 => Ok(values.iter().copied().fold(f64::INFINITY, f64::min)),
        7 => Ok(sum(&values)),
        _ => Err(CellError::Num),
    }
}

/// The series in the arguments `values` and the one after it; `completion` is the place of the
/// argument that says how gaps are filled, with the aggregation after it.
fn series(arguments: &Arguments, values: usize, completion: usize) -> Result<Series, CellError> {
    let dates = arguments.context().date_system();
    let is_interpolated = choice(arguments, completion, 1.0)? != 0.0;
    let aggregation = choice(arguments, completion + 1, 1.0)?;
    let (observed, timeline) = (arguments.array(values)?, arguments.array(values + 1)?);
    if observed.values().len() != timeline.values().len() {
        return Err(CellError::NotAvailable);
    }
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (value, time) in observed.values().iter().zip(timeline.values()) {
        match (value, time) {
            (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
            (Value::Number(value), Value::Number(time)) => points.push((*time, *value)),
            (Value::Blank, _) => {}
            _ => return Err(CellError::Value),
        }
    }
    points.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut times = Vec::new();
    let mut known = Vec::new();
    for group in points.chunk_by(|left, right| left.0 == right.0) {
        times.push(group[0].0);
        known.push(aggregated(group.iter().map(|point| point.1).collect(), aggregation)?);
    }
    require(times.len() >= 2 && times.len() <= OBSERVATIONS_MAX)?;
    let day_of_months = day_of_months(&times, dates);
    if let Some(day) = day_of_months {
        for time in &mut times {
            *time = months(*time - day, dates).ok_or(CellError::Num)?;
        }
    }
    let step = times.windows(2).fold(f64::INFINITY, |step, pair| step.min(pair[1] - pair[0]));
    let mut values = Vec::with_capacity(times.len());
    for (index, value) in known.iter().enumerate() {
        if index > 0 {
            let gap = (times[index] - times[index - 1]) / step;
            // Every time is some whole steps after the one before.
            require((gap - gap.round()).abs() < 1e-6 && gap < OBSERVATIONS_MAX as f64)?;
            let before = known[index - 1];
            for missing in 1..gap.round() as usize {
                let share = missing as f64 / gap.round();
                values.push(if is_interpolated { before + share * (value - before) } else { 0.0 });
            }
        }
        values.push(*value);
        require(values.len() <= OBSERVATIONS_MAX)?;
    }
    // Up to 30% of the values may be missing.
    require((values.len() - known.len()) as f64 <= 0.3 * values.len() as f64)?;
    let last = times.last().copied().ok_or(CellError::Num)?;
    Ok(Series { values, last, step, day_of_months, dates })
}

impl Series {
    /// The series smoothed with the season that an argument asks for: 1, the default, finds it.
    fn smoothed(
        &self,
        arguments: &Arguments,
        seasonality: usize,
        kind: SeasonKind,
    ) -> Result<Smoothed, CellError> {
        let season = choice(arguments, seasonality, 1.0)?;
        require(season >= 0.0 && season <= SEASON_MAX as f64)?;
        let period = if season == 1.0 { season_length(&self.values) } else { season as usize };
        smooth(&self.values, period, kind).ok_or(CellError::Num)
    }

    /// How many steps a time is after the last one; `#NUM!` if it is before.
    fn steps_to(&self, target: f64) -> Result<f64, CellError> {
        let time = match self.day_of_months {
            Some(day) => months(target - day, self.dates).ok_or(CellError::Num)?,
            None => target,
        };
        let steps = (time - self.last) / self.step;
        require(steps >= 0.0)?;
        // A rounding error is no part of a step.
        Ok(if (steps - steps.round()).abs() < 1e-9 { steps.round() } else { steps })
    }
}

/// A statistic of FORECAST.ETS.STAT, by its number in the third argument.
fn quality(arguments: &Arguments, series: &Series, smoothed: &Smoothed) -> Result<f64, CellError> {
    let kind = whole(arguments.number(2)?);
    let observed = &series.values[1..];
    let count = observed.len() as f64;
    let (mut absolute, mut symmetric) = (0.0, 0.0);
    for (value, forecast) in observed.iter().zip(smoothed.forecasts()) {
        let error = (value - forecast).abs();
        absolute += error;
        let scale = value.abs() + forecast.abs();
        symmetric += if scale > 0.0 { 2.0 * error / scale } else { 0.0 };
    }
    match kind as i64 {
        1 => Ok(smoothed.factors.alpha),
        2 => Ok(smoothed.factors.beta),
        3 => Ok(smoothed.factors.gamma),
        4 => {
            let changes =
                observed.windows(2).fold(0.0, |sum, pair| sum + (pair[1] - pair[0]).abs());
            if changes == 0.0 {
                return Err(CellError::Div0);
            }
            Ok(absolute / count / (changes / (count - 1.0)))
        }
        5 => Ok(symmetric / count),
        6 => Ok(absolute / count),
        7 => Ok(smoothed.root_mean_square),
        8 => Ok(series.step),
        9 if arguments.context().follows_libreoffice() => Ok(smoothed.period() as f64),
        _ => Err(CellError::Num),
    }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn number(formula: &str) -> f64 {
        match ScratchSheet::default().calculate(formula) {
            Ok(Value::Number(number)) => number,
            other => panic!("{formula}: {other:?}"),
        }
    }

    /// The same day of each month is a step, however long the month.
    #[test]
    fn months_are_equal_steps() {
        let timeline = "DATE(2024,{1,2,3,4},15)";
        let forecast = format!("FORECAST.ETS(DATE(2024,6,15),{{2,4,6,8}},{timeline})");
        assert!((number(&forecast) - 12.0).abs() < 1e-9);
        assert_eq!(number(&format!("FORECAST.ETS.STAT({{2,4,6,8}},{timeline},8)")), 1.0);
    }

    /// A missing time is filled in between its neighbours, or with 0; too many make no series.
    #[test]
    fn gaps_are_filled() {
        assert!((number("FORECAST.ETS(6,{1,2,4,5},{1,2,4,5})") - 6.0).abs() < 1e-9);
        assert!(number("FORECAST.ETS.STAT({1,2,4,5},{1,2,4,5},7,0)") < 1e-9);
        assert!(number("FORECAST.ETS.STAT({1,2,4,5},{1,2,4,5},7,0,0)") > 0.5);
        let sheet = ScratchSheet::default();
        let error = sheet.calculate("FORECAST.ETS(9,{1,2,8},{1,2,8})").unwrap();
        assert_eq!(error, Value::Error(CellError::Num));
    }

    /// Values of one time are put together as the aggregation says.
    #[test]
    fn equal_times_are_aggregated() {
        // The last time has 3 on average, and 6 in sum.
        assert!((number("FORECAST.ETS(4,{1,2,2,4},{1,2,3,3})") - 4.0).abs() < 1e-9);
        assert!((number("FORECAST.ETS(4,{2,4,2,4},{1,2,3,3},0,1,7)") - 8.0).abs() < 1e-9);
    }

    /// A season on a line goes on as it is.
    #[test]
    fn a_season_continues() {
        let series = "{11,3,8,15,7,12,19,11,16,23,15,20},{1,2,3,4,5,6,7,8,9,10,11,12}";
        assert_eq!(number(&format!("FORECAST.ETS.SEASONALITY({series})")), 3.0);
        for (time, expected) in [(13, 27.0), (14, 19.0), (15, 24.0), (16, 31.0)] {
            let forecast = number(&format!("FORECAST.ETS({time},{series})"));
            assert!((forecast - expected).abs() < 1e-6, "{time}: {forecast}");
        }
        let width = number(&format!("FORECAST.ETS.CONFINT(13,{series})"));
        assert!(width.abs() < 1e-6, "{width}");
    }
}
