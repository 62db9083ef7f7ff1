//! Why somebody else got something else, in words and tables.

use fourr_locale::Lang;
use fourr_rfm::difference::{ComparedFigure, Difference, Explanation, Step};

use super::{change, differing, figure, values::count};
use crate::{Block, Cell, Column, Format, Prose, Span, Table};

/// Most figures that are shown; where there are no more, those that agree are among them.
const FEW: usize = 12;

/// The answer as a terminal shows it: the verdict, what changes, the figures or columns side by side, and what
/// was tried.
///
/// Ids of customers that look personal are masked.
pub fn difference(difference: &Difference, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(verdict(difference, lang))];
    blocks.extend(changes(difference, lang).map(Block::Table));
    blocks.extend(figures(difference, lang).map(Block::Table));
    if let Some(customers) = &difference.customers {
        let best = difference
            .explanations
            .first()
            .or(difference.nearest.first());
        let changed = best.is_some_and(|best| !best.changes.is_empty());
        blocks.extend(differing::blocks(customers, changed, lang));
    }
    blocks.extend(absent(difference, lang).map(Block::Paragraph));
    blocks.extend(advice(difference, lang).map(Block::Paragraph));
    blocks.extend(tried(difference, lang).map(Block::Paragraph));
    blocks
}

fn say(lang: Lang, zh: &str, en: &str, values: &[Span]) -> Prose {
    Prose::fill(lang.pick(zh, en), values)
}

fn verdict(difference: &Difference, lang: Lang) -> Prose {
    let listed = difference.explanations.len() as u64 + difference.more;
    let Some(first) = difference.explanations.first() else {
        return if difference.nearest.is_empty() {
            say(
                lang,
                "试过的约定都不能得出对方的结果。",
                "Nothing that was tried gives theirs.",
                &[],
            )
        } else {
            say(
                lang,
                "试过的约定都不能完全得出对方的结果；最接近的是：",
                "Nothing that was tried gives theirs in full. These come nearest:",
                &[],
            )
        };
    };
    let steps = first.changes.len() as u64;
    match (steps, listed) {
        (0, _) => say(
            lang,
            "与我们的结果一致：按当前约定即得对方的结果。",
            "Ours is the same: the conventions in force give theirs.",
            &[],
        ),
        (1, 1) => say(
            lang,
            "改动一项约定即得对方的结果：",
            "One other convention gives theirs:",
            &[],
        ),
        (_, 1) => say(
            lang,
            "同时改动 {0} 项约定即得对方的结果：",
            "{0} other conventions together give theirs:",
            &[count(steps)],
        ),
        (1, _) => say(
            lang,
            "有 {0} 种改动，各自都能得出对方的结果：",
            "{0} other conventions give theirs, each by itself:",
            &[count(listed)],
        ),
        _ => say(
            lang,
            "有 {0} 种组合，各改动 {1} 项约定，都能得出对方的结果：",
            "{0} combinations of {1} other conventions give theirs:",
            &[count(listed), count(steps)],
        ),
    }
}

/// The explanations, or the near misses, with the flags that make them.
fn changes(difference: &Difference, lang: Lang) -> Option<Table> {
    let found = !difference.explanations.is_empty();
    let shown = if found {
        &difference.explanations
    } else {
        &difference.nearest
    };
    if shown.iter().all(|of| of.changes.is_empty()) {
        return None;
    }
    let named = is_bare(difference);
    let mut heads = vec![
        Column::new("", Format::Count),
        Column::new(lang.pick("约定", "Convention"), Format::Text),
        Column::new(lang.pick("参数", "Flag"), Format::Text),
    ];
    if named {
        heads.push(Column::new(lang.pick("即", "It is"), Format::Text));
    } else if !found {
        heads.push(Column::new(lang.pick("一致", "Agrees"), Format::Text));
    }
    let rows = (1..).zip(shown).flat_map(|(number, of)| {
        let last = if named {
            of.figures.first().map(|f| figure::name(&f.figure, lang))
        } else {
            (!found).then(|| agreement(of, lang))
        };
        rows((number, of), heads.len(), last.as_deref(), lang)
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let caption = match (difference.more, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("列出前 {} 种", shown.len()),
        (_, Lang::En) => format!("The first {} are", shown.len()),
    };
    Some(Table::new("changes", caption, heads).with_rows(rows))
}

/// Whether the claim is a number without a name, which ours does not have.
fn is_bare(difference: &Difference) -> bool {
    difference.figures.is_empty() && difference.customers.is_none()
}

/// One row a change, the number and the last cell in the first row only.
fn rows(
    (number, of): (u64, &Explanation),
    width: usize,
    last: Option<&str>,
    lang: Lang,
) -> Vec<Vec<Cell>> {
    let row = |(place, step): (usize, &Step)| {
        let first = place == 0;
        let number = if first {
            Cell::Count(number)
        } else {
            Cell::from("")
        };
        let flag = step
            .flag
            .clone()
            .unwrap_or_else(|| lang.pick("（无此参数）", "(no flag)").to_owned());
        let last = last.filter(|_| first).unwrap_or_default();
        let mut cells = vec![
            number,
            Cell::from(change::words(&step.change, lang)),
            Cell::from(flag),
            Cell::from(last),
        ];
        cells.truncate(width);
        cells
    };
    of.changes.iter().enumerate().map(row).collect()
}

fn agreement(of: &Explanation, lang: Lang) -> String {
    let (agreeing, all) = (lang.count(of.agreeing), lang.count(of.of));
    match lang {
        Lang::Zh => format!("{agreeing} / {all}"),
        Lang::En => format!("{agreeing} of {all}"),
    }
}

/// The claimed figures beside ours, and beside the first explanation.
fn figures(difference: &Difference, lang: Lang) -> Option<Table> {
    if difference.figures.is_empty() {
        return None;
    }
    let best = difference.explanations.first();
    let best = best.or(difference.nearest.first());
    let best = best.filter(|of| !of.changes.is_empty());
    let mut heads = vec![
        Column::new(lang.pick("指标", "Figure"), Format::Text),
        Column::new(lang.pick("对方", "Theirs"), Format::Count),
        Column::new(lang.pick("我们", "Ours"), Format::Count),
    ];
    heads.extend(best.map(|_| Column::new(lang.pick("改动后", "With no. 1"), Format::Count)));
    let changed = |place: usize| best.and_then(|best| best.figures.get(place));
    let row = |(place, of): (usize, &ComparedFigure)| {
        let mut cells = vec![
            figure::name(&of.figure, lang),
            figure::theirs(of, lang),
            figure::ours(of, of.ours, lang),
        ];
        cells.extend(changed(place).map(|changed| figure::ours(of, changed.ours, lang)));
        cells.into_iter().map(Cell::from).collect::<Vec<_>>()
    };
    let all = difference.figures.len();
    // Of many figures those that no. 1 leaves different, or the first that it puts right.
    let left = best.is_some_and(|best| best.agreeing < best.of);
    let differs = |(place, of): &(usize, &ComparedFigure)| {
        let agrees = match changed(*place).filter(|_| left) {
            Some(changed) => changed.agrees,
            None => of.agrees,
        };
        all <= FEW || !agrees
    };
    let rows = difference
        .figures
        .iter()
        .enumerate()
        .filter(differs)
        .map(row);
    let rows: Vec<Vec<Cell>> = rows.take(FEW).collect();
    let caption = if rows.len() == all {
        String::new()
    } else {
        counted(lang, rows.len(), all)
    };
    (!rows.is_empty()).then(|| Table::new("figures", caption, heads).with_rows(rows))
}

fn counted(lang: Lang, shown: usize, all: usize) -> String {
    let (shown, all) = (lang.count(shown as u64), lang.count(all as u64));
    match lang {
        Lang::Zh => format!("不同的指标（共 {all} 项，这里列出 {shown} 项）"),
        Lang::En => format!("Figures that differ: {shown} shown of {all} claimed"),
    }
}

/// What a dash stands for, where there is one.
fn absent(difference: &Difference, lang: Lang) -> Option<Prose> {
    let absent = difference.figures.iter().any(|of| of.ours.is_none());
    absent.then(|| {
        say(
            lang,
            "– 表示当前的分群方案没有这一类客户，或没有这个指标。",
            "– where the segments in force have none of that name, or no such figure.",
            &[],
        )
    })
}

/// What to do next.
fn advice(difference: &Difference, lang: Lang) -> Option<Prose> {
    let several = difference.explanations.len() > 1;
    let nothing = difference.explanations.is_empty();
    let table = difference.customers.is_some();
    if is_bare(difference) && !nothing {
        return Some(say(
            lang,
            "单独一个数可能碰巧相符；写明指标更可靠，例如 {0}。",
            "A number alone may be met by chance. Name the figure, as in {0}.",
            &[Span::code("--why-different customers=916")],
        ));
    }
    if several && !table {
        return Some(say(
            lang,
            "再给一个数即可区分，例如再加 {0}。",
            "Another figure may tell them apart: add, for example, {0}.",
            &[Span::code("--why-different customers=916")],
        ));
    }
    (nothing && !table && difference.figures.len() < 3).then(|| {
        say(
            lang,
            "给出对方的分群表或客户表（{0}），可以逐项对照。",
            "With their table of segments or customers ({0}) it is compared line by line.",
            &[Span::code("--why-different theirs.csv")],
        )
    })
}

/// What was tried; nothing where ours is the same.
fn tried(difference: &Difference, lang: Lang) -> Option<Prose> {
    let tried = &difference.tried;
    if tried.combinations == 0 {
        return None;
    }
    let values = [
        count(tried.changes),
        count(tried.combinations),
        count(tried.exhausted),
    ];
    let found = !difference.explanations.is_empty();
    Some(match (found, tried.cut_short) {
        (true, _) => say(
            lang,
            "从最少的改动试起，在 {0} 项改动中试了 {1} 种有效的组合。",
            "Tried {1} combinations of {0} possible changes, the fewest first.",
            &values,
        ),
        (false, false) => say(
            lang,
            "已试遍 {0} 项改动中至多 {2} 项的组合，其中有效的 {1} 种。",
            "Tried every combination of up to {2} of {0} possible changes; {1} make a difference.",
            &values,
        ),
        (false, true) => say(
            lang,
            "已试遍 {0} 项改动中至多 {2} 项的组合；数据太大，更多项的组合没有试。",
            "Tried every combination of up to {2} of {0} possible changes; larger ones would take too long on this input.",
            &values,
        ),
    })
}
