//! The figures in tables are those of the summary.

use fourr_locale::Lang;
use fourr_report::{Cell, Report, Table, rfm};
use fourr_rfm::{Rfm, Summary};

use super::inputs::{golden, report, segmented};

fn table<'a>(report: &'a Report, id: &str) -> &'a Table {
    report
        .tables()
        .find(|table| table.id.as_str() == id)
        .unwrap()
}

/// The count in the column called `head`, row by row.
fn counts(table: &Table, head: &str) -> Vec<u64> {
    let place = table
        .columns()
        .iter()
        .position(|column| column.title == head)
        .unwrap();
    let count = |row: &Vec<Cell>| match &row[place] {
        Cell::Count(count) => *count,
        other => panic!("{other:?} in {head}"),
    };
    table.rows().iter().map(count).collect()
}

fn summary() -> Summary {
    segmented(&golden(), &Rfm::default()).summary
}

#[test]
fn segments_add_up_to_the_total() {
    let summary = summary();
    let report = report(&golden(), &Rfm::default(), Lang::En);
    for table in [
        table(&report, "segments"),
        &rfm::segment_table(&summary, Lang::En),
    ] {
        let customers: Vec<u64> = summary.segments.0.iter().map(|of| of.customers).collect();
        assert_eq!(counts(table, "Customers"), customers);
        assert_eq!(customers.iter().sum::<u64>(), summary.totals.customers);
        let total = table.total().unwrap();
        assert!(total.contains(&Cell::Count(summary.totals.customers)));
        assert!(total.contains(&Cell::Money(summary.totals.monetary)));
    }
}

#[test]
fn rows_used_and_set_aside_are_the_rows_read() {
    let report = report(&golden(), &Rfm::default(), Lang::En);
    let rows = table(&report, "data-rows");
    let read = rows.total().unwrap()[1].clone();
    assert_eq!(read, Cell::Count(counts(rows, "Rows").iter().sum()));
}

#[test]
fn classes_and_types_hold_every_customer_once() {
    let n = summary().totals.customers;
    let report = report(&golden(), &Rfm::default(), Lang::En);
    let classes = table(&report, "score-classes");
    for head in ["Customers by R", "Customers by F", "Customers by M"] {
        assert_eq!(counts(classes, head).iter().sum::<u64>(), n, "{head}");
    }
    let types = table(&report, "eight-types");
    for column in &types.columns()[1..] {
        assert_eq!(
            counts(types, &column.title).iter().sum::<u64>(),
            n,
            "{}",
            column.title
        );
    }
    for head in ["F1", "F5"] {
        assert_eq!(counts(table(&report, "rf-customers"), head).len(), 5);
    }
}

// Section 3.2 of the method reference: the breaks of the worked table of 20 customers are R 13.6, 26.8, 51,
// 90; F 1, 2, 4.4, 5.4; M 262.16, 607.88, 1045.68, 2392.64.
#[test]
fn ranges_of_scores_are_those_of_the_worked_table() {
    let as_of = chrono::NaiveDate::from_ymd_opt(2021, 12, 31);
    let report = report(
        &golden(),
        &Rfm {
            as_of,
            ..Rfm::default()
        },
        Lang::En,
    );
    let classes = table(&report, "score-classes");
    let column = |place: usize| {
        let text = |row: &Vec<Cell>| {
            let text = row[place].display(classes.columns()[place].format, Lang::En);
            text.replace('\u{A0}', " ").replace('\u{2060}', "")
        };
        classes.rows().iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(
        column(1),
        [
            "≤ 13.6",
            "(13.6 – 26.8]",
            "(26.8 – 51]",
            "(51 – 90]",
            "> 90"
        ]
    );
    assert_eq!(
        column(3),
        ["> 5.4", "(4.4 – 5.4]", "(2 – 4.4]", "(1 – 2]", "≤ 1"]
    );
    let amounts = [
        "> 2,392.64",
        "(1,045.68 – 2,392.64]",
        "(607.88 – 1,045.68]",
        "(262.16 – 607.88]",
        "≤ 262.16",
    ];
    assert_eq!(column(5), amounts);
}

#[test]
fn states_add_up_and_key_figures_are_those_of_the_summary() {
    let summary = summary();
    let report = report(&golden(), &Rfm::default(), Lang::En);
    let states = table(&report, "statuses");
    assert_eq!(
        counts(states, "Customers").iter().sum::<u64>(),
        summary.totals.customers
    );
    let figure = |label: &str| {
        report
            .figures
            .iter()
            .find(|figure| figure.label == label)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(figure("Customers"), Cell::Count(summary.totals.customers));
    assert_eq!(figure("Amount"), Cell::Money(summary.totals.monetary));
    let rate = summary.cycle.unwrap().repurchase_rate;
    assert_eq!(figure("Repurchase rate"), Cell::Share(rate));
}

#[test]
fn only_parameters_that_were_changed_are_named() {
    assert!(
        report(&golden(), &Rfm::default(), Lang::En)
            .provenance
            .parameters
            .is_empty()
    );
    let changed = Rfm {
        bins: 3,
        dormancy_cycles: vec![1.0, 1.5, 2.0],
        ..Rfm::default()
    };
    let parameters = report(&golden(), &changed, Lang::En).provenance.parameters;
    let expected = [("bins", "3"), ("dormancy_cycles", "1,1.5,2")];
    assert_eq!(
        parameters,
        expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
    );
}
