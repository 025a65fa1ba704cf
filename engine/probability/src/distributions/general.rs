//! General: a law drawn by points of its density.

use std::sync::Arc;

use super::arguments::{Rules, list, list_at, number, number_at};
use super::cumulative_search::CumulativeSearch;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `General`.
pub static GENERAL: Family = Family {
    name: "General",
    summary: "A law drawn by points of its density, joined by straight lines.",
    formula: "f(min) = f(max) = 0 and f(values[i]) proportional to weights[i], linear in between; a \
              value at min or max sets the density there",
    parameters: &[
        number("min", "smallest value"),
        number("max", "largest value, above min"),
        list("values", "rising values between min and max"),
        list("weights", "relative density at each value, none negative"),
    ],
    example: "General(0, 10, {2, 5, 7}, {1, 3, 2})",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let min = number_at(&GENERAL, arguments, 0)?;
    let max = number_at(&GENERAL, arguments, 1)?;
    let values = list_at(&GENERAL, arguments, 2)?;
    let weights = list_at(&GENERAL, arguments, 3)?;
    let rules = Rules(GENERAL.name);
    rules.below("min", min, "max", max)?;
    rules.same_length("values", values, "weights", weights)?;
    rules.rising("values", values, true)?;
    rules.weights("weights", weights)?;
    let mut corners = Vec::with_capacity(values.len() + 2);
    if values[0] != min {
        corners.push((min, 0.0));
    }
    for (value, weight) in values.iter().zip(weights) {
        rules.within("values", *value, min, max)?;
        corners.push((*value, *weight));
    }
    if values[values.len() - 1] != max {
        corners.push((max, 0.0));
    }
    General::shared(&corners).ok_or_else(|| {
        ParameterError("General: the density has no area; give more values above 0".to_string())
    })
}

/// One straight piece of the density.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: f64,
    end: f64,
    /// Density at start and end.
    start_density: f64,
    end_density: f64,
    /// P(X <= start), P(X <= end), P(X > start) and P(X > end).
    start_cumulative: f64,
    end_cumulative: f64,
    start_survival: f64,
    end_survival: f64,
}

impl Piece {
    fn slope(&self) -> f64 {
        (self.end_density - self.start_density) / (self.end - self.start)
    }
}

#[derive(Debug)]
struct General {
    pieces: Vec<Piece>,
    /// P(X <= end) of each piece.
    search: CumulativeSearch,
}

impl General {
    fn shared(corners: &[(f64, f64)]) -> Option<SharedDistribution> {
        let areas: Vec<f64> = corners
            .windows(2)
            .map(|pair| 0.5 * (pair[0].1 + pair[1].1) * (pair[1].0 - pair[0].0))
            .collect();
        let total: f64 = areas.iter().sum();
        if !(total > 0.0 && total.is_finite()) {
            return None;
        }
        let mut pieces = Vec::with_capacity(areas.len());
        let mut reached = 0.0;
        for (pair, area) in corners.windows(2).zip(&areas) {
            let start_cumulative = reached / total;
            reached += area;
            pieces.push(Piece {
                start: pair[0].0,
                end: pair[1].0,
                start_density: pair[0].1 / total,
                end_density: pair[1].1 / total,
                start_cumulative,
                end_cumulative: (reached / total).min(1.0),
                start_survival: 0.0,
                end_survival: 0.0,
            });
        }
        let mut above = 0.0;
        for (piece, area) in pieces.iter_mut().zip(&areas).rev() {
            piece.end_survival = (above / total).min(1.0);
            above += area;
            piece.start_survival = (above / total).min(1.0);
        }
        // Pieces without area at the ends are no part of the support.
        pieces.retain(|piece| piece.start_survival > 0.0);
        let first = pieces.iter().position(|piece| piece.end_cumulative > 0.0)?;
        pieces.drain(..first);
        if let Some(last) = pieces.last_mut() {
            last.end_cumulative = 1.0;
        }
        let cumulative = pieces.iter().map(|piece| piece.end_cumulative).collect();
        Some(Arc::new(General { pieces, search: CumulativeSearch::new(cumulative) }))
    }

    fn piece_at(&self, x: f64) -> Option<&Piece> {
        if x < self.pieces[0].start {
            return None;
        }
        self.pieces.get(self.pieces.partition_point(|piece| piece.end < x))
    }

    fn moments(&self) -> Moments {
        let center = self.quantile(0.5);
        let mut about_center = [0.0; 4];
        for piece in &self.pieces {
            let low = piece.start - center;
            let width = piece.end - piece.start;
            // The density is linear, so density times x^4 has degree 5: Gauss is exact.
            for (node, weight) in GAUSS3 {
                let x = low + width * node;
                let density =
                    piece.start_density + (piece.end_density - piece.start_density) * node;
                let mut term = weight * width * density;
                for moment in &mut about_center {
                    term *= x;
                    *moment += term;
                }
            }
        }
        Moments::about(center, about_center)
    }
}

/// Gauss-Legendre nodes and weights of order 3 on [0, 1], exact to degree 5.
const GAUSS3: [(f64, f64); 3] = [
    (0.1127016653792583, 0.2777777777777778),
    (0.5, 0.4444444444444444),
    (0.8872983346207417, 0.2777777777777778),
];

/// The t >= 0 with `density` t + `slope` t^2/2 = `area`.
fn advance(density: f64, slope: f64, area: f64) -> f64 {
    if area <= 0.0 {
        return 0.0;
    }
    let root = (density * density + 2.0 * slope * area).max(0.0).sqrt();
    2.0 * area / (density + root)
}

impl Distribution for General {
    fn pdf(&self, x: f64) -> f64 {
        match self.piece_at(x) {
            Some(piece) => piece.start_density + piece.slope() * (x - piece.start),
            None => 0.0,
        }
    }
    fn cdf(&self, x: f64) -> f64 {
        let Some(piece) = self.piece_at(x) else {
            return if x < self.pieces[0].start { 0.0 } else { 1.0 };
        };
        let t = x - piece.start;
        let area = t * (piece.start_density + 0.5 * piece.slope() * t);
        (piece.start_cumulative + area).min(1.0)
    }
    fn survival(&self, x: f64) -> f64 {
        let Some(piece) = self.piece_at(x) else {
            return if x < self.pieces[0].start { 1.0 } else { 0.0 };
        };
        let t = piece.end - x;
        let area = t * (piece.end_density - 0.5 * piece.slope() * t);
        (piece.end_survival + area).min(1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return self.support().0;
        }
        if p >= 1.0 {
            return self.support().1;
        }
        let index = self.search.index(p).min(self.pieces.len() - 1);
        let piece = &self.pieces[index];
        let (from_start, to_end) = (p - piece.start_cumulative, piece.end_cumulative - p);
        let x = if from_start <= to_end {
            piece.start + advance(piece.start_density, piece.slope(), from_start)
        } else {
            piece.end - advance(piece.end_density, -piece.slope(), to_end)
        };
        x.clamp(piece.start, piece.end)
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let mut best = (self.pieces[0].start_density, self.pieces[0].start);
        for piece in &self.pieces {
            if piece.end_density > best.0 {
                best = (piece.end_density, piece.end);
            }
        }
        best.1
    }
    fn support(&self) -> (f64, f64) {
        (self.pieces[0].start, self.pieces[self.pieces.len() - 1].end)
    }
}
