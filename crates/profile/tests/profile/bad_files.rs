//! What is wrong with a tag file is said with line, column and hint.

use fourr_profile::{ProfileError, TagFile, TagFileError};
use polars::prelude::df;

use crate::support::{persons, tag};

const HEAD: &str = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\nresolve = 'order'\n";

#[track_caller]
fn check(error: &TagFileError, (line, column): (usize, usize), says: &str, hints: Option<&str>) {
    assert_eq!((error.at.line, error.at.column), (line, column), "{error}");
    assert!(error.to_string().contains(says), "{error}");
    let hint = error.fault.hint();
    match hints {
        Some(hints) => assert!(
            hint.as_ref().is_some_and(|hint| hint.contains(hints)),
            "{hint:?}"
        ),
        None => assert_eq!(hint, None),
    }
}

/// What is wrong when the file is read.
#[track_caller]
fn reading(text: &str, at: (usize, usize), says: &str, hint: Option<&str>) {
    check(
        &TagFile::from_toml("tags.toml", text).unwrap_err(),
        at,
        says,
        hint,
    );
}

/// What is wrong when the file meets the data.
#[track_caller]
fn binding(text: &str, at: (usize, usize), says: &str, hint: Option<&str>) {
    let frame = df!["id" => [1_i64, 2], "age" => [30_i64, 40], "city" => ["北京", "上海"], "amount" => ["12.5", "30"]];
    match tag(text, &persons(frame.unwrap())) {
        Err(ProfileError::TagFile(error)) => check(&error, at, says, hint),
        other => panic!("{other:?}"),
    }
}

#[test]
fn mistakes_in_the_text() {
    reading(
        "[[dimension]]\ncode = 'd'\nnome = 'x'\n",
        (3, 1),
        "nome",
        Some("dimension.tag"),
    );
    let coarse = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\n";
    reading(
        &format!("{coarse}column = 'born'\ngeneralise = 'decade'"),
        (6, 14),
        "decade",
        Some("bins:10"),
    );
    reading(
        &format!("{coarse}generalise = 'year'\nvalue = [{{ name = 'a', where = 'x > 1' }}]"),
        (5, 14),
        "needs a column",
        None,
    );
    reading("[[dimension]\n", (1, 13), "", Some("dimension.tag"));
    reading(
        &format!("{HEAD}value = [{{ name = 'a', where = 'age >' }}]"),
        (6, 33),
        "rule",
        Some("condition"),
    );
    reading(
        &format!("{HEAD}value = [{{ name = 'a', where = 'age > 1 and sum(x) > 2' }}]"),
        (6, 45),
        "sum(x) is not allowed",
        Some("days_since"),
    );
    reading(
        &format!("{HEAD}value = [{{ name = 'a', where = 'x ~ \"(\"' }}]"),
        (6, 37),
        "not allowed",
        Some("comparisons"),
    );
}

#[test]
fn mistakes_in_the_structure() {
    let two = "value = [{ name = 'a', where = 'x = 1' }, { name = 'a', where = 'x = 2' }]";
    reading(
        &format!("{HEAD}{two}"),
        (6, 52),
        "a stands twice",
        Some("another"),
    );
    let unresolved = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\nvalue = [{ name = 'a', where = 'x = 1' }, \
                      { name = 'b', where = 'x = 2' }]";
    reading(unresolved, (4, 8), "does not say", Some("resolve"));
    let again = "[[dimension.tag]]\ncode = 't'\ncolumn = 'x'\n";
    reading(
        &format!("{HEAD}value = [{{ name = 'a', where = 'x = 1' }}]\n{again}"),
        (8, 8),
        "t stands twice",
        Some("another"),
    );
    let circle = "[[dimension]]\ncode = 'd'\n\
                  [[dimension.tag]]\ncode = 'a'\nvalue = [{ name = 'x', where = \"b = 'y'\" }]\n\
                  [[dimension.tag]]\ncode = 'b'\nvalue = [{ name = 'y', where = \"a = 'x'\" }]\n";
    reading(circle, (4, 8), "circle: a -> b -> a", Some("columns"));
    reading(HEAD, (4, 8), "no values", Some("value"));
    let personal = "personal = 'personal'\nvalue = [{ name = 'a', where = 'x = 1' }]";
    reading(
        &format!("{HEAD}{personal}"),
        (4, 8),
        "personal data",
        Some("owner"),
    );
    let both = "value = [{ name = 'a', where = 'x = 1', list = 'vip.csv' }]";
    reading(
        &format!("{HEAD}{both}"),
        (6, 19),
        "where and list",
        Some("one rule"),
    );
}

#[test]
fn bands_and_bins_that_do_not_partition() {
    let tag = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\n";
    let bands = |second: &str| {
        format!(
            "{tag}bands = {{ column = 'age' }}\nvalue = [{{ name = 'a', band = '[0, 18)' }}, {{ name = 'b', band = '{second}' }}]"
        )
    };
    reading(
        &bands("[20, 60)"),
        (6, 65),
        "gap between [0, 18) and [20, 60)",
        Some("[a, b)"),
    );
    reading(&bands("[17, 60)"), (6, 65), "overlap", Some("[a, b)"));
    reading(&bands("18-60"), (6, 65), "no band", Some("[18, 35)"));
    reading(
        &format!("{tag}bins = {{ column = 'age', breaks = [3, 2], labels = ['a', 'b', 'c'] }}"),
        (5, 35),
        "ascend",
        None,
    );
    reading(
        &format!("{tag}bins = {{ column = 'age', breaks = [3], labels = ['a'] }}"),
        (5, 49),
        "1 labels for 2",
        Some("n + 1"),
    );
}

#[test]
fn names_and_types_that_the_data_does_not_have() {
    let rule = |text: &str| format!("{HEAD}value = [{{ name = 'a', where = \"{text}\" }}]");
    binding(
        &rule("agee > 3"),
        (6, 33),
        "no column, measure or tag agee",
        Some("age?"),
    );
    binding(
        &rule("age > 3 and city >= 5"),
        (6, 45),
        "city holds text such as '北京'",
        Some("single quotes"),
    );
    binding(
        &rule("age = '30'"),
        (6, 33),
        "age holds numbers",
        Some("quotes out"),
    );
    binding(
        &rule("age > DATE '2020-01-01' and days_since(x) > 2"),
        (6, 72),
        "no column, measure or tag x",
        Some("columns"),
    );
    binding(&rule("t = 'a'"), (4, 8), "circle: t -> t", Some("columns"));
    binding(
        &rule("days_since(amount) > 2"),
        (6, 44),
        "amount holds text such as '12.5'",
        Some("DATE"),
    );
    let measure = "[[measure]]\ncode = 'm'\nfrom = 'orders'\ntake = 'count'\n";
    binding(
        &format!("{measure}{}", rule("m > 2")),
        (2, 8),
        "no such table",
        Some("--orders"),
    );
    let orphan = "[[dimension.tag]]\ncode = 'u'\nvalue = [{ name = 'x', where = \"t = 'b'\" }]\n";
    binding(
        &format!("{}\n{orphan}", rule("age > 3")),
        (9, 33),
        "t has no value b",
        Some("values are a"),
    );
}
