//! Properties: an independent brute force agrees, and the order of rows changes nothing.

use std::collections::BTreeMap;

use fourr_kano::{Category, Classification, HiddenCount, Kano};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

/// Berger et al. 1993 as a string, rows "if present?", columns "if absent?".
const TABLE: &[u8] = b"QAAAORIIIMRIIIMRIIIMRRRRQ";

/// A respondent: id, group, and two answers to each of three features; 0 is none, 6 and 7 off the scale.
type Person = (u8, u8, [(i64, i64); 3]);

fn people() -> impl Strategy<Value = Vec<Person>> {
    let pair = || (0..8_i64, 0..8_i64);
    prop::collection::vec((any::<u8>(), 0..3_u8, [pair(), pair(), pair()]), 1..60)
}

fn table(people: &[Person]) -> Table {
    let mut columns = vec![
        Column::new(
            "id".into(),
            people.iter().map(|p| i64::from(p.0)).collect::<Vec<_>>(),
        ),
        Column::new(
            "group".into(),
            people
                .iter()
                .map(|p| format!("g{}", p.1))
                .collect::<Vec<_>>(),
        ),
    ];
    for feature in 0..3 {
        let answers = |side: fn((i64, i64)) -> i64| -> Vec<Option<i64>> {
            let of = |person: &Person| Some(side(person.2[feature])).filter(|answer| *answer != 0);
            people.iter().map(of).collect()
        };
        columns.push(Column::new(
            format!("f{feature}_with").into(),
            answers(|pair| pair.0),
        ));
        columns.push(Column::new(
            format!("f{feature}_without").into(),
            answers(|pair| pair.1),
        ));
    }
    Table::from_frame(DataFrame::new(people.len(), columns).unwrap())
}

fn classify(kano: &Kano, people: &[Person]) -> Option<Classification> {
    kano.classify(&table(people)).ok()
}

fn kano() -> Kano {
    Kano {
        segment: vec!["group".to_owned()],
        bootstrap: 50,
        hidden_segments: Some(HiddenCount::Auto),
        ..Kano::default()
    }
}

fn category((with, without): (i64, i64)) -> Option<u8> {
    let on = |answer: i64| (1..=5).contains(&answer);
    (on(with) && on(without)).then(|| TABLE[usize::try_from((with - 1) * 5 + without - 1).unwrap()])
}

proptest! {
    #[test]
    fn counts_are_those_of_a_brute_force(people in people()) {
        let Some(result) = classify(&kano(), &people) else {
            let none = people.iter().all(|p| p.2.iter().all(|pair| category(*pair).is_none()));
            prop_assert!(none);
            return Ok(());
        };
        let answered: Vec<&Person> =
            people.iter().filter(|p| p.2.iter().any(|pair| category(*pair).is_some())).collect();
        prop_assert_eq!(result.summary.respondents.used, answered.len() as u64);
        prop_assert_eq!(result.summary.respondents.read, result.summary.respondents.used + result.summary.respondents.set_aside());
        for (place, feature) in result.summary.features.iter().enumerate() {
            let mut counts: BTreeMap<u8, u64> = BTreeMap::new();
            for person in &answered {
                if let Some(code) = category(person.2[place]) {
                    *counts.entry(code).or_default() += 1;
                }
            }
            for category in Category::ALL {
                let want = counts.get(&category.code().as_bytes()[0]).copied().unwrap_or(0);
                prop_assert_eq!(feature.counts[category], want);
            }
            let pairs = feature.pairs;
            prop_assert_eq!(pairs.asked, pairs.valid + pairs.incomplete + pairs.off_scale);
            prop_assert_eq!(feature.counts.total(), pairs.valid);
            if let Some(c) = feature.coefficients {
                prop_assert!((0.0..=1.0).contains(&c.better.value) && (-1.0..=0.0).contains(&c.worse.value));
                let [low, high] = c.better.interval.unwrap();
                prop_assert!(low <= high && (0.0..=1.0).contains(&low) && high <= 1.0);
            }
            let split = &result.summary.segments[0];
            let shown: u64 = split.segments.iter().map(|segment| segment.features[place].counts.total()).sum();
            prop_assert!(shown <= feature.counts.total());
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(people in people(), seed in any::<u64>()) {
        let mut shuffled = people.clone();
        shuffled.sort_by_key(|person| (u64::from(person.0).wrapping_mul(seed | 1), *person));
        let [one, other] = [&people, &shuffled].map(|people| classify(&kano(), people));
        let figures = |result: Option<Classification>| result.map(|result| {
            let mut summary = serde_json::to_value(&result.summary).unwrap();
            // Examples of cells that are not on the scale say in which rows they stand.
            summary["faults"] = serde_json::Value::Null;
            summary
        });
        prop_assert_eq!(figures(one), figures(other));
    }

    #[test]
    fn swapped_answers_keep_i_and_q_and_send_the_others_to_reverse(people in people()) {
        let swapped = Kano { reverse: ["f0", "f1", "f2"].map(str::to_owned).to_vec(), ..kano() };
        let (Some(one), Some(other)) = (classify(&kano(), &people), classify(&swapped, &people)) else { return Ok(()) };
        for (one, other) in one.summary.features.iter().zip(&other.summary.features) {
            prop_assert_eq!(one.counts[Category::Indifferent], {
                // Answers that were R in the middle column swap into A or M; the middle square stays I.
                other.counts[Category::Indifferent]
            });
            prop_assert_eq!(one.counts[Category::Questionable], other.counts[Category::Questionable]);
            let kept = [Category::Attractive, Category::OneDimensional, Category::MustBe].map(|c| one.counts[c]);
            prop_assert_eq!(other.counts[Category::Reverse], kept.iter().sum::<u64>());
        }
    }
}

#[test]
fn the_full_grid_gives_a3_o1_m3_i9_r7_q2() {
    let all = (1..6).flat_map(|with| (1..6).map(move |without| (with, without)));
    let people: Vec<Person> = all.zip(0..).map(|(pair, id)| (id, 0, [pair; 3])).collect();
    let result = classify(&kano(), &people).unwrap();
    assert_eq!(result.summary.features[0].counts.0, [3, 1, 3, 9, 7, 2]);
}
