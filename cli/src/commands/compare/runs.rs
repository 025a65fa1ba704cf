//! The sides of a comparison that are simulated: workbooks with models.

use std::path::Path;

use ulam_simulation::model::Settings;
use ulam_simulation::outcome::compare::estimates;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::spec::Spec;

use super::results::Variable;
use super::{CompareArguments, Sides};
use crate::error::Failure;
use crate::open;
use crate::terminal::interrupt::Interrupt;
use crate::terminal::{progress, warn};

/// Simulates both sides with the same trials, seed and sampling.
///
/// # Errors
/// Whatever can't be read or simulated; Ctrl-C.
pub fn run(
    arguments: &CompareArguments,
    second: &Path,
    against: Option<&Path>,
) -> Result<Sides, Failure> {
    let interrupt = Interrupt::listen();
    let spec = |path: Option<&Path>| match path {
        Some(path) => open::spec(path),
        None => Ok(Spec::default()),
    };
    let first_spec = arguments.run.added_to(spec(arguments.model.as_deref())?)?;
    let mut second_spec = spec(against)?;
    // The same random numbers on both sides, or differences would be noise.
    second_spec.trials = first_spec.trials;
    second_spec.seed = first_spec.seed;
    second_spec.sampling = first_spec.sampling;
    let settings = Settings { sensitivity: false, ..arguments.run.settings(&first_spec)? };
    interrupt.watch();
    let side = |path: &Path, spec: &Spec| -> Result<Vec<Variable>, Failure> {
        let mut workbook = open::workbook(path)?;
        let recalculation = open::recalculate(&mut workbook);
        let bound = spec.bind(&workbook).map_err(|error| Failure::spec(path, &error))?;
        let refuse = |error| Failure::simulation(path, &error);
        let simulation =
            Simulation::prepare(workbook, &recalculation, bound.model).map_err(refuse)?;
        for cell in &simulation.constant_outputs {
            let cell = simulation.workbook().cell_name(*cell);
            warn(&format!("{}: {cell} doesn't depend on any input", path.display()));
        }
        let control = &interrupt.control;
        let trials = control.trials_done() + settings.trials;
        let run = || simulation.run(&settings, control);
        let samples = progress::watched(control, trials, run).map_err(refuse)?;
        let outputs = simulation.model().outputs.iter().zip(samples.columns);
        Ok(outputs
            .map(|(output, samples)| Variable {
                name: match &output.name {
                    Some(name) => name.to_string(),
                    None => simulation.workbook().cell_name(output.cell),
                },
                estimates: estimates(&samples),
                samples: Some(samples),
            })
            .collect())
    };
    let first = side(&arguments.first, &first_spec)?;
    let second_variables = side(second, &second_spec)?;
    let name = |workbook: &Path, model: Option<&Path>| match model {
        Some(model) => format!("{} with {}", workbook.display(), model.display()),
        None => workbook.display().to_string(),
    };
    Ok(Sides {
        names: [name(&arguments.first, arguments.model.as_deref()), name(second, against)],
        first,
        second: second_variables,
        is_paired: true,
    })
}
