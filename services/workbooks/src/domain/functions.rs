//! The function reference.

use ulam_contracts::workbooks::{
    CategoryCoverage, FunctionExample, FunctionInfo, FunctionReference, FunctionsQuery,
    MissingFunction,
};
use ulam_formula::functions::all;
use ulam_formula::functions::coverage::{EXCEL_FUNCTIONS, count_present, reason_missing};
use ulam_formula::functions::reference::category_name;

/// The functions that a question is about, by name.
pub fn reference(query: &FunctionsQuery) -> FunctionReference {
    let text = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let is_wanted = |function: &FunctionInfo| {
        let has_text = function.name.to_lowercase().contains(&text)
            || function.summary.to_lowercase().contains(&text);
        has_text
            && query
                .category
                .as_ref()
                .is_none_or(|category| function.category.eq_ignore_ascii_case(category))
    };
    let mut functions: Vec<FunctionInfo> = all()
        .map(|function| FunctionInfo {
            name: function.name.to_string(),
            category: category_name(function.category).to_string(),
            signature: function.signature(),
            summary: function.summary.to_string(),
            examples: function
                .examples
                .iter()
                .map(|example| FunctionExample {
                    formula: example.formula.to_string(),
                    result: example.result.to_string(),
                })
                .collect(),
            is_volatile: function.volatile,
            is_random: function.random,
        })
        .filter(is_wanted)
        .collect();
    functions.sort_by(|left, right| left.name.cmp(&right.name));
    let coverage = EXCEL_FUNCTIONS.iter().map(|category| CategoryCoverage {
        category: category.name.to_string(),
        present: count_present(category) as u32,
        listed: category.functions.len() as u32,
        missing: category
            .functions
            .iter()
            .filter_map(|name| {
                let reason = reason_missing(name)?.to_string();
                Some(MissingFunction { name: name.to_string(), reason })
            })
            .collect(),
    });
    FunctionReference { functions, coverage: coverage.collect() }
}
