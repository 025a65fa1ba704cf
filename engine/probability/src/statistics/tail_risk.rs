//! Value at risk and conditional value at risk.

use super::scale::mean;
use super::sorted::SortedSamples;

/// Which end of the samples is the bad one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Small values are bad, as of a profit.
    Lower,
    /// Large values are bad, as of a cost.
    Upper,
}

/// How bad the worst outcomes are, in the samples' own unit and sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailRisk {
    /// Value at risk: the percentile that the worst share of outcomes lies beyond, as
    /// [`SortedSamples::percentile`] has it.
    pub value_at_risk: f64,
    /// Conditional value at risk: the mean of the worst share of outcomes, the sample at its edge
    /// weighted by the part that belongs to it (Acerbi and Tasche 2002, expected shortfall).
    pub conditional_value_at_risk: f64,
}

/// The risk in the worst share `probability` (such as 0.05) of the samples; `None` without samples
/// or with a share that isn't above 0 and at most 1.
pub fn tail_risk(samples: &SortedSamples, probability: f64, tail: Tail) -> Option<TailRisk> {
    if !(probability > 0.0 && probability <= 1.0) {
        return None;
    }
    let values = samples.values();
    let worst = probability * values.len() as f64;
    let whole = (worst as usize).min(values.len());
    let (inside, edge, percentile) = match tail {
        Tail::Lower => (&values[..whole], values.get(whole), probability),
        Tail::Upper => {
            let start = values.len() - whole;
            let edge = start.checked_sub(1).and_then(|index| values.get(index));
            (&values[start..], edge, 1.0 - probability)
        }
    };
    let value_at_risk = samples.percentile(percentile)?;
    let part = (worst - whole as f64) / worst;
    let conditional_value_at_risk = match (inside, edge) {
        ([], Some(edge)) => *edge,
        (inside, Some(edge)) if part > 0.0 => mean_of(inside) * (1.0 - part) + edge * part,
        (inside, _) => mean_of(inside),
    };
    Some(TailRisk { value_at_risk, conditional_value_at_risk })
}

/// The mean of sorted values, of which there is at least one.
fn mean_of(sorted: &[f64]) -> f64 {
    let (min, max) = (sorted[0], sorted[sorted.len() - 1]);
    if min == max {
        return min;
    }
    mean(sorted, min.abs().max(max.abs()))
}
