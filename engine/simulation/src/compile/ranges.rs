//! Ranges: which numbers each column can hold, found by interval arithmetic when compiling.
//!
//! A range is a promise: no trial of any run leaves it. Rounded addition, subtraction,
//! multiplication, division and square roots are monotone, so that the rounded results of the ends
//! are ends of the rounded results; what isn't correctly rounded (powers, exponentials, quantiles) is
//! widened by more than its error. Operands are taken to be independent of each other, which makes
//! ranges wider than need be, never too narrow.

use ulam_formula::function::Returns;
use ulam_probability::distribution::Distribution;

use crate::execute::scalar;
use crate::lookup::LookupTable;
use crate::program::{BinaryOperation, Operand, Operation, Range, Reduction, UnaryOperation};

/// Below any uniform of any sampling plan, and above: the smallest ones, 2^-53 of a cell of 2^-32,
/// lie in the first cell of a Latin hypercube or a Sobol sequence.
const UNIFORM_MIN: f64 = 1.0 / (1u128 << 90) as f64;
const UNIFORM_MAX: f64 = 1.0 - f64::EPSILON / 2.0;
/// Relative widening of results that aren't correctly rounded; their errors are some units of 1e-16.
const WIDENING: f64 = 1e-12;
/// Widening of quantiles, relative to their spread too: tabulated ones are as exact as 1e-12 in
/// probability, and needn't be monotone within that.
const QUANTILE_WIDENING: f64 = 1e-6;
/// Probabilities in the lower half at which a quantile is looked at; the upper half mirrors them.
const PROBED: [f64; 9] =
    [UNIFORM_MIN, 1e-22, 1e-18, UNIFORM_PLAIN_MIN, 1e-14, 1e-10, 1e-5, 0.05, 0.5];
/// Standard normals at which a quantile is looked at, likewise.
const PROBED_NORMALS: [f64; 9] = [-10.0, -9.0, -8.3, -8.2, -7.5, -6.4, -4.3, -1.6, 0.0];
/// The smallest uniform of independent trials.
const UNIFORM_PLAIN_MIN: f64 = f64::EPSILON / 2.0;

/// The share of it that counts as rounding error (see `snap_to_zero`) of a number up to this size is less
/// than half the smallest number, and thus nothing.
pub(super) const HARMLESS_MAX: f64 = f64::MIN_POSITIVE / 256.0;

impl Range {
    /// Any number or error.
    pub const UNKNOWN: Range =
        Range { low: f64::MIN, high: f64::MAX, is_whole: false, may_be_error: true };
    /// 0 or 1.
    pub const TRUTH: Range = Range { low: 0.0, high: 1.0, is_whole: true, may_be_error: false };

    /// A constant's range.
    pub fn of_constant(number: f64) -> Range {
        if number.is_finite() {
            let is_whole = number == number.floor();
            Range { low: number, high: number, is_whole, may_be_error: false }
        } else {
            Range { low: 0.0, high: 0.0, is_whole: true, may_be_error: true }
        }
    }

    /// Whether every value is a finite number: never an error.
    pub fn is_finite(&self) -> bool {
        !self.may_be_error
    }

    /// Whether every value is 0, 1 or an error.
    pub fn is_truth(&self) -> bool {
        self.is_whole && self.low >= 0.0 && self.high <= 1.0
    }

    /// Whether a number lies inside.
    pub fn contains(&self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }

    /// The largest absolute value.
    pub fn magnitude(&self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// Whether no number is below 0 by more than rounding of the smallest numbers: where rounding errors
    /// are looked for beside it, its sign doesn't matter then.
    pub fn is_hardly_negative(&self) -> bool {
        self.low >= -HARMLESS_MAX
    }

    /// The smallest absolute value.
    pub fn least_magnitude(&self) -> f64 {
        if self.contains(0.0) { 0.0 } else { self.low.abs().min(self.high.abs()) }
    }

    /// The numbers between two ends, not necessarily finite: overflow is an error.
    fn between(low: f64, high: f64) -> Range {
        if low.is_nan() || high.is_nan() {
            return Range::UNKNOWN;
        }
        let (bounded_low, bounded_high) =
            (low.clamp(f64::MIN, f64::MAX), high.clamp(f64::MIN, f64::MAX));
        let may_be_error = bounded_low != low || bounded_high != high;
        Range { low: bounded_low, high: bounded_high, is_whole: false, may_be_error }
    }

    fn whole_if(self, is_whole: bool) -> Range {
        Range { is_whole, ..self }
    }

    fn or_error_if(self, may_be_error: bool) -> Range {
        Range { may_be_error: self.may_be_error || may_be_error, ..self }
    }

    /// Wider by more than the error of a function that isn't correctly rounded.
    fn widened(self, relative: f64) -> Range {
        let by = |end: f64| end.abs() * relative + f64::MIN_POSITIVE;
        Range::between(self.low - by(self.low), self.high + by(self.high))
            .or_error_if(self.may_be_error)
    }

    /// What lies in either.
    pub fn union(self, other: Range) -> Range {
        Range {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            is_whole: self.is_whole && other.is_whole,
            may_be_error: self.may_be_error || other.may_be_error,
        }
    }

    /// The range of a monotone or bilinear function of two, from its values at the corners.
    fn of_corners(a: Range, b: Range, value: impl Fn(f64, f64) -> f64) -> Range {
        let corners = [
            value(a.low, b.low),
            value(a.low, b.high),
            value(a.high, b.low),
            value(a.high, b.high),
        ];
        if corners.iter().any(|corner| corner.is_nan()) {
            return Range::UNKNOWN;
        }
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Range::between(low, high).or_error_if(a.may_be_error || b.may_be_error)
    }
}

/// The range of an instruction's result, from those of its operands.
pub(super) fn of_operation(operation: &Operation, range: &dyn Fn(&Operand) -> Range) -> Range {
    match operation {
        Operation::Uniform { .. } => {
            Range { low: UNIFORM_MIN, high: UNIFORM_MAX, is_whole: false, may_be_error: false }
        }
        Operation::Quantile { law, probability } => {
            of_quantile(law.as_ref(), range(&Operand::Column(*probability)))
        }
        Operation::Mixing { .. } => Range::UNKNOWN,
        Operation::MixedUniform { .. } => {
            let low = f64::MIN_POSITIVE;
            Range { low, high: UNIFORM_MAX, is_whole: false, may_be_error: false }
        }
        Operation::QuantileOfNormal { law, normal } => {
            of_quantile_of_normal(law.as_ref(), range(&Operand::Column(*normal)))
        }
        Operation::Unary(operation, x) => of_unary(*operation, range(x)),
        Operation::Binary(operation, left, right) => {
            of_binary(*operation, range(left), range(right))
        }
        Operation::Select { condition, then, otherwise } => {
            range(then).union(range(otherwise)).or_error_if(range(condition).may_be_error)
        }
        Operation::Reduce(reduction, operands) => {
            of_reduction(*reduction, operands.iter().map(range))
        }
        Operation::SumProduct(pairs) => {
            let product = |(left, right): &(Operand, Operand)| {
                of_binary(BinaryOperation::Multiply, range(left), range(right))
            };
            of_reduction(Reduction::Sum, pairs.iter().map(product))
        }
        Operation::LinearCombination(terms) => {
            let scaled = |(coefficient, column): &(f64, crate::program::Column)| {
                let column = range(&Operand::Column(*column));
                of_binary(BinaryOperation::Multiply, Range::of_constant(*coefficient), column)
            };
            of_reduction(Reduction::Sum, terms.iter().map(scaled))
        }
        Operation::NetPresentValue { rate, flows } => {
            let growth_by = of_binary(BinaryOperation::Add, Range::of_constant(1.0), range(rate));
            let mut growth = Range::of_constant(1.0);
            let mut total = Range::of_constant(0.0);
            for flow in flows.iter() {
                growth = of_binary(BinaryOperation::Multiply, growth, growth_by);
                let worth = of_binary(BinaryOperation::Divide, range(flow), growth);
                total = of_binary(BinaryOperation::Add, total, worth);
            }
            total
        }
        Operation::Lookup { table, key } => of_lookup(table, range(key)),
        Operation::Pick { position, from, .. } => {
            let position = range(position);
            let is_inside = position.low >= 1.0 && position.high < from.len() as f64 + 1.0;
            let picked = from.iter().map(range).reduce(Range::union).unwrap_or(Range::UNKNOWN);
            picked.or_error_if(position.may_be_error || !is_inside)
        }
        Operation::InternalRate { .. } => {
            Range { low: -1.0, high: 1e10, is_whole: false, may_be_error: true }
        }
        Operation::Call(call) if call.function.returns == Returns::Boolean => {
            Range::TRUTH.or_error_if(true)
        }
        Operation::Call(_)
        | Operation::VaryingQuantile { .. }
        | Operation::Function(..)
        | Operation::ToNumber(_)
        | Operation::ElementToNumber(..)
        | Operation::Interpret(_) => Range::UNKNOWN,
    }
}

fn of_unary(operation: UnaryOperation, x: Range) -> Range {
    let monotone = |low: f64, high: f64| Range::between(low, high).or_error_if(x.may_be_error);
    match operation {
        UnaryOperation::Negate => monotone(-x.high, -x.low).whole_if(x.is_whole),
        UnaryOperation::Percent => monotone(x.low / 100.0, x.high / 100.0),
        UnaryOperation::Absolute => {
            monotone(x.least_magnitude(), x.magnitude()).whole_if(x.is_whole)
        }
        UnaryOperation::SquareRoot => {
            monotone(x.low.max(0.0).sqrt(), x.high.max(0.0).sqrt()).or_error_if(x.low < 0.0)
        }
        UnaryOperation::Exponential => {
            let end = ulam_numeric::elementary::exp;
            monotone(end(x.low), end(x.high)).widened(WIDENING).at_least(0.0)
        }
        UnaryOperation::NaturalLogarithm if x.low > 0.0 => {
            let end = ulam_numeric::elementary::ln;
            monotone(end(x.low), end(x.high)).widened(WIDENING)
        }
        UnaryOperation::NaturalLogarithm => Range::UNKNOWN,
        UnaryOperation::Not => Range::TRUTH.or_error_if(x.may_be_error),
        UnaryOperation::Floor => monotone(x.low.floor(), x.high.floor()).whole_if(true),
        UnaryOperation::IsError | UnaryOperation::IsNotAvailable => Range::TRUTH,
        UnaryOperation::NormalQuantile if x.low > 0.0 && x.high < 1.0 => {
            let end = |probability| scalar::unary(UnaryOperation::NormalQuantile, probability);
            monotone(end(x.low), end(x.high)).widened(WIDENING)
        }
        UnaryOperation::NormalQuantile => Range::UNKNOWN,
        UnaryOperation::NormalCdf => {
            let end = |normal| scalar::unary(UnaryOperation::NormalCdf, normal);
            monotone(end(x.low), end(x.high)).widened(WIDENING).at_least(0.0).at_most(1.0)
        }
    }
}

impl Range {
    fn at_least(self, low: f64) -> Range {
        Range { low: self.low.max(low), high: self.high.max(low), ..self }
    }

    fn at_most(self, high: f64) -> Range {
        Range { low: self.low.min(high), high: self.high.min(high), ..self }
    }
}

/// The range of an operation on numbers of two ranges.
pub(super) fn of_binary(operation: BinaryOperation, a: Range, b: Range) -> Range {
    let may_be_error = a.may_be_error || b.may_be_error;
    let is_whole = a.is_whole && b.is_whole;
    let between = |low: f64, high: f64| Range::between(low, high).or_error_if(may_be_error);
    match operation {
        BinaryOperation::Add => between(a.low + b.low, a.high + b.high).whole_if(is_whole),
        BinaryOperation::Subtract => between(a.low - b.high, a.high - b.low).whole_if(is_whole),
        BinaryOperation::AddSnapped => {
            let sum = between(a.low + b.low, a.high + b.high).whole_if(is_whole);
            if can_cancel(operation, a, b) { sum.or_zero() } else { sum }
        }
        BinaryOperation::SubtractSnapped => {
            let difference = between(a.low - b.high, a.high - b.low).whole_if(is_whole);
            if can_cancel(operation, a, b) { difference.or_zero() } else { difference }
        }
        BinaryOperation::Multiply => Range::of_corners(a, b, |a, b| a * b).whole_if(is_whole),
        BinaryOperation::Divide if b.contains(0.0) => Range::UNKNOWN,
        BinaryOperation::Divide => Range::of_corners(a, b, |a, b| a / b),
        BinaryOperation::Power => of_power(a, b),
        BinaryOperation::Equal
        | BinaryOperation::NotEqual
        | BinaryOperation::Less
        | BinaryOperation::LessOrEqual
        | BinaryOperation::Greater
        | BinaryOperation::GreaterOrEqual => Range::TRUTH.or_error_if(may_be_error),
        BinaryOperation::Minimum => {
            between(a.low.min(b.low), a.high.min(b.high)).whole_if(is_whole)
        }
        BinaryOperation::Maximum => {
            between(a.low.max(b.low), a.high.max(b.high)).whole_if(is_whole)
        }
        BinaryOperation::IfError if !a.may_be_error => a,
        BinaryOperation::IfError => Range { may_be_error: b.may_be_error, ..a.union(b) },
        BinaryOperation::IfNotAvailable if !a.may_be_error => a,
        BinaryOperation::IfNotAvailable => a.union(b),
    }
}

impl Range {
    fn or_zero(self) -> Range {
        Range { low: self.low.min(0.0), high: self.high.max(0.0), ..self }
    }
}

/// Whether a sum or difference of numbers of two ranges can be so much smaller than its operands that
/// it counts as rounding error and becomes 0 (see `snap_to_zero`), without being 0 anyway.
pub(super) fn can_cancel(operation: BinaryOperation, a: Range, b: Range) -> bool {
    let b = if operation == BinaryOperation::SubtractSnapped {
        of_unary(UnaryOperation::Negate, b)
    } else {
        b
    };
    let is_same_sign = (a.low >= -HARMLESS_MAX && b.low >= -HARMLESS_MAX)
        || (a.high <= HARMLESS_MAX && b.high <= HARMLESS_MAX);
    if is_same_sign {
        return false;
    }
    let sum = Range::between(a.low + b.low, a.high + b.high);
    sum.least_magnitude()
        <= a.magnitude().max(b.magnitude()) * (4.0 * ulam_formula::evaluate::operators::NEAR_ZERO)
}

fn of_power(a: Range, b: Range) -> Range {
    let end = |a, b| {
        if a == 0.0 { 0.0 } else { ulam_numeric::elementary::pow(a, b) }
    };
    if a.low > 0.0 || (a.low >= 0.0 && b.low > 0.0) {
        return Range::of_corners(a, b, end).widened(WIDENING).at_least(0.0);
    }
    let is_square_like = b.low == b.high && b.is_whole && b.low > 0.0 && b.low <= 1e6;
    if !is_square_like {
        return Range::UNKNOWN;
    }
    // A whole power of a number of either sign.
    let largest = end(a.magnitude(), b.low);
    let is_even = b.low % 2.0 == 0.0;
    let low = if is_even { 0.0 } else { -largest };
    let power = Range::between(low, largest).widened(WIDENING);
    let power = if is_even { power.at_least(0.0) } else { power };
    power.or_error_if(a.may_be_error || b.may_be_error)
}

fn of_reduction(reduction: Reduction, mut ranges: impl Iterator<Item = Range>) -> Range {
    let combined =
        |first: Range, operation: BinaryOperation, rest: &mut dyn Iterator<Item = Range>| {
            rest.fold(first, |a, b| of_binary(operation, a, b))
        };
    let mut rest: &mut dyn Iterator<Item = Range> = &mut ranges;
    match reduction {
        Reduction::Sum => combined(Range::of_constant(0.0), BinaryOperation::Add, rest),
        Reduction::Product => combined(Range::of_constant(1.0), BinaryOperation::Multiply, rest),
        Reduction::Minimum | Reduction::Maximum => {
            let operation = match reduction {
                Reduction::Minimum => BinaryOperation::Minimum,
                _ => BinaryOperation::Maximum,
            };
            match rest.next() {
                Some(first) => combined(first, operation, rest),
                None => Range::UNKNOWN,
            }
        }
        Reduction::And | Reduction::Or => {
            Range::TRUTH.or_error_if((&mut rest).any(|range| range.may_be_error))
        }
        Reduction::Average => {
            let mut count = 0.0;
            let sum = rest.fold(Range::of_constant(0.0), |sum, range| {
                count += 1.0;
                of_binary(BinaryOperation::Add, sum, range)
            });
            of_binary(BinaryOperation::Divide, sum, Range::of_constant(count))
        }
    }
}

fn of_lookup(table: &LookupTable, key: Range) -> Range {
    let mut found: Option<Range> = None;
    for result in table.reachable_results(key.low, key.high) {
        let result = Range::of_constant(result);
        found = Some(found.map_or(result, |range| range.union(result)));
    }
    found.unwrap_or(Range::UNKNOWN).or_error_if(key.may_be_error)
}

fn of_quantile(law: &dyn Distribution, probability: Range) -> Range {
    if probability.may_be_error || probability.low <= 0.0 || probability.high >= 1.0 {
        return Range::UNKNOWN;
    }
    let mirrored = PROBED.iter().map(|probed| 1.0 - probed);
    let probed = PROBED.iter().copied().chain(mirrored).filter(|p| probability.contains(*p));
    let probed = probed.chain([probability.low, probability.high]);
    of_quantiles(law, probed.map(|probability| law.quantile(probability)))
}

fn of_quantile_of_normal(law: &dyn Distribution, normal: Range) -> Range {
    if normal.may_be_error || !normal.low.is_finite() || !normal.high.is_finite() {
        return Range::UNKNOWN;
    }
    let mirrored = PROBED_NORMALS.iter().map(|probed| -probed);
    let probed = PROBED_NORMALS.iter().copied().chain(mirrored).filter(|z| normal.contains(*z));
    let probed = probed.chain([normal.low, normal.high]);
    of_quantiles(law, probed.map(|normal| law.quantile_of_normal(normal)))
}

/// The range of a law's values, from quantiles that span them.
fn of_quantiles(law: &dyn Distribution, quantiles: impl Iterator<Item = f64>) -> Range {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for quantile in quantiles {
        if !quantile.is_finite() {
            return Range::UNKNOWN;
        }
        low = low.min(quantile);
        high = high.max(quantile);
    }
    let spread = (high - low) * QUANTILE_WIDENING;
    let (support_low, support_high) = law.support();
    let range = Range::between(low - spread, high + spread).widened(QUANTILE_WIDENING);
    // Nothing below the support's ends, so that a positive law stays positive.
    let within_low =
        if support_low.is_finite() && support_low <= low { support_low } else { f64::MIN };
    let within_high =
        if support_high.is_finite() && support_high >= high { support_high } else { f64::MAX };
    let slack = |end: f64| end.abs() * WIDENING;
    range.at_least(within_low - slack(within_low)).at_most(within_high + slack(within_high))
}
