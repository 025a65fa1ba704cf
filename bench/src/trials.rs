//! Trials a second of a model: Ulam, the same model fused by hand, NumPy, and other spreadsheet
//! engines looping over the workbook.

use rayon::{ThreadPool, ThreadPoolBuilder};
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::{Control, Samples};

use crate::difference::first_difference;
use crate::fused::{self, FusedModel, Plan};
use crate::measure::{threads, timed};
use crate::models::{ModelFile, Prepared, settings};
use crate::options::Options;
use crate::others::{Loop, formualizer, ironcalc, numpy};
use crate::table::{Table, nothing, rate, ratio};

/// Draws times trials above which sensitivities are measured over fewer trials: they rank every
/// input.
const RANKED_MAX: usize = 30_000_000;

/// Seconds of one program.
#[derive(Clone, Copy)]
struct Seconds {
    samples: f64,
    with_statistics: f64,
}

impl Seconds {
    const NEVER: Seconds = Seconds { samples: f64::INFINITY, with_statistics: f64::INFINITY };

    fn faster(self, other: Seconds) -> Seconds {
        Seconds {
            samples: self.samples.min(other.samples),
            with_statistics: self.with_statistics.min(other.with_statistics),
        }
    }
}

/// Measures a model and prints its table.
pub fn run(model: &ModelFile, options: &Options) -> Result<(), String> {
    let prepared = model.prepare()?;
    let simulation = &prepared.simulation;
    println!("{}", headline(model, &prepared));
    let trials = options.trials;
    let plan = Plan { seed: settings(trials, None, false).seed, trials: trials as u64 };
    let mut fused_model = (model.fused)(&plan)?;
    compare(simulation, fused_model.as_mut())?;

    let all = threads();
    let (one_thread, all_threads) = (pool(1)?, pool(all)?);
    let mut fused_seconds = Seconds::NEVER;
    let mut one = Seconds::NEVER;
    let mut many = Seconds::NEVER;
    // One after the other in each round, so that what else the machine does disturbs them alike.
    for _ in 0..options.repetitions() {
        fused_seconds = fused_seconds.faster(time_fused(fused_model.as_mut(), trials));
        one = one.faster(time_ulam(simulation, trials, &one_thread)?);
        if all > 1 {
            many = many.faster(time_ulam(simulation, trials, &all_threads)?);
        }
    }
    let ranked = trials.min(RANKED_MAX / simulation.draws().len().max(1)).max(1);
    let one_sensitive = time_sensitivity(simulation, ranked, &one_thread)?;
    let many_sensitive = time_sensitivity(simulation, ranked, &all_threads)?;

    let mut table = Table::new(&[
        "program",
        "threads",
        "samples/s",
        "x fused",
        "with statistics",
        "x fused",
        "and sensitivity",
    ]);
    let per_second = |seconds: f64| trials as f64 / seconds;
    let mut row = |name: &str, threads: usize, seconds: Seconds, sensitive: Option<f64>| {
        table.row(vec![
            name.to_string(),
            threads.to_string(),
            rate(per_second(seconds.samples)),
            ratio(fused_seconds.samples / seconds.samples),
            rate(per_second(seconds.with_statistics)),
            ratio(fused_seconds.with_statistics / seconds.with_statistics),
            sensitive.map_or_else(nothing, |seconds| rate(ranked as f64 / seconds)),
        ]);
    };
    row("fused by hand", 1, fused_seconds, None);
    row("Ulam", 1, one, Some(one_sensitive));
    if all > 1 {
        row("Ulam", all, many, Some(many_sensitive));
    }
    for (name, measured) in others(model, simulation, options) {
        match measured {
            Ok(seconds_per_trial) => {
                let per_second = 1.0 / seconds_per_trial;
                let fused_per_second = trials as f64 / fused_seconds.with_statistics;
                table.row(vec![
                    name.to_string(),
                    "1".to_string(),
                    nothing(),
                    nothing(),
                    rate(per_second),
                    ratio(per_second / fused_per_second),
                    nothing(),
                ]);
            }
            Err(why) => table.row(vec![name.to_string(), why]),
        }
    }
    table.print();
    Ok(())
}

fn headline(model: &ModelFile, prepared: &Prepared) -> String {
    let simulation = &prepared.simulation;
    let milliseconds = |duration: std::time::Duration| duration.as_secs_f64() * 1e3;
    format!(
        "{}: {} formulas, {} draws, {} outputs; {} instructions, {} live columns, {} interpreted; \
         read {:.1} ms, calculated {:.1} ms, compiled {:.1} ms",
        model.name,
        prepared.formulas,
        simulation.draws().len(),
        simulation.model().outputs.len(),
        simulation.program().instructions.len(),
        simulation.schedule().buffer_count(),
        simulation.program().interpreted_count(),
        milliseconds(prepared.read),
        milliseconds(prepared.calculate),
        milliseconds(prepared.compile),
    )
}

fn pool(threads: usize) -> Result<ThreadPool, String> {
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| error.to_string())
}

/// Runs Ulam and the fused program over the same trials and refuses to go on if they differ.
fn compare(simulation: &Simulation, fused_model: &mut dyn FusedModel) -> Result<(), String> {
    // Not a multiple of any block.
    const COMPARED: usize = 10_007;
    let samples = sample(simulation, COMPARED, Some(1), false)?;
    let by_hand = fused::samples(fused_model, COMPARED);
    if samples.columns.len() != by_hand.len() {
        let (ours, theirs) = (samples.columns.len(), by_hand.len());
        return Err(format!("{ours} outputs, {theirs} in the fused program"));
    }
    for (output, (ours, theirs)) in samples.columns.iter().zip(&by_hand).enumerate() {
        if let Some(trial) = first_difference(ours, theirs) {
            return Err(format!(
                "output {output} differs in trial {trial}: {} by Ulam, {} by the fused program",
                ours[trial], theirs[trial]
            ));
        }
    }
    Ok(())
}

fn sample(
    simulation: &Simulation,
    trials: usize,
    threads: Option<usize>,
    sensitivity: bool,
) -> Result<Samples, String> {
    let settings = settings(trials, threads, sensitivity);
    simulation.run(&settings, &Control::default()).map_err(|error| error.to_string())
}

fn time_fused(model: &mut dyn FusedModel, trials: usize) -> Seconds {
    let (columns, samples) = timed(|| fused::samples(model, trials));
    let (statistics, statistics_time) = timed(|| fused::statistics(&columns));
    std::hint::black_box(statistics);
    let samples = samples.as_secs_f64();
    Seconds { samples, with_statistics: samples + statistics_time.as_secs_f64() }
}

fn time_ulam(simulation: &Simulation, trials: usize, pool: &ThreadPool) -> Result<Seconds, String> {
    let threads = Some(pool.current_num_threads());
    let (samples, sampling) = timed(|| sample(simulation, trials, threads, false));
    let samples = samples?;
    let (outcome, summary) = timed(|| pool.install(|| Outcome::new(simulation, &samples)));
    std::hint::black_box(outcome);
    let sampling = sampling.as_secs_f64();
    Ok(Seconds { samples: sampling, with_statistics: sampling + summary.as_secs_f64() })
}

/// Seconds of samples, statistics and sensitivities together.
fn time_sensitivity(
    simulation: &Simulation,
    trials: usize,
    pool: &ThreadPool,
) -> Result<f64, String> {
    let threads = Some(pool.current_num_threads());
    let (outcome, seconds) = timed(|| {
        let samples = sample(simulation, trials, threads, true)?;
        Ok::<Outcome, String>(pool.install(|| Outcome::new(simulation, &samples)))
    });
    std::hint::black_box(outcome?);
    Ok(seconds.as_secs_f64())
}

/// Seconds a trial of the other programs.
fn others(
    model: &ModelFile,
    simulation: &Simulation,
    options: &Options,
) -> Vec<(&'static str, Result<f64, String>)> {
    let numpy_trials = if options.is_quick { 100_000 } else { 400_000 };
    let mut measured = vec![("NumPy", numpy::seconds_per_trial(model, numpy_trials))];
    match Loop::new(model, simulation) {
        Ok(task) => {
            let seconds = options.slow_program_seconds();
            measured.push(("formualizer", formualizer::seconds_per_trial(&task, seconds)));
            measured.push(("IronCalc", ironcalc::seconds_per_trial(&task, seconds)));
        }
        Err(why) => measured.push(("other engines", Err(why))),
    }
    measured
}
