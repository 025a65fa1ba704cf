//! A workbook made for another tool, taken apart: a plain workbook without that tool's functions, and a
//! spec that simulates it to the same bits.
//!
//! A cell that is one distribution becomes its static value and an input of the spec. A distribution
//! inside a larger formula gets a cell of its own, on a sheet that is added. Every draw keeps its
//! identity, so that it draws the same.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress, SheetId, a1, quoted_sheet_name};
use ulam_formula::context::Context;
use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::evaluate::distributions::{is_draw, only_distribution};
use ulam_formula::evaluate::properties::property_call;
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::printer;
use ulam_formula::syntax::{Binary, Call, Callee, Expr};
use ulam_formula::value::{CellError, Value};
use ulam_probability::distribution::ParameterKind;
use ulam_probability::distributions;
use ulam_workbook::{CellChange, FormulaChange, NewSheet, Workbook};

use crate::conversion::{INPUTS_SHEET, absolute, conversions, our_call};
use crate::correlate;
use crate::prepare::{Simulation, name_property, visit_calls};
use crate::spec::{CorrelationSpec, InputSpec, OutputSpec, Spec};

/// What a workbook becomes.
#[derive(Clone, Debug)]
pub struct Converted {
    /// Cells that change.
    pub changes: BTreeMap<CellAddress, CellChange>,
    /// The sheet that is added, if formulas had distributions inside them.
    pub new_sheet: Option<NewSheet>,
    /// What simulates the plain workbook as the original.
    pub spec: Spec,
    /// What couldn't be kept.
    pub notes: Vec<String>,
}

/// Why a workbook can't be converted: one sentence, with the cell.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct ConvertError(pub String);

/// Takes a prepared simulation of a workbook apart; `spec` is what it was prepared from.
///
/// # Errors
/// A function of another tool that can't be honoured, or that stands where it can't be replaced.
pub fn convert(simulation: &Simulation, spec: &Spec) -> Result<Converted, ConvertError> {
    let workbook = simulation.workbook();
    if Context::sheet_named(workbook, INPUTS_SHEET).is_some() {
        return Err(ConvertError(format!("it has a sheet '{INPUTS_SHEET}' already")));
    }
    for conversion in conversions(workbook) {
        if let Some(why) = conversion.refused {
            let cell = workbook.cell_name(conversion.cell);
            return Err(ConvertError(format!("{cell}: {}: {why}", conversion.function)));
        }
    }
    let known = simulation.draws().iter().enumerate();
    let mut converter = Converter {
        workbook,
        draw_numbers: known.map(|(number, d)| ((d.cell, d.site), number)).collect(),
        simulation,
        helper_sheet: workbook.sheets().len() as SheetId,
        helpers: Vec::new(),
        inputs: Vec::new(),
        converts_rand: false,
        notes: Vec::new(),
    };
    let mut changes = BTreeMap::new();
    for (index, entry) in workbook.formulas().iter().enumerate() {
        if workbook.cells().formula(entry.cell) != Some(index) {
            continue;
        }
        let Some(entered) = workbook.formula_of(entry.cell) else { continue };
        if !calls_add_in(&entered.formula.root) {
            continue;
        }
        let cell = workbook.cells().address(entry.cell);
        if workbook.array_at(entry.cell).is_some() {
            return Err(converter.refuse(cell, "it is an array formula"));
        }
        let saved = workbook.cached(entry);
        changes.insert(cell, converter.cell(cell, &entered.formula.root, saved.as_ref())?);
    }
    let mut spec = Spec { inputs: spec.inputs.clone(), ..spec.clone() };
    // The draws of the simulation come first, in its order: their dimensions under a Sobol plan.
    converter.inputs.sort_by_key(|(number, _)| *number);
    spec.inputs.extend(converter.inputs.iter().map(|(_, input)| input.clone()));
    spec.outputs = simulation
        .model()
        .outputs
        .iter()
        .map(|output| OutputSpec {
            cell: workbook.cell_name(output.cell),
            name: output.name.as_ref().map(|name| name.to_string()),
        })
        .collect();
    let pairs = correlate::workbook_pairs(workbook, &simulation.streams);
    let pairs = pairs.map_err(|error| ConvertError(error.to_string()))?;
    let name = |draw: usize| converter.identity(draw);
    let of_workbook = pairs.iter().map(|(first, second, rho)| CorrelationSpec {
        inputs: [name(*first), name(*second)],
        rho: *rho,
    });
    spec.correlations = of_workbook.chain(spec.correlations.drain(..)).collect();
    let new_sheet = converter.new_sheet();
    Ok(Converted { changes, new_sheet, spec, notes: converter.notes })
}

/// Whether an expression calls a function of another tool.
fn calls_add_in(root: &Expr) -> bool {
    let mut calls = false;
    visit_calls(root, &mut |call| {
        calls |= match &call.callee {
            Callee::Distribution(_) => true,
            Callee::Named(name) => add_in(name).is_some(),
            Callee::Function(_) => false,
        };
    });
    calls
}

struct Converter<'a> {
    workbook: &'a Workbook,
    simulation: &'a Simulation,
    draw_numbers: FxHashMap<(CellAddress, u16), usize>,
    helper_sheet: SheetId,
    /// Label and static value of each cell of the sheet that is added.
    helpers: Vec<(String, f64)>,
    /// The inputs, by number of draw; those that no output depends on come last.
    inputs: Vec<(usize, InputSpec)>,
    /// Whether RAND in the present formula becomes an input too, since its number in the formula
    /// would change.
    converts_rand: bool,
    notes: Vec<String>,
}

impl Converter<'_> {
    fn refuse(&self, cell: CellAddress, why: &str) -> ConvertError {
        let cell = self.workbook.cell_name(cell);
        ConvertError(format!("{cell} can't be made plain: {why}"))
    }

    /// The identity of a draw of the simulation: what its input of the spec is named.
    fn identity(&self, draw: usize) -> String {
        self.simulation.draws().get(draw).map_or(String::new(), |draw| draw.identity.clone())
    }

    fn cell(
        &mut self,
        cell: CellAddress,
        root: &Expr,
        saved: Option<&Value>,
    ) -> Result<CellChange, ConvertError> {
        self.refuse_repeated(cell, root)?;
        let mut has_distribution = false;
        visit_calls(root, &mut |call| {
            has_distribution |= matches!(call.callee, Callee::Distribution(_)) && is_draw(call);
        });
        self.converts_rand = has_distribution;
        let value = self.workbook.cell(cell);
        let plain = self.plain(cell, root, saved)?;
        if let Expr::Call(call) = unwrapped(&plain)
            && is_draw(call)
            && matches!(call.callee, Callee::Distribution(_))
        {
            let original = only_distribution(unwrapped_output(root)).map(|(_, call)| call);
            self.add_input(cell, original.unwrap_or(call), call, cell);
            return Ok(CellChange { value, formula: FormulaChange::Remove });
        }
        let plain = self.with_helpers(cell, &plain)?;
        let formula = match &plain {
            Expr::Number(_) | Expr::Text(_) | Expr::Boolean(_) | Expr::Error(_) => {
                FormulaChange::Remove
            }
            _ => FormulaChange::Set(self.printed(cell, &plain)),
        };
        Ok(CellChange { value, formula })
    }

    fn printed(&self, cell: CellAddress, expr: &Expr) -> String {
        let sheet_name =
            |sheet| self.workbook.sheet_name(sheet).unwrap_or(INPUTS_SHEET).to_string();
        printer::print(expr, cell, &sheet_name)
    }

    /// A call inside LAMBDA, MAP and their kin draws several times; RANDBETWEEN and RANDARRAY beside a
    /// distribution would lose their numbers.
    fn refuse_repeated(&self, cell: CellAddress, root: &Expr) -> Result<(), ConvertError> {
        let mut problem = None;
        let mut draws = false;
        visit_calls(root, &mut |call| match &call.callee {
            Callee::Distribution(_) => draws |= is_draw(call),
            Callee::Function(function) if matches!(function.name, "LAMBDA" | "LET") => {
                problem = Some("a distribution beside LET or LAMBDA may draw several times");
            }
            Callee::Function(function) if function.random && function.name != "RAND" => {
                problem = Some("it mixes distributions with RANDBETWEEN or RANDARRAY");
            }
            _ => {}
        });
        match problem {
            Some(why) if draws => Err(self.refuse(cell, why)),
            _ => Ok(()),
        }
    }

    /// An expression without marks, statistics and objects; its draws stay.
    fn plain(
        &mut self,
        cell: CellAddress,
        expr: &Expr,
        saved: Option<&Value>,
    ) -> Result<Expr, ConvertError> {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.plain_level(cell, expr, saved))
    }

    fn plain_level(
        &mut self,
        cell: CellAddress,
        expr: &Expr,
        saved: Option<&Value>,
    ) -> Result<Expr, ConvertError> {
        Ok(match expr {
            Expr::Binary(Binary::Add, left, right) if is_mark(left) => {
                self.plain(cell, right, saved)?
            }
            Expr::Binary(Binary::Add | Binary::Subtract, left, right) if is_mark(right) => {
                self.plain(cell, left, saved)?
            }
            Expr::Binary(operator, left, right) => Expr::Binary(
                *operator,
                Box::new(self.plain(cell, left, saved)?),
                Box::new(self.plain(cell, right, saved)?),
            ),
            Expr::Unary(operator, inner) => {
                Expr::Unary(*operator, Box::new(self.plain(cell, inner, saved)?))
            }
            Expr::Parentheses(inner) => {
                Expr::Parentheses(Box::new(self.plain(cell, inner, saved)?))
            }
            Expr::Intersect(inner) => match self.plain(cell, inner, saved)? {
                // `@` before a call of an add-in.
                call @ Expr::Call(_) => call,
                inner => Expr::Intersect(Box::new(inner)),
            },
            Expr::Spill(inner) => Expr::Spill(Box::new(self.plain(cell, inner, saved)?)),
            Expr::Call(call) => self.plain_call(cell, call, saved)?,
            Expr::Apply(..) => {
                if calls_add_in(expr) {
                    return Err(self.refuse(cell, "it calls a LAMBDA with another tool's function"));
                }
                expr.clone()
            }
            other => other.clone(),
        })
    }

    fn plain_call(
        &mut self,
        cell: CellAddress,
        call: &Call,
        saved: Option<&Value>,
    ) -> Result<Expr, ConvertError> {
        if let Callee::Named(name) = &call.callee
            && let Some(add_in) = add_in(name)
        {
            return Ok(match (add_in, call.arguments.first()) {
                (AddIn::Output | AddIn::Input, _) => Expr::Number(0.0),
                (AddIn::MakeInput, Some(argument)) => {
                    Expr::Parentheses(Box::new(self.plain(cell, argument, saved)?))
                }
                (AddIn::OfSamples(_), _) => {
                    let cell_name = self.workbook.cell_name(cell);
                    self.notes.push(format!(
                        "{cell_name}: {name} takes a statistic of a simulation: the plain workbook \
                         has the value that was saved, or #N/A"
                    ));
                    match saved {
                        Some(Value::Number(number)) if self.is_whole(cell, call) => {
                            Expr::Number(*number)
                        }
                        _ => Expr::Error(CellError::NotAvailable),
                    }
                }
                _ => self.present(cell, &Expr::Call(call.clone())),
            });
        }
        if let Callee::Distribution(_) = &call.callee
            && !is_draw(call)
        {
            return Ok(self.present(cell, &Expr::Call(call.clone())));
        }
        let arguments = call
            .arguments
            .iter()
            .map(|argument| match (&call.callee, property_call(argument)) {
                // A law inside a law, and properties, are written out by `our_call`.
                (Callee::Distribution(_), _) => Ok(argument.clone()),
                _ => self.plain(cell, argument, saved),
            })
            .collect::<Result<Vec<Expr>, ConvertError>>()?;
        Ok(Expr::Call(Call {
            callee: call.callee.clone(),
            arguments: arguments.into(),
            site: call.site,
        }))
    }

    /// Whether a cell's formula is this call and no more.
    fn is_whole(&self, cell: CellAddress, call: &Call) -> bool {
        self.workbook.formula(cell).is_some_and(|entered| {
            matches!(unwrapped_output(&entered.formula.root), Expr::Call(whole) if whole == call)
        })
    }

    /// The value that an expression has now, as a constant.
    fn present(&self, cell: CellAddress, expr: &Expr) -> Expr {
        let progress = Progress::default();
        let evaluator = Evaluator::new(self.workbook, cell, Entry::Ordinary, &progress);
        match evaluator.evaluate_scalar(expr) {
            Value::Number(number) => Expr::Number(number),
            Value::Text(text) => Expr::Text(text),
            Value::Boolean(boolean) => Expr::Boolean(boolean),
            Value::Error(error) => Expr::Error(error),
            _ => Expr::Number(0.0),
        }
    }

    /// An expression in which every draw reads a cell of the sheet that is added.
    fn with_helpers(&mut self, cell: CellAddress, expr: &Expr) -> Result<Expr, ConvertError> {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || {
            Ok(match expr {
                Expr::Unary(operator, inner) => {
                    Expr::Unary(*operator, Box::new(self.with_helpers(cell, inner)?))
                }
                Expr::Parentheses(inner) => {
                    Expr::Parentheses(Box::new(self.with_helpers(cell, inner)?))
                }
                Expr::Intersect(inner) => {
                    Expr::Intersect(Box::new(self.with_helpers(cell, inner)?))
                }
                Expr::Spill(inner) => Expr::Spill(Box::new(self.with_helpers(cell, inner)?)),
                Expr::Binary(operator, left, right) => {
                    let left = self.with_helpers(cell, left)?;
                    let right = self.with_helpers(cell, right)?;
                    Expr::Binary(*operator, Box::new(left), Box::new(right))
                }
                Expr::Call(call) if self.becomes_input(call) => self.helper(cell, call)?,
                Expr::Call(call) => {
                    let arguments = call.arguments.iter().map(|part| self.with_helpers(cell, part));
                    Expr::Call(Call {
                        callee: call.callee.clone(),
                        arguments: arguments.collect::<Result<Vec<Expr>, _>>()?.into(),
                        site: call.site,
                    })
                }
                other => other.clone(),
            })
        })
    }

    fn becomes_input(&self, call: &Call) -> bool {
        match &call.callee {
            Callee::Distribution(_) => is_draw(call),
            Callee::Function(function) => self.converts_rand && function.name == "RAND",
            Callee::Named(_) => false,
        }
    }

    /// Gives a draw a cell of its own; the reference to it.
    fn helper(&mut self, cell: CellAddress, call: &Call) -> Result<Expr, ConvertError> {
        let value = match self.present(cell, &Expr::Call(call.clone())) {
            Expr::Number(number) => number,
            _ => return Err(self.refuse(cell, "a distribution has no static value")),
        };
        let row = self.helpers.len() as u32 + 1;
        self.helpers.push((String::new(), value));
        let place = CellAddress { sheet: self.helper_sheet, row, column: 1 };
        self.add_input(cell, call, call, place);
        if let (Some(helper), Some((_, input))) = (self.helpers.last_mut(), self.inputs.last()) {
            helper.0 = input.name.clone().unwrap_or_default();
        }
        Ok(Expr::Reference(absolute(Area::of_cell(place))))
    }

    /// Adds the input that a draw of `cell` becomes, at `place`. Draws among its parameters get
    /// cells of their own first.
    fn add_input(&mut self, cell: CellAddress, original: &Call, call: &Call, place: CellAddress) {
        let mut inner = call.clone();
        if let Callee::Distribution(name) = &call.callee {
            let mut position = 0;
            let arguments: Vec<Expr> = call
                .arguments
                .iter()
                .map(|argument| {
                    if property_call(argument).is_some() {
                        return argument.clone();
                    }
                    let kind = distributions::parameter_kind(name, position);
                    position += 1;
                    let is_law = matches!(
                        kind,
                        ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count
                    );
                    if is_law && only_distribution(argument).is_some() {
                        return argument.clone();
                    }
                    self.with_helpers(cell, argument).unwrap_or_else(|_| argument.clone())
                })
                .collect();
            inner.arguments = arguments.into();
        }
        let number = self.draw_numbers.get(&(cell, original.site)).copied();
        let identity = match number {
            Some(number) => self.identity(number),
            None => match name_property(self.workbook, cell, original) {
                Some(name) => name.to_string(),
                None => self.workbook.draw_identity(cell, original.site),
            },
        };
        let distribution = match &call.callee {
            Callee::Function(_) => "Uniform(0, 1)".to_string(),
            _ => our_call(self.workbook, cell, &inner, 0).text,
        };
        let cell_name = match place.sheet == self.helper_sheet {
            true => format!("{}!{}", quoted_sheet_name(INPUTS_SHEET), a1(place.row, place.column)),
            false => self.workbook.cell_name(place),
        };
        let input = InputSpec { cell: cell_name, name: Some(identity), distribution };
        self.inputs.push((number.unwrap_or(usize::MAX), input));
    }

    fn new_sheet(&self) -> Option<NewSheet> {
        if self.helpers.is_empty() {
            return None;
        }
        let head = vec![Value::text("Input"), Value::text("Static value")];
        let rows = self
            .helpers
            .iter()
            .map(|(label, value)| vec![Value::text(label.as_str()), Value::Number(*value)]);
        let rows = std::iter::once(head).chain(rows).collect();
        Some(NewSheet { name: INPUTS_SHEET.to_string(), rows })
    }
}

/// Whether an expression only marks its cell: `RiskOutput("Profit")`.
fn is_mark(expr: &Expr) -> bool {
    match expr {
        Expr::Parentheses(inner) | Expr::Intersect(inner) => is_mark(inner),
        Expr::Call(Call { callee: Callee::Named(name), .. }) => {
            matches!(add_in(name), Some(AddIn::Output | AddIn::Input))
        }
        _ => false,
    }
}

/// An expression without parentheses around it.
fn unwrapped(expr: &Expr) -> &Expr {
    match expr {
        Expr::Parentheses(inner) | Expr::Intersect(inner) => unwrapped(inner),
        other => other,
    }
}

/// A formula without the marks beside it.
fn unwrapped_output(expr: &Expr) -> &Expr {
    match expr {
        Expr::Parentheses(inner) | Expr::Intersect(inner) => unwrapped_output(inner),
        Expr::Binary(Binary::Add, left, right) if is_mark(left) => unwrapped_output(right),
        Expr::Binary(Binary::Add | Binary::Subtract, left, right) if is_mark(right) => {
            unwrapped_output(left)
        }
        other => other,
    }
}
