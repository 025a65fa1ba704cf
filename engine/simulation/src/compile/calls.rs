//! Calls of functions of values over ranges and arrays of a known size: IRR and XIRR as instructions
//! of their own, others as calls of their kernels with arguments from columns.

use std::sync::Arc;

use ulam_formula::function::{Function, Kernel, Kind, Returns};
use ulam_formula::functions::financial::cash_flows::whole_days;
use ulam_formula::syntax::Expr;
use ulam_formula::value::Value;

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place, is_array};
use crate::program::{CallArgument, FunctionCall, Operand, Operation, Source};

/// The guess where none is given.
const GUESS: f64 = 0.1;

impl Compiler<'_> {
    pub(super) fn internal_rate(
        &mut self,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let flows = match self.expression(&arguments[0], place)? {
            Computed::Area(_) | Computed::Array { .. } => {
                self.numeric_operands(&arguments[..1], place)?
            }
            _ => return Err(MustInterpret),
        };
        let guess = self.guess(arguments.get(1), place)?;
        if flows.is_empty() {
            return Err(MustInterpret);
        }
        Ok(Computed::Number(self.emit_internal_rate(flows, None, guess)))
    }

    pub(super) fn dated_internal_rate(
        &mut self,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let mut flows = Vec::new();
        for element in self.elements(&arguments[0], place)? {
            flows.push(match element {
                Computed::Number(operand) => operand,
                Computed::Constant(Value::Number(number)) => Operand::Constant(number),
                Computed::Constant(Value::Blank) => Operand::Constant(0.0),
                _ => return Err(MustInterpret),
            });
        }
        let mut days = Vec::new();
        for element in self.elements(&arguments[1], place)? {
            match element {
                Computed::Constant(Value::Number(day)) => days.push(day),
                _ => return Err(MustInterpret),
            }
        }
        let guess = self.guess(arguments.get(2), place)?;
        let days = whole_days(days).map_err(|_| MustInterpret)?;
        if flows.len() != days.len() {
            return Err(MustInterpret);
        }
        Ok(Computed::Number(self.emit_internal_rate(flows, Some(days), guess)))
    }

    fn guess(&mut self, argument: Option<&Expr>, place: &Place) -> Compiling<Operand> {
        match argument {
            None | Some(Expr::Omitted) => Ok(Operand::Constant(GUESS)),
            Some(argument) => {
                let guess = self.operand(argument, place)?;
                self.number(&guess)
            }
        }
    }

    /// Every element of an argument, blank ones too.
    fn elements(&mut self, argument: &Expr, place: &Place) -> Compiling<Vec<Computed>> {
        let computed = match self.expression(argument, place)? {
            Computed::Area(area) => self.all_cells(area)?,
            other => other,
        };
        match computed {
            Computed::Array { elements, .. } => Ok(elements),
            _ => Err(MustInterpret),
        }
    }

    /// A function of values whose arguments are numbers, booleans and constants.
    pub(super) fn values_call(
        &mut self,
        function: &'static Function,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let is_callable = matches!(function.kernel, Kernel::Values(_))
            && matches!(function.returns, Returns::Number | Returns::Boolean)
            && !function.random
            && !function.volatile
            && TAKES_ARRAYS_AS_RANGES.binary_search(&function.name).is_ok();
        if !is_callable {
            return Err(MustInterpret);
        }
        let mut prepared = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let kind = function.parameter(index).map_or(Kind::Scalar, |parameter| parameter.kind);
            let computed = match kind {
                Kind::Scalar | Kind::Number | Kind::Text | Kind::Boolean => {
                    let scalar = self.operand(argument, place)?;
                    if is_array(&scalar) {
                        return Err(MustInterpret);
                    }
                    scalar
                }
                Kind::Values => match self.expression(argument, place) {
                    Ok(Computed::Area(area)) => self.all_cells(area)?,
                    Ok(other) => other,
                    Err(MustInterpret) => self.operand(argument, place)?,
                },
                Kind::Array => self.array(argument, place)?,
                Kind::Reference | Kind::Lazy => return Err(MustInterpret),
            };
            prepared.push(call_argument(computed)?);
        }
        let call =
            FunctionCall { function, arguments: prepared, host: place.host, entry: place.entry };
        let result = Operand::Column(self.emit(Operation::Call(Arc::new(call))));
        Ok(match function.returns {
            Returns::Boolean => Computed::Boolean(result),
            _ => Computed::Number(result),
        })
    }
}

fn call_argument(computed: Computed) -> Compiling<CallArgument> {
    match computed {
        Computed::Array { rows, columns, elements } => {
            let elements = elements.into_iter().map(call_source).collect::<Compiling<_>>()?;
            Ok(CallArgument::Array { rows, columns, elements })
        }
        scalar => Ok(CallArgument::Scalar(call_source(scalar)?)),
    }
}

fn call_source(computed: Computed) -> Compiling<Source> {
    match computed {
        Computed::Number(operand) => Ok(Source::Number(operand)),
        Computed::Boolean(operand) => Ok(Source::Boolean(operand)),
        Computed::Constant(value) if !value.is_reference() && !is_array_value(&value) => {
            Ok(Source::Constant(value))
        }
        _ => Err(MustInterpret),
    }
}

fn is_array_value(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Lambda(_))
}

/// Functions that take the elements of an array as they take the cells of a range, in order of name.
const TAKES_ARRAYS_AS_RANGES: &[&str] = &[
    "AND",
    "AVEDEV",
    "AVERAGE",
    "CORREL",
    "COUNT",
    "COUNTA",
    "COVAR",
    "COVARIANCE.P",
    "COVARIANCE.S",
    "DATE",
    "DATEDIF",
    "DAY",
    "DAYS",
    "DAYS360",
    "DEVSQ",
    "EDATE",
    "EOMONTH",
    "FORECAST",
    "FORECAST.LINEAR",
    "FVSCHEDULE",
    "GCD",
    "GEOMEAN",
    "HARMEAN",
    "HOUR",
    "INTERCEPT",
    "IRR",
    "ISOWEEKNUM",
    "KURT",
    "LARGE",
    "LCM",
    "MAX",
    "MEDIAN",
    "MIN",
    "MINUTE",
    "MIRR",
    "MODE",
    "MODE.SNGL",
    "MONTH",
    "MULTINOMIAL",
    "NETWORKDAYS",
    "NETWORKDAYS.INTL",
    "NPV",
    "OR",
    "PEARSON",
    "PERCENTILE",
    "PERCENTILE.EXC",
    "PERCENTILE.INC",
    "PERCENTRANK",
    "PERCENTRANK.EXC",
    "PERCENTRANK.INC",
    "PROB",
    "PRODUCT",
    "QUARTILE",
    "QUARTILE.EXC",
    "QUARTILE.INC",
    "RSQ",
    "SECOND",
    "SKEW",
    "SKEW.P",
    "SLOPE",
    "SMALL",
    "STDEV",
    "STDEV.P",
    "STDEV.S",
    "STDEVP",
    "STEYX",
    "SUM",
    "SUMPRODUCT",
    "SUMSQ",
    "SUMX2MY2",
    "SUMX2PY2",
    "SUMXMY2",
    "TIME",
    "TRIMMEAN",
    "VAR",
    "VAR.P",
    "VAR.S",
    "VARP",
    "WEEKDAY",
    "WEEKNUM",
    "WORKDAY",
    "WORKDAY.INTL",
    "XIRR",
    "XNPV",
    "XOR",
    "YEAR",
    "YEARFRAC",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callable_functions_are_in_order_and_exist() {
        assert!(TAKES_ARRAYS_AS_RANGES.is_sorted());
        for name in TAKES_ARRAYS_AS_RANGES {
            assert!(ulam_formula::functions::find(name).is_some(), "{name}");
        }
    }
}
