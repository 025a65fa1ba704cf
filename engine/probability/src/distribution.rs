//! What a probability law is, and how one is described and built from a call such as
//! `Pert(8, 10, 15)`.

use std::fmt;
use std::sync::Arc;

use ulam_numeric::block;
use ulam_numeric::special::normal_cdf;

/// A probability law of one real number, its parameters fixed.
pub trait Distribution: Send + Sync + fmt::Debug {
    /// Probability density at `x`; for a discrete law, the probability of `x`.
    fn pdf(&self, x: f64) -> f64;
    /// P(X <= x).
    fn cdf(&self, x: f64) -> f64;
    /// The smallest x with P(X <= x) >= p, for p in [0, 1]; the ends of the support at 0 and 1.
    fn quantile(&self, p: f64) -> f64;
    /// P(X > x); overridden where 1 - cdf would lose the upper tail.
    fn survival(&self, x: f64) -> f64 {
        1.0 - self.cdf(x)
    }
    /// Expected value; NaN where it does not exist, infinite where it diverges.
    fn mean(&self) -> f64;
    /// Variance; NaN where it does not exist, infinite where it diverges.
    fn variance(&self) -> f64;
    /// Skewness, NaN where it does not exist.
    fn skewness(&self) -> f64;
    /// Plain kurtosis (3 for a normal), NaN where it does not exist.
    fn kurtosis(&self) -> f64;
    /// A most likely value.
    fn mode(&self) -> f64;
    /// Smallest and largest possible value.
    fn support(&self) -> (f64, f64);
    /// Whether the law has atoms only.
    fn is_discrete(&self) -> bool {
        false
    }
    /// Quantiles of a block of probabilities; the same bits as [`Distribution::quantile`] of each.
    ///
    /// Laws with a closed form override it with vectorised kernels.
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = self.quantile(*probability);
        }
    }
    /// The quantile at the probability Φ(z) of a standard normal `z`, as a Gaussian copula draws it.
    ///
    /// Laws that are functions of a normal override it, and the next, and so skip that probability
    /// and its rounding.
    fn quantile_of_normal(&self, z: f64) -> f64 {
        self.quantile(open_probability(z))
    }
    /// [`Distribution::quantile_of_normal`] of a block; the same bits.
    fn quantiles_of_normal(&self, z: &[f64], out: &mut [f64]) {
        quantiles_by_probability(self, z, out);
    }
    /// Whether [`Distribution::quantile`] is so slow that a simulation should tabulate it
    /// (see [`crate::distributions::tabulated`]).
    fn is_slow(&self) -> bool {
        false
    }
}

/// Φ(z), kept inside the open unit interval where it rounds to an end. NaN of NaN.
pub fn open_probability(z: f64) -> f64 {
    into_open_interval(normal_cdf(z))
}

/// The nearest number inside the open unit interval.
pub(crate) fn into_open_interval(probability: f64) -> f64 {
    const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;
    probability.clamp(f64::MIN_POSITIVE, BELOW_ONE)
}

/// [`Distribution::quantiles_of_normal`] by way of the probabilities.
pub fn quantiles_by_probability(law: &(impl Distribution + ?Sized), z: &[f64], out: &mut [f64]) {
    const CHUNK: usize = 256;
    let mut probabilities = [0.0; CHUNK];
    for (z, out) in z.chunks(CHUNK).zip(out.chunks_mut(CHUNK)) {
        let probabilities = &mut probabilities[..z.len()];
        block::normal_cdf(z, probabilities);
        for probability in probabilities.iter_mut() {
            *probability = into_open_interval(*probability);
        }
        law.quantiles(probabilities, out);
    }
}

/// A distribution shared between threads.
pub type SharedDistribution = Arc<dyn Distribution>;

/// One argument of a distribution call.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A number.
    Number(f64),
    /// A list of numbers: an array constant or the cells of a range.
    List(Vec<f64>),
    /// A text, such as the name of a parameter in `NormalAlt("mean", 10, 0.95, 20)`.
    Text(String),
    /// A law: another distribution call, as in `Compound(Poisson(3), Lognormal(20, 35))`.
    Law(SharedDistribution),
    /// An argument left empty.
    Omitted,
}

/// What kind of argument a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// One number.
    Number,
    /// A list of numbers.
    List,
    /// A law; a number stands for the law of that one value.
    Law,
    /// A number of events: a number, or a law of whole numbers.
    Count,
    /// One or more laws: always the last parameter.
    Laws,
}

/// One parameter of a distribution, for documentation, checks and user interfaces.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, such as `most_likely`.
    pub name: &'static str,
    /// What it means, with its unit and rule: "standard deviation, above 0".
    pub meaning: &'static str,
    /// Number or list.
    pub kind: ParameterKind,
    /// Default where the argument may be left out.
    pub default: Option<f64>,
}

/// One row of the distribution library.
#[derive(Clone, Copy)]
pub struct Family {
    /// Name as written in a call, such as `Pert`.
    pub name: &'static str,
    /// One sentence: what it is for.
    pub summary: &'static str,
    /// Density or probability in plain notation, with source.
    pub formula: &'static str,
    /// Its parameters in order.
    pub parameters: &'static [Parameter],
    /// A call that works, such as `Pert(8, 10, 15)`.
    pub example: &'static str,
    /// Builds the law, checking its parameters. `arguments` has one entry for each parameter
    /// (defaults filled in), of the declared kind.
    pub build: fn(&[Argument]) -> Result<SharedDistribution, ParameterError>,
}

/// Why a distribution can't be built; the sentence names the parameter, its value and the rule.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct ParameterError(pub String);
