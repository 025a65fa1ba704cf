//! Laws on the whole line.

use super::{Form, Needs, P, no_starts};
use crate::fitting::coordinates::Coordinate::{Location, Real, Scale, Shape};
use crate::fitting::sample::{Sample, sum};

const NORMAL: Form = Form {
    name: "Normal",
    family: "Normal",
    needs: Needs::Anything,
    coordinates: &[Location, Scale],
    parameters: &["mean", "sd"],
    slots: &[P, P],
    is_shifted: false,
    starts: no_starts,
    solution: Some(|sample, _| Ok(vec![sample.mean, sample.sd])),
    is_smooth: true,
};

/// The laws on the whole line.
pub const FORMS: &[Form] = &[
    NORMAL,
    Form {
        name: "Laplace",
        family: "Laplace",
        parameters: &["location", "scale"],
        // The median and the mean distance from it: Johnson, Kotz and Balakrishnan 1995, ch. 24.
        solution: Some(|sample, _| {
            let median = sample.median();
            Ok(vec![median, sample.mean_of(|value| (value - median).abs())])
        }),
        is_smooth: false,
        ..NORMAL
    },
    Form {
        name: "Logistic",
        family: "Logistic",
        parameters: &["location", "scale"],
        starts: |sample, _| {
            vec![vec![sample.mean, 0.5513 * sample.sd], vec![sample.median(), 0.6 * sample.spread]]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "Cauchy",
        family: "Cauchy",
        parameters: &["location", "scale"],
        starts: |sample, _| {
            let half = 0.6745 * sample.spread;
            vec![vec![sample.median(), half], vec![sample.median(), 0.1 * half]]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "StudentT",
        family: "StudentT",
        // With fewer degrees the likelihood is infinite where the scale shrinks to nothing at an
        // observation.
        coordinates: &[Shape { least: 0.5 }, Location, Scale],
        parameters: &["degrees", "location", "scale"],
        slots: &[P, P, P],
        starts: |sample, _| {
            let (median, spread) = (sample.median(), sample.spread);
            vec![
                vec![4.0, median, 0.9 * spread],
                vec![1.5, median, 0.7 * spread],
                vec![30.0, sample.mean, sample.sd],
            ]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "ExtremeValueMax",
        family: "ExtremeValueMax",
        parameters: &["location", "scale"],
        starts: |sample, _| {
            let scale = 0.7797 * sample.sd;
            vec![vec![sample.mean - 0.5772 * scale, scale], vec![sample.median(), 2.0 * scale]]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "ExtremeValueMin",
        family: "ExtremeValueMin",
        parameters: &["location", "scale"],
        starts: |sample, _| {
            let scale = 0.7797 * sample.sd;
            vec![vec![sample.mean + 0.5772 * scale, scale], vec![sample.median(), 2.0 * scale]]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "GEV",
        family: "GEV",
        // At a shape of -1 or less the likelihood is infinite: Smith 1985.
        coordinates: &[Location, Scale, Real(-1.0, 6.0)],
        parameters: &["location", "scale", "shape"],
        slots: &[P, P, P],
        starts: |sample, _| {
            let scale = 0.7797 * sample.sd;
            let robust = 0.7797 * sample.spread;
            let middle = sample.median();
            vec![
                vec![sample.mean - 0.5772 * scale, scale, 0.05],
                vec![middle - 0.3665 * robust, robust, 0.3],
                vec![middle - 0.3665 * robust, robust, 1.0],
                vec![sample.mean - 0.45 * sample.sd, sample.sd, -0.3],
            ]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "HyperbolicSecant",
        family: "HyperbolicSecant",
        parameters: &["mean", "sd"],
        starts: |sample, _| {
            vec![vec![sample.mean, sample.sd], vec![sample.median(), sample.spread]]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "Error",
        family: "Error",
        coordinates: &[Location, Scale, Shape { least: 1.0 }],
        parameters: &["location", "scale", "shape"],
        slots: &[P, P, P],
        starts: |sample, _| {
            let distance = sample.mean_of(|value| (value - sample.median()).abs());
            vec![
                vec![sample.mean, 1.414 * sample.sd, 2.0],
                vec![sample.median(), distance, 1.1],
                vec![0.5 * (sample.min() + sample.max()), 1.7 * sample.sd, 6.0],
            ]
        },
        solution: None,
        ..NORMAL
    },
    Form {
        name: "SkewNormal",
        family: "SkewNormal",
        coordinates: &[Location, Scale, Real(-200.0, 200.0)],
        parameters: &["location", "scale", "shape"],
        slots: &[P, P, P],
        starts: skew_normal_starts,
        solution: None,
        ..NORMAL
    },
    Form {
        name: "JohnsonSU",
        family: "JohnsonSU",
        coordinates: &[Real(-60.0, 60.0), Shape { least: 0.0 }, Location, Scale],
        parameters: &["shape1", "shape2", "location", "scale"],
        slots: &[P, P, P, P],
        starts: johnson_su_starts,
        solution: None,
        ..NORMAL
    },
];

/// The method of moments (Azzalini 1985), with the skewness kept below the law's largest, 0.995.
fn skew_normal_starts(sample: &Sample, _: super::Bounds) -> Vec<Vec<f64>> {
    use ulam_numeric::elementary::pow;
    let start = |skewness: f64| {
        let part = pow(skewness.abs().clamp(0.05, 0.95), 2.0 / 3.0);
        let square =
            std::f64::consts::FRAC_PI_2 * part / (part + pow(0.42920367320510344, 2.0 / 3.0));
        let delta = square.min(0.995).sqrt() * if skewness < 0.0 { -1.0 } else { 1.0 };
        let scale = sample.sd / (1.0 - 2.0 / std::f64::consts::PI * delta * delta).sqrt();
        let location = sample.mean - scale * delta * 0.7978845608028654;
        vec![location, scale, delta / (1.0 - delta * delta).sqrt()]
    };
    vec![
        start(sample.skewness),
        start(-0.3 * sample.skewness),
        start(if sample.skewness < 0.0 { -0.9 } else { 0.9 }),
    ]
}

fn johnson_su_starts(sample: &Sample, _: super::Bounds) -> Vec<Vec<f64>> {
    let sign = if sample.skewness < 0.0 { -1.0 } else { 1.0 };
    let (median, spread) = (sample.median(), sample.spread);
    // Kurtosis tells heavy tails from light ones.
    let fourth = sum(sample.distinct.iter().map(|(value, times)| {
        let z = (value - sample.mean) / sample.sd;
        times * z * z * z * z
    })) / sample.count();
    let shape = if fourth > 6.0 { 1.0 } else { 2.0 };
    vec![
        vec![0.0, shape, median, spread * shape],
        vec![-sign, 1.5, median - sign * spread, 1.2 * spread],
        vec![-3.0 * sign, 2.0, median - 3.0 * sign * spread, spread],
    ]
}
