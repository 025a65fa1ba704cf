//! Colours as workbooks write them: as such, by number in a palette, or from the theme with a tint.

use quick_xml::events::BytesStart;

use super::error::ReadError;
use super::xml::{Node, Xml, local, tag_name};
use crate::appearance::Color;

/// The colours of a theme, by the number that styles use.
pub(super) struct Theme {
    colors: [Color; 12],
}

const fn color(hexadecimal: u32) -> Color {
    Color {
        red: (hexadecimal >> 16) as u8,
        green: (hexadecimal >> 8) as u8,
        blue: hexadecimal as u8,
    }
}

impl Default for Theme {
    /// The theme of files without one: Office 2007's.
    fn default() -> Theme {
        let colors = [
            0xFF_FFFF, 0x00_0000, 0xEE_ECE1, 0x1F_497D, 0x4F_81BD, 0xC0_504D, 0x9B_BB59, 0x80_64A2,
            0x4B_ACC6, 0xF7_9646, 0x00_00FF, 0x80_0080,
        ];
        Theme { colors: colors.map(color) }
    }
}

/// The names of a theme's colours in the order of their numbers (ECMA-376 part 1, 18.8.3): light and
/// dark are the other way round than they stand in the theme.
const THEME_NAMES: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
];

impl Theme {
    /// Reads the theme part.
    pub(super) fn read(part: &str, text: &str) -> Result<Theme, ReadError> {
        let mut theme = Theme::default();
        let mut xml = Xml::new(part, text);
        // The colour that is being defined, and the depth of its element.
        let mut current: Option<(usize, usize)> = None;
        let mut is_in_scheme = false;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } => match tag_name(&tag) {
                    "clrScheme" => is_in_scheme = !is_empty,
                    name if is_in_scheme => {
                        if let Some(index) = THEME_NAMES.iter().position(|known| *known == name) {
                            current = (!is_empty).then_some((index, xml.depth()));
                            continue;
                        }
                        let attribute = if name == "sysClr" { "lastClr" } else { "val" };
                        let value = xml.attribute(&tag, attribute)?;
                        let value = value.as_deref().and_then(parse_hexadecimal);
                        if let (Some((index, _)), Some(value)) = (current, value) {
                            theme.colors[index] = value;
                        }
                    }
                    _ => {}
                },
                Node::End => {
                    if current.is_some_and(|(_, depth)| xml.depth() < depth) {
                        current = None;
                    }
                    // The scheme comes first, and all of it is in one element.
                    if is_in_scheme && xml.depth() < 3 {
                        break;
                    }
                }
                Node::Finished => break,
            }
        }
        Ok(theme)
    }

    /// The colour that a `color`, `fgColor` or `tabColor` element names; `None` for that of the page.
    pub(super) fn color(
        &self,
        xml: &Xml<'_>,
        tag: &BytesStart<'_>,
    ) -> Result<Option<Color>, ReadError> {
        let mut named = None;
        let mut is_page_text = false;
        let mut tint = 0.0;
        let mut attributes = xml.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            let value = attributes.text(&attribute)?;
            let number = || value.trim().parse::<usize>().ok();
            match local(attribute.key.into_inner()) {
                "rgb" => named = parse_hexadecimal(&value),
                "indexed" => named = number().and_then(palette_color),
                "theme" => {
                    named = number().and_then(|index| self.colors.get(index).copied());
                    is_page_text = number() == Some(1);
                }
                "tint" => tint = value.trim().parse::<f64>().unwrap_or(0.0),
                _ => {}
            }
        }
        if is_page_text && tint == 0.0 && tag_name(tag) == "color" {
            return Ok(None);
        }
        Ok(named.map(|color| tinted(color, tint)))
    }
}

/// `FF1F77B4` or `1F77B4`.
fn parse_hexadecimal(text: &str) -> Option<Color> {
    let text = text.trim();
    if !text.is_ascii() || (text.len() != 6 && text.len() != 8) {
        return None;
    }
    u32::from_str_radix(&text[text.len() - 6..], 16).ok().map(color)
}

/// The colours that files name by number (ECMA-376 part 1, 18.8.27); the first eight stand twice.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080,
    0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF,
    0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF,
    0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// A colour by number; 64 and 65 are those of the page.
fn palette_color(number: usize) -> Option<Color> {
    let index = if number < 8 { number } else { number - 8 };
    PALETTE.get(index).copied().map(color)
}

/// A colour made lighter (a tint up to 1) or darker (down to -1) by its lightness (ECMA-376 part 1,
/// 18.8.19).
fn tinted(color: Color, tint: f64) -> Color {
    if tint == 0.0 || !tint.is_finite() {
        return color;
    }
    let tint = tint.clamp(-1.0, 1.0);
    let [red, green, blue] =
        [color.red, color.green, color.blue].map(|part| f64::from(part) / 255.0);
    let largest = red.max(green).max(blue);
    let smallest = red.min(green).min(blue);
    let lightness = f64::midpoint(largest, smallest);
    let spread = largest - smallest;
    let saturation =
        if spread == 0.0 { 0.0 } else { spread / (1.0 - (2.0 * lightness - 1.0).abs()) };
    // The hue in sixths of a turn.
    let hue = if spread == 0.0 {
        0.0
    } else if largest == red {
        ((green - blue) / spread).rem_euclid(6.0)
    } else if largest == green {
        (blue - red) / spread + 2.0
    } else {
        (red - green) / spread + 4.0
    };
    let lightness =
        if tint < 0.0 { lightness * (1.0 + tint) } else { lightness * (1.0 - tint) + tint };
    let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
    let second = chroma * (1.0 - (hue.rem_euclid(2.0) - 1.0).abs());
    let parts = match hue as u32 {
        0 => [chroma, second, 0.0],
        1 => [second, chroma, 0.0],
        2 => [0.0, chroma, second],
        3 => [0.0, second, chroma],
        4 => [second, 0.0, chroma],
        _ => [chroma, 0.0, second],
    };
    let floor = lightness - chroma / 2.0;
    let [red, green, blue] =
        parts.map(|part| ((part + floor) * 255.0).round().clamp(0.0, 255.0) as u8);
    Color { red, green, blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_are_those_that_excel_shows() {
        // Excel's picker for the Office theme of 2007: "lighter 80%", "darker 25%" and so on.
        for (base, tint, expected) in [
            (0x4F_81BD, 0.799_98, "#dce6f1"),
            (0x4F_81BD, 0.399_98, "#95b3d7"),
            (0x4F_81BD, -0.249_98, "#366092"),
            (0xFF_FFFF, -0.149_99, "#d9d9d9"),
            (0x00_0000, 0.499_98, "#7f7f7f"),
        ] {
            assert_near(&tinted(color(base), tint).hexadecimal(), expected);
        }
    }

    /// Excel computes with integers: its colours may differ by one.
    fn assert_near(found: &str, expected: &str) {
        let parts = |text: &str| {
            [1, 3, 5].map(|at| i32::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal"))
        };
        let near =
            parts(found).iter().zip(parts(expected)).all(|(one, other)| (one - other).abs() <= 1);
        assert!(near, "{found} is not {expected}");
    }

    #[test]
    fn a_theme_gives_its_colors_by_number() {
        let text = r#"<a:theme xmlns:a="x"><a:themeElements><a:clrScheme name="Own">
            <a:dk1><a:sysClr val="windowText" lastClr="010203"/></a:dk1>
            <a:lt1><a:sysClr val="window" lastClr="FDFEFF"/></a:lt1>
            <a:accent1><a:srgbClr val="123456"/></a:accent1></a:clrScheme>
            <a:fontScheme><a:accent2 val="ABCDEF"/></a:fontScheme></a:themeElements></a:theme>"#;
        let theme = Theme::read("xl/theme/theme1.xml", text).expect("a theme");
        let colors = [0, 1, 4, 5].map(|number: usize| theme.colors[number].hexadecimal());
        assert_eq!(colors, ["#fdfeff", "#010203", "#123456", "#c0504d"]);
    }
}
