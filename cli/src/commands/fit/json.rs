//! The result for programs.

use serde::Serialize;
use ulam_probability::fitting::{Bootstrap, Fit};
use ulam_probability::statistics::Interval;

use super::Result;

/// What was found. Numbers that don't exist or aren't finite are `null`.
#[derive(Serialize)]
pub struct FitResult<'a> {
    file: String,
    column: &'a str,
    count: usize,
    mean: f64,
    sd: f64,
    skewness: f64,
    min: f64,
    median: f64,
    max: f64,
    outliers: Vec<f64>,
    fits: Vec<FitRow<'a>>,
    rejected: Vec<RejectedRow<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct FitRow<'a> {
    distribution: &'a str,
    call: &'a str,
    is_discrete: bool,
    parameters: Vec<ParameterRow<'a>>,
    estimated: usize,
    log_likelihood: f64,
    aic: f64,
    aicc: Option<f64>,
    bic: f64,
    kolmogorov_smirnov: f64,
    anderson_darling: Option<f64>,
    chi_squared: Option<ChiSquaredRow>,
    mean: Option<f64>,
    sd: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bootstrap: Option<BootstrapRow>,
}

#[derive(Serialize)]
struct ParameterRow<'a> {
    name: &'a str,
    value: f64,
    is_known: bool,
    standard_error: Option<f64>,
    /// 95% confidence interval.
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct ChiSquaredRow {
    statistic: f64,
    classes: usize,
    degrees: i64,
    p_value: Option<f64>,
}

#[derive(Serialize)]
struct BootstrapRow {
    replicates: usize,
    failed: usize,
    kolmogorov_smirnov_p: Option<f64>,
    anderson_darling_p: Option<f64>,
    chi_squared_p: Option<f64>,
}

#[derive(Serialize)]
struct RejectedRow<'a> {
    distribution: &'a str,
    reason: &'a str,
}

impl<'a> FitResult<'a> {
    /// The result in this form.
    pub(super) fn new(result: &'a Result) -> FitResult<'a> {
        let sample = &result.fitted.sample;
        FitResult {
            file: result.file.display().to_string(),
            column: &result.column.name,
            count: sample.sorted.len(),
            mean: sample.mean,
            sd: sample.sd,
            skewness: sample.skewness,
            min: sample.min(),
            median: sample.median(),
            max: sample.max(),
            outliers: sample.outliers(),
            fits: result
                .fitted
                .fits
                .iter()
                .enumerate()
                .map(|(index, fit)| row(fit, result.bootstraps.get(index)))
                .collect(),
            rejected: result
                .fitted
                .rejected
                .iter()
                .map(|rejected| RejectedRow {
                    distribution: rejected.name,
                    reason: &rejected.reason,
                })
                .collect(),
            notes: result.notes,
        }
    }
}

fn row<'a>(fit: &'a Fit, bootstrap: Option<&Bootstrap>) -> FitRow<'a> {
    let parameters = fit.parameters.iter().enumerate().map(|(index, parameter)| {
        let (standard_error, interval): (Option<f64>, Option<Interval>) =
            uncertainty(fit, bootstrap, index);
        ParameterRow {
            name: parameter.name,
            value: parameter.value,
            is_known: parameter.is_known,
            standard_error,
            low: interval.and_then(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
        }
    });
    let finite = |number: f64| number.is_finite().then_some(number);
    FitRow {
        distribution: fit.name,
        call: &fit.call,
        is_discrete: fit.is_discrete(),
        parameters: parameters.collect(),
        estimated: fit.estimated,
        log_likelihood: fit.log_likelihood,
        aic: fit.aic,
        aicc: finite(fit.aicc),
        bic: fit.bic,
        kolmogorov_smirnov: fit.kolmogorov_smirnov,
        anderson_darling: fit.anderson_darling.and_then(finite),
        chi_squared: fit.chi_squared.map(|chi| ChiSquaredRow {
            statistic: chi.statistic,
            classes: chi.classes,
            degrees: chi.degrees,
            p_value: chi.p_value,
        }),
        mean: finite(fit.law.mean()),
        sd: finite(fit.law.variance().sqrt()),
        bootstrap: bootstrap.map(|found| BootstrapRow {
            replicates: found.replicates,
            failed: found.failed,
            kolmogorov_smirnov_p: found.kolmogorov_smirnov,
            anderson_darling_p: found.anderson_darling,
            chi_squared_p: found.chi_squared,
        }),
    }
}

/// Standard error and 95% interval of a parameter: the bootstrap's, if there was one.
pub(super) fn uncertainty(
    fit: &Fit,
    bootstrap: Option<&Bootstrap>,
    index: usize,
) -> (Option<f64>, Option<Interval>) {
    let resampled = bootstrap.and_then(|found| found.parameters.get(index).copied().flatten());
    match (resampled, fit.parameters.get(index)) {
        (Some((error, interval)), _) => (Some(error), Some(interval)),
        (None, Some(parameter)) => (parameter.standard_error, parameter.interval),
        (None, None) => (None, None),
    }
}
