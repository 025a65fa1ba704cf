//! A window of cells, for the browser's grid.

use std::collections::HashMap;

use ulam_contracts::workbooks::{
    Cell, CellKind, CellStyle, CellValue, CellWindow, HorizontalAlignment, WINDOW_CELLS_MAX,
};
use ulam_formula::address::{Area, CellAddress, SheetId, a1, parse_a1};
use ulam_formula::format::NumberFormat;
use ulam_formula::value::Value;
use ulam_workbook::{CellId, CellLook, Color, SheetLayout};

use super::open::OpenBook;
use super::value::{contract_value, number_format, shown};

/// Rows and columns of a window that isn't said.
const ROWS_DEFAULT: u32 = 200;
const COLUMNS_DEFAULT: u16 = 50;

/// `A1:T100` of an area.
pub fn area_text(area: &Area) -> String {
    let first = a1(area.first_row, area.first_column.into());
    if area.is_cell() {
        return first;
    }
    format!("{first}:{}", a1(area.last_row, area.last_column.into()))
}

/// A column as areas have it: sheets have 16,384.
fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// The area that a text such as `A1:T100` or `B7` names on a sheet.
///
/// # Errors
/// A sentence for a text that is no range.
pub fn parse_area(sheet: SheetId, text: &str) -> Result<Area, String> {
    let wrong =
        || format!("'{}' is no range; write A1:T100", text.chars().take(64).collect::<String>());
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (row, column) = parse_a1(first.trim()).ok_or_else(wrong)?;
    let (other_row, other_column) = parse_a1(last.trim()).ok_or_else(wrong)?;
    Ok(Area {
        sheet,
        first_row: row.min(other_row),
        last_row: row.max(other_row),
        first_column: narrow(column.min(other_column)),
        last_column: narrow(column.max(other_column)),
    })
}

/// A window of a sheet.
///
/// # Errors
/// A sentence for a range that is none or too large.
pub fn window(
    book: &OpenBook,
    sheet: SheetId,
    range: Option<&str>,
    with_formulas: bool,
    with_styles: bool,
) -> Result<CellWindow, String> {
    let name = book.workbook.sheet(sheet).map(|sheet| sheet.name.to_string()).unwrap_or_default();
    let used = book.workbook.sheet(sheet).and_then(|sheet| sheet.grid.used());
    let Some((last_row, last_column)) = used else {
        if let Some(range) = range {
            parse_area(sheet, range)?;
        }
        return Ok(CellWindow {
            sheet: name,
            range: "A1".to_string(),
            cells: Vec::new(),
            styles: Vec::new(),
        });
    };
    let asked = match range {
        Some(range) => parse_area(sheet, range)?,
        None => Area {
            sheet,
            first_row: 0,
            last_row: ROWS_DEFAULT - 1,
            first_column: 0,
            last_column: COLUMNS_DEFAULT - 1,
        },
    };
    let whole =
        Area { sheet, first_row: 0, last_row, first_column: 0, last_column: narrow(last_column) };
    let Some(area) = asked.intersection(&whole) else {
        return Ok(CellWindow {
            sheet: name,
            range: area_text(&asked),
            cells: Vec::new(),
            styles: Vec::new(),
        });
    };
    let size = area.rows() as u64 * area.columns() as u64;
    if size > u64::from(WINDOW_CELLS_MAX) {
        return Err(format!(
            "{} has {size} cells; ask for {WINDOW_CELLS_MAX} at most",
            area_text(&area)
        ));
    }
    let mut window = Window {
        book,
        with_formulas,
        with_styles,
        known: HashMap::new(),
        styles: Vec::new(),
        cells: Vec::new(),
    };
    if let Some(sheet_of_area) = book.workbook.sheet(sheet) {
        sheet_of_area.grid.visit(area, |row, column, id| {
            window.add(CellAddress { sheet, row, column }, id);
            true
        });
        if with_styles {
            window.add_blanks(&sheet_of_area.layout, area);
        }
    }
    // Cells that spilled beyond what the file had come after the others.
    window.cells.sort_by_key(|cell| (cell.row, cell.column));
    Ok(CellWindow {
        sheet: name,
        range: area_text(&area),
        cells: window.cells,
        styles: window.styles,
    })
}

struct Window<'a> {
    book: &'a OpenBook,
    with_formulas: bool,
    with_styles: bool,
    /// What each style of the workbook is: its parsed number format, and its index in `styles`.
    known: HashMap<u16, (Option<NumberFormat>, Option<u32>)>,
    styles: Vec<CellStyle>,
    cells: Vec<Cell>,
}

/// A style's parsed number format, and its index among the styles of a window; none of a plain one.
fn known_style(
    (code, look): (&str, &CellLook),
    with_styles: bool,
    styles: &mut Vec<CellStyle>,
) -> (Option<NumberFormat>, Option<u32>) {
    let format = number_format(code);
    let is_told = with_styles && (format.is_some() || *look != CellLook::PLAIN);
    let style = is_told.then(|| {
        styles.push(cell_style(code, look));
        (styles.len() - 1) as u32
    });
    (format, style)
}

fn cell_style(code: &str, look: &CellLook) -> CellStyle {
    use ulam_workbook::HorizontalAlignment as Read;
    CellStyle {
        number_format: code.to_string(),
        bold: look.is_bold,
        italic: look.is_italic,
        underline: look.is_underlined,
        color: look.color.map(Color::hexadecimal),
        fill: look.fill.map(Color::hexadecimal),
        horizontal: look.horizontal.map(|horizontal| match horizontal {
            Read::Left => HorizontalAlignment::Left,
            Read::Center => HorizontalAlignment::Center,
            Read::Right => HorizontalAlignment::Right,
            Read::Fill => HorizontalAlignment::Fill,
        }),
        wraps: look.wraps,
        indent: look.indent.into(),
        border_top: look.has_top_border,
        border_bottom: look.has_bottom_border,
        border_left: look.has_left_border,
        border_right: look.has_right_border,
    }
}

impl Window<'_> {
    /// Adds the cells that hold nothing, but look like something.
    fn add_blanks(&mut self, layout: &SheetLayout, area: Area) {
        let workbook = &self.book.workbook;
        for blanks in layout.styled_blanks_within(area.first_row, area.last_row) {
            let first = blanks.first_column.max(area.first_column);
            let last = blanks.last_column.min(area.last_column);
            let styles = &mut self.styles;
            let style = self
                .known
                .entry(blanks.style)
                .or_insert_with(|| known_style(workbook.style(blanks.style), true, styles))
                .1;
            for column in first..=last {
                let (row, column) = (blanks.row, u32::from(column));
                // Something may have spilled there.
                if workbook.cell_at(CellAddress { sheet: area.sheet, row, column }).is_some() {
                    continue;
                }
                self.cells.push(Cell {
                    row: row + 1,
                    column: column + 1,
                    value: CellValue::Blank,
                    text: None,
                    formula: None,
                    array: None,
                    kind: CellKind::Blank,
                    role: None,
                    excel: None,
                    style,
                });
            }
        }
    }

    fn add(&mut self, address: CellAddress, id: CellId) {
        let book = self.book;
        let workbook = &book.workbook;
        let (styles, with_styles) = (&mut self.styles, self.with_styles);
        let index = workbook.style_of(id);
        let (format, style) = &*self
            .known
            .entry(index)
            .or_insert_with(|| known_style(workbook.style(index), with_styles, styles));
        let value = &*workbook.cells().value(id);
        let formula = workbook.cells().formula(id);
        let array = workbook.array_at(id);
        let kind = match (formula, array, value) {
            (Some(_), _, _) => CellKind::Formula,
            (None, Some(_), _) => CellKind::Spilled,
            (None, None, Value::Blank) => CellKind::Blank,
            (None, None, _) => CellKind::Constant,
        };
        if kind == CellKind::Blank && style.is_none() {
            return;
        }
        let text = match (value, format) {
            (Value::Number(_), Some(format)) => {
                Some(shown(value, Some(format), workbook.date_system()))
            }
            (Value::Text(plain), Some(format)) => {
                Some(shown(value, Some(format), workbook.date_system()))
                    .filter(|text| **text != **plain)
            }
            _ => None,
        };
        let anchored = array.filter(|array| array.anchor == id && !array.area.is_cell());
        self.cells.push(Cell {
            row: address.row + 1,
            column: address.column + 1,
            value: contract_value(value),
            text,
            formula: formula.filter(|_| self.with_formulas).and_then(|_| workbook.formula_text(id)),
            array: anchored.map(|array| area_text(&array.area)),
            kind,
            role: formula.and_then(|formula| book.role(formula)),
            excel: formula.and_then(|_| book.saved(address)).map(contract_value),
            style: *style,
        });
    }
}
