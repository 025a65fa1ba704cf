//! References: from syntax to areas, and from areas to values.

use std::sync::Arc;

use crate::address::{Area, CellAddress, SheetId};
use crate::context::Table;
use crate::evaluate::Evaluator;
use crate::syntax::{Expr, Reference, SheetReference, TableReference, TableRows};
use crate::value::{ARRAY_ELEMENTS_MAX, Array, CellError, Value};

/// Larger areas of other workbooks are cut to what is cached of them.
const WHOLE_EXTERNAL_AREA_MAX: usize = 1 << 16;

impl<'a> Evaluator<'a> {
    /// The one cell that a reference means, if it is an ordinary one.
    pub(super) fn cell_of(&self, reference: &Reference) -> Option<CellAddress> {
        let sheet = match reference.sheet {
            SheetReference::Host => self.host.sheet,
            SheetReference::Sheet(sheet) => sheet,
            _ => return None,
        };
        let (row, column) = reference.first.resolve(self.host);
        Some(CellAddress { sheet, row, column })
    }

    pub(super) fn reference(&self, reference: &Reference) -> Value {
        match &reference.sheet {
            SheetReference::Host => Value::Area(reference.area_on(self.host.sheet, self.host)),
            SheetReference::Sheet(sheet) => Value::Area(reference.area_on(*sheet, self.host)),
            SheetReference::Span(first, last) => {
                let (first, last) = (*first.min(last), *first.max(last));
                let areas: Arc<[Area]> =
                    (first..=last).map(|sheet| reference.area_on(sheet, self.host)).collect();
                Value::Union(areas)
            }
            SheetReference::External(book, sheet) => {
                let area = reference.area_on(self.host.sheet, self.host);
                self.external(*book, sheet, area)
            }
        }
    }

    /// Cells of another workbook as they are cached. Of a large area only what is cached, for nobody
    /// counts the empty rows below.
    fn external(&self, book: u32, sheet: &str, area: Area) -> Value {
        let Some(cells) = self.context.external(book, sheet) else {
            return Value::Error(CellError::Ref);
        };
        let cached = |row: u32, column: u32| cells.get(&(row, column)).cloned().unwrap_or_default();
        let (first_row, first_column) = (area.first_row, u32::from(area.first_column));
        if area.is_cell() {
            return cached(first_row, first_column);
        }
        let (mut rows, mut columns) = (area.rows(), area.columns());
        if rows * columns > WHOLE_EXTERNAL_AREA_MAX {
            let last_row = cells.keys().map(|cell| cell.0).max().unwrap_or(0);
            let last_column = cells.keys().map(|cell| cell.1).max().unwrap_or(0);
            rows = rows.min((last_row + 1).saturating_sub(first_row).max(1) as usize);
            columns = columns.min((last_column + 1).saturating_sub(first_column).max(1) as usize);
        }
        let array = Array::from_fn(rows, columns, |row, column| {
            cached(first_row + row as u32, first_column + column as u32)
        });
        array.into()
    }

    pub(super) fn name(&self, sheet: Option<SheetId>, name: &str) -> Value {
        if sheet.is_none()
            && let Some(value) = self.scope().get(name)
        {
            return value.clone();
        }
        if let Some(expr) = self.context.name(sheet.unwrap_or(self.host.sheet), name) {
            return self.nested(|| self.with_scope(Default::default()).evaluate(&expr));
        }
        match self.context.table(name) {
            Some(table) => match table_rows(table, TableRows::Data, self.host) {
                Ok(area) => Value::Area(area),
                Err(error) => Value::Error(error),
            },
            None => Value::Error(CellError::Name),
        }
    }

    pub(super) fn table_reference(&self, reference: &TableReference) -> Value {
        let table = match &reference.table {
            Some(name) => self.context.table(name),
            None => self.context.table_at(self.host),
        };
        let Some(table) = table else {
            return Value::Error(CellError::Ref);
        };
        match table_area(table, reference, self.host) {
            Ok(area) => Value::Area(area),
            Err(error) => Value::Error(error),
        }
    }

    pub(super) fn spill(&self, anchor: &Expr) -> Value {
        match self.evaluate(anchor) {
            Value::Area(area) if area.is_cell() => match self.context.spill(area.first()) {
                Some(spilled) => Value::Area(spilled),
                None => Value::Error(CellError::Ref),
            },
            Value::Error(error) => Value::Error(error),
            _ => Value::Error(CellError::Ref),
        }
    }

    /// `@x`: one value of a range or array.
    pub(super) fn explicit_intersection(&self, inner: &Expr) -> Value {
        match self.evaluate(inner) {
            Value::Area(area) => match self.intersect(area) {
                Ok(cell) => Value::Area(Area::of_cell(cell)),
                Err(error) => Value::Error(error),
            },
            Value::Union(_) => Value::Error(CellError::Value),
            Value::Array(array) => array.get(0, 0).clone(),
            scalar => scalar,
        }
    }

    /// The cell of an area in the host's row or column.
    pub fn intersect(&self, area: Area) -> Result<CellAddress, CellError> {
        if area.is_cell() {
            return Ok(area.first());
        }
        let sheet = area.sheet;
        if area.columns() == 1 && (area.first_row..=area.last_row).contains(&self.host.row) {
            let column = area.first_column as u32;
            return Ok(CellAddress { sheet, row: self.host.row, column });
        }
        let columns = area.first_column as u32..=area.last_column as u32;
        // Of several rows and columns, the cell that is in both the host's row and its column.
        let host = CellAddress { sheet, ..self.host };
        if area.contains(host) {
            return Ok(host);
        }
        if area.rows() == 1 && columns.contains(&self.host.column) {
            return Ok(CellAddress { sheet, row: area.first_row, column: self.host.column });
        }
        Err(CellError::Value)
    }

    /// One cell's value, never an array.
    pub fn read(&self, cell: CellAddress) -> Value {
        match self.context.cell(cell) {
            Value::Array(array) => array.get(0, 0).clone(),
            value => value,
        }
    }

    /// A value where a scalar, or an array to lift over, is wanted: references are intersected in an
    /// ordinary formula and read as arrays in an array formula.
    pub fn operand(&self, value: Value) -> Value {
        match value {
            Value::Area(area) if area.is_cell() => self.read(area.first()),
            Value::Area(area) if self.entry == super::Entry::Ordinary => match self.intersect(area)
            {
                Ok(cell) => self.read(cell),
                Err(error) => Value::Error(error),
            },
            Value::Area(area) => match self.read_area(area) {
                Ok(array) => array.into(),
                Err(error) => Value::Error(error),
            },
            Value::Union(_) => Value::Error(CellError::Value),
            Value::Array(array) if array.values().len() == 1 => array.get(0, 0).clone(),
            other => other,
        }
    }

    /// The cells of an area as an array; whole rows and columns are cut to the used part of the
    /// sheet (at least one cell).
    pub fn read_area(&self, area: Area) -> Result<Array, CellError> {
        let area = self.clipped(area);
        let (rows, columns) = (area.rows(), area.columns());
        if rows * columns > ARRAY_ELEMENTS_MAX {
            return Err(CellError::Num);
        }
        let mut values = vec![Value::Blank; rows * columns];
        self.context.visit(area, &mut |row, column, value| {
            let row = (row - area.first_row) as usize;
            let column = (column - area.first_column as u32) as usize;
            values[row * columns + column] = match value {
                Value::Array(array) => array.get(0, 0).clone(),
                other => other.clone(),
            };
            true
        });
        Array::new(rows, columns, values)
    }

    /// A whole row or column cut to the used part of its sheet; other areas unchanged.
    pub fn clipped(&self, area: Area) -> Area {
        let is_whole_column = area.first_row == 0 && area.last_row == crate::address::ROW_COUNT - 1;
        let is_whole_row =
            area.first_column == 0 && area.last_column as u32 == crate::address::COLUMN_COUNT - 1;
        if !is_whole_column && !is_whole_row {
            return area;
        }
        let (row, column) = self.context.used(area.sheet).unwrap_or((0, 0));
        let mut clipped = area;
        if is_whole_column {
            clipped.last_row = row;
        }
        if is_whole_row {
            clipped.last_column = column as u16;
        }
        clipped
    }

    /// A value as one scalar: the first element of an array, the first cell of a reference.
    pub fn first_scalar(&self, value: &Value) -> Value {
        match value {
            Value::Array(array) => array.get(0, 0).clone(),
            Value::Area(area) => self.read(area.first()),
            Value::Union(areas) => match areas.first() {
                Some(area) => self.read(area.first()),
                None => Value::Error(CellError::Value),
            },
            other => other.clone(),
        }
    }

    /// A value as an array: cells of a reference read, a scalar as 1 by 1.
    pub fn to_array(&self, value: &Value) -> Result<Arc<Array>, CellError> {
        match value {
            Value::Array(array) => Ok(array.clone()),
            Value::Area(area) => Ok(Arc::new(self.read_area(*area)?)),
            Value::Union(_) => Err(CellError::Value),
            Value::Error(error) => Err(*error),
            scalar => Ok(Arc::new(Array::of_scalar(scalar.clone()))),
        }
    }

    /// Visits every non-blank element; see [`crate::arguments::Arguments::visit`].
    pub fn visit(
        &self,
        value: &Value,
        visit: &mut dyn FnMut(&Value, bool) -> Result<(), CellError>,
    ) -> Result<(), CellError> {
        match value {
            Value::Array(array) => {
                for element in array.values().iter().filter(|element| !element.is_blank()) {
                    visit(element, false)?;
                }
                Ok(())
            }
            Value::Area(area) => self.visit_area(*area, visit),
            Value::Union(areas) => {
                for area in areas.iter() {
                    self.visit_area(*area, visit)?;
                }
                Ok(())
            }
            Value::Blank => Ok(()),
            scalar => visit(scalar, true),
        }
    }

    fn visit_area(
        &self,
        area: Area,
        visit: &mut dyn FnMut(&Value, bool) -> Result<(), CellError>,
    ) -> Result<(), CellError> {
        let mut result = Ok(());
        self.context.visit(area, &mut |_, _, value| {
            result = match value {
                Value::Array(array) => visit(array.get(0, 0), false),
                other => visit(other, false),
            };
            result.is_ok()
        });
        result
    }
}

/// The area that a structured reference means for a host.
fn table_area(
    table: &Table,
    reference: &TableReference,
    host: CellAddress,
) -> Result<Area, CellError> {
    let mut area = table_rows(table, reference.rows, host)?;
    if let Some((first, last)) = &reference.columns {
        let (first, last) = (table_column(table, first)?, table_column(table, last)?);
        area.first_column = table.area.first_column + first.min(last);
        area.last_column = table.area.first_column + first.max(last);
    }
    Ok(area)
}

fn table_column(table: &Table, name: &str) -> Result<u16, CellError> {
    let equal = |column: &Arc<str>| crate::compare::compare_text(column, name).is_eq();
    table.columns.iter().position(equal).map(|index| index as u16).ok_or(CellError::Ref)
}

fn table_rows(table: &Table, rows: TableRows, host: CellAddress) -> Result<Area, CellError> {
    let area = table.area;
    let first_data = area.first_row + table.has_headers as u32;
    let after_data = (area.last_row + 1).saturating_sub(table.has_totals as u32);
    if after_data <= first_data && rows != TableRows::All {
        return Err(CellError::Ref);
    }
    let last_data = after_data.saturating_sub(1);
    let (first_row, last_row) = match rows {
        TableRows::Data => (first_data, last_data),
        TableRows::Headers if table.has_headers => (area.first_row, area.first_row),
        TableRows::Totals if table.has_totals => (area.last_row, area.last_row),
        TableRows::Headers | TableRows::Totals => return Err(CellError::Ref),
        TableRows::All => (area.first_row, area.last_row),
        TableRows::HeadersAndData => (area.first_row, last_data),
        TableRows::DataAndTotals => (first_data, area.last_row),
        TableRows::ThisRow if (first_data..=last_data).contains(&host.row) => (host.row, host.row),
        TableRows::ThisRow => return Err(CellError::Value),
    };
    Ok(Area { first_row, last_row, ..area })
}
