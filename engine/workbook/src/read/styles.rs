//! Cell styles: number formats and looks.

use std::collections::HashMap;
use std::sync::Arc;

use super::colors::Theme;
use super::error::ReadError;
use super::looks::read_looks;
use super::xml::{Node, Xml, local, tag_name};
use crate::appearance::CellLook;

/// Styles of a workbook: the distinct pairs of format code and look, and the pair of each cell style.
#[derive(Clone, Debug)]
pub(super) struct Styles {
    /// Format codes; the first is `General`.
    pub(super) formats: Vec<Arc<str>>,
    /// The look that goes with each of them; the first is plain.
    pub(super) looks: Vec<CellLook>,
    /// Index in both of each cell style (`cellXfs`).
    format_of_style: Vec<u16>,
}

impl Default for Styles {
    fn default() -> Styles {
        Styles {
            formats: vec![Arc::from("General")],
            looks: vec![CellLook::default()],
            format_of_style: Vec::new(),
        }
    }
}

impl Styles {
    /// Index in `formats` and `looks` of a cell style; `General` for a style that isn't there.
    #[inline]
    pub(super) fn format(&self, style: u32) -> u16 {
        self.format_of_style.get(style as usize).copied().unwrap_or(0)
    }

    /// The same of a style that shows on a blank cell.
    #[inline]
    pub(super) fn seen_on_blank(&self, style: u32) -> Option<u16> {
        let index = self.format(style);
        let look = self.looks.get(usize::from(index)).filter(|_| index > 0)?;
        look.is_seen_on_blanks().then_some(index)
    }

    /// Reads the styles part.
    pub(super) fn read(part: &str, text: &str, theme: &Theme) -> Result<Styles, ReadError> {
        let mut xml = Xml::new(part, text);
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut style_format_ids: Vec<u32> = Vec::new();
        // Formats and styles also stand elsewhere (dxfs, cellStyleXfs): the section decides.
        let mut section = Section::Other;
        loop {
            match xml.next()? {
                Node::Start { tag, is_empty } => {
                    let section_depth = xml.depth() + usize::from(is_empty);
                    match (tag_name(&tag), section) {
                        ("numFmts", _) if section_depth == 2 => section = Section::Formats,
                        ("cellXfs", _) if section_depth == 2 => section = Section::CellStyles,
                        (_, _) if section_depth == 2 => section = Section::Other,
                        ("numFmt", Section::Formats) => {
                            let (mut id, mut code) = (None, None);
                            let mut attributes = xml.attributes(&tag);
                            while let Some(attribute) = attributes.next()? {
                                match local(attribute.key.into_inner()) {
                                    "numFmtId" => id = Some(attributes.number(&attribute)?),
                                    "formatCode" => {
                                        code = Some(attributes.text(&attribute)?.into_owned());
                                    }
                                    _ => {}
                                }
                            }
                            if let (Some(id), Some(code)) = (id, code) {
                                codes.insert(id, code);
                            }
                        }
                        ("xf", Section::CellStyles) if section_depth == 3 => {
                            let id = xml.attribute(&tag, "numFmtId")?;
                            let id = id.and_then(|id| id.trim().parse().ok()).unwrap_or(0);
                            style_format_ids.push(id);
                        }
                        _ => {}
                    }
                }
                Node::End => {}
                Node::Finished => break,
            }
        }
        let looks = read_looks(part, text, theme)?;
        Ok(Styles::with_looks(&codes, &style_format_ids, &looks))
    }

    /// Styles whose formats have these numbers.
    pub(super) fn of_numbers(format_ids: &[u32]) -> Styles {
        Styles::new(&HashMap::new(), format_ids)
    }

    /// Styles by the number of each one's format; `codes` are those that the file defines.
    pub(super) fn new(codes: &HashMap<u32, String>, style_format_ids: &[u32]) -> Styles {
        Styles::with_looks(codes, style_format_ids, &[])
    }

    /// Styles by the number of each one's format, and each one's look; plain where looks end.
    fn with_looks(
        codes: &HashMap<u32, String>,
        style_format_ids: &[u32],
        looks: &[CellLook],
    ) -> Styles {
        let plain = CellLook::default();
        let mut styles = Styles::default();
        let mut index_of: HashMap<(u32, &CellLook), u16> = HashMap::from([((0, &plain), 0)]);
        for (style, id) in style_format_ids.iter().enumerate() {
            let look = looks.get(style).unwrap_or(&plain);
            let index = *index_of.entry((*id, look)).or_insert_with(|| {
                let code = codes.get(id).map(String::as_str).or_else(|| builtin_code(*id));
                if code.is_none() && *look == plain {
                    return 0;
                }
                // More styles than Excel allows (65,490): the rest are General.
                let Ok(index) = u16::try_from(styles.formats.len()) else {
                    return 0;
                };
                styles.formats.push(Arc::from(code.unwrap_or("General")));
                styles.looks.push(look.clone());
                index
            });
            styles.format_of_style.push(index);
        }
        styles
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Formats,
    CellStyles,
    Other,
}

/// Codes of the formats that files name by number only (ECMA-376 part 1, 18.8.30), as Excel for
/// en-US shows them.
fn builtin_code(id: u32) -> Option<&'static str> {
    let code = match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 => "\"$\"#,##0_);\\(\"$\"#,##0\\)",
        6 => "\"$\"#,##0_);[Red]\\(\"$\"#,##0\\)",
        7 => "\"$\"#,##0.00_);\\(\"$\"#,##0.00\\)",
        8 => "\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "m/d/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yyyy h:mm",
        37 => "#,##0_);\\(#,##0\\)",
        38 => "#,##0_);[Red]\\(#,##0\\)",
        39 => "#,##0.00_);\\(#,##0.00\\)",
        40 => "#,##0.00_);[Red]\\(#,##0.00\\)",
        41 => "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)",
        42 => "_(\"$\"* #,##0_);_(\"$\"* \\(#,##0\\);_(\"$\"* \"-\"_);_(@_)",
        43 => "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)",
        44 => "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    };
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lead_to_format_codes() {
        let text = r##"<styleSheet>
            <numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;EUR&quot; 0.0"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="10"/>
            <xf numFmtId="999"/></cellXfs>
            <dxfs><dxf><numFmt numFmtId="164" formatCode="no"/></dxf></dxfs></styleSheet>"##;
        let styles = Styles::read("xl/styles.xml", text, &Theme::default()).unwrap();
        let code = |style| &*styles.formats[styles.format(style) as usize];
        assert_eq!(
            [code(0), code(1), code(2), code(3), code(4)],
            ["General", "\"EUR\" 0.0", "0.00%", "General", "General"]
        );
    }
}
