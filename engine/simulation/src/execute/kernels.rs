//! Vectorised kernels: a branch-free loop over a block, then a repair of the trials in which an
//! operand or the result is no finite number.
//!
//! The loop is right for finite operands and finite results; whether all were is known from the
//! result alone, since every arithmetic operation passes a NaN on. Errors are rare, so the repair,
//! which asks [`scalar`] for each such trial, hardly ever runs.

use ulam_formula::evaluate::operators::snap_to_zero;
use ulam_numeric::block::{self, all_finite};
use ulam_numeric::dispatch;

use crate::execute::scalar;
use crate::program::{BinaryOperation, UnaryOperation};

/// An operand's values in a block.
#[derive(Clone, Copy)]
pub enum Values<'a> {
    /// One a trial.
    Column(&'a [f64]),
    /// The same in every trial.
    Constant(f64),
}

impl Values<'_> {
    /// The value in a trial of the block.
    #[inline(always)]
    pub fn at(&self, trial: usize) -> f64 {
        match self {
            Values::Column(column) => column[trial],
            Values::Constant(number) => *number,
        }
    }
}

/// A kernel of two operands and its three shapes.
macro_rules! binary_kernel {
    ($name:ident, |$a:ident, $b:ident| $body:expr) => {
        fn $name(left: Values, right: Values, out: &mut [f64]) {
            dispatch! {
                fn columns(left: &[f64], right: &[f64], out: &mut [f64]) {
                    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                        let ($a, $b) = (*left, *right);
                        *out = $body;
                    }
                }
                fn column_constant(left: &[f64], right: f64, out: &mut [f64]) {
                    for (out, left) in out.iter_mut().zip(left) {
                        let ($a, $b) = (*left, right);
                        *out = $body;
                    }
                }
                fn constant_column(left: f64, right: &[f64], out: &mut [f64]) {
                    for (out, right) in out.iter_mut().zip(right) {
                        let ($a, $b) = (left, *right);
                        *out = $body;
                    }
                }
            }
            match (left, right) {
                (Values::Column(left), Values::Column(right)) => columns(left, right, out),
                (Values::Column(left), Values::Constant(right)) => {
                    column_constant(left, right, out)
                }
                (Values::Constant(left), Values::Column(right)) => {
                    constant_column(left, right, out)
                }
                (Values::Constant($a), Values::Constant($b)) => out.fill($body),
            }
        }
    };
}

/// A kernel of two operands that reports whether every result is finite.
macro_rules! checked_kernel {
    ($name:ident, $columns:path, |$l:ident, $r:ident, $out:ident| $column_constant:expr, $constant_column:expr) => {
        fn $name($l: Values, $r: Values, $out: &mut [f64]) -> bool {
            match ($l, $r) {
                (Values::Column(left), Values::Column(right)) => $columns(left, right, $out),
                (Values::Column($l), Values::Constant($r)) => $column_constant,
                (Values::Constant($l), Values::Column($r)) => $constant_column,
                (Values::Constant(_), Values::Constant(_)) => {
                    $out.fill(f64::NAN);
                    false
                }
            }
        }
    };
}

checked_kernel!(
    add,
    block::add,
    |left, right, out| block::add_scalar(left, right, out),
    block::add_scalar(right, left, out)
);
checked_kernel!(
    subtract,
    block::subtract,
    |left, right, out| block::subtract_scalar(left, right, out),
    block::scalar_subtract(left, right, out)
);
checked_kernel!(
    multiply,
    block::multiply,
    |left, right, out| block::multiply_scalar(left, right, out),
    block::multiply_scalar(right, left, out)
);
checked_kernel!(
    divide,
    block::divide,
    |left, right, out| block::divide_scalar(left, right, out),
    block::scalar_divide(left, right, out)
);
binary_kernel!(add_snapped, |a, b| snap_to_zero(a, b, a + b));
binary_kernel!(subtract_snapped, |a, b| snap_to_zero(a, b, a - b));
binary_kernel!(minimum, |a, b| if b < a { b } else { a });
binary_kernel!(maximum, |a, b| if b > a { b } else { a });

/// How close two different numbers must be, relative to the larger, to be maybe equal to 15 digits.
const CLOSE: f64 = 1e-14;

/// 1 or 0 by a comparison of numbers that are clearly different or equal; NaN where they are so close
/// that their decimal digits decide, or where one is an error.
macro_rules! comparison_kernel {
    ($name:ident, |$a:ident, $b:ident| $body:expr) => {
        binary_kernel!($name, |$a, $b| {
            let difference = ($a - $b).abs();
            let (left, right) = ($a.abs(), $b.abs());
            let larger = if left > right { left } else { right };
            let is_clear = ($a == $b) | (difference > CLOSE * larger);
            let truth = if $body { 1.0 } else { 0.0 };
            if is_clear { truth } else { f64::NAN }
        });
    };
}

comparison_kernel!(equal, |a, b| a == b);
comparison_kernel!(not_equal, |a, b| a != b);
comparison_kernel!(less, |a, b| a < b);
comparison_kernel!(less_or_equal, |a, b| a <= b);
comparison_kernel!(greater, |a, b| a > b);
comparison_kernel!(greater_or_equal, |a, b| a >= b);

dispatch! {
    fn percent(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = x / 100.0;
        }
    }
    fn not(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            // Not -0 for a negative number.
            *out = if *x == 0.0 { 1.0 } else { x * 0.0 + 0.0 };
        }
    }
    fn floor(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = x.floor();
        }
    }
    fn select_columns(condition: &[f64], then: &[f64], otherwise: &[f64], out: &mut [f64]) {
        let operands = condition.iter().zip(then).zip(otherwise);
        for (out, ((condition, then), otherwise)) in out.iter_mut().zip(operands) {
            *out = if *condition == 0.0 { *otherwise } else { *then };
        }
    }
    fn select_constant_then(condition: &[f64], then: f64, otherwise: &[f64], out: &mut [f64]) {
        for ((out, condition), otherwise) in out.iter_mut().zip(condition).zip(otherwise) {
            *out = if *condition == 0.0 { *otherwise } else { then };
        }
    }
    fn select_constant_otherwise(condition: &[f64], then: &[f64], otherwise: f64, out: &mut [f64]) {
        for ((out, condition), then) in out.iter_mut().zip(condition).zip(then) {
            *out = if *condition == 0.0 { otherwise } else { *then };
        }
    }
    fn select_constants(condition: &[f64], then: f64, otherwise: f64, out: &mut [f64]) {
        for (out, condition) in out.iter_mut().zip(condition) {
            *out = if *condition == 0.0 { otherwise } else { then };
        }
    }
    fn if_error(left: &[f64], right: f64, out: &mut [f64]) {
        for (out, left) in out.iter_mut().zip(left) {
            *out = if left.is_nan() { right } else { *left };
        }
    }
    /// `out += x`.
    pub fn accumulate(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out += x;
        }
    }
    /// `out += x`, the same `x` in every trial.
    pub fn accumulate_constant(x: f64, out: &mut [f64]) {
        for out in out.iter_mut() {
            *out += x;
        }
    }
    /// `out *= x`.
    pub fn scale(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out *= x;
        }
    }
    /// `out *= x`, the same `x` in every trial.
    pub fn scale_constant(x: f64, out: &mut [f64]) {
        for out in out.iter_mut() {
            *out *= x;
        }
    }
    /// `out += left * right`.
    pub fn accumulate_product(left: &[f64], right: &[f64], out: &mut [f64]) {
        for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
            *out += left * right;
        }
    }
    /// `out += left * right`, the same `right` in every trial.
    pub fn accumulate_scaled(left: &[f64], right: f64, out: &mut [f64]) {
        for (out, left) in out.iter_mut().zip(left) {
            *out += left * right;
        }
    }
    /// `growth *= 1 + rate; out += flow / growth`.
    pub fn discount(rate: &[f64], flow: &[f64], growth: &mut [f64], out: &mut [f64]) {
        let operands = rate.iter().zip(flow).zip(growth);
        for (out, ((rate, flow), growth)) in out.iter_mut().zip(operands) {
            *growth *= 1.0 + rate;
            *out += flow / *growth;
        }
    }
    /// `out += flow / growth`, the same growth in every trial.
    pub fn discount_constant(flow: &[f64], growth: f64, out: &mut [f64]) {
        for (out, flow) in out.iter_mut().zip(flow) {
            *out += flow / growth;
        }
    }
    /// `out = min(out, x)`.
    pub fn lower_to(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = if *x < *out { *x } else { *out };
        }
    }
    /// `out = max(out, x)`.
    pub fn raise_to(x: &[f64], out: &mut [f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = if *x > *out { *x } else { *out };
        }
    }
}

/// One number from one, over a block.
pub fn unary(operation: UnaryOperation, x: Values, out: &mut [f64]) {
    let x = match x {
        Values::Column(x) => x,
        Values::Constant(x) => {
            out.fill(scalar::unary(operation, x));
            return;
        }
    };
    let is_finite = match operation {
        UnaryOperation::Negate => block::negate(x, out),
        UnaryOperation::Absolute => block::absolute(x, out),
        UnaryOperation::SquareRoot => block::sqrt(x, out),
        UnaryOperation::Exponential => block::exp(x, out),
        UnaryOperation::NaturalLogarithm => block::ln(x, out),
        UnaryOperation::NormalQuantile => block::normal_quantile(x, out),
        UnaryOperation::NormalCdf => block::normal_cdf(x, out),
        UnaryOperation::Percent => {
            percent(x, out);
            false
        }
        UnaryOperation::Not => {
            not(x, out);
            false
        }
        UnaryOperation::Floor => {
            floor(x, out);
            false
        }
        UnaryOperation::IsError | UnaryOperation::IsNotAvailable => {
            for (out, x) in out.iter_mut().zip(x) {
                *out = scalar::unary(operation, *x);
            }
            true
        }
    };
    if !is_finite {
        repair(out, |trial| scalar::unary(operation, x[trial]));
    }
}

/// One number from two, over a block.
pub fn binary(operation: BinaryOperation, left: Values, right: Values, out: &mut [f64]) {
    let is_finite = match operation {
        BinaryOperation::Add => add(left, right, out),
        BinaryOperation::Subtract => subtract(left, right, out),
        BinaryOperation::Multiply => multiply(left, right, out),
        BinaryOperation::Divide => divide(left, right, out),
        BinaryOperation::Power => power(left, right, out),
        _ => false,
    };
    if is_finite {
        return;
    }
    match operation {
        BinaryOperation::Add | BinaryOperation::Subtract => {}
        BinaryOperation::Multiply | BinaryOperation::Divide | BinaryOperation::Power => {}
        BinaryOperation::AddSnapped => add_snapped(left, right, out),
        BinaryOperation::SubtractSnapped => subtract_snapped(left, right, out),
        BinaryOperation::Equal => equal(left, right, out),
        BinaryOperation::NotEqual => not_equal(left, right, out),
        BinaryOperation::Less => less(left, right, out),
        BinaryOperation::LessOrEqual => less_or_equal(left, right, out),
        BinaryOperation::Greater => greater(left, right, out),
        BinaryOperation::GreaterOrEqual => greater_or_equal(left, right, out),
        BinaryOperation::Minimum | BinaryOperation::Maximum => {
            if operation == BinaryOperation::Minimum {
                minimum(left, right, out);
            } else {
                maximum(left, right, out);
            }
            // A comparison with a NaN is false, so the result alone doesn't tell of every error.
            if !is_operand_finite(left) || !is_operand_finite(right) {
                for (trial, out) in out.iter_mut().enumerate() {
                    *out = scalar::binary(operation, left.at(trial), right.at(trial));
                }
            }
            return;
        }
        BinaryOperation::IfError => {
            if let (Values::Column(left), Values::Constant(right)) = (left, right) {
                if_error(left, right, out);
                return;
            }
            each(operation, left, right, out);
            return;
        }
        BinaryOperation::IfNotAvailable => {
            each(operation, left, right, out);
            return;
        }
    }
    repair(out, |trial| scalar::binary(operation, left.at(trial), right.at(trial)));
}

fn each(operation: BinaryOperation, left: Values, right: Values, out: &mut [f64]) {
    for (trial, out) in out.iter_mut().enumerate() {
        *out = scalar::binary(operation, left.at(trial), right.at(trial));
    }
}

/// Powers; gives false where a result isn't finite. `0^0`, which is an error in a cell and 1
/// elsewhere, is made one.
fn power(left: Values, right: Values, out: &mut [f64]) -> bool {
    let is_finite = match (left, right) {
        (Values::Column(left), Values::Column(right)) => block::pow(left, right, out),
        (Values::Column(left), Values::Constant(right)) => block::pow_scalar(left, right, out),
        (Values::Constant(left), Values::Column(right)) => block::scalar_pow(left, right, out),
        (Values::Constant(_), Values::Constant(_)) => {
            out.fill(f64::NAN);
            false
        }
    };
    let may_be_zero = |values: Values| match values {
        Values::Column(column) => column.contains(&0.0),
        Values::Constant(number) => number == 0.0,
    };
    if may_be_zero(right) && may_be_zero(left) {
        for (trial, out) in out.iter_mut().enumerate() {
            if left.at(trial) == 0.0 && right.at(trial) == 0.0 {
                *out = f64::NAN;
            }
        }
        return false;
    }
    is_finite
}

fn is_operand_finite(values: Values) -> bool {
    match values {
        Values::Column(column) => all_finite(column),
        Values::Constant(number) => number.is_finite(),
    }
}

/// `then` where the condition is not 0, else `otherwise`; an error where the condition is one.
pub fn select(condition: &[f64], then: Values, otherwise: Values, out: &mut [f64]) {
    match (then, otherwise) {
        (Values::Column(then), Values::Column(otherwise)) => {
            select_columns(condition, then, otherwise, out);
        }
        (Values::Constant(then), Values::Column(otherwise)) => {
            select_constant_then(condition, then, otherwise, out);
        }
        (Values::Column(then), Values::Constant(otherwise)) => {
            select_constant_otherwise(condition, then, otherwise, out);
        }
        (Values::Constant(then), Values::Constant(otherwise)) => {
            select_constants(condition, then, otherwise, out);
        }
    }
    if !all_finite(condition) {
        for (out, condition) in out.iter_mut().zip(condition) {
            if condition.is_nan() {
                *out = *condition;
            }
        }
    }
}

/// Recomputes the trials whose result is not finite.
pub fn repair(out: &mut [f64], recompute: impl Fn(usize) -> f64) {
    if all_finite(out) {
        return;
    }
    for (trial, out) in out.iter_mut().enumerate() {
        if !out.is_finite() {
            *out = recompute(trial);
        }
    }
}
