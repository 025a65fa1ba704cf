//! Which cells a formula can read.

use crate::address::{Area, CellAddress};
use crate::context::Context;
use crate::evaluate::add_ins::{AddIn, add_in};
use crate::evaluate::{Entry, Evaluator, Progress, with_stack};
use crate::syntax::{Binary, Call, Callee, Expr, SheetReference};
use crate::value::Value;

/// Defined names inside one another that are followed.
const NAME_DEPTH_MAX: u32 = 64;

/// Visits the areas that an expression refers to, in reading order.
pub struct Dependencies<'a> {
    /// The world, for names, tables and spills.
    pub context: &'a dyn Context,
    /// The cell that holds the expression.
    pub host: CellAddress,
}

/// A part of an expression whose references depend on values: OFFSET, INDIRECT, or a range between
/// computed ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsDynamic(pub bool);

impl<'a> Dependencies<'a> {
    /// Calls `visit` for every area that `expr` can read. For a dynamic part these are what its
    /// arguments read and the areas that it refers to by the context's present values; the result
    /// says whether there is one.
    pub fn visit(&self, expr: &Expr, visit: &mut dyn FnMut(Area)) -> IsDynamic {
        let mut is_dynamic = false;
        self.walk(expr, visit, &mut is_dynamic, 0);
        IsDynamic(is_dynamic)
    }

    fn walk(&self, expr: &Expr, visit: &mut dyn FnMut(Area), is_dynamic: &mut bool, depth: u32) {
        // A run of operators is a tree thousands of levels high.
        with_stack(|| self.walk_level(expr, visit, is_dynamic, depth));
    }

    fn walk_level(
        &self,
        expr: &Expr,
        visit: &mut dyn FnMut(Area),
        is_dynamic: &mut bool,
        depth: u32,
    ) {
        match expr {
            Expr::Number(_)
            | Expr::Text(_)
            | Expr::Boolean(_)
            | Expr::Error(_)
            | Expr::Array(_)
            | Expr::Omitted => {}
            Expr::Reference(reference) => match &reference.sheet {
                SheetReference::External(..) => {}
                _ => self.present(expr, visit),
            },
            Expr::Table(_) => self.present(expr, visit),
            Expr::Name { sheet, name } => {
                let named = self.context.name(sheet.unwrap_or(self.host.sheet), name);
                match named {
                    Some(named) if depth < NAME_DEPTH_MAX => {
                        self.walk(&named, visit, is_dynamic, depth + 1);
                    }
                    Some(_) => {}
                    None => self.present_table(name, visit),
                }
            }
            Expr::Unary(_, inner) | Expr::Parentheses(inner) | Expr::Intersect(inner) => {
                self.walk(inner, visit, is_dynamic, depth);
            }
            Expr::Spill(inner) => {
                self.walk(inner, visit, is_dynamic, depth);
                self.present(expr, visit);
            }
            Expr::Binary(Binary::Range, left, right) => {
                self.walk(left, visit, is_dynamic, depth);
                self.walk(right, visit, is_dynamic, depth);
                if !is_plain(left) || !is_plain(right) {
                    *is_dynamic = true;
                }
                self.present(expr, visit);
            }
            Expr::Binary(_, left, right) => {
                self.walk(left, visit, is_dynamic, depth);
                self.walk(right, visit, is_dynamic, depth);
            }
            Expr::Call(call) => self.walk_call(expr, call, visit, is_dynamic, depth),
            Expr::Apply(function, arguments) => {
                self.walk(function, visit, is_dynamic, depth);
                for argument in arguments.iter() {
                    self.walk(argument, visit, is_dynamic, depth);
                }
            }
        }
    }

    fn walk_call(
        &self,
        expr: &Expr,
        call: &Call,
        visit: &mut dyn FnMut(Area),
        is_dynamic: &mut bool,
        depth: u32,
    ) {
        // The samples of a cell are known only after the run: what they are of is no precedent.
        let is_statistic = matches!(&call.callee, Callee::Named(name)
            if matches!(add_in(name), Some(AddIn::OfSamples(_))));
        for argument in call.arguments.iter().filter(|_| !is_statistic) {
            self.walk(argument, visit, is_dynamic, depth);
        }
        match &call.callee {
            Callee::Function(function) if is_dynamic_function(function.name) => {
                *is_dynamic = true;
                self.present(expr, visit);
            }
            Callee::Named(name) if depth < NAME_DEPTH_MAX => {
                if let Some(named) = self.context.name(self.host.sheet, name) {
                    self.walk(&named, visit, is_dynamic, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// The areas that a reference-valued expression means by the present values.
    fn present(&self, expr: &Expr, visit: &mut dyn FnMut(Area)) {
        let progress = Progress::default();
        match Evaluator::new(self.context, self.host, Entry::Array, &progress).evaluate(expr) {
            Value::Area(area) => visit(area),
            Value::Union(areas) => areas.iter().copied().for_each(visit),
            _ => {}
        }
    }

    fn present_table(&self, name: &str, visit: &mut dyn FnMut(Area)) {
        if let Some(table) = self.context.table(name) {
            visit(table.area);
        }
    }
}

/// Whether a function refers to cells that its arguments don't name.
pub fn is_dynamic_function(name: &str) -> bool {
    matches!(name, "OFFSET" | "INDIRECT")
}

fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Reference(_) => true,
        Expr::Parentheses(inner) => is_plain(inner),
        _ => false,
    }
}
