//! Triangular and its kin: two right-angled triangles back to back, and ways to state them.

use std::sync::Arc;

use ulam_numeric::dispatch;

use super::arguments::{Rules, number, numbers};
use super::constant::constant;
use super::moments::{Moments, moment_methods};
use crate::distribution::{Argument, Distribution, Family, ParameterError, SharedDistribution};

/// The row of `Triangular`.
pub static TRIANGULAR: Family = Family {
    name: "Triangular",
    summary: "An estimate by its smallest, most likely and largest value, with straight sides.",
    formula: "f(x) = 2(x - min)/((max - min)(most_likely - min)) up to most_likely, then \
              2(max - x)/((max - min)(max - most_likely)). Kotz and van Dorp 2004, Beyond Beta, ch. 1",
    parameters: &[
        number("minimum", "smallest value"),
        number("most_likely", "most likely value, between minimum and maximum"),
        number("maximum", "largest value (equal to minimum gives a constant)"),
    ],
    example: "Triangular(10, 20, 40)",
    build: build_triangular,
};

/// The row of `Trigen`.
pub static TRIGEN: Family = Family {
    name: "Trigen",
    summary: "A triangular law by its most likely value and two percentiles rather than its ends.",
    formula: "Triangular(min, most_likely, max) with min and max such that \
              F(bottom) = bottom_probability and F(top) = top_probability",
    parameters: &[
        number("bottom", "value of the lower percentile, below most_likely"),
        number("most_likely", "most likely value"),
        number("top", "value of the upper percentile, above most_likely"),
        number("bottom_probability", "P(X <= bottom), from 0 to below top_probability"),
        number("top_probability", "P(X <= top), up to 1"),
    ],
    example: "Trigen(10, 20, 40, 0.1, 0.9)",
    build: build_trigen,
};

/// The row of `DoubleTriangular`.
pub static DOUBLE_TRIANGULAR: Family = Family {
    name: "DoubleTriangular",
    summary: "A triangular law whose probability below the most likely value is given.",
    formula: "f(x) = 2p(x - min)/(most_likely - min)^2 up to most_likely, then \
              2(1 - p)(max - x)/(max - most_likely)^2, p = lower_probability",
    parameters: &[
        number("minimum", "smallest value"),
        number("most_likely", "most likely value, above minimum and below maximum"),
        number("maximum", "largest value"),
        number("lower_probability", "P(X <= most_likely), above 0 and below 1"),
    ],
    example: "DoubleTriangular(10, 20, 40, 0.4)",
    build: build_double,
};

/// The row of `SplitTriangular`.
pub static SPLIT_TRIANGULAR: Family = Family {
    name: "SplitTriangular",
    summary: "Two right-angled triangles that meet at a middle value, by three percentiles.",
    formula: "DoubleTriangular(min, medium, max, medium_probability) with min and max such that \
              F(low) = low_probability and F(high) = high_probability",
    parameters: &[
        number("low", "value of the low percentile, below medium"),
        number("medium", "value of the middle percentile, where the triangles meet"),
        number("high", "value of the high percentile, above medium"),
        number("low_probability", "P(X <= low), from 0 to below medium_probability"),
        number("medium_probability", "P(X <= medium), above 0 and below 1"),
        number("high_probability", "P(X <= high), above medium_probability, up to 1"),
    ],
    example: "SplitTriangular(12, 20, 35, 0.1, 0.5, 0.9)",
    build: build_split,
};

fn build_triangular(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, mode, max] = numbers(&TRIANGULAR, arguments)?;
    let rules = Rules(TRIANGULAR.name);
    rules.not_above("minimum", min, "most_likely", mode)?;
    rules.not_above("most_likely", mode, "maximum", max)?;
    if min == max {
        return Ok(constant(min));
    }
    rules.below("minimum", min, "maximum", max)?;
    Ok(TwoTriangles::shared(min, mode, max, (mode - min) / (max - min)))
}

fn build_trigen(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [bottom, mode, top, low, high] = numbers(&TRIGEN, arguments)?;
    let rules = Rules(TRIGEN.name);
    rules.probability("bottom_probability", low)?;
    rules.probability("top_probability", high)?;
    rules.below("bottom_probability", low, "top_probability", high)?;
    if low > 0.0 {
        rules.below("bottom", bottom, "most_likely", mode)?;
    }
    if high < 1.0 {
        rules.below("most_likely", mode, "top", top)?;
    }
    rules.not_above("bottom", bottom, "most_likely", mode)?;
    rules.not_above("most_likely", mode, "top", top)?;
    rules.below("bottom", bottom, "top", top)?;
    // With q = F(most_likely) the lengths of the two sides follow; q itself is the left side's
    // share of the base, a crossing of a falling function with the diagonal.
    let left = |q: f64| {
        if low == 0.0 { mode - bottom } else { (mode - bottom) / (1.0 - (low / q).sqrt()) }
    };
    let right = |q: f64| {
        if high == 1.0 {
            top - mode
        } else {
            (top - mode) / (1.0 - ((1.0 - high) / (1.0 - q)).sqrt())
        }
    };
    let (mut below, mut above) = (low, high);
    for _ in 0..200 {
        let q = 0.5 * (below + above);
        if q <= below || q >= above {
            break;
        }
        if left(q) > q * (left(q) + right(q)) {
            below = q;
        } else {
            above = q;
        }
    }
    let q = 0.5 * (below + above);
    let (min, max) = (mode - left(q), mode + right(q));
    if !(min.is_finite() && max.is_finite() && min < max) {
        return Err(ParameterError(
            "Trigen: no triangular law has these percentiles; move bottom and top further from \
             most_likely"
                .to_string(),
        ));
    }
    Ok(TwoTriangles::shared(min, mode, max, (mode - min) / (max - min)))
}

fn build_double(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [min, mode, max, lower] = numbers(&DOUBLE_TRIANGULAR, arguments)?;
    let rules = Rules(DOUBLE_TRIANGULAR.name);
    rules.below("minimum", min, "most_likely", mode)?;
    rules.below("most_likely", mode, "maximum", max)?;
    rules.below("minimum", min, "maximum", max)?;
    rules.below("0", 0.0, "lower_probability", lower)?;
    rules.below("lower_probability", lower, "1", 1.0)?;
    Ok(TwoTriangles::shared(min, mode, max, lower))
}

fn build_split(arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let [low, medium, high, low_p, medium_p, high_p] = numbers(&SPLIT_TRIANGULAR, arguments)?;
    let rules = Rules(SPLIT_TRIANGULAR.name);
    rules.below("low", low, "medium", medium)?;
    rules.below("medium", medium, "high", high)?;
    rules.not_above("0", 0.0, "low_probability", low_p)?;
    rules.below("low_probability", low_p, "medium_probability", medium_p)?;
    rules.below("medium_probability", medium_p, "high_probability", high_p)?;
    rules.not_above("high_probability", high_p, "1", 1.0)?;
    let min = medium - (medium - low) / (1.0 - (low_p / medium_p).sqrt());
    let max = medium + (high - medium) / (1.0 - ((1.0 - high_p) / (1.0 - medium_p)).sqrt());
    rules.below("minimum", min, "maximum", max)?;
    Ok(TwoTriangles::shared(min, medium, max, medium_p))
}

/// A rising triangle with probability `lower` and a falling one with the rest.
#[derive(Clone, Copy, Debug)]
struct TwoTriangles {
    min: f64,
    mode: f64,
    max: f64,
    lower: f64,
    /// (mode - min)^2 / lower and (max - mode)^2 / (1 - lower); 0 for an empty side.
    left_square: f64,
    right_square: f64,
}

impl TwoTriangles {
    fn shared(min: f64, mode: f64, max: f64, lower: f64) -> SharedDistribution {
        let share = |length: f64, probability: f64| {
            if probability > 0.0 { length / probability * length } else { 0.0 }
        };
        Arc::new(TwoTriangles {
            min,
            mode,
            max,
            lower,
            left_square: share(mode - min, lower),
            right_square: share(max - mode, 1.0 - lower),
        })
    }

    #[inline(always)]
    fn value_at(&self, p: f64) -> f64 {
        let left = self.min + (p * self.left_square).sqrt();
        let right = self.max - ((1.0 - p) * self.right_square).sqrt();
        if p <= self.lower { left } else { right }
    }

    fn moments(&self) -> Moments {
        // About the mode: E[D^k] of a right-angled triangle of length L is 2 L^k/((k + 1)(k + 2)).
        let (left, right) = (self.mode - self.min, self.max - self.mode);
        let upper = 1.0 - self.lower;
        let (mut left_term, mut right_term) = (self.lower, upper);
        let mut about_mode = [0.0; 4];
        for (moment, share) in about_mode.iter_mut().zip([3.0, 6.0, 10.0, 15.0]) {
            left_term *= -left;
            right_term *= right;
            *moment = (left_term + right_term) / share;
        }
        Moments::about(self.mode, about_mode)
    }
}

dispatch! {
    fn triangles_quantiles(law: &TwoTriangles, probabilities: &[f64], out: &mut [f64]) {
        let law = *law;
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = law.value_at(*probability);
        }
    }
}

impl Distribution for TwoTriangles {
    fn pdf(&self, x: f64) -> f64 {
        if x < self.min || x > self.max {
            return 0.0;
        }
        let left = if x <= self.mode && self.left_square > 0.0 {
            2.0 * (x - self.min) / self.left_square
        } else {
            0.0
        };
        let right = if x >= self.mode && self.right_square > 0.0 {
            2.0 * (self.max - x) / self.right_square
        } else {
            0.0
        };
        left.max(right)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else if x <= self.mode {
            (x - self.min) * ((x - self.min) / self.left_square)
        } else {
            let (beyond, length) = (x - self.mode, self.max - self.mode);
            (self.lower + beyond * ((2.0 * length - beyond) / self.right_square)).min(1.0)
        }
    }
    fn survival(&self, x: f64) -> f64 {
        if x <= self.min {
            1.0
        } else if x >= self.max {
            0.0
        } else if x > self.mode {
            (self.max - x) * ((self.max - x) / self.right_square)
        } else {
            let (short, length) = (self.mode - x, self.mode - self.min);
            let upper = 1.0 - self.lower;
            (upper + short * ((2.0 * length - short) / self.left_square)).min(1.0)
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        self.value_at(p)
    }
    fn quantiles(&self, probabilities: &[f64], out: &mut [f64]) {
        triangles_quantiles(self, probabilities, out);
    }
    moment_methods!();
    fn mode(&self) -> f64 {
        self.mode
    }
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}
