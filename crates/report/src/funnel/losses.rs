//! Where those went next who were lost.

use fourr_chart::{FlowLink, FlowNode, FlowStage, Sankey, Shape};
use fourr_funnel::Lost;

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Format, Section, Span, Table};

/// Events of a stage in the chart.
const DRAWN: usize = 3;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let lost = &subject.summary.lost_to;
    lost.iter().any(|lost| lost.lost > 0).then(|| {
        let blocks = vec![Block::Table(table(subject)), sankey(subject)];
        Section::new(
            "lost-to",
            subject.text("流失去向", "Where the lost went"),
            blocks,
        )
    })
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("停在", "Stopped at", Format::Text),
        subject.column("接下来", "Next", Format::Text),
        subject.column(subject.unit(), subject.unit(), Format::Count),
        subject.column("占停在此处者", "Share", Format::Share),
    ];
    let rows = subject.summary.lost_to.iter().flat_map(|lost| {
        let stage = &subject.summary.stages[lost.stage].name;
        let row = |next: String, count: u64| {
            let part = (lost.lost > 0).then(|| count as f64 / lost.lost as f64);
            [
                Cell::from(stage.as_str()),
                Cell::from(next),
                Cell::Count(count),
                share_cell(part),
            ]
        };
        let mut rows: Vec<_> = ends(subject, lost)
            .into_iter()
            .map(|(name, count)| row(name, count))
            .collect();
        rows.retain(|row| row[2] != Cell::Count(0));
        rows
    });
    let caption = subject.text(
        "流失者的下一个事件",
        "What those did next who stopped at a stage",
    );
    Table::new("lost-to", caption, columns).with_rows(rows)
}

/// What came next with its counts: events, others, nothing.
fn ends(subject: &Subject<'_>, lost: &Lost) -> Vec<(String, u64)> {
    let mut all: Vec<(String, u64)> = lost
        .next
        .iter()
        .take(DRAWN)
        .map(|next| (next.event.clone(), next.count))
        .collect();
    let rest: u64 = lost.next.iter().skip(DRAWN).map(|next| next.count).sum();
    all.push((subject.text("其他事件", "other events"), rest + lost.other));
    all.push((subject.text("再无事件", "nothing more"), lost.nothing));
    all
}

/// From stage to stage, and from each stage to what came next instead.
fn sankey(subject: &Subject<'_>) -> Block {
    let stages: Vec<_> = subject
        .summary
        .stages
        .iter()
        .filter(|stage| !stage.optional)
        .collect();
    let mut columns = Vec::new();
    let mut links = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        let mut nodes = vec![FlowNode::new(&stage.name, stage.reached as f64, place)];
        if place > 0 {
            links.push(FlowLink::new(0, 0, stage.reached as f64).stage(place - 1));
            if let Some(lost) = subject.summary.lost_to.get(place - 1) {
                for (name, count) in ends(subject, lost)
                    .into_iter()
                    .filter(|(_, count)| *count > 0)
                {
                    links.push(FlowLink::new(0, nodes.len(), count as f64).stage(place - 1));
                    nodes.push(FlowNode::outside(name, count as f64));
                }
            }
        }
        let heading = match place.checked_sub(1).map(|before| &stages[before].name) {
            None => subject.text("进入", "Entered"),
            Some(before) => match subject.lang {
                fourr_locale::Lang::Zh => format!("{before}之后"),
                fourr_locale::Lang::En => format!("After {before}"),
            },
        };
        columns.push(FlowStage::new(heading, nodes));
    }
    let shape = Shape::Sankey(Sankey {
        value: subject.axis(),
        stages: columns,
        links,
    });
    let most = subject.summary.lost_to.iter().max_by_key(|lost| lost.lost);
    let reading = most.map_or_else(crate::Prose::default, |lost| {
        let part = (lost.lost > 0).then(|| lost.nothing as f64 / lost.lost as f64);
        subject.say(
            "流失最多的是停在「{0}」的 {1}，其中 {2} 之后再无事件。",
            "Most are lost at {0}: {1}, of whom {2} did nothing more.",
            &[
                Span::plain(&subject.summary.stages[lost.stage].name),
                count(lost.lost),
                share(part),
            ],
        )
    });
    let title = subject.text("路径：前进或离开", "Paths: on, or away");
    let method = subject.text(
        "停留阶段最后一次事件之后的下一个事件；各列上方为到达前一阶段的数量",
        "the next event after the last one of the stage; above each column how many were at the stage before",
    );
    subject.chart("paths", title, &method, (shape, reading))
}
