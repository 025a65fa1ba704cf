//! The report as a PDF document, A4, for reading and printing.
//!
//! The first sheet says what a decision maker takes away; each output has a sheet of its own with its
//! histogram, cumulative curve, statistics and tornado; inputs, the base case and how to reproduce the
//! run follow. Text is text: it can be searched, copied and read aloud.

mod appendix;
mod charts;
mod fonts;
mod glance;
mod output;
mod paper;
mod render;
mod table;

use fonts::{Fonts, Style};
use paper::{HEIGHT, LEFT, Paper, RIGHT, RULE, SOFT};

use crate::content::Content;
use crate::describe::NAME_CHARACTERS_MAX;
use crate::{ReportError, shortened};

/// Outputs with a sheet of their own.
const OUTPUT_SHEETS_MAX: usize = 200;
/// Missing signs that are named.
const CODES_MAX: usize = 20;

/// Writes the report.
///
/// # Errors
/// The document can't be put together.
pub fn document(report: &Content) -> Result<Vec<u8>, ReportError> {
    let fonts = Fonts::new()?;
    let mut paper = Paper::new(&fonts);
    let title = shortened(report.title(), NAME_CHARACTERS_MAX);
    glance::sheets(&mut paper, report, &title);
    let outputs = report.outcome.outputs.len();
    for output in 0..outputs.min(OUTPUT_SHEETS_MAX) {
        output::sheet(&mut paper, report, output);
    }
    if outputs > OUTPUT_SHEETS_MAX {
        let text = format!(
            "The first {OUTPUT_SHEETS_MAX} of {outputs} outputs are shown in full. The samples hold \
             them all."
        );
        paper.paragraph(&text, Style::Regular, 8.0, SOFT);
    }
    appendix::inputs(&mut paper, report);
    appendix::base_case(&mut paper, report);
    appendix::reproduce(&mut paper, report);
    missing_signs(&mut paper);
    footers(&mut paper, &title);
    render::render(paper, &title, report.version)
}

/// Says which signs of names no font has.
fn missing_signs(paper: &mut Paper) {
    let missing = paper.fonts.missing();
    if missing.is_empty() {
        return;
    }
    let codes: Vec<String> =
        missing.iter().take(CODES_MAX).map(|sign| format!("U+{:04X}", *sign as u32)).collect();
    let more = if missing.len() > CODES_MAX { ", …" } else { "" };
    let text = format!(
        "Signs that no font of the machine has are shown as boxes: {}{more}. With fonts for them \
         installed there (for instance fonts-noto-cjk), the report made again shows them.",
        codes.join(", ")
    );
    paper.paragraph(&text, Style::Regular, 8.0, SOFT);
}

/// What stands at the foot of every sheet.
fn footers(paper: &mut Paper, title: &str) {
    const SIZE: f32 = 7.0;
    let count = paper.pages.len();
    let pages = std::mem::take(&mut paper.pages);
    for (index, page) in pages.into_iter().enumerate() {
        paper.pages.push(page);
        let y = HEIGHT - 42.0;
        paper.rule((LEFT, y), (RIGHT, y), 0.5, RULE);
        paper.text((LEFT, y + 12.0), title, Style::Regular, SIZE, SOFT);
        let number = format!("{} of {count}", index + 1);
        paper.text_ending((RIGHT, y + 12.0), &number, Style::Regular, SIZE, SOFT);
    }
}
