//! The arithmetic of a region: a graph of operations on vectors of trials.
//!
//! A node is a *number* (one a trial), a *mask* (true or false in each trial) or an *effect*. The
//! graph means the same as the instructions that it is made from where every operand is a finite
//! number. Elsewhere a number that isn't finite stands for an error, without saying which, and every
//! operation either passes that on or has its operand checked: a [`Node::Check`] or a
//! [`Node::Close`] marks the trial as *suspect*, and the block kernels compute it again.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::native::quotient;
use crate::program::Column;

/// A node of a graph, by position; operands come before what reads them.
pub type Id = u32;

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A number column that something else has written.
    Input(Column),
    /// The same number in every trial, by its bits.
    Constant(u64),
    /// `-a`.
    Negate(Id),
    /// `|a|`.
    Absolute(Id),
    /// The square root; NaN of a negative number.
    SquareRoot(Id),
    /// The largest integer not above.
    Floor(Id),
    /// `a + b`.
    Add(Id, Id),
    /// `a - b`.
    Subtract(Id, Id),
    /// `a * b`.
    Multiply(Id, Id),
    /// `a / b`.
    Divide(Id, Id),
    /// `a / b` by products, for a constant `b` with which they give the quotient's bits, unless `a` is
    /// tiny ([`mod@crate::native::quotient`]).
    DivideByProducts(Id, Id),
    /// `b` if `b < a`, else `a`.
    Smaller(Id, Id),
    /// `b` if `b > a`, else `a`.
    Larger(Id, Id),
    /// The sum `a`, or 0 where it is rounding error beside the larger operand's magnitude `b`; what
    /// isn't finite stays so.
    Snap(Id, Id),
    /// The same of numbers that can't be other than finite.
    SnapFinite(Id, Id),
    /// `b` where the mask `a` is true, else `c`.
    Select(Id, Id, Id),
    /// 1 where the mask is true, else 0.
    Truth(Id),
    /// Mask: the comparison of the numbers' bits.
    Compare(Comparison, Id, Id),
    /// Mask: other than 0.
    NonZero(Id),
    /// Mask: no error.
    IsFinite(Id),
    /// Mask: both.
    Both(Id, Id),
    /// Mask: one at least.
    Either(Id, Id),
    /// Mask: not.
    Not(Id),
    /// Effect: suspects the trials in which the number isn't finite.
    Check(Id),
    /// Effect: suspects the trials in which the number is tiny, but not 0.
    CheckTiny(Id),
    /// Effect: suspects the trials in which the numbers differ, but by so little that their decimal
    /// digits decide a comparison.
    Close(Id, Id),
    /// Effect: as [`Node::Close`], and where one of the numbers isn't finite.
    CheckedClose(Id, Id),
    /// Effect: writes a number column.
    Store(Id, Column),
}

impl Node {
    /// Calls `visit` for every operand.
    pub fn visit_operands(self, visit: &mut dyn FnMut(Id)) {
        match self {
            Node::Input(_) | Node::Constant(_) => {}
            Node::Negate(a) | Node::Absolute(a) | Node::SquareRoot(a) | Node::Floor(a) => visit(a),
            Node::Truth(a) | Node::NonZero(a) | Node::IsFinite(a) | Node::Not(a) => visit(a),
            Node::Check(a) | Node::CheckTiny(a) | Node::Store(a, _) => visit(a),
            Node::Add(a, b) | Node::Subtract(a, b) | Node::Multiply(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Divide(a, b) | Node::DivideByProducts(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Smaller(a, b) | Node::Larger(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Snap(a, b) | Node::SnapFinite(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Compare(_, a, b) | Node::Both(a, b) | Node::Either(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Close(a, b) | Node::CheckedClose(a, b) => {
                visit(a);
                visit(b);
            }
            Node::Select(a, b, c) => {
                visit(a);
                visit(b);
                visit(c);
            }
        }
    }

    /// Whether this costs nothing to have in any place: it is read from memory where it is used.
    pub fn is_free(self) -> bool {
        matches!(self, Node::Input(_) | Node::Constant(_))
    }

    /// Whether this computes nothing that another node reads.
    pub fn is_effect(self) -> bool {
        matches!(
            self,
            Node::Check(_)
                | Node::CheckTiny(_)
                | Node::Close(..)
                | Node::CheckedClose(..)
                | Node::Store(..)
        )
    }

    /// Whether this is a mask.
    pub fn is_mask(self) -> bool {
        matches!(
            self,
            Node::Compare(..)
                | Node::NonZero(_)
                | Node::IsFinite(_)
                | Node::Both(..)
                | Node::Either(..)
                | Node::Not(_)
        )
    }

    /// Calls `visit` for the operands whose not being finite makes the result not finite, whatever
    /// the others are.
    fn visit_passed_on(self, visit: &mut dyn FnMut(Id)) {
        match self {
            Node::Negate(a) | Node::Absolute(a) | Node::SquareRoot(a) | Node::Floor(a) => visit(a),
            Node::Snap(a, _) | Node::Divide(a, _) | Node::DivideByProducts(a, _) => visit(a),
            Node::Add(a, b) | Node::Subtract(a, b) | Node::Multiply(a, b) => {
                visit(a);
                visit(b);
            }
            _ => {}
        }
    }
}

/// A region's graph, while it is built.
#[derive(Default)]
pub struct GraphBuilder {
    nodes: Vec<Node>,
    known: FxHashMap<Node, Id>,
    /// Numbers that an operation reads which doesn't pass on that they aren't finite.
    required: FxHashSet<Id>,
    /// Numbers that are finite in every trial.
    finite: FxHashSet<Id>,
    /// Numbers that products can divide unless they are tiny.
    not_tiny: FxHashSet<Id>,
    /// Pairs that are compared.
    compared: Vec<(Id, Id)>,
    stored: Vec<(Id, Column)>,
}

/// A region's graph: every node is needed.
pub struct Graph {
    /// Operands before what reads them; effects last.
    pub nodes: Vec<Node>,
}

impl GraphBuilder {
    /// The node, which may be there already.
    pub fn add(&mut self, node: Node) -> Id {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        let id = self.nodes.len() as Id;
        self.nodes.push(node);
        self.known.insert(node, id);
        id
    }

    /// A node that was added.
    pub fn node(&self, id: Id) -> Node {
        self.nodes[id as usize]
    }

    /// A constant.
    pub fn constant(&mut self, number: f64) -> Id {
        self.add(Node::Constant(number.to_bits()))
    }

    /// The number of a constant.
    pub fn as_constant(&self, id: Id) -> Option<f64> {
        match self.node(id) {
            Node::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// Suspects the trials in which a number isn't finite.
    pub fn require_finite(&mut self, id: Id) {
        // A truth value is always finite.
        let is_finite = matches!(self.node(id), Node::Constant(_) | Node::Truth(_));
        if !is_finite && !self.finite.contains(&id) {
            self.required.insert(id);
        }
    }

    /// `a / b`, by products if that gives the same bits; `least` is the smallest absolute value of `a` other
    /// than 0, or less.
    pub fn divide(&mut self, a: Id, b: Id, least: f64) -> Id {
        if !self.as_constant(b).is_some_and(quotient::is_by_products) {
            return self.add(Node::Divide(a, b));
        }
        if least < quotient::TINY {
            // Several multiples of a number are checked by it.
            let checked = match self.node(a) {
                Node::Multiply(x, factor) if self.is_moderate(factor) => x,
                Node::Multiply(factor, x) if self.is_moderate(factor) => x,
                _ => a,
            };
            self.not_tiny.insert(checked);
        }
        self.add(Node::DivideByProducts(a, b))
    }

    fn is_moderate(&self, id: Id) -> bool {
        self.as_constant(id).is_some_and(quotient::is_moderate)
    }

    /// Says that a number is finite in every trial.
    pub fn promise_finite(&mut self, id: Id) {
        self.finite.insert(id);
    }

    /// A mask of a comparison, suspecting the trials in which it can't tell; numbers that `may_be_close`
    /// can be different and yet equal to 15 digits.
    pub fn compare(
        &mut self,
        comparison: Comparison,
        left: Id,
        right: Id,
        may_be_close: bool,
    ) -> Id {
        self.require_finite(left);
        self.require_finite(right);
        let is_zero = |constant: Option<f64>| constant == Some(0.0);
        // Nothing is close to 0 but 0.
        if may_be_close && !is_zero(self.as_constant(left)) && !is_zero(self.as_constant(right)) {
            self.compared.push((left, right));
        }
        self.add(Node::Compare(comparison, left, right))
    }

    /// Writes a number to a column.
    pub fn store(&mut self, id: Id, column: Column) {
        self.require_finite(id);
        self.stored.push((id, column));
    }

    /// The graph of what is stored, with the checks that it needs.
    pub fn finish(mut self) -> Graph {
        // A number's not being finite is seen if it is passed on to a number of which it is seen.
        // Operands come before what reads them, so that one pass backwards finds all.
        let mut is_seen = vec![false; self.nodes.len()];
        for id in (0..self.nodes.len()).rev() {
            let is_passed_on = is_seen[id];
            is_seen[id] |= self.required.contains(&(id as Id));
            if is_seen[id] {
                self.nodes[id].visit_passed_on(&mut |operand| is_seen[operand as usize] = true);
            }
            if is_passed_on {
                self.required.remove(&(id as Id));
            }
        }
        // A comparison's difference tells of both its numbers.
        self.compared.sort_unstable();
        self.compared.dedup();
        for (left, right) in std::mem::take(&mut self.compared) {
            let is_unchecked = |id: &Id| self.required.contains(id);
            let node = match is_unchecked(&left) || is_unchecked(&right) {
                true => Node::CheckedClose(left, right),
                false => Node::Close(left, right),
            };
            self.required.remove(&left);
            self.required.remove(&right);
            self.nodes.push(node);
        }
        let mut required: Vec<Id> = self.required.iter().copied().collect();
        required.sort_unstable();
        self.nodes.extend(required.into_iter().map(Node::Check));
        let mut not_tiny: Vec<Id> = self.not_tiny.iter().copied().collect();
        not_tiny.sort_unstable();
        self.nodes.extend(not_tiny.into_iter().map(Node::CheckTiny));
        let stored = self.stored.iter().map(|(id, column)| Node::Store(*id, *column));
        self.nodes.extend(stored);
        self.without_unused()
    }

    fn without_unused(self) -> Graph {
        let mut is_used = vec![false; self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate().rev() {
            is_used[id] |= node.is_effect();
            if is_used[id] {
                node.visit_operands(&mut |operand| is_used[operand as usize] = true);
            }
        }
        let mut place = vec![0; self.nodes.len()];
        let mut nodes = Vec::new();
        for (id, node) in self.nodes.into_iter().enumerate() {
            if is_used[id] {
                place[id] = nodes.len() as Id;
                nodes.push(node.with_operands(&|operand| place[operand as usize]));
            }
        }
        Graph { nodes }
    }
}

impl Node {
    /// The same operation on other operands.
    fn with_operands(self, other: &dyn Fn(Id) -> Id) -> Node {
        let o = other;
        match self {
            Node::Input(_) | Node::Constant(_) => self,
            Node::Negate(a) => Node::Negate(o(a)),
            Node::Absolute(a) => Node::Absolute(o(a)),
            Node::SquareRoot(a) => Node::SquareRoot(o(a)),
            Node::Floor(a) => Node::Floor(o(a)),
            Node::Add(a, b) => Node::Add(o(a), o(b)),
            Node::Subtract(a, b) => Node::Subtract(o(a), o(b)),
            Node::Multiply(a, b) => Node::Multiply(o(a), o(b)),
            Node::Divide(a, b) => Node::Divide(o(a), o(b)),
            Node::DivideByProducts(a, b) => Node::DivideByProducts(o(a), o(b)),
            Node::Smaller(a, b) => Node::Smaller(o(a), o(b)),
            Node::Larger(a, b) => Node::Larger(o(a), o(b)),
            Node::Snap(a, b) => Node::Snap(o(a), o(b)),
            Node::SnapFinite(a, b) => Node::SnapFinite(o(a), o(b)),
            Node::Select(a, b, c) => Node::Select(o(a), o(b), o(c)),
            Node::Truth(a) => Node::Truth(o(a)),
            Node::Compare(how, a, b) => Node::Compare(how, o(a), o(b)),
            Node::NonZero(a) => Node::NonZero(o(a)),
            Node::IsFinite(a) => Node::IsFinite(o(a)),
            Node::Both(a, b) => Node::Both(o(a), o(b)),
            Node::Either(a, b) => Node::Either(o(a), o(b)),
            Node::Not(a) => Node::Not(o(a)),
            Node::Check(a) => Node::Check(o(a)),
            Node::CheckTiny(a) => Node::CheckTiny(o(a)),
            Node::Close(a, b) => Node::Close(o(a), o(b)),
            Node::CheckedClose(a, b) => Node::CheckedClose(o(a), o(b)),
            Node::Store(a, column) => Node::Store(o(a), column),
        }
    }
}
