//! The text.

use fourr_locale::Lang;
use fourr_report::{Cell, Column, Format, Table, markdown};

use crate::{sample, small};

#[test]
fn the_small_text_is_as_written_by_hand() {
    let text = markdown::render(&small::report(Lang::En)).unwrap();
    assert_eq!(text, include_str!("small.md"));
}

#[test]
fn charts_are_links_to_the_files_that_are_written() {
    let text = markdown::render(&sample::report(Lang::Zh)).unwrap();
    assert!(text.contains("](charts/segment-amounts.png)"));
    assert!(text.contains("\n**图 1** "));
}

#[test]
fn tables_have_one_cell_a_column_in_every_row() {
    let text = markdown::render(&sample::report(Lang::En)).unwrap();
    for table in text.split("\n\n").filter(|block| block.starts_with("| ")) {
        let cells = |row: &str| row.replace("\\|", "").matches('|').count();
        let widths: Vec<_> = table.lines().map(cells).collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
    }
}

#[test]
fn an_empty_cell_of_a_total_stays_empty() {
    let columns = vec![
        Column::new("a", Format::Text),
        Column::new("b", Format::Text),
    ];
    let table =
        Table::new("total", "Total", columns).with_total([Cell::from("All"), Cell::from("")]);
    let mut report = small::report(Lang::En);
    report.sections[0].blocks.push(table.into());
    let text = markdown::render(&report).unwrap();
    assert!(text.contains("\n| **All** |  |\n"), "{text}");
}
