//! The spreadsheet formula language: parser, values, evaluator and function library.
//!
//! The story in order: [`syntax`] is what a formula is once parsed, [`parser`] makes it from text
//! and [`printer`] turns it back; [`value`] is what it computes; [`function`] describes a worksheet
//! function, [`functions`] holds them all; [`evaluate`] computes a formula in a [`context`], the
//! world of cells and names around it.
//!
//! Semantics are Excel's (locale en-US).

pub mod address;
pub mod arguments;
pub mod coerce;
pub mod compare;
pub mod context;
pub mod criteria;
pub mod date;
pub mod day_count;
pub mod decimal;
pub mod dependencies;
pub mod equality_key;
pub mod evaluate;
pub mod format;
pub mod function;
pub mod functions;
pub mod long_areas;
pub mod lookup_search;
pub mod parser;
pub mod printer;
pub mod scratch;
pub mod syntax;
pub mod tally;
pub mod value;
