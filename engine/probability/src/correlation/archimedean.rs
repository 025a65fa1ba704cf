//! Archimedean copulas of any number of inputs: one parameter, the same dependence between all.
//!
//! Marshall and Olkin (1988), "Families of multivariate distributions": with a positive mixing
//! variable V whose Laplace transform is ψ, shared by the inputs, and independent uniforms u, the
//! numbers ψ(-ln(u) / V) are uniforms with the copula of generator ψ. V of a trial follows from two
//! uniforms, so that a trial depends on nothing but itself.

use ulam_numeric::elementary::{exp, exp_m1, ln, ln_1p, pow, sin};

use crate::distribution::{Argument, SharedDistribution};
use crate::distributions::{build, tabulated};

/// The largest parameter: beyond, the inputs are as good as equal.
const THETA_MAX: f64 = 1000.0;

/// Why a copula can't be built.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct CopulaError(pub String);

/// A family of Archimedean copulas (Nelsen 2006, "An Introduction to Copulas", table 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchimedeanFamily {
    /// Low values come together: tail dependence 2^(-1/θ) below, none above; θ > 0.
    Clayton,
    /// High values come together: tail dependence 2 - 2^(1/θ) above, none below; θ >= 1.
    Gumbel,
    /// Symmetric, without tail dependence; θ > 0, or below 0 for two inputs.
    Frank,
}

/// An Archimedean copula with its parameter.
#[derive(Clone, Debug)]
pub struct ArchimedeanCopula {
    family: ArchimedeanFamily,
    /// As given; negative for a Frank copula whose second input falls as the first rises.
    theta: f64,
    /// The law of V, where it is a gamma.
    mixing: Option<SharedDistribution>,
}

impl ArchimedeanCopula {
    /// The copula with parameter `theta`.
    ///
    /// # Errors
    /// A parameter outside the family's range, or beyond 1000.
    pub fn new(family: ArchimedeanFamily, theta: f64) -> Result<ArchimedeanCopula, CopulaError> {
        let (is_inside, rule) = match family {
            ArchimedeanFamily::Clayton => (theta > 0.0, "above 0"),
            ArchimedeanFamily::Gumbel => (theta >= 1.0, "at least 1"),
            ArchimedeanFamily::Frank => (theta != 0.0, "other than 0"),
        };
        if !(is_inside && theta.abs() <= THETA_MAX) {
            let family = family.name();
            return Err(CopulaError(format!(
                "the parameter of a {family} copula is {theta}: it must be {rule}, and at most \
                 {THETA_MAX}"
            )));
        }
        let mixing = match family {
            ArchimedeanFamily::Clayton => {
                let arguments = [Argument::Number(1.0 / theta), Argument::Number(1.0)];
                let law = build("Gamma", &arguments).map_err(|error| CopulaError(error.0))?;
                Some(tabulated(law))
            }
            _ => None,
        };
        Ok(ArchimedeanCopula { family, theta, mixing })
    }

    /// The copula under which any two inputs have Kendall's rank correlation `tau`.
    ///
    /// # Errors
    /// A `tau` that the family can't have.
    pub fn from_tau(family: ArchimedeanFamily, tau: f64) -> Result<ArchimedeanCopula, CopulaError> {
        let is_inside = match family {
            ArchimedeanFamily::Clayton => tau > 0.0 && tau < 1.0,
            ArchimedeanFamily::Gumbel => (0.0..1.0).contains(&tau),
            ArchimedeanFamily::Frank => tau != 0.0 && tau.abs() < 1.0,
        };
        if !is_inside {
            let rule = match family {
                ArchimedeanFamily::Frank => "between -1 and 1, and not 0",
                _ => "from 0 to 1",
            };
            let family = family.name();
            return Err(CopulaError(format!(
                "Kendall's tau of a {family} copula is {tau}: it must be {rule}"
            )));
        }
        let theta = match family {
            ArchimedeanFamily::Clayton => 2.0 * tau / (1.0 - tau),
            ArchimedeanFamily::Gumbel => 1.0 / (1.0 - tau),
            ArchimedeanFamily::Frank => frank_theta(tau),
        };
        ArchimedeanCopula::new(family, theta)
    }

    /// The parameter.
    pub fn theta(&self) -> f64 {
        self.theta
    }

    /// Kendall's rank correlation of any two inputs.
    pub fn tau(&self) -> f64 {
        match self.family {
            ArchimedeanFamily::Clayton => self.theta / (self.theta + 2.0),
            ArchimedeanFamily::Gumbel => 1.0 - 1.0 / self.theta,
            ArchimedeanFamily::Frank => frank_tau(self.theta),
        }
    }

    /// Whether the copula is of two inputs only, the second falling as the first rises.
    pub fn is_negative(&self) -> bool {
        self.theta < 0.0
    }

    /// V of each trial, from two uniforms of it.
    pub(super) fn mix(&self, first: &[f64], second: &[f64], out: &mut [f64]) {
        if let Some(law) = &self.mixing {
            law.quantiles(first, out);
            return;
        }
        for ((out, first), second) in out.iter_mut().zip(first).zip(second) {
            *out = match self.family {
                ArchimedeanFamily::Gumbel => positive_stable(1.0 / self.theta, *first, *second),
                _ => logarithmic_series(self.theta.abs(), *first, *second),
            };
        }
    }

    /// The uniforms of an input, from its own and V of each trial; `place` is its place among the
    /// copula's inputs.
    pub(super) fn probabilities(&self, place: usize, own: &[f64], mixing: &[f64], out: &mut [f64]) {
        let theta = self.theta.abs();
        for ((out, own), mixing) in out.iter_mut().zip(own).zip(mixing) {
            // V of 0 is one that is too small for a number: the argument is infinite.
            let argument = -ln(*own) / *mixing;
            let uniform = match self.family {
                ArchimedeanFamily::Clayton => exp(-ln_1p(argument) / theta),
                ArchimedeanFamily::Gumbel => exp(-pow(argument, 1.0 / theta)),
                ArchimedeanFamily::Frank => {
                    // 1 - (1 - e^-θ) e^-argument without cancellation.
                    let complement = exp(-theta - argument) - exp_m1(-argument);
                    -ln(complement) / theta
                }
            };
            *out = if self.is_negative() && place == 1 { 1.0 - uniform } else { uniform };
        }
    }
}

impl ArchimedeanFamily {
    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            ArchimedeanFamily::Clayton => "clayton",
            ArchimedeanFamily::Gumbel => "gumbel",
            ArchimedeanFamily::Frank => "frank",
        }
    }
}

/// The positive stable law whose Laplace transform is exp(-t^alpha), 0 < alpha <= 1 (Kanter 1975,
/// "Stable densities under change of scale and total variation inequalities").
fn positive_stable(alpha: f64, first: f64, second: f64) -> f64 {
    let angle = std::f64::consts::PI * first;
    let exponential = -ln(second);
    let leading = sin(alpha * angle) / pow(sin(angle), 1.0 / alpha);
    let rest = pow(sin((1.0 - alpha) * angle) / exponential, (1.0 - alpha) / alpha);
    leading * rest
}

/// The logarithmic law with P(k) = (1 - e^-θ)^k / (k θ) (Kemp 1981, "Efficient generation of
/// logarithmically distributed pseudo-random variables", algorithm LK).
fn logarithmic_series(theta: f64, first: f64, second: f64) -> f64 {
    // Geometric, given its probability of going on, 1 - e^(-θ u).
    let log_stay = ln_1p(-exp(-theta * first));
    let steps = ln(second) / log_stay;
    if steps < 1e300 { 1.0 + steps.floor() } else { 1e300 }
}

/// Kendall's tau of the Frank copula: 1 - 4/θ (1 - D(θ)), with Debye's function D (Genest 1987).
fn frank_tau(theta: f64) -> f64 {
    let magnitude = theta.abs();
    let tau = if magnitude < 1e-3 {
        // The series at 0; the next term is of fifth order.
        magnitude / 9.0 * (1.0 - magnitude * magnitude / 100.0)
    } else {
        1.0 - 4.0 / magnitude * (1.0 - debye(magnitude))
    };
    if theta < 0.0 { -tau } else { tau }
}

/// Debye's function of order 1: the mean of t / (e^t - 1) over 0 to `x`, for x > 0.
fn debye(x: f64) -> f64 {
    // Simpson's rule; beyond 50 nothing is left to add.
    const STEPS: usize = 2000;
    let end = x.min(50.0);
    let step = end / STEPS as f64;
    let integrand = |t: f64| if t == 0.0 { 1.0 } else { t / exp_m1(t) };
    let mut sum = integrand(0.0) + integrand(end);
    for index in 1..STEPS {
        let weight = if index % 2 == 1 { 4.0 } else { 2.0 };
        sum += weight * integrand(index as f64 * step);
    }
    sum * step / 3.0 / x
}

/// The parameter of the Frank copula with this tau, by bisection.
fn frank_theta(tau: f64) -> f64 {
    const STEPS: usize = 60;
    let (mut low, mut high) = (0.0, 2.0 * THETA_MAX);
    for _ in 0..STEPS {
        let middle = 0.5 * (low + high);
        if frank_tau(middle) < tau.abs() {
            low = middle;
        } else {
            high = middle;
        }
    }
    let theta = 0.5 * (low + high);
    if tau < 0.0 { -theta } else { theta }
}
