//! Evaluating a formula in a context.

use std::sync::Arc;

use crate::address::CellAddress;
use crate::context::Context;
use crate::syntax::Expr;
use crate::value::{Array, CellError, Value};

/// A function made by LAMBDA, with the names it saw when it was made.
#[derive(Debug)]
pub struct Lambda {
    /// Parameter names, upper case, and whether each is optional (`[x]`).
    pub parameters: Vec<(Arc<str>, bool)>,
    /// LAMBDA's arguments; the last one is the body.
    pub arguments: Arc<[Expr]>,
}

/// Evaluates the formula of one host cell.
pub struct Evaluator<'a> {
    /// The world.
    pub context: &'a dyn Context,
    /// The cell whose formula this is.
    pub host: CellAddress,
}

impl<'a> Evaluator<'a> {
    /// The value of an expression; may be an array, a reference or a lambda.
    pub fn evaluate(&self, _expr: &Expr) -> Value {
        todo!()
    }
    /// The value of an expression as one scalar: for kernels that evaluate their arguments.
    pub fn evaluate_scalar(&self, _expr: &Expr) -> Value {
        todo!()
    }
    /// Calls a lambda with arguments.
    pub fn apply(&self, _lambda: &Lambda, _arguments: &[Value]) -> Value {
        todo!()
    }
    /// A value as one scalar: the first element of an array, the first cell of a reference.
    pub fn first_scalar(&self, _value: &Value) -> Value {
        todo!()
    }
    /// A value as an array: cells of a reference read, a scalar as 1 by 1.
    pub fn to_array(&self, _value: &Value) -> Result<Arc<Array>, CellError> {
        todo!()
    }
    /// Visits every non-blank element; see [`crate::arguments::Arguments::visit`].
    pub fn visit(
        &self,
        _value: &Value,
        _visit: &mut dyn FnMut(&Value, bool) -> Result<(), CellError>,
    ) -> Result<(), CellError> {
        todo!()
    }
}
