//! What each channel adds, in the order asked for and in the order of the lowest cost.

use fourr_chart::{Direction, Shape, Waterfall, WaterfallStep};
use fourr_funnel::reach::Increment;

use super::subject::{Subject, share};
use crate::{Block, Cell, Format, Live, Prose, Row, Section, Span, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let reached = subject.reached;
    let blocks = vec![
        waterfall(subject),
        Block::Table(table(subject, &reached.increments, "increments")),
        Block::Paragraph(advice(subject)),
        Block::Table(table(subject, &reached.plan, "plan")),
    ];
    Section::new(
        "plan",
        subject.text("增量覆盖与优化", "Incremental reach and what to choose"),
        blocks,
    )
}

fn advice(subject: &Subject<'_>) -> Prose {
    let saturated: Vec<&str> = subject
        .reached
        .channels
        .iter()
        .filter(|channel| channel.saturated)
        .map(|channel| channel.name.as_str())
        .collect();
    let rule = subject.say(
        "优化规则：每次加入“每新增触达一人费用最低”的渠道；没有费用时加入新增人数最多的渠道。",
        "The rule: add the channel that reaches a further person at the lowest cost; without costs, the one that adds the most.",
        &[],
    );
    if saturated.is_empty() {
        return rule;
    }
    let more = subject.say(
        "「{0}」平均频次超过 {1}，已饱和，宜减少投放或换渠道。",
        " {0} exceed an average frequency of {1}: they are saturated, and money does more elsewhere.",
        &[
            Span::plain(saturated.join(subject.lang.pick("、", ", "))),
            Cell::Number(subject.reached.parameters.saturation).into(),
        ],
    );
    Prose::of(rule.into_spans().into_iter().chain(more.into_spans()))
}

pub(super) fn table(subject: &Subject<'_>, steps: &[Increment], id: &'static str) -> Table {
    let columns = vec![
        subject.column("次序", "Order", Format::Count),
        subject.column("渠道", "Channel", Format::Text),
        subject.column("新增人数", "Added", Format::Count),
        subject.column("新增覆盖", "Added reach", Format::Share),
        subject.column("累计覆盖", "Cumulative", Format::Share),
        subject.column("每新增一人", "Per person added", Format::Money),
    ];
    let rows = steps.iter().enumerate().map(|(place, step)| {
        [
            Cell::Count(place as u64 + 1),
            Cell::from(subject.channel(step.channel)),
            Cell::Number(step.added),
            Cell::Share(step.added_rate),
            Cell::Share(step.cumulative_rate),
            step.cost_per_added.map_or(Cell::Empty, Cell::Money),
        ]
    });
    let caption = if id == "plan" {
        subject.text(
            "按费用最低的次序加入渠道",
            "Channels in the order of the lowest cost",
        )
    } else {
        subject.text(
            "按给定次序的增量覆盖",
            "Incremental reach in the order given",
        )
    };
    let keys = ["added", "added_rate", "cumulative_rate", "cost_per_added"];
    let mut table = Table::new(id, caption, columns).with_rows(rows);
    let population = || Live::cell("basis", Row::At(0), 1);
    for row in 0..steps.len() {
        table = table.live_at(Row::At(row), 3, Live::Here(2) / population());
        let cumulative = match row.checked_sub(1) {
            None => Live::Here(3),
            Some(before) => Live::cell(id, Row::At(before), 4) + Live::Here(3),
        };
        table = table.live_at(Row::At(row), 4, cumulative);
    }
    table.read_from(|row, column| Some(format!("/{id}/{row}/{}", keys[column.checked_sub(2)?])))
}

fn waterfall(subject: &Subject<'_>) -> Block {
    let reached = subject.reached;
    let mut steps: Vec<WaterfallStep> = reached
        .increments
        .iter()
        .map(|step| WaterfallStep::change(subject.channel(step.channel), step.added_rate))
        .collect();
    let together = subject.text("合并覆盖", "Together");
    let total = reached
        .increments
        .last()
        .map_or(0.0, |step| step.cumulative_rate);
    steps.push(WaterfallStep::total(together, total));
    let mut shape = Waterfall::new(subject.text("渠道", "Channel"), subject.rate(), steps);
    shape.direction = Direction::Auto;
    let reading = subject.say(
        "每个渠道只计之前的渠道没有触达的人；合计 {0}。",
        "Each channel adds only whom those before it have not reached; together {0}.",
        &[share(Some(total))],
    );
    let title = subject.text("增量覆盖", "Incremental reach");
    let method = subject.text(
        "依次加入渠道，只计新增的不重复人数",
        "channels one after another, each adding only new persons",
    );
    subject.chart(
        "incremental",
        title,
        &method,
        (Shape::Waterfall(shape), reading),
    )
}
