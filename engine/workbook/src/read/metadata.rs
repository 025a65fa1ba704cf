//! Cell metadata: which array formulas are dynamic arrays.

use super::error::ReadError;
use super::xml::{Node, Xml, local, tag_name};

/// For each entry of the cell metadata (a cell's `cm` attribute counts them from 1), whether it
/// marks a dynamic array.
pub(super) fn read_dynamic_array_flags(part: &str, text: &str) -> Result<Vec<bool>, ReadError> {
    let mut xml = Xml::new(part, text);
    let mut is_dynamic_type: Vec<bool> = Vec::new();
    let mut flags: Vec<bool> = Vec::new();
    let mut is_in_cell_metadata = false;
    loop {
        match xml.next()? {
            Node::Start { tag, is_empty } => {
                let depth = xml.depth() + usize::from(is_empty);
                match tag_name(&tag) {
                    "metadataType" => {
                        let name = xml.attribute(&tag, "name")?;
                        is_dynamic_type.push(name.is_some_and(|name| name == "XLDAPR"));
                    }
                    name if depth == 2 => is_in_cell_metadata = name == "cellMetadata",
                    "bk" if is_in_cell_metadata => flags.push(false),
                    "rc" if is_in_cell_metadata => {
                        let mut attributes = xml.attributes(&tag);
                        while let Some(attribute) = attributes.next()? {
                            if local(attribute.key.into_inner()) != "t" {
                                continue;
                            }
                            // Types are counted from 1.
                            let kind = attributes.number(&attribute)? as usize;
                            let is_dynamic = kind
                                .checked_sub(1)
                                .and_then(|kind| is_dynamic_type.get(kind))
                                .is_some_and(|is_dynamic| *is_dynamic);
                            if let Some(flag) = flags.last_mut() {
                                *flag |= is_dynamic;
                            }
                        }
                    }
                    _ => {}
                }
            }
            Node::End => {}
            Node::Finished => return Ok(flags),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dynamic_arrays_are_told_from_other_metadata() {
        let text = r#"<metadata><metadataTypes count="2"><metadataType name="XLRICHVALUE"/>
            <metadataType name="XLDAPR"/></metadataTypes>
            <futureMetadata name="XLDAPR" count="1"><bk><extLst/></bk></futureMetadata>
            <cellMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="2" v="0"/></bk>
            </cellMetadata><valueMetadata count="1"><bk><rc t="2" v="0"/></bk></valueMetadata>
            </metadata>"#;
        assert_eq!(read_dynamic_array_flags("xl/metadata.xml", text), Ok(vec![false, true]));
    }
}
