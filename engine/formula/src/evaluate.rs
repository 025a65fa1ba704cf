//! Evaluating a formula in a context.
//!
//! [`evaluate_formula`] gives a cell's value. Inside, an [`Evaluator`] walks the expression; operators
//! are in [`operators`], references in [`references`], what is known of long areas in [`known`], calls in
//! [`calls`], distribution calls in [`distributions`] with their [`properties`], and other functions of
//! simulation add-ins in [`add_ins`].

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::address::CellAddress;
use crate::context::{Context, DrawSite};
use crate::function::Returns;
use crate::syntax::{Binary, Callee, Expr, Formula};
use crate::value::{Array, CellError, Value};

pub mod add_ins;
pub mod calls;
pub mod distributions;
pub mod known;
pub mod operators;
pub mod properties;
pub mod references;

/// Most calls of lambdas and defined names inside one another; deeper recursion is `#NUM!`, as in
/// Excel when it runs out of its own limit.
const DEPTH_MAX: u32 = 1024;

/// How a formula was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Entry {
    /// An ordinary formula: where one value is wanted, a range is intersected with the host's row or
    /// column.
    #[default]
    Ordinary,
    /// An array formula (also a dynamic one): ranges are arrays.
    Array,
}

/// A name bound by LET or by a LAMBDA's parameter, and those around it.
#[derive(Debug)]
struct Binding {
    name: Arc<str>,
    value: Value,
    outer: Option<Arc<Binding>>,
}

/// The names that LET and LAMBDA have bound at some place of a formula.
#[derive(Clone, Debug, Default)]
pub struct Scope(Option<Arc<Binding>>);

impl Scope {
    /// This scope and one name more (upper case).
    pub fn with(&self, name: Arc<str>, value: Value) -> Scope {
        Scope(Some(Arc::new(Binding { name, value, outer: self.0.clone() })))
    }
    /// The value bound to an upper-case name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut binding = self.0.as_deref();
        while let Some(current) = binding {
            if *current.name == *name {
                return Some(&current.value);
            }
            binding = current.outer.as_deref();
        }
        None
    }
}

/// A function made by LAMBDA, with the names it saw when it was made.
#[derive(Debug)]
pub struct Lambda {
    /// Parameter names, upper case, and whether each is optional (`[x]`).
    pub parameters: Vec<(Arc<str>, bool)>,
    /// LAMBDA's arguments; the last one is the body.
    pub arguments: Arc<[Expr]>,
    /// The names in sight where it was made.
    pub scope: Scope,
}

/// What one evaluation of a formula keeps track of.
#[derive(Debug, Default)]
pub struct Progress {
    depth: Cell<u32>,
    /// How many cells deep a law is being looked for.
    law_depth: Cell<u32>,
    /// How many elements each draw site has drawn so far.
    drawn: RefCell<FxHashMap<u16, u32>>,
}

/// Evaluates the formula of one host cell.
pub struct Evaluator<'a> {
    /// The world.
    pub context: &'a dyn Context,
    /// The cell whose formula this is.
    pub host: CellAddress,
    /// How ranges behave where one value is wanted.
    pub entry: Entry,
    scope: Scope,
    progress: &'a Progress,
}

/// The value of a formula in its host cell: a scalar, or an array if the formula was entered as
/// [`Entry::Array`]. An empty result is 0, as a cell shows it.
pub fn evaluate_formula(
    context: &dyn Context,
    host: CellAddress,
    entry: Entry,
    formula: &Formula,
) -> Value {
    let progress = Progress::default();
    let evaluator = Evaluator::new(context, host, entry, &progress);
    let value = match (&formula.root, entry) {
        (Expr::Binary(operator @ (Binary::Add | Binary::Subtract), left, right), _) => {
            evaluator.sum_snapped_to_zero(*operator, left, right)
        }
        (root, _) => evaluator.evaluate(root),
    };
    match evaluator.cell_value(value) {
        Value::Boolean(boolean)
            if context.comparisons_are_numbers() && !gives_boolean(&formula.root) =>
        {
            Value::Number(boolean as u8 as f64)
        }
        value => value,
    }
}

/// Whether an expression is a call of a function whose results are booleans, or a boolean itself.
pub fn gives_boolean(expr: &Expr) -> bool {
    match expr {
        Expr::Parentheses(inner) => gives_boolean(inner),
        Expr::Boolean(_) => true,
        Expr::Call(call) => matches!(&call.callee,
            Callee::Function(function) if function.returns == Returns::Boolean),
        _ => false,
    }
}

impl<'a> Evaluator<'a> {
    /// An evaluator for a host cell.
    pub fn new(
        context: &'a dyn Context,
        host: CellAddress,
        entry: Entry,
        progress: &'a Progress,
    ) -> Evaluator<'a> {
        Evaluator { context, host, entry, scope: Scope::default(), progress }
    }

    /// The same evaluator with a name more in scope (upper case): for LET.
    pub fn with_name(&self, name: Arc<str>, value: Value) -> Evaluator<'a> {
        self.with_scope(self.scope.with(name, value))
    }

    /// The names in scope here: what a LAMBDA captures.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    fn with_scope(&self, scope: Scope) -> Evaluator<'a> {
        Evaluator { scope, ..*self }
    }

    /// The same evaluator for the inside of an argument that is always an array.
    pub fn as_array(&self) -> Evaluator<'a> {
        Evaluator { entry: Entry::Array, scope: self.scope.clone(), ..*self }
    }

    /// The value of an expression; may be an array, a reference or a lambda.
    pub fn evaluate(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Boolean(boolean) => Value::Boolean(*boolean),
            Expr::Error(error) => Value::Error(*error),
            Expr::Array(array) => Value::Array(array.clone()),
            Expr::Omitted => Value::Omitted,
            Expr::Reference(reference) => self.reference(reference),
            Expr::Name { sheet, name } => self.name(*sheet, name),
            Expr::Table(table) => self.table_reference(table),
            Expr::Unary(operator, operand) => self.unary(*operator, operand),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right),
            Expr::Parentheses(inner) => with_stack(|| self.evaluate(inner)),
            Expr::Intersect(inner) => self.explicit_intersection(inner),
            Expr::Spill(anchor) => self.spill(anchor),
            Expr::Call(call) => self.call(call),
            Expr::Apply(function, arguments) => match self.evaluate(function) {
                Value::Lambda(lambda) => self.apply_expressions(&lambda, arguments),
                Value::Error(error) => Value::Error(error),
                _ => Value::Error(CellError::Value),
            },
        }
    }

    /// The value of an expression where one scalar (or an array to lift over) is wanted: references
    /// are read. Never a reference.
    pub fn evaluate_operand(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Reference(reference) if reference.is_cell => match self.cell_of(reference) {
                Some(cell) => self.read(cell),
                None => {
                    let value = self.reference(reference);
                    self.operand(value)
                }
            },
            _ => {
                let value = self.evaluate(expr);
                self.operand(value)
            }
        }
    }

    /// The value of an expression as one scalar: for kernels that evaluate their arguments.
    pub fn evaluate_scalar(&self, expr: &Expr) -> Value {
        let value = self.evaluate_operand(expr);
        self.first_scalar(&value)
    }

    /// Calls a lambda with arguments.
    pub fn apply(&self, lambda: &Lambda, arguments: &[Value]) -> Value {
        let required = lambda.parameters.iter().filter(|(_, optional)| !optional).count();
        let Some(body) = lambda.arguments.last() else {
            return Value::Error(CellError::Value);
        };
        if arguments.len() > lambda.parameters.len() || arguments.len() < required {
            return Value::Error(CellError::Value);
        }
        let mut scope = lambda.scope.clone();
        for (index, (name, _)) in lambda.parameters.iter().enumerate() {
            let value = arguments.get(index).cloned().unwrap_or(Value::Omitted);
            scope = scope.with(name.clone(), value);
        }
        self.nested(|| self.with_scope(scope).evaluate(body))
    }

    fn apply_expressions(&self, lambda: &Lambda, arguments: &[Expr]) -> Value {
        let values: Vec<Value> = arguments.iter().map(|argument| self.evaluate(argument)).collect();
        self.apply(lambda, &values)
    }

    /// Runs a step that may recurse without bound in the formula's own terms.
    fn nested(&self, step: impl FnOnce() -> Value) -> Value {
        let depth = self.progress.depth.get();
        if depth >= DEPTH_MAX {
            return Value::Error(CellError::Num);
        }
        self.progress.depth.set(depth + 1);
        let value = with_stack(step);
        self.progress.depth.set(depth);
        value
    }

    /// Takes the next `count` elements of a draw site; gives the first.
    pub fn next_draws(&self, site: u16, count: u32) -> DrawSite {
        let mut drawn = self.progress.drawn.borrow_mut();
        let next = drawn.entry(site).or_insert(0);
        let element = *next;
        *next = next.saturating_add(count);
        DrawSite { cell: self.host, site, element }
    }

    /// A computed value as a cell holds it.
    fn cell_value(&self, value: Value) -> Value {
        let value = match (value, self.entry) {
            (reference @ (Value::Area(_) | Value::Union(_)), _) => self.operand(reference),
            (value, _) => value,
        };
        match value {
            Value::Array(array) if self.entry == Entry::Ordinary => shown(array.get(0, 0)),
            Value::Array(array) if array.values().len() == 1 => shown(array.get(0, 0)),
            Value::Array(array) if array.values().iter().any(|v| shown(v) != *v) => {
                Array::from_fn(array.rows(), array.columns(), |r, c| shown(array.get(r, c))).into()
            }
            Value::Array(array) => Value::Array(array),
            scalar => shown(&scalar),
        }
    }
}

/// Runs a step on a stack that has room for it. The parser bounds what lies between two such steps:
/// 256 signs, and ten strengths of operators inside one another.
#[inline]
pub(crate) fn with_stack<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, step)
}

/// A scalar as a cell shows it: an empty result is 0, a lambda is `#CALC!`.
fn shown(value: &Value) -> Value {
    match value {
        Value::Blank | Value::Omitted => Value::Number(0.0),
        Value::Lambda(_) => Value::Error(CellError::Calc),
        other => other.clone(),
    }
}

impl From<Result<Array, CellError>> for Value {
    fn from(result: Result<Array, CellError>) -> Value {
        match result {
            Ok(array) => array.into(),
            Err(error) => Value::Error(error),
        }
    }
}
