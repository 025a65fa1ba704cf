//! What a user should know before trusting a result, one line each.

use ulam_formula::address::CellAddress;
use ulam_probability::sampling::{Plan, sobol_trials_advised};
use ulam_simulation::conversion::conversions;
use ulam_simulation::findings::{Severity, findings};
use ulam_simulation::model::{InputCells, Settings};
use ulam_simulation::outcome::Outcome;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::slice::Slicer;
use ulam_workbook::{BaseCaseCheck, Difference, Recalculation, Workbook};

use crate::readable::{count, counted, listed, readable, value_text};

/// Cells, pairs or messages named in one warning, or warnings of one kind.
const NAMED_MAX: usize = 5;
/// Functions of other tools told of.
const CONVERSIONS_MAX: usize = 10;
/// Warnings of the reader passed on.
const READER_WARNINGS_MAX: usize = 10;

/// What is to be known before the run.
pub fn before_run(
    simulation: &Simulation,
    settings: &Settings,
    base_case: &BaseCaseCheck,
) -> Vec<String> {
    let workbook = simulation.workbook();
    let names = |cells: &[CellAddress]| {
        listed(cells.iter().map(|cell| workbook.cell_name(*cell)), NAMED_MAX)
    };
    let mut warnings = reader_warnings(workbook);
    warnings.extend(base_case_warning(simulation, base_case));
    warnings.extend(conversion_warnings(workbook));
    for cell in &simulation.constant_outputs {
        warnings.push(format!(
            "{} doesn't depend on any input: it is the same in every trial",
            workbook.cell_name(*cell)
        ));
    }
    if !simulation.unused_inputs.is_empty() {
        warnings.push(format!("no output depends on {}", names(&simulation.unused_inputs)));
    }
    if let Some(repair) = &simulation.correlation_repair {
        let changes = repair.changes.iter().map(|change| {
            format!(
                "{} and {} {} instead of {}",
                change.first,
                change.second,
                readable(change.used),
                readable(change.requested)
            )
        });
        warnings.push(format!(
            "the correlations contradict one another; the nearest that don't are used: {}",
            listed(changes, 4 * NAMED_MAX)
        ));
    }
    let interpreted = simulation.program().interpreted_count();
    if interpreted > 0 {
        let mut cells = simulation.interpreted.clone();
        cells.sort_unstable();
        cells.dedup();
        warnings.push(format!(
            "computed one trial at a time, which is slower: {} in {}",
            counted(cells.len() as u64, "formula"),
            names(&cells)
        ));
    }
    let advised = sobol_trials_advised(simulation.draws().len());
    if settings.plan == Plan::Sobol && settings.trials < advised {
        warnings.push(format!(
            "{} are few for {} under the sobol plan, and inputs may correlate by \
             accident: run at least {}, or use lhs",
            counted(settings.trials, "trial"),
            counted(simulation.draws().len() as u64, "input"),
            count(advised)
        ));
    }
    warnings
}

/// What the functions of other tools became, where a user should know more than that, and how many
/// there are.
fn conversion_warnings(workbook: &Workbook) -> Vec<String> {
    let all = conversions(workbook);
    if all.is_empty() {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for conversion in &all {
        let cell = workbook.cell_name(conversion.cell);
        let function = &conversion.function;
        match &conversion.refused {
            Some(why) => warnings.push(format!("{cell}: {function}: {why}")),
            None if !conversion.notes.is_empty() => warnings.push(format!(
                "{cell}: {function} became {}: {}",
                conversion.became,
                conversion.notes.join("; ")
            )),
            None => {}
        }
    }
    if warnings.len() > CONVERSIONS_MAX {
        let more = warnings.len() - CONVERSIONS_MAX;
        warnings.truncate(CONVERSIONS_MAX);
        warnings.push(format!("{more} more notes on functions of other tools; see `ulam check`"));
    }
    let kept = all.iter().filter(|conversion| conversion.refused.is_none());
    let became: Vec<String> = kept
        .map(|conversion| {
            let cell = workbook.cell_name(conversion.cell);
            format!("{cell} {} -> {}", conversion.function, conversion.became)
        })
        .collect();
    warnings.push(format!(
        "{} of other simulation tools, as `ulam check` lists: {}",
        counted(all.len() as u64, "function"),
        listed(became.into_iter(), NAMED_MAX)
    ));
    warnings
}

/// What a reviewer would point out in the cells that the outputs depend on, and that isn't among
/// the other warnings.
pub fn of_findings(simulation: &Simulation, recalculation: &Recalculation) -> Vec<String> {
    /// Larger workbooks take too long to look through before every run: `ulam check` does.
    const FORMULAS_MAX: usize = 200_000;
    const SAID_ALREADY: [&str; 3] = ["constant-output", "unused-input", "impossible-correlations"];
    let workbook = simulation.workbook();
    if workbook.formulas().len() > FORMULAS_MAX {
        return Vec::new();
    }
    let all = findings(workbook, recalculation, Some(simulation.model()));
    let relevant = all.iter().filter(|finding| {
        finding.is_on_path
            && finding.rule.severity <= Severity::Medium
            && !SAID_ALREADY.contains(&finding.rule.id)
    });
    let mut warnings: Vec<String> = relevant
        .map(|finding| {
            let cell = finding.cells.first().map(|cell| workbook.cell_name(*cell));
            format!("{}: {}", cell.unwrap_or_default(), finding.message)
        })
        .collect();
    let more = warnings.len().saturating_sub(NAMED_MAX);
    warnings.truncate(NAMED_MAX);
    if more > 0 {
        warnings.push(format!("{} more findings: see `ulam check --model`", count(more as u64)));
    } else if let Some(last) = warnings.last_mut() {
        last.push_str("; see `ulam check --findings-only`");
    }
    warnings
}

/// What is to be known of the outcome.
pub fn after_run(simulation: &Simulation, outcome: &Outcome) -> Vec<String> {
    let mut warnings = Vec::new();
    let has_indices = outcome.outputs.iter().any(|output| output.sobol_indices.is_some());
    if has_indices && simulation.has_correlations() {
        warnings.push(
            "inputs are correlated: Sobol indices tell the parts of the independent numbers that \
             they are mixed from, not of the inputs"
                .to_string(),
        );
    }
    for output in &outcome.outputs {
        if output.errors.is_empty() {
            continue;
        }
        let cell = simulation.workbook().cell_name(output.cell);
        let kinds = output.errors.iter();
        let kinds = kinds.map(|(kind, trials)| format!("{kind} in {}", count(*trials)));
        let total = output.error_count() + output.summary.count as u64;
        warnings.push(format!(
            "{cell} is an error in {} of {} trials ({}): its statistics leave them out",
            count(output.error_count()),
            count(total),
            kinds.collect::<Vec<_>>().join(", ")
        ));
    }
    warnings
}

/// What was left out or changed while reading the workbook.
pub fn reader_warnings(workbook: &Workbook) -> Vec<String> {
    let (kept, omitted) = workbook.warnings();
    let mut warnings: Vec<String> = kept
        .iter()
        .take(READER_WARNINGS_MAX)
        .map(|warning| match warning.cell {
            Some(cell) => format!("{}: {}", workbook.cell_name(cell), warning.message),
            None => warning.message.clone(),
        })
        .collect();
    let more = omitted + kept.len().saturating_sub(READER_WARNINGS_MAX) as u64;
    if more > 0 {
        warnings.push(format!("{} more warnings of the reader", count(more)));
    }
    warnings
}

/// The cells on the way to an output whose base case isn't what Excel saved.
fn base_case_warning(simulation: &Simulation, base_case: &BaseCaseCheck) -> Option<String> {
    if base_case.differing.is_empty() {
        return None;
    }
    let workbook = simulation.workbook();
    let model = simulation.model();
    let inputs = InputCells::new(&model.inputs);
    let outputs = model.outputs.iter().map(|output| output.cell);
    let conditions = model.conditions.iter().map(|condition| condition.cell);
    let slice = Slicer::new(workbook, &inputs).slice(outputs.chain(conditions));
    let on_path: std::collections::HashSet<CellAddress> = slice
        .order
        .iter()
        .map(|cell| cell.cell)
        .filter(|cell| inputs.get(*cell).is_none())
        .collect();
    let mut differing: Vec<&Difference> = base_case
        .differing
        .iter()
        .filter(|difference| on_path.contains(&difference.cell))
        .collect();
    if differing.is_empty() {
        return None;
    }
    differing.sort_by_key(|difference| difference.follows);
    let cells = differing.iter().map(|difference| {
        format!(
            "{} ({} instead of {})",
            workbook.cell_name(difference.cell),
            value_text(&difference.computed),
            value_text(&difference.saved)
        )
    });
    let manual = if workbook.calculation().is_manual {
        "; the workbook is calculated only on request, so what it saved may be out of date"
    } else {
        ""
    };
    let are = if differing.len() == 1 {
        "cell that outputs depend on differs"
    } else {
        "cells that outputs depend on differ"
    };
    Some(format!(
        "{} {are} from what Excel saved: {}{manual}; see `ulam check`",
        count(differing.len() as u64),
        listed(cells, NAMED_MAX)
    ))
}
