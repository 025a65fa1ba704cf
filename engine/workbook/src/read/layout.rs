//! The layout of a worksheet: what stands around its rows.

use quick_xml::events::BytesStart;
use ulam_formula::address::{COLUMN_COUNT, ROW_COUNT, parse_a1};

use super::colors::Theme;
use super::error::ReadError;
use super::xml::{Xml, is_true, local};
use crate::appearance::{ColumnWidths, RowHeights, SheetLayout, StyledBlanks};

/// Entries of one kind that are kept: what lies beyond is drawn in the default size.
const ENTRIES_MAX: usize = 16_384;
/// Rows or columns that are frozen at most: more would leave no room to scroll.
const FROZEN_MAX: u32 = 1_000;
/// Runs of styled blanks that are kept of a sheet.
const STYLED_BLANKS_MAX: usize = 200_000;
/// Pixels that a digit of Calibri 11, Excel's usual font, is wide.
const DIGIT_WIDTH: f64 = 7.0;
/// Excel's limits: 255 characters, 409.5 points.
const WIDTH_MAX: f64 = 255.0;
const HEIGHT_MAX: f64 = 409.5;

/// Pixels of a column's width in characters (ECMA-376 part 1, 18.3.1.13).
fn column_pixels(characters: f64) -> f64 {
    let characters = characters.clamp(0.0, WIDTH_MAX);
    ((256.0 * characters + (128.0 / DIGIT_WIDTH).trunc()) / 256.0 * DIGIT_WIDTH).trunc()
}

/// Pixels of a row's height in points.
fn row_pixels(points: f64) -> f64 {
    (points.clamp(0.0, HEIGHT_MAX) * 96.0 / 72.0).round()
}

fn number(text: &str) -> Option<f64> {
    text.trim_ascii().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The size that the `ht` of a row says, in pixels.
pub(super) fn row_height(text: &str) -> Option<f64> {
    number(text).map(row_pixels)
}

/// What rows say of the layout while they are read.
#[derive(Default)]
pub(super) struct RowLayout {
    rows: Vec<RowHeights>,
    styled_blanks: Vec<StyledBlanks>,
}

impl RowLayout {
    /// Notes the height of a row.
    pub(super) fn add_height(&mut self, row: u32, height: f64) {
        if let Some(last) = self.rows.last_mut()
            && last.last + 1 == row
            && last.height == height
        {
            last.last = row;
        } else if self.rows.len() < ENTRIES_MAX {
            self.rows.push(RowHeights { first: row, last: row, height });
        }
    }

    /// Notes a blank cell that looks like something.
    #[inline]
    pub(super) fn add_blank(&mut self, row: u32, column: u16, style: u16) {
        if let Some(last) = self.styled_blanks.last_mut()
            && last.row == row
            && last.style == style
            && last.last_column.checked_add(1) == Some(column)
        {
            last.last_column = column;
        } else if self.styled_blanks.len() < STYLED_BLANKS_MAX {
            let (first_column, last_column) = (column, column);
            self.styled_blanks.push(StyledBlanks { row, first_column, last_column, style });
        }
    }

    /// Takes over what the rows after these say.
    pub(super) fn absorb(&mut self, later: RowLayout) {
        self.rows.extend(later.rows);
        self.rows.truncate(ENTRIES_MAX);
        self.styled_blanks.extend(later.styled_blanks);
        self.styled_blanks.truncate(STYLED_BLANKS_MAX);
    }

    /// Puts it into the sheet's layout; rows of the default height aren't listed.
    pub(super) fn finish(mut self, layout: &mut SheetLayout) {
        let usual = layout.default_row_height;
        self.rows.retain(|rows| rows.height != usual);
        self.rows.sort_by_key(|rows| rows.first);
        self.styled_blanks.sort_by_key(|blanks| (blanks.row, blanks.first_column));
        layout.rows = self.rows;
        layout.styled_blanks = self.styled_blanks;
    }
}

/// Reads an element that tells of the layout: `sheetView`, `pane`, `sheetFormatPr`, `col`, `tabColor`.
pub(super) struct LayoutReader<'t> {
    theme: &'t Theme,
    layout: SheetLayout,
    views: u32,
    /// Row and column (from 0) that the view begins with.
    top_left: (u32, u32),
}

impl<'t> LayoutReader<'t> {
    pub(super) fn new(theme: &'t Theme) -> LayoutReader<'t> {
        LayoutReader { theme, layout: SheetLayout::default(), views: 0, top_left: (0, 0) }
    }

    pub(super) fn finish(self) -> SheetLayout {
        self.layout
    }

    pub(super) fn tab_color(
        &mut self,
        xml: &Xml<'_>,
        tag: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        self.layout.tab_color = self.theme.color(xml, tag)?;
        Ok(())
    }

    /// A view of the sheet; the first counts.
    pub(super) fn view(&mut self, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        self.views = self.views.saturating_add(1);
        if self.views > 1 {
            return Ok(());
        }
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = &*attribute.value;
            match local(attribute.key.into_inner()) {
                "showGridLines" => self.layout.shows_gridlines = is_true(value),
                "zoomScale" => {
                    let percent = number(value).unwrap_or(100.0);
                    self.layout.zoom = percent.clamp(10.0, 400.0) / 100.0;
                }
                "topLeftCell" => self.top_left = parse_a1(value).unwrap_or((0, 0)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The pane of a view: frozen, unless it is only split.
    pub(super) fn pane(&mut self, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.views > 1 {
            return Ok(());
        }
        let (mut columns, mut rows, mut is_frozen) = (0.0, 0.0, false);
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = &*attribute.value;
            match local(attribute.key.into_inner()) {
                "xSplit" => columns = number(value).unwrap_or(0.0),
                "ySplit" => rows = number(value).unwrap_or(0.0),
                "state" => is_frozen = matches!(value, "frozen" | "frozenSplit"),
                _ => {}
            }
        }
        if !is_frozen {
            return Ok(());
        }
        // What is scrolled away above the frozen rows is shown with them.
        let frozen = |count: f64, before: u32| match count {
            count if count >= 1.0 => {
                (count.min(f64::from(FROZEN_MAX)) as u32).saturating_add(before).min(FROZEN_MAX)
            }
            _ => 0,
        };
        self.layout.frozen_rows = frozen(rows, self.top_left.0);
        self.layout.frozen_columns = frozen(columns, self.top_left.1);
        Ok(())
    }

    /// The default sizes.
    pub(super) fn format(&mut self, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let (mut width, mut base) = (None, None);
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = &*attribute.value;
            match local(attribute.key.into_inner()) {
                "defaultColWidth" => width = number(value).filter(|width| *width > 0.0),
                "baseColWidth" => base = number(value),
                "defaultRowHeight" => {
                    if let Some(height) = row_height(value).filter(|height| *height > 0.0) {
                        self.layout.default_row_height = height;
                    }
                }
                _ => {}
            }
        }
        // Without a width, that of so many characters with five pixels around them, rounded up to
        // eight pixels.
        let of_base = |characters: f64| {
            ((characters.clamp(0.0, WIDTH_MAX) * DIGIT_WIDTH + 5.0) / 8.0).ceil() * 8.0
        };
        if let Some(width) = width.map(column_pixels).or_else(|| base.map(of_base)) {
            self.layout.default_column_width = width;
        }
        Ok(())
    }

    /// Columns.
    pub(super) fn columns(&mut self, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let (mut first, mut last, mut width, mut is_hidden) = (None, None, None, false);
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = &*attribute.value;
            let index = || value.trim_ascii().parse::<u32>().ok()?.checked_sub(1);
            match local(attribute.key.into_inner()) {
                "min" => first = index(),
                "max" => last = index(),
                "width" => width = number(value).map(column_pixels),
                "hidden" => is_hidden = is_true(value),
                _ => {}
            }
        }
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(());
        };
        let last = last.min(COLUMN_COUNT - 1);
        if first <= last && self.layout.columns.len() < ENTRIES_MAX {
            self.layout.columns.push(ColumnWidths { first, last, width, is_hidden });
        }
        Ok(())
    }
}

/// A column of a cell that lies on a sheet.
pub(super) fn narrow(row: u32, column: u32) -> Option<u16> {
    (row < ROW_COUNT).then(|| u16::try_from(column).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_that_excel_shows() {
        // What Excel's own dialogue says of its usual font: 8.43 characters are 64 pixels, stored
        // as 9.140625; 15 points are 20 pixels.
        assert_eq!(column_pixels(9.140_625), 64.0);
        assert_eq!(column_pixels(20.710_937_5), 145.0);
        assert_eq!(row_pixels(15.0), 20.0);
        assert_eq!(row_height("30"), Some(40.0));
        assert_eq!(row_height("tall"), None);
    }

    #[test]
    fn rows_and_blanks_are_kept_in_runs() {
        let mut rows = RowLayout::default();
        for row in [4, 5, 6, 9] {
            rows.add_height(row, 40.0);
        }
        rows.add_height(10, 20.0);
        for column in [1, 2, 3] {
            rows.add_blank(7, column, 5);
        }
        rows.add_blank(7, 4, 6);
        let mut layout = SheetLayout::default();
        rows.finish(&mut layout);
        let heights: Vec<_> = layout.rows.iter().map(|rows| (rows.first, rows.last)).collect();
        assert_eq!(heights, [(4, 6), (9, 9)]);
        let blanks: Vec<_> = layout
            .styled_blanks_within(7, 7)
            .iter()
            .map(|blanks| (blanks.first_column, blanks.last_column, blanks.style))
            .collect();
        assert_eq!(blanks, [(1, 3, 5), (4, 4, 6)]);
        assert!(layout.styled_blanks_within(0, 6).is_empty());
    }
}
