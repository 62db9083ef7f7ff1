//! Charts as part of the page.

use super::{ids, markup::Markup};

const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// `svg`, which carries its own role and label, as an element of the page: its ids are told from
/// those of other charts by `anchor`.
pub(super) fn inline(svg: &str, anchor: &str) -> Markup {
    let element = svg.find("<svg").map_or(svg, |start| &svg[start..]);
    let (head, body) = element.split_at(ids::tag_end(element));
    // The title repeats the label, and the browser would show it wherever the mouse rests.
    let body = match body.split_once("</title>") {
        Some((before, after)) if before.trim_start().starts_with("<title>") => after,
        _ => body,
    };
    Markup::trusted(head.replacen(NAMESPACE, "", 1) + &ids::owned(body.trim_end(), anchor))
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
