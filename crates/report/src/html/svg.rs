//! Charts as part of the page.

use super::markup::Markup;

const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// `svg`, which carries its own role and label, as an element of the page: its ids are told from
/// those of other charts by `anchor`.
pub(super) fn inline(svg: &str, anchor: &str) -> Markup {
    let element = svg.find("<svg").map_or(svg, |start| &svg[start..]);
    let (head, body) = element.split_at(tag_end(element));
    // The title repeats the label, and the browser would show it wherever the mouse rests.
    let body = match body.split_once("</title>") {
        Some((before, after)) if before.trim_start().starts_with("<title>") => after,
        _ => body,
    };
    Markup::trusted(head.replacen(NAMESPACE, "", 1) + &with_own_ids(body.trim_end(), anchor))
}

/// `svg` with every id, and every reference to one, prefixed by `anchor.`; text between tags stays.
fn with_own_ids(svg: &str, anchor: &str) -> String {
    let mut own = String::with_capacity(svg.len() + svg.len() / 16);
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let (text, tag_on) = rest.split_at(start);
        let (tag, after) = tag_on.split_at(tag_end(tag_on));
        own.push_str(text);
        if tag.contains('#') || tag.contains(" id=") {
            let tag = tag.replace(" id=\"", &format!(" id=\"{anchor}."));
            let tag = tag.replace("url(#", &format!("url(#{anchor}."));
            own.push_str(&tag.replace("href=\"#", &format!("href=\"#{anchor}.")));
        } else {
            own.push_str(tag);
        }
        rest = after;
    }
    own + rest
}

/// Where the tag that `svg` starts with ends: behind the first `>` that is in no quotes.
fn tag_end(svg: &str) -> usize {
    let mut quote = None;
    for (at, byte) in svg.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    svg.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_keeps_its_attributes_and_gets_ids_of_its_own() {
        let svg = "<?xml version=\"1.0\"?>\n\
            <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" aria-label=\"A > B\">\n<title>A > B</title>\
            <pattern id=\"hatch\"/><rect fill=\"url(#hatch)\" data-x=\"a>b\"/><use href=\"#hatch\"/>\
            <text> id=\"x\" url(#x) </text></svg>\n";
        let expected = "<svg width=\"9\" aria-label=\"A > B\">\
            <pattern id=\"chart-a.hatch\"/><rect fill=\"url(#chart-a.hatch)\" data-x=\"a>b\"/>\
            <use href=\"#chart-a.hatch\"/><text> id=\"x\" url(#x) </text></svg>";
        assert_eq!(inline(svg, "chart-a").to_string(), expected);
    }
}
