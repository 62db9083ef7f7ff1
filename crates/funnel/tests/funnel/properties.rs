//! What must not matter, and what must always hold.

use fourr_funnel::{Counting, Funnel, Mode};
use fourr_table::{Scratch, Table};
use polars::prelude::*;
use proptest::prelude::*;

use crate::logs::{EPOCH, funnel, steps};

const EVENTS: [&str; 5] = ["A", "B", "C", "D", "X"];
const CHANNELS: [&str; 3] = ["搜索", "推荐", "直达"];

/// Rows of (person, second, event, channel, amount).
type Row = (u8, u16, usize, usize, i64);

fn table(rows: &[Row]) -> Table {
    let times: Vec<i64> = rows
        .iter()
        .map(|row| (EPOCH + i64::from(row.1)) * 1_000_000)
        .collect();
    let time = Series::new("time".into(), times)
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
        .unwrap();
    let frame = df!(
        "user" => rows.iter().map(|row| format!("u{}", row.0)).collect::<Vec<_>>(),
        "event" => rows.iter().map(|row| EVENTS[row.2]).collect::<Vec<_>>(),
        "time" => time,
        "channel" => rows.iter().map(|row| CHANNELS[row.3]).collect::<Vec<_>>(),
        "amount" => rows.iter().map(|row| row.4).collect::<Vec<_>>(),
    );
    Table::from_frame(frame.unwrap())
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(
        (0_u8..12, 0_u16..40, 0_usize..5, 0_usize..3, 0_i64..9),
        1..120,
    )
}

fn asked() -> impl Strategy<Value = Funnel> {
    let modes = prop::sample::subsequence(
        vec![
            Mode::StrictDedup,
            Mode::StrictOrder,
            Mode::StrictIncrease,
            Mode::Once,
        ],
        0..=4,
    );
    (1_i64..30, modes, 0_usize..3, any::<bool>()).prop_map(|(window, modes, counting, by)| Funnel {
        modes,
        unit: Some([Counting::Persons, Counting::Sessions, Counting::Attempts][counting]),
        gap: "5s".parse().unwrap(),
        value: Some("amount".into()),
        by: (!by).then(|| "none".into()),
        persons: true,
        compare_definitions: counting == 0,
        ..funnel(&["A", "B", "C", "D"], window)
    })
}

fn known(rows: &[Row]) -> bool {
    (0..4).all(|event| rows.iter().any(|row| row.2 == event))
}

fn answer(funnel: &Funnel, rows: &[Row]) -> String {
    told(funnel, &table(rows))
}

fn told(funnel: &Funnel, log: &Table) -> String {
    let result = funnel.convert(log).unwrap();
    format!(
        "{}\n{:?}",
        serde_json::to_string(&result.summary).unwrap(),
        result.persons
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn neither_the_order_of_rows_nor_the_threads_matter(rows in rows(), funnel in asked(), seed in any::<u64>()) {
        prop_assume!(known(&rows));
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let two = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let first = one.install(|| answer(&funnel, &rows));
        prop_assert_eq!(&first, &two.install(|| answer(&funnel, &shuffled)));
    }

    #[test]
    fn rows_that_wait_on_disk_change_nothing(
        rows in rows(), funnel in asked(), bytes in 0_u64..2_000, whole: bool
    ) {
        prop_assume!(known(&rows));
        let mut log = table(&rows);
        if whole {
            let ids = rows.iter().map(|row| i64::from(row.0)).collect::<Vec<_>>();
            let mut frame = log.lazy().collect().unwrap();
            frame.with_column(Column::new("user".into(), ids)).unwrap();
            log = Table::from_frame(frame);
        }
        let within = |bytes| told(&funnel, &log.clone().with_scratch(Scratch::with_limit(bytes)));
        prop_assert_eq!(within(u64::MAX), within(bytes));
        prop_assert_eq!(funnel.explain(&log, "1").is_ok(), {
            let none = log.clone().with_scratch(Scratch::with_limit(0));
            funnel.explain(&none, "1").is_ok()
        });
    }

    #[test]
    fn stages_never_grow_and_groups_add_up(rows in rows(), funnel in asked()) {
        prop_assume!(known(&rows));
        let summary = funnel.convert(&table(&rows)).unwrap().summary;
        prop_assert!(summary.stages.windows(2).all(|pair| pair[0].reached >= pair[1].reached));
        let rows = &summary.rows;
        prop_assert_eq!(rows.read, rows.used + rows.set_aside());
        if summary.by.is_some() {
            for (place, stage) in summary.stages.iter().enumerate() {
                let sum: u64 = summary.groups.iter().map(|group| group.stages[place].reached).sum();
                prop_assert!(sum + summary.ungrouped >= stage.reached);
            }
        }
        let first: u64 = summary.trend.iter().map(|point| point.stages[0].reached).sum();
        prop_assert_eq!(first, summary.stages[0].reached);
        let lost: u64 = summary.lost_to.iter().map(|lost| lost.lost).sum();
        prop_assert_eq!(lost + summary.stages[3].reached, summary.stages[0].reached);
        for lost in &summary.lost_to {
            let told: u64 = lost.next.iter().map(|next| next.count).sum();
            prop_assert_eq!(told + lost.nothing + lost.other, lost.lost);
        }
    }

    #[test]
    fn an_event_of_no_step_changes_strict_order_only(rows in rows(), seconds in 1_i64..30) {
        prop_assume!(known(&rows));
        let without: Vec<Row> = rows.iter().copied().filter(|row| row.2 < 4).collect();
        for mode in [None, Some(Mode::StrictDedup), Some(Mode::StrictIncrease), Some(Mode::Once), Some(Mode::AnyOrder)]
        {
            let funnel = Funnel { modes: mode.into_iter().collect(), ..funnel(&["A", "B", "C", "D"], seconds) };
            let reached = |rows: &[Row]| {
                let summary = funnel.convert(&table(rows)).unwrap().summary;
                summary.stages.iter().map(|stage| stage.reached).collect::<Vec<_>>()
            };
            prop_assert_eq!(reached(&rows), reached(&without));
        }
    }
}

#[test]
fn parameters_survive_toml() {
    let funnel = Funnel {
        steps: steps(&["浏览=view|看", "大单?=cart where amount>=100", "支付=pay"]),
        exclude: vec!["1..3:退款".parse().unwrap()],
        modes: vec![Mode::Once],
        step_window: Some("1h30min".parse().unwrap()),
        ..Funnel::default()
    };
    let text = toml::to_string(&funnel).unwrap();
    assert_eq!(toml::from_str::<Funnel>(&text).unwrap(), funnel);
    assert!(toml::from_str::<Funnel>("windoww = '7d'").is_err());
}
