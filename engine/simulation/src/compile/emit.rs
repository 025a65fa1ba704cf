//! Emitting instructions: the same operation of the same operands once, constants folded, and
//! whatever a simpler operation computes with the same bits replaced by it.
//!
//! A rewriting must hold for every value in the operands' ranges, errors included: which of two
//! errors wins is part of a formula's value, so operands change places only where at most one of them
//! can be an error. The sign of a zero is free: Excel has no negative zero, and no result keeps one.

use std::sync::Arc;

use ulam_formula::function::{Function, Kernel};
use ulam_formula::value::CellError;

use crate::compile::{Compiler, ranges};
use crate::execute::scalar;
use crate::lookup::LookupTable;
use crate::program::{
    BinaryOperation, Column, Instruction, NumberInstruction, Operand, Operation, Range, Reduction,
    Term, UnaryOperation, ValueColumn,
};

/// Sums of products of more terms than these become chains of instructions, so that no term's
/// operands have to be kept until all are known; shorter ones are faster as one instruction.
const SUM_PRODUCT_TERMS_MAX: usize = 16;

/// What identifies an instruction that may be computed once for several formulas.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum SharedKey {
    Uniform(usize),
    /// The number of the mixing variable.
    Mixing(usize),
    Unary(UnaryOperation, Operand),
    Binary(BinaryOperation, Operand, Operand),
    Select(Operand, Operand, Operand),
    Reduce(Reduction, Arc<[Operand]>),
    SumProduct(Arc<[(Operand, Operand)]>),
    /// Bits of the coefficients with their columns.
    LinearCombination(Vec<(u64, Column)>),
    NetPresentValue(Operand, Arc<[Operand]>),
    /// The table's number among the compiler's.
    Lookup(usize, Operand),
    Pick(Operand, Arc<[Operand]>, CellError),
    Function(&'static str, Arc<[Operand]>),
    /// Bits of the days.
    InternalRate(Arc<[Operand]>, Option<Vec<u64>>, Operand),
    ToNumber(ValueColumn),
    ElementToNumber(ValueColumn, u32, u32),
}

impl Compiler<'_> {
    /// Adds an instruction, whatever was computed before.
    pub(super) fn emit(&mut self, operation: Operation) -> Column {
        let column = Column(self.program.columns);
        let program = &self.program;
        let range = ranges::of_operation(&operation, &|operand| program.range(operand));
        let multiples = self.multiples_of(&operation);
        let range = self.narrowed(range, &multiples);
        self.program.columns += 1;
        self.program.ranges.push(range);
        self.multiples.push(multiples);
        self.definitions.push(self.program.instructions.len());
        self.program
            .instructions
            .push(Instruction::Number(NumberInstruction { column, operation }));
        column
    }

    pub(super) fn emit_shared(&mut self, key: SharedKey, operation: Operation) -> Column {
        if let Some(column) = self.shared.get(&key) {
            return *column;
        }
        let column = self.emit(operation);
        self.shared.insert(key, column);
        column
    }

    fn range(&self, operand: Operand) -> Range {
        self.program.range(&operand)
    }

    fn may_be_error(&self, operand: Operand) -> bool {
        self.range(operand).may_be_error
    }

    /// Whether two operands may change places: not both can be errors, of which the first wins.
    fn can_swap(&self, a: Operand, b: Operand) -> bool {
        a == b || !self.may_be_error(a) || !self.may_be_error(b)
    }

    /// What an operand is computed by.
    fn definition(&self, operand: Operand) -> Option<&Operation> {
        let Operand::Column(column) = operand else {
            return None;
        };
        let index = *self.definitions.get(column.0 as usize)?;
        match self.program.instructions.get(index)? {
            Instruction::Number(number) => Some(&number.operation),
            Instruction::Value(..) => None,
        }
    }

    /// What an operand is the negative of, if it was computed so.
    fn negated(&self, operand: Operand) -> Option<Operand> {
        match self.definition(operand)? {
            Operation::Unary(UnaryOperation::Negate, x) => Some(*x),
            _ => None,
        }
    }

    pub(crate) fn emit_unary(&mut self, operation: UnaryOperation, x: Operand) -> Operand {
        if let Operand::Constant(number) = x {
            return Operand::Constant(scalar::unary(operation, number));
        }
        let range = self.range(x);
        match operation {
            UnaryOperation::Negate => {
                if let Some(inner) = self.negated(x) {
                    return inner;
                }
            }
            UnaryOperation::Percent => {
                let hundred = Operand::Constant(100.0);
                return self.emit_binary(BinaryOperation::Divide, x, hundred);
            }
            UnaryOperation::Absolute if range.low >= 0.0 => return x,
            UnaryOperation::Absolute if range.high <= 0.0 => {
                return self.emit_unary(UnaryOperation::Negate, x);
            }
            UnaryOperation::Floor if range.is_whole => return x,
            UnaryOperation::Not => {
                if !range.may_be_error && !range.contains(0.0) {
                    return Operand::Constant(0.0);
                }
                if let Some(Operation::Unary(UnaryOperation::Not, inner)) = self.definition(x) {
                    let inner = *inner;
                    if self.range(inner).is_truth() {
                        return inner;
                    }
                }
            }
            UnaryOperation::IsError | UnaryOperation::IsNotAvailable if !range.may_be_error => {
                return Operand::Constant(0.0);
            }
            _ => {}
        }
        let key = SharedKey::Unary(operation, x);
        Operand::Column(self.emit_shared(key, Operation::Unary(operation, x)))
    }

    pub(crate) fn emit_binary(
        &mut self,
        operation: BinaryOperation,
        a: Operand,
        b: Operand,
    ) -> Operand {
        if let (Operand::Constant(a), Operand::Constant(b)) = (a, b) {
            return Operand::Constant(scalar::binary(operation, a, b));
        }
        let is_error_test =
            matches!(operation, BinaryOperation::IfError | BinaryOperation::IfNotAvailable);
        if let Operand::Constant(error) = a
            && error.is_nan()
            && !is_error_test
        {
            return a;
        }
        let simpler = match operation {
            BinaryOperation::Add | BinaryOperation::AddSnapped => self.sum(operation, a, b),
            BinaryOperation::Subtract | BinaryOperation::SubtractSnapped => {
                self.difference(operation, a, b)
            }
            BinaryOperation::Multiply => self.product(a, b),
            BinaryOperation::Divide => self.ratio(a, b),
            BinaryOperation::Minimum | BinaryOperation::Maximum => self.extreme(operation, a, b),
            BinaryOperation::IfError | BinaryOperation::IfNotAvailable => {
                (!self.may_be_error(a)).then_some(a)
            }
            BinaryOperation::Power => None,
            _ => self.known_comparison(operation, a, b),
        };
        if let Some(simpler) = simpler {
            return simpler;
        }
        let (a, b) = self.in_order(operation, a, b);
        let key = SharedKey::Binary(operation, a, b);
        Operand::Column(self.emit_shared(key, Operation::Binary(operation, a, b)))
    }

    /// Operands in an order that doesn't depend on how they were written, where it doesn't matter.
    fn in_order(&self, operation: BinaryOperation, a: Operand, b: Operand) -> (Operand, Operand) {
        let is_commutative = matches!(
            operation,
            BinaryOperation::Add
                | BinaryOperation::AddSnapped
                | BinaryOperation::Multiply
                | BinaryOperation::Equal
                | BinaryOperation::NotEqual
        );
        let is_in_order = match (a, b) {
            (Operand::Constant(_), Operand::Column(_)) => false,
            // The later one first: it is what a chain of operations goes on from.
            (Operand::Column(a), Operand::Column(b)) => a >= b,
            _ => true,
        };
        if is_commutative && !is_in_order && self.can_swap(a, b) { (b, a) } else { (a, b) }
    }

    fn sum(&mut self, operation: BinaryOperation, a: Operand, b: Operand) -> Option<Operand> {
        let (subtract, plain) = match operation {
            BinaryOperation::AddSnapped => (BinaryOperation::SubtractSnapped, false),
            _ => (BinaryOperation::Subtract, true),
        };
        if is_constant(b, 0.0) {
            return Some(a);
        }
        if is_constant(a, 0.0) {
            return Some(b);
        }
        if let Some(b) = self.negated(b) {
            return Some(self.emit_binary(subtract, a, b));
        }
        if let Some(negated) = self.negated(a)
            && self.can_swap(a, b)
        {
            return Some(self.emit_binary(subtract, b, negated));
        }
        if !plain && !self.can_cancel(operation, a, b) {
            return Some(self.emit_binary(BinaryOperation::Add, a, b));
        }
        None
    }

    fn difference(
        &mut self,
        operation: BinaryOperation,
        a: Operand,
        b: Operand,
    ) -> Option<Operand> {
        let (add, plain) = match operation {
            BinaryOperation::SubtractSnapped => (BinaryOperation::AddSnapped, false),
            _ => (BinaryOperation::Add, true),
        };
        if is_constant(b, 0.0) {
            return Some(a);
        }
        if is_constant(a, 0.0) {
            return Some(self.emit_unary(UnaryOperation::Negate, b));
        }
        if a == b && !self.may_be_error(a) {
            return Some(Operand::Constant(0.0));
        }
        if let Some(b) = self.negated(b) {
            return Some(self.emit_binary(add, a, b));
        }
        if !plain && !self.can_cancel(operation, a, b) {
            return Some(self.emit_binary(BinaryOperation::Subtract, a, b));
        }
        None
    }

    fn product(&mut self, a: Operand, b: Operand) -> Option<Operand> {
        for (one, other) in [(a, b), (b, a)] {
            if is_constant(one, 1.0) {
                return Some(other);
            }
            if is_constant(one, -1.0) {
                return Some(self.emit_unary(UnaryOperation::Negate, other));
            }
            if is_constant(one, 0.0) && !self.may_be_error(other) {
                return Some(Operand::Constant(0.0));
            }
        }
        self.negated_outside(BinaryOperation::Multiply, a, b)
    }

    fn ratio(&mut self, a: Operand, b: Operand) -> Option<Operand> {
        if let Operand::Constant(divisor) = b {
            if divisor == 1.0 {
                return Some(a);
            }
            if divisor == -1.0 {
                return Some(self.emit_unary(UnaryOperation::Negate, a));
            }
            if let Some(reciprocal) = exact_reciprocal(divisor) {
                let reciprocal = Operand::Constant(reciprocal);
                return Some(self.emit_binary(BinaryOperation::Multiply, a, reciprocal));
            }
        }
        self.negated_outside(BinaryOperation::Divide, a, b)
    }

    /// A product or ratio of a negated operand as the negative of that of the operand itself, which
    /// a sum that it goes into takes up; a constant takes it up at once.
    fn negated_outside(
        &mut self,
        operation: BinaryOperation,
        a: Operand,
        b: Operand,
    ) -> Option<Operand> {
        match (self.negated(a), self.negated(b), a, b) {
            (Some(a), Some(b), ..) => Some(self.emit_binary(operation, a, b)),
            (Some(a), None, _, Operand::Constant(b)) if !b.is_nan() => {
                Some(self.emit_binary(operation, a, Operand::Constant(-b)))
            }
            (None, Some(b), Operand::Constant(a), _) if !a.is_nan() => {
                Some(self.emit_binary(operation, Operand::Constant(-a), b))
            }
            (Some(a), None, _, b) | (None, Some(b), a, _) => {
                let product = self.emit_binary(operation, a, b);
                Some(self.emit_unary(UnaryOperation::Negate, product))
            }
            (None, None, ..) => None,
        }
    }

    /// A minimum or maximum of which one side is certain.
    fn extreme(&mut self, operation: BinaryOperation, a: Operand, b: Operand) -> Option<Operand> {
        if a == b {
            return Some(a);
        }
        let (left, right) = (self.range(a), self.range(b));
        let (is_left, is_right) = match operation {
            BinaryOperation::Minimum => (left.high <= right.low, right.high <= left.low),
            _ => (left.low >= right.high, right.low >= left.high),
        };
        if is_left && !right.may_be_error {
            return Some(a);
        }
        if is_right && !left.may_be_error {
            return Some(b);
        }
        None
    }

    /// A comparison whose outcome is the same in every trial.
    fn known_comparison(
        &mut self,
        operation: BinaryOperation,
        a: Operand,
        b: Operand,
    ) -> Option<Operand> {
        let (left, right) = (self.range(a), self.range(b));
        if left.may_be_error || right.may_be_error {
            return None;
        }
        // Clearly apart: numbers that agree to 15 digits are equal.
        let slack = 1e-13 * left.magnitude().max(right.magnitude());
        let (is_below, is_above) = (left.high < right.low - slack, left.low > right.high + slack);
        let is_equal = a == b;
        let truth = match operation {
            _ if !is_below && !is_above && !is_equal => return None,
            BinaryOperation::Equal => is_equal,
            BinaryOperation::NotEqual => !is_equal,
            BinaryOperation::Less => is_below,
            BinaryOperation::LessOrEqual => is_below || is_equal,
            BinaryOperation::Greater => is_above,
            BinaryOperation::GreaterOrEqual => is_above || is_equal,
            _ => return None,
        };
        Some(Operand::Constant(f64::from(u8::from(truth))))
    }

    pub(crate) fn emit_select(
        &mut self,
        condition: Operand,
        then: Operand,
        otherwise: Operand,
    ) -> Operand {
        if let Operand::Constant(condition) = condition {
            return match condition {
                error if error.is_nan() => Operand::Constant(error),
                0.0 => otherwise,
                _ => then,
            };
        }
        let range = self.range(condition);
        if !range.may_be_error {
            if then == otherwise || !range.contains(0.0) {
                return then;
            }
            if range.low == 0.0 && range.high == 0.0 {
                return otherwise;
            }
        }
        if range.is_truth() && is_constant(then, 1.0) && is_constant(otherwise, 0.0) {
            return condition;
        }
        if is_constant(then, 0.0) && is_constant(otherwise, 1.0) {
            return self.emit_unary(UnaryOperation::Not, condition);
        }
        let key = SharedKey::Select(condition, then, otherwise);
        Operand::Column(self.emit_shared(key, Operation::Select { condition, then, otherwise }))
    }

    /// One number from many. Where nothing can overflow, a chain of operations of two, which has the
    /// same bits and takes each operand as soon as it is there.
    pub(super) fn emit_reduce(&mut self, reduction: Reduction, operands: Vec<Operand>) -> Operand {
        let step = match reduction {
            Reduction::Sum | Reduction::Average => BinaryOperation::Add,
            Reduction::Product | Reduction::And => BinaryOperation::Multiply,
            Reduction::Minimum => BinaryOperation::Minimum,
            Reduction::Maximum | Reduction::Or => BinaryOperation::Maximum,
        };
        let operands = match reduction {
            Reduction::And | Reduction::Or => {
                operands.into_iter().map(|operand| self.emit_truth(operand)).collect()
            }
            _ => operands,
        };
        if !self.can_chain(reduction, &operands) {
            let operands: Arc<[Operand]> = operands.into();
            let key = SharedKey::Reduce(reduction, operands.clone());
            return Operand::Column(self.emit_shared(key, Operation::Reduce(reduction, operands)));
        }
        let count = operands.len() as f64;
        let mut operands = operands.into_iter();
        let Some(mut result) = operands.next() else {
            return Operand::Constant(CellError::Div0.to_nan());
        };
        for operand in operands {
            result = self.emit_binary(step, result, operand);
        }
        if reduction == Reduction::Average {
            result = self.emit_binary(BinaryOperation::Divide, result, Operand::Constant(count));
        }
        result
    }

    /// Whether the steps of a reduction, each checked for overflow, give what the whole gives: an
    /// error after an overflow wins over it, so nothing may overflow on the way.
    fn can_chain(&self, reduction: Reduction, operands: &[Operand]) -> bool {
        let largest = match reduction {
            Reduction::Sum | Reduction::Average => {
                operands.iter().map(|operand| self.range(*operand).magnitude()).sum::<f64>()
            }
            Reduction::Product => operands
                .iter()
                .map(|operand| self.range(*operand).magnitude().max(1.0))
                .product::<f64>(),
            _ => 0.0,
        };
        !operands.is_empty() && largest < f64::MAX
    }

    /// 1 where an operand isn't 0, 0 where it is.
    pub(super) fn emit_truth(&mut self, operand: Operand) -> Operand {
        if self.range(operand).is_truth() {
            return operand;
        }
        let is_zero = self.emit_unary(UnaryOperation::Not, operand);
        self.emit_unary(UnaryOperation::Not, is_zero)
    }

    pub(super) fn emit_sum_product(&mut self, pairs: Vec<(Operand, Operand)>) -> Operand {
        let largest: f64 = pairs
            .iter()
            .map(|(left, right)| self.range(*left).magnitude() * self.range(*right).magnitude())
            .sum();
        // The errors of the first factors win over those of the second, in a chain those of the first
        // product.
        let errors_of = |operand: fn(&(Operand, Operand)) -> Operand| {
            pairs.iter().filter(|pair| self.may_be_error(operand(pair))).count()
        };
        let (left_errors, right_errors) = (errors_of(|pair| pair.0), errors_of(|pair| pair.1));
        let is_chain = left_errors == 0 || right_errors == 0 || left_errors + right_errors <= 1;
        if pairs.len() > SUM_PRODUCT_TERMS_MAX && largest < f64::MAX && is_chain {
            let mut sum = Operand::Constant(0.0);
            for (left, right) in pairs {
                let product = self.emit_binary(BinaryOperation::Multiply, left, right);
                sum = self.emit_binary(BinaryOperation::Add, sum, product);
            }
            return sum;
        }
        let pairs: Arc<[(Operand, Operand)]> = pairs.into();
        let key = SharedKey::SumProduct(pairs.clone());
        Operand::Column(self.emit_shared(key, Operation::SumProduct(pairs)))
    }

    pub(super) fn emit_linear_combination(&mut self, terms: Vec<Term>) -> Column {
        let bits = |(coefficient, column): &Term| (coefficient.to_bits(), *column);
        let key = SharedKey::LinearCombination(terms.iter().map(bits).collect());
        self.emit_shared(key, Operation::LinearCombination(terms.into()))
    }

    pub(super) fn emit_net_present_value(&mut self, rate: Operand, flows: Vec<Operand>) -> Operand {
        let flows: Arc<[Operand]> = flows.into();
        let key = SharedKey::NetPresentValue(rate, flows.clone());
        let operation = Operation::NetPresentValue { rate, flows };
        Operand::Column(self.emit_shared(key, operation))
    }

    pub(super) fn emit_lookup(&mut self, table: Arc<LookupTable>, key: Operand) -> Operand {
        if let Operand::Constant(key) = key {
            return Operand::Constant(table.find(key));
        }
        // Tables are interned: the same one is at the same place, and kept by the compiler.
        let shared = SharedKey::Lookup(Arc::as_ptr(&table) as usize, key);
        Operand::Column(self.emit_shared(shared, Operation::Lookup { table, key }))
    }

    pub(super) fn emit_pick(
        &mut self,
        position: Operand,
        from: Vec<Operand>,
        outside: CellError,
    ) -> Operand {
        if let Operand::Constant(position) = position {
            let mut at = |index: usize| from.get(index).copied();
            return picked(position, &mut at, outside);
        }
        let from: Arc<[Operand]> = from.into();
        let key = SharedKey::Pick(position, from.clone(), outside);
        Operand::Column(self.emit_shared(key, Operation::Pick { position, from, outside }))
    }

    pub(super) fn emit_function(
        &mut self,
        function: &'static Function,
        operands: Vec<Operand>,
    ) -> Operand {
        let constants: Option<Vec<f64>> = operands
            .iter()
            .map(|operand| match operand {
                Operand::Constant(number) => Some(*number),
                Operand::Column(_) => None,
            })
            .collect();
        if let (Some(constants), Kernel::Numbers(kernel)) = (constants, function.kernel) {
            let error = constants.iter().copied().find(|number| number.is_nan());
            return Operand::Constant(error.unwrap_or_else(|| match kernel(&constants) {
                Ok(number) => scalar::checked(number),
                Err(error) => error.to_nan(),
            }));
        }
        let operands: Arc<[Operand]> = operands.into();
        let key = SharedKey::Function(function.name, operands.clone());
        Operand::Column(self.emit_shared(key, Operation::Function(function, operands)))
    }

    pub(super) fn emit_internal_rate(
        &mut self,
        flows: Vec<Operand>,
        days: Option<Vec<f64>>,
        guess: Operand,
    ) -> Operand {
        let flows: Arc<[Operand]> = flows.into();
        let bits = |days: &Vec<f64>| days.iter().map(|day| day.to_bits()).collect();
        let key = SharedKey::InternalRate(flows.clone(), days.as_ref().map(bits), guess);
        let days = days.map(Arc::from);
        let operation = Operation::InternalRate { flows, days, guess };
        Operand::Column(self.emit_shared(key, operation))
    }

    pub(super) fn emit_to_number(&mut self, values: ValueColumn) -> Operand {
        let key = SharedKey::ToNumber(values);
        Operand::Column(self.emit_shared(key, Operation::ToNumber(values)))
    }

    pub(super) fn emit_element_to_number(
        &mut self,
        values: ValueColumn,
        row: u32,
        column: u32,
    ) -> Operand {
        let key = SharedKey::ElementToNumber(values, row, column);
        Operand::Column(self.emit_shared(key, Operation::ElementToNumber(values, row, column)))
    }
}

fn is_constant(operand: Operand, number: f64) -> bool {
    matches!(operand, Operand::Constant(constant) if constant == number)
}

/// What a power of two is exactly divided by through multiplication.
fn exact_reciprocal(divisor: f64) -> Option<f64> {
    let is_power_of_two = divisor.is_normal() && divisor.to_bits() & ((1 << 52) - 1) == 0;
    let reciprocal = 1.0 / divisor;
    (is_power_of_two && reciprocal.is_normal()).then_some(reciprocal)
}

/// The operand at a constant position from 1 (truncated).
fn picked(
    position: f64,
    from: &mut dyn FnMut(usize) -> Option<Operand>,
    outside: CellError,
) -> Operand {
    if position.is_nan() {
        return Operand::Constant(position);
    }
    let position = position.trunc();
    if position < 1.0 {
        return Operand::Constant(CellError::Value.to_nan());
    }
    let found = if position < 1e9 { from(position as usize - 1) } else { None };
    found.unwrap_or(Operand::Constant(outside.to_nan()))
}
