//! Files: upload, versions, metadata, sharing, quota.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::event::event_data;
use crate::page::Order;
use crate::sharing::Access;
use crate::workbooks::CellValue;

/// What a file is, found by its content.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Excel workbook.
    Xlsx,
    /// Excel workbook with macros, which are never run.
    Xlsm,
    /// Excel binary workbook.
    Xlsb,
    /// Excel 97-2003 workbook.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Comma- or otherwise separated values.
    Csv,
    /// JSON.
    Json,
    /// Parquet.
    Parquet,
    /// Other text.
    Text,
    /// Something else.
    Other,
}

/// State of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Stored, and being looked through.
    Processing,
    /// Ready to use.
    Ready,
    /// Found to be malware or unsafe; can't be downloaded.
    Quarantined,
    /// Stored, but its content couldn't be read; can be downloaded.
    Failed,
    /// Deleted, and kept until `purge_at`.
    Deleted,
}

/// A file, its latest version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileInfo {
    /// The file.
    pub id: String,
    /// Its name, without any path.
    #[schema(example = "plan.xlsx")]
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its media type.
    pub content_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, in lower-case hexadecimal.
    pub sha256: String,
    /// Its state.
    pub state: FileState,
    /// Why it is in this state, where that needs saying.
    pub state_reason: Option<String>,
    /// Number of the latest version, from 1.
    pub version: u32,
    /// What it is about.
    pub description: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// When it was first uploaded.
    pub created_at: String,
    /// When the latest version was.
    pub updated_at: String,
    /// Who uploaded it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// What the caller may do with it.
    pub my_access: Access,
    /// When it is deleted for good, of a deleted file or one with a retention period.
    pub purge_at: Option<String>,
    /// The workbook that it was opened as, if it was: `/api/v2/workbooks/{id}`.
    pub workbook_id: Option<String>,
}

/// A file with its versions and what was found in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileDetails {
    /// The file.
    pub file: FileInfo,
    /// Its versions, the newest first.
    pub versions: Vec<FileVersion>,
    /// What was found in the latest version; null until it was processed.
    pub metadata: Option<ExtractedMetadata>,
}

/// A version of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileVersion {
    /// Number, from 1.
    pub version: u32,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was uploaded.
    pub created_at: String,
    /// Who uploaded it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// What they said about it.
    pub comment: Option<String>,
    /// Result of the malware scan.
    pub scan: ScanResult,
}

/// Result of a malware scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScanResult {
    /// No scanner is configured.
    NotScanned,
    /// Nothing was found.
    Clean,
    /// Malware was found.
    Infected,
    /// The scanner couldn't look at all of it.
    Incomplete,
}

/// The form of an upload (`multipart/form-data`). Answers `FileInfo`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UploadForm {
    /// The content, with its file name.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    pub file: Vec<u8>,
    /// What it is about, at most 1,000 characters.
    pub description: Option<String>,
    /// Labels, separated by commas.
    pub tags: Option<String>,
    /// Of a new version: what changed.
    pub comment: Option<String>,
}

/// State of a resumable upload (tus 1.0): the answer to `POST /api/v2/files/uploads` and
/// `GET /api/v2/files/uploads/{id}`. The bytes go by `PATCH` to `Location`, `HEAD` tells the offset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UploadState {
    /// The upload.
    pub id: String,
    /// Bytes received.
    pub offset_bytes: u64,
    /// Bytes expected.
    pub length_bytes: u64,
    /// When it is given up if nothing more arrives.
    pub expires_at: String,
    /// The file, once all bytes arrived and were accepted.
    pub file: Option<FileInfo>,
}

/// What files are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileSort {
    /// When the latest version was uploaded.
    #[default]
    UpdatedAt,
    /// When it was first uploaded.
    CreatedAt,
    /// Its name.
    Name,
    /// Its size.
    Bytes,
}

/// Parameters of the list of files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListFilesQuery {
    /// Part of a name or description.
    pub q: Option<String>,
    /// Only files of this kind.
    #[param(inline)]
    pub kind: Option<FileKind>,
    /// Only files with this label.
    pub tag: Option<String>,
    /// Only files in this state; left out, all but deleted ones.
    #[param(inline)]
    pub state: Option<FileState>,
    /// Only files that this user uploaded.
    pub created_by: Option<String>,
    /// What to sort by; `updated_at` if left out.
    #[param(inline)]
    pub sort: Option<FileSort>,
    /// Which way; `descending` if left out.
    #[param(inline)]
    pub order: Option<Order>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Parameters of a download.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DownloadQuery {
    /// The version, from 1; the latest if left out.
    #[param(minimum = 1)]
    pub version: Option<u32>,
}

/// Changes what is said about a file: what is left out stays. Answers `FileInfo`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateFile {
    /// Its name, without any path; the extension stays.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 255)]
    pub name: Option<String>,
    /// What it is about.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: Option<String>,
    /// Labels, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Option<Vec<String>>,
}

/// What became of a file that was deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeletedFile {
    /// The file.
    pub id: String,
    /// When its content goes for good.
    pub purge_at: String,
    /// Why not at once: the retention that demands it.
    pub retained_because: Option<String>,
}

/// Looks through a file. Answers `ExtractedMetadata`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessRequest {
    /// The version, from 1; the latest if left out.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub version: Option<u32>,
    /// Whether to look again although it was done before.
    #[serde(default)]
    pub force: bool,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExtractedMetadata {
    /// The version that was looked through.
    pub version: u32,
    /// What it is.
    pub kind: FileKind,
    /// Encoding of a text: `utf-8`, `windows-1252`, ...
    #[schema(example = "utf-8")]
    pub encoding: Option<String>,
    /// What separates the columns of a CSV file.
    #[schema(example = ";")]
    pub delimiter: Option<String>,
    /// Whether the first row names the columns.
    pub has_header: Option<bool>,
    /// Number of rows, the header not counted.
    pub row_count: Option<u64>,
    /// Columns of a table.
    pub columns: Vec<ColumnSummary>,
    /// Sheets of a workbook.
    pub sheets: Vec<SheetSummary>,
    /// Whether a workbook has macros.
    pub has_macros: Option<bool>,
    /// What a reader should know, one sentence each.
    pub warnings: Vec<String>,
    /// When it was looked through.
    pub processed_at: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Whole numbers.
    Integer,
    /// True and false.
    Boolean,
    /// Dates.
    Date,
    /// Dates with times.
    Timestamp,
    /// Texts.
    Text,
    /// Several of these.
    Mixed,
    /// Nothing.
    Empty,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ColumnSummary {
    /// Its name; `column 3` where there is no header.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Cells that are empty.
    pub empty_count: u64,
    /// Smallest value.
    pub min: Option<CellValue>,
    /// Largest value.
    pub max: Option<CellValue>,
    /// A few values.
    pub examples: Vec<CellValue>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SheetSummary {
    /// Its name.
    pub name: String,
    /// Rows up to the last one used.
    pub row_count: u32,
    /// Columns up to the last one used.
    pub column_count: u32,
    /// Cells with a formula.
    pub formula_count: u64,
}

/// Bytes used against the quota.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StorageUsage {
    /// Bytes used by the tenant, all versions and deleted files that are kept included.
    pub used_bytes: u64,
    /// Bytes that the tenant may use; null without limit.
    pub limit_bytes: Option<u64>,
    /// Of these, bytes of deleted files that are kept.
    pub deleted_bytes: u64,
    /// Number of files.
    pub file_count: u64,
    /// Number of versions of them.
    pub version_count: u64,
    /// Largest file that may be uploaded, in bytes.
    pub file_bytes_max: u64,
    /// Usage by kind of file.
    pub by_kind: Vec<KindUsage>,
}

/// Storage used by files of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KindUsage {
    /// The kind.
    pub kind: FileKind,
    /// Bytes of all versions.
    pub bytes: u64,
    /// Number of files.
    pub file_count: u64,
}

/// Internal: `GET /internal/files/{id}`. A file and whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InternalFile {
    /// The tenant that owns it.
    pub tenant_id: String,
    /// The version asked for, for services that need the bytes.
    pub reference: crate::blob::FileReference,
    /// What it is.
    pub kind: FileKind,
    /// Its state.
    pub state: FileState,
}

/// Internal: parameters of `GET /internal/files/{id}` and `GET /internal/files/{id}/content`, which
/// answers the bytes (ranges work).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InternalContentQuery {
    /// The tenant on whose behalf; another tenant's file is 404.
    pub tenant_id: String,
    /// The version, from 1; the latest if left out.
    pub version: Option<u32>,
}

/// Data of `file.uploaded`: a new file or version is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileUploaded {
    /// The file.
    pub file_id: String,
    /// The version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: String,
    /// Who uploaded it.
    pub created_by: String,
}

/// Data of `file.processed`: a version was looked through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileProcessed {
    /// The file.
    pub file_id: String,
    /// The version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Its state now.
    pub state: FileState,
    /// Why, where that needs saying.
    pub state_reason: Option<String>,
}

/// Data of `file.deleted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileDeleted {
    /// The file.
    pub file_id: String,
    /// Its name.
    pub name: String,
    /// Who deleted it.
    pub deleted_by: Option<String>,
    /// When its content goes for good.
    pub purge_at: String,
}

event_data! {
    "files":
    FileUploaded = "file.uploaded",
    FileProcessed = "file.processed",
    FileDeleted = "file.deleted",
}
