//! What categories and rules are called.

use fourr_kano::{Category, Verdict};
use fourr_locale::Lang;

/// The name of a category, without its letter.
pub(super) fn category(category: Category, lang: Lang) -> &'static str {
    match category {
        Category::MustBe => lang.pick("必备型", "must-be"),
        Category::OneDimensional => lang.pick("期望型", "one-dimensional"),
        Category::Attractive => lang.pick("魅力型", "attractive"),
        Category::Indifferent => lang.pick("无差异型", "indifferent"),
        Category::Reverse => lang.pick("反向型", "reverse"),
        Category::Questionable => lang.pick("可疑", "questionable"),
    }
}

/// The name with its letter: `M 必备型`.
pub(super) fn lettered(of: Category, lang: Lang) -> String {
    format!("{} {}", of.code(), category(of, lang))
}

/// A verdict in words; a dash where there is none.
pub(super) fn verdict(of: Option<Verdict>, lang: Lang) -> String {
    match of {
        None => "–".to_owned(),
        Some(Verdict::Category(category)) => lettered(category, lang),
        Some(Verdict::Combination { first, second }) => {
            let (first, second) = (first.code(), second.code());
            format!("{first}/{second} {}", lang.pick("混合型", "combination"))
        }
    }
}
