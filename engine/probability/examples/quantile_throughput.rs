//! Nanoseconds per quantile of every family's example, directly and from its table, and what the
//! table's build takes.
//!
//! `cargo run --release -p ulam-probability --example quantile_throughput`

use std::hint::black_box;
use std::time::Instant;

use ulam_probability::distribution::{Argument, Distribution};
use ulam_probability::distributions::{FAMILIES, build, tabulated};

const BLOCK: usize = 1024;

/// Name and arguments of an example call.
fn parse(call: &str) -> (&str, Vec<Argument>) {
    let (name, rest) = call.split_once('(').unwrap_or((call, ")"));
    let mut arguments = Vec::new();
    let mut list: Option<Vec<f64>> = None;
    for part in rest.trim_end_matches(')').split(',') {
        let number = part.trim().trim_matches(['{', '}']).parse().unwrap_or(f64::NAN);
        if part.contains('{') {
            list = Some(Vec::new());
        }
        match &mut list {
            Some(numbers) => numbers.push(number),
            None => arguments.push(Argument::Number(number)),
        }
        if part.contains('}') {
            arguments.extend(list.take().map(Argument::List));
        }
    }
    (name, arguments)
}

fn nanoseconds_per_quantile(law: &dyn Distribution, probabilities: &[f64]) -> f64 {
    let mut out = vec![0.0; BLOCK];
    let mut rounds = 1_u32;
    loop {
        let start = Instant::now();
        for _ in 0..rounds {
            for block in probabilities.chunks(BLOCK) {
                law.quantiles(black_box(block), &mut out[..block.len()]);
                black_box(&out);
            }
        }
        let elapsed = start.elapsed().as_secs_f64();
        if elapsed > 0.02 {
            return elapsed * 1e9 / (f64::from(rounds) * probabilities.len() as f64);
        }
        rounds *= 2;
    }
}

fn main() {
    // A golden-ratio sequence: every block covers the unit interval evenly.
    let probabilities: Vec<f64> =
        (1..=16 * BLOCK).map(|index| (index as f64 * 0.6180339887498949).fract()).collect();
    println!("{:45} {:>10} {:>10} {:>12}", "", "direct ns", "table ns", "build us");
    for family in FAMILIES {
        let (name, arguments) = parse(family.example);
        let Ok(law) = build(name, &arguments) else {
            println!("{} can't be built", family.example);
            continue;
        };
        let direct = nanoseconds_per_quantile(&*law, &probabilities);
        let mut table = law.clone();
        let mut build_us = f64::INFINITY;
        for _ in 0..5 {
            let start = Instant::now();
            table = tabulated(law.clone());
            build_us = build_us.min(start.elapsed().as_secs_f64() * 1e6);
        }
        if table.is_slow() {
            println!("{:45} {direct:10.1} {:>10} {build_us:12.0}", family.example, "refused");
        } else if law.is_slow() {
            let tabulated = nanoseconds_per_quantile(&*table, &probabilities);
            println!("{:45} {direct:10.1} {tabulated:10.1} {build_us:12.0}", family.example);
        } else {
            println!("{:45} {direct:10.1}", family.example);
        }
    }
}
