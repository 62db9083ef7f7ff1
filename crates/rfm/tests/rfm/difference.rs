//! Why somebody else got something else: conventions of other programs and books, each found from its answer.

use chrono::NaiveDate;
use clap::Parser;
use fourr_rfm::{
    Basis, Claim, DayCount, Difference, Monetary, Refunds, Rfm, Scheme, Scoring, Segmentation,
    Statuses, ZeroOrders,
    difference::{
        Change, ClaimError, CustomerColumn, OrderUnit, Reason, Reference, RefundRows, RepeatedRows,
        Ties, Window,
    },
};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

use crate::orders::{Order, table};

/// Orders as (customer, order, day, cents).
fn orders(rows: &[(u32, u32, i32, i64)]) -> Table {
    let order = |&(customer, number, day, cents): &(u32, u32, i32, i64)| Order {
        customer,
        number,
        day,
        cents,
    };
    table(&rows.iter().map(order).collect::<Vec<_>>())
}

/// Customers with R, F and M.
fn counted(rows: &[[f64; 3]]) -> Table {
    let ids: Vec<i64> = (1..).take(rows.len()).collect();
    let column = |d: usize| rows.iter().map(|row| row[d]).collect::<Vec<f64>>();
    let frame = DataFrame::new(
        rows.len(),
        vec![
            Column::new("customer_id".into(), ids),
            Column::new("recency".into(), column(0)),
            Column::new("frequency".into(), column(1)),
            Column::new("monetary".into(), column(2)),
        ],
    );
    Table::from_frame(frame.unwrap())
}

/// A table of customers 1, 2, ... with one more column.
fn customers(cells: Column) -> Table {
    let ids: Vec<i64> = (1..).take(cells.len()).collect();
    let ids = Column::new("customer_id".into(), ids);
    Table::from_frame(DataFrame::new(cells.len(), vec![ids, cells]).unwrap())
}

fn why(rfm: &Rfm, input: &Table, claims: &[&str]) -> Difference {
    let claim = Claim::parse(claims, rfm).unwrap();
    rfm.why_different(input, &claim).unwrap()
}

fn why_table(rfm: &Rfm, input: &Table, theirs: &Table) -> Difference {
    let claim = Claim::of_table(theirs, rfm).unwrap();
    rfm.why_different(input, &claim).unwrap()
}

/// The changes of every explanation.
fn changes(difference: &Difference) -> Vec<Vec<Change>> {
    let steps = |of: &fourr_rfm::difference::Explanation| {
        of.changes.iter().map(|step| step.change.clone()).collect()
    };
    difference.explanations.iter().map(steps).collect()
}

#[track_caller]
fn explained_by(difference: &Difference, change: &Change) {
    let found = changes(difference);
    assert!(
        found.contains(&vec![change.clone()]),
        "{change:?} is not among {found:?}"
    );
}

// Days 0 and 10: seen from day 11, the day after, recency is 11 and 1; from day 10 it is 10 and 0.
#[test]
fn recency_from_the_day_of_the_last_order() {
    let input = orders(&[(1, 1, 18_000, 100), (2, 2, 18_010, 100)]);
    let difference = why(&Rfm::default(), &input, &["mean_recency=5"]);
    explained_by(&difference, &Change::Reference(Reference::LastDay));
    // Day 18,010 after 1970-01-01 is 2019-04-24 (GNU date).
    let flag = difference.explanations[0].changes[0].flag.as_deref();
    assert_eq!(flag, Some("--as-of 2019-04-24"));
    let same = why(&Rfm::default(), &input, &["平均R=6"]);
    assert_eq!(changes(&same), [Vec::<Change>::new()]);
}

// Last orders at 09:00 on day 0 and 08:00 on day 2. From 08:00 on day 3 it is 71 hours to the first: 2 full days.
#[test]
fn full_days_from_the_moment_of_the_last_order() {
    let hours: Vec<i64> = [9, 56].iter().map(|hour| hour * 3_600_000_000).collect();
    let times = Column::new("order_date".into(), hours)
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
        .unwrap();
    let frame = DataFrame::new(
        2,
        vec![
            Column::new("customer_id".into(), [1_i64, 2]),
            times,
            Column::new("amount".into(), [1.0, 2.0]),
        ],
    );
    let input = Table::from_frame(frame.unwrap());
    let theirs = customers(Column::new("recency".into(), [2.0, 1.0]));
    let difference = why_table(&Rfm::default(), &input, &theirs);
    explained_by(
        &difference,
        &Change::Reference(Reference::LastMomentNextDay),
    );
    assert_eq!(difference.explanations[0].changes[0].flag, None);
}

// Their days are 100 more than ours: seen from 100 days after 2019-04-25, which is 2019-08-03 (GNU date).
#[test]
fn a_date_that_only_their_days_tell() {
    let input = orders(&[
        (1, 1, 18_000, 100),
        (2, 2, 18_010, 100),
        (3, 3, 18_005, 200),
    ]);
    let theirs = customers(Column::new("recency".into(), [111, 101, 106]));
    let difference = why_table(&Rfm::default(), &input, &theirs);
    let flag = difference.explanations[0].changes[0].flag.as_deref();
    assert_eq!(flag, Some("--as-of 2019-08-03"));
    let mean = why(&Rfm::default(), &input, &["mean_recency=106"]);
    let flag = mean.explanations[0].changes[0].flag.as_deref();
    assert_eq!(flag, Some("--as-of 2019-08-03"));
}

// Frequency 1, 1, 1, 2, 3 has no five quintiles; by rank it has, while M keeps its quantiles 1 to 5.
#[test]
fn ranks_of_frequency_alone() {
    let money = [10.0, 10.0, 30.0, 40.0, 50.0];
    let rows: Vec<[f64; 3]> = [1.0, 1.0, 1.0, 2.0, 3.0]
        .into_iter()
        .zip(money)
        .map(|(orders, money)| [5.0, orders, money])
        .collect();
    let frame = df!(
        "customer_id" => [1, 2, 3, 4, 5],
        "F" => [1, 2, 3, 4, 5],
        // Breaks at 10, 22, 34, 42: 10 and 10 lie in the first class.
        "M" => [1, 1, 3, 4, 5],
    );
    let theirs = Table::from_frame(frame.unwrap());
    let difference = why_table(&Rfm::default(), &counted(&rows), &theirs);
    explained_by(&difference, &Change::FrequencyScoring(Scoring::RankFirst));
}

// Two rows of order 1: one order, two rows. Customer 1 has 2 rows, customer 2 one.
#[test]
fn rows_counted_as_orders() {
    let input = orders(&[
        (1, 1, 18_000, 100),
        (1, 1, 18_000, 200),
        (2, 2, 18_001, 100),
        (2, 3, 18_001, 100),
    ]);
    let difference = why(&Rfm::default(), &input, &["orders=4"]);
    explained_by(&difference, &Change::Orders(OrderUnit::Rows));
    let days = why(&Rfm::default(), &input, &["orders=2"]);
    explained_by(&days, &Change::Orders(OrderUnit::Days));
}

// Paid 3 + 5, refunded 2: less refunds 6, without them 8. Customer 2 has a refund only.
#[test]
fn refunds_deducted_left_out_or_counted() {
    let input = orders(&[
        (1, 1, 18_000, 300),
        (1, 2, 18_001, 500),
        (1, 3, 18_002, -200),
        (2, 4, 18_002, -100),
    ]);
    let difference = why(&Rfm::default(), &input, &["monetary=8.00"]);
    explained_by(&difference, &Change::Refunds(RefundRows::Exclude));
    let counted = why(&Rfm::default(), &input, &["customers=2"]);
    explained_by(&counted, &Change::Refunds(RefundRows::Count));
    let both = why(&Rfm::default(), &input, &["customers=2", "orders=4"]);
    explained_by(&both, &Change::Refunds(RefundRows::Count));
}

#[test]
fn rows_that_stand_twice_and_gifts() {
    let input = orders(&[
        (1, 1, 18_000, 300),
        (1, 1, 18_000, 300),
        (2, 2, 18_001, 0),
        (3, 3, 18_001, 100),
    ]);
    let difference = why(&Rfm::default(), &input, &["monetary=4.00"]);
    explained_by(&difference, &Change::RepeatedRows(RepeatedRows::Drop));
    let gifts = why(&Rfm::default(), &input, &["客户数=3"]);
    explained_by(&gifts, &Change::ZeroOrders(ZeroOrders::Count));
}

// The means are R 20, F 2, M 20; customer 2 lies on all three. Strictly better than the mean is 1 only on R of
// customer 1 (R 10) and F, M of customer 3: 100, 000, 011. With "at least" customer 2 is 111.
#[test]
fn a_value_on_the_mean_is_high() {
    let input = counted(&[[10.0, 1.0, 10.0], [20.0, 2.0, 20.0], [30.0, 3.0, 30.0]]);
    let difference = why(&Rfm::default(), &input, &["重要价值客户=1"]);
    explained_by(&difference, &Change::SplitTies(Ties::All));
    let theirs = customers(Column::new(
        "客户类型".into(),
        ["一般发展客户", "重要价值客户", "重要唤回客户"],
    ));
    let difference = why_table(&Rfm::default(), &input, &theirs);
    assert_eq!(changes(&difference), [[Change::SplitTies(Ties::All)]]);
}

// Section 3.2 of the method reference, frequency 1 six times, 2 twice, 3, 10: the scores of every convention.
#[test]
fn scores_of_other_programs() {
    let frequency = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 10.0];
    let input = counted(&frequency.map(|orders| [5.0, orders, 7.0]));
    for (scoring, scores) in [
        (Scoring::RRfm, [1, 1, 1, 1, 1, 1, 3, 3, 4, 5]),
        (Scoring::Ntile, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
        (Scoring::QcutDrop, [1, 1, 1, 1, 1, 1, 2, 2, 3, 3]),
    ] {
        let difference = why_table(
            &Rfm::default(),
            &input,
            &customers(Column::new("F_Score".into(), scores)),
        );
        explained_by(&difference, &Change::Scoring(scoring));
        let flag = difference.explanations[0].changes[0].flag.clone();
        assert_eq!(flag, Some(format!("--scoring {}", scoring.name())));
    }
    let ours = customers(Column::new("f".into(), [1, 1, 1, 1, 1, 1, 4, 4, 5, 5]));
    let same = why_table(&Rfm::default(), &input, &ours);
    assert_eq!(changes(&same), [Vec::<Change>::new()]);
}

// The same section: seven customers fall into 2,2,1,1,1 by NTILE and into 2,1,1,1,2 by qcut of ranks. All equal, so
// that no quantile tells them apart.
#[test]
fn ranks_of_seven() {
    let input = counted(&[[5.0, 1.0, 4.0]; 7]);
    for (scoring, scores) in [
        (Scoring::Ntile, [1, 1, 2, 2, 3, 4, 5]),
        (Scoring::RankFirst, [1, 1, 2, 3, 4, 5, 5]),
    ] {
        let theirs = customers(Column::new("m_score".into(), scores));
        let difference = why_table(&Rfm::default(), &input, &theirs);
        assert_eq!(changes(&difference), [[Change::Scoring(scoring)]]);
    }
}

// Section 3.3 of the method reference: breaks 30,60,90,180 give days 5,30,31,90,91,200 the scores 5,5,4,3,2,1, and
// those of the R package, where a break is the first day of the worse class, 5,4,4,2,2,1.
#[test]
fn a_break_of_thirty_days_excludes_the_thirtieth() {
    let days = [5.0, 30.0, 31.0, 90.0, 91.0, 200.0];
    let input = counted(&days.map(|days| [days, 1.0, 1.0]));
    let rfm = Rfm {
        scoring: Some(Scoring::Fixed),
        recency_breaks: vec![30.0, 60.0, 90.0, 180.0],
        frequency_breaks: vec![2.0, 3.0, 4.0, 5.0],
        monetary_breaks: vec![2.0, 3.0, 4.0, 5.0],
        ..Rfm::default()
    };
    let theirs = customers(Column::new("r_score".into(), [5, 4, 4, 2, 2, 1]));
    let difference = why_table(&rfm, &input, &theirs);
    explained_by(&difference, &Change::BreakTies(Ties::Recency));
    let wrong = customers(Column::new("r_score".into(), [5, 5, 4, 2, 2, 1]));
    let customers = why_table(&rfm, &input, &wrong).customers.unwrap();
    let differing = &customers.differing[0];
    assert_eq!(customers.differing.len(), 1);
    assert_eq!(differing.column.map(CustomerColumn::name), Some("r_score"));
    assert_eq!(
        (differing.ours.as_deref(), differing.theirs.as_deref()),
        (Some("3"), Some("2"))
    );
    assert!(matches!(
        differing.reason,
        Some(Reason::OnBreak { value: 90.0, .. })
    ));
}

// 2019-04-24 is day 18,010; 2018-04-24 is day 17,645 (GNU date).
#[test]
fn a_year_back_from_the_analysis_date() {
    let input = orders(&[
        (1, 1, 17_000, 100),
        (1, 2, 17_700, 100),
        (2, 3, 18_010, 100),
    ]);
    let difference = why(&Rfm::default(), &input, &["orders=2", "customers=2"]);
    explained_by(&difference, &Change::Window(Window::Months(12)));
    assert_eq!(
        difference.explanations[0].changes[0].flag.as_deref(),
        Some("--since 2018-04-25")
    );
}

#[test]
fn a_bare_number_says_which_figure_it_is() {
    let input = orders(&[(1, 1, 18_000, 100), (2, 2, 18_001, 0), (3, 3, 18_003, 700)]);
    let same = why(&Rfm::default(), &input, &["8"]);
    assert_eq!(
        same.explanations[0].figures[0].figure.to_string(),
        "monetary"
    );
    let other = why(&Rfm::default(), &input, &["3"]);
    assert_eq!(
        other.explanations[0].figures[0].figure.to_string(),
        "customers"
    );
    explained_by(&other, &Change::ZeroOrders(ZeroOrders::Count));
}

#[test]
fn what_nothing_explains_says_what_was_tried() {
    let input = orders(&[(1, 1, 18_000, 100), (2, 2, 18_001, 100)]);
    let difference = why(&Rfm::default(), &input, &["customers=77"]);
    assert!(difference.explanations.is_empty());
    assert_eq!(difference.tried.exhausted, 3);
    assert!(difference.tried.combinations > 3);
    assert!(!difference.tried.cut_short);
}

#[test]
fn tables_of_segments_are_read_with_totals_and_percent_points() {
    let input = counted(&[[10.0, 1.0, 10.0], [20.0, 2.0, 20.0], [30.0, 3.0, 30.0]]);
    let frame = df!(
        "客户类型" => ["一般发展客户", "重要保持客户", "一般挽留客户", "合计"],
        "人数" => ["1", "1", "1", "3"],
        "占比" => ["33.3%", "33.3", "33.3", "100"],
        "客单价" => [Some("10.00"), Some("10"), None, Some("10.00")],
    );
    let difference = why_table(&Rfm::default(), &input, &Table::from_frame(frame.unwrap()));
    assert_eq!(changes(&difference), [Vec::<Change>::new()]);
    // Three counts, three shares, two averages; and of the total the count and the average.
    assert_eq!(difference.figures.len(), 10);
}

#[test]
fn a_table_without_a_claim_is_refused() {
    let frame = df!("a" => ["x", "y"], "b" => ["1", "2"]).unwrap();
    let error = Claim::of_table(&Table::from_frame(frame), &Rfm::default()).unwrap_err();
    assert!(matches!(&error, ClaimError::NoColumns { columns } if columns == &["a", "b"]));
    assert!(error.hint().is_some());
}

#[test]
fn customers_that_only_one_table_has() {
    let input = orders(&[
        (1, 1, 18_000, 100),
        (2, 2, 18_001, -100),
        (3, 3, 18_003, 700),
    ]);
    let frame = df!("customer" => [1_i64, 2, 9], "frequency" => [5_i64, 1, 1]).unwrap();
    let difference = why_table(&Rfm::default(), &input, &Table::from_frame(frame));
    let customers = difference.customers.unwrap();
    assert_eq!((customers.theirs, customers.ours), (3, 2));
    let reasons: Vec<(String, Option<Reason>)> = customers
        .differing
        .into_iter()
        .map(|of| (of.customer, of.reason))
        .collect();
    assert_eq!(reasons[0], ("1".to_owned(), None));
    assert_eq!(reasons[1], ("3".to_owned(), Some(Reason::OnlyOurs)));
    assert_eq!(reasons[2], ("9".to_owned(), Some(Reason::NotInInput)));
}

#[derive(Debug, Parser)]
struct Flags {
    #[command(flatten)]
    rfm: Rfm,
}

/// What the flags of an explanation make; none where one of its changes has no flag.
fn with_flags(difference: &Difference) -> Option<Rfm> {
    let flags = |of: &fourr_rfm::difference::Explanation| {
        let flags: Option<Vec<String>> = of.changes.iter().map(|step| step.flag.clone()).collect();
        flags
    };
    let flags = difference.explanations.iter().find_map(flags)?.join(" ");
    let words = std::iter::once("rfm").chain(flags.split_whitespace());
    Some(Flags::parse_from(words).rfm)
}

fn order() -> impl Strategy<Value = Order> {
    (0..30_u32, 0..40_u32, 18_000..18_200_i32, -500..5_000_i64).prop_map(
        |(customer, number, day, cents)| Order {
            customer,
            number,
            day,
            cents: cents.max(-300) / 100 * 100,
        },
    )
}

fn changed(rfm: Rfm, which: u8) -> Rfm {
    match which {
        0 => Rfm {
            refunds: Refunds::Exclude,
            ..rfm
        },
        1 => Rfm {
            zero_orders: ZeroOrders::Count,
            ..rfm
        },
        2 => Rfm {
            money: Monetary::PerOrder,
            ..rfm
        },
        3 => Rfm {
            scoring: Some(Scoring::Ntile),
            ..rfm
        },
        4 => Rfm {
            scoring: Some(Scoring::RankFirst),
            ..rfm
        },
        5 => Rfm {
            scheme: Scheme::Grid11,
            ..rfm
        },
        6 => Rfm {
            scheme: Scheme::RRfm10,
            ..rfm
        },
        7 => Rfm {
            basis: Basis::Median,
            ..rfm
        },
        8 => Rfm {
            basis: Basis::ScoreMean,
            ..rfm
        },
        9 => Rfm {
            day_count: DayCount::Elapsed,
            ..rfm
        },
        10 => Rfm {
            as_of: NaiveDate::from_ymd_opt(2020, 3, 17),
            ..rfm
        },
        _ => Rfm {
            scoring: Some(Scoring::QcutDrop),
            ..rfm
        },
    }
}

/// The columns that a claim has.
fn claimed(result: &Segmentation) -> DataFrame {
    let columns = [
        "customer",
        "recency_days",
        "frequency",
        "monetary",
        "r_score",
        "f_score",
        "m_score",
        "segment",
    ];
    result.customers.select(columns).unwrap()
}

/// Order lines with times, states and rows that stand twice.
fn lines(orders: &[Order]) -> Table {
    let twice = orders.iter().step_by(5);
    let orders: Vec<&Order> = orders.iter().chain(twice).collect();
    let of = |value: fn(&Order) -> i64| {
        orders
            .iter()
            .map(|order| value(order))
            .collect::<Vec<i64>>()
    };
    let states = ["已完成", "已取消", "退款成功", "已完成"];
    let state = |order: &&Order| states[(order.number % 4) as usize];
    let hour =
        |order: &Order| (i64::from(order.day) * 24 + i64::from(order.number % 24)) * 3_600_000_000;
    let frame = DataFrame::new(
        orders.len(),
        vec![
            Column::new("customer_id".into(), of(|order| order.customer.into())),
            Column::new("order_id".into(), of(|order| order.number.into())),
            Column::new("order_date".into(), of(hour))
                .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
                .unwrap(),
            Column::new("amount".into(), of(|order| order.cents)),
            Column::new(
                "status".into(),
                orders.iter().map(state).collect::<Vec<&str>>(),
            ),
        ],
    );
    Table::from_frame(frame.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_we_get_ourselves_needs_no_change(
        orders in prop::collection::vec(order(), 5..200), first in 0..12_u8, second in 0..14_u8,
    ) {
        let input = lines(&orders);
        let rfm = match second {
            12 => Rfm { statuses: Statuses::Ignore, ..changed(Rfm::default(), first) },
            13 => Rfm { since: NaiveDate::from_ymd_opt(2019, 7, 1), ..changed(Rfm::default(), first) },
            _ => changed(changed(Rfm::default(), first), second),
        };
        let Ok(ours) = rfm.segment(&input) else { return Ok(()) };
        let claim = Claim::of_table(&Table::from_frame(claimed(&ours)), &rfm).unwrap();
        let difference = rfm.why_different(&input, &claim).unwrap();
        prop_assert_eq!(changes(&difference), [Vec::<Change>::new()]);
        let totals = &ours.summary.totals;
        let figures = [
            format!("customers={}", totals.customers),
            format!("monetary={}", totals.monetary),
            format!("平均R={}", ours.summary.dimensions.recency.mean),
            format!("r3={}", ours.summary.dimensions.recency.classes[2]),
        ];
        let claim = Claim::parse(&figures, &rfm).unwrap();
        let difference = rfm.why_different(&input, &claim).unwrap();
        prop_assert_eq!(changes(&difference), [Vec::<Change>::new()]);
    }

    #[test]
    fn our_own_answers_under_other_parameters_are_explained(
        orders in prop::collection::vec(order(), 20..200), first in 0..12_u8, second in 0..12_u8,
    ) {
        let input = table(&orders);
        let theirs = changed(changed(Rfm::default(), first), second);
        let Ok(wanted) = theirs.segment(&input) else { return Ok(()) };
        let wanted = claimed(&wanted);
        let claim = Claim::of_table(&Table::from_frame(wanted.clone()), &Rfm::default()).unwrap();
        let Ok(difference) = Rfm::default().why_different(&input, &claim) else { return Ok(()) };
        prop_assert!(!difference.explanations.is_empty(), "{:?}", difference.nearest);
        prop_assert!(difference.explanations.iter().all(|of| of.changes.len() <= 2));
        if let Some(rfm) = with_flags(&difference) {
            let again = claimed(&rfm.segment(&input).unwrap());
            prop_assert!(again.equals_missing(&wanted), "{:?}", difference.explanations);
        }
    }

    #[test]
    fn neither_the_order_of_rows_nor_threads_change_a_difference(
        orders in prop::collection::vec(order(), 5..80), count in 0..12_u32,
    ) {
        let rfm = Rfm::default();
        let claim = Claim::parse(&[format!("重要价值客户={count}")], &rfm).unwrap();
        let mut turned = orders.clone();
        turned.reverse();
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let one = rfm.why_different(&table(&orders), &claim);
        let other = alone.install(|| rfm.why_different(&table(&turned), &claim));
        match (one, other) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }
}
