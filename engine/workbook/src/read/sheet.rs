//! A worksheet part: everything around its cells.

use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;
use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::DateSystem;

use super::archive::Archive;
use super::area::parse_area;
use super::cells::CellReader;
use super::colors::Theme;
use super::error::ReadError;
use super::layout::LayoutReader;
use super::pieces::Pieces;
use super::row_chunks::{chunks_of, rows_of};
use super::sheet_builder::{Budget, SheetCells};
use super::styles::Styles;
use super::warnings::Warnings;
use super::xml::{Node, Xml, tag_name};
use crate::appearance::SheetLayout;

/// What all sheets of a workbook share.
pub(super) struct Shared<'a> {
    pub(super) budget: Budget<'a>,
    pub(super) strings: Vec<Arc<str>>,
    pub(super) styles: Styles,
    pub(super) theme: Theme,
    /// Whether each entry of the cell metadata marks a dynamic array; `None` without metadata.
    pub(super) dynamic_array_flags: Option<Vec<bool>>,
    pub(super) date_system: DateSystem,
}

/// What a worksheet part holds.
#[derive(Default)]
pub(super) struct SheetPart {
    pub(super) cells: SheetCells,
    pub(super) merged: Vec<Area>,
    /// Ranges of hidden rows, in any order.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    /// The range whose rows a filter hides, if one is set.
    pub(super) filtered: Option<Area>,
    /// Ranges of rows that are known to be hidden by filters.
    pub(super) filtered_rows: Vec<(u32, u32)>,
    pub(super) layout: SheetLayout,
    pub(super) warnings: Warnings,
}

/// Reads the part of a worksheet: a large one in pieces, so that its text is never in memory as a
/// whole.
pub(super) fn read_sheet(
    archive: &Archive<'_>,
    part: &str,
    sheet: SheetId,
    shared: &Shared<'_>,
) -> Result<SheetPart, ReadError> {
    let in_pieces =
        archive.stream(part, |source, bytes| read_in_pieces(source, bytes, part, sheet, shared))?;
    if let Some(read) = in_pieces {
        return Ok(read);
    }
    let Some(text) = archive.read_text(part)? else {
        return Err(ReadError::malformed(part, 0, "the part is missing"));
    };
    let mut reader = CellReader::new(sheet, shared);
    // The text without the rows that are read in chunks.
    let outline;
    let xml = match rows_of(&text) {
        Some(rows) => {
            read_chunks(&mut reader, part, &text[rows.clone()], rows.start, sheet, shared)?;
            outline = [&text[..rows.start], &text[rows.end..]].concat();
            Xml::with_gap(part, &outline, rows.start, rows.len())
        }
        None => Xml::new(part, &text),
    };
    read_outline(reader, xml, sheet, &shared.theme)
}

/// Reads a large part piece by piece; `None` if it is small, or if anything about it is odd or wrong:
/// then it has to be read as a whole, which also tells what is wrong.
fn read_in_pieces(
    source: &mut dyn Read,
    bytes: u64,
    part: &str,
    sheet: SheetId,
    shared: &Shared<'_>,
) -> Result<Option<SheetPart>, ReadError> {
    let Some(mut pieces) = Pieces::begin(source, bytes) else {
        return Ok(None);
    };
    let mut reader = CellReader::new(sheet, shared);
    let rows_start = pieces.position();
    let rows_end = loop {
        let start = pieces.position();
        let Some(piece) = pieces.next() else {
            shared.budget.uncount_cells(reader.len() as u64);
            return Ok(None);
        };
        match read_chunks(&mut reader, part, piece.rows, start, sheet, shared) {
            Ok(()) => {}
            Err(error @ ReadError::TooLarge { .. }) => return Err(error),
            Err(_) => return Ok(None),
        }
        let end = start + piece.rows.len();
        if piece.is_last {
            break end;
        }
        if start == rows_start {
            reader.make_room(bytes as f64 / (end - start) as f64);
        }
    };
    let Some(outline) = pieces.outline() else {
        shared.budget.uncount_cells(reader.len() as u64);
        return Ok(None);
    };
    let xml = Xml::with_gap(part, &outline, rows_start, rows_end - rows_start);
    read_outline(reader, xml, sheet, &shared.theme).map(Some)
}

/// Reads what surrounds the rows, and the rows that are still among it.
fn read_outline(
    mut reader: CellReader<'_>,
    mut xml: Xml<'_>,
    sheet: SheetId,
    theme: &Theme,
) -> Result<SheetPart, ReadError> {
    let mut merged = Vec::new();
    let mut filtered = None;
    let mut layout = LayoutReader::new(theme);
    let mut has_cells = false;
    loop {
        let (tag, is_empty) = match xml.next()? {
            Node::Start { tag, is_empty } => (tag, is_empty),
            Node::End => continue,
            Node::Finished => break,
        };
        let depth = xml.depth() + usize::from(is_empty);
        match (tag_name(&tag), depth) {
            (_, 1) => {}
            ("sheetData", 2) => {
                if has_cells {
                    return Err(xml.error("the sheet has its cells twice"));
                }
                has_cells = true;
                if !is_empty {
                    reader.read_rows(&mut xml)?;
                }
            }
            ("mergeCells" | "sheetPr" | "sheetViews" | "cols", 2) => {}
            ("tabColor", 3) => layout.tab_color(&xml, &tag)?,
            ("sheetView", 3) => layout.view(&xml, &tag)?,
            ("pane", 4) => layout.pane(&xml, &tag)?,
            ("sheetFormatPr", 2) => layout.format(&xml, &tag)?,
            ("col", 3) => layout.columns(&xml, &tag)?,
            ("mergeCell", 3) => {
                let area = xml.attribute(&tag, "ref")?.and_then(|text| parse_area(&text, sheet));
                merged.extend(area);
            }
            ("autoFilter", 2) => {
                let area = xml.attribute(&tag, "ref")?.and_then(|text| parse_area(&text, sheet));
                if has_filter_column(&mut xml, is_empty)? {
                    filtered = area;
                }
            }
            _ => xml.skip(is_empty)?,
        }
    }
    let mut layout = layout.finish();
    let (cells, hidden_rows, rows, warnings) = reader.finish();
    rows.finish(&mut layout);
    Ok(SheetPart { cells, merged, hidden_rows, filtered, layout, warnings, ..SheetPart::default() })
}

/// Reads rows, the text from position `start` of the part on, in chunks and in parallel, and puts them
/// together.
fn read_chunks<'s>(
    reader: &mut CellReader<'s>,
    part: &str,
    rows: &str,
    start: usize,
    sheet: SheetId,
    shared: &'s Shared<'s>,
) -> Result<(), ReadError> {
    let chunks = chunks_of(rows, 0..rows.len(), rayon::current_num_threads());
    let readers: Vec<CellReader<'s>> = chunks
        .into_par_iter()
        .map(|chunk| {
            let mut reader = CellReader::new(sheet, shared);
            let mut xml = Xml::with_gap(part, &rows[chunk.clone()], 0, start + chunk.start);
            reader.read_rows(&mut xml)?;
            Ok(reader)
        })
        .collect::<Result<_, ReadError>>()?;
    for later in readers {
        reader.absorb(later);
    }
    Ok(())
}

/// Whether a filter whose start tag was just returned has a criterion.
fn has_filter_column(xml: &mut Xml<'_>, is_empty: bool) -> Result<bool, ReadError> {
    if is_empty {
        return Ok(false);
    }
    let outer_depth = xml.depth() - 1;
    let mut has_column = false;
    loop {
        match xml.next()? {
            Node::Start { tag, is_empty } => {
                has_column |= tag_name(&tag) == "filterColumn";
                xml.skip(is_empty)?;
            }
            Node::End if xml.depth() == outer_depth => return Ok(has_column),
            Node::End => {}
            Node::Finished => return Err(xml.error("the part has no end")),
        }
    }
}
