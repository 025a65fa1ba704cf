//! Machine code for a part of a region.
//!
//! A part is a function of a frame of columns: all buffers lie one after the other at a fixed
//! distance, so that every address is one register and a constant. A pass of its loop takes
//! a [`group`] of trials through the whole part, some vectors side by side: a model is often one long chain in
//! which each operation waits for the one before it.

use rustc_hash::FxHashMap;
use ulam_formula::evaluate::operators::NEAR_ZERO;

use crate::native::assembly::{
    Address, Assembly, FusedOperation, InstructionSet, Predicate, Source, VectorOperation,
};
use crate::native::graph::{Comparison, Graph, Id, Node};
use crate::native::quotient::TINY;
use crate::native::registers::{NEVER, Reads, RegisterFile, Registers, Vector};

/// Vectors side by side. With fewer, an operation waits for the one before; with more, the registers
/// don't hold what is wanted soon.
const fn side_by_side(set: InstructionSet) -> usize {
    match set {
        InstructionSet::Avx2 => 2,
        InstructionSet::Avx512 => 3,
    }
}

/// Most trials in a pass of a part's loop.
pub const GROUP_MAX: usize = group(InstructionSet::Avx512);

/// Trials in a pass of a part's loop.
pub const fn group(set: InstructionSet) -> usize {
    set.vector() * side_by_side(set)
}

/// Different numbers nearer than this share of the left one are maybe equal to 15 digits. Twice the
/// kernels' bound, so that it doesn't matter which of the two is the larger.
const CLOSE: f64 = 2e-14;
/// A number in memory that is read again within so many operations is worth a register that is free.
const SOON: usize = 12;

/// The bound of rounding errors beside the largest number.
const NEAR_ZERO_MAX: f64 = f64::MAX * NEAR_ZERO;

const SIGN: u64 = 1 << 63;
const ALL: u64 = u64::MAX;

/// A part of a region.
pub struct Part<'a> {
    /// The region's graph.
    pub graph: &'a Graph,
    /// The part's operations in order.
    pub nodes: &'a [Id],
    /// Distance in bytes from the frame's start to the buffer of a node that is computed elsewhere, or
    /// read elsewhere.
    pub offsets: &'a FxHashMap<Id, i32>,
    /// The same, of the columns that are stored.
    pub stored: &'a FxHashMap<Id, i32>,
}

/// What parts read beside the frame: constants, and after them room for what the registers don't hold.
pub struct Pool {
    set: InstructionSet,
    /// Constants' bits, each for a whole vector.
    constants: Vec<u64>,
    place: FxHashMap<u64, usize>,
    /// Vectors of room.
    room: usize,
}

impl Pool {
    /// Gathers the constants of a region's parts.
    pub fn new(graphs: &[&Graph], set: InstructionSet) -> Pool {
        let mut pool = Pool { set, constants: Vec::new(), place: FxHashMap::default(), room: 0 };
        let numbers = [1.0, NEAR_ZERO, NEAR_ZERO_MAX, CLOSE, TINY].map(f64::to_bits);
        let own = [SIGN, !SIGN, ALL, 0].into_iter().chain(numbers);
        own.for_each(|bits| pool.add(bits));
        for graph in graphs {
            for node in &graph.nodes {
                match node {
                    Node::Constant(bits) => pool.add(*bits),
                    Node::Close(a, b) | Node::CheckedClose(a, b) => {
                        if let Some(bound) = constant_bound(graph, *a, *b) {
                            pool.add(bound.to_bits());
                        }
                    }
                    Node::DivideByProducts(_, b) => pool.add(reciprocal(graph, *b)),
                    _ => {}
                }
            }
        }
        pool
    }

    fn add(&mut self, bits: u64) {
        let next = self.constants.len();
        if *self.place.entry(bits).or_insert(next) == next {
            self.constants.push(bits);
        }
    }

    fn address(&self, bits: u64) -> Address {
        // Every constant was added before.
        let place = self.place.get(&bits).copied().unwrap_or(0);
        Address::Pool(place as i32 * self.set.vector_bytes())
    }

    fn room_address(&mut self, slot: usize) -> Address {
        self.room = self.room.max(slot + 1);
        Address::Pool((self.constants.len() + slot) as i32 * self.set.vector_bytes())
    }

    /// Numbers of the pool: the constants, then zeros for the room.
    pub fn numbers(&self) -> Vec<f64> {
        let vector = self.set.vector();
        let repeated = |bits: &u64| std::iter::repeat_n(f64::from_bits(*bits), vector);
        let mut numbers: Vec<f64> = self.constants.iter().flat_map(repeated).collect();
        numbers.resize(numbers.len() + self.room * vector, 0.0);
        numbers
    }
}

/// The bits of a constant's reciprocal.
fn reciprocal(graph: &Graph, id: Id) -> u64 {
    match graph.nodes[id as usize] {
        Node::Constant(bits) => (1.0 / f64::from_bits(bits)).to_bits(),
        _ => f64::NAN.to_bits(),
    }
}

/// The bound of a nearness to a constant.
fn constant_bound(graph: &Graph, a: Id, b: Id) -> Option<f64> {
    [a, b].into_iter().find_map(|id| match graph.nodes[id as usize] {
        Node::Constant(bits) => Some((f64::from_bits(bits) * CLOSE).abs()),
        _ => None,
    })
}

/// Assembles the function of a part, and says where it begins.
pub fn generate(part: &Part, pool: &mut Pool, assembly: &mut Assembly) -> usize {
    let start = assembly.begin();
    let set = assembly.set();
    let reads = Reads::new(part.graph, part.nodes);
    let mut code = Code {
        part,
        pool,
        assembly,
        reads,
        registers: RegisterFile::new(set),
        kept: FxHashMap::default(),
        free_room: Vec::new(),
        room: 0,
        place: 0,
        lane: 0,
        pinned: 0,
        suspects: None,
    };
    let suspects = part.nodes.iter().any(|id| {
        let node = part.graph.nodes[*id as usize];
        node.is_effect() && !matches!(node, Node::Store(..))
    });
    if suspects {
        let register = code.temporary();
        code.assembly.clear(register);
        code.suspects = Some(register);
    }
    for (place, id) in part.nodes.iter().enumerate() {
        code.place = place;
        for lane in 0..side_by_side(set) {
            code.lane = lane;
            code.node(*id, lane);
        }
        part.graph.nodes[*id as usize].visit_operands(&mut |operand| {
            code.reads.pass(operand, place);
        });
    }
    let suspects = code.suspects;
    assembly.end(start, suspects, (group(set) * size_of::<f64>()) as i32);
    start
}

struct Code<'a> {
    part: &'a Part<'a>,
    pool: &'a mut Pool,
    assembly: &'a mut Assembly,
    reads: Reads,
    registers: RegisterFile,
    /// Where vectors are in the pool's room.
    kept: FxHashMap<Vector, usize>,
    free_room: Vec<usize>,
    room: usize,
    /// Place in the part's order.
    place: usize,
    /// The vector at hand, of those side by side.
    lane: usize,
    /// Registers that the operation at hand needs.
    pinned: Registers,
    /// The register of bits that aren't all zero where a trial is suspect.
    suspects: Option<u8>,
}

impl Code<'_> {
    fn node(&mut self, id: Id, lane: usize) {
        self.pinned = 0;
        let node = self.part.graph.nodes[id as usize];
        let vector = Vector { node: id, lane };
        let result = match node {
            Node::Store(a, _) => {
                if let Some(offset) = self.part.stored.get(&id).copied() {
                    let register = self.register(a, lane);
                    let place = self.frame(offset, lane);
                    self.assembly.store(place, register);
                }
                None
            }
            Node::Check(a) => {
                let difference = self.difference(a, a, lane);
                self.suspect(difference);
                None
            }
            Node::CheckTiny(a) => {
                self.check_tiny(a, lane);
                None
            }
            Node::Close(a, b) => {
                self.close(a, b, lane, false);
                None
            }
            Node::CheckedClose(a, b) => {
                self.close(a, b, lane, true);
                None
            }
            _ => Some(self.compute(node, lane)),
        };
        // What isn't read again gives up its register and its room.
        node.visit_operands(&mut |operand| self.give_up_unread(Vector { node: operand, lane }));
        if let Some(register) = result {
            self.registers.hold(register, vector);
            if let Some(offset) = self.part.offsets.get(&id).copied() {
                let place = self.frame(offset, lane);
                self.assembly.store(place, register);
            }
            self.give_up_unread(vector);
        }
    }

    fn give_up_unread(&mut self, vector: Vector) {
        if self.reads.next(vector.node, self.place) != NEVER {
            return;
        }
        if let Some(register) = self.registers.find(vector) {
            self.registers.release(register);
        }
        if let Some(slot) = self.kept.remove(&vector) {
            self.free_room.push(slot);
        }
    }

    /// Where a vector is in memory, if it is.
    fn address(&mut self, vector: Vector) -> Option<Address> {
        if let Node::Constant(bits) = self.part.graph.nodes[vector.node as usize] {
            return Some(self.pool.address(bits));
        }
        if let Some(offset) = self.part.offsets.get(&vector.node).copied() {
            return Some(self.frame(offset, vector.lane));
        }
        let slot = self.kept.get(&vector).copied()?;
        Some(self.pool.room_address(slot))
    }

    /// A register that nothing holds that is read any more, pinned; what it held is kept in memory.
    fn claim(&mut self) -> u8 {
        if let Some(register) = self.registers.free() {
            self.pinned |= 1 << register;
            return register;
        }
        let furthest = self.registers.furthest(&self.reads, self.place, self.lane, self.pinned);
        // An operation pins fewer registers than there are.
        let Some((register, vector)) = furthest else {
            return 0;
        };
        if self.address(vector).is_none() {
            let slot = self.free_room.pop().unwrap_or_else(|| {
                self.room += 1;
                self.room - 1
            });
            self.kept.insert(vector, slot);
            let address = self.pool.room_address(slot);
            self.assembly.store(address, register);
        }
        self.registers.release(register);
        self.pinned |= 1 << register;
        register
    }

    /// A register for the operation at hand alone, or for its result.
    fn temporary(&mut self) -> u8 {
        let register = self.claim();
        self.registers.take(register);
        register
    }

    /// Gives back a temporary.
    fn drop_temporary(&mut self, register: u8) {
        self.registers.release(register);
    }

    /// A vector in a register, pinned.
    fn register(&mut self, node: Id, lane: usize) -> u8 {
        let vector = Vector { node, lane };
        if let Some(register) = self.registers.find(vector) {
            self.pinned |= 1 << register;
            return register;
        }
        let register = self.claim();
        if let Some(address) = self.address(vector) {
            self.assembly.load(register, address);
        }
        self.registers.hold(register, vector);
        register
    }

    /// A vector where it is: in a register, pinned, or in memory.
    fn source(&mut self, node: Id, lane: usize) -> Source {
        let vector = Vector { node, lane };
        if let Some(register) = self.registers.find(vector) {
            self.pinned |= 1 << register;
            return Source::Register(register);
        }
        let is_read_soon = self.reads.next(node, self.place) <= self.place + SOON;
        match self.address(vector) {
            Some(address) if !(is_read_soon && self.registers.free().is_some()) => {
                Source::Memory(address)
            }
            _ => Source::Register(self.register(node, lane)),
        }
    }

    fn is_in_register(&self, node: Id, lane: usize) -> bool {
        self.registers.find(Vector { node, lane }).is_some()
    }

    fn frame(&self, offset: i32, lane: usize) -> Address {
        Address::Frame(offset + lane as i32 * self.assembly.set().vector_bytes())
    }

    fn constant(&self, bits: u64) -> Source {
        Source::Memory(self.pool.address(bits))
    }

    fn zero(&self, id: Id) -> bool {
        matches!(self.part.graph.nodes[id as usize], Node::Constant(0))
    }

    /// The register of a result whose last instruction reads the operands: that of one which isn't read
    /// again, or another.
    fn result(&mut self, operands: &[Id], lane: usize) -> u8 {
        for operand in operands {
            let vector = Vector { node: *operand, lane };
            if self.reads.next(*operand, self.place) == NEVER
                && let Some(register) = self.registers.find(vector)
            {
                self.registers.take(register);
                return register;
            }
        }
        self.temporary()
    }

    fn binary(&mut self, operation: VectorOperation, a: Id, b: Id, lane: usize) -> u8 {
        let is_commutative = matches!(
            operation,
            VectorOperation::Add
                | VectorOperation::Multiply
                | VectorOperation::And
                | VectorOperation::Or
        );
        let is_swapped =
            is_commutative && !self.is_in_register(a, lane) && self.is_in_register(b, lane);
        let (a, b) = if is_swapped { (b, a) } else { (a, b) };
        let left = self.register(a, lane);
        let right = self.source(b, lane);
        let to = self.result(&[a, b], lane);
        self.assembly.binary(operation, to, left, right);
        to
    }

    /// `a - b` in a register of its own.
    fn difference(&mut self, a: Id, b: Id, lane: usize) -> u8 {
        let left = self.register(a, lane);
        let right = if a == b { Source::Register(left) } else { self.source(b, lane) };
        let to = self.temporary();
        self.assembly.binary(VectorOperation::Subtract, to, left, right);
        to
    }

    fn with_constant(&mut self, operation: VectorOperation, a: Id, bits: u64, lane: usize) -> u8 {
        let left = self.register(a, lane);
        let to = self.result(&[a], lane);
        self.assembly.binary(operation, to, left, self.constant(bits));
        to
    }

    fn compare(&mut self, predicate: Predicate, a: Id, b: Id, lane: usize) -> u8 {
        let left = self.register(a, lane);
        let right = self.source(b, lane);
        let to = self.result(&[a, b], lane);
        self.assembly.compare(predicate, to, left, right);
        to
    }

    fn compute(&mut self, node: Node, lane: usize) -> u8 {
        match node {
            Node::Negate(a) => self.with_constant(VectorOperation::Xor, a, SIGN, lane),
            Node::Absolute(a) => self.with_constant(VectorOperation::And, a, !SIGN, lane),
            Node::SquareRoot(a) => {
                let source = self.source(a, lane);
                let to = self.result(&[a], lane);
                self.assembly.square_root(to, source);
                to
            }
            Node::Floor(a) => {
                let source = self.source(a, lane);
                let to = self.result(&[a], lane);
                self.assembly.floor(to, source);
                to
            }
            Node::Add(a, b) => self.binary(VectorOperation::Add, a, b, lane),
            Node::Subtract(a, b) => self.binary(VectorOperation::Subtract, a, b, lane),
            Node::Multiply(a, b) => self.binary(VectorOperation::Multiply, a, b, lane),
            Node::Divide(a, b) => self.binary(VectorOperation::Divide, a, b, lane),
            Node::DivideByProducts(a, b) => self.divide_by_products(a, b, lane),
            Node::Smaller(a, b) => self.binary(VectorOperation::Minimum, b, a, lane),
            Node::Larger(a, b) => self.binary(VectorOperation::Maximum, b, a, lane),
            Node::Snap(sum, larger) => self.snap(sum, larger, lane, true),
            Node::SnapFinite(sum, larger) => self.snap(sum, larger, lane, false),
            Node::Select(mask, then, otherwise) => self.select(mask, then, otherwise, lane),
            Node::Truth(mask) => {
                self.with_constant(VectorOperation::And, mask, 1f64.to_bits(), lane)
            }
            Node::Compare(comparison, a, b) => self.compare(predicate(comparison), a, b, lane),
            Node::NonZero(a) => {
                let left = self.register(a, lane);
                let to = self.result(&[a], lane);
                self.assembly.compare(Predicate::NotEqual, to, left, self.constant(0));
                to
            }
            Node::IsFinite(a) => {
                let to = self.difference(a, a, lane);
                self.assembly.compare(Predicate::Ordered, to, to, Source::Register(to));
                to
            }
            Node::Both(a, b) => self.binary(VectorOperation::And, a, b, lane),
            Node::Either(a, b) => self.binary(VectorOperation::Or, a, b, lane),
            Node::Not(a) => self.with_constant(VectorOperation::Xor, a, ALL, lane),
            // Never computed: read from memory, or of no result.
            Node::Input(_)
            | Node::Constant(_)
            | Node::Check(_)
            | Node::CheckTiny(_)
            | Node::Close(..)
            | Node::CheckedClose(..)
            | Node::Store(..) => self.temporary(),
        }
    }

    /// The sum, or no bits where it isn't above its bound.
    fn snap(&mut self, sum: Id, larger: Id, lane: usize, may_overflow: bool) -> u8 {
        let sum_register = self.register(sum, lane);
        let larger = self.register(larger, lane);
        let bound = self.temporary();
        let share = self.constant(NEAR_ZERO.to_bits());
        self.assembly.binary(VectorOperation::Multiply, bound, larger, share);
        if may_overflow {
            // Infinity is above it then, and so is what isn't a number.
            let most = self.constant(NEAR_ZERO_MAX.to_bits());
            self.assembly.binary(VectorOperation::Minimum, bound, bound, most);
        }
        let keep = self.temporary();
        self.assembly.binary(VectorOperation::And, keep, sum_register, self.constant(!SIGN));
        let compared = (keep, Source::Register(bound));
        self.assembly.keep_where(Predicate::NotLessOrEqual, keep, compared, sum_register);
        self.drop_temporary(bound);
        keep
    }

    /// `a / b` as [`mod@crate::native::quotient`] has it.
    fn divide_by_products(&mut self, a: Id, b: Id, lane: usize) -> u8 {
        let left = self.register(a, lane);
        let reciprocal = self.constant(reciprocal(self.part.graph, b));
        let Some(divisor) = self.address(Vector { node: b, lane }) else {
            return self.temporary();
        };
        let quotient = self.temporary();
        self.assembly.binary(VectorOperation::Multiply, quotient, left, reciprocal);
        let is_last = self.reads.next(a, self.place) == NEVER;
        let remainder = if is_last { left } else { self.temporary() };
        if is_last {
            self.registers.take(left);
            let divisor = Source::Memory(divisor);
            self.assembly.fused(FusedOperation::ProductLess, remainder, quotient, divisor);
        } else {
            self.assembly.load(remainder, divisor);
            let left = Source::Register(left);
            self.assembly.fused(FusedOperation::TimesLess, remainder, quotient, left);
        }
        self.assembly.fused(FusedOperation::LessProduct, quotient, remainder, reciprocal);
        self.drop_temporary(remainder);
        quotient
    }

    /// Suspects numbers other than 0 that are tiny.
    fn check_tiny(&mut self, a: Id, lane: usize) {
        let number = self.register(a, lane);
        let magnitude = self.temporary();
        self.assembly.binary(VectorOperation::And, magnitude, number, self.constant(!SIGN));
        let is_tiny = self.temporary();
        let compared = (magnitude, self.constant(TINY.to_bits()));
        // Of 0 no bits are left.
        self.assembly.keep_where(Predicate::Less, is_tiny, compared, magnitude);
        self.drop_temporary(magnitude);
        self.suspect(is_tiny);
    }

    fn select(&mut self, mask: Id, then: Id, otherwise: Id, lane: usize) -> u8 {
        let mask_register = self.register(mask, lane);
        if self.zero(otherwise) || self.zero(then) {
            let (operation, kept) = match self.zero(otherwise) {
                true => (VectorOperation::And, then),
                false => (VectorOperation::AndNot, otherwise),
            };
            let kept_source = self.source(kept, lane);
            let to = self.result(&[mask, kept], lane);
            self.assembly.binary(operation, to, mask_register, kept_source);
            return to;
        }
        let otherwise_register = self.register(otherwise, lane);
        let then_source = self.source(then, lane);
        let to = self.result(&[mask, then, otherwise], lane);
        self.assembly.select(to, mask_register, then_source, otherwise_register);
        to
    }

    fn close(&mut self, a: Id, b: Id, lane: usize, is_checked: bool) {
        let difference = self.difference(a, b, lane);
        let near = self.temporary();
        self.assembly.binary(VectorOperation::And, near, difference, self.constant(!SIGN));
        let bound = match constant_bound(self.part.graph, a, b) {
            Some(bound) => self.constant(bound.to_bits()),
            None => {
                let left = self.register(a, lane);
                let bound = self.temporary();
                let share = self.constant(CLOSE.to_bits());
                self.assembly.binary(VectorOperation::Multiply, bound, left, share);
                let magnitude = self.constant(!SIGN);
                self.assembly.binary(VectorOperation::And, bound, bound, magnitude);
                Source::Register(bound)
            }
        };
        // The difference of different numbers isn't 0: no number is so small that it vanishes.
        self.assembly.keep_where(Predicate::LessOrEqual, near, (near, bound), difference);
        if let Source::Register(bound) = bound {
            self.drop_temporary(bound);
        }
        self.suspect(near);
        match is_checked {
            true => {
                let itself = Source::Register(difference);
                self.assembly.binary(VectorOperation::Subtract, difference, difference, itself);
                self.suspect(difference);
            }
            false => self.drop_temporary(difference),
        }
    }

    /// Adds bits to the suspects, and gives back their register.
    fn suspect(&mut self, bits: u8) {
        if let Some(suspects) = self.suspects {
            let source = Source::Register(bits);
            self.assembly.binary(VectorOperation::Or, suspects, suspects, source);
        }
        self.drop_temporary(bits);
    }
}

fn predicate(comparison: Comparison) -> Predicate {
    match comparison {
        Comparison::Equal => Predicate::Equal,
        Comparison::NotEqual => Predicate::NotEqual,
        Comparison::Less => Predicate::Less,
        Comparison::LessOrEqual => Predicate::LessOrEqual,
        Comparison::Greater => Predicate::Greater,
        Comparison::GreaterOrEqual => Predicate::GreaterOrEqual,
    }
}
