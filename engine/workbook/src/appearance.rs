//! How sheets and cells look: sizes, frozen panes, fonts, fills, borders and alignment.
//!
//! Nothing that is computed depends on it. It is read from .xlsx and .xlsm files; sheets of other
//! formats have Excel's own sizes and plain cells.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// As style sheets write it: `#1f77b4`.
    pub fn hexadecimal(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Where a text stands across its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HorizontalAlignment {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
    /// Repeated to fill the cell.
    Fill,
}

/// How a cell looks, its number format apart. The default is a plain cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CellLook {
    /// Whether its text is bold.
    pub is_bold: bool,
    /// Whether its text is italic.
    pub is_italic: bool,
    /// Whether its text is underlined.
    pub is_underlined: bool,
    /// Colour of its text; `None` for that of the page.
    pub color: Option<Color>,
    /// Colour behind its text.
    pub fill: Option<Color>,
    /// Where its text stands; `None` for numbers right, texts left.
    pub horizontal: Option<HorizontalAlignment>,
    /// Whether its text is broken into lines.
    pub wraps: bool,
    /// Steps that its text is indented by.
    pub indent: u8,
    /// Whether there is a line above.
    pub has_top_border: bool,
    /// Whether there is a line below.
    pub has_bottom_border: bool,
    /// Whether there is a line on the left.
    pub has_left_border: bool,
    /// Whether there is a line on the right.
    pub has_right_border: bool,
}

impl CellLook {
    /// The look of a plain cell.
    pub const PLAIN: CellLook = CellLook {
        is_bold: false,
        is_italic: false,
        is_underlined: false,
        color: None,
        fill: None,
        horizontal: None,
        wraps: false,
        indent: 0,
        has_top_border: false,
        has_bottom_border: false,
        has_left_border: false,
        has_right_border: false,
    };

    /// Whether a cell that holds nothing differs from the page.
    pub fn is_seen_on_blanks(&self) -> bool {
        self.fill.is_some()
            || self.has_top_border
            || self.has_bottom_border
            || self.has_left_border
            || self.has_right_border
    }
}

/// Columns of one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnWidths {
    /// First of them, from 0.
    pub first: u32,
    /// Last of them.
    pub last: u32,
    /// Width in pixels at 96 to the inch; `None` for the sheet's default.
    pub width: Option<f64>,
    /// Whether they are hidden.
    pub is_hidden: bool,
}

/// Rows of one height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowHeights {
    /// First of them, from 0.
    pub first: u32,
    /// Last of them.
    pub last: u32,
    /// Height in pixels at 96 to the inch.
    pub height: f64,
}

/// Cells beside one another that hold nothing, but look like something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyledBlanks {
    /// Their row, from 0.
    pub row: u32,
    /// Column of the first.
    pub first_column: u16,
    /// Column of the last.
    pub last_column: u16,
    /// Index of their style, as [`crate::Workbook::style`] takes it.
    pub style: u16,
}

/// How a sheet is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetLayout {
    /// Rows frozen at the top.
    pub frozen_rows: u32,
    /// Columns frozen on the left.
    pub frozen_columns: u32,
    /// Width of columns that aren't listed, in pixels at 96 to the inch.
    pub default_column_width: f64,
    /// Height of rows that aren't listed.
    pub default_row_height: f64,
    /// Columns of other widths, and hidden ones.
    pub columns: Vec<ColumnWidths>,
    /// Rows of other heights, ascending.
    pub rows: Vec<RowHeights>,
    /// Whether lines between cells are shown.
    pub shows_gridlines: bool,
    /// Colour of the tab.
    pub tab_color: Option<Color>,
    /// Zoom that the sheet was saved with, 1 for 100%.
    pub zoom: f64,
    /// Blank cells that look like something, by row and column.
    pub styled_blanks: Vec<StyledBlanks>,
}

impl Default for SheetLayout {
    /// A new sheet of Excel: columns of 8.43 characters of Calibri 11, rows of 15 points.
    fn default() -> SheetLayout {
        SheetLayout {
            frozen_rows: 0,
            frozen_columns: 0,
            default_column_width: 64.0,
            default_row_height: 20.0,
            columns: Vec::new(),
            rows: Vec::new(),
            shows_gridlines: true,
            tab_color: None,
            zoom: 1.0,
            styled_blanks: Vec::new(),
        }
    }
}

impl SheetLayout {
    /// The styled blanks of these rows (from 0, ends included).
    pub fn styled_blanks_within(&self, first_row: u32, last_row: u32) -> &[StyledBlanks] {
        let from = self.styled_blanks.partition_point(|blanks| blanks.row < first_row);
        let to = self.styled_blanks.partition_point(|blanks| blanks.row <= last_row);
        self.styled_blanks.get(from..to).unwrap_or_default()
    }
}
