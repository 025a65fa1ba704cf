//! Which numbers of a part are in registers.
//!
//! A part is straight, so that it is known when each number is read next. Where a register is wanted
//! and none is free, the number that is read last is given up (Belady's rule, the best there is for
//! numbers that cost the same to read again).

use rustc_hash::FxHashMap;

use crate::native::assembly::{InstructionSet, REGISTERS_MAX};
use crate::native::graph::{Graph, Id};

/// A set of registers, by bits.
pub type Registers = u32;

/// A vector of a node: one of those that lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Vector {
    /// The node.
    pub node: Id,
    /// Its place among the node's vectors.
    pub lane: usize,
}

/// When the numbers of a part are read.
pub struct Reads {
    /// Places in the part's order at which a node is read, last first.
    places: FxHashMap<Id, Vec<usize>>,
}

/// Never read again.
pub const NEVER: usize = usize::MAX;

impl Reads {
    /// The reads of nodes in order.
    pub fn new(graph: &Graph, nodes: &[Id]) -> Reads {
        let mut places: FxHashMap<Id, Vec<usize>> = FxHashMap::default();
        for (place, id) in nodes.iter().enumerate().rev() {
            graph.nodes[*id as usize].visit_operands(&mut |operand| {
                let read = places.entry(operand).or_default();
                if read.last() != Some(&place) {
                    read.push(place);
                }
            });
        }
        Reads { places }
    }

    /// Forgets the reads at a place and before.
    pub fn pass(&mut self, node: Id, place: usize) {
        if let Some(read) = self.places.get_mut(&node) {
            while read.last().is_some_and(|next| *next <= place) {
                read.pop();
            }
        }
    }

    /// Whether a node is read at a place, which isn't passed yet.
    pub fn is_read_at(&self, node: Id, place: usize) -> bool {
        self.places.get(&node).is_some_and(|read| read.last() == Some(&place))
    }

    /// The first place after `place` at which a node is read.
    pub fn next(&self, node: Id, place: usize) -> usize {
        let Some(read) = self.places.get(&node) else {
            return NEVER;
        };
        read.iter().rev().copied().find(|next| *next > place).unwrap_or(NEVER)
    }
}

/// What the registers hold.
pub struct RegisterFile {
    /// How many there are.
    count: u8,
    held: [Option<Vector>; REGISTERS_MAX],
    of: FxHashMap<Vector, u8>,
    /// Those that hold no vector of a node, but something else for now.
    taken: Registers,
}

impl RegisterFile {
    /// Registers that hold nothing.
    pub fn new(set: InstructionSet) -> RegisterFile {
        RegisterFile {
            count: set.registers(),
            held: [None; REGISTERS_MAX],
            of: FxHashMap::default(),
            taken: 0,
        }
    }

    /// The register that holds a vector.
    pub fn find(&self, vector: Vector) -> Option<u8> {
        self.of.get(&vector).copied()
    }

    /// A register that holds nothing.
    pub fn free(&self) -> Option<u8> {
        (0..self.count).find(|register| {
            self.held[*register as usize].is_none() && self.taken & (1 << register) == 0
        })
    }

    /// Says that a register holds a vector.
    pub fn hold(&mut self, register: u8, vector: Vector) {
        self.release(register);
        self.held[register as usize] = Some(vector);
        self.of.insert(vector, register);
    }

    /// Says that a register holds something for now.
    pub fn take(&mut self, register: u8) {
        self.release(register);
        self.taken |= 1 << register;
    }

    /// Says that a register holds nothing.
    pub fn release(&mut self, register: u8) {
        if let Some(vector) = self.held[register as usize].take() {
            self.of.remove(&vector);
        }
        self.taken &= !(1 << register);
    }

    /// The register whose vector is read last, and that vector; not one of `pinned`. The operation at
    /// `now` is at its `lane`: it is yet to read the vectors of later ones.
    pub fn furthest(
        &self,
        reads: &Reads,
        now: usize,
        lane: usize,
        pinned: Registers,
    ) -> Option<(u8, Vector)> {
        let held = (0..self.count).filter(|register| pinned & (1 << register) == 0);
        held.filter_map(|register| Some((register, self.held[register as usize]?))).max_by_key(
            |(_, vector)| match vector.lane > lane && reads.is_read_at(vector.node, now) {
                true => now,
                false => reads.next(vector.node, now),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native::graph::{GraphBuilder, Node};
    use crate::program::Column;

    #[test]
    fn a_vector_that_the_operation_is_yet_to_read_stays() {
        let mut builder = GraphBuilder::default();
        let input = builder.add(Node::Input(Column(0)));
        let near = builder.add(Node::Negate(input));
        let late = builder.add(Node::Absolute(input));
        let root = builder.add(Node::SquareRoot(near));
        let sum = builder.add(Node::Add(root, late));
        builder.store(sum, Column(1));
        let graph = builder.finish();
        // In the graph's order: `near` is read by the root, `late` by the sum after it.
        let [near, late, root, sum] = [1, 2, 3, 4];
        let reads = Reads::new(&graph, &[near, late, root, sum]);
        let mut registers = RegisterFile::new(InstructionSet::Avx2);
        registers.hold(3, Vector { node: near, lane: 1 });
        registers.hold(5, Vector { node: late, lane: 1 });
        let at_root = 2;
        let first_lane = registers.furthest(&reads, at_root, 0, 0);
        assert_eq!(first_lane, Some((5, Vector { node: late, lane: 1 })));
        let second_lane = registers.furthest(&reads, at_root, 1, 0);
        assert_eq!(second_lane, Some((3, Vector { node: near, lane: 1 })));
    }
}
