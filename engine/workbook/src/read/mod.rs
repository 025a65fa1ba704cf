//! Reading a file of any format into a [`Workbook`].
//!
//! What a file is, its bytes say, not its name: [`recognise`]. Every format ends in the same place:
//! [`sheet_builder`] gathers the cells of a sheet, [`formulas`] each distinct formula once,
//! [`mod@assemble`] puts everything together.
//!
//! - [`xlsx`]: [`archive`] opens the zip and checks it against the limits; [`relationships`] lead from
//!   part to part; [`workbook_part`] lists sheets and names; [`sheet`] and [`cells`] read the
//!   worksheets, in parallel.
//! - [`xlsb`] and [`xls`]: records; [`tokens`] turns their binary formulas into text.
//! - [`ods`]: OpenDocument, zipped or flat, with its own formula syntax.
//! - [`csv`] reads text.

mod archive;
mod area;
mod assemble;
mod cells;
mod colors;
mod compound_file;
mod csv;
mod encoding;
mod error;
mod external;
mod formula_key;
mod formulas;
mod layout;
mod looks;
mod metadata;
mod ods;
mod parts;
mod pieces;
mod recent_texts;
mod recognise;
mod relationships;
mod row_chunks;
mod saving_time;
mod shared_strings;
mod sheet;
mod sheet_builder;
mod styles;
mod tables;
mod text;
mod tokens;
mod warnings;
mod workbook_part;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use ulam_formula::address::SheetId;

use archive::Archive;
pub use error::{FileKind, ReadError};
pub(crate) use parts::{workbook_part, worksheet_parts};
use recognise::Format;

use crate::limits::Limits;
use crate::workbook::Workbook;

/// Most sheets that sheet numbers can tell apart.
const SHEETS_MAX: usize = SheetId::MAX as usize;

/// Reads a workbook.
pub(crate) fn read_workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let found = bytes.len() as u64;
    if found > limits.archive_bytes_max {
        let limit = limits.archive_bytes_max;
        return Err(ReadError::TooLarge { what: "bytes in the file:", found, limit });
    }
    match recognise::format_of(bytes) {
        Format::Zip => {
            let archive = Archive::open(bytes, limits)?;
            if ods::is_spreadsheet(&archive)? {
                return ods::read_package(&archive, limits);
            }
            match xlsx::workbook_path(&archive)? {
                path if path.to_lowercase().ends_with(".bin") => {
                    xlsb::read_xlsb(&archive, &path, limits)
                }
                path => xlsx::read_xlsx(&archive, &path, limits),
            }
        }
        Format::CompoundFile => xls::read_compound_file(bytes, limits),
        Format::BiffStream => xls::read_stream(bytes, limits),
        Format::FlatOpenDocument => ods::read_flat(bytes, limits),
        Format::Text => csv::read_csv(bytes, limits),
        Format::Other(kind) => Err(ReadError::NotAWorkbook(kind)),
    }
}

/// Checks that a workbook has sheets, and not more than can be numbered.
fn check_sheet_count(part: &str, count: usize, limits: &Limits) -> Result<(), ReadError> {
    if count == 0 {
        return Err(ReadError::malformed(part, 0, "the workbook has no sheets"));
    }
    let limit = SHEETS_MAX.min(limits.sheets_max);
    if count > limit {
        let (found, limit) = (count as u64, limit as u64);
        return Err(ReadError::TooLarge { what: "sheets:", found, limit });
    }
    Ok(())
}
