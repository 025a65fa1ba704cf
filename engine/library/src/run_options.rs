//! How a simulation is run, as programs ask for it: the options of `ulam simulate` by name.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ulam_probability::statistics::Tail;
use ulam_simulation::model::{Analysis, Settings};
use ulam_simulation::outcome::simtable::{SIMULATIONS_MAX, Stepped};
use ulam_simulation::outcome::stop::{Statistic, StopRule};
use ulam_simulation::run::layout::REPLICATES_MAX;
use ulam_simulation::spec::Spec;

/// Most rows that Sobol's indices are computed from.
const SOBOL_ROWS_MAX: u64 = 10_000_000;

/// How a simulation is run, beside what its spec says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunOptions {
    /// Rules that end the run: `mean within 1%`.
    pub stop_when: Vec<String>,
    /// Independent randomisations.
    pub replicates: u64,
    /// Cells that are stepped through values.
    pub simulate_over: Vec<SteppedOption>,
    /// Which end of the outputs is bad: `lower` or `upper`.
    pub tail: String,
    /// The tornado's statistic: `mean`, `median`, `p95`.
    pub tornado: String,
    /// Whether sensitivities are worked out.
    pub sensitivity: bool,
    /// Rows that Sobol's indices are computed from; none if `None`.
    pub sobol_indices: Option<u64>,
}

/// A cell that is stepped through values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SteppedOption {
    /// `Sheet!A1` or a defined name.
    pub cell: String,
    /// Its value in each simulation.
    pub values: Vec<f64>,
}

/// An option of the wrong form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{option}: {message}")]
pub struct OptionError {
    /// The option, with the place in a list: `stop_when[0]`.
    pub option: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Default for RunOptions {
    fn default() -> RunOptions {
        RunOptions {
            stop_when: Vec::new(),
            replicates: 1,
            simulate_over: Vec::new(),
            tail: "lower".to_string(),
            tornado: "mean".to_string(),
            sensitivity: true,
            sobol_indices: None,
        }
    }
}

impl RunOptions {
    /// The settings of a run of a spec.
    ///
    /// # Errors
    /// Every option of the wrong form.
    pub fn settings(&self, spec: &Spec) -> Result<Settings, Vec<OptionError>> {
        let mut errors = Vec::new();
        let mut wrong = |option: &str, message: String| {
            errors.push(OptionError { option: option.to_string(), message });
        };
        let mut stop = Vec::new();
        for (index, text) in self.stop_when.iter().enumerate() {
            match StopRule::from_str(text) {
                Ok(rule) => stop.push(rule),
                Err(message) => wrong(&format!("stop_when[{index}]"), message),
            }
        }
        if !(1..=REPLICATES_MAX).contains(&self.replicates) {
            wrong("replicates", format!("{} is not from 1 to {REPLICATES_MAX}", self.replicates));
        }
        let tail = match self.tail.as_str() {
            "lower" => Tail::Lower,
            "upper" => Tail::Upper,
            other => {
                wrong("tail", format!("'{other}' is neither lower nor upper"));
                Tail::Lower
            }
        };
        let tornado = Statistic::from_str(&self.tornado).unwrap_or_else(|message| {
            wrong("tornado", message);
            Statistic::Mean
        });
        if let Some(rows) = self.sobol_indices
            && !(1..=SOBOL_ROWS_MAX).contains(&rows)
        {
            wrong("sobol_indices", format!("{rows} is not from 1 to {SOBOL_ROWS_MAX}"));
        }
        for (index, stepped) in self.simulate_over.iter().enumerate() {
            let count = stepped.values.len();
            if !(1..=SIMULATIONS_MAX).contains(&count) {
                let message = format!("{count} values; give from 1 to {SIMULATIONS_MAX}");
                wrong(&format!("simulate_over[{index}].values"), message);
            } else if stepped.values.iter().any(|value| !value.is_finite()) {
                let message = "a value is no finite number".to_string();
                wrong(&format!("simulate_over[{index}].values"), message);
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let analysis = Analysis {
            tail,
            tornado,
            stop,
            replicates: self.replicates,
            sobol_rows: self.sobol_indices,
        };
        Ok(Settings { sensitivity: self.sensitivity, analysis, ..spec.settings() })
    }

    /// The cells that are stepped through values.
    pub fn stepped(&self) -> Vec<Stepped> {
        let stepped = |option: &SteppedOption| Stepped {
            cell: option.cell.clone(),
            values: option.values.clone(),
        };
        self.simulate_over.iter().map(stepped).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_option_is_named() {
        let options = RunOptions {
            stop_when: vec!["mean within 1%".to_string(), "mean".to_string()],
            replicates: 0,
            tail: "left".to_string(),
            tornado: "p200".to_string(),
            simulate_over: vec![SteppedOption { cell: "A1".to_string(), values: Vec::new() }],
            ..RunOptions::default()
        };
        let errors = options.settings(&Spec::default()).expect_err("all are wrong");
        let named: Vec<&str> = errors.iter().map(|error| error.option.as_str()).collect();
        let expected = ["stop_when[1]", "replicates", "tail", "tornado", "simulate_over[0].values"];
        assert_eq!(named, expected);
    }
}
