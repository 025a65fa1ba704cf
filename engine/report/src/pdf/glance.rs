//! The first sheets: what the run says, in short.

use ulam_simulation::outcome::OutputOutcome;

use super::fonts::Style;
use super::paper::{ACCENT, ATTENTION, GOOD, INK, INNER, LEFT, Mark, Paper, RIGHT, RULE, SOFT};
use super::table::{Row, numbers as number_column, table, texts};
use crate::content::Content;
use crate::describe::{self, NAME_CHARACTERS_MAX};
use crate::numbers::{self, Unit, place_for_spread, share};
use crate::shortened;

/// Outputs with a picture.
const CARDS_MAX: usize = 12;
/// Outputs with a sentence after those, conditions, warnings.
const ROWS_MAX: usize = 300;
const TEXT_CHARACTERS_MAX: usize = 500;

/// Title, facts, headlines, base case, warnings and probabilities.
pub fn sheets(paper: &mut Paper, report: &Content, title: &str) {
    header(paper, report, title);
    paper.heading("At a glance", 14.0, 60.0);
    let count = report.outcome.outputs.len();
    for output in 0..count.min(CARDS_MAX) {
        card(paper, report, output);
    }
    for output in CARDS_MAX..count.min(ROWS_MAX) {
        let sentence = describe::headline(report, output);
        paper.paragraph(&sentence, Style::Regular, 9.0, INK);
        paper.y += 3.0;
    }
    if count == 0 {
        let text = "This simulation has no outputs; see the probabilities below.";
        paper.paragraph(text, Style::Regular, 9.5, INK);
    }
    let (sentence, is_well) = describe::base_case_sentence(report);
    paper.space(6.0);
    strip(paper, &[sentence], is_well);
    probabilities(paper, report);
    let warnings: Vec<String> = report
        .warnings
        .iter()
        .take(ROWS_MAX)
        .map(|warning| describe::sentence(&shortened(warning, TEXT_CHARACTERS_MAX)))
        .collect();
    if !warnings.is_empty() {
        paper.heading("Please note", 12.0, 40.0);
        strip(paper, &warnings, false);
    }
}

fn header(paper: &mut Paper, report: &Content, title: &str) {
    let y = paper.y;
    paper.fill((LEFT, y), (26.0, 3.0), ACCENT);
    paper.y += 18.0;
    let y = paper.y;
    paper.text((LEFT, y), "SIMULATION REPORT", Style::Bold, 7.5, SOFT);
    paper.y += 10.0;
    let size = 24.0;
    for line in paper.fonts.paragraph(title, Style::Bold, INNER / size).into_iter().take(4) {
        let y = paper.y + size;
        paper.put(Mark::Text { x: LEFT, y, size, colour: INK, line });
        paper.y += size * 1.22;
    }
    paper.y += 6.0;
    let facts = describe::run_facts(report).join("  ·  ");
    paper.paragraph(&facts, Style::Regular, 8.5, SOFT);
    paper.y += 8.0;
    let y = paper.y;
    paper.rule((LEFT, y), (RIGHT, y), 0.8, RULE);
    paper.y += 2.0;
}

/// An output: what it is called and its headline, its mean, and where it lies nine times out of ten.
fn card(paper: &mut Paper, report: &Content, output: usize) {
    const TEXT: f32 = 292.0;
    const SIZE: f32 = 9.0;
    let Some(outcome) = report.outcome.outputs.get(output) else { return };
    let name = shortened(report.output_label(output), NAME_CHARACTERS_MAX);
    let unit = report.unit_of(outcome.cell);
    let names = paper.fonts.paragraph(&name, Style::Bold, TEXT / 10.5);
    let words = describe::headline(report, output);
    let lines = paper.fonts.paragraph(&words, Style::Regular, TEXT / SIZE);
    let text_height = names.len() as f32 * 15.5 + lines.len() as f32 * SIZE * 1.42;
    let height = text_height.max(58.0) + 16.0;
    paper.need(height);
    let top = paper.y + 8.0;
    let mut y = top;
    for line in names {
        paper.put(Mark::Text { x: LEFT, y: y + 10.5, size: 10.5, colour: INK, line });
        y += 15.5;
    }
    for line in lines {
        paper.put(Mark::Text { x: LEFT, y: y + SIZE, size: SIZE, colour: SOFT, line });
        y += SIZE * 1.42;
    }
    picture(paper, outcome, &unit, (LEFT + TEXT + 26.0, top));
    paper.y += height;
    let y = paper.y;
    paper.rule((LEFT, y), (RIGHT, y), 0.5, RULE);
}

/// The mean in large digits, and below it the whole range with its middle nine tenths.
fn picture(paper: &mut Paper, outcome: &OutputOutcome, unit: &Unit, (x, y): (f32, f32)) {
    let summary = &outcome.summary;
    let (Some(min), Some(max)) = (summary.min, summary.max) else { return };
    let ends = (outcome.percentile(5).unwrap_or(min), outcome.percentile(95).unwrap_or(max));
    let place = place_for_spread(if ends.1 > ends.0 { ends.1 - ends.0 } else { max - min });
    let text = |value: f64| unit.rounded(value, place);
    if let Some(mean) = summary.mean {
        let width = paper.text((x, y + 17.0), &text(mean), Style::Bold, 18.0, ACCENT);
        paper.text((x + width + 5.0, y + 17.0), "on average", Style::Regular, 8.0, SOFT);
    }
    if !(min < max && min.is_finite() && max.is_finite()) {
        return;
    }
    let (left, right) = (x, RIGHT);
    let scale = crate::charts::Scale::new(min, max, f64::from(left), f64::from(right));
    let at = |value: f64| scale.at(value) as f32;
    let track = y + 32.0;
    paper.put(Mark::Box {
        x: left,
        y: track,
        width: right - left,
        height: 4.0,
        radius: 2.0,
        colour: RULE,
    });
    let (low, high) = (at(ends.0), at(ends.1));
    let width = (high - low).max(2.0);
    paper.put(Mark::Box {
        x: low,
        y: track - 1.5,
        width,
        height: 7.0,
        radius: 3.5,
        colour: ACCENT,
    });
    if let Some(median) = outcome.percentile(50) {
        paper.fill((at(median) - 0.75, track - 4.0), (1.5, 12.0), INK);
    }
    let labels = [format!("P5 {}", text(ends.0)), format!("P95 {}", text(ends.1))];
    let widths = labels.clone().map(|label| paper.fonts.line(&label, Style::Regular).width * 7.5);
    let wanted = [f64::from(low), f64::from(high)];
    let centres =
        crate::charts::spread(&wanted, &widths.map(f64::from), f64::from(left), f64::from(right));
    for (label, centre) in labels.iter().zip(centres) {
        paper.text_around((centre as f32, track + 18.0), label, Style::Regular, 7.5, SOFT);
    }
}

/// Sentences on a ground that says whether all is well.
pub fn strip(paper: &mut Paper, sentences: &[String], is_well: bool) {
    const SIZE: f32 = 8.5;
    const LINE: f32 = 12.5;
    let (colour, ground) = if is_well { GOOD } else { ATTENTION };
    let sign = if is_well { "✓" } else { "!" };
    for sentence in sentences {
        let lines = paper.fonts.paragraph(sentence, Style::Regular, (INNER - 34.0) / SIZE);
        let height = lines.len() as f32 * LINE + 7.0;
        paper.need(height);
        let top = paper.y;
        paper.put(Mark::Box { x: LEFT, y: top, width: INNER, height, radius: 4.0, colour: ground });
        paper.text((LEFT + 9.0, top + 12.0), sign, Style::Bold, SIZE, colour);
        for (index, line) in lines.into_iter().enumerate() {
            let y = top + 12.0 + index as f32 * LINE;
            paper.put(Mark::Text { x: LEFT + 24.0, y, size: SIZE, colour, line });
        }
        paper.y += height + 4.0;
    }
}

fn probabilities(paper: &mut Paper, report: &Content) {
    let conditions = &report.outcome.conditions;
    if conditions.is_empty() {
        return;
    }
    paper.heading("Probabilities", 12.0, 50.0);
    let rows = conditions.iter().take(ROWS_MAX).map(|condition| {
        let share_of = |of: fn(&ulam_probability::statistics::Proportion) -> f64| {
            let probability = condition.probability.as_ref();
            probability.map_or(numbers::MISSING.to_string(), |probability| share(of(probability)))
        };
        Row::new([
            shortened(&condition.expression, TEXT_CHARACTERS_MAX),
            share_of(|probability| probability.estimate),
            share_of(|probability| probability.low),
            share_of(|probability| probability.high),
            numbers::count(condition.errors),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let columns = [
        texts("Condition", 1.0),
        number_column("Probability"),
        number_column("Low"),
        number_column("High"),
        number_column("Trials with error"),
    ];
    let caption = "How likely each condition is, with 95% confidence intervals";
    table(paper, caption, &columns, &rows, (LEFT, INNER));
}
