//! What a header says: a feature, and which of its questions.

use fourr_cell::fold;
use serde::Serialize;

/// Which question about a feature a column answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What if it is there (正向题)?
    With,
    /// What if it is not there (反向题)?
    Without,
    /// How important is it (重要度)?
    Importance,
}

impl Side {
    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::With => "with",
            Self::Without => "without",
            Self::Importance => "importance",
        }
    }
}

/// Words that say which question it is; those that end in another one stand before it.
const TOKENS: [(&str, Side); 46] = [
    ("不具备该功能", Side::Without),
    ("没有该功能", Side::Without),
    ("如果不具备", Side::Without),
    ("如果没有", Side::Without),
    ("不具备", Side::Without),
    ("不具有", Side::Without),
    ("不提供", Side::Without),
    ("反向问题", Side::Without),
    ("负向问题", Side::Without),
    ("反向题", Side::Without),
    ("负向题", Side::Without),
    ("反向", Side::Without),
    ("负向", Side::Without),
    ("没有", Side::Without),
    ("无", Side::Without),
    ("具备该功能", Side::With),
    ("有该功能", Side::With),
    ("如果具备", Side::With),
    ("如果有", Side::With),
    ("具备", Side::With),
    ("具有", Side::With),
    ("提供", Side::With),
    ("正向问题", Side::With),
    ("正向题", Side::With),
    ("正向", Side::With),
    ("有", Side::With),
    ("重要程度", Side::Importance),
    ("重要性", Side::Importance),
    ("重要度", Side::Importance),
    ("if not present", Side::Without),
    ("not present", Side::Without),
    ("if absent", Side::Without),
    ("dysfunctional", Side::Without),
    ("without", Side::Without),
    ("negative", Side::Without),
    ("absent", Side::Without),
    ("if present", Side::With),
    ("functional", Side::With),
    ("positive", Side::With),
    ("present", Side::With),
    ("with", Side::With),
    ("self-stated importance", Side::Importance),
    ("self_stated_importance", Side::Importance),
    ("importance", Side::Importance),
    ("dys", Side::Without),
    ("func", Side::With),
];

const SEPARATORS: [char; 10] = ['_', '-', ':', '.', '|', '/', '·', ' ', '—', '–'];

/// What the header says: the feature, empty where it names none, and the question.
pub(super) fn question(header: &str) -> Option<(String, Side)> {
    let header = fold::trimmed(header)
        .replace(['【', '〔', '《'], "[")
        .replace(['】', '〕', '》'], "]");
    let lower = header.to_ascii_lowercase();
    if let Some((_, side)) = TOKENS.iter().find(|(token, _)| *token == lower) {
        return Some((String::new(), *side));
    }
    bracketed(&header, &lower)
        .or_else(|| at_end(&header, &lower))
        .or_else(|| at_start(&header, &lower))
        .filter(|(feature, _)| !feature.is_empty())
}

/// `全场包邮（不具备）`, `Refund [without]`.
fn bracketed(header: &str, lower: &str) -> Option<(String, Side)> {
    let open = lower.rfind(['(', '['])?;
    let inside = lower[open + 1..].strip_suffix([')', ']'])?.trim();
    let (_, side) = TOKENS.iter().find(|(token, _)| *token == inside)?;
    Some((header[..open].trim().to_owned(), *side))
}

/// `refund_functional`, `全场包邮-正向题`, `全场包邮正向题`.
fn at_end(header: &str, lower: &str) -> Option<(String, Side)> {
    let (token, side) = TOKENS.iter().find(|(token, _)| lower.ends_with(token))?;
    let feature = &header[..header.len() - token.len()];
    let apart = feature.ends_with(SEPARATORS) || speaks_for_itself(token);
    apart.then(|| (feature.trim_end_matches(SEPARATORS).to_owned(), *side))
}

/// `functional_refund`, `正向题：全场包邮`, `(with) refund`.
fn at_start(header: &str, lower: &str) -> Option<(String, Side)> {
    let bare = lower.trim_start_matches(['(', '[']);
    let (token, side) = TOKENS.iter().find(|(token, _)| bare.starts_with(token))?;
    let after = &header[header.len() - bare.len() + token.len()..];
    let feature = after.trim_start_matches([')', ']']);
    let bracketed = feature.len() < after.len() && bare.len() < lower.len();
    let apart = bracketed || after.starts_with(SEPARATORS);
    apart.then(|| {
        (
            feature.trim_start_matches(SEPARATORS).trim().to_owned(),
            *side,
        )
    })
}

/// A Chinese word of three characters or more needs no separator: 正向题, 不具备, 重要度.
fn speaks_for_itself(token: &str) -> bool {
    !token.is_ascii() && token.chars().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_a_feature_and_its_question() {
        for (header, feature, side) in [
            ("全场包邮（具备）", "全场包邮", Side::With),
            ("全场包邮（不具备）", "全场包邮", Side::Without),
            ("全场包邮（重要度）", "全场包邮", Side::Importance),
            ("全场包邮正向题", "全场包邮", Side::With),
            ("全场包邮_反向", "全场包邮", Side::Without),
            ("F10_dysfunctional", "F10", Side::Without),
            ("F10_functional", "F10", Side::With),
            ("Free refund (with)", "Free refund", Side::With),
            ("Free refund without", "Free refund", Side::Without),
            ("functional: Refund", "Refund", Side::With),
            ("[without] Refund", "Refund", Side::Without),
            ("functional", "", Side::With),
            ("反向题", "", Side::Without),
        ] {
            assert_eq!(
                question(header),
                Some((feature.to_owned(), side)),
                "{header}"
            );
        }
        for header in ["会员编号", "会员等级", "Age", "withdrawal", "没有", "大有"] {
            let read = question(header);
            assert!(
                read.is_none_or(|(feature, _)| feature.is_empty()),
                "{header}"
            );
        }
    }
}
