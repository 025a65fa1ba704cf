//! Questions about a result.

pub(crate) mod comparison;
mod condition;
pub(crate) mod correlations;
mod drivers;
mod pictures;
pub(crate) mod relations;
pub(crate) mod sentences;
pub(crate) mod tails;
pub(crate) mod trials;

pub(crate) use condition::{condition, conditional};
pub(crate) use drivers::sensitivity;
pub(crate) use pictures::{
    Delimiters, Layout, confidence, delimited, histogram, percentiles, percents,
};

use ulam_contracts::results::{OutputResult, StoreResult, Variable, VariableKind};
use ulam_platform::http::ApiError;

/// The variable that a question names by key, name or cell; the first output if it names none.
pub(crate) fn variable<'a>(
    run: &'a StoreResult,
    named: Option<&str>,
) -> Result<&'a Variable, ApiError> {
    let Some(named) = named else {
        let first = run.variables.iter().find(|variable| variable.kind == VariableKind::Output);
        return first.ok_or_else(|| ApiError::internal("a result without outputs"));
    };
    let is_named = |variable: &&Variable| {
        variable.key == named
            || variable.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(named))
            || variable.cell.eq_ignore_ascii_case(named)
    };
    let unknown =
        || ApiError::invalid("variable", format!("the result has no input or output '{named}'"));
    run.variables.iter().find(is_named).ok_or_else(unknown)
}

/// The outputs' statistics of one of several simulations over lists of values, from 1.
pub(crate) fn outputs(
    run: &StoreResult,
    simulation: Option<u32>,
) -> Result<&[OutputResult], ApiError> {
    match simulation {
        None | Some(1) => Ok(&run.outcome.outputs),
        Some(number) => {
            let one = run.outcome.simulations.iter().find(|one| one.simulation == number);
            one.map(|one| one.outputs.as_slice()).ok_or_else(|| no_simulation(run, number))
        }
    }
}

/// The statistics of the output that a question names.
pub(crate) fn output<'a>(
    run: &'a StoreResult,
    named: Option<&str>,
    simulation: Option<u32>,
) -> Result<(&'a Variable, &'a OutputResult), ApiError> {
    let variable = variable(run, named)?;
    let statistics = outputs(run, simulation)?.iter().find(|output| output.cell == variable.cell);
    let no_output =
        || ApiError::invalid("output", format!("'{}' is an input; name an output", variable.key));
    Ok((variable, statistics.ok_or_else(no_output)?))
}

/// The samples of one of several simulations, from 1.
pub(crate) fn samples_of(
    run: &StoreResult,
    simulation: Option<u32>,
) -> Result<&ulam_contracts::blob::BlobReference, ApiError> {
    let number = simulation.unwrap_or(1);
    if run.samples.is_empty() {
        let detail = "The samples of this result are no longer kept. Run the simulation again.";
        return Err(ulam_contracts::problem::ProblemKind::Gone.problem(detail).into());
    }
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| run.samples.get(index)).ok_or_else(|| no_simulation(run, number))
}

fn no_simulation(run: &StoreResult, number: u32) -> ApiError {
    let count = run.outcome.simulations.len().max(1);
    ApiError::invalid(
        "simulation",
        format!("there is no simulation {number}; the result has {count}"),
    )
}
