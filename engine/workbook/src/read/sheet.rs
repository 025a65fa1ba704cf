//! A worksheet part: everything around its cells.

use std::sync::Arc;

use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::DateSystem;

use super::area::parse_area;
use super::cells::CellReader;
use super::error::ReadError;
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
    let mut xml = Xml::new(part, text);
    let mut reader = CellReader::new(sheet, shared);
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
