//! [`labels`]: answers in running text, a line each.

use super::sheet::Written;

/// The lines `id: answer` or `id = answer` of a text that begin with the id of a question.
pub(super) fn labels(text: &str, questions: &[&str]) -> Vec<(String, Written)> {
    let line = |line: &str| {
        // Markdown lists, emphasis and code marks.
        let line = line.trim_start_matches(['-', '*', '+', ' ', '#', '>', '|', '`', '\t']);
        let (label, answer) = line.split_once([':', '：', '=', '|'])?;
        let label = label.trim_matches(|c: char| c.is_whitespace() || "*`_".contains(c));
        let id = super::question(label, questions)?;
        let answer = answer.trim_matches(|c: char| c.is_whitespace() || "*`|".contains(c));
        Some((id, Written::from(answer.to_owned())))
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_question() {
        let text = "结果如下\n- **R1**： 70 人\nR2 = 8\n| K1 | M |\nR9: 1\nthe R1: 5";
        let found = labels(text, &["R1", "R2", "K1"]);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(id, written)| (id.as_str(), written.text.as_str()))
            .collect();
        assert_eq!(found, [("R1", "70 人"), ("R2", "8"), ("K1", "M")]);
    }
}
