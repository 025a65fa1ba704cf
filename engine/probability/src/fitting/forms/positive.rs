//! Laws that begin at 0, at a known bound, or at an estimated place.

use ulam_numeric::elementary::{exp, ln};

use super::{Bounds, Form, Needs, P, Slot, no_starts};
use crate::fitting::coordinates::Coordinate::{Below, Held, Scale, Shape};
use crate::fitting::sample::{Sample, quantile};

const SHAPE: crate::fitting::coordinates::Coordinate = Shape { least: 0.0 };
/// A shape that keeps the density finite where the law begins, which is estimated.
const SHAPE_ABOVE_1: crate::fitting::coordinates::Coordinate = Shape { least: 1.0 };

const LOGNORMAL: Form = Form {
    name: "Lognormal",
    family: "Lognormal",
    needs: Needs::Positive,
    coordinates: &[Scale, Scale],
    parameters: &["mean", "sd"],
    slots: &[P, P],
    is_shifted: false,
    starts: no_starts,
    solution: Some(|sample, _| {
        let (mu, sigma) = sample.of_logarithms();
        Ok(lognormal_moments(mu, sigma))
    }),
    is_smooth: true,
};

/// The laws that begin somewhere.
pub const FORMS: &[Form] = &[
    LOGNORMAL,
    Form {
        name: "Lognormal shifted",
        needs: Needs::Anything,
        coordinates: &[Scale, Scale, Below],
        parameters: &["mean", "sd", "shift"],
        is_shifted: true,
        starts: |sample, _| {
            shifted_starts(sample, |moved| {
                let (mu, sigma) = moved.of_logarithms();
                lognormal_moments(mu, sigma)
            })
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Gamma",
        family: "Gamma",
        coordinates: &[SHAPE, Scale],
        parameters: &["shape", "scale"],
        starts: |sample, _| vec![gamma_start(sample)],
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Gamma shifted",
        family: "Gamma",
        needs: Needs::Anything,
        coordinates: &[SHAPE_ABOVE_1, Scale, Below],
        parameters: &["shape", "scale", "shift"],
        is_shifted: true,
        starts: |sample, _| shifted_starts(sample, gamma_start),
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Exponential",
        family: "Exponential",
        needs: Needs::NonNegative,
        coordinates: &[Scale],
        parameters: &["mean"],
        slots: &[P],
        solution: Some(|sample, _| Ok(vec![sample.mean])),
        ..LOGNORMAL
    },
    Form {
        name: "Exponential shifted",
        family: "Exponential",
        needs: Needs::Anything,
        coordinates: &[Scale, Held],
        parameters: &["mean", "shift"],
        slots: &[P],
        is_shifted: true,
        solution: Some(|sample, _| Ok(vec![sample.mean - sample.min(), sample.min()])),
        ..LOGNORMAL
    },
    Form {
        name: "Weibull",
        family: "Weibull",
        coordinates: &[SHAPE, Scale],
        parameters: &["shape", "scale"],
        slots: &[P, P, Slot::Start],
        starts: |sample, _| vec![weibull_start(sample)],
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Weibull shifted",
        family: "Weibull",
        needs: Needs::Anything,
        coordinates: &[SHAPE_ABOVE_1, Scale, Below],
        parameters: &["shape", "scale", "location"],
        slots: &[P, P, P],
        starts: |sample, _| shifted_starts(sample, weibull_start),
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "LogLogistic",
        family: "LogLogistic",
        coordinates: &[Scale, SHAPE],
        parameters: &["scale", "shape"],
        slots: &[Slot::Start, P, P],
        starts: |sample, _| vec![log_logistic_start(sample)],
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "LogLogistic shifted",
        family: "LogLogistic",
        needs: Needs::Anything,
        coordinates: &[Below, Scale, SHAPE_ABOVE_1],
        parameters: &["location", "scale", "shape"],
        slots: &[P, P, P],
        starts: |sample, _| shifted_first_starts(sample, log_logistic_start),
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "InverseGaussian",
        family: "InverseGaussian",
        parameters: &["mean", "shape"],
        // Tweedie 1957.
        solution: Some(|sample, _| Ok(inverse_gaussian(sample))),
        ..LOGNORMAL
    },
    Form {
        name: "InverseGaussian shifted",
        family: "InverseGaussian",
        needs: Needs::Anything,
        coordinates: &[Scale, Scale, Below],
        parameters: &["mean", "shape", "shift"],
        is_shifted: true,
        starts: |sample, _| shifted_starts(sample, inverse_gaussian),
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "FatigueLife",
        family: "FatigueLife",
        coordinates: &[Scale, SHAPE],
        parameters: &["scale", "shape"],
        slots: &[Slot::Start, P, P],
        starts: |sample, _| vec![fatigue_life_start(sample)],
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "FatigueLife shifted",
        family: "FatigueLife",
        needs: Needs::Anything,
        coordinates: &[Below, Scale, SHAPE],
        parameters: &["location", "scale", "shape"],
        slots: &[P, P, P],
        starts: |sample, _| shifted_first_starts(sample, fatigue_life_start),
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Pareto",
        family: "Pareto",
        coordinates: &[SHAPE, Held],
        parameters: &["shape", "scale"],
        solution: Some(|sample, _| {
            let smallest = ln(sample.min());
            Ok(vec![1.0 / sample.mean_of(|value| ln(value) - smallest), sample.min()])
        }),
        ..LOGNORMAL
    },
    Form {
        name: "Pareto2",
        family: "Pareto2",
        needs: Needs::NonNegative,
        coordinates: &[SHAPE, Scale],
        parameters: &["shape", "scale"],
        starts: |sample, _| {
            vec![
                vec![3.0, 2.0 * sample.mean],
                vec![1.0, sample.median()],
                vec![20.0, 20.0 * sample.mean],
            ]
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Pearson5",
        family: "Pearson5",
        coordinates: &[SHAPE, Scale],
        parameters: &["shape", "scale"],
        starts: |sample, _| {
            // The inverse is Gamma, so near the inverse of a Gamma's start.
            let (mean, sd) = sample.of_logarithms();
            let shape = (1.0 / (sd * sd)).max(0.05) + 0.5;
            vec![vec![shape, shape * exp(mean)]]
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Pearson6",
        family: "Pearson6",
        coordinates: &[SHAPE, SHAPE, Scale],
        parameters: &["a", "b", "scale"],
        slots: &[P, P, P],
        starts: |sample, _| {
            let shape = gamma_start(sample)[0].clamp(0.05, 1e3);
            let median = sample.median().max(sample.spread * 1e-6);
            vec![
                vec![2.0, 3.0, 1.5 * median],
                vec![shape, 20.0, 20.0 * sample.mean / shape],
                vec![10.0, 2.0, 0.2 * median],
            ]
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Burr12",
        family: "Burr12",
        coordinates: &[Scale, SHAPE, SHAPE],
        parameters: &["scale", "shape1", "shape2"],
        slots: &[Slot::Start, P, P, P],
        starts: burr_starts,
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Dagum",
        family: "Dagum",
        coordinates: &[Scale, SHAPE, SHAPE],
        parameters: &["scale", "shape1", "shape2"],
        slots: &[Slot::Start, P, P, P],
        starts: burr_starts,
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Frechet",
        family: "Frechet",
        coordinates: &[Scale, SHAPE],
        parameters: &["scale", "shape"],
        slots: &[Slot::Start, P, P],
        starts: |sample, _| {
            let (mean, sd) = sample.of_logarithms();
            let shape = 1.2825 / sd;
            vec![vec![exp(mean - 0.5772 / shape), shape]]
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Rayleigh",
        family: "Rayleigh",
        needs: Needs::NonNegative,
        coordinates: &[Scale],
        parameters: &["b"],
        slots: &[P],
        solution: Some(|sample, _| Ok(vec![(0.5 * sample.mean_of(|value| value * value)).sqrt()])),
        ..LOGNORMAL
    },
    Form {
        name: "Maxwell",
        family: "Maxwell",
        needs: Needs::NonNegative,
        coordinates: &[Scale],
        parameters: &["a"],
        slots: &[P],
        solution: Some(|sample, _| Ok(vec![(sample.mean_of(|value| value * value) / 3.0).sqrt()])),
        ..LOGNORMAL
    },
    Form {
        name: "Nakagami",
        family: "Nakagami",
        coordinates: &[Shape { least: 0.5 }, Scale],
        parameters: &["shape", "spread"],
        starts: |sample, _| {
            let square = sample.mean_of(|value| value * value);
            let variance =
                sample.mean_of(|value| (value * value - square) * (value * value - square));
            vec![vec![(square * square / variance).max(0.6), square]]
        },
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "ChiSquared",
        family: "ChiSquared",
        coordinates: &[SHAPE],
        parameters: &["degrees"],
        slots: &[P],
        starts: |sample, _| vec![vec![sample.mean]],
        solution: None,
        ..LOGNORMAL
    },
    Form {
        name: "Levy",
        family: "Levy",
        coordinates: &[Scale],
        parameters: &["scale"],
        slots: &[Slot::Start, P],
        solution: Some(|sample, _| Ok(vec![1.0 / sample.mean_of(|value| 1.0 / value)])),
        ..LOGNORMAL
    },
];

/// Mean and standard deviation of X from those of ln X.
fn lognormal_moments(mu: f64, sigma: f64) -> Vec<f64> {
    let square = sigma * sigma;
    let mean = exp(mu + 0.5 * square);
    vec![mean, mean * ulam_numeric::elementary::exp_m1(square).sqrt()]
}

/// Moments, or a shape from the logarithms where outliers make the moments useless.
fn gamma_start(sample: &Sample) -> Vec<f64> {
    // Choi and Wette 1969: s = ln(mean) - mean(ln), shape about 1/(2s) + 1/6.
    let (mean_of_logarithms, _) = sample.of_logarithms();
    let s = (ln(sample.mean) - mean_of_logarithms).max(1e-9);
    let shape = (3.0 - s + ((s - 3.0) * (s - 3.0) + 24.0 * s).sqrt()) / (12.0 * s);
    vec![shape, sample.mean / shape]
}

fn weibull_start(sample: &Sample) -> Vec<f64> {
    let (mean, sd) = sample.of_logarithms();
    let shape = 1.2825 / sd;
    vec![shape, exp(mean + 0.5772 / shape)]
}

fn log_logistic_start(sample: &Sample) -> Vec<f64> {
    let (mean, sd) = sample.of_logarithms();
    vec![exp(mean), 1.8138 / sd]
}

fn inverse_gaussian(sample: &Sample) -> Vec<f64> {
    let mean = sample.mean;
    // 1/x - 1/mean without cancellation: its mean is that of (x - mean)^2 / (x mean^2).
    let excess = sample.mean_of(|x| (x - mean) * (x - mean) / (x * mean * mean));
    vec![mean, 1.0 / excess]
}

fn fatigue_life_start(sample: &Sample) -> Vec<f64> {
    let (mean, sd) = sample.of_logarithms();
    vec![exp(mean), sd]
}

fn burr_starts(sample: &Sample, _: Bounds) -> Vec<Vec<f64>> {
    let (mean, sd) = sample.of_logarithms();
    let shape = 1.8138 / sd;
    let middle = exp(mean);
    vec![
        vec![middle, shape, 1.0],
        vec![middle * 2.0, 0.7 * shape, 3.0],
        vec![middle * 0.6, 1.5 * shape, 0.5],
    ]
}

/// Starts of a law whose beginning is estimated: some distances below the smallest observation,
/// each with the start of what is left.
fn shifted_starts(sample: &Sample, start: fn(&Sample) -> Vec<f64>) -> Vec<Vec<f64>> {
    let near = quantile(&sample.sorted, 0.1) - sample.min();
    let distances = [0.3 * near.max(0.01 * sample.spread), sample.spread, 6.0 * sample.spread];
    distances
        .into_iter()
        .map(|distance| {
            let shift = sample.min() - distance;
            let mut parameters = start(&sample.moved(shift));
            parameters.push(shift);
            parameters
        })
        .collect()
}

/// The same for laws whose first parameter it is.
fn shifted_first_starts(sample: &Sample, start: fn(&Sample) -> Vec<f64>) -> Vec<Vec<f64>> {
    let mut starts = shifted_starts(sample, start);
    starts.iter_mut().for_each(|parameters| parameters.rotate_right(1));
    starts
}
