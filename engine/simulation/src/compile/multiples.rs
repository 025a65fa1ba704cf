//! Columns that are multiples of others: what interval arithmetic can't see.
//!
//! Operands of a range are taken to be independent, so that `balance - balance * rate` seems to fall
//! below zero although no rate is above 1. Here such a difference is known to be the balance times a
//! factor between `1 - high` and `1 - low` of the rate: its sign is known, and that it doesn't cancel.

use crate::compile::{Compiler, ranges};
use crate::program::{BinaryOperation, Column, Operand, Operation, Range, UnaryOperation};

/// A column is `base * factor`, give or take `slack`, for a factor in a range that may be another one
/// in each trial. That holds where the column is a number; then its base is one too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Multiple {
    base: Column,
    low: f64,
    high: f64,
    /// What rounding of numbers below the normal ones can add.
    slack: f64,
}

/// Bases that are kept of a column, and those that are taken over from one factor of a product.
const BASES_MAX: usize = 5;
const BASES_OF_FACTOR_MAX: usize = 3;
/// Relative widening by an operation: more than the error of a rounding.
const WIDENING: f64 = 1e-14;
/// Columns of a program after which no more is found out.
const COLUMNS_MAX: usize = 200_000;
/// Factors beyond this size are left alone, and slacks above that.
const FACTOR_MAX: f64 = 1e9;
const SLACK_MAX: f64 = f64::MIN_POSITIVE / (1u64 << 40) as f64;
/// Error of a rounding below the normal numbers.
const SMALLEST: f64 = f64::from_bits(1);
/// A factor of a sum is clear of zero if it is more than this share of its parts' factors.
const CLEAR: f64 = 1e-9;

impl Multiple {
    fn of_itself(base: Column) -> Multiple {
        Multiple { base, low: 1.0, high: 1.0, slack: 0.0 }
    }

    fn magnitude(&self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// Times a factor of a range.
    fn scaled(self, by: Range) -> Option<Multiple> {
        let ends = [self.low * by.low, self.low * by.high, self.high * by.low, self.high * by.high];
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let slack = self.slack * by.magnitude() + SMALLEST;
        let widened = Multiple { base: self.base, low, high, slack }.widened()?;
        // Rounding is monotone, so that no share of a number is larger than the whole.
        let is_whole = self.low == 1.0 && self.high == 1.0 && self.slack == 0.0;
        let is_exact = |end: f64| is_whole && end.abs() == 1.0;
        Some(Multiple {
            low: if is_exact(low) { low } else { widened.low },
            high: if is_exact(high) { high } else { widened.high },
            ..widened
        })
    }

    fn plus(self, other: Multiple) -> Option<Multiple> {
        let (low, high) = (self.low + other.low, self.high + other.high);
        let slack = self.slack + other.slack + SMALLEST;
        Multiple { base: self.base, low, high, slack }.widened()
    }

    fn negated(self) -> Multiple {
        Multiple { low: -self.high, high: -self.low, ..self }
    }

    fn widened(self) -> Option<Multiple> {
        let low = self.low - self.low.abs() * WIDENING;
        let high = self.high + self.high.abs() * WIDENING;
        let is_kept = low >= -FACTOR_MAX
            && high <= FACTOR_MAX
            && self.slack >= 0.0
            && self.slack <= SLACK_MAX;
        is_kept.then_some(Multiple { low, high, ..self })
    }

    /// The column's range, from its base's.
    fn range(&self, base: Range) -> (f64, f64) {
        let ends = [
            base.low * self.low,
            base.low * self.high,
            base.high * self.low,
            base.high * self.high,
        ];
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let margin = |end: f64| end.abs() * WIDENING;
        let slack = self.slack + SMALLEST;
        (low - margin(low) - slack, high + margin(high) + slack)
    }
}

impl Compiler<'_> {
    /// What a column is a multiple of, itself among it.
    fn multiples(&self, operand: Operand) -> Vec<Multiple> {
        let Operand::Column(column) = operand else {
            return Vec::new();
        };
        let known = self.multiples.get(column.0 as usize).into_iter().flatten();
        let mut multiples = vec![Multiple::of_itself(column)];
        multiples.extend(known);
        multiples
    }

    /// The sum (or difference) of two columns as multiples of what both are multiples of, with the
    /// larger factor of the two.
    fn common(&self, operation: BinaryOperation, a: Operand, b: Operand) -> Vec<(Multiple, f64)> {
        let is_difference =
            matches!(operation, BinaryOperation::Subtract | BinaryOperation::SubtractSnapped);
        let mut found = Vec::new();
        let right = self.multiples(b);
        for left in self.multiples(a) {
            let Some(right) = right.iter().find(|right| right.base == left.base) else {
                continue;
            };
            let larger = left.magnitude().max(right.magnitude());
            let right = if is_difference { right.negated() } else { *right };
            found.extend(left.plus(right).map(|sum| (sum, larger)));
        }
        found
    }

    /// Whether a sum or difference can be so small beside its operands that it counts as rounding
    /// error, without being 0 anyway.
    pub(super) fn can_cancel(&self, operation: BinaryOperation, a: Operand, b: Operand) -> bool {
        if !ranges::can_cancel(operation, self.program.range(&a), self.program.range(&b)) {
            return false;
        }
        let is_clear = |(sum, larger): &(Multiple, f64)| {
            let least = if sum.low > 0.0 { sum.low } else { -sum.high };
            // Where the slack is larger than the sum, rounding error is less than the smallest number.
            let is_slack_harmless =
                sum.slack * (2.0 * larger / least + 1.0) <= ranges::HARMLESS_MAX;
            least > larger * CLEAR && is_slack_harmless
        };
        !self.common(operation, a, b).iter().any(is_clear)
    }

    /// What the result of an operation is a multiple of.
    pub(super) fn multiples_of(&self, operation: &Operation) -> Vec<Multiple> {
        let range = |operand: &Operand| self.program.range(operand);
        let mut multiples = Vec::new();
        if self.multiples.len() >= COLUMNS_MAX {
            return multiples;
        }
        let mut scale = |operand: &Operand, by: Range| {
            let scaled = self.multiples(*operand).into_iter().filter_map(|m| m.scaled(by));
            multiples.extend(scaled.take(BASES_OF_FACTOR_MAX));
        };
        match operation {
            Operation::Unary(UnaryOperation::Negate, x) => scale(x, Range::of_constant(-1.0)),
            Operation::Binary(BinaryOperation::Multiply, a, b) => {
                scale(a, range(b));
                scale(b, range(a));
            }
            Operation::Binary(BinaryOperation::Divide, a, b) if !range(b).contains(0.0) => {
                let one = Range::of_constant(1.0);
                scale(a, ranges::of_binary(BinaryOperation::Divide, one, range(b)));
            }
            Operation::Binary(
                operation @ (BinaryOperation::Add
                | BinaryOperation::Subtract
                | BinaryOperation::AddSnapped
                | BinaryOperation::SubtractSnapped),
                a,
                b,
            ) => {
                let is_snapped = matches!(
                    operation,
                    BinaryOperation::AddSnapped | BinaryOperation::SubtractSnapped
                );
                for (mut sum, _) in self.common(*operation, *a, *b) {
                    if is_snapped {
                        // Rounding error becomes 0.
                        sum.low = sum.low.min(0.0);
                        sum.high = sum.high.max(0.0);
                    }
                    multiples.push(sum);
                }
            }
            _ => {}
        }
        multiples.truncate(BASES_MAX);
        multiples
    }

    /// A range, narrowed by what its column is a multiple of.
    pub(super) fn narrowed(&self, range: Range, multiples: &[Multiple]) -> Range {
        let mut narrowed = range;
        for multiple in multiples {
            let base = self.program.range(&Operand::Column(multiple.base));
            let (low, high) = multiple.range(base);
            if low.is_finite() && high.is_finite() && low <= narrowed.high && high >= narrowed.low {
                narrowed.low = narrowed.low.max(low);
                narrowed.high = narrowed.high.min(high);
            }
        }
        narrowed
    }
}
