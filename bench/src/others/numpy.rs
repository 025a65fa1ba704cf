//! The same model by hand in NumPy.

use std::process::Command;

use serde::Deserialize;

use crate::models::ModelFile;

/// What the programs in `bench/numpy` print.
#[derive(Deserialize)]
struct Report {
    trials: f64,
    seconds: f64,
}

/// Seconds that a trial takes, mean and standard deviation included.
pub fn seconds_per_trial(model: &ModelFile, trials: usize) -> Result<f64, String> {
    let mut command = Command::new("python3");
    command.arg(model.numpy_program()).args(["--trials", &trials.to_string()]);
    if !model.outputs.is_empty() {
        command.arg("--outputs").args(model.outputs);
    }
    let output = command.output().map_err(|error| format!("python3: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(message.lines().last().unwrap_or("failed").to_string());
    }
    let report: Report = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("what it printed can't be read: {error}"))?;
    Ok(report.seconds / report.trials)
}
