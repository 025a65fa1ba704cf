//! Printing a simulation's program: one line an instruction.
//!
//! ```text
//! %12 = multiply %3, 0.25                              ; Model!B7
//! ```

use std::fmt::{self, Write};

use rustc_hash::FxHashMap;
use ulam_formula::address::{CellAddress, SheetId, quoted_sheet_name};
use ulam_formula::printer;

use crate::native;
use crate::prepare::{Simulation, roots};
use crate::program::{
    BinaryOperation, Column, Instruction, Interpreted, Operand, Operation, Reduction, Source,
    UnaryOperation, VaryingArgument, VaryingLaw,
};

/// Column at which comments start.
const COMMENT_AT: usize = 52;
/// Most operands printed of one instruction.
const OPERANDS_MAX: usize = 12;

/// A simulation, to be printed as its program.
pub struct Explanation<'a>(pub &'a Simulation);

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let simulation = self.0;
        let schedule = simulation.schedule();
        let program = simulation.program();
        let interpreted = program.interpreted_count();
        writeln!(
            f,
            "{} instructions, {interpreted} of them interpreted one trial at a time; \
             {} draws, {} results",
            program.instructions.len(),
            program.draws.len(),
            program.results.len()
        )?;
        writeln!(
            f,
            "blocks of {} trials in {} buffers of {} bytes",
            schedule.block_trials(),
            schedule.buffer_count(),
            schedule.block_trials() * size_of::<f64>()
        )?;
        let native = native::extent(program);
        let regions = if native.regions == 1 { "region" } else { "regions" };
        writeln!(
            f,
            "machine code for {} instructions in {} {regions}, in runs that are long enough",
            native.instructions, native.regions
        )?;

        writeln!(f, "\ninputs")?;
        for (index, draw) in simulation.draws().iter().enumerate() {
            let cell = simulation.workbook().cell_name(draw.cell);
            let name = simulation.draw_label(index);
            let name = if name == cell { String::new() } else { format!("  {name}") };
            writeln!(f, "  #{index} {cell}{name}  {}", draw.distribution)?;
        }

        writeln!(f, "\nprogram")?;
        let comments = self.comments();
        for instruction in &program.instructions {
            let mut line = String::new();
            let column = self.instruction(&mut line, instruction)?;
            match column.and_then(|column| comments.get(&column)) {
                Some(comment) => {
                    writeln!(f, "  {line:<width$} ; {comment}", width = COMMENT_AT)?;
                }
                None => writeln!(f, "  {line}")?,
            }
        }

        writeln!(f, "\nresults")?;
        for (cell, result) in roots(simulation.model()).into_iter().zip(&program.results) {
            let cell = simulation.workbook().cell_name(cell);
            writeln!(f, "  {cell} = {}", Printed(result))?;
        }
        Ok(())
    }
}

impl Explanation<'_> {
    /// What to say beside a column: the cells that it is the value of, or the draw.
    fn comments(&self) -> FxHashMap<Column, String> {
        let mut comments: FxHashMap<Column, String> = FxHashMap::default();
        for (column, cell) in &self.0.program().labels {
            let cell = self.0.workbook().cell_name(*cell);
            comments
                .entry(*column)
                .and_modify(|comment| {
                    comment.push_str(", ");
                    comment.push_str(&cell);
                })
                .or_insert(cell);
        }
        for (index, draw) in self.0.draws().iter().enumerate() {
            if let Some(Operand::Column(column)) = self.0.streams.value(index) {
                let law = format!("#{index} {}", draw.distribution);
                comments
                    .entry(column)
                    .and_modify(|comment| *comment = format!("{comment}  {law}"))
                    .or_insert(law);
            }
        }
        comments
    }

    fn instruction(
        &self,
        line: &mut String,
        instruction: &Instruction,
    ) -> Result<Option<Column>, fmt::Error> {
        match instruction {
            Instruction::Number(number) => {
                write!(line, "{} = ", number.column)?;
                self.operation(line, &number.operation)?;
                Ok(Some(number.column))
            }
            Instruction::Value(column, interpreted) => {
                write!(line, "{column} = ")?;
                self.interpreted(line, interpreted)?;
                Ok(None)
            }
        }
    }

    fn operation(&self, line: &mut String, operation: &Operation) -> fmt::Result {
        match operation {
            Operation::Uniform { draw } => write!(line, "uniform #{draw}"),
            Operation::Quantile { probability, .. } => write!(line, "quantile {probability}"),
            Operation::Mixing { .. } => write!(line, "mixing variable of a copula"),
            Operation::MixedUniform { place, own, mixing, .. } => {
                write!(line, "copula uniform {place} of {own}, {mixing}")
            }
            Operation::QuantileOfNormal { normal, .. } => {
                write!(line, "quantile_of_normal {normal}")
            }
            Operation::VaryingQuantile { call, probability } => {
                write!(line, "quantile {probability} of ")?;
                varying_law(line, call)
            }
            Operation::Unary(operation, x) => write!(line, "{} {x}", unary_name(*operation)),
            Operation::Binary(operation, left, right) => {
                write!(line, "{} {left}, {right}", binary_name(*operation))
            }
            Operation::Select { condition, then, otherwise } => {
                write!(line, "select {condition}, {then}, {otherwise}")
            }
            Operation::Reduce(reduction, of) => {
                write!(line, "{} ", reduction_name(*reduction))?;
                listed(line, of.iter())
            }
            Operation::SumProduct(pairs) => {
                write!(line, "sum_product ")?;
                listed(line, pairs.iter().map(|(left, right)| format!("{left} * {right}")))
            }
            Operation::LinearCombination(terms) => {
                write!(line, "weighted_sum ")?;
                listed(line, terms.iter().map(|(weight, column)| format!("{weight} * {column}")))
            }
            Operation::NetPresentValue { rate, flows } => {
                write!(line, "net_present_value {rate}: ")?;
                listed(line, flows.iter())
            }
            Operation::Lookup { table, key } => {
                write!(line, "lookup {key} in a table of {} keys", table.len())
            }
            Operation::Pick { position, from, .. } => {
                write!(line, "pick {position} of ")?;
                listed(line, from.iter())
            }
            Operation::InternalRate { flows, days, guess } => {
                let on_days = if days.is_some() { " on days" } else { "" };
                write!(line, "internal_rate{on_days} from {guess}: ")?;
                listed(line, flows.iter())
            }
            Operation::Call(call) => {
                write!(line, "call {}: ", call.function.name)?;
                let sources = call.arguments.iter().flat_map(|argument| argument.elements());
                listed(line, sources.map(Printed).collect::<Vec<_>>().iter())
            }
            Operation::Function(function, operands) => {
                write!(line, "function {}: ", function.name)?;
                listed(line, operands.iter())
            }
            Operation::ToNumber(column) => write!(line, "to_number {column}"),
            Operation::ElementToNumber(column, row, at) => {
                write!(line, "to_number {column}[{row}, {at}]")
            }
            Operation::Interpret(interpreted) => self.interpreted(line, interpreted),
        }
    }

    fn interpreted(&self, line: &mut String, interpreted: &Interpreted) -> fmt::Result {
        let workbook = self.0.workbook();
        let sheet_name = |sheet: SheetId| {
            let sheet = workbook.sheet(sheet).map_or("#REF", |sheet| &sheet.name);
            quoted_sheet_name(sheet)
        };
        let text = printer::print(&interpreted.expr, interpreted.host, &sheet_name);
        let part = if interpreted.is_whole_formula { "" } else { "part of " };
        write!(line, "interpret {part}{} ={text}", workbook.cell_name(interpreted.host))?;
        let mut reads: Vec<(&CellAddress, &Source)> = interpreted.reads.iter().collect();
        reads.sort_by_key(|(cell, _)| **cell);
        if !reads.is_empty() {
            write!(line, " with ")?;
            listed(
                line,
                reads.iter().map(|(cell, source)| {
                    format!("{} = {}", workbook.cell_name(**cell), Printed(source))
                }),
            )?;
        }
        if interpreted.is_dynamic {
            write!(line, ", and whatever cells it comes to read")?;
        }
        Ok(())
    }
}

/// Operands separated by commas; of many only the first ones.
fn listed(line: &mut String, operands: impl ExactSizeIterator<Item: fmt::Display>) -> fmt::Result {
    let count = operands.len();
    for (index, operand) in operands.take(OPERANDS_MAX).enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(line, "{comma}{operand}")?;
    }
    if count > OPERANDS_MAX {
        write!(line, ", ... {} more", count - OPERANDS_MAX)?;
    }
    Ok(())
}

fn varying_law(line: &mut String, law: &VaryingLaw) -> fmt::Result {
    let arguments = law.arguments.iter().map(|argument| match argument {
        VaryingArgument::Number(number) => number.to_string(),
        VaryingArgument::List(numbers) => format!("a list of {}", numbers.len()),
    });
    write!(line, "{}(", law.name)?;
    listed(line, arguments.collect::<Vec<_>>().iter())?;
    let bound = |bound: &Option<Operand>| bound.map_or(String::new(), |bound| bound.to_string());
    for truncation in &law.truncations {
        let name = if truncation.is_by_probability { "TruncateP" } else { "Truncate" };
        write!(line, ", {name}({}, {})", bound(&truncation.low), bound(&truncation.high))?;
    }
    if let Some(shift) = law.shift {
        write!(line, ", Shift({shift})")?;
    }
    write!(line, ")")
}

/// A source, printed.
struct Printed<'a>(&'a Source);

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Source::Number(operand) => operand.fmt(f),
            Source::Boolean(operand) => write!(f, "boolean {operand}"),
            Source::Value(column) => column.fmt(f),
            Source::Element(column, row, at) => write!(f, "{column}[{row}, {at}]"),
            Source::Constant(value) => match ulam_formula::coerce::to_text(value) {
                Ok(text) => f.write_str(&text),
                Err(error) => error.fmt(f),
            },
        }
    }
}

fn unary_name(operation: UnaryOperation) -> &'static str {
    match operation {
        UnaryOperation::Negate => "negate",
        UnaryOperation::Percent => "percent",
        UnaryOperation::Absolute => "absolute",
        UnaryOperation::SquareRoot => "square_root",
        UnaryOperation::Exponential => "exponential",
        UnaryOperation::NaturalLogarithm => "natural_logarithm",
        UnaryOperation::Not => "not",
        UnaryOperation::Floor => "floor",
        UnaryOperation::IsError => "is_error",
        UnaryOperation::IsNotAvailable => "is_not_available",
        UnaryOperation::NormalQuantile => "normal_quantile",
        UnaryOperation::NormalCdf => "normal_cdf",
    }
}

fn binary_name(operation: BinaryOperation) -> &'static str {
    match operation {
        BinaryOperation::Add => "add",
        BinaryOperation::Subtract => "subtract",
        BinaryOperation::AddSnapped => "add_snapped",
        BinaryOperation::SubtractSnapped => "subtract_snapped",
        BinaryOperation::Multiply => "multiply",
        BinaryOperation::Divide => "divide",
        BinaryOperation::Power => "power",
        BinaryOperation::Equal => "equal",
        BinaryOperation::NotEqual => "not_equal",
        BinaryOperation::Less => "less",
        BinaryOperation::LessOrEqual => "less_or_equal",
        BinaryOperation::Greater => "greater",
        BinaryOperation::GreaterOrEqual => "greater_or_equal",
        BinaryOperation::Minimum => "minimum",
        BinaryOperation::Maximum => "maximum",
        BinaryOperation::IfError => "if_error",
        BinaryOperation::IfNotAvailable => "if_not_available",
    }
}

fn reduction_name(reduction: Reduction) -> &'static str {
    match reduction {
        Reduction::Sum => "sum",
        Reduction::Product => "product",
        Reduction::Minimum => "minimum",
        Reduction::Maximum => "maximum",
        Reduction::And => "and",
        Reduction::Or => "or",
        Reduction::Average => "average",
    }
}
