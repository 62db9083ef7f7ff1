//! The linter, on the rules alone and on the data.

use fourr_profile::{Finding, Lint, TagFile};
use polars::prelude::df;

use crate::support::{persons, tag};

fn head(rest: &str) -> String {
    format!("[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\n{rest}")
}

fn values(rules: &[&str]) -> String {
    let values: Vec<String> = rules
        .iter()
        .enumerate()
        .map(|(v, rule)| format!("{{ name = 'v{v}', where = \"{rule}\" }}"))
        .collect();
    format!("resolve = 'order'\nvalue = [{}]", values.join(", "))
}

/// Kinds of what was found, each with the values it speaks of.
fn rules(rules: &[&str]) -> Vec<String> {
    let file = TagFile::from_toml("t", &head(&values(rules))).unwrap();
    Lint::of_rules(&file).0.iter().map(shown).collect()
}

fn shown(finding: &Finding) -> String {
    match finding {
        Finding::Impossible { at } => format!("impossible {}", at.value),
        Finding::Shadowed { at, by } => format!("shadowed {} by {}", at.value, by.value),
        Finding::Overlapping { first, second } => {
            format!("overlapping {} {}", first.value, second.value)
        }
        Finding::Hole {
            column, interval, ..
        } => format!("hole {column} {interval}"),
        Finding::SameRule { first, second } => format!(
            "same {}.{} {}.{}",
            first.tag, first.value, second.tag, second.value
        ),
        Finding::Dead { at } => format!("dead {}", at.value),
        Finding::NeverAssigned { at, hits } => format!("never {} {}", at.value, hits.unwrap()),
        Finding::Conflicts { persons, .. } => format!("conflicts {}", persons.unwrap()),
        Finding::Gap { persons, .. } => format!("gap {}", persons.unwrap()),
        Finding::Everybody { at } => format!("everybody {}", at.value),
        Finding::Orphan { value, .. } => format!("orphan {value}"),
        Finding::SamePeople {
            first,
            second,
            jaccard,
        } => format!("people {} {} {jaccard}", first.tag, second.tag),
    }
}

#[test]
fn rules_alone() {
    assert_eq!(rules(&["age > 5 and age < 3"]), ["impossible v0"]);
    assert_eq!(
        rules(&["city = 'a' and city in ('b', 'c')"]),
        ["impossible v0"]
    );
    assert_eq!(rules(&["age is null and age > 3"]), ["impossible v0"]);
    assert_eq!(
        rules(&["age > 10", "age >= 60 and city = 'a'"]),
        ["shadowed v1 by v0"]
    );
    // A staircase is meant: the narrow rule goes first.
    assert!(rules(&["amount >= 5000", "amount >= 1000", "amount > 0"]).is_empty());
    assert_eq!(
        rules(&["age >= 18 and age < 40", "age >= 30"]),
        ["overlapping v0 v1"]
    );
    assert_eq!(
        rules(&["age between 18 and 34", "age between 35 and 59"]),
        ["hole age (34, 35)"]
    );
    assert!(rules(&["age < 35", "age >= 35"]).is_empty());
    assert!(rules(&["city = 'a'", "city <> 'a'"]).is_empty());
    assert_eq!(
        rules(&["city like 'a%'", "city like 'a%' and age > 3"]),
        ["shadowed v1 by v0"]
    );
    assert_eq!(
        rules(&["not (age >= 18)", "age < 18"]),
        ["shadowed v1 by v0"]
    );
}

#[test]
fn rules_of_two_tags_that_say_the_same() {
    let second = "[[dimension.tag]]\ncode = 'u'\nvalue = [{ name = 'w', where = 'not age < 18' }]";
    let text = format!("{}\n{second}", head(&values(&["age >= 18"])));
    let lint = Lint::of_rules(&TagFile::from_toml("t", &text).unwrap());
    assert_eq!(
        lint.0.iter().map(shown).collect::<Vec<_>>(),
        ["same t.v0 u.w"]
    );
    let Finding::SameRule { first, second } = &lint.0[0] else {
        panic!()
    };
    assert_eq!((first.line, second.line), (6, 9));
}

#[test]
fn data() {
    let ids: Vec<i64> = (0..20).collect();
    let age: Vec<i64> = (0..20).collect();
    let frame = persons(df!["id" => ids, "age" => age].unwrap());
    let second = "[[dimension.tag]]\ncode = 'u'\nvalue = [{ name = 'w', where = 'age * 2 < 20' }]\n[[dimension.tag]]\ncode = 'all'\nvalue = [{ name = 'x', where = 'age + 1 > 0' }]";
    let text = format!(
        "{}\n{second}",
        head(&values(&["age < 10", "age > 90", "age - 1 < 5"]))
    );
    let lint = tag(&text, &frame).unwrap().summarize().lint;
    let found: Vec<String> = lint.0.iter().map(shown).collect();
    for expected in [
        "dead v1",
        "never v2 6",
        "conflicts 6",
        "gap 10",
        "everybody x",
        "people t u 1",
    ] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected} in {found:?}"
        );
    }
}
