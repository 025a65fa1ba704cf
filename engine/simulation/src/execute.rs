//! Running a program over blocks of trials.
//!
//! A block is small enough that its live columns stay in the processor's cache. Columns are given
//! buffers by liveness: a buffer is reused once nothing reads its column any more.

use std::ops::{Deref, DerefMut, Range};
use std::sync::OnceLock;

use ulam_formula::coerce;
use ulam_formula::evaluate::{Evaluator, Progress, evaluate_formula};
use ulam_formula::function::Kernel;
use ulam_formula::syntax::Formula;
use ulam_formula::value::{CellError, Value};
use ulam_probability::distribution::Argument;
use ulam_probability::distributions;
use ulam_probability::random::Stream;
use ulam_probability::sampling::Sampler;

use crate::model::BackEnd;
use crate::native::code::{ALIGNMENT, NO_SUSPECTS, Suspects};
use crate::native::stages::Step;
use crate::native::{self, NativeProgram, Region};
use crate::program::{
    Column, Instruction, Interpreted, Operand, Operation, Program, Reduction, Source,
    VaryingArgument, VaryingLaw,
};
use crate::trial::{TrialContext, World};

mod calls;
pub mod kernels;
pub mod plan;
pub mod rates;
pub mod scalar;

use kernels::Values;
use plan::{Access, Plan, assign_buffers};

/// Bytes of live columns that a block aims at: a first-level cache, from which columns that were just
/// written are read again.
const LIVE_BYTES: usize = 48 * 1024;
/// Smallest and largest block, in trials.
const BLOCK_TRIALS: (usize, usize) = (64, 1024);
/// Groups of trials after which a region whose groups are mostly suspect is left to the kernels.
const TRIED_GROUPS: u64 = 128;

/// A program with buffers assigned, ready to run.
pub struct Schedule {
    program: Program,
    kernels: Plan,
    /// The program as machine code, once a run wants it; `None` if there can't be any.
    native: OnceLock<Option<NativeProgram>>,
}

/// What runs a schedule: the kernels, or machine code where it can.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    schedule: &'a Schedule,
    native: Option<&'a NativeProgram>,
}

/// One thread's buffers.
pub struct Workspace {
    frame: Frame,
    values: Vec<Vec<Value>>,
    scratch: Vec<f64>,
    regions: Vec<RegionState>,
    /// What machine code reads beside the frame.
    pool: AlignedNumbers,
}

/// Number columns, one after the other.
struct Frame {
    numbers: AlignedNumbers,
    /// Numbers from one column to the next.
    stride: usize,
}

/// Numbers that begin with a line of the cache.
struct AlignedNumbers {
    numbers: Vec<f64>,
    start: usize,
    length: usize,
}

impl AlignedNumbers {
    fn zeros(length: usize) -> AlignedNumbers {
        let numbers = vec![0.0; length + ALIGNMENT / size_of::<f64>()];
        let start = numbers.as_ptr().align_offset(ALIGNMENT).min(numbers.len() - length);
        AlignedNumbers { numbers, start, length }
    }

    fn copy_of(numbers: &[f64]) -> AlignedNumbers {
        let mut copy = AlignedNumbers::zeros(numbers.len());
        copy.copy_from_slice(numbers);
        copy
    }
}

impl Deref for AlignedNumbers {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.numbers[self.start..][..self.length]
    }
}

impl DerefMut for AlignedNumbers {
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.numbers[self.start..][..self.length]
    }
}

/// How a region has fared in one thread.
#[derive(Default)]
struct RegionState {
    suspects: Vec<Suspects>,
    groups: u64,
    suspect_groups: u64,
    is_left_to_kernels: bool,
    kernels: Option<Frame>,
}

impl Frame {
    fn new(buffers: usize, stride: usize) -> Frame {
        Frame { numbers: AlignedNumbers::zeros(buffers * stride), stride }
    }

    fn buffer(&self, buffer: u32) -> &[f64] {
        &self.numbers[buffer as usize * self.stride..][..self.stride]
    }

    fn buffer_mut(&mut self, buffer: u32) -> &mut [f64] {
        &mut self.numbers[buffer as usize * self.stride..][..self.stride]
    }

    /// A buffer to write, and all the others.
    fn split(&mut self, buffer: u32) -> (&mut [f64], Others<'_>) {
        let (before, rest) = self.numbers.split_at_mut(buffer as usize * self.stride);
        let (out, after) = rest.split_at_mut(self.stride);
        (out, Others { before, after, split: buffer as usize, stride: self.stride })
    }

    fn all(&self) -> Others<'_> {
        Others { before: &self.numbers, after: &[], split: usize::MAX, stride: self.stride }
    }
}

/// The buffers of a frame but the one that is written.
#[derive(Clone, Copy)]
struct Others<'w> {
    before: &'w [f64],
    after: &'w [f64],
    split: usize,
    stride: usize,
}

impl<'w> Others<'w> {
    fn buffer(&self, buffer: u32) -> &'w [f64] {
        let buffer = buffer as usize;
        match buffer < self.split {
            true => &self.before[buffer * self.stride..][..self.stride],
            false => &self.after[(buffer - self.split - 1) * self.stride..][..self.stride],
        }
    }
}

impl Schedule {
    /// Leaves out instructions whose results nothing reads, orders the others so that few columns
    /// are alive at once, and assigns buffers.
    pub fn new(mut program: Program) -> Schedule {
        remove_unused(&mut program);
        crate::compile::order::reorder(&mut program);
        let accesses: Vec<Access> = program.instructions.iter().map(Access::of).collect();
        let mut results = Vec::new();
        for result in &program.results {
            result.visit_columns(&mut |column| results.push(column));
        }
        let (buffers, buffer_count) = assign_buffers(program.columns, &[], &accesses, &results);
        let steps = (0..program.instructions.len()).map(Step::Kernel).collect();
        let kernels = Plan { steps, buffers, buffer_count };
        Schedule { program, kernels, native: OnceLock::new() }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Number of columns alive at once, where kernels run all.
    pub fn buffer_count(&self) -> usize {
        self.kernels.buffer_count
    }

    /// Trials in a block, so that the live columns fit the cache, where kernels run all.
    pub fn block_trials(&self) -> usize {
        fitting_block(self.buffer_count())
    }

    /// What is to run a number of trials. Machine code is compiled at the first call that needs it, and
    /// kept.
    pub fn engine(&self, back_end: BackEnd, trials: u64) -> Engine<'_> {
        let is_native = match back_end {
            BackEnd::Kernels => false,
            BackEnd::MachineCode => true,
            BackEnd::Automatic => {
                matches!(self.native.get(), Some(Some(_)))
                    || native::is_worthwhile(&self.program, trials)
            }
        };
        let compile = || NativeProgram::compile(&self.program);
        let native = if is_native { self.native.get_or_init(compile).as_ref() } else { None };
        Engine { schedule: self, native }
    }
}

fn fitting_block(buffers: usize) -> usize {
    let fitting = LIVE_BYTES / (size_of::<f64>() * buffers.max(1));
    (fitting / 64 * 64).clamp(BLOCK_TRIALS.0, BLOCK_TRIALS.1)
}

impl Engine<'_> {
    /// Whether machine code runs.
    pub fn is_native(&self) -> bool {
        self.native.is_some()
    }

    fn plan(&self) -> &Plan {
        self.native.map_or(&self.schedule.kernels, |native| &native.plan)
    }

    /// Trials in a block: as asked for, but no more than the buffers are made for.
    pub fn block_trials(&self, wanted: Option<usize>) -> usize {
        let wanted = wanted.map(|wanted| wanted.max(1));
        match self.native {
            Some(native) => wanted.unwrap_or(native.block).min(native.block),
            None => wanted.unwrap_or_else(|| self.schedule.block_trials()),
        }
    }

    /// Buffers for blocks of up to `trials`, as [`Engine::block_trials`] gives them.
    pub fn workspace(&self, trials: usize) -> Workspace {
        let stride = self.native.map_or(trials, NativeProgram::stride);
        let mut regions = Vec::new();
        regions.resize_with(self.native.map_or(0, |n| n.regions.len()), RegionState::default);
        Workspace {
            frame: Frame::new(self.plan().buffer_count, stride),
            values: vec![vec![Value::Blank; trials]; self.schedule.program.value_columns as usize],
            scratch: vec![0.0; stride],
            regions,
            pool: AlignedNumbers::copy_of(self.native.map_or(&[], |native| &native.pool)),
        }
    }

    /// Runs the trials `first_trial..first_trial + count`; results are then read by
    /// [`Engine::result`].
    pub fn run_block(
        &self,
        world: &World,
        samplers: &[Sampler],
        first_trial: u64,
        count: usize,
        workspace: &mut Workspace,
    ) {
        let plan = self.plan();
        let block =
            Block { program: &self.schedule.program, plan, world, samplers, first_trial, count };
        for step in &plan.steps {
            match (step, self.native) {
                (Step::Kernel(index), _) => block.instruction(*index, workspace),
                (Step::Region(index), Some(native)) => {
                    block.region(&native.regions[*index], *index, workspace);
                }
                (Step::Region(_), None) => {}
            }
        }
    }

    /// Writes a result of the block last run to `out`: numbers, and errors as NaNs. Text and empty
    /// values are `#VALUE!`, since they have no place in a distribution.
    pub fn result(&self, index: usize, workspace: &Workspace, out: &mut [f64]) {
        match &self.schedule.program.results[index] {
            Source::Number(operand) | Source::Boolean(operand) => match operand {
                Operand::Column(column) => {
                    let buffer = workspace.frame.buffer(self.plan().buffers[column.0 as usize]);
                    for (out, number) in out.iter_mut().zip(buffer) {
                        *out = *number + 0.0;
                    }
                }
                Operand::Constant(number) => out.fill(*number + 0.0),
            },
            Source::Constant(value) => out.fill(sample(value)),
            Source::Value(column) => {
                for (out, value) in out.iter_mut().zip(&workspace.values[column.0 as usize]) {
                    *out = sample(value);
                }
            }
            Source::Element(column, row, column_offset) => {
                for (out, value) in out.iter_mut().zip(&workspace.values[column.0 as usize]) {
                    *out = sample(&element(value, *row, *column_offset));
                }
            }
        }
    }
}

/// A value as a sample of a distribution.
fn sample(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Boolean(boolean) => *boolean as u8 as f64,
        Value::Error(error) => error.to_nan(),
        Value::Array(array) => sample(array.get(0, 0)),
        _ => CellError::Value.to_nan(),
    }
}

/// An element of a value that may be an array; a single row or column is repeated, a scalar is every
/// element.
pub(crate) fn element(value: &Value, row: u32, column: u32) -> Value {
    match value {
        Value::Array(array) => array.broadcast(row as usize, column as usize),
        scalar => scalar.clone(),
    }
}

/// Drops the instructions whose columns nothing reads.
fn remove_unused(program: &mut Program) {
    let mut numbers = vec![false; program.columns as usize];
    let mut values = vec![false; program.value_columns as usize];
    for result in &program.results {
        result.visit_columns(&mut |column| numbers[column.0 as usize] = true);
        result.visit_value_columns(&mut |column| values[column.0 as usize] = true);
    }
    let mut kept = Vec::with_capacity(program.instructions.len());
    for instruction in program.instructions.drain(..).rev() {
        let is_used = match &instruction {
            Instruction::Number(number) => numbers[number.column.0 as usize],
            Instruction::Value(column, _) => values[column.0 as usize],
        };
        if is_used {
            instruction.visit_columns(&mut |column| numbers[column.0 as usize] = true);
            instruction.visit_value_columns(&mut |column| values[column.0 as usize] = true);
            kept.push(instruction);
        }
    }
    kept.reverse();
    program.instructions = kept;
}

/// Trials that are run together.
struct Block<'a> {
    program: &'a Program,
    plan: &'a Plan,
    world: &'a World<'a>,
    samplers: &'a [Sampler],
    first_trial: u64,
    count: usize,
}

/// What an instruction reads.
#[derive(Clone, Copy)]
struct Read<'w> {
    plan: &'w Plan,
    numbers: Others<'w>,
    values: &'w [Vec<Value>],
    count: usize,
}

impl<'w> Read<'w> {
    fn column(&self, column: Column) -> &'w [f64] {
        &self.numbers.buffer(self.plan.buffers[column.0 as usize])[..self.count]
    }

    fn operand(&self, operand: &Operand) -> Values<'w> {
        match operand {
            Operand::Column(column) => Values::Column(self.column(*column)),
            Operand::Constant(number) => Values::Constant(*number),
        }
    }
}

impl Block<'_> {
    fn instruction(&self, index: usize, workspace: &mut Workspace) {
        let Workspace { frame, values, scratch, .. } = workspace;
        match &self.program.instructions[index] {
            Instruction::Number(number) => {
                let (out, numbers) = frame.split(self.plan.buffers[number.column.0 as usize]);
                let read = Read { plan: self.plan, numbers, values, count: self.count };
                self.compute(&number.operation, read, scratch, &mut out[..self.count]);
            }
            Instruction::Value(column, interpreted) => {
                let mut out = std::mem::take(&mut values[column.0 as usize]);
                let numbers = frame.all();
                let read = Read { plan: self.plan, numbers, values, count: self.count };
                self.interpret(interpreted, read, |trial, value| out[trial] = value);
                values[column.0 as usize] = out;
            }
        }
    }

    /// Runs a region by machine code, and the groups of trials that are suspect by kernels.
    fn region(&self, region: &Region, index: usize, workspace: &mut Workspace) {
        let Workspace { frame, regions, pool, .. } = workspace;
        let state = &mut regions[index];
        if state.is_left_to_kernels {
            return self.region_by_kernels(region, 0..self.count, frame, &mut state.kernels);
        }
        let group_trials = region.code.group();
        let groups = self.count.div_ceil(group_trials);
        // A group's trials beyond the last one repeat it.
        for column in &region.staged.inputs {
            let buffer = frame.buffer_mut(self.plan.buffers[column.0 as usize]);
            let last = buffer[self.count - 1];
            buffer[self.count..groups * group_trials].fill(last);
        }
        state.suspects.clear();
        state.suspects.resize(groups, NO_SUSPECTS);
        region.code.run(&mut frame.numbers, pool, groups, &mut state.suspects);
        let is_suspect = |group: usize| state.suspects[group] != NO_SUSPECTS;
        let mut group = 0;
        while group < groups {
            let start = group;
            while group < groups && is_suspect(group) {
                group += 1;
            }
            if start < group {
                let trials = start * group_trials..(group * group_trials).min(self.count);
                self.region_by_kernels(region, trials, frame, &mut state.kernels);
                state.suspect_groups += (group - start) as u64;
            } else {
                group += 1;
            }
        }
        state.groups += groups as u64;
        state.is_left_to_kernels =
            state.groups >= TRIED_GROUPS && state.suspect_groups * 2 > state.groups;
    }

    /// Runs some trials of a region by kernels, in a frame of their own.
    fn region_by_kernels(
        &self,
        region: &Region,
        trials: Range<usize>,
        frame: &mut Frame,
        kernels: &mut Option<Frame>,
    ) {
        let plan = &region.kernels;
        let block = fitting_block(plan.buffer_count);
        let own = kernels.get_or_insert_with(|| Frame::new(plan.buffer_count, block));
        let mut scratch = vec![0.0; block];
        for start in trials.clone().step_by(block) {
            let count = block.min(trials.end - start);
            for column in &region.staged.inputs {
                let from = &frame.buffer(self.plan.buffers[column.0 as usize])[start..][..count];
                own.buffer_mut(plan.buffers[column.0 as usize])[..count].copy_from_slice(from);
            }
            let part = Block { plan, first_trial: self.first_trial + start as u64, count, ..*self };
            for index in &region.staged.instructions {
                if let Instruction::Number(number) = &self.program.instructions[*index] {
                    let (out, numbers) = own.split(plan.buffers[number.column.0 as usize]);
                    let read = Read { plan, numbers, values: &[], count };
                    part.compute(&number.operation, read, &mut scratch, &mut out[..count]);
                }
            }
            for column in &region.staged.outputs {
                let to = frame.buffer_mut(self.plan.buffers[column.0 as usize]);
                let from = own.buffer(plan.buffers[column.0 as usize]);
                to[start..start + count].copy_from_slice(&from[..count]);
            }
        }
    }

    fn compute(&self, operation: &Operation, read: Read, scratch: &mut [f64], out: &mut [f64]) {
        match operation {
            Operation::Uniform { draw } => self.samplers[*draw].fill(self.first_trial, out),
            Operation::Quantile { law, probability } => {
                law.quantiles(read.column(*probability), out);
                kernels::repair(out, |trial| {
                    scalar::checked(law.quantile(read.column(*probability)[trial]))
                });
            }
            Operation::Mixing { copula } => {
                let stream = Stream::new(self.world.seed, &copula.identity);
                let mut uniforms = [vec![0.0; out.len()], vec![0.0; out.len()]];
                for (draw, uniforms) in uniforms.iter_mut().enumerate() {
                    stream.fill(self.first_trial, draw as u32, uniforms);
                }
                copula.mixture.mix(&uniforms[0], &uniforms[1], out);
            }
            Operation::MixedUniform { copula, place, own, mixing } => {
                let own = read.column(*own);
                let mixing = read.column(*mixing);
                copula.mixture.probabilities(*place, own, mixing, out);
            }
            Operation::QuantileOfNormal { law, normal } => {
                law.quantiles_of_normal(read.column(*normal), out);
                kernels::repair(out, |trial| {
                    let z = read.column(*normal)[trial];
                    scalar::checked(law.quantile_of_normal(z))
                });
            }
            Operation::VaryingQuantile { call, probability } => {
                let probability = read.column(*probability);
                for (trial, out) in out.iter_mut().enumerate() {
                    let value = |operand: &Operand| read.operand(operand).at(trial);
                    *out = varying_quantile(call, &value, probability[trial]);
                }
            }
            Operation::Unary(operation, x) => {
                kernels::unary(*operation, read.operand(x), out);
            }
            Operation::Binary(operation, left, right) => {
                kernels::binary(*operation, read.operand(left), read.operand(right), out);
            }
            Operation::Select { condition, then, otherwise } => {
                let (then, otherwise) = (read.operand(then), read.operand(otherwise));
                match read.operand(condition) {
                    Values::Column(condition) => kernels::select(condition, then, otherwise, out),
                    Values::Constant(condition) => {
                        for (trial, out) in out.iter_mut().enumerate() {
                            *out = match condition {
                                error if error.is_nan() => error,
                                0.0 => otherwise.at(trial),
                                _ => then.at(trial),
                            };
                        }
                    }
                }
            }
            Operation::Reduce(reduction, operands) => self.reduce(*reduction, operands, read, out),
            Operation::SumProduct(pairs) => self.sum_product(pairs, read, out),
            Operation::LinearCombination(terms) => {
                out.fill(0.0);
                for (coefficient, column) in terms.iter() {
                    kernels::accumulate_scaled(read.column(*column), *coefficient, out);
                }
            }
            Operation::NetPresentValue { rate, flows } => {
                self.net_present_value(rate, flows, read, scratch, out);
            }
            Operation::Lookup { table, key } => match read.operand(key) {
                Values::Column(keys) => table.find_block(keys, out),
                Values::Constant(key) => out.fill(table.find(key)),
            },
            Operation::Pick { position, from, outside } => {
                let positions = read.operand(position);
                for (trial, out) in out.iter_mut().enumerate() {
                    let mut at = |index: usize| {
                        from.get(index).map(|operand| read.operand(operand).at(trial))
                    };
                    *out = scalar::pick(positions.at(trial), &mut at, *outside);
                }
            }
            Operation::InternalRate { flows, days, guess } => {
                let flows: Vec<Values> = flows.iter().map(|flow| read.operand(flow)).collect();
                rates::internal_rates(&flows, days.as_deref(), read.operand(guess), out);
            }
            Operation::Call(call) => self.call(call, read, out),
            Operation::Function(function, arguments) => {
                let Kernel::Numbers(kernel) = function.kernel else {
                    out.fill(CellError::Value.to_nan());
                    return;
                };
                let operands: Vec<Values> =
                    arguments.iter().map(|argument| read.operand(argument)).collect();
                let mut numbers = vec![0.0; operands.len()];
                for (trial, out) in out.iter_mut().enumerate() {
                    *out = call_numbers(kernel, &operands, trial, &mut numbers);
                }
            }
            Operation::ToNumber(column) => {
                let dates = self.world.workbook.date_system();
                for (out, value) in out.iter_mut().zip(&read.values[column.0 as usize]) {
                    *out = number_or_nan(&element(value, 0, 0), dates);
                }
            }
            Operation::ElementToNumber(column, row, column_offset) => {
                let dates = self.world.workbook.date_system();
                for (out, value) in out.iter_mut().zip(&read.values[column.0 as usize]) {
                    *out = number_or_nan(&element(value, *row, *column_offset), dates);
                }
            }
            Operation::Interpret(interpreted) => {
                self.interpret(interpreted, read, |trial, value| out[trial] = sample(&value));
            }
        }
    }

    fn reduce(&self, reduction: Reduction, operands: &[Operand], read: Read, out: &mut [f64]) {
        let (first, step): (f64, fn(Values, &mut [f64])) = match reduction {
            Reduction::Sum | Reduction::Average => (0.0, |values, out| match values {
                Values::Column(x) => kernels::accumulate(x, out),
                Values::Constant(x) => kernels::accumulate_constant(x, out),
            }),
            Reduction::Product => (1.0, |values, out| match values {
                Values::Column(x) => kernels::scale(x, out),
                Values::Constant(x) => kernels::scale_constant(x, out),
            }),
            Reduction::Minimum | Reduction::Maximum => {
                return self.extreme(reduction, operands, read, out);
            }
            Reduction::And | Reduction::Or => {
                for (trial, out) in out.iter_mut().enumerate() {
                    let mut numbers =
                        operands.iter().map(|operand| read.operand(operand).at(trial));
                    *out = scalar::reduce(reduction, &mut numbers);
                }
                return;
            }
        };
        out.fill(first);
        for operand in operands {
            step(read.operand(operand), out);
        }
        if reduction == Reduction::Average {
            let count = operands.len() as f64;
            for out in out.iter_mut() {
                *out /= count;
            }
        }
        kernels::repair(out, |trial| {
            let mut numbers = operands.iter().map(|operand| read.operand(operand).at(trial));
            scalar::reduce(reduction, &mut numbers)
        });
    }

    fn extreme(&self, reduction: Reduction, operands: &[Operand], read: Read, out: &mut [f64]) {
        out.fill(if reduction == Reduction::Minimum { f64::INFINITY } else { f64::NEG_INFINITY });
        let mut is_finite = true;
        for operand in operands {
            match (read.operand(operand), reduction) {
                (Values::Column(x), _) => {
                    is_finite &= ulam_numeric::block::all_finite(x);
                    if reduction == Reduction::Minimum {
                        kernels::lower_to(x, out);
                    } else {
                        kernels::raise_to(x, out);
                    }
                }
                (Values::Constant(x), _) => {
                    is_finite &= x.is_finite();
                    for out in out.iter_mut() {
                        let is_beyond =
                            if reduction == Reduction::Minimum { x < *out } else { x > *out };
                        if is_beyond {
                            *out = x;
                        }
                    }
                }
            }
        }
        if !is_finite {
            for (trial, out) in out.iter_mut().enumerate() {
                let mut numbers = operands.iter().map(|operand| read.operand(operand).at(trial));
                *out = scalar::reduce(reduction, &mut numbers);
            }
        }
    }

    fn sum_product(&self, pairs: &[(Operand, Operand)], read: Read, out: &mut [f64]) {
        out.fill(0.0);
        for (left, right) in pairs {
            match (read.operand(left), read.operand(right)) {
                (Values::Column(left), Values::Column(right)) => {
                    kernels::accumulate_product(left, right, out);
                }
                (Values::Column(column), Values::Constant(number))
                | (Values::Constant(number), Values::Column(column)) => {
                    kernels::accumulate_scaled(column, number, out);
                }
                (Values::Constant(left), Values::Constant(right)) => {
                    kernels::accumulate_constant(left * right, out);
                }
            }
        }
        kernels::repair(out, |trial| {
            let value = |operand: &Operand| read.operand(operand).at(trial);
            let lefts = pairs.iter().map(|(left, _)| value(left));
            let rights = pairs.iter().map(|(_, right)| value(right));
            // As SUMPRODUCT looks for them: the errors of the first array, then those of the second.
            if let Some(error) = lefts.chain(rights).find(|number| number.is_nan()) {
                return error;
            }
            let mut products = pairs.iter().map(|(left, right)| value(left) * value(right));
            scalar::reduce(Reduction::Sum, &mut products)
        });
    }

    fn net_present_value(
        &self,
        rate: &Operand,
        flows: &[Operand],
        read: Read,
        growth: &mut [f64],
        out: &mut [f64],
    ) {
        growth.fill(1.0);
        out.fill(0.0);
        let mut constant_growth = 1.0;
        for flow in flows {
            match (read.operand(rate), read.operand(flow)) {
                (Values::Column(rate), Values::Column(flow)) => {
                    kernels::discount(rate, flow, &mut growth[..self.count], out);
                }
                (Values::Constant(rate), Values::Column(flow)) => {
                    constant_growth *= 1.0 + rate;
                    kernels::discount_constant(flow, constant_growth, out);
                }
                (rate, flow) => {
                    for (trial, out) in out.iter_mut().enumerate() {
                        if let Values::Column(rate) = rate {
                            growth[trial] *= 1.0 + rate[trial];
                            *out += flow.at(trial) / growth[trial];
                        }
                    }
                    if let Values::Constant(rate) = rate {
                        constant_growth *= 1.0 + rate;
                        kernels::accumulate_constant(flow.at(0) / constant_growth, out);
                    }
                }
            }
        }
        kernels::repair(out, |trial| {
            let rate = read.operand(rate).at(trial);
            let mut flows = flows.iter().map(|flow| read.operand(flow).at(trial));
            scalar::net_present_value(rate, &mut flows)
        });
    }

    /// Evaluates an expression in each trial of the block.
    fn interpret(
        &self,
        interpreted: &Interpreted,
        read: Read,
        mut store: impl FnMut(usize, Value),
    ) {
        let formula = Formula { root: (*interpreted.expr).clone(), sites: 0 };
        let read = |source: &Source, trial: usize| self.read(source, trial, read);
        let context = TrialContext::new(
            self.world,
            self.samplers,
            &interpreted.reads,
            interpreted.is_dynamic,
            &read,
        );
        for trial in 0..self.count {
            context.start(self.first_trial, trial);
            let value = if interpreted.is_whole_formula {
                evaluate_formula(&context, interpreted.host, interpreted.entry, &formula)
            } else {
                let progress = Progress::default();
                let evaluator =
                    Evaluator::new(&context, interpreted.host, interpreted.entry, &progress);
                evaluator.evaluate_scalar(&formula.root)
            };
            store(trial, value);
        }
    }

    fn read(&self, source: &Source, trial: usize, read: Read) -> Value {
        match source {
            Source::Number(operand) => Value::number(read.operand(operand).at(trial)),
            Source::Boolean(operand) => match read.operand(operand).at(trial) {
                error if error.is_nan() => Value::Error(CellError::from_nan(error)),
                number => Value::Boolean(number != 0.0),
            },
            Source::Value(column) => read.values[column.0 as usize][trial].clone(),
            Source::Constant(value) => value.clone(),
            Source::Element(column, row, column_offset) => {
                element(&read.values[column.0 as usize][trial], *row, *column_offset)
            }
        }
    }
}

fn number_or_nan(value: &Value, dates: ulam_formula::context::DateSystem) -> f64 {
    match coerce::to_number(value, dates) {
        Ok(number) => number,
        Err(error) => error.to_nan(),
    }
}

fn call_numbers(
    kernel: fn(&[f64]) -> Result<f64, CellError>,
    operands: &[Values],
    trial: usize,
    numbers: &mut [f64],
) -> f64 {
    for (number, operand) in numbers.iter_mut().zip(operands) {
        *number = operand.at(trial);
        if number.is_nan() {
            return *number;
        }
    }
    match kernel(numbers) {
        Ok(number) => scalar::checked(number),
        Err(error) => error.to_nan(),
    }
}

/// The quantile of a law whose parameters are those of one trial.
pub(crate) fn varying_quantile(
    call: &VaryingLaw,
    value: &dyn Fn(&Operand) -> f64,
    probability: f64,
) -> f64 {
    let mut error = None;
    call.visit_operands(&mut |operand| {
        let number = value(operand);
        if number.is_nan() && error.is_none() {
            error = Some(number);
        }
    });
    if let Some(error) = error {
        return error;
    }
    let arguments: Vec<Argument> = call
        .arguments
        .iter()
        .map(|argument| match argument {
            VaryingArgument::Number(number) => Argument::Number(value(number)),
            VaryingArgument::List(numbers) => Argument::List(numbers.iter().map(value).collect()),
        })
        .collect();
    let mut law = distributions::build(&call.name, &arguments);
    for truncation in &call.truncations {
        let (low, high) = (truncation.low.as_ref().map(value), truncation.high.as_ref().map(value));
        law = law.and_then(|law| match truncation.is_by_probability {
            true => distributions::truncated_by_probability(law, low, high),
            false => distributions::truncated(law, low, high),
        });
    }
    match law {
        Ok(law) => {
            scalar::checked(law.quantile(probability) + call.shift.as_ref().map_or(0.0, value))
        }
        Err(_) => CellError::Value.to_nan(),
    }
}
