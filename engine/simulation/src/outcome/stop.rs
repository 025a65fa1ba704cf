//! Ending a run when a statistic is known well enough.
//!
//! A rule such as `p95 within 2%` holds when half of the statistic's 95% confidence interval is at
//! most that share of the statistic. It is looked at after each power of two of trials from 1,024 on,
//! so seldom that looking repeatedly hardly makes the intervals too optimistic.

use std::fmt;
use std::str::FromStr;

use ulam_probability::sampling::Plan;
use ulam_probability::statistics::{SortedSamples, Summary, mean_interval, percentile_interval};

use super::CONFIDENCE;
use super::convergence::FIRST_CHECK;
use crate::error::SimulationError;
use crate::model::Settings;
use crate::prepare::Simulation;
use crate::run::{Control, Layout};

/// A statistic of an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// The percentile at a probability between 0 and 1.
    Percentile(f64),
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Statistic::Mean => f.write_str("mean"),
            // Without the noise of turning a percentage into a share and back.
            Statistic::Percentile(probability) => {
                write!(f, "P{}", (probability * 1e8).round() / 1e6)
            }
        }
    }
}

impl FromStr for Statistic {
    type Err = String;

    /// `mean`, `median` or a percentile such as `p95` or `p99.5`.
    fn from_str(text: &str) -> Result<Statistic, String> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("mean") {
            return Ok(Statistic::Mean);
        }
        if text.eq_ignore_ascii_case("median") {
            return Ok(Statistic::Percentile(0.5));
        }
        let percent = text.strip_prefix(['p', 'P']).and_then(|percent| percent.parse::<f64>().ok());
        match percent {
            Some(percent) if percent > 0.0 && percent < 100.0 => {
                Ok(Statistic::Percentile(percent / 100.0))
            }
            _ => Err(format!("'{text}' is no statistic: write mean, median or a percentile (p95)")),
        }
    }
}

/// When a run may end: a statistic is known to within a tolerance.
#[derive(Clone, Debug, PartialEq)]
pub struct StopRule {
    /// The statistic.
    pub statistic: Statistic,
    /// The output, by name or cell; `None` for every one.
    pub output: Option<String>,
    /// Half of the confidence interval's width allowed: a share of the statistic's size if
    /// `is_relative`, else in the output's unit.
    pub tolerance: f64,
    /// Whether the tolerance is a share.
    pub is_relative: bool,
}

impl FromStr for StopRule {
    type Err = String;

    /// `mean within 1%`, `p95 within 2%` or `mean of Model!B20 within 500`.
    fn from_str(text: &str) -> Result<StopRule, String> {
        let wrong = |why: &str| {
            format!("'{text}': {why}; write 'mean within 1%', 'p95 of Model!B20 within 500'")
        };
        let at = text.rfind(" within ").ok_or_else(|| wrong("there is no ' within '"))?;
        let (what, tolerance) = (text[..at].trim(), text[at + " within ".len()..].trim());
        let (statistic, output) = match what.split_once(" of ") {
            Some((statistic, output)) => (statistic, Some(output.trim().to_string())),
            None => (what, None),
        };
        let statistic = statistic.parse().map_err(|why: String| wrong(&why))?;
        let (number, is_relative) = match tolerance.strip_suffix('%') {
            Some(percent) => (percent.trim(), true),
            None => (tolerance, false),
        };
        let number: f64 = number.replace('_', "").parse().unwrap_or(f64::NAN);
        if !(number > 0.0 && number.is_finite()) {
            return Err(wrong(&format!("'{tolerance}' is no tolerance above 0")));
        }
        let tolerance = if is_relative { number / 100.0 } else { number };
        Ok(StopRule { statistic, output, tolerance, is_relative })
    }
}

impl fmt::Display for StopRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.statistic)?;
        if let Some(output) = &self.output {
            write!(f, " of {output}")?;
        }
        match self.is_relative {
            true => write!(f, " within {}%", (self.tolerance * 1e8).round() / 1e6),
            false => write!(f, " within {}", self.tolerance),
        }
    }
}

/// Why a run ended when it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopped {
    /// Trials made.
    pub trials: u64,
    /// Whether every rule held; else all trials asked for were made.
    pub is_precise: bool,
    /// How each rule stood at the end, output by output.
    pub standings: Vec<Standing>,
}

/// How a rule stood for an output at the end of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The rule.
    pub rule: StopRule,
    /// Index of the output.
    pub output: usize,
    /// The statistic.
    pub estimate: Option<f64>,
    /// Half of its confidence interval's width; `None` where the samples don't bound it.
    pub half_width: Option<f64>,
    /// Whether the rule held.
    pub holds: bool,
}

/// A rule and the outputs that it is about.
pub(crate) struct BoundRule {
    rule: StopRule,
    outputs: Vec<usize>,
}

impl Simulation {
    /// The settings' rules with their outputs.
    pub(crate) fn stop_rules(
        &self,
        settings: &Settings,
    ) -> Result<Vec<BoundRule>, SimulationError> {
        let rules = &settings.analysis.stop;
        if rules.is_empty() {
            return Ok(Vec::new());
        }
        let refuse = |why: &str| Err(SimulationError::Stop(why.to_string()));
        if settings.plan == Plan::LatinHypercube {
            return refuse(
                "a Latin hypercube is laid out for its number of trials and can't end early: use \
                 random or sobol sampling with a rule for stopping",
            );
        }
        if settings.analysis.replicates > 1 {
            return refuse("replicates follow one another, so a run of several can't end early");
        }
        let bind = |rule: &StopRule| {
            let outputs = match &rule.output {
                None => (0..self.model.outputs.len()).collect(),
                Some(text) => vec![self.find_output(text)?],
            };
            Ok(BoundRule { rule: rule.clone(), outputs })
        };
        rules.iter().map(bind).collect()
    }

    /// The output of this name or cell.
    ///
    /// # Errors
    /// There is none.
    pub fn find_output(&self, text: &str) -> Result<usize, SimulationError> {
        let named = |output: &crate::model::Output| {
            output.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(text))
        };
        let by_name = self.model.outputs.iter().position(named);
        let by_cell = || {
            let cell = self.workbook.locate(text).ok()?;
            self.model.outputs.iter().position(|output| output.cell == cell)
        };
        by_name.or_else(by_cell).ok_or_else(|| {
            let cells =
                self.model.outputs.iter().map(|output| self.workbook.cell_name(output.cell));
            let known: Vec<String> = cells.take(5).collect();
            SimulationError::Stop(format!(
                "'{text}' is no output of this simulation; its outputs are {}",
                known.join(", ")
            ))
        })
    }

    /// Runs trials until every rule holds.
    pub(crate) fn sample_until(
        &self,
        rules: &[BoundRule],
        settings: &Settings,
        layout: &Layout,
        control: Option<&Control>,
    ) -> Result<(Vec<Vec<f64>>, Stopped), SimulationError> {
        let limit = settings.trials;
        // Memory that is never written is never given.
        let results = self.schedule.program().results.len();
        let mut columns = vec![vec![0.0; limit as usize]; results];
        let mut done = 0;
        let mut next = FIRST_CHECK.min(limit);
        loop {
            let parts = columns.iter_mut().map(|c| &mut c[done as usize..next as usize]).collect();
            self.sample_into(&self.schedule, settings, layout, done, parts, control)?;
            done = next;
            let standings = standings(rules, &columns, done as usize);
            let is_precise = standings.iter().all(|standing| standing.holds);
            if is_precise || done == limit {
                for column in &mut columns {
                    column.truncate(done as usize);
                }
                return Ok((columns, Stopped { trials: done, is_precise, standings }));
            }
            next = done.saturating_mul(2).min(limit);
        }
    }
}

fn standings(rules: &[BoundRule], columns: &[Vec<f64>], trials: usize) -> Vec<Standing> {
    let mut standings = Vec::new();
    // The samples of an output are sorted once for all of its rules.
    for output in 0..columns.len() {
        let about = |bound: &&BoundRule| bound.outputs.contains(&output);
        let mut sorted: Option<(SortedSamples, Summary)> = None;
        for bound in rules.iter().filter(about) {
            let (samples, summary) = sorted.get_or_insert_with(|| {
                let samples = SortedSamples::new(&columns[output][..trials]);
                let summary = Summary::new(&samples, &[]);
                (samples, summary)
            });
            standings.push(standing(&bound.rule, output, samples, summary));
        }
    }
    standings
}

fn standing(
    rule: &StopRule,
    output: usize,
    samples: &SortedSamples,
    summary: &Summary,
) -> Standing {
    let (estimate, interval) = match rule.statistic {
        Statistic::Mean => (summary.mean, mean_interval(summary, CONFIDENCE)),
        Statistic::Percentile(probability) => {
            (samples.percentile(probability), percentile_interval(samples, probability, CONFIDENCE))
        }
    };
    let half_width = interval
        .and_then(|interval| Some((interval.high? - interval.low?) / 2.0))
        .filter(|width| width.is_finite());
    let holds = match (estimate, half_width) {
        (Some(estimate), Some(half_width)) => {
            let allowed =
                if rule.is_relative { rule.tolerance * estimate.abs() } else { rule.tolerance };
            half_width <= allowed
        }
        _ => false,
    };
    Standing { rule: rule.clone(), output, estimate, half_width, holds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        for (text, written) in [
            ("mean within 1%", "mean within 1%"),
            ("p95 within 2%", "P95 within 2%"),
            ("P99.5 of 'a of b'!B2 within 1_000", "P99.5 of 'a of b'!B2 within 1000"),
            (" median of NPV  within 0.5 ", "P50 of NPV within 0.5"),
        ] {
            let rule: StopRule = text.parse().unwrap();
            assert_eq!(rule.to_string(), written);
            assert_eq!(rule.to_string().parse::<StopRule>().unwrap(), rule);
        }
        for text in ["mean", "mean within", "mean within 0%", "mean within x", "p0 within 1%"] {
            assert!(text.parse::<StopRule>().is_err(), "{text}");
        }
        for text in ["", "p", "p100", "sd", "p-5", "pNaN"] {
            assert!(text.parse::<Statistic>().is_err(), "{text}");
        }
    }
}
