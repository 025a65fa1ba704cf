//! From a workbook and a model to something that can be run.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_formula::evaluate::add_ins::{AddIn, add_in, takes_statistic};
use ulam_formula::evaluate::distributions::visit_draws;
use ulam_formula::evaluate::properties::{Property, property_call};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::printer;
use ulam_formula::syntax::{Call, Callee, Expr};
use ulam_formula::value::Value;
use ulam_probability::distributions::{self, vendors};
use ulam_workbook::{DistinctFormula, Recalculation, Workbook};

use crate::compile::{CompiledSlice, Compiler, DrawIdentity, Streams};
use crate::correlate::{self, Repair};
use crate::error::SimulationError;
use crate::execute::Schedule;
use crate::model::{InputCells, Model, Output};
use crate::program::Program;
use crate::slice::{Slice, Slicer};
use crate::statistics_in_cells::StatisticCells;

/// A simulation that is ready to run.
pub struct Simulation {
    pub(crate) workbook: Workbook,
    pub(crate) model: Model,
    pub(crate) inputs: InputCells,
    pub(crate) streams: Streams,
    pub(crate) random: FxHashSet<CellAddress>,
    /// The compiled program, without results.
    pub(crate) program: Program,
    /// The outputs' program.
    pub(crate) schedule: Schedule,
    /// Cells with a part that is interpreted one trial at a time.
    pub interpreted: Vec<CellAddress>,
    /// Outputs that no input and no random function reaches.
    pub constant_outputs: Vec<CellAddress>,
    /// Inputs that no output depends on.
    pub unused_inputs: Vec<CellAddress>,
    /// What was changed to make the correlations consistent, if they weren't.
    pub correlation_repair: Option<Repair>,
    /// Cells that take statistics of the samples, to be computed after the run.
    pub(crate) statistics: StatisticCells,
}

impl Simulation {
    /// Slices and compiles a recalculated workbook for a model.
    ///
    /// # Errors
    /// Whatever would make a number of the result wrong or missing, found before the run.
    pub fn prepare(
        mut workbook: Workbook,
        recalculation: &Recalculation,
        mut model: Model,
    ) -> Result<Simulation, SimulationError> {
        if model.outputs.is_empty() {
            model.outputs = marked_outputs(&workbook);
        }
        if model.outputs.is_empty() {
            model.outputs = condition_outputs(&model);
        }
        if model.outputs.is_empty() {
            return Err(SimulationError::NoOutput);
        }
        for input in &model.inputs {
            // Ranges skip blank cells, and an input must not be skipped.
            if workbook.cell(input.cell) == Value::Blank {
                workbook.set_constant(input.cell, Value::Number(0.0));
            }
        }
        let inputs = InputCells::new(&model.inputs);
        let statistics = StatisticCells::find(&workbook, &model);
        let mut roots = roots(&model);
        roots.extend(&statistics.targets);
        let mut slice = Slicer::new(&workbook, &inputs).slice(roots.iter().copied());
        refuse_cycles(&workbook, recalculation, &slice)?;
        refuse_unsupported(&workbook, &inputs, &slice, &roots)?;
        refuse_statistics(&workbook, &inputs, &slice)?;
        refuse_properties(&workbook, &inputs, &slice)?;

        let mut streams = streams(&workbook, &model, &slice);
        let correlation_repair = correlate::correlate(&workbook, &model, &mut streams)?;
        let mut compiled = Compiler::new(&workbook, &inputs, &slice, streams.clone()).compile();
        if compiled.needs_all_cells {
            // References that are known only in a trial may reach any cell.
            let everything = workbook.formulas().iter().map(|f| workbook.cells().address(f.cell));
            let all = roots.iter().copied().chain(everything.collect::<Vec<_>>());
            slice = Slicer::new(&workbook, &inputs).slice(all);
            compiled = Compiler::new(&workbook, &inputs, &slice, streams).compile();
        }
        if let Some(problem) = compiled.problems.first() {
            return Err(SimulationError::Parameters {
                cell: workbook.cell_name(problem.cell),
                message: problem.message.clone(),
            });
        }
        let schedule = Schedule::new(with_results(&compiled, &workbook, &roots));
        let CompiledSlice { program, streams, interpreted, .. } = compiled;
        let constant_outputs = model
            .outputs
            .iter()
            .map(|output| output.cell)
            .filter(|cell| !is_random(&slice, &workbook, *cell))
            .collect();
        let in_slice: FxHashSet<CellAddress> = slice.order.iter().map(|cell| cell.cell).collect();
        let unused_inputs = model
            .inputs
            .iter()
            .map(|input| input.cell)
            .filter(|cell| !in_slice.contains(cell))
            .collect();
        Ok(Simulation {
            workbook,
            model,
            inputs,
            streams,
            random: slice.random,
            program,
            schedule,
            interpreted,
            constant_outputs,
            unused_inputs,
            correlation_repair,
            statistics,
        })
    }

    /// The workbook with its base case.
    pub fn workbook(&self) -> &Workbook {
        &self.workbook
    }
    /// The model, with the outputs that were found in the workbook if it named none.
    pub fn model(&self) -> &Model {
        &self.model
    }
    /// Every draw: the model's inputs, then those in the workbook's formulas.
    pub fn draws(&self) -> &[DrawIdentity] {
        self.streams.draws()
    }
    /// The law of a draw, if it is the same in every trial.
    pub fn law(&self, draw: usize) -> Option<&ulam_probability::distribution::SharedDistribution> {
        self.streams.law(draw)
    }
    /// How messages and reports call a draw: by its name, or else its cell, with the number of the
    /// call where a formula draws several times.
    pub fn draw_label(&self, draw: usize) -> String {
        correlate::label(&self.workbook, &self.streams, draw)
    }
    /// The program that computes the outputs.
    pub fn program(&self) -> &Program {
        self.schedule.program()
    }
    /// The program with its buffers assigned.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }
}

/// The cells whose values a run keeps: the outputs', then the conditions'.
pub(crate) fn roots(model: &Model) -> Vec<CellAddress> {
    let outputs = model.outputs.iter().map(|output| output.cell);
    outputs.chain(model.conditions.iter().map(|condition| condition.cell)).collect()
}

fn with_results(compiled: &CompiledSlice, workbook: &Workbook, roots: &[CellAddress]) -> Program {
    let mut program = compiled.program.clone();
    program.results = roots.iter().map(|cell| compiled.source(*cell, workbook)).collect();
    program
}

fn is_random(slice: &Slice, workbook: &Workbook, cell: CellAddress) -> bool {
    let anchor = workbook.array_anchor(cell).unwrap_or(cell);
    slice.random.contains(&cell) || slice.random.contains(&anchor)
}

/// The cells whose formulas call RiskOutput.
fn marked_outputs(workbook: &Workbook) -> Vec<Output> {
    let mut outputs: Vec<Output> = Vec::new();
    for entry in workbook.formulas() {
        let Some(entered) = workbook.formula_of(entry.cell) else {
            continue;
        };
        let cell = workbook.cells().address(entry.cell);
        visit_calls(&entered.formula.root, &mut |call| {
            if !matches!(&call.callee, Callee::Named(name) if add_in(name) == Some(AddIn::Output)) {
                return;
            }
            let first = call.arguments.first();
            let output = match first.and_then(|argument| cell_of(workbook, cell, argument)) {
                // PsiOutput(B5), in a cell of its own.
                Some(marked) => Output { cell: marked, name: None },
                None => {
                    let name = first.and_then(|argument| text_of(workbook, cell, argument));
                    Output { cell, name }
                }
            };
            if outputs.iter().all(|known| known.cell != output.cell) {
                outputs.push(output);
            }
        });
    }
    outputs
}

/// The one cell that an argument refers to, unless it holds a text: a name may stand in a cell too.
fn cell_of(workbook: &Workbook, host: CellAddress, argument: &Expr) -> Option<CellAddress> {
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, host, Entry::Ordinary, &progress);
    match evaluator.evaluate(argument) {
        Value::Area(area) if area.is_cell() => {
            let is_name = matches!(workbook.cell(area.first()), Value::Text(_) | Value::Blank);
            (!is_name).then_some(area.first())
        }
        _ => None,
    }
}

/// The cells whose probabilities are wanted, each once.
fn condition_outputs(model: &Model) -> Vec<Output> {
    let mut outputs: Vec<Output> = Vec::new();
    for condition in &model.conditions {
        if outputs.iter().all(|output| output.cell != condition.cell) {
            outputs.push(Output { cell: condition.cell, name: None });
        }
    }
    outputs
}

fn text_of(workbook: &Workbook, cell: CellAddress, expr: &Expr) -> Option<Arc<str>> {
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
    match evaluator.evaluate_scalar(expr) {
        Value::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Calls `visit` for every call in an expression, outer ones first, in reading order.
pub(crate) fn visit_calls<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Call)) {
    expr.visit_parts(&mut |part| {
        if let Expr::Call(call) = part {
            visit(call);
        }
    });
}

fn refuse_cycles(
    workbook: &Workbook,
    recalculation: &Recalculation,
    slice: &Slice,
) -> Result<(), SimulationError> {
    if workbook.calculation().iterate {
        return Ok(());
    }
    let in_slice: FxHashSet<CellAddress> = slice.order.iter().map(|cell| cell.cell).collect();
    for cycle in &recalculation.cycles {
        if cycle.iter().any(|cell| in_slice.contains(cell)) {
            let mut path: Vec<String> =
                cycle.iter().map(|cell| workbook.cell_name(*cell)).collect();
            path.extend(path.first().cloned());
            if path.len() > 12 {
                let left_out = path.len() - 10;
                path.splice(8..path.len() - 2, [format!("... {left_out} more ...")]);
            }
            return Err(SimulationError::Circular(path.join(" -> ")));
        }
    }
    Ok(())
}

fn refuse_unsupported(
    workbook: &Workbook,
    inputs: &InputCells,
    slice: &Slice,
    outputs: &[CellAddress],
) -> Result<(), SimulationError> {
    for cell in &slice.order {
        let cell = cell.cell;
        if inputs.get(cell).is_some() {
            continue;
        }
        if let Some((_, message)) = unreadable(workbook, cell) {
            return Err(SimulationError::Unreadable {
                cell: workbook.cell_name(cell),
                message,
                dependent: dependent(workbook, inputs, cell, outputs),
            });
        }
        if let Some(entered) = workbook.formula(cell) {
            let functions = unsupported_functions(workbook, cell, &entered.formula.root);
            if !functions.is_empty() {
                return Err(SimulationError::Unsupported {
                    cell: workbook.cell_name(cell),
                    functions: functions.join(", "),
                    dependent: dependent(workbook, inputs, cell, outputs),
                });
            }
        }
    }
    Ok(())
}

/// Refuses a slice in which something is computed from statistics of the samples.
fn refuse_statistics(
    workbook: &Workbook,
    inputs: &InputCells,
    slice: &Slice,
) -> Result<(), SimulationError> {
    for cell in &slice.order {
        let cell = cell.cell;
        let takes = match inputs.get(cell) {
            Some(input) => takes_statistic(&input.formula.root),
            None => {
                workbook.formula(cell).is_some_and(|entered| takes_statistic(&entered.formula.root))
            }
        };
        if takes {
            return Err(SimulationError::StatisticInTrial(workbook.cell_name(cell)));
        }
    }
    Ok(())
}

/// Refuses distributions with a property that would change numbers and can't be honoured.
fn refuse_properties(
    workbook: &Workbook,
    inputs: &InputCells,
    slice: &Slice,
) -> Result<(), SimulationError> {
    for cell in &slice.order {
        let cell = cell.cell;
        let formula = match (inputs.get(cell), workbook.formula(cell)) {
            (Some(input), _) => &input.formula,
            (None, Some(entered)) => entered.formula,
            (None, None) => continue,
        };
        if formula.sites == 0 {
            continue;
        }
        let mut refused = None;
        visit_calls(&formula.root, &mut |call| {
            let properties = call.arguments.iter().filter_map(property_call);
            for (property, _) in properties {
                if let (Property::Refused(why), Callee::Distribution(_)) = (property, &call.callee)
                {
                    refused.get_or_insert(why);
                }
            }
        });
        if let Some(why) = refused {
            let cell = workbook.cell_name(cell);
            return Err(SimulationError::Parameters { cell, message: why.to_string() });
        }
    }
    Ok(())
}

/// The first output that depends on a cell, as the end of a sentence; empty if that is the cell.
fn dependent(
    workbook: &Workbook,
    inputs: &InputCells,
    cell: CellAddress,
    outputs: &[CellAddress],
) -> String {
    let depends = |output: &&CellAddress| {
        let slice = Slicer::new(workbook, inputs).slice([**output]);
        slice.order.iter().any(|precedent| precedent.cell == cell)
    };
    match outputs.iter().find(depends) {
        Some(output) if *output != cell => {
            format!(", and {} depends on it", workbook.cell_name(*output))
        }
        _ => String::new(),
    }
}

/// The text of a cell's formula that couldn't be parsed, and why.
pub fn unreadable(workbook: &Workbook, cell: CellAddress) -> Option<(String, String)> {
    let entry = workbook.formulas().get(workbook.cells().formula(workbook.cell_at(cell)?)?)?;
    match workbook.distinct_formula(entry.distinct())? {
        DistinctFormula::Unreadable { text, error } => {
            Some((text.to_string(), error.message.clone()))
        }
        DistinctFormula::Parsed(_) => None,
    }
}

/// Names of the functions in a formula that Ulam doesn't have.
pub fn unsupported_functions(workbook: &Workbook, host: CellAddress, root: &Expr) -> Vec<String> {
    let mut bound: FxHashSet<Arc<str>> = FxHashSet::default();
    visit_calls(root, &mut |call| {
        if let Callee::Function(function) = &call.callee
            && matches!(function.name, "LET" | "LAMBDA")
        {
            for argument in call.arguments.iter() {
                if let Expr::Name { sheet: None, name } = argument {
                    bound.insert(name.clone());
                }
            }
        }
    });
    let mut names = Vec::new();
    let mut properties: FxHashSet<*const Call> = FxHashSet::default();
    visit_calls(root, &mut |call| {
        for argument in call.arguments.iter() {
            // Distributions and statistics take properties.
            let takes_properties = match &call.callee {
                Callee::Distribution(_) => true,
                Callee::Named(name) => add_in(name).is_some(),
                Callee::Function(_) => false,
            };
            if takes_properties && let Some((_, property)) = property_call(argument) {
                properties.insert(property);
            }
        }
        let Callee::Named(name) = &call.callee else {
            return;
        };
        let is_known = add_in(name).is_some()
            || bound.contains(name)
            || properties.contains(&(call as *const Call))
            || workbook.name(host.sheet, name).is_some();
        let mut name = name.to_string();
        if let Some(why) = vendors::uncertainty(&name) {
            name = format!("{name} ({why})");
        }
        if !is_known && !names.contains(&name) {
            names.push(name);
        }
    });
    names
}

/// The streams: the model's inputs in their order, then the draws of the slice's formulas in the
/// order of their cells.
fn streams(workbook: &Workbook, model: &Model, slice: &Slice) -> Streams {
    let mut draws: Vec<DrawIdentity> = Vec::new();
    for input in &model.inputs {
        draws.push(DrawIdentity {
            cell: input.cell,
            site: 0,
            name: input.name.clone(),
            identity: workbook.cell_name(input.cell),
            distribution: input.distribution.clone(),
            seed: seed_property(workbook, input.cell, &input.formula.root),
        });
    }
    let input_cells: FxHashSet<CellAddress> = model.inputs.iter().map(|input| input.cell).collect();
    let mut cells: Vec<CellAddress> = slice.order.iter().map(|cell| cell.cell).collect();
    cells.retain(|cell| !input_cells.contains(cell));
    cells.sort_unstable();
    for cell in cells {
        let Some(entered) = workbook.formula(cell).filter(|entered| entered.formula.sites > 0)
        else {
            continue;
        };
        let sheet_name = |sheet| workbook.sheet_name(sheet).unwrap_or("#REF").to_string();
        let marked = marked_name(workbook, cell, &entered.formula.root);
        visit_draws(&entered.formula.root, &mut |call| {
            let expr = Expr::Call(call.clone());
            draws.push(DrawIdentity {
                cell,
                site: call.site,
                name: name_property(workbook, cell, call).or_else(|| marked.clone()),
                identity: workbook.draw_identity(cell, call.site),
                distribution: printer::print(&expr, cell, &sheet_name),
                seed: seed_property(workbook, cell, &expr),
            });
        });
    }
    // A name is an identity only if it is one input's.
    let mut count: FxHashMap<Arc<str>, u32> = FxHashMap::default();
    for draw in &draws {
        if let Some(name) = &draw.name {
            *count.entry(name.clone()).or_insert(0) += 1;
        }
    }
    let mut streams = Streams::default();
    for mut draw in draws {
        if let Some(name) = &draw.name {
            draw.identity = match count.get(name) {
                Some(1) => name.to_string(),
                _ => format!("{name}@{}", draw.identity),
            };
        }
        streams.add(draw);
    }
    streams
}

/// The name that a call gives its input: by a property, or in Crystal Ball as its last argument.
pub(crate) fn name_property(
    workbook: &Workbook,
    cell: CellAddress,
    call: &Call,
) -> Option<Arc<str>> {
    let by_property = call.arguments.iter().find_map(|argument| match property_call(argument) {
        Some((Property::Name, property)) => text_of(workbook, cell, property.arguments.first()?),
        _ => None,
    });
    by_property.or_else(|| {
        let Callee::Distribution(name) = &call.callee else {
            return None;
        };
        let alias = distributions::find(name)?.alias.filter(|alias| alias.has_cutoffs)?;
        text_of(workbook, cell, call.arguments.get(alias.parameters.len() + 2)?)
    })
}

/// The name that `VoseInput("Price") + VoseNormal(0, 1)` gives the only draw of its formula.
fn marked_name(workbook: &Workbook, cell: CellAddress, root: &Expr) -> Option<Arc<str>> {
    let (mut name, mut draws) = (None, 0);
    visit_calls(root, &mut |call| {
        if matches!(&call.callee, Callee::Named(name) if add_in(name) == Some(AddIn::Input)) {
            name = call.arguments.first().and_then(|argument| text_of(workbook, cell, argument));
        }
    });
    visit_draws(root, &mut |_| draws += 1);
    name.filter(|_| draws == 1)
}

/// The seed that a distribution call gives its input: `RiskSeed(type, seed)`, `Seed(seed)`.
fn seed_property(workbook: &Workbook, cell: CellAddress, expr: &Expr) -> Option<u64> {
    let Expr::Call(call) = expr else {
        return None;
    };
    call.arguments.iter().find_map(|argument| match property_call(argument) {
        Some((Property::Seed, property)) => {
            let progress = Progress::default();
            let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
            match evaluator.evaluate_scalar(property.arguments.last()?) {
                // Bits, so that every number is a seed of its own.
                Value::Number(seed) => Some(seed.to_bits()),
                _ => None,
            }
        }
        _ => None,
    })
}
