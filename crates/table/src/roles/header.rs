//! Headers in one spelling.

use fourr_cell::fold;

/// A header without what differs between two people: width, case, brackets with units, blanks and punctuation.
///
/// `实付金额（元）` becomes `实付金额`, `Customer_ID` becomes `customerid`.
pub(super) fn normalise(header: &str) -> String {
    let folded = fold::fold(header).to_lowercase();
    let mut depth = 0_u32;
    let outside: String = folded
        .chars()
        .filter(|c| match c {
            '(' | '[' | '{' | '【' | '〔' | '《' => {
                depth += 1;
                false
            }
            ')' | ']' | '}' | '】' | '〕' | '》' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    // A header that is all bracket says what it says inside.
    let text = if outside.trim().is_empty() {
        &folded
    } else {
        &outside
    };
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn spellings_of_one_header_agree() {
        for (header, expected) in [
            ("金额（元）", "金额"),
            ("实付金额(¥)", "实付金额"),
            (" Customer_ID ", "customerid"),
            ("ＩＤ：", "id"),
            ("[商品编码]", "商品编码"),
            ("order-date", "orderdate"),
            ("用户 ID", "用户id"),
        ] {
            assert_eq!(normalise(header), expected);
        }
    }
}
