//! The workbook part: its sheets, names and settings.

use ulam_formula::context::DateSystem;

use super::error::ReadError;
use super::xml::{Node, Xml, is_true, local, tag_name};
use crate::limits::Limits;
use crate::workbook::{Calculation, Visibility};

/// What the workbook part says.
#[derive(Default)]
pub(super) struct WorkbookPart {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) names: Vec<NameEntry>,
    /// Relationship ids of the external books, in the order that formulas count them.
    pub(super) external_book_ids: Vec<String>,
    pub(super) date_system: DateSystem,
    pub(super) calculation: Calculation,
}

impl WorkbookPart {
    /// Checks the numbers of sheets and names so far.
    pub(super) fn check_counts(&self, limits: &Limits) -> Result<(), ReadError> {
        let checks = [
            ("sheets: at least", self.sheets.len(), limits.sheets_max),
            ("defined names: at least", self.names.len(), limits.names_max),
        ];
        for (what, found, limit) in checks {
            if found > limit {
                let (found, limit) = (found as u64, limit as u64);
                return Err(ReadError::TooLarge { what, found, limit });
            }
        }
        Ok(())
    }
}

/// A sheet's entry.
#[derive(Default)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) relationship_id: String,
    pub(super) visibility: Visibility,
}

/// A defined name's entry.
#[derive(Default)]
pub(super) struct NameEntry {
    pub(super) name: String,
    /// Index of the sheet that it belongs to.
    pub(super) sheet: Option<u32>,
    pub(super) is_hidden: bool,
    pub(super) text: String,
    /// Row and column of the cell that its relative references are written for: A1, but in
    /// OpenDocument files.
    pub(super) host: (u32, u32),
}

/// Reads the workbook part.
pub(super) fn read_workbook_part(
    part: &str,
    text: &str,
    limits: &Limits,
) -> Result<WorkbookPart, ReadError> {
    let mut xml = Xml::new(part, text);
    let mut workbook = WorkbookPart::default();
    loop {
        let (tag, is_empty) = match xml.next()? {
            Node::Start { tag, is_empty } => (tag, is_empty),
            Node::End => continue,
            Node::Finished => return Ok(workbook),
        };
        match tag_name(&tag) {
            "workbookPr" => {
                let date_1904 = xml.attribute(&tag, "date1904")?;
                if date_1904.is_some_and(|value| is_true(&value)) {
                    workbook.date_system = DateSystem::Since1904;
                }
            }
            "sheet" => {
                workbook.sheets.push(read_sheet_entry(&xml, &tag)?);
                workbook.check_counts(limits)?;
            }
            "definedName" => {
                let mut name = read_name_entry(&xml, &tag)?;
                name.text = xml.text(is_empty)?.into_owned();
                workbook.names.push(name);
                workbook.check_counts(limits)?;
            }
            "externalReference" => {
                let id = xml.attribute(&tag, "id")?.unwrap_or_default();
                workbook.external_book_ids.push(id);
            }
            "calcPr" => workbook.calculation = read_calculation(&xml, &tag)?,
            // Extensions hold look-alikes of the elements above.
            "extLst" | "AlternateContent" => xml.skip(is_empty)?,
            _ => {}
        }
    }
}

fn read_sheet_entry(
    xml: &Xml<'_>,
    tag: &quick_xml::events::BytesStart<'_>,
) -> Result<SheetEntry, ReadError> {
    let mut entry = SheetEntry::default();
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        let value = attributes.text(&attribute)?;
        match local(attribute.key.into_inner()) {
            "name" => entry.name = value.into_owned(),
            "id" => entry.relationship_id = value.into_owned(),
            "state" => {
                entry.visibility = match &*value {
                    "hidden" => Visibility::Hidden,
                    "veryHidden" => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
            }
            _ => {}
        }
    }
    if entry.name.is_empty() {
        return Err(xml.error("a sheet has no name"));
    }
    Ok(entry)
}

fn read_name_entry(
    xml: &Xml<'_>,
    tag: &quick_xml::events::BytesStart<'_>,
) -> Result<NameEntry, ReadError> {
    let mut entry = NameEntry::default();
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        match local(attribute.key.into_inner()) {
            "name" => entry.name = attributes.text(&attribute)?.into_owned(),
            "localSheetId" => entry.sheet = Some(attributes.number(&attribute)?),
            "hidden" => entry.is_hidden = is_true(&attribute.value),
            _ => {}
        }
    }
    Ok(entry)
}

fn read_calculation(
    xml: &Xml<'_>,
    tag: &quick_xml::events::BytesStart<'_>,
) -> Result<Calculation, ReadError> {
    let mut calculation = Calculation::default();
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        match local(attribute.key.into_inner()) {
            "iterate" => calculation.iterate = is_true(&attribute.value),
            "iterateCount" => calculation.iterations_max = attributes.number(&attribute)?,
            "iterateDelta" => {
                let change_max: Option<f64> = attribute.value.trim().parse().ok();
                match change_max.filter(|change| change.is_finite() && *change >= 0.0) {
                    Some(change_max) => calculation.change_max = change_max,
                    None => return Err(xml.error("iterateDelta is no number")),
                }
            }
            "fullPrecision" => calculation.full_precision = is_true(&attribute.value),
            "calcMode" => calculation.is_manual = attribute.value.trim() == "manual",
            _ => {}
        }
    }
    Ok(calculation)
}
