//! Tying a spec to a workbook: names and cells become addresses, texts become formulas.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress, SheetId};
use ulam_formula::coerce;
use ulam_formula::context::Context;
use ulam_formula::dependencies::Dependencies;
use ulam_formula::evaluate::distributions::{DrawError, is_draw, visit_draws};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::parser::{self, Names};
use ulam_formula::syntax::{Callee, Coordinate, Expr, Formula, SheetReference};
use ulam_formula::value::Value;
use ulam_probability::distributions;
use ulam_workbook::{LocateError, Workbook};

use super::one_line::split_condition;
use super::{CorrelationSpec, InputSpec, OutputSpec, Spec, SpecError};
use crate::model::{Condition, Correlation, Input, Model, Output};
use crate::prepare::unsupported_functions;

/// Names further from what was written than this share of its length are no suggestion.
const SUGGESTION_DISTANCE: usize = 3;

/// A spec tied to a workbook.
#[derive(Clone, Debug)]
pub struct Bound {
    /// What is to be simulated.
    pub model: Model,
    /// The spec without repetitions: of what was said twice the last counts.
    pub spec: Spec,
}

impl Spec {
    /// Ties the spec to a recalculated workbook.
    ///
    /// An input, output or correlation that is given twice, by whatever name of its cell, is one:
    /// the last distribution, name and rho count. So a command line can override a file.
    ///
    /// # Errors
    /// A cell, name or distribution that doesn't exist (with the nearest that does), parameters
    /// outside their rules, an output without a number, a malformed condition.
    pub fn bind(&self, workbook: &Workbook) -> Result<Bound, SpecError> {
        let names = cell_names(workbook);
        let mut spec = Spec {
            inputs: Vec::new(),
            outputs: Vec::new(),
            correlations: Vec::new(),
            probabilities: Vec::new(),
            ..self.clone()
        };
        let mut model = Model::default();
        for input in &self.inputs {
            bind_input(workbook, &names, input, &mut model, &mut spec)?;
        }
        for output in &self.outputs {
            bind_output(workbook, &names, output, &mut model, &mut spec)?;
        }
        for correlation in &self.correlations {
            bind_correlation(workbook, correlation, &mut model, &mut spec)?;
        }
        for copula in &self.copulas {
            model.copulas.push(copula.bind(workbook)?);
        }
        for expression in &self.probabilities {
            let condition = bind_condition(workbook, expression)?;
            if spec.probabilities.contains(&condition.expression) {
                continue;
            }
            spec.probabilities.push(condition.expression.clone());
            model.conditions.push(condition);
        }
        Ok(Bound { model, spec })
    }
}

fn bind_input(
    workbook: &Workbook,
    names: &FxHashMap<CellAddress, Arc<str>>,
    input: &InputSpec,
    model: &mut Model,
    spec: &mut Spec,
) -> Result<(), SpecError> {
    let wrong = |why: String| SpecError(format!("input '{}': {why}", input.cell));
    let cell = locate(workbook, &input.cell).map_err(|error| wrong(error.0))?;
    let formula = distribution(workbook, cell, &input.distribution).map_err(wrong)?;
    let mut input = input.clone();
    let known = model.inputs.iter().position(|known| known.cell == cell);
    if let (Some(at), None) = (known, &input.name) {
        input.name = spec.inputs[at].name.clone();
    }
    let name = input.name.as_deref().map(Arc::from).or_else(|| names.get(&cell).cloned());
    let bound =
        Input { cell, name, distribution: input.distribution.clone(), formula: Arc::new(formula) };
    match known {
        Some(at) => {
            model.inputs[at] = bound;
            spec.inputs[at] = input;
        }
        None => {
            model.inputs.push(bound);
            spec.inputs.push(input);
        }
    }
    Ok(())
}

fn bind_output(
    workbook: &Workbook,
    names: &FxHashMap<CellAddress, Arc<str>>,
    output: &OutputSpec,
    model: &mut Model,
    spec: &mut Spec,
) -> Result<(), SpecError> {
    let wrong = |why: String| SpecError(format!("output '{}': {why}", output.cell));
    let cell = locate(workbook, &output.cell).map_err(|error| wrong(error.0))?;
    if !model.inputs.iter().any(|input| input.cell == cell) {
        refuse_without_number(workbook, cell).map_err(wrong)?;
    }
    let mut output = output.clone();
    let known = model.outputs.iter().position(|known| known.cell == cell);
    if let (Some(at), None) = (known, &output.name) {
        output.name = spec.outputs[at].name.clone();
    }
    let name = output.name.as_deref().map(Arc::from).or_else(|| names.get(&cell).cloned());
    match known {
        Some(at) => {
            model.outputs[at].name = name;
            spec.outputs[at] = output;
        }
        None => {
            model.outputs.push(Output { cell, name });
            spec.outputs.push(output);
        }
    }
    Ok(())
}

fn bind_correlation(
    workbook: &Workbook,
    correlation: &CorrelationSpec,
    model: &mut Model,
    spec: &mut Spec,
) -> Result<(), SpecError> {
    let CorrelationSpec { inputs: [first, second], rho } = correlation;
    if !(-1.0..=1.0).contains(rho) {
        return Err(SpecError(format!(
            "correlation of '{first}' and '{second}': rho is {rho}, and must be from -1 to 1"
        )));
    }
    // What an input is called in one place may be another name of it in another.
    let same = |a: &str, b: &str| {
        let cell = |text: &str| {
            let is_named = |input: &&Input| {
                input.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(text))
            };
            let by_name = model.inputs.iter().find(is_named).map(|input| input.cell);
            by_name.or_else(|| workbook.locate(text).ok())
        };
        a.eq_ignore_ascii_case(b) || cell(a).is_some() && cell(a) == cell(b)
    };
    if same(first, second) {
        return Err(SpecError(format!(
            "correlation of '{first}' and '{second}': they are the same input"
        )));
    }
    let known = spec.correlations.iter().position(|known| {
        let [a, b] = &known.inputs;
        same(a, first) && same(b, second) || same(a, second) && same(b, first)
    });
    let bound = Correlation { first: first.clone(), second: second.clone(), rho: *rho };
    match known {
        Some(at) => {
            model.correlations[at] = bound;
            spec.correlations[at] = correlation.clone();
        }
        None => {
            model.correlations.push(bound);
            spec.correlations.push(correlation.clone());
        }
    }
    Ok(())
}

fn bind_condition(workbook: &Workbook, text: &str) -> Result<Condition, SpecError> {
    let wrong = |why: String| SpecError(format!("probability '{text}': {why}"));
    let Some((cell, operator, threshold)) = split_condition(text) else {
        return Err(wrong(
            "write <cell><operator><number>, such as Model!B20<0; operators are < <= > >= = <>"
                .to_string(),
        ));
    };
    let cell = locate(workbook, cell).map_err(|error| wrong(error.0))?;
    let plain: String = threshold.chars().filter(|c| *c != '_').collect();
    let Some(threshold) = coerce::parse_number(&plain, workbook.date_system()) else {
        return Err(wrong(format!("'{threshold}' is no number")));
    };
    refuse_without_number(workbook, cell).map_err(wrong)?;
    Ok(Condition { expression: text.trim().to_string(), cell, operator, threshold })
}

/// The cell that a text names: `Sheet!A1` or a defined name.
///
/// # Errors
/// No such sheet, cell or name; with the nearest that there is.
pub fn locate(workbook: &Workbook, text: &str) -> Result<CellAddress, SpecError> {
    let error = match workbook.locate(text) {
        Ok(cell) => return Ok(cell),
        Err(error) => error,
    };
    let suggestion = match &error {
        LocateError::NoSheet { sheet, .. } => {
            nearest(sheet, workbook.sheets().iter().map(|sheet| &*sheet.name))
        }
        LocateError::NoCell(name) => {
            let visible = workbook.names().all().iter().filter(|name| !name.is_hidden);
            nearest(name, visible.map(|name| &*name.name))
        }
        LocateError::NotOneCell(_) => None,
    };
    Err(SpecError(match suggestion {
        Some(known) => format!("{error}; did you mean '{known}'?"),
        None => error.to_string(),
    }))
}

/// The one range that a text names: `Data!A2:A500`, `Data!A:A` or a defined name.
///
/// # Errors
/// A text that names no range, with the names of the sheets.
pub fn locate_area(workbook: &Workbook, text: &str) -> Result<Area, SpecError> {
    const SHEETS_NAMED: usize = 8;
    let host = CellAddress { sheet: 0, row: 0, column: 0 };
    let wrong = || {
        let sheets = workbook.sheets().iter().take(SHEETS_NAMED);
        let known: Vec<&str> = sheets.map(|sheet| &*sheet.name).collect();
        SpecError(format!(
            "'{text}' is no range: write Data!A2:A500 or a defined name; the sheets are {}",
            known.join(", ")
        ))
    };
    let formula = parser::parse(text, host, &SpecNames(workbook)).map_err(|_| wrong())?;
    let mut areas = Vec::new();
    Dependencies { context: workbook, host }.visit(&formula.root, &mut |area| areas.push(area));
    match areas[..] {
        [area] => Ok(area),
        _ => Err(wrong()),
    }
}

/// The name nearest to what was written, if any is near.
fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer texts are no misspellings, and more names take too long to compare.
    const LENGTH_MAX: usize = 64;
    const NAMES_MAX: usize = 10_000;
    if text.len() > LENGTH_MAX {
        return None;
    }
    let wanted = text.to_lowercase();
    known
        .take(NAMES_MAX)
        .filter(|name| name.len() <= LENGTH_MAX)
        .map(|name| (strsim::damerau_levenshtein(&wanted, &name.to_lowercase()), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + wanted.len() / SUGGESTION_DISTANCE)
        .map(|(_, name)| name)
}

/// An output must be a formula, or a number at least.
fn refuse_without_number(workbook: &Workbook, cell: CellAddress) -> Result<(), String> {
    let is_computed = workbook.formula(cell).is_some() || workbook.array_anchor(cell).is_some();
    match workbook.cell(cell) {
        _ if is_computed => Ok(()),
        Value::Blank => {
            Err(format!("{} is empty: name a formula's cell", workbook.cell_name(cell)))
        }
        Value::Text(text) => {
            let text: String = text.chars().take(40).collect();
            let cell = workbook.cell_name(cell);
            Err(format!("{cell} holds the text \"{text}\": name a formula's cell"))
        }
        _ => Ok(()),
    }
}

/// The defined names that stand for one cell, by cell; of several the first.
fn cell_names(workbook: &Workbook) -> FxHashMap<CellAddress, Arc<str>> {
    let mut names = FxHashMap::default();
    for name in workbook.names().all() {
        let is_plain = name.sheet.is_none() && !name.is_hidden && !name.name.starts_with("_xl");
        if let Ok(meaning) = &name.meaning
            && is_plain
            && let Expr::Reference(reference) = &**meaning
            && reference.is_cell
            && let SheetReference::Sheet(sheet) = reference.sheet
            && let Coordinate::Absolute(row) = reference.first.row
            && let Coordinate::Absolute(column) = reference.first.column
        {
            names.entry(CellAddress { sheet, row, column }).or_insert_with(|| name.name.clone());
        }
    }
    names
}

/// The names that a distribution call sees.
struct SpecNames<'a>(&'a Workbook);

impl Names for SpecNames<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_names().sheet(name)
    }
    fn has_plain_distributions(&self) -> bool {
        true
    }
}

/// Parses the distribution call of an input and checks what can be checked without simulating.
fn distribution(workbook: &Workbook, cell: CellAddress, text: &str) -> Result<Formula, String> {
    let formula = parser::parse(text, cell, &SpecNames(workbook))
        .map_err(|error| format!("'{text}' can't be read: {error}"))?;
    let one_call =
        || format!("'{text}' is not a distribution: write one call, such as Pert(8, 10, 15)");
    let Expr::Call(call) = &formula.root else {
        return Err(one_call());
    };
    let name = match &call.callee {
        Callee::Distribution(name) if is_draw(call) => name,
        Callee::Distribution(_) => return Err(one_call()),
        Callee::Named(name) => return Err(unknown_distribution(name)),
        Callee::Function(function) => return Err(unknown_distribution(function.name)),
    };
    let unsupported = unsupported_functions(workbook, cell, &formula.root);
    if let Some(function) = unsupported.first() {
        return Err(format!("'{text}' calls {function}, which there is not"));
    }
    let mut reads_cells = false;
    let dependencies = Dependencies { context: workbook, host: cell };
    dependencies.visit(&formula.root, &mut |_| reads_cells = true);
    let mut draws = 0;
    visit_draws(&formula.root, &mut |_| draws += 1);
    if !reads_cells && draws == 1 {
        let progress = Progress::default();
        let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
        match evaluator.distribution(name, call) {
            Ok(_) => {}
            Err(DrawError::Parameters(message)) => return Err(message),
            Err(DrawError::Argument(error)) => {
                return Err(format!("a parameter of '{text}' is {error}"));
            }
        }
    }
    Ok(formula)
}

fn unknown_distribution(name: &str) -> String {
    let hint = match distributions::nearest_name(name) {
        Some(known) => format!("; did you mean {known}?"),
        None => "; `ulam distributions` lists them".to_string(),
    };
    format!("there is no distribution named {name}{hint}")
}
