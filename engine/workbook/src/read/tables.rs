//! Tables (list objects) of a sheet.

use std::borrow::Cow;
use std::sync::Arc;

use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::Table;

use super::error::ReadError;
use super::text::decode_escapes;
use super::xml::{Node, Xml, local, tag_name};
use crate::read::area::parse_area;

/// A table and the range that its filter hides rows of, if one is set.
pub(super) struct TablePart {
    pub(super) table: Table,
    pub(super) filtered: Option<Area>,
}

/// Reads the part of a table.
pub(super) fn read_table(part: &str, text: &str, sheet: SheetId) -> Result<TablePart, ReadError> {
    let mut xml = Xml::new(part, text);
    let mut name = String::new();
    let mut display_name = String::new();
    let mut area = None;
    let (mut has_headers, mut has_totals) = (true, false);
    let mut columns: Vec<Arc<str>> = Vec::new();
    let mut filter_area = None;
    let mut is_filtered = false;
    loop {
        let tag = match xml.next()? {
            Node::Start { tag, .. } => tag,
            Node::End => continue,
            Node::Finished => break,
        };
        match tag_name(&tag) {
            "table" => {
                let mut attributes = xml.attributes(&tag);
                while let Some(attribute) = attributes.next()? {
                    let value = attributes.text(&attribute)?;
                    match local(attribute.key.into_inner()) {
                        "name" => name = value.into_owned(),
                        "displayName" => display_name = value.into_owned(),
                        "ref" => area = parse_area(&value, sheet),
                        "headerRowCount" => has_headers = value.trim() != "0",
                        "totalsRowCount" => has_totals = value.trim() != "0",
                        _ => {}
                    }
                }
            }
            "tableColumn" => {
                let column = xml.attribute(&tag, "name")?.unwrap_or_default();
                columns.push(Arc::from(&*decode_escapes(Cow::Owned(column))));
            }
            "autoFilter" => {
                filter_area = xml.attribute(&tag, "ref")?.and_then(|text| parse_area(&text, sheet));
            }
            "filterColumn" => is_filtered = true,
            _ => {}
        }
    }
    let Some(area) = area else {
        return Err(xml.error("the table has no range"));
    };
    // Formulas use the display name; the other one is a leftover of older versions.
    let name = if display_name.is_empty() { name } else { display_name };
    let table = Table { name: Arc::from(name), area, has_headers, has_totals, columns };
    Ok(TablePart { table, filtered: filter_area.filter(|_| is_filtered) })
}
