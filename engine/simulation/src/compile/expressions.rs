//! Expressions: operators, names and the choice between compiling and interpreting.

use ulam_formula::compare::NEARLY_EQUAL;
use ulam_formula::context::Context;
use ulam_formula::evaluate::operators::holds;
use ulam_formula::function::Returns;
use ulam_formula::syntax::{Binary, Callee, Expr, Unary};
use ulam_formula::value::Value;

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place, constant};
use crate::program::{BinaryOperation, Operand, UnaryOperation};

impl Compiler<'_> {
    /// Compiles an expression; the result may be a reference or an array.
    pub(super) fn expression(&mut self, expr: &Expr, place: &Place) -> Compiling<Computed> {
        if self.is_constant(expr, place) {
            let value = self.with_evaluator(place, |evaluator| evaluator.evaluate(expr));
            return constant(value);
        }
        match expr {
            Expr::Reference(_) | Expr::Table(_) => {
                let value = self.with_evaluator(place, |evaluator| evaluator.evaluate(expr));
                constant(value)
            }
            Expr::Spill(_)
            | Expr::Binary(Binary::Range | Binary::Union | Binary::Intersection, ..)
                if self.is_constant_reference(expr, place) =>
            {
                let value = self.with_evaluator(place, |evaluator| evaluator.evaluate(expr));
                constant(value)
            }
            Expr::Name { sheet, name } => {
                if sheet.is_none()
                    && let Some((_, bound)) = place.scope.iter().rev().find(|(n, _)| n == name)
                {
                    return Ok(bound.clone());
                }
                match self.workbook.name(sheet.unwrap_or(place.host.sheet), name) {
                    Some(named) => {
                        let place = Place { scope: Vec::new(), ..place.clone() };
                        self.expression(&named, &place)
                    }
                    None => {
                        let value =
                            self.with_evaluator(place, |evaluator| evaluator.evaluate(expr));
                        constant(value)
                    }
                }
            }
            Expr::Parentheses(inner) => self.expression(inner, place),
            Expr::Intersect(inner) => match self.expression(inner, place)? {
                Computed::Area(area) => {
                    let cell = self.with_evaluator(place, |evaluator| evaluator.intersect(area));
                    match cell {
                        Ok(cell) => self.cell_value(cell),
                        Err(error) => Ok(Computed::Constant(Value::Error(error))),
                    }
                }
                Computed::Array { mut elements, .. } if !elements.is_empty() => {
                    Ok(elements.swap_remove(0))
                }
                scalar => Ok(scalar),
            },
            Expr::Unary(operator, inner) => {
                let x = self.operand(inner, place)?;
                match (operator, &x) {
                    (Unary::Plus, _) => Ok(x),
                    _ => self.lift_unary(*operator, x),
                }
            }
            Expr::Binary(operator, left, right) => {
                let left = self.operand(left, place)?;
                let right = self.operand(right, place)?;
                self.binary(*operator, &left, &right)
            }
            Expr::Call(call) => self.call(call, expr, place),
            _ => Err(MustInterpret),
        }
    }

    pub(super) fn binary_scalars(
        &mut self,
        operator: Binary,
        left: Computed,
        right: Computed,
    ) -> Compiling<Computed> {
        if let (Computed::Constant(a), Computed::Constant(b)) = (&left, &right) {
            let place = Place {
                host: ulam_formula::address::CellAddress { sheet: 0, row: 0, column: 0 },
                entry: Default::default(),
                scope: Vec::new(),
            };
            let (a, b) = (a.clone(), b.clone());
            let value =
                self.with_evaluator(&place, |evaluator| evaluator.binary_values(operator, a, b));
            return constant(value);
        }
        let operation = match operator {
            Binary::Add => BinaryOperation::Add,
            Binary::Subtract => BinaryOperation::Subtract,
            Binary::Multiply => BinaryOperation::Multiply,
            Binary::Divide => BinaryOperation::Divide,
            Binary::Power => BinaryOperation::Power,
            Binary::Concatenate | Binary::Range | Binary::Union | Binary::Intersection => {
                return Err(MustInterpret);
            }
            _ => return self.comparison(operator, &left, &right),
        };
        let (left, right) = (self.number(&left)?, self.number(&right)?);
        Ok(Computed::Number(self.emit_binary(operation, left, right)))
    }

    fn comparison(
        &mut self,
        operator: Binary,
        left: &Computed,
        right: &Computed,
    ) -> Compiling<Computed> {
        let (Some(mut left), Some(mut right)) = (comparand(left), comparand(right)) else {
            return Err(MustInterpret);
        };
        // A blank counts as the empty value of the other side's kind.
        if left.is_blank {
            left.rank = right.rank;
        }
        if right.is_blank {
            right.rank = left.rank;
        }
        let has_text = left.rank == Rank::Text || right.rank == Rank::Text;
        if !has_text && self.workbook.comparisons_are_numbers() {
            (left.rank, right.rank) = (Rank::Number, Rank::Number);
        }
        if left.rank != right.rank {
            // Numbers come before text, and text before booleans, whatever they are; only an error
            // can still decide.
            let order = left.rank.cmp(&right.rank);
            let result = if holds(operator, order) { 1.0 } else { 0.0 };
            return Ok(Computed::Boolean(
                self.unless_error(&[left.operand, right.operand], result),
            ));
        }
        if left.rank == Rank::Text {
            return Err(MustInterpret);
        }
        let operation = match operator {
            Binary::Equal => BinaryOperation::Equal,
            Binary::NotEqual => BinaryOperation::NotEqual,
            Binary::Less => BinaryOperation::Less,
            Binary::LessOrEqual => BinaryOperation::LessOrEqual,
            Binary::Greater => BinaryOperation::Greater,
            Binary::GreaterOrEqual => BinaryOperation::GreaterOrEqual,
            _ => return Err(MustInterpret),
        };
        let right = match self.workbook.comparisons_are_numbers() {
            true => self.unless_nearly_equal(left.operand, right.operand),
            false => right.operand,
        };
        Ok(Computed::Boolean(self.emit_binary(operation, left.operand, right)))
    }

    /// `left` where the two are equal to LibreOffice (`are_nearly_equal`), else `right`.
    fn unless_nearly_equal(&mut self, left: Operand, right: Operand) -> Operand {
        let difference = self.emit_binary(BinaryOperation::Subtract, left, right);
        let difference = self.emit_unary(UnaryOperation::Absolute, difference);
        let (a, b) = (
            self.emit_unary(UnaryOperation::Absolute, left),
            self.emit_unary(UnaryOperation::Absolute, right),
        );
        let smaller = self.emit_binary(BinaryOperation::Minimum, a, b);
        let share = Operand::Constant(NEARLY_EQUAL);
        let allowed = self.emit_binary(BinaryOperation::Multiply, smaller, share);
        let is_near = self.emit_binary(BinaryOperation::Less, difference, allowed);
        self.emit_select(is_near, left, right)
    }

    /// `result` in every trial in which none of the operands is an error; else the first error.
    fn unless_error(&mut self, operands: &[Operand], result: f64) -> Operand {
        let mut sum = Operand::Constant(result);
        for operand in operands {
            let zero =
                self.emit_binary(BinaryOperation::Multiply, *operand, Operand::Constant(0.0));
            sum = self.emit_binary(BinaryOperation::Add, zero, sum);
        }
        sum
    }
}

/// Kinds in the order in which Excel compares them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Number,
    Text,
    Boolean,
}

struct Comparand {
    rank: Rank,
    operand: Operand,
    is_blank: bool,
}

/// One side of a comparison.
fn comparand(computed: &Computed) -> Option<Comparand> {
    let (rank, operand) = match computed {
        Computed::Number(operand) => (Rank::Number, *operand),
        Computed::Boolean(operand) => (Rank::Boolean, *operand),
        Computed::Constant(Value::Number(number)) => (Rank::Number, Operand::Constant(*number)),
        Computed::Constant(Value::Boolean(boolean)) => {
            (Rank::Boolean, Operand::Constant(*boolean as u8 as f64))
        }
        Computed::Constant(Value::Text(_)) => (Rank::Text, Operand::Constant(0.0)),
        Computed::Constant(Value::Error(error)) => {
            (Rank::Number, Operand::Constant(error.to_nan()))
        }
        Computed::Constant(Value::Blank | Value::Omitted) => (Rank::Number, Operand::Constant(0.0)),
        _ => return None,
    };
    let is_blank = matches!(computed, Computed::Constant(Value::Blank | Value::Omitted));
    Some(Comparand { rank, operand, is_blank })
}

/// What an expression gives, when it is a call or an operator with one type only.
pub(super) fn returns(expr: &Expr) -> Option<Returns> {
    match expr {
        Expr::Parentheses(inner) => returns(inner),
        Expr::Unary(Unary::Plus, inner) => returns(inner),
        Expr::Unary(..) => Some(Returns::Number),
        Expr::Binary(operator, ..) => match operator {
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Power => {
                Some(Returns::Number)
            }
            Binary::Concatenate | Binary::Range | Binary::Union | Binary::Intersection => None,
            _ => Some(Returns::Boolean),
        },
        Expr::Call(call) => match &call.callee {
            Callee::Function(function) if function.returns == Returns::Number => {
                Some(Returns::Number)
            }
            Callee::Function(function) if function.returns == Returns::Boolean => {
                Some(Returns::Boolean)
            }
            Callee::Distribution(_) => Some(Returns::Number),
            _ => None,
        },
        _ => None,
    }
}
