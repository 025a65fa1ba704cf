//! What a running server bears, measured from outside on the real program.
//!
//! `cargo run --release --manifest-path bench/load/Cargo.toml -- --program target/release/ulam`

mod fairness;
mod gateway;
mod load;
mod nginx;
mod progress;
mod resources;
mod server;
mod statistics;
mod uploading;
mod user;
mod watchers;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
Measures a running server: its start, its memory, uploads, watchers, many users, the gateway.

Usage: ulam-load --program PATH [--only PART]... [--quick]

  --program PATH  the program to measure, built with --release
  --only PART     one part only: start, memory, upload, progress, watchers,
                  fairness, gateway
                  (gateway needs nginx: apt-get install nginx-light)
  --quick         shorter, for a look
";

const PARTS: [&str; 7] =
    ["start", "memory", "upload", "progress", "watchers", "fairness", "gateway"];

/// What is asked for.
pub struct Options {
    /// The program.
    pub program: PathBuf,
    /// Whether to take less time and care.
    pub is_quick: bool,
    parts: Vec<String>,
}

/// What went wrong, in words.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn parse() -> Result<Option<Options>, String> {
    let mut arguments = std::env::args().skip(1);
    let (mut program, mut parts, mut is_quick) = (None, Vec::new(), false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--quick" => is_quick = true,
            "--program" => program = arguments.next().map(PathBuf::from),
            "--only" => match arguments.next() {
                Some(part) if PARTS.contains(&part.as_str()) => parts.push(part),
                other => return Err(format!("--only {other:?}: one of {}", PARTS.join(", "))),
            },
            other => return Err(format!("{other}: not known; see --help")),
        }
    }
    let program = program.ok_or("--program PATH is missing; see --help")?;
    if parts.is_empty() {
        parts = PARTS.map(str::to_string).to_vec();
    }
    Ok(Some(Options { program, is_quick, parts }))
}

async fn run(options: &Options) -> Outcome {
    println!("{}", resources::machine());
    println!("| what | measured | goal |\n|---|---|---|");
    for part in &options.parts {
        match part.as_str() {
            "start" => resources::start(options).await?,
            "memory" => resources::memory(options).await?,
            "upload" => uploading::run(options).await?,
            "progress" => progress::run(options).await?,
            "watchers" => watchers::run(options).await?,
            "fairness" => fairness::run(options).await?,
            _ => gateway::run(options).await?,
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let options = match parse() {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ran = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run(&options)));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One line of the table.
pub fn row(what: &str, measured: &str, goal: &str) {
    println!("| {what} | {measured} | {goal} |");
}
