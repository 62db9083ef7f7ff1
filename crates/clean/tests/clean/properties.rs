//! Invariants over recipes and tables.

use fourr_clean::{Cleaning, Recipe, Undo, summary::Warning};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

use crate::support::{recipe, texts};

/// Rows of an order table with every kind of dirt.
fn cells() -> impl Strategy<Value = Vec<[Option<String>; 4]>> {
    let id = prop_oneof![Just(None), (0..6_u32).prop_map(|id| Some(format!("C{id}")))];
    let channel = prop::sample::select(vec![
        None,
        Some("天猫"),
        Some(" 天猫"),
        Some("抖音"),
        Some("Ｗeb"),
        Some("web"),
        Some("未知"),
        Some(""),
    ]);
    let amount = prop::sample::select(vec![
        None,
        Some("5"),
        Some("7.50"),
        Some("¥8"),
        Some("1,2345"),
        Some("0.9万"),
        Some("-1"),
        Some("６"),
        Some("9000"),
        Some("abc"),
        Some("10"),
        Some("11.25"),
    ]);
    let day = prop::sample::select(vec![
        None,
        Some("2024-01-02"),
        Some("2024年1月3日"),
        Some("20240104"),
        Some("2024/2/30"),
        Some("03/04/2021"),
        Some("2024-01-02 08:09:10"),
    ]);
    let owned = |cell: Option<&str>| cell.map(str::to_owned);
    let row = (id, channel, amount, day).prop_map(move |(id, channel, amount, day)| {
        [id, owned(channel), owned(amount), owned(day)]
    });
    prop::collection::vec(row, 1..25)
}

fn table(rows: &[[Option<String>; 4]]) -> Table {
    let column = |name: &str, at: usize| {
        let cells: Vec<Option<&str>> = rows.iter().map(|row| row[at].as_deref()).collect();
        Column::new(name.into(), cells)
    };
    let columns = vec![
        column("id", 0),
        column("channel", 1),
        column("amount", 2),
        column("day", 3),
    ];
    Table::from_frame(DataFrame::new(rows.len(), columns).unwrap())
}

/// Steps up to those that take out duplicates.
fn reading_steps() -> Vec<Vec<&'static str>> {
    vec![
        vec!["", "do = \"tidy\"", "do = \"tidy\"\ncase = \"upper\""],
        vec![
            "",
            "do = \"missing\"",
            "do = \"missing\"\nsentinels = [\"-1\"]",
        ],
        vec![
            "",
            "do = \"replace\"\ncolumn = \"channel\"\nvalues = { web = \"WEB\", Web = \"WEB\" }",
        ],
        vec![
            "do = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"",
            "do = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"\ndecimals = 2",
        ],
        vec![
            "",
            "do = \"parse\"\ncolumns = [\"day\"]\nkind = \"date\"",
            "do = \"parse\"\ncolumns = [\"day\"]\nkind = \"datetime\"",
        ],
        vec![
            "",
            "do = \"duplicates\"",
            "do = \"duplicates\"\ncompare = \"raw\"\nkeep = \"last\"",
        ],
        vec![
            "",
            "do = \"key_duplicates\"\nkey = [\"id\"]",
            "do = \"key_duplicates\"\nkey = [\"id\"]\nkeep = \"merge\"",
            "do = \"key_duplicates\"\nkey = [\"id\"]\nkeep = \"most_complete\"\nnull_keys = \"same\"",
            "do = \"key_duplicates\"\nkey = [\"id\"]\nkeep = \"latest\"\norder = \"amount\"",
        ],
    ]
}

/// Steps that judge and fill.
fn judging_steps() -> Vec<Vec<&'static str>> {
    vec![
        vec![
            "",
            "do = \"check\"\ncolumns = [\"amount\"]\nrule = { range = { min = 0 } }\non_failure = \"null\"",
            "do = \"check\"\ncolumns = [\"channel\"]\nrule = { determined_by = [\"id\"] }\non_failure = \"null\"",
            "do = \"check\"\nrule = { condition = \"amount < 100\" }",
        ],
        vec![
            "",
            "do = \"outliers\"\ncolumns = [\"amount\"]\ntreat = \"cap\"",
            "do = \"outliers\"\ncolumns = [\"amount\"]\nby = [\"channel\"]\nmethod = { mad = 3.5 }\ntreat = \"null\"",
            "do = \"outliers\"\ncolumns = [\"amount\"]\nmethod = { percentile = [5, 95] }\ntreat = \"flag\"",
            "do = \"outliers\"\ncolumns = [\"amount\"]\nmethod = { z = 2 }\ntreat = \"cap\"\nlog = true",
        ],
        vec![
            "",
            "do = \"impute\"\ncolumns = [\"amount\"]\nmethod = \"median\"\nby = [\"channel\"]",
            "do = \"impute\"\ncolumns = [\"amount\"]\nmethod = \"mean\"",
            "do = \"impute\"\ncolumns = [\"amount\"]\nmethod = { forward = { limit = 2 } }\norder = \"day\"",
            "do = \"impute\"\ncolumns = [\"amount\"]\nmethod = { linear = {} }",
            "do = \"impute\"\ncolumns = [\"amount\"]\nmethod = { knn = { k = 2 } }",
        ],
        vec![
            "",
            "do = \"impute\"\ncolumns = [\"channel\"]\nmethod = \"mode\"",
            "do = \"impute\"\ncolumns = [\"channel\"]\nmethod = { hot_deck = { seed = 7 } }",
            "do = \"impute\"\ncolumns = [\"channel\"]\nmethod = { backward = {} }",
        ],
    ]
}

/// Steps in the order of the standard pipeline, each there or not.
fn recipes() -> impl Strategy<Value = String> {
    let steps = reading_steps().into_iter().chain(judging_steps());
    let choices: Vec<_> = steps.map(prop::sample::select).collect();
    choices.prop_map(|steps| {
        let steps: Vec<String> = steps
            .into_iter()
            .filter(|step| !step.is_empty())
            .map(|step| format!("[[step]]\n{step}\n"))
            .collect();
        steps.join("\n")
    })
}

/// Cleans; `None` where the recipe would empty the table.
fn clean(recipe: &Recipe, table: &Table) -> Option<Cleaning> {
    match recipe.apply(table) {
        Ok(cleaning) => Some(cleaning),
        Err(fourr_clean::CleanError::Empties { .. }) => None,
        Err(error) => panic!("{error}: {error:?}\n{}", recipe.to_toml()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is cleaned by the limits that were found stays as it is. Rows that have become equal to others only by a cap
    /// or another treatment would be duplicates to a second run, and what is filled into a column of groups would join
    /// them: the first run has told of both.
    #[test]
    fn cleaning_twice_changes_nothing(rows in cells(), steps in recipes()) {
        let Some(first) = clean(&recipe(&steps), &table(&rows)) else { return Ok(()) };
        let told = |warning: &Warning| matches!(
            warning, Warning::BecameEqual { .. } | Warning::GroupsFilledLater { .. }
        );
        prop_assume!(!first.summary.warnings.iter().any(told));
        let second = first.recipe.apply(&Table::from_frame(first.table.clone())).unwrap();
        prop_assert_eq!(&second.table, &first.table, "{}", steps);
        prop_assert_eq!(second.summary.cells_changed, 0, "{}", second.ledger);
    }

    #[test]
    fn undo_restores_the_input(rows in cells(), steps in recipes()) {
        let table = table(&rows);
        let Some(cleaning) = clean(&recipe(&steps), &table) else { return Ok(()) };
        let restored = Undo {
            table: cleaning.table,
            ledger: cleaning.ledger,
            quarantine: cleaning.quarantine,
            recipe: cleaning.recipe,
        };
        prop_assert_eq!(restored.restore().unwrap(), table.lazy().collect().unwrap());
    }

    #[test]
    fn the_books_balance_and_untouched_columns_stay(rows in cells(), steps in recipes()) {
        let table = table(&rows);
        let Some(cleaning) = clean(&recipe(&steps), &table) else { return Ok(()) };
        let summary = &cleaning.summary;
        prop_assert_eq!(summary.rows_in, rows.len() as u64);
        prop_assert_eq!(summary.rows_out, cleaning.table.height() as u64);
        prop_assert_eq!(summary.removed.values().sum::<u64>(), cleaning.quarantine.height() as u64);
        prop_assert_eq!(summary.cells_changed, cleaning.ledger.height() as u64);
        prop_assert_eq!(summary.steps.iter().map(|step| step.cells_changed).sum::<u64>(), summary.cells_changed);
        if !steps.contains("\"day\"") && !steps.contains("tidy") && !steps.contains("missing") && !steps.contains("merge") {
            let out: Vec<u64> = cleaning.quarantine.column("__row").unwrap().u64().unwrap().into_no_null_iter().collect();
            let kept = rows.iter().zip(1_u64..).filter(|(_, row)| !out.contains(row));
            let days: Vec<Option<String>> = kept.map(|(row, _)| row[3].clone()).collect();
            prop_assert_eq!(texts(&cleaning.table, "day"), days);
        }
    }

    /// No treatment invents a category that was not there, but for the form that a step was asked to write.
    #[test]
    fn no_category_is_invented(rows in cells(), steps in recipes()) {
        let Some(cleaning) = clean(&recipe(&steps), &table(&rows)) else { return Ok(()) };
        let mut known: Vec<String> = rows.iter().filter_map(|row| row[1].clone()).collect();
        if steps.contains("tidy") {
            known.extend(known.clone().iter().map(|cell| fourr_cell::fold::trimmed(cell).into_owned()));
            known.extend(known.clone().iter().map(|cell| cell.to_uppercase()));
        }
        if steps.contains("replace") {
            known.push("WEB".to_owned());
        }
        for cell in texts(&cleaning.table, "channel").into_iter().flatten() {
            prop_assert!(known.contains(&cell), "{} of {:?}", cell, known);
        }
    }
}
