//! Negative binomial and geometric: failures before successes.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, exp_m1, ln_1p};
use ulam_numeric::special::beta_i_pair;

use super::arguments::{Rules, number, numbers};
use super::beta::SHAPE_MAX;
use super::densities::binomial_density;
use super::inversion::{whole_quantile, whole_quantile_near};
use super::kernels::minus_ln_complement;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `NegativeBinomial`.
pub static NEGATIVE_BINOMIAL: Family = Family {
    name: "NegativeBinomial",
    summary: "How many trials fail before a given number succeed; counts more spread out than \
              Poisson.",
    formula: "P(X = k) = choose(s + k - 1, k) p^s (1 - p)^k. Johnson, Kemp and Kotz 2005, ch. 5",
    parameters: &[
        number("s", "number of successes, above 0 (may be fractional)"),
        number("p", "probability of success, above 0, at most 1"),
    ],
    example: "NegativeBinomial(5, 0.4)",
    build: build_negative_binomial,
};

/// The row of `Geometric`.
pub static GEOMETRIC: Family = Family {
    name: "Geometric",
    summary: "How many trials fail before the first success.",
    formula: "P(X = k) = p (1 - p)^k. Johnson, Kemp and Kotz 2005, ch. 5",
    parameters: &[number("p", "probability of success, above 0, at most 1")],
    example: "Geometric(0.25)",
    build: build_geometric,
};

const SMALLEST_PROBABILITY: f64 = 1e-12;

fn build_negative_binomial(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [s, p] = numbers(&NEGATIVE_BINOMIAL, arguments)?;
    let rules = Rules(NEGATIVE_BINOMIAL.name);
    rules.positive("s", s)?;
    rules.within("s", s, 0.0, SHAPE_MAX)?;
    rules.positive("p", p)?;
    rules.within("p", p, SMALLEST_PROBABILITY, 1.0)?;
    Ok(Arc::new(NegativeBinomial { s, p }))
}

fn build_geometric(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [p] = numbers(&GEOMETRIC, arguments)?;
    let rules = Rules(GEOMETRIC.name);
    rules.positive("p", p)?;
    rules.within("p", p, SMALLEST_PROBABILITY, 1.0)?;
    Ok(Arc::new(Geometric { p }))
}

#[derive(Debug)]
struct NegativeBinomial {
    s: f64,
    p: f64,
}

impl NegativeBinomial {
    /// P(X <= x) and P(X > x), 0 <= x < inf.
    fn tails(&self, x: f64) -> (f64, f64) {
        beta_i_pair(self.s, x.floor() + 1.0, self.p, 1.0 - self.p)
    }
}

impl Distribution for NegativeBinomial {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 || x.trunc() != x {
            return 0.0;
        }
        self.s / (self.s + x) * binomial_density(self.s, self.s + x, self.p, 1.0 - self.p)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else if x == f64::INFINITY {
            1.0
        } else {
            self.tails(x).0
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x < 0.0 {
            1.0
        } else if x == f64::INFINITY {
            0.0
        } else {
            self.tails(x).1
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        whole_quantile(self, p)
    }
    fn mean(&self) -> f64 {
        self.s * (1.0 - self.p) / self.p
    }
    fn variance(&self) -> f64 {
        self.s * (1.0 - self.p) / (self.p * self.p)
    }
    fn skewness(&self) -> f64 {
        (2.0 - self.p) / (self.s * (1.0 - self.p)).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + 6.0 / self.s + self.p * self.p / (self.s * (1.0 - self.p))
    }
    fn mode(&self) -> f64 {
        if self.s <= 1.0 { 0.0 } else { ((self.s - 1.0) * (1.0 - self.p) / self.p).floor() }
    }
    fn support(&self) -> (f64, f64) {
        (0.0, if self.p == 1.0 { 0.0 } else { f64::INFINITY })
    }
    fn is_discrete(&self) -> bool {
        true
    }
    fn is_slow(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Geometric {
    p: f64,
}

impl Distribution for Geometric {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 || x.trunc() != x {
            return 0.0;
        }
        if x == 0.0 { self.p } else { self.p * exp(x * ln_1p(-self.p)) }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else if x < 1.0 {
            self.p
        } else {
            -exp_m1((x.floor() + 1.0) * ln_1p(-self.p))
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x < 0.0 { 1.0 } else { exp((x.floor() + 1.0) * ln_1p(-self.p)) }
    }
    fn quantile(&self, p: f64) -> f64 {
        let (low, high) = self.support();
        if p >= 1.0 || low == high {
            return high;
        }
        let guess = (minus_ln_complement(p) / -ln_1p(-self.p)).ceil() - 1.0;
        whole_quantile_near(self, p, guess.max(0.0))
    }
    fn mean(&self) -> f64 {
        (1.0 - self.p) / self.p
    }
    fn variance(&self) -> f64 {
        (1.0 - self.p) / (self.p * self.p)
    }
    fn skewness(&self) -> f64 {
        (2.0 - self.p) / (1.0 - self.p).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        9.0 + self.p * self.p / (1.0 - self.p)
    }
    fn mode(&self) -> f64 {
        0.0
    }
    fn support(&self) -> (f64, f64) {
        (0.0, if self.p == 1.0 { 0.0 } else { f64::INFINITY })
    }
    fn is_discrete(&self) -> bool {
        true
    }
    fn is_slow(&self) -> bool {
        true
    }
}
