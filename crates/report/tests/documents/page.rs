//! A page taken apart: elements in order, with their attributes.

use std::collections::BTreeSet;

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
    /// The text up to the next tag.
    pub(crate) text: &'a str,
}

impl<'a> Tag<'a> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.attributes.split_once(&format!("{name}=\""))?;
        Some(value.split_once('"').unwrap().0)
    }
}

/// The opening tags of `page`, style and script aside. Panics where a tag closes that is not open.
pub(crate) fn tags(page: &str) -> Vec<Tag<'_>> {
    const VOID: [&str; 4] = ["meta", "br", "img", "link"];
    let mut open = Vec::new();
    let mut tags = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some((_, tag_on)) = rest.split_once('<') {
        let (tag, after) = tag_on.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "before {after:.200}");
            continue;
        }
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if matches!(name, "style" | "script") {
            rest = rest.split_once(&format!("</{name}>")).unwrap().1;
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        let text = rest.split('<').next().unwrap_or_default();
        tags.push(Tag {
            name,
            attributes,
            text,
        });
    }
    assert_eq!(open, [""; 0], "still open");
    tags
}

/// Every id of `tags`. Panics on one that is there twice.
pub(crate) fn ids<'a>(tags: &[Tag<'a>]) -> BTreeSet<&'a str> {
    let mut ids = BTreeSet::new();
    for id in tags
        .iter()
        .filter_map(|tag| tag.attribute(" id").or_else(|| first_id(tag)))
    {
        assert!(ids.insert(id), "{id} is there twice");
    }
    ids
}

fn first_id<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    tag.attributes
        .starts_with("id=")
        .then(|| tag.attribute("id"))?
}
