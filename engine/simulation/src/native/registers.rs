//! Which numbers of a part are in registers.
//!
//! A part is straight, so that it is known when each number is read next. Where a register is wanted
//! and none is free, the number that is read last is given up (Belady's rule, the best there is for
//! numbers that cost the same to read again).

use rustc_hash::FxHashMap;

use crate::native::assembly::REGISTERS;
use crate::native::graph::{Graph, Id};

/// A set of registers, by bits.
pub type Registers = u16;

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

    /// The first place after `place` at which a node is read.
    pub fn next(&self, node: Id, place: usize) -> usize {
        let Some(read) = self.places.get(&node) else {
            return NEVER;
        };
        read.iter().rev().copied().find(|next| *next > place).unwrap_or(NEVER)
    }
}

/// What the registers hold.
#[derive(Default)]
pub struct RegisterFile {
    held: [Option<Vector>; REGISTERS as usize],
    of: FxHashMap<Vector, u8>,
    /// Those that hold no vector of a node, but something else for now.
    taken: Registers,
}

impl RegisterFile {
    /// The register that holds a vector.
    pub fn find(&self, vector: Vector) -> Option<u8> {
        self.of.get(&vector).copied()
    }

    /// A register that holds nothing.
    pub fn free(&self) -> Option<u8> {
        (0..REGISTERS).find(|register| {
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

    /// The register whose vector is read last, and that vector; not one of `pinned`.
    pub fn furthest(&self, reads: &Reads, place: usize, pinned: Registers) -> Option<(u8, Vector)> {
        let held = (0..REGISTERS).filter(|register| pinned & (1 << register) == 0);
        held.filter_map(|register| Some((register, self.held[register as usize]?)))
            .max_by_key(|(_, vector)| reads.next(vector.node, place))
    }
}
