//! Values far away from the others: before, and as a cleaning left them.

use fourr_chart::{
    Axis, BoxGroup, BoxPlot, Direction, Dot, FiveNumbers, Format as Digits, Reference, Scatter,
    Shape,
};
use fourr_clean::diagnosis::{Diagnosis, Numbers};
use fourr_clean::ledger::Reason;
use fourr_clean::summary::{Detail, Fitted, StepSummary, Summary};

use super::voice::{Voice, count, plain};
use crate::{Block, Cell, Format, Section, Table};

/// Groups that the box plot of a cleaning shows.
const GROUPS: usize = 6;

pub(super) fn section(voice: &Voice, result: &Diagnosis) -> Option<Section> {
    let numbers = &result.sketch.numbers;
    let first = numbers.first()?;
    let mut blocks = vec![voice.paragraph(
        "用箱线图法（Tukey 1977）：低于 Q1 − 1.5·IQR 或高于 Q3 + 1.5·IQR 的值只作标记，是否有误要结合业务判断。",
        "By the rule of the box plot (Tukey 1977): values below Q1 − 1.5 IQR or above Q3 + 1.5 IQR are marked; whether they are wrong only the business can tell.",
        &[],
    )];
    blocks.push(box_before(voice, first));
    blocks.push(scatter(voice, first));
    Some(Section::new(
        "outliers",
        voice.text("异常值", "Outliers"),
        blocks,
    ))
}

/// The box of a column as it is, with the points beyond its fences.
fn box_before(voice: &Voice, numbers: &Numbers) -> Block {
    let [q1, median, q3] = numbers.quartiles;
    let (low, high) = numbers.fences;
    let outliers: Vec<f64> = numbers
        .points
        .iter()
        .map(|&(_, value)| value)
        .filter(|&value| value < low || value > high)
        .collect();
    let shape = Shape::BoxPlot(BoxPlot {
        category: voice.text("列", "Column"),
        value: Axis::new(numbers.column.as_str(), Digits::Compact),
        groups: vec![BoxGroup {
            label: numbers.column.clone(),
            count: numbers.n,
            numbers: Some(FiveNumbers {
                low_whisker: numbers.inside.0,
                q1,
                median,
                q3,
                high_whisker: numbers.inside.1,
            }),
            mean: None,
            unlisted: numbers.beyond.saturating_sub(outliers.len() as u64),
            outliers,
        }],
        direction: Direction::Lying,
        references: Vec::new(),
    });
    let reading = voice.say(
        "{0}：{1} 个值中有 {2} 个在须之外。",
        "{0}: of {1} values {2} lie beyond the whiskers.",
        &[
            plain(numbers.column.as_str()),
            count(numbers.n),
            count(numbers.beyond),
        ],
    );
    voice.chart(
        "outliers-box",
        voice.text("箱线图（清洗前）", "Box plot before cleaning"),
        voice.lang.pick("箱线图法，k = 1.5", "fences at 1.5 IQR"),
        (shape, reading),
    )
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
    let fitted: Vec<(&StepSummary, &Fitted)> = summary
        .steps
        .iter()
        .filter_map(|step| match &step.detail {
            Some(Detail::Outliers { limits, .. }) => Some((step, limits)),
            _ => None,
        })
        .flat_map(|(step, limits)| limits.iter().map(move |fitted| (step, fitted)))
        .collect();
    let (step, first) = *fitted.first()?;
    let mut blocks = vec![Block::Table(limits(voice, &fitted))];
    let column = &first.limits.column;
    let of_column: Vec<&Fitted> = fitted
        .iter()
        .filter(|(of, fitted)| of.id == step.id && &fitted.limits.column == column)
        .map(|(_, fitted)| *fitted)
        .take(GROUPS)
        .collect();
    blocks.extend(boxes(voice, step, &of_column));
    Some(Section::new(
        "outliers",
        voice.text("异常值", "Outliers"),
        blocks,
    ))
}

fn limits(voice: &Voice, fitted: &[(&StepSummary, &Fitted)]) -> Table {
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
            Cell::from(step.id.as_str()),
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

/// What a step did to values beyond the limits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// They are still there.
    There,
    /// They are at the limits.
    AtLimits,
    /// They are gone, as values or with their rows.
    Gone,
}

fn left(step: &StepSummary) -> Left {
    if step
        .changed
        .iter()
        .any(|changes| changes.reason == Reason::Capped)
    {
        Left::AtLimits
    } else if step.rows_removed > 0 || step.cells_changed > 0 {
        Left::Gone
    } else {
        Left::There
    }
}

/// The boxes of the groups before and after the step, on one scale. Whiskers reach the furthest values within the limits.
fn boxes(voice: &Voice, step: &StepSummary, fitted: &[&Fitted]) -> Option<Block> {
    let left = left(step);
    let groups: Vec<BoxGroup> = fitted
        .iter()
        .filter_map(|fitted| before_and_after(voice, fitted, left))
        .flatten()
        .collect();
    let column = &fitted.first()?.limits.column;
    if groups.is_empty() {
        return None;
    }
    let beyond: u64 = fitted.iter().map(|fitted| fitted.outliers).sum();
    let shape = Shape::BoxPlot(BoxPlot {
        category: voice.text("组", "Group"),
        value: Axis::new(column.as_str(), Digits::Compact),
        groups,
        direction: Direction::Auto,
        references: references(voice, fitted),
    });
    let (zh, en) = match left {
        Left::There => (
            "{0}：{1} 个值在界外，只作标记，数值未变。",
            "{0}: {1} values lie beyond the limits; they are marked and stay as they are.",
        ),
        Left::AtLimits => (
            "{0}：{1} 个值在界外，处理后等于上下限。",
            "{0}: {1} values lay beyond the limits and are now at them.",
        ),
        Left::Gone => (
            "{0}：{1} 个值在界外，处理后不再出现。",
            "{0}: {1} values lay beyond the limits and are gone.",
        ),
    };
    let reading = voice.say(zh, en, &[plain(column.as_str()), count(beyond)]);
    Some(
        voice.chart(
            "outliers-boxes",
            voice.text("异常值处理前后的箱线图", "Box plots before and after"),
            voice
                .lang
                .pick("四分位数为第 7 类定义", "quartiles of type 7"),
            (shape, reading),
        ),
    )
}

/// The box of a group as it was, and as the step left it.
fn before_and_after(voice: &Voice, fitted: &Fitted, left: Left) -> Option<[BoxGroup; 2]> {
    let inside = FiveNumbers {
        low_whisker: fitted.least_inside?,
        q1: fitted.q1?,
        median: fitted.median?,
        q3: fitted.q3?,
        high_whisker: fitted.greatest_inside?,
    };
    let name = group(voice, fitted);
    let of = |state: &str, numbers, unlisted| BoxGroup {
        label: format!("{name} {state}"),
        count: fitted.n,
        numbers: Some(numbers),
        mean: None,
        outliers: Vec::new(),
        unlisted,
    };
    let still = if left == Left::There {
        fitted.outliers
    } else {
        0
    };
    Some([
        of(voice.lang.pick("前", "before"), inside, fitted.outliers),
        of(voice.lang.pick("后", "after"), inside, still),
    ])
}

/// The limits as lines, where there is one group.
fn references(voice: &Voice, fitted: &[&Fitted]) -> Vec<Reference> {
    let [only] = fitted else {
        return Vec::new();
    };
    let (low, high) = (only.limits.low, only.limits.high);
    let low = low.map(|low| Reference::new(low, voice.text("下限", "Low limit")));
    let high = high.map(|high| Reference::new(high, voice.text("上限", "High limit")));
    low.into_iter().chain(high).collect()
}
