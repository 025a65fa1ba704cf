//! Reading a part's XML, event by event, without allocation in the common case.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::ReadError;

/// Deepest nesting of elements; parts of real workbooks have about ten levels.
const DEPTH_MAX: usize = 200;

/// What comes next in a part.
pub(super) enum Node<'a> {
    /// A start tag; `is_empty` says that it has no content and that no [`Node::End`] follows.
    Start { tag: BytesStart<'a>, is_empty: bool },
    /// The end of the innermost element.
    End,
    /// The end of the part.
    Finished,
}

/// A reader of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A reader of `text`, the part at path `part`.
    pub(super) fn new(part: &'a str, text: &'a str) -> Xml<'a> {
        Xml { reader: Reader::from_str(text), part, depth: 0 }
    }

    /// Number of elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// An error at the place reached.
    pub(super) fn error(&self, detail: impl Into<String>) -> ReadError {
        ReadError::malformed(self.part, self.reader.buffer_position(), detail)
    }

    /// The next event of any kind but comments and processing instructions.
    #[inline]
    pub(super) fn event(&mut self) -> Result<Event<'a>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|error| {
                ReadError::malformed(self.part, self.reader.error_position(), error.to_string())
            })?;
            match &event {
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                // Nothing in a workbook needs one, and entities could be declared in it.
                Event::DocType(_) => return Err(self.error("a document type isn't allowed")),
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(self.error("elements are nested too deeply"));
                    }
                }
                Event::End(_) => self.depth = self.depth.saturating_sub(1),
                Event::Eof if self.depth > 0 => return Err(self.error("the part has no end")),
                _ => {}
            }
            return Ok(event);
        }
    }

    /// The next tag; text between tags is skipped.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Node<'a>, ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) => return Ok(Node::Start { tag, is_empty: false }),
                Event::Empty(tag) => return Ok(Node::Start { tag, is_empty: true }),
                Event::End(_) => return Ok(Node::End),
                Event::Eof => return Ok(Node::Finished),
                _ => {}
            }
        }
    }

    /// Skips the rest of the element whose start tag was just returned.
    pub(super) fn skip(&mut self, is_empty: bool) -> Result<(), ReadError> {
        if is_empty {
            return Ok(());
        }
        let outer_depth = self.depth - 1;
        while self.depth > outer_depth {
            if matches!(self.event()?, Event::Eof) {
                return Err(self.error("the part has no end"));
            }
        }
        Ok(())
    }

    /// The text directly inside the element whose start tag was just returned, up to and with its
    /// end tag. Elements in it are skipped.
    #[inline]
    pub(super) fn text(&mut self, is_empty: bool) -> Result<Cow<'a, str>, ReadError> {
        if is_empty {
            return Ok(Cow::Borrowed(""));
        }
        let outer_depth = self.depth - 1;
        let mut text = Cow::Borrowed("");
        loop {
            let piece = match self.event()? {
                Event::Text(piece) => with_plain_line_ends(piece.into_inner()),
                Event::CData(piece) => with_plain_line_ends(piece.into_inner()),
                Event::GeneralRef(reference) => {
                    text.to_mut().push(self.resolve(&reference)?);
                    continue;
                }
                Event::End(_) if self.depth == outer_depth => return Ok(text),
                Event::Start(_) => {
                    self.skip(false)?;
                    continue;
                }
                Event::Eof => return Err(self.error("the part has no end")),
                _ => continue,
            };
            if text.is_empty() {
                text = piece;
            } else {
                text.to_mut().push_str(&piece);
            }
        }
    }

    pub(super) fn resolve(&self, reference: &BytesRef<'_>) -> Result<char, ReadError> {
        if let Some(character) =
            reference.resolve_char_ref().map_err(|error| self.error(error.to_string()))?
        {
            return Ok(character);
        }
        match &**reference {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            other => Err(self.error(format!("unknown entity &{other};"))),
        }
    }

    /// The attributes of a tag.
    #[inline]
    pub(super) fn attributes<'t>(&self, tag: &'t BytesStart<'_>) -> TagAttributes<'t, 'a> {
        let mut attributes = tag.attributes();
        // Comparing each name with all before it would take quadratic time.
        attributes.with_checks(false);
        TagAttributes { attributes, part: self.part, position: self.reader.buffer_position() }
    }

    /// The value of the attribute with this local name, if there is one.
    pub(super) fn attribute(
        &self,
        tag: &BytesStart<'_>,
        name: &str,
    ) -> Result<Option<String>, ReadError> {
        let mut attributes = self.attributes(tag);
        while let Some(attribute) = attributes.next()? {
            if local(attribute.key.into_inner()) == name {
                return attributes.text(&attribute).map(|text| Some(text.into_owned()));
            }
        }
        Ok(None)
    }
}

/// The attributes of one tag.
pub(super) struct TagAttributes<'t, 'a> {
    attributes: Attributes<'t>,
    part: &'a str,
    position: u64,
}

impl<'t> TagAttributes<'t, '_> {
    /// The next attribute.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Attribute<'t>>, ReadError> {
        match self.attributes.next() {
            None => Ok(None),
            Some(Ok(attribute)) => Ok(Some(attribute)),
            Some(Err(error)) => {
                Err(ReadError::malformed(self.part, self.position, error.to_string()))
            }
        }
    }

    /// An attribute's value, entities resolved.
    #[inline]
    pub(super) fn text(&self, attribute: &Attribute<'t>) -> Result<Cow<'t, str>, ReadError> {
        attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| ReadError::malformed(self.part, self.position, error.to_string()))
    }

    /// An attribute's value as a whole number from 0.
    pub(super) fn number(&self, attribute: &Attribute<'t>) -> Result<u32, ReadError> {
        attribute.value.trim().parse().map_err(|_| {
            let (name, value) = (attribute.key.into_inner(), &attribute.value);
            let detail = format!("{name}=\"{value}\" is no whole number");
            ReadError::malformed(self.part, self.position, detail)
        })
    }
}

/// Whether the value of an XML boolean attribute means true.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// A name without its namespace prefix.
#[inline]
pub(super) fn local(name: &str) -> &str {
    match name.bytes().position(|byte| byte == b':') {
        None => name,
        Some(colon) => &name[colon + 1..],
    }
}

/// The local name of a tag.
#[inline]
pub(super) fn tag_name<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    local(tag.name().into_inner())
}

/// XML reads the line ends of DOS and old Macs as `\n`.
#[inline]
fn with_plain_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
