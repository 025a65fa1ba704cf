//! From a workbook and its uncertain inputs to a block program and its outcomes.

pub mod compile;
pub mod conversion;
pub mod convert;
pub mod correlate;
pub mod error;
pub mod execute;
pub mod explain;
pub mod findings;
pub mod lookup;
pub mod model;
pub mod native;
pub mod outcome;
pub mod preflight;
pub mod prepare;
pub mod program;
pub mod replay;
pub mod run;
pub mod slice;
pub mod spec;
pub mod statistics_in_cells;
pub mod trial;
