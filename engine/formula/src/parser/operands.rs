//! What an operator can stand between: constants, names, calls, parentheses.

use std::sync::Arc;

use super::callee::{Identifier, upper_case};
use super::{Parsed, Parser};
use crate::functions;
use crate::syntax::{Call, Callee, Expr, TableReference, TableRows};
use crate::value::{Array, CellError, Value};

impl Parser<'_> {
    /// An operand with the `#` and argument lists that follow it.
    pub(super) fn operand(&mut self) -> Parsed {
        self.height = 0;
        let mut expr = match self.peek() {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'\\' | b'$' | 0x80.. => self.word()?,
            b'0'..=b'9' | b'.' => match self.area() {
                Some(reference) => Expr::Reference(reference),
                None => return Ok(Expr::Number(self.number()?)),
            },
            b'"' => return Ok(Expr::Text(self.quoted_text()?)),
            b'(' => self.parentheses()?,
            b'{' => return self.array(),
            b'#' => self.error_operand()?,
            b'\'' => self.quoted_sheet()?,
            b'[' => self.bracketed()?,
            _ => return Err(self.unexpected("a value, a reference or a function")),
        };
        loop {
            match (self.peek(), &expr) {
                (b'#', Expr::Boolean(_)) => break,
                (b'#', _) => {
                    self.at += 1;
                    self.height = self.grown(self.height)?;
                    expr = Expr::Spill(Box::new(expr));
                }
                (
                    b'(',
                    Expr::Call(_) | Expr::Parentheses(_) | Expr::Apply(..) | Expr::Name { .. },
                ) => {
                    let height = self.height;
                    let arguments = self.argument_list(false)?;
                    self.height = self.grown(height.max(self.height))?;
                    expr = Expr::Apply(Box::new(expr), arguments);
                }
                _ => break,
            }
        }
        Ok(expr)
    }

    /// What starts with a letter or `$`: a reference, a name, a call, a sheet, a table.
    fn word(&mut self) -> Parsed {
        let start = self.at;
        if let Some((first, end)) = self.cell_at(start) {
            return Ok(Expr::Reference(self.area_from(first, end)));
        }
        let end = self.identifier_end(start);
        if self.peek_at(end) == b'!' && end > start {
            return self.sheet_prefix(end);
        }
        if let Some(expr) = self.span_prefix(end)? {
            return Ok(expr);
        }
        if let Some(reference) = self.area() {
            return Ok(Expr::Reference(reference));
        }
        if end == start {
            return Err(self.unexpected("a value, a reference or a function"));
        }
        let text = &self.text[start..end];
        match self.peek_at(end) {
            b'(' => {
                self.at = end;
                return self.call(Identifier::new(text));
            }
            b'[' => {
                self.at = end;
                return self.table(Some(text.into()));
            }
            _ => {}
        }
        let identifier = Identifier::new(text);
        let after_space = self.space_end(end);
        if self.peek_at(after_space) == b'('
            && !identifier.is_name
            && functions::find(&upper_case(identifier.name)).is_some()
        {
            // `SUM (A1)`: Excel removes the space.
            self.at = after_space;
            return self.call(identifier);
        }
        if let Some(boolean) = Self::boolean(text) {
            self.at = end;
            return Ok(boolean);
        }
        self.at = end;
        if identifier.is_optional && self.is_lambda_argument && self.peek_at(after_space) == b',' {
            let column: Arc<str> = identifier.name.into();
            return Ok(Expr::Table(TableReference {
                table: None,
                rows: TableRows::Data,
                columns: Some((column.clone(), column)),
            }));
        }
        Ok(Expr::Name { sheet: None, name: Arc::from(upper_case(identifier.name)) })
    }

    /// A call, at its parenthesis.
    pub(super) fn call(&mut self, identifier: Identifier) -> Parsed {
        let (callee, is_draw) = self.callee(&identifier);
        // The site is taken before the arguments are read: reading order.
        let site = if is_draw { self.next_site() } else { 0 };
        let is_lambda = matches!(&callee, Callee::Function(function) if function.name == "LAMBDA")
            || matches!(&callee, Callee::Named(name) if &**name == "LAMBDA");
        let arguments = self.argument_list(is_lambda)?;
        if identifier.is_future && arguments.len() == 1 && !identifier.is_name {
            let only = || Box::new(arguments[0].clone());
            if identifier.name.eq_ignore_ascii_case("SINGLE") {
                return Ok(Expr::Intersect(only()));
            }
            if identifier.name.eq_ignore_ascii_case("ANCHORARRAY") {
                return Ok(Expr::Spill(only()));
            }
        }
        Ok(Expr::Call(Call { callee, arguments, site }))
    }

    /// A call of a name in another workbook, at its parenthesis. Add-ins' functions are stored so
    /// when the add-in was a workbook: `[1]!RiskNormal(10,2)`.
    pub(super) fn external_call(&mut self, function: &str, qualified: String) -> Parsed {
        let identifier = Identifier::new(function);
        let (callee, is_draw) = match self.callee(&identifier) {
            found @ (Callee::Distribution(_), _) => found,
            _ => (Callee::Named(qualified.into()), false),
        };
        let site = if is_draw { self.next_site() } else { 0 };
        let arguments = self.argument_list(false)?;
        Ok(Expr::Call(Call { callee, arguments, site }))
    }

    fn next_site(&mut self) -> u16 {
        let site = self.sites;
        // A formula of LENGTH_BYTES_MAX bytes can't hold as many calls as a u16 counts.
        self.sites = self.sites.saturating_add(1);
        site
    }

    /// `(a,b,...)`
    fn argument_list(&mut self, is_lambda: bool) -> Parsed<Arc<[Expr]>> {
        self.at += 1;
        self.enter()?;
        let union_before = std::mem::replace(&mut self.is_union_allowed, false);
        let lambda_before = std::mem::replace(&mut self.is_lambda_argument, is_lambda);
        let base = self.arguments.len();
        let mut height = 0;
        self.skip_space();
        if self.peek() == b')' {
            self.at += 1;
        } else {
            loop {
                self.skip_space();
                let argument = match self.peek() {
                    b',' | b')' => Expr::Omitted,
                    _ => self.expression(super::strength::COMPARISON)?,
                };
                height = height.max(self.height);
                self.arguments.push(argument);
                self.skip_space();
                match self.peek() {
                    b',' => self.at += 1,
                    b')' => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(self.unexpected("`,` or `)`")),
                }
            }
        }
        self.is_union_allowed = union_before;
        self.is_lambda_argument = lambda_before;
        self.height = height;
        self.leave()?;
        Ok(self.arguments.drain(base..).collect())
    }

    /// `(x)`
    fn parentheses(&mut self) -> Parsed {
        self.at += 1;
        self.enter()?;
        let union_before = std::mem::replace(&mut self.is_union_allowed, true);
        let lambda_before = std::mem::replace(&mut self.is_lambda_argument, false);
        let inner = self.expression(super::strength::COMPARISON)?;
        self.skip_space();
        if self.peek() != b')' {
            return Err(self.unexpected("`)`"));
        }
        self.at += 1;
        self.is_union_allowed = union_before;
        self.is_lambda_argument = lambda_before;
        self.leave()?;
        Ok(Expr::Parentheses(Box::new(inner)))
    }

    /// `#N/A`, or a reference to a deleted sheet: `#REF!A1`.
    fn error_operand(&mut self) -> Parsed {
        let error = self.error_value()?;
        if error == CellError::Ref {
            self.skip_lost_reference();
        }
        Ok(Expr::Error(error))
    }

    /// `{1,2;3,4}`
    fn array(&mut self) -> Parsed {
        let start = self.at;
        self.at += 1;
        let mut values = Vec::new();
        let mut rows = 0;
        let mut columns = 0;
        let mut row_start = 0;
        loop {
            values.push(self.array_element()?);
            self.skip_space();
            let mark = self.peek();
            if !matches!(mark, b',' | b';' | b'}') {
                return Err(self.unexpected("`,`, `;` or `}`"));
            }
            self.at += 1;
            if mark == b',' {
                continue;
            }
            let count = values.len() - row_start;
            if rows > 0 && count != columns {
                let message = format!("the array's rows differ in length: {columns} and {count}");
                return Err(super::ParseError { at: start, message });
            }
            columns = count;
            rows += 1;
            row_start = values.len();
            if mark == b'}' {
                break;
            }
        }
        let array = Array::new(rows, columns, values)
            .map_err(|_| super::ParseError { at: start, message: "the array is empty".into() })?;
        Ok(Expr::Array(Arc::new(array)))
    }

    fn array_element(&mut self) -> Parsed<Value> {
        self.skip_space();
        let sign = self.peek();
        if matches!(sign, b'-' | b'+') {
            self.at += 1;
            self.skip_space();
            let number = self.number()?;
            return Ok(Value::number(if sign == b'-' { -number } else { number }));
        }
        match sign {
            b'0'..=b'9' | b'.' => Ok(Value::Number(self.number()?)),
            b'"' => Ok(Value::Text(self.quoted_text()?)),
            b'#' => Ok(Value::Error(self.error_value()?)),
            _ => {
                let end = self.identifier_end(self.at);
                match Self::boolean(&self.text[self.at..end]) {
                    Some(Expr::Boolean(boolean)) => {
                        self.at = end;
                        Ok(Value::Boolean(boolean))
                    }
                    _ => Err(self.unexpected("a constant")),
                }
            }
        }
    }
}
