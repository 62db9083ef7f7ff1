//! [`Node`]: a small XML document as a tree.

use quick_xml::{Reader, XmlVersion, events::Event};

/// Depth of elements that is followed.
const MOST_DEPTH: usize = 64;
/// Elements of a document.
const MOST_NODES: usize = 200_000;

/// An element: its name without a prefix, attributes, text and children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    text: String,
    pub(super) children: Vec<Self>,
}

impl Node {
    /// The root of a document; none where it is no sound XML, or too deep or large to be a chart. Entities that the
    /// document defines are not replaced.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = vec![Self::default()];
        let mut nodes = 0;
        loop {
            let event = reader.read_event().ok()?;
            nodes += 1;
            if open.len() > MOST_DEPTH || nodes > MOST_NODES {
                return None;
            }
            match event {
                Event::Start(start) => open.push(Self::opened(&start)),
                Event::Empty(start) => open.last_mut()?.children.push(Self::opened(&start)),
                Event::End(_) => {
                    let closed = open.pop()?;
                    open.last_mut()?.children.push(closed);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let character = match &*entity.xml10_content() {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => entity.resolve_char_ref().ok().flatten(),
                    };
                    open.last_mut()?.text.extend(character);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let root = open.pop().filter(|_| open.is_empty())?;
        root.children.into_iter().next()
    }

    fn opened(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let attributes = start.attributes().flatten().filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((
                attribute.key.local_name().as_ref().to_owned(),
                value.into_owned(),
            ))
        });
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(key, _)| key == name)?;
        Some(value)
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name below this one, in the order of the document.
    pub(super) fn all<'n>(&'n self, name: &str) -> Vec<&'n Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// The text of this element and those below it.
    pub(super) fn whole_text(&self) -> String {
        let below = self.children.iter().map(Self::whole_text);
        [self.text.clone()].into_iter().chain(below).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_tree() {
        let root = Node::parse(b"<c:a x=\"1 &amp; 2\"><c:b>A &lt; B</c:b><c:b/></c:a>").unwrap();
        assert_eq!(root.name, "a");
        assert_eq!(root.attribute("x"), Some("1 & 2"));
        assert_eq!(root.all("b").len(), 2);
        assert_eq!(root.whole_text(), "A < B");
    }

    #[test]
    fn what_is_no_chart_is_none() {
        let deep = "<a>".repeat(1_000);
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\">]><a>&b;</a>";
        assert_eq!(Node::parse(deep.as_bytes()), None);
        assert_eq!(Node::parse(b"<a></b>"), None);
        assert_eq!(Node::parse(laughs.as_bytes()).unwrap().whole_text(), "");
    }
}
