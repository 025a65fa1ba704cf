//! Cumulative, CumulativeDescending and Histogram: laws whose distribution function is a chain of
//! straight lines.

use std::sync::Arc;

use super::arguments::{Rules, list, list_at, number, number_at};
use super::cumulative_search::CumulativeSearch;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Cumulative`.
pub static CUMULATIVE: Family = Family {
    name: "Cumulative",
    summary: "A law drawn by points of its cumulative curve, joined by straight lines.",
    formula: "F(min) = 0, F(values[i]) = probabilities[i], F(max) = 1, linear in between",
    parameters: &[
        number("min", "smallest value"),
        number("max", "largest value, above min"),
        list("values", "rising values between min and max"),
        list("probabilities", "P(X <= value) of each, rising, between 0 and 1"),
    ],
    example: "Cumulative(0, 10, {2, 5, 8}, {0.2, 0.6, 0.9})",
    build: build_cumulative,
};

/// The row of `CumulativeDescending`.
pub static CUMULATIVE_DESCENDING: Family = Family {
    name: "CumulativeDescending",
    summary: "A law drawn by points of its exceedance curve, joined by straight lines.",
    formula: "P(X > min) = 1, P(X > values[i]) = probabilities[i], P(X > max) = 0, linear in between",
    parameters: &[
        number("min", "smallest value"),
        number("max", "largest value, above min"),
        list("values", "rising values between min and max"),
        list("probabilities", "P(X > value) of each, falling, between 0 and 1"),
    ],
    example: "CumulativeDescending(0, 10, {2, 5, 8}, {0.8, 0.4, 0.1})",
    build: build_descending,
};

/// The row of `Histogram`.
pub static HISTOGRAM: Family = Family {
    name: "Histogram",
    summary: "Classes of equal width with given weights.",
    formula: "f(x) = weights[i] / (sum of weights times class width) in class i of the n equal \
              classes between min and max",
    parameters: &[
        number("min", "smallest value"),
        number("max", "largest value, above min"),
        list("weights", "the weight of each class, none negative; divided by their sum"),
    ],
    example: "Histogram(0, 30, {1, 3, 2})",
    build: build_histogram,
};

fn build_cumulative(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let values = list_at(&CUMULATIVE, arguments, 2)?;
    let probabilities = list_at(&CUMULATIVE, arguments, 3)?;
    let survival: Vec<f64> = probabilities.iter().map(|p| 1.0 - p).collect();
    build_curve(&CUMULATIVE, arguments, values, probabilities, &survival)
}

fn build_descending(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let values = list_at(&CUMULATIVE_DESCENDING, arguments, 2)?;
    let survival = list_at(&CUMULATIVE_DESCENDING, arguments, 3)?;
    let probabilities: Vec<f64> = survival.iter().map(|p| 1.0 - p).collect();
    build_curve(&CUMULATIVE_DESCENDING, arguments, values, &probabilities, survival)
}

fn build_curve(
    family: &Family,
    arguments: &[Argument],
    values: &[f64],
    cumulative: &[f64],
    survival: &[f64],
) -> Result<SharedDistribution, ParameterError> {
    let min = number_at(family, arguments, 0)?;
    let max = number_at(family, arguments, 1)?;
    let rules = Rules(family.name);
    rules.below("min", min, "max", max)?;
    rules.same_length("values", values, "probabilities", cumulative)?;
    rules.rising("values", values, true)?;
    for probability in cumulative {
        rules.probability("probabilities", *probability)?;
    }
    if cumulative.windows(2).any(|pair| pair[0] > pair[1]) {
        let direction = if std::ptr::eq(family, &CUMULATIVE) { "rise" } else { "fall" };
        return Err(ParameterError(format!(
            "{}: probabilities must {direction} with the values",
            family.name
        )));
    }
    let mut points = vec![Point { x: min, cumulative: 0.0, survival: 1.0 }];
    for (index, x) in values.iter().enumerate() {
        rules.within("values", *x, min, max)?;
        let point = Point { x: *x, cumulative: cumulative[index], survival: survival[index] };
        if *x == min && point.cumulative != 0.0 || *x == max && point.cumulative != 1.0 {
            return Err(ParameterError(format!(
                "{}: a value at min or max must have the probability that min or max has",
                family.name
            )));
        }
        if *x != min && *x != max {
            points.push(point);
        }
    }
    points.push(Point { x: max, cumulative: 1.0, survival: 0.0 });
    Ok(Polyline::shared(points))
}

fn build_histogram(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let min = number_at(&HISTOGRAM, arguments, 0)?;
    let max = number_at(&HISTOGRAM, arguments, 1)?;
    let weights = list_at(&HISTOGRAM, arguments, 2)?;
    let rules = Rules(HISTOGRAM.name);
    rules.below("min", min, "max", max)?;
    rules.weights("weights", weights)?;
    let classes = weights.len() as f64;
    let total: f64 = weights.iter().sum();
    let mut points = Vec::with_capacity(weights.len() + 1);
    let mut reached = 0.0;
    for (index, weight) in weights.iter().enumerate() {
        let x = min + (max - min) * (index as f64 / classes);
        points.push(Point { x, cumulative: (reached / total).min(1.0), survival: 0.0 });
        reached += weight;
    }
    points.push(Point { x: max, cumulative: 1.0, survival: 0.0 });
    let mut above = 0.0;
    for (point, weight) in points.iter_mut().zip(weights).rev() {
        above += weight;
        point.survival = (above / total).min(1.0);
    }
    Ok(Polyline::shared(points))
}

#[derive(Clone, Copy, Debug)]
struct Point {
    x: f64,
    cumulative: f64,
    survival: f64,
}

/// Straight lines through points of the distribution function, from 0 to 1.
#[derive(Debug)]
struct Polyline {
    points: Vec<Point>,
    search: CumulativeSearch,
}

impl Polyline {
    /// `points` has two or more, of rising x and probability, from 0 to 1.
    fn shared(mut points: Vec<Point>) -> SharedDistribution {
        // Flat ends are no part of the support.
        while points.len() > 2 && points[1].cumulative == 0.0 {
            points.remove(0);
        }
        while points.len() > 2 && points[points.len() - 2].cumulative == 1.0 {
            points.pop();
        }
        let cumulative = points.iter().map(|point| point.cumulative).collect();
        Arc::new(Polyline { points, search: CumulativeSearch::new(cumulative) })
    }

    /// The points on either side of `x`, if it is inside.
    fn segment(&self, x: f64) -> Option<(Point, Point)> {
        let end = self.points.partition_point(|point| point.x <= x);
        if end == 0 || end == self.points.len() {
            return None;
        }
        Some((self.points[end - 1], self.points[end]))
    }

    fn moments(&self) -> Moments {
        let center = self.quantile(0.5);
        let mut about_center = [0.0; 4];
        for pair in self.points.windows(2) {
            let mass = pair[1].cumulative - pair[0].cumulative;
            let (low, high) = (pair[0].x - center, pair[1].x - center);
            // E[U^k] of a uniform on [low, high] is the mean of low^i high^(k - i).
            let mut low_powers = [1.0; 5];
            for k in 1..5 {
                low_powers[k] = low_powers[k - 1] * low;
            }
            for (index, moment) in about_center.iter_mut().enumerate() {
                let k = index + 1;
                let sum = (0..=k).fold(0.0, |sum, i| sum * high + low_powers[i]);
                *moment += mass * sum / (k + 1) as f64;
            }
        }
        Moments::about(center, about_center)
    }
}

impl Distribution for Polyline {
    fn pdf(&self, x: f64) -> f64 {
        match self.segment(x) {
            Some((left, right)) => (right.cumulative - left.cumulative) / (right.x - left.x),
            None => 0.0,
        }
    }
    fn cdf(&self, x: f64) -> f64 {
        let Some((left, right)) = self.segment(x) else {
            return if x < self.points[0].x { 0.0 } else { 1.0 };
        };
        let share = (x - left.x) / (right.x - left.x);
        left.cumulative + (right.cumulative - left.cumulative) * share
    }
    fn survival(&self, x: f64) -> f64 {
        let Some((left, right)) = self.segment(x) else {
            return if x < self.points[0].x { 1.0 } else { 0.0 };
        };
        let share = (right.x - x) / (right.x - left.x);
        right.survival + (left.survival - right.survival) * share
    }
    fn quantile(&self, p: f64) -> f64 {
        let index = self.search.index(p).min(self.points.len() - 1);
        if index == 0 {
            return self.points[0].x;
        }
        let (left, right) = (self.points[index - 1], self.points[index]);
        if p > 0.5 {
            // From the right, where the probabilities above have digits that those below lack.
            let share = (1.0 - p - right.survival) / (left.survival - right.survival);
            return right.x - (right.x - left.x) * share.clamp(0.0, 1.0);
        }
        let share = (p - left.cumulative) / (right.cumulative - left.cumulative);
        (left.x + (right.x - left.x) * share).min(right.x)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let mut best = (0.0, self.points[0].x);
        for pair in self.points.windows(2) {
            let density = (pair[1].cumulative - pair[0].cumulative) / (pair[1].x - pair[0].x);
            if density > best.0 {
                best = (density, 0.5 * (pair[0].x + pair[1].x));
            }
        }
        best.1
    }
    fn support(&self) -> (f64, f64) {
        (self.points[0].x, self.points[self.points.len() - 1].x)
    }
}
