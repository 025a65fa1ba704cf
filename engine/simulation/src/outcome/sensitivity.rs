//! What drives the outputs, from the samples of the run itself.
//!
//! The inputs' values are computed again from their streams, a few inputs at a time, so that memory
//! doesn't grow with their number. Each is compared with the outputs that depend on it, and with no
//! others.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use ulam_numeric::block;
use ulam_probability::statistics::{
    Centre, Ranks, Tail, contributions_to_variance, rank_correlation,
};

use super::deciles::{Change, Decile, Groups, change};
use super::regression::{self, Coefficient, Regression, Standard};
use super::scenario::{TailShift, Usual, tail_shift, tail_trials};
use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::Settings;
use crate::prepare::Simulation;
use crate::run::{Control, Dependence, Layout, Samples, draws_of};

/// Bytes that ranking a column takes for each trial, beside the ranks.
const RANKING_BYTES: u64 = 24;
/// Bytes that an input takes for each trial: values, ranks, deciles and what ranking takes.
const INPUT_BYTES: u64 = 40;

/// How much an input drives an output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Index of the draw.
    pub draw: usize,
    /// Spearman's rank correlation of input and output; `None` where either is constant.
    pub rank_correlation: Option<f64>,
    /// Share of the squared rank correlations, with their sign.
    pub contribution_to_variance: f64,
    /// Pearson's correlation; `None` where either is constant or infinite.
    pub pearson_correlation: Option<f64>,
    /// Its part in the regression of the output; `None` if it has none.
    pub coefficient: Option<Coefficient>,
    /// The output across its deciles: the spider line.
    pub deciles: Vec<Decile>,
    /// The range of the output's statistic over these: the tornado's bar.
    pub change: Option<Change>,
    /// Where it lies in the output's worst trials; `None` if there is no clear tail.
    pub worst: Option<TailShift>,
    /// Where it lies in the best ones.
    pub best: Option<TailShift>,
}

/// What is known of an output before its inputs are looked at.
struct Ranked<'a> {
    /// Positions of the samples that are no errors; `None` if all are.
    valid: Option<Vec<u32>>,
    samples: Cow<'a, [f64]>,
    centre: Option<Centre>,
    ranks: Option<Ranks>,
    worst: Option<Vec<u32>>,
    best: Option<Vec<u32>>,
}

/// One input's values, all or those of an output's valid trials.
struct Input<'a> {
    samples: Cow<'a, [f64]>,
    centre: Option<Centre>,
    ranks: Ranks,
    groups: Groups,
    usual: Option<Usual>,
}

impl<'a> Input<'a> {
    fn new(samples: Cow<'a, [f64]>) -> Option<Input<'a>> {
        let ranks = Ranks::new(&samples)?;
        let groups = Groups::new(&ranks, &samples);
        let sd = spread(&samples).map_or(0.0, |standard| standard.scale);
        let centre = Centre::new(&samples);
        let usual = Usual::new(&ranks, &samples, sd);
        Some(Input { samples, centre, ranks, groups, usual })
    }
}

/// Mean and standard deviation of finite samples that differ.
fn spread(samples: &[f64]) -> Option<Standard> {
    let count = samples.len() as f64;
    let centre = block::sum(samples) / count;
    let [first, second, _, _] = block::sums_of_powers(samples, centre);
    let scale = ((second - first * first / count).max(0.0) / (count - 1.0)).sqrt();
    (scale > 0.0 && scale.is_finite() && centre.is_finite()).then_some(Standard { centre, scale })
}

impl Simulation {
    /// Adds the drivers of each output and its regression to the samples.
    pub(crate) fn add_sensitivities(
        &self,
        samples: &mut Samples,
        layout: &Layout,
        control: &Control,
    ) -> Result<(), SimulationError> {
        let settings = samples.settings.clone();
        let outputs = &samples.columns[..self.model.outputs.len()];
        let precedents = self.precedent_draws(Dependence::OnValue);
        let mut ranked: Vec<Ranked> = Vec::with_capacity(outputs.len());
        for some in outputs.chunks(super::at_once(settings.trials, RANKING_BYTES)) {
            let found: Vec<Ranked> =
                some.par_iter().map(|column| rank(column, settings.analysis.tail)).collect();
            ranked.extend(found);
        }

        let wanted: FxHashSet<usize> = precedents.iter().flatten().copied().collect();
        let mut wanted: Vec<usize> =
            wanted.into_iter().filter(|draw| self.streams.value(*draw).is_some()).collect();
        wanted.sort_unstable();

        let mut drivers: Vec<Vec<Driver>> = vec![Vec::new(); outputs.len()];
        let mut standards: FxHashMap<usize, Standard> = FxHashMap::default();
        for draws in wanted.chunks(super::at_once(settings.trials, INPUT_BYTES)) {
            if control.is_cancelled() {
                return Err(SimulationError::Cancelled);
            }
            let schedule = Schedule::new(self.draws_program(draws));
            let inputs = self.sample(&schedule, &settings, layout, 0..settings.trials, None)?;
            let found: Vec<Found> = draws
                .par_iter()
                .zip(inputs)
                .map(|(draw, input)| compare(*draw, &input, &ranked, &precedents, &settings))
                .collect();
            for (draw, found) in draws.iter().zip(found) {
                if let Some(standard) = found.standard {
                    standards.insert(*draw, standard);
                }
                for (output, driver) in found.drivers {
                    drivers[output].push(driver);
                }
            }
        }
        let mut drivers: Vec<Vec<Driver>> = drivers.into_iter().map(ordered).collect();
        let regressions =
            self.regressions(outputs, &mut drivers, &standards, &settings, layout, control)?;
        samples.drivers = drivers;
        samples.regressions = regressions;
        Ok(())
    }

    /// The draws that each output depends on.
    pub(crate) fn precedent_draws(&self, dependence: Dependence) -> Vec<FxHashSet<usize>> {
        let program = self.schedule.program();
        let results = program.results.iter().take(self.model.outputs.len());
        results.map(|result| draws_of(program, result, &self.streams, dependence)).collect()
    }

    /// The regression of each output on its drivers, whose coefficients it fills in.
    fn regressions(
        &self,
        outputs: &[Vec<f64>],
        drivers: &mut [Vec<Driver>],
        standards: &FxHashMap<usize, Standard>,
        settings: &Settings,
        layout: &Layout,
        control: &Control,
    ) -> Result<Vec<Option<Regression>>, SimulationError> {
        let mut draws: Vec<usize> = Vec::new();
        let mut is_taken: FxHashSet<usize> = FxHashSet::default();
        // The strongest of each output first, so that each has its own where there are too many.
        let longest = drivers.iter().map(Vec::len).max().unwrap_or(0);
        for place in 0..longest {
            for driver in drivers.iter().filter_map(|drivers| drivers.get(place)) {
                let has_room = draws.len() < regression::INPUTS_MAX;
                if has_room && standards.contains_key(&driver.draw) && is_taken.insert(driver.draw)
                {
                    draws.push(driver.draw);
                }
            }
        }
        let output_standards: Vec<Option<Standard>> =
            outputs.par_iter().map(|column| spread_of_valid(column)).collect();
        // Outputs without errors share their trials; each with errors has its own.
        let varying = |output: &usize| output_standards[*output].is_some();
        let (clean, with_errors): (Vec<usize>, Vec<usize>) = (0..outputs.len())
            .filter(varying)
            .partition(|output| outputs[*output].iter().all(|sample| !sample.is_nan()));
        let mut groups: Vec<Vec<usize>> =
            with_errors.into_iter().map(|output| vec![output]).collect();
        groups.extend(clean.chunks(regression::INPUTS_MAX).map(<[usize]>::to_vec));
        let mut found: Vec<Option<Regression>> = vec![None; outputs.len()];
        if draws.is_empty() {
            return Ok(found);
        }
        let schedule = Schedule::new(self.draws_program(&draws));
        for group in &groups {
            if control.is_cancelled() {
                return Err(SimulationError::Cancelled);
            }
            let mut columns: Vec<Standard> = draws.iter().map(|draw| standards[draw]).collect();
            columns.extend(group.iter().filter_map(|output| output_standards[*output]));
            let rows = regression::rows(settings.trials, columns.len() + 1);
            let starts: Vec<u64> = (0..rows).step_by(regression::BLOCK_ROWS).collect();
            let triangles: Result<Vec<_>, SimulationError> = starts
                .par_iter()
                .map(|start| {
                    let trials = *start..rows.min(start + regression::BLOCK_ROWS as u64);
                    let place = trials.start as usize..trials.end as usize;
                    let inputs = self.sample(&schedule, settings, layout, trials, None)?;
                    let of_outputs = group.iter().map(|output| &outputs[*output][place.clone()]);
                    let views: Vec<&[f64]> =
                        inputs.iter().map(Vec::as_slice).chain(of_outputs).collect();
                    Ok(regression::triangle(&views, &columns))
                })
                .collect();
            let mut triangles = triangles?.into_iter();
            let Some((mut triangle, mut trials)) = triangles.next() else { continue };
            for (below, more) in triangles {
                triangle = regression::joined(&triangle, &below);
                trials += more;
            }
            let column_of: FxHashMap<usize, usize> =
                draws.iter().enumerate().map(|(index, draw)| (*draw, index + 1)).collect();
            for (index, output) in group.iter().enumerate() {
                let (known, unknown): (Vec<&Driver>, Vec<&Driver>) = drivers[*output]
                    .iter()
                    .filter(|driver| standards.contains_key(&driver.draw))
                    .partition(|driver| column_of.contains_key(&driver.draw));
                let inputs: Vec<(usize, usize)> =
                    known.iter().map(|driver| (driver.draw, column_of[&driver.draw])).collect();
                let column = draws.len() + index + 1;
                let left_out = unknown.iter().map(|driver| driver.draw).collect();
                found[*output] = regression::regress(&triangle, trials, column, &inputs, &columns)
                    .map(|regression| Regression { left_out, ..regression });
            }
        }
        for (drivers, regression) in drivers.iter_mut().zip(&found) {
            let Some(regression) = regression else { continue };
            for driver in drivers {
                let of_driver = |coefficient: &&Coefficient| coefficient.draw == driver.draw;
                driver.coefficient = regression.coefficients.iter().find(of_driver).copied();
            }
        }
        Ok(found)
    }
}

fn rank(column: &[f64], tail: Tail) -> Ranked<'_> {
    let valid = valid_trials(column);
    let samples = kept(column, &valid);
    let ranks = Ranks::new(&samples);
    let opposite = match tail {
        Tail::Lower => Tail::Upper,
        Tail::Upper => Tail::Lower,
    };
    let worst = ranks.as_ref().and_then(|ranks| tail_trials(ranks, tail));
    let best = ranks.as_ref().and_then(|ranks| tail_trials(ranks, opposite));
    let centre = Centre::new(&samples);
    Ranked { valid, samples, centre, ranks, worst, best }
}

/// What the values of one input say of the outputs that depend on it.
struct Found {
    standard: Option<Standard>,
    drivers: Vec<(usize, Driver)>,
}

fn compare(
    draw: usize,
    values: &[f64],
    outputs: &[Ranked],
    precedents: &[FxHashSet<usize>],
    settings: &Settings,
) -> Found {
    let all = Input::new(values.into());
    let mut drivers = Vec::new();
    for (index, output) in outputs.iter().enumerate() {
        if !precedents[index].contains(&draw) {
            continue;
        }
        let own;
        let input = match &output.valid {
            None => all.as_ref(),
            some => {
                own = Input::new(kept(values, some));
                own.as_ref()
            }
        };
        let driver = Driver { draw, ..Driver::default() };
        let driver = match (input, &output.ranks) {
            (Some(input), Some(ranks)) => driver_of(driver, input, output, ranks, settings),
            _ => driver,
        };
        drivers.push((index, driver));
    }
    Found { standard: spread(values), drivers }
}

fn driver_of(
    driver: Driver,
    input: &Input,
    output: &Ranked,
    ranks: &Ranks,
    settings: &Settings,
) -> Driver {
    let shift = |tail: &Option<Vec<u32>>| {
        tail_shift(&input.ranks, &input.samples, input.usual?, tail.as_deref()?)
    };
    let rank_correlation = rank_correlation(&input.ranks, ranks);
    if rank_correlation.is_none() {
        return driver;
    }
    let pearson_correlation = match (&input.centre, &output.centre) {
        (Some(of_input), Some(of_output)) => {
            Centre::correlation((&input.samples, of_input), (&output.samples, of_output))
        }
        _ => None,
    };
    let statistic = settings.analysis.tornado;
    let deciles = input.groups.deciles(&output.samples, statistic);
    Driver {
        rank_correlation,
        pearson_correlation,
        change: change(&deciles),
        deciles,
        worst: shift(&output.worst),
        best: shift(&output.best),
        ..driver
    }
}

fn ordered(mut drivers: Vec<Driver>) -> Vec<Driver> {
    let correlations: Vec<Option<f64>> =
        drivers.iter().map(|driver| driver.rank_correlation).collect();
    for (driver, share) in drivers.iter_mut().zip(contributions_to_variance(&correlations)) {
        driver.contribution_to_variance = share;
    }
    let strength = |driver: &Driver| driver.rank_correlation.map_or(-1.0, f64::abs);
    drivers.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.draw.cmp(&b.draw)));
    drivers
}

fn spread_of_valid(column: &[f64]) -> Option<Standard> {
    let valid = valid_trials(column);
    spread(&kept(column, &valid))
}

/// Positions of the samples that are no errors; `None` if all are.
fn valid_trials(column: &[f64]) -> Option<Vec<u32>> {
    let is_valid = |sample: &f64| !sample.is_nan();
    if column.iter().all(is_valid) {
        return None;
    }
    Some((0..column.len() as u32).filter(|trial| is_valid(&column[*trial as usize])).collect())
}

fn kept<'a>(column: &'a [f64], valid: &Option<Vec<u32>>) -> Cow<'a, [f64]> {
    match valid {
        None => column.into(),
        Some(trials) => {
            trials.iter().map(|trial| column[*trial as usize]).collect::<Vec<_>>().into()
        }
    }
}
