//! The function library: one row a function, in a file for each category or part of one.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::function::Function;

pub mod aggregates;
pub mod database;
pub mod date_and_time;
pub mod engineering;
pub mod financial;
pub mod information;
pub mod logical;
pub mod lookup;
pub mod mathematics;
pub mod reference;
pub mod statistical;
pub mod text;

/// Every function, category by category.
pub fn all() -> impl Iterator<Item = &'static Function> {
    [
        database::FUNCTIONS,
        date_and_time::FUNCTIONS,
        engineering::FUNCTIONS,
        financial::FUNCTIONS,
        information::FUNCTIONS,
        logical::FUNCTIONS,
        lookup::FUNCTIONS,
        mathematics::FUNCTIONS,
        statistical::FUNCTIONS,
        text::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
    .flat_map(|part| part.iter())
}

/// The function of this upper-case name (without `_xlfn.`).
pub fn find(name: &str) -> Option<&'static Function> {
    static INDEX: OnceLock<FxHashMap<&'static str, &'static Function>> = OnceLock::new();
    INDEX
        .get_or_init(|| all().map(|function| (function.name, function)).collect())
        .get(name)
        .copied()
}
