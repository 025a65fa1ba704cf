//! Fonts, fills, borders and alignment of cell styles.

use quick_xml::events::BytesStart;

use super::colors::Theme;
use super::error::ReadError;
use super::xml::{Node, Xml, is_true, local, tag_name};
use crate::appearance::{CellLook, Color, HorizontalAlignment};

/// Steps that Excel indents by at most.
const INDENT_MAX: u8 = 250;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Fonts,
    Fills,
    Borders,
    CellStyles,
    Other,
}

/// What the parts of a style say, by their numbers.
#[derive(Default)]
struct Parts {
    fonts: Vec<CellLook>,
    fills: Vec<Option<Color>>,
    borders: Vec<CellLook>,
}

/// The look of each cell style (`cellXfs`) of the styles part.
pub(super) fn read_looks(
    part: &str,
    text: &str,
    theme: &Theme,
) -> Result<Vec<CellLook>, ReadError> {
    let mut xml = Xml::new(part, text);
    let mut section = Section::Other;
    let mut parts = Parts::default();
    let mut looks: Vec<CellLook> = Vec::new();
    let mut is_solid = false;
    loop {
        let (tag, is_empty) = match xml.next()? {
            Node::Start { tag, is_empty } => (tag, is_empty),
            Node::End => continue,
            Node::Finished => break,
        };
        let depth = xml.depth() + usize::from(is_empty);
        let name = tag_name(&tag);
        if depth == 2 {
            section = match name {
                "fonts" => Section::Fonts,
                "fills" => Section::Fills,
                "borders" => Section::Borders,
                "cellXfs" => Section::CellStyles,
                _ => Section::Other,
            };
            continue;
        }
        match (section, name, depth) {
            (Section::Fonts, "font", 3) => parts.fonts.push(CellLook::default()),
            (Section::Fonts, _, 4) => {
                if let Some(font) = parts.fonts.last_mut() {
                    add_to_font(font, &xml, &tag, theme)?;
                }
            }
            (Section::Fills, "fill", 3) => parts.fills.push(None),
            (Section::Fills, "patternFill", 4) => {
                is_solid = xml.attribute(&tag, "patternType")?.as_deref() == Some("solid");
            }
            // Of a gradient, the colour that it begins with.
            (Section::Fills, "gradientFill", 4) => is_solid = true,
            (Section::Fills, "fgColor", 5) | (Section::Fills, "color", 6) if is_solid => {
                let color = theme.color(&xml, &tag)?;
                if let Some(fill) = parts.fills.last_mut()
                    && fill.is_none()
                {
                    *fill = color;
                }
            }
            (Section::Borders, "border", 3) => parts.borders.push(CellLook::default()),
            (Section::Borders, side, 4) => {
                let style = xml.attribute(&tag, "style")?;
                let is_line = style.is_some_and(|style| style != "none");
                if let Some(border) = parts.borders.last_mut() {
                    match side {
                        "top" => border.has_top_border = is_line,
                        "bottom" => border.has_bottom_border = is_line,
                        "left" | "start" => border.has_left_border = is_line,
                        "right" | "end" => border.has_right_border = is_line,
                        _ => {}
                    }
                }
            }
            (Section::CellStyles, "xf", 3) => looks.push(look_of(&xml, &tag, &parts)?),
            (Section::CellStyles, "alignment", 4) => {
                if let Some(look) = looks.last_mut() {
                    align(look, &xml, &tag)?;
                }
            }
            _ => {}
        }
    }
    Ok(looks)
}

/// A property of a font.
fn add_to_font(
    font: &mut CellLook,
    xml: &Xml<'_>,
    tag: &BytesStart<'_>,
    theme: &Theme,
) -> Result<(), ReadError> {
    let name = tag_name(tag);
    if name == "color" {
        font.color = theme.color(xml, tag)?;
        return Ok(());
    }
    if !matches!(name, "b" | "i" | "u") {
        return Ok(());
    }
    let value = xml.attribute(tag, "val")?;
    match name {
        "b" => font.is_bold = value.is_none_or(|value| is_true(&value)),
        "i" => font.is_italic = value.is_none_or(|value| is_true(&value)),
        _ => font.is_underlined = value.is_none_or(|value| value != "none"),
    }
    Ok(())
}

/// The look of a style, its alignment apart.
fn look_of(xml: &Xml<'_>, tag: &BytesStart<'_>, parts: &Parts) -> Result<CellLook, ReadError> {
    let mut look = CellLook::default();
    let mut fill = None;
    let mut border = None;
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        let index = || attribute.value.trim_ascii().parse::<usize>().ok();
        match local(attribute.key.into_inner()) {
            "fontId" => {
                if let Some(font) = index().and_then(|index| parts.fonts.get(index)) {
                    look = font.clone();
                }
            }
            "fillId" => fill = index().and_then(|index| parts.fills.get(index).copied()).flatten(),
            "borderId" => border = index().and_then(|index| parts.borders.get(index)),
            _ => {}
        }
    }
    look.fill = fill;
    if let Some(border) = border {
        look.has_top_border = border.has_top_border;
        look.has_bottom_border = border.has_bottom_border;
        look.has_left_border = border.has_left_border;
        look.has_right_border = border.has_right_border;
    }
    Ok(look)
}

fn align(look: &mut CellLook, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
    let mut attributes = xml.attributes(tag);
    while let Some(attribute) = attributes.next()? {
        let value = &*attribute.value;
        match local(attribute.key.into_inner()) {
            "horizontal" => {
                look.horizontal = match value {
                    "left" => Some(HorizontalAlignment::Left),
                    "center" | "centerContinuous" => Some(HorizontalAlignment::Center),
                    "right" => Some(HorizontalAlignment::Right),
                    "fill" => Some(HorizontalAlignment::Fill),
                    _ => None,
                };
            }
            "wrapText" => look.wraps = is_true(value),
            "indent" => look.indent = value.trim_ascii().parse().unwrap_or(0).min(INDENT_MAX),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lead_to_looks() {
        let text = r#"<styleSheet>
            <fonts><font><sz val="11"/><color theme="1"/></font>
              <font><b/><i val="0"/><u/><color rgb="FF1F77B4"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill>
              <fill><patternFill patternType="gray125"><fgColor rgb="FF00FF00"/></patternFill></fill>
              <fill><patternFill patternType="solid"><fgColor indexed="13"/><bgColor indexed="64"/></patternFill></fill>
              <fill><gradientFill><stop position="0"><color rgb="FF010203"/></stop><stop position="1"><color rgb="FFFFFFFF"/></stop></gradientFill></fill></fills>
            <borders><border><left/><right/><top/><bottom/></border>
              <border><left style="thin"><color auto="1"/></left><right style="none"/><top/><bottom style="double"/></border></borders>
            <cellStyleXfs><xf fontId="1" fillId="2" borderId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0" fillId="0" borderId="0"/>
              <xf fontId="1" fillId="2" borderId="1"><alignment horizontal="center" wrapText="1" indent="2"/></xf>
              <xf fontId="9" fillId="1"/><xf fillId="3"/></cellXfs></styleSheet>"#;
        let looks = read_looks("xl/styles.xml", text, &Theme::default()).expect("looks");
        let plain = CellLook::default();
        let marked = CellLook {
            is_bold: true,
            is_underlined: true,
            color: Some(Color { red: 0x1F, green: 0x77, blue: 0xB4 }),
            fill: Some(Color { red: 0xFF, green: 0xFF, blue: 0 }),
            horizontal: Some(HorizontalAlignment::Center),
            wraps: true,
            indent: 2,
            has_left_border: true,
            has_bottom_border: true,
            ..CellLook::default()
        };
        let gradient =
            CellLook { fill: Some(Color { red: 1, green: 2, blue: 3 }), ..CellLook::default() };
        assert_eq!(looks, [plain.clone(), marked, plain, gradient]);
    }
}
