//! What could be simulated: likely inputs with a distribution to begin with, likely outputs, and what
//! the workbook's own formulas say.

use std::collections::HashMap;

use ulam_contracts::simulations::SimulationSpec;
use ulam_contracts::workbooks::{
    ExistingInput, ExistingOutput, SuggestedInput, SuggestedOutput, Suggestions,
};
use ulam_formula::coerce::general;
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

use super::open::OpenBook;
use super::value::{number_format, shown};

/// Most items of each list.
const ITEMS_MAX: usize = 200;
/// How far a first guess goes below and above the number.
const SHARE: f64 = 0.2;

/// The suggestions.
pub fn suggestions(book: &OpenBook) -> Suggestions {
    let workbook = &book.workbook;
    let check = book.check();
    // Labelled numbers that many formulas read come first; a number without a label is rarely meant.
    let mut inputs: Vec<_> = check.likely_inputs.iter().collect();
    inputs.sort_by_key(|input| (input.label.is_none(), std::cmp::Reverse(input.readers)));
    let inputs = inputs.into_iter().take(ITEMS_MAX).map(|input| {
        let (code, text) = as_shown(workbook, &input.cell, input.value);
        let formulas = if input.readers == 1 {
            "1 formula reads it".to_string()
        } else {
            format!("{} formulas read it", input.readers)
        };
        let labelled = if input.label.is_some() { ", and it is labelled" } else { "" };
        SuggestedInput {
            cell: input.cell.clone(),
            label: input.label.clone(),
            value: input.value,
            text,
            readers: input.readers,
            distribution: first_distribution(input.value, &code),
            reason: format!("A number that was typed in: {formulas}{labelled}."),
        }
    });
    let outputs = check.likely_outputs.iter().take(ITEMS_MAX).map(|output| {
        let (_, text) = as_shown(workbook, &output.cell, output.value);
        let reason = match (output.is_marked, output.label.is_some()) {
            (true, _) => "The workbook marks it as an output.",
            (false, true) => "A labelled result that no other formula reads.",
            (false, false) => "A result that no other formula reads.",
        };
        SuggestedOutput {
            cell: output.cell.clone(),
            label: output.label.clone(),
            value: output.value,
            text,
            is_marked: output.is_marked,
            reason: reason.to_string(),
        }
    });
    let existing_outputs =
        check.likely_outputs.iter().filter(|output| output.is_marked).map(|output| {
            ExistingOutput {
                cell: output.cell.clone(),
                name: name_of(workbook, &output.cell),
                label: output.label.clone(),
            }
        });
    Suggestions {
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        existing_inputs: existing_inputs(book),
        existing_outputs: existing_outputs.collect(),
        // The workbook's own inputs, outputs and correlations are simulated without being named.
        spec: SimulationSpec::default(),
    }
}

/// The number format of a cell and its number as that shows it.
fn as_shown(workbook: &Workbook, cell: &str, value: f64) -> (String, String) {
    let id = workbook.locate(cell).ok().and_then(|cell| workbook.cell_at(cell));
    let code = id.map_or("General", |id| workbook.number_format(id)).to_string();
    let text = shown(&Value::Number(value), number_format(&code).as_ref(), workbook.date_system());
    (code, text)
}

/// A distribution to begin with, around a number: a fifth below and above; a share stays a share.
fn first_distribution(value: f64, code: &str) -> String {
    if value == 0.0 {
        return "Normal(0, 1)".to_string();
    }
    let is_share = code.contains('%') && (0.0..=1.0).contains(&value);
    let (mut low, mut high) = (value - value.abs() * SHARE, value + value.abs() * SHARE);
    if is_share {
        (low, high) = (low.max(0.0), high.min(1.0));
    }
    let is_whole = value == value.trunc() && value.abs() >= 10.0;
    let rounded =
        |number: f64| if is_whole { general(number.round()) } else { general(significant(number)) };
    if low >= value || high <= value {
        // At the edge of what a share can be there is no room on one side.
        return format!("Uniform({}, {})", rounded(low), rounded(high));
    }
    format!("Pert({}, {}, {})", rounded(low), general(value), rounded(high))
}

/// A number to four significant digits, so that a suggestion reads well.
fn significant(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

fn name_of(workbook: &Workbook, cell: &str) -> Option<String> {
    let address = workbook.locate(cell).ok()?;
    let names = workbook.names().all().iter().filter(|name| !name.is_hidden).take(10_000);
    let mut found =
        names.filter(|name| workbook.locate(&name.name).is_ok_and(|named| named == address));
    found.next().map(|name| name.name.to_string())
}

fn existing_inputs(book: &OpenBook) -> Vec<ExistingInput> {
    let workbook = &book.workbook;
    let check = book.check();
    let mut conversions: HashMap<&str, Vec<&ulam_contracts::workbooks::ConvertedFunction>> =
        HashMap::new();
    for conversion in &check.conversions {
        conversions.entry(conversion.cell.as_str()).or_default().push(conversion);
    }
    let described = check.random.iter().take(ITEMS_MAX).map(|random| {
        let converted =
            conversions.get(random.cell.as_str()).map(Vec::as_slice).unwrap_or_default();
        let label = workbook.locate(&random.cell).ok().and_then(|cell| workbook.label(cell));
        let distributions: Vec<String> = converted
            .iter()
            .map(|one| one.became.clone())
            .filter(|became| !became.is_empty())
            .collect();
        ExistingInput {
            cell: random.cell.clone(),
            name: name_of(workbook, &random.cell),
            label,
            formula: random.formula.clone().unwrap_or_default(),
            distributions,
            tool: converted.iter().find_map(|one| tool_of(&one.function)).map(str::to_string),
            notes: converted.iter().flat_map(|one| one.notes.clone()).collect(),
            refused: converted.iter().find_map(|one| one.refused.clone()),
        }
    });
    described.collect()
}

/// The tool that a function's name belongs to.
fn tool_of(function: &str) -> Option<&'static str> {
    let name = function.to_ascii_uppercase();
    let name = name.trim_start_matches("_XLL.");
    [("RISK", "@RISK"), ("CB.", "Crystal Ball"), ("VOSE", "ModelRisk"), ("PSI", "Analytic Solver")]
        .into_iter()
        .find(|(prefix, _)| name.starts_with(prefix))
        .map(|(_, tool)| tool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_guesses_are_distributions_around_the_number() {
        assert_eq!(first_distribution(10.0, "General"), "Pert(8, 10, 12)");
        assert_eq!(first_distribution(0.25, "0%"), "Pert(0.2, 0.25, 0.3)");
        assert_eq!(first_distribution(0.95, "0.0%"), "Pert(0.76, 0.95, 1)");
        assert_eq!(first_distribution(1.0, "0%"), "Uniform(0.8, 1)");
        assert_eq!(first_distribution(-50.0, "General"), "Pert(-60, -50, -40)");
        assert_eq!(first_distribution(0.0, "General"), "Normal(0, 1)");
    }
}
