//! From instructions to a region's graph.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::native::graph::{Comparison, Graph, GraphBuilder, Id, Node};
use crate::program::{
    BinaryOperation, Column, NumberInstruction, Operand, Operation, Program, Reduction,
    UnaryOperation,
};

/// Whether an operation can be part of a region.
pub fn is_native(operation: &Operation) -> bool {
    let mut has_column = false;
    operation.visit_columns(&mut |_| has_column = true);
    // What is constant is computed by the kernels, once a block.
    has_column && is_arithmetic(operation)
}

fn is_arithmetic(operation: &Operation) -> bool {
    let is_number = |operand: &Operand| match operand {
        Operand::Column(_) => true,
        Operand::Constant(number) => number.is_finite(),
    };
    match operation {
        Operation::Unary(operation, _) => !matches!(
            operation,
            UnaryOperation::Exponential
                | UnaryOperation::NaturalLogarithm
                | UnaryOperation::NormalQuantile
                | UnaryOperation::NormalCdf
        ),
        Operation::Binary(BinaryOperation::Power, ..) => false,
        Operation::Binary(operation, left, right) => {
            // Whether an operand that is an error matters depends on the other.
            let is_alternative =
                matches!(operation, BinaryOperation::IfError | BinaryOperation::IfNotAvailable);
            is_number(left) && (is_number(right) || is_alternative)
        }
        // Branches that are errors are taken in few trials, or the region isn't worth its while.
        Operation::Select { condition, .. } => matches!(condition, Operand::Column(_)),
        Operation::Reduce(_, operands) => operands.iter().all(is_number),
        Operation::SumProduct(pairs) => {
            pairs.iter().all(|(left, right)| is_number(left) && is_number(right))
        }
        Operation::LinearCombination(terms) => terms.iter().all(|(weight, _)| weight.is_finite()),
        Operation::NetPresentValue { rate, flows } => {
            is_number(rate) && flows.iter().all(is_number)
        }
        _ => false,
    }
}

/// The graph of instructions in order, and the columns among theirs that are read elsewhere.
pub fn lower(program: &Program, instructions: &[&NumberInstruction], outputs: &[Column]) -> Graph {
    let graph = GraphBuilder::default();
    let (columns, fractions) = (FxHashMap::default(), FxHashSet::default());
    let mut lowering = Lowering { program, graph, columns, fractions };
    for instruction in instructions {
        let id = lowering.operation(&instruction.operation);
        lowering.promise(id, instruction.column);
        lowering.columns.insert(instruction.column, id);
    }
    for column in outputs {
        let id = lowering.column(*column);
        lowering.graph.store(id, *column);
    }
    lowering.graph.finish()
}

/// Whole numbers up to this size differ within their first 15 digits, if at all.
const WHOLE_MAX: f64 = 1e13;

struct Lowering<'a> {
    program: &'a Program,
    graph: GraphBuilder,
    columns: FxHashMap<Column, Id>,
    /// The numbers that are 1 at most, whatever their sign, or not finite.
    fractions: FxHashSet<Id>,
}

impl Lowering<'_> {
    fn column(&mut self, column: Column) -> Id {
        match self.columns.get(&column) {
            Some(id) => *id,
            None => {
                let id = self.graph.add(Node::Input(column));
                self.promise(id, column);
                id
            }
        }
    }

    fn promise(&mut self, id: Id, column: Column) {
        let range = self.program.range(&Operand::Column(column));
        if range.is_finite() {
            self.graph.promise_finite(id);
        }
        if range.magnitude() <= 1.0 {
            self.fractions.insert(id);
        }
    }

    /// The smallest absolute value of an operand other than 0, about.
    fn least(&self, operand: &Operand) -> f64 {
        let range = self.program.range(operand);
        if range.is_whole { 1.0 } else { range.least_magnitude() }
    }

    /// Whether two operands can be different numbers of the same 15 digits.
    fn may_be_close(&self, left: &Operand, right: &Operand) -> bool {
        let (left, right) = (self.program.range(left), self.program.range(right));
        let is_whole = left.is_whole && right.is_whole;
        !(is_whole && left.magnitude().max(right.magnitude()) <= WHOLE_MAX)
    }

    fn operand(&mut self, operand: &Operand) -> Id {
        match operand {
            Operand::Column(column) => self.column(*column),
            Operand::Constant(number) => self.graph.constant(*number),
        }
    }

    /// An operand of an operation that doesn't pass on that it isn't finite.
    fn finite_operand(&mut self, operand: &Operand) -> Id {
        let id = self.operand(operand);
        self.graph.require_finite(id);
        id
    }

    /// The mask of a truth value.
    fn mask(&mut self, id: Id) -> Id {
        match self.graph.node(id) {
            Node::Truth(mask) => mask,
            _ => {
                self.graph.require_finite(id);
                self.graph.add(Node::NonZero(id))
            }
        }
    }

    fn truth(&mut self, mask: Id) -> Id {
        self.graph.add(Node::Truth(mask))
    }

    fn operation(&mut self, operation: &Operation) -> Id {
        match operation {
            Operation::Unary(operation, x) => self.unary(*operation, x),
            Operation::Binary(operation, left, right) => self.binary(*operation, left, right),
            Operation::Select { condition, then, otherwise } => {
                let condition = self.operand(condition);
                let mask = self.mask(condition);
                let then = self.operand(then);
                let otherwise = self.operand(otherwise);
                self.graph.add(Node::Select(mask, then, otherwise))
            }
            Operation::Reduce(reduction, operands) => self.reduce(*reduction, operands),
            Operation::SumProduct(pairs) => {
                let mut sum = self.graph.constant(0.0);
                for (left, right) in pairs.iter() {
                    let product = match (left, right) {
                        (Operand::Constant(left), Operand::Constant(right)) => {
                            self.graph.constant(left * right)
                        }
                        _ => {
                            let (left, right) = (self.operand(left), self.operand(right));
                            self.graph.add(Node::Multiply(left, right))
                        }
                    };
                    sum = self.graph.add(Node::Add(sum, product));
                }
                sum
            }
            Operation::LinearCombination(terms) => {
                let mut sum = self.graph.constant(0.0);
                for (weight, column) in terms.iter() {
                    let (column, weight) = (self.column(*column), self.graph.constant(*weight));
                    let product = self.graph.add(Node::Multiply(column, weight));
                    sum = self.graph.add(Node::Add(sum, product));
                }
                sum
            }
            Operation::NetPresentValue { rate, flows } => self.net_present_value(rate, flows),
            // Not native.
            _ => self.graph.constant(f64::NAN),
        }
    }

    fn unary(&mut self, operation: UnaryOperation, operand: &Operand) -> Id {
        let x = self.operand(operand);
        match operation {
            UnaryOperation::Negate => self.graph.add(Node::Negate(x)),
            UnaryOperation::Percent => {
                let hundred = self.graph.constant(100.0);
                self.graph.divide(x, hundred, self.least(operand))
            }
            UnaryOperation::Absolute => self.graph.add(Node::Absolute(x)),
            UnaryOperation::SquareRoot => self.graph.add(Node::SquareRoot(x)),
            UnaryOperation::Floor => self.graph.add(Node::Floor(x)),
            UnaryOperation::Not => {
                let mask = self.mask(x);
                let not = self.graph.add(Node::Not(mask));
                self.truth(not)
            }
            UnaryOperation::IsError => {
                let mask = self.graph.add(Node::IsFinite(x));
                let not = self.graph.add(Node::Not(mask));
                self.truth(not)
            }
            UnaryOperation::IsNotAvailable => {
                // Which error it is, the kernels know.
                self.graph.require_finite(x);
                self.graph.constant(0.0)
            }
            UnaryOperation::Exponential
            | UnaryOperation::NaturalLogarithm
            | UnaryOperation::NormalQuantile
            | UnaryOperation::NormalCdf => self.graph.constant(f64::NAN),
        }
    }

    fn binary(&mut self, operation: BinaryOperation, left: &Operand, right: &Operand) -> Id {
        let (a, b) = (self.operand(left), self.operand(right));
        let comparison = |this: &mut Lowering, comparison: Comparison| {
            let may_be_close = this.may_be_close(left, right);
            let mask = this.graph.compare(comparison, a, b, may_be_close);
            this.truth(mask)
        };
        match operation {
            BinaryOperation::Add => self.graph.add(Node::Add(a, b)),
            BinaryOperation::Subtract => self.graph.add(Node::Subtract(a, b)),
            BinaryOperation::AddSnapped => {
                let sum = self.graph.add(Node::Add(a, b));
                self.snapped(sum, left, right)
            }
            BinaryOperation::SubtractSnapped => {
                let sum = self.graph.add(Node::Subtract(a, b));
                self.snapped(sum, left, right)
            }
            BinaryOperation::Multiply => self.graph.add(Node::Multiply(a, b)),
            BinaryOperation::Divide => {
                // A number divided by infinity is 0.
                self.graph.require_finite(b);
                self.graph.divide(a, b, self.least(left))
            }
            BinaryOperation::Equal => comparison(self, Comparison::Equal),
            BinaryOperation::NotEqual => comparison(self, Comparison::NotEqual),
            BinaryOperation::Less => comparison(self, Comparison::Less),
            BinaryOperation::LessOrEqual => comparison(self, Comparison::LessOrEqual),
            BinaryOperation::Greater => comparison(self, Comparison::Greater),
            BinaryOperation::GreaterOrEqual => comparison(self, Comparison::GreaterOrEqual),
            BinaryOperation::Minimum | BinaryOperation::Maximum => {
                self.graph.require_finite(a);
                self.graph.require_finite(b);
                match operation {
                    BinaryOperation::Minimum => self.graph.add(Node::Smaller(a, b)),
                    _ => self.graph.add(Node::Larger(a, b)),
                }
            }
            BinaryOperation::IfError => {
                let mask = self.graph.add(Node::IsFinite(a));
                self.graph.add(Node::Select(mask, a, b))
            }
            BinaryOperation::IfNotAvailable => {
                // Which error it is, the kernels know.
                self.graph.require_finite(a);
                a
            }
            BinaryOperation::Power => self.graph.constant(f64::NAN),
        }
    }

    fn snapped(&mut self, sum: Id, left: &Operand, right: &Operand) -> Id {
        let (left_range, right_range) = (self.program.range(left), self.program.range(right));
        // `larger` of `snap_to_zero` is its left operand where that is above the right one.
        let larger = if left_range.least_magnitude() >= right_range.magnitude()
            || self.is_fraction_of(right, left)
        {
            self.magnitude(left)
        } else if right_range.least_magnitude() >= left_range.magnitude()
            || self.is_fraction_of(left, right)
        {
            self.magnitude(right)
        } else {
            let (a, b) = (self.magnitude(left), self.magnitude(right));
            self.graph.add(Node::Larger(b, a))
        };
        let can_overflow = left_range.magnitude() + right_range.magnitude() > f64::MAX;
        if left_range.may_be_error || right_range.may_be_error || can_overflow {
            return self.graph.add(Node::Snap(sum, larger));
        }
        self.graph.add(Node::SnapFinite(sum, larger))
    }

    /// Whether a number is another times a number that is 1 at most, so that it isn't the larger one.
    fn is_fraction_of(&mut self, part: &Operand, whole: &Operand) -> bool {
        let (part, whole) = (self.operand(part), self.operand(whole));
        match self.graph.node(part) {
            Node::Multiply(a, b) if a == whole => self.is_fraction(b),
            Node::Multiply(a, b) if b == whole => self.is_fraction(a),
            _ => false,
        }
    }

    fn is_fraction(&self, id: Id) -> bool {
        let constant = self.graph.as_constant(id);
        constant.is_some_and(|number| number.abs() <= 1.0) || self.fractions.contains(&id)
    }

    /// The absolute value of an operand, or a number that stands for it where rounding errors are looked
    /// for.
    fn magnitude(&mut self, operand: &Operand) -> Id {
        let id = self.operand(operand);
        match self.graph.as_constant(id) {
            Some(number) => self.graph.constant(number.abs()),
            None if self.program.range(operand).is_hardly_negative() => id,
            None => self.graph.add(Node::Absolute(id)),
        }
    }

    fn reduce(&mut self, reduction: Reduction, operands: &[Operand]) -> Id {
        match reduction {
            Reduction::Sum | Reduction::Average => {
                let mut sum = self.graph.constant(0.0);
                for operand in operands {
                    let operand = self.operand(operand);
                    sum = self.graph.add(Node::Add(sum, operand));
                }
                if reduction == Reduction::Sum {
                    return sum;
                }
                let count = self.graph.constant(operands.len() as f64);
                self.graph.divide(sum, count, 0.0)
            }
            Reduction::Product => {
                let mut product = self.graph.constant(1.0);
                for operand in operands {
                    let operand = self.operand(operand);
                    product = self.graph.add(Node::Multiply(product, operand));
                }
                product
            }
            Reduction::Minimum | Reduction::Maximum => {
                let mut extreme = None;
                for operand in operands {
                    let operand = self.finite_operand(operand);
                    extreme = Some(match (extreme, reduction) {
                        (None, _) => operand,
                        (Some(least), Reduction::Minimum) => {
                            self.graph.add(Node::Smaller(least, operand))
                        }
                        (Some(greatest), _) => self.graph.add(Node::Larger(greatest, operand)),
                    });
                }
                extreme.unwrap_or_else(|| self.graph.constant(f64::NAN))
            }
            Reduction::And | Reduction::Or => {
                let mut all = None;
                for operand in operands {
                    let operand = self.operand(operand);
                    let mask = self.mask(operand);
                    all = Some(match (all, reduction) {
                        (None, _) => mask,
                        (Some(all), Reduction::And) => self.graph.add(Node::Both(all, mask)),
                        (Some(all), _) => self.graph.add(Node::Either(all, mask)),
                    });
                }
                match all {
                    Some(mask) => self.truth(mask),
                    None => self.graph.constant(f64::NAN),
                }
            }
        }
    }

    fn net_present_value(&mut self, rate: &Operand, flows: &[Operand]) -> Id {
        let mut total = self.graph.constant(0.0);
        let one = self.graph.constant(1.0);
        let step = match rate {
            Operand::Constant(rate) => self.graph.constant(1.0 + rate),
            // A flow discounted by infinity is 0, as it is where only the growth overflows.
            Operand::Column(_) => {
                let rate = self.finite_operand(rate);
                self.graph.add(Node::Add(one, rate))
            }
        };
        let mut growth = one;
        for flow in flows {
            growth = match (self.graph.as_constant(growth), self.graph.as_constant(step)) {
                (Some(growth), Some(step)) => self.graph.constant(growth * step),
                (Some(1.0), None) => step,
                _ => self.graph.add(Node::Multiply(growth, step)),
            };
            let flow = self.operand(flow);
            let present = self.graph.add(Node::Divide(flow, growth));
            total = self.graph.add(Node::Add(total, present));
        }
        total
    }
}
