//! Relationships: how one part of a file points to others.

use std::collections::HashMap;

use super::archive::Archive;
use super::error::ReadError;
use super::xml::{Node, Xml, local, tag_name};

/// One relationship of a part.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// Last segment of its type's address: `worksheet`, `table`, ... It is the same in the
    /// transitional and the strict variant of the format.
    pub(super) kind: String,
    /// Path in the archive, or an address if external.
    pub(super) target: String,
}

/// The relationships of a part, by id, and in the file's order.
#[derive(Default)]
pub(super) struct Relationships {
    list: Vec<Relationship>,
    by_id: HashMap<String, usize>,
}

impl Relationships {
    /// The relationships of the part at `path` (of the whole file for ""); none if it has none.
    pub(super) fn read(archive: &Archive<'_>, path: &str) -> Result<Relationships, ReadError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let separator = if folder.is_empty() { "" } else { "/" };
        let part = format!("{folder}{separator}_rels/{name}.rels");
        let mut relationships = Relationships::default();
        let Some(text) = archive.read_text(&part)? else {
            return Ok(relationships);
        };
        let mut xml = Xml::new(&part, &text);
        loop {
            match xml.next()? {
                Node::Start { tag, .. } if tag_name(&tag) == "Relationship" => {
                    let (mut id, mut kind) = (String::new(), String::new());
                    let (mut target, mut is_external) = (String::new(), false);
                    let mut attributes = xml.attributes(&tag);
                    while let Some(attribute) = attributes.next()? {
                        let value = attributes.text(&attribute)?;
                        match local(attribute.key.into_inner()) {
                            "Id" => id = value.into_owned(),
                            "Type" => {
                                kind = value.rsplit('/').next().unwrap_or_default().to_string();
                            }
                            "Target" => target = value.into_owned(),
                            "TargetMode" => is_external = value == "External",
                            _ => {}
                        }
                    }
                    if !is_external {
                        target = resolved_path(folder, &target);
                    }
                    relationships.by_id.insert(id, relationships.list.len());
                    relationships.list.push(Relationship { kind, target });
                }
                Node::Finished => return Ok(relationships),
                _ => {}
            }
        }
    }

    /// The relationship with an id.
    pub(super) fn with_id(&self, id: &str) -> Option<&Relationship> {
        self.by_id.get(id).and_then(|index| self.list.get(*index))
    }

    /// The relationships of a kind, in the file's order.
    pub(super) fn of_kind<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s Relationship> {
        self.list.iter().filter(move |relationship| relationship.kind == kind)
    }
}

/// The path in the archive of a target that a part in `folder` names.
fn resolved_path(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        segments.extend(folder.split('/').filter(|segment| !segment.is_empty()));
    }
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_absolute_or_relative_to_the_part() {
        let cases = [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../a.xml", "a.xml"),
            ("xl", ".\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ];
        for (folder, target, path) in cases {
            assert_eq!(resolved_path(folder, target), path);
        }
    }
}
