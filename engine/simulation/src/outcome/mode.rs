//! The most likely value of an output, and how it was found.

use ulam_probability::statistics::{Histogram, SortedSamples, mode_estimate};

/// How a mode was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeMethod {
    /// The most frequent of few different values.
    MostFrequent,
    /// Bickel and Frühwirth's half-sample mode: the densest half of the densest half and so on.
    HalfSample,
}

impl ModeMethod {
    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            ModeMethod::MostFrequent => "most frequent",
            ModeMethod::HalfSample => "half-sample",
        }
    }
}

/// The most likely value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mode {
    /// The value.
    pub value: f64,
    /// How it was found.
    pub method: ModeMethod,
}

/// The mode; `None` without finite samples.
pub fn mode(samples: &SortedSamples, histogram: Option<&Histogram>) -> Option<Mode> {
    let value = mode_estimate(samples)?;
    // The same look at the samples as the estimate's own: few values, each seen twice on average.
    let method = match histogram {
        Some(Histogram::Values { values, .. }) if values.len() * 2 <= samples.count() => {
            ModeMethod::MostFrequent
        }
        _ => ModeMethod::HalfSample,
    };
    Some(Mode { value, method })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[f64]) -> Option<Mode> {
        let samples = SortedSamples::new(numbers);
        mode(&samples, Histogram::new(&samples).as_ref())
    }

    #[test]
    fn the_method_is_told() {
        let discrete = of(&[1.0, 2.0, 2.0, 2.0, 3.0, 3.0]).unwrap();
        assert_eq!((discrete.value, discrete.method), (2.0, ModeMethod::MostFrequent));
        // Dense around 10.
        let numbers: Vec<f64> = (-500..500).map(|i| 10.0 + f64::from(i * i * i) / 1e6).collect();
        let continuous = of(&numbers).unwrap();
        assert_eq!(continuous.method, ModeMethod::HalfSample);
        assert!((continuous.value - 10.0).abs() < 0.01, "{continuous:?}");
        assert_eq!(of(&[]), None);
    }
}
