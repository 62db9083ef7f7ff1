//! What is wrong with the table of segments.

use super::{subject::Subject, values::count};
use crate::{Block, Cell, Format, Span, Table};

/// Cells that are named; a table with more holes is described by their number.
const NAMED_HOLES: usize = 12;

/// Overlaps, holes and unreachable names; nothing for a clean table.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let lint = &subject.summary.lint;
    if lint.is_clean() {
        return Vec::new();
    }
    let mut holes = subject.list(lint.holes.iter().take(NAMED_HOLES));
    if lint.holes.len() > NAMED_HOLES {
        holes.push('…');
    }
    let unreachable = lint.unreachable.iter().map(|code| subject.name_of(code));
    let columns = vec![
        subject.column("检查", "Check", Format::Text),
        subject.column("数量", "Number", Format::Count),
        subject.column("说明", "Details", Format::Text),
    ];
    let text = |text: String| {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::from(text)
        }
    };
    let rows = [
        [
            Cell::from(subject.text("没有规则覆盖的得分组合", "Scores that no rule covers")),
            Cell::Count(lint.holes.len() as u64),
            text(holes),
        ],
        [
            Cell::from(subject.text("从不出现的名称", "Names that are never given")),
            Cell::Count(lint.unreachable.len() as u64),
            text(subject.list(unreachable)),
        ],
    ];
    let overlaps = lint.overlaps.iter().map(|pair| {
        let [first, second] = [&pair.first, &pair.second].map(|code| subject.name_of(code));
        let names = match subject.lang {
            fourr_locale::Lang::Zh => format!("{first} 先于 {second}"),
            fourr_locale::Lang::En => format!("{first} before {second}"),
        };
        [
            Cell::from(subject.text("重叠的得分组合", "Scores claimed twice")),
            Cell::Count(pair.cells as u64),
            Cell::from(names),
        ]
    });
    let caption = subject.text("分群表的检查", "Check of the table of segments");
    let table = Table::new("segment-lint", caption, columns)
        .with_rows(rows)
        .with_rows(overlaps);
    let words = subject.paragraph(
        "分群表 {0} 的规则有 {1} 处空缺、{2} 对重叠、{3} 个从不出现的名称；重叠处取先出现的规则，空缺处归入「其他」。",
        "The table of segments {0} has {1} holes, {2} overlapping pairs and {3} names that are never given. Where rules overlap the earlier one counts; holes become others.",
        &[
            Span::code(subject.summary.parameters.scheme.name()),
            count(lint.holes.len() as u64),
            count(lint.overlaps.len() as u64),
            count(lint.unreachable.len() as u64),
        ],
    );
    vec![words, Block::Table(table)]
}
