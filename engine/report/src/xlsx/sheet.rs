//! A sheet that is written from top to bottom, and the formats that all share.

use rust_xlsxwriter::{Chart, Color, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

use crate::shortened;

/// Longest text of a cell in Excel is 32,767 UTF-16 units; characters outside the first plane have
/// two.
const TEXT_CHARACTERS_MAX: usize = 16_000;
/// Colour of headings and charts.
pub const BLUE: u32 = 0x2F6FB4;
/// Colour of what lowers a result.
pub const ORANGE: u32 = 0xD1762B;

/// Formats that the sheets share.
pub struct Formats {
    pub title: Format,
    pub heading: Format,
    pub header: Format,
    pub header_right: Format,
    pub text: Format,
    pub wrapped: Format,
    pub note: Format,
    pub code: Format,
    pub attention: Format,
    pub right: Format,
}

impl Formats {
    pub fn new() -> Formats {
        let header = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xE8EEF5))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x9FB3C8))
            .set_align(FormatAlign::VerticalCenter);
        Formats {
            title: Format::new().set_bold().set_font_size(18),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(Color::RGB(BLUE)),
            header_right: header.clone().set_align(FormatAlign::Right).set_text_wrap(),
            header,
            text: Format::new(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            note: Format::new().set_italic().set_font_color(Color::RGB(0x566170)),
            code: Format::new().set_font_name("Consolas").set_font_size(10),
            attention: Format::new()
                .set_font_color(Color::RGB(0x8A4B00))
                .set_background_color(Color::RGB(0xFDF3E2)),
            right: Format::new().set_align(FormatAlign::Right),
        }
    }
}

/// A number format.
pub fn number_format(code: &str) -> Format {
    Format::new().set_num_format(code).set_align(FormatAlign::Right)
}

/// A sheet that is written row by row; `row` is the next row, from 0.
pub struct Sheet<'a> {
    /// The next row.
    pub row: u32,
    pub worksheet: &'a mut Worksheet,
    pub formats: &'a Formats,
}

impl<'a> Sheet<'a> {
    pub fn new(
        worksheet: &'a mut Worksheet,
        name: &str,
        formats: &'a Formats,
    ) -> Result<Sheet<'a>, XlsxError> {
        worksheet.set_name(name)?;
        worksheet.set_screen_gridlines(false);
        worksheet.set_landscape();
        worksheet.set_print_fit_to_pages(1, 0);
        Ok(Sheet { row: 0, worksheet, formats })
    }

    /// Text in a cell of the present row.
    pub fn text(&mut self, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.text_at(self.row, column, text, format)
    }

    /// Text in any cell; never a formula, whatever it starts with.
    pub fn text_at(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let is_shown = |character: char| !character.is_control() || character == '\n';
        let text: String = shortened(text, TEXT_CHARACTERS_MAX)
            .chars()
            .map(|character| if is_shown(character) { character } else { '\u{fffd}' })
            .collect();
        self.worksheet.write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    /// A number in a cell of the present row; a dash for one that isn't known or not finite.
    pub fn number(
        &mut self,
        column: u16,
        number: Option<f64>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.number_at(self.row, column, number, format)
    }

    /// A number in any cell.
    pub fn number_at(
        &mut self,
        row: u32,
        column: u16,
        number: Option<f64>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match number {
            Some(number) if number.is_finite() => {
                self.worksheet.write_number_with_format(row, column, number, format)?;
            }
            other => {
                let text = other.map_or(crate::numbers::MISSING.to_string(), crate::numbers::plain);
                self.worksheet.write_string_with_format(row, column, text, &self.formats.right)?;
            }
        }
        Ok(())
    }

    /// A line of text, then the next row.
    pub fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.text(0, text, format)?;
        self.row += 1;
        Ok(())
    }

    /// The title of the sheet and an empty row.
    pub fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.worksheet.set_row_height(self.row, 28)?;
        let formats = self.formats;
        self.line(text, &formats.title)
    }

    /// A heading, after an empty row.
    pub fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let formats = self.formats;
        self.line(text, &formats.heading)
    }

    /// A row of column headers; those after the first `left` stand right, over numbers.
    pub fn headers(&mut self, headers: &[&str], left: usize) -> Result<(), XlsxError> {
        let formats = self.formats;
        for (column, header) in headers.iter().enumerate() {
            let format = if column < left { &formats.header } else { &formats.header_right };
            self.text(column as u16, header, format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A link to the top of another sheet.
    pub fn link(&mut self, column: u16, sheet: &str, text: &str) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:'{sheet}'!A1")).set_text(shortened(text, 200));
        self.worksheet.write_url(self.row, column, url)?;
        Ok(())
    }

    /// Widths of the first columns, in characters.
    pub fn widths(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, width) in widths.iter().enumerate() {
            self.worksheet.set_column_width(column as u16, *width)?;
        }
        Ok(())
    }

    /// A chart with its upper left corner on a cell.
    pub fn chart(&mut self, row: u32, column: u16, chart: &Chart) -> Result<(), XlsxError> {
        self.worksheet.insert_chart(row, column, chart)?;
        Ok(())
    }
}
