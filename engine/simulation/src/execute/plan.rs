//! The buffers of a program's columns: a buffer is used again once nothing reads its column any more.

use crate::native::stages::Step;
use crate::program::{Column, Instruction};

/// The buffer of a column that has none.
pub const NO_BUFFER: u32 = u32::MAX;

/// Steps, and where their columns are.
pub struct Plan {
    /// What is run, in order.
    pub steps: Vec<Step>,
    /// The buffer of each number column.
    pub buffers: Vec<u32>,
    /// Number of buffers.
    pub buffer_count: usize,
}

/// The columns of a step.
pub struct Access {
    /// Those that it reads.
    pub reads: Vec<Column>,
    /// Those that it writes.
    pub writes: Vec<Column>,
}

impl Access {
    /// The columns of an instruction.
    pub fn of(instruction: &Instruction) -> Access {
        let mut reads = Vec::new();
        instruction.visit_columns(&mut |column| reads.push(column));
        reads.sort_unstable();
        reads.dedup();
        let writes = match instruction {
            Instruction::Number(number) => vec![number.column],
            Instruction::Value(..) => Vec::new(),
        };
        Access { reads, writes }
    }
}

/// The buffer of each of `columns` columns, and the number of buffers. Columns `before` are there at
/// the start; neither they nor those `kept` are given up.
pub fn assign_buffers(
    columns: u32,
    before: &[Column],
    steps: &[Access],
    kept: &[Column],
) -> (Vec<u32>, usize) {
    const NEVER: usize = usize::MAX;
    let mut last_use = vec![NEVER; columns as usize];
    for (index, step) in steps.iter().enumerate() {
        for column in &step.reads {
            last_use[column.0 as usize] = index;
        }
    }
    for column in before.iter().chain(kept) {
        last_use[column.0 as usize] = NEVER;
    }
    let mut buffers = vec![NO_BUFFER; columns as usize];
    let mut free = Vec::new();
    let mut count = 0;
    let mut take = |free: &mut Vec<u32>| {
        free.pop().unwrap_or_else(|| {
            count += 1;
            count - 1
        })
    };
    for column in before {
        buffers[column.0 as usize] = take(&mut free);
    }
    for (index, step) in steps.iter().enumerate() {
        // A result's buffer is taken before those of its operands are freed, so that a step never
        // writes what it reads.
        for column in &step.writes {
            buffers[column.0 as usize] = take(&mut free);
        }
        for column in &step.reads {
            if last_use[column.0 as usize] == index {
                free.push(buffers[column.0 as usize]);
            }
        }
    }
    (buffers, count as usize)
}
