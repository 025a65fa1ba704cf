//! Which instructions of a program run together as machine code.
//!
//! An instruction is *native* if it is arithmetic on numbers, and else a *kernel*. The program becomes
//! kernels, a region of native instructions, kernels, a region, ...: with few regions, a native
//! instruction is in the first region after the kernels that it reads, and a kernel follows the regions
//! that it reads. The program is in single assignment, so that any order will do in which operands come
//! first.

use rustc_hash::FxHashSet;

use crate::native::lower::is_native;
use crate::program::{Column, Instruction, Program};

/// A step of a staged program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The instruction of this index.
    Kernel(usize),
    /// The region of this index.
    Region(usize),
}

/// Native instructions that run together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedRegion {
    /// Their indices in the program, in its order.
    pub instructions: Vec<usize>,
    /// The columns that they read of others.
    pub inputs: Vec<Column>,
    /// The columns of theirs that others read.
    pub outputs: Vec<Column>,
}

/// A program's order with regions.
pub struct Stages {
    /// Every instruction, alone or in a region.
    pub steps: Vec<Step>,
    /// The regions.
    pub regions: Vec<StagedRegion>,
}

/// Stages a program without unused instructions into few large regions: what they read of kernels is
/// computed before, and kept.
pub fn few_regions(program: &Program) -> Stages {
    let count = program.instructions.len();
    let native: Vec<bool> = program.instructions.iter().map(is_native_instruction).collect();
    let reads = Reads::new(program);
    let mut stage = vec![0u32; count];
    for index in 0..count {
        stage[index] = u32::from(native[index]);
        for writer in &reads.of[index] {
            let is_after = native[index] && !native[*writer];
            stage[index] = stage[index].max(stage[*writer] + u32::from(is_after));
        }
    }
    delay(program, &native, &reads, &mut stage);
    by_stage(program, &native, &reads, &stage)
}

/// Stages a program in its own order, in which few columns are alive at once: a region is what lies
/// between kernels.
pub fn in_order(program: &Program) -> Stages {
    let native: Vec<bool> = program.instructions.iter().map(is_native_instruction).collect();
    let reads = Reads::new(program);
    let mut stage = vec![0u32; native.len()];
    for index in 1..native.len() {
        let begins_region = native[index] && !native[index - 1];
        stage[index] = stage[index - 1] + u32::from(begins_region);
    }
    by_stage(program, &native, &reads, &stage)
}

/// The stages one after the other, in each the region first.
fn by_stage(program: &Program, native: &[bool], reads: &Reads, stage: &[u32]) -> Stages {
    let last = stage.iter().copied().max().unwrap_or(0) as usize;
    let mut kernels = vec![Vec::new(); last + 1];
    let mut regions = vec![Vec::new(); last + 1];
    for index in 0..native.len() {
        match native[index] {
            true => regions[stage[index] as usize].push(index),
            false => kernels[stage[index] as usize].push(index),
        }
    }
    let mut stages = Stages { steps: Vec::new(), regions: Vec::new() };
    for (kernels, region) in kernels.into_iter().zip(regions) {
        if !region.is_empty() {
            stages.steps.push(Step::Region(stages.regions.len()));
            let (inputs, outputs) = (Vec::new(), Vec::new());
            stages.regions.push(StagedRegion { instructions: region, inputs, outputs });
        }
        stages.steps.extend(kernels.into_iter().map(Step::Kernel));
    }
    find_borders(program, reads, &mut stages);
    stages
}

fn is_native_instruction(instruction: &Instruction) -> bool {
    match instruction {
        Instruction::Number(number) => is_native(&number.operation),
        Instruction::Value(..) => false,
    }
}

/// The instructions whose columns each instruction reads.
struct Reads {
    of: Vec<Vec<usize>>,
    is_result: Vec<bool>,
}

impl Reads {
    fn new(program: &Program) -> Reads {
        const NOBODY: usize = usize::MAX;
        let mut number_writer = vec![NOBODY; program.columns as usize];
        let mut value_writer = vec![NOBODY; program.value_columns as usize];
        let mut of = Vec::with_capacity(program.instructions.len());
        for (index, instruction) in program.instructions.iter().enumerate() {
            let mut read = Vec::new();
            instruction.visit_columns(&mut |column| read.push(number_writer[column.0 as usize]));
            instruction.visit_value_columns(&mut |column| {
                read.push(value_writer[column.0 as usize]);
            });
            read.sort_unstable();
            read.dedup();
            read.retain(|writer| *writer != NOBODY);
            of.push(read);
            match instruction {
                Instruction::Number(number) => number_writer[number.column.0 as usize] = index,
                Instruction::Value(column, _) => value_writer[column.0 as usize] = index,
            }
        }
        let mut is_result = vec![false; program.instructions.len()];
        for result in &program.results {
            result.visit_columns(&mut |column| {
                if let Some(flag) = is_result.get_mut(number_writer[column.0 as usize]) {
                    *flag = true;
                }
            });
        }
        Reads { of, is_result }
    }
}

/// Moves native instructions to the region that first reads them, where that doesn't make more
/// columns cross regions.
fn delay(program: &Program, native: &[bool], reads: &Reads, stage: &mut [u32]) {
    const NEVER: u32 = u32::MAX;
    let count = program.instructions.len();
    let mut wanted_first = vec![NEVER; count];
    let mut wanted_last = vec![0; count];
    // Also by instructions that come before the one at hand, and that the pass below finds too late.
    for (writers, stage) in reads.of.iter().zip(&*stage) {
        for writer in writers {
            wanted_last[*writer] = wanted_last[*writer].max(*stage);
        }
    }
    for index in (0..count).rev() {
        let first = wanted_first[index];
        if native[index] && !reads.is_result[index] && first != NEVER && first > stage[index] {
            let is_new = |writer: &&usize| wanted_last[**writer] < first;
            if reads.of[index].iter().filter(is_new).count() <= 1 {
                stage[index] = first;
            }
        }
        for writer in &reads.of[index] {
            wanted_first[*writer] = wanted_first[*writer].min(stage[index]);
            wanted_last[*writer] = wanted_last[*writer].max(stage[index]);
        }
    }
}

fn find_borders(program: &Program, reads: &Reads, stages: &mut Stages) {
    const KERNEL: usize = usize::MAX;
    let mut region_of = vec![KERNEL; program.instructions.len()];
    for (number, region) in stages.regions.iter().enumerate() {
        for index in &region.instructions {
            region_of[*index] = number;
        }
    }
    let mut is_read_elsewhere = reads.is_result.clone();
    for (index, writers) in reads.of.iter().enumerate() {
        for writer in writers {
            is_read_elsewhere[*writer] |= region_of[*writer] != region_of[index];
        }
    }
    for region in &mut stages.regions {
        let mut own = FxHashSet::default();
        let mut read = FxHashSet::default();
        for index in &region.instructions {
            let Instruction::Number(number) = &program.instructions[*index] else {
                continue;
            };
            number.operation.visit_columns(&mut |column| {
                if !own.contains(&column) && read.insert(column) {
                    region.inputs.push(column);
                }
            });
            own.insert(number.column);
            if is_read_elsewhere[*index] {
                region.outputs.push(number.column);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{
        BinaryOperation, NumberInstruction, Operand, Operation, Source, UnaryOperation,
    };

    fn program(operations: Vec<Operation>, result: u32) -> Program {
        let columns = operations.len() as u32;
        let number = |(column, operation)| {
            Instruction::Number(NumberInstruction { column: Column(column), operation })
        };
        Program {
            instructions: (0..).zip(operations).map(number).collect(),
            draws: Vec::new(),
            results: vec![Source::Number(Operand::Column(Column(result)))],
            columns,
            value_columns: 0,
            ranges: Vec::new(),
            labels: Vec::new(),
        }
    }

    #[test]
    fn what_only_a_later_region_reads_is_computed_there() {
        let column = |column| Operand::Column(Column(column));
        let times = |a, b| Operation::Binary(BinaryOperation::Multiply, column(a), column(b));
        let program = program(
            vec![
                Operation::Uniform { draw: 0 },
                Operation::Uniform { draw: 1 },
                // The growth of a year, then what a kernel reads.
                times(0, 0),
                times(1, 1),
                Operation::Unary(UnaryOperation::Exponential, column(3)),
                // The first year, the growth of two, and the second.
                times(2, 4),
                times(2, 0),
                times(6, 5),
            ],
            7,
        );
        let stages = few_regions(&program);
        let outputs: Vec<&[Column]> =
            stages.regions.iter().map(|region| &region.outputs[..]).collect();
        assert_eq!(outputs, [&[Column(3)][..], &[Column(7)]]);
    }
}
