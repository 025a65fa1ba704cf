//! Choices and conditional sums: IFS, SWITCH, XOR, SUMIF, COUNTIF, AVERAGEIF and their plural forms.

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::criteria::Criterion;
use ulam_formula::syntax::{Binary, Expr};
use ulam_formula::value::{CellError, Value};

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place, is_array};
use crate::program::{BinaryOperation, Operand, Reduction};

/// Most places of a range that one formula's conditions are compiled for.
const PLACES_MAX: usize = 4096;

/// What a conditional function makes of the places that meet its conditions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditional {
    Sum,
    Count,
    Average,
}

/// A range and what its cells must meet.
struct Condition {
    area: Area,
    criterion: Criterion,
}

impl Compiler<'_> {
    pub(super) fn ifs_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        if arguments.len() % 2 == 1 {
            return Err(MustInterpret);
        }
        let mut chosen = Computed::Constant(Value::Error(CellError::NotAvailable));
        for pair in arguments.chunks_exact(2).rev() {
            let condition = self.scalar_operand(&pair[0], place)?;
            if matches!(condition, Computed::Constant(Value::Text(_))) {
                return Err(MustInterpret);
            }
            let value = self.branch(Some(&pair[1]), place)?;
            chosen = self.select_scalar(&condition, &value, &chosen)?;
        }
        Ok(chosen)
    }

    pub(super) fn switch_call(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let [subject, cases @ ..] = arguments else {
            return Err(MustInterpret);
        };
        let subject = self.scalar_operand(subject, place)?;
        let (pairs, otherwise) = cases.as_chunks::<2>();
        let mut chosen = match otherwise {
            [] => Computed::Constant(Value::Error(CellError::NotAvailable)),
            [otherwise, ..] => self.branch(Some(otherwise), place)?,
        };
        for [case, value] in pairs.iter().rev() {
            let case = self.scalar_operand(case, place)?;
            let is_equal = self.binary_scalars(Binary::Equal, subject.clone(), case)?;
            let value = self.branch(Some(value), place)?;
            chosen = self.select_scalar(&is_equal, &value, &chosen)?;
        }
        // With no case at all there is nothing that would show an error of the subject.
        if pairs.is_empty() { Err(MustInterpret) } else { Ok(chosen) }
    }

    fn scalar_operand(&mut self, expr: &Expr, place: &Place) -> Compiling<Computed> {
        let computed = self.operand(expr, place)?;
        if is_array(&computed) { Err(MustInterpret) } else { Ok(computed) }
    }

    fn select_scalar(
        &mut self,
        condition: &Computed,
        then: &Computed,
        otherwise: &Computed,
    ) -> Compiling<Computed> {
        if is_array(then) || is_array(otherwise) {
            return Err(MustInterpret);
        }
        self.select(condition, then, otherwise)
    }

    /// Whether an odd number of truths are true.
    pub(super) fn emit_exclusive_or(&mut self, operands: Vec<Operand>) -> Operand {
        let mut result = Operand::Constant(0.0);
        for operand in operands {
            let truth = self.emit_truth(operand);
            result = match result {
                Operand::Constant(0.0) => truth,
                result => self.emit_binary(BinaryOperation::NotEqual, result, truth),
            };
        }
        result
    }

    /// SUMIF, COUNTIF and AVERAGEIF.
    pub(super) fn one_condition_call(
        &mut self,
        conditional: Conditional,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let condition = self.condition_on(&arguments[0], &arguments[1], place)?;
        let area = condition.area;
        let values = match arguments.get(2) {
            None | Some(Expr::Omitted) => area,
            Some(argument) => {
                // It takes the shape of the other.
                let at = self.whole_area(argument, place)?;
                let last_row = at.first_row.checked_add(area.last_row - area.first_row);
                let last_column = at.first_column.checked_add(area.last_column - area.first_column);
                let (Some(last_row), Some(last_column)) = (last_row, last_column) else {
                    return Err(MustInterpret);
                };
                if last_row >= ulam_formula::address::ROW_COUNT
                    || u32::from(last_column) >= ulam_formula::address::COLUMN_COUNT
                {
                    return Err(MustInterpret);
                }
                Area { last_row, last_column, ..at }
            }
        };
        self.conditional(conditional, values, &[condition])
    }

    /// SUMIFS, AVERAGEIFS and, without an area of values, COUNTIFS.
    pub(super) fn conditions_call(
        &mut self,
        conditional: Conditional,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let (values, rest) = match (conditional, arguments) {
            (Conditional::Count, arguments) => (None, arguments),
            (_, [values, rest @ ..]) => (Some(self.whole_area(values, place)?), rest),
            _ => return Err(MustInterpret),
        };
        if rest.is_empty() || rest.len() % 2 == 1 {
            return Err(MustInterpret);
        }
        let mut conditions = Vec::with_capacity(rest.len() / 2);
        for pair in rest.chunks_exact(2) {
            conditions.push(self.condition_on(&pair[0], &pair[1], place)?);
        }
        let values = values.unwrap_or(conditions[0].area);
        self.conditional(conditional, values, &conditions)
    }

    fn condition_on(
        &mut self,
        range: &Expr,
        criterion: &Expr,
        place: &Place,
    ) -> Compiling<Condition> {
        let area = self.whole_area(range, place)?;
        match self.operand(criterion, place)? {
            Computed::Constant(value) if !matches!(value, Value::Array(_)) => {
                let criterion = Criterion::new(&value, self.workbook_dates());
                Ok(Condition { area, criterion })
            }
            _ => Err(MustInterpret),
        }
    }

    fn whole_area(&mut self, argument: &Expr, place: &Place) -> Compiling<Area> {
        match self.reference_argument(argument, place)? {
            Computed::Area(area) => Ok(area),
            _ => Err(MustInterpret),
        }
    }

    fn conditional(
        &mut self,
        conditional: Conditional,
        values: Area,
        conditions: &[Condition],
    ) -> Compiling<Computed> {
        let is_of_one_shape =
            |area: &Area| area.rows() == values.rows() && area.columns() == values.columns();
        if !conditions.iter().all(|condition| is_of_one_shape(&condition.area)) {
            return Err(MustInterpret);
        }
        let mut masks = Vec::new();
        let mut numbers = Vec::new();
        for (row, column) in self.places(conditions)? {
            let mut mask = Operand::Constant(1.0);
            for condition in conditions {
                let cell = self.cell_value(cell_at(&condition.area, row, column))?;
                let is_met = self.is_met(&condition.criterion, &cell)?;
                mask = self.emit_binary(BinaryOperation::Multiply, mask, is_met);
            }
            if conditional == Conditional::Count {
                masks.push(mask);
                continue;
            }
            let number = match self.cell_value(cell_at(&values, row, column))? {
                Computed::Number(operand) => operand,
                Computed::Constant(Value::Number(number)) => Operand::Constant(number),
                Computed::Constant(Value::Error(error)) => Operand::Constant(error.to_nan()),
                Computed::Constant(_) => continue,
                _ => return Err(MustInterpret),
            };
            numbers.push(self.emit_select(mask, number, Operand::Constant(0.0)));
            masks.push(mask);
        }
        let count = |compiler: &mut Self, masks: Vec<Operand>| match masks.is_empty() {
            true => Operand::Constant(0.0),
            false => compiler.emit_reduce(Reduction::Sum, masks),
        };
        let sum = count(self, numbers);
        let result = match conditional {
            Conditional::Sum => sum,
            Conditional::Count => count(self, masks),
            Conditional::Average => {
                let count = count(self, masks);
                self.emit_binary(BinaryOperation::Divide, sum, count)
            }
        };
        Ok(Computed::Number(result))
    }

    /// The places, as offsets of rows and columns, that can meet all conditions.
    fn places(&self, conditions: &[Condition]) -> Compiling<Vec<(u32, u32)>> {
        // Where blank cells don't meet a criterion, the used cells of its range are all there is.
        let lead = conditions.iter().find(|condition| !condition.criterion.matches_blank());
        let mut places = Vec::new();
        match (lead, conditions.first()) {
            (Some(lead), _) => {
                let area = lead.area;
                self.workbook.visit(area, &mut |row, column, _| {
                    places.push((row - area.first_row, column - u32::from(area.first_column)));
                    places.len() <= PLACES_MAX
                });
            }
            (None, Some(first)) => {
                let (rows, columns) = (first.area.rows(), first.area.columns());
                if rows.saturating_mul(columns) > PLACES_MAX {
                    return Err(MustInterpret);
                }
                for row in 0..rows as u32 {
                    places.extend((0..columns as u32).map(|column| (row, column)));
                }
            }
            (None, None) => return Err(MustInterpret),
        }
        if places.len() > PLACES_MAX { Err(MustInterpret) } else { Ok(places) }
    }

    /// 1 where a cell meets a criterion, 0 where it doesn't; never an error.
    fn is_met(&mut self, criterion: &Criterion, cell: &Computed) -> Compiling<Operand> {
        let truth = |is_met: bool| Operand::Constant(f64::from(u8::from(is_met)));
        match cell {
            Computed::Constant(value) => Ok(truth(criterion.matches(value))),
            Computed::Number(number) => {
                let (operator, bound) = criterion.comparison().ok_or(MustInterpret)?;
                let operation = match operator {
                    Binary::Equal => BinaryOperation::Equal,
                    Binary::NotEqual => BinaryOperation::NotEqual,
                    Binary::Less => BinaryOperation::Less,
                    Binary::LessOrEqual => BinaryOperation::LessOrEqual,
                    Binary::Greater => BinaryOperation::Greater,
                    Binary::GreaterOrEqual => BinaryOperation::GreaterOrEqual,
                    _ => return Err(MustInterpret),
                };
                let is_met = self.emit_binary(operation, *number, Operand::Constant(bound));
                let for_errors = criterion.matches(&Value::Error(CellError::Value));
                Ok(self.emit_binary(BinaryOperation::IfError, is_met, truth(for_errors)))
            }
            _ => Err(MustInterpret),
        }
    }
}

fn cell_at(area: &Area, row: u32, column: u32) -> CellAddress {
    CellAddress {
        sheet: area.sheet,
        row: area.first_row + row,
        column: u32::from(area.first_column) + column,
    }
}
