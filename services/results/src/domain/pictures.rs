//! Histogram, percentiles and probabilities of a variable's samples.

use ulam_contracts::results::{
    Cumulative, Histogram, Percentile, ProbabilityAnswer, ProbabilityEstimate, Variable,
};
use ulam_platform::http::ApiError;
use ulam_probability::statistics::{self, Histogram as EngineHistogram, SortedSamples, Summary};

use super::sentences;
use crate::samples::Column;

const BINS_MIN: u32 = 5;
const BINS_MAX: u32 = 500;
const POINTS_DEFAULT: u32 = 200;
const POINTS_MAX: u32 = 2_000;
const PERCENTS_MAX: usize = 200;
const PERCENTS_DEFAULT: [f64; 13] =
    [1.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 99.0];
const CONFIDENCE_DEFAULT: f64 = 0.95;

/// How a histogram is to be laid out; what is left open suits the samples.
pub(crate) struct Layout {
    pub(crate) bins: Option<u32>,
    pub(crate) from: Option<f64>,
    pub(crate) to: Option<f64>,
    pub(crate) points: Option<u32>,
}

/// The histogram and cumulative curve of a variable.
pub(crate) fn histogram(
    variable: &Variable,
    column: &Column,
    layout: &Layout,
) -> Result<Histogram, ApiError> {
    let points = layout.points.unwrap_or(POINTS_DEFAULT);
    if points > POINTS_MAX {
        return Err(ApiError::invalid("points", format!("{points} is above {POINTS_MAX}")));
    }
    let samples = &column.sorted;
    let summary = Summary::new(samples, &[]);
    let curve = statistics::cumulative_curve(samples, points as usize);
    let mut picture = Histogram {
        variable: variable.clone(),
        count: samples.count() as u64,
        errors: column.errors(),
        is_discrete: false,
        values: Vec::new(),
        edges: Vec::new(),
        counts: Vec::new(),
        below: 0,
        above: 0,
        cumulative: Cumulative {
            values: curve.iter().map(|point| point.value).collect(),
            probabilities: curve.iter().map(|point| point.probability).collect(),
        },
        mean: summary.mean,
        sd: summary.sd,
        min: samples.min(),
        max: samples.max(),
        sentence: sentences::histogram(variable, samples),
    };
    let is_shaped = layout.bins.is_some() || layout.from.is_some() || layout.to.is_some();
    if is_shaped {
        picture.edges = given_edges(samples, layout)?;
        count_into(&mut picture, samples);
        return Ok(picture);
    }
    match EngineHistogram::new(samples) {
        None => {}
        Some(EngineHistogram::Values { values, counts }) => {
            picture.is_discrete = true;
            picture.edges = edges_around(&values);
            (picture.values, picture.counts) = (values, counts);
        }
        Some(EngineHistogram::Bins { edges, counts, below, above }) => {
            (picture.edges, picture.counts, picture.below, picture.above) =
                (edges, counts, below, above);
        }
    }
    Ok(picture)
}

/// Equal bins over the range that was asked for, or that of the samples.
fn given_edges(samples: &SortedSamples, layout: &Layout) -> Result<Vec<f64>, ApiError> {
    let bins = layout.bins.unwrap_or(50);
    if !(BINS_MIN..=BINS_MAX).contains(&bins) {
        return Err(ApiError::invalid(
            "bins",
            format!("{bins} is not from {BINS_MIN} to {BINS_MAX}"),
        ));
    }
    let (Some(from), Some(to)) = (layout.from.or(samples.min()), layout.to.or(samples.max()))
    else {
        return Ok(Vec::new());
    };
    // Samples that are all alike still make a bar.
    let (from, to) = if from == to && layout.from.is_none() && layout.to.is_none() {
        (from - 0.5, to + 0.5)
    } else {
        (from, to)
    };
    if !(from.is_finite() && to.is_finite() && from < to) {
        return Err(ApiError::invalid("from", format!("from ({from}) must be below to ({to})")));
    }
    let width = (to - from) / f64::from(bins);
    let edge = |index| if index == bins { to } else { from + width * f64::from(index) };
    Ok((0..=bins).map(edge).collect())
}

fn count_into(picture: &mut Histogram, samples: &SortedSamples) {
    let (Some(first), Some(last)) = (picture.edges.first(), picture.edges.last()) else { return };
    let values = samples.values();
    let below = values.partition_point(|sample| sample < first);
    let end = values.partition_point(|sample| sample <= last);
    let mut start = below;
    for edge in &picture.edges[1..] {
        let next = if edge == last { end } else { values.partition_point(|sample| sample < edge) };
        picture.counts.push((next - start) as u64);
        start = next;
    }
    picture.below = below as u64;
    picture.above = (values.len() - end) as u64;
}

/// Edges half way between values, as far out at the ends.
pub(crate) fn edges_around(values: &[f64]) -> Vec<f64> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    let half_step = |pair: Option<&[f64]>| pair.map_or(0.5, |pair| (pair[1] - pair[0]) / 2.0);
    let mut edges = vec![first - half_step(values.windows(2).next())];
    edges.extend(values.windows(2).map(|pair| pair[0] + (pair[1] - pair[0]) / 2.0));
    edges.push(last + half_step(values.windows(2).next_back()));
    edges
}

/// The percentages of a list in a query.
pub(crate) fn percents(list: Option<&str>) -> Result<Vec<f64>, ApiError> {
    let Some(list) = list else { return Ok(PERCENTS_DEFAULT.to_vec()) };
    let parse = |text: &str| {
        let percent =
            text.trim().parse::<f64>().ok().filter(|percent| *percent > 0.0 && *percent < 100.0);
        percent.ok_or_else(|| {
            ApiError::invalid("percents", format!("'{text}' is not above 0 and below 100"))
        })
    };
    let mut percents = list.split(',').map(parse).collect::<Result<Vec<f64>, _>>()?;
    if percents.len() > PERCENTS_MAX {
        return Err(ApiError::invalid("percents", format!("more than {PERCENTS_MAX} percentages")));
    }
    percents.sort_by(f64::total_cmp);
    percents.dedup();
    Ok(percents)
}

/// The confidence of a query.
pub(crate) fn confidence(asked: Option<f64>) -> Result<f64, ApiError> {
    let confidence = asked.unwrap_or(CONFIDENCE_DEFAULT);
    if (0.5..=0.9999).contains(&confidence) {
        return Ok(confidence);
    }
    Err(ApiError::invalid("confidence", format!("{confidence} is not from 0.5 to 0.9999")))
}

/// Percentiles with their confidence intervals.
pub(crate) fn percentiles(column: &Column, percents: &[f64], confidence: f64) -> Vec<Percentile> {
    let samples = &column.sorted;
    let percentile = |percent: &f64| {
        let interval = statistics::percentile_interval(samples, percent / 100.0, confidence);
        Percentile {
            percent: *percent,
            value: samples.percentile(percent / 100.0),
            low: interval.and_then(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
        }
    };
    percents.iter().map(percentile).collect()
}

/// Delimiters on a variable. Both ends count as inside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delimiters {
    pub(crate) from: Option<f64>,
    pub(crate) to: Option<f64>,
}

/// The probabilities of lying between, below and above delimiters.
pub(crate) fn delimited(
    variable: &Variable,
    column: &Column,
    delimiters: Delimiters,
    confidence: f64,
) -> Result<ProbabilityAnswer, ApiError> {
    let Delimiters { from, to } = delimiters;
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(ApiError::invalid("from", format!("from ({from}) is above to ({to})")));
    }
    let values = column.sorted.values();
    let below = from.map_or(0, |from| values.partition_point(|sample| *sample < from));
    let up_to = to.map_or(values.len(), |to| values.partition_point(|sample| *sample <= to));
    let estimate = |happened: usize| {
        let proportion = statistics::probability(happened as u64, values.len() as u64, confidence);
        ProbabilityEstimate {
            probability: proportion.map(|proportion| proportion.estimate),
            low: proportion.map(|proportion| proportion.low),
            high: proportion.map(|proportion| proportion.high),
        }
    };
    let key = &variable.key;
    let shown = |value| sentences::value(variable, value);
    let (expression, words) = match (from, to) {
        (Some(from), Some(to)) => (
            format!("{from} <= {key} <= {to}"),
            format!("between {} and {}", shown(from), shown(to)),
        ),
        (Some(from), None) => (format!("{key} >= {from}"), format!("at least {}", shown(from))),
        (None, Some(to)) => (format!("{key} <= {to}"), format!("at most {}", shown(to))),
        (None, None) => {
            return Err(ApiError::invalid(
                "from",
                "give an expression, or a delimiter: from, to or both",
            ));
        }
    };
    let inside = estimate(up_to.saturating_sub(below));
    Ok(ProbabilityAnswer {
        variable: variable.clone(),
        expression,
        sentence: sentences::probability(&variable.label, &words, confidence, &inside),
        probability: inside,
        below: from.map(|_| estimate(below)),
        above: to.map(|_| estimate(values.len() - up_to)),
        count: values.len() as u64,
        errors: column.errors(),
    })
}
