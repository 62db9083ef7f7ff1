//! The section on what to do for each segment, and whom a step would lift.

use fourr_rfm::SegmentSummary;

use super::{
    names::capitalised,
    promotions,
    subject::Subject,
    values::{mean_days, share_cell},
};
use crate::{Block, Cell, Format, Section, Span, Table};

/// The actions, and where the lists of customers are.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let lists = subject.paragraph(
        "每类客户的名单在 {0} 中，各为一个 CSV 文件，按消费金额从高到低排列；全部客户见 {1}。本报告不列出任何客户；名单含客户编号，只用于所述的营销目的，并限定知悉范围。",
        "The customers of every segment are listed in {0}, one CSV file each, largest amount first; all of them are in {1}. This report names nobody. The lists hold customer ids: use them for the purpose stated and share them with as few people as possible.",
        &[Span::code("segments/"), Span::code("customers.parquet")],
    );
    let title = subject.text("分群运营策略", "What to do for every segment");
    let mut blocks = vec![lists, Block::Table(table(subject))];
    blocks.extend(promotions::blocks(subject));
    Section::new("actions", title, blocks)
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("金额占比", "Share of amount", Format::Share),
        subject.column("特征", "What they are like", Format::Text),
        subject.column("策略", "Action", Format::Text),
        subject.column("名单", "List", Format::Text),
    ];
    let rows = subject.summary.segments.0.iter().map(|of| {
        [
            Cell::from(subject.name(&of.segment)),
            Cell::Count(of.customers),
            share_cell(of.monetary_share),
            traits(subject, of),
            action(subject, of),
            Cell::from(format!("segments/{}.csv", of.segment.code)),
        ]
    });
    let caption = subject.text(
        "各类客户的运营策略与名单",
        "Action and list for every segment",
    );
    Table::new("actions", caption, columns).with_rows(rows)
}

/// What to do with the customers of a segment; a table of the user's own may not say.
pub(super) fn action(subject: &Subject<'_>, of: &SegmentSummary) -> Cell {
    let action = subject.text(&of.segment.action_zh, &capitalised(&of.segment.action_en));
    if action.is_empty() {
        Cell::Empty
    } else {
        Cell::from(action)
    }
}

/// Mean R, F and M against all customers, in a line.
pub(super) fn traits(subject: &Subject<'_>, of: &SegmentSummary) -> Cell {
    let (Some(recency), Some(frequency), Some(monetary)) =
        (of.mean_recency, of.mean_frequency, of.mean_monetary)
    else {
        return Cell::Empty;
    };
    let words = subject.say(
        "平均 {0} 天前购买，{1} 笔，{2}¤",
        "Bought {0} days ago on average, {1} orders, {2}¤",
        &[
            mean_days(recency),
            Span::value(frequency, Format::Number(1)),
            Span::value(Cell::Money(monetary), Format::Compact),
        ],
    );
    Cell::from(words.text(subject.lang))
}
