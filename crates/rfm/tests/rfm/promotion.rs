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
    let column = column.cast(&DataType::String).unwrap();
    let texts = column.str().unwrap().iter();
    texts.map(|text| text.map(str::to_owned)).collect()
}

/// The grid of section 3.6 of the method reference, a letter a segment in their order there: rows R 5 to 1,
/// columns FM 1 to 5.
const GRID: [&str; 5] = ["dccaa", "eccbb", "ggfbb", "jjhhi", "kkhhi"];

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
        let [r, f, m] = self.scores(values);
        let fm = usize::from((f + m).div_ceil(2)) - 1;
        let letter = GRID[usize::from(self.bins - r)].as_bytes()[fm];
        let rank = usize::from(letter - b'a');
        (rank, self.table.segments[rank].key.clone())
    }
}

/// The figures of one customer, and of the same customer after a step.
#[derive(Clone, Copy)]
struct Steps(Figures);

impl Steps {
    fn now(self) -> [f64; 3] {
        self.orders(0)
    }

    fn today(self) -> [f64; 3] {
        let [_, orders, amount] = self.now();
        [0.0, orders, amount]
    }

    fn orders(self, more: i64) -> [f64; 3] {
        let (recency, orders, cents) = self.0;
        [recency as f64, (orders + more) as f64, cents as f64 / 100.0]
    }

    fn cents(self, more: i64) -> [f64; 3] {
        let (recency, orders, cents) = self.0;
        [recency as f64, orders as f64, (cents + more) as f64 / 100.0]
    }
}

/// The fewest steps, up to where nothing can rise any more, after which something has risen.
fn fewest(rises: impl Fn(i64) -> bool) -> Option<i64> {
    (1..=1_200).find(|steps| rises(*steps))
}

/// Takes steps of one order and of one cent until a score, or a bit of the eight types, rises.
fn check_distances(result: &Segmentation, rows: &[Figures]) -> Result<(), TestCaseError> {
    let held = Held::of(result);
    for (row, steps) in rows.iter().copied().map(Steps).enumerate() {
        let got = |column| numbers(result, column)[row];
        let score = held.scores(steps.now());
        let low = held.bits(steps.now()).map(|bit| !bit);
        let orders = |n: Option<i64>| n.map(|n| n as f64);
        let money = |n: Option<i64>| n.map(|n| n as f64 / 100.0);
        let n = fewest(|n| held.scores(steps.orders(n))[1] > score[1]);
        prop_assert_eq!(orders(n), got("next_f_orders"), "next F of {}", row);
        let n = fewest(|n| held.scores(steps.cents(n))[2] > score[2]);
        prop_assert_eq!(money(n), got("next_m_amount"), "next M of {}", row);
        let n = fewest(|n| low[1] && held.bits(steps.orders(n))[1]);
        prop_assert_eq!(orders(n), got("high_f_orders"), "high F of {}", row);
        let n = fewest(|n| low[2] && held.bits(steps.cents(n))[2]);
        prop_assert_eq!(money(n), got("high_m_amount"), "high M of {}", row);
    }
    Ok(())
}

/// Takes steps of each kind until the segment is a better one, and compares the cheapest.
fn check_cheapest(result: &Segmentation, rows: &[Figures]) -> Result<(), TestCaseError> {
    let held = Held::of(result);
    let near = result.summary.promotions.near_amount;
    let size = numbers(result, "next_step_size");
    let (step, to) = (texts(result, "next_step"), texts(result, "next_segment"));
    for (row, steps) in rows.iter().copied().map(Steps).enumerate() {
        let rank = held.rank(result, steps.now()).0;
        let lifts = |values: [f64; 3]| held.rank(result, values).0 < rank;
        let orders = fewest(|n| lifts(steps.orders(n))).map(|n| (n as f64, steps.orders(n)));
        let cents = fewest(|n| lifts(steps.cents(n)));
        let amount = cents.map(|n| (n as f64 / 100.0, steps.cents(n)));
        let today = lifts(steps.today()).then(|| (1.0, steps.today()));
        let ways = [today, orders, amount].into_iter().enumerate();
        let ways = ways.filter_map(|(kind, way)| {
            let (size, values) = way?;
            let cost = match (kind, near) {
                (2, Some(near)) => size / near,
                (2, None) => f64::INFINITY,
                _ => size,
            };
            let (rank, key) = held.rank(result, values);
            Some((cost, rank, kind, size, key))
        });
        let best = ways.min_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let kind = best.as_ref().map(|way| Step::ALL[way.2].name().to_owned());
        prop_assert_eq!(kind, step[row].clone(), "step of {}", row);
        prop_assert_eq!(best.as_ref().map(|way| way.3), size[row], "size of {}", row);
        prop_assert_eq!(best.map(|way| way.4), to[row].clone(), "segment of {}", row);
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
        check_distances(&result, &rows)?;
        check_cheapest(&result, &rows)?;
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
