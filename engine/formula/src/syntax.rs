//! What a formula is once parsed.
//!
//! References are stored relative to the cell that holds the formula (as R1C1 notation does), so a
//! filled-down formula is one [`Formula`] shared by all its cells.

use std::sync::Arc;

use crate::address::{Area, COLUMN_COUNT, CellAddress, ROW_COUNT, SheetId};
use crate::function::Function;
use crate::value::{Array, CellError};

/// A parsed formula, shared by every cell that it is filled into.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its root.
    pub root: Expr,
    /// How many calls in it draw random numbers; their `site` numbers are 0 to `sites - 1`.
    pub sites: u16,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `-x`
    Negate,
    /// `+x`: the value unchanged, whatever its kind.
    Plus,
    /// `x%`
    Percent,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// `&`
    Concatenate,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `A1:B2` between expressions that give references.
    Range,
    /// `A1,B2` inside parentheses.
    Union,
    /// `A1:B2 B1:C3`
    Intersection,
}

/// A row or column of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coordinate {
    /// `$A` or `$1`: index from 0.
    Absolute(u32),
    /// `A` or `1`: offset from the host cell. Wraps around the sheet's edge as Excel's does when a
    /// formula in a defined name is moved.
    Relative(i32),
}

impl Coordinate {
    /// The index from 0 that this means for a host at `host`, in a sheet of `count` rows or columns.
    #[inline]
    pub fn resolve(self, host: u32, count: u32) -> u32 {
        match self {
            Coordinate::Absolute(index) => index,
            Coordinate::Relative(offset) => {
                (host as i64 + offset as i64).rem_euclid(count as i64) as u32
            }
        }
    }
}

/// Which sheet a reference points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SheetReference {
    /// The host's own sheet.
    Host,
    /// A named sheet of this workbook.
    Sheet(SheetId),
    /// `First:Last!`, a 3-D reference over sheets in tab order.
    Span(SheetId, SheetId),
    /// `[Book]Sheet!`: index of the external book (from 1, as files number them) and the sheet's
    /// name; answered from values cached in the file.
    External(u32, Arc<str>),
}

/// One corner of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Corner {
    /// Row.
    pub row: Coordinate,
    /// Column.
    pub column: Coordinate,
}

/// A reference to a cell or a rectangle. A whole column spans all rows; a whole row all columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The sheet.
    pub sheet: SheetReference,
    /// Top left corner (as written; corners may resolve in any order).
    pub first: Corner,
    /// Bottom right corner; equal to `first` for a cell.
    pub last: Corner,
    /// Whether this was written as one cell.
    pub is_cell: bool,
}

impl Corner {
    /// Row and column from 0 for a host.
    #[inline]
    pub fn resolve(&self, host: CellAddress) -> (u32, u32) {
        (self.row.resolve(host.row, ROW_COUNT), self.column.resolve(host.column, COLUMN_COUNT))
    }
}

impl Reference {
    /// The area on `sheet` that this means for a host; corners put in order.
    #[inline]
    pub fn area_on(&self, sheet: SheetId, host: CellAddress) -> Area {
        let (row, column) = self.first.resolve(host);
        if self.is_cell {
            return Area::of_cell(CellAddress { sheet, row, column });
        }
        let (last_row, last_column) = self.last.resolve(host);
        Area {
            sheet,
            first_row: row.min(last_row),
            last_row: row.max(last_row),
            first_column: column.min(last_column) as u16,
            last_column: column.max(last_column) as u16,
        }
    }
}

/// Which rows of a table a structured reference takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableRows {
    /// `[#Data]`, also when nothing is said.
    Data,
    /// `[#Headers]`
    Headers,
    /// `[#Totals]`
    Totals,
    /// `[#All]`
    All,
    /// `[[#Headers],[#Data]]`
    HeadersAndData,
    /// `[[#Data],[#Totals]]`
    DataAndTotals,
    /// `[#This Row]` or `@`
    ThisRow,
}

/// `Table[[#Headers],[First]:[Last]]`. Columns are named, not numbered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableReference {
    /// The table's name; `None` inside the table itself.
    pub table: Option<Arc<str>>,
    /// Rows.
    pub rows: TableRows,
    /// First and last column; `None` for all of them.
    pub columns: Option<(Arc<str>, Arc<str>)>,
}

/// A function that a call names.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A row of the function library.
    Function(&'static Function),
    /// A distribution (`RiskNormal`, and in a spec also `Normal`): name as written, upper case,
    /// without an `_xll.` prefix.
    Distribution(Arc<str>),
    /// A name that is no known function: a LAMBDA by defined name or LET, or else `#NAME?`.
    /// Upper case, without `_xlfn.` and `_xlws.` prefixes.
    Named(Arc<str>),
}

impl PartialEq for Callee {
    fn eq(&self, other: &Callee) -> bool {
        match (self, other) {
            (Callee::Function(a), Callee::Function(b)) => std::ptr::eq(*a, *b),
            (Callee::Distribution(a), Callee::Distribution(b)) => a == b,
            (Callee::Named(a), Callee::Named(b)) => a == b,
            _ => false,
        }
    }
}

/// A call `f(a, b, ...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub callee: Callee,
    /// Its arguments; an omitted one is [`Expr::Omitted`].
    pub arguments: Arc<[Expr]>,
    /// For a call that draws random numbers (RAND, RANDBETWEEN, RANDARRAY, a distribution): its
    /// number among those of the formula, in reading order.
    pub site: u16,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number constant.
    Number(f64),
    /// A text constant.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error constant, also a reference that has become `#REF!`.
    Error(CellError),
    /// `{1,2;3,4}`
    Array(Arc<Array>),
    /// An argument left out.
    Omitted,
    /// A reference to cells.
    Reference(Reference),
    /// A defined name, LET variable or LAMBDA parameter, upper case; `sheet` when written
    /// `Sheet1!Name`.
    Name {
        /// The sheet it was qualified with.
        sheet: Option<SheetId>,
        /// Upper-case name.
        name: Arc<str>,
    },
    /// A structured reference.
    Table(TableReference),
    /// A unary operator.
    Unary(Unary, Box<Expr>),
    /// A binary operator.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// Parentheses: they matter to Excel's near-zero rule and to unions.
    Parentheses(Box<Expr>),
    /// `@x`: implicit intersection.
    Intersect(Box<Expr>),
    /// `A1#`: the spilled range of an anchor cell.
    Spill(Box<Expr>),
    /// A call of a named function.
    Call(Call),
    /// A call of what an expression gives: `LAMBDA(x, x+1)(2)`.
    Apply(Box<Expr>, Arc<[Expr]>),
}

impl Expr {
    /// Calls `visit` for this expression and every part of it: outer parts first, in reading order.
    ///
    /// Defined names aren't followed. Runs of operators, which may be thousands of levels high, take
    /// no stack.
    pub fn visit_parts<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        let mut pending = vec![self];
        while let Some(part) = pending.pop() {
            visit(part);
            match part {
                Expr::Unary(_, inner)
                | Expr::Parentheses(inner)
                | Expr::Intersect(inner)
                | Expr::Spill(inner) => pending.push(inner),
                Expr::Binary(_, left, right) => {
                    pending.push(right);
                    pending.push(left);
                }
                Expr::Call(call) => pending.extend(call.arguments.iter().rev()),
                Expr::Apply(function, arguments) => {
                    pending.extend(arguments.iter().rev());
                    pending.push(function);
                }
                Expr::Number(_)
                | Expr::Text(_)
                | Expr::Boolean(_)
                | Expr::Error(_)
                | Expr::Array(_)
                | Expr::Omitted
                | Expr::Reference(_)
                | Expr::Name { .. }
                | Expr::Table(_) => {}
            }
        }
    }
}
