//! Where cells are: addresses and areas, and the A1 notation for them.

use std::fmt;

/// Rows in a worksheet (Excel's limit).
pub const ROW_COUNT: u32 = 1_048_576;
/// Columns in a worksheet (Excel's limit).
pub const COLUMN_COUNT: u32 = 16_384;

/// Index of a sheet in its workbook, in tab order from 0.
pub type SheetId = u16;

/// One cell: sheet, row and column, all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellAddress {
    /// Sheet index.
    pub sheet: SheetId,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
}

/// A rectangle of cells on one sheet, both corners included, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Area {
    /// Sheet index.
    pub sheet: SheetId,
    /// First column.
    pub first_column: u16,
    /// Last column.
    pub last_column: u16,
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
}

impl Area {
    /// The area of one cell.
    pub fn of_cell(cell: CellAddress) -> Area {
        Area {
            sheet: cell.sheet,
            first_column: cell.column as u16,
            last_column: cell.column as u16,
            first_row: cell.row,
            last_row: cell.row,
        }
    }
    /// Number of rows.
    pub fn rows(&self) -> usize {
        (self.last_row - self.first_row) as usize + 1
    }
    /// Number of columns.
    pub fn columns(&self) -> usize {
        (self.last_column - self.first_column) as usize + 1
    }
    /// Whether this is one cell.
    pub fn is_cell(&self) -> bool {
        self.first_row == self.last_row && self.first_column == self.last_column
    }
    /// The top left cell.
    pub fn first(&self) -> CellAddress {
        CellAddress { sheet: self.sheet, row: self.first_row, column: self.first_column as u32 }
    }
    /// Whether `cell` lies inside.
    pub fn contains(&self, cell: CellAddress) -> bool {
        cell.sheet == self.sheet
            && (self.first_row..=self.last_row).contains(&cell.row)
            && (self.first_column as u32..=self.last_column as u32).contains(&cell.column)
    }
    /// The common part of two areas of one sheet.
    pub fn intersection(&self, other: &Area) -> Option<Area> {
        if self.sheet != other.sheet {
            return None;
        }
        let area = Area {
            sheet: self.sheet,
            first_column: self.first_column.max(other.first_column),
            last_column: self.last_column.min(other.last_column),
            first_row: self.first_row.max(other.first_row),
            last_row: self.last_row.min(other.last_row),
        };
        (area.first_column <= area.last_column && area.first_row <= area.last_row).then_some(area)
    }
    /// The smallest area that holds both (the range operator `:`), on one sheet.
    pub fn span(&self, other: &Area) -> Option<Area> {
        (self.sheet == other.sheet).then_some(Area {
            sheet: self.sheet,
            first_column: self.first_column.min(other.first_column),
            last_column: self.last_column.max(other.last_column),
            first_row: self.first_row.min(other.first_row),
            last_row: self.last_row.max(other.last_row),
        })
    }
}

/// Letters of a column from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column as u64 + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

/// `A1` notation of a row and column from 0.
pub fn a1(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

/// Row and column from 0 of a cell in `A1` notation (`$` allowed), or `None`.
pub fn parse_a1(text: &str) -> Option<(u32, u32)> {
    let bytes = text.as_bytes();
    let mut at = usize::from(bytes.first() == Some(&b'$'));
    let letters_from = at;
    let mut column: u32 = 0;
    while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
        if at - letters_from >= 3 {
            return None;
        }
        column = column * 26 + (bytes[at].to_ascii_uppercase() - b'A') as u32 + 1;
        at += 1;
    }
    if at == letters_from || column > COLUMN_COUNT {
        return None;
    }
    if bytes.get(at) == Some(&b'$') {
        at += 1;
    }
    let digits = &bytes[at..];
    if digits.is_empty() || digits.len() > 7 || digits[0] == b'0' {
        return None;
    }
    let mut row: u32 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        row = row * 10 + (digit - b'0') as u32;
    }
    (row <= ROW_COUNT).then_some((row - 1, column - 1))
}

/// Sheet name as a formula writes it: quoted when Excel quotes it.
pub fn quoted_sheet_name(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && name.chars().next().is_some_and(|c| !c.is_ascii_digit() && c != '.')
        && parse_a1(name).is_none()
        && !matches!(name.to_ascii_uppercase().as_str(), "R" | "C" | "RC" | "TRUE" | "FALSE");
    if plain { name.to_string() } else { format!("'{}'", name.replace('\'', "''")) }
}

impl fmt::Display for Area {
    /// `A1` or `A1:B2`, without the sheet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&a1(self.first_row, self.first_column as u32))?;
        if !self.is_cell() {
            write!(f, ":{}", a1(self.last_row, self.last_column as u32))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_bijective_base_26() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(column_letters(column), letters);
            assert_eq!(parse_a1(&format!("{letters}1")), Some((0, column)));
        }
    }

    #[test]
    fn a1_beyond_the_sheet_is_no_cell() {
        for text in ["XFE1", "A1048577", "A0", "A", "1", "", "ABCD1", "A1B"] {
            assert_eq!(parse_a1(text), None, "{text}");
        }
        assert_eq!(parse_a1("$xfd$1048576"), Some((1_048_575, 16_383)));
    }
}
