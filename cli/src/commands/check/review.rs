//! What a reviewer would point out, for people and for programs.

use std::io::Write;

use ulam_simulation::findings::{Finding, Severity};
use ulam_workbook::Workbook;

use crate::error::Failure;
use crate::terminal::colour::{DIM, ERROR, HEADING, WARNING};
use crate::terminal::listed;
use crate::terminal::number::count;

/// Findings of one rule shown to people; JSON has all.
const LINES_MAX: usize = 6;
/// Cells named in one line.
const CELLS_MAX: usize = 3;

/// Writes findings for people, those of one rule together; `in_full` with reasons, also where there
/// are none.
pub fn write_findings(
    out: &mut impl Write,
    workbook: &Workbook,
    findings: &[Finding],
    in_full: bool,
) -> Result<(), Failure> {
    if findings.is_empty() {
        if in_full {
            writeln!(out, "nothing that a reviewer would point out was found")?;
        }
        return Ok(());
    }
    let number = findings.len() as u64;
    if !in_full {
        writeln!(
            out,
            "\n{HEADING}Findings{HEADING:#}  {DIM}patterns that reviewers look for; \
             --findings-only explains them{DIM:#}"
        )?;
    } else {
        let s = if number == 1 { "" } else { "s" };
        writeln!(out, "{HEADING}{} finding{s}{HEADING:#}", count(number))?;
    }
    for group in findings.chunk_by(|left, right| left.rule.id == right.rule.id) {
        let Some(first) = group.first() else {
            continue;
        };
        let rule = first.rule;
        let style = match rule.severity {
            Severity::High => ERROR,
            Severity::Medium => WARNING,
            Severity::Low => DIM,
        };
        let severity = rule.severity.name();
        writeln!(out, "  {style}{severity:<6}{style:#}  {}  {DIM}{}{DIM:#}", rule.title, rule.id)?;
        for finding in group.iter().take(LINES_MAX) {
            let names = finding.cells.iter().map(|cell| workbook.cell_name(*cell));
            let cells = listed(names.collect::<Vec<_>>().into_iter(), CELLS_MAX);
            let aside = if finding.is_on_path { "" } else { "  (no output depends on it)" };
            writeln!(out, "          {cells}  {}{DIM}{aside}{DIM:#}", finding.message)?;
        }
        if group.len() > LINES_MAX {
            let more = count((group.len() - LINES_MAX) as u64);
            writeln!(out, "          {DIM}and {more} more; --json lists them{DIM:#}")?;
        }
        if in_full {
            writeln!(out, "          {DIM}Why: {}{DIM:#}", rule.why)?;
            writeln!(out, "          {DIM}Remedy: {}{DIM:#}", rule.remedy)?;
        }
    }
    Ok(())
}
