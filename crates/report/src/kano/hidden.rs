//! The section on people who answer alike.

use fourr_cluster::Candidate;
use fourr_kano::{Attempt, HiddenRefusal, HiddenSegments, Withheld};
use fourr_locale::Lang;

use super::{segments::seen, subject::Subject};
use crate::{Block, Cell, Column, DataNote, Format, NoteKind, Section, Span, Table};

/// The section; nothing where they were not looked for.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let blocks = match subject.summary.hidden_segments.as_ref()? {
        Attempt::Done(hidden) => blocks(subject, hidden),
        Attempt::Refused(reason) => {
            let text = refusal(subject, reason);
            vec![Block::Note(DataNote::new(
                NoteKind::Warning,
                "no_hidden_segments",
                text,
            ))]
        }
    };
    let title = subject.text(
        "隐藏的分群（按回答聚类）",
        "Hidden segments (by clustering answers)",
    );
    Some(Section::new("hidden", title, blocks))
}

fn refusal(subject: &Subject<'_>, reason: &HiddenRefusal) -> crate::Prose {
    match reason {
        HiddenRefusal::TooFew { complete } => subject.say(
            "只有 {0} 位受访者回答了全部题目，聚类至少需要 30 位。",
            "Only {0} respondents answered every question; clustering needs 30.",
            &[Cell::Count(*complete).into()],
        ),
        HiddenRefusal::NotFound { reason } => subject.say(
            "没有找到分群：{0}",
            "No segments were found: {0}",
            &[Span::plain(reason)],
        ),
    }
}

fn blocks(subject: &Subject<'_>, hidden: &HiddenSegments) -> Vec<Block> {
    let words = subject.paragraph(
        "回答了全部题目的 {0} 位受访者中取 {1} 位，按每项功能的正向与反向得分（DuMouchel，标准化）做 K-Means，群数取平均轮廓系数最大者：{2} 群，轮廓系数 {3}。低于 0.25 的分群与偶然相差无几。",
        "Of the {0} respondents who answered everything, {1} are clustered by k-means on their functional and dysfunctional scores (DuMouchel, standardised). The number with the largest mean silhouette is {2} segments at {3}; below 0.25 segments are hardly more than chance.",
        &[
            Cell::Count(hidden.complete).into(),
            Cell::Count(hidden.clustered).into(),
            Cell::Count(hidden.segments.len() as u64).into(),
            Span::value(hidden.silhouette, Format::Number(3)),
        ],
    );
    let withheld = (hidden.withheld.segments > 0).then(|| withheld(subject, hidden.withheld));
    [words]
        .into_iter()
        .chain(withheld)
        .chain([
            Block::Table(table(subject, hidden)),
            Block::Table(candidates(subject, &hidden.candidates)),
        ])
        .collect()
}

fn withheld(subject: &Subject<'_>, withheld: Withheld) -> Block {
    subject.paragraph(
        "有 {0} 个群不足 {1} 人（共 {2} 人），为保护个人不予列出。",
        "Segments of fewer than {1} people are not shown, to protect them: {0}, with {2} people in all.",
        &[
            Cell::Count(withheld.segments).into(),
            Cell::Count(subject.summary.parameters.min_group).into(),
            Cell::Count(withheld.respondents).into(),
        ],
    )
}

fn table(subject: &Subject<'_>, hidden: &HiddenSegments) -> Table {
    let mut columns = vec![subject.column("功能", "Feature", Format::Text)];
    columns.extend(hidden.segments.iter().enumerate().map(|(place, segment)| {
        let (number, size) = (place + 1, subject.lang.count(segment.respondents));
        let share = subject.lang.share(segment.share, 1);
        Column::new(
            match subject.lang {
                Lang::Zh => format!("群 {number}（{size} 人，{share}）"),
                Lang::En => format!("Segment {number} ({size}, {share})"),
            },
            Format::Text,
        )
    }));
    let rows = subject
        .features()
        .iter()
        .enumerate()
        .map(|(place, feature)| {
            let mut cells = vec![Cell::from(feature.feature.as_str())];
            cells.extend(
                hidden
                    .segments
                    .iter()
                    .map(|segment| Cell::from(seen(subject, &segment.features[place]))),
            );
            cells
        });
    let caption = subject.text(
        "各群的分类与 Better / Worse",
        "Category and Better / Worse in each segment",
    );
    Table::new("hidden-segments", caption, columns).with_rows(rows)
}

fn candidates(subject: &Subject<'_>, tried: &[Candidate]) -> Table {
    let columns = vec![
        subject.column("群数", "Segments", Format::Count),
        subject.column("平均轮廓系数", "Mean silhouette", Format::Number(3)),
        subject.column("簇内平方和", "Inertia", Format::Number(1)),
    ];
    let row = |of: &Candidate| {
        [
            Cell::Count(u64::from(of.clusters)),
            Cell::from(of.silhouette),
            Cell::Number(of.inertia),
        ]
    };
    let caption = subject.text("尝试过的群数", "Numbers of segments tried");
    Table::new("hidden-candidates", caption, columns).with_rows(tried.iter().map(row))
}
