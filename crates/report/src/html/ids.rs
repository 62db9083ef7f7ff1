//! Parts of a page whose ids must not meet those of other parts.

/// What an id, or a reference to one, stands behind in a tag.
const MARKS: [&str; 4] = [" id=\"", " aria-labelledby=\"", "url(#", "href=\"#"];

/// `html` with every id, and every reference to one, prefixed by `owner.`; text between tags stays.
pub(super) fn owned(html: &str, owner: &str) -> String {
    let mut own = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag_on) = rest.split_at(start);
        let (tag, after) = tag_on.split_at(tag_end(tag_on));
        own.push_str(text);
        let mut tag = tag.to_owned();
        for mark in MARKS {
            if tag.contains(mark) {
                tag = tag.replace(mark, &format!("{mark}{owner}."));
            }
        }
        own.push_str(&tag);
        rest = after;
    }
    own + rest
}

/// Where the tag that `html` starts with ends: behind the first `>` that is in no quotes.
pub(super) fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    html.len()
}
