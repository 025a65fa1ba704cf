//! The arguments that a kernel sees, with Excel's coercions.

use std::sync::Arc;

use crate::address::Area;
use crate::coerce;
use crate::context::{Context, DrawSite};
use crate::evaluate::Evaluator;
use crate::function::Function;
use crate::tally::{NumberTally, ValueCounts};
use crate::value::{Array, CellError, Value};

/// The evaluated arguments of one call.
pub struct Arguments<'a> {
    /// The function called.
    pub function: &'static Function,
    /// Its arguments, as the parameters' kinds ask for.
    pub values: &'a [Value],
    /// Who evaluates: the host cell, and lambdas to call.
    pub evaluator: &'a Evaluator<'a>,
    /// Number of the call among those of its formula that draw random numbers.
    pub site: u16,
}

impl<'a> Arguments<'a> {
    /// For a random function: takes the next `count` elements of this call's stream; the first one's
    /// place. Element `i` after it is the same with `element + i`.
    pub fn next_draws(&self, count: u32) -> DrawSite {
        self.evaluator.next_draws(self.site, count)
    }
    /// Number of arguments given (omitted ones too).
    pub fn count(&self) -> usize {
        self.values.len()
    }
    /// The world.
    pub fn context(&self) -> &'a dyn Context {
        self.evaluator.context
    }
    /// Whether the argument is there and not left empty.
    pub fn is_given(&self, index: usize) -> bool {
        !matches!(self.values.get(index), None | Some(Value::Omitted))
    }
    /// The argument as it is; `Omitted` when absent.
    pub fn raw(&self, index: usize) -> &Value {
        self.values.get(index).unwrap_or(&Value::Omitted)
    }
    /// The argument as one scalar (a reference or array gives its first cell). Errors are values.
    pub fn scalar(&self, index: usize) -> Value {
        self.evaluator.first_scalar(self.raw(index))
    }
    /// The argument as a number; absent or empty is 0.
    pub fn number(&self, index: usize) -> Result<f64, CellError> {
        match self.raw(index) {
            Value::Number(number) => Ok(*number),
            _ => coerce::to_number(&self.scalar(index), self.context().date_system()),
        }
    }
    /// The argument as a number, or `default` when absent; an empty one is 0.
    pub fn number_or(&self, index: usize, default: f64) -> Result<f64, CellError> {
        if index < self.values.len() { self.number(index) } else { Ok(default) }
    }
    /// The argument truncated towards zero to an integer that fits `i64`; else `#NUM!`.
    pub fn integer(&self, index: usize) -> Result<i64, CellError> {
        let number = self.number(index)?.trunc();
        if number.abs() < 9e18 { Ok(number as i64) } else { Err(CellError::Num) }
    }
    /// As [`Arguments::integer`], or `default` when absent.
    pub fn integer_or(&self, index: usize, default: i64) -> Result<i64, CellError> {
        if index < self.values.len() { self.integer(index) } else { Ok(default) }
    }
    /// The argument as text; absent or empty is "".
    pub fn text(&self, index: usize) -> Result<Arc<str>, CellError> {
        coerce::to_text(&self.scalar(index))
    }
    /// As [`Arguments::text`], or `default` when absent.
    pub fn text_or(&self, index: usize, default: &str) -> Result<Arc<str>, CellError> {
        if index < self.values.len() { self.text(index) } else { Ok(default.into()) }
    }
    /// The argument as a boolean; absent or empty is FALSE.
    pub fn boolean(&self, index: usize) -> Result<bool, CellError> {
        coerce::to_boolean(&self.scalar(index))
    }
    /// As [`Arguments::boolean`], or `default` when absent; an empty one is FALSE.
    pub fn boolean_or(&self, index: usize, default: bool) -> Result<bool, CellError> {
        if index < self.values.len() { self.boolean(index) } else { Ok(default) }
    }
    /// The argument as an array: a reference is read (blank cells are `Blank`), a scalar is 1 by 1.
    pub fn array(&self, index: usize) -> Result<Arc<Array>, CellError> {
        self.evaluator.to_array(self.raw(index))
    }
    /// The argument as one area of cells; `#VALUE!` if it is no reference, or several areas.
    pub fn area(&self, index: usize) -> Result<Area, CellError> {
        match self.raw(index) {
            Value::Area(area) => Ok(*area),
            Value::Error(error) => Err(*error),
            _ => Err(CellError::Value),
        }
    }
    /// Visits every element of the argument that is not blank, row by row: `visit(value,
    /// is_direct)`, where `is_direct` says that the value was given as a scalar rather than in a
    /// reference or array. Stops when `visit` gives an error.
    pub fn visit(
        &self,
        index: usize,
        visit: &mut dyn FnMut(&Value, bool) -> Result<(), CellError>,
    ) -> Result<(), CellError> {
        self.evaluator.visit(self.raw(index), visit)
    }
    /// Visits the numbers of the arguments `from..` as SUM does: in references and arrays only
    /// numbers count; a direct argument is coerced; the first error met is the result.
    pub fn numbers_from(&self, from: usize, visit: &mut dyn FnMut(f64)) -> Result<(), CellError> {
        (from..self.values.len()).try_for_each(|index| self.numbers_at(index, visit))
    }
    /// The numbers of one argument, as [`Arguments::numbers_from`] visits them.
    pub fn numbers_at(&self, index: usize, visit: &mut dyn FnMut(f64)) -> Result<(), CellError> {
        let dates = self.context().date_system();
        match self.raw(index) {
            Value::Omitted => visit(0.0),
            Value::Number(number) => visit(*number),
            _ => self.visit(index, &mut |value, is_direct| {
                match value {
                    Value::Number(number) => visit(*number),
                    Value::Error(error) => return Err(*error),
                    other if is_direct => visit(coerce::to_number(other, dates)?),
                    _ => {}
                }
                Ok(())
            })?,
        }
        Ok(())
    }
    /// The tally of all arguments' numbers, as [`Arguments::numbers_from`] visits them.
    pub fn number_tally(&self) -> Result<NumberTally, CellError> {
        let mut tally = NumberTally::default();
        let mut from = 0;
        if let Value::Area(area) = self.raw(0)
            && let Some(known) = self.evaluator.knowledge_of(*area)
            && let Some(known) = known.number_tally(*area)
        {
            if let Some(error) = known.error() {
                return Err(error);
            }
            tally = known;
            from = 1;
        }
        self.numbers_from(from, &mut |number| tally.add_number(number))?;
        Ok(tally)
    }
    /// How many cells of each kind an argument has that is a long area, if that is known.
    pub fn known_counts(&self, index: usize) -> Option<Result<ValueCounts, CellError>> {
        let Value::Area(area) = self.raw(index) else {
            return None;
        };
        self.evaluator.knowledge_of(*area)?.value_counts(*area)
    }
    /// The numbers of the arguments `from..`, as [`Arguments::numbers_from`] visits them.
    pub fn collect_numbers(&self, from: usize) -> Result<Vec<f64>, CellError> {
        let mut numbers = Vec::new();
        self.numbers_from(from, &mut |number| numbers.push(number))?;
        Ok(numbers)
    }
    /// The numbers of one argument, likewise.
    pub fn numbers_of(&self, index: usize) -> Result<Vec<f64>, CellError> {
        let one = Arguments {
            function: self.function,
            values: std::slice::from_ref(self.raw(index)),
            evaluator: self.evaluator,
            site: self.site,
        };
        one.collect_numbers(0)
    }
    /// The pairs of numbers at the same places of two arguments of equal size (as CORREL and SLOPE
    /// take them): a pair counts only where both are numbers; errors propagate.
    ///
    /// # Errors
    /// `#N/A` when the sizes differ.
    pub fn number_pairs(&self, first: usize, second: usize) -> Result<Vec<(f64, f64)>, CellError> {
        let (left, right) = (self.array(first)?, self.array(second)?);
        if left.values().len() != right.values().len() {
            return Err(CellError::NotAvailable);
        }
        let mut pairs = Vec::new();
        for (left, right) in left.values().iter().zip(right.values()) {
            match (left, right) {
                (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
                (Value::Number(left), Value::Number(right)) => pairs.push((*left, *right)),
                _ => {}
            }
        }
        Ok(pairs)
    }
}
