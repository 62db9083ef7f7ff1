//! The same log under every definition.

use super::{
    names,
    subject::{Subject, share_cell},
};
use crate::{Block, Cell, Format, Live, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let table = table(subject)?;
    let words = subject.say(
        "同一份日志、同样的步骤和窗口，只是「到达」的定义不同。与其他软件的数字对不上时，先看这张表。",
        "The same log, steps and window; only what counts as reaching a stage differs. When figures of another program do not agree, look here first.",
        &[],
    );
    let blocks = vec![
        Block::Paragraph(words),
        Block::Table(table),
        Block::Table(meanings(subject)),
    ];
    Some(Section::new(
        "definitions",
        subject.text("各种口径对照", "Definitions compared"),
        blocks,
    ))
}

pub(super) fn table(subject: &Subject<'_>) -> Option<Table> {
    let summary = subject.summary;
    if summary.definitions.is_empty() {
        return None;
    }
    let mut columns = vec![subject.column("口径", "Definition", Format::Text)];
    columns.extend(
        summary
            .stages
            .iter()
            .map(|stage| subject.column(&stage.name, &stage.name, Format::Count)),
    );
    columns.push(subject.column("总转化率", "Overall", Format::Share));
    columns.push(subject.column("更高", "Higher", Format::Count));
    columns.push(subject.column("更低", "Lower", Format::Count));
    let rows = summary.definitions.iter().map(|defined| {
        let mut name = names::definition(&defined.definition, subject.lang);
        if defined.in_force {
            name.push_str(" ✓");
        }
        let mut row = vec![Cell::from(name)];
        row.extend(defined.reached.iter().map(|reached| Cell::Count(*reached)));
        row.extend([
            share_cell(defined.overall_conversion),
            Cell::Count(defined.higher),
            Cell::Count(defined.lower),
        ]);
        row
    });
    let caption = subject.text(
        "各种口径下到达各阶段的人数（✓ 为现用口径）",
        "Persons at each stage under every definition (✓ in force)",
    );
    let stages = summary.stages.len();
    let pointer = move |row: usize, column: usize| {
        let key = match column.checked_sub(1)? {
            stage if stage < stages => format!("reached/{stage}"),
            rest => (*["overall_conversion", "higher", "lower"].get(rest - stages)?).to_owned(),
        };
        Some(format!("/definitions/{row}/{key}"))
    };
    let table = Table::new("definitions", caption, columns).with_rows(rows);
    let entered = summary
        .stages
        .first()
        .is_some_and(|stage| stage.reached > 0);
    let table = if entered {
        table.live(stages + 1, |_| Live::Here(stages) / Live::Here(1))
    } else {
        table
    };
    Some(table.read_from(pointer))
}

/// What each definition asks for, and where it is published.
fn meanings(subject: &Subject<'_>) -> Table {
    let lang = subject.lang;
    let columns = vec![
        subject.column("口径", "Definition", Format::Text),
        subject.column("何时算到达", "When a stage is reached", Format::Text),
        subject.column("出处", "Source", Format::Text),
    ];
    let rows = subject.summary.definitions.iter().map(|defined| {
        let of = &defined.definition;
        let ordered = !of.modes.iter().any(|mode| mode.is_unordered());
        let start = ordered.then(|| names::start(of.start, lang));
        let rules = of.modes.iter().map(|mode| names::mode(*mode, lang));
        let rules: Vec<&str> = start.into_iter().chain(rules).collect();
        [
            Cell::from(names::definition(of, lang)),
            Cell::from(rules.join(lang.pick("；", "; "))),
            Cell::from(names::origin(of, lang)),
        ]
    });
    let caption = subject.text("各口径的含义与出处", "What the definitions mean");
    Table::new("definition-meanings", caption, columns).with_rows(rows)
}
