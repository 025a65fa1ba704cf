//! A worksheet part: everything around its cells.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::DateSystem;

use super::area::parse_area;
use super::cells::CellReader;
use super::error::ReadError;
use super::row_chunks::{chunks_of, rows_of};
use super::sheet_builder::{Budget, SheetCells};
use super::styles::Styles;
use super::warnings::Warnings;
use super::xml::{Node, Xml, tag_name};

/// What all sheets of a workbook share.
pub(super) struct Shared<'a> {
    pub(super) budget: Budget<'a>,
    pub(super) strings: Vec<Arc<str>>,
    pub(super) styles: Styles,
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
    pub(super) warnings: Warnings,
}

/// Reads the part of a worksheet.
pub(super) fn read_sheet(
    part: &str,
    text: &str,
    sheet: SheetId,
    shared: &Shared<'_>,
) -> Result<SheetPart, ReadError> {
    let mut reader = CellReader::new(sheet, shared);
    let rows = rows_of(text);
    // The text without the rows that are read in chunks.
    let outline;
    let mut xml = match &rows {
        Some(rows) => {
            read_chunks(&mut reader, part, text, rows.clone(), sheet, shared)?;
            outline = [&text[..rows.start], &text[rows.end..]].concat();
            Xml::with_gap(part, &outline, rows.start, rows.len())
        }
        None => Xml::new(part, text),
    };
    let mut merged = Vec::new();
    let mut filtered = None;
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
            ("mergeCells", 2) => {}
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
    let (cells, hidden_rows, warnings) = reader.finish();
    Ok(SheetPart { cells, merged, hidden_rows, filtered, warnings, ..SheetPart::default() })
}

/// Reads rows in chunks, in parallel, and puts them together.
fn read_chunks<'s>(
    reader: &mut CellReader<'s>,
    part: &str,
    text: &str,
    rows: Range<usize>,
    sheet: SheetId,
    shared: &'s Shared<'s>,
) -> Result<(), ReadError> {
    let chunks = chunks_of(text, rows, rayon::current_num_threads());
    let readers: Vec<CellReader<'s>> = chunks
        .into_par_iter()
        .map(|chunk| {
            let mut reader = CellReader::new(sheet, shared);
            let mut xml = Xml::with_gap(part, &text[chunk.clone()], 0, chunk.start);
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
