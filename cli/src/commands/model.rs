//! The arguments that say what is to be simulated, shared by `simulate` and `explain`.

use std::path::PathBuf;

use clap::Args;
use ulam_simulation::spec::Spec;

use crate::clock::ClockArguments;
use crate::error::Failure;
use crate::open;

/// A workbook and what is uncertain in it.
#[derive(Args)]
pub struct ModelArguments {
    /// The workbook: an .xlsx or .xlsm file.
    pub workbook: PathBuf,

    /// Read inputs, outputs, correlations, probabilities and settings from a YAML file. What the
    /// command line says is added to it, and overrides it.
    #[arg(long, value_name = "SPEC.yaml", help_heading = "Model")]
    pub model: Option<PathBuf>,

    /// Make a cell uncertain: 'Model!B3=Pert(8, 10, 15)'. Parameters may be cells or formulas; see
    /// `ulam distributions`.
    #[arg(long = "input", short = 'i', value_name = "CELL=DISTRIBUTION", help_heading = "Model")]
    pub inputs: Vec<String>,

    /// Report on a cell: 'Model!B20' or a defined name. Without any, cells marked with RiskOutput
    /// are reported on.
    #[arg(long = "output", short = 'o', value_name = "CELL", help_heading = "Model")]
    pub outputs: Vec<String>,

    /// Correlate two inputs by rank (Spearman): 'Price,Volume=-0.4'.
    #[arg(long = "correlate", value_name = "INPUT,INPUT=RHO", help_heading = "Model")]
    pub correlations: Vec<String>,

    /// Make inputs depend on each other by a copula: 't(4): Price, Volume = 0.5'. Families: gaussian
    /// and t, with rank correlations (one number, or a range such as Model!H2:J4); clayton, gumbel
    /// and frank, with their parameter, 'clayton(2): A, B, C', or Kendall's tau, 'clayton: A, B =
    /// 0.4'; iman-conover, with rank correlations, reorders the samples of the whole run and keeps
    /// each input's own exactly.
    #[arg(long = "copula", value_name = "FAMILY: INPUT, INPUT = RHO", help_heading = "Model")]
    pub copulas: Vec<String>,

    /// Report how likely a condition is: 'Model!B20<0'. Operators are < <= > >= = <>.
    #[arg(long = "probability", short = 'p', value_name = "CELL<NUMBER", help_heading = "Model")]
    pub probabilities: Vec<String>,

    #[command(flatten, next_help_heading = "Model")]
    pub clock: ClockArguments,
}

impl ModelArguments {
    /// The spec file's content, with what the command line adds.
    ///
    /// # Errors
    /// A spec file that can't be read, or an argument of the wrong form.
    pub fn spec(&self) -> Result<Spec, Failure> {
        let mut spec = match &self.model {
            Some(path) => open::spec(path)?,
            None => Spec::default(),
        };
        for input in &self.inputs {
            spec.add_input(input).map_err(|error| Failure::usage(error.0))?;
        }
        for output in &self.outputs {
            spec.add_output(output);
        }
        for correlation in &self.correlations {
            spec.add_correlation(correlation).map_err(|error| Failure::usage(error.0))?;
        }
        for copula in &self.copulas {
            spec.add_copula(copula).map_err(|error| Failure::usage(error.0))?;
        }
        spec.probabilities.extend(self.probabilities.iter().cloned());
        Ok(spec)
    }
}
