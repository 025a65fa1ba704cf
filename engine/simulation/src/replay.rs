//! One trial of a run as a workbook: inputs and draws with that trial's values, all formulas
//! recalculated with them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};
use ulam_formula::address::CellAddress;
use ulam_formula::context::{Context, Draw, DrawSite, TrialDraws};
use ulam_formula::syntax::Callee;
use ulam_formula::value::Value;
use ulam_probability::random::Stream;
use ulam_probability::sampling::Sampler;
use ulam_workbook::{CellChange, FormulaChange, Workbook};

use crate::compile::Streams;
use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::Settings;
use crate::prepare::{Simulation, visit_calls};
use crate::run::Samples;

/// A trial to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trial {
    /// By its number, from 1.
    Number(u64),
    /// The one whose output is the nearest sample at or below this percentile (0 to 1): 0 for the
    /// smallest, 1 for the largest.
    Percentile(f64),
}

/// A trial, recalculated.
#[derive(Debug)]
pub struct Replay {
    /// Its number, from 1.
    pub trial: u64,
    /// The workbook with the trial's values.
    pub workbook: Workbook,
    /// The draws' values, where they are numbers of the trial: by their index.
    pub draws: Vec<(usize, f64)>,
    /// What changes against the workbook that was simulated.
    pub changes: BTreeMap<CellAddress, CellChange>,
}

/// The draws of one trial for recalculating, with a record of what was asked for.
#[derive(Debug)]
struct DrawsOfTrial {
    seed: u64,
    trial: u64,
    samplers: Vec<Sampler>,
    streams: Streams,
    /// Values known from the simulation's program, correlations and all.
    known: FxHashMap<(CellAddress, u16), f64>,
    /// Calls of RAND.
    is_rand: FxHashSet<(CellAddress, u16)>,
    /// Values of distribution calls, and draws beyond the first element of an array.
    drawn: Mutex<FxHashMap<(CellAddress, u16), Drawn>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    value: f64,
    is_array: bool,
}

impl DrawsOfTrial {
    fn probability(&self, site: DrawSite) -> Option<f64> {
        let draw = self.streams.find(site.cell, site.site)?;
        if site.element == 0 {
            return Some(self.samplers.get(draw)?.uniform(self.trial));
        }
        let identity = &self.streams.draws().get(draw)?.identity;
        let stream =
            Stream::new(self.seed, &crate::trial::element_identity(identity, site.element));
        Some(stream.uniform(self.trial, 0))
    }

    fn record(&self, site: DrawSite, value: f64) {
        if let Ok(mut drawn) = self.drawn.lock() {
            let record = drawn.entry((site.cell, site.site)).or_default();
            match site.element {
                0 => record.value = value,
                _ => record.is_array = true,
            }
        }
    }
}

impl TrialDraws for DrawsOfTrial {
    fn uniform(&self, site: DrawSite) -> Option<f64> {
        let own = self.probability(site)?;
        // RAND's value is its uniform; correlated, it is no longer the one of its own stream.
        let known = self.known.get(&(site.cell, site.site)).filter(|known| {
            site.element == 0 && self.is_rand.contains(&(site.cell, site.site)) && **known < 1.0
        });
        let uniform = known.copied().unwrap_or(own);
        self.record(site, uniform);
        Some(uniform)
    }

    fn draw(&self, site: DrawSite, draw: &Draw) -> Option<f64> {
        let known = self.known.get(&(site.cell, site.site)).filter(|_| site.element == 0);
        let value = match known {
            Some(value) => *value,
            None => draw.law.quantile(self.probability(site)?),
        };
        self.record(site, value);
        Some(value)
    }
}

impl Simulation {
    /// The number of a trial, from 1, by an output's samples.
    ///
    /// # Errors
    /// A number beyond the run, or an output that is an error in every trial.
    pub fn find_trial(
        &self,
        trial: Trial,
        output: usize,
        samples: &Samples,
    ) -> Result<u64, SimulationError> {
        let refuse = |why: String| Err(SimulationError::Replay(why));
        let column = samples.columns.get(output).map_or(&[][..], |column| column);
        let share = match trial {
            Trial::Number(number) if (1..=samples.settings.trials).contains(&number) => {
                return Ok(number);
            }
            Trial::Number(number) => {
                let trials = samples.settings.trials;
                return refuse(format!("there is no trial {number}: the run has 1 to {trials}"));
            }
            Trial::Percentile(share) => share,
        };
        let mut order: Vec<(f64, u64)> = column
            .iter()
            .zip(1..)
            .filter(|(sample, _)| !sample.is_nan())
            .map(|(sample, number)| (*sample, number))
            .collect();
        let Some(last) = order.len().checked_sub(1) else {
            return refuse("the output is an error in every trial".to_string());
        };
        let index = ((share.clamp(0.0, 1.0) * last as f64) as usize).min(last);
        let (_, found, _) =
            order.select_nth_unstable_by(index, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Ok(found.1)
    }

    /// Recalculates the workbook with the values of one trial, counted from 1.
    ///
    /// # Errors
    /// A number beyond the run, or a sampling plan that can't hold it.
    pub fn replay(&self, trial: u64, settings: &Settings) -> Result<Replay, SimulationError> {
        let layout = self.layout(settings)?;
        let found = trial.checked_sub(1).and_then(|index| layout.find(index));
        let Some((part, own)) = found else {
            return Err(SimulationError::Replay(format!(
                "there is no trial {trial}: the run has 1 to {}",
                settings.trials
            )));
        };
        let wanted: Vec<usize> = (0..self.streams.draws().len())
            .filter(|draw| self.streams.value(*draw).is_some())
            .collect();
        let schedule = Schedule::new(self.draws_program(&wanted));
        let values = self.sample(&schedule, settings, &layout, trial - 1..trial, None)?;
        let draws: Vec<(usize, f64)> = wanted
            .iter()
            .zip(&values)
            .filter_map(|(draw, column)| Some((*draw, *column.first()?)))
            .filter(|(_, value)| value.is_finite())
            .collect();
        let known: FxHashMap<(CellAddress, u16), f64> = draws
            .iter()
            .map(|(draw, value)| {
                let identity = &self.streams.draws()[*draw];
                ((identity.cell, identity.site), *value)
            })
            .collect();

        let mut workbook = self.workbook.clone();
        let mut changes: BTreeMap<CellAddress, CellChange> = BTreeMap::new();
        let source = Arc::new(DrawsOfTrial {
            seed: part.seed,
            trial: own,
            samplers: part.samplers.clone(),
            streams: self.streams.clone(),
            is_rand: self.rand_calls(),
            known,
            drawn: Mutex::default(),
        });
        for input in &self.model.inputs {
            // An input on no output's way has no column; its law may still be known.
            let value = match source.known.get(&(input.cell, 0)) {
                Some(value) => Value::Number(*value),
                None => continue,
            };
            workbook.set_constant(input.cell, value.clone());
            changes.insert(input.cell, CellChange { value, formula: FormulaChange::Remove });
        }
        workbook.set_draws(source.clone());
        workbook.recalculate(Context::now(&self.workbook));
        let drawn = source.drawn.lock().map(|drawn| drawn.clone()).unwrap_or_default();
        self.add_changes(&workbook, &source.known, &drawn, &mut changes);
        Ok(Replay { trial, workbook, draws, changes })
    }

    /// The draws that are calls of RAND.
    fn rand_calls(&self) -> FxHashSet<(CellAddress, u16)> {
        let mut found = FxHashSet::default();
        for identity in self.streams.draws() {
            let Some(entered) = self.workbook.formula(identity.cell) else { continue };
            visit_calls(&entered.formula.root, &mut |call| {
                let is_rand =
                    matches!(&call.callee, Callee::Function(function) if function.name == "RAND");
                if is_rand && call.site == identity.site {
                    found.insert((identity.cell, identity.site));
                }
            });
        }
        found
    }

    /// Adds the formulas whose values or draws changed.
    fn add_changes(
        &self,
        workbook: &Workbook,
        known: &FxHashMap<(CellAddress, u16), f64>,
        drawn: &FxHashMap<(CellAddress, u16), Drawn>,
        changes: &mut BTreeMap<CellAddress, CellChange>,
    ) {
        for entry in workbook.formulas() {
            let cell = workbook.cells().address(entry.cell);
            let Some(entered) = workbook.formula_of(entry.cell) else { continue };
            if changes.contains_key(&cell) || workbook.cells().formula(entry.cell).is_none() {
                continue;
            }
            let value = workbook.cells().value(entry.cell).into_owned();
            let formula = if entered.formula.sites == 0 {
                FormulaChange::Keep
            } else {
                replaced(cell, &entered.formula.root, known, drawn)
            };
            let is_same = workbook.cached(entry).is_some_and(|cached| same(&cached, &value));
            if formula != FormulaChange::Keep || !is_same {
                changes.insert(cell, CellChange { value, formula });
            }
        }
        for array in workbook.arrays() {
            let area = array.area;
            let anchor = workbook.cells().address(array.anchor);
            let is_removed =
                changes.get(&anchor).is_some_and(|change| change.formula != FormulaChange::Keep);
            for row in area.first_row..=area.last_row {
                for column in u32::from(area.first_column)..=u32::from(area.last_column) {
                    let cell = CellAddress { sheet: area.sheet, row, column };
                    let Some(id) = workbook.cell_at(cell).filter(|_| cell != anchor) else {
                        continue;
                    };
                    let formula =
                        if is_removed { FormulaChange::Remove } else { FormulaChange::Keep };
                    let value = workbook.cells().value(id).into_owned();
                    changes.entry(cell).or_insert(CellChange { value, formula });
                }
            }
        }
    }
}

/// What becomes of a formula that draws: numbers in place of its draws, or the value of it all
/// where a call drew several numbers, or one that isn't known.
fn replaced(
    cell: CellAddress,
    root: &ulam_formula::syntax::Expr,
    known: &FxHashMap<(CellAddress, u16), f64>,
    drawn: &FxHashMap<(CellAddress, u16), Drawn>,
) -> FormulaChange {
    let mut numbers = Vec::new();
    let mut is_several = false;
    visit_calls(root, &mut |call| {
        // The value of RAND and of a distribution is what was drawn; other functions make
        // something else of it.
        let is_value = match &call.callee {
            Callee::Function(function) if function.random => function.name == "RAND",
            Callee::Distribution(_) => true,
            _ => return,
        };
        let key = (cell, call.site);
        let record = drawn.get(&key);
        is_several |= record.is_some_and(|record| record.is_array);
        let of_record = record.filter(|_| is_value).map(|record| record.value);
        let number = known.get(&key).copied().or(of_record);
        is_several |= number.is_none() && record.is_some();
        numbers.push(number);
    });
    match (is_several, numbers.iter().any(Option::is_some)) {
        (true, _) => FormulaChange::Remove,
        (false, true) => FormulaChange::ReplaceDraws(numbers),
        (false, false) => FormulaChange::Keep,
    }
}

fn same(cached: &Value, value: &Value) -> bool {
    match (cached, value) {
        (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
        (Value::Array(_), _) | (_, Value::Array(_)) => false,
        (a, b) => a == b,
    }
}
