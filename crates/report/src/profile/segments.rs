//! The section on segments: numbers set beside each other.

use fourr_chart::{
    Axis, Dot, Format as Digits, Parallel, ParallelAxis, Radar, RadarAxis, Scatter, Series, Shape,
};
use fourr_profile::statistics::NumberFigures;

use super::{
    crosstabs::p_value,
    subject::{Subject, chart, datum},
};
use crate::{Block, Cell, Format, Section, Table};

/// Groups that a radar chart tells apart, and its axes.
const GROUPS: usize = 4;
const AXES: std::ops::RangeInclusive<usize> = 3..=8;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let figures = &subject.summary.figures;
    if figures.numbers.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Table(table(subject))];
    if figures.segments.is_some() {
        blocks.push(subject.say(
            "各分群的差异用 Kruskal–Wallis 秩检验（修正同分）与单因素方差分析；人数过少或一人占总和 85% 以上的均值不公布。",
            "Differences are tested by Kruskal and Wallis (corrected for ties) and by analysis of variance; means of few people, or where one makes up 85 % of the sum, are withheld.",
            &[],
        ).into());
        blocks.push(Block::Table(tests(subject)));
        blocks.extend(radar(subject));
        blocks.extend(parallel(subject));
        blocks.extend(scatter(subject));
    }
    Some(Section::new(
        "segments",
        subject.text("数值特征与分群对比", "Numbers and segments"),
        blocks,
    ))
}

fn names(subject: &Subject<'_>) -> Vec<String> {
    let segments = subject.summary.figures.segments.iter();
    segments
        .flat_map(|segments| segments.names.iter().map(|name| subject.segment(name)))
        .collect()
}

fn table(subject: &Subject<'_>) -> Table {
    let mut columns = vec![
        subject.column("特征", "Number", Format::Text),
        subject.column("有值人数", "Known", Format::Count),
        subject.column("均值", "Mean", Format::Number(2)),
        subject.column("标准差", "SD", Format::Number(2)),
        subject.column("下四分位", "Q1", Format::Number(2)),
        subject.column("中位数", "Median", Format::Number(2)),
        subject.column("上四分位", "Q3", Format::Number(2)),
    ];
    columns.extend(
        names(subject)
            .iter()
            .map(|name| subject.column(name, name, Format::Number(2))),
    );
    let row = |number: &NumberFigures| {
        let quartile =
            |place: usize| subject.number(number.quartiles.map(|quartiles| quartiles[place]));
        let mut line = vec![
            Cell::from(subject.number_name(&number.name)),
            Cell::Count(number.known),
            subject.number(number.mean),
            subject.number(number.sd),
            quartile(0),
            quartile(1),
            quartile(2),
        ];
        line.extend(
            number
                .segments
                .iter()
                .map(|segment| subject.number(segment.mean)),
        );
        line
    };
    let caption = subject.text(
        "数值特征：全体的分布与各分群的均值",
        "Numbers: everybody, and means of segments",
    );
    let keys = [
        "known",
        "mean",
        "sd",
        "quartiles/0",
        "quartiles/1",
        "quartiles/2",
    ];
    Table::new("numbers", caption, columns)
        .with_rows(subject.summary.figures.numbers.iter().map(row))
        .read_from(|row, column| {
            let column = column.checked_sub(1)?;
            let number = &subject.summary.figures.numbers[row];
            if number.quartiles.is_none() && (3..6).contains(&column) {
                return None;
            }
            Some(match keys.get(column) {
                Some(key) => format!("/numbers/{row}/{key}"),
                None => format!("/numbers/{row}/segments/{}/mean", column - keys.len()),
            })
        })
}

fn tests(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("特征", "Number", Format::Text),
        subject.column("Kruskal–Wallis H", "Kruskal–Wallis H", Format::Number(2)),
        subject.column("p", "p", Format::Text),
        subject.column("ε²", "ε²", Format::Number(3)),
        subject.column("F", "F", Format::Number(2)),
        subject.column("p（方差分析）", "p (ANOVA)", Format::Text),
        subject.column("η²", "η²", Format::Number(3)),
    ];
    let row = |number: &NumberFigures| {
        let (ranks, anova) = (number.kruskal_wallis, number.anova);
        [
            Cell::from(subject.number_name(&number.name)),
            ranks.map(|test| test.h).into(),
            Cell::from(p_value(ranks.map(|test| test.p_value))),
            ranks.map(|test| test.epsilon_squared).into(),
            anova.map(|test| test.f).into(),
            Cell::from(p_value(anova.map(|test| test.p_value))),
            anova.map(|test| test.eta_squared).into(),
        ]
    };
    let caption = subject.text(
        "分群之间的差异检验",
        "Tests of differences between segments",
    );
    Table::new("number-tests", caption, columns)
        .with_rows(subject.summary.figures.numbers.iter().map(row))
}

/// The numbers that differ most between segments, the most first.
fn differing<'s>(subject: &Subject<'s>, most: usize) -> Vec<&'s NumberFigures> {
    let figures = &subject.summary.figures;
    let mut numbers: Vec<&NumberFigures> = figures
        .numbers
        .iter()
        .filter(|number| number.domain.is_some())
        .collect();
    let effect = |number: &NumberFigures| {
        number
            .kruskal_wallis
            .map_or(0.0, |test| test.epsilon_squared)
    };
    numbers.sort_by(|a, b| effect(b).total_cmp(&effect(a)));
    numbers.truncate(most);
    numbers
}

/// How the values of a measure are written.
fn digits(domain: [f64; 2]) -> Digits {
    let wide = domain.iter().any(|value| value.abs() >= 100.0);
    if wide {
        Digits::Compact
    } else {
        Digits::Fixed(1)
    }
}

/// All segments over the numbers, each axis in its own unit.
fn parallel(subject: &Subject<'_>) -> Option<Block> {
    let numbers = differing(subject, *AXES.end());
    if numbers.len() < 2 {
        return None;
    }
    let axes = numbers.iter().filter_map(|number| {
        let domain = number.domain?;
        Some(ParallelAxis::new(
            subject.number_name(&number.name),
            domain,
            digits(domain),
        ))
    });
    let groups = names(subject)
        .into_iter()
        .enumerate()
        .map(|(segment, name)| Series {
            name,
            values: numbers
                .iter()
                .map(|number| datum(number.segments[segment].mean))
                .collect(),
        });
    let shape = Shape::Parallel(Parallel {
        axes: axes.collect(),
        groups: groups.collect(),
    });
    let title = subject.text(
        "各分群的均值（平行坐标）",
        "Means of segments (parallel coordinates)",
    );
    let reading = subject.say(
        "每轴有自己的刻度，两端是各分群均值的最小与最大。",
        "Every axis has a scale of its own, from the smallest to the largest mean.",
        &[],
    );
    Some(chart(
        "segment-parallel",
        [title, subject.population(), String::new()],
        shape,
        reading,
    ))
}

/// The same on one scale, for a few segments.
fn radar(subject: &Subject<'_>) -> Option<Block> {
    let numbers = differing(subject, *AXES.end());
    if !AXES.contains(&numbers.len()) {
        return None;
    }
    let axes = numbers.iter().filter_map(|number| {
        let domain = number.domain?;
        Some(RadarAxis::new(
            subject.number_name(&number.name),
            domain,
            digits(domain),
        ))
    });
    let groups = names(subject)
        .into_iter()
        .enumerate()
        .take(GROUPS)
        .map(|(segment, name)| Series {
            name,
            values: numbers
                .iter()
                .map(|number| datum(number.segments[segment].radar))
                .collect(),
        });
    let shape = Shape::Radar(Radar {
        axes: axes.collect(),
        groups: groups.collect(),
    });
    let title = subject.text("分群画像雷达图", "Segments on one scale");
    let source = subject.text(
        "各轴 0–100：所示分群中最小与最大的均值为 0 与 100",
        "0 and 100 are the smallest and the largest mean of the segments",
    );
    let reading = subject.say(
        "每轴按各分群均值的最小与最大缩放到 0–100。",
        "Every axis runs from the smallest to the largest mean of the segments.",
        &[],
    );
    Some(chart(
        "segment-radar",
        [title, subject.population(), source],
        shape,
        reading,
    ))
}

fn scatter(subject: &Subject<'_>) -> Option<Block> {
    let plane = subject.summary.figures.plane.as_ref()?;
    let axes = [0, 1].map(|place| subject.number_name(&plane.axes[place]));
    let axis = |place: usize| Axis::new(&axes[place], Digits::Compact);
    let dots = plane
        .points
        .iter()
        .map(|([x, y], segment)| Dot::new(*x, *y).group(*segment));
    let shape = Shape::Scatter(Scatter {
        x: axis(0),
        y: axis(1),
        dots: dots.collect(),
        groups: names(subject),
        bubbles: None,
        split: None,
        references: Vec::new(),
    });
    let title = format!("{} × {}", axes[0], axes[1]);
    let drawn = subject.lang.count(plane.points.len() as u64);
    let subtitle = match subject.lang {
        fourr_locale::Lang::Zh => format!("{}，图中 {drawn} 人", subject.population()),
        fourr_locale::Lang::En => format!("{}, {drawn} of them shown", subject.population()),
    };
    let reading = subject.say(
        "取最能区分各分群的两个数值。",
        "The two numbers that tell the segments apart best.",
        &[],
    );
    Some(chart(
        "segment-scatter",
        [title, subtitle, String::new()],
        shape,
        reading,
    ))
}
