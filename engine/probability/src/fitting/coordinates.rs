//! The free coordinates that a family's parameters are searched in.
//!
//! Each coordinate is without dimension and any number in its walls is allowed: logarithms of
//! scales, distances from the data in multiples of their spread.

use ulam_numeric::elementary::{exp, ln};

use super::sample::Sample;

/// What kind of parameter, so how it is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coordinate {
    /// A place on the line.
    Location,
    /// A number above 0 in the unit of the data.
    Scale,
    /// A number above `least` without unit.
    Shape {
        /// The end, itself excluded.
        least: f64,
    },
    /// A shape that must exceed 1 where the bounds are free: below that the density is infinite at
    /// a bound, and the likelihood with a bound at an observation.
    EdgeShape,
    /// A number between two others, without unit.
    Real(f64, f64),
    /// Below all observations, unless the bound is known.
    Below,
    /// Above all observations, unless the bound is known.
    Above,
    /// Between two other parameters, by index.
    Between(usize, usize),
    /// Between 0 and 1.
    Probability,
    /// Set by the family's own solution; at an end of the data, or a whole number.
    Held,
}

/// Ends of the data's range that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Smallest possible value.
    pub below: Option<f64>,
    /// Largest possible value.
    pub above: Option<f64>,
}

const SCALE_WALLS: (f64, f64) = (-30.0, 60.0);
const SHAPE_WALLS: (f64, f64) = (-14.0, 9.0);
const LOCATION_WALLS: (f64, f64) = (-1e3, 1e3);
const DISTANCE_WALLS: (f64, f64) = (-16.0, 7.0);
const SHARE_WALLS: (f64, f64) = (-30.0, 30.0);
const PROBABILITY_WALLS: (f64, f64) = (-40.0, 40.0);
/// Closer than this to a wall counts as at it.
const NEAR: f64 = 0.01;

/// The coordinates of one family for one sample.
pub struct Space<'a> {
    coordinates: &'a [Coordinate],
    /// The parameters that aren't searched.
    fixed: Vec<Option<f64>>,
    has_free_bound: bool,
    middle: f64,
    spread: f64,
    min: f64,
    max: f64,
}

impl<'a> Space<'a> {
    /// The space of a family's parameters. `held` has the values of [`Coordinate::Held`] ones.
    pub fn new(
        coordinates: &'a [Coordinate],
        sample: &Sample,
        bounds: Bounds,
        held: Option<&[f64]>,
    ) -> Space<'a> {
        let fixed: Vec<Option<f64>> = coordinates
            .iter()
            .enumerate()
            .map(|(index, coordinate)| match coordinate {
                Coordinate::Below => bounds.below,
                Coordinate::Above => bounds.above,
                Coordinate::Held => held.and_then(|held| held.get(index).copied()),
                _ => None,
            })
            .collect();
        let is_bound =
            |coordinate: &Coordinate| matches!(coordinate, Coordinate::Below | Coordinate::Above);
        let has_free_bound = coordinates
            .iter()
            .zip(&fixed)
            .any(|(coordinate, fixed)| is_bound(coordinate) && fixed.is_none());
        Space {
            coordinates,
            fixed,
            has_free_bound,
            middle: sample.median(),
            spread: sample.spread,
            min: sample.min(),
            max: sample.max(),
        }
    }

    /// The indices of the parameters that are searched.
    pub fn free(&self) -> Vec<usize> {
        (0..self.coordinates.len()).filter(|index| self.fixed[*index].is_none()).collect()
    }

    fn least_shape(&self, coordinate: Coordinate) -> f64 {
        match coordinate {
            Coordinate::Shape { least } => least,
            Coordinate::EdgeShape if self.has_free_bound => 1.0,
            _ => 0.0,
        }
    }

    /// The walls of each free coordinate.
    pub fn walls(&self) -> Vec<(f64, f64)> {
        let walls = |index: usize| match self.coordinates[index] {
            Coordinate::Location => LOCATION_WALLS,
            Coordinate::Scale => SCALE_WALLS,
            Coordinate::Shape { .. } | Coordinate::EdgeShape => SHAPE_WALLS,
            Coordinate::Real(low, high) => (low, high),
            Coordinate::Below | Coordinate::Above => DISTANCE_WALLS,
            Coordinate::Between(..) => SHARE_WALLS,
            Coordinate::Probability | Coordinate::Held => PROBABILITY_WALLS,
        };
        self.free().into_iter().map(walls).collect()
    }

    /// Whether a search ended at a wall at which there is no law of the family: it has run off
    /// towards a simpler one.
    pub fn has_run_off(&self, at: &[f64]) -> bool {
        let walls = self.walls();
        self.free().iter().zip(at).zip(walls).any(|((index, at), (low, high))| {
            let is_at_wall = *at < low + NEAR || *at > high - NEAR;
            is_at_wall && !matches!(self.coordinates[*index], Coordinate::Between(..))
        })
    }

    /// The parameters at a point.
    pub fn parameters(&self, at: &[f64]) -> Vec<f64> {
        let mut parameters = vec![0.0; self.coordinates.len()];
        let mut points = at.iter().copied();
        let mut between = Vec::new();
        for (index, coordinate) in self.coordinates.iter().enumerate() {
            if let Some(value) = self.fixed[index] {
                parameters[index] = value;
                continue;
            }
            let t = points.next().unwrap_or(0.0);
            parameters[index] = match *coordinate {
                Coordinate::Location => self.middle + self.spread * t,
                Coordinate::Scale => self.spread * exp(t),
                Coordinate::Shape { .. } | Coordinate::EdgeShape => {
                    self.least_shape(*coordinate) + exp(t)
                }
                Coordinate::Real(..) | Coordinate::Held => t,
                Coordinate::Below => self.min - self.spread * exp(t),
                Coordinate::Above => self.max + self.spread * exp(t),
                Coordinate::Probability => share(t),
                Coordinate::Between(low, high) => {
                    between.push((index, low, high, t));
                    0.0
                }
            };
        }
        for (index, low, high, t) in between {
            let (low, high) = (parameters[low], parameters[high]);
            parameters[index] = (low + (high - low) * share(t)).clamp(low, high.max(low));
        }
        parameters
    }

    /// The point of some parameters, moved inside the walls.
    pub fn point(&self, parameters: &[f64]) -> Vec<f64> {
        let value = |index: usize| parameters.get(index).copied().unwrap_or(0.0);
        let logarithm = |number: f64| ln(number.max(1e-300));
        self.free()
            .into_iter()
            .zip(self.walls())
            .map(|(index, (low, high))| {
                let p = value(index);
                let coordinate = self.coordinates[index];
                let t = match coordinate {
                    Coordinate::Location => (p - self.middle) / self.spread,
                    Coordinate::Scale => logarithm(p / self.spread),
                    Coordinate::Shape { .. } | Coordinate::EdgeShape => {
                        logarithm(p - self.least_shape(coordinate))
                    }
                    Coordinate::Real(..) | Coordinate::Held => p,
                    Coordinate::Below => logarithm((self.min - p) / self.spread),
                    Coordinate::Above => logarithm((p - self.max) / self.spread),
                    Coordinate::Probability => logarithm(p) - logarithm(1.0 - p),
                    Coordinate::Between(first, last) => {
                        let part = p - value(first);
                        let rest = value(last) - p;
                        logarithm(part) - logarithm(rest)
                    }
                };
                let margin = 2.0 * NEAR;
                if t.is_nan() { 0.0 } else { t.clamp(low + margin, high - margin) }
            })
            .collect()
    }
}

/// The logistic function.
fn share(t: f64) -> f64 {
    if t >= 0.0 { 1.0 / (1.0 + exp(-t)) } else { exp(t) / (1.0 + exp(t)) }
}
