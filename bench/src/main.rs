//! Ulam beside other ways to run the same models, measured side by side in one run.
//!
//! `cargo run --release --manifest-path bench/Cargo.toml -- --help`

mod child;
mod difference;
mod extremes;
mod fused;
mod in_child;
mod loading;
mod measure;
mod memory;
mod models;
mod options;
mod others;
mod parts;
mod repository;
mod table;
mod trials;
mod workbooks;

use std::process::ExitCode;

use options::{Options, Part};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == child::FLAG) {
        return finish(in_child::run(&arguments[1..]));
    }
    match Options::parse(&arguments) {
        Ok(Some(options)) => finish(run(&options)),
        Ok(None) => {
            print!("{}", options::HELP);
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn finish(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    println!("{}", measure::machine());
    for part in &options.parts {
        println!();
        match part {
            Part::Parts => parts::run(options)?,
            Part::Model(model) => trials::run(model, options)?,
            Part::Loading => loading::run(options)?,
            Part::LargeFiles => extremes::run(options)?,
            Part::Memory => memory::run(options)?,
        }
    }
    Ok(())
}
