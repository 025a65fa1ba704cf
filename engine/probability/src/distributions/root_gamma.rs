//! Maxwell and Nakagami: scaled square roots of gamma variables.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, ln, pow};
use ulam_numeric::special::{gamma_p, gamma_p_inverse, gamma_q, ln_gamma};

use super::arguments::{Rules, number, numbers};
use super::densities::gamma_density;
use super::moments::{Moments, moment_methods, scaled};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Maxwell`.
pub static MAXWELL: Family = Family {
    name: "Maxwell",
    summary: "The length of a vector of three independent normal components; speeds of molecules.",
    formula: "f(x) = sqrt(2/pi) x^2 exp(-x^2/(2 a^2)) / a^3. Johnson, Kotz and Balakrishnan 1994, \
              ch. 18",
    parameters: &[number("a", "standard deviation of each component, above 0")],
    example: "Maxwell(3)",
    build: build_maxwell,
};

/// The row of `Nakagami`.
pub static NAKAGAMI: Family = Family {
    name: "Nakagami",
    summary: "The strength of a fading radio signal.",
    formula: "X^2 is Gamma(shape, spread/shape): f(x) = 2 shape^shape x^(2 shape - 1) \
              exp(-shape x^2/spread) / (Gamma(shape) spread^shape). Nakagami 1960",
    parameters: &[
        number("shape", "shape m, at least 0.5"),
        number("spread", "mean of the square, Omega, above 0"),
    ],
    example: "Nakagami(2, 9)",
    build: build_nakagami,
};

fn build_maxwell(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [a] = numbers(&MAXWELL, arguments)?;
    Rules(MAXWELL.name).positive("a", a)?;
    Ok(Arc::new(RootGamma { shape: 1.5, scale: a * std::f64::consts::SQRT_2 }))
}

fn build_nakagami(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [shape, spread] = numbers(&NAKAGAMI, arguments)?;
    Rules(NAKAGAMI.name).not_above("0.5", 0.5, "shape", shape)?;
    Rules(NAKAGAMI.name).positive("spread", spread)?;
    Ok(Arc::new(RootGamma { shape, scale: (spread / shape).sqrt() }))
}

/// scale sqrt(G) with G a standard gamma variable.
#[derive(Debug)]
struct RootGamma {
    shape: f64,
    scale: f64,
}

/// A square below which P(shape, square) is square^shape / Gamma(1 + shape) to all digits; the square
/// itself may be too small for a number.
const SQUARE_MIN: f64 = 1e-250;

impl RootGamma {
    fn square(&self, x: f64) -> f64 {
        let y = x.max(0.0) / self.scale;
        y * y
    }

    fn moments(&self) -> Moments {
        let base = ln_gamma(self.shape);
        let raw = scaled(self.scale, |k| exp(ln_gamma(self.shape + 0.5 * k) - base));
        Moments::from_raw(self, 0.0, raw)
    }
}

impl Distribution for RootGamma {
    fn pdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        let y = x / self.scale;
        if y == 0.0 {
            // Half a normal density, at shape 1/2.
            let half_normal = std::f64::consts::FRAC_2_SQRT_PI / self.scale;
            return if self.shape == 0.5 { half_normal } else { 0.0 };
        }
        2.0 * y * gamma_density(self.shape, y * y) / self.scale
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let square = self.square(x);
        if square < SQUARE_MIN {
            return pow(x / self.scale, 2.0 * self.shape) * exp(-ln_gamma(1.0 + self.shape));
        }
        gamma_p(self.shape, square)
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= 0.0 { 1.0 } else { gamma_q(self.shape, self.square(x)) }
    }
    fn quantile(&self, p: f64) -> f64 {
        let square = gamma_p_inverse(self.shape, p);
        if square < SQUARE_MIN && p > 0.0 {
            let logarithm = (ln(p) + ln_gamma(1.0 + self.shape)) / (2.0 * self.shape);
            return self.scale * exp(logarithm);
        }
        self.scale * square.sqrt()
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.scale * (self.shape - 0.5).max(0.0).sqrt()
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn is_slow(&self) -> bool {
        true
    }
}
