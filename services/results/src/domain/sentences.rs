//! What a picture shows, in a sentence.

use ulam_contracts::results::{ProbabilityEstimate, TornadoBar};
use ulam_probability::statistics::SortedSamples;
use ulam_report::readable::{percent, readable};

/// What a histogram shows.
pub(super) fn histogram(label: &str, samples: &SortedSamples) -> String {
    let (Some(p5), Some(p50), Some(p95)) =
        (samples.percentile(0.05), samples.percentile(0.5), samples.percentile(0.95))
    else {
        return format!("{label} has an error in every trial.");
    };
    if p5 == p95 {
        return format!("{label} is {} in at least 90% of the trials.", readable(p5));
    }
    format!(
        "{label} lies between {} and {} in 90% of the trials; half of them are below {}.",
        readable(p5),
        readable(p95),
        readable(p50)
    )
}

/// What a probability comes to.
pub(super) fn probability(
    label: &str,
    condition: &str,
    confidence: f64,
    estimate: &ProbabilityEstimate,
) -> String {
    match (estimate.probability, estimate.low, estimate.high) {
        (Some(probability), Some(low), Some(high)) => format!(
            "{label} is {condition} in {} of the trials ({} confidence: {} to {}).",
            percent(probability),
            percent(confidence),
            percent(low),
            percent(high)
        ),
        _ => format!("{label} has an error in every trial."),
    }
}

/// What a tornado shows.
pub(super) fn tornado(label: &str, bars: &[TornadoBar]) -> String {
    match bars {
        [] => format!("No input drives {label}."),
        [one] => format!("{} is the only input that drives {label}.", one.label),
        [first, second, ..] => {
            format!("{} drives {label} most, then {}.", first.label, second.label)
        }
    }
}
