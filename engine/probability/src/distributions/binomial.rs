//! Bernoulli and binomial.

use std::sync::Arc;

use ulam_numeric::special::beta_i_pair;

use super::arguments::{Rules, number, numbers};
use super::beta::SHAPE_MAX;
use super::densities::binomial_density;
use super::inversion::whole_quantile;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Bernoulli`.
pub static BERNOULLI: Family = Family {
    name: "Bernoulli",
    summary: "1 with a given probability, else 0: whether a risk event happens.",
    formula: "P(X = 1) = p, P(X = 0) = 1 - p",
    parameters: &[number("p", "probability of 1, between 0 and 1")],
    example: "Bernoulli(0.3)",
    build: build_bernoulli,
};

/// The row of `Binomial`.
pub static BINOMIAL: Family = Family {
    name: "Binomial",
    summary: "How many of a number of independent trials succeed.",
    formula: "P(X = k) = choose(n, k) p^k (1 - p)^(n - k). Johnson, Kemp and Kotz 2005, Univariate \
              Discrete Distributions, ch. 3",
    parameters: &[
        number("n", "number of trials, a whole number, at least 0"),
        number("p", "probability of success, between 0 and 1"),
    ],
    example: "Binomial(20, 0.3)",
    build: build_binomial,
};

fn build_bernoulli(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [p] = numbers(&BERNOULLI, arguments)?;
    Rules(BERNOULLI.name).probability("p", p)?;
    Ok(Arc::new(Bernoulli { p }))
}

fn build_binomial(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [n, p] = numbers(&BINOMIAL, arguments)?;
    Rules(BINOMIAL.name).whole("n", n, 0.0, SHAPE_MAX)?;
    Rules(BINOMIAL.name).probability("p", p)?;
    Ok(Arc::new(Binomial { n, p }))
}

#[derive(Debug)]
struct Bernoulli {
    p: f64,
}

impl Distribution for Bernoulli {
    fn pdf(&self, x: f64) -> f64 {
        if x == 0.0 {
            1.0 - self.p
        } else if x == 1.0 {
            self.p
        } else {
            0.0
        }
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else if x < 1.0 {
            1.0 - self.p
        } else {
            1.0
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x < 0.0 {
            1.0
        } else if x < 1.0 {
            self.p
        } else {
            0.0
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p > 1.0 - self.p { 1.0 } else { self.support().0 }
    }
    fn mean(&self) -> f64 {
        self.p
    }
    fn variance(&self) -> f64 {
        self.p * (1.0 - self.p)
    }
    fn skewness(&self) -> f64 {
        (1.0 - 2.0 * self.p) / self.variance().sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + (1.0 - 6.0 * self.variance()) / self.variance()
    }
    fn mode(&self) -> f64 {
        if self.p > 0.5 { 1.0 } else { 0.0 }
    }
    fn support(&self) -> (f64, f64) {
        (if self.p == 1.0 { 1.0 } else { 0.0 }, if self.p == 0.0 { 0.0 } else { 1.0 })
    }
    fn is_discrete(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Binomial {
    n: f64,
    p: f64,
}

impl Binomial {
    /// P(X <= k) and P(X > k), 0 <= k < n.
    fn tails(&self, k: f64) -> (f64, f64) {
        let (above, below) = beta_i_pair(k + 1.0, self.n - k, self.p, 1.0 - self.p);
        (below, above)
    }
}

impl Distribution for Binomial {
    fn pdf(&self, x: f64) -> f64 {
        if x.trunc() != x { 0.0 } else { binomial_density(x, self.n, self.p, 1.0 - self.p) }
    }
    fn cdf(&self, x: f64) -> f64 {
        let k = x.floor();
        if k < 0.0 {
            0.0
        } else if k >= self.n {
            1.0
        } else {
            self.tails(k).0
        }
    }
    fn survival(&self, x: f64) -> f64 {
        let k = x.floor();
        if k < 0.0 {
            1.0
        } else if k >= self.n {
            0.0
        } else {
            self.tails(k).1
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        whole_quantile(self, p)
    }
    fn mean(&self) -> f64 {
        self.n * self.p
    }
    fn variance(&self) -> f64 {
        self.n * self.p * (1.0 - self.p)
    }
    fn skewness(&self) -> f64 {
        (1.0 - 2.0 * self.p) / self.variance().sqrt()
    }
    fn kurtosis(&self) -> f64 {
        3.0 + (1.0 - 6.0 * self.p * (1.0 - self.p)) / self.variance()
    }
    fn mode(&self) -> f64 {
        ((self.n + 1.0) * self.p).floor().min(self.n)
    }
    fn support(&self) -> (f64, f64) {
        (if self.p == 1.0 { self.n } else { 0.0 }, if self.p == 0.0 { 0.0 } else { self.n })
    }
    fn is_discrete(&self) -> bool {
        true
    }
    fn is_slow(&self) -> bool {
        true
    }
}
