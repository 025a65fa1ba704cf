//! The function library: one row a function, in a file for each category or part of one.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::function::Function;

pub mod aggregates;
pub mod coverage;
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

/// The function of this upper-case name, without `_xlfn.` and its kin.
///
/// Files that LibreOffice saved hold functions that Excel doesn't know under long names, such as
/// `ORG.LIBREOFFICE.ROUNDSIG`; this is the one place where they are resolved.
pub fn find(name: &str) -> Option<&'static Function> {
    static INDEX: OnceLock<FxHashMap<&'static str, &'static Function>> = OnceLock::new();
    let index = INDEX.get_or_init(|| all().map(|function| (function.name, function)).collect());
    index.get(name).or_else(|| index.get(short_name(name)?)).copied()
}

/// Prefixes before names that OpenFormula (ODF 1.3, part 4) doesn't define.
const LONG_PREFIXES: [&str; 3] = ["ORG.LIBREOFFICE.", "ORG.OPENOFFICE.", "COM.MICROSOFT."];
/// Prefix of the functions of LibreOffice's own add-ins; the add-in's name follows.
const ADD_IN_PREFIX: &str = "COM.SUN.STAR.SHEET.ADDIN.";

/// The name that a function with a long upper-case name has in this library; `None` for a name
/// without such a prefix.
fn short_name(name: &str) -> Option<&str> {
    if let Some(name) = LONG_PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)) {
        // LibreOffice's own converts currencies; CONVERT of its add-in is Excel's.
        return Some(if name == "CONVERT" { "CONVERT_OOO" } else { name });
    }
    let (_, method) = name.strip_prefix(ADD_IN_PREFIX)?.split_once('.')?;
    let name = method.strip_prefix("GET").unwrap_or(method);
    Some(match name {
        "DIFFWEEKS" => "WEEKS",
        "DIFFMONTHS" => "MONTHS",
        "DIFFYEARS" => "YEARS",
        _ => name,
    })
}
