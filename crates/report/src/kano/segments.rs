//! The sections on segments: what each of them needs, and whether they disagree.

use fourr_chart::{Axis, Datum, Format as Digits, HeatMap, Ramp, Series, Shape};
use fourr_kano::{Homogeneity, SegmentFeature, SegmentSplit};

use super::subject::Subject;
use crate::{Block, Cell, Column, Format, Id, Section, Span, Table};

/// A section for every way of splitting respondents.
pub(super) fn sections(subject: &Subject<'_>) -> Vec<Section> {
    let splits = subject.summary.segments.iter().enumerate();
    splits
        .map(|(place, split)| section(subject, place + 1, split))
        .collect()
}

fn section(subject: &Subject<'_>, number: usize, split: &SegmentSplit) -> Section {
    let depending: Vec<&str> = split
        .tests
        .iter()
        .filter(|test| test.depends_on_segment)
        .map(|test| test.feature.as_str())
        .collect();
    let words = if depending.is_empty() {
        subject.paragraph(
            "按{0}分群：没有功能的分类在各群之间显著不同。",
            "By {0}: no feature is of significantly different categories in the segments.",
            &[Span::plain(&split.column)],
        )
    } else {
        subject.paragraph(
            "按{0}分群，差异化需求（各群分类不同且 p < 0.05）：{1}。",
            "By {0}, needs that depend on the segment (different categories, and p below 0.05): {1}.",
            &[Span::plain(&split.column), Span::plain(subject.list(depending))],
        )
    };
    let mut blocks = vec![words];
    if !split.segments.is_empty() {
        blocks.push(Block::Table(table(subject, number, split)));
        blocks.push(heat_map(subject, number, split));
        blocks.push(Block::Table(tests(subject, number, split)));
    }
    let title = match subject.lang {
        fourr_locale::Lang::Zh => format!("分群需求：{}", split.column),
        fourr_locale::Lang::En => format!("Needs by {}", split.column),
    };
    Section::new(Id::numbered("segments", number), title, blocks)
}

/// The category and the coefficients of a feature in a segment: `M 0.40 / −0.80`.
pub(super) fn seen(subject: &Subject<'_>, of: &SegmentFeature) -> String {
    let code = of
        .category
        .in_force
        .map_or_else(|| "–".to_owned(), fourr_kano::Verdict::code);
    let Some(figures) = &of.coefficients else {
        return code;
    };
    let [better, worse] =
        [figures.better.value, figures.worse.value].map(|value| subject.lang.fixed(value, 2));
    format!("{code} {better} / {worse}")
}

fn table(subject: &Subject<'_>, number: usize, split: &SegmentSplit) -> Table {
    let mut columns = vec![subject.column("功能", "Feature", Format::Text)];
    columns.extend(split.segments.iter().map(|segment| {
        let size = subject.lang.count(segment.respondents);
        Column::new(format!("{} (n {size})", segment.name), Format::Text)
    }));
    let rows = subject
        .features()
        .iter()
        .enumerate()
        .map(|(place, feature)| {
            let mut cells = vec![Cell::from(feature.feature.as_str())];
            cells.extend(
                split
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
    Table::new(Id::numbered("segment-categories", number), caption, columns).with_rows(rows)
}

fn heat_map(subject: &Subject<'_>, number: usize, split: &SegmentSplit) -> Block {
    let satisfaction =
        |of: &SegmentFeature| Datum::from(of.coefficients.map(|c| c.average_satisfaction));
    let rows = subject
        .features()
        .iter()
        .enumerate()
        .map(|(place, feature)| Series {
            name: feature.feature.clone(),
            values: split
                .segments
                .iter()
                .map(|segment| satisfaction(&segment.features[place]))
                .collect(),
        });
    let shape = Shape::HeatMap(HeatMap {
        column: split.column.clone(),
        columns: split
            .segments
            .iter()
            .map(|segment| segment.name.clone())
            .collect(),
        row: subject.text("功能", "Feature"),
        rows: rows.collect(),
        value: Axis::new(
            subject.text("平均满意度系数", "Average satisfaction"),
            Digits::Fixed(2),
        ),
        ramp: Ramp::Sequential,
    });
    let reading = subject.say(
        "颜色越深，该群的满意度越取决于这项功能：(Better + |Worse|) / 2。",
        "The darker, the more the satisfaction of the segment hangs on the feature: (Better + |Worse|) / 2.",
        &[],
    );
    let title = subject.text("各群的满意度影响", "What satisfaction hangs on, by segment");
    let method = subject.text("Timko 系数", "Timko's coefficients");
    let mut block = subject.chart("segments-heat", title, &method, (shape, reading));
    if let Block::Chart(chart) = &mut block {
        chart.id = Id::numbered("segment-heat", number);
    }
    block
}

fn tests(subject: &Subject<'_>, number: usize, split: &SegmentSplit) -> Table {
    let columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("χ²", "χ²", Format::Number(2)),
        subject.column("自由度", "df", Format::Count),
        subject.column("p", "p", Format::Number(4)),
        subject.column("Cramér V", "Cramér's V", Format::Number(3)),
        subject.column("分类不同", "Categories differ", Format::Text),
        subject.column("差异化需求", "Depends on segment", Format::Text),
        subject.column("备注", "Remark", Format::Text),
    ];
    let yes = |holds: bool| Cell::from(subject.yes(holds));
    let row = |of: &Homogeneity| {
        let few = of.test.is_some_and(|test| test.few_expected);
        [
            Cell::from(of.feature.as_str()),
            Cell::from(of.test.map(|test| test.statistic)),
            Cell::from(of.test.map(|test| u64::from(test.df))),
            Cell::from(of.test.map(|test| test.p)),
            Cell::from(of.test.map(|test| test.cramers_v)),
            yes(of.modes_differ),
            yes(of.depends_on_segment),
            Cell::from(if few {
                subject.text("有期望频数 < 5", "expected counts below 5")
            } else {
                String::new()
            }),
        ]
    };
    let caption = subject.text(
        "各群是否一致（M、O、A、I 的 χ² 检验）",
        "Whether segments agree (χ² of M, O, A and I)",
    );
    Table::new(Id::numbered("segment-tests", number), caption, columns)
        .with_rows(split.tests.iter().map(row))
}
