//! Mobile numbers of mainland China.

/// The eleven digits of a mobile number, without country code, spaces and hyphens.
///
/// `text` is folded and trimmed. A `.0` at the end, left by a spreadsheet that took the number for an
/// amount, is dropped.
pub(super) fn normalise(text: &str) -> Option<String> {
    // The longest sensible form is "(+86) 138-1234-5678".
    if !(11..=24).contains(&text.len()) {
        return None;
    }
    let text = text.strip_suffix(".0").unwrap_or(text);
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')'))
        .collect();
    let local = ["+86", "0086", "86"]
        .iter()
        .find_map(|code| digits.strip_prefix(code))
        .unwrap_or(&digits);
    is_mobile(local.as_bytes()).then(|| local.to_owned())
}

/// Whether the text is `1[3-9]\d{9}`.
fn is_mobile(text: &[u8]) -> bool {
    matches!(text, [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}
