//! The content of an OpenDocument spreadsheet: tables, names, settings.

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::events::BytesStart;
use ulam_formula::address::{SheetId, parse_a1};
use ulam_formula::context::DateSystem;

use super::super::assemble::{SheetContent, assemble};
use super::super::check_sheet_count;
use super::super::error::ReadError;
use super::super::sheet::SheetPart;
use super::super::sheet_builder::{Budget, SheetCells};
use super::super::styles::Styles;
use super::super::warnings::Warnings;
use super::super::workbook_part::{NameEntry, SheetEntry, WorkbookPart};
use super::super::xlsx::linked_book;
use super::super::xml::{Node, Xml, is_true, local, tag_name};
use super::cells::{TableReader, is_cell_holder};
use super::externals::{Externals, external_sheet};
use super::open_formula::{range_to_excel_notation, to_excel_notation};
use crate::limits::Limits;
use crate::workbook::{Visibility, Workbook};

/// Number formats by what kind of value a cell shows: General, date, percentage, time, and date with
/// time, as ECMA-376 numbers them.
pub(super) const FORMATS: [u32; 5] = [0, 14, 10, 21, 22];

/// Reads the document.
pub(super) fn read_content(part: &str, text: &str, limits: &Limits) -> Result<Workbook, ReadError> {
    let budget = Budget::new(limits);
    let mut reader = ContentReader {
        xml: Xml::new(part, text),
        limits,
        budget: &budget,
        workbook: WorkbookPart::default(),
        contents: Vec::new(),
        externals: Externals::default(),
        hidden_styles: HashSet::new(),
        database_ranges: Vec::new(),
    };
    reader.read()?;
    let ContentReader { mut workbook, contents, externals, database_ranges, .. } = reader;
    check_sheet_count(part, workbook.sheets.len(), limits)?;
    add_database_ranges(&mut workbook, database_ranges);
    let mut warnings = Warnings::new(limits.warnings_max);
    for (index, book) in externals.books.iter().enumerate() {
        linked_book(index + 1, Ok(book.clone()), &mut warnings);
    }
    let formats = Styles::of_numbers(&FORMATS).formats;
    Ok(assemble(workbook, contents, externals.books, formats, false, warnings))
}

/// Database ranges can be used as names where no name is in their place.
fn add_database_ranges(workbook: &mut WorkbookPart, ranges: Vec<NameEntry>) {
    let taken: HashSet<String> =
        workbook.names.iter().map(|name| name.name.to_uppercase()).collect();
    let free = ranges.into_iter().filter(|range| !taken.contains(&range.name.to_uppercase()));
    workbook.names.extend(free);
}

struct ContentReader<'a> {
    xml: Xml<'a>,
    limits: &'a Limits,
    budget: &'a Budget<'a>,
    workbook: WorkbookPart,
    contents: Vec<SheetContent>,
    externals: Externals,
    /// Styles of tables that aren't displayed.
    hidden_styles: HashSet<String>,
    database_ranges: Vec<NameEntry>,
}

impl<'a> ContentReader<'a> {
    fn read(&mut self) -> Result<(), ReadError> {
        // Style that the properties being read belong to.
        let mut style = String::new();
        loop {
            let (tag, is_empty) = match self.xml.next()? {
                Node::Start { tag, is_empty } => (tag, is_empty),
                Node::End => continue,
                Node::Finished => return Ok(()),
            };
            match tag_name(&tag) {
                "style" => style = self.xml.attribute(&tag, "name")?.unwrap_or_default(),
                "table-properties"
                    if self
                        .xml
                        .attribute(&tag, "display")?
                        .is_some_and(|shown| !is_true(&shown)) =>
                {
                    self.hidden_styles.insert(style.clone());
                }
                "table" => self.read_table(&tag, is_empty)?,
                "named-expressions" => self.read_names(is_empty, None)?,
                "database-range" => self.read_database_range(&tag, is_empty)?,
                "calculation-settings" => self.read_settings(&tag)?,
                "null-date" => {
                    let date = self.xml.attribute(&tag, "date-value")?.unwrap_or_default();
                    if date.starts_with("1904") {
                        self.workbook.date_system = DateSystem::Since1904;
                    }
                }
                "iteration" => self.read_iteration(&tag)?,
                // They hold tables that are no sheets.
                "dde-links"
                | "tracked-changes"
                | "content-validations"
                | "scripts"
                | "font-face-decls"
                | "data-pilot-tables"
                | "master-styles"
                | "settings" => {
                    self.xml.skip(is_empty)?;
                }
                _ => {}
            }
        }
    }

    fn read_settings(&mut self, tag: &BytesStart<'a>) -> Result<(), ReadError> {
        let shown = self.xml.attribute(tag, "precision-as-shown")?;
        self.workbook.calculation.full_precision = !shown.is_some_and(|shown| is_true(&shown));
        Ok(())
    }

    fn read_iteration(&mut self, tag: &BytesStart<'a>) -> Result<(), ReadError> {
        let calculation = &mut self.workbook.calculation;
        let mut attributes = self.xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            match local(attribute.key.into_inner()) {
                "status" => calculation.iterate = attribute.value.trim() == "enable",
                "steps" => calculation.iterations_max = attributes.number(&attribute)?,
                "maximum-difference" => {
                    let change: Option<f64> = attribute.value.trim().parse().ok();
                    if let Some(change) = change.filter(|c| c.is_finite() && *c >= 0.0) {
                        calculation.change_max = change;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A sheet, or the cells cached of a sheet of another document.
    fn read_table(&mut self, tag: &BytesStart<'a>, is_empty: bool) -> Result<(), ReadError> {
        let mut name = String::new();
        let mut visibility = Visibility::Visible;
        let mut attributes = self.xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = attributes.text(&attribute)?;
            match local(attribute.key.into_inner()) {
                "name" => name = value.into_owned(),
                "style-name" if self.hidden_styles.contains(&*value) => {
                    visibility = Visibility::Hidden;
                }
                _ => {}
            }
        }
        let external = external_sheet(&name);
        if external.is_none() && name.is_empty() {
            return Err(self.xml.error("a sheet has no name"));
        }
        let sheet = self.contents.len();
        let Ok(sheet_id) = SheetId::try_from(sheet) else {
            return check_sheet_count("the document", sheet + 1, self.limits);
        };
        if external.is_none() {
            let entry = SheetEntry { name, visibility, ..SheetEntry::default() };
            self.workbook.sheets.push(entry);
            self.workbook.check_counts(self.limits)?;
        }
        let mut table = TableReader::new(sheet_id, self.budget, self.workbook.date_system);
        if !is_empty {
            let outer_depth = self.xml.depth() - 1;
            loop {
                match self.xml.next()? {
                    Node::Start { tag, is_empty } => match tag_name(&tag) {
                        "table-row" => {
                            table.read_row(&mut self.xml, &tag, is_empty, &mut self.externals)?;
                        }
                        "named-expressions" if external.is_none() => {
                            self.read_names(is_empty, Some(sheet as u32))?;
                        }
                        name if is_cell_holder(name) => {}
                        _ => self.xml.skip(is_empty)?,
                    },
                    Node::End if self.xml.depth() == outer_depth => break,
                    Node::End => {}
                    Node::Finished => return Err(self.xml.error("the part has no end")),
                }
            }
        }
        let part = table.finish();
        match external {
            Some((target, name)) => self.add_external_sheet(&target, &name, part),
            None => {
                let mut content = SheetContent::new(self.limits);
                content.part = Some(part);
                self.contents.push(content);
                Ok(())
            }
        }
    }

    fn add_external_sheet(
        &mut self,
        target: &str,
        name: &str,
        part: SheetPart,
    ) -> Result<(), ReadError> {
        let SheetCells { rows, values, .. } = &part.cells;
        let places = (0..rows.cell_count()).map(|cell| rows.place(cell));
        self.externals.add_sheet(target, name, places.zip(values.iter().map(Cow::into_owned)))
    }

    /// The names of the document, or of one sheet.
    fn read_names(&mut self, is_empty: bool, sheet: Option<u32>) -> Result<(), ReadError> {
        if is_empty {
            return Ok(());
        }
        let outer_depth = self.xml.depth() - 1;
        loop {
            match self.xml.next()? {
                Node::Start { tag, is_empty } => {
                    let entry = self.read_name(&tag, sheet)?;
                    if !entry.name.is_empty() {
                        self.workbook.names.push(entry);
                        self.workbook.check_counts(self.limits)?;
                    }
                    self.xml.skip(is_empty)?;
                }
                Node::End if self.xml.depth() == outer_depth => return Ok(()),
                Node::End => {}
                Node::Finished => return Err(self.xml.error("the part has no end")),
            }
        }
    }

    fn read_name(
        &mut self,
        tag: &BytesStart<'a>,
        sheet: Option<u32>,
    ) -> Result<NameEntry, ReadError> {
        let mut entry = NameEntry { sheet, ..NameEntry::default() };
        let mut attributes = self.xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = attributes.text(&attribute)?;
            match local(attribute.key.into_inner()) {
                "name" => entry.name = value.into_owned(),
                "base-cell-address" => {
                    let cell = value.rsplit('.').next().unwrap_or_default();
                    entry.host = parse_a1(cell).unwrap_or((0, 0));
                }
                "cell-range-address" => {
                    entry.text = range_to_excel_notation(&value, &mut self.externals);
                }
                "expression" => entry.text = to_excel_notation(&value, &mut self.externals),
                "hidden" => entry.is_hidden = is_true(&value),
                _ => {}
            }
        }
        Ok(entry)
    }

    fn read_database_range(
        &mut self,
        tag: &BytesStart<'a>,
        is_empty: bool,
    ) -> Result<(), ReadError> {
        let mut entry = NameEntry::default();
        let mut attributes = self.xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = attributes.text(&attribute)?;
            match local(attribute.key.into_inner()) {
                "name" => entry.name = value.into_owned(),
                "target-range-address" => {
                    // Fixed, whatever cell the name is used in.
                    let range = range_to_excel_notation(&value, &mut self.externals);
                    entry.text = absolute(&range);
                }
                _ => {}
            }
        }
        self.xml.skip(is_empty)?;
        // Ranges that no user named.
        if entry.name.starts_with("__Anonymous") || entry.name.is_empty() {
            return Ok(());
        }
        self.database_ranges.push(entry);
        let (found, limit) = (self.database_ranges.len(), self.limits.names_max);
        if found > limit {
            let (found, limit) = (found as u64, limit as u64);
            return Err(ReadError::TooLarge { what: "database ranges: at least", found, limit });
        }
        Ok(())
    }
}

/// A reference `Sheet1!A1:B2` as `Sheet1!$A$1:$B$2`.
fn absolute(range: &str) -> String {
    let (sheet, cells) = match range.rsplit_once('!') {
        Some((sheet, cells)) => (sheet, cells),
        None => return range.to_string(),
    };
    let corners: Vec<String> = cells.split(':').map(absolute_cell).collect();
    format!("{sheet}!{}", corners.join(":"))
}

fn absolute_cell(cell: &str) -> String {
    let Some((row, column)) = parse_a1(cell) else {
        return cell.to_string();
    };
    format!("${}${}", ulam_formula::address::column_letters(column), row + 1)
}
