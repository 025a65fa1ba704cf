//! Rewriting the cells of one worksheet part.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use ulam_formula::address::{CellAddress, SheetId, a1, parse_a1};
use ulam_formula::parser::draw_calls;
use ulam_formula::value::Value;

use super::{CellChange, FormulaChange, RewriteError};
use crate::workbook::Workbook;

/// A worksheet part, rewritten.
pub(super) struct RewrittenSheet {
    pub text: String,
    /// Cells whose formulas became constants though they should have stayed.
    pub frozen: Vec<CellAddress>,
}

/// A cell's row and column, from 0.
type Place = (u32, u32);

/// What is written in place of a cell.
struct NewCell<'a> {
    value: &'a Value,
    formula: NewFormula,
}

enum NewFormula {
    Keep,
    None,
    /// As a file has it, without `=`.
    Text(String),
}

/// The part with its changes.
pub(super) fn rewritten(
    part: &str,
    text: &str,
    sheet: SheetId,
    workbook: &Workbook,
    changes: &BTreeMap<CellAddress, CellChange>,
) -> Result<RewrittenSheet, RewriteError> {
    let own: BTreeMap<Place, &CellChange> = changes
        .iter()
        .filter(|(cell, _)| cell.sheet == sheet)
        .map(|(cell, change)| ((cell.row, cell.column), change))
        .collect();
    let formulas = match own.values().all(|change| change.formula == FormulaChange::Keep) {
        true => Formulas::default(),
        false => Formulas::read(part, text)?,
    };
    let mut frozen = Vec::new();
    let address = |place: &Place| CellAddress { sheet, row: place.0, column: place.1 };
    let printed = |place: &Place| {
        let text = workbook.formula_text(workbook.cell_at(address(place))?)?;
        Some(text.trim_start_matches('=').to_string())
    };
    let mut cells: BTreeMap<Place, NewCell> = BTreeMap::new();
    let mut touched: BTreeSet<&str> = BTreeSet::new();
    for (place, change) in &own {
        let formula = match &change.formula {
            FormulaChange::Keep => NewFormula::Keep,
            FormulaChange::Remove => NewFormula::None,
            FormulaChange::Set(text) => match formulas.with_prefixes(place, text) {
                Some(text) => NewFormula::Text(text),
                None => {
                    frozen.push(address(place));
                    NewFormula::None
                }
            },
            FormulaChange::ReplaceDraws(numbers) => {
                match formulas.with_numbers(place, numbers, &printed) {
                    Some(text) => NewFormula::Text(text),
                    None => {
                        frozen.push(address(place));
                        NewFormula::None
                    }
                }
            }
        };
        if !matches!(formula, NewFormula::Keep)
            && let Some(group) = formulas.group_of.get(place)
        {
            touched.insert(group);
        }
        cells.insert(*place, NewCell { value: &change.value, formula });
    }
    // The cells that share a formula with one that changed get formulas of their own.
    let current: BTreeMap<Place, Value> = formulas
        .group_of
        .iter()
        .filter(|(place, group)| touched.contains(group.as_str()) && !own.contains_key(place))
        .filter_map(|(place, _)| {
            let cell = workbook.cell_at(address(place))?;
            Some((*place, workbook.cells().value(cell).into_owned()))
        })
        .collect();
    for (place, group) in &formulas.group_of {
        let is_kept = cells.get(place).is_none_or(|cell| matches!(cell.formula, NewFormula::Keep));
        if !touched.contains(group.as_str()) || !is_kept {
            continue;
        }
        let Some(value) = own.get(place).map(|change| &change.value).or(current.get(place)) else {
            continue;
        };
        let formula = match formulas.of_member(place, &printed) {
            Some(text) => NewFormula::Text(text),
            None => {
                frozen.push(address(place));
                NewFormula::None
            }
        };
        cells.insert(*place, NewCell { value, formula });
    }
    let text =
        Rewriter { part, text, out: String::with_capacity(text.len()), copied: 0 }.run(&cells)?;
    Ok(RewrittenSheet { text, frozen })
}

/// The formulas of a part, as far as rewriting needs them.
#[derive(Default)]
struct Formulas {
    /// The text of cells that have one.
    text: BTreeMap<Place, String>,
    /// The number of the shared formula that a cell takes part in.
    group_of: BTreeMap<Place, String>,
    /// The text of each shared formula.
    shared: BTreeMap<String, String>,
}

impl Formulas {
    fn read(part: &str, text: &str) -> Result<Formulas, RewriteError> {
        let mut formulas = Formulas::default();
        let mut reader = Reader::from_str(text);
        let mut position = Position::default();
        let mut place = (0, 0);
        // Extensions behind the cells have elements of the same names.
        let mut is_in_data = false;
        loop {
            let event = reader.read_event().map_err(|error| RewriteError::new(part, error))?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Eof => return Ok(formulas),
                Event::Start(tag) if local(&tag) == "sheetData" => is_in_data = true,
                Event::End(tag) if tag.name().into_inner().ends_with("sheetData") => {
                    return Ok(formulas);
                }
                Event::Start(tag) | Event::Empty(tag) if is_in_data => match local(&tag) {
                    "row" => position.row(&tag),
                    "c" => place = position.cell(&tag),
                    "f" => {
                        let content =
                            if is_empty { String::new() } else { text_inside(part, &mut reader)? };
                        if !content.is_empty() {
                            formulas.text.insert(place, content.clone());
                        }
                        if attribute(&tag, "t").as_deref() == Some("shared")
                            && let Some(group) = attribute(&tag, "si")
                        {
                            if !content.is_empty() {
                                formulas.shared.insert(group.to_string(), content);
                            }
                            formulas.group_of.insert(place, group.into_owned());
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// A new text for the formula of a cell, with the prefixes that the old one has before newer
    /// functions' names; `None` where the old one has names that need prefixes too.
    fn with_prefixes(&self, place: &Place, text: &str) -> Option<String> {
        let old = match self.text.get(place) {
            Some(old) => old,
            None => self.shared.get(self.group_of.get(place)?)?,
        };
        if old.contains("_xlpm.") || old.contains("_xleta.") {
            return None;
        }
        let mut new = text.to_string();
        let mut done: BTreeSet<String> = BTreeSet::new();
        for (at, _) in old.match_indices("_xlfn.") {
            let rest = old.get(at..)?;
            let end = rest.find('(').unwrap_or(rest.len());
            let prefixed = rest.get(..end)?;
            let name = prefixed.trim_start_matches("_xlfn.").trim_start_matches("_xlws.");
            if !done.insert(name.to_string()) {
                continue;
            }
            let mut out = String::with_capacity(new.len());
            let mut copied = 0;
            for (found, _) in new.match_indices(&format!("{name}(")) {
                let before = new[..found].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                    continue;
                }
                out.push_str(&new[copied..found]);
                out.push_str(prefixed);
                copied = found + name.len();
            }
            out.push_str(&new[copied..]);
            new = out;
        }
        Some(new)
    }

    /// The formula of a cell with numbers for its draws.
    fn with_numbers(
        &self,
        place: &Place,
        numbers: &[Option<f64>],
        printed: &dyn Fn(&Place) -> Option<String>,
    ) -> Option<String> {
        let text = match self.text.get(place) {
            Some(text) => text.clone(),
            None => self.of_member(place, printed)?,
        };
        let calls = draw_calls(&text);
        if calls.len() != numbers.len() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for (call, number) in calls.iter().zip(numbers) {
            // A draw inside another went with it.
            let Some(number) = number.filter(|number| number.is_finite() && call.start >= copied)
            else {
                continue;
            };
            out.push_str(text.get(copied..call.start)?);
            match number < 0.0 {
                true => write!(out, "({})", number_text(number)).ok()?,
                false => out.push_str(&number_text(number)),
            }
            copied = call.end;
        }
        out.push_str(text.get(copied..)?);
        Some(out)
    }

    /// The formula of a cell that shares one, as a text of its own; `None` where it has functions
    /// that files write in another way than Excel shows them.
    fn of_member(
        &self,
        place: &Place,
        printed: &dyn Fn(&Place) -> Option<String>,
    ) -> Option<String> {
        if let Some(text) = self.text.get(place) {
            return Some(text.clone());
        }
        let shared = self.shared.get(self.group_of.get(place)?)?;
        if shared.to_ascii_lowercase().contains("_xl") {
            return None;
        }
        printed(place)
    }
}

/// Where a part is read: cells and rows may leave out where they are.
#[derive(Default)]
struct Position {
    next_row: u32,
    row: u32,
    next_column: u32,
}

impl Position {
    fn row(&mut self, tag: &BytesStart) {
        let given = attribute(tag, "r").and_then(|row| row.trim().parse::<u32>().ok());
        self.row = given.map_or(self.next_row, |row| row.saturating_sub(1));
        self.next_row = self.row.saturating_add(1);
        self.next_column = 0;
    }

    fn cell(&mut self, tag: &BytesStart) -> Place {
        let place = attribute(tag, "r")
            .and_then(|reference| parse_a1(reference.trim()))
            .unwrap_or((self.row, self.next_column));
        self.next_column = place.1.saturating_add(1);
        place
    }
}

/// Copies a part, cell for cell.
struct Rewriter<'a> {
    part: &'a str,
    text: &'a str,
    out: String,
    copied: usize,
}

impl Rewriter<'_> {
    fn run(mut self, cells: &BTreeMap<Place, NewCell>) -> Result<String, RewriteError> {
        let mut reader = Reader::from_str(self.text);
        let mut position = Position::default();
        let mut pending = cells.iter().peekable();
        let mut is_in_data = false;
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| RewriteError::new(self.part, error))?;
            let end = reader.buffer_position() as usize;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    let prefix = prefix(&tag).to_string();
                    match local(&tag) {
                        "sheetData" if is_empty => {
                            self.copy_to(start);
                            self.copied = end;
                            let _ = write!(self.out, "<{prefix}sheetData>");
                            self.add_rows(&mut pending, u32::MAX, &prefix);
                            let _ = write!(self.out, "</{prefix}sheetData>");
                        }
                        "sheetData" => is_in_data = true,
                        "row" if is_in_data => {
                            position.row(&tag);
                            self.copy_to(start);
                            self.add_rows(&mut pending, position.row, &prefix);
                            let has_cells =
                                pending.peek().is_some_and(|(place, _)| place.0 == position.row);
                            if is_empty && has_cells {
                                // An empty element opens, to have cells.
                                let open = self.text[start..end].trim_end_matches('>');
                                self.out.push_str(open.trim_end_matches('/').trim_end());
                                self.out.push('>');
                                self.copied = end;
                                self.add_cells(&mut pending, (position.row, u32::MAX), &prefix);
                                let _ = write!(self.out, "</{prefix}row>");
                            }
                        }
                        "c" if is_in_data => {
                            let place = position.cell(&tag);
                            self.copy_to(start);
                            self.add_cells(&mut pending, place, &prefix);
                            let Some((_, cell)) =
                                pending.next_if(|(pending, _)| **pending == place)
                            else {
                                continue;
                            };
                            let formula = if is_empty {
                                String::new()
                            } else {
                                self.formula_inside(&mut reader)?
                            };
                            self.copied = reader.buffer_position() as usize;
                            self.write_cell(&tag, place, cell, &formula, &prefix);
                        }
                        _ => {}
                    }
                }
                Event::End(tag) if is_in_data => {
                    let name = tag.name().into_inner();
                    let (prefix, name) = match name.rsplit_once(':') {
                        Some((prefix, name)) => (format!("{prefix}:"), name),
                        None => (String::new(), name),
                    };
                    match name {
                        "row" => {
                            self.copy_to(start);
                            self.add_cells(&mut pending, (position.row, u32::MAX), &prefix);
                        }
                        "sheetData" => {
                            self.copy_to(start);
                            self.add_rows(&mut pending, u32::MAX, &prefix);
                            is_in_data = false;
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        self.copy_to(self.text.len());
        Ok(self.out)
    }

    fn copy_to(&mut self, end: usize) {
        self.out.push_str(self.text.get(self.copied..end).unwrap_or_default());
        self.copied = self.copied.max(end);
    }

    /// Adds the rows before `row` that the part doesn't have.
    fn add_rows<'c>(
        &mut self,
        pending: &mut std::iter::Peekable<impl Iterator<Item = (&'c Place, &'c NewCell<'c>)>>,
        row: u32,
        prefix: &str,
    ) {
        while let Some((place, _)) = pending.peek()
            && place.0 < row
        {
            let own = place.0;
            let _ = write!(self.out, "<{prefix}row r=\"{}\">", own + 1);
            self.add_cells(pending, (own, u32::MAX), prefix);
            let _ = write!(self.out, "</{prefix}row>");
        }
    }

    /// Adds the cells of a row before a column that the part doesn't have.
    fn add_cells<'c>(
        &mut self,
        pending: &mut std::iter::Peekable<impl Iterator<Item = (&'c Place, &'c NewCell<'c>)>>,
        before: Place,
        prefix: &str,
    ) {
        while let Some((place, cell)) =
            pending.next_if(|(place, _)| place.0 == before.0 && place.1 < before.1)
        {
            let _ = write!(self.out, "<{prefix}c r=\"{}\"", a1(place.0, place.1));
            self.write_content(cell, "", prefix);
        }
    }

    /// The text of the formula element inside the cell whose start tag was read, through its end.
    fn formula_inside(&self, reader: &mut Reader<&[u8]>) -> Result<String, RewriteError> {
        let mut formula = String::new();
        let mut depth = 1;
        let mut formula_start = None;
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| RewriteError::new(self.part, error))?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => {
                    if depth == 1 && local(&tag) == "f" {
                        formula_start = Some(start);
                    }
                    depth += 1;
                }
                Event::Empty(tag) if depth == 1 && local(&tag) == "f" => {
                    formula = self.text[start..end].to_string();
                }
                Event::End(_) => {
                    depth -= 1;
                    if let (1, Some(start)) = (depth, formula_start.take()) {
                        formula = self.text[start..end].to_string();
                    }
                    if depth == 0 {
                        return Ok(formula);
                    }
                }
                Event::Eof => return Err(RewriteError::new(self.part, "a cell has no end")),
                _ => {}
            }
        }
    }

    fn write_cell(
        &mut self,
        tag: &BytesStart,
        place: Place,
        cell: &NewCell,
        old_formula: &str,
        prefix: &str,
    ) {
        let _ = write!(self.out, "<{prefix}c r=\"{}\"", a1(place.0, place.1));
        // The style and what makes an array dynamic stay; the type and rich values don't.
        for name in ["s", "ph"] {
            if let Some(value) = attribute(tag, name) {
                let _ = write!(self.out, " {name}=\"{}\"", escape(&*value));
            }
        }
        if matches!(cell.formula, NewFormula::Keep)
            && let Some(value) = attribute(tag, "cm")
        {
            let _ = write!(self.out, " cm=\"{}\"", escape(&*value));
        }
        self.write_content(cell, old_formula, prefix);
    }

    /// The rest of a cell's element, from its type on.
    fn write_content(&mut self, cell: &NewCell, old_formula: &str, prefix: &str) {
        let formula: Cow<str> = match &cell.formula {
            NewFormula::Keep => old_formula.into(),
            NewFormula::None => "".into(),
            NewFormula::Text(text) => {
                format!("<{prefix}f>{}</{prefix}f>", escape(text.as_str())).into()
            }
        };
        let first;
        let value = match cell.value {
            Value::Array(array) => {
                first = array.get(0, 0).clone();
                &first
            }
            value => value,
        };
        let (kind, content) = match value {
            Value::Number(number) => ("", number_text(*number)),
            Value::Boolean(boolean) => (" t=\"b\"", u8::from(*boolean).to_string()),
            Value::Error(error) => (" t=\"e\"", error.text().to_string()),
            Value::Text(text) if formula.is_empty() => {
                let text = escape(&**text);
                let _ = write!(
                    self.out,
                    " t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
                );
                return;
            }
            Value::Text(text) => (" t=\"str\"", escape(&**text).into_owned()),
            _ => {
                let _ = write!(self.out, ">{formula}</{prefix}c>");
                return;
            }
        };
        let _ = write!(self.out, "{kind}>{formula}<{prefix}v>{content}</{prefix}v></{prefix}c>");
    }
}

/// A number as files have it: 17 digits at most, with an exponent where it would be long.
fn number_text(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_string(),
        size if (1e-5..1e16).contains(&size) => format!("{number}"),
        _ => format!("{number:E}"),
    }
}

/// The text up to the end of the element whose start tag was read.
fn text_inside(part: &str, reader: &mut Reader<&[u8]>) -> Result<String, RewriteError> {
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| RewriteError::new(part, error))? {
            Event::Text(piece) => text.push_str(&piece),
            Event::CData(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                text.push(character.ok_or_else(|| RewriteError::new(part, "an unknown entity"))?);
            }
            Event::End(_) => return Ok(text),
            Event::Eof => return Err(RewriteError::new(part, "a formula has no end")),
            _ => {}
        }
    }
}

fn attribute<'t>(tag: &'t BytesStart, name: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.into_inner() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()
}

fn local<'t>(tag: &'t BytesStart) -> &'t str {
    let name = tag.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The namespace prefix of a tag with its colon; empty if it has none.
fn prefix<'t>(tag: &'t BytesStart) -> &'t str {
    let name = tag.name().into_inner();
    name.rsplit_once(':').map_or("", |(prefix, _)| &name[..prefix.len() + 1])
}
