//! Why a person carries a tag.

use fourr_locale::Lang;
use fourr_profile::{Fate, Seen, Why, WhyTag};

use super::column;
use crate::{Cell, Format, Table};

/// One row a rule: its fate, and what it read.
pub fn why_table(why: &Why, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "标签", "Tag", Format::Text),
        column(lang, "取值", "Value", Format::Text),
        column(lang, "结果", "Outcome", Format::Text),
        column(lang, "规则", "Rule", Format::Text),
        column(lang, "依据", "Read", Format::Text),
    ];
    let rows = why.tags.iter().flat_map(|tag| {
        let rules = tag.rules.iter().map(move |rule| {
            [
                Cell::from(tag.meta.name.as_str()),
                Cell::from(rule.value.as_str()),
                Cell::from(fate(rule.fate, lang)),
                Cell::from(rule.rule.as_str()),
                Cell::from(reads(tag, lang)),
            ]
        });
        let none = tag.rules.is_empty().then(|| {
            [
                Cell::from(tag.meta.name.as_str()),
                Cell::Empty,
                Cell::from(lang.pick("无取值", "no value")),
                Cell::Empty,
                Cell::from(reads(tag, lang)),
            ]
        });
        rules.chain(none)
    });
    let caption = match lang {
        Lang::Zh => format!("{} 的标签及原因", why.person),
        Lang::En => format!("Tags of {}, and why", why.person),
    };
    Table::new("why", caption, columns).with_rows(rows)
}

fn fate(fate: Fate, lang: Lang) -> &'static str {
    match fate {
        Fate::Assigned => lang.pick("✓ 获得", "✓ assigned"),
        Fate::Overruled => lang.pick("被覆盖", "overruled"),
        Fate::DoesNotFit => lang.pick("不符合", "does not fit"),
    }
}

fn reads(tag: &WhyTag, lang: Lang) -> String {
    let missing = lang.pick("缺失", "missing");
    let shown = |seen: &Seen| {
        format!(
            "{} = {}",
            seen.name,
            seen.value.as_deref().unwrap_or(missing)
        )
    };
    tag.reads.iter().map(shown).collect::<Vec<_>>().join("; ")
}
