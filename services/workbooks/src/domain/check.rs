//! The check of a workbook: the object of `ulam check --json`, and the badge that sums it up.

use ulam_contracts::workbooks::{BaseCaseBadge, BaseCaseVerdict, CheckReport, CheckTotals};
use ulam_report::json::Check;
use ulam_report::readable::count;
use ulam_simulation::findings::Severity;

/// Most items of each list that are kept.
pub const ITEMS_MAX: usize = 100_000;

/// The verdict on a workbook.
pub fn badge_of(check: &Check) -> BaseCaseBadge {
    let base_case = &check.base_case;
    let unsupported = check.preflight.unsupported.iter().flat_map(|(_, cells)| cells);
    let mut not_computable: Vec<_> = unsupported.copied().collect();
    not_computable.extend(check.preflight.unreadable.iter().map(|(cell, _)| *cell));
    not_computable.sort_unstable();
    not_computable.dedup();
    let formula_cells = base_case.formula_cells as u64;
    let (equal, differing) = (base_case.equal as u64, base_case.differing.len() as u64);
    let not_saved = base_case.not_saved as u64;
    let not_computable = not_computable.len() as u64;
    let (verdict, sentence) = if formula_cells == 0 {
        (BaseCaseVerdict::NoFormulas, "There are no formulas".to_string())
    } else if not_computable > 0 {
        let sentence = format!(
            "{} of {} formulas can't be computed",
            count(not_computable),
            count(formula_cells)
        );
        (BaseCaseVerdict::NotComputable, sentence)
    } else if not_saved == formula_cells {
        (BaseCaseVerdict::NothingSaved, "The file saves no values to compare with".to_string())
    } else if differing > 0 {
        let sentence =
            format!("{} of {} formulas differ from Excel", count(differing), count(formula_cells));
        (BaseCaseVerdict::Differs, sentence)
    } else {
        let volatile = base_case.volatile as u64;
        (BaseCaseVerdict::Matches, matching(equal, volatile, not_saved))
    };
    BaseCaseBadge {
        verdict,
        sentence,
        formula_cells,
        equal,
        differing,
        volatile: base_case.volatile as u64,
        not_saved,
        not_computable,
        circular_references: check.circles().len() as u64,
        severe_findings: check
            .findings
            .iter()
            .filter(|finding| finding.rule.severity == Severity::High)
            .count() as u64,
    }
}

/// That nothing differs. What can't be compared is counted apart: cells that depend on chance or time
/// differ in Excel too from one calculation to the next.
fn matching(equal: u64, volatile: u64, not_saved: u64) -> String {
    let mut sentence = match equal {
        0 => "No formula can be compared with Excel".to_string(),
        _ => format!("{0} of {0} formulas match Excel", count(equal)),
    };
    if volatile > 0 {
        let more = if equal > 0 { " more" } else { "" };
        sentence.push_str(&format!("; chance or time decides {}{more}", count(volatile)));
    }
    if not_saved > 0 {
        sentence.push_str(&format!("; the file saves no value of {}", count(not_saved)));
    }
    sentence
}

/// The report, its lists at most [`ITEMS_MAX`] long. It says what `ulam check --json` says because it
/// is made of it.
pub fn report_of(check: &Check, badge: BaseCaseBadge) -> CheckReport {
    let totals = CheckTotals {
        differing: check.base_case.differing.len() as u64,
        unsupported: check.preflight.unsupported.len() as u64,
        unreadable: check.preflight.unreadable.len() as u64,
        circular_references: check.circles().len() as u64,
        findings: check.findings.len() as u64,
        random: check.preflight.random.len() as u64,
        conversions: check.conversions.len() as u64,
        likely_inputs: check.survey.input_count as u64,
        likely_outputs: check.survey.output_count as u64,
    };
    let empty = CheckReport {
        workbook_id: String::new(),
        badge: badge.clone(),
        totals: totals.clone(),
        workbook: String::new(),
        formula_cells: badge.formula_cells,
        equal: badge.equal,
        volatile: badge.volatile,
        not_saved: badge.not_saved,
        differing: Vec::new(),
        unsupported: Vec::new(),
        unreadable: Vec::new(),
        circular_references: Vec::new(),
        findings: Vec::new(),
        random: Vec::new(),
        conversions: Vec::new(),
        likely_inputs: Vec::new(),
        likely_outputs: Vec::new(),
        warnings: Vec::new(),
    };
    let merged = || -> Result<CheckReport, serde_json::Error> {
        let mut object = serde_json::to_value(&empty)?;
        let found = serde_json::to_value(check.result("", ITEMS_MAX))?;
        if let (Some(object), serde_json::Value::Object(found)) = (object.as_object_mut(), found) {
            object.extend(found);
        }
        serde_json::from_value(object)
    };
    merged().unwrap_or_else(|error| {
        tracing::error!(%error, "the check's form and the contract's differ");
        empty
    })
}

/// The report with its lists cut.
pub fn cut(report: &CheckReport, items_max: usize) -> CheckReport {
    fn first<T: Clone>(items: &[T], most: usize) -> Vec<T> {
        items.iter().take(most).cloned().collect()
    }
    CheckReport {
        workbook_id: report.workbook_id.clone(),
        badge: report.badge.clone(),
        totals: report.totals.clone(),
        workbook: report.workbook.clone(),
        formula_cells: report.formula_cells,
        equal: report.equal,
        volatile: report.volatile,
        not_saved: report.not_saved,
        differing: first(&report.differing, items_max),
        unsupported: first(&report.unsupported, items_max),
        unreadable: first(&report.unreadable, items_max),
        circular_references: first(&report.circular_references, items_max),
        findings: first(&report.findings, items_max),
        random: first(&report.random, items_max),
        conversions: first(&report.conversions, items_max),
        likely_inputs: first(&report.likely_inputs, items_max),
        likely_outputs: first(&report.likely_outputs, items_max),
        warnings: report.warnings.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn cells_that_draw_random_numbers_do_not_look_like_differences() {
        assert_eq!(matching(12_431, 0, 0), "12,431 of 12,431 formulas match Excel");
        assert_eq!(
            matching(520, 757, 0),
            "520 of 520 formulas match Excel; chance or time decides 757 more"
        );
        assert_eq!(
            matching(3, 1, 2),
            "3 of 3 formulas match Excel; chance or time decides 1 more; the file saves no value of 2"
        );
        assert_eq!(
            matching(0, 4, 0),
            "No formula can be compared with Excel; chance or time decides 4"
        );
    }
}
