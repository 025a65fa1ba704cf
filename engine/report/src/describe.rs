//! What a decision maker should take away, in sentences.

use ulam_probability::statistics::Histogram;
use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::outcome::sensitivity::Driver;
use ulam_simulation::outcome::stop::Statistic;

use crate::content::Content;
use crate::numbers::{self, Unit, place_for_spread, share};
use crate::shortened;

/// A headline says how often a result is exactly 0 if one in so many trials is.
const ZEROS_WORTH_SAYING: usize = 20;
/// The strongest driver stands out if it explains more than this share of the variance.
const SHARE_THAT_STANDS_OUT: f64 = 0.1;

/// Longest name in a sentence or a table, in characters.
pub const NAME_CHARACTERS_MAX: usize = 80;

/// The headline of an output: "NPV is 137 on average; 9 times out of 10 it lies between -4 and 277;
/// it is below zero in 5.4% of trials."
pub fn headline(report: &Content, output: usize) -> String {
    let Some(outcome) = report.outcome.outputs.get(output) else {
        return String::new();
    };
    let name = shortened(report.output_label(output), NAME_CHARACTERS_MAX);
    let unit = report.unit_of(outcome.cell);
    let summary = &outcome.summary;
    let (Some(min), Some(max)) = (summary.min, summary.max) else {
        return format!("{name} gave an error in every trial: {}.", errors_listed(outcome));
    };
    let mut sentence = if min == max {
        let value = unit.value(Some(min));
        let is_constant = report.simulation.constant_outputs.contains(&outcome.cell);
        match (summary.count, is_constant) {
            (_, true) => format!("{name} is always {value}: no uncertain input reaches it"),
            (1, false) => format!("{name} came to {value} in the only trial"),
            _ => format!("{name} came to {value} in every trial"),
        }
    } else if let Some(Histogram::Values { values, counts }) = &outcome.histogram
        && let ([low, high], [_, count]) = (values.as_slice(), counts.as_slice())
    {
        let (low, high) = (unit.value(Some(*low)), unit.value(Some(*high)));
        let likely = share(*count as f64 / summary.count as f64);
        format!("{name} is {high} in {likely} of trials and {low} in the others")
    } else {
        spread_sentence(&name, &unit, outcome, report.column(output))
    };
    let errors = outcome.error_count();
    if errors > 0 {
        let trials = errors + summary.count as u64;
        let errors = share(errors as f64 / trials as f64);
        let kinds = error_names(outcome);
        sentence
            .push_str(&format!("; {errors} of trials gave an error ({kinds}) and are left out"));
    }
    sentence.push('.');
    sentence
}

/// Average, nine tenths and the chance to be below zero.
fn spread_sentence(name: &str, unit: &Unit, outcome: &OutputOutcome, column: &[f64]) -> String {
    let summary = &outcome.summary;
    let (min, max) = (summary.min.unwrap_or(0.0), summary.max.unwrap_or(0.0));
    let low = outcome.percentile(5).unwrap_or(min);
    let high = outcome.percentile(95).unwrap_or(max);
    let spread = if high > low { high - low } else { max - min };
    let place = place_for_spread(spread);
    let mut sentence = match summary.mean {
        Some(mean) => format!("{name} is {} on average", unit.rounded(mean, place)),
        None => format!("{name} has no finite average"),
    };
    // Counts stay whole.
    let is_discrete = matches!(outcome.histogram, Some(Histogram::Values { .. }));
    let text = |value| match is_discrete {
        true => unit.value(Some(value)),
        false => unit.rounded(value, place),
    };
    let (low_text, high_text) = (text(low), text(high));
    sentence.push_str(&match low == high {
        true => format!("; at least 9 times out of 10 it is {}", unit.value(Some(low))),
        false => format!("; 9 times out of 10 it lies between {low_text} and {high_text}"),
    });
    if matches!(unit, Unit::Date(_)) {
        return sentence;
    }
    let of_trials = |count: usize| share(count as f64 / summary.count as f64);
    let at_zero = column.iter().filter(|sample| **sample == 0.0).count();
    if low != high && at_zero * ZEROS_WORTH_SAYING >= summary.count {
        sentence.push_str(&format!("; it is exactly 0 in {} of trials", of_trials(at_zero)));
    }
    let below = column.iter().filter(|sample| **sample < 0.0).count();
    if below == summary.count {
        sentence.push_str("; it is below zero in every trial");
    } else if below > 0 {
        sentence.push_str(&format!("; it is below zero in {} of trials", of_trials(below)));
    }
    sentence
}

/// `#DIV/0! in 12 trials, #N/A in 1 trial`.
pub fn errors_listed(outcome: &OutputOutcome) -> String {
    let listed = outcome.errors.iter().map(|(error, count)| {
        format!("{error} in {} {}", numbers::count(*count), plural(*count, "trial"))
    });
    listed.collect::<Vec<_>>().join(", ")
}

fn error_names(outcome: &OutputOutcome) -> String {
    outcome.errors.iter().map(|(error, _)| error.text()).collect::<Vec<_>>().join(", ")
}

/// What drives an output, in a sentence; `None` if nothing is known of it.
pub fn drivers_sentence(report: &Content, outcome: &OutputOutcome) -> Option<String> {
    let first = outcome.drivers.first()?;
    first.rank_correlation?;
    let name = shortened(report.draw_label(first.draw), NAME_CHARACTERS_MAX);
    let strongest = first.contribution_to_variance.abs();
    if strongest == 0.0 {
        return None;
    }
    if strongest < SHARE_THAT_STANDS_OUT {
        return Some(format!(
            "No input stands out: the strongest, {name}, explains {} of the variation.",
            share(strongest)
        ));
    }
    let direction = if first.contribution_to_variance < 0.0 { "lower" } else { "higher" };
    let mut sentence = format!(
        "{name} matters most: it explains {} of the variation, and more of it makes the result \
         {direction}",
        share(strongest)
    );
    let top: f64 = outcome.drivers.iter().take(3).map(|d| d.contribution_to_variance.abs()).sum();
    if outcome.drivers.len() > 3 {
        sentence.push_str(&format!(". The first three explain {}", share(top.min(1.0))));
    }
    sentence.push('.');
    Some(sentence)
}

/// The drivers by how far they move the output's statistic, those that don't last.
pub fn drivers_by_change(outcome: &OutputOutcome) -> Vec<&Driver> {
    let mut drivers: Vec<&Driver> = outcome.drivers.iter().collect();
    let range = |driver: &Driver| driver.change.map_or(-1.0, |change| change.range());
    // Equal ones stay in the order of their correlations.
    drivers.sort_by(|a, b| range(b).total_cmp(&range(a)));
    drivers
}

/// The statistic of all trials that the tornado's bars stand around.
pub fn base_statistic(outcome: &OutputOutcome, statistic: Statistic) -> Option<f64> {
    match statistic {
        Statistic::Mean => outcome.summary.mean,
        Statistic::Percentile(probability) => {
            let percentiles = outcome.summary.percentiles.iter();
            let near = percentiles.min_by(|a, b| {
                let distance = |known: f64| (known - probability).abs();
                distance(a.probability).total_cmp(&distance(b.probability))
            });
            near.and_then(|percentile| percentile.value)
        }
    }
}

/// Facts of the run for the line below the title.
pub fn run_facts(report: &Content) -> Vec<String> {
    let inputs = report.simulation.draws().len() as u64;
    let outputs = report.outcome.outputs.len() as u64;
    let mut facts = vec![
        format!(
            "{} {}",
            numbers::count(report.settings.trials),
            plural(report.settings.trials, "trial")
        ),
        format!("{} {}", numbers::count(inputs), plural(inputs, "input")),
        format!("{} {}", numbers::count(outputs), plural(outputs, "output")),
        format!("{} sampling", plan_words(report)),
        format!("seed {}", report.settings.seed),
        format!("computed in {}", numbers::seconds(report.elapsed_seconds)),
    ];
    facts.extend(report.created.map(str::to_string));
    facts
}

/// The sampling plan in words.
pub fn plan_words(report: &Content) -> &'static str {
    use ulam_probability::sampling::Plan;
    match report.settings.plan {
        Plan::Random => "random",
        Plan::LatinHypercube => "Latin hypercube",
        Plan::Sobol => "Sobol",
    }
}

/// What the base-case check found, in a sentence, and whether all is well.
pub fn base_case_sentence(report: &Content) -> (String, bool) {
    let check = report.base_case;
    let differing = check.differing_count();
    let unsupported = check.unsupported.len() as u64;
    let mut sentence = if check.checked == 0 {
        "The workbook holds no saved results to compare with, so the base case could not be checked"
            .to_string()
    } else if differing == 0 {
        let checked = numbers::count(check.checked);
        format!("{checked} of {checked} formulas compute what the workbook shows")
    } else {
        format!(
            "{} of {} formulas compute what the workbook shows; {} {}",
            numbers::count(check.equal),
            numbers::count(check.checked),
            numbers::count(differing),
            if differing == 1 { "differs" } else { "differ" }
        )
    };
    let mut add = |count: u64, singular: &str, plural: &str| {
        if count > 0 {
            let words = if count == 1 { singular } else { plural };
            sentence.push_str(&format!("; {} {words}", numbers::count(count)));
        }
    };
    add(unsupported, "cell can't be computed", "cells can't be computed");
    add(
        check.volatile,
        "changes by itself and isn't compared",
        "change by themselves and aren't compared",
    );
    add(check.not_saved, "has no saved value", "have no saved value");
    sentence.push('.');
    (sentence, differing == 0 && unsupported == 0 && check.checked > 0)
}

/// With a capital first letter, as a sentence has.
pub fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// The word, with an s unless there is one.
pub fn plural(count: u64, word: &str) -> String {
    if count == 1 { word.to_string() } else { format!("{word}s") }
}
