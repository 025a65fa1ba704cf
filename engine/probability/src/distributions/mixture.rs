//! Mixture: one of several laws, chosen by weight.

use std::sync::Arc;

use super::arguments::{Rules, list, list_at};
use super::inversion::{continuous_quantile, mode_by_search};
use super::moments::{Moments, moment_methods};
use crate::distribution::{
    Argument, Distribution, Family, Parameter, ParameterError, ParameterKind, SharedDistribution,
};

/// Laws at most.
const LAWS_MAX: usize = 1000;

/// The row of `Mixture`.
pub static MIXTURE: Family = Family {
    name: "Mixture",
    summary: "One of several laws, chosen by weight: a good year or a bad one.",
    formula: "F(x) = sum of weights[i] F_i(x) / sum of weights. McLachlan and Peel 2000, Finite Mixture \
              Models",
    parameters: &[
        list("weights", "the laws' weights, none negative; they are divided by their sum"),
        Parameter {
            name: "laws",
            meaning: "as many distributions as weights",
            kind: ParameterKind::Laws,
            default: None,
        },
    ],
    example: "Mixture({0.7, 0.3}, Normal(100, 10), Normal(60, 20))",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let weights = list_at(&MIXTURE, arguments, 0)?;
    Rules(MIXTURE.name).weights("weights", weights)?;
    let laws: Vec<SharedDistribution> = arguments[1..]
        .iter()
        .filter_map(|argument| match argument {
            Argument::Law(law) => Some(law.clone()),
            _ => None,
        })
        .collect();
    if laws.len() != weights.len() || laws.len() + 1 != arguments.len() {
        return Err(ParameterError(format!(
            "Mixture: there are {} weights and {} distributions",
            weights.len(),
            arguments.len() - 1
        )));
    }
    if laws.len() > LAWS_MAX {
        return Err(ParameterError(format!("Mixture: at most {LAWS_MAX} distributions")));
    }
    let total: f64 = weights.iter().sum();
    let mut parts: Vec<(f64, SharedDistribution)> = weights
        .iter()
        .map(|weight| weight / total)
        .zip(laws)
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    if parts.len() == 1
        && let Some((_, law)) = parts.pop()
    {
        return Ok(law);
    }
    let discrete = parts.iter().filter(|(_, law)| law.is_discrete()).count();
    Ok(Arc::new(Mixture { is_discrete: discrete == parts.len(), has_atoms: discrete > 0, parts }))
}

#[derive(Debug)]
struct Mixture {
    parts: Vec<(f64, SharedDistribution)>,
    is_discrete: bool,
    has_atoms: bool,
}

impl Mixture {
    fn total(&self, value: impl Fn(&SharedDistribution) -> f64) -> f64 {
        self.parts.iter().map(|(weight, law)| weight * value(law)).sum()
    }

    /// From the parts' central moments, moved to the common mean.
    fn moments(&self) -> Moments {
        let center = self.total(|law| law.mean());
        let mut about_center = [0.0; 4];
        for (weight, law) in &self.parts {
            let offset = law.mean() - center;
            let variance = law.variance();
            let third =
                if variance == 0.0 { 0.0 } else { law.skewness() * variance * variance.sqrt() };
            let fourth = if variance == 0.0 { 0.0 } else { law.kurtosis() * variance * variance };
            let square = offset * offset;
            about_center[0] += weight * offset;
            about_center[1] += weight * (variance + square);
            about_center[2] += weight * (third + offset * (3.0 * variance + square));
            about_center[3] +=
                weight * (fourth + offset * (4.0 * third + offset * (6.0 * variance + square)));
        }
        Moments::about(center, about_center)
    }
}

impl Distribution for Mixture {
    /// Where some laws have atoms and others densities, the density only.
    fn pdf(&self, x: f64) -> f64 {
        let counts = |law: &SharedDistribution| self.is_discrete || !law.is_discrete();
        self.total(|law| if counts(law) { law.pdf(x) } else { 0.0 })
    }
    fn cdf(&self, x: f64) -> f64 {
        self.total(|law| law.cdf(x)).min(1.0)
    }
    fn survival(&self, x: f64) -> f64 {
        self.total(|law| law.survival(x)).min(1.0)
    }
    fn quantile(&self, p: f64) -> f64 {
        if p.is_nan() || !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let (low, high) = self.support();
        if p == 0.0 {
            return low;
        }
        if p == 1.0 {
            return high;
        }
        // Below the least of the parts' quantiles no part has reached p; at the largest all have.
        let quantiles = self.parts.iter().map(|(_, law)| law.quantile(p));
        let (mut below, mut reached) = (f64::INFINITY, f64::NEG_INFINITY);
        for quantile in quantiles {
            below = below.min(quantile);
            reached = reached.max(quantile);
        }
        if !self.has_atoms {
            if below == reached {
                return below;
            }
            let guess = below + 0.5 * (reached - below);
            return continuous_quantile(self, p, guess).max(below).min(reached);
        }
        if self.cdf(below) >= p {
            return below;
        }
        for _ in 0..2000 {
            let middle = below + 0.5 * (reached - below);
            if middle <= below || middle >= reached {
                break;
            }
            if self.cdf(middle) >= p {
                reached = middle;
            } else {
                below = middle;
            }
        }
        reached
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        let candidates = self.parts.iter().map(|(_, law)| law.mode());
        let best = candidates.filter(|mode| mode.is_finite()).fold(
            (f64::NAN, f64::NEG_INFINITY),
            |(best, highest), mode| {
                let density = self.pdf(mode);
                if density > highest { (mode, density) } else { (best, highest) }
            },
        );
        if self.has_atoms {
            return best.0;
        }
        let searched = mode_by_search(self);
        if self.pdf(searched) > best.1 { searched } else { best.0 }
    }
    fn support(&self) -> (f64, f64) {
        let supports = self.parts.iter().map(|(_, law)| law.support());
        supports.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (other_low, other_high)| {
            (low.min(other_low), high.max(other_high))
        })
    }
    fn is_discrete(&self) -> bool {
        self.is_discrete
    }
    fn is_slow(&self) -> bool {
        true
    }
}
