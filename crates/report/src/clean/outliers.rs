//! Values far away from the others: before, and as a cleaning left them.

use fourr_chart::{
    Axis, BoxGroup, BoxPlot, Direction, Dot, FiveNumbers, Format as Digits, Reference, Scatter,
    Shape,
};
use fourr_clean::diagnosis::{Diagnosis, Numbers};
use fourr_clean::summary::{Detail, Fitted, Summary};

use super::voice::{Voice, count, plain};
use crate::{Block, Cell, Format, Section, Table};

/// Groups that the box plot of a cleaning shows.
const GROUPS: usize = 12;

pub(super) fn section(voice: &Voice, result: &Diagnosis) -> Option<Section> {
    let numbers = &result.sketch.numbers;
    let first = numbers.first()?;
    let mut blocks = vec![voice.paragraph(
        "用箱线图法（Tukey 1977）：低于 Q1 − 1.5·IQR 或高于 Q3 + 1.5·IQR 的值只作标记，是否有误要结合业务判断。",
        "By the rule of the box plot (Tukey 1977): values below Q1 − 1.5 IQR or above Q3 + 1.5 IQR are marked; whether they are wrong only the business can tell.",
        &[],
    )];
    blocks.push(scatter(voice, first));
    Some(Section::new(
        "outliers",
        voice.text("异常值", "Outliers"),
        blocks,
    ))
}

/// Numbers by row, those beyond the fences in a colour of their own.
fn scatter(voice: &Voice, numbers: &Numbers) -> Block {
    let (low, high) = numbers.fences;
    let beyond = |value: f64| value < low || value > high;
    let dots = numbers
        .points
        .iter()
        .map(|&(row, value)| Dot {
            x: row as f64,
            y: value,
            size: None,
            label: None,
            group: usize::from(beyond(value)),
            spread: None,
        })
        .collect();
    let far = numbers
        .points
        .iter()
        .filter(|(_, value)| beyond(*value))
        .count();
    let line = |value: f64, zh: &str, en: &str| Reference::new(value, voice.text(zh, en));
    let shape = Shape::Scatter(Scatter {
        x: Axis::new(voice.text("行号", "Row"), Digits::Count),
        y: Axis::new(numbers.column.as_str(), Digits::Compact),
        dots,
        groups: vec![
            voice.text("界限之内（抽样）", "Within (a sample)"),
            voice.text("界限之外", "Beyond"),
        ],
        bubbles: None,
        split: None,
        references: vec![
            line(low, "Q1 − 1.5·IQR", "Q1 − 1.5 IQR"),
            line(high, "Q3 + 1.5·IQR", "Q3 + 1.5 IQR"),
        ],
    });
    let reading = voice.say(
        "{0}：图中 {1} 个点在界限之外。",
        "{0}: {1} of the points lie beyond the fences.",
        &[plain(numbers.column.as_str()), count(far as u64)],
    );
    voice.chart(
        "outliers-scatter",
        voice.text("异常值散点图", "Outliers by row"),
        voice.lang.pick("箱线图法，k = 1.5", "fences at 1.5 IQR"),
        (shape, reading),
    )
}

/// The limits that a cleaning found and what became of values beyond them.
pub(super) fn fitted(voice: &Voice, summary: &Summary) -> Option<Section> {
    let fitted: Vec<(&str, &Fitted)> = summary
        .steps
        .iter()
        .filter_map(|step| match &step.detail {
            Some(Detail::Outliers { limits, .. }) => Some((step.id.as_str(), limits)),
            _ => None,
        })
        .flat_map(|(id, limits)| limits.iter().map(move |fitted| (id, fitted)))
        .collect();
    if fitted.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Table(limits(voice, &fitted))];
    let column = &fitted[0].1.limits.column;
    let of_column: Vec<&Fitted> = fitted
        .iter()
        .map(|(_, fitted)| *fitted)
        .filter(|fitted| &fitted.limits.column == column)
        .take(GROUPS)
        .collect();
    blocks.extend(boxes(voice, column, &of_column));
    Some(Section::new(
        "outliers",
        voice.text("异常值", "Outliers"),
        blocks,
    ))
}

fn limits(voice: &Voice, fitted: &[(&str, &Fitted)]) -> Table {
    let columns = vec![
        voice.column("步骤", "Step", Format::Text),
        voice.column("列", "Column", Format::Text),
        voice.column("组", "Group", Format::Text),
        voice.column("判断的值", "Values", Format::Count),
        voice.column("下限", "Low", Format::Number(2)),
        voice.column("Q1", "Q1", Format::Number(2)),
        voice.column("中位数", "Median", Format::Number(2)),
        voice.column("Q3", "Q3", Format::Number(2)),
        voice.column("上限", "High", Format::Number(2)),
        voice.column("界外", "Beyond", Format::Count),
    ];
    let rows = fitted.iter().map(|(step, fitted)| {
        [
            Cell::from(*step),
            Cell::from(fitted.limits.column.as_str()),
            Cell::from(group(voice, fitted)),
            Cell::Count(fitted.n),
            Cell::from(fitted.limits.low),
            Cell::from(fitted.q1),
            Cell::from(fitted.median),
            Cell::from(fitted.q3),
            Cell::from(fitted.limits.high),
            Cell::Count(fitted.outliers),
        ]
    });
    let caption = voice.text("异常值界限", "Limits in force");
    Table::new("outlier-limits", caption, columns).with_rows(rows)
}

fn group(voice: &Voice, fitted: &Fitted) -> String {
    if fitted.limits.group.is_empty() {
        voice.text("全部", "all")
    } else {
        voice.list(&fitted.limits.group)
    }
}

/// The boxes of the groups: whiskers as the data had them inside the limits, and the limits themselves.
fn boxes(voice: &Voice, column: &str, fitted: &[&Fitted]) -> Option<Block> {
    let groups: Vec<BoxGroup> = fitted
        .iter()
        .filter_map(|fitted| {
            Some(BoxGroup {
                label: group(voice, fitted),
                count: fitted.n,
                numbers: Some(FiveNumbers {
                    low_whisker: fitted.least_inside?,
                    q1: fitted.q1?,
                    median: fitted.median?,
                    q3: fitted.q3?,
                    high_whisker: fitted.greatest_inside?,
                }),
                mean: None,
                outliers: Vec::new(),
                unlisted: fitted.outliers,
            })
        })
        .collect();
    if groups.is_empty() {
        return None;
    }
    let beyond: u64 = fitted.iter().map(|fitted| fitted.outliers).sum();
    let shape = Shape::BoxPlot(BoxPlot {
        category: voice.text("组", "Group"),
        value: Axis::new(column, Digits::Compact),
        groups,
        direction: Direction::Auto,
        references: Vec::new(),
    });
    let reading = voice.say(
        "{0}：须到界内最远的值；{1} 个值在界外。",
        "{0}: whiskers reach the furthest values within the limits; {1} values lie beyond.",
        &[plain(column), count(beyond)],
    );
    Some(
        voice.chart(
            "outliers-boxes",
            voice.text("异常值处理后的箱线图", "Box plot within the limits"),
            voice
                .lang
                .pick("四分位数为第 7 类定义", "quartiles of type 7"),
            (shape, reading),
        ),
    )
}
