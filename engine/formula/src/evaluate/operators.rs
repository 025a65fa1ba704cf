//! Operators, and lifting them over arrays.

use std::cmp::Ordering;
use std::sync::Arc;

use smallvec::SmallVec;
use ulam_numeric::elementary;

use crate::address::Area;
use crate::coerce;
use crate::compare::{compare, compare_as_libreoffice};
use crate::evaluate::{Evaluator, with_stack};
use crate::syntax::{Binary, Expr, Unary};
use crate::value::{Array, CellError, Value};

/// A sum or difference smaller than this share of its larger operand is taken to be rounding error.
/// Excel shows 0 for `=0.5-0.4-0.1`, whose binary result is -2.8e-17, but only where the addition or
/// subtraction is the formula's last operation and is not in parentheses (Microsoft support article
/// 78113, "Floating-point arithmetic may give inaccurate results in Excel").
pub const NEAR_ZERO: f64 = 1.0 / (1u64 << 49) as f64;

/// `result`, or 0 where it is rounding error of a last addition or subtraction of `left` and `right`.
#[inline(always)]
pub fn snap_to_zero(left: f64, right: f64, result: f64) -> f64 {
    let (left, right) = (left.abs(), right.abs());
    let larger = if left > right { left } else { right };
    if result.abs() <= larger * NEAR_ZERO { 0.0 } else { result }
}

/// `left ^ right` as Excel has it: `0^0` is `#NUM!`, `0^-1` is `#DIV/0!`, a negative number to a
/// fraction is `#NUM!`.
pub fn power(left: f64, right: f64) -> Result<f64, CellError> {
    if left == 0.0 {
        return match right.partial_cmp(&0.0) {
            Some(Ordering::Greater) => Ok(0.0),
            Some(Ordering::Less) => Err(CellError::Div0),
            _ => Err(CellError::Num),
        };
    }
    let result = elementary::pow(left, right);
    if result.is_finite() { Ok(result) } else { Err(CellError::Num) }
}

/// `left / right`; by zero is `#DIV/0!`.
pub fn divide(left: f64, right: f64) -> Result<f64, CellError> {
    if right == 0.0 { Err(CellError::Div0) } else { Ok(left / right) }
}

/// Arithmetic of two numbers; the operator must be one of `+ - * / ^`.
pub fn arithmetic(operator: Binary, left: f64, right: f64) -> Result<f64, CellError> {
    match operator {
        Binary::Add => Ok(left + right),
        Binary::Subtract => Ok(left - right),
        Binary::Multiply => Ok(left * right),
        Binary::Divide => divide(left, right),
        Binary::Power => power(left, right),
        _ => Err(CellError::Value),
    }
}

/// Whether a comparison operator holds for this order.
pub fn holds(operator: Binary, order: Ordering) -> bool {
    match operator {
        Binary::Equal => order == Ordering::Equal,
        Binary::NotEqual => order != Ordering::Equal,
        Binary::Less => order == Ordering::Less,
        Binary::LessOrEqual => order != Ordering::Greater,
        Binary::Greater => order == Ordering::Greater,
        Binary::GreaterOrEqual => order != Ordering::Less,
        _ => false,
    }
}

fn is_on_references(operator: Binary) -> bool {
    matches!(operator, Binary::Range | Binary::Intersection | Binary::Union)
}

impl<'a> Evaluator<'a> {
    pub(super) fn unary(&self, operator: Unary, operand: &Expr) -> Value {
        let value = self.evaluate_operand(operand);
        if operator == Unary::Plus {
            return value;
        }
        lift_unary(value, &|scalar| self.unary_scalar(operator, scalar))
    }

    fn unary_scalar(&self, operator: Unary, scalar: &Value) -> Value {
        match coerce::to_number(scalar, self.context.date_system()) {
            Ok(number) if operator == Unary::Percent => Value::number(number / 100.0),
            Ok(number) => Value::number(-number),
            Err(error) => Value::Error(error),
        }
    }

    pub(super) fn binary(&self, operator: Binary, left: &Expr, right: &Expr) -> Value {
        match operator {
            Binary::Range => {
                return with_stack(|| self.combine(left, right, |a, b| a.span(b)));
            }
            Binary::Intersection => return with_stack(|| self.intersection(left, right)),
            Binary::Union => return with_stack(|| self.union(left, right)),
            _ => {}
        }
        let left = match left {
            Expr::Binary(inner, ..) if !is_on_references(*inner) => self.run(left),
            _ => self.evaluate_operand(left),
        };
        let right = self.evaluate_operand(right);
        self.binary_values(operator, left, right)
    }

    /// A run of operators, `a+b+c+...`, which may be thousands long: without recursion.
    fn run(&self, expr: &Expr) -> Value {
        let mut steps: SmallVec<[(Binary, &Expr); 8]> = SmallVec::new();
        let mut first = expr;
        while let Expr::Binary(operator, left, right) = first
            && !is_on_references(*operator)
        {
            steps.push((*operator, right));
            first = left;
        }
        let mut value = self.evaluate_operand(first);
        for (operator, right) in steps.into_iter().rev() {
            let right = self.evaluate_operand(right);
            let result = self.binary_values(operator, value, right);
            value = self.operand(result);
        }
        value
    }

    /// An operator other than a reference operator, of values that are not references.
    pub fn binary_values(&self, operator: Binary, left: Value, right: Value) -> Value {
        if let (Value::Number(a), Value::Number(b)) = (&left, &right) {
            return self.binary_numbers(operator, *a, *b);
        }
        lift_binary(left, right, &|left, right| self.binary_scalars(operator, left, right))
    }

    fn binary_numbers(&self, operator: Binary, left: f64, right: f64) -> Value {
        match operator {
            Binary::Add => Value::number(left + right),
            Binary::Subtract => Value::number(left - right),
            Binary::Multiply => Value::number(left * right),
            Binary::Divide | Binary::Power => match arithmetic(operator, left, right) {
                Ok(number) => Value::number(number),
                Err(error) => Value::Error(error),
            },
            _ => self.binary_scalars(operator, &Value::Number(left), &Value::Number(right)),
        }
    }

    fn binary_scalars(&self, operator: Binary, left: &Value, right: &Value) -> Value {
        match operator {
            Binary::Concatenate => match (coerce::to_text(left), coerce::to_text(right)) {
                (Ok(left), Ok(right)) => concatenate(&left, &right),
                (Err(error), _) | (_, Err(error)) => Value::Error(error),
            },
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Power => {
                let dates = self.context.date_system();
                let left = coerce::to_number(left, dates);
                match (left, coerce::to_number(right, dates)) {
                    (Ok(left), Ok(right)) => self.binary_numbers(operator, left, right),
                    (Err(error), _) | (_, Err(error)) => Value::Error(error),
                }
            }
            _ => match self.compare(left, right) {
                Ok(order) => Value::Boolean(holds(operator, order)),
                Err(error) => Value::Error(error),
            },
        }
    }

    /// The order of two scalars.
    fn compare(&self, left: &Value, right: &Value) -> Result<Ordering, CellError> {
        if self.context.comparisons_are_numbers() {
            return compare_as_libreoffice(left, right);
        }
        compare(left, right)
    }

    /// A last `+` or `-` of a formula.
    pub(super) fn sum_snapped_to_zero(&self, operator: Binary, left: &Expr, right: &Expr) -> Value {
        let left = self.evaluate_operand(left);
        let right = self.evaluate_operand(right);
        let dates = self.context.date_system();
        let is_scalar = |value: &Value| !matches!(value, Value::Array(_));
        if is_scalar(&left)
            && is_scalar(&right)
            && let (Ok(a), Ok(b)) =
                (coerce::to_number(&left, dates), coerce::to_number(&right, dates))
        {
            let result = if operator == Binary::Add { a + b } else { a - b };
            return Value::number(snap_to_zero(a, b, result));
        }
        self.binary_values(operator, left, right)
    }

    fn combine(
        &self,
        left: &Expr,
        right: &Expr,
        join: impl Fn(&Area, &Area) -> Option<Area>,
    ) -> Value {
        match (self.evaluate(left), self.evaluate(right)) {
            (Value::Error(error), _) | (_, Value::Error(error)) => Value::Error(error),
            (Value::Area(a), Value::Area(b)) => match join(&a, &b) {
                Some(area) => Value::Area(area),
                None => Value::Error(CellError::Value),
            },
            _ => Value::Error(CellError::Value),
        }
    }

    fn intersection(&self, left: &Expr, right: &Expr) -> Value {
        let (left, right) = (self.evaluate(left), self.evaluate(right));
        let (Some(left), Some(right)) = (areas(&left), areas(&right)) else {
            return match (left, right) {
                (Value::Error(error), _) | (_, Value::Error(error)) => Value::Error(error),
                _ => Value::Error(CellError::Value),
            };
        };
        let mut common = Vec::new();
        for a in &left {
            common.extend(right.iter().filter_map(|b| a.intersection(b)));
        }
        match common.len() {
            0 => Value::Error(CellError::Null),
            1 => Value::Area(common[0]),
            _ => Value::Union(common.into()),
        }
    }

    fn union(&self, left: &Expr, right: &Expr) -> Value {
        let (left, right) = (self.evaluate(left), self.evaluate(right));
        match (areas(&left), areas(&right)) {
            (Some(mut all), Some(more)) => {
                all.extend(more);
                Value::Union(all.into())
            }
            _ => match (left, right) {
                (Value::Error(error), _) | (_, Value::Error(error)) => Value::Error(error),
                _ => Value::Error(CellError::Value),
            },
        }
    }
}

/// The areas that a reference consists of.
pub fn areas(value: &Value) -> Option<Vec<Area>> {
    match value {
        Value::Area(area) => Some(vec![*area]),
        Value::Union(areas) => Some(areas.to_vec()),
        _ => None,
    }
}

/// Longest text a cell holds, in UTF-16 code units.
pub const TEXT_LENGTH_MAX: usize = 32_767;

fn concatenate(left: &str, right: &str) -> Value {
    if left.len() + right.len() > TEXT_LENGTH_MAX
        && left.encode_utf16().count() + right.encode_utf16().count() > TEXT_LENGTH_MAX
    {
        return Value::Error(CellError::Value);
    }
    let mut text = String::with_capacity(left.len() + right.len());
    text.push_str(left);
    text.push_str(right);
    Value::text(text)
}

/// `operate` of a scalar, or of every element of an array.
pub fn lift_unary(value: Value, operate: &dyn Fn(&Value) -> Value) -> Value {
    match value {
        Value::Array(array) => Array::from_fn(array.rows(), array.columns(), |row, column| {
            operate(array.get(row, column))
        })
        .into(),
        scalar => operate(&scalar),
    }
}

/// `operate` of two scalars, or of paired elements: a single row or column is repeated, and places
/// outside one of the arrays are `#N/A`.
pub fn lift_binary(left: Value, right: Value, operate: &dyn Fn(&Value, &Value) -> Value) -> Value {
    let (left, right): (Arc<Array>, Arc<Array>) = match (left, right) {
        (Value::Array(left), Value::Array(right)) => (left, right),
        (Value::Array(left), right) => {
            return lift_unary(Value::Array(left), &|element| operate(element, &right));
        }
        (left, Value::Array(right)) => {
            return lift_unary(Value::Array(right), &|element| operate(&left, element));
        }
        (left, right) => return operate(&left, &right),
    };
    let rows = left.rows().max(right.rows());
    let columns = left.columns().max(right.columns());
    Array::from_fn(rows, columns, |row, column| {
        operate(&left.broadcast(row, column), &right.broadcast(row, column))
    })
    .into()
}
