//! The fonts of the report, and texts as lines of their glyphs.

mod system;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer, shape};

use crate::ReportError;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain.
    Regular,
    /// Bold.
    Bold,
    /// All signs equally wide.
    Code,
}

/// A font file, to shape with and to embed.
struct Typeface {
    shaper: Face<'static>,
    font: Font,
}

impl Typeface {
    fn new(bytes: &'static [u8]) -> Result<Typeface, ReportError> {
        Typeface::of_collection(bytes, 0).ok_or(ReportError::Font)
    }

    /// A font of a file that may have several.
    fn of_collection(bytes: &'static [u8], index: u32) -> Option<Typeface> {
        let shaper = Face::from_slice(bytes, index)?;
        let font = Font::new(bytes.into(), index)?;
        Some(Typeface { shaper, font })
    }

    fn has(&self, sign: char) -> bool {
        self.shaper.glyph_index(sign).is_some()
    }
}

/// The report's fonts.
pub struct Fonts {
    regular: Typeface,
    bold: Typeface,
    code: Typeface,
    /// Has signs and scripts that the others lack.
    wide: Typeface,
    /// Signs that no font has, the machine's neither.
    missing: RefCell<BTreeSet<char>>,
}

/// Glyphs of one font.
#[derive(Clone, Debug)]
pub struct Run {
    /// The font.
    pub font: Font,
    /// Its glyphs; lengths in multiples of the size.
    pub glyphs: Vec<KrillaGlyph>,
    /// The text that they show.
    pub text: String,
    /// Width in multiples of the size.
    pub width: f32,
}

/// A text on one line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its parts, from left to right.
    pub runs: Vec<Run>,
    /// Width in multiples of the size.
    pub width: f32,
}

impl Fonts {
    /// Opens the fonts.
    ///
    /// # Errors
    /// None of the fonts within the program can't be read; the libraries' refusal is passed on.
    pub fn new() -> Result<Fonts, ReportError> {
        Ok(Fonts {
            regular: Typeface::new(notosans::REGULAR_TTF)?,
            bold: Typeface::new(notosans::BOLD_TTF)?,
            code: Typeface::new(dejavu::sans_mono::regular())?,
            wide: Typeface::new(dejavu::sans::regular())?,
            missing: RefCell::default(),
        })
    }

    /// A text on one line, however long. Control characters are left out.
    pub fn line(&self, text: &str, style: Style) -> Line {
        let text: String = text
            .chars()
            .map(|sign| if sign.is_whitespace() { ' ' } else { sign })
            .filter(|sign| !sign.is_control())
            .collect();
        let own = match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Code => &self.code,
        };
        let mut line = Line::default();
        for (range, typeface) in self.parts(&text, own) {
            let Some(part) = text.get(range) else { continue };
            let run = shaped(typeface, part);
            line.width += run.width;
            line.runs.push(run);
        }
        line
    }

    /// The parts of a text and the font of each: the style's own if it has the signs, else another of
    /// the program, else one of the machine.
    fn parts<'a>(&'a self, text: &str, own: &'a Typeface) -> Vec<(Range<usize>, &'a Typeface)> {
        let mut parts: Vec<(Range<usize>, &Typeface)> = Vec::new();
        for (at, sign) in text.char_indices() {
            let end = at + sign.len_utf8();
            let typeface = match (own.has(sign), self.wide.has(sign)) {
                (true, _) => own,
                (false, true) => &self.wide,
                // Marks that join or vary the sign before them stay with it.
                (false, false) if is_joined(sign) => parts.last().map_or(own, |(_, last)| *last),
                (false, false) => system::with(sign).unwrap_or_else(|| {
                    self.missing.borrow_mut().insert(sign);
                    own
                }),
            };
            match parts.last_mut() {
                Some((range, last)) if std::ptr::eq(*last, typeface) => range.end = end,
                _ => parts.push((at..end, typeface)),
            }
        }
        parts
    }

    /// Signs that were asked for and that no font has: boxes stand in their places.
    pub fn missing(&self) -> BTreeSet<char> {
        self.missing.borrow().clone()
    }

    /// A text on as many lines as it needs to be at most so wide, in multiples of the size. Words that
    /// are wider are broken; line ends in the text stay.
    pub fn paragraph(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for part in text.lines() {
            self.wrap(part, style, width, &mut lines);
        }
        lines
    }

    fn wrap(&self, text: &str, style: Style, width: f32, lines: &mut Vec<Line>) {
        let measure = |text: &str| self.line(text, style).width;
        let space = measure(" ");
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split_whitespace() {
            for piece in self.pieces(word, style, width) {
                let needed = measure(&piece);
                if !line.is_empty() && used + space + needed > width {
                    lines.push(self.line(&line, style));
                    line.clear();
                    used = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    used += space;
                }
                line.push_str(&piece);
                used += needed;
            }
        }
        lines.push(self.line(&line, style));
    }

    /// A word, in pieces that are at most so wide.
    fn pieces(&self, word: &str, style: Style, width: f32) -> Vec<String> {
        if self.line(word, style).width <= width {
            return vec![word.to_string()];
        }
        let mut pieces = Vec::new();
        let (mut piece, mut used) = (String::new(), 0.0);
        for sign in word.chars() {
            let needed = self.line(sign.encode_utf8(&mut [0; 4]), style).width;
            if !piece.is_empty() && used + needed > width {
                pieces.push(std::mem::take(&mut piece));
                used = 0.0;
            }
            piece.push(sign);
            used += needed;
        }
        pieces.push(piece);
        pieces
    }
}

/// Joiners and variation selectors, which show nothing by themselves.
fn is_joined(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn shaped(typeface: &Typeface, text: &str) -> Run {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let output = shape(&typeface.shaper, &[], buffer);
    let unit = typeface.shaper.units_per_em().max(1) as f32;
    let infos = output.glyph_infos();
    // A glyph stands for the text from its cluster to the next one.
    let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    starts.push(text.len());
    starts.sort_unstable();
    starts.dedup();
    let end_of = |start: usize| {
        let next = starts.partition_point(|known| *known <= start);
        starts.get(next).copied().unwrap_or(text.len())
    };
    let mut width = 0.0;
    let glyphs = infos.iter().zip(output.glyph_positions()).map(|(info, position)| {
        let start = info.cluster as usize;
        let advance = position.x_advance as f32 / unit;
        width += advance;
        KrillaGlyph {
            glyph_id: GlyphId::new(info.glyph_id),
            text_range: start..end_of(start),
            x_advance: advance,
            x_offset: position.x_offset as f32 / unit,
            y_offset: position.y_offset as f32 / unit,
            y_advance: 0.0,
            location: None,
        }
    });
    let glyphs = glyphs.collect();
    Run { font: typeface.font.clone(), glyphs, text: text.to_string(), width }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_asked_and_hold_every_word() {
        let fonts = Fonts::new().expect("the fonts");
        let text =
            "Net present value is 1.2 million on average and a_very_long_word_without_any_space";
        let lines = fonts.paragraph(text, Style::Regular, 12.0);
        assert!(lines.len() > 3 && lines.iter().all(|line| line.width <= 12.0001));
        let said: String =
            lines.iter().flat_map(|line| &line.runs).map(|run| run.text.replace(' ', "")).collect();
        assert_eq!(said, text.replace(' ', ""));
        // Digits are equally wide, so that columns of numbers stand under each other.
        let width = |text| fonts.line(text, Style::Regular).width;
        assert!((width("1111") - width("0847")).abs() < 1e-4);
        assert!(width("∞ ≤ ✓ Ω Ж") > 0.0);
        assert!(fonts.missing().is_empty());
    }

    #[test]
    fn scripts_that_the_program_lacks_come_from_the_machine() {
        let fonts = Fonts::new().expect("the fonts");
        let line = fonts.line("NPV 净现值 正味現在価値", Style::Regular);
        assert!(fonts.missing().is_empty(), "install fonts-droid-fallback: {:?}", fonts.missing());
        assert!(
            line.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph_id.to_u32() > 0)
        );
        // Each of these signs is as wide as the line is high, in any such font.
        let width = fonts.line("净现值", Style::Regular).width;
        assert!((width - 3.0).abs() < 0.2, "{width}");
    }

    #[test]
    fn signs_that_no_font_has_are_told() {
        let fonts = Fonts::new().expect("the fonts");
        // Of a plane for private use: nobody's font has it, or it means nothing.
        let line = fonts.line("a\u{10fffd}b", Style::Regular);
        assert_eq!(fonts.missing(), BTreeSet::from(['\u{10fffd}']));
        let said: String = line.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(said, "a\u{10fffd}b");
    }
}
