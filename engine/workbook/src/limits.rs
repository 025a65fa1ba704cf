//! How much a workbook may hold before it is refused.

/// Upper bounds on what [`crate::Workbook::read`] accepts. They are absolute: a small file that
/// inflates to something huge is refused for what it inflates to, before anything is inflated.
///
/// The defaults hold every workbook that Excel itself can handle well, and keep the memory of a
/// hostile file within a few gigabytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub archive_bytes_max: u64,
    /// Size of all the file's parts together once inflated, in bytes: both what the file declares
    /// and what is really read.
    pub inflated_bytes_max: u64,
    /// Parts (zip entries) in the file.
    pub entries_max: usize,
    /// Sheets.
    pub sheets_max: usize,
    /// Used cells of all sheets.
    pub cells_max: u64,
    /// Entries of the table of shared strings.
    pub shared_strings_max: usize,
    /// Length of one cell's text, in bytes; Excel holds 32,767 characters.
    pub text_bytes_max: usize,
    /// Defined names.
    pub names_max: usize,
    /// Tables.
    pub tables_max: usize,
    /// Warnings kept; more are only counted.
    pub warnings_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            archive_bytes_max: 512 << 20,
            inflated_bytes_max: 1 << 30,
            entries_max: 20_000,
            sheets_max: 10_000,
            cells_max: 20_000_000,
            shared_strings_max: 10_000_000,
            text_bytes_max: 4 * 32_767,
            names_max: 100_000,
            tables_max: 10_000,
            warnings_max: 1_000,
        }
    }
}
