//! What became faster or slower since the baseline.

use fourr_bench::{Pair, Verdict};
use fourr_locale::Lang;

use super::subject::Subject;
use crate::{Block, Cell, Format, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let comparison = subject.benchmark.comparison.as_ref()?;
    let words = subject.say(
        "比值为现在的中位数除以基线的中位数。差异小于「噪声」时不作判断：噪声取两次噪声底与两组离散程度之和中的最大者。比噪声大、且超过容许的 {0} 才算退步。",
        "The ratio is the median now over that of the baseline. A difference below the noise says nothing: noise is the larger of both noise floors and of both spreads together. Slower than that and than the tolerated {0} is a regression.",
        &[Cell::Share(comparison.tolerance).into()],
    );
    let mut blocks = vec![Block::Paragraph(words)];
    blocks.extend(table(subject).map(Block::Table));
    Some(Section::new(
        "baseline",
        subject.text("与基线比较", "Against the baseline"),
        blocks,
    ))
}

/// The pairs, where there are any.
pub(super) fn table(subject: &Subject<'_>) -> Option<Table> {
    let comparison = subject.benchmark.comparison.as_ref()?;
    if comparison.pairs.is_empty() {
        return None;
    }
    let columns = vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.seconds("基线", "Before"),
        subject.seconds("现在", "Now"),
        subject.column("比值", "Ratio", Format::Number(3)),
        subject.column("噪声", "Noise", Format::Share),
        subject.column("结论", "Verdict", Format::Text),
    ];
    let rows = comparison.pairs.iter().map(|pair| {
        [
            subject.task(pair.task).into(),
            Cell::Count(pair.rows),
            Cell::Number(pair.before),
            Cell::Number(pair.now),
            Cell::Number(pair.ratio),
            Cell::Share(pair.noise),
            verdict(pair, subject.lang).into(),
        ]
    });
    let caption = subject.text("与基线比较", "Against the baseline");
    Some(Table::new("change", caption, columns).with_rows(rows))
}

fn verdict(pair: &Pair, lang: Lang) -> &'static str {
    match pair.verdict {
        Verdict::Slower if pair.regression => lang.pick("变慢，退步", "slower: regression"),
        Verdict::Slower => lang.pick("变慢", "slower"),
        Verdict::Faster => lang.pick("变快", "faster"),
        Verdict::WithinNoise => lang.pick("噪声以内", "within noise"),
    }
}
