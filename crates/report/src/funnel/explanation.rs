//! One person's way through the funnel.

use fourr_cell::personal::{self, MaskLevel};
use fourr_funnel::{Explanation, Stop};
use fourr_locale::Lang;

use super::subject::{count, duration_cell};
use crate::{Block, Cell, Column, Format, Prose, Span, Table};

/// Events in the table.
const SHOWN: usize = 50;

pub(super) fn blocks(told: &Explanation, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(reached(told, lang))];
    if !told.filled.is_empty() {
        blocks.push(Block::Table(filled(told, lang)));
    }
    blocks.push(Block::Paragraph(stop(told, lang)));
    blocks.push(Block::Table(events(told, lang)));
    blocks
}

fn masked(id: &str) -> String {
    match personal::recognise(id, None) {
        Some(kind) => personal::mask(id, kind, MaskLevel::Standard),
        None => id.to_owned(),
    }
}

fn reached(told: &Explanation, lang: Lang) -> Prose {
    let template = lang.pick(
        "{0}：共 {1} 个事件，到达 {2} 个步骤（共 {3} 个）。",
        "{0}: {1} events, {2} of {3} steps reached.",
    );
    let values = [
        Span::plain(masked(&told.person)),
        count(told.count),
        count(told.level as u64),
        count(told.stages.len() as u64),
    ];
    Prose::fill(template, &values)
}

fn filled(told: &Explanation, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("步骤", "Step"), Format::Text),
        Column::new(lang.pick("事件", "Event"), Format::Text),
        Column::new(lang.pick("时间", "Time"), Format::Text),
        Column::new(lang.pick("距首步", "Since the first"), Format::Text),
    ];
    let rows = told.filled.iter().map(|filled| {
        [
            Cell::from(told.stages[filled.stage].as_str()),
            Cell::from(filled.event.as_str()),
            Cell::from(filled.time.to_string()),
            duration_cell(Some(filled.since_start), lang),
        ]
    });
    Table::new(
        "filled",
        lang.pick("哪个事件满足哪个步骤", "Which event filled which step"),
        columns,
    )
    .with_rows(rows)
}

fn stop(told: &Explanation, lang: Lang) -> Prose {
    let name = |stage: usize| Span::plain(&told.stages[stage]);
    let time = |time: &chrono::NaiveDateTime| Span::plain(time.to_string());
    let fill = |zh, en, values: &[Span]| Prose::fill(lang.pick(zh, en), values);
    match &told.stop {
        Stop::Completed => fill("到达了最后一步。", "The last step was reached.", &[]),
        Stop::NeverStarted => fill(
            "没有可以开始的首步事件。",
            "There is no event of the first step to start at.",
            &[],
        ),
        Stop::NextNeverOccurs { stage } => fill(
            "停止原因：从未发生「{0}」。",
            "It stopped because {0} never occurs.",
            &[name(*stage)],
        ),
        Stop::NextBefore { stage, time: at } => fill(
            "停止原因：「{0}」只发生在此链之前（最近一次 {1}）。",
            "It stopped because {0} occurs before the chain only, last at {1}.",
            &[name(*stage), time(at)],
        ),
        Stop::TooLate {
            stage,
            time: at,
            closed,
        } => fill(
            "停止原因：「{0}」发生于 {1}，而窗口已于 {2} 结束。",
            "It stopped because {0} came at {1}, when the window had closed at {2}.",
            &[name(*stage), time(at), time(closed)],
        ),
        Stop::StillOpen { stage, closes } => fill(
            "尚未停止：窗口到 {1} 才结束，仍可能完成「{0}」。",
            "It has not stopped: the window is open until {1}, and {0} may still come.",
            &[name(*stage), time(closes)],
        ),
        Stop::Ended { stage, time: at } => fill(
            "停止原因：严格规则、起点规则或排除事件结束了此链，尽管「{0}」发生于 {1}。",
            "It stopped because a strict rule, the rule of the start or an excluded event ended the chain, though {0} came at {1}.",
            &[name(*stage), time(at)],
        ),
    }
}

fn events(told: &Explanation, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("时间", "Time"), Format::Text),
        Column::new(lang.pick("事件", "Event"), Format::Text),
        Column::new(lang.pick("可满足", "Could fill"), Format::Text),
        Column::new(lang.pick("满足了", "Filled"), Format::Text),
    ];
    let names = |stages: &[usize]| {
        let names: Vec<&str> = stages
            .iter()
            .map(|stage| told.stages[*stage].as_str())
            .collect();
        if names.is_empty() {
            Cell::Empty
        } else {
            Cell::from(names.join(lang.pick("、", ", ")))
        }
    };
    let rows = told.events.iter().take(SHOWN).map(|event| {
        let filled: Vec<usize> = event.filled.into_iter().collect();
        [
            Cell::from(event.time.to_string()),
            Cell::from(event.event.as_str()),
            names(&event.could_fill),
            names(&filled),
        ]
    });
    Table::new(
        "events",
        lang.pick("该人的事件", "The person's events"),
        columns,
    )
    .with_rows(rows)
}
