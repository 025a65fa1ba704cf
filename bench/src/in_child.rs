//! What a process does that was started for one measurement.

use std::path::Path;

use crate::loading::Reader;
use crate::{extremes, loading, memory};

/// Measures what the arguments ask for and prints it.
///
/// # Errors
/// What went wrong.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (kind, arguments) = arguments.split_first().ok_or("no measurement")?;
    let measured = match (kind.as_str(), arguments) {
        (loading::IN_CHILD, [reader, rows, path]) => {
            let reader = Reader::ALL.into_iter().find(|known| known.name() == reader);
            let rows = rows.parse().map_err(|_| "the number of rows is no number")?;
            loading::load(reader.ok_or("unknown reader")?, rows, Path::new(path))?
        }
        (extremes::IN_CHILD, [path]) => extremes::load(Path::new(path))?,
        (memory::IN_CHILD, [trials, path]) => {
            let trials = trials.parse().map_err(|_| "the number of trials is no number")?;
            memory::simulate(Path::new(path), trials)?
        }
        _ => return Err("wrong arguments".to_string()),
    };
    let text = serde_json::to_string(&measured).map_err(|error| error.to_string())?;
    println!("{text}");
    Ok(())
}
