//! Bad recipes are refused with the line of the file.

use fourr_clean::{CleanError, Recipe};

use crate::support::text;

fn refused(recipe: &str) -> CleanError {
    let table = text(&["id|城市|amount", "1|北京|5", "2|上海|7", "3||9"]);
    match Recipe::from_toml(recipe).and_then(|recipe| recipe.apply(&table)) {
        Err(error) => error,
        Ok(_) => panic!("accepted {recipe}"),
    }
}

#[test]
fn unknown_columns_are_named_with_their_line_and_what_is_near() {
    let error = refused("version = 1\n\n[[step]]\ndo = \"tidy\"\ncolumns = [\"amont\"]\n");
    assert_eq!(
        error.to_string(),
        "line 3, step tidy_1: no column amont, the table has id, 城市, amount"
    );
    assert_eq!(error.hint().as_deref(), Some("did you mean amount?"));
}

#[test]
fn unknown_columns_of_the_score_are_named_with_their_line() {
    for rules in [
        "required = [\"amont\"]",
        "key = [\"amont\"]",
        "timeliness = { column = \"amont\", days = 30, as_of = \"2024-12-31\" }",
    ] {
        let error = refused(&format!("version = 1\n\n[quality]\n{rules}\n"));
        assert_eq!(
            error.to_string(),
            "line 3, step quality: no column amont, the table has id, 城市, amount"
        );
    }
}

#[test]
fn contradictory_rules_are_refused() {
    let parse = |kind: &str| {
        format!("[[step]]\ndo = \"parse\"\ncolumns = [\"amount\"]\nkind = \"{kind}\"\n")
    };
    let error = refused(&format!("{}{}", parse("number"), parse("date")));
    assert!(matches!(error, CleanError::Contradiction { .. }), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("line 5, step parse_2: contradicts step parse_1"),
        "{error}"
    );
    let range = |min: i32, max: i32| {
        format!(
            "[[step]]\ndo = \"check\"\ncolumns = [\"amount\"]\nrule = {{ range = {{ min = {min}, max = {max} }} }}\n"
        )
    };
    assert!(matches!(
        refused(&format!("{}{}", range(0, 5), range(6, 9))),
        CleanError::Contradiction { .. }
    ));
    assert!(matches!(
        refused(&range(5, 0)),
        CleanError::Parameter { .. }
    ));
    let replace = |new: &str| {
        format!(
            "[[step]]\ndo = \"replace\"\ncolumn = \"城市\"\nvalues = {{ \"北京\" = \"{new}\" }}\n"
        )
    };
    assert!(matches!(
        refused(&format!("{}{}", replace("京"), replace("北平"))),
        CleanError::Contradiction { .. }
    ));
}

#[test]
fn a_rule_that_empties_the_table_is_refused() {
    let error = refused(
        "[[step]]\ndo = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"\n\n[[step]]\ndo = \"drop_rows\"\nwhen = \"amount > 0\"\n",
    );
    assert_eq!(
        error.to_string(),
        "line 6, step drop_rows_2: takes out all 3 rows that are left"
    );
}

#[test]
fn parameters_without_a_meaning_are_refused() {
    for (recipe, says) in [
        (
            "do = \"impute\"\ncolumns = [\"城市\"]\nmethod = \"mean\"",
            "column 城市 is text, expected numbers",
        ),
        (
            "do = \"outliers\"\ncolumns = [\"amount\"]",
            "column amount is text, expected numbers",
        ),
        (
            "do = \"parse\"\ncolumns = [\"amount\"]\nkind = \"date\"\ndecimals = 2",
            "decimals",
        ),
        (
            "do = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"\ninvalid = \"keep\"",
            "invalid is keep",
        ),
        ("do = \"key_duplicates\"\nkey = []", "key is empty"),
        (
            "do = \"key_duplicates\"\nkey = [\"id\"]\nkeep = \"latest\"",
            "order is absent",
        ),
        ("do = \"drop_rows\"", "either missing or when"),
        (
            "do = \"drop_rows\"\nwhen = \"SUM(id) > 1\"",
            "more than one row",
        ),
        (
            "do = \"check\"\nrule = { condition = \"amount >\" }",
            "condition",
        ),
        (
            "do = \"check\"\ncolumns = [\"id\"]\nrule = { pattern = \"(\" }",
            "rule.pattern",
        ),
        (
            "do = \"check\"\ncolumns = [\"id\"]\nrule = { found_in = { table = \"x.csv\", column = \"id\" } }",
            "there is no table x.csv",
        ),
        (
            "do = \"rename\"\ncolumns = { id = \"amount\" }",
            "names that no other column has",
        ),
        (
            "do = \"near_duplicates\"\ncolumns = [\"城市\"]\nthreshold = 1.5",
            "threshold is 1.5",
        ),
        (
            "do = \"duplicates\"\nkeep = \"merge\"",
            "first, last or none",
        ),
    ] {
        let error = refused(&format!("[[step]]\n{recipe}\n")).to_string();
        assert!(error.contains(says), "{recipe}: {error}");
    }
}

#[test]
fn ids_are_unique() {
    let error =
        refused("[[step]]\ndo = \"tidy\"\nid = \"a\"\n[[step]]\ndo = \"missing\"\nid = \"a\"\n");
    assert!(
        error.to_string().contains("line 4, step a: id is a"),
        "{error}"
    );
}
