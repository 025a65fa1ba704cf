//! What is known about an expression before it is compiled.

use ulam_formula::context::Context;
use ulam_formula::dependencies::{Dependencies, is_dynamic_function};
use ulam_formula::evaluate::Entry;
use ulam_formula::function::{Function, Kind, Returns};
use ulam_formula::syntax::{Binary, Call, Callee, Expr};

use crate::compile::{Compiler, Computed, Place};

impl Compiler<'_> {
    /// Whether an expression has the same value in every trial.
    pub(super) fn is_constant(&self, expr: &Expr, place: &Place) -> bool {
        match expr {
            Expr::Number(_)
            | Expr::Text(_)
            | Expr::Boolean(_)
            | Expr::Error(_)
            | Expr::Array(_)
            | Expr::Omitted => true,
            Expr::Reference(_) | Expr::Table(_) => !self.reads_random(expr, place),
            Expr::Spill(inner) => !self.reads_random(expr, place) && self.is_constant(inner, place),
            Expr::Name { sheet, name } => {
                if sheet.is_none()
                    && let Some((_, bound)) = place.scope.iter().rev().find(|(n, _)| n == name)
                {
                    return matches!(bound, Computed::Constant(_));
                }
                match self.workbook.name(sheet.unwrap_or(place.host.sheet), name) {
                    Some(named) => {
                        let place = Place { scope: Vec::new(), ..place.clone() };
                        self.is_constant(&named, &place)
                    }
                    None => !self.reads_random(expr, place),
                }
            }
            Expr::Unary(_, inner) | Expr::Parentheses(inner) | Expr::Intersect(inner) => {
                self.is_constant(inner, place)
            }
            Expr::Binary(Binary::Range, left, right) => {
                self.is_constant_reference(left, place)
                    && self.is_constant_reference(right, place)
                    && !self.reads_random(expr, place)
            }
            Expr::Binary(_, left, right) => {
                self.is_constant(left, place) && self.is_constant(right, place)
            }
            Expr::Call(call) => self.is_constant_call(expr, call, place),
            Expr::Apply(function, arguments) => {
                self.is_constant(function, place)
                    && arguments.iter().all(|argument| self.is_constant(argument, place))
            }
        }
    }

    fn is_constant_call(&self, expr: &Expr, call: &Call, place: &Place) -> bool {
        match &call.callee {
            Callee::Distribution(_) => false,
            Callee::Named(name) => {
                let named = self.workbook.name(place.host.sheet, name);
                named.is_none_or(|named| {
                    let place = Place { scope: Vec::new(), ..place.clone() };
                    self.is_constant(&named, &place)
                }) && call.arguments.iter().all(|argument| self.is_constant(argument, place))
            }
            Callee::Function(function) => {
                !function.random
                    && self.has_constant_arguments(function, call, place)
                    && !(is_dynamic_function(function.name) && self.reads_random(expr, place))
            }
        }
    }

    /// Whether what a call reads of its arguments is the same in every trial: of a reference that
    /// isn't read (ROW's, OFFSET's) only the place counts.
    fn has_constant_arguments(
        &self,
        function: &'static Function,
        call: &Call,
        place: &Place,
    ) -> bool {
        call.arguments.iter().enumerate().all(|(index, argument)| {
            let kind = function.parameter(index).map_or(Kind::Scalar, |parameter| parameter.kind);
            match kind {
                Kind::Reference if LOOKS_AT_PLACES.contains(&function.name) => {
                    self.is_constant_reference(argument, place)
                }
                _ => self.is_constant(argument, place),
            }
        })
    }

    /// Whether an expression refers to the same cells in every trial, whatever they hold.
    pub(super) fn is_constant_reference(&self, expr: &Expr, place: &Place) -> bool {
        match expr {
            Expr::Reference(_) | Expr::Table(_) => true,
            Expr::Parentheses(inner) | Expr::Spill(inner) => {
                self.is_constant_reference(inner, place)
            }
            Expr::Binary(Binary::Range | Binary::Union | Binary::Intersection, left, right) => {
                self.is_constant_reference(left, place) && self.is_constant_reference(right, place)
            }
            Expr::Name { sheet, name } => {
                let is_bound =
                    sheet.is_none() && place.scope.iter().any(|(bound, _)| bound == name);
                if is_bound {
                    return self.is_constant(expr, place);
                }
                match self.workbook.name(sheet.unwrap_or(place.host.sheet), name) {
                    Some(named) => {
                        let place = Place { scope: Vec::new(), ..place.clone() };
                        self.is_constant_reference(&named, &place)
                    }
                    None => true,
                }
            }
            Expr::Call(call) => match &call.callee {
                Callee::Function(function)
                    if function.name == "OFFSET" || function.name == "INDEX" =>
                {
                    call.arguments.iter().enumerate().all(|(index, argument)| {
                        if index == 0 {
                            self.is_constant_reference(argument, place)
                        } else {
                            self.is_constant(argument, place)
                        }
                    })
                }
                Callee::Function(function) if function.name == "INDIRECT" => {
                    call.arguments.iter().all(|argument| self.is_constant(argument, place))
                }
                _ => self.is_constant(expr, place),
            },
            _ => self.is_constant(expr, place),
        }
    }

    /// Whether every part of an expression that refers to computed cells refers to the same ones in
    /// every trial.
    pub(super) fn dynamic_parts_are_constant(&self, expr: &Expr, place: &Place) -> bool {
        match expr {
            Expr::Unary(_, inner)
            | Expr::Parentheses(inner)
            | Expr::Intersect(inner)
            | Expr::Spill(inner) => self.dynamic_parts_are_constant(inner, place),
            Expr::Binary(Binary::Range, ..) => self.is_constant_reference(expr, place),
            Expr::Binary(_, left, right) => {
                self.dynamic_parts_are_constant(left, place)
                    && self.dynamic_parts_are_constant(right, place)
            }
            Expr::Name { sheet, name } => {
                let named = self.workbook.name(sheet.unwrap_or(place.host.sheet), name);
                let place = Place { scope: Vec::new(), ..place.clone() };
                named.is_none_or(|named| self.dynamic_parts_are_constant(&named, &place))
            }
            Expr::Call(call) => {
                let is_dynamic = matches!(&call.callee,
                    Callee::Function(function) if is_dynamic_function(function.name));
                (!is_dynamic || self.is_constant_reference(expr, place))
                    && call.arguments.iter().all(|a| self.dynamic_parts_are_constant(a, place))
            }
            Expr::Apply(function, arguments) => {
                self.dynamic_parts_are_constant(function, place)
                    && arguments.iter().all(|a| self.dynamic_parts_are_constant(a, place))
            }
            _ => true,
        }
    }

    fn reads_random(&self, expr: &Expr, place: &Place) -> bool {
        let mut any = false;
        let dependencies = Dependencies { context: self.workbook, host: place.host };
        dependencies.visit(expr, &mut |area| {
            any = any || self.slice.is_area_random(area, self.workbook);
        });
        any
    }

    /// Whether a name bound by LET occurs in an expression.
    pub(super) fn mentions_scope(&self, expr: &Expr, place: &Place) -> bool {
        if place.scope.is_empty() {
            return false;
        }
        let bound = |name: &str| place.scope.iter().any(|(n, _)| **n == *name);
        let any = |arguments: &[Expr]| arguments.iter().any(|a| self.mentions_scope(a, place));
        match expr {
            Expr::Name { sheet: None, name } => bound(name),
            Expr::Unary(_, inner)
            | Expr::Parentheses(inner)
            | Expr::Intersect(inner)
            | Expr::Spill(inner) => self.mentions_scope(inner, place),
            Expr::Binary(_, left, right) => {
                self.mentions_scope(left, place) || self.mentions_scope(right, place)
            }
            Expr::Call(call) => {
                matches!(&call.callee, Callee::Named(name) if bound(name)) || any(&call.arguments)
            }
            Expr::Apply(function, arguments) => {
                self.mentions_scope(function, place) || any(arguments)
            }
            _ => false,
        }
    }

    /// Whether an expression is certain to give one scalar, never an array to lift over.
    pub(super) fn is_scalar(&self, expr: &Expr, place: &Place) -> bool {
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Boolean(_) | Expr::Error(_) | Expr::Omitted => {
                true
            }
            Expr::Reference(reference) => reference.is_cell || place.entry == Entry::Ordinary,
            Expr::Table(_) => place.entry == Entry::Ordinary,
            Expr::Intersect(_) => true,
            Expr::Unary(_, inner) | Expr::Parentheses(inner) => self.is_scalar(inner, place),
            Expr::Binary(Binary::Range | Binary::Union | Binary::Intersection, ..) => {
                place.entry == Entry::Ordinary
            }
            Expr::Binary(_, left, right) => {
                self.is_scalar(left, place) && self.is_scalar(right, place)
            }
            Expr::Name { sheet, name } => {
                match self.workbook.name(sheet.unwrap_or(place.host.sheet), name) {
                    Some(named) => {
                        let place = Place { scope: Vec::new(), ..place.clone() };
                        self.is_scalar(&named, &place)
                    }
                    None => false,
                }
            }
            Expr::Call(call) => self.is_scalar_call(call, place),
            Expr::Array(_) | Expr::Spill(_) | Expr::Apply(..) => false,
        }
    }

    fn is_scalar_call(&self, call: &Call, place: &Place) -> bool {
        let function = match &call.callee {
            Callee::Distribution(_) => return true,
            Callee::Named(_) => return false,
            Callee::Function(function) => *function,
        };
        if function.returns == Returns::Any && !GIVES_ONE_ELEMENT.contains(&function.name) {
            return false;
        }
        call.arguments.iter().enumerate().all(|(index, argument)| {
            match function.parameter(index).map(|parameter| parameter.kind) {
                Some(Kind::Values | Kind::Array | Kind::Reference) => true,
                _ => self.is_scalar(argument, place),
            }
        })
    }
}

/// Functions that look at where their reference arguments are, not at what is there.
const LOOKS_AT_PLACES: &[&str] = &[
    "AREAS",
    "COLUMN",
    "COLUMNS",
    "FORMULATEXT",
    "ISFORMULA",
    "ISREF",
    "OFFSET",
    "ROW",
    "ROWS",
    "SHEET",
    "SHEETS",
];

/// Functions of any type that give one value when their scalar arguments are scalars.
const GIVES_ONE_ELEMENT: &[&str] =
    &["IF", "IFS", "IFERROR", "IFNA", "SWITCH", "CHOOSE", "VLOOKUP", "HLOOKUP", "N", "T"];
