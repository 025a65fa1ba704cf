//! The arguments of `ulam simulate` that say what is worked out beside the statistics.

use std::str::FromStr;

use clap::{Args, ValueEnum};
use ulam_probability::statistics::Tail;
use ulam_simulation::model::Analysis;
use ulam_simulation::outcome::simtable::Stepped;
use ulam_simulation::outcome::stop::{Statistic, StopRule};
use ulam_simulation::spec::parse_count;

use crate::error::Failure;

/// Which end of the outputs is the bad one.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TailArgument {
    /// Small values are bad, as of a profit.
    Lower,
    /// Large values are bad, as of a cost.
    Upper,
}

/// What is worked out beside the statistics.
#[derive(Args)]
pub struct AnalysisArguments {
    /// Stop at the first power of two of trials at which a statistic is known to within a tolerance
    /// with 95% confidence: 'mean within 1%', 'p95 within 2%', 'mean of Model!B20 within 500'.
    /// --trials is then the most. May be given several times: all must hold.
    #[arg(long, value_name = "RULE", help_heading = "Run")]
    pub stop_when: Vec<String>,
    /// Split the trials into R independent randomisations, and take confidence intervals from how
    /// they differ: honest under lhs and sobol too.
    #[arg(long, value_name = "R", allow_hyphen_values = true, help_heading = "Run")]
    pub replicates: Option<String>,
    /// Simulate once for each value of a cell, with the same seed: 'Model!B3=1,2,3'. Several such
    /// lists, and RiskSimtable in the workbook, move together.
    #[arg(long, value_name = "CELL=V,V,...", help_heading = "Run")]
    pub simulate_over: Vec<String>,

    /// Which end of the outputs is bad: value at risk, and the worst trials whose inputs are looked
    /// at, are there.
    #[arg(long, value_enum, default_value = "lower", help_heading = "Analysis")]
    pub tail: TailArgument,
    /// The statistic whose change over each input's deciles is the tornado: mean, median, p95.
    #[arg(long, value_name = "STATISTIC", default_value = "mean", help_heading = "Analysis")]
    pub tornado: String,
    /// Also compute Sobol's variance-based indices from N rows: this needs N times (inputs + 2)
    /// trials of its own. Try 1e4.
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Analysis")]
    pub sobol_indices: Option<String>,
}

impl AnalysisArguments {
    /// What they ask for.
    ///
    /// # Errors
    /// An argument of the wrong form.
    pub fn analysis(&self) -> Result<Analysis, Failure> {
        let wrong = |option: &str, why: String| Failure::usage(format!("{option}: {why}"));
        let count = |option: &str, text: &Option<String>| {
            let text = text.as_deref();
            text.map(parse_count).transpose().map_err(|error| wrong(option, error.0))
        };
        let rule =
            |text: &String| StopRule::from_str(text).map_err(|why| wrong("--stop-when", why));
        let replicates = count("--replicates", &self.replicates)?.unwrap_or(1);
        if replicates == 0 {
            return Err(wrong("--replicates", "ask for at least 1".to_string()));
        }
        Ok(Analysis {
            tail: match self.tail {
                TailArgument::Lower => Tail::Lower,
                TailArgument::Upper => Tail::Upper,
            },
            tornado: Statistic::from_str(&self.tornado).map_err(|why| wrong("--tornado", why))?,
            stop: self.stop_when.iter().map(rule).collect::<Result<_, _>>()?,
            replicates,
            sobol_rows: count("--sobol-indices", &self.sobol_indices)?,
        })
    }

    /// The cells that are stepped through values.
    ///
    /// # Errors
    /// An argument of the wrong form.
    pub fn stepped(&self) -> Result<Vec<Stepped>, Failure> {
        let parse = |text: &String| {
            Stepped::parse(text)
                .map_err(|error| Failure::usage(format!("--simulate-over: {}", error.0)))
        };
        self.simulate_over.iter().map(parse).collect()
    }
}
