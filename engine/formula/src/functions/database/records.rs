//! A database (a list with a header row), a criteria range, and the records that meet it.

use std::sync::Arc;

use crate::address::{Area, CellAddress, SheetId};
use crate::arguments::Arguments;
use crate::coerce;
use crate::compare::compare_text;
use crate::context::Context;
use crate::criteria::Criterion;
use crate::evaluate::{Entry, Evaluator, evaluate_formula};
use crate::parser::{self, Names};
use crate::syntax::Formula;
use crate::value::{CellError, Value};

/// A column of a database, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(u32);

/// What one cell of a criteria range asks of a record.
enum Condition {
    /// That a field meets a criterion.
    Field(Column, Criterion),
    /// That a formula, as filled down from the first record to this one, is true.
    Formula(CellAddress, Arc<Formula>),
    /// What no record meets.
    Never,
}

/// A database and the criteria that its records are to meet.
pub struct Query<'a> {
    evaluator: &'a Evaluator<'a>,
    database: Area,
    headers: Vec<Value>,
    /// A record must meet all conditions of any one alternative.
    alternatives: Vec<Vec<Condition>>,
}

/// Names of the world around a formula, for parsing the formulas of criteria.
struct ContextNames<'a>(&'a dyn Context);

impl Names for ContextNames<'_> {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.0.sheet_named(name)
    }
}

impl<'a> Query<'a> {
    /// The database and criteria of a database function's arguments.
    ///
    /// # Errors
    /// `#VALUE!` where one of them is no range, or has a header row only.
    pub fn new(arguments: &Arguments<'a>) -> Result<Query<'a>, CellError> {
        let evaluator = arguments.evaluator;
        let database = evaluator.clipped(arguments.area(0)?);
        let criteria = evaluator.clipped(arguments.area(2)?);
        if database.rows() < 2 || criteria.rows() < 2 {
            return Err(CellError::Value);
        }
        let header_row = Area { last_row: database.first_row, ..database };
        let headers = evaluator.read_area(header_row)?.into_values();
        let mut query = Query { evaluator, database, headers, alternatives: Vec::new() };
        query.read_criteria(criteria)?;
        Ok(query)
    }

    fn read_criteria(&mut self, criteria: Area) -> Result<(), CellError> {
        let cells = self.evaluator.read_area(criteria)?;
        for row in 1..cells.rows() {
            let mut conditions = Vec::new();
            for column in 0..cells.columns() {
                let value = cells.get(row, column);
                if value.is_blank() {
                    continue;
                }
                let cell = CellAddress {
                    sheet: criteria.sheet,
                    row: criteria.first_row + row as u32,
                    column: criteria.first_column as u32 + column as u32,
                };
                conditions.push(self.condition(cells.get(0, column), cell, value));
            }
            self.alternatives.push(conditions);
        }
        Ok(())
    }

    /// The condition of a criteria cell below a header: a header that is no field's name makes it a
    /// computed one.
    fn condition(&self, header: &Value, cell: CellAddress, value: &Value) -> Condition {
        let context = self.evaluator.context;
        if !header.is_blank()
            && let Some(column) = self.column_named(header)
        {
            return Condition::Field(column, Criterion::for_database(value, context.date_system()));
        }
        let Some(text) = context.formula_text(cell) else {
            return Condition::Never;
        };
        let text = text.trim_start_matches('{').trim_end_matches('}');
        match parser::parse(text, cell, &ContextNames(context)) {
            Ok(formula) => Condition::Formula(cell, Arc::new(formula)),
            Err(_) => Condition::Never,
        }
    }

    /// The column whose header reads the same, in any letter case.
    fn column_named(&self, header: &Value) -> Option<Column> {
        let wanted = coerce::to_text(header).ok()?;
        let equals = |value: &Value| {
            coerce::to_text(value).is_ok_and(|text| compare_text(&text, &wanted).is_eq())
        };
        self.headers.iter().position(equals).map(|index| Column(index as u32))
    }

    /// The column that a field argument means: a header's text, or a number from 1.
    ///
    /// # Errors
    /// `#VALUE!` where there is none.
    pub fn column(&self, field: &Value) -> Result<Column, CellError> {
        match field {
            Value::Number(number) => {
                let index = number.trunc();
                if (1.0..=self.headers.len() as f64).contains(&index) {
                    Ok(Column(index as u32 - 1))
                } else {
                    Err(CellError::Value)
                }
            }
            Value::Text(_) => self.column_named(field).ok_or(CellError::Value),
            Value::Error(error) => Err(*error),
            _ => Err(CellError::Value),
        }
    }

    /// A field of the record in a row of the sheet.
    pub fn field(&self, row: u32, column: Column) -> Value {
        let column = self.database.first_column as u32 + column.0;
        self.evaluator.read(CellAddress { sheet: self.database.sheet, row, column })
    }

    /// Visits the rows (of the sheet) of the records that meet the criteria, from the top.
    pub fn visit_matches(&self, visit: &mut dyn FnMut(u32)) {
        for row in self.database.first_row + 1..=self.database.last_row {
            let is_met = self
                .alternatives
                .iter()
                .any(|conditions| conditions.iter().all(|condition| self.meets(row, condition)));
            if is_met {
                visit(row);
            }
        }
    }

    fn meets(&self, row: u32, condition: &Condition) -> bool {
        match condition {
            Condition::Field(column, criterion) => criterion.matches(&self.field(row, *column)),
            Condition::Formula(cell, formula) => {
                let moved = row - self.database.first_row - 1;
                let host = CellAddress { row: cell.row.saturating_add(moved), ..*cell };
                let value =
                    evaluate_formula(self.evaluator.context, host, Entry::Ordinary, formula);
                matches!(coerce::to_boolean(&value), Ok(true))
            }
            Condition::Never => false,
        }
    }
}
