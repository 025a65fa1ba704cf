//! What differs between two specs, part by part.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::{ChangeKind, SpecChange};
use crate::simulations::{InputSpec, RunSettings, SimulationSpec};

/// All that decides what a run computes.
#[derive(Clone, Copy, Debug)]
pub struct WhatIsRun<'a> {
    /// What people call the workbook that is simulated.
    pub workbook: &'a str,
    /// What is simulated.
    pub spec: &'a SimulationSpec,
    /// How.
    pub settings: &'a RunSettings,
}

/// Something of a spec: how it is found again in another, what it is called, and what it says.
struct Item {
    key: String,
    label: String,
    text: String,
}

/// The differences between two specs with their settings and workbooks, in the order of a spec.
/// Inputs and outputs are the same if their cells are, whatever they are called.
pub fn changes(before: &WhatIsRun<'_>, after: &WhatIsRun<'_>) -> Vec<SpecChange> {
    let mut changes = Vec::new();
    compare_one(
        "workbook",
        Some(before.workbook.into()),
        Some(after.workbook.into()),
        &mut changes,
    );
    let (first, second) = (before.spec, after.spec);
    compare_inputs(&first.inputs, &second.inputs, &mut changes);
    compare("outputs", outputs(first), outputs(second), &mut changes);
    compare("correlations", correlations(first), correlations(second), &mut changes);
    compare("copulas", copulas(first), copulas(second), &mut changes);
    compare("probabilities", probabilities(first), probabilities(second), &mut changes);
    let number = |number: Option<u64>| number.map(|number| number.to_string());
    compare_one("trials", number(first.trials), number(second.trials), &mut changes);
    compare_one("seed", number(first.seed), number(second.seed), &mut changes);
    let (plan, other_plan) = (first.sampling.map(text_of), second.sampling.map(text_of));
    compare_one("sampling", plan, other_plan, &mut changes);
    compare("settings", settings(before.settings), settings(after.settings), &mut changes);
    changes
}

/// A value as people read it: a text as it is, everything else as JSON.
fn text_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

fn compare_one(
    part: &str,
    before: Option<String>,
    after: Option<String>,
    changes: &mut Vec<SpecChange>,
) {
    let kind = match (&before, &after) {
        (Some(before), Some(after)) if before != after => ChangeKind::Changed,
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        _ => return,
    };
    changes.push(SpecChange { kind, part: part.to_string(), item: None, before, after });
}

/// Changes and additions in the order of the later list, then what it no longer has.
fn compare(part: &str, before: Vec<Item>, after: Vec<Item>, changes: &mut Vec<SpecChange>) {
    let mut by_key: BTreeMap<String, VecDeque<(usize, Item)>> = BTreeMap::new();
    for (index, item) in before.into_iter().enumerate() {
        by_key.entry(item.key.clone()).or_default().push_back((index, item));
    }
    let part = part.to_string();
    for item in after {
        let known = by_key.get_mut(&item.key).and_then(VecDeque::pop_front);
        let (kind, before) = match known {
            Some((_, known)) if known.text == item.text => continue,
            Some((_, known)) => (ChangeKind::Changed, Some(known.text)),
            None => (ChangeKind::Added, None),
        };
        let (item, after) = (Some(item.label), Some(item.text));
        changes.push(SpecChange { kind, part: part.clone(), item, before, after });
    }
    let mut gone: Vec<(usize, Item)> = by_key.into_values().flatten().collect();
    gone.sort_by_key(|(index, _)| *index);
    changes.extend(gone.into_iter().map(|(_, item)| SpecChange {
        kind: ChangeKind::Removed,
        part: part.clone(),
        item: Some(item.label),
        before: Some(item.text),
        after: None,
    }));
}

/// Inputs say their names only where these differ: `Pert(8, 10, 15)` reads better alone.
fn compare_inputs(before: &[InputSpec], after: &[InputSpec], changes: &mut Vec<SpecChange>) {
    let key = |input: &InputSpec| input.cell.to_lowercase();
    let names = |inputs: &[InputSpec]| {
        let pairs = inputs.iter().map(|input| (key(input), input.name.clone()));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let (names_before, names_after) = (names(before), names(after));
    let items = |inputs: &[InputSpec]| {
        let item = |input: &InputSpec| {
            let key = key(input);
            let is_renamed = match (names_before.get(&key), names_after.get(&key)) {
                (Some(before), Some(after)) => before != after,
                _ => false,
            };
            let name = input.name.as_deref();
            let text = match is_renamed {
                true => format!("{} = {}", name.unwrap_or(&input.cell), input.distribution),
                false => input.distribution.clone(),
            };
            Item { key, label: name.unwrap_or(&input.cell).to_string(), text }
        };
        inputs.iter().map(item).collect()
    };
    compare("inputs", items(before), items(after), changes);
}

fn outputs(spec: &SimulationSpec) -> Vec<Item> {
    let item = |output: &crate::simulations::OutputSpec| {
        let label = output.name().unwrap_or(output.cell()).to_string();
        let text = match output.name() {
            Some(name) => format!("{name} = {}", output.cell()),
            None => output.cell().to_string(),
        };
        Item { key: output.cell().to_lowercase(), label, text }
    };
    spec.outputs.iter().map(item).collect()
}

fn correlations(spec: &SimulationSpec) -> Vec<Item> {
    let item = |correlation: &crate::simulations::CorrelationSpec| {
        let mut pair = [correlation.0.to_lowercase(), correlation.1.to_lowercase()];
        pair.sort();
        Item {
            key: pair.join("\n"),
            label: format!("{} and {}", correlation.0, correlation.1),
            text: correlation.2.to_string(),
        }
    };
    spec.correlations.iter().map(item).collect()
}

fn copulas(spec: &SimulationSpec) -> Vec<Item> {
    let item = |copula: &crate::simulations::CopulaSpec| {
        let mut inputs: Vec<String> = copula.inputs.iter().map(|i| i.to_lowercase()).collect();
        inputs.sort();
        Item { key: inputs.join("\n"), label: copula.inputs.join(", "), text: text_of(copula) }
    };
    spec.copulas.iter().map(item).collect()
}

fn probabilities(spec: &SimulationSpec) -> Vec<Item> {
    let item = |condition: &String| {
        let text = condition.trim().to_string();
        Item { key: text.clone(), label: text.clone(), text }
    };
    spec.probabilities.iter().map(item).collect()
}

fn settings(settings: &RunSettings) -> Vec<Item> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(settings) else {
        return Vec::new();
    };
    let item = |(name, value): (String, serde_json::Value)| Item {
        key: name.clone(),
        label: name,
        text: text_of(value),
    };
    fields.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulations::{CorrelationSpec, OutputSpec, Sampling};

    fn input(cell: &str, name: Option<&str>, distribution: &str) -> InputSpec {
        InputSpec {
            cell: cell.to_string(),
            name: name.map(str::to_string),
            distribution: distribution.to_string(),
        }
    }

    fn told(before: &SimulationSpec, after: &SimulationSpec) -> Vec<String> {
        let settings = RunSettings::default();
        let of = |spec| WhatIsRun { workbook: "plan.xlsx", spec, settings: &settings };
        let text = |text: Option<String>| text.unwrap_or_else(|| "-".to_string());
        let line = |change: SpecChange| {
            let kind = text_of(change.kind);
            let item = text(change.item);
            format!(
                "{kind} {} {item}: {} -> {}",
                change.part,
                text(change.before),
                text(change.after)
            )
        };
        changes(&of(before), &of(after)).into_iter().map(line).collect()
    }

    #[test]
    fn each_part_tells_what_was_added_changed_and_removed() {
        let before = SimulationSpec {
            inputs: vec![
                input("Model!B3", Some("Price"), "Pert(8, 10, 15)"),
                input("Model!B4", None, "Normal(0, 1)"),
                input("Model!B5", Some("Rate"), "Uniform(0, 1)"),
            ],
            outputs: vec![OutputSpec::Cell("Model!B20".to_string())],
            correlations: vec![CorrelationSpec("Price".into(), "Model!B4".into(), 0.5)],
            probabilities: vec!["Model!B20 < 0".to_string()],
            trials: Some(1000),
            ..SimulationSpec::default()
        };
        let after = SimulationSpec {
            inputs: vec![
                input("model!b3", Some("Price"), "Pert(6, 10, 15)"),
                input("Model!B6", Some("Tax"), "Uniform(0.1, 0.3)"),
                input("Model!B5", Some("Interest"), "Uniform(0, 1)"),
            ],
            outputs: before.outputs.clone(),
            // The other way round it is the same pair.
            correlations: vec![CorrelationSpec("Model!B4".into(), "Price".into(), 0.25)],
            probabilities: vec!["Model!B20 > 0".to_string()],
            trials: Some(2000),
            sampling: Some(Sampling::Lhs),
            ..SimulationSpec::default()
        };
        assert_eq!(
            told(&before, &after),
            [
                "changed inputs Price: Pert(8, 10, 15) -> Pert(6, 10, 15)",
                "added inputs Tax: - -> Uniform(0.1, 0.3)",
                "changed inputs Interest: Rate = Uniform(0, 1) -> Interest = Uniform(0, 1)",
                "removed inputs Model!B4: Normal(0, 1) -> -",
                "changed correlations Model!B4 and Price: 0.5 -> 0.25",
                "added probabilities Model!B20 > 0: - -> Model!B20 > 0",
                "removed probabilities Model!B20 < 0: Model!B20 < 0 -> -",
                "changed trials -: 1000 -> 2000",
                "added sampling -: - -> lhs",
            ]
        );
        assert!(told(&before, &before).is_empty());
    }

    #[test]
    fn settings_and_workbooks_are_compared_too() {
        let spec = SimulationSpec::default();
        let settings = RunSettings::default();
        let others = RunSettings { replicates: 8, ..RunSettings::default() };
        let before = WhatIsRun { workbook: "plan.xlsx", spec: &spec, settings: &settings };
        let after = WhatIsRun { workbook: "plan 2.xlsx", spec: &spec, settings: &others };
        let parts: Vec<(String, Option<String>)> =
            changes(&before, &after).into_iter().map(|change| (change.part, change.item)).collect();
        let expected = [("workbook", None), ("settings", Some("replicates"))];
        let expected = expected.map(|(part, item)| (part.to_string(), item.map(str::to_string)));
        assert_eq!(parts, expected);
    }
}
