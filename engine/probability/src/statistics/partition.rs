//! Numbers and errors among samples.

/// Samples without their errors, and where those were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partition {
    /// The numbers, in the order of the trials.
    pub values: Vec<f64>,
    /// Positions of the errors among the samples, ascending.
    pub error_positions: Vec<usize>,
}

/// Separates numbers from Excel errors, which are NaNs whose payload says which error.
pub fn partition_errors(samples: &[f64]) -> Partition {
    let errors = samples.iter().filter(|sample| sample.is_nan()).count();
    if errors == 0 {
        return Partition { values: samples.to_vec(), error_positions: Vec::new() };
    }
    let mut values = Vec::with_capacity(samples.len() - errors);
    let mut error_positions = Vec::with_capacity(errors);
    for (position, sample) in samples.iter().enumerate() {
        if sample.is_nan() {
            error_positions.push(position);
        } else {
            values.push(*sample);
        }
    }
    Partition { values, error_positions }
}

ulam_numeric::dispatch! {
    /// Whether any sample is an error.
    pub(super) fn contains_nan(samples: &[f64]) -> bool {
        // Without an early end, so that many are looked at together.
        samples.iter().fold(false, |found, sample| found | sample.is_nan())
    }
}
