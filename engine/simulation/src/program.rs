//! The block program: what a workbook's slice becomes before it is run over trials.
//!
//! A program is a straight line of instructions in static single assignment: each writes one column,
//! a value for each trial, and reads constants and columns written before it. There are two sorts of
//! columns. A *number column* holds `f64`s, in which an Excel error is a NaN that carries it (see
//! `CellError::to_nan`); booleans are 0 and 1. A *value column* holds spreadsheet values, for the
//! cells that aren't always numbers. The form is explicit so that other back ends (a just-in-time
//! compiler, a GPU) can be made from it; `Display` prints it.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::Entry;
use ulam_formula::function::Function;
use ulam_formula::syntax::Expr;
use ulam_formula::value::Value;
use ulam_probability::correlation::Mixture;
use ulam_probability::distribution::SharedDistribution;

use crate::lookup::LookupTable;

/// A number column, by number of the instruction's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column(pub u32);

/// A value column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueColumn(pub u32);

/// What a numeric instruction reads: a column, or the same number in every trial.
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// A column of trials.
    Column(Column),
    /// A constant (a NaN carries an error).
    Constant(f64),
}

impl PartialEq for Operand {
    fn eq(&self, other: &Operand) -> bool {
        match (self, other) {
            (Operand::Column(a), Operand::Column(b)) => a == b,
            (Operand::Constant(a), Operand::Constant(b)) => a.to_bits() == b.to_bits(),
            _ => false,
        }
    }
}

impl Eq for Operand {}

impl std::hash::Hash for Operand {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Operand::Column(column) => (0u8, column.0 as u64).hash(state),
            Operand::Constant(number) => (1u8, number.to_bits()).hash(state),
        }
    }
}

/// What a number column can hold in any trial of any run: a promise that back ends may rely on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// No number is below; finite.
    pub low: f64,
    /// No number is above; finite.
    pub high: f64,
    /// Whether every number is a whole one.
    pub is_whole: bool,
    /// Whether a trial can be an error (a NaN). If not, every value is finite, and neither it nor
    /// anything computed on the way to it needs a test for errors.
    pub may_be_error: bool,
}

/// One number from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UnaryOperation {
    Negate,
    /// Divided by 100.
    Percent,
    Absolute,
    SquareRoot,
    Exponential,
    NaturalLogarithm,
    /// 1 where 0, 0 elsewhere.
    Not,
    /// Largest integer not above: INT.
    Floor,
    /// 1 where the value is an error.
    IsError,
    /// 1 where the value is `#N/A`.
    IsNotAvailable,
    /// Standard normal quantile of a probability.
    NormalQuantile,
    /// Standard normal distribution function.
    NormalCdf,
}

/// One number from two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BinaryOperation {
    Add,
    Subtract,
    /// An addition that is a formula's last operation: rounding error becomes 0.
    AddSnapped,
    /// A subtraction, likewise.
    SubtractSnapped,
    Multiply,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// The smaller; an error if one is.
    Minimum,
    /// The larger; an error if one is.
    Maximum,
    /// The second where the first is an error.
    IfError,
    /// The second where the first is `#N/A`.
    IfNotAvailable,
}

/// One number from many, taken in order from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Reduction {
    Sum,
    Product,
    Minimum,
    Maximum,
    /// 1 if all are other than 0.
    And,
    /// 1 if one is other than 0.
    Or,
    /// Sum divided by count.
    Average,
}

/// A distribution call with parameters that differ from trial to trial.
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingLaw {
    /// Name as called.
    pub name: Arc<str>,
    /// Its parameters.
    pub arguments: Vec<VaryingArgument>,
    /// Lowest and highest value kept, by value and by probability.
    pub truncations: Vec<Truncation>,
    /// What is added to the quantile.
    pub shift: Option<Operand>,
}

/// A parameter of a [`VaryingLaw`].
#[derive(Clone, Debug, PartialEq)]
pub enum VaryingArgument {
    /// A number.
    Number(Operand),
    /// A list of numbers.
    List(Vec<Operand>),
}

/// A truncation of a [`VaryingLaw`].
#[derive(Clone, Debug, PartialEq)]
pub struct Truncation {
    /// Whether the bounds are probabilities.
    pub is_by_probability: bool,
    /// Lower bound.
    pub low: Option<Operand>,
    /// Upper bound.
    pub high: Option<Operand>,
}

impl VaryingLaw {
    /// Calls `visit` for every operand.
    pub fn visit_operands(&self, visit: &mut dyn FnMut(&Operand)) {
        for argument in &self.arguments {
            match argument {
                VaryingArgument::Number(number) => visit(number),
                VaryingArgument::List(numbers) => numbers.iter().for_each(&mut *visit),
            }
        }
        for truncation in &self.truncations {
            truncation.low.iter().chain(&truncation.high).for_each(&mut *visit);
        }
        self.shift.iter().for_each(visit);
    }
}

/// Where a value is, of any type.
#[derive(Clone, Debug)]
pub enum Source {
    /// Numbers or errors.
    Number(Operand),
    /// Booleans (0 or 1) or errors.
    Boolean(Operand),
    /// Values of any type.
    Value(ValueColumn),
    /// The same value in every trial.
    Constant(Value),
    /// An element (row, column from 0) of the arrays in a value column; a scalar is its own only
    /// element.
    Element(ValueColumn, u32, u32),
}

/// An expression that is evaluated one trial at a time.
#[derive(Clone, Debug)]
pub struct Interpreted {
    /// The cell that holds it.
    pub host: CellAddress,
    /// How it was entered.
    pub entry: Entry,
    /// The expression.
    pub expr: Arc<Expr>,
    /// Whether it is the whole formula of its cell, so that a last sum is snapped to zero.
    pub is_whole_formula: bool,
    /// Values of the cells that it reads, where they aren't constant.
    pub reads: FxHashMap<CellAddress, Source>,
    /// Whether it can read cells that are not in `reads`; these are then evaluated on demand.
    pub is_dynamic: bool,
}

/// A call of a worksheet function whose arguments are known as columns and constants.
#[derive(Clone, Debug)]
pub struct FunctionCall {
    /// The function: its kernel takes values.
    pub function: &'static Function,
    /// Its arguments.
    pub arguments: Vec<CallArgument>,
    /// The cell whose formula calls it.
    pub host: CellAddress,
    /// How that was entered.
    pub entry: Entry,
}

/// An argument of a [`FunctionCall`]; its sources are numbers, booleans and constants.
#[derive(Clone, Debug)]
pub enum CallArgument {
    /// A scalar.
    Scalar(Source),
    /// The elements of an array or the cells of a range, row by row.
    Array {
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
        /// The elements.
        elements: Vec<Source>,
    },
}

impl CallArgument {
    /// Its sources, one or many.
    pub fn elements(&self) -> &[Source] {
        match self {
            CallArgument::Scalar(source) => std::slice::from_ref(source),
            CallArgument::Array { elements, .. } => elements,
        }
    }
}

/// A weighted sum: coefficient and column.
pub type Term = (f64, Column);

/// A copula whose inputs share a mixing variable, with what keys that variable's stream.
#[derive(Clone, Debug)]
pub struct SharedMixture {
    /// The copula.
    pub mixture: Mixture,
    /// Identity of the stream, of which draws 0 and 1 are used; random under every plan.
    pub identity: String,
}

/// What an instruction computes.
#[derive(Clone, Debug)]
pub enum Operation {
    /// The uniforms of an input.
    Uniform {
        /// Index among the program's draws.
        draw: usize,
    },
    /// The quantile of a law whose parameters are constant.
    Quantile {
        /// The law.
        law: SharedDistribution,
        /// Probabilities.
        probability: Column,
    },
    /// The quantile of a law whose parameters are constant, at the probabilities of standard normals:
    /// a correlated draw.
    QuantileOfNormal {
        /// The law.
        law: SharedDistribution,
        /// Standard normals.
        normal: Column,
    },
    /// The quantile of a law whose parameters differ from trial to trial.
    VaryingQuantile {
        /// The law's call.
        call: Arc<VaryingLaw>,
        /// Probabilities.
        probability: Column,
    },
    /// The mixing variable that the inputs of a copula share.
    Mixing {
        /// The copula.
        copula: Arc<SharedMixture>,
    },
    /// The uniforms of an input of such a copula.
    MixedUniform {
        /// The copula.
        copula: Arc<SharedMixture>,
        /// The input's place in it.
        place: usize,
        /// The input's own standard normals or uniforms.
        own: Column,
        /// The mixing variable.
        mixing: Column,
    },
    /// One number from one.
    Unary(UnaryOperation, Operand),
    /// One number from two.
    Binary(BinaryOperation, Operand, Operand),
    /// `then` where the condition is not 0, else `otherwise`; an error where the condition is one.
    Select {
        /// The condition.
        condition: Operand,
        /// Value where it holds.
        then: Operand,
        /// Value elsewhere.
        otherwise: Operand,
    },
    /// One number from many.
    Reduce(Reduction, Arc<[Operand]>),
    /// Sum of products, in order; the errors of the first factors win over those of the second.
    SumProduct(Arc<[(Operand, Operand)]>),
    /// Weighted sum, in order: the copula's step.
    LinearCombination(Arc<[Term]>),
    /// Net present value of flows at the ends of periods 1, 2, ...
    NetPresentValue {
        /// Rate a period.
        rate: Operand,
        /// Flows in order.
        flows: Arc<[Operand]>,
    },
    /// The result column of a constant table at the row that a key selects.
    Lookup {
        /// The table.
        table: Arc<LookupTable>,
        /// Keys.
        key: Operand,
    },
    /// One of several operands, by a position from 1 (truncated): CHOOSE and INDEX.
    Pick {
        /// Positions.
        position: Operand,
        /// What is picked from.
        from: Arc<[Operand]>,
        /// The error where the position is outside.
        outside: ulam_formula::value::CellError,
    },
    /// Internal rate of return of flows at times 0, 1, 2, ... or on given days: IRR and XIRR.
    InternalRate {
        /// Flows in order.
        flows: Arc<[Operand]>,
        /// Their days, if they have any: as many, whole, none before the first.
        days: Option<Arc<[f64]>>,
        /// Where the search begins.
        guess: Operand,
    },
    /// A worksheet function of any values that gives a number or boolean, one trial at a time.
    Call(Arc<FunctionCall>),
    /// A worksheet function of numbers, one trial at a time.
    Function(&'static Function, Arc<[Operand]>),
    /// Numbers of the values of a column, as arithmetic takes them.
    ToNumber(ValueColumn),
    /// An element of the arrays in a value column, as a number (0 where empty).
    ElementToNumber(ValueColumn, u32, u32),
    /// An interpreted expression whose values are numbers, booleans or errors.
    Interpret(Box<Interpreted>),
}

/// An instruction that writes a number column.
#[derive(Clone, Debug)]
pub struct NumberInstruction {
    /// The column written.
    pub column: Column,
    /// How it is computed.
    pub operation: Operation,
}

/// One step of a program.
#[derive(Clone, Debug)]
pub enum Instruction {
    /// Writes a number column.
    Number(NumberInstruction),
    /// Evaluates an expression into a value column.
    Value(ValueColumn, Box<Interpreted>),
}

/// A random number stream that a program draws from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawStream {
    /// What keys its stream.
    pub identity: String,
    /// Its dimension in a Sobol plan.
    pub dimension: usize,
}

/// A program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Its steps in order.
    pub instructions: Vec<Instruction>,
    /// The streams it draws from.
    pub draws: Vec<DrawStream>,
    /// What it computes, in order.
    pub results: Vec<Source>,
    /// Number of number columns, before any are reused.
    pub columns: u32,
    /// Number of value columns.
    pub value_columns: u32,
    /// What each number column can hold, by its number.
    pub ranges: Vec<Range>,
    /// Cells whose column this is, for printing.
    pub labels: Vec<(Column, CellAddress)>,
}

impl Operation {
    /// Calls `visit` for every number column that this reads.
    pub fn visit_columns(&self, visit: &mut dyn FnMut(Column)) {
        let mut operand = |operand: &Operand| {
            if let Operand::Column(column) = operand {
                visit(*column);
            }
        };
        match self {
            Operation::MixedUniform { own, mixing, .. } => {
                visit(*own);
                visit(*mixing);
            }
            Operation::Uniform { .. }
            | Operation::Mixing { .. }
            | Operation::ToNumber(_)
            | Operation::ElementToNumber(..) => {}
            Operation::Quantile { probability, .. } => visit(*probability),
            Operation::QuantileOfNormal { normal, .. } => visit(*normal),
            Operation::VaryingQuantile { call, probability } => {
                call.visit_operands(&mut operand);
                visit(*probability);
            }
            Operation::Unary(_, x) => operand(x),
            Operation::Binary(_, left, right) => {
                operand(left);
                operand(right);
            }
            Operation::Select { condition, then, otherwise } => {
                operand(condition);
                operand(then);
                operand(otherwise);
            }
            Operation::Reduce(_, operands) | Operation::Function(_, operands) => {
                operands.iter().for_each(operand);
            }
            Operation::SumProduct(pairs) => {
                for (left, right) in pairs.iter() {
                    operand(left);
                    operand(right);
                }
            }
            Operation::LinearCombination(terms) => {
                terms.iter().for_each(|(_, column)| visit(*column));
            }
            Operation::NetPresentValue { rate, flows } => {
                operand(rate);
                flows.iter().for_each(operand);
            }
            Operation::Lookup { key, .. } => operand(key),
            Operation::InternalRate { flows, guess, .. } => {
                flows.iter().for_each(&mut operand);
                operand(guess);
            }
            Operation::Call(call) => {
                for source in call.arguments.iter().flat_map(|argument| argument.elements()) {
                    source.visit_columns(visit);
                }
            }
            Operation::Pick { position, from, .. } => {
                operand(position);
                from.iter().for_each(operand);
            }
            Operation::Interpret(interpreted) => interpreted.visit_columns(visit),
        }
    }
}

impl Instruction {
    /// Calls `visit` for every number column that this reads.
    pub fn visit_columns(&self, visit: &mut dyn FnMut(Column)) {
        match self {
            Instruction::Number(number) => number.operation.visit_columns(visit),
            Instruction::Value(_, interpreted) => interpreted.visit_columns(visit),
        }
    }

    /// Calls `visit` for every value column that this reads.
    pub fn visit_value_columns(&self, visit: &mut dyn FnMut(ValueColumn)) {
        let interpreted = match self {
            Instruction::Number(number) => match &number.operation {
                Operation::ToNumber(column) | Operation::ElementToNumber(column, ..) => {
                    return visit(*column);
                }
                Operation::Interpret(interpreted) => interpreted,
                _ => return,
            },
            Instruction::Value(_, interpreted) => interpreted,
        };
        for source in interpreted.reads.values() {
            source.visit_value_columns(visit);
        }
    }
}

impl Interpreted {
    /// Calls `visit` for every number column that this reads.
    pub fn visit_columns(&self, visit: &mut dyn FnMut(Column)) {
        for source in self.reads.values() {
            source.visit_columns(visit);
        }
    }
}

impl Source {
    /// Calls `visit` for the number column that this is, if it is one.
    pub fn visit_columns(&self, visit: &mut dyn FnMut(Column)) {
        if let Source::Number(Operand::Column(column)) | Source::Boolean(Operand::Column(column)) =
            self
        {
            visit(*column);
        }
    }

    /// Calls `visit` for the value column that this is in, if it is in one.
    pub fn visit_value_columns(&self, visit: &mut dyn FnMut(ValueColumn)) {
        if let Source::Value(column) | Source::Element(column, ..) = self {
            visit(*column);
        }
    }
}

impl Program {
    /// What an operand can be in any trial.
    pub fn range(&self, operand: &Operand) -> Range {
        match operand {
            Operand::Column(column) => {
                self.ranges.get(column.0 as usize).copied().unwrap_or(Range::UNKNOWN)
            }
            Operand::Constant(number) => Range::of_constant(*number),
        }
    }

    /// Number of expressions that are evaluated one trial at a time.
    pub fn interpreted_count(&self) -> usize {
        let is_interpreted = |instruction: &&Instruction| match instruction {
            Instruction::Value(..) => true,
            Instruction::Number(number) => matches!(number.operation, Operation::Interpret(_)),
        };
        self.instructions.iter().filter(is_interpreted).count()
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.0)
    }
}

impl fmt::Display for ValueColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.0)
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Column(column) => column.fmt(f),
            Operand::Constant(number) if number.is_nan() => {
                write!(f, "{}", ulam_formula::value::CellError::from_nan(*number))
            }
            Operand::Constant(number) => write!(f, "{number}"),
        }
    }
}
