//! Laws between two ends.

use ulam_numeric::elementary::ln;

use super::triangular::triangular;
use super::{Bounds, Form, Needs, P, Slot, no_starts};
use crate::fitting::coordinates::Coordinate::{
    Above, Below, Between, EdgeShape, Held, Real, Shape,
};
use crate::fitting::sample::Sample;

const UNIFORM: Form = Form {
    name: "Uniform",
    family: "Uniform",
    needs: Needs::Anything,
    coordinates: &[Held, Held],
    parameters: &["min", "max"],
    slots: &[P, P],
    is_shifted: false,
    starts: no_starts,
    solution: Some(|sample, bounds| {
        Ok(vec![bounds.below.unwrap_or(sample.min()), bounds.above.unwrap_or(sample.max())])
    }),
    is_smooth: false,
};

/// The laws between two ends.
pub const FORMS: &[Form] = &[
    UNIFORM,
    Form {
        name: "Triangular",
        family: "Triangular",
        coordinates: &[Below, Between(0, 2), Above],
        parameters: &["minimum", "most_likely", "maximum"],
        slots: &[P, P, P],
        solution: Some(triangular),
        ..UNIFORM
    },
    Form {
        name: "Pert",
        family: "Pert",
        coordinates: &[Below, Between(0, 2), Above],
        parameters: &["minimum", "most_likely", "maximum"],
        slots: &[P, P, P],
        starts: |sample, bounds| {
            ends(sample, bounds)
                .into_iter()
                .map(|(low, high)| {
                    // The mean is (min + 4 mode + max) / 6.
                    let mode = (6.0 * sample.mean - low - high) / 4.0;
                    let inside = 0.02 * (high - low);
                    vec![low, mode.clamp(low + inside, high - inside), high]
                })
                .collect()
        },
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
    Form {
        name: "Beta",
        family: "Beta",
        needs: Needs::Share,
        coordinates: &[Shape { least: 0.0 }, Shape { least: 0.0 }],
        parameters: &["a", "b"],
        starts: |sample, _| vec![beta_shapes(sample, 0.0, 1.0)],
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
    Form {
        name: "Kumaraswamy",
        family: "Kumaraswamy",
        needs: Needs::Share,
        coordinates: &[Shape { least: 0.0 }, Shape { least: 0.0 }],
        parameters: &["a", "b"],
        slots: &[P, P, Slot::Constant(0.0), Slot::Constant(1.0)],
        starts: |sample, _| vec![beta_shapes(sample, 0.0, 1.0)],
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
    Form {
        name: "BetaGeneral",
        family: "BetaGeneral",
        coordinates: &[EdgeShape, EdgeShape, Below, Above],
        parameters: &["a", "b", "min", "max"],
        slots: &[P, P, P, P],
        starts: beta_general_starts,
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
    Form {
        name: "Kumaraswamy general",
        family: "Kumaraswamy",
        coordinates: &[EdgeShape, EdgeShape, Below, Above],
        parameters: &["a", "b", "min", "max"],
        slots: &[P, P, P, P],
        starts: beta_general_starts,
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
    Form {
        name: "JohnsonSB",
        family: "JohnsonSB",
        coordinates: &[Real(-60.0, 60.0), Shape { least: 0.0 }, Below, Above],
        parameters: &["shape1", "shape2", "min", "max"],
        slots: &[P, P, P, P],
        starts: |sample, bounds| {
            ends(sample, bounds)
                .into_iter()
                .map(|(low, high)| {
                    // The logit of the share of the way is normal.
                    let margin = 1e-6 * (high - low);
                    let logit = |x: f64| ln((x - low).max(margin)) - ln((high - x).max(margin));
                    let mean = sample.mean_of(logit);
                    let square = sample.mean_of(|x| (logit(x) - mean) * (logit(x) - mean));
                    let shape = 1.0 / square.sqrt();
                    vec![-mean * shape, shape, low, high]
                })
                .collect()
        },
        solution: None,
        is_smooth: true,
        ..UNIFORM
    },
];

/// Ends to start from: near the observations, and far; known ones as they are.
fn ends(sample: &Sample, bounds: Bounds) -> Vec<(f64, f64)> {
    let range = sample.max() - sample.min();
    let end = |distance: f64| {
        let low = bounds.below.unwrap_or(sample.min() - distance * range);
        let high = bounds.above.unwrap_or(sample.max() + distance * range);
        (low, high)
    };
    let mut ends = vec![end(0.03), end(0.3), end(1.5)];
    // One end may be near and the other far.
    if bounds.below.is_none() && bounds.above.is_none() {
        ends.push((end(0.03).0, end(1.0).1));
        ends.push((end(1.0).0, end(0.03).1));
    }
    ends.dedup();
    ends
}

/// Shapes by the method of moments.
fn beta_shapes(sample: &Sample, low: f64, high: f64) -> Vec<f64> {
    let mean = ((sample.mean - low) / (high - low)).clamp(0.001, 0.999);
    let variance = sample.sd * sample.sd / ((high - low) * (high - low));
    let total = (mean * (1.0 - mean) / variance - 1.0).max(0.1);
    vec![mean * total, (1.0 - mean) * total]
}

fn beta_general_starts(sample: &Sample, bounds: Bounds) -> Vec<Vec<f64>> {
    let has_free_end = bounds.below.is_none() || bounds.above.is_none();
    let least = if has_free_end { 1.05 } else { 0.01 };
    ends(sample, bounds)
        .into_iter()
        .map(|(low, high)| {
            let mut start: Vec<f64> =
                beta_shapes(sample, low, high).into_iter().map(|shape| shape.max(least)).collect();
            start.extend([low, high]);
            start
        })
        .collect()
}
