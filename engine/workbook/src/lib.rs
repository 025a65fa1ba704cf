//! Workbooks in memory: reading them, recalculating them and checking them against the values that
//! Excel cached in them.
//!
//! [`Workbook::read`] makes a [`Workbook`] from the bytes of an .xlsx, .xlsm, .xlsb, .xls, .ods,
//! .fods, .csv or .tsv file. Used cells have
//! dense numbers ([`CellId`]) that index flat arrays ([`Cells`]); a [`Grid`] per sheet leads from
//! rows and columns to numbers; formulas are parsed once per distinct relative formula
//! ([`DistinctFormula`]), however often they are filled down.

mod appearance;
mod caches;
mod cell_formats;
mod cell_places;
mod cell_values;
mod cells;
mod check;
mod distinct_formulas;
mod grid;
mod labels;
mod limits;
mod locate;
mod names;
mod packed_value;
mod read;
mod recalculate;
mod rewrite;
mod row_set;
mod saved_value;
mod spelling;
mod survey;
mod workbook;
mod world;

pub use appearance::{
    CellLook, Color, ColumnWidths, HorizontalAlignment, RowHeights, SheetLayout, StyledBlanks,
};
pub use cells::Cells;
pub use check::{BaseCaseCheck, Difference};
pub use grid::{CellId, Grid, RowRun, Window};
pub use limits::Limits;
pub use locate::LocateError;
pub use names::{DefinedName, DefinedNames, SheetNames};
pub use read::{FileKind, ReadError};
pub use recalculate::Recalculation;
pub use rewrite::{
    CellChange, FormulaChange, NewSheet, RewriteError, Rewritten, with_changes,
    with_changes_and_sheet,
};
pub use row_set::RowSet;
pub use survey::{LikelyInput, LikelyOutput, Survey};
pub use workbook::{
    ArrayFormula, Calculation, DistinctFormula, ExternalBook, ExternalName, ExternalSheet,
    FormulaEntry, SavingProgram, Sheet, SheetKind, Visibility, Warning, Workbook,
};
pub use world::EnteredFormula;
