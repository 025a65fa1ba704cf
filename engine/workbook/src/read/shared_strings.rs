//! The table of texts that cells refer to by number.

use std::sync::Arc;

use super::error::ReadError;
use super::text::read_string_item;
use super::xml::{Node, Xml, tag_name};
use crate::limits::Limits;

/// The shared strings of a workbook.
pub(super) fn read_shared_strings(
    part: &str,
    text: &str,
    limits: &Limits,
) -> Result<Vec<Arc<str>>, ReadError> {
    let mut xml = Xml::new(part, text);
    let mut strings: Vec<Arc<str>> = Vec::new();
    loop {
        match xml.next()? {
            Node::Start { tag, is_empty } if tag_name(&tag) == "si" => {
                if strings.len() >= limits.shared_strings_max {
                    return Err(ReadError::TooLarge {
                        what: "shared strings: more than",
                        found: strings.len() as u64,
                        limit: limits.shared_strings_max as u64,
                    });
                }
                let string = read_string_item(&mut xml, is_empty)?;
                if string.len() > limits.text_bytes_max {
                    return Err(ReadError::TooLarge {
                        what: "bytes in one cell's text:",
                        found: string.len() as u64,
                        limit: limits.text_bytes_max as u64,
                    });
                }
                strings.push(Arc::from(&*string));
            }
            Node::Finished => return Ok(strings),
            _ => {}
        }
    }
}
