//! The styles of cells, by the cells' numbers.

/// Index of each cell's style. Plain ones, 0, take no memory behind the last other one: data often has
/// no formats at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellFormats(Vec<u16>);

impl CellFormats {
    /// The style of a cell.
    pub(crate) fn get(&self, cell: usize) -> u16 {
        self.0.get(cell).copied().unwrap_or(0)
    }

    /// Sets the style of a cell behind all that have one.
    #[inline]
    pub(crate) fn set(&mut self, cell: usize, format: u16) {
        if format != 0 {
            self.0.resize(cell, 0);
            self.0.push(format);
        }
    }

    /// Adds the styles of the cells from number `base` on, behind all that have one.
    pub(crate) fn append(&mut self, base: usize, formats: CellFormats) {
        if !formats.0.is_empty() {
            self.0.resize(base, 0);
            self.0.extend(formats.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_without_a_style_are_plain() {
        let (mut formats, mut later) = (CellFormats::default(), CellFormats::default());
        formats.set(0, 0);
        formats.set(2, 7);
        formats.set(3, 0);
        later.set(1, 9);
        formats.append(5, later);
        formats.append(8, CellFormats::default());
        let all: Vec<u16> = (0..9).map(|cell| formats.get(cell)).collect();
        assert_eq!(all, [0, 0, 7, 0, 0, 0, 9, 0, 0]);
        assert_eq!(formats.0.len(), 7);
    }
}
