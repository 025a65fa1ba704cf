//! Why a file could not be read.

use thiserror::Error;

/// Why a file could not be read as a workbook. Each message is one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The bytes are something else.
    #[error("{0}")]
    NotAWorkbook(FileKind),
    /// The end of the file is missing.
    #[error("the file is cut short ({detail}): download or copy it again")]
    Truncated {
        /// What is missing.
        detail: String,
    },
    /// More than a [`crate::Limits`] allows.
    #[error("the workbook is too large: {what} {found}, and the limit is {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there is; at least, where counting stopped early.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// A part of the file breaks its format.
    #[error(
        "the workbook is damaged ({part}, byte {position}: {detail}): \
         open it in Excel, let Excel repair it, and save it again"
    )]
    Malformed {
        /// Path of the part in the file, such as `xl/worksheets/sheet1.xml`.
        part: String,
        /// What is wrong.
        detail: String,
        /// Where, in bytes from the start of the (inflated) part.
        position: u64,
    },
}

impl ReadError {
    /// A [`ReadError::Malformed`].
    pub(crate) fn malformed(part: &str, position: u64, detail: impl Into<String>) -> ReadError {
        ReadError::Malformed { part: part.to_string(), detail: detail.into(), position }
    }
}

/// What a file that is no workbook, or one that can't be read, looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileKind {
    /// No bytes at all.
    #[error("the file is empty: save the workbook again and choose the saved file")]
    Empty,
    /// Excel 95 or an older Excel.
    #[error("this is a workbook of Excel 95 or older: open it in Excel and save it as .xlsx")]
    OldExcel,
    /// An encrypted container.
    #[error(
        "this file is password-protected: remove the password in Excel \
         (File > Info > Protect Workbook > Encrypt with Password) and save it again"
    )]
    Encrypted,
    /// Excel 2003's XML format.
    #[error("this is an XML Spreadsheet 2003: open it in Excel and save it as .xlsx")]
    XmlSpreadsheet2003,
    /// OpenDocument, but no spreadsheet.
    #[error(
        "this is an OpenDocument file, but no spreadsheet (.ods): choose the workbook that you mean"
    )]
    OpenDocument,
    /// Apple Numbers.
    #[error("this is an Apple document, such as .numbers: export it to Excel (.xlsx)")]
    AppleDocument,
    /// Word, old or new.
    #[error("this is a Word document, not a workbook: choose an .xlsx file")]
    Word,
    /// PowerPoint, old or new.
    #[error("this is a PowerPoint presentation, not a workbook: choose an .xlsx file")]
    PowerPoint,
    /// PDF.
    #[error("this is a PDF, not a workbook: choose the .xlsx file that it was made from")]
    Pdf,
    /// A web page.
    #[error(
        "this is a web page, not a workbook: if it has an .xls name, open it in Excel and save it \
         as .xlsx; if it was downloaded, sign in and download it again"
    )]
    Html,
    /// XML of another kind.
    #[error("this is an XML file, not a workbook: choose an .xlsx, .xls, .ods or .csv file")]
    Xml,
    /// JSON.
    #[error("this is a JSON file, not a workbook: choose an .xlsx, .xls, .ods or .csv file")]
    Json,
    /// A picture.
    #[error("this is a picture, not a workbook: choose an .xlsx file")]
    Picture,
    /// Another kind of archive, or a zip that holds other things.
    #[error("this is an archive without a workbook in it: unpack it and choose the .xlsx file")]
    Archive,
    /// None of these.
    #[error("this is not a workbook: choose an .xlsx, .xlsm, .xlsb, .xls, .ods or .csv file")]
    Unknown,
}
