//! What each parameter does, worked out by hand.

use fourr_funnel::{Attribution, Counting, Funnel, Like, Mode, Span, Start, Stop, Warning, Window};

use fourr_table::Table;

use crate::logs::{EPOCH, convert, funnel, log, reached, summary, with};

fn at(second: i64) -> chrono::NaiveDateTime {
    chrono::DateTime::from_timestamp(EPOCH + second, 0)
        .unwrap()
        .naive_utc()
}

#[test]
fn the_start_decides_where_published_funnels_differ() {
    // The first A is too early for C; the second is not.
    let table = log(&[
        ("a", 0, "A"),
        ("a", 50, "A"),
        ("a", 60, "B"),
        ("a", 120, "C"),
    ]);
    let with = |start| Funnel {
        start: Some(start),
        ..funnel(&["A", "B", "C"], 100)
    };
    assert_eq!(reached(&with(Start::Newest), &table), [1, 1, 1]);
    assert_eq!(reached(&with(Start::First), &table), [1, 1, 0]);
    let like = Funnel {
        like: Some(Like::FirstStart),
        ..funnel(&["A", "B", "C"], 100)
    };
    assert_eq!(reached(&like, &table), [1, 1, 0]);
}

#[test]
fn equal_times_under_strict_increase_hide_a_chain_from_the_newest_only() {
    let table = log(&[("a", 0, "A"), ("a", 5, "B"), ("a", 10, "B"), ("a", 10, "C")]);
    let with = |start| Funnel {
        modes: vec![Mode::StrictIncrease],
        start: Some(start),
        ..funnel(&["A", "B", "C"], 100)
    };
    assert_eq!(reached(&with(Start::Newest), &table), [1, 1, 0]);
    assert_eq!(reached(&with(Start::Best), &table), [1, 1, 1]);
}

#[test]
fn a_window_from_step_to_step_is_inclusive() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 10, "B"),
        ("a", 20, "C"),
        ("b", 0, "A"),
        ("b", 11, "B"),
    ]);
    let got = Funnel {
        step_window: Some(Span::seconds(10)),
        window: Window::Unlimited,
        ..funnel(&["A", "B", "C"], 1)
    };
    assert_eq!(reached(&got, &table), [2, 1, 1]);
}

#[test]
fn an_excluded_event_between_two_steps_ends_the_chain() {
    let table = with(
        &[
            ("a", 0, "A", ""),
            ("a", 5, "X", "1"),
            ("a", 9, "B", ""),
            ("b", 0, "A", ""),
            ("b", 5, "X", "0"),
            ("b", 9, "B", ""),
            // Not between: at the moment of a step.
            ("c", 0, "A", ""),
            ("c", 0, "X", "1"),
            ("c", 9, "B", ""),
        ],
        "refund",
    );
    let exclude = |text: &str| Funnel {
        exclude: vec![text.parse().unwrap()],
        ..funnel(&["A", "B"], 100)
    };
    assert_eq!(reached(&exclude("X"), &table), [3, 1]);
    assert_eq!(reached(&exclude("X where refund>0"), &table), [3, 2]);
    assert_eq!(reached(&exclude("1..2:X where refund=1"), &table), [3, 2]);
}

#[test]
fn an_optional_step_is_counted_but_not_required() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 5, "coupon"),
        ("a", 9, "B"),
        ("b", 0, "A"),
        ("b", 9, "B"),
        ("b", 12, "coupon"),
        ("c", 0, "A"),
        ("c", 3, "coupon"),
    ]);
    let got = summary(&funnel(&["A", "券?=coupon", "B"], 100), &table);
    let counts: Vec<u64> = got.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(counts, [3, 2, 2]);
    assert_eq!(got.stages[2].step_conversion, Some(2.0 / 3.0));
    assert_eq!(got.overall_conversion, Some(2.0 / 3.0));
}

#[test]
fn a_step_is_a_set_of_events_or_a_condition() {
    let table = with(
        &[
            ("a", 0, "view", ""),
            ("a", 1, "cart", "150"),
            ("b", 0, "view", ""),
            ("b", 1, "fav", "1,200.00"),
            ("c", 0, "view", ""),
            ("c", 1, "cart", "无"),
        ],
        "amount",
    );
    assert_eq!(
        reached(&funnel(&["view", "加购=cart|fav"], 9), &table),
        [3, 3]
    );
    assert_eq!(
        reached(
            &funnel(&["view", "大单=cart|fav where amount>=150"], 9),
            &table
        ),
        [3, 2]
    );
    assert_eq!(
        reached(&funnel(&["view", "大单=* where amount>150"], 9), &table),
        [3, 1]
    );
}

#[test]
fn a_property_that_is_held_is_the_same_on_the_whole_chain() {
    let table = with(
        &[
            ("a", 0, "A", "p"),
            ("a", 1, "B", "q"),
            ("b", 0, "A", "p"),
            ("b", 1, "B", "p"),
            ("b", 2, "A", "q"),
            ("c", 0, "A", ""),
        ],
        "item",
    );
    let held = Funnel {
        hold: Some("item".into()),
        ..funnel(&["A", "B"], 9)
    };
    let got = summary(&held, &table);
    assert_eq!([got.stages[0].reached, got.stages[1].reached], [2, 1]);
    assert_eq!(got.rows.missing_property, 1);
    assert_eq!(reached(&funnel(&["A", "B"], 9), &table), [3, 2]);
}

#[test]
fn sessions_and_attempts_count_a_person_more_than_once() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 10, "B"),
        ("a", 5_000, "A"),
        ("a", 5_010, "A"),
        ("a", 9_000, "B"),
        ("b", 0, "B"),
    ]);
    let count = |counting, seconds| {
        let funnel = Funnel {
            unit: Some(counting),
            ..funnel(&["A", "B"], seconds)
        };
        let got = summary(&funnel, &table);
        (
            got.observed.unwrap().units,
            got.stages[0].reached,
            got.stages[1].reached,
        )
    };
    // Sessions of a: [A B], [A A], [B]; of b: [B].
    assert_eq!(count(Counting::Sessions, 3_600), (4, 2, 1));
    // Attempts of a: A B complete; A A, its window over before B.
    assert_eq!(count(Counting::Attempts, 3_600), (3, 2, 1));
    // With a longer window the second completes too.
    assert_eq!(count(Counting::Attempts, 86_400), (3, 2, 2));
    assert_eq!(count(Counting::Persons, 3_600), (2, 1, 1));
}

#[test]
fn a_session_column_divides_a_person() {
    let table = with(
        &[
            ("a", 0, "A", "s1"),
            ("a", 1, "B", "s2"),
            ("a", 2, "A", "s2"),
        ],
        "sid",
    );
    let sessions = Funnel {
        unit: Some(Counting::Sessions),
        session: Some("sid".into()),
        ..funnel(&["A", "B"], 9)
    };
    assert_eq!(reached(&sessions, &table), [2, 0]);
}

#[test]
fn stages_that_need_no_order() {
    let table = log(&[
        ("a", 0, "B"),
        ("a", 1, "A"),
        ("b", 0, "A"),
        ("b", 1, "C"),
        ("c", 0, "C"),
    ]);
    let mode = |mode| Funnel {
        modes: vec![mode],
        ..funnel(&["A", "B", "C"], 9)
    };
    assert_eq!(reached(&mode(Mode::AnyOrder), &table), [3, 2, 0]);
    assert_eq!(reached(&mode(Mode::AllEarlier), &table), [2, 1, 0]);
    let independent = summary(&mode(Mode::Independent), &table);
    let counts: Vec<u64> = independent
        .stages
        .iter()
        .map(|stage| stage.reached)
        .collect();
    assert_eq!(counts, [2, 1, 2]);
    assert!(independent.warnings.contains(&Warning::NotAFunnel {
        stages: vec!["C".into()]
    }));
    assert_eq!(independent.stages[1].share_of_loss, None);
}

#[test]
fn consecutive_steps_may_begin_again_where_strict_order_ends() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 1, "X"),
        ("a", 2, "A"),
        ("a", 3, "B"),
        // Something else comes between.
        ("b", 0, "A"),
        ("b", 1, "X"),
        ("b", 2, "B"),
        // At the moment of the step is not between.
        ("c", 0, "X"),
        ("c", 0, "A"),
        ("c", 1, "B"),
        // A step that is repeated is not between either.
        ("d", 0, "A"),
        ("d", 1, "B"),
        ("d", 2, "B"),
        ("d", 3, "C"),
    ]);
    let mode = |mode| Funnel {
        modes: vec![mode],
        ..funnel(&["A", "B", "C"], 9)
    };
    assert_eq!(reached(&mode(Mode::Consecutive), &table), [4, 3, 1]);
    assert_eq!(reached(&mode(Mode::StrictOrder), &table), [4, 2, 1]);
    let strict = Funnel {
        like: Some(Like::Strict),
        ..funnel(&["A", "B", "C"], 9)
    };
    assert_eq!(reached(&strict, &table), [4, 3, 1]);
}

/// The examples of the programs' own documentation, in minutes.
#[test]
fn known_programs_count_as_their_documentation_says() {
    let minutes = |events: &[(i64, &'static str)]| {
        let rows: Vec<_> = events
            .iter()
            .map(|(minute, event)| ("a", minute * 60, *event))
            .collect();
        log(&rows)
    };
    let like = |like, named: &[&str], table: &Table| {
        let funnel = Funnel {
            like: Some(like),
            ..funnel(named, 3_600)
        };
        reached(&funnel, table)
    };
    // Mixpanel, Funnels Advanced Concepts, Conversion Window: the second A does not move the window, so C is too late.
    let table = minutes(&[(0, "A"), (30, "A"), (45, "B"), (75, "C")]);
    assert_eq!(like(Like::Mixpanel, &["A", "B", "C"], &table), [1, 1, 0]);
    assert_eq!(like(Like::Clickhouse, &["A", "B", "C"], &table), [1, 1, 1]);
    // The same, Ordering, third example: D before C does not matter.
    let table = minutes(&[(0, "A"), (1, "B"), (2, "D"), (3, "C"), (4, "D"), (5, "E")]);
    let five = ["A", "B", "C", "D", "E"];
    assert_eq!(like(Like::Mixpanel, &five, &table), [1; 5]);
    // Amplitude, How Amplitude computes funnels: four searches and one product added are one conversion.
    let table = minutes(&[
        (0, "search"),
        (1, "search"),
        (2, "search"),
        (3, "search"),
        (4, "add"),
    ]);
    assert_eq!(like(Like::Amplitude, &["search", "add"], &table), [1, 1]);
    // The same: A, A, B needs two events A.
    let table = minutes(&[(0, "A"), (1, "B")]);
    assert_eq!(
        like(Like::Amplitude, &["first=A", "again=A", "B"], &table),
        [1, 0, 0]
    );
    assert_eq!(
        like(Like::Clickhouse, &["first=A", "again=A", "B"], &table),
        [1, 1, 1]
    );
    // Amplitude, How Amplitude handles simultaneous events in a funnel: at one second either order will do.
    let table = minutes(&[(0, "B"), (0, "A")]);
    assert_eq!(like(Like::Amplitude, &["A", "B"], &table), [1, 1]);
}

#[test]
fn small_groups_are_put_together_with_as_many_as_hide_them() {
    let persons: Vec<String> = (0..30).map(|person| person.to_string()).collect();
    let grouped = |sizes: &[(&'static str, usize)]| {
        let groups = sizes
            .iter()
            .flat_map(|(name, size)| std::iter::repeat_n(*name, *size));
        let rows: Vec<_> = persons
            .iter()
            .zip(groups)
            .map(|(person, group)| (person.as_str(), 0, "A", group))
            .collect();
        let funnel = Funnel {
            by: Some("城市".into()),
            min_group: 5,
            ..funnel(&["A", "B=A"], 9)
        };
        let got = summary(&funnel, &with(&rows, "城市"));
        let names: Vec<String> = got.groups.iter().map(|group| group.name.clone()).collect();
        (
            names.join(","),
            got.small_groups
                .map(|small| (small.groups, small.stages[0].reached)),
        )
    };
    assert_eq!(grouped(&[("x", 10), ("y", 5)]), ("x,y".into(), None));
    assert_eq!(
        grouped(&[("x", 10), ("y", 6), ("z", 3), ("w", 2)]),
        ("x,y".into(), Some((2, 5)))
    );
    // One small group would be what the others leave of the total.
    assert_eq!(
        grouped(&[("x", 10), ("y", 6), ("z", 3)]),
        ("x".into(), Some((2, 9)))
    );
    assert_eq!(
        grouped(&[("x", 9), ("y", 2), ("z", 2)]),
        (String::new(), Some((3, 13)))
    );
}

#[test]
fn the_group_is_that_of_the_event_asked_for() {
    let table = with(
        &[
            ("a", 0, "A", "x"),
            ("a", 1, "B", "y"),
            ("b", 0, "A", "y"),
            ("c", 0, "A", ""),
        ],
        "来源",
    );
    let by = |attribution| {
        let funnel = Funnel {
            by: Some("来源".into()),
            attribution,
            ..funnel(&["A", "B"], 9)
        };
        let got = summary(&funnel, &table);
        let groups: Vec<(String, Vec<u64>)> = got
            .groups
            .iter()
            .map(|group| {
                (
                    group.name.clone(),
                    group.stages.iter().map(|stage| stage.reached).collect(),
                )
            })
            .collect();
        (groups, got.ungrouped)
    };
    let named = |groups: &[(&str, [u64; 2])]| -> Vec<(String, Vec<u64>)> {
        groups
            .iter()
            .map(|(name, counts)| ((*name).to_owned(), counts.to_vec()))
            .collect()
    };
    assert_eq!(
        by(Attribution::First),
        (named(&[("x", [1, 1]), ("y", [1, 0])]), 1)
    );
    assert_eq!(by(Attribution::Last), (named(&[("y", [2, 1])]), 1));
    assert_eq!(by(Attribution::Step(2)), (named(&[("y", [1, 1])]), 2));
}

#[test]
fn those_whose_window_is_open_are_told_apart() {
    let table = log(&[
        ("a", 0, "A"),
        ("b", 0, "A"),
        ("b", 5, "B"),
        ("c", 95, "A"),
        ("d", 99, "X"),
    ]);
    let got = summary(&funnel(&["A", "B"], 10), &table);
    assert_eq!((got.stages[0].reached, got.stages[0].open), (3, 1));
    assert_eq!(got.stages[0].settled_conversion, Some(0.5));
    // b took five seconds, a was watched for ten, c for four.
    let curve: Vec<(f64, f64)> = got.stages[1]
        .curve
        .iter()
        .map(|point| (point.seconds, point.surviving))
        .collect();
    assert_eq!(curve, [(0.0, 1.0), (5.0, 0.5)]);
}

#[test]
fn later_events_and_repeated_rows_are_set_aside() {
    let table = log(&[("a", 0, "A"), ("a", 0, "A"), ("a", 5, "B"), ("b", 0, "A")]);
    let got = summary(
        &Funnel {
            as_of: Some(at(4)),
            ..funnel(&["A", "A2=A"], 9)
        },
        &table,
    );
    assert_eq!(
        (
            got.rows.read,
            got.rows.used,
            got.rows.future,
            got.rows.duplicate
        ),
        (4, 2, 1, 1)
    );
    assert_eq!(got.observed.unwrap().as_of, at(4));
}

#[test]
fn equal_times_are_counted() {
    let table = log(&[("a", 0, "B"), ("a", 0, "A"), ("b", 0, "A"), ("b", 1, "B")]);
    let ties = summary(&funnel(&["A", "B"], 9), &table).ties.unwrap();
    assert_eq!((ties.persons, ties.events, ties.decided), (1, 2, 1));
}

#[test]
fn what_the_lost_did_next_and_what_is_lost_with_them() {
    let mut table = with(
        &[
            ("a", 0, "A", "10"),
            ("a", 1, "search", ""),
            ("b", 0, "A", "20.5"),
            ("c", 0, "A", "1"),
            ("c", 1, "B", "2"),
        ],
        "amount",
    );
    let valued = Funnel {
        value: Some("amount".into()),
        ..funnel(&["A", "B"], 9)
    };
    let got = summary(&valued, &table);
    assert_eq!(got.stages[0].value_lost, Some(30.5));
    assert_eq!(got.stages[0].value_reached, Some(31.5));
    assert_eq!(got.lost_to[0].lost, 2);
    assert_eq!(got.lost_to[0].nothing, 1);
    assert_eq!(got.lost_to[0].next[0].event, "search");
    table = log(&[("a", 0, "A"), ("a", 1, "A"), ("a", 2, "X"), ("b", 0, "B")]);
    assert_eq!(
        summary(&funnel(&["A", "B"], 9), &table).lost_to[0].next[0].event,
        "X"
    );
}

#[test]
fn every_definition_over_the_same_log() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 50, "A"),
        ("a", 60, "B"),
        ("a", 120, "C"),
        ("b", 0, "B"),
        ("b", 1, "A"),
    ]);
    let got = summary(
        &Funnel {
            compare_definitions: true,
            ..funnel(&["A", "B", "C"], 100)
        },
        &table,
    );
    let of = |like| {
        got.definitions
            .iter()
            .find(|defined| defined.definition.like == Some(like))
            .unwrap()
    };
    assert_eq!(of(Like::Clickhouse).reached, [2, 1, 1]);
    assert!(of(Like::Clickhouse).in_force);
    assert_eq!(of(Like::FirstStart).reached, [2, 1, 0]);
    assert_eq!(of(Like::FirstStart).lower, 1);
    assert_eq!(of(Like::AnyOrder).reached, [2, 2, 1]);
    assert_eq!(of(Like::Independent).reached, [2, 2, 1]);
    assert_eq!(of(Like::Amplitude).reached, of(Like::Posthog).reached);
}

#[test]
fn a_trend_by_the_day_of_the_first_step() {
    let day = 86_400;
    let table = log(&[
        ("a", 0, "A"),
        ("a", 5, "B"),
        ("b", day, "A"),
        ("c", day, "A"),
        ("c", day + 1, "B"),
    ]);
    let got = summary(&funnel(&["A", "B"], 100), &table);
    let points: Vec<(String, u64, u64)> = got
        .trend
        .iter()
        .map(|point| {
            (
                point.start.to_string(),
                point.stages[0].reached,
                point.stages[1].reached,
            )
        })
        .collect();
    assert_eq!(
        points,
        [
            ("2020-09-13".to_owned(), 1, 1),
            ("2020-09-14".to_owned(), 2, 1)
        ]
    );
}

#[test]
fn a_person_is_explained() {
    let table = log(&[
        ("a", 0, "A"),
        ("a", 5, "B"),
        ("b", 0, "A"),
        ("b", 200, "B"),
        ("c", 0, "B"),
        ("c", 1, "A"),
        ("d", 0, "B"),
        ("e", 150, "A"),
    ]);
    let asked = funnel(&["A", "B"], 100);
    let why = |person: &str| asked.explain(&table, person).unwrap();
    assert_eq!(why("a").stop, Stop::Completed);
    assert_eq!(why("a").filled[1].since_start, 5.0);
    assert_eq!(
        why("b").stop,
        Stop::TooLate {
            stage: 1,
            time: at(200),
            closed: at(100)
        }
    );
    assert_eq!(
        why("c").stop,
        Stop::NextBefore {
            stage: 1,
            time: at(0)
        }
    );
    assert_eq!(why("d").stop, Stop::NeverStarted);
    assert_eq!(
        why("e").stop,
        Stop::StillOpen {
            stage: 1,
            closes: at(250)
        }
    );
    assert!(asked.explain(&table, "nobody").is_err());
}

#[test]
fn persons_come_as_rows() {
    let table = log(&[("b", 0, "A"), ("a", 0, "A"), ("a", 5, "B"), ("c", 1, "B")]);
    let got = convert(
        &Funnel {
            persons: true,
            ..funnel(&["A", "B"], 100)
        },
        &table,
    )
    .persons
    .unwrap();
    let levels: Vec<u32> = got
        .column("level")
        .unwrap()
        .u32()
        .unwrap()
        .iter()
        .flatten()
        .collect();
    assert_eq!(levels, [2, 1, 0]);
    let seconds: Vec<Option<f64>> = got
        .column("seconds_2")
        .unwrap()
        .f64()
        .unwrap()
        .iter()
        .collect();
    assert_eq!(seconds, [Some(5.0), None, None]);
}
