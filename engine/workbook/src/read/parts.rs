//! Where in an .xlsx file the worksheets are.

use super::archive::Archive;
use super::error::ReadError;
use super::relationships::Relationships;
use super::workbook_part::read_workbook_part;
use super::xlsx::workbook_path;
use crate::limits::Limits;

/// The path of each sheet's part, in tab order; `None` of a sheet without cells (a chart).
///
/// # Errors
/// Bytes that are no .xlsx or .xlsm file, or a damaged one.
pub(crate) fn worksheet_parts(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Option<String>>, ReadError> {
    let archive = Archive::open(bytes, limits)?;
    let path = workbook_path(&archive)?;
    let Some(text) = archive.read_text(&path)? else {
        return Err(ReadError::malformed(&path, 0, "the part is missing"));
    };
    let part = read_workbook_part(&path, &text, limits)?;
    let relationships = Relationships::read(&archive, &path)?;
    let of_sheet = |id: &str| {
        let relationship = relationships.with_id(id)?;
        (relationship.kind == "worksheet").then(|| relationship.target.clone())
    };
    Ok(part.sheets.iter().map(|sheet| of_sheet(&sheet.relationship_id)).collect())
}
