//! The parts of a simulation alone: nanoseconds for each trial, in blocks that stay in the
//! first-level cache. What a model can reach at best follows from them on paper.

use std::hint::black_box;

use ulam_numeric::block;
use ulam_probability::distribution::Argument;
use ulam_probability::distributions::{build, tabulated};
use ulam_probability::random::Stream;
use ulam_probability::statistics::{Ranks, SortedSamples};

use crate::measure::timed;
use crate::options::Options;
use crate::table::Table;

/// Trials in a block.
const BLOCK: usize = 512;
/// Laws whose quantiles are measured.
const LAWS: [(&str, &[f64]); 4] = [
    ("Normal", &[100.0, 15.0]),
    ("Lognormal", &[20.0, 35.0]),
    ("Triangular", &[10.0, 20.0, 40.0]),
    ("Pert", &[10.0, 20.0, 40.0]),
];

/// Measures and prints the table.
pub fn run(options: &Options) -> Result<(), String> {
    println!("parts: one thread, ns for each trial, in blocks of {BLOCK}");
    let repetitions = if options.is_quick { 200 } else { 4000 };
    let mut table = Table::new(&["part", "ns"]);
    let mut row = |name: &str, nanoseconds: f64| {
        table.row(vec![name.to_string(), format!("{nanoseconds:.2}")]);
    };

    let stream = Stream::new(1, "parts");
    let (mut uniforms, mut out) = (vec![0.0; BLOCK], vec![0.0; BLOCK]);
    let mut trial = 0;
    let uniform = fastest(repetitions, || {
        stream.fill(trial, 0, &mut uniforms);
        trial += BLOCK as u64;
    });
    row("uniform", uniform);
    let other: Vec<f64> = uniforms.iter().map(|uniform| uniform + 0.5).collect();
    let mut column = |name: &str, work: &dyn Fn(&[f64], &mut [f64])| {
        row(name, fastest(repetitions, || work(black_box(&uniforms), &mut out)));
    };
    column("standard normal quantile", &|x, out| {
        block::normal_quantile(x, out);
    });
    column("add two columns", &|x, out| {
        block::add(x, &other, out);
    });
    column("multiply two columns", &|x, out| {
        block::multiply(x, &other, out);
    });
    column("divide two columns", &|x, out| {
        block::divide(x, &other, out);
    });
    column("exp", &|x, out| {
        block::exp(x, out);
    });
    column("power", &|x, out| {
        block::pow_scalar(x, 1.0 / 12.0, out);
    });
    for (name, parameters) in LAWS {
        let arguments: Vec<Argument> = parameters.iter().copied().map(Argument::Number).collect();
        let law = tabulated(build(name, &arguments).map_err(|error| error.to_string())?);
        column(&format!("{name} quantile"), &|x, out| law.quantiles(x, out));
    }

    let mut samples = vec![0.0; options.trials];
    stream.fill(0, 1, &mut samples);
    let for_each = |(_, time): ((), std::time::Duration)| time.as_nanos() as f64;
    let sort = for_each(timed(|| drop(black_box(SortedSamples::new(&samples)))));
    let ranks = for_each(timed(|| drop(black_box(Ranks::new(&samples)))));
    row("sort a column of all trials", sort / samples.len() as f64);
    row("ranks of a column of all trials", ranks / samples.len() as f64);
    table.print();
    Ok(())
}

/// The shortest time for each trial of a block.
fn fastest(repetitions: usize, mut work: impl FnMut()) -> f64 {
    // Some blocks together, since one takes little more time than reading the clock.
    const TOGETHER: usize = 20;
    let mut shortest = f64::INFINITY;
    for _ in 0..repetitions / TOGETHER {
        let ((), time) = timed(|| (0..TOGETHER).for_each(|_| work()));
        shortest = shortest.min(time.as_nanos() as f64 / (TOGETHER * BLOCK) as f64);
    }
    shortest
}
