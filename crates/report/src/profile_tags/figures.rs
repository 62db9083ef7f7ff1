//! Coverage and penetration.

use fourr_locale::Lang;
use fourr_profile::{TagFigures, TagSummary};

use super::column;
use crate::{Cell, Format, Live, Row, Table};

/// One row per tag: coverage, gaps, conflicts, and the value that most people have.
pub fn tag_table(summary: &TagSummary, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "维度", "Dimension", Format::Text),
        column(lang, "标签", "Tag", Format::Text),
        column(lang, "取值数", "Values", Format::Count),
        column(lang, "覆盖率", "Coverage", Format::Share),
        column(lang, "冲突", "Conflicts", Format::Count),
        column(lang, "最多的取值", "Most frequent", Format::Text),
        column(lang, "渗透率", "Penetration", Format::Share),
    ];
    let row = |tag: &TagFigures| {
        let shown = tag.values.iter().rev().filter(|value| !value.withheld);
        let most = shown.max_by_key(|value| value.holders);
        [
            Cell::from(tag.meta.dimension_name.as_str()),
            Cell::from(tag.meta.name.as_str()),
            Cell::Count(tag.values.len() as u64),
            if tag.withheld {
                Cell::Empty
            } else {
                Cell::Share(tag.coverage)
            },
            tag.conflicts
                .filter(|_| !tag.conflicts_withheld)
                .map_or(Cell::Empty, Cell::Count),
            most.map_or(Cell::Empty, |value| Cell::from(value.name.as_str())),
            most.map_or(Cell::Empty, |value| Cell::Share(value.penetration)),
        ]
    };
    let persons = lang.count(summary.persons);
    let caption = match lang {
        Lang::Zh => format!("{persons} 人的标签"),
        Lang::En => format!("Tags of {persons} persons"),
    };
    let keys = [
        None,
        None,
        None,
        Some("coverage"),
        Some("conflicts"),
        None,
        None,
    ];
    Table::new("tags", caption, columns)
        .with_rows(summary.tags.iter().map(row))
        .read_from(move |row, column| keys[column].map(|key| format!("/tags/{row}/{key}")))
}

/// One row per value of every tag, with its rule.
pub fn value_table(summary: &TagSummary, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "标签", "Tag", Format::Text),
        column(lang, "取值", "Value", Format::Text),
        column(lang, "规则", "Rule", Format::Text),
        column(lang, "人数", "Persons", Format::Count),
        column(lang, "渗透率", "Penetration", Format::Share),
        column(lang, "命中", "Rule fits", Format::Count),
        column(lang, "被覆盖", "Overruled", Format::Count),
    ];
    let rows = summary.tags.iter().flat_map(|tag| {
        tag.values.iter().map(|value| {
            [
                Cell::from(tag.meta.name.as_str()),
                Cell::from(value.name.as_str()),
                Cell::from(value.rule.as_str()),
                shown(Cell::Count(value.holders), value.withheld),
                shown(Cell::Share(value.penetration), value.withheld),
                shown(
                    Cell::Count(value.hits),
                    value.withheld || value.rule_withheld,
                ),
                shown(
                    Cell::Count(value.overruled),
                    value.withheld || value.rule_withheld,
                ),
            ]
        })
    });
    let table = Table::new(
        "tag-values",
        lang.pick("各取值的规则与人数", "Values, rules and persons"),
        columns,
    )
    .with_rows(rows);
    let places: Vec<(usize, usize, bool)> = (0..)
        .zip(&summary.tags)
        .flat_map(|(tag, of)| {
            let values = (0..).zip(&of.values);
            values.map(move |(place, value)| (tag, place, value.withheld))
        })
        .collect();
    let shown = (0..).zip(&places).filter(|(_, (.., withheld))| !withheld);
    let table = shown.fold(table, |table, (row, _)| {
        let penetration = Live::Here(3) / Live::Number(summary.persons as f64);
        table.live_at(Row::At(row), 4, penetration)
    });
    let keys = ["holders", "penetration", "hits", "overruled"];
    table.read_from(|row, column| {
        let (tag, place, _) = places[row];
        let key = keys.get(column.checked_sub(3)?)?;
        Some(format!("/tags/{tag}/values/{place}/{key}"))
    })
}

/// A figure, unless it speaks of few people.
fn shown(figure: Cell, withheld: bool) -> Cell {
    if withheld { Cell::Empty } else { figure }
}
