//! What an experienced modeller would point out in a workbook before trusting a simulation of it.
//!
//! [`RULES`] lists every rule, one file each; [`findings`] applies them. A rule that is wrong is
//! worse than one that misses: each looks for a pattern that is hardly ever meant, and says why it
//! matters and what to do. [`reference_markdown`] is the documentation.

mod base_case_outside;
mod circular_reference;
mod constant_output;
mod double_counting;
mod error_value;
mod hard_coded_number;
mod hidden_error;
mod impossible_correlations;
mod impossible_values;
mod inconsistent_formula;
mod missing_operand;
mod narrow_distribution;
mod overwritten_formula;
mod range_stops_short;
mod repeated_draw;
mod severity_times_count;
mod subject;
mod text_number;
mod unsorted_lookup;
mod unused_input;
mod volatile_clock;
mod zero_divisor;

use ulam_formula::address::CellAddress;
use ulam_workbook::{Recalculation, Workbook};

use crate::model::Model;
use subject::Subject;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Numbers are very likely wrong.
    High,
    /// Numbers may be wrong: look at it.
    Medium,
    /// Worth knowing.
    Low,
}

impl Severity {
    /// `high`, `medium` or `low`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        }
    }
}

/// One thing that is looked for.
pub struct Rule {
    /// A short name that stays: `range-stops-short`.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// When it is reported, and when not.
    pub when: &'static str,
    find: fn(&Subject) -> Vec<Found>,
}

/// Where a rule applies, and what it is about there.
struct Found {
    cells: Vec<CellAddress>,
    message: String,
}

impl Found {
    fn at(cell: CellAddress, message: String) -> Found {
        Found { cells: vec![cell], message }
    }
}

/// Something found in a workbook.
#[derive(Clone)]
pub struct Finding {
    /// What was looked for.
    pub rule: &'static Rule,
    /// The cells concerned, the first of them first; never empty but for findings about the model.
    pub cells: Vec<CellAddress>,
    /// What it is here, in one sentence.
    pub message: String,
    /// Whether a number that is simulated depends on one of the cells; true where no model says
    /// what is simulated.
    pub is_on_path: bool,
}

/// Most findings of one rule that are kept.
const FINDINGS_MAX: usize = 1_000;

/// Every rule, those that matter most first.
pub static RULES: &[&Rule] = &[
    &circular_reference::RULE,
    &double_counting::RULE,
    &overwritten_formula::RULE,
    &range_stops_short::RULE,
    &text_number::RULE,
    &unsorted_lookup::RULE,
    &error_value::RULE,
    &severity_times_count::RULE,
    &impossible_values::RULE,
    &zero_divisor::RULE,
    &base_case_outside::RULE,
    &inconsistent_formula::RULE,
    &missing_operand::RULE,
    &impossible_correlations::RULE,
    &unused_input::RULE,
    &constant_output::RULE,
    &repeated_draw::RULE,
    &hidden_error::RULE,
    &hard_coded_number::RULE,
    &narrow_distribution::RULE,
    &volatile_clock::RULE,
];

/// Applies every rule to a recalculated workbook and, if there is one, to what is to be simulated
/// of it. Those that matter most come first.
pub fn findings(
    workbook: &Workbook,
    recalculation: &Recalculation,
    model: Option<&Model>,
) -> Vec<Finding> {
    let subject = Subject::new(workbook, recalculation, model);
    let mut findings = Vec::new();
    for rule in RULES {
        for found in (rule.find)(&subject).into_iter().take(FINDINGS_MAX) {
            let is_on_path = subject.is_any_on_path(&found.cells);
            findings.push(Finding { rule, cells: found.cells, message: found.message, is_on_path });
        }
    }
    findings.sort_by_key(|finding| finding.rule.severity);
    findings
}

/// The rules as a document.
pub fn reference_markdown() -> String {
    let mut text = String::from(
        "# Model checks\n\n\
         `ulam check model.xlsx` looks for these, and `ulam check model.xlsx --model model.yaml` also \
         for what concerns the inputs and outputs of a simulation. `ulam simulate` warns of those of \
         high and medium severity that lie on the way to its outputs. This page is generated from \
         the code.\n\n\
         | Severity | Check | Id |\n|---|---|---|\n",
    );
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| rule.severity);
    for rule in &rules {
        let severity = rule.severity.name();
        text.push_str(&format!(
            "| {severity} | [{}](#{}) | `{}` |\n",
            rule.title, rule.id, rule.id
        ));
    }
    for rule in &rules {
        text.push_str(&format!(
            "\n## {}\n\n{} ({} severity). {}\n\n**Reported** {}\n\n**Remedy.** {}\n",
            rule.id,
            rule.title,
            rule.severity.name(),
            rule.why,
            rule.when,
            rule.remedy
        ));
    }
    text
}
