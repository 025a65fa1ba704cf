//! Calls of worksheet functions: arguments, coercion, lifting over arrays.

use smallvec::SmallVec;

use crate::arguments::Arguments;
use crate::coerce;
use crate::evaluate::add_ins::add_in;
use crate::evaluate::{Entry, Evaluator, with_stack};
use crate::function::{Function, Kernel, Kind};
use crate::syntax::{Call, Callee, Expr};
use crate::value::{Array, CellError, Value};

type Values = SmallVec<[Value; 4]>;

impl<'a> Evaluator<'a> {
    pub(super) fn call(&self, call: &Call) -> Value {
        with_stack(|| match &call.callee {
            Callee::Function(function) => self.call_function(function, call),
            Callee::Distribution(name) => self.draw(name, call),
            Callee::Named(name) => self.call_named(name, call),
        })
    }

    /// A LAMBDA bound to a name, or a function of a simulation add-in.
    fn call_named(&self, name: &str, call: &Call) -> Value {
        if let Some(add_in) = add_in(name) {
            return self.add_in_value(add_in, call);
        }
        match self.name(None, name) {
            Value::Lambda(lambda) => self.apply_expressions(&lambda, &call.arguments),
            Value::Error(error) => Value::Error(error),
            _ => Value::Error(CellError::Name),
        }
    }

    /// The values that a RiskSimtable call takes in one simulation after another: those of its
    /// arrays, ranges (blank cells left out) and scalars in order.
    pub fn simulation_values(&self, call: &Call) -> Vec<Value> {
        let mut values = Vec::new();
        for argument in call.arguments.iter() {
            match self.evaluate(argument) {
                list @ (Value::Area(_) | Value::Union(_) | Value::Array(_)) => {
                    // Visiting fails only if the closure does.
                    let _ = self.visit(&list, &mut |value, _| {
                        if !matches!(value, Value::Blank) {
                            values.push(value.clone());
                        }
                        Ok(())
                    });
                }
                Value::Omitted => {}
                scalar => values.push(scalar),
            }
        }
        values
    }

    fn call_function(&self, function: &'static Function, call: &Call) -> Value {
        let count = call.arguments.len();
        // A function of lists takes an empty one in LibreOffice; Excel can't enter such a call.
        let is_empty_list =
            count == 0 && self.context.follows_libreoffice() && takes_lists(function);
        if (count < function.arguments_min() && !is_empty_list)
            || function.arguments_max().is_some_and(|max| count > max)
        {
            return Value::Error(CellError::Value);
        }
        if let Kernel::Lazy(kernel) = function.kernel {
            return kernel(self, &call.arguments).into();
        }
        let mut values = Values::with_capacity(count);
        let mut size: Option<(usize, usize)> = None;
        for (index, argument) in call.arguments.iter().enumerate() {
            let kind = function.parameter(index).map_or(Kind::Scalar, |parameter| parameter.kind);
            let value = self.argument(kind, argument);
            if is_lifted(kind)
                && let Value::Array(array) = &value
            {
                let (rows, columns) = size.unwrap_or((1, 1));
                size = Some((rows.max(array.rows()), columns.max(array.columns())));
            }
            values.push(value);
        }
        match size {
            None => self.invoke(function, &values, call.site),
            Some((rows, columns)) => {
                self.invoke_lifted(function, &values, rows, columns, call.site)
            }
        }
    }

    fn argument(&self, kind: Kind, argument: &Expr) -> Value {
        match kind {
            Kind::Scalar | Kind::Number | Kind::Text | Kind::Boolean => {
                self.evaluate_operand(argument)
            }
            Kind::Array if self.entry == Entry::Ordinary => self.as_array().evaluate(argument),
            Kind::Values | Kind::Array | Kind::Reference | Kind::Lazy => self.evaluate(argument),
        }
    }

    fn invoke_lifted(
        &self,
        function: &'static Function,
        values: &[Value],
        rows: usize,
        columns: usize,
        site: u16,
    ) -> Value {
        let array = Array::from_fn(rows, columns, |row, column| {
            let element: Values = values
                .iter()
                .enumerate()
                .map(|(index, value)| match (value, function.parameter(index)) {
                    (Value::Array(array), Some(parameter)) if is_lifted(parameter.kind) => {
                        array.broadcast(row, column)
                    }
                    _ => value.clone(),
                })
                .collect();
            match self.invoke(function, &element, site) {
                Value::Array(array) => array.get(0, 0).clone(),
                reference @ (Value::Area(_) | Value::Union(_)) => self.first_scalar(&reference),
                scalar => scalar,
            }
        });
        array.into()
    }

    /// Calls a function with evaluated arguments, after coercing them.
    pub fn invoke(&self, function: &'static Function, values: &[Value], site: u16) -> Value {
        match function.kernel {
            Kernel::Numbers(kernel) => match self.numbers(function, values) {
                Ok(numbers) => match kernel(&numbers) {
                    Ok(number) => Value::number(number),
                    Err(error) => Value::Error(error),
                },
                Err(error) => Value::Error(error),
            },
            Kernel::Values(kernel) => match self.coerced(function, values) {
                Ok(values) => self.known_or_computed(function, &values, || {
                    kernel(&Arguments { function, values: &values, evaluator: self, site }).into()
                }),
                Err(error) => Value::Error(error),
            },
            Kernel::Lazy(_) => Value::Error(CellError::Value),
        }
    }

    fn numbers(
        &self,
        function: &'static Function,
        values: &[Value],
    ) -> Result<SmallVec<[f64; 8]>, CellError> {
        let mut numbers = SmallVec::new();
        for (index, value) in values.iter().enumerate() {
            let parameter = function.parameter(index);
            let is_boolean = parameter.is_some_and(|p| p.kind == Kind::Boolean);
            numbers.push(match (value, parameter) {
                (Value::Number(number), _) if !is_boolean => *number,
                (_, Some(parameter)) if parameter.strict => self.strict_number(value)?,
                (Value::Omitted, Some(parameter)) if parameter.optional => parameter.default,
                _ if is_boolean => coerce::to_boolean(value)? as u8 as f64,
                _ => coerce::to_number(value, self.context.date_system())?,
            });
        }
        for parameter in function.parameters.iter().skip(values.len()) {
            numbers.push(parameter.default);
        }
        Ok(numbers)
    }

    /// A number that may not come from a boolean or an argument left empty.
    fn strict_number(&self, value: &Value) -> Result<f64, CellError> {
        match value {
            Value::Boolean(_) if !self.context.comparisons_are_numbers() => Err(CellError::Value),
            Value::Omitted => Err(CellError::NotAvailable),
            _ => coerce::to_number(value, self.context.date_system()),
        }
    }

    fn coerced(&self, function: &'static Function, values: &[Value]) -> Result<Values, CellError> {
        let mut coerced = Values::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let parameter = function.parameter(index);
            let kind = parameter.map_or(Kind::Scalar, |parameter| parameter.kind);
            coerced.push(match (kind, value) {
                (Kind::Number, _) if parameter.is_some_and(|parameter| parameter.strict) => {
                    Value::Number(self.strict_number(value)?)
                }
                (_, Value::Omitted) => Value::Omitted,
                (Kind::Number, _) => {
                    Value::Number(coerce::to_number(value, self.context.date_system())?)
                }
                (Kind::Text, _) => Value::Text(coerce::to_text(value)?),
                (Kind::Boolean, _) => Value::Boolean(coerce::to_boolean(value)?),
                _ => value.clone(),
            });
        }
        Ok(coerced)
    }
}

fn takes_lists(function: &Function) -> bool {
    function.parameters.iter().all(|parameter| parameter.kind == Kind::Values)
}

fn is_lifted(kind: Kind) -> bool {
    matches!(kind, Kind::Scalar | Kind::Number | Kind::Text | Kind::Boolean)
}
