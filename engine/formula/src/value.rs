//! What a formula computes.

use std::fmt;
use std::sync::Arc;

use crate::address::Area;
use crate::evaluate::Lambda;

/// An Excel error value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum CellError {
    /// `#NULL!`: two ranges that should intersect don't.
    Null = 1,
    /// `#DIV/0!`
    Div0 = 2,
    /// `#VALUE!`: wrong kind of argument.
    Value = 3,
    /// `#REF!`: a reference to nothing.
    Ref = 4,
    /// `#NAME?`: an unknown name or function.
    Name = 5,
    /// `#NUM!`: no such number.
    Num = 6,
    /// `#N/A`: no value available.
    NotAvailable = 7,
    /// `#GETTING_DATA`
    GettingData = 8,
    /// `#SPILL!`: an array has no room.
    Spill = 9,
    /// `#CALC!`: such as an empty array.
    Calc = 14,
    /// `#FIELD!`
    Field = 13,
    /// `#BLOCKED!`
    Blocked = 11,
    /// `#CONNECT!`
    Connect = 10,
    /// `#UNKNOWN!`
    Unknown = 12,
    /// `#BUSY!`
    Busy = 15,
}

impl CellError {
    /// Every error.
    pub const ALL: [CellError; 15] = [
        CellError::Null,
        CellError::Div0,
        CellError::Value,
        CellError::Ref,
        CellError::Name,
        CellError::Num,
        CellError::NotAvailable,
        CellError::GettingData,
        CellError::Spill,
        CellError::Connect,
        CellError::Blocked,
        CellError::Unknown,
        CellError::Field,
        CellError::Calc,
        CellError::Busy,
    ];

    /// As a cell shows it.
    pub fn text(self) -> &'static str {
        match self {
            CellError::Null => "#NULL!",
            CellError::Div0 => "#DIV/0!",
            CellError::Value => "#VALUE!",
            CellError::Ref => "#REF!",
            CellError::Name => "#NAME?",
            CellError::Num => "#NUM!",
            CellError::NotAvailable => "#N/A",
            CellError::GettingData => "#GETTING_DATA",
            CellError::Spill => "#SPILL!",
            CellError::Calc => "#CALC!",
            CellError::Field => "#FIELD!",
            CellError::Blocked => "#BLOCKED!",
            CellError::Connect => "#CONNECT!",
            CellError::Unknown => "#UNKNOWN!",
            CellError::Busy => "#BUSY!",
        }
    }

    /// The error that a cell shows as `text` (case-insensitive).
    pub fn from_text(text: &str) -> Option<CellError> {
        CellError::ALL.into_iter().find(|error| error.text().eq_ignore_ascii_case(text))
    }

    /// The NaN that carries this error through columns of numbers.
    pub fn to_nan(self) -> f64 {
        f64::from_bits(0x7FF8_0000_0000_0000 | self as u64)
    }

    /// The error that a NaN carries; `Num` for a NaN that carries none (an invalid operation).
    pub fn from_nan(nan: f64) -> CellError {
        let code = nan.to_bits() & 0xFF;
        CellError::ALL.into_iter().find(|error| *error as u64 == code).unwrap_or(CellError::Num)
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A rectangle of scalar values, row by row. Never empty; elements are never arrays or references.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    rows: usize,
    columns: usize,
    values: Vec<Value>,
}

/// Most elements an array may have: Excel has no more cells than this in 16 full columns, and a
/// larger array would be a mistake or an attack.
pub const ARRAY_ELEMENTS_MAX: usize = 16 * 1_048_576;

impl Array {
    /// An array of `rows` times `columns` values, row by row.
    ///
    /// # Errors
    /// `#CALC!` when empty; `#NUM!` when larger than [`ARRAY_ELEMENTS_MAX`] or when the number of
    /// values is not `rows * columns`.
    pub fn new(rows: usize, columns: usize, values: Vec<Value>) -> Result<Array, CellError> {
        if rows == 0 || columns == 0 {
            return Err(CellError::Calc);
        }
        if values.len() > ARRAY_ELEMENTS_MAX || rows.checked_mul(columns) != Some(values.len()) {
            return Err(CellError::Num);
        }
        Ok(Array { rows, columns, values })
    }

    /// An array filled by calling `element(row, column)`.
    ///
    /// # Errors
    /// As [`Array::new`], before anything is allocated.
    pub fn from_fn(
        rows: usize,
        columns: usize,
        mut element: impl FnMut(usize, usize) -> Value,
    ) -> Result<Array, CellError> {
        match rows.checked_mul(columns) {
            Some(0) => return Err(CellError::Calc),
            Some(count) if count <= ARRAY_ELEMENTS_MAX => {}
            _ => return Err(CellError::Num),
        }
        let mut values = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                values.push(element(row, column));
            }
        }
        Ok(Array { rows, columns, values })
    }

    /// The 1 by 1 array of a scalar.
    pub fn of_scalar(value: Value) -> Array {
        Array { rows: 1, columns: 1, values: vec![value] }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }
    /// All elements, row by row.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
    /// All elements, row by row, to change in place.
    pub fn values_mut(&mut self) -> &mut [Value] {
        &mut self.values
    }
    /// All elements, row by row, to keep.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
    /// The element at a row and column from 0, inside the array.
    pub fn get(&self, row: usize, column: usize) -> &Value {
        &self.values[row * self.columns + column]
    }
    /// The element that array arithmetic pairs with (row, column): a single row or column is
    /// repeated; outside the array it is `#N/A`.
    pub fn broadcast(&self, row: usize, column: usize) -> Value {
        let row = if self.rows == 1 { 0 } else { row };
        let column = if self.columns == 1 { 0 } else { column };
        if row >= self.rows || column >= self.columns {
            return Value::Error(CellError::NotAvailable);
        }
        self.get(row, column).clone()
    }
    /// One row's elements.
    pub fn row(&self, row: usize) -> &[Value] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }
    /// Rows and columns exchanged.
    pub fn transposed(&self) -> Array {
        let mut values = Vec::with_capacity(self.values.len());
        for column in 0..self.columns {
            for row in 0..self.rows {
                values.push(self.get(row, column).clone());
            }
        }
        Array { rows: self.columns, columns: self.rows, values }
    }
}

/// What a formula, or a part of one, computes.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// An empty cell.
    #[default]
    Blank,
    /// An argument left out: `IF(A1,,2)`. Kernels see it as given but empty.
    Omitted,
    /// A finite number. Dates are serial numbers.
    Number(f64),
    /// Text.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error.
    Error(CellError),
    /// Several values in a rectangle.
    Array(Arc<Array>),
    /// A reference to the cells of one area.
    Area(Area),
    /// A reference to several areas: a union, or a 3-D reference.
    Union(Arc<[Area]>),
    /// A function made by LAMBDA.
    Lambda(Arc<Lambda>),
}

impl Value {
    /// Text.
    pub fn text(text: impl Into<Arc<str>>) -> Value {
        Value::Text(text.into())
    }
    /// A number if finite; else the error that a NaN carries, or `#NUM!` for an overflow.
    pub fn number(number: f64) -> Value {
        if number.is_finite() {
            // Excel has no negative zero.
            Value::Number(number + 0.0)
        } else if number.is_nan() {
            Value::Error(CellError::from_nan(number))
        } else {
            Value::Error(CellError::Num)
        }
    }
    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        matches!(self, Value::Error(_))
    }
    /// Whether this is an empty cell or an omitted argument.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Blank | Value::Omitted)
    }
    /// Whether this refers to cells.
    pub fn is_reference(&self) -> bool {
        matches!(self, Value::Area(_) | Value::Union(_))
    }
}

impl PartialEq for Value {
    /// Identity of kind and content, not Excel's `=` (see [`crate::compare`]).
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Blank, Value::Blank) | (Value::Omitted, Value::Omitted) => true,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Error(a), Value::Error(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            (Value::Area(a), Value::Area(b)) => a == b,
            (Value::Union(a), Value::Union(b)) => a == b,
            (Value::Lambda(a), Value::Lambda(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::number(number)
    }
}
impl From<bool> for Value {
    fn from(boolean: bool) -> Value {
        Value::Boolean(boolean)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::text(text)
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::text(text)
    }
}
impl From<CellError> for Value {
    fn from(error: CellError) -> Value {
        Value::Error(error)
    }
}
impl From<Array> for Value {
    fn from(array: Array) -> Value {
        Value::Array(Arc::new(array))
    }
}
impl From<Result<Value, CellError>> for Value {
    fn from(result: Result<Value, CellError>) -> Value {
        result.unwrap_or_else(Value::Error)
    }
}
