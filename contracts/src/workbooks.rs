//! Workbooks: open, cells, checks, dependencies, suggestions, calculation, formulas.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::blob::FileReference;
use crate::event::event_data;
use crate::files::FileKind;
use crate::page::Order;
use crate::simulations::SimulationSpec;

/// Most cells of one window (see [`CellsQuery`]).
pub const WINDOW_CELLS_MAX: u32 = 50_000;
/// Most cells that a calculation sets or returns.
pub const CALCULATE_CELLS_MAX: usize = 10_000;

/// A cell's value: a number, a text, a boolean, `null` for a blank, `{"error": "#N/A"}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum CellValue {
    /// An Excel error.
    Error(CellErrorValue),
    /// True or false.
    Boolean(bool),
    /// A finite number; dates are serial numbers.
    Number(f64),
    /// A text.
    Text(String),
    /// A blank.
    #[default]
    Blank,
}

/// An Excel error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CellErrorValue {
    /// As Excel shows it: `#DIV/0!`, `#N/A`, `#NAME?`, `#NULL!`, `#NUM!`, `#REF!`, `#VALUE!`,
    /// `#SPILL!`, `#CALC!`.
    #[schema(example = "#N/A")]
    pub error: String,
}

/// Opens an uploaded file as a workbook; the same file and version opened again is the same workbook.
/// Answers `Workbook`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenWorkbook {
    /// The file.
    pub file_id: String,
    /// The version, from 1; the latest if left out.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub version: Option<u32>,
    /// What to call it; the file's name if left out.
    #[serde(default)]
    #[schema(max_length = 255)]
    pub name: Option<String>,
}

/// State of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookState {
    /// Being read and recalculated.
    Opening,
    /// Ready.
    Ready,
    /// It couldn't be read: `state_reason` says why.
    Failed,
}

/// A workbook in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkbookSummary {
    /// The workbook.
    pub id: String,
    /// What it is called.
    #[schema(example = "plan.xlsx")]
    pub name: String,
    /// The file.
    pub file_id: String,
    /// Its version.
    pub file_version: u32,
    /// Whether the file has a newer version.
    pub has_newer_version: bool,
    /// What it is.
    pub kind: FileKind,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Its state.
    pub state: WorkbookState,
    /// Why it is in this state, where that needs saying.
    pub state_reason: Option<String>,
    /// Does Ulam compute what Excel computed? Null while it is being opened.
    pub base_case: Option<BaseCaseBadge>,
    /// Number of sheets.
    pub sheet_count: u32,
    /// Cells that hold something.
    pub cell_count: u64,
    /// Cells with a formula.
    pub formula_count: u64,
    /// When it was opened.
    pub created_at: String,
    /// Who opened it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// When it was last simulated.
    pub last_simulated_at: Option<String>,
}

/// The verdict of a base-case check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaseCaseVerdict {
    /// Every formula that has a saved value agrees with it.
    Matches,
    /// Some cells differ.
    Differs,
    /// Some cells can't be computed: a function is missing or a formula can't be read.
    NotComputable,
    /// The file saves no values to compare with.
    NothingSaved,
    /// There are no formulas.
    NoFormulas,
}

/// Does Ulam compute what Excel computed, in one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BaseCaseBadge {
    /// The verdict.
    pub verdict: BaseCaseVerdict,
    /// The same as a sentence.
    #[schema(example = "12,431 of 12,431 formulas match Excel")]
    pub sentence: String,
    /// Cells with a formula.
    pub formula_cells: u64,
    /// Of these, cells that equal what Excel saved.
    pub equal: u64,
    /// Cells that differ.
    pub differing: u64,
    /// Cells that differ as they may: they depend on time or chance.
    pub volatile: u64,
    /// Cells for which the file saves no value.
    pub not_saved: u64,
    /// Cells that can't be computed.
    pub not_computable: u64,
    /// Circular references that the workbook doesn't ask to iterate.
    pub circular_references: u64,
    /// Findings of high severity.
    pub severe_findings: u64,
}

/// A workbook: sheets, names, tables, counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Workbook {
    /// What lists say of it.
    #[serde(flatten)]
    pub summary: WorkbookSummary,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Its defined names.
    pub names: Vec<DefinedName>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// How it asks to be calculated.
    pub calculation: Calculation,
    /// What day 0 is: 1900 or 1904.
    #[schema(example = 1900)]
    pub date_system: u16,
    /// Whether it has macros, which are never run.
    pub has_macros: bool,
    /// What a reader should know, one sentence each.
    pub warnings: Vec<String>,
    /// Seconds that reading and recalculating took.
    pub open_seconds: Option<f64>,
}

/// Kind of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// Cells.
    Worksheet,
    /// One chart.
    Chart,
    /// A dialog of Excel 5.
    Dialog,
    /// Excel 4 macros, which are never run.
    Macro,
}

/// Whether users see a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its tab is shown.
    Visible,
    /// Users can show it.
    Hidden,
    /// Only macros can show it.
    VeryHidden,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sheet {
    /// Its name; in paths it is percent-encoded.
    #[schema(example = "Model")]
    pub name: String,
    /// Its place, from 0.
    pub index: u32,
    /// Its kind. Only worksheets have cells.
    pub kind: SheetKind,
    /// Whether users see it.
    pub visibility: Visibility,
    /// The smallest range with all used cells: `A1:T431`; null if there are none.
    #[schema(example = "A1:T431")]
    pub used_range: Option<String>,
    /// Rows up to the last one used.
    pub row_count: u32,
    /// Columns up to the last one used.
    pub column_count: u32,
    /// Cells that hold something.
    pub cell_count: u64,
    /// Cells with a formula.
    pub formula_count: u64,
    /// How it is laid out.
    pub layout: SheetLayout,
}

/// How a sheet is laid out. Sizes are in CSS pixels at 100%.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SheetLayout {
    /// Rows frozen at the top.
    pub frozen_rows: u32,
    /// Columns frozen on the left.
    pub frozen_columns: u32,
    /// Width of a column that isn't listed.
    #[schema(example = 64.0)]
    pub default_column_width: f64,
    /// Height of a row that isn't listed.
    #[schema(example = 20.0)]
    pub default_row_height: f64,
    /// Columns of other widths.
    pub columns: Vec<ColumnLayout>,
    /// Rows of other heights, at most 10,000.
    pub rows: Vec<RowLayout>,
    /// Merged cells: `B2:D2`.
    pub merged: Vec<String>,
    /// Whether lines between cells are shown.
    pub shows_gridlines: bool,
    /// Colour of the tab: `#1f77b4`.
    pub tab_color: Option<String>,
    /// Zoom that the sheet was saved with, 1 for 100%.
    pub zoom: f64,
}

/// Columns of one width.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ColumnLayout {
    /// First of them, 1 for A.
    pub from: u32,
    /// Last of them.
    pub to: u32,
    /// Width in CSS pixels.
    pub width: f64,
    /// Whether they are hidden.
    pub is_hidden: bool,
}

/// Rows of one height.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RowLayout {
    /// First of them, from 1.
    pub from: u32,
    /// Last of them.
    pub to: u32,
    /// Height in CSS pixels.
    pub height: f64,
    /// Whether they are hidden.
    pub is_hidden: bool,
}

/// A defined name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DefinedName {
    /// The name.
    #[schema(example = "Discount_rate")]
    pub name: String,
    /// The sheet that it is known on; null for the whole workbook.
    pub sheet: Option<String>,
    /// What it stands for, without the equals sign.
    #[schema(example = "Model!$B$3")]
    pub refers_to: String,
    /// Whether users see it.
    pub is_hidden: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The sheet that it is on.
    pub sheet: String,
    /// Its cells, header included.
    #[schema(example = "A1:D20")]
    pub range: String,
    /// Its columns' names.
    pub columns: Vec<String>,
    /// Whether it has a row of totals.
    pub has_totals: bool,
}

/// How a workbook asks to be calculated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Calculation {
    /// Whether circular references are iterated.
    pub iterate: bool,
    /// Most iterations.
    pub iterations_max: u32,
    /// Iteration ends when no cell changes by more than this.
    pub change_max: f64,
    /// Whether numbers are calculated in full precision; false for "precision as displayed".
    pub full_precision: bool,
    /// Whether Excel calculates only on request, so that saved values may be out of date.
    pub is_manual: bool,
}

/// What workbooks are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookSort {
    /// When it was opened.
    #[default]
    CreatedAt,
    /// When it was last simulated.
    LastSimulatedAt,
    /// Its name.
    Name,
}

/// Parameters of the list of workbooks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListWorkbooksQuery {
    /// Part of a name.
    pub q: Option<String>,
    /// Only workbooks of this file.
    pub file_id: Option<String>,
    /// What to sort by; `created_at` if left out.
    #[param(inline)]
    pub sort: Option<WorkbookSort>,
    /// Which way; `descending` if left out.
    #[param(inline)]
    pub order: Option<Order>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Parameters of a window of cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CellsQuery {
    /// The window, such as `A1:T100`: at most 50,000 cells. The first 200 rows and 50 columns if left
    /// out.
    #[param(example = "A1:T100")]
    pub range: Option<String>,
    /// Whether formulas are wanted; they are if left out.
    pub formulas: Option<bool>,
    /// Whether styles are wanted; they are if left out.
    pub styles: Option<bool>,
}

/// A window of cells. Cells that hold nothing and look like nothing are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellWindow {
    /// The sheet.
    pub sheet: String,
    /// The window, cut to the sheet's used range.
    pub range: String,
    /// The cells, row by row.
    pub cells: Vec<Cell>,
    /// The styles that cells refer to by index.
    pub styles: Vec<CellStyle>,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Nothing; it only has a style.
    Blank,
    /// A constant.
    Constant,
    /// A formula.
    Formula,
    /// Part of what another cell's array formula shows.
    Spilled,
}

/// What a cell is to a simulation by the workbook's own formulas. Inputs and outputs that the user
/// marks are in the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellRole {
    /// Its formula draws: RAND, or a function of ours or another tool.
    Input,
    /// Its formula marks it as an output, such as `RiskOutput()`.
    Output,
}

/// A cell of a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cell {
    /// Row, from 1.
    pub row: u32,
    /// Column, 1 for A.
    pub column: u32,
    /// Its value as Ulam computes it.
    pub value: CellValue,
    /// Its value as the number format shows it; left out where it is the value itself as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "$1,234.50")]
    pub text: Option<String>,
    /// Its formula, with the equals sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "=SUM(B3:B9)")]
    pub formula: Option<String>,
    /// Range of the array formula that it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub array: Option<String>,
    /// What it holds.
    pub kind: CellKind,
    /// What it is to a simulation by the workbook's own formulas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<CellRole>,
    /// What Excel saved, where that differs from `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excel: Option<CellValue>,
    /// Index into the window's `styles`; left out for the plain style.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<u32>,
}

/// How a cell looks, where cheap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellStyle {
    /// Number format code; `General` for none.
    #[schema(example = "#,##0.00")]
    pub number_format: String,
    /// Whether it is bold.
    #[serde(default)]
    pub bold: bool,
    /// Whether it is italic.
    #[serde(default)]
    pub italic: bool,
    /// Whether it is underlined.
    #[serde(default)]
    pub underline: bool,
    /// Colour of the text: `#1f2937`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Colour behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// Where it stands across; null for numbers right, texts left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizontal: Option<HorizontalAlignment>,
    /// Whether it is broken into lines.
    #[serde(default)]
    pub wraps: bool,
    /// Steps that it is indented by.
    #[serde(default)]
    pub indent: u32,
    /// Whether there is a line above.
    #[serde(default)]
    pub border_top: bool,
    /// Whether there is a line below.
    #[serde(default)]
    pub border_bottom: bool,
    /// Whether there is a line on the left.
    #[serde(default)]
    pub border_left: bool,
    /// Whether there is a line on the right.
    #[serde(default)]
    pub border_right: bool,
}

/// Where a text stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HorizontalAlignment {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
    /// Repeated to fill the cell.
    Fill,
}

/// Parameters of a check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CheckQuery {
    /// Most items in each list, from 0 to 100,000; 1,000 if left out. `totals` has the full numbers.
    #[param(minimum = 0, maximum = 100_000)]
    pub items_max: Option<u32>,
}

/// Does Ulam compute what Excel computed, what would a reviewer point out, and what could be
/// simulated: the object of `ulam check --json`, with the workbook's id and the lists' full lengths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckReport {
    /// The workbook.
    pub workbook_id: String,
    /// The same in one line.
    pub badge: BaseCaseBadge,
    /// Full lengths of the lists, which hold `items_max` items at most.
    pub totals: CheckTotals,
    /// The workbook's name.
    pub workbook: String,
    /// Cells with a formula.
    pub formula_cells: u64,
    /// Of these, cells that equal what Excel saved: to 1e-9 relative or 1e-12 absolute.
    pub equal: u64,
    /// Cells that differ as they may: they depend on time or chance.
    pub volatile: u64,
    /// Cells for which the file saves no value.
    pub not_saved: u64,
    /// Cells that differ; those that others follow come first.
    pub differing: Vec<DifferingCell>,
    /// Functions that Ulam doesn't have.
    pub unsupported: Vec<UnsupportedFunction>,
    /// Formulas that can't be read.
    pub unreadable: Vec<UnreadableCell>,
    /// Circular references, each as the cells of the circle.
    pub circular_references: Vec<Vec<String>>,
    /// Patterns that reviewers look for.
    pub findings: Vec<Finding>,
    /// Cells that draw random numbers already.
    pub random: Vec<RandomCell>,
    /// Functions of other simulation tools, and what they became.
    pub conversions: Vec<ConvertedFunction>,
    /// Cells that look like inputs.
    pub likely_inputs: Vec<LikelyInput>,
    /// Cells that look like outputs.
    pub likely_outputs: Vec<LikelyOutput>,
    /// What a reader should know, one sentence each.
    pub warnings: Vec<String>,
}

/// Full lengths of the lists of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckTotals {
    /// Of `differing`.
    pub differing: u64,
    /// Of `unsupported`.
    pub unsupported: u64,
    /// Of `unreadable`.
    pub unreadable: u64,
    /// Of `circular_references`.
    pub circular_references: u64,
    /// Of `findings`.
    pub findings: u64,
    /// Of `random`.
    pub random: u64,
    /// Of `conversions`.
    pub conversions: u64,
    /// Of `likely_inputs`.
    pub likely_inputs: u64,
    /// Of `likely_outputs`.
    pub likely_outputs: u64,
}

/// A cell that Ulam computes differently from what Excel saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DifferingCell {
    /// The cell.
    #[schema(example = "Model!B20")]
    pub cell: String,
    /// Its formula.
    pub formula: Option<String>,
    /// What Excel saved.
    pub excel: CellValue,
    /// What Ulam computes.
    pub ulam: CellValue,
    /// Whether a cell that it reads differs too, so that this one merely follows.
    pub follows: bool,
}

/// A function that Ulam doesn't have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UnsupportedFunction {
    /// The function.
    #[schema(example = "CUBEVALUE")]
    pub function: String,
    /// The cells that call it.
    pub cells: Vec<String>,
}

/// A cell whose formula can't be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UnreadableCell {
    /// The cell.
    pub cell: String,
    /// Its formula.
    pub formula: Option<String>,
    /// Why.
    pub message: String,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Numbers are very likely wrong.
    High,
    /// Numbers may be wrong: look at it.
    Medium,
    /// Worth knowing.
    Low,
}

/// What a reviewer would point out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// The rule's name, which stays.
    #[schema(example = "range-stops-short")]
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: String,
    /// The cells concerned.
    pub cells: Vec<String>,
    /// What it is here, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// Whether an output depends on it; true where no spec says what is simulated.
    pub is_on_path: bool,
}

/// A cell that draws random numbers already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RandomCell {
    /// The cell.
    pub cell: String,
    /// Its formula.
    pub formula: Option<String>,
    /// The functions that draw.
    pub functions: Vec<String>,
}

/// A function of another simulation tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConvertedFunction {
    /// The cell that calls it.
    pub cell: String,
    /// The call as written.
    #[schema(example = "RiskNormal(100, 15)")]
    pub function: String,
    /// What it became.
    #[schema(example = "Normal(100, 15)")]
    pub became: String,
    /// What to know about the translation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why it could not be translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A cell that looks like an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LikelyInput {
    /// The cell.
    pub cell: String,
    /// The text beside it.
    pub label: Option<String>,
    /// Its number.
    pub value: f64,
    /// Formulas that read it.
    pub readers: u32,
}

/// A cell that looks like an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LikelyOutput {
    /// The cell.
    pub cell: String,
    /// The text beside it.
    pub label: Option<String>,
    /// Its number.
    pub value: f64,
    /// Whether the workbook marks it as an output.
    pub is_marked: bool,
}

/// Which way dependencies are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Cells that the cell reads.
    Precedents,
    /// Cells that read the cell.
    Dependents,
    /// Both.
    #[default]
    Both,
}

/// Parameters of a question for dependencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DependenciesQuery {
    /// The cell: `Model!B20` or a defined name.
    #[param(example = "Model!B20")]
    pub cell: String,
    /// Which way; `both` if left out.
    #[param(inline)]
    pub direction: Option<Direction>,
    /// Steps to follow, from 1 to 50; 1 if left out.
    #[param(minimum = 1, maximum = 50)]
    pub depth: Option<u32>,
    /// Most cells each way, from 1 to 10,000; 500 if left out.
    #[param(minimum = 1, maximum = 10_000)]
    pub cells_max: Option<u32>,
}

/// What a cell reads and what reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Dependencies {
    /// The cell, with its sheet.
    pub cell: String,
    /// Its formula.
    pub formula: Option<String>,
    /// Its value.
    pub value: CellValue,
    /// The text beside it.
    pub label: Option<String>,
    /// What its formula names, as written, in order: for highlighting.
    pub references: Vec<FormulaReference>,
    /// Cells that it reads, nearest first; of a range, those that hold something.
    pub precedents: Vec<DependentCell>,
    /// Cells that read it, nearest first.
    pub dependents: Vec<DependentCell>,
    /// Number of precedents found, more than listed where there are more than `cells_max`.
    pub precedent_count: u64,
    /// Number of dependents found.
    pub dependent_count: u64,
    /// Whether some reference is known only when calculated (OFFSET, INDIRECT), so that precedents
    /// may be missing.
    pub is_dynamic: bool,
}

/// A reference in a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormulaReference {
    /// As written.
    #[schema(example = "Discount_rate")]
    pub text: String,
    /// Where it begins in the formula, in characters from 0, the equals sign counted.
    pub start: u32,
    /// Its length in characters.
    pub length: u32,
    /// The cells that it stands for: `Model!$B$3`; null where that is known only when calculated.
    pub range: Option<String>,
}

/// A cell that another depends on, or that depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DependentCell {
    /// The cell.
    pub cell: String,
    /// Steps from the cell that was asked for, from 1.
    pub depth: u32,
    /// Its formula.
    pub formula: Option<String>,
    /// Its value.
    pub value: CellValue,
    /// The text beside it.
    pub label: Option<String>,
}

/// Likely inputs and outputs, and those that the workbook has already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestions {
    /// Cells that look like inputs, the likeliest first.
    pub inputs: Vec<SuggestedInput>,
    /// Cells that look like outputs, the likeliest first.
    pub outputs: Vec<SuggestedOutput>,
    /// Inputs that the workbook's own formulas make: RAND, functions of ours or another tool.
    pub existing_inputs: Vec<ExistingInput>,
    /// Outputs that the workbook's own formulas mark.
    pub existing_outputs: Vec<ExistingOutput>,
    /// What to begin with: the workbook's own outputs and correlations, and nothing suggested.
    pub spec: SimulationSpec,
}

/// A cell that looks like an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuggestedInput {
    /// The cell.
    pub cell: String,
    /// The text beside it.
    pub label: Option<String>,
    /// Its number.
    pub value: f64,
    /// As its number format shows it.
    pub text: String,
    /// Formulas that read it.
    pub readers: u32,
    /// A distribution to begin with, around its number.
    #[schema(example = "Pert(8, 10, 12)")]
    pub distribution: String,
    /// Why it is suggested, in a sentence.
    pub reason: String,
}

/// A cell that looks like an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuggestedOutput {
    /// The cell.
    pub cell: String,
    /// The text beside it.
    pub label: Option<String>,
    /// Its number.
    pub value: f64,
    /// As its number format shows it.
    pub text: String,
    /// Whether the workbook marks it as an output.
    pub is_marked: bool,
    /// Why it is suggested, in a sentence.
    pub reason: String,
}

/// An input that the workbook's own formulas make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExistingInput {
    /// The cell.
    pub cell: String,
    /// Its name, if the formula gives one or the cell has one.
    pub name: Option<String>,
    /// The text beside it.
    pub label: Option<String>,
    /// Its formula.
    pub formula: String,
    /// The distributions that it draws from, as ours: `Normal(100, 15)`.
    pub distributions: Vec<String>,
    /// The tool whose functions they are; null for Excel's own and ours.
    #[schema(example = "@RISK")]
    pub tool: Option<String>,
    /// What to know about the translation.
    pub notes: Vec<String>,
    /// Why it can't be simulated.
    pub refused: Option<String>,
}

/// An output that the workbook's own formulas mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExistingOutput {
    /// The cell.
    pub cell: String,
    /// Its name.
    pub name: Option<String>,
    /// The text beside it.
    pub label: Option<String>,
}

/// Computes cells after setting others. The workbook itself stays as it is. Answers
/// `CalculateResponse`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"set": {"Model!B3": 12.5, "Scenario": "high"}, "cells": ["Model!B20"]}))]
pub struct CalculateRequest {
    /// What cells hold instead, by cell or defined name; at most 10,000.
    #[serde(default)]
    pub set: BTreeMap<String, CellValue>,
    /// Cells, ranges or defined names whose values are wanted; at most 10,000 cells.
    #[schema(min_items = 1)]
    pub cells: Vec<String>,
}

/// Values of cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalculateResponse {
    /// The values, in the order asked for; ranges row by row.
    pub values: Vec<CalculatedCell>,
    /// Circular references that were met, each as the cells of the circle.
    pub circular_references: Vec<Vec<String>>,
    /// Milliseconds that it took.
    pub elapsed_ms: f64,
}

/// A cell's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalculatedCell {
    /// The cell.
    pub cell: String,
    /// Its value.
    pub value: CellValue,
    /// As its number format shows it.
    pub text: String,
}

/// A workbook as JSON: what its cells hold. Styles are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkbookExport {
    /// The workbook's name.
    pub workbook: String,
    /// What day 0 is: 1900 or 1904.
    pub date_system: u16,
    /// Its sheets, in order.
    pub sheets: Vec<ExportedSheet>,
    /// Its defined names.
    pub names: Vec<DefinedName>,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A sheet as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExportedSheet {
    /// Its name.
    pub name: String,
    /// Its cells by address: `{"A1": {"value": 3.5, "formula": "=B1/2"}}`.
    pub cells: BTreeMap<String, ExportedCell>,
}

/// A cell as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExportedCell {
    /// Its value.
    pub value: CellValue,
    /// Its formula, with the equals sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// Its number format code, where it isn't `General`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_format: Option<String>,
}

/// Parameters of the function reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FunctionsQuery {
    /// Part of a name or summary.
    pub q: Option<String>,
    /// Only this category.
    pub category: Option<String>,
}

/// The function reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunctionReference {
    /// The functions, by name.
    pub functions: Vec<FunctionInfo>,
    /// How many of Excel's there are, by category.
    pub coverage: Vec<CategoryCoverage>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunctionInfo {
    /// Its name.
    #[schema(example = "XLOOKUP")]
    pub name: String,
    /// Its category.
    #[schema(example = "Lookup and reference")]
    pub category: String,
    /// How it is called.
    pub signature: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Examples.
    pub examples: Vec<FunctionExample>,
    /// Whether it is recomputed at every recalculation.
    pub is_volatile: bool,
    /// Whether it draws random numbers, so that its cells are inputs.
    pub is_random: bool,
}

/// An example of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunctionExample {
    /// The formula, without the equals sign.
    pub formula: String,
    /// What it gives.
    pub result: String,
}

/// How many of Excel's functions of a category there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CategoryCoverage {
    /// Excel's category.
    pub category: String,
    /// Functions that Ulam has.
    pub present: u32,
    /// Functions that Excel lists.
    pub listed: u32,
    /// Those that are missing, with the reason.
    pub missing: Vec<MissingFunction>,
}

/// A function of Excel's that Ulam doesn't have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MissingFunction {
    /// Its name.
    pub name: String,
    /// Why it is missing.
    pub reason: String,
}

/// Evaluates a formula. Answers `EvaluateResponse`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateRequest {
    /// The formula, with or without the equals sign; at most 8,192 characters.
    #[schema(example = "=PMT(0.05/12, 360, -300000)", max_length = 8192)]
    pub formula: String,
    /// The workbook whose cells it may name; left out, it names none.
    #[serde(default)]
    pub workbook_id: Option<String>,
    /// The cell that it stands in; the first of the first sheet if left out.
    #[serde(default)]
    pub cell: Option<String>,
    /// What cells hold instead, as in a calculation.
    #[serde(default)]
    pub set: BTreeMap<String, CellValue>,
}

/// The value of a formula.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EvaluateResponse {
    /// The value; of an array, its first element.
    pub value: CellValue,
    /// The whole array row by row, where it is one; at most 10,000 elements.
    pub array: Option<Vec<Vec<CellValue>>>,
    /// The value as text.
    pub text: String,
    /// Milliseconds that it took.
    pub elapsed_ms: f64,
}

/// Parses a formula. Answers `ValidateFormulaResponse`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateFormulaRequest {
    /// The formula, with or without the equals sign; at most 8,192 characters.
    #[schema(example = "=SUM(A1:A3", max_length = 8192)]
    pub formula: String,
    /// The workbook whose names and sheets it may use.
    #[serde(default)]
    pub workbook_id: Option<String>,
    /// The cell that it stands in.
    #[serde(default)]
    pub cell: Option<String>,
}

/// Whether a formula can be read and computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ValidateFormulaResponse {
    /// Whether it can be read and all its functions are known.
    pub is_valid: bool,
    /// The formula as Ulam prints it; null if it can't be read.
    pub formula: Option<String>,
    /// What is wrong.
    pub error: Option<FormulaError>,
    /// What it names, in order.
    pub references: Vec<FormulaReference>,
    /// The functions that it calls.
    pub functions: Vec<String>,
    /// Of these, functions that Ulam doesn't have.
    pub unsupported: Vec<String>,
    /// Whether it draws random numbers.
    pub is_random: bool,
}

/// What is wrong with a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormulaError {
    /// What is wrong and what is expected.
    #[schema(example = "a closing parenthesis is missing")]
    pub message: String,
    /// Where, in characters from 0 of the text that was sent.
    pub position: u32,
}

/// Internal: `GET /internal/workbooks/{id}?tenant_id=`. What a service needs that computes with a
/// workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkbookReference {
    /// The workbook.
    pub workbook_id: String,
    /// The tenant that owns it.
    pub tenant_id: String,
    /// What it is called.
    pub name: String,
    /// Its state.
    pub state: WorkbookState,
    /// The file with its bytes.
    pub file: FileReference,
}

/// Data of `workbook.opened`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkbookOpened {
    /// The workbook.
    pub workbook_id: String,
    /// Its name.
    pub name: String,
    /// The file.
    pub file_id: String,
    /// Its version.
    pub file_version: u32,
    /// Who opened it.
    pub opened_by: String,
    /// Its state.
    pub state: WorkbookState,
    /// Why it failed.
    pub state_reason: Option<String>,
}

/// Data of `workbook.checked`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkbookChecked {
    /// The workbook.
    pub workbook_id: String,
    /// Its name.
    pub name: String,
    /// What was found, in one line.
    pub badge: BaseCaseBadge,
}

event_data! {
    "workbooks":
    WorkbookOpened = "workbook.opened",
    WorkbookChecked = "workbook.checked",
}
