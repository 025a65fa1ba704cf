//! The order of a program's instructions: few columns alive at once.
//!
//! A block's live columns should fit the processor's cache, and a back end that keeps them in
//! registers wants each used soon after it is computed. The order in which cells were compiled
//! computes everything that the first output needs before anything else, so that what later outputs
//! take from it stays alive to the end. Here the results are walked down to what they need, each
//! operand just before its use, those that need most first; and whenever an instruction has been
//! placed, those of its users that end as many lives as they begin are placed at once, with the
//! little that they still lack. A long sum is begun as soon as its first terms are there, since it
//! then ends the life of each further one.

use crate::program::{Column, Instruction, Operation, Program, Source, ValueColumn};

/// Most instructions that are placed ahead of their turn for one user of a column.
const AHEAD_MAX: usize = 24;
/// How far from a column's user on is looked for what ends its life.
const STEPS_AHEAD_MAX: usize = 4;
/// Links from which on a chain of operations is worth a column of its own that lives until its end.
const LONG_CHAIN: u32 = 4;
/// Most instructions whose needs are counted exactly; the count takes time of their square.
const COUNTED_MAX: usize = 100_000;
/// Most bytes of sets that counting may hold at once.
const COUNTING_BYTES_MAX: usize = 256 << 20;

/// Reorders the instructions so that fewer columns are alive at once, if that can be found; the same
/// instructions, each after those that it reads.
pub fn reorder(program: &mut Program) {
    let graph = Graph::new(program);
    let as_compiled: Vec<usize> = (0..graph.operands.len()).collect();
    let ordered = Placement::new(&graph).place(&graph);
    if ordered.len() != as_compiled.len()
        || graph.most_alive(&ordered) >= graph.most_alive(&as_compiled)
    {
        return;
    }
    let mut instructions: Vec<Option<Instruction>> =
        std::mem::take(&mut program.instructions).into_iter().map(Some).collect();
    program.instructions = ordered.iter().filter_map(|index| instructions[*index].take()).collect();
}

/// Which instruction reads the result of which, by their places in the program.
struct Graph {
    /// For each instruction, those that compute what it reads, each once, in order of reading.
    operands: Vec<Vec<u32>>,
    /// For each instruction, those that read it.
    users: Vec<Vec<u32>>,
    /// Whether it is one of the program's results, alive to the end.
    is_result: Vec<bool>,
    /// Instructions that compute the results, in their order.
    results: Vec<u32>,
    /// Whether it begins a long chain of one operation, such as a sum.
    begins_chain: Vec<bool>,
}

impl Graph {
    fn new(program: &Program) -> Graph {
        let count = program.instructions.len();
        let mut writers = Writers {
            numbers: vec![u32::MAX; program.columns as usize],
            values: vec![u32::MAX; program.value_columns as usize],
        };
        for (index, instruction) in program.instructions.iter().enumerate() {
            match instruction {
                Instruction::Number(number) => {
                    writers.numbers[number.column.0 as usize] = index as u32;
                }
                Instruction::Value(column, _) => writers.values[column.0 as usize] = index as u32,
            }
        }
        let mut graph = Graph {
            operands: Vec::with_capacity(count),
            users: vec![Vec::new(); count],
            is_result: vec![false; count],
            results: Vec::new(),
            begins_chain: vec![false; count],
        };
        for (index, instruction) in program.instructions.iter().enumerate() {
            let mut operands = writers.read_by(instruction);
            let mut seen = rustc_hash::FxHashSet::default();
            operands.retain(|operand| seen.insert(*operand));
            for operand in &operands {
                graph.users[*operand as usize].push(index as u32);
            }
            graph.operands.push(operands);
        }
        for result in &program.results {
            let mut read = Vec::new();
            writers.source(result, &mut read);
            for writer in read {
                graph.is_result[writer as usize] = true;
                graph.results.push(writer);
            }
        }
        graph.find_chains(program);
        let needs = graph.count_needs();
        for operands in &mut graph.operands {
            operands.sort_by_key(|operand| std::cmp::Reverse(needs[*operand as usize]));
        }
        graph
    }

    /// Finds where long chains of one operation begin.
    fn find_chains(&mut self, program: &Program) {
        let step = |index: usize| match &program.instructions[index] {
            Instruction::Number(number) => match &number.operation {
                Operation::Binary(operation, ..) => Some(*operation),
                _ => None,
            },
            Instruction::Value(..) => None,
        };
        let mut links_after = vec![0u32; self.users.len()];
        for index in (0..self.users.len()).rev() {
            if let [user] = self.users[index][..]
                && step(index).is_some()
                && step(index) == step(user as usize)
            {
                links_after[index] = links_after[user as usize] + 1;
            }
        }
        for index in 0..self.users.len() {
            let goes_on_one = |operand: &u32| {
                links_after[*operand as usize] == links_after[index] + 1
                    && step(*operand as usize) == step(index)
            };
            self.begins_chain[index] =
                links_after[index] >= LONG_CHAIN && !self.operands[index].iter().any(goes_on_one);
        }
    }

    /// How many instructions each one needs before it, directly or not; their places in the program
    /// where there are too many to count.
    fn count_needs(&self) -> Vec<u32> {
        let count = self.operands.len();
        let places: Vec<u32> = (0..count as u32).collect();
        let as_compiled: Vec<usize> = (0..count).collect();
        let words = count.div_ceil(64);
        let bytes = self.most_alive(&as_compiled).saturating_mul(words * 8);
        if count > COUNTED_MAX || bytes > COUNTING_BYTES_MAX {
            return places;
        }
        let mut unread: Vec<usize> = self.users.iter().map(Vec::len).collect();
        let mut sets: Vec<Vec<u64>> = vec![Vec::new(); count];
        let mut free: Vec<Vec<u64>> = Vec::new();
        let mut needs = vec![0; count];
        for index in 0..count {
            // No further than to itself: what comes later isn't needed.
            let length = index / 64 + 1;
            let mut set = free.pop().unwrap_or_default();
            set.clear();
            set.resize(length, 0u64);
            set[index / 64] |= 1 << (index % 64);
            for operand in &self.operands[index] {
                let operand = *operand as usize;
                for (word, other) in set.iter_mut().zip(&sets[operand]) {
                    *word |= other;
                }
                unread[operand] -= 1;
                if unread[operand] == 0 {
                    free.push(std::mem::take(&mut sets[operand]));
                }
            }
            needs[index] = set.iter().map(|word| word.count_ones()).sum();
            if unread[index] > 0 {
                sets[index] = set;
            } else {
                free.push(set);
            }
        }
        needs
    }

    /// The largest number of results alive at once in an order.
    fn most_alive(&self, order: &[usize]) -> usize {
        let mut unread: Vec<usize> = self.users.iter().map(Vec::len).collect();
        let (mut alive, mut most) = (0usize, 0);
        for index in order {
            alive += 1;
            most = most.max(alive);
            for operand in &self.operands[*index] {
                let operand = *operand as usize;
                unread[operand] -= 1;
                if unread[operand] == 0 && !self.is_result[operand] {
                    alive -= 1;
                }
            }
        }
        most
    }
}

/// The instruction that writes each column.
struct Writers {
    numbers: Vec<u32>,
    values: Vec<u32>,
}

impl Writers {
    fn number(&self, column: Column, read: &mut Vec<u32>) {
        read.extend(self.numbers.get(column.0 as usize).filter(|writer| **writer != u32::MAX));
    }

    fn value(&self, column: ValueColumn, read: &mut Vec<u32>) {
        read.extend(self.values.get(column.0 as usize).filter(|writer| **writer != u32::MAX));
    }

    fn source(&self, source: &Source, read: &mut Vec<u32>) {
        source.visit_columns(&mut |column| self.number(column, read));
        if let Source::Value(column) | Source::Element(column, ..) = source {
            self.value(*column, read);
        }
    }

    /// The instructions whose results an instruction reads.
    fn read_by(&self, instruction: &Instruction) -> Vec<u32> {
        let mut read = Vec::new();
        let interpreted = match instruction {
            Instruction::Value(_, interpreted) => interpreted,
            Instruction::Number(number) => match &number.operation {
                Operation::Interpret(interpreted) => interpreted,
                Operation::ToNumber(column) | Operation::ElementToNumber(column, ..) => {
                    self.value(*column, &mut read);
                    return read;
                }
                operation => {
                    operation.visit_columns(&mut |column| self.number(column, &mut read));
                    return read;
                }
            },
        };
        interpreted.reads.values().for_each(|source| self.source(source, &mut read));
        // The map's order differs from run to run of the compiler; a program doesn't.
        read.sort_unstable();
        read
    }
}

/// Instructions being placed in their order.
struct Placement {
    order: Vec<usize>,
    is_placed: Vec<bool>,
    /// Users of each instruction that aren't placed yet.
    unread: Vec<u32>,
    /// Placed instructions whose users are still to be looked at.
    fresh: Vec<u32>,
}

impl Placement {
    fn new(graph: &Graph) -> Placement {
        let count = graph.operands.len();
        Placement {
            order: Vec::with_capacity(count),
            is_placed: vec![false; count],
            unread: graph.users.iter().map(|users| users.len() as u32).collect(),
            fresh: Vec::new(),
        }
    }

    fn place(mut self, graph: &Graph) -> Vec<usize> {
        for result in &graph.results {
            self.place_with_operands(*result, graph);
        }
        self.order
    }

    /// Places an instruction after all that it needs; without recursion, since chains are long.
    fn place_with_operands(&mut self, root: u32, graph: &Graph) {
        let mut open: Vec<(u32, usize)> = vec![(root, 0)];
        while let Some((index, next)) = open.last_mut() {
            if self.is_placed[*index as usize] {
                open.pop();
                continue;
            }
            match graph.operands[*index as usize].get(*next) {
                Some(operand) => {
                    *next += 1;
                    if !self.is_placed[*operand as usize] {
                        open.push((*operand, 0));
                    }
                }
                None => {
                    let index = *index;
                    open.pop();
                    self.put(index, graph);
                    self.place_ahead(graph);
                }
            }
        }
    }

    fn put(&mut self, index: u32, graph: &Graph) {
        self.is_placed[index as usize] = true;
        self.order.push(index as usize);
        for operand in &graph.operands[index as usize] {
            self.unread[*operand as usize] -= 1;
        }
        self.fresh.push(index);
    }

    /// Places the users of fresh results that end as many lives as they begin.
    fn place_ahead(&mut self, graph: &Graph) {
        while let Some(fresh) = self.fresh.pop() {
            for user in &graph.users[fresh as usize] {
                if let Some(ahead) = self.best_ahead(*user, graph) {
                    for index in ahead {
                        self.put(index, graph);
                    }
                }
            }
        }
    }

    /// What to place ahead of its turn for a user of a column: for itself, or for what alone takes up
    /// its result, such as the sum that a product goes into.
    fn best_ahead(&self, user: u32, graph: &Graph) -> Option<Vec<u32>> {
        let mut wanted = user;
        for _ in 0..STEPS_AHEAD_MAX {
            if self.is_placed[wanted as usize] {
                return None;
            }
            if let Some(ahead) = self.ahead(wanted, graph) {
                return Some(ahead);
            }
            let [only] = graph.users[wanted as usize][..] else {
                return None;
            };
            wanted = only;
        }
        None
    }

    /// What has to be placed for an instruction, itself last, if it is little and doesn't leave more
    /// results alive than there are now.
    fn ahead(&self, user: u32, graph: &Graph) -> Option<Vec<u32>> {
        let mut needed: Vec<u32> = Vec::new();
        let mut open: Vec<(u32, usize)> = vec![(user, 0)];
        while let Some((index, next)) = open.last_mut() {
            match graph.operands[*index as usize].get(*next) {
                Some(operand) => {
                    *next += 1;
                    let operand = *operand;
                    let is_known = self.is_placed[operand as usize] || needed.contains(&operand);
                    if !is_known {
                        if needed.len() + open.len() >= AHEAD_MAX {
                            return None;
                        }
                        open.push((operand, 0));
                    }
                }
                None => {
                    needed.push(*index);
                    open.pop();
                }
            }
        }
        let mut ended = 0;
        let mut begun = 0;
        let mut read: Vec<u32> = Vec::new();
        for index in &needed {
            read.extend(&graph.operands[*index as usize]);
            let users = &graph.users[*index as usize];
            let is_kept =
                graph.is_result[*index as usize] || users.iter().any(|user| !needed.contains(user));
            begun += usize::from(is_kept);
        }
        read.sort_unstable();
        for reads in read.chunk_by(|a, b| a == b) {
            let operand = reads[0] as usize;
            let is_last = self.unread[operand] as usize == reads.len();
            ended += usize::from(self.is_placed[operand] && is_last && !graph.is_result[operand]);
        }
        let allowed = ended + usize::from(graph.begins_chain[user as usize]);
        (begun <= allowed).then_some(needed)
    }
}
