//! The section on the scores of `DuMouchel`, and on importance.

use fourr_chart::{Axis, Dot, Format as Digits, Scatter, Shape, Split as Lines, Spread};
use fourr_kano::{Category, Continuous, FeatureSummary};

use super::{names, subject::Subject};
use crate::{Block, Cell, Format, Method, Section, Span, Table};

/// Half of a 95% interval in standard errors.
const INTERVAL: f64 = 1.96;

/// The section; nothing for a table of counts.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    subject
        .features()
        .iter()
        .find(|feature| feature.continuous.is_some())?;
    let words = subject.say(
        "正向题：喜欢 4、理应 2、无所谓 0、忍受 −1、不喜欢 −2；反向题：喜欢 −2、理应 −1、无所谓 0、忍受 2、不喜欢 4。均值不小于 2 为高。",
        "Answers to \"if it is there\": like 4, must-be 2, neutral 0, live-with −1, dislike −2; to \"if it is not\": like −2, must-be −1, neutral 0, live-with 2, dislike 4. A mean of at least 2 is high.",
        &[],
    );
    let method = Method {
        name: subject.text("DuMouchel 连续分析", "DuMouchel's continuous analysis"),
        words: vec![words],
        sources: vec!["DuMouchel in Berger et al. (1993), CQM Journal 2(4)".to_owned()],
        ..Method::default()
    };
    let blocks = vec![
        Block::Method(method),
        Block::Table(table(subject)),
        chart(subject),
    ];
    Some(Section::new(
        "continuous",
        subject.text("连续得分与重要度", "Scores and importance"),
        blocks,
    ))
}

fn table(subject: &Subject<'_>) -> Table {
    let number = Format::Number(2);
    let columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("正向均值", "Functional mean", number),
        subject.column("标准差", "sd", number),
        subject.column("反向均值", "Dysfunctional mean", number),
        subject.column("标准差（反向）", "sd (dysfunctional)", number),
        subject.column("象限", "Quadrant", Format::Text),
        subject.column("自述重要度", "Stated importance", number),
    ];
    let row = |feature: &FeatureSummary| {
        let of = feature.continuous;
        let figure =
            |value: fn(&Continuous) -> Option<f64>| Cell::from(of.as_ref().and_then(value));
        [
            Cell::from(feature.feature.as_str()),
            figure(|c| Some(c.functional.mean)),
            figure(|c| c.functional.sd),
            figure(|c| Some(c.dysfunctional.mean)),
            figure(|c| c.dysfunctional.sd),
            Cell::from(of.map(|c| names::lettered(c.quadrant, subject.lang))),
            Cell::from(feature.importance.and_then(|importance| importance.mean)),
        ]
    };
    let caption = subject.text("正向与反向得分", "Functional and dysfunctional scores");
    Table::new("scores", caption, columns)
        .with_rows(subject.features().iter().map(row))
        .read_from(|row, column| {
            let key = match column {
                0 => "feature",
                1 => "continuous/functional/mean",
                2 => "continuous/functional/sd",
                3 => "continuous/dysfunctional/mean",
                4 => "continuous/dysfunctional/sd",
                6 => "importance/mean",
                _ => return None,
            };
            Some(format!("/features/{row}/{key}"))
        })
}

fn chart(subject: &Subject<'_>) -> Block {
    let dots = subject.features().iter().filter_map(|feature| {
        let of = feature.continuous?;
        let spread =
            of.functional
                .se
                .zip(of.dysfunctional.se)
                .map(|(functional, dysfunctional)| Spread::Bars {
                    x: INTERVAL * dysfunctional,
                    y: INTERVAL * functional,
                });
        let dot =
            Dot::new(of.dysfunctional.mean, of.functional.mean).label(feature.feature.as_str());
        Some(dot.spread(spread))
    });
    let corners = [
        Category::Attractive,
        Category::OneDimensional,
        Category::Indifferent,
        Category::MustBe,
    ];
    let shape = Shape::Scatter(Scatter {
        x: Axis::new(
            subject.text("反向得分", "Dysfunctional score"),
            Digits::Fixed(1),
        )
        .reaching(-2.0, 4.0),
        y: Axis::new(
            subject.text("正向得分", "Functional score"),
            Digits::Fixed(1),
        )
        .reaching(-2.0, 4.0),
        dots: dots.collect(),
        groups: Vec::new(),
        bubbles: None,
        split: Some(Lines {
            x: 2.0,
            y: 2.0,
            quadrants: corners.map(|category| names::lettered(category, subject.lang)),
            other: None,
        }),
        references: Vec::new(),
    });
    let reading = reading(subject);
    let title = subject.text("DuMouchel 连续得分", "DuMouchel scores");
    let method = subject.text("DuMouchel 连续分析", "DuMouchel's continuous analysis");
    subject.chart("scores-scatter", title, &method, (shape, reading))
}

/// What the picture says, and which features lie outside of the area that categories are read in.
fn reading(subject: &Subject<'_>) -> crate::Prose {
    let outside = subject
        .features()
        .iter()
        .filter(|feature| feature.continuous.is_some_and(|c| c.outside));
    let outside: Vec<&str> = outside.map(|feature| feature.feature.as_str()).collect();
    if outside.is_empty() {
        subject.say(
            "误差线为 95% 置信区间，分界为 2。",
            "Error bars are 95% intervals; the lines stand at 2.",
            &[],
        )
    } else {
        subject.say(
            "误差线为 95% 置信区间，分界为 2。均值低于 0、落在判读区之外的功能：{0}。",
            "Error bars are 95% intervals; the lines stand at 2. With a mean below 0, outside the area that categories are read in: {0}.",
            &[Span::plain(subject.list(outside))],
        )
    }
}
