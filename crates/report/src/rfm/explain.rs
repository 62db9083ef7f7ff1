//! One customer explained, as a terminal shows it.

mod reason;
mod silence;
mod ways;

use fourr_locale::Lang;
use fourr_rfm::{Explanation, Move, Standing, Summary};

use super::{
    classes, names,
    subject::Subject,
    values::{money, orders},
};
use crate::{Cell, Format, Span, Table};

/// One customer explained: where they stand, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Who is explained.
    pub title: String,
    /// R, F and M among all customers, and the scores under every convention.
    pub tables: [Table; 2],
    /// The segment and its reason, silence, migration, and what would move the customer up.
    pub sentences: Vec<String>,
}

/// Puts an explanation into the words of a language.
pub fn explain(told: &Explanation, summary: &Summary, lang: Lang) -> Explained {
    let subject = Subject::bare(summary, lang);
    let mut sentences = vec![reason::sentence(&subject, told)];
    sentences.extend(
        told.silence
            .as_ref()
            .map(|of| silence::sentence(&subject, told, of)),
    );
    sentences.extend(migration(&subject, told));
    sentences.extend(ways::sentences(&subject, told));
    let title = match (lang, told.as_of) {
        (Lang::Zh, Some(date)) => format!("客户 {}，截至 {date}", told.customer),
        (Lang::Zh, None) => format!("客户 {}", told.customer),
        (Lang::En, Some(date)) => format!("Customer {} as of {date}", told.customer),
        (Lang::En, None) => format!("Customer {}", told.customer),
    };
    Explained {
        title,
        tables: [standings(&subject, told), scores(&subject, told)],
        sentences,
    }
}

fn standings(subject: &Subject<'_>, told: &Explanation) -> Table {
    let columns = vec![
        subject.column("维度", "Dimension", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
        subject.column("名次", "Rank", Format::Count),
        subject.column("优于", "Better than", Format::Share),
        subject.column("得分", "Score", Format::Count),
        subject.column("得分区间", "Values of the score", Format::Text),
        subject.column("分界", "Split", Format::Mixed),
        subject.column("高低", "Side", Format::Text),
    ];
    let of = [&told.recency, &told.frequency, &told.monetary];
    let rows = subject.faces().into_iter().zip(of).map(|(face, of)| {
        let value = match face.letter {
            "M" => Cell::Money(of.value),
            _ => orders(of.value),
        };
        [
            Cell::from(format!("{} {}", face.letter, face.name(subject.lang))),
            value,
            Cell::Count(of.rank),
            Cell::Share(of.percentile),
            Cell::Count(of.score.into()),
            Cell::from(classes::range(&face, of.score, subject)),
            Cell::Number(of.split),
            Cell::from(side(subject, of)),
        ]
    });
    let n = subject.lang.count(subject.summary.totals.customers);
    let caption = subject.text(
        &format!("在 {n} 位客户中的位置"),
        &format!("Among {n} customers"),
    );
    Table::new("standings", caption, columns).with_rows(rows)
}

fn side(subject: &Subject<'_>, of: &Standing) -> &'static str {
    if of.high {
        subject.lang.pick("高", "high")
    } else {
        subject.lang.pick("低", "low")
    }
}

fn scores(subject: &Subject<'_>, told: &Explanation) -> Table {
    let columns = vec![
        subject.column("评分规则", "Scoring", Format::Text),
        subject.column("R", "R", Format::Count),
        subject.column("F", "F", Format::Count),
        subject.column("M", "M", Format::Count),
    ];
    let rows = told.scores.iter().map(|of| {
        let in_force = subject.lang.pick("（现用）", " (in force)");
        let mark = if of.in_force { in_force } else { "" };
        let name = names::scoring(of.scoring, subject.lang);
        let scores = [of.r, of.f, of.m].map(|score| Cell::Count(score.into()));
        let [r, f, m] = scores;
        [Cell::from(format!("{name}{mark}")), r, f, m]
    });
    let caption = subject.text("各评分规则下的得分", "Scores under every convention");
    Table::new("scores", caption, columns).with_rows(rows)
}

fn lower(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => words.to_owned(),
        Lang::En => words.to_lowercase(),
    }
}

/// Where the customer stood before.
fn migration(subject: &Subject<'_>, told: &Explanation) -> Option<String> {
    let migration = subject.summary.migration.as_ref()?;
    let when = match migration.before.as_of {
        Some(date) => Span::from(Cell::from(date)),
        None => Span::plain(subject.text("先前的结果", "the earlier result")),
    };
    let direction = Move::ALL
        .into_iter()
        .find(|of| told.movement.as_deref() == Some(of.name()))?;
    let moved = Span::plain(lower(
        names::movement(direction, subject.lang),
        subject.lang,
    ));
    let prose = match &told.previous_segment {
        Some(key) => subject.say(
            "迁移：{0} 时属于{1}，此后{2}。",
            "Migration: {1} at {0}, since then {2}.",
            &[when, Span::plain(subject.name_of(key)), moved],
        ),
        None => subject.say(
            "迁移：{0} 时还没有这位客户，为{1}。",
            "Migration: not there at {0}, so {1}.",
            &[when, moved],
        ),
    };
    Some(prose.text(subject.lang))
}

/// An amount with its unit.
fn amount(subject: &Subject<'_>, value: f64) -> String {
    subject
        .say("{0}¤", "{0}¤", &[money(value)])
        .text(subject.lang)
}
