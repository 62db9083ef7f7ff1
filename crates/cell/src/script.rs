//! Traditional and simplified characters.

use std::borrow::Cow;

/// The text in simplified characters; borrowed when nothing changes.
///
/// ```
/// assert_eq!(fourr_cell::script::simplified("北京暢享科技"), "北京畅享科技");
/// ```
pub fn simplified(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let simple = fast2s::convert(text);
    if simple == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(simple)
    }
}
