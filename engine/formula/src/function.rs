//! What a worksheet function is: one row of data plus one kernel.
//!
//! The reference document, the editor's completion, the pre-flight check and a good part of the
//! tests are made from these rows.

use std::sync::Arc;

use crate::arguments::Arguments;
use crate::evaluate::Evaluator;
use crate::syntax::Expr;
use crate::value::{CellError, Value};

/// Excel's function categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Category {
    Database,
    DateAndTime,
    Engineering,
    Financial,
    Information,
    Logical,
    LookupAndReference,
    Mathematics,
    Statistical,
    Text,
    /// Functions of other spreadsheet programs that files may hold (such as EASTERSUNDAY).
    Compatibility,
}

/// What a parameter takes, and what the evaluator does with an argument before the kernel sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One scalar of any type. A range is intersected with the host's row or column; an array (or a
    /// range inside an array formula) makes the function run once an element, giving an array.
    Scalar,
    /// As `Scalar`, coerced to a number ("12" is 12, TRUE is 1, empty is 0).
    Number,
    /// As `Scalar`, coerced to text.
    Text,
    /// As `Scalar`, coerced to a boolean.
    Boolean,
    /// Values or a reference to them, passed as they are: `SUM`'s arguments. Expressions inside are
    /// evaluated as in an ordinary formula.
    Values,
    /// As `Values`, but expressions inside are evaluated as array formulas: `SUMPRODUCT`'s.
    Array,
    /// A reference, not read: `ROW`'s, `OFFSET`'s. Anything else is passed as it is.
    Reference,
    /// Not evaluated: the kernel does so (IF, LET). Only for [`Kernel::Lazy`].
    Lazy,
}

/// One parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Name as Excel documents it, such as `lookup_value`.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it (and the repeating ones after it, as a group) may be given again and again.
    pub repeating: bool,
    /// For [`Kernel::Numbers`]: the number used when the argument is absent.
    pub default: f64,
    /// For [`Kind::Number`]: whether TRUE and FALSE are `#VALUE!` and an argument left empty is
    /// `#N/A`, as in the functions that came to Excel from its Analysis ToolPak.
    pub strict: bool,
}

const fn parameter(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, kind, optional: false, repeating: false, default: 0.0, strict: false }
}
/// A parameter that takes one scalar of any type.
pub const fn scalar(name: &'static str) -> Parameter {
    parameter(name, Kind::Scalar)
}
/// A parameter that takes a number.
pub const fn number(name: &'static str) -> Parameter {
    parameter(name, Kind::Number)
}
/// A parameter that takes text.
pub const fn text(name: &'static str) -> Parameter {
    parameter(name, Kind::Text)
}
/// A parameter that takes a boolean.
pub const fn boolean(name: &'static str) -> Parameter {
    parameter(name, Kind::Boolean)
}
/// A parameter that takes values or a reference to them.
pub const fn values(name: &'static str) -> Parameter {
    parameter(name, Kind::Values)
}
/// A parameter that takes an array.
pub const fn array(name: &'static str) -> Parameter {
    parameter(name, Kind::Array)
}
/// A parameter that takes a reference without reading it.
pub const fn reference(name: &'static str) -> Parameter {
    parameter(name, Kind::Reference)
}
/// A parameter that the kernel evaluates itself.
pub const fn lazy(name: &'static str) -> Parameter {
    parameter(name, Kind::Lazy)
}

impl Parameter {
    /// May be left out.
    pub const fn optional(mut self) -> Parameter {
        self.optional = true;
        self
    }
    /// May be left out; a [`Kernel::Numbers`] kernel then gets `default`.
    pub const fn or(mut self, default: f64) -> Parameter {
        self.optional = true;
        self.default = default;
        self
    }
    /// Takes no booleans and can't be left empty: see [`Parameter::strict`].
    pub const fn strict(mut self) -> Parameter {
        self.strict = true;
        self
    }
    /// May be given again and again (with the repeating ones after it, as a group).
    pub const fn repeating(mut self) -> Parameter {
        self.repeating = true;
        self
    }
}

/// The type a function gives, for inferring the types of columns of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// A number (or an error).
    Number,
    /// Text (or an error).
    Text,
    /// TRUE or FALSE (or an error).
    Boolean,
    /// Depends on the arguments.
    Any,
}

/// What a kernel answers.
pub type Outcome = Result<Value, CellError>;

/// The code of a function.
#[derive(Clone, Copy)]
pub enum Kernel {
    /// A function of numbers only: parameters all `Number` or `Boolean` (as 0 or 1), one slot each,
    /// absent optional ones filled with their default. A NaN or infinite result is `#NUM!`.
    /// Simulations run it over blocks of trials without touching a [`Value`], so it must be pure.
    Numbers(fn(&[f64]) -> Result<f64, CellError>),
    /// A function of evaluated arguments.
    Values(fn(&Arguments) -> Outcome),
    /// A function that evaluates its own arguments.
    Lazy(fn(&Evaluator, &Arc<[Expr]>) -> Outcome),
}

/// An example: a formula without `=`, and what it gives, as a formula constant.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Such as `ROUND(2.15, 1)`.
    pub formula: &'static str,
    /// Such as `2.2`, `"text"`, `TRUE`, `#N/A`, `{1,2;3,4}`.
    pub result: &'static str,
}

/// One worksheet function.
pub struct Function {
    /// Upper-case name, without `_xlfn.`.
    pub name: &'static str,
    /// Category.
    pub category: Category,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub returns: Returns,
    /// Whether it must be recomputed at every recalculation (NOW, OFFSET).
    pub volatile: bool,
    /// Whether it draws random numbers.
    pub random: bool,
    /// Examples with results from Excel's documentation or from mathematics; each is a test.
    pub examples: &'static [Example],
    /// Its code.
    pub kernel: Kernel,
}

impl Function {
    /// A function of numbers that gives a number.
    pub const fn numbers(
        name: &'static str,
        category: Category,
        summary: &'static str,
        parameters: &'static [Parameter],
        kernel: fn(&[f64]) -> Result<f64, CellError>,
    ) -> Function {
        Function::with(
            name,
            category,
            summary,
            parameters,
            Returns::Number,
            Kernel::Numbers(kernel),
        )
    }
    /// A function of evaluated arguments.
    pub const fn values(
        name: &'static str,
        category: Category,
        summary: &'static str,
        parameters: &'static [Parameter],
        returns: Returns,
        kernel: fn(&Arguments) -> Outcome,
    ) -> Function {
        Function::with(name, category, summary, parameters, returns, Kernel::Values(kernel))
    }
    /// A function that evaluates its own arguments.
    pub const fn lazy(
        name: &'static str,
        category: Category,
        summary: &'static str,
        parameters: &'static [Parameter],
        kernel: fn(&Evaluator, &Arc<[Expr]>) -> Outcome,
    ) -> Function {
        Function::with(name, category, summary, parameters, Returns::Any, Kernel::Lazy(kernel))
    }
    const fn with(
        name: &'static str,
        category: Category,
        summary: &'static str,
        parameters: &'static [Parameter],
        returns: Returns,
        kernel: Kernel,
    ) -> Function {
        Function {
            name,
            category,
            summary,
            parameters,
            returns,
            volatile: false,
            random: false,
            examples: &[],
            kernel,
        }
    }
    /// With examples.
    pub const fn examples(mut self, examples: &'static [Example]) -> Function {
        self.examples = examples;
        self
    }
    /// Recomputed at every recalculation.
    pub const fn volatile(mut self) -> Function {
        self.volatile = true;
        self
    }
    /// Draws random numbers.
    pub const fn random(mut self) -> Function {
        self.random = true;
        self.volatile = true;
        self
    }
    /// The parameter that the argument at `index` (from 0) belongs to; the repeating group, if any,
    /// is cycled through. `None` for an argument too many.
    pub fn parameter(&self, index: usize) -> Option<&'static Parameter> {
        if let Some(parameter) = self.parameters.get(index) {
            return Some(parameter);
        }
        let first = self.parameters.iter().position(|p| p.repeating)?;
        let group = self.parameters.len() - first;
        self.parameters.get(first + (index - first) % group)
    }
    /// Fewest arguments.
    pub fn arguments_min(&self) -> usize {
        self.parameters.iter().filter(|p| !p.optional).count()
    }
    /// Most arguments; `None` without limit (Excel's own limit of 255 applies).
    pub fn arguments_max(&self) -> Option<usize> {
        let repeats = self.parameters.iter().any(|p| p.repeating);
        (!repeats).then_some(self.parameters.len())
    }
    /// `NAME(first, [optional], [more]...)`
    pub fn signature(&self) -> String {
        let mut text = format!("{}(", self.name);
        for (index, parameter) in self.parameters.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            if parameter.optional {
                text.push('[');
            }
            text.push_str(parameter.name);
            if parameter.optional {
                text.push(']');
            }
            if parameter.repeating {
                text.push_str("...");
            }
        }
        text.push(')');
        text
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// An example row: `example("ABS(-3)", "3")`.
pub const fn example(formula: &'static str, result: &'static str) -> Example {
    Example { formula, result }
}
