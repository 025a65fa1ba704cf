//! Fitting distributions to numbers, as `ulam fit --json` tells it, with what pictures need.

use ulam_contracts::problem::FieldError;
use ulam_contracts::simulations::{
    BootstrapReport, ChiSquared, FitCriterion, FitHistogram, FitKind, FitReport, FitRequest,
    FitRow, FittedParameter, RejectedFit, SketchPoint,
};
use ulam_probability::fitting::{
    Bootstrap, Bounds, Criterion, Fit, FitError, Kind, Options, bootstrap, fit,
};
use ulam_probability::statistics::{Histogram, SortedSamples};

/// Most numbers that are fitted.
pub const VALUES_MAX: usize = 1_000_000;
/// Fits returned if the request doesn't say.
const TOP_DEFAULT: u32 = 8;
/// Points of a sketch.
const SKETCH_POINTS: u32 = 120;
/// Numbers drawn in all for a bootstrap, at most: what takes about a minute.
const BOOTSTRAP_NUMBERS_MAX: u64 = 50_000_000;

/// Numbers with what they are called.
pub struct Column {
    /// The file's or workbook's name.
    pub file: Option<String>,
    /// The column's name or the range.
    pub name: String,
    /// The numbers.
    pub values: Vec<f64>,
    /// What was left out.
    pub notes: Vec<String>,
}

fn wrong(field: &str, message: impl ToString) -> Vec<FieldError> {
    vec![FieldError { field: field.to_string(), message: message.to_string() }]
}

/// Fits distributions to numbers and ranks them.
///
/// # Errors
/// Numbers that nothing can be fitted to, options out of range.
pub fn report(column: Column, request: &FitRequest) -> Result<FitReport, Vec<FieldError>> {
    let top = request.top.unwrap_or(TOP_DEFAULT);
    if !(1..=50).contains(&top) {
        return Err(wrong("top", format!("{top} is not from 1 to 50")));
    }
    if let Some(replicates) = request.bootstrap {
        if !(200..=10_000).contains(&replicates) {
            return Err(wrong("bootstrap", format!("{replicates} is not from 200 to 10000")));
        }
        let numbers = u64::from(replicates) * u64::from(top) * column.values.len() as u64;
        if numbers > BOOTSTRAP_NUMBERS_MAX {
            let message = format!(
                "{replicates} samples of {} numbers for {top} distributions take too long: ask for \
                 fewer of one of them",
                column.values.len()
            );
            return Err(wrong("bootstrap", message));
        }
    }
    for (field, bound) in [("lower", request.lower), ("upper", request.upper)] {
        if bound.is_some_and(|bound| !bound.is_finite()) {
            return Err(wrong(field, "must be a finite number"));
        }
    }
    if column.values.len() > VALUES_MAX {
        return Err(wrong(
            "data",
            format!("{} numbers; at most {VALUES_MAX}", column.values.len()),
        ));
    }
    let options = Options {
        kind: match request.kind {
            FitKind::Automatic => Kind::Automatic,
            FitKind::Discrete => Kind::Discrete,
            FitKind::Continuous => Kind::Continuous,
        },
        families: request.families.clone().unwrap_or_default(),
        bounds: Bounds { below: request.lower, above: request.upper },
        criterion: match request.by {
            FitCriterion::Bic => Criterion::Bic,
            FitCriterion::Aic => Criterion::Aic,
            FitCriterion::Aicc => Criterion::Aicc,
            FitCriterion::Ks => Criterion::KolmogorovSmirnov,
            FitCriterion::Ad => Criterion::AndersonDarling,
            FitCriterion::Chi2 => Criterion::ChiSquared,
        },
    };
    let fitted = fit(&column.values, &options).map_err(|error| {
        let field = match &error {
            FitError::UnknownFamily { .. } => "families",
            FitError::Bounds { .. } => "lower",
            _ => "data",
        };
        wrong(field, error)
    })?;
    let sample = &fitted.sample;
    let (min, max) = (sample.min(), sample.max());
    let seed = request.seed.unwrap_or(1);
    let rows = fitted.fits.iter().take(top as usize).map(|fit| {
        let replicates = request.bootstrap.map(|replicates| replicates as usize);
        let found = replicates.map(|count| bootstrap(fit, column.values.len(), count, seed));
        row(fit, found.as_ref(), min, max)
    });
    let mut notes = column.notes;
    notes.extend(fitted.notes.iter().cloned());
    Ok(FitReport {
        file: column.file,
        column: column.name,
        count: sample.sorted.len() as u64,
        mean: sample.mean,
        sd: sample.sd,
        skewness: sample.skewness,
        min,
        median: sample.median(),
        max,
        outliers: sample.outliers(),
        fits: rows.collect(),
        rejected: fitted
            .rejected
            .iter()
            .map(|rejected| RejectedFit {
                distribution: rejected.name.to_string(),
                reason: rejected.reason.clone(),
            })
            .collect(),
        notes,
        histogram: histogram(&column.values),
    })
}

/// A histogram of the data. Values that occur often get a bin each, from half-way to the one before to
/// half-way to the next.
fn histogram(values: &[f64]) -> FitHistogram {
    match Histogram::new(&SortedSamples::new(values)) {
        Some(Histogram::Bins { edges, counts, .. }) => FitHistogram { edges, counts },
        Some(Histogram::Values { values, counts }) => {
            let between = values.windows(2).map(|pair| 0.5 * (pair[0] + pair[1]));
            let inner: Vec<f64> = between.collect();
            let (Some(first), Some(last)) = (values.first(), values.last()) else {
                return FitHistogram { edges: Vec::new(), counts: Vec::new() };
            };
            let left = inner.first().map_or(0.5, |edge| edge - first);
            let right = inner.last().map_or(0.5, |edge| last - edge);
            let mut edges = vec![first - left];
            edges.extend(inner);
            edges.push(last + right);
            FitHistogram { edges, counts }
        }
        None => FitHistogram { edges: Vec::new(), counts: Vec::new() },
    }
}

fn row(fit: &Fit, found: Option<&Bootstrap>, min: f64, max: f64) -> FitRow {
    let finite = |number: f64| number.is_finite().then_some(number);
    let parameters = fit.parameters.iter().enumerate().map(|(index, parameter)| {
        let resampled = found.and_then(|found| found.parameters.get(index).copied().flatten());
        let (standard_error, interval) = match resampled {
            Some((error, interval)) => (Some(error), Some(interval)),
            None => (parameter.standard_error, parameter.interval),
        };
        FittedParameter {
            name: parameter.name.to_string(),
            value: parameter.value,
            is_known: parameter.is_known,
            standard_error: standard_error.and_then(finite),
            low: interval.and_then(|interval| interval.low).and_then(finite),
            high: interval.and_then(|interval| interval.high).and_then(finite),
        }
    });
    FitRow {
        distribution: fit.name.to_string(),
        call: fit.call.clone(),
        is_discrete: fit.is_discrete(),
        parameters: parameters.collect(),
        estimated: fit.estimated as u64,
        log_likelihood: fit.log_likelihood,
        aic: fit.aic,
        aicc: finite(fit.aicc),
        bic: fit.bic,
        kolmogorov_smirnov: fit.kolmogorov_smirnov,
        anderson_darling: fit.anderson_darling.and_then(finite),
        chi_squared: fit.chi_squared.map(|chi| ChiSquared {
            statistic: chi.statistic,
            classes: chi.classes as u64,
            degrees: chi.degrees,
            p_value: chi.p_value,
        }),
        mean: finite(fit.law.mean()),
        sd: finite(fit.law.variance().sqrt()),
        bootstrap: found.map(|found| BootstrapReport {
            replicates: found.replicates as u64,
            failed: found.failed as u64,
            kolmogorov_smirnov_p: found.kolmogorov_smirnov,
            anderson_darling_p: found.anderson_darling,
            chi_squared_p: found.chi_squared,
        }),
        sketch: sketch(fit, min, max),
    }
}

/// The law's density over the data's range, or its probabilities.
fn sketch(fit: &Fit, min: f64, max: f64) -> Vec<SketchPoint> {
    let law = &*fit.law;
    let at = |x: f64| SketchPoint { x, density: law.pdf(x) };
    let points: Vec<SketchPoint> = if fit.is_discrete() && max - min <= f64::from(SKETCH_POINTS) {
        (0..=(max - min) as u32).map(|step| at(min + f64::from(step))).collect()
    } else if fit.is_discrete() {
        let step = ((max - min) / f64::from(SKETCH_POINTS)).ceil();
        (0..=SKETCH_POINTS).map(|index| at(min + step * f64::from(index))).collect()
    } else {
        let step = (max - min) / f64::from(SKETCH_POINTS);
        (0..=SKETCH_POINTS).map(|index| at(min + step * f64::from(index))).collect()
    };
    points.into_iter().filter(|point| point.density.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use ulam_contracts::simulations::FitData;

    use super::*;

    fn request(values: &[f64]) -> FitRequest {
        let data = FitData::Values { values: values.to_vec() };
        serde_json::from_value(serde_json::json!({"data": data})).expect("a request")
    }

    fn column(values: &[f64]) -> Column {
        let (file, notes) = (None, Vec::new());
        Column { file, name: "values".to_string(), values: values.to_vec(), notes }
    }

    #[test]
    fn normal_quantiles_are_fitted_by_a_normal() {
        // Quantiles of Normal(100, 15) at (i + 0.5)/200: NORM.INV of the engine's own library is
        // tested elsewhere; here a logistic approximation would do as well.
        let law = ulam_probability::distributions::build(
            "Normal",
            &[
                ulam_probability::distribution::Argument::Number(100.0),
                ulam_probability::distribution::Argument::Number(15.0),
            ],
        )
        .expect("a law");
        let values: Vec<f64> =
            (0..200).map(|i| law.quantile((f64::from(i) + 0.5) / 200.0)).collect();
        let found = report(column(&values), &request(&values)).expect("it is fitted");
        assert_eq!((found.count, found.fits.len()), (200, 8));
        let normal = found.fits.iter().find(|fit| fit.distribution == "Normal").expect("a normal");
        assert!((normal.mean.expect("a mean") - 100.0).abs() < 1e-6);
        assert!((normal.sd.expect("an sd") - 15.0).abs() < 0.2);
        assert!(normal.sketch.len() > 100);
        let counted: u64 = found.histogram.counts.iter().sum();
        assert_eq!(counted, 200);
        assert_eq!(found.histogram.edges.len(), found.histogram.counts.len() + 1);
    }

    #[test]
    fn limits_are_told_by_field() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let mut asked = request(&values);
        asked.top = Some(0);
        assert_eq!(report(column(&values), &asked).expect_err("none")[0].field, "top");
        asked.top = None;
        asked.families = Some(vec!["Nonsense".to_string()]);
        assert_eq!(report(column(&values), &asked).expect_err("unknown")[0].field, "families");
        let same = [1.0; 10];
        assert_eq!(report(column(&same), &request(&same)).expect_err("alike")[0].field, "data");
    }
}
