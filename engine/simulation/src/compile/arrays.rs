//! Ranges and arrays of a known size: one column an element.

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::evaluate::Entry;
use ulam_formula::syntax::{Binary, Expr, Unary};
use ulam_formula::value::Value;

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, OPERANDS_MAX, Place, constant};
use crate::program::{Operand, UnaryOperation};

/// An argument's element: a scalar, and whether it was given directly rather than in a range or array.
pub(super) struct Item {
    pub(super) computed: Computed,
    pub(super) is_direct: bool,
}

impl Compiler<'_> {
    /// The elements of arguments as SUM and its kin visit them; blank cells are left out.
    pub(super) fn items(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Vec<Item>> {
        let mut items = Vec::new();
        for argument in arguments {
            match self.expression(argument, place)? {
                Computed::Area(area) => {
                    for computed in self.used_cells(area)? {
                        items.push(Item { computed, is_direct: false });
                    }
                }
                Computed::Array { elements, .. } => {
                    items.extend(
                        elements.into_iter().map(|computed| Item { computed, is_direct: false }),
                    );
                }
                scalar => items.push(Item { computed: scalar, is_direct: true }),
            }
            if items.len() > OPERANDS_MAX {
                return Err(MustInterpret);
            }
        }
        Ok(items)
    }

    /// The numbers among the elements, as SUM takes them: in ranges only numbers count, direct
    /// arguments are coerced. Elements whose type isn't known can't be taken.
    pub(super) fn numeric_operands(
        &mut self,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Vec<Operand>> {
        let mut operands = Vec::new();
        for item in self.items(arguments, place)? {
            match (&item.computed, item.is_direct) {
                (Computed::Number(operand), _) => operands.push(*operand),
                (Computed::Boolean(operand), true) => operands.push(*operand),
                (Computed::Boolean(_), false) => return Err(MustInterpret),
                (Computed::Constant(Value::Number(number)), _) => {
                    operands.push(Operand::Constant(*number));
                }
                (Computed::Constant(Value::Error(error)), _) => {
                    operands.push(Operand::Constant(error.to_nan()));
                }
                (Computed::Constant(Value::Blank), true) => {}
                (Computed::Constant(_), false) => {}
                (Computed::Constant(_), true) => operands.push(self.number(&item.computed)?),
                _ => return Err(MustInterpret),
            }
        }
        Ok(operands)
    }

    /// The cells of an area that aren't blank, row by row.
    pub(super) fn used_cells(&mut self, area: Area) -> Compiling<Vec<Computed>> {
        let mut cells = Vec::new();
        let mut too_many = false;
        self.workbook.visit(area, &mut |row, column, _| {
            cells.push(CellAddress { sheet: area.sheet, row, column });
            too_many = cells.len() > OPERANDS_MAX;
            !too_many
        });
        if too_many {
            return Err(MustInterpret);
        }
        cells.into_iter().map(|cell| self.cell_value(cell)).collect()
    }

    /// Every cell of an area, row by row, blank ones too.
    pub(super) fn all_cells(&mut self, area: Area) -> Compiling<Computed> {
        let (rows, columns) = (area.rows(), area.columns());
        if rows * columns > OPERANDS_MAX {
            return Err(MustInterpret);
        }
        let mut elements = Vec::with_capacity(rows * columns);
        for row in area.first_row..=area.last_row {
            for column in area.first_column..=area.last_column {
                let cell = CellAddress { sheet: area.sheet, row, column: column as u32 };
                elements.push(self.cell_value(cell)?);
            }
        }
        Ok(Computed::Array { rows, columns, elements })
    }

    /// An expression's elements, evaluated as in an array formula.
    pub(super) fn array(&mut self, expr: &Expr, place: &Place) -> Compiling<Computed> {
        let inside = Place { entry: Entry::Array, ..place.clone() };
        match self.operand(expr, &inside)? {
            array @ Computed::Array { .. } => Ok(array),
            Computed::Area(area) => self.all_cells(area),
            scalar => Ok(Computed::Array { rows: 1, columns: 1, elements: vec![scalar] }),
        }
    }

    /// An expression where a scalar, or an array to lift over, is wanted.
    pub(super) fn operand(&mut self, expr: &Expr, place: &Place) -> Compiling<Computed> {
        if let Ok(computed) = self.expression(expr, place) {
            return self.read(computed, place);
        }
        self.interpret_scalar(expr, place).ok_or(MustInterpret)
    }

    /// A computed value with references read.
    pub(super) fn read(&mut self, computed: Computed, place: &Place) -> Compiling<Computed> {
        match computed {
            Computed::Area(area) if area.is_cell() => self.cell_value(area.first()),
            Computed::Area(area) if place.entry == Entry::Array => self.all_cells(area),
            Computed::Area(area) => {
                let cell = self.with_evaluator(place, |evaluator| evaluator.intersect(area));
                match cell {
                    Ok(cell) => self.cell_value(cell),
                    Err(error) => Ok(Computed::Constant(Value::Error(error))),
                }
            }
            Computed::Array { mut elements, .. } if elements.len() == 1 => {
                Ok(elements.swap_remove(0))
            }
            Computed::Constant(value @ Value::Array(_)) => constant(value),
            other => Ok(other),
        }
    }

    pub(super) fn lift_unary(&mut self, operator: Unary, x: Computed) -> Compiling<Computed> {
        match x {
            Computed::Array { rows, columns, elements } => {
                let elements = elements
                    .into_iter()
                    .map(|element| self.lift_unary(operator, element))
                    .collect::<Compiling<_>>()?;
                Ok(Computed::Array { rows, columns, elements })
            }
            x if operator == Unary::Plus => Ok(x),
            x => {
                let x = self.number(&x)?;
                let operation = match operator {
                    Unary::Percent => UnaryOperation::Percent,
                    _ => UnaryOperation::Negate,
                };
                Ok(Computed::Number(self.emit_unary(operation, x)))
            }
        }
    }

    /// A binary operator other than a reference operator, element by element.
    pub(super) fn binary(
        &mut self,
        operator: Binary,
        left: &Computed,
        right: &Computed,
    ) -> Compiling<Computed> {
        let (left_size, right_size) = (size(left), size(right));
        if left_size == (1, 1) && right_size == (1, 1) {
            return self.binary_scalars(operator, element(left, 0, 0), element(right, 0, 0));
        }
        let rows = left_size.0.max(right_size.0);
        let columns = left_size.1.max(right_size.1);
        if rows * columns > OPERANDS_MAX {
            return Err(MustInterpret);
        }
        let mut elements = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let (left, right) = (element(left, row, column), element(right, row, column));
                elements.push(self.binary_scalars(operator, left, right)?);
            }
        }
        Ok(Computed::Array { rows, columns, elements })
    }
}

pub(super) fn size(computed: &Computed) -> (usize, usize) {
    match computed {
        Computed::Array { rows, columns, .. } => (*rows, *columns),
        _ => (1, 1),
    }
}

/// The element that array arithmetic pairs with a place: single rows and columns are repeated.
pub(super) fn element(computed: &Computed, row: usize, column: usize) -> Computed {
    match computed {
        Computed::Array { rows, columns, elements } => {
            let row = if *rows == 1 { 0 } else { row };
            let column = if *columns == 1 { 0 } else { column };
            if row >= *rows || column >= *columns {
                return Computed::Constant(Value::Error(
                    ulam_formula::value::CellError::NotAvailable,
                ));
            }
            elements[row * columns + column].clone()
        }
        scalar => scalar.clone(),
    }
}
