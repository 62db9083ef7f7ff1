//! Measures of so many persons that they are taken part by part.

use fourr_profile::SourceKind;
use fourr_table::Scratch;
use polars::prelude::*;

use crate::support::{names, sources, tag};

const PERSONS: i64 = 10_000;
const ROWS: i64 = 60_000;

const TAGS: &str = "
[[measure]]
code = 'spent'
from = 'orders'
take = 'sum'
column = 'amount'
[[dimension]]
code = 'd'
[[dimension.tag]]
code = 'level'
resolve = 'order'
value = [{ name = 'much', where = 'spent >= 600' }, { name = 'some', where = 'spent < 600' }]
[[dimension.tag]]
code = 'liked'
preference = { from = 'orders', by = 'category', weigh = 'amount' }
";

/// Row `n` is of person 7n mod 10,009, of whom the last nine are not in the table of persons.
fn person(row: i64) -> i64 {
    row * 7 % 10_009
}

fn amount(row: i64) -> i64 {
    row * 31 % 200
}

fn category(row: i64) -> &'static str {
    ["书", "茶", "鞋"][usize::try_from(row % 3).unwrap()]
}

#[test]
fn measures_agree_with_plain_sums_in_memory_and_on_disk() {
    let people = df!["id" => (0..PERSONS).collect::<Vec<_>>()].unwrap();
    let orders = df![
        "customer_id" => (0..ROWS).map(person).collect::<Vec<_>>(),
        "order_date" => vec!["2024-05-01"; usize::try_from(ROWS).unwrap()],
        "amount" => (0..ROWS).map(amount).collect::<Vec<_>>(),
        "category" => (0..ROWS).map(category).collect::<Vec<_>>()
    ]
    .unwrap();
    let tables = || {
        sources([
            (people.clone(), Some(SourceKind::Persons)),
            (orders.clone(), Some(SourceKind::Orders)),
        ])
    };
    let whole = usize::try_from(PERSONS).unwrap();
    let mut spent = vec![None::<i64>; whole];
    let mut by_category = vec![[0_i64; 3]; whole];
    for row in 0..ROWS {
        let Some(place) = usize::try_from(person(row))
            .ok()
            .filter(|&place| place < whole)
        else {
            continue;
        };
        *spent[place].get_or_insert(0) += amount(row);
        by_category[place][usize::try_from(row % 3).unwrap()] += amount(row);
    }
    let level = spent.iter().map(|spent| match spent {
        None => "-",
        Some(600..) => "much",
        Some(_) => "some",
    });
    // By code point 书 comes before 茶, and 茶 before 鞋: as they are numbered.
    let liked = by_category.iter().map(|weights| {
        let most = weights.iter().max().filter(|most| **most > 0);
        let first = most.and_then(|most| weights.iter().position(|weight| weight == most));
        first.map_or("-", |place| ["书", "茶", "鞋"][place])
    });
    let (level, liked): (Vec<&str>, Vec<&str>) = (level.collect(), liked.collect());
    for tables in [tables(), tables().with_scratch(Scratch::with_limit(0))] {
        let tagging = tag(TAGS, &tables).unwrap();
        assert_eq!(names(&tagging, "level"), level);
        assert_eq!(names(&tagging, "liked"), liked);
        assert_eq!(tagging.len(), whole);
    }
}
