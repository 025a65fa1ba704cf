//! The arguments that say how trials are drawn, shared by the commands that run them.

use std::str::FromStr;

use clap::Args;
use ulam_probability::sampling::Plan;
use ulam_simulation::model::Settings;
use ulam_simulation::spec::{Spec, parse_count};

use crate::error::Failure;

/// Most threads.
const THREADS_MAX: u64 = 1024;

/// How trials are drawn.
#[derive(Args)]
pub struct RunArguments {
    /// Number of trials: 100000, 1e6 or 1_000_000. [default: 100000]
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Run")]
    pub trials: Option<String>,
    /// Seed of the random numbers. [default: 1]
    #[arg(long, value_name = "S", allow_hyphen_values = true, help_heading = "Run")]
    pub seed: Option<String>,
    /// How trials are laid out: at random, as a Latin hypercube, or along a scrambled Sobol
    /// sequence. [default: random]
    #[arg(long, value_name = "random|lhs|sobol", help_heading = "Run")]
    pub sampling: Option<String>,
    /// Threads. [default: all of the machine's]
    #[arg(long, value_name = "T", allow_hyphen_values = true, help_heading = "Run")]
    pub threads: Option<String>,
}

impl RunArguments {
    /// A spec with what the command line says.
    ///
    /// # Errors
    /// An argument of the wrong form.
    pub fn added_to(&self, mut spec: Spec) -> Result<Spec, Failure> {
        let wrong = |option: &str, why: String| Failure::usage(format!("{option}: {why}"));
        if let Some(trials) = &self.trials {
            spec.trials = Some(parse_count(trials).map_err(|error| wrong("--trials", error.0))?);
        }
        if let Some(seed) = &self.seed {
            let seed = seed.trim();
            let parsed = seed.parse();
            spec.seed = Some(parsed.map_err(|_| {
                wrong("--seed", format!("'{seed}' is no whole number from 0 to {}", u64::MAX))
            })?);
        }
        if let Some(sampling) = &self.sampling {
            let plan = Plan::from_str(sampling);
            spec.sampling = Some(plan.map_err(|error| wrong("--sampling", error.to_string()))?);
        }
        Ok(spec)
    }

    /// The settings of a run of a spec.
    ///
    /// # Errors
    /// No trials, or a number of threads out of range.
    pub fn settings(&self, spec: &Spec) -> Result<Settings, Failure> {
        let mut settings = spec.settings();
        if settings.trials == 0 {
            return Err(Failure::usage("--trials: 0 trials show nothing: ask for at least 1"));
        }
        if let Some(threads) = &self.threads {
            match parse_count(threads) {
                Ok(count @ 1..=THREADS_MAX) => settings.threads = Some(count as usize),
                _ => {
                    let message =
                        format!("--threads: '{threads}' is no number from 1 to {THREADS_MAX}");
                    return Err(Failure::usage(message));
                }
            }
        }
        Ok(settings)
    }
}
