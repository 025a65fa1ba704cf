//! The reference document of the function library, made from its rows.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::function::{Category, Function};
use crate::functions::all;
use crate::functions::coverage::{EXCEL_FUNCTIONS, MISSING_FUNCTIONS, count_present};

/// A category's name, as Excel's documentation has it.
pub fn category_name(category: Category) -> &'static str {
    match category {
        Category::Database => "Database",
        Category::DateAndTime => "Date and time",
        Category::Engineering => "Engineering",
        Category::Financial => "Financial",
        Category::Information => "Information",
        Category::Logical => "Logical",
        Category::LookupAndReference => "Lookup and reference",
        Category::Mathematics => "Mathematics and trigonometry",
        Category::Statistical => "Statistical",
        Category::Text => "Text",
        Category::Compatibility => "Of other spreadsheet programs",
    }
}

/// The whole reference as Markdown: by category, each function with its signature, what it does and
/// its examples.
pub fn reference_markdown() -> String {
    let mut categories: BTreeMap<Category, Vec<&'static Function>> = BTreeMap::new();
    for function in all() {
        categories.entry(function.category).or_default().push(function);
    }
    let count: usize = categories.values().map(Vec::len).sum();
    let mut text = String::from("# Worksheet functions\n\n");
    let _ = writeln!(
        text,
        "{count} functions, generated from the function library by `make docs`. A parameter in brackets \
         may be left out; one followed by dots may be repeated.\n"
    );
    for (category, functions) in &categories {
        let _ = writeln!(text, "- {} ({})", category_name(*category), functions.len());
    }
    text.push_str(&coverage_markdown());
    for (category, functions) in &mut categories {
        functions.sort_by_key(|function| function.name);
        let _ = writeln!(text, "\n## {}", category_name(*category));
        for function in functions {
            let _ = writeln!(text, "\n### {}\n\n`{}`", function.name, function.signature());
            let _ = writeln!(text, "\n{}", function.summary);
            if !function.examples.is_empty() {
                text.push('\n');
            }
            for example in function.examples {
                let _ = writeln!(text, "- `={}` gives `{}`", example.formula, example.result);
            }
        }
    }
    text
}

/// How many functions of each of Excel's categories are here, and why the others aren't.
fn coverage_markdown() -> String {
    let mut text = String::from("\n## Coverage of Excel's list\n\n");
    text.push_str("| Excel's category | functions | here |\n|---|--:|--:|\n");
    let (mut listed, mut present) = (0, 0);
    for category in EXCEL_FUNCTIONS {
        let here = count_present(category);
        let _ = writeln!(text, "| {} | {} | {here} |", category.name, category.functions.len());
        listed += category.functions.len();
        present += here;
    }
    let _ = writeln!(text, "| **all** | **{listed}** | **{present}** |");
    text.push_str("\nNot here, and why:\n\n");
    for (names, reason) in MISSING_FUNCTIONS {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "- {}: {reason}.", names.join(", "));
    }
    text
}
