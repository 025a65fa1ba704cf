//! `ulam compare`: two results, two workbooks or two models side by side.

mod results;
mod runs;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use ulam_simulation::outcome::compare::{
    Difference, KolmogorovSmirnov, Paired, differences, kolmogorov_smirnov, paired,
};

use super::simulate::run_arguments::RunArguments;
use crate::error::{ExitCode, Failure};
use crate::terminal::analysis::write_table;
use crate::terminal::colour::{DIM, HEADING};
use crate::terminal::listed;
use crate::terminal::number::{count, percent, readable};
use results::Variable;

/// Variables that are printed for people.
const VARIABLES_MAX: usize = 20;
/// Names listed that only one side has.
const NAMES_MAX: usize = 8;

#[derive(Args)]
#[command(after_help = "\
Examples:
  What a new model changes, trial by trial with the same random numbers:
    ulam compare plan.xlsx --model base.yaml --against cautious.yaml

  What a new version of the workbook changes:
    ulam compare old.xlsx new.xlsx --model model.yaml

  Two results that were kept, as JSON or as samples:
    ulam simulate plan.xlsx --model base.yaml --json > a.json
    ulam compare a.json b.json
    ulam compare a.parquet b.parquet

Differences are told in standard errors: beyond 2 to either side they are hardly chance. Samples also
give the largest distance of the two distributions (Kolmogorov-Smirnov) and, of the same trials, what
changes in each of them.")]
pub struct CompareArguments {
    /// A workbook, the JSON of `ulam simulate --json`, or samples (.parquet, .csv).
    first: PathBuf,
    /// What it is compared with: a file of the same kind. Of one workbook, two models can be
    /// compared.
    second: Option<PathBuf>,
    /// The model of the (first) workbook.
    #[arg(long, value_name = "SPEC.yaml", help_heading = "Model")]
    model: Option<PathBuf>,
    /// The model that it is compared with, of the second workbook if there is one. [default: the
    /// same]
    #[arg(long, value_name = "SPEC.yaml", help_heading = "Model")]
    against: Option<PathBuf>,
    #[command(flatten)]
    run: RunArguments,
    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
}

/// The sides of a comparison.
struct Sides {
    names: [String; 2],
    first: Vec<Variable>,
    second: Vec<Variable>,
    /// Whether both are of the same trials with the same random numbers.
    is_paired: bool,
}

/// What `ulam compare --json` prints.
#[derive(Serialize)]
struct CompareResult {
    first: String,
    second: String,
    outputs: Vec<Compared>,
    only_in_first: Vec<String>,
    only_in_second: Vec<String>,
}

#[derive(Serialize)]
struct Compared {
    output: String,
    statistics: Vec<StatisticResult>,
    kolmogorov_smirnov: Option<DistanceResult>,
    paired: Option<PairedResult>,
}

#[derive(Serialize)]
struct StatisticResult {
    statistic: String,
    first: f64,
    second: f64,
    difference: f64,
    standard_errors: Option<f64>,
}

#[derive(Serialize)]
struct DistanceResult {
    statistic: f64,
    p_value: f64,
}

#[derive(Serialize)]
struct PairedResult {
    trials: u64,
    mean_difference: f64,
    standard_error: f64,
    second_is_higher: f64,
    are_equal: f64,
    correlation: Option<f64>,
}

/// Runs the command.
pub fn run(arguments: &CompareArguments) -> Result<ExitCode, Failure> {
    let sides = sides(arguments)?;
    let result = compared(&sides);
    if result.outputs.is_empty() {
        let known = |variables: &[Variable]| {
            listed(
                variables.iter().map(|v| v.name.clone()).collect::<Vec<_>>().into_iter(),
                NAMES_MAX,
            )
        };
        return Err(Failure::usage(format!(
            "the two have no output in common: {} has {}, and {} has {}",
            result.first,
            known(&sides.first),
            result.second,
            known(&sides.second)
        )));
    }
    if arguments.json {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, &result)?;
        writeln!(out)?;
    } else {
        print(&result)?;
    }
    Ok(ExitCode::Success)
}

fn is_result(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("json" | "parquet" | "csv"))
}

fn sides(arguments: &CompareArguments) -> Result<Sides, Failure> {
    let first = &arguments.first;
    if is_result(first) {
        let Some(second) = &arguments.second else {
            return Err(Failure::usage(format!(
                "{}: name the result to compare it with too: ulam compare a.json b.json",
                first.display()
            )));
        };
        if arguments.model.is_some() || arguments.against.is_some() {
            return Err(Failure::usage(
                "--model and --against are for workbooks; results are compared as they are",
            ));
        }
        return Ok(Sides {
            names: [first, second].map(|path| path.display().to_string()),
            first: results::read(first)?,
            second: results::read(second)?,
            is_paired: false,
        });
    }
    let second = arguments.second.as_ref().unwrap_or(first);
    let against = arguments.against.as_ref().or(arguments.model.as_ref());
    if second == first && against == arguments.model.as_ref() {
        return Err(Failure::usage(
            "there is nothing to compare: name a second workbook, or another model with --against",
        ));
    }
    runs::run(arguments, second, against.map(PathBuf::as_path))
}

fn compared(sides: &Sides) -> CompareResult {
    let find = |variables: &[Variable], name: &str| {
        variables.iter().position(|variable| variable.name.eq_ignore_ascii_case(name))
    };
    let mut outputs = Vec::new();
    let mut only_in_first = Vec::new();
    for first in &sides.first {
        let Some(second) = find(&sides.second, &first.name).map(|index| &sides.second[index])
        else {
            only_in_first.push(first.name.clone());
            continue;
        };
        let pair = match (&first.samples, &second.samples) {
            (Some(a), Some(b)) if sides.is_paired => paired(a, b),
            _ => None,
        };
        let distance = match (&first.samples, &second.samples) {
            (Some(a), Some(b)) => kolmogorov_smirnov(a, b),
            _ => None,
        };
        let differences = differences(&first.estimates, &second.estimates, pair.as_ref());
        outputs.push(Compared {
            output: first.name.clone(),
            statistics: differences.into_iter().map(statistic_result).collect(),
            kolmogorov_smirnov: distance.map(distance_result),
            paired: pair.map(paired_result),
        });
    }
    let is_extra = |variable: &&Variable| find(&sides.first, &variable.name).is_none();
    let only_in_second = sides.second.iter().filter(is_extra).map(|v| v.name.clone()).collect();
    let [first, second] = sides.names.clone();
    CompareResult { first, second, outputs, only_in_first, only_in_second }
}

fn statistic_result(difference: Difference) -> StatisticResult {
    StatisticResult {
        statistic: difference.statistic,
        first: difference.first,
        second: difference.second,
        difference: difference.second - difference.first,
        standard_errors: difference.standard_errors,
    }
}

fn distance_result(distance: KolmogorovSmirnov) -> DistanceResult {
    DistanceResult { statistic: distance.statistic, p_value: distance.p_value }
}

fn paired_result(paired: Paired) -> PairedResult {
    PairedResult {
        trials: paired.trials,
        mean_difference: paired.mean_difference,
        standard_error: paired.standard_error,
        second_is_higher: paired.second_is_higher,
        are_equal: paired.are_equal,
        correlation: paired.correlation,
    }
}

fn print(result: &CompareResult) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{HEADING}{}{HEADING:#} and {HEADING}{}{HEADING:#}",
        result.first, result.second
    )?;
    for compared in result.outputs.iter().take(VARIABLES_MAX) {
        writeln!(out, "\n{HEADING}{}{HEADING:#}", compared.output)?;
        let head = ["", "first", "second", "difference", "in standard errors"];
        let mut rows = vec![head.map(str::to_string).to_vec()];
        for statistic in &compared.statistics {
            rows.push(vec![
                statistic.statistic.clone(),
                readable(statistic.first),
                readable(statistic.second),
                readable(statistic.difference),
                statistic.standard_errors.map_or("-".to_string(), |errors| format!("{errors:+.1}")),
            ]);
        }
        write_table(&mut out, &rows)?;
        if let Some(distance) = &compared.kolmogorov_smirnov {
            writeln!(
                out,
                "  {DIM}the distributions differ by {} at most (Kolmogorov-Smirnov, p = {}){DIM:#}",
                percent(distance.statistic),
                readable(distance.p_value)
            )?;
        }
        if let Some(paired) = &compared.paired {
            writeln!(
                out,
                "  of the same {} trials the second is higher in {} and equal in {}: on average by \
                 {} ± {}",
                count(paired.trials),
                percent(paired.second_is_higher),
                percent(paired.are_equal),
                readable(paired.mean_difference),
                readable(paired.standard_error)
            )?;
        }
    }
    if result.outputs.len() > VARIABLES_MAX {
        let more = result.outputs.len() - VARIABLES_MAX;
        writeln!(out, "\n{DIM}and {more} more; --json lists them all{DIM:#}")?;
    }
    for (side, names) in
        [(&result.first, &result.only_in_first), (&result.second, &result.only_in_second)]
    {
        if !names.is_empty() {
            let names = listed(names.clone().into_iter(), NAMES_MAX);
            writeln!(out, "\n{DIM}only in {side}: {names}{DIM:#}")?;
        }
    }
    out.flush()?;
    Ok(())
}
