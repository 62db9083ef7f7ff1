//! What became of tags since an earlier run.

use fourr_locale::Lang;
use fourr_profile::Rebuilt;

use super::column;
use crate::{Cell, Format, Table};

/// One row a value: before, after, who got it and who lost it, and the drift of its tag.
pub fn rebuilt_table(rebuilt: &Rebuilt, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "标签", "Tag", Format::Text),
        column(lang, "取值", "Value", Format::Text),
        column(lang, "原人数", "Before", Format::Count),
        column(lang, "现人数", "After", Format::Count),
        column(lang, "新增", "Added", Format::Count),
        column(lang, "移出", "Removed", Format::Count),
        column(lang, "变化", "Change", Format::Share),
        column(lang, "变化超 20%", "Over 20%", Format::Text),
        column(lang, "PSI", "PSI", Format::Number(4)),
    ];
    let rows = rebuilt.tags.iter().flat_map(|tag| {
        let psi = tag.drift.psi.map_or(Cell::Empty, Cell::Number);
        tag.values.iter().map(move |value| {
            [
                Cell::from(tag.tag.as_str()),
                Cell::from(value.name.as_str()),
                value.before.map_or(Cell::Empty, Cell::Count),
                value.after.map_or(Cell::Empty, Cell::Count),
                value.added.map_or(Cell::Empty, Cell::Count),
                value.removed.map_or(Cell::Empty, Cell::Count),
                value.change.map_or(Cell::Empty, Cell::Share),
                if value.much {
                    Cell::from(lang.pick("是", "yes"))
                } else {
                    Cell::Empty
                },
                psi.clone(),
            ]
        })
    });
    let n = lang.count(rebuilt.persons);
    let caption = match lang {
        Lang::Zh => format!("{n} 位前后都在的人的标签变化"),
        Lang::En => format!("Tags of the {n} persons of both runs"),
    };
    Table::new("rebuilt", caption, columns).with_rows(rows)
}
