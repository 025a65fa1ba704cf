//! Other workbooks that formulas refer to: the values that the file caches of them.

use std::borrow::Cow;

use ulam_formula::address::parse_a1;
use ulam_formula::parser::external_name;
use ulam_formula::value::{CellError, Value};

use super::archive::Archive;
use super::error::ReadError;
use super::relationships::Relationships;
use super::text::decode_escapes;
use super::workbook_part::NameEntry;
use super::xml::{Node, Xml, is_true, local, tag_name};
use crate::workbook::{ExternalBook, ExternalName, ExternalSheet};

/// Reads the part of an external book.
pub(super) fn read_external_book(
    archive: &Archive<'_>,
    part: &str,
) -> Result<ExternalBook, ReadError> {
    let mut book = ExternalBook::default();
    let Some(text) = archive.read_text(part)? else {
        return Err(ReadError::malformed(part, 0, "the part is missing"));
    };
    let relationships = Relationships::read(archive, part)?;
    let mut xml = Xml::new(part, &text);
    let mut sheet = 0;
    loop {
        let (tag, is_empty) = match xml.next()? {
            Node::Start { tag, is_empty } => (tag, is_empty),
            Node::End => continue,
            Node::Finished => return Ok(book),
        };
        match tag_name(&tag) {
            "externalBook" => {
                let id = xml.attribute(&tag, "id")?.unwrap_or_default();
                if let Some(relationship) = relationships.with_id(&id) {
                    book.target.clone_from(&relationship.target);
                }
            }
            "sheetName" => {
                let name = xml.attribute(&tag, "val")?.unwrap_or_default();
                book.sheets.push(ExternalSheet { name, ..ExternalSheet::default() });
            }
            "definedName" => {
                let sheet = xml.attribute(&tag, "sheetId")?;
                let meaning = xml.attribute(&tag, "refersTo")?.unwrap_or_default();
                book.names.push(ExternalName {
                    name: xml.attribute(&tag, "name")?.unwrap_or_default(),
                    sheet: sheet.and_then(|sheet| sheet.trim().parse().ok()),
                    meaning: meaning.trim_start_matches('=').to_string(),
                });
            }
            "sheetData" => {
                let id = xml.attribute(&tag, "sheetId")?.unwrap_or_default();
                sheet = id.trim().parse().unwrap_or(usize::MAX);
            }
            "cell" => {
                if let Some((place, value)) = read_cell(&mut xml, &tag, is_empty)?
                    && let Some(sheet) = book.sheets.get_mut(sheet)
                {
                    sheet.cells.insert(place, value);
                }
            }
            _ => {}
        }
    }
}

/// The names of other workbooks as names of this one: `[1]!PRICES`, as formulas write them.
pub(super) fn name_entries(books: &[ExternalBook]) -> Vec<NameEntry> {
    let mut entries = Vec::new();
    for (number, book) in (1..).zip(books) {
        for name in &book.names {
            let sheet = name.sheet.and_then(|sheet| book.sheets.get(sheet));
            let sheet = sheet.map(|sheet| sheet.name.as_str());
            let Some(text) = meaning_here(number, &name.meaning) else { continue };
            entries.push(NameEntry {
                name: external_name(number, sheet, &name.name),
                sheet: None,
                is_hidden: true,
                text,
                host: (0, 0),
            });
        }
    }
    entries
}

/// What a name of another workbook means here: cells cached of that book, or a constant. `None` for what
/// would have to be calculated there.
fn meaning_here(book: u32, meaning: &str) -> Option<String> {
    let Some((sheet, cells)) = meaning.rsplit_once('!') else {
        let is_constant = meaning.parse::<f64>().is_ok()
            || CellError::from_text(meaning).is_some()
            || ["TRUE", "FALSE"].contains(&meaning)
            || (meaning.len() > 1
                && meaning.trim_matches('"').len() == meaning.len() - 2
                && !meaning.trim_matches('"').contains('"'));
        return is_constant.then(|| meaning.to_string());
    };
    let is_plain = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted,
        None if sheet.chars().all(is_plain) => sheet,
        None => return None,
    };
    let is_area = |letter: char| letter.is_ascii_alphanumeric() || letter == '$' || letter == ':';
    let is_of_this_book = !sheet.contains(['[', ':']) && cells.chars().all(is_area);
    is_of_this_book.then(|| format!("'[{book}]{sheet}'!{cells}"))
}

/// The place and value of a cell whose start tag was just returned.
fn read_cell<'a>(
    xml: &mut Xml<'a>,
    tag: &quick_xml::events::BytesStart<'a>,
    is_empty: bool,
) -> Result<Option<((u32, u32), Value)>, ReadError> {
    let mut place = None;
    let mut kind = String::new();
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        match local(attribute.key.into_inner()) {
            "r" => place = parse_a1(&attribute.value),
            "t" => kind = attribute.value.into_owned(),
            _ => {}
        }
    }
    let mut text = Cow::Borrowed("");
    if !is_empty {
        let outer_depth = xml.depth() - 1;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } if tag_name(&tag) == "v" => {
                    text = xml.text(is_empty)?;
                }
                Node::Start { is_empty, .. } => xml.skip(is_empty)?,
                Node::End if xml.depth() == outer_depth => break,
                Node::End => {}
                Node::Finished => return Err(xml.error("the part has no end")),
            }
        }
    }
    let value = match kind.as_str() {
        "str" | "inlineStr" | "s" => Value::text(&*decode_escapes(text)),
        "b" => Value::Boolean(is_true(&text)),
        "e" => Value::Error(CellError::from_text(text.trim()).unwrap_or(CellError::Unknown)),
        _ => match text.trim().parse::<f64>() {
            Ok(number) => Value::number(number),
            Err(_) => Value::Blank,
        },
    };
    Ok(place.map(|place| (place, value)))
}
