//! The world around a formula: cells, names, tables, clock and random draws.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_probability::distribution::SharedDistribution;
use ulam_probability::statistics::{SortedSamples, partition_errors};

use crate::address::{Area, CellAddress, SheetId};
use crate::long_areas::LongAreas;
use crate::syntax::{Expr, Formula};
use crate::value::Value;

pub use crate::date::DateSystem;

/// A table (list object) of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is, headers and totals included.
    pub area: Area,
    /// Whether its first row is a header.
    pub has_headers: bool,
    /// Whether its last row is a totals row.
    pub has_totals: bool,
    /// Names of its columns.
    pub columns: Vec<Arc<str>>,
}

/// A place in a formula that draws random numbers: what its stream is keyed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DrawSite {
    /// The cell whose formula draws.
    pub cell: CellAddress,
    /// Number of the call in that formula.
    pub site: u16,
    /// Element of an array, counted row by row from 0 (also the count of repeated evaluations of the
    /// call within one evaluation of the cell, as in MAP).
    pub element: u32,
}

/// How a distribution call of another tool, or of a spec, is to be drawn.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The law, truncated and shifted as asked.
    pub law: SharedDistribution,
    /// RiskName: the input's name.
    pub name: Option<Arc<str>>,
    /// RiskStatic: the value when not simulating.
    pub static_value: Option<f64>,
}

impl Draw {
    /// What the call shows when not simulating: its static value, or else its mean (for a discrete
    /// law the possible value nearest to it), or its median where it has no mean.
    pub fn resting_value(&self) -> f64 {
        if let Some(value) = self.static_value {
            return value;
        }
        let law = &*self.law;
        let mean = law.mean();
        if !mean.is_finite() {
            return law.quantile(0.5);
        }
        if !law.is_discrete() {
            return mean;
        }
        let below = law.cdf(mean);
        let (low, high) = (law.quantile(below), law.quantile((below + 1e-12).min(1.0)));
        if mean - low <= high - mean { low } else { high }
    }
}

/// The samples of one cell, after a run.
#[derive(Clone, Debug)]
pub struct Sample {
    /// One number a trial; a NaN carries an Excel error.
    pub values: Vec<f64>,
    /// Those that are no errors, sorted.
    pub sorted: SortedSamples,
}

impl Sample {
    /// The sample of a column of trials.
    pub fn new(values: Vec<f64>) -> Sample {
        let sorted = SortedSamples::new(&partition_errors(&values).values);
        Sample { values, sorted }
    }

    /// The trials whose value is wanted.
    pub fn cut(&self, is_wanted: impl Fn(f64) -> bool) -> Sample {
        let values = self.values.iter().copied();
        Sample::new(values.filter(|value| !value.is_nan() && is_wanted(*value)).collect())
    }
}

/// The draws of one trial, for a recalculation that shows it.
pub trait TrialDraws: std::fmt::Debug + Send + Sync {
    /// The uniform number of a call; `None` if it is none of the simulation's.
    fn uniform(&self, site: DrawSite) -> Option<f64>;
    /// The value of a distribution call; `None` if it is none of the simulation's.
    fn draw(&self, site: DrawSite, draw: &Draw) -> Option<f64>;
}

/// The values cached of a sheet of another workbook, by row and column from 0; what isn't there is blank.
pub type ExternalCells = FxHashMap<(u32, u32), Value>;

/// What a formula can see. Implemented by workbooks, by simulations and by tests.
pub trait Context {
    /// The value of a cell: never an area, `Omitted` or lambda; an array only if the cell is the
    /// anchor of an array formula and the implementation keeps it whole (callers take its first
    /// element).
    fn cell(&self, cell: CellAddress) -> Value;

    /// Calls `visit(row, column, value)` for every cell of `area` that is not blank, row by row.
    /// Cheap on whole columns: only used cells are looked at. Stops early when `visit` gives false.
    fn visit(&self, area: Area, visit: &mut dyn FnMut(u32, u32, &Value) -> bool);

    /// What the implementation knows of long areas without visiting every cell.
    fn long_areas(&self) -> Option<&dyn LongAreas> {
        None
    }

    /// The last used row and column (from 0) of a sheet; `None` if it is empty.
    fn used(&self, sheet: SheetId) -> Option<(u32, u32)>;

    /// Number of sheets.
    fn sheet_count(&self) -> usize;
    /// The sheet of this name, in any letter case.
    fn sheet_named(&self, name: &str) -> Option<SheetId>;
    /// A sheet's name.
    fn sheet_name(&self, sheet: SheetId) -> Option<&str>;

    /// What a defined name (any case) means on `sheet`: the sheet's own name first, then the
    /// workbook's. Its references are relative to cell A1 of the sheet that uses it.
    fn name(&self, sheet: SheetId, name: &str) -> Option<Arc<Expr>>;
    /// The table of this name.
    fn table(&self, name: &str) -> Option<&Table>;
    /// The table that holds a cell.
    fn table_at(&self, cell: CellAddress) -> Option<&Table>;
    /// The spilled or array-entered area anchored at a cell.
    fn spill(&self, anchor: CellAddress) -> Option<Area>;
    /// The values cached of a sheet of another workbook, counted from 1; `None` for a workbook or sheet
    /// that nothing is known of.
    fn external(&self, _book: u32, _sheet: &str) -> Option<&ExternalCells> {
        None
    }

    /// The formula of a cell, where a parameter of a distribution refers to a cell that holds another
    /// distribution.
    fn formula(&self, _cell: CellAddress) -> Option<Arc<Formula>> {
        None
    }
    /// The samples of a cell, for RiskMean and its kin: `None` but after a run.
    fn sample(&self, _cell: CellAddress) -> Option<Arc<Sample>> {
        None
    }
    /// The samples of the input or output of a name.
    fn named_sample(&self, _name: &str) -> Option<Arc<Sample>> {
        None
    }

    /// The text of a cell's formula with its `=`, for FORMULATEXT and ISFORMULA.
    fn formula_text(&self, cell: CellAddress) -> Option<String>;
    /// Whether a cell's formula calls SUBTOTAL or AGGREGATE, which leave out such cells of their own.
    /// Implementations that hold parsed formulas should answer without printing them.
    fn calls_subtotal(&self, cell: CellAddress) -> bool {
        self.formula_text(cell).is_some_and(|formula| {
            let formula = formula.to_ascii_uppercase();
            formula.contains("SUBTOTAL(") || formula.contains("AGGREGATE(")
        })
    }
    /// Whether a row is hidden (by hand or by a filter), for SUBTOTAL and AGGREGATE.
    fn is_row_hidden(&self, _sheet: SheetId, _row: u32) -> bool {
        false
    }
    /// Whether a row is hidden by a filter.
    fn is_row_filtered(&self, _sheet: SheetId, _row: u32) -> bool {
        false
    }
    /// Number format code of a cell, such as `0.00` or `General`.
    fn number_format(&self, _cell: CellAddress) -> Option<&str> {
        None
    }

    /// Date system of the workbook.
    fn date_system(&self) -> DateSystem;
    /// Whether a cell whose formula is a comparison (or an IF of booleans) holds the number 1 or 0, as
    /// in LibreOffice, which has no booleans; functions such as AND and ISERROR give booleans there.
    fn comparisons_are_numbers(&self) -> bool {
        false
    }
    /// Whether the values to agree with are LibreOffice's, where its rules go beyond what Excel
    /// documents.
    fn follows_libreoffice(&self) -> bool {
        self.comparisons_are_numbers()
    }
    /// The current date and time as a serial number: one value for a whole recalculation.
    fn now(&self) -> f64;

    /// Which of several simulations this is, from 0: the position that RiskSimtable takes from its
    /// list.
    fn simulation(&self) -> usize {
        0
    }

    /// A uniform number in (0, 1) for RAND and its kin.
    fn uniform(&self, site: DrawSite) -> f64;
    /// A value of a distribution call.
    fn draw(&self, site: DrawSite, draw: &Draw) -> f64;
}
