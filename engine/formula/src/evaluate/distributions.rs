//! Distribution calls: `RiskNormal(100, 15, RiskTruncate(0, ))` in workbooks, and the same without
//! prefixes in specs.
//!
//! A call has the law's parameters, then property calls in any order. Truncation acts before the
//! shift, whatever their order. A parameter may be a law itself (`RiskCompound(RiskPoisson(3), B5)`):
//! then the inner call draws nothing.

use std::sync::Arc;

use ulam_probability::distribution::{Argument, ParameterKind, SharedDistribution};
use ulam_probability::distributions::{self, Form, Found};

use crate::address::CellAddress;
use crate::coerce;
use crate::context::Draw;
use crate::evaluate::properties::{Property, property_call};
use crate::evaluate::{Entry, Evaluator};
use crate::parser::is_modifier;
use crate::syntax::{Call, Callee, Expr, Unary};
use crate::value::{CellError, Value};

/// Cells that hold laws inside one another that are followed.
const LAW_DEPTH_MAX: u32 = 16;

/// Why a distribution call has no law.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawError {
    /// An argument is an Excel error: it becomes the call's value.
    Argument(CellError),
    /// The parameters are impossible; the sentence says why.
    Parameters(String),
}

impl DrawError {
    /// What the cell shows.
    pub fn cell_error(&self) -> CellError {
        match self {
            DrawError::Argument(error) => *error,
            DrawError::Parameters(_) => CellError::Value,
        }
    }
}

fn wrong(error: impl ToString) -> DrawError {
    DrawError::Parameters(error.to_string())
}

/// Whether a call draws a random number: a random function, or a distribution that isn't an object
/// (`VoseNormalObject`) and no modifier.
pub fn is_draw(call: &Call) -> bool {
    match &call.callee {
        Callee::Function(function) => function.random,
        Callee::Distribution(name) => {
            !is_modifier(name)
                && distributions::find(name).is_some_and(|found| found.form != Form::Object)
        }
        Callee::Named(_) => false,
    }
}

/// Whether the argument at `index` of a call is wanted as a law, not as a number drawn from it.
fn wants_law(call: &Call, index: usize) -> bool {
    match &call.callee {
        Callee::Distribution(name) => matches!(
            distributions::parameter_kind(name, index),
            ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count
        ),
        Callee::Named(name) => index == 0 && crate::evaluate::add_ins::is_theoretical(name),
        Callee::Function(_) => false,
    }
}

/// Calls `visit` for every call in an expression that draws random numbers, in reading order. A
/// distribution that stands where a law is wanted draws nothing, but what its parameters draw counts.
pub fn visit_draws<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Call)) {
    let mut pending: Vec<(&'e Expr, bool)> = vec![(expr, false)];
    while let Some((part, is_law)) = pending.pop() {
        match part {
            Expr::Call(call) => {
                if !is_law && is_draw(call) {
                    visit(call);
                }
                for (index, argument) in call.arguments.iter().enumerate().rev() {
                    pending.push((argument, wants_law(call, index)));
                }
            }
            Expr::Unary(_, inner)
            | Expr::Parentheses(inner)
            | Expr::Intersect(inner)
            | Expr::Spill(inner) => pending.push((inner, is_law)),
            Expr::Binary(_, left, right) => {
                pending.push((right, false));
                pending.push((left, false));
            }
            Expr::Apply(function, arguments) => {
                pending.extend(arguments.iter().rev().map(|argument| (argument, false)));
                pending.push((function, false));
            }
            _ => {}
        }
    }
}

/// The distribution call that a formula is, if it is one call and no more: `=RiskNormal(0, 1)`, also
/// with a plus or parentheses around it.
pub fn only_distribution(expr: &Expr) -> Option<(&Arc<str>, &Call)> {
    match expr {
        Expr::Parentheses(inner) | Expr::Unary(Unary::Plus, inner) | Expr::Intersect(inner) => {
            only_distribution(inner)
        }
        Expr::Call(call) => match &call.callee {
            Callee::Distribution(name) => Some((name, call)),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn draw(&self, name: &str, call: &Call) -> Value {
        if distributions::find(name).is_some_and(|found| found.form == Form::Object) {
            return self.law_object(name, call);
        }
        match self.distribution(name, call) {
            Ok(draw) => Value::number(self.context.draw(self.next_draws(call.site, 1), &draw)),
            Err(error) => Value::Error(error.cell_error()),
        }
    }

    /// What a cell shows for a law itself: ModelRisk's text, `VoseNormal(0,1)`.
    fn law_object(&self, name: &str, call: &Call) -> Value {
        let alias = distributions::find(name).and_then(|found| found.alias);
        let mut text = format!("{}(", alias.map_or(name, |alias| alias.name));
        for (index, argument) in call.arguments.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            match self.evaluate_scalar(argument) {
                Value::Error(error) => return Value::Error(error),
                value => match coerce::to_text(&value) {
                    Ok(part) => text.push_str(&part),
                    Err(error) => return Value::Error(error),
                },
            }
        }
        text.push(')');
        Value::text(text)
    }

    /// The law that a distribution call means here, its parameters evaluated.
    ///
    /// # Errors
    /// An argument that is an error, parameters outside their rules, or a property that can't be
    /// honoured.
    pub fn distribution(&self, name: &str, call: &Call) -> Result<Draw, DrawError> {
        let arguments = self.distribution_arguments(name, call)?;
        let properties: Vec<(Property, &Call)> =
            call.arguments.iter().filter_map(property_call).collect();
        let law = distributions::build(name, &arguments).map_err(wrong)?;
        let mut draw = self.with_properties(law, &properties)?;
        if let Some(Found { alias: Some(alias), .. }) = distributions::find(name) {
            draw.name = draw.name.or_else(|| alias.input_name(&arguments).map(Arc::from));
        }
        Ok(draw)
    }

    /// The parameters of a distribution call, without its properties.
    ///
    /// # Errors
    /// As [`Evaluator::distribution`].
    pub fn distribution_arguments(
        &self,
        name: &str,
        call: &Call,
    ) -> Result<Vec<Argument>, DrawError> {
        let mut arguments = Vec::new();
        for argument in call.arguments.iter().filter(|part| property_call(part).is_none()) {
            let kind = distributions::parameter_kind(name, arguments.len());
            arguments.push(self.distribution_argument(argument, kind)?);
        }
        // Crystal Ball's ranges have meaning by their columns.
        if name.eq_ignore_ascii_case("CB.CUSTOM")
            && let Some(columns) = call.arguments.first().map(|range| self.columns(range))
        {
            arguments.truncate(1);
            arguments.push(Argument::Number(columns as f64));
        }
        Ok(arguments)
    }

    fn columns(&self, range: &Expr) -> usize {
        match self.evaluate(range) {
            Value::Area(area) => area.columns(),
            Value::Array(array) => array.columns(),
            _ => 1,
        }
    }

    fn with_properties(
        &self,
        law: SharedDistribution,
        properties: &[(Property, &Call)],
    ) -> Result<Draw, DrawError> {
        let mut draw = Draw { law, name: None, static_value: None };
        let mut shift = 0.0;
        let mut is_locked = false;
        // What acts after the shift, and what is summed before anything is cut.
        let mut after_shift: Vec<(bool, Option<f64>, Option<f64>)> = Vec::new();
        if let Some((_, sum)) = properties.iter().find(|(p, _)| *p == Property::Compound) {
            draw.law = self.summed(draw.law, sum)?;
        }
        for (property, call) in properties {
            let argument = |index: usize| call.arguments.get(index).unwrap_or(&Expr::Omitted);
            let number = |index: usize| self.property_number(argument(index));
            match property {
                Property::Name => draw.name = self.property_text(argument(0))?,
                Property::Truncate => {
                    let (low, high) = (number(0)?, number(1)?);
                    draw.law = match number(2)? {
                        None | Some(1.0) => distributions::truncated(draw.law, low, high),
                        Some(2.0) => {
                            let (mean, sd) = (draw.law.mean(), draw.law.variance().sqrt());
                            let place = |deviations: Option<f64>| deviations.map(|d| mean + d * sd);
                            distributions::truncated(draw.law, place(low), place(high))
                        }
                        Some(3.0) => distributions::truncated_by_probability(draw.law, low, high),
                        Some(_) => return Err(wrong("truncation: its type must be 1, 2 or 3")),
                    }
                    .map_err(wrong)?;
                }
                Property::TruncateByProbability => {
                    let (low, high) = (number(0)?, number(1)?);
                    draw.law = distributions::truncated_by_probability(draw.law, low, high)
                        .map_err(wrong)?;
                }
                Property::TruncateShifted => after_shift.push((false, number(0)?, number(1)?)),
                Property::TruncateShiftedByProbability => {
                    after_shift.push((true, number(0)?, number(1)?));
                }
                Property::Shift => shift += number(0)?.unwrap_or(0.0),
                Property::Static => draw.static_value = number(0)?,
                Property::Lock => is_locked = number(0)? != Some(0.0),
                Property::Refused(why) => return Err(wrong(why)),
                Property::Compound
                | Property::Seed
                | Property::Correlation
                | Property::Dependent
                | Property::Independent
                | Property::Display => {}
            }
        }
        if properties.iter().any(|(_, call)| is_of_uncertain_order(call)) && shift != 0.0 {
            let cuts = |(p, _): &(Property, &Call)| {
                matches!(p, Property::Truncate | Property::TruncateByProbability)
            };
            if properties.iter().any(cuts) {
                return Err(wrong(
                    "whether this tool cuts before or after it shifts isn't certain: move the \
                     bounds, or the distribution, by hand",
                ));
            }
        }
        if shift != 0.0 {
            draw.law = distributions::shifted(draw.law, shift);
        }
        for (by_probability, low, high) in after_shift {
            draw.law = match by_probability {
                true => distributions::truncated_by_probability(draw.law, low, high),
                false => distributions::truncated(draw.law, low, high),
            }
            .map_err(wrong)?;
        }
        if is_locked {
            draw.law = distributions::constant(draw.resting_value());
        }
        Ok(draw)
    }

    /// PsiCompound(number, [deductible], [limit]): the sum of that many values of the law.
    fn summed(
        &self,
        law: SharedDistribution,
        call: &Call,
    ) -> Result<SharedDistribution, DrawError> {
        let mut arguments = Vec::new();
        for (index, argument) in call.arguments.iter().enumerate() {
            let kind = if index == 0 { ParameterKind::Count } else { ParameterKind::Number };
            arguments.push(self.distribution_argument(argument, kind)?);
        }
        arguments.insert(1.min(arguments.len()), Argument::Law(law));
        distributions::build("Compound", &arguments).map_err(wrong)
    }

    fn distribution_argument(
        &self,
        expr: &Expr,
        kind: ParameterKind,
    ) -> Result<Argument, DrawError> {
        let takes_law =
            matches!(kind, ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count);
        if takes_law && let Some((name, call)) = only_distribution(expr) {
            return Ok(Argument::Law(self.distribution(name, call)?.law));
        }
        let dates = self.context.date_system();
        let number = |value: &Value| match coerce::to_number(value, dates) {
            Ok(number) => Ok(Argument::Number(number)),
            Err(error) => match value {
                // The name of a parameter, or of the input.
                Value::Text(text) => Ok(Argument::Text(text.to_string())),
                _ => Err(DrawError::Argument(error)),
            },
        };
        match self.evaluate(expr) {
            Value::Omitted => Ok(Argument::Omitted),
            Value::Area(area) if area.is_cell() => {
                let cell = area.first();
                if takes_law && let Some(law) = self.law_of_cell(cell, kind)? {
                    return Ok(Argument::Law(law));
                }
                number(&self.read(cell))
            }
            list @ (Value::Area(_) | Value::Union(_) | Value::Array(_)) => {
                let mut numbers = Vec::new();
                self.visit(&list, &mut |value, _| {
                    match value {
                        Value::Error(error) => return Err(*error),
                        Value::Number(number) => numbers.push(*number),
                        _ => {}
                    }
                    Ok(())
                })
                .map_err(DrawError::Argument)?;
                Ok(Argument::List(numbers))
            }
            scalar => number(&scalar),
        }
    }

    /// The law that a cell holds, where a parameter wants a law: `None` if it holds a number.
    ///
    /// A number of events that is a reference is the number that its cell shows in the trial, as in
    /// @RISK and ModelRisk, unless the cell holds an object.
    fn law_of_cell(
        &self,
        cell: CellAddress,
        kind: ParameterKind,
    ) -> Result<Option<SharedDistribution>, DrawError> {
        let Some(formula) = self.context.formula(cell) else {
            return Ok(None);
        };
        let Some((name, call)) = only_distribution(&formula.root) else {
            if kind == ParameterKind::Count || formula.sites == 0 {
                return Ok(None);
            }
            return Err(wrong(
                "the cell that should hold a distribution holds a formula with one in it: give the \
                 distribution a cell of its own",
            ));
        };
        if kind == ParameterKind::Count && is_draw(call) {
            return Ok(None);
        }
        self.in_cell(cell, |evaluator| evaluator.distribution(name, call))
            .map(|draw| Some(draw.law))
    }

    /// The law of the first distribution call in the formula of a cell, for RiskTheoMean and its kin.
    pub(super) fn first_law(&self, cell: CellAddress) -> Result<SharedDistribution, DrawError> {
        let Some(formula) = self.context.formula(cell) else {
            return Err(DrawError::Argument(CellError::Value));
        };
        let mut first = None;
        formula.root.visit_parts(&mut |part| {
            if let Expr::Call(call) = part
                && let Callee::Distribution(name) = &call.callee
                && !is_modifier(name)
            {
                first.get_or_insert((name, call));
            }
        });
        match first {
            Some((name, call)) => {
                self.in_cell(cell, |evaluator| evaluator.distribution(name, call)).map(|d| d.law)
            }
            None => Err(DrawError::Argument(CellError::Value)),
        }
    }

    /// The law that an argument of RiskTheoMean and its kin means: a call, or a cell with one.
    pub(super) fn law_argument(&self, expr: &Expr) -> Result<SharedDistribution, DrawError> {
        if let Some((name, call)) = only_distribution(expr) {
            return self.distribution(name, call).map(|draw| draw.law);
        }
        match self.evaluate(expr) {
            Value::Area(area) if area.is_cell() => self.first_law(area.first()),
            Value::Error(error) => Err(DrawError::Argument(error)),
            _ => Err(DrawError::Argument(CellError::Value)),
        }
    }

    /// Evaluates for another cell, whose law this one needs.
    fn in_cell<T>(
        &self,
        cell: CellAddress,
        step: impl FnOnce(&Evaluator) -> Result<T, DrawError>,
    ) -> Result<T, DrawError> {
        let depth = self.progress.law_depth.get();
        if depth >= LAW_DEPTH_MAX {
            return Err(wrong("its distributions refer to one another in a circle"));
        }
        self.progress.law_depth.set(depth + 1);
        let result = crate::evaluate::with_stack(|| {
            step(&Evaluator::new(self.context, cell, Entry::Ordinary, self.progress))
        });
        self.progress.law_depth.set(depth);
        result
    }

    pub(super) fn property_number(&self, expr: &Expr) -> Result<Option<f64>, DrawError> {
        match self.evaluate_scalar(expr) {
            Value::Omitted | Value::Blank => Ok(None),
            value => coerce::to_number(&value, self.context.date_system())
                .map(Some)
                .map_err(DrawError::Argument),
        }
    }

    fn property_text(&self, expr: &Expr) -> Result<Option<Arc<str>>, DrawError> {
        match self.evaluate_scalar(expr) {
            Value::Omitted | Value::Blank => Ok(None),
            value => coerce::to_text(&value).map(Some).map_err(DrawError::Argument),
        }
    }
}

/// Whether a property is of a tool whose order of cutting and shifting isn't documented.
fn is_of_uncertain_order(call: &Call) -> bool {
    match &call.callee {
        Callee::Named(name) => ["PSI", "VOSE"].iter().any(|prefix| name.starts_with(prefix)),
        _ => false,
    }
}
