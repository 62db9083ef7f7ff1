//! What comes before everything else: lead, key figures, findings.

use fourr_kano::{Category, FeatureSummary, Shape};

use super::{names, subject::Subject};
use crate::{Cell, Finding, Format, Id, KeyFigure, Prose, Span};

pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let summary = subject.summary;
    let counted = summary.shape == Shape::Counts;
    let zh = if counted {
        "{1} 项功能的回答计数，按 KANO 模型分类并排出建设的先后。"
    } else {
        "{0} 位受访者对 {1} 项功能的回答，按 KANO 模型分类并排出建设的先后。"
    };
    let en = if counted {
        "Counted answers on {1} features, classified by the KANO model and put into an order of building."
    } else {
        "The answers of {0} respondents on {1} features, classified by the KANO model and put into an order of building."
    };
    subject.say(
        zh,
        en,
        &[
            Cell::Count(summary.respondents.used).into(),
            Cell::Count(summary.features.len() as u64).into(),
        ],
    )
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let summary = subject.summary;
    let of =
        |zh: &str, en: &str, value: u64| KeyFigure::new(subject.text(zh, en), value, Format::Count);
    let mut figures = vec![of("功能", "Features", summary.features.len() as u64)];
    if summary.shape != Shape::Counts {
        figures.insert(0, of("受访者", "Respondents", summary.respondents.used));
    }
    let classes = [
        Category::MustBe,
        Category::OneDimensional,
        Category::Attractive,
        Category::Indifferent,
    ];
    figures.extend(classes.map(|category| {
        let count = classified(subject, category).len() as u64;
        KeyFigure::new(
            names::lettered(category, subject.lang),
            count,
            Format::Count,
        )
    }));
    figures
}

/// The features of a category, by their leading verdict.
fn classified<'a>(subject: &Subject<'a>, category: Category) -> Vec<&'a FeatureSummary> {
    let is = |feature: &&FeatureSummary| {
        feature
            .category
            .in_force
            .is_some_and(|verdict| verdict.leading() == category)
    };
    subject.features().iter().filter(is).collect()
}

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Category::ALL
        .into_iter()
        .filter_map(|category| class(subject, category))
        .collect();
    findings.extend(undecided(subject));
    findings.extend(depending(subject));
    findings.extend(money(subject));
    findings
}

fn listed(subject: &Subject<'_>, features: &[&FeatureSummary]) -> Span {
    Span::plain(subject.list(features.iter().map(|feature| feature.feature.as_str())))
}

fn class(subject: &Subject<'_>, category: Category) -> Option<Finding> {
    let features = classified(subject, category);
    if features.is_empty() {
        return None;
    }
    let advice = match category {
        Category::MustBe => subject.text(
            "缺了会招致不满，先保证做到",
            "their absence annoys: make sure of them first",
        ),
        Category::OneDimensional => subject.text(
            "做得越好越满意，持续投入",
            "the better, the more satisfied: keep investing",
        ),
        Category::Attractive => subject.text(
            "没有也不会不满，有则惊喜，用来拉开差距",
            "not missed, but a delight: set yourself apart with them",
        ),
        Category::Indifferent => {
            subject.text("有没有都一样，可以不做", "nobody minds: need not be built")
        }
        Category::Reverse => subject.text(
            "多数人不要，应取消或可关闭",
            "most people do not want them: drop them, or let them be switched off",
        ),
        Category::Questionable => subject.text(
            "回答自相矛盾，应修改题目后重问",
            "the answers contradict one another: reword and ask anew",
        ),
    };
    let text = subject.say(
        "{0}（{1} 项）：{2}。{3}。",
        "{0} ({1}): {2}; {3}.",
        &[
            Span::plain(names::lettered(category, subject.lang)),
            Cell::Count(features.len() as u64).into(),
            listed(subject, &features),
            Span::plain(advice),
        ],
    );
    Some(Finding::new(
        text,
        ["categories", "categories-shares"].map(Id::from),
    ))
}

fn undecided(subject: &Subject<'_>) -> Option<Finding> {
    let open: Vec<&FeatureSummary> = subject
        .features()
        .iter()
        .filter(|feature| feature.decided == Some(false))
        .collect();
    let most = open
        .iter()
        .filter_map(|feature| Some((feature, feature.needed?.more)))
        .min_by_key(|(_, more)| *more);
    let (nearest, more) = most?;
    let text = subject.say(
        "{0} 项功能的最大与次高类别未能区分：{1}。最容易定论的是{2}，份额不变时再有 {3} 份有效回答即可。",
        "For {0} features the largest and the second category cannot be told apart: {1}. The nearest to a decision is {2}: {3} more valid answers would do if the shares stay.",
        &[
            Cell::Count(open.len() as u64).into(),
            listed(subject, &open),
            Span::plain(&nearest.feature),
            Cell::Count(more).into(),
        ],
    );
    Some(Finding::new(text, [Id::from("tests")]))
}

fn depending(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |(place, split): (usize, &fourr_kano::SegmentSplit)| {
        let features = split.tests.iter().filter(|test| test.depends_on_segment);
        let features: Vec<&str> = features.map(|test| test.feature.as_str()).collect();
        (!features.is_empty()).then(|| {
            let text = subject.say(
                "按{0}分群，{1} 的需求因群而异。",
                "By {0}, the need for {1} depends on the segment.",
                &[
                    Span::plain(&split.column),
                    Span::plain(subject.list(features)),
                ],
            );
            Finding::new(
                text,
                [
                    Id::numbered("segment-categories", place + 1),
                    Id::numbered("segment-tests", place + 1),
                ],
            )
        })
    };
    subject
        .summary
        .segments
        .iter()
        .enumerate()
        .filter_map(finding)
        .collect()
}

fn money(subject: &Subject<'_>) -> Option<Finding> {
    let best = subject.summary.value_for_money.first()?;
    let text = subject.say(
        "单位成本带来满意度最多的是{0}（成本 {1}，平均满意度系数 {2}）。",
        "{0} gives most satisfaction for its cost ({1}, average satisfaction {2}).",
        &[
            Span::plain(&best.feature),
            Span::value(Cell::Money(best.cost), Format::Money),
            Span::value(best.average_satisfaction, Format::Number(2)),
        ],
    );
    Some(Finding::new(text, [Id::from("value")]))
}
