//! Spaces between Chinese and Latin words.

/// Chinese text with a space wherever a Chinese character meets a Latin letter or a digit, as printers set
/// it and screen readers pause; a number keeps its 万 or 亿.
///
/// Descriptions are put together from words and figures of either script, which do not know their neighbours.
pub(crate) fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 8);
    let mut last = ' ';
    for c in text.chars() {
        let meets = (is_chinese(last) && c.is_ascii_alphanumeric())
            || (ends_latin(last) && is_chinese(c) && !"万亿".contains(c));
        if meets {
            spaced.push(' ');
        }
        spaced.push(c);
        last = c;
    }
    spaced
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn ends_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '%'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_keep_their_distance_and_numbers_their_unit() {
        let table = [
            ("5 个F 得分", "5 个 F 得分"),
            ("最高为R1 × F5（4,716.4）", "最高为 R1 × F5（4,716.4）"),
            ("0%为0%，100%为100%", "0% 为 0%，100% 为 100%"),
            ("合计1.23万元，共3 类", "合计 1.23万元，共 3 类"),
            ("客户的分布（R）。", "客户的分布（R）。"),
        ];
        for (text, expected) in table {
            assert_eq!(spaced(text), expected);
        }
    }
}
