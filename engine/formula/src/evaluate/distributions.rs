//! Distribution calls: `RiskNormal(100, 15, RiskTruncate(0, ))` in workbooks, and the same without
//! prefixes in specs.
//!
//! A call has the law's parameters, then property calls in any order. Truncation acts before the
//! shift, whatever their order.

use std::sync::Arc;

use ulam_probability::distribution::{Argument, SharedDistribution};
use ulam_probability::distributions;

use crate::coerce;
use crate::context::Draw;
use crate::evaluate::Evaluator;
use crate::syntax::{Call, Callee, Expr};
use crate::value::{CellError, Value};

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

/// What a property call changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The input's name.
    Name,
    /// Lowest and highest value.
    Truncate,
    /// Lowest and highest value, as probabilities.
    TruncateByProbability,
    /// Moves the law.
    Shift,
    /// The value when not simulating.
    Static,
    /// Correlation with other inputs, read by the simulation.
    Correlation,
    /// Accepted, and without effect on the draws.
    Annotation,
}

/// The property that a call inside a distribution call sets, by upper-case name.
pub fn property(name: &str) -> Option<Property> {
    let plain = name.strip_prefix("RISK").unwrap_or(name);
    Some(match plain {
        "NAME" => Property::Name,
        "TRUNCATE" => Property::Truncate,
        "TRUNCATEP" => Property::TruncateByProbability,
        "SHIFT" => Property::Shift,
        "STATIC" => Property::Static,
        "CORRMAT" => Property::Correlation,
        "SEED" | "LOCK" | "INDEP" | "COLLECT" | "UNITS" | "CATEGORY" | "COPULA" | "DEPC"
        | "ISDATE" | "ISDISCRETE" => Property::Annotation,
        _ => return None,
    })
}

/// The property call that an argument is, if it is one.
pub fn property_call(argument: &Expr) -> Option<(Property, &Call)> {
    let Expr::Call(call) = argument else {
        return None;
    };
    let name = match &call.callee {
        Callee::Named(name) | Callee::Distribution(name) => name,
        Callee::Function(_) => return None,
    };
    property(name).map(|property| (property, call))
}

impl<'a> Evaluator<'a> {
    pub(super) fn draw(&self, name: &str, call: &Call) -> Value {
        match self.distribution(name, call) {
            Ok(draw) => Value::number(self.context.draw(self.next_draws(call.site, 1), &draw)),
            Err(error) => Value::Error(error.cell_error()),
        }
    }

    /// The law that a distribution call means here, its parameters evaluated.
    ///
    /// # Errors
    /// An argument that is an error, or parameters outside their rules.
    pub fn distribution(&self, name: &str, call: &Call) -> Result<Draw, DrawError> {
        let mut arguments = Vec::new();
        let mut properties = Vec::new();
        for argument in call.arguments.iter() {
            match property_call(argument) {
                Some(property) => properties.push(property),
                None => arguments.push(self.distribution_argument(argument)?),
            }
        }
        let law = distributions::build(name, &arguments)
            .map_err(|error| DrawError::Parameters(error.to_string()))?;
        self.with_properties(law, &properties)
    }

    fn with_properties(
        &self,
        law: SharedDistribution,
        properties: &[(Property, &Call)],
    ) -> Result<Draw, DrawError> {
        let mut draw = Draw { law, name: None, static_value: None };
        let mut shift = 0.0;
        for (property, call) in properties {
            let argument = |index: usize| call.arguments.get(index).unwrap_or(&Expr::Omitted);
            match property {
                Property::Name => draw.name = self.property_text(argument(0))?,
                Property::Truncate => {
                    let (low, high) =
                        (self.property_number(argument(0))?, self.property_number(argument(1))?);
                    draw.law = distributions::truncated(draw.law, low, high)
                        .map_err(|error| DrawError::Parameters(error.to_string()))?;
                }
                Property::TruncateByProbability => {
                    let (low, high) =
                        (self.property_number(argument(0))?, self.property_number(argument(1))?);
                    draw.law = distributions::truncated_by_probability(draw.law, low, high)
                        .map_err(|error| DrawError::Parameters(error.to_string()))?;
                }
                Property::Shift => shift += self.property_number(argument(0))?.unwrap_or(0.0),
                Property::Static => draw.static_value = self.property_number(argument(0))?,
                Property::Correlation | Property::Annotation => {}
            }
        }
        if shift != 0.0 {
            draw.law = distributions::shifted(draw.law, shift);
        }
        Ok(draw)
    }

    fn distribution_argument(&self, expr: &Expr) -> Result<Argument, DrawError> {
        let dates = self.context.date_system();
        let number = |value: &Value| coerce::to_number(value, dates).map_err(DrawError::Argument);
        match self.evaluate(expr) {
            Value::Area(area) if area.is_cell() => {
                Ok(Argument::Number(number(&self.read(area.first()))?))
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
            scalar => Ok(Argument::Number(number(&scalar)?)),
        }
    }

    fn property_number(&self, expr: &Expr) -> Result<Option<f64>, DrawError> {
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
