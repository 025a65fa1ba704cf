//! One trial of each numeric instruction: what the block kernels must agree with, bit for bit, and
//! what they fall back on in trials with errors.

use std::cmp::Ordering;

use ulam_formula::compare::compare_numbers;
use ulam_formula::evaluate::operators;
use ulam_formula::value::CellError;
use ulam_numeric::{elementary, special};

use crate::program::{BinaryOperation, Reduction, UnaryOperation};

/// A finite number as it is; anything else as the error that a cell would show.
#[inline(always)]
pub fn checked(number: f64) -> f64 {
    if number.is_finite() {
        number
    } else if number.is_nan() {
        CellError::from_nan(number).to_nan()
    } else {
        CellError::Num.to_nan()
    }
}

fn from_result(result: Result<f64, CellError>) -> f64 {
    match result {
        Ok(number) => checked(number),
        Err(error) => error.to_nan(),
    }
}

/// One number from one.
pub fn unary(operation: UnaryOperation, x: f64) -> f64 {
    match operation {
        UnaryOperation::IsError => return x.is_nan() as u8 as f64,
        UnaryOperation::IsNotAvailable => {
            return (x.is_nan() && CellError::from_nan(x) == CellError::NotAvailable) as u8 as f64;
        }
        _ if x.is_nan() => return x,
        _ => {}
    }
    checked(match operation {
        UnaryOperation::Negate => -x,
        UnaryOperation::Percent => x / 100.0,
        UnaryOperation::Absolute => x.abs(),
        UnaryOperation::SquareRoot if x < 0.0 => CellError::Num.to_nan(),
        UnaryOperation::SquareRoot => x.sqrt(),
        UnaryOperation::Exponential => elementary::exp(x),
        UnaryOperation::NaturalLogarithm if x <= 0.0 => CellError::Num.to_nan(),
        UnaryOperation::NaturalLogarithm => elementary::ln(x),
        UnaryOperation::Not => (x == 0.0) as u8 as f64,
        UnaryOperation::Floor => x.floor(),
        UnaryOperation::NormalQuantile if x <= 0.0 || x >= 1.0 => CellError::Num.to_nan(),
        UnaryOperation::NormalQuantile => special::normal_quantile(x),
        UnaryOperation::NormalCdf => special::normal_cdf(x),
        UnaryOperation::IsError | UnaryOperation::IsNotAvailable => x,
    })
}

/// One number from two.
pub fn binary(operation: BinaryOperation, left: f64, right: f64) -> f64 {
    match operation {
        BinaryOperation::IfError => return if left.is_nan() { right } else { left },
        BinaryOperation::IfNotAvailable => {
            let is_na = left.is_nan() && CellError::from_nan(left) == CellError::NotAvailable;
            return if is_na { right } else { left };
        }
        _ if left.is_nan() => return left,
        _ if right.is_nan() => return right,
        _ => {}
    }
    let truth = |condition: bool| condition as u8 as f64;
    match operation {
        BinaryOperation::Add => checked(left + right),
        BinaryOperation::Subtract => checked(left - right),
        BinaryOperation::AddSnapped => checked(operators::snap_to_zero(left, right, left + right)),
        BinaryOperation::SubtractSnapped => {
            checked(operators::snap_to_zero(left, right, left - right))
        }
        BinaryOperation::Multiply => checked(left * right),
        BinaryOperation::Divide => from_result(operators::divide(left, right)),
        BinaryOperation::Power => from_result(operators::power(left, right)),
        BinaryOperation::Equal => truth(compare_numbers(left, right) == Ordering::Equal),
        BinaryOperation::NotEqual => truth(compare_numbers(left, right) != Ordering::Equal),
        BinaryOperation::Less => truth(compare_numbers(left, right) == Ordering::Less),
        BinaryOperation::LessOrEqual => truth(compare_numbers(left, right) != Ordering::Greater),
        BinaryOperation::Greater => truth(compare_numbers(left, right) == Ordering::Greater),
        BinaryOperation::GreaterOrEqual => truth(compare_numbers(left, right) != Ordering::Less),
        BinaryOperation::Minimum => {
            if right < left {
                right
            } else {
                left
            }
        }
        BinaryOperation::Maximum => {
            if right > left {
                right
            } else {
                left
            }
        }
        BinaryOperation::IfError | BinaryOperation::IfNotAvailable => left,
    }
}

/// One number from many, taken in order; the first error met is the result.
pub fn reduce(reduction: Reduction, numbers: &mut dyn Iterator<Item = f64>) -> f64 {
    let (mut result, step): (f64, fn(f64, f64) -> f64) = match reduction {
        Reduction::Sum | Reduction::Average => (0.0, |a, b| a + b),
        Reduction::Product => (1.0, |a, b| a * b),
        Reduction::Minimum => (f64::INFINITY, |a, b| if b < a { b } else { a }),
        Reduction::Maximum => (f64::NEG_INFINITY, |a, b| if b > a { b } else { a }),
        Reduction::And => (1.0, |a, b| if b == 0.0 { 0.0 } else { a }),
        Reduction::Or => (0.0, |a, b| if b == 0.0 { a } else { 1.0 }),
    };
    let mut count = 0.0;
    for number in numbers {
        if number.is_nan() {
            return number;
        }
        result = step(result, number);
        count += 1.0;
    }
    checked(if reduction == Reduction::Average { result / count } else { result })
}

/// Net present value of flows at the ends of periods 1, 2, ...
pub fn net_present_value(rate: f64, flows: &mut dyn Iterator<Item = f64>) -> f64 {
    if rate.is_nan() {
        return rate;
    }
    let (mut total, mut growth) = (0.0, 1.0);
    for flow in flows {
        if flow.is_nan() {
            return flow;
        }
        growth *= 1.0 + rate;
        if growth == 0.0 {
            return CellError::Div0.to_nan();
        }
        total += flow / growth;
    }
    checked(total)
}

/// The operand at a position from 1 (truncated).
pub fn pick(position: f64, from: &mut dyn FnMut(usize) -> Option<f64>, outside: CellError) -> f64 {
    if position.is_nan() {
        return position;
    }
    let position = position.trunc();
    if position < 1.0 {
        return CellError::Value.to_nan();
    }
    let found = if position < 1e9 { from(position as usize - 1) } else { None };
    found.unwrap_or(outside.to_nan())
}
