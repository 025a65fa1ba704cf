//! The order of a region's operations, and its parts.
//!
//! A region's numbers live in registers and, beyond those, on the stack, so few of them should be
//! wanted later at any time. And a part of the code should fit the instruction cache: a long region is
//! cut where few numbers are wanted on both sides.

use crate::native::graph::{Graph, Id};

/// Operations in a part, about: some 40 bytes of code each, in a first-level cache of 32 KiB.
const PART_NODES: usize = 700;

/// The operations that cost something, in an order in which few numbers are wanted later.
///
/// They are taken as the stored columns need them, depth first; but an operation which ends the use of
/// a number is taken as soon as it can be, so that a long sum is added up as its terms come.
pub fn order(graph: &Graph) -> Vec<Id> {
    let mut ordering = Ordering::new(graph);
    // Effects come last in the graph, stores last of all.
    for id in (0..graph.nodes.len() as Id).rev() {
        if !graph.nodes[id as usize].is_effect() {
            break;
        }
        ordering.take_with_operands(id);
    }
    ordering.order
}

struct Ordering<'a> {
    graph: &'a Graph,
    users: Vec<Vec<Id>>,
    /// Operands that are still to be computed.
    waits_for: Vec<u32>,
    /// Uses that are still to come.
    uses_left: Vec<u32>,
    is_done: Vec<bool>,
    order: Vec<Id>,
}

impl Ordering<'_> {
    fn new(graph: &Graph) -> Ordering<'_> {
        let count = graph.nodes.len();
        let mut users: Vec<Vec<Id>> = vec![Vec::new(); count];
        let mut waits_for = vec![0; count];
        let mut uses_left = vec![0; count];
        for (id, node) in graph.nodes.iter().enumerate() {
            node.visit_operands(&mut |operand| {
                if !graph.nodes[operand as usize].is_free() {
                    users[operand as usize].push(id as Id);
                    waits_for[id] += 1;
                    uses_left[operand as usize] += 1;
                }
            });
        }
        let is_done = graph.nodes.iter().map(|node| node.is_free()).collect();
        Ordering { graph, users, waits_for, uses_left, is_done, order: Vec::with_capacity(count) }
    }

    /// Takes a node after the operands that it still needs, without recursion.
    fn take_with_operands(&mut self, id: Id) {
        let mut stack = vec![id];
        while let Some(top) = stack.last().copied() {
            if self.is_done[top as usize] {
                stack.pop();
                continue;
            }
            let before = stack.len();
            self.graph.nodes[top as usize].visit_operands(&mut |operand| {
                if !self.is_done[operand as usize] {
                    stack.push(operand);
                }
            });
            if stack.len() == before {
                stack.pop();
                self.take(top);
            } else {
                // The first operand first: it is the sum so far.
                stack[before..].reverse();
            }
        }
    }

    /// Takes a node whose operands are there, then those that now end the use of a number.
    fn take(&mut self, id: Id) {
        let mut ready = vec![id];
        while let Some(id) = ready.pop() {
            if self.is_done[id as usize] {
                continue;
            }
            self.is_done[id as usize] = true;
            self.order.push(id);
            self.graph.nodes[id as usize].visit_operands(&mut |operand| {
                self.uses_left[operand as usize] =
                    self.uses_left[operand as usize].saturating_sub(1);
            });
            let mut found = Vec::new();
            for user in &self.users[id as usize] {
                self.waits_for[*user as usize] -= 1;
            }
            for user in &self.users[id as usize] {
                if self.waits_for[*user as usize] == 0 && self.ends_a_use(*user) {
                    found.push(*user);
                }
            }
            // Another use of an operand may have become its last one.
            self.graph.nodes[id as usize].visit_operands(&mut |operand| {
                if self.uses_left[operand as usize] != 1 {
                    return;
                }
                for user in &self.users[operand as usize] {
                    let user_index = *user as usize;
                    if !self.is_done[user_index] && self.waits_for[user_index] == 0 {
                        found.push(*user);
                    }
                }
            });
            ready.extend(found.into_iter().rev());
        }
    }

    /// Whether taking a node leaves no more numbers to be kept than before.
    fn ends_a_use(&self, id: Id) -> bool {
        let node = self.graph.nodes[id as usize];
        if node.is_effect() {
            return true;
        }
        let mut ends = false;
        // An operand that is read twice, as in a square, counts twice.
        let mut last = None;
        node.visit_operands(&mut |operand| {
            let twice = last == Some(operand);
            last = Some(operand);
            let left = self.uses_left[operand as usize];
            ends |= left == 1 || (twice && left == 2);
        });
        ends
    }
}

/// Where an order is cut: the end of each part.
pub fn cuts(graph: &Graph, order: &[Id]) -> Vec<usize> {
    if order.len() <= PART_NODES * 3 / 2 {
        return vec![order.len()];
    }
    let wanted = wanted_later(graph, order);
    let mut cuts = Vec::new();
    let mut start = 0;
    while order.len() - start > PART_NODES * 3 / 2 {
        let candidates = start + PART_NODES / 2..start + PART_NODES;
        // The last of the best, for fewer parts.
        let cut = candidates.rev().min_by_key(|cut| wanted[*cut]).unwrap_or(start + PART_NODES);
        cuts.push(cut);
        start = cut;
    }
    cuts.push(order.len());
    cuts
}

/// Numbers computed before each place of an order and used at or after it.
fn wanted_later(graph: &Graph, order: &[Id]) -> Vec<usize> {
    let mut last_use = vec![0; graph.nodes.len()];
    for (place, id) in order.iter().enumerate() {
        graph.nodes[*id as usize].visit_operands(&mut |operand| last_use[operand as usize] = place);
    }
    let mut ends = vec![0; order.len() + 1];
    let mut wanted = Vec::with_capacity(order.len());
    let mut alive = 0;
    for (place, id) in order.iter().enumerate() {
        wanted.push(alive);
        // Those last used here are wanted at this place, but not at the next.
        if !graph.nodes[*id as usize].is_effect() {
            alive += 1;
            ends[last_use[*id as usize]] += 1;
        }
        alive -= ends[place];
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native::graph::{GraphBuilder, Node};
    use crate::program::Column;

    /// A balance that grows each period, and the sum of all balances, asked for at the end.
    fn chain(periods: u32) -> Graph {
        let mut builder = GraphBuilder::default();
        let rate = builder.add(Node::Input(Column(0)));
        let mut balance = builder.constant(100.0);
        let mut balances = Vec::new();
        for _ in 0..periods {
            balance = builder.add(Node::Multiply(balance, rate));
            balances.push(balance);
        }
        let mut sum = builder.constant(0.0);
        for balance in balances {
            sum = builder.add(Node::Add(sum, balance));
        }
        builder.store(sum, Column(1));
        builder.finish()
    }

    #[test]
    fn operands_come_before_what_reads_them() {
        let graph = chain(5000);
        let order = order(&graph);
        let mut is_done = vec![false; graph.nodes.len()];
        for id in &order {
            graph.nodes[*id as usize].visit_operands(&mut |operand| {
                assert!(is_done[operand as usize] || graph.nodes[operand as usize].is_free());
            });
            assert!(!is_done[*id as usize]);
            is_done[*id as usize] = true;
        }
        let costly = graph.nodes.iter().filter(|node| !node.is_free()).count();
        assert_eq!(order.len(), costly);
    }

    #[test]
    fn a_long_sum_is_added_up_as_its_terms_come() {
        let graph = chain(5000);
        let order = order(&graph);
        assert!(wanted_later(&graph, &order).into_iter().max() <= Some(3));
        let cuts = cuts(&graph, &order);
        assert!(cuts.len() > 5);
        assert_eq!(cuts.last(), Some(&order.len()));
        assert!(cuts.is_sorted());
    }
}
