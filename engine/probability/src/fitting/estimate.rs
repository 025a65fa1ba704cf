//! The maximum-likelihood estimate of one family.

use ulam_numeric::elementary::ln;

use super::coordinates::{Bounds, Coordinate, Space};
use super::forms::{Form, Needs, Slot};
use super::goodness::{anderson_darling, chi_squared, kolmogorov_smirnov};
use super::minimise::{Minimum, derivatives, inverse, newton, simplex};
use super::sample::{Sample, sum};
use super::{Estimate, Fit};
use crate::distribution::{Argument, Distribution, Family, SharedDistribution};
use crate::distributions::{self, shifted};
use crate::statistics::Interval;

/// First step of the search.
const STEP: f64 = 0.4;
/// Normal quantile of 97.5%.
const Z: f64 = 1.959963984540054;
const SHARE: &str = "it lies between 0 and 1";
const RUNS_OFF: &str = "its parameters run off to those of a simpler distribution";

/// Fits one family.
///
/// # Errors
/// Why it doesn't fit, in a few words.
pub fn fit_form(form: &'static Form, sample: &Sample, bounds: Bounds) -> Result<Fit, String> {
    let bounds = suitable_bounds(form, bounds)?;
    let origin = if form.begins_at_zero() { bounds.below.unwrap_or(0.0) } else { 0.0 };
    if origin != origin.trunc() && form.is_discrete() {
        return Err("it begins at a whole number, and the bound is none".to_string());
    }
    let moved = sample.moved(origin);
    check_needs(form, &moved)?;
    let family = family(form)?;
    let estimated = maximise(form, family, &moved, bounds, &starts(form, &moved, bounds))?;
    complete(form, family, sample, &moved, bounds, origin, estimated)
}

/// Fits a family again to other observations, from known parameters; only the law and the
/// parameters.
pub fn refit(fit: &Fit, data: Vec<f64>) -> Option<(SharedDistribution, Vec<f64>, Sample)> {
    let sample = Sample::new(&data).ok()?;
    let moved = sample.moved(fit.origin);
    check_needs(fit.form, &moved).ok()?;
    let family = family(fit.form).ok()?;
    let known: Vec<f64> = fit.parameters.iter().map(|parameter| parameter.value).collect();
    let mut begin = vec![known];
    if fit.form.solution.is_some() {
        begin.clear();
    }
    let estimated = maximise(fit.form, family, &moved, fit.bounds, &begin).ok()?;
    let law = law_of(fit.form, family, &estimated.parameters, fit.origin)?;
    Some((law, estimated.parameters, sample))
}

fn family(form: &Form) -> Result<&'static Family, String> {
    let family = distributions::FAMILIES.iter().find(|family| family.name == form.family);
    family.copied().ok_or_else(|| "the library doesn't have it".to_string())
}

/// The bounds as this family takes them.
fn suitable_bounds(form: &Form, bounds: Bounds) -> Result<Bounds, String> {
    if form.needs == Needs::Share {
        let is_known = bounds.below.unwrap_or(0.0) == 0.0 && bounds.above.unwrap_or(1.0) == 1.0;
        return if is_known { Ok(Bounds::default()) } else { Err(SHARE.to_string()) };
    }
    if bounds.above.is_some() && !form.has_upper_end() {
        return Err("it has no largest value".to_string());
    }
    if bounds.below.is_some() {
        let has_estimated_start = form.is_shifted
            || (!form.has_upper_end() && form.coordinates.contains(&Coordinate::Below));
        if has_estimated_start {
            return Err("its smallest value is known: see the same without shift".to_string());
        }
        if !form.has_lower_end() {
            return Err("it has no smallest value".to_string());
        }
    }
    Ok(bounds)
}

fn check_needs(form: &Form, sample: &Sample) -> Result<(), String> {
    let smallest = sample.min();
    match form.needs {
        Needs::Anything => Ok(()),
        Needs::NonNegative if smallest < 0.0 => Err(format!("{smallest} is below its start")),
        Needs::Positive if smallest <= 0.0 => {
            Err(format!("{smallest} is not above its start, where it has no probability"))
        }
        Needs::Share if smallest <= 0.0 || sample.max() >= 1.0 => Err(SHARE.to_string()),
        Needs::Whole | Needs::Counts if !sample.is_whole => Err("it has whole numbers".to_string()),
        Needs::Counts if smallest < 0.0 => Err(format!("{smallest} is below its start")),
        _ => Ok(()),
    }
}

fn starts(form: &Form, sample: &Sample, bounds: Bounds) -> Vec<Vec<f64>> {
    (form.starts)(sample, bounds)
}

/// The estimate of one family.
struct Maximum {
    parameters: Vec<f64>,
    /// The free coordinates there.
    at: Vec<f64>,
    log_likelihood: f64,
}

/// Minus the log-likelihood of weighted values under a family with these parameters.
fn cost(form: &Form, family: &Family, points: &[(f64, f64)], parameters: &[f64]) -> f64 {
    let Some(law) = law_of(form, family, parameters, 0.0) else {
        return f64::INFINITY;
    };
    let result = -log_likelihood(law.as_ref(), points);
    // An infinite density at an observation is no fit.
    if result == f64::NEG_INFINITY { f64::INFINITY } else { result }
}

fn log_likelihood(law: &dyn Distribution, points: &[(f64, f64)]) -> f64 {
    let mut impossible = false;
    let total = sum(points.iter().map(|(value, times)| {
        let density = law.pdf(*value);
        impossible |= density.is_nan() || density <= 0.0;
        if impossible { 0.0 } else { times * ln(density) }
    }));
    if impossible { f64::NEG_INFINITY } else { total }
}

fn maximise(
    form: &Form,
    family: &Family,
    sample: &Sample,
    bounds: Bounds,
    starts: &[Vec<f64>],
) -> Result<Maximum, String> {
    let solved = match form.solution {
        Some(solution) => Some(solution(sample, bounds).map_err(str::to_string)?),
        None => None,
    };
    let space = Space::new(form.coordinates, sample, bounds, solved.as_deref());
    if let Some(parameters) = solved {
        let cost = cost(form, family, &sample.distinct, &parameters);
        if !cost.is_finite() {
            return Err("an observation is too unlikely under it".to_string());
        }
        return Ok(Maximum { at: space.point(&parameters), parameters, log_likelihood: -cost });
    }
    if starts.is_empty() {
        return Err("the likelihood has no maximum for these numbers".to_string());
    }

    let searched = sample.searched();
    let walls = space.walls();
    let of_searched = |at: &[f64]| cost(form, family, &searched, &space.parameters(at));
    let mut best: Option<Minimum> = None;
    let mut has_run_off = false;
    for start in starts {
        let found = simplex(&of_searched, &space.point(start), &walls, STEP);
        if !found.value.is_finite() {
            continue;
        }
        if space.has_run_off(&found.at) {
            has_run_off = true;
            continue;
        }
        if best.as_ref().is_none_or(|best| found.value < best.value) {
            best = Some(found);
        }
    }
    let Some(best) = best else {
        return Err(if has_run_off { RUNS_OFF } else { "an observation is too unlikely under it" }
            .to_string());
    };
    let of_all = |at: &[f64]| cost(form, family, &sample.distinct, &space.parameters(at));
    let value = of_all(&best.at);
    if !value.is_finite() {
        return Err("an observation is too unlikely under it".to_string());
    }
    let mut last = Minimum { at: best.at, value };
    if form.is_smooth {
        last = newton(&of_all, last, &walls);
    }
    if space.has_run_off(&last.at) {
        return Err(RUNS_OFF.to_string());
    }
    Ok(Maximum { parameters: space.parameters(&last.at), at: last.at, log_likelihood: -last.value })
}

/// The arguments of the call.
fn arguments_of(form: &Form, parameters: &[f64], origin: f64) -> Vec<f64> {
    let mut parameters = parameters.iter();
    form.slots
        .iter()
        .map(|slot| match slot {
            Slot::Parameter => parameters.next().copied().unwrap_or(f64::NAN),
            Slot::Start => origin,
            Slot::Constant(number) => *number,
        })
        .collect()
}

/// The shift beside the arguments.
fn shift_of(form: &Form, parameters: &[f64], origin: f64) -> f64 {
    if form.is_shifted {
        parameters.last().copied().unwrap_or(0.0)
    } else if form.slots.contains(&Slot::Start) {
        0.0
    } else {
        origin
    }
}

fn law_of(
    form: &Form,
    family: &Family,
    parameters: &[f64],
    origin: f64,
) -> Option<SharedDistribution> {
    let arguments: Vec<Argument> =
        arguments_of(form, parameters, origin).into_iter().map(Argument::Number).collect();
    let law = (family.build)(&arguments).ok()?;
    let shift = shift_of(form, parameters, origin);
    if !shift.is_finite() {
        return None;
    }
    Some(shifted(law, shift))
}

/// Adds to an estimate what can be said of it.
fn complete(
    form: &'static Form,
    family: &Family,
    sample: &Sample,
    moved: &Sample,
    bounds: Bounds,
    origin: f64,
    maximum: Maximum,
) -> Result<Fit, String> {
    let Some(law) = law_of(form, family, &maximum.parameters, origin) else {
        return Err("its estimate isn't allowed".to_string());
    };
    let is_known = |index: usize| {
        matches!(
            (form.coordinates.get(index), bounds.below, bounds.above),
            (Some(Coordinate::Below), Some(_), _) | (Some(Coordinate::Above), _, Some(_))
        ) || matches!(form.family, "Uniform" | "IntegerUniform")
            && [bounds.below, bounds.above].get(index).is_some_and(Option::is_some)
    };
    let errors = uncertainty(form, family, moved, bounds, &maximum);
    let parameters: Vec<Estimate> = maximum
        .parameters
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let (standard_error, interval) = errors.get(index).copied().flatten().unzip();
            Estimate {
                name: form.parameters.get(index).copied().unwrap_or("parameter"),
                value: *value,
                standard_error,
                interval,
                is_known: is_known(index),
            }
        })
        .collect();
    let estimated = parameters.iter().filter(|parameter| !parameter.is_known).count();
    let (k, n) = (estimated as f64, sample.count());
    let aic = 2.0 * k - 2.0 * maximum.log_likelihood;
    let spare = n - k - 1.0;
    Ok(Fit {
        name: form.name,
        call: call_of(form, family, &maximum.parameters, origin),
        estimated,
        log_likelihood: maximum.log_likelihood,
        aic,
        aicc: if spare > 0.0 { aic + 2.0 * k * (k + 1.0) / spare } else { f64::INFINITY },
        bic: k * ln(n) - 2.0 * maximum.log_likelihood,
        kolmogorov_smirnov: kolmogorov_smirnov(law.as_ref(), sample),
        anderson_darling: anderson_darling(law.as_ref(), sample),
        chi_squared: chi_squared(law.as_ref(), sample, estimated),
        law,
        parameters,
        form,
        bounds,
        origin,
    })
}

/// Standard error and interval of each parameter from the inverse of the observed information.
fn uncertainty(
    form: &Form,
    family: &Family,
    sample: &Sample,
    bounds: Bounds,
    maximum: &Maximum,
) -> Vec<Option<(f64, Interval)>> {
    let count = maximum.parameters.len();
    if form.family == "Laplace" {
        // The likelihood has a kink at the median; the expected information is n / scale^2 of both
        // parameters (Johnson, Kotz and Balakrishnan 1995, ch. 24).
        let scale = maximum.parameters.get(1).copied().unwrap_or(f64::NAN);
        let error = scale / sample.count().sqrt();
        let around = |value: &f64| {
            let interval = Interval { low: Some(value - Z * error), high: Some(value + Z * error) };
            Some((error, interval))
        };
        return maximum.parameters.iter().map(around).collect();
    }
    if !form.is_smooth {
        return vec![None; count];
    }
    let space = Space::new(form.coordinates, sample, bounds, Some(&maximum.parameters));
    let cost_at = |at: &[f64]| cost(form, family, &sample.distinct, &space.parameters(at));
    let middle = cost_at(&maximum.at);
    let Some((_, second)) = derivatives(&cost_at, &maximum.at, middle) else {
        return vec![None; count];
    };
    let Some(covariance) = inverse(&second) else {
        return vec![None; count];
    };
    // How each parameter changes with each coordinate.
    const H: f64 = 1e-5;
    let free = space.free();
    let mut slopes = vec![vec![0.0; free.len()]; count];
    for coordinate in 0..free.len() {
        let mut up = maximum.at.clone();
        let mut down = maximum.at.clone();
        up[coordinate] += H;
        down[coordinate] -= H;
        let (up, down) = (space.parameters(&up), space.parameters(&down));
        for parameter in 0..count {
            slopes[parameter][coordinate] = (up[parameter] - down[parameter]) / (2.0 * H);
        }
    }
    let mut result = vec![None; count];
    for (position, parameter) in free.iter().enumerate() {
        let slope = &slopes[*parameter];
        let mut variance = 0.0;
        for (i, row) in covariance.iter().enumerate() {
            for (j, element) in row.iter().enumerate() {
                variance += slope[i] * element * slope[j];
            }
        }
        let reach = Z * covariance[position][position].sqrt();
        let end = |by: f64| {
            let mut at = maximum.at.clone();
            at[position] += by;
            space.parameters(&at)[*parameter]
        };
        let (one, other) = (end(-reach), end(reach));
        let error = variance.sqrt();
        // A law far from its limit theorem has errors without meaning.
        if !error.is_finite() || error == 0.0 || reach > 50.0 {
            continue;
        }
        let interval = Interval { low: Some(one.min(other)), high: Some(one.max(other)) };
        result[*parameter] = Some((error, interval));
    }
    result
}

/// The call to paste.
fn call_of(form: &Form, family: &Family, parameters: &[f64], origin: f64) -> String {
    let mut arguments = arguments_of(form, parameters, origin);
    // Trailing arguments that are the defaults go without saying.
    while let (Some(last), Some(parameter)) =
        (arguments.last(), family.parameters.get(arguments.len().wrapping_sub(1)))
        && form.slots.get(arguments.len() - 1) != Some(&Slot::Parameter)
        && parameter.default == Some(*last)
    {
        arguments.pop();
    }
    let mut position = 0;
    let mut texts: Vec<String> = Vec::new();
    for (slot, value) in form.slots.iter().zip(&arguments) {
        let mut is_exact = true;
        if *slot == Slot::Parameter {
            is_exact = form.coordinates.get(position) == Some(&Coordinate::Held);
            position += 1;
        }
        texts.push(number_text(*value, is_exact));
    }
    let shift = shift_of(form, parameters, origin);
    if shift != 0.0 {
        let is_exact = !form.is_shifted || form.coordinates.last() == Some(&Coordinate::Held);
        texts.push(format!("Shift({})", number_text(shift, is_exact)));
    }
    format!("{}({})", family.name, texts.join(", "))
}

/// A number as a formula may hold it, with six significant digits unless it has to be exact.
fn number_text(value: f64, is_exact: bool) -> String {
    let rounded: f64 =
        if is_exact { value } else { format!("{value:.5e}").parse().unwrap_or(value) };
    let magnitude = rounded.abs();
    if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        format!("{rounded:e}").replace('e', "E")
    } else {
        format!("{}", rounded + 0.0)
    }
}
