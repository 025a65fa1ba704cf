//! Running a program over blocks of trials.
//!
//! A block is small enough that its live columns stay in the processor's cache. Columns are given
//! buffers by liveness: a buffer is reused once nothing reads its column any more.

use ulam_formula::coerce;
use ulam_formula::evaluate::{Evaluator, Progress, evaluate_formula};
use ulam_formula::function::Kernel;
use ulam_formula::syntax::Formula;
use ulam_formula::value::{CellError, Value};
use ulam_probability::distribution::Argument;
use ulam_probability::distributions;
use ulam_probability::random::Stream;
use ulam_probability::sampling::Sampler;

use crate::program::{
    Column, Instruction, Interpreted, NumberInstruction, Operand, Operation, Program, Reduction,
    Source, ValueColumn, VaryingArgument, VaryingLaw,
};
use crate::trial::{TrialContext, World};

mod calls;
pub mod kernels;
pub mod rates;
pub mod scalar;

use kernels::Values;

/// Bytes of live columns that a block aims at: half of a common second-level cache.
const LIVE_BYTES: usize = 256 * 1024;
/// Smallest and largest block, in trials.
const BLOCK_TRIALS: (usize, usize) = (64, 1024);

/// A program with buffers assigned, ready to run.
pub struct Schedule {
    program: Program,
    /// The buffer of each number column.
    buffers: Vec<u32>,
    buffer_count: usize,
}

/// One thread's buffers.
pub struct Workspace {
    buffers: Vec<Vec<f64>>,
    values: Vec<Vec<Value>>,
    scratch: Vec<f64>,
}

const NO_BUFFER: u32 = u32::MAX;

impl Schedule {
    /// Leaves out instructions whose results nothing reads, orders the others so that few columns
    /// are alive at once, and assigns buffers.
    pub fn new(mut program: Program) -> Schedule {
        remove_unused(&mut program);
        crate::compile::order::reorder(&mut program);
        let last_use = last_uses(&program);
        let mut buffers = vec![NO_BUFFER; program.columns as usize];
        let mut free = Vec::new();
        let mut buffer_count = 0;
        for (index, instruction) in program.instructions.iter().enumerate() {
            // A result's buffer is taken before those of its operands are freed, so that a kernel
            // never writes what it reads.
            if let Instruction::Number(number) = instruction {
                let buffer = free.pop().unwrap_or_else(|| {
                    buffer_count += 1;
                    buffer_count - 1
                });
                buffers[number.column.0 as usize] = buffer;
            }
            let mut read = Vec::new();
            visit_columns(instruction, &mut |column| read.push(column));
            read.sort_unstable();
            read.dedup();
            for column in read {
                if last_use[column.0 as usize] == index {
                    free.push(buffers[column.0 as usize]);
                }
            }
        }
        Schedule { program, buffers, buffer_count: buffer_count as usize }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Number of columns alive at once.
    pub fn buffer_count(&self) -> usize {
        self.buffer_count
    }

    /// Trials in a block, so that the live columns fit the cache.
    pub fn block_trials(&self) -> usize {
        let fitting = LIVE_BYTES / (8 * self.buffer_count.max(1));
        (fitting / 64 * 64).clamp(BLOCK_TRIALS.0, BLOCK_TRIALS.1)
    }

    /// Buffers for blocks of up to `trials`.
    pub fn workspace(&self, trials: usize) -> Workspace {
        Workspace {
            buffers: vec![vec![0.0; trials]; self.buffer_count],
            values: vec![vec![Value::Blank; trials]; self.program.value_columns as usize],
            scratch: vec![0.0; trials],
        }
    }

    /// Runs the trials `first_trial..first_trial + count`; results are then read by
    /// [`Schedule::result`].
    pub fn run_block(
        &self,
        world: &World,
        samplers: &[Sampler],
        first_trial: u64,
        count: usize,
        workspace: &mut Workspace,
    ) {
        let block = Block { schedule: self, world, samplers, first_trial, count };
        for instruction in &self.program.instructions {
            match instruction {
                Instruction::Number(number) => block.number(number, workspace),
                Instruction::Value(column, interpreted) => {
                    block.value(*column, interpreted, workspace)
                }
            }
        }
    }

    /// Writes a result of the block last run to `out`: numbers, and errors as NaNs. Text and empty
    /// values are `#VALUE!`, since they have no place in a distribution.
    pub fn result(&self, index: usize, workspace: &Workspace, out: &mut [f64]) {
        match &self.program.results[index] {
            Source::Number(operand) | Source::Boolean(operand) => match operand {
                Operand::Column(column) => {
                    let buffer = &workspace.buffers[self.buffers[column.0 as usize] as usize];
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

fn visit_columns(instruction: &Instruction, visit: &mut dyn FnMut(Column)) {
    match instruction {
        Instruction::Number(number) => number.operation.visit_columns(visit),
        Instruction::Value(_, interpreted) => interpreted.visit_columns(visit),
    }
}

/// Index of the last instruction that reads each column; results are read after all of them.
fn last_uses(program: &Program) -> Vec<usize> {
    let mut last_use = vec![usize::MAX; program.columns as usize];
    for (index, instruction) in program.instructions.iter().enumerate() {
        visit_columns(instruction, &mut |column| last_use[column.0 as usize] = index);
    }
    for result in &program.results {
        result.visit_columns(&mut |column| last_use[column.0 as usize] = usize::MAX);
    }
    last_use
}

/// Which columns something reads.
struct Used {
    numbers: Vec<bool>,
    values: Vec<bool>,
}

impl Used {
    fn source(&mut self, source: &Source) {
        source.visit_columns(&mut |column| self.numbers[column.0 as usize] = true);
        if let Source::Value(column) | Source::Element(column, ..) = source {
            self.values[column.0 as usize] = true;
        }
    }

    fn operation(&mut self, operation: &Operation) {
        operation.visit_columns(&mut |column| self.numbers[column.0 as usize] = true);
        match operation {
            Operation::ToNumber(column) | Operation::ElementToNumber(column, ..) => {
                self.values[column.0 as usize] = true;
            }
            Operation::Interpret(interpreted) => self.interpreted(interpreted),
            _ => {}
        }
    }

    fn interpreted(&mut self, interpreted: &Interpreted) {
        interpreted.reads.values().for_each(|source| self.source(source));
    }
}

/// Drops the instructions whose columns nothing reads.
fn remove_unused(program: &mut Program) {
    let mut used = Used {
        numbers: vec![false; program.columns as usize],
        values: vec![false; program.value_columns as usize],
    };
    program.results.iter().for_each(|result| used.source(result));
    let mut kept = Vec::with_capacity(program.instructions.len());
    for instruction in program.instructions.drain(..).rev() {
        match &instruction {
            Instruction::Number(number) if used.numbers[number.column.0 as usize] => {
                used.operation(&number.operation);
            }
            Instruction::Value(column, interpreted) if used.values[column.0 as usize] => {
                used.interpreted(interpreted);
            }
            _ => continue,
        }
        kept.push(instruction);
    }
    kept.reverse();
    program.instructions = kept;
}

struct Block<'a> {
    schedule: &'a Schedule,
    world: &'a World<'a>,
    samplers: &'a [Sampler],
    first_trial: u64,
    count: usize,
}

impl Block<'_> {
    fn number(&self, instruction: &NumberInstruction, workspace: &mut Workspace) {
        let buffer = self.schedule.buffers[instruction.column.0 as usize] as usize;
        let mut out = std::mem::take(&mut workspace.buffers[buffer]);
        self.compute(&instruction.operation, workspace, &mut out[..self.count]);
        workspace.buffers[buffer] = out;
    }

    fn column<'w>(&self, column: Column, workspace: &'w Workspace) -> &'w [f64] {
        &workspace.buffers[self.schedule.buffers[column.0 as usize] as usize][..self.count]
    }

    fn values<'w>(&self, operand: &Operand, workspace: &'w Workspace) -> Values<'w> {
        match operand {
            Operand::Column(column) => Values::Column(self.column(*column, workspace)),
            Operand::Constant(number) => Values::Constant(*number),
        }
    }

    fn compute(&self, operation: &Operation, workspace: &mut Workspace, out: &mut [f64]) {
        match operation {
            Operation::Uniform { draw } => self.samplers[*draw].fill(self.first_trial, out),
            Operation::Quantile { law, probability } => {
                law.quantiles(self.column(*probability, workspace), out);
                kernels::repair(out, |trial| {
                    scalar::checked(law.quantile(self.column(*probability, workspace)[trial]))
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
                let own = self.column(*own, workspace);
                let mixing = self.column(*mixing, workspace);
                copula.mixture.probabilities(*place, own, mixing, out);
            }
            Operation::QuantileOfNormal { law, normal } => {
                law.quantiles_of_normal(self.column(*normal, workspace), out);
                kernels::repair(out, |trial| {
                    let z = self.column(*normal, workspace)[trial];
                    scalar::checked(law.quantile_of_normal(z))
                });
            }
            Operation::VaryingQuantile { call, probability } => {
                let probability = self.column(*probability, workspace);
                for (trial, out) in out.iter_mut().enumerate() {
                    let value = |operand: &Operand| self.values(operand, workspace).at(trial);
                    *out = varying_quantile(call, &value, probability[trial]);
                }
            }
            Operation::Unary(operation, x) => {
                kernels::unary(*operation, self.values(x, workspace), out);
            }
            Operation::Binary(operation, left, right) => {
                kernels::binary(
                    *operation,
                    self.values(left, workspace),
                    self.values(right, workspace),
                    out,
                );
            }
            Operation::Select { condition, then, otherwise } => {
                let (then, otherwise) =
                    (self.values(then, workspace), self.values(otherwise, workspace));
                match self.values(condition, workspace) {
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
            Operation::Reduce(reduction, operands) => {
                self.reduce(*reduction, operands, workspace, out)
            }
            Operation::SumProduct(pairs) => self.sum_product(pairs, workspace, out),
            Operation::LinearCombination(terms) => {
                out.fill(0.0);
                for (coefficient, column) in terms.iter() {
                    kernels::accumulate_scaled(self.column(*column, workspace), *coefficient, out);
                }
            }
            Operation::NetPresentValue { rate, flows } => {
                self.net_present_value(rate, flows, workspace, out);
            }
            Operation::Lookup { table, key } => match self.values(key, workspace) {
                Values::Column(keys) => table.find_block(keys, out),
                Values::Constant(key) => out.fill(table.find(key)),
            },
            Operation::Pick { position, from, outside } => {
                let positions = self.values(position, workspace);
                for (trial, out) in out.iter_mut().enumerate() {
                    let mut at = |index: usize| {
                        from.get(index).map(|operand| self.values(operand, workspace).at(trial))
                    };
                    *out = scalar::pick(positions.at(trial), &mut at, *outside);
                }
            }
            Operation::InternalRate { flows, days, guess } => {
                let flows: Vec<Values> =
                    flows.iter().map(|flow| self.values(flow, workspace)).collect();
                rates::internal_rates(&flows, days.as_deref(), self.values(guess, workspace), out);
            }
            Operation::Call(call) => self.call(call, workspace, out),
            Operation::Function(function, arguments) => {
                let Kernel::Numbers(kernel) = function.kernel else {
                    out.fill(CellError::Value.to_nan());
                    return;
                };
                let operands: Vec<Values> =
                    arguments.iter().map(|argument| self.values(argument, workspace)).collect();
                let mut numbers = vec![0.0; operands.len()];
                for (trial, out) in out.iter_mut().enumerate() {
                    *out = call_numbers(kernel, &operands, trial, &mut numbers);
                }
            }
            Operation::ToNumber(column) => {
                let dates = self.world.workbook.date_system();
                for (out, value) in out.iter_mut().zip(&workspace.values[column.0 as usize]) {
                    *out = number_or_nan(&element(value, 0, 0), dates);
                }
            }
            Operation::ElementToNumber(column, row, column_offset) => {
                let dates = self.world.workbook.date_system();
                for (out, value) in out.iter_mut().zip(&workspace.values[column.0 as usize]) {
                    *out = number_or_nan(&element(value, *row, *column_offset), dates);
                }
            }
            Operation::Interpret(interpreted) => {
                self.interpret(interpreted, workspace, |trial, value| out[trial] = sample(&value));
            }
        }
    }

    fn reduce(
        &self,
        reduction: Reduction,
        operands: &[Operand],
        workspace: &Workspace,
        out: &mut [f64],
    ) {
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
                return self.extreme(reduction, operands, workspace, out);
            }
            Reduction::And | Reduction::Or => {
                for (trial, out) in out.iter_mut().enumerate() {
                    let mut numbers =
                        operands.iter().map(|operand| self.values(operand, workspace).at(trial));
                    *out = scalar::reduce(reduction, &mut numbers);
                }
                return;
            }
        };
        out.fill(first);
        for operand in operands {
            step(self.values(operand, workspace), out);
        }
        if reduction == Reduction::Average {
            let count = operands.len() as f64;
            for out in out.iter_mut() {
                *out /= count;
            }
        }
        kernels::repair(out, |trial| {
            let mut numbers =
                operands.iter().map(|operand| self.values(operand, workspace).at(trial));
            scalar::reduce(reduction, &mut numbers)
        });
    }

    fn extreme(
        &self,
        reduction: Reduction,
        operands: &[Operand],
        workspace: &Workspace,
        out: &mut [f64],
    ) {
        out.fill(if reduction == Reduction::Minimum { f64::INFINITY } else { f64::NEG_INFINITY });
        let mut is_finite = true;
        for operand in operands {
            match (self.values(operand, workspace), reduction) {
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
                let mut numbers =
                    operands.iter().map(|operand| self.values(operand, workspace).at(trial));
                *out = scalar::reduce(reduction, &mut numbers);
            }
        }
    }

    fn sum_product(&self, pairs: &[(Operand, Operand)], workspace: &Workspace, out: &mut [f64]) {
        out.fill(0.0);
        for (left, right) in pairs {
            match (self.values(left, workspace), self.values(right, workspace)) {
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
            let value = |operand: &Operand| self.values(operand, workspace).at(trial);
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
        workspace: &mut Workspace,
        out: &mut [f64],
    ) {
        let mut growth = std::mem::take(&mut workspace.scratch);
        growth.fill(1.0);
        out.fill(0.0);
        let mut constant_growth = 1.0;
        for flow in flows {
            match (self.values(rate, workspace), self.values(flow, workspace)) {
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
            let rate = self.values(rate, workspace).at(trial);
            let mut flows = flows.iter().map(|flow| self.values(flow, workspace).at(trial));
            scalar::net_present_value(rate, &mut flows)
        });
        workspace.scratch = growth;
    }

    fn value(&self, column: ValueColumn, interpreted: &Interpreted, workspace: &mut Workspace) {
        let mut values = std::mem::take(&mut workspace.values[column.0 as usize]);
        self.interpret(interpreted, workspace, |trial, value| values[trial] = value);
        workspace.values[column.0 as usize] = values;
    }

    /// Evaluates an expression in each trial of the block.
    fn interpret(
        &self,
        interpreted: &Interpreted,
        workspace: &Workspace,
        mut store: impl FnMut(usize, Value),
    ) {
        let formula = Formula { root: (*interpreted.expr).clone(), sites: 0 };
        let read = |source: &Source, trial: usize| self.read(source, trial, workspace);
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

    fn read(&self, source: &Source, trial: usize, workspace: &Workspace) -> Value {
        match source {
            Source::Number(operand) => Value::number(self.values(operand, workspace).at(trial)),
            Source::Boolean(operand) => match self.values(operand, workspace).at(trial) {
                error if error.is_nan() => Value::Error(CellError::from_nan(error)),
                number => Value::Boolean(number != 0.0),
            },
            Source::Value(column) => workspace.values[column.0 as usize][trial].clone(),
            Source::Constant(value) => value.clone(),
            Source::Element(column, row, column_offset) => {
                element(&workspace.values[column.0 as usize][trial], *row, *column_offset)
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
