//! Checking a spec against its workbook: every field that is wrong, by name.

use ulam_contracts::problem::FieldError;
use ulam_contracts::simulations::{RunSettings, SEED_MAX, SimulationSpec};
use ulam_engine::{Book, RunOptions, Settings, Spec};
use ulam_probability::sampling::Plan;
use ulam_simulation::error::SimulationError;
use ulam_simulation::outcome::simtable::simulation_count;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::SAMPLES_MAX;
use ulam_simulation::spec::locate;
use ulam_workbook::Workbook;

/// Most inputs of a spec.
pub const INPUTS_MAX: usize = 10_000;
/// Most outputs of a spec.
pub const OUTPUTS_MAX: usize = 1_000;
/// Most correlations, and most conditions, of a spec.
pub const PAIRS_MAX: usize = 10_000;
/// Longest text of a spec, in bytes.
pub const TEXT_BYTES_MAX: usize = 8_192;
/// Errors that are told, at most.
const ERRORS_MAX: usize = 50;

/// A spec that can be run.
pub struct Checked {
    /// The spec without repetitions, all that was left open filled in.
    pub spec: SimulationSpec,
    /// The same as the engine has it.
    pub engine_spec: Spec,
    /// How it is run.
    pub settings: Settings,
    /// Simulations over lists of values.
    pub simulations: usize,
    /// The simulation, ready to run.
    pub simulation: Simulation,
}

/// The spec as the engine has it.
///
/// # Errors
/// None for a spec of this type; the conversion's are passed on.
pub fn engine_spec(spec: &SimulationSpec) -> Result<Spec, serde_json::Error> {
    serde_json::from_value(serde_json::to_value(spec)?)
}

fn wrong(field: impl Into<String>, message: impl ToString) -> FieldError {
    FieldError { field: field.into(), message: message.to_string() }
}

/// What can be seen without the workbook.
pub fn shape_errors(spec: &SimulationSpec, trials_max: u64) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let lengths = [
        ("spec.inputs", spec.inputs.len(), INPUTS_MAX),
        ("spec.outputs", spec.outputs.len(), OUTPUTS_MAX),
        ("spec.correlations", spec.correlations.len(), PAIRS_MAX),
        ("spec.copulas", spec.copulas.len(), OUTPUTS_MAX),
        ("spec.probabilities", spec.probabilities.len(), OUTPUTS_MAX),
    ];
    for (field, length, max) in lengths {
        if length > max {
            errors.push(wrong(field, format!("{length} are too many; at most {max}")));
        }
    }
    if let Some(trials) = spec.trials
        && !(1..=trials_max).contains(&trials)
    {
        errors.push(wrong("spec.trials", format!("{trials} is not from 1 to {trials_max}")));
    }
    if let Some(seed) = spec.seed
        && seed > SEED_MAX
    {
        errors.push(wrong("spec.seed", format!("{seed} is above {SEED_MAX}")));
    }
    let texts = spec.inputs.iter().enumerate().flat_map(|(index, input)| {
        let name = input.name.as_deref().unwrap_or_default();
        [
            (format!("spec.inputs[{index}].cell"), input.cell.as_str()),
            (format!("spec.inputs[{index}].name"), name),
            (format!("spec.inputs[{index}].distribution"), input.distribution.as_str()),
        ]
    });
    for (field, text) in texts {
        if text.len() > TEXT_BYTES_MAX && errors.len() < ERRORS_MAX {
            errors.push(wrong(field, format!("longer than {TEXT_BYTES_MAX} bytes")));
        }
    }
    for (index, correlation) in spec.correlations.iter().enumerate() {
        if !(-1.0..=1.0).contains(&correlation.2) && errors.len() < ERRORS_MAX {
            let field = format!("spec.correlations[{index}]");
            errors
                .push(wrong(field, format!("rho is {}, and must be from -1 to 1", correlation.2)));
        }
    }
    errors
}

/// Checks a spec against its workbook and makes it ready to run.
///
/// # Errors
/// Every field that is wrong, as far as one error doesn't hide another.
pub fn check(
    book: &Book,
    spec: &SimulationSpec,
    settings: &RunSettings,
    trials_max: u64,
) -> Result<Checked, Vec<FieldError>> {
    let mut errors = shape_errors(spec, trials_max);
    if !errors.is_empty() {
        return Err(errors);
    }
    let workbook = book.workbook();
    let engine = engine_spec(spec).map_err(|error| vec![wrong("spec", error)])?;
    let options = serde_json::to_value(settings).and_then(serde_json::from_value::<RunOptions>);
    let options = options.map_err(|error| vec![wrong("settings", error)])?;
    let run_settings = options.settings(&engine).unwrap_or_else(|wrong_options| {
        let named = wrong_options
            .into_iter()
            .map(|error| wrong(format!("settings.{}", error.option), error.message));
        errors.extend(named);
        Settings::default()
    });
    let stepped = options.stepped();
    for (index, stepped) in stepped.iter().enumerate() {
        if let Err(error) = locate(workbook, &stepped.cell) {
            errors.push(wrong(format!("settings.simulate_over[{index}].cell"), error));
        }
    }
    let simulations = simulation_count(workbook, &stepped).unwrap_or_else(|error| {
        errors.push(wrong("settings.simulate_over", error));
        1
    });
    let bound = match engine.bind(workbook) {
        Ok(bound) => bound,
        Err(error) => {
            let found = spec_errors(workbook, &engine);
            match found.is_empty() {
                true => errors.push(wrong("spec", error)),
                false => errors.extend(found),
            }
            return Err(errors);
        }
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let prepared = Simulation::prepare(workbook.clone(), book.recalculation(), bound.model);
    let simulation = prepared.map_err(|error| vec![prepare_error(workbook, &engine, &error)])?;
    let errors = run_errors(&simulation, &run_settings);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut engine_spec = bound.spec;
    engine_spec.trials = Some(run_settings.trials);
    engine_spec.seed = Some(run_settings.seed);
    engine_spec.sampling = Some(run_settings.plan);
    let spec = serde_json::to_value(&engine_spec).and_then(serde_json::from_value);
    let spec = spec.map_err(|error| vec![wrong("spec", error)])?;
    Ok(Checked { spec, engine_spec, settings: run_settings, simulations, simulation })
}

/// The fields of a spec that don't fit its workbook, each looked at by itself.
fn spec_errors(workbook: &Workbook, spec: &Spec) -> Vec<FieldError> {
    let mut errors = Vec::new();
    // A spec of one part says whether that part is right; its message begins with what it is about.
    let alone = |part: Spec| part.bind(workbook).err().map(|error| message_of(&error.0));
    for (index, input) in spec.inputs.iter().enumerate() {
        if errors.len() >= ERRORS_MAX {
            return errors;
        }
        if let Err(error) = locate(workbook, &input.cell) {
            errors.push(wrong(format!("spec.inputs[{index}].cell"), error));
        } else if let Some(message) = alone(Spec { inputs: vec![input.clone()], ..Spec::default() })
        {
            errors.push(wrong(format!("spec.inputs[{index}].distribution"), message));
        }
    }
    let inputs_are_right = errors.is_empty();
    for (index, output) in spec.outputs.iter().enumerate() {
        if errors.len() >= ERRORS_MAX {
            return errors;
        }
        let part = Spec { outputs: vec![output.clone()], ..Spec::default() };
        // A cell without a number may be an input, which the whole spec tells.
        let is_input = || spec.inputs.iter().any(|input| input.cell == output.cell);
        if let Some(message) = alone(part)
            && !is_input()
        {
            errors.push(wrong(format!("spec.outputs[{index}]"), message));
        }
    }
    for (index, expression) in spec.probabilities.iter().enumerate() {
        if errors.len() >= ERRORS_MAX {
            return errors;
        }
        let part = Spec { probabilities: vec![expression.clone()], ..Spec::default() };
        if let Some(message) = alone(part) {
            errors.push(wrong(format!("spec.probabilities[{index}]"), message));
        }
    }
    if !inputs_are_right {
        return errors;
    }
    for (index, correlation) in spec.correlations.iter().enumerate() {
        let part = Spec {
            inputs: spec.inputs.clone(),
            correlations: vec![correlation.clone()],
            ..Spec::default()
        };
        if let Some(message) = alone(part) {
            errors.push(wrong(format!("spec.correlations[{index}]"), message));
            if errors.len() >= ERRORS_MAX {
                return errors;
            }
        }
    }
    for (index, copula) in spec.copulas.iter().enumerate() {
        let part = Spec { copulas: vec![copula.clone()], ..Spec::default() };
        if let Some(message) = alone(part) {
            errors.push(wrong(format!("spec.copulas[{index}]"), message));
        }
    }
    errors
}

/// A message without `input 'Model!B3': ` at its beginning, which the field says.
fn message_of(message: &str) -> String {
    let about = ["input '", "output '", "probability '", "correlation of '"];
    let rest =
        about.iter().any(|start| message.starts_with(start)).then(|| message.split_once("': "));
    rest.flatten().map_or(message, |(_, rest)| rest).to_string()
}

/// The field that a simulation that can't be prepared is to be blamed on.
fn prepare_error(workbook: &Workbook, spec: &Spec, error: &SimulationError) -> FieldError {
    let input_at = |name: &str| {
        let is_it =
            |text: &str| locate(workbook, text).is_ok_and(|cell| workbook.cell_name(cell) == name);
        spec.inputs.iter().position(|input| is_it(&input.cell))
    };
    match error {
        SimulationError::NoOutput => wrong(
            "spec.outputs",
            "there is no output: name a cell, or mark one in the workbook with RiskOutput()",
        ),
        SimulationError::Parameters { cell, message } => match input_at(cell) {
            Some(index) => wrong(format!("spec.inputs[{index}].distribution"), message),
            None => wrong("spec", error),
        },
        SimulationError::Correlation(message) => wrong("spec.correlations", message),
        SimulationError::Circular(_)
        | SimulationError::Unsupported { .. }
        | SimulationError::Unreadable { .. }
        | SimulationError::StatisticInTrial(_) => wrong("spec.outputs", error),
        other => wrong("spec", other),
    }
}

/// What would stop the run before its first trial.
fn run_errors(simulation: &Simulation, settings: &Settings) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let columns = (simulation.model().outputs.len() + simulation.model().conditions.len()) as u64;
    if settings.trials.saturating_mul(columns) > SAMPLES_MAX {
        let (trials, outputs) = (settings.trials, columns as usize);
        let error = SimulationError::TooManySamples { trials, outputs, limit: SAMPLES_MAX };
        errors.push(wrong("spec.trials", error));
    }
    let stop = &settings.analysis.stop;
    if !stop.is_empty() && settings.plan == Plan::LatinHypercube {
        let message = "a Latin hypercube is laid out for its number of trials and can't end early: \
                       use random or sobol sampling with a rule for stopping";
        errors.push(wrong("settings.stop_when", message));
    }
    if !stop.is_empty() && settings.analysis.replicates > 1 {
        let message = "replicates follow one another, so a run of several can't end early";
        errors.push(wrong("settings.stop_when", message));
    }
    for (index, rule) in stop.iter().enumerate() {
        if let Some(output) = &rule.output
            && let Err(error) = simulation.find_output(output)
        {
            errors.push(wrong(format!("settings.stop_when[{index}]"), error));
        }
    }
    if settings.analysis.replicates > settings.trials {
        errors.push(wrong("settings.replicates", "there are fewer trials than replicates"));
    }
    errors
}
