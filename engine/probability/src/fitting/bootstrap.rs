//! What a distance between law and observations means when the parameters were estimated from the
//! same observations: the parametric bootstrap (Stute, Gonzalez Manteiga and Presedo Quindimil
//! 1993; Babu and Rao 2004).
//!
//! Samples of the same size are drawn from the fitted law, the family is fitted to each, and the
//! distances are compared. The tables of Kolmogorov-Smirnov and Anderson-Darling don't apply: with
//! estimated parameters the distances are much smaller.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Fit;
use super::estimate::refit;
use super::goodness::{anderson_darling, chi_squared, kolmogorov_smirnov};
use super::sample::quantile;
use crate::random::Stream;
use crate::statistics::Interval;

/// Most replicates.
pub const REPLICATES_MAX: usize = 100_000;

/// What a bootstrap found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bootstrap {
    /// Replicates that could be fitted.
    pub replicates: usize,
    /// Replicates that couldn't.
    pub failed: usize,
    /// P(distance at least as large | the family is right), of Kolmogorov and Smirnov's.
    pub kolmogorov_smirnov: Option<f64>,
    /// Of Anderson and Darling's.
    pub anderson_darling: Option<f64>,
    /// Of chi-squared.
    pub chi_squared: Option<f64>,
    /// Standard error and 95% percentile interval of each parameter.
    pub parameters: Vec<Option<(f64, Interval)>>,
}

struct Replicate {
    distances: [Option<f64>; 3],
    parameters: Vec<f64>,
}

/// Runs a parametric bootstrap of a fit to `count` observations. The same seed gives the same
/// result.
pub fn bootstrap(fit: &Fit, count: usize, replicates: usize, seed: u64) -> Bootstrap {
    let replicates = replicates.min(REPLICATES_MAX);
    let stream = Stream::new(seed, &format!("bootstrap of {}", fit.name));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Option<Replicate>)>> = Mutex::new(Vec::new());
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(replicates.max(1));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= replicates {
                        return;
                    }
                    let replicate = replicate(fit, count, &stream, index as u32);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, replicate));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    let fitted: Vec<Replicate> = done.into_iter().filter_map(|(_, replicate)| replicate).collect();
    summarise(fit, replicates, &fitted)
}

fn replicate(fit: &Fit, count: usize, stream: &Stream, draw: u32) -> Option<Replicate> {
    let mut uniforms = vec![0.0; count];
    stream.fill(0, draw, &mut uniforms);
    let mut data = vec![0.0; count];
    fit.law.quantiles(&uniforms, &mut data);
    let (law, parameters, sample) = refit(fit, data)?;
    Some(Replicate {
        distances: [
            Some(kolmogorov_smirnov(law.as_ref(), &sample)),
            anderson_darling(law.as_ref(), &sample),
            chi_squared(law.as_ref(), &sample, fit.estimated).map(|chi| chi.statistic),
        ],
        parameters,
    })
}

fn summarise(fit: &Fit, asked: usize, fitted: &[Replicate]) -> Bootstrap {
    let observed = [
        Some(fit.kolmogorov_smirnov),
        fit.anderson_darling,
        fit.chi_squared.map(|chi| chi.statistic),
    ];
    let p_value = |which: usize| -> Option<f64> {
        let limit = observed[which]?;
        let distances: Vec<f64> =
            fitted.iter().filter_map(|replicate| replicate.distances[which]).collect();
        if distances.is_empty() {
            return None;
        }
        let as_large = distances.iter().filter(|distance| **distance >= limit).count();
        // The observations are one sample more: Davison and Hinkley 1997, section 4.2.
        Some((as_large + 1) as f64 / (distances.len() + 1) as f64)
    };
    let parameter = |index: usize| -> Option<(f64, Interval)> {
        if fit.parameters[index].is_known || fitted.len() < 20 {
            return None;
        }
        let mut values: Vec<f64> =
            fitted.iter().filter_map(|r| r.parameters.get(index).copied()).collect();
        values.sort_by(f64::total_cmp);
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let interval =
            Interval { low: Some(quantile(&values, 0.025)), high: Some(quantile(&values, 0.975)) };
        Some(((squares / (count - 1.0)).sqrt(), interval))
    };
    Bootstrap {
        replicates: fitted.len(),
        failed: asked - fitted.len(),
        kolmogorov_smirnov: p_value(0),
        anderson_darling: p_value(1),
        chi_squared: p_value(2),
        parameters: (0..fit.parameters.len()).map(parameter).collect(),
    }
}
