//! How long it takes to convert.

use fourr_chart::{Axis, Bar, Bars, Format as Digits, Lines, Positions, Series, Shape};
use fourr_funnel::{Stage, Times};

use super::subject::{Subject, duration, duration_cell};
use crate::{Block, Cell, Format, Section, Span, Table};

/// Points of a curve.
const POINTS: u32 = 60;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let stages = &subject.summary.stages;
    stages
        .iter()
        .any(|stage| stage.from_start.is_some())
        .then(|| {
            let mut blocks = vec![
                Block::Table(table(subject, true)),
                Block::Table(table(subject, false)),
            ];
            blocks.extend(histogram(subject));
            blocks.extend(survival(subject));
            Section::new("times", subject.text("转化时长", "Time to convert"), blocks)
        })
}

fn table(subject: &Subject<'_>, from_start: bool) -> Table {
    let columns = vec![
        subject.column("阶段", "Stage", Format::Text),
        subject.column(subject.unit(), subject.unit(), Format::Count),
        subject.column("均值", "Mean", Format::Text),
        subject.column("下四分位", "First quartile", Format::Text),
        subject.column("中位数", "Median", Format::Text),
        subject.column("上四分位", "Third quartile", Format::Text),
        subject.column("P90", "P90", Format::Text),
        subject.column("最长", "Longest", Format::Text),
    ];
    let of = |stage: &Stage| {
        if from_start {
            stage.from_start.clone()
        } else {
            stage.from_previous.clone()
        }
    };
    let rows = subject
        .summary
        .stages
        .iter()
        .filter_map(|stage| Some((stage, of(stage)?)))
        .map(|(stage, times)| {
            let cell = |seconds: f64| duration_cell(Some(seconds), subject.lang);
            let Times {
                n,
                mean,
                q1,
                median,
                q3,
                p90,
                max,
                ..
            } = times;
            let name = Cell::from(stage.name.as_str());
            [
                name,
                Cell::Count(n),
                cell(mean),
                cell(q1),
                cell(median),
                cell(q3),
                cell(p90),
                cell(max),
            ]
        });
    let (id, caption) = if from_start {
        (
            "times-from-start",
            subject.text("自首步起的时长", "Time from the first step"),
        )
    } else {
        (
            "times-from-previous",
            subject.text("自上一步起的时长", "Time from the step before"),
        )
    };
    Table::new(id, caption, columns).with_rows(rows)
}

/// How long those took who completed.
fn histogram(subject: &Subject<'_>) -> Option<Block> {
    let stage = subject.summary.stages.last()?;
    let times = stage.from_start.as_ref()?;
    let bars = times.histogram.iter().map(|(from, to, count)| {
        let label = format!(
            "{}–{}",
            duration(*from, subject.lang),
            duration(*to, subject.lang)
        );
        let holds = (*from..*to).contains(&times.median);
        Bar {
            note: holds.then(|| subject.text("← 中位数", "← median")),
            ..Bar::new(label, *count as f64)
        }
    });
    let bars = Bars::new(
        subject.text("自首步起的时长", "Time from the first step"),
        subject.axis(),
        bars.collect(),
    );
    let reading = subject.say(
        "完成者中位时长 {0}，九成在 {1} 之内。",
        "Half of those who complete take up to {0}, nine in ten up to {1}.",
        &[
            Span::plain(duration(times.median, subject.lang)),
            Span::plain(duration(times.p90, subject.lang)),
        ],
    );
    let title = subject.text("完成漏斗所需的时间", "Time to complete the funnel");
    let method = subject.text(
        "组距取钟表与日历的常用刻度",
        "bins at times that a clock is read by",
    );
    Some(subject.chart(
        "time-to-convert",
        title,
        &method,
        (Shape::Bars(bars), reading),
    ))
}

/// A unit in which so many seconds are read with ease: its seconds and its names.
fn unit_of(seconds: f64) -> (f64, &'static str, &'static str) {
    if seconds > 172_800.0 {
        (86_400.0, "天", "days")
    } else if seconds > 7_200.0 {
        (3_600.0, "小时", "hours")
    } else {
        (60.0, "分", "minutes")
    }
}

/// Who has not yet taken the step, by the time since the step before.
fn survival(subject: &Subject<'_>) -> Option<Block> {
    let curved: Vec<&Stage> = subject
        .summary
        .stages
        .iter()
        .filter(|stage| !stage.curve.is_empty())
        .collect();
    let longest = curved
        .iter()
        .filter_map(|stage| stage.curve.last())
        .map(|point| point.seconds)
        .fold(0.0, f64::max);
    if longest <= 0.0 {
        return None;
    }
    let (unit, zh, en) = unit_of(longest);
    let positions: Vec<f64> = (0..=POINTS)
        .map(|place| longest / unit * f64::from(place) / f64::from(POINTS))
        .collect();
    let at = |stage: &Stage, position: f64| {
        let before = stage
            .curve
            .iter()
            .take_while(|point| point.seconds <= position * unit + 1e-9);
        before.last().map_or(1.0, |point| point.surviving)
    };
    let series = curved.iter().map(|stage| {
        Series::new(
            &stage.name,
            positions.iter().map(|position| at(stage, *position)),
        )
    });
    let shape = Shape::Lines(Lines {
        x: Axis::new(
            subject.text("自上一步起", "Since the step before"),
            Digits::Fixed(1),
        )
        .unit(subject.lang.pick(zh, en)),
        y: subject
            .rate_axis("尚未到达", "Not yet there")
            .reaching(0.0, 1.0),
        series: series.collect(),
        positions: Positions::Numbers(positions),
        references: Vec::new(),
        markers: Vec::new(),
    });
    let reading = subject.say(
        "曲线下降得越快，该步完成得越快；停止下降处的高度是该步的流失率。",
        "The faster a line falls, the sooner the step is taken; where it stays level is the share that is lost.",
        &[],
    );
    let title = subject.text("各步骤的生存曲线", "Survival curves of the steps");
    let method = subject.text(
        "Kaplan–Meier，流失者在窗口或日志结束时删失",
        "Kaplan–Meier; the lost are censored at the end of the window or of the log",
    );
    Some(subject.chart("survival", title, &method, (shape, reading)))
}
