//! Value at risk and conditional value at risk of an output.
//!
//! At level 5% on the lower side, value at risk is the output's 5th percentile, and conditional
//! value at risk the mean of the worst 5% of the trials; the trial on the edge counts by the part of
//! it that belongs to them (Acerbi and Tasche 2002). On the upper side they are the 95th percentile
//! and the mean of the highest 5%. Both are in the output's own unit and sign: a loss of 100 in a
//! profit is -100.

use ulam_probability::statistics::{SortedSamples, Tail, tail_risk};

/// The levels that every output reports.
pub const RISK_LEVELS: [f64; 2] = [0.05, 0.01];

/// How bad the worst share of the trials is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Risk {
    /// The share of trials that are the worst.
    pub level: f64,
    /// The end of the output at which they are.
    pub tail: Tail,
    /// Value at risk: the percentile beyond which they lie.
    pub value_at_risk: f64,
    /// Conditional value at risk: their mean.
    pub conditional_value_at_risk: f64,
}

/// The risks at [`RISK_LEVELS`]; empty without samples.
pub fn risks(samples: &SortedSamples, tail: Tail) -> Vec<Risk> {
    let at = |level: &f64| {
        let risk = tail_risk(samples, *level, tail)?;
        Some(Risk {
            level: *level,
            tail,
            value_at_risk: risk.value_at_risk,
            conditional_value_at_risk: risk.conditional_value_at_risk,
        })
    };
    RISK_LEVELS.iter().filter_map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn risks_of_a_hundred_and_ten_numbers() {
        // The samples are 1 to 110. NumPy: percentile(x, 5) = 6.45; the worst 5.5 are 1 to 5 and half
        // of 6: (15 + 3) / 5.5.
        let numbers: Vec<f64> = (1..=110).rev().map(f64::from).collect();
        let samples = SortedSamples::new(&numbers);
        let lower = risks(&samples, Tail::Lower);
        assert!((lower[0].value_at_risk - 6.45).abs() < 1e-12);
        assert!((lower[0].conditional_value_at_risk - 18.0 / 5.5).abs() < 1e-12);
        let upper = risks(&samples, Tail::Upper);
        assert!((upper[0].value_at_risk - 104.55).abs() < 1e-12);
        assert!((upper[0].conditional_value_at_risk - (111.0 - 18.0 / 5.5)).abs() < 1e-12);
        // At 1% there is the worst trial and a tenth of the next: (1 + 0.2) / 1.1.
        assert!((lower[1].conditional_value_at_risk - 1.2 / 1.1).abs() < 1e-12);
        assert!(risks(&SortedSamples::new(&[]), Tail::Lower).is_empty());
    }
}
