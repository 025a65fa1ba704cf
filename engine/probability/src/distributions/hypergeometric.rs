//! Hypergeometric.

use std::sync::Arc;

use super::arguments::{Rules, number, numbers};
use super::densities::binomial_density;
use super::inversion::whole_quantile;
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Hypergeometric`.
pub static HYPERGEOMETRIC: Family = Family {
    name: "Hypergeometric",
    summary: "How many marked items a sample drawn without replacement holds.",
    formula: "P(X = k) = choose(marked, k) choose(population - marked, sample - k) / \
              choose(population, sample). Johnson, Kemp and Kotz 2005, ch. 6",
    parameters: &[
        number("sample", "size of the sample, a whole number, at most population"),
        number("marked", "marked items in the population, a whole number, at most population"),
        number("population", "size of the population, a whole number, at least 1"),
    ],
    example: "Hypergeometric(10, 20, 50)",
    build,
};

fn build(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [sample, marked, population] = numbers(&HYPERGEOMETRIC, arguments)?;
    let rules = Rules(HYPERGEOMETRIC.name);
    rules.whole("population", population, 1.0, 1e9)?;
    rules.whole("sample", sample, 0.0, 1e9)?;
    rules.whole("marked", marked, 0.0, 1e9)?;
    rules.not_above("sample", sample, "population", population)?;
    rules.not_above("marked", marked, "population", population)?;
    Ok(Arc::new(Hypergeometric { sample, marked, population }))
}

#[derive(Debug)]
struct Hypergeometric {
    sample: f64,
    marked: f64,
    population: f64,
}

impl Hypergeometric {
    /// P(X <= k) or, upwards, P(X >= k): terms from k outwards, each from the last by its ratio,
    /// until they no longer count. On the far side of the mode terms shrink geometrically.
    fn tail(&self, k: f64, upwards: bool) -> f64 {
        let (low, high) = self.support();
        let unmarked = self.population - self.marked;
        let mut term = 1.0;
        let mut sum = 1.0;
        let mut k_now = k;
        while if upwards { k_now < high } else { k_now > low } {
            if upwards {
                term *= (self.marked - k_now) * (self.sample - k_now)
                    / ((k_now + 1.0) * (unmarked - self.sample + k_now + 1.0));
                k_now += 1.0;
            } else {
                term *= k_now * (unmarked - self.sample + k_now)
                    / ((self.marked - k_now + 1.0) * (self.sample - k_now + 1.0));
                k_now -= 1.0;
            }
            sum += term;
            if term < 1e-17 * sum {
                break;
            }
        }
        sum * self.pdf(k)
    }
}

impl Distribution for Hypergeometric {
    fn pdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x < low || x > high || x.trunc() != x {
            return 0.0;
        }
        let unmarked = self.population - self.marked;
        let p = self.sample / self.population;
        let q = (self.population - self.sample) / self.population;
        binomial_density(x, self.marked, p, q) * binomial_density(self.sample - x, unmarked, p, q)
            / binomial_density(self.sample, self.population, p, q)
    }
    fn cdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        let k = x.floor();
        if k < low {
            0.0
        } else if k >= high {
            1.0
        } else if k <= self.mean() {
            self.tail(k, false).min(1.0)
        } else {
            1.0 - self.tail(k + 1.0, true)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        let k = x.floor();
        if k < low {
            1.0
        } else if k >= high {
            0.0
        } else if k <= self.mean() {
            1.0 - self.tail(k, false)
        } else {
            self.tail(k + 1.0, true).min(1.0)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        whole_quantile(self, p)
    }
    fn mean(&self) -> f64 {
        self.sample * (self.marked / self.population)
    }
    fn variance(&self) -> f64 {
        if self.population == 1.0 {
            return 0.0;
        }
        let share = self.marked / self.population;
        self.sample
            * share
            * ((self.population - self.marked) / self.population)
            * ((self.population - self.sample) / (self.population - 1.0))
    }
    fn skewness(&self) -> f64 {
        let (n, m, total) = (self.sample, self.marked, self.population);
        (total - 2.0 * m) * (total - 2.0 * n) / (total - 2.0)
            * ((total - 1.0) / (n * m * (total - m) * (total - n))).sqrt()
    }
    fn kurtosis(&self) -> f64 {
        let (n, m, total) = (self.sample, self.marked, self.population);
        let rest = m * (total - m);
        let left = (total - 1.0)
            * total
            * total
            * (total * (total + 1.0) - 6.0 * rest - 6.0 * n * (total - n));
        let right = 6.0 * n * rest * (total - n) * (5.0 * total - 6.0);
        3.0 + (left + right) / (n * rest * (total - n) * (total - 2.0) * (total - 3.0))
    }
    fn mode(&self) -> f64 {
        ((self.sample + 1.0) * (self.marked + 1.0) / (self.population + 2.0)).floor()
    }
    fn support(&self) -> (f64, f64) {
        let low = (self.sample + self.marked - self.population).max(0.0);
        (low, self.sample.min(self.marked))
    }
    fn is_discrete(&self) -> bool {
        true
    }
    fn is_slow(&self) -> bool {
        true
    }
}
