//! From text to [`Formula`].
//!
//! One pass over the bytes, without a list of tokens: [`lexer`] recognises the smallest parts,
//! [`operands`] what an operator can stand between, [`references`] everything with cells in it,
//! [`tables`] structured references, [`callee`] what a call names. This file holds the operators.
//!
//! Sources: the grammar in [MS-XLSX] 2.2.2 "Formulas", and Excel's page "Calculation operators and
//! precedence in Excel".

use crate::address::{CellAddress, SheetId};
use crate::syntax::{Binary, Expr, Formula, Reference, SheetReference, Unary};

mod callee;
mod draw_calls;
mod lexer;
mod operands;
mod references;
mod tables;
#[cfg(test)]
mod tests;

pub use callee::{is_modifier, is_vendor_name};
pub use draw_calls::draw_calls;
pub(crate) use lexer::{is_column, is_identifier};
pub use references::external_name;

/// What the parser must know of the workbook.
pub trait Names {
    /// The sheet of this name, in any letter case.
    fn sheet(&self, name: &str) -> Option<SheetId>;
    /// Whether distribution names without a vendor's prefix (`Normal(...)`) are calls of
    /// distributions: in specs they are, in workbooks they aren't.
    fn has_plain_distributions(&self) -> bool {
        false
    }
}

/// Why a formula can't be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseError {
    /// Where in the text, in bytes from 0.
    pub at: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for ParseError {}

/// Longest formula read, in bytes: Excel's 8,192 characters, each at most 4 bytes; the prefixes
/// that files add fit in practice because such text is mostly ASCII.
pub const LENGTH_BYTES_MAX: usize = 8192 * 4;
/// Deepest nesting of parentheses, calls and prefix operators.
pub const DEPTH_MAX: u32 = 256;
/// Highest tree, where a run of binary operators (`a+b+c+...`) counts as one level. Whoever walks a
/// tree may recurse on everything but the left side of a binary operator.
pub const HEIGHT_MAX: u32 = 1024;
/// Most binary operators in a formula: as many as Excel's 8,192 characters have room for. Bounds the
/// length of runs.
pub const OPERATORS_MAX: u32 = 4096;

/// Parses a formula as a file stores it (en-US, `_xlfn.` prefixes, a leading `=` allowed).
///
/// References become relative to `host`. A reference to a sheet that doesn't exist is
/// [`Expr::Error`] with `#REF!`. A name in another workbook, `[1]!Name`, is an [`Expr::Name`]
/// (or [`crate::syntax::Callee::Named`]) whose name is that text, upper case.
///
/// # Errors
/// Text that Excel's grammar doesn't allow, or beyond [`LENGTH_BYTES_MAX`], [`DEPTH_MAX`],
/// [`HEIGHT_MAX`] or [`OPERATORS_MAX`].
pub fn parse(text: &str, host: CellAddress, names: &dyn Names) -> Result<Formula, ParseError> {
    if text.len() > LENGTH_BYTES_MAX {
        let message = format!("the formula is longer than {LENGTH_BYTES_MAX} bytes");
        return Err(ParseError { at: LENGTH_BYTES_MAX, message });
    }
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        host,
        names,
        depth: 0,
        height: 0,
        operators: 0,
        sites: 0,
        is_union_allowed: true,
        is_lambda_argument: false,
        arguments: Vec::new(),
    };
    parser.skip_space();
    if parser.peek() == b'=' {
        parser.at += 1;
    }
    let root = parser.expression(strength::COMPARISON)?;
    parser.skip_space();
    if parser.at < parser.bytes.len() {
        return Err(parser.unexpected("an operator"));
    }
    Ok(Formula { root, sites: parser.sites })
}

/// How strongly operators bind, from Excel's table of precedence.
pub(crate) mod strength {
    pub const COMPARISON: u8 = 1;
    pub const CONCATENATE: u8 = 2;
    pub const ADD: u8 = 3;
    pub const MULTIPLY: u8 = 4;
    pub const POWER: u8 = 5;
    pub const PERCENT: u8 = 6;
    pub const SIGN: u8 = 7;
    pub const UNION: u8 = 8;
    pub const INTERSECTION: u8 = 9;
    pub const RANGE: u8 = 10;
    pub const OPERAND: u8 = 11;
}

impl Binary {
    /// How strongly the operator binds.
    pub(crate) fn strength(self) -> u8 {
        match self {
            Binary::Equal
            | Binary::NotEqual
            | Binary::Less
            | Binary::LessOrEqual
            | Binary::Greater
            | Binary::GreaterOrEqual => strength::COMPARISON,
            Binary::Concatenate => strength::CONCATENATE,
            Binary::Add | Binary::Subtract => strength::ADD,
            Binary::Multiply | Binary::Divide => strength::MULTIPLY,
            Binary::Power => strength::POWER,
            Binary::Union => strength::UNION,
            Binary::Intersection => strength::INTERSECTION,
            Binary::Range => strength::RANGE,
        }
    }

    /// The operator's symbol.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
            Binary::Power => "^",
            Binary::Concatenate => "&",
            Binary::Equal => "=",
            Binary::NotEqual => "<>",
            Binary::Less => "<",
            Binary::LessOrEqual => "<=",
            Binary::Greater => ">",
            Binary::GreaterOrEqual => ">=",
            Binary::Range => ":",
            Binary::Union => ",",
            Binary::Intersection => " ",
        }
    }

    /// Whether both sides are references.
    fn is_on_references(self) -> bool {
        matches!(self, Binary::Range | Binary::Union | Binary::Intersection)
    }
}

/// The state of one pass.
struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The next byte.
    at: usize,
    host: CellAddress,
    names: &'a dyn Names,
    /// Open parentheses, calls and prefix operators.
    depth: u32,
    /// Height of the expression parsed last.
    height: u32,
    /// Binary operators so far.
    operators: u32,
    /// Draw sites so far.
    sites: u16,
    /// Whether a comma here means a union rather than the next argument.
    is_union_allowed: bool,
    /// Whether this is directly an argument of LAMBDA.
    is_lambda_argument: bool,
    /// Arguments of the calls still open: one buffer for all of them, to allocate less.
    arguments: Vec<Expr>,
}

type Parsed<T = Expr> = Result<T, ParseError>;

impl<'a> Parser<'a> {
    /// An expression whose operators all bind at least as strongly as `weakest`.
    fn expression(&mut self, weakest: u8) -> Parsed {
        self.skip_space();
        let mut left = match self.peek() {
            b'-' | b'+' | b'@' => self.prefixed(weakest)?,
            _ => self.operand()?,
        };
        let mut height = self.height;
        let mut is_run = false;
        loop {
            let before_space = self.at;
            self.skip_space();
            let is_spaced = self.at != before_space;
            let (operator, length) = match self.peek() {
                b'+' => (Binary::Add, 1),
                b'-' => (Binary::Subtract, 1),
                b'*' => (Binary::Multiply, 1),
                b'/' => (Binary::Divide, 1),
                b'^' => (Binary::Power, 1),
                b'&' => (Binary::Concatenate, 1),
                b'=' => (Binary::Equal, 1),
                b'<' => match self.peek_at(self.at + 1) {
                    b'>' => (Binary::NotEqual, 2),
                    b'=' => (Binary::LessOrEqual, 2),
                    _ => (Binary::Less, 1),
                },
                b'>' => match self.peek_at(self.at + 1) {
                    b'=' => (Binary::GreaterOrEqual, 2),
                    _ => (Binary::Greater, 1),
                },
                b':' => (Binary::Range, 1),
                b',' if self.is_union_allowed => (Binary::Union, 1),
                // As files say that LibreOffice saved.
                b'~' => (Binary::Union, 1),
                b'%' if weakest <= strength::PERCENT => {
                    self.at += 1;
                    left = Expr::Unary(Unary::Percent, Box::new(left));
                    height = self.grown(height)?;
                    continue;
                }
                byte if is_spaced && lexer::starts_operand(byte) => (Binary::Intersection, 0),
                _ => {
                    self.at = before_space;
                    break;
                }
            };
            let strength = operator.strength();
            if strength < weakest {
                self.at = before_space;
                break;
            }
            if operator.is_on_references() && !may_refer(&left) {
                let message = match operator {
                    Binary::Intersection => "an operator is missing here".to_string(),
                    _ => format!("what is left of `{}` is no reference", operator.symbol()),
                };
                return Err(ParseError { at: self.at, message });
            }
            self.operators += 1;
            if self.operators > OPERATORS_MAX {
                return Err(self.error(format!("more than {OPERATORS_MAX} operators")));
            }
            self.at += length;
            self.skip_space();
            let right_at = self.at;
            let right = self.expression(strength + 1)?;
            if operator.is_on_references() && !may_refer(&right) {
                let message = match operator {
                    Binary::Intersection => "an operator is missing here".to_string(),
                    _ => format!("what is right of `{}` is no reference", operator.symbol()),
                };
                return Err(ParseError { at: right_at, message });
            }
            height = height.max(self.height);
            is_run = true;
            left = match operator {
                Binary::Range => range_of(left, right),
                // As Excel writes it, where a comma without parentheses would part arguments.
                Binary::Union if !self.is_union_allowed => {
                    height = self.grown(height)?;
                    let union = Expr::Binary(operator, Box::new(left), Box::new(right));
                    Expr::Parentheses(Box::new(union))
                }
                _ => Expr::Binary(operator, Box::new(left), Box::new(right)),
            };
        }
        self.height = height;
        if is_run {
            self.height = self.grown(height)?;
        }
        Ok(left)
    }

    /// `-x`, `+x` or `@x`.
    fn prefixed(&mut self, weakest: u8) -> Parsed {
        let byte = self.peek();
        if byte != b'@' && weakest > strength::SIGN {
            return Err(self.unexpected("a reference"));
        }
        self.at += 1;
        self.enter()?;
        let expr = match byte {
            b'@' => {
                let inner = self.expression(weakest.max(strength::INTERSECTION))?;
                Expr::Intersect(Box::new(inner))
            }
            b'-' => Expr::Unary(Unary::Negate, Box::new(self.expression(strength::SIGN)?)),
            _ => Expr::Unary(Unary::Plus, Box::new(self.expression(strength::SIGN)?)),
        };
        self.leave()?;
        Ok(expr)
    }

    /// One level deeper: a parenthesis, a call, a prefix operator.
    fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.error(format!("more than {DEPTH_MAX} levels of nesting")));
        }
        Ok(())
    }

    /// Back from a level.
    fn leave(&mut self) -> Parsed<()> {
        self.depth -= 1;
        self.height = self.grown(self.height)?;
        Ok(())
    }

    /// The height of a tree on top of one of this `height`.
    fn grown(&self, height: u32) -> Parsed<u32> {
        if height >= HEIGHT_MAX {
            return Err(self.error(format!("more than {HEIGHT_MAX} levels of nesting")));
        }
        Ok(height + 1)
    }

    fn error(&self, message: String) -> ParseError {
        ParseError { at: self.at, message }
    }

    /// The error of finding something else than `expected`.
    #[cold]
    fn unexpected(&self, expected: &str) -> ParseError {
        let message = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => format!("the formula ends where {expected} is expected"),
            Some(found) => format!("found `{found}` where {expected} is expected"),
        };
        self.error(message)
    }
}

/// Whether an operand of a reference operator can be what `expr` is.
fn may_refer(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Boolean(_) | Expr::Array(_) | Expr::Omitted => {
            false
        }
        Expr::Unary(..) => false,
        Expr::Binary(operator, ..) => operator.is_on_references(),
        _ => true,
    }
}

/// `left:right`; one reference where both are cells of one sheet (`Sheet1!A1:Sheet1!B2`).
fn range_of(left: Expr, right: Expr) -> Expr {
    match (&left, &right) {
        (Expr::Reference(first), Expr::Reference(last))
            if first.is_cell
                && last.is_cell
                && (last.sheet == first.sheet || last.sheet == SheetReference::Host) =>
        {
            Expr::Reference(Reference {
                sheet: first.sheet.clone(),
                first: first.first,
                last: last.last,
                is_cell: false,
            })
        }
        _ => Expr::Binary(Binary::Range, Box::new(left), Box::new(right)),
    }
}
