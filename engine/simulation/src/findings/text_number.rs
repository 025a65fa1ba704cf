//! Numbers stored as text in ranges that are added up.

use ulam_formula::coerce;
use ulam_formula::context::{Context, DateSystem};
use ulam_formula::value::Value;

use super::subject::{Subject, calls_of, function_name, named};
use super::{Found, Rule, Severity};

/// Cells of a range looked at.
const CELLS_MAX: usize = 20_000;
const FUNCTIONS: [&str; 8] =
    ["SUM", "AVERAGE", "MIN", "MAX", "NPV", "IRR", "STDEV.S", "SUMPRODUCT"];

/// The rule.
pub static RULE: Rule = Rule {
    id: "text-number",
    title: "Number stored as text in a range that is added up",
    severity: Severity::High,
    why: "SUM and its kin skip texts without saying so: the number is left out, although it looks \
          like the others.",
    remedy: "Turn the text into a number (in Excel: Data, Text to columns), or use VALUE.",
    when: "for texts that read as numbers inside a range in which most other cells are numbers.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    for formula in &subject.formulas {
        for call in calls_of(&formula.formula.root, &FUNCTIONS) {
            for argument in call.arguments.iter() {
                let Some(area) = subject.area(argument, formula.cell) else {
                    continue;
                };
                if area.is_cell() || !known.insert(area) || !subject.may_look_at(area) {
                    continue;
                }
                let (mut texts, mut numbers, mut others, mut seen) = (Vec::new(), 0, 0, 0);
                subject.workbook.visit(area, &mut |row, column, value| {
                    seen += 1;
                    match value {
                        Value::Number(_) => numbers += 1,
                        Value::Text(text) if reads_as_number(text) => {
                            let sheet = area.sheet;
                            texts.push(ulam_formula::address::CellAddress { sheet, row, column });
                        }
                        Value::Blank => {}
                        _ => others += 1,
                    }
                    seen < CELLS_MAX
                });
                if texts.is_empty() || numbers < 2 * texts.len() || others > numbers {
                    continue;
                }
                let message = format!(
                    "{} in {} skips {}: it looks like a number but is text",
                    function_name(call),
                    subject.name(formula.cell),
                    named(subject, &texts)
                );
                texts.push(formula.cell);
                found.push(Found { cells: texts, message });
            }
        }
    }
    found
}

fn reads_as_number(text: &str) -> bool {
    let text = text.trim();
    text.bytes().any(|byte| byte.is_ascii_digit())
        && !text.contains(['/', ':', '-'])
        && coerce::to_number(&Value::text(text), DateSystem::Since1900).is_ok()
}
