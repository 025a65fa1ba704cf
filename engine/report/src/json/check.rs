//! The check of a workbook for programs: base case, what can't be computed, findings, likely inputs and
//! outputs.

use serde::Serialize;
use ulam_formula::address::CellAddress;
use ulam_simulation::conversion::{Conversion, conversions};
use ulam_simulation::findings::{Finding, findings};
use ulam_simulation::model::Model;
use ulam_simulation::preflight::{Preflight, preflight};
use ulam_workbook::{BaseCaseCheck, Recalculation, Survey, Workbook};

use super::CellValue;
use crate::warnings::reader_warnings;

/// What was found in a recalculated workbook.
pub struct Check<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// Its recalculation.
    pub recalculation: &'a Recalculation,
    /// What a reviewer would point out.
    pub findings: Vec<Finding>,
    /// How computed values compare with saved ones.
    pub base_case: BaseCaseCheck,
    /// What can't be computed, and what is random already.
    pub preflight: Preflight,
    /// Likely inputs and outputs.
    pub survey: Survey,
    /// What became of other tools' functions.
    pub conversions: Vec<Conversion>,
}

/// One finding for programs.
#[derive(Serialize)]
pub struct FindingRow<'a> {
    id: &'a str,
    severity: &'a str,
    title: &'a str,
    cells: Vec<String>,
    message: &'a str,
    why: &'a str,
    remedy: &'a str,
    /// Whether an output of the model depends on it; true without a model.
    is_on_path: bool,
}

impl<'a> FindingRow<'a> {
    /// The finding in this form.
    pub fn new(workbook: &Workbook, finding: &'a Finding) -> FindingRow<'a> {
        FindingRow {
            id: finding.rule.id,
            severity: finding.rule.severity.name(),
            title: finding.rule.title,
            cells: finding.cells.iter().map(|cell| workbook.cell_name(*cell)).collect(),
            message: &finding.message,
            why: finding.rule.why,
            remedy: finding.rule.remedy,
            is_on_path: finding.is_on_path,
        }
    }
}

/// What was found, for programs: the object of `ulam check --json`.
#[derive(Serialize)]
pub struct CheckResult<'a> {
    workbook: String,
    formula_cells: usize,
    equal: usize,
    /// Cells that differ as they may: they depend on time or chance.
    volatile: usize,
    /// Cells for which the file saves no value.
    not_saved: usize,
    differing: Vec<DifferingCell<'a>>,
    unsupported: Vec<UnsupportedFunction<'a>>,
    unreadable: Vec<UnreadableCell<'a>>,
    circular_references: Vec<Vec<String>>,
    findings: Vec<FindingRow<'a>>,
    random: Vec<RandomCell<'a>>,
    /// Functions of other simulation tools, and what they became.
    conversions: Vec<ConvertedFunction<'a>>,
    likely_inputs: Vec<LikelyInput<'a>>,
    likely_outputs: Vec<LikelyOutput<'a>>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct DifferingCell<'a> {
    cell: String,
    formula: Option<String>,
    excel: CellValue<'a>,
    ulam: CellValue<'a>,
    /// Whether a cell that it reads differs too.
    follows: bool,
}

#[derive(Serialize)]
struct UnsupportedFunction<'a> {
    function: &'a str,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct UnreadableCell<'a> {
    cell: String,
    formula: Option<String>,
    message: &'a str,
}

#[derive(Serialize)]
struct RandomCell<'a> {
    cell: String,
    formula: Option<String>,
    functions: &'a [String],
}

/// A function of another simulation tool, for programs.
#[derive(Serialize)]
pub struct ConvertedFunction<'a> {
    cell: String,
    function: &'a str,
    became: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'a str>,
}

impl ConvertedFunction<'_> {
    /// What became of a function.
    pub fn new<'a>(workbook: &Workbook, conversion: &'a Conversion) -> ConvertedFunction<'a> {
        ConvertedFunction {
            cell: workbook.cell_name(conversion.cell),
            function: &conversion.function,
            became: &conversion.became,
            notes: &conversion.notes,
            refused: conversion.refused.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct LikelyInput<'a> {
    cell: String,
    label: Option<&'a str>,
    value: f64,
    readers: u32,
}

#[derive(Serialize)]
struct LikelyOutput<'a> {
    cell: String,
    label: Option<&'a str>,
    value: f64,
    is_marked: bool,
}

impl<'a> Check<'a> {
    /// Looks through a recalculated workbook; where there is a model, through its inputs, outputs and
    /// correlations too.
    pub fn of(
        workbook: &'a Workbook,
        recalculation: &'a Recalculation,
        model: Option<&Model>,
    ) -> Check<'a> {
        Check {
            findings: findings(workbook, recalculation, model),
            base_case: workbook.base_case_check(),
            preflight: preflight(workbook),
            survey: workbook.survey(),
            conversions: conversions(workbook),
            recalculation,
            workbook,
        }
    }

    /// Circular references that stand for a mistake: the workbook doesn't ask to iterate them.
    pub fn circles(&self) -> &[Vec<CellAddress>] {
        if self.workbook.calculation().iterate { &[] } else { &self.recalculation.cycles }
    }

    fn name(&self, cell: CellAddress) -> String {
        self.workbook.cell_name(cell)
    }

    fn formula(&self, cell: CellAddress) -> Option<String> {
        self.workbook.formula_text(self.workbook.cell_at(cell)?)
    }

    /// What was found, for programs; `workbook` is what to call it. Lists have at most `items_max` items.
    pub fn result(&self, workbook: &str, items_max: usize) -> CheckResult<'_> {
        let base_case = &self.base_case;
        // Those that others follow come first.
        let mut differing: Vec<_> = base_case.differing.iter().collect();
        differing.sort_by_key(|difference| difference.follows);
        CheckResult {
            workbook: workbook.to_string(),
            formula_cells: base_case.formula_cells,
            equal: base_case.equal,
            volatile: base_case.volatile,
            not_saved: base_case.not_saved,
            differing: differing
                .into_iter()
                .take(items_max)
                .map(|difference| DifferingCell {
                    cell: self.name(difference.cell),
                    formula: self.formula(difference.cell),
                    excel: CellValue(&difference.saved),
                    ulam: CellValue(&difference.computed),
                    follows: difference.follows,
                })
                .collect(),
            unsupported: self
                .preflight
                .unsupported
                .iter()
                .take(items_max)
                .map(|(function, cells)| UnsupportedFunction {
                    function,
                    cells: cells.iter().map(|cell| self.name(*cell)).collect(),
                })
                .collect(),
            unreadable: self
                .preflight
                .unreadable
                .iter()
                .take(items_max)
                .map(|(cell, message)| UnreadableCell {
                    cell: self.name(*cell),
                    formula: self.formula(*cell),
                    message,
                })
                .collect(),
            circular_references: self
                .circles()
                .iter()
                .take(items_max)
                .map(|circle| circle.iter().map(|cell| self.name(*cell)).collect())
                .collect(),
            findings: self
                .findings
                .iter()
                .take(items_max)
                .map(|finding| FindingRow::new(self.workbook, finding))
                .collect(),
            random: self
                .preflight
                .random
                .iter()
                .take(items_max)
                .map(|(cell, functions)| RandomCell {
                    cell: self.name(*cell),
                    formula: self.formula(*cell),
                    functions,
                })
                .collect(),
            conversions: self
                .conversions
                .iter()
                .take(items_max)
                .map(|conversion| ConvertedFunction::new(self.workbook, conversion))
                .collect(),
            likely_inputs: self
                .survey
                .inputs
                .iter()
                .take(items_max)
                .map(|input| LikelyInput {
                    cell: self.name(input.cell),
                    label: input.label.as_deref(),
                    value: input.value,
                    readers: input.readers,
                })
                .collect(),
            likely_outputs: self
                .survey
                .outputs
                .iter()
                .take(items_max)
                .map(|output| LikelyOutput {
                    cell: self.name(output.cell),
                    label: output.label.as_deref(),
                    value: output.value,
                    is_marked: output.is_marked,
                })
                .collect(),
            warnings: reader_warnings(self.workbook),
        }
    }
}
