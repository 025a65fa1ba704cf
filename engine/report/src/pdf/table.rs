//! Tables: columns as wide as their texts need, headers repeated on every sheet.

use super::fonts::Style;
use super::paper::{GRID, INK, Mark, Paper, SOFT};

const SIZE: f32 = 8.0;
const LINE: f32 = 11.0;
const PADDING: f32 = 2.6;
/// Space between columns.
const GAP: f32 = 10.0;
/// Lines of a cell, at most.
const LINES_MAX: usize = 6;

/// A column.
pub struct Column {
    /// Its header.
    pub header: &'static str,
    /// Whether its texts end at its right end, as numbers do.
    pub is_number: bool,
    /// Its share of the width that numbers leave; 0 for one that is as wide as its texts.
    pub share: f32,
}

/// A column of texts that wrap.
pub const fn texts(header: &'static str, share: f32) -> Column {
    Column { header, is_number: false, share }
}

/// A column of numbers, as wide as they are.
pub const fn numbers(header: &'static str) -> Column {
    Column { header, is_number: true, share: 0.0 }
}

/// A column of short texts, as wide as they are.
pub const fn words(header: &'static str) -> Column {
    Column { header, is_number: false, share: 0.0 }
}

/// A row: its texts, and whether they stand out.
pub struct Row {
    /// A text for each column.
    pub cells: Vec<String>,
    /// Whether it is bold.
    pub is_strong: bool,
}

impl Row {
    /// A plain row.
    pub fn new(cells: impl IntoIterator<Item = String>) -> Row {
        Row { cells: cells.into_iter().collect(), is_strong: false }
    }
}

/// A table from `x` on, so wide, below what is there; over as many sheets as it needs.
pub fn table(
    paper: &mut Paper,
    caption: &str,
    columns: &[Column],
    rows: &[Row],
    (x, width): (f32, f32),
) {
    let widths = widths(paper, columns, rows, width);
    paper.need(LINE * 4.0);
    if !caption.is_empty() {
        let y = paper.y + SIZE;
        paper.text((x, y), caption, Style::Bold, SIZE, SOFT);
        paper.y += LINE + 2.0;
    }
    header(paper, columns, &widths, (x, width));
    for row in rows {
        if paper.is_full() {
            return;
        }
        let style = if row.is_strong { Style::Bold } else { Style::Regular };
        let cells: Vec<Vec<super::fonts::Line>> = row
            .cells
            .iter()
            .zip(&widths)
            .map(|(text, width)| {
                let mut lines = paper.fonts.paragraph(text, style, width / SIZE + 0.01);
                lines.truncate(LINES_MAX);
                lines
            })
            .collect();
        let count = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let height = count as f32 * LINE + PADDING;
        if paper.need(height) {
            header(paper, columns, &widths, (x, width));
        }
        let mut left = x;
        for ((lines, column), width) in cells.into_iter().zip(columns).zip(&widths) {
            let mut y = paper.y + SIZE + PADDING * 0.5;
            for line in lines {
                let start = match column.is_number {
                    true => left + width - line.width * SIZE,
                    false => left,
                };
                paper.put(Mark::Text { x: start, y, size: SIZE, colour: INK, line });
                y += LINE;
            }
            left += width + GAP;
        }
        paper.y += height;
        let y = paper.y;
        paper.rule((x, y), (x + width, y), 0.5, GRID);
    }
    paper.y += 6.0;
}

fn header(paper: &mut Paper, columns: &[Column], widths: &[f32], (x, width): (f32, f32)) {
    if columns.iter().all(|column| column.header.is_empty()) {
        let y = paper.y;
        paper.rule((x, y), (x + width, y), 0.5, GRID);
        return;
    }
    let mut left = x;
    let y = paper.y + SIZE;
    for (column, width) in columns.iter().zip(widths) {
        match column.is_number {
            true => paper.text_ending(
                (left + width, y),
                column.header,
                Style::Regular,
                SIZE - 0.6,
                SOFT,
            ),
            false => {
                paper.text((left, y), column.header, Style::Regular, SIZE - 0.6, SOFT);
            }
        }
        left += width + GAP;
    }
    paper.y += LINE + 1.0;
    let y = paper.y;
    paper.rule((x, y), (x + width, y), 0.8, SOFT);
}

fn widths(paper: &Paper, columns: &[Column], rows: &[Row], width: f32) -> Vec<f32> {
    let room = width - GAP * (columns.len().saturating_sub(1)) as f32;
    let needed = |index: usize, column: &Column| {
        let own = paper.fonts.line(column.header, Style::Regular).width;
        // The first rows tell how wide numbers are; those that are wider wrap.
        let of_rows = rows.iter().take(400).filter_map(|row| {
            let style = if row.is_strong { Style::Bold } else { Style::Regular };
            Some(paper.fonts.line(row.cells.get(index)?, style).width)
        });
        of_rows.fold(own, f32::max) * SIZE + 0.5
    };
    let fixed: Vec<f32> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| if column.share > 0.0 { 0.0 } else { needed(index, column) })
        .collect();
    let used: f32 = fixed.iter().sum();
    let shares: f32 = columns.iter().map(|column| column.share).sum();
    let least = room * 0.25;
    let rest = (room - used).max(if shares > 0.0 { least } else { 0.0 });
    // Where numbers take too much, all of them give way.
    let shrink =
        if used + rest > room && used > 0.0 { ((room - rest) / used).max(0.1) } else { 1.0 };
    let of_column = |(column, fixed): (&Column, &f32)| match column.share > 0.0 {
        true => rest * column.share / shares,
        false => fixed * shrink,
    };
    let mut widths: Vec<f32> = columns.iter().zip(&fixed).map(of_column).collect();
    // Where all columns are as wide as their texts, the first one takes what is left.
    if shares == 0.0
        && let Some(first) = widths.first_mut()
    {
        *first += (room - used).max(0.0);
    }
    widths
}
