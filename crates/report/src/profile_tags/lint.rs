//! What the linter found.

use fourr_locale::Lang;
use fourr_profile::{Finding, Lint, Spot};

use super::column;
use crate::{Cell, Format, Table};

/// One row a finding: what, where, and what to make of it.
pub fn lint_table(lint: &Lint, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "问题", "Finding", Format::Text),
        column(lang, "位置", "Where", Format::Text),
        column(lang, "行", "Line", Format::Count),
        column(lang, "说明", "What", Format::Text),
    ];
    let row = |finding: &Finding| {
        let told = told(finding, lang);
        [
            Cell::from(told.kind),
            Cell::from(told.place),
            told.line
                .map_or(Cell::Empty, |line| Cell::Count(line as u64)),
            Cell::from(told.what),
        ]
    };
    let caption = lang.pick("标签体系检查", "Tag system, checked");
    Table::new("lint", caption, columns).with_rows(lint.0.iter().map(row))
}

/// How much was found, in a sentence.
pub fn lint_count(lint: &Lint, lang: Lang) -> String {
    match (lint.0.len(), lang) {
        (0, Lang::Zh) => "未发现问题。".to_owned(),
        (0, Lang::En) => "Nothing to find fault with.".to_owned(),
        (found, Lang::Zh) => format!("发现 {found} 处。"),
        (1, Lang::En) => "1 finding.".to_owned(),
        (found, Lang::En) => format!("{found} findings."),
    }
}

struct Told {
    kind: &'static str,
    place: String,
    line: Option<usize>,
    what: String,
}

/// A finding in words.
#[expect(clippy::too_many_lines, reason = "one arm a kind of finding")]
fn told(finding: &Finding, lang: Lang) -> Told {
    let of = |kind: (&'static str, &'static str), at: &Spot, what: String| Told {
        kind: lang.pick(kind.0, kind.1),
        place: spot(at),
        line: (at.line > 0).then_some(at.line),
        what,
    };
    let of_tag = |kind: (&'static str, &'static str), tag: &str, what: String| Told {
        kind: lang.pick(kind.0, kind.1),
        place: tag.to_owned(),
        line: None,
        what,
    };
    let text = |zh: String, en: String| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    match finding {
        Finding::Impossible { at } => of(
            ("死规则", "impossible"),
            at,
            text(
                "条件自相矛盾，任何人都不会命中".into(),
                "contradicts itself: nobody can fit".into(),
            ),
        ),
        Finding::Shadowed { at, by } => {
            let by = spot(by);
            of(
                ("被遮盖", "shadowed"),
                at,
                text(
                    format!("命中它的人都先命中 {by}"),
                    format!("whoever fits it fits {by}, which goes first"),
                ),
            )
        }
        Finding::Overlapping { first, second } => {
            let other = spot(first);
            of(
                ("重叠", "overlap"),
                second,
                text(
                    format!("与 {other} 可同时命中"),
                    format!("can fit together with {other}"),
                ),
            )
        }
        Finding::Hole {
            tag,
            column,
            interval,
        } => of_tag(
            ("空隙", "hole"),
            tag,
            text(
                format!("{column} 在 {interval} 内没有规则"),
                format!("no rule covers {column} in {interval}"),
            ),
        ),
        Finding::SameRule { first, second } => {
            let other = spot(first);
            of(
                ("规则相同", "same rule"),
                second,
                text(
                    format!("与 {other} 的规则相同"),
                    format!("says the same as {other}"),
                ),
            )
        }
        Finding::Dead { at } => of(
            ("死规则", "dead"),
            at,
            text("数据中无人命中".into(), "fits nobody in the data".into()),
        ),
        Finding::NeverAssigned { at, hits } => {
            let n = few(*hits, lang);
            of(
                ("从未分配", "never assigned"),
                at,
                text(
                    format!("{n} 人命中，但都归入其他取值"),
                    format!("{n} fit, and all have another value"),
                ),
            )
        }
        Finding::Conflicts {
            tag,
            persons,
            share,
        } => {
            let (n, share) = (few(*persons, lang), percent(*share, lang));
            of_tag(
                ("冲突", "conflicts"),
                tag,
                text(
                    format!("{n} 人（{share}）命中两条以上规则"),
                    format!("{n} persons ({share}) fit two rules or more"),
                ),
            )
        }
        Finding::Gap {
            tag,
            persons,
            share,
        } => {
            let (n, share) = (few(*persons, lang), percent(*share, lang));
            of_tag(
                ("空白", "gap"),
                tag,
                text(
                    format!("{n} 人（{share}）没有取值"),
                    format!("{n} persons ({share}) have no value"),
                ),
            )
        }
        Finding::Everybody { at } => of(
            ("无区分度", "everybody"),
            at,
            text(
                "所有人都有，无法区分".into(),
                "everybody has it: it tells nobody apart".into(),
            ),
        ),
        Finding::Orphan {
            tag,
            value,
            persons,
        } => {
            let n = few(*persons, lang);
            of_tag(
                ("孤立值", "orphan"),
                tag,
                text(
                    format!("“{value}”未列入映射，{n} 人"),
                    format!("“{value}” is not in the map, {n} persons"),
                ),
            )
        }
        Finding::SamePeople {
            first,
            second,
            jaccard,
        } => {
            let (other, share) = (spot(first), lang.share(*jaccard, 2));
            of(
                ("人群相同", "same people"),
                second,
                text(
                    format!("与 {other} 的人群重合 {share}"),
                    format!("has the people of {other} (Jaccard {share})"),
                ),
            )
        }
    }
}

/// A count, or a sign that it speaks of few people.
fn few(count: Option<u64>, lang: Lang) -> String {
    count.map_or_else(
        || lang.pick("少数", "a few").to_owned(),
        |count| lang.count(count),
    )
}

fn percent(share: Option<f64>, lang: Lang) -> String {
    share.map_or_else(|| "–".to_owned(), |share| lang.share(share, 2))
}

fn spot(at: &Spot) -> String {
    format!("{}.{}", at.tag, at.value)
}
