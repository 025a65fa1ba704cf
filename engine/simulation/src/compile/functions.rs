//! Calls of worksheet functions.

use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::function::{Function, Kernel, Kind};
use ulam_formula::syntax::{Call, Callee, Expr};
use ulam_formula::value::{CellError, Value};

use crate::compile::arrays::{element, size};
use crate::compile::conditional::Conditional;
use crate::compile::statistics::{Order, Spread};
use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place, is_array};
use crate::program::{BinaryOperation, Operand, Reduction, UnaryOperation};

impl Compiler<'_> {
    pub(super) fn call(&mut self, call: &Call, expr: &Expr, place: &Place) -> Compiling<Computed> {
        let function = match &call.callee {
            Callee::Distribution(name) => return self.distribution(name, call, place),
            Callee::Named(name) => {
                return match add_in(name) {
                    Some(AddIn::Output | AddIn::Input) => {
                        Ok(Computed::Constant(Value::Number(0.0)))
                    }
                    Some(AddIn::MakeInput) if !call.arguments.is_empty() => {
                        self.expression(&call.arguments[0], place)
                    }
                    _ => Err(MustInterpret),
                };
            }
            Callee::Function(function) => *function,
        };
        let arguments = &call.arguments;
        let has_bad_count = arguments.len() < function.arguments_min()
            || function.arguments_max().is_some_and(|max| arguments.len() > max);
        if has_bad_count {
            return Ok(Computed::Constant(Value::Error(CellError::Value)));
        }
        let compiled = self.function_call(function, arguments, expr, call, place);
        compiled.or_else(|MustInterpret| self.values_call(function, arguments, place))
    }

    /// A function with instructions of its own, or one of numbers.
    fn function_call(
        &mut self,
        function: &'static Function,
        arguments: &[Expr],
        expr: &Expr,
        call: &Call,
        place: &Place,
    ) -> Compiling<Computed> {
        match function.name {
            "IF" => self.if_call(arguments, place),
            "IFS" => self.ifs_call(arguments, place),
            "SWITCH" => self.switch_call(arguments, place),
            "IFERROR" => self.if_error(BinaryOperation::IfError, arguments, place),
            "IFNA" => self.if_error(BinaryOperation::IfNotAvailable, arguments, place),
            "LET" => self.let_call(arguments, place),
            "AND" => self.logical(Reduction::And, arguments, place),
            "OR" => self.logical(Reduction::Or, arguments, place),
            "XOR" => self.exclusive_or(arguments, place),
            "NOT" => self.unary_call(UnaryOperation::Not, arguments, place).map(as_boolean),
            "ISERROR" => self.error_test(UnaryOperation::IsError, arguments, place),
            "ISNUMBER" => self.is_number(arguments, place),
            "ISNA" => self.error_test(UnaryOperation::IsNotAvailable, arguments, place),
            "ABS" => self.unary_call(UnaryOperation::Absolute, arguments, place),
            "SQRT" => self.unary_call(UnaryOperation::SquareRoot, arguments, place),
            "EXP" => self.unary_call(UnaryOperation::Exponential, arguments, place),
            "LN" => self.unary_call(UnaryOperation::NaturalLogarithm, arguments, place),
            "INT" => self.unary_call(UnaryOperation::Floor, arguments, place),
            "NORM.S.INV" | "NORMSINV" => {
                self.unary_call(UnaryOperation::NormalQuantile, arguments, place)
            }
            "POWER" => {
                let left = self.operand(&arguments[0], place)?;
                let right = self.operand(&arguments[1], place)?;
                self.binary(ulam_formula::syntax::Binary::Power, &left, &right)
            }
            "SUM" => self.reduction(Reduction::Sum, arguments, place),
            "PRODUCT" => {
                // What is left out is no factor, where to the others it is 0.
                let given: Vec<Expr> = arguments
                    .iter()
                    .filter(|argument| **argument != Expr::Omitted)
                    .cloned()
                    .collect();
                self.reduction(Reduction::Product, &given, place)
            }
            "MIN" => self.reduction(Reduction::Minimum, arguments, place),
            "MAX" => self.reduction(Reduction::Maximum, arguments, place),
            "AVERAGE" => self.reduction(Reduction::Average, arguments, place),
            "SUMPRODUCT" => self.sum_product(arguments, place),
            "SUMIF" => self.one_condition_call(Conditional::Sum, arguments, place),
            "COUNTIF" => self.one_condition_call(Conditional::Count, arguments, place),
            "AVERAGEIF" => self.one_condition_call(Conditional::Average, arguments, place),
            "SUMIFS" => self.conditions_call(Conditional::Sum, arguments, place),
            "COUNTIFS" => self.conditions_call(Conditional::Count, arguments, place),
            "AVERAGEIFS" => self.conditions_call(Conditional::Average, arguments, place),
            "COUNT" => self.count(false, arguments, place),
            "COUNTA" => self.count(true, arguments, place),
            "VAR" | "VAR.S" => self.spread(Spread::Variance, 1, arguments, place),
            "VARP" | "VAR.P" => self.spread(Spread::Variance, 0, arguments, place),
            "STDEV" | "STDEV.S" => self.spread(Spread::Deviation, 1, arguments, place),
            "STDEVP" | "STDEV.P" => self.spread(Spread::Deviation, 0, arguments, place),
            "MEDIAN" => self.order_statistic(Order::Median, arguments, place),
            "LARGE" => self.order_statistic(Order::Largest, arguments, place),
            "SMALL" => self.order_statistic(Order::Smallest, arguments, place),
            "PERCENTILE" | "PERCENTILE.INC" => {
                self.order_statistic(Order::PercentileInclusive, arguments, place)
            }
            "PERCENTILE.EXC" => self.order_statistic(Order::PercentileExclusive, arguments, place),
            "QUARTILE" | "QUARTILE.INC" => {
                self.order_statistic(Order::QuartileInclusive, arguments, place)
            }
            "SUMSQ" => self.sum_of_squares(arguments, place),
            "SUBTOTAL" => self.subtotal(arguments, place),
            "NPV" => self.net_present_value(arguments, place),
            "IRR" => self.internal_rate(arguments, place),
            "XIRR" => self.dated_internal_rate(arguments, place),
            "RAND" => self.uniform_call(call, place),
            "RANDBETWEEN" => self.integer_uniform_call(call, place),
            "CHOOSE" => self.choose(arguments, place),
            "INDEX" => self.index(arguments, place),
            "VLOOKUP" => self.table_lookup(arguments, place, false),
            "HLOOKUP" => self.table_lookup(arguments, place, true),
            "MATCH" => self.match_call(arguments, place),
            "LOOKUP" => self.lookup_call(arguments, place),
            "XLOOKUP" => self.xlookup_call(arguments, place),
            "OFFSET" | "INDIRECT" if self.is_constant_reference(expr, place) => {
                let value = self.with_evaluator(place, |evaluator| evaluator.evaluate(expr));
                super::constant(value)
            }
            _ => match function.kernel {
                Kernel::Numbers(_) if !function.random => {
                    self.numbers_call(function, arguments, place)
                }
                _ => Err(MustInterpret),
            },
        }
    }

    /// A function of numbers, lifted over arrays.
    fn numbers_call(
        &mut self,
        function: &'static Function,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let mut computed = Vec::with_capacity(arguments.len());
        let (mut rows, mut columns) = (1, 1);
        for argument in arguments {
            let argument = self.operand(argument, place)?;
            let (argument_rows, argument_columns) = size(&argument);
            rows = rows.max(argument_rows);
            columns = columns.max(argument_columns);
            computed.push(argument);
        }
        if rows * columns == 1 {
            return self.numbers_scalar(function, &computed, 0, 0);
        }
        let mut elements = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                elements.push(self.numbers_scalar(function, &computed, row, column)?);
            }
        }
        Ok(Computed::Array { rows, columns, elements })
    }

    fn numbers_scalar(
        &mut self,
        function: &'static Function,
        computed: &[Computed],
        row: usize,
        column: usize,
    ) -> Compiling<Computed> {
        let mut operands = Vec::with_capacity(function.parameters.len());
        for (index, argument) in computed.iter().enumerate() {
            let argument = element(argument, row, column);
            let parameter = function.parameter(index);
            operands.push(match (&argument, parameter) {
                (Computed::Number(operand), Some(parameter)) if parameter.strict => *operand,
                (Computed::Constant(Value::Number(number)), Some(parameter))
                    if parameter.strict =>
                {
                    Operand::Constant(*number)
                }
                (_, Some(parameter)) if parameter.strict => return Err(MustInterpret),
                (Computed::Constant(Value::Omitted), Some(parameter)) if parameter.optional => {
                    Operand::Constant(parameter.default)
                }
                (_, Some(parameter)) if parameter.kind == Kind::Boolean => {
                    self.condition(&argument)?
                }
                _ => self.number(&argument)?,
            });
        }
        for parameter in function.parameters.iter().skip(computed.len()) {
            operands.push(Operand::Constant(parameter.default));
        }
        let result = self.emit_function(function, operands);
        Ok(match function.returns {
            ulam_formula::function::Returns::Boolean => Computed::Boolean(result),
            _ => Computed::Number(result),
        })
    }

    /// An operand that is 0 or 1 (or an error).
    fn condition(&mut self, computed: &Computed) -> Compiling<Operand> {
        match computed {
            Computed::Boolean(operand) => Ok(*operand),
            Computed::Number(operand) => Ok(self.emit_truth(*operand)),
            Computed::Constant(value) => {
                Ok(Operand::Constant(match ulam_formula::coerce::to_boolean(value) {
                    Ok(boolean) => boolean as u8 as f64,
                    Err(error) => error.to_nan(),
                }))
            }
            _ => Err(MustInterpret),
        }
    }

    fn unary_call(
        &mut self,
        operation: UnaryOperation,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let x = self.operand(&arguments[0], place)?;
        self.lifted_unary(operation, x)
    }

    fn lifted_unary(&mut self, operation: UnaryOperation, x: Computed) -> Compiling<Computed> {
        match x {
            Computed::Array { rows, columns, elements } => {
                let elements = elements
                    .into_iter()
                    .map(|element| self.lifted_unary(operation, element))
                    .collect::<Compiling<_>>()?;
                Ok(Computed::Array { rows, columns, elements })
            }
            Computed::Constant(Value::Text(_)) if operation == UnaryOperation::Not => {
                Err(MustInterpret)
            }
            Computed::Value(_) | Computed::Element(..) if operation == UnaryOperation::Not => {
                Err(MustInterpret)
            }
            x => {
                let x = self.number(&x)?;
                Ok(Computed::Number(self.emit_unary(operation, x)))
            }
        }
    }

    fn error_test(
        &mut self,
        operation: UnaryOperation,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        match self.operand(&arguments[0], place)? {
            Computed::Number(operand) | Computed::Boolean(operand) => {
                Ok(Computed::Boolean(self.emit_unary(operation, operand)))
            }
            _ => Err(MustInterpret),
        }
    }

    fn is_number(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        match self.operand(&arguments[0], place)? {
            Computed::Number(operand) => {
                let is_error = self.emit_unary(UnaryOperation::IsError, operand);
                Ok(Computed::Boolean(self.emit_unary(UnaryOperation::Not, is_error)))
            }
            Computed::Boolean(_) => Ok(Computed::Constant(Value::Boolean(false))),
            _ => Err(MustInterpret),
        }
    }

    fn sum_of_squares(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let numbers = self.numeric_operands(arguments, place)?;
        if numbers.is_empty() {
            return Err(MustInterpret);
        }
        let pairs = numbers.iter().copied().zip(numbers.iter().copied()).collect();
        Ok(Computed::Number(self.emit_sum_product(pairs)))
    }

    fn if_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let condition = self.operand(&arguments[0], place)?;
        let otherwise = arguments.get(2);
        if let Computed::Constant(value) = &condition {
            return match ulam_formula::coerce::to_boolean(value) {
                Err(error) => Ok(Computed::Constant(Value::Error(error))),
                Ok(true) => self.branch(Some(&arguments[1]), place),
                Ok(false) => self.branch(otherwise, place),
            };
        }
        let then = self.branch(Some(&arguments[1]), place)?;
        let otherwise = self.branch(otherwise, place)?;
        self.lifted_select(&condition, then, otherwise, place)
    }

    /// A branch of IF: absent is FALSE, left empty is 0.
    pub(super) fn branch(&mut self, branch: Option<&Expr>, place: &Place) -> Compiling<Computed> {
        match branch {
            None => Ok(Computed::Constant(Value::Boolean(false))),
            Some(Expr::Omitted) => Ok(Computed::Constant(Value::Number(0.0))),
            Some(branch) => self.operand(branch, place),
        }
    }

    fn lifted_select(
        &mut self,
        condition: &Computed,
        then: Computed,
        otherwise: Computed,
        place: &Place,
    ) -> Compiling<Computed> {
        if !is_array(condition) && !is_array(&then) && !is_array(&otherwise) {
            return self.select(condition, &then, &otherwise);
        }
        if place.entry != ulam_formula::evaluate::Entry::Array && !is_array(condition) {
            return Err(MustInterpret);
        }
        let sizes = [size(condition), size(&then), size(&otherwise)];
        let rows = sizes.iter().map(|size| size.0).max().unwrap_or(1);
        let columns = sizes.iter().map(|size| size.1).max().unwrap_or(1);
        let mut elements = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let condition = element(condition, row, column);
                let then = element(&then, row, column);
                let otherwise = element(&otherwise, row, column);
                elements.push(self.select(&condition, &then, &otherwise)?);
            }
        }
        Ok(Computed::Array { rows, columns, elements })
    }

    pub(super) fn select(
        &mut self,
        condition: &Computed,
        then: &Computed,
        otherwise: &Computed,
    ) -> Compiling<Computed> {
        if let Computed::Constant(value) = condition {
            return Ok(match ulam_formula::coerce::to_boolean(value) {
                Ok(true) => then.clone(),
                Ok(false) => otherwise.clone(),
                Err(error) => Computed::Constant(Value::Error(error)),
            });
        }
        let condition = self.condition(condition)?;
        let (then, otherwise) = (typed(then)?, typed(otherwise)?);
        let kind = match (then.kind, otherwise.kind) {
            (Type::Error, kind) | (kind, Type::Error) => kind,
            (a, b) if a == b => a,
            _ => return Err(MustInterpret),
        };
        let operand = self.emit_select(condition, then.operand, otherwise.operand);
        Ok(match kind {
            Type::Boolean => Computed::Boolean(operand),
            _ => Computed::Number(operand),
        })
    }

    fn if_error(
        &mut self,
        operation: BinaryOperation,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let value = typed(&self.operand(&arguments[0], place)?)?;
        let otherwise = typed(&self.branch(Some(&arguments[1]), place)?)?;
        let kind = match (value.kind, otherwise.kind) {
            (Type::Error, kind) | (kind, Type::Error) => kind,
            (a, b) if a == b => a,
            _ => return Err(MustInterpret),
        };
        let operand = self.emit_binary(operation, value.operand, otherwise.operand);
        Ok(match kind {
            Type::Boolean => Computed::Boolean(operand),
            _ => Computed::Number(operand),
        })
    }

    fn let_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let Some((body, bindings)) = arguments.split_last() else {
            return Err(MustInterpret);
        };
        let mut inside = place.clone();
        for pair in bindings.chunks(2) {
            let [Expr::Name { sheet: None, name }, value] = pair else {
                return Err(MustInterpret);
            };
            let value = self.expression(value, &inside)?;
            inside.scope.push((name.clone(), value));
        }
        self.expression(body, &inside)
    }

    fn logical(
        &mut self,
        reduction: Reduction,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let operands = self.truths(arguments, place)?;
        if operands.is_empty() {
            return Ok(Computed::Constant(Value::Error(CellError::Value)));
        }
        Ok(Computed::Boolean(self.emit_reduce(reduction, operands)))
    }

    fn exclusive_or(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let operands = self.truths(arguments, place)?;
        if operands.is_empty() {
            return Ok(Computed::Constant(Value::Error(CellError::Value)));
        }
        Ok(Computed::Boolean(self.emit_exclusive_or(operands)))
    }

    /// The truth values among arguments, as AND takes them.
    fn truths(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Vec<Operand>> {
        let mut operands = Vec::new();
        for item in self.items(arguments, place)? {
            match (&item.computed, item.is_direct) {
                (Computed::Number(operand) | Computed::Boolean(operand), _) => {
                    operands.push(*operand)
                }
                (Computed::Constant(Value::Text(_)), false) => {}
                (Computed::Constant(Value::Blank), _) => {}
                (computed @ Computed::Constant(_), _) => operands.push(self.condition(computed)?),
                _ => return Err(MustInterpret),
            }
        }
        Ok(operands)
    }

    fn reduction(
        &mut self,
        reduction: Reduction,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let operands = self.numeric_operands(arguments, place)?;
        if operands.is_empty() {
            return Err(MustInterpret);
        }
        Ok(Computed::Number(self.emit_reduce(reduction, operands)))
    }

    fn sum_product(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let mut arrays = Vec::with_capacity(arguments.len());
        for argument in arguments {
            arrays.push(self.array(argument, place)?);
        }
        let first_size = size(&arrays[0]);
        if arrays.iter().any(|array| size(array) != first_size) {
            return Ok(Computed::Constant(Value::Error(CellError::Value)));
        }
        let mut factors: Vec<Vec<Operand>> = Vec::with_capacity(arrays.len());
        for array in &arrays {
            let Computed::Array { elements, .. } = array else {
                return Err(MustInterpret);
            };
            factors.push(elements.iter().map(factor).collect::<Compiling<_>>()?);
        }
        if factors.len() == 1 {
            let sum = self.emit_reduce(Reduction::Sum, factors.swap_remove(0));
            return Ok(Computed::Number(sum));
        }
        // The first array's errors win over the second's, and so on: pairs of arrays know that.
        let may_be_error = |operand: &&Operand| self.program.range(operand).may_be_error;
        if factors.len() > 2 && factors.iter().flatten().filter(may_be_error).count() > 1 {
            return Err(MustInterpret);
        }
        let mut products = factors.remove(0);
        let last = factors.pop().ok_or(MustInterpret)?;
        for more in &factors {
            for (product, factor) in products.iter_mut().zip(more) {
                *product = self.emit_binary(BinaryOperation::Multiply, *product, *factor);
            }
        }
        let pairs = products.into_iter().zip(last).collect();
        Ok(Computed::Number(self.emit_sum_product(pairs)))
    }

    fn net_present_value(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let rate = self.operand(&arguments[0], place)?;
        let rate = self.number(&rate)?;
        let flows = self.numeric_operands(&arguments[1..], place)?;
        if flows.is_empty() {
            return Err(MustInterpret);
        }
        Ok(Computed::Number(self.emit_net_present_value(rate, flows)))
    }

    fn choose(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let position = self.operand(&arguments[0], place)?;
        if is_array(&position) {
            return Err(MustInterpret);
        }
        if let Computed::Constant(value) = &position {
            let index = match ulam_formula::coerce::to_number(value, self.workbook_dates()) {
                Ok(number) => number.trunc(),
                Err(error) => return Ok(Computed::Constant(Value::Error(error))),
            };
            return match arguments.get(index.max(0.0) as usize) {
                Some(chosen) if index >= 1.0 => self.expression(chosen, place),
                _ => Ok(Computed::Constant(Value::Error(CellError::Value))),
            };
        }
        let position = self.number(&position)?;
        let mut choices = Vec::with_capacity(arguments.len() - 1);
        for choice in &arguments[1..] {
            choices.push(self.branch(Some(choice), place)?);
        }
        self.pick(position, &choices, CellError::Value)
    }

    /// One of several scalars of one type, by a position from 1.
    pub(super) fn pick(
        &mut self,
        position: Operand,
        choices: &[Computed],
        outside: CellError,
    ) -> Compiling<Computed> {
        let mut kind = Type::Error;
        let mut from = Vec::with_capacity(choices.len());
        for choice in choices {
            let choice = typed(choice)?;
            kind = match (kind, choice.kind) {
                (Type::Error, kind) | (kind, Type::Error) => kind,
                (a, b) if a == b => a,
                _ => return Err(MustInterpret),
            };
            from.push(choice.operand);
        }
        let operand = self.emit_pick(position, from, outside);
        Ok(match kind {
            Type::Boolean => Computed::Boolean(operand),
            _ => Computed::Number(operand),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Boolean,
    /// An error in every trial: goes with either.
    Error,
}

struct Typed {
    kind: Type,
    operand: Operand,
}

/// A scalar as an operand with its type; text and unknown types can't be one. A blank is 0, as a
/// cell that shows it would be.
fn typed(computed: &Computed) -> Compiling<Typed> {
    let (kind, operand) = match computed {
        Computed::Number(operand) => (Type::Number, *operand),
        Computed::Boolean(operand) => (Type::Boolean, *operand),
        Computed::Constant(Value::Number(number)) => (Type::Number, Operand::Constant(*number)),
        Computed::Constant(Value::Boolean(boolean)) => {
            (Type::Boolean, Operand::Constant(*boolean as u8 as f64))
        }
        Computed::Constant(Value::Error(error)) => (Type::Error, Operand::Constant(error.to_nan())),
        _ => return Err(MustInterpret),
    };
    Ok(Typed { kind, operand })
}

/// An element as a factor of SUMPRODUCT: what isn't a number counts as 0.
fn factor(element: &Computed) -> Compiling<Operand> {
    match element {
        Computed::Number(operand) => Ok(*operand),
        Computed::Constant(Value::Number(number)) => Ok(Operand::Constant(*number)),
        Computed::Constant(Value::Error(error)) => Ok(Operand::Constant(error.to_nan())),
        // The number 1 or 0 in some workbooks, no number in others.
        Computed::Constant(Value::Boolean(_)) => Err(MustInterpret),
        Computed::Constant(_) => Ok(Operand::Constant(0.0)),
        _ => Err(MustInterpret),
    }
}

fn as_boolean(computed: Computed) -> Computed {
    match computed {
        Computed::Number(operand) => Computed::Boolean(operand),
        Computed::Array { rows, columns, elements } => {
            let elements = elements.into_iter().map(as_boolean).collect();
            Computed::Array { rows, columns, elements }
        }
        other => other,
    }
}
