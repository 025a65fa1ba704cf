//! The last sheets: inputs, base case, how to reproduce the run.

use super::fonts::Style;
use super::glance::strip;
use super::paper::{GROUND, INK, INNER, LEFT, Mark, Paper, SOFT};
use super::table::{Row, numbers as number_column, table, texts};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, MISSING, place_for_spread};
use crate::shortened;

/// Inputs and correlations that are listed.
const ROWS_MAX: usize = 2_000;
const TEXT_CHARACTERS_MAX: usize = 300;
/// Lines of the spec that are shown.
const SPEC_LINES_MAX: usize = 1_200;

/// The inputs with their distributions, and their correlations.
pub fn inputs(paper: &mut Paper, report: &Content) {
    paper.new_page();
    paper.heading("Inputs", 17.0, 60.0);
    let draws = report.simulation.draws();
    if draws.is_empty() {
        let text = "This simulation has no uncertain inputs.";
        paper.paragraph(text, Style::Regular, 9.5, INK);
        return;
    }
    let rows = draws.iter().enumerate().take(ROWS_MAX).map(|(draw, identity)| {
        let unit = report.draw_unit(draw);
        let law = report.simulation.law(draw);
        let quantiles = law.map(|law| [0.05, 0.5, 0.95].map(|share| law.quantile(share)));
        let text = |index: usize| {
            let Some(quantiles) = quantiles else { return MISSING.to_string() };
            let is_discrete = law.is_some_and(|law| law.is_discrete());
            match is_discrete {
                true => unit.value(Some(quantiles[index])),
                false => {
                    unit.rounded(quantiles[index], place_for_spread(quantiles[2] - quantiles[0]))
                }
            }
        };
        Row::new([
            shortened(report.draw_label(draw), NAME_CHARACTERS_MAX),
            report.draw_cell(draw),
            shortened(&identity.distribution, TEXT_CHARACTERS_MAX),
            text(0),
            text(1),
            text(2),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let columns = [
        texts("Input", 1.1),
        texts("Cell", 0.7),
        texts("Distribution", 1.4),
        number_column("P5"),
        number_column("Median"),
        number_column("P95"),
    ];
    table(paper, "", &columns, &rows, (LEFT, INNER));
    more(paper, draws.len(), "input");
    let correlations = &report.simulation.model().correlations;
    if !correlations.is_empty() {
        paper.space(8.0);
        let rows: Vec<Row> = correlations
            .iter()
            .take(ROWS_MAX)
            .map(|correlation| {
                Row::new([
                    shortened(&correlation.first, NAME_CHARACTERS_MAX),
                    shortened(&correlation.second, NAME_CHARACTERS_MAX),
                    format!("{:+.2}", correlation.rho),
                ])
            })
            .collect();
        let columns = [texts("Input", 1.0), texts("and", 1.0), number_column("Rank correlation")];
        let caption = "Rank correlations asked for between inputs";
        table(paper, caption, &columns, &rows, (LEFT, INNER));
        more(paper, correlations.len(), "correlation");
    }
    if let Some(repair) = &report.simulation.correlation_repair {
        let text = format!(
            "Together the correlations were inconsistent, so the nearest consistent ones were used; \
             the largest change is {:.3}.",
            repair.max_absolute_change
        );
        paper.paragraph(&text, Style::Regular, 8.0, SOFT);
    }
}

fn more(paper: &mut Paper, count: usize, word: &str) {
    if count > ROWS_MAX {
        let rest = (count - ROWS_MAX) as u64;
        let text = format!("and {} more {}", numbers::count(rest), describe::plural(rest, word));
        paper.paragraph(&text, Style::Regular, 8.0, SOFT);
    }
}

/// Whether Ulam computes what the workbook shows.
pub fn base_case(paper: &mut Paper, report: &Content) {
    let check = report.base_case;
    let (sentence, is_well) = describe::base_case_sentence(report);
    paper.heading("Base case", 17.0, 80.0);
    let text = "Before it was simulated, the workbook was computed once with its own values and \
                compared with the results saved in it.";
    paper.paragraph(text, Style::Regular, 9.0, INK);
    paper.y += 4.0;
    strip(paper, &[sentence], is_well);
    let short = |text: &str| shortened(text, TEXT_CHARACTERS_MAX);
    if !check.differing.is_empty() {
        let rows: Vec<Row> = check
            .differing
            .iter()
            .take(crate::CELLS_LISTED_MAX)
            .map(|cell| {
                let texts = [&cell.cell, &cell.formula, &cell.expected, &cell.ours];
                Row::new(texts.map(|text| short(text)))
            })
            .collect();
        let columns = [
            texts("Cell", 0.8),
            texts("Formula", 1.6),
            number_column("Workbook"),
            number_column("Ulam"),
        ];
        table(paper, "Cells that differ from the workbook", &columns, &rows, (LEFT, INNER));
    }
    if !check.unsupported.is_empty() {
        let rows: Vec<Row> = check
            .unsupported
            .iter()
            .take(crate::CELLS_LISTED_MAX)
            .map(|cell| Row::new([short(&cell.cell), short(&cell.reason)]))
            .collect();
        let columns = [texts("Cell", 0.5), texts("Why", 1.0)];
        let caption = "Cells that Ulam can't compute; no output depends on them";
        table(paper, caption, &columns, &rows, (LEFT, INNER));
    }
}

/// Command, settings and spec.
pub fn reproduce(paper: &mut Paper, report: &Content) {
    paper.heading("How to reproduce this", 17.0, 130.0);
    let text = "The same workbook, spec and seed give the same samples, bit for bit, on any machine \
                and with any number of threads.";
    paper.paragraph(text, Style::Regular, 9.0, INK);
    paper.y += 6.0;
    listing(paper, report.command);
    paper.y += 6.0;
    let settings = report.settings;
    let row = |name: &str, value: String| Row::new([name.to_string(), value]);
    let rows = [
        row("Workbook", shortened(report.workbook_name, 200)),
        row("Trials", numbers::count(settings.trials)),
        row("Seed", settings.seed.to_string()),
        row("Sampling", describe::plan_words(report).to_string()),
        row("Program", format!("Ulam {}", report.version)),
    ];
    let columns = [texts("", 0.3), texts("", 1.0)];
    table(paper, "Settings", &columns, &rows, (LEFT, INNER));
    if !report.spec.trim().is_empty() {
        paper.heading("Simulation spec", 12.0, 60.0);
        listing(paper, report.spec);
    }
}

/// A text with its own lines and indentation, on a ground.
fn listing(paper: &mut Paper, text: &str) {
    const SIZE: f32 = 7.4;
    const LINE: f32 = 10.4;
    let width = INNER - 20.0;
    let mut lines = Vec::new();
    for line in text.lines().take(SPEC_LINES_MAX) {
        let signs = line.chars().take_while(|sign| *sign == ' ').count().min(40);
        let indent = signs as f32 * paper.fonts.line(" ", Style::Code).width;
        let room = (width / SIZE - indent).max(8.0);
        for wrapped in paper.fonts.paragraph(line.trim_start(), Style::Code, room) {
            lines.push((indent * SIZE, wrapped));
        }
        if line.trim().is_empty() {
            lines.push((0.0, super::fonts::Line::default()));
        }
    }
    paper.need(LINE * 2.0 + 10.0);
    ground(paper, 5.0);
    for (indent, line) in lines {
        if paper.is_full() {
            return;
        }
        if paper.need(LINE + 5.0) {
            ground(paper, 5.0);
        }
        ground(paper, LINE);
        let (x, y) = (LEFT + 10.0 + indent, paper.y - LINE + SIZE + 0.6);
        paper.put(Mark::Text { x, y, size: SIZE, colour: INK, line });
    }
    ground(paper, 5.0);
    if text.lines().count() > SPEC_LINES_MAX {
        let rest = (text.lines().count() - SPEC_LINES_MAX) as u64;
        let text = format!(
            "and {} more {}; the report as a web page or workbook has them all",
            numbers::count(rest),
            describe::plural(rest, "line")
        );
        paper.paragraph(&text, Style::Regular, 8.0, SOFT);
    }
}

/// So much more of the ground.
fn ground(paper: &mut Paper, height: f32) {
    let y = paper.y;
    // A hair over the next part, so that no seam shows.
    paper.fill((LEFT, y), (INNER, height + 0.2), GROUND);
    paper.y += height;
}
