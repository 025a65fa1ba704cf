//! A copy of an .xlsx file in which some cells have other values, and all else is as it was: styles,
//! charts, comments, macros and whatever else there is in the file are copied byte for byte. Only the
//! worksheets' elements of the cells that change are written anew ([`sheet`]), and the chain of
//! calculation, which Excel makes again, is left out.

mod sheet;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use ulam_formula::address::{CellAddress, SheetId};
use ulam_formula::value::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::limits::Limits;
use crate::read::{ReadError, worksheet_parts};
use crate::workbook::Workbook;

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellChange {
    /// Its new value: the one that the file caches, of a formula that stays.
    pub value: Value,
    /// What becomes of its formula, if it has one.
    pub formula: FormulaChange,
}

/// What becomes of a changed cell's formula.
#[derive(Clone, Debug, PartialEq)]
pub enum FormulaChange {
    /// It stays.
    Keep,
    /// It goes: the cell becomes a constant.
    Remove,
    /// Its calls that draw random numbers become numbers: the first call in reading order the first
    /// of these, and so on. A call whose number is `None` stays.
    ReplaceDraws(Vec<Option<f64>>),
}

/// Why a copy can't be made.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// The file isn't one whose cells can be rewritten.
    #[error("only .xlsx and .xlsm workbooks can be copied with other values: {0}")]
    Unreadable(#[from] ReadError),
    /// A part can't be copied or written.
    #[error("{part} can't be copied: {detail}")]
    Part {
        /// Path of the part in the file.
        part: String,
        /// Why.
        detail: String,
    },
}

impl RewriteError {
    fn new(part: &str, detail: impl ToString) -> RewriteError {
        RewriteError::Part { part: part.to_string(), detail: detail.to_string() }
    }
}

/// A copy of a workbook file.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells whose formulas should have stayed, with numbers for draws, but became constants.
    pub frozen: Vec<CellAddress>,
}

/// The copy of a file in which cells have changed; `workbook` is what was read from these bytes.
///
/// # Errors
/// Bytes that are no .xlsx or .xlsm file, or a damaged one.
pub fn with_changes(
    bytes: &[u8],
    limits: &Limits,
    workbook: &Workbook,
    changes: &BTreeMap<CellAddress, CellChange>,
) -> Result<Rewritten, RewriteError> {
    let parts = worksheet_parts(bytes, limits)?;
    let mut sheet_of_part: BTreeMap<String, SheetId> = BTreeMap::new();
    for (sheet, part) in parts.into_iter().enumerate() {
        let is_changed = changes.keys().any(|cell| usize::from(cell.sheet) == sheet);
        if let (Some(part), true) = (part, is_changed) {
            sheet_of_part.insert(part.to_lowercase(), sheet as SheetId);
        }
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| RewriteError::new("the file", error))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let options = SimpleFileOptions::default();
    let mut frozen = Vec::new();
    let mut left = limits.inflated_bytes_max;
    for index in 0..archive.len() {
        let entry =
            archive.by_index(index).map_err(|error| RewriteError::new("the file", error))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let path = name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase();
        let refuse = |error: &dyn std::fmt::Display| RewriteError::new(&name, error);
        let sheet = sheet_of_part.get(&path);
        let mentions_chain = path == "[content_types].xml" || path.ends_with(".xml.rels");
        if is_chain(&path) {
            continue;
        }
        if sheet.is_none() && !mentions_chain {
            writer.raw_copy_file(entry).map_err(|error| refuse(&error))?;
            continue;
        }
        let mut text = Vec::new();
        entry.take(left + 1).read_to_end(&mut text).map_err(|error| refuse(&error))?;
        left = left
            .checked_sub(text.len() as u64)
            .ok_or_else(|| refuse(&"it is too large when inflated"))?;
        let text = String::from_utf8(text).map_err(|_| refuse(&"it is not UTF-8"))?;
        let text = match sheet {
            Some(sheet) => {
                let rewritten = sheet::rewritten(&name, &text, *sheet, workbook, changes)?;
                frozen.extend(rewritten.frozen);
                rewritten.text
            }
            None => without_chain(&name, &text)?,
        };
        writer.start_file(&*name, options).map_err(|error| refuse(&error))?;
        writer.write_all(text.as_bytes()).map_err(|error| refuse(&error))?;
    }
    let bytes = writer.finish().map_err(|error| RewriteError::new("the file", error))?.into_inner();
    Ok(Rewritten { bytes, frozen })
}

/// Whether a part, by its path in lower case, is the chain of calculation.
fn is_chain(path: &str) -> bool {
    path.rsplit('/').next() == Some("calcchain.xml")
}

/// A list of parts without the elements that name the chain of calculation.
fn without_chain(part: &str, text: &str) -> Result<String, RewriteError> {
    use quick_xml::Reader;
    use quick_xml::events::Event;
    let mut reader = Reader::from_str(text);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| RewriteError::new(part, error))?;
        let end = reader.buffer_position() as usize;
        match event {
            Event::Eof => break,
            Event::Empty(tag) if tag.to_lowercase().contains("calcchain") => {
                out.push_str(text.get(copied..start).unwrap_or_default());
                copied = end;
            }
            _ => {}
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Ok(out)
}
