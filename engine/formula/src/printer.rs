//! From [`crate::syntax::Formula`] back to text.

use std::fmt::Write;

use ulam_probability::distributions;

use crate::address::{
    COLUMN_COUNT, CellAddress, ROW_COUNT, SheetId, column_letters, parse_a1, quoted_sheet_name,
};
use crate::functions;
use crate::parser::{is_column, is_identifier, is_vendor_name, strength};
use crate::syntax::{
    Binary, Call, Callee, Coordinate, Corner, Expr, Reference, SheetReference, TableReference,
    TableRows, Unary,
};
use crate::value::{Array, CellError, Value};

/// The text of an expression for a host, without `=`, as Excel shows it.
///
/// Parsing the text for the same host gives the expression back. For that, a few things that Excel
/// can't show are written as files store them: `_xlpm.` before a LET or LAMBDA name that would read
/// as something else, `_xlfn.SINGLE(...)` where `@` would take too much.
pub fn print(expr: &Expr, host: CellAddress, sheet_name: &dyn Fn(SheetId) -> String) -> String {
    let mut printer = Printer { out: String::new(), host, sheet_name, is_union_allowed: true };
    printer.expression(expr, strength::COMPARISON);
    printer.out
}

struct Printer<'a> {
    out: String,
    host: CellAddress,
    sheet_name: &'a dyn Fn(SheetId) -> String,
    /// Whether a comma here would mean a union rather than the next argument.
    is_union_allowed: bool,
}

/// How strongly the outermost operator of an expression binds.
fn strength_of(expr: &Expr) -> u8 {
    match expr {
        Expr::Binary(operator, ..) => operator.strength(),
        Expr::Unary(Unary::Percent, _) => strength::PERCENT,
        Expr::Unary(..) => strength::SIGN,
        Expr::Number(number) if number.is_sign_negative() => strength::SIGN,
        _ => strength::OPERAND,
    }
}

/// The operand that an expression of reference operators ends with.
fn rightmost(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Binary(_, _, right) => right,
            Expr::Intersect(inner) => inner,
            _ => return expr,
        }
    }
}

/// The operand that the text of an operand starts with.
fn leftmost(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Spill(inner) | Expr::Apply(inner, _) => inner,
            _ => return expr,
        }
    }
}

/// A name without the workbook and sheet before it: `RATE` of `[1]!RATE`.
fn unqualified(name: &str) -> &str {
    match name.rsplit_once('!') {
        Some((_, base)) => base,
        None => name,
    }
}

/// Whether an identifier reads as a name, not as a cell or constant.
fn reads_as_name(name: &str) -> bool {
    is_identifier(name)
        && parse_a1(name).is_none()
        && !name.eq_ignore_ascii_case("TRUE")
        && !name.eq_ignore_ascii_case("FALSE")
}

impl Printer<'_> {
    /// An expression, in parentheses if an operator in it binds less strongly than `weakest`.
    fn expression(&mut self, expr: &Expr, weakest: u8) {
        let is_union = matches!(expr, Expr::Binary(Binary::Union, ..));
        if strength_of(expr) < weakest || (is_union && !self.is_union_allowed) {
            return self.parentheses(expr);
        }
        match expr {
            Expr::Number(number) => self.number(*number),
            Expr::Text(text) => self.text(text),
            Expr::Boolean(boolean) => self.out.push_str(if *boolean { "TRUE" } else { "FALSE" }),
            Expr::Error(error) => self.out.push_str(error.text()),
            Expr::Array(array) => self.array(array),
            Expr::Omitted => {}
            Expr::Reference(reference) => self.reference(reference),
            Expr::Name { sheet, name } => {
                if let Some(sheet) = sheet {
                    let sheet = (self.sheet_name)(*sheet);
                    self.out.push_str(&quoted_sheet_name(&sheet));
                    self.out.push('!');
                }
                let is_misread = !reads_as_name(unqualified(name));
                self.name(name, is_misread);
            }
            Expr::Table(table) => self.table(table),
            Expr::Unary(Unary::Percent, inner) => {
                self.expression(inner, strength::PERCENT);
                self.out.push('%');
            }
            Expr::Unary(operator, inner) => {
                self.out.push(if *operator == Unary::Negate { '-' } else { '+' });
                self.expression(inner, strength::SIGN);
            }
            Expr::Binary(..) => self.binary(expr, weakest),
            Expr::Parentheses(inner) => self.parentheses(inner),
            Expr::Intersect(inner) => {
                let weakest = weakest.max(strength::INTERSECTION);
                if strength_of(inner) < weakest {
                    self.future_call("SINGLE", inner);
                } else {
                    self.out.push('@');
                    self.expression(inner, weakest);
                }
            }
            Expr::Spill(inner) => match &**inner {
                Expr::Reference(Reference { is_cell: true, .. })
                | Expr::Name { .. }
                | Expr::Error(_)
                | Expr::Table(_)
                | Expr::Parentheses(_)
                | Expr::Call(_)
                | Expr::Spill(_)
                | Expr::Apply(..) => {
                    self.expression(inner, strength::COMPARISON);
                    self.out.push('#');
                }
                _ => self.future_call("ANCHORARRAY", inner),
            },
            Expr::Call(call) => self.call(call),
            Expr::Apply(callee, arguments) => {
                match &**callee {
                    Expr::Call(_)
                    | Expr::Parentheses(_)
                    | Expr::Apply(..)
                    | Expr::Name { sheet: Some(_), .. } => {
                        self.expression(callee, strength::COMPARISON)
                    }
                    _ => self.parentheses(callee),
                }
                self.arguments(arguments);
            }
        }
    }

    /// A name that may be another workbook's; marked as a name if it would be misread.
    fn name(&mut self, name: &str, is_misread: bool) {
        let base = unqualified(name);
        self.out.push_str(&name[..name.len() - base.len()]);
        if is_misread {
            self.out.push_str("_xlpm.");
        }
        self.out.push_str(base);
    }

    fn parentheses(&mut self, inner: &Expr) {
        let before = std::mem::replace(&mut self.is_union_allowed, true);
        self.out.push('(');
        self.expression(inner, strength::COMPARISON);
        self.out.push(')');
        self.is_union_allowed = before;
    }

    /// Binary operators, from the left end of their run.
    fn binary(&mut self, expr: &Expr, weakest: u8) {
        let mut run = Vec::new();
        let mut first = expr;
        let mut required = weakest;
        while let Expr::Binary(operator, left, right) = first {
            let is_bare = operator.strength() >= required
                && (*operator != Binary::Union || self.is_union_allowed);
            if !is_bare {
                break;
            }
            run.push((*operator, &**left, &**right));
            required = operator.strength();
            first = left;
        }
        match (first, run.last()) {
            // `@A1:B2` is all of `A1:B2` intersected.
            (Expr::Intersect(inner), Some((Binary::Range | Binary::Intersection, ..))) => {
                self.future_call("SINGLE", inner)
            }
            _ => self.expression(first, required),
        }
        for (operator, left, right) in run.into_iter().rev() {
            let left_end = self.out.len();
            self.out.push_str(operator.symbol());
            let right_start = self.out.len();
            match (operator, right) {
                (Binary::Range, Expr::Intersect(inner)) if !matches!(**inner, Expr::Call(_)) => {
                    self.future_call("SINGLE", inner)
                }
                _ => self.expression(right, operator.strength() + 1),
            }
            // A name that would read as columns (`A:B`), sheets (`Jan:Dec!A1`) or a call
            // (`SUM (A1)`) together with what is right of the operator.
            if let Expr::Name { sheet, name } = rightmost(left)
                && self.out[..left_end].ends_with(unqualified(name))
            {
                let base = unqualified(name);
                let is_qualified = sheet.is_some() || base.len() < name.len();
                let is_misread = match (operator, leftmost(right)) {
                    (Binary::Range, Expr::Name { name: right, sheet: None }) => {
                        is_column(base) && is_column(right)
                    }
                    (Binary::Range, Expr::Reference(right)) => {
                        let is_columns =
                            !right.is_cell && right.first.row == Coordinate::Absolute(0);
                        (is_column(base) && is_columns)
                            || (!is_qualified && right.sheet != SheetReference::Host)
                    }
                    (Binary::Range, Expr::Name { sheet: Some(_), .. }) => !is_qualified,
                    (Binary::Intersection, _) => {
                        !is_qualified
                            && self.out[right_start..].starts_with('(')
                            && functions::find(base).is_some()
                    }
                    _ => false,
                };
                let start = left_end - base.len();
                if is_misread && !self.out[..start].ends_with("_xlpm.") {
                    self.out.insert_str(start, "_xlpm.");
                }
            }
        }
    }

    /// A call written with the prefix of files.
    fn future_call(&mut self, function: &str, argument: &Expr) {
        self.out.push_str("_xlfn.");
        self.out.push_str(function);
        self.arguments(std::slice::from_ref(argument));
    }

    fn call(&mut self, call: &Call) {
        match &call.callee {
            Callee::Function(function) => self.out.push_str(function.name),
            Callee::Distribution(name) => self.out.push_str(name),
            Callee::Named(name) => {
                let base = unqualified(name);
                let is_distribution = is_vendor_name(base) && distributions::find(base).is_some();
                let is_function = base.len() == name.len() && functions::find(base).is_some();
                self.name(name, is_distribution || is_function || !is_identifier(base));
            }
        }
        self.arguments(&call.arguments);
    }

    fn arguments(&mut self, arguments: &[Expr]) {
        let before = std::mem::replace(&mut self.is_union_allowed, false);
        self.out.push('(');
        for (index, argument) in arguments.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.expression(argument, strength::COMPARISON);
        }
        self.out.push(')');
        self.is_union_allowed = before;
    }

    fn number(&mut self, number: f64) {
        if !number.is_finite() {
            return self.out.push_str(CellError::from_nan(number).text());
        }
        let magnitude = number.abs();
        let is_plain = magnitude == 0.0 || (1e-9..1e21).contains(&magnitude);
        // Writing to a string can't fail.
        let _ = if is_plain {
            write!(self.out, "{number}")
        } else if magnitude >= 1.0 {
            write!(self.out, "{}", format!("{number:E}").replace('E', "E+"))
        } else {
            write!(self.out, "{number:E}")
        };
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        self.out.push_str(&text.replace('"', "\"\""));
        self.out.push('"');
    }

    fn array(&mut self, array: &Array) {
        self.out.push('{');
        for row in 0..array.rows() {
            if row > 0 {
                self.out.push(';');
            }
            for (column, value) in array.row(row).iter().enumerate() {
                if column > 0 {
                    self.out.push(',');
                }
                match value {
                    Value::Number(number) => self.number(*number),
                    Value::Text(text) => self.text(text),
                    Value::Boolean(true) => self.out.push_str("TRUE"),
                    Value::Boolean(false) => self.out.push_str("FALSE"),
                    Value::Error(error) => self.out.push_str(error.text()),
                    // No constant can be this; it shows as nothing.
                    _ => self.text(""),
                }
            }
        }
        self.out.push('}');
    }

    fn reference(&mut self, reference: &Reference) {
        match &reference.sheet {
            SheetReference::Host => {}
            SheetReference::Sheet(sheet) => {
                let sheet = (self.sheet_name)(*sheet);
                self.out.push_str(&quoted_sheet_name(&sheet));
                self.out.push('!');
            }
            SheetReference::Span(first, last) => {
                let (first, last) = ((self.sheet_name)(*first), (self.sheet_name)(*last));
                let quoted = (quoted_sheet_name(&first), quoted_sheet_name(&last));
                if quoted.0 == first && quoted.1 == last {
                    let _ = write!(self.out, "{first}:{last}!");
                } else {
                    let both = format!("{first}:{last}").replace('\'', "''");
                    let _ = write!(self.out, "'{both}'!");
                }
            }
            SheetReference::External(book, sheet) => {
                let quoted = quoted_sheet_name(sheet);
                let _ = match quoted.strip_prefix('\'') {
                    Some(rest) => write!(self.out, "'[{book}]{rest}!"),
                    None => write!(self.out, "[{book}]{quoted}!"),
                };
            }
        }
        let Reference { first, last, .. } = reference;
        if reference.is_cell {
            return self.corner(first);
        }
        let spans = |low, high, count: u32| {
            low == Coordinate::Absolute(0) && high == Coordinate::Absolute(count - 1)
        };
        if spans(first.row, last.row, ROW_COUNT) {
            self.column(first.column);
            self.out.push(':');
            self.column(last.column);
        } else if spans(first.column, last.column, COLUMN_COUNT) {
            self.row(first.row);
            self.out.push(':');
            self.row(last.row);
        } else {
            self.corner(first);
            self.out.push(':');
            self.corner(last);
        }
    }

    fn corner(&mut self, corner: &Corner) {
        self.column(corner.column);
        self.row(corner.row);
    }

    fn column(&mut self, column: Coordinate) {
        if matches!(column, Coordinate::Absolute(_)) {
            self.out.push('$');
        }
        self.out.push_str(&column_letters(column.resolve(self.host.column, COLUMN_COUNT)));
    }

    fn row(&mut self, row: Coordinate) {
        if matches!(row, Coordinate::Absolute(_)) {
            self.out.push('$');
        }
        let _ = write!(self.out, "{}", row.resolve(self.host.row, ROW_COUNT) as u64 + 1);
    }

    fn table(&mut self, table: &TableReference) {
        if let Some(name) = &table.table {
            self.out.push_str(name);
        }
        self.out.push('[');
        let items: &[&str] = match table.rows {
            // `[]` alone doesn't read as a reference.
            TableRows::Data if table.table.is_none() && table.columns.is_none() => &["#Data"],
            TableRows::Data | TableRows::ThisRow => &[],
            TableRows::Headers => &["#Headers"],
            TableRows::Totals => &["#Totals"],
            TableRows::All => &["#All"],
            TableRows::HeadersAndData => &["#Headers", "#Data"],
            TableRows::DataAndTotals => &["#Data", "#Totals"],
        };
        if table.rows == TableRows::ThisRow {
            self.out.push('@');
        }
        match (items, &table.columns) {
            ([item], None) => self.out.push_str(item),
            ([], Some((first, last))) if first == last && is_simple_column(first) => {
                self.out.push_str(first);
            }
            ([], Some((first, last))) => self.columns(first, last),
            (items, columns) => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    let _ = write!(self.out, "[{item}]");
                }
                if let Some((first, last)) = columns {
                    self.out.push(',');
                    self.columns(first, last);
                }
            }
        }
        self.out.push(']');
    }

    fn columns(&mut self, first: &str, last: &str) {
        self.bracketed_column(first);
        if first != last {
            self.out.push(':');
            self.bracketed_column(last);
        }
    }

    fn bracketed_column(&mut self, name: &str) {
        self.out.push('[');
        for char in name.chars() {
            if matches!(char, '[' | ']' | '#' | '\'' | '@') {
                self.out.push('\'');
            }
            self.out.push(char);
        }
        self.out.push(']');
    }
}

/// Whether a column's name needs no brackets of its own.
fn is_simple_column(name: &str) -> bool {
    name.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '.')
}
