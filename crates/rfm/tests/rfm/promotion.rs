//! Promotion: steps are found again by taking them, one order or one cent at a time.

use fourr_rfm::{Basis, Rfm, Scheme, Scoring, SegmentTable, Segmentation, Step};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

/// Recency in days, orders, and an amount in cents.
type Figures = (i64, i64, i64);

fn people(rows: &[Figures]) -> Table {
    let ids: Vec<String> = (0..rows.len()).map(|row| format!("{row:04}")).collect();
    let recency: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let frequency: Vec<i64> = rows.iter().map(|row| row.1).collect();
    let monetary: Vec<f64> = rows.iter().map(|row| row.2 as f64 / 100.0).collect();
    let frame = df!(
        "customer" => ids, "recency" => recency, "frequency" => frequency, "monetary" => monetary
    );
    Table::from_frame(frame.unwrap())
}

fn numbers(result: &Segmentation, column: &str) -> Vec<Option<f64>> {
    let column = result.customers.column(column).unwrap();
    let column = column.cast(&DataType::Float64).unwrap();
    column.f64().unwrap().iter().collect()
}

fn texts(result: &Segmentation, column: &str) -> Vec<Option<String>> {
    let column = result.customers.column(column).unwrap();
    let texts = column.str().unwrap().iter();
    texts.map(|text| text.map(str::to_owned)).collect()
}

/// The breaks and splits of `result`, for a scoring from the definitions.
struct Held {
    scoring: Scoring,
    breaks: [Vec<f64>; 3],
    by_score: bool,
    splits: [f64; 3],
    table: SegmentTable,
    bins: u8,
}

impl Held {
    fn of(result: &Segmentation) -> Self {
        let of = &result.summary.dimensions;
        let all = [&of.recency, &of.frequency, &of.monetary];
        let rfm = &result.summary.parameters;
        Self {
            scoring: result.summary.scoring,
            breaks: all.map(|d| d.breaks.iter().map(|cut| cut.value).collect()),
            by_score: rfm.basis == Basis::ScoreMean,
            splits: all.map(|d| d.split),
            table: rfm.scheme.table(rfm.bins).unwrap(),
            bins: rfm.bins,
        }
    }

    /// Scores by the breaks of section 3.2 and 3.3 of the method reference.
    fn scores(&self, values: [f64; 3]) -> [u8; 3] {
        std::array::from_fn(|d| {
            let (breaks, x) = (&self.breaks[d], values[d]);
            let passed = |b: &&f64| match (self.scoring, d) {
                (Scoring::RRfm, _) | (Scoring::Fixed, 1 | 2) => **b <= x,
                _ => **b < x,
            };
            let passed = u8::try_from(breaks.iter().filter(passed).count()).unwrap();
            let classes = u8::try_from(breaks.len()).unwrap() + 1;
            if d == 0 { classes - passed } else { 1 + passed }
        })
    }

    fn bits(&self, values: [f64; 3]) -> [bool; 3] {
        if self.by_score {
            let scores = self.scores(values);
            return std::array::from_fn(|d| f64::from(scores[d]) > self.splits[d]);
        }
        let [r, f, m] = values;
        [r < self.splits[0], f > self.splits[1], m > self.splits[2]]
    }

    /// The rank of the segment in the order of value, with its key.
    fn rank(&self, result: &Segmentation, values: [f64; 3]) -> (usize, String) {
        if result.summary.parameters.scheme == Scheme::Textbook8 {
            let code: String = self
                .bits(values)
                .map(|bit| if bit { '1' } else { '0' })
                .iter()
                .collect();
            let order = ["111", "011", "101", "001", "110", "010", "100", "000"];
            let rank = order.iter().position(|of| *of == code).unwrap();
            let mut segments = self.table.segments.iter();
            let key = segments.find(|of| of.code == code).unwrap().key.clone();
            return (rank, key);
        }
        // The grid of section 3.6 of the method reference: rows R 5 to 1, columns FM 1 to 5.
        const GRID: [&str; 5] = ["dccaa", "eccbb", "ggfbb", "jjhhi", "kkhhi"];
        let [r, f, m] = self.scores(values);
        let fm = usize::from((f + m).div_ceil(2)) - 1;
        let letter = GRID[usize::from(self.bins - r)].as_bytes()[fm];
        let rank = usize::from(letter - b'a');
        (rank, self.table.segments[rank].key.clone())
    }
}

/// Takes steps of one order and of one cent until something rises.
fn check(result: &Segmentation, rows: &[Figures], most: [i64; 2]) -> Result<(), TestCaseError> {
    let held = Held::of(result);
    let near = result.summary.promotions.near_amount;
    let [next_f, next_m, high_f, high_m, size] = [
        "next_f_orders",
        "next_m_amount",
        "high_f_orders",
        "high_m_amount",
        "next_step_size",
    ]
    .map(|name| numbers(result, name));
    let (step, to) = (texts(result, "next_step"), texts(result, "next_segment"));
    for (row, (recency, orders, cents)) in rows.iter().enumerate() {
        let at = |r: i64, f: i64, m: i64| [r as f64, f as f64, m as f64 / 100.0];
        let more_orders = |n: i64| at(*recency, orders + n, *cents);
        let more_money = |n: i64| at(*recency, *orders, cents + n);
        let now = at(*recency, *orders, *cents);
        let first = |most: i64, rises: &dyn Fn(i64) -> bool| (1..=most).find(|n| rises(*n));
        let score = held.scores(now);
        let f = first(most[0], &|n| held.scores(more_orders(n))[1] > score[1]);
        prop_assert_eq!(f.map(|n| n as f64), next_f[row], "next F of {}", row);
        let m = first(most[1], &|n| held.scores(more_money(n))[2] > score[2]);
        prop_assert_eq!(
            m.map(|n| n as f64 / 100.0),
            next_m[row],
            "next M of {}",
            row
        );
        let low = held.bits(now).map(|bit| !bit);
        let f = first(most[0], &|n| low[1] && held.bits(more_orders(n))[1]);
        prop_assert_eq!(f.map(|n| n as f64), high_f[row], "high F of {}", row);
        let m = first(most[1], &|n| low[2] && held.bits(more_money(n))[2]);
        prop_assert_eq!(
            m.map(|n| n as f64 / 100.0),
            high_m[row],
            "high M of {}",
            row
        );
        let rank = held.rank(result, now).0;
        let lifts = |values: [f64; 3]| held.rank(result, values).0 < rank;
        let mut ways: Vec<(f64, usize, usize, f64, String)> = Vec::new();
        let mut way = |cost: f64, kind: usize, size: f64, values: [f64; 3]| {
            let (rank, key) = held.rank(result, values);
            ways.push((cost, rank, kind, size, key));
        };
        let today = at(0, *orders, *cents);
        if lifts(today) {
            way(1.0, 0, 1.0, today);
        }
        if let Some(n) = first(most[0], &|n| lifts(more_orders(n))) {
            way(n as f64, 1, n as f64, more_orders(n));
        }
        if let Some(n) = first(most[1], &|n| lifts(more_money(n))) {
            let size = n as f64 / 100.0;
            way(
                near.map_or(f64::INFINITY, |near| size / near),
                2,
                size,
                more_money(n),
            );
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let best = ways.first();
        prop_assert_eq!(
            best.map(|way| way.4.clone()),
            to[row].clone(),
            "segment of {}",
            row
        );
        prop_assert_eq!(best.map(|way| way.3), size[row], "size of {}", row);
        let name = best.map(|way| Step::ALL[way.2].name().to_owned());
        prop_assert_eq!(name, step[row].clone(), "step of {}", row);
    }
    Ok(())
}

fn figures() -> impl Strategy<Value = Figures> {
    (0..60_i64, 1..12_i64, 0..400_i64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_step_is_the_smallest_that_lifts(
        rows in prop::collection::vec(figures(), 1..40),
        scoring in prop::sample::select(vec![Scoring::Quantile, Scoring::RRfm, Scoring::QcutDrop, Scoring::Fixed]),
        basis in prop::sample::select(vec![Basis::RawMean, Basis::Median, Basis::ScoreMean]),
        grid in any::<bool>(),
    ) {
        let rfm = Rfm {
            scheme: if grid { Scheme::Grid11 } else { Scheme::Textbook8 },
            scoring: Some(scoring),
            basis,
            recency_breaks: vec![5.0, 10.0, 20.0, 40.0],
            frequency_breaks: vec![2.0, 3.0, 5.0, 10.5],
            monetary_breaks: vec![0.5, 1.0, 2.005, 3.0],
            ..Rfm::default()
        };
        let result = rfm.segment(&people(&rows)).unwrap();
        // The grid is for scores of 1 to 5; merged classes stay within it.
        if grid && scoring == Scoring::QcutDrop {
            return Ok(());
        }
        check(&result, &rows, [40, 1_200])?;
    }

    #[test]
    fn ranks_have_only_the_ways_of_the_eight_types(rows in prop::collection::vec(figures(), 1..40)) {
        let rfm = Rfm { scoring: Some(Scoring::Ntile), ..Rfm::default() };
        let eight = rfm.segment(&people(&rows)).unwrap();
        prop_assert!(numbers(&eight, "next_f_orders").iter().all(Option::is_none));
        let by_value = Rfm::default().segment(&people(&rows)).unwrap();
        for column in ["next_step", "next_segment", "high_f_orders", "high_m_amount"] {
            let (a, b) = (eight.customers.column(column), by_value.customers.column(column));
            prop_assert!(a.unwrap().equals_missing(b.unwrap()), "{}", column);
        }
        let grid = Rfm { scheme: Scheme::Grid11, ..rfm }.segment(&people(&rows)).unwrap();
        prop_assert!(grid.summary.promotions.routes.is_empty());
    }

    #[test]
    fn routes_count_the_customers_of_their_columns(rows in prop::collection::vec(figures(), 1..60)) {
        let result = Rfm::default().segment(&people(&rows)).unwrap();
        let promotions = &result.summary.promotions;
        let high = numbers(&result, "high_m_amount");
        let near = promotions.near_amount.unwrap_or(f64::NEG_INFINITY);
        let amounts = promotions.routes.iter().filter(|route| route.step == Step::Amount);
        let (customers, close, missing) = amounts.fold((0, 0, 0.0), |(n, close, missing), route| {
            (n + route.customers, close + route.near, missing + route.missing)
        });
        prop_assert_eq!(customers, high.iter().flatten().count() as u64);
        prop_assert_eq!(close, high.iter().flatten().filter(|size| **size <= near).count() as u64);
        let want: f64 = high.iter().flatten().filter(|size| **size <= near).sum();
        prop_assert!((missing - want).abs() < 1e-6);
    }
}

// By hand: means are R 20, F 2, M 200, the mean order is 100. b (20 days, 2, 200) lies on all three splits and is
// 000; c (30, 2, 300) is 001: a purchase today makes it 101, one order 011, which is the better.
#[test]
fn a_customer_on_the_split_by_hand() {
    let rows = [(10, 2, 10_000), (20, 2, 20_000), (30, 2, 30_000)];
    let result = Rfm::default().segment(&people(&rows)).unwrap();
    assert_eq!(result.summary.promotions.near_amount, Some(100.0));
    assert_eq!(numbers(&result, "high_f_orders"), [Some(1.0); 3]);
    assert_eq!(
        numbers(&result, "high_m_amount"),
        [Some(100.01), Some(0.01), None]
    );
    let steps = texts(&result, "next_step");
    let want = ["orders", "amount", "orders"].map(|step| Some(step.to_owned()));
    assert_eq!(steps, want);
    let to = texts(&result, "next_segment");
    assert_eq!(to[1].as_deref(), Some("重要挽留客户"));
    assert_eq!(to[2].as_deref(), Some("重要保持客户"));
    let routes = &result.summary.promotions.routes;
    let amount = routes
        .iter()
        .find(|route| route.step == Step::Amount && route.from == "一般挽留客户");
    let amount = amount.unwrap();
    assert_eq!(
        (amount.customers, amount.near, amount.missing),
        (1, 1, 0.01)
    );
}

#[test]
fn one_customer_has_nothing_to_reach_but_the_split() {
    let result = Rfm::default().segment(&people(&[(5, 1, 100)])).unwrap();
    assert_eq!(numbers(&result, "next_f_orders"), [Some(1.0)]);
    assert_eq!(texts(&result, "next_step"), [Some("amount".to_owned())]);
}
