//! The order of a region's operations, and its parts.
//!
//! A region's numbers live in registers and, beyond those, on the stack, so few of them should be
//! wanted later at any time. And a part of the code should fit the instruction cache: a long region is
//! cut where few numbers are wanted on both sides.

use crate::native::graph::{Graph, Id};

/// Operations in a part, about: some 40 bytes of code each, in a first-level cache of 32 KiB.
const PART_NODES: usize = 700;

/// The operations that cost something, in the program's order, in which few columns are alive at once;
/// what looks at numbers comes as soon as they are there, what stores a column as soon as it is.
pub fn order(graph: &Graph) -> Vec<Id> {
    let is_effect = |id: &Id| graph.nodes[*id as usize].is_effect();
    let ids = 0..graph.nodes.len() as Id;
    let mut effects_after: Vec<Vec<Id>> = vec![Vec::new(); graph.nodes.len()];
    let mut order = Vec::with_capacity(graph.nodes.len());
    for id in ids.clone().filter(is_effect) {
        let mut last = None;
        graph.nodes[id as usize].visit_operands(&mut |operand| {
            if !graph.nodes[operand as usize].is_free() {
                last = last.max(Some(operand));
            }
        });
        match last {
            Some(last) => effects_after[last as usize].push(id),
            None => order.push(id),
        }
    }
    for id in ids {
        if !is_effect(&id) && !graph.nodes[id as usize].is_free() {
            order.push(id);
            order.append(&mut effects_after[id as usize]);
        }
    }
    order
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

    /// A balance that grows each period, and the sum of all balances.
    fn chain(periods: u32) -> Graph {
        let mut builder = GraphBuilder::default();
        let rate = builder.add(Node::Input(Column(0)));
        let mut balance = builder.constant(100.0);
        let mut sum = builder.constant(0.0);
        for _ in 0..periods {
            balance = builder.add(Node::Multiply(balance, rate));
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
    fn few_numbers_are_wanted_later() {
        let graph = chain(5000);
        let order = order(&graph);
        assert!(wanted_later(&graph, &order).into_iter().max() <= Some(3));
        let cuts = cuts(&graph, &order);
        assert!(cuts.len() > 5);
        assert_eq!(cuts.last(), Some(&order.len()));
        assert!(cuts.is_sorted());
    }
}
