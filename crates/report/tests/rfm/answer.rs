//! The answer sheet: every figure in it follows from the data.

use chrono::NaiveDate;
use fourr_locale::Lang;
use fourr_report::{Answer, Cell, Math, Step, html, markdown, rfm};
use fourr_rfm::{Basis, Column, Rfm, Scheme, Scoring, SegmentTable, Segmentation};
use fourr_table::Table;
use polars::prelude::*;

use super::inputs::{customers, golden, orders, segmented};
use super::sound::check;

fn answer(table: &Table, rfm: &Rfm) -> (Answer, Segmentation) {
    let result = segmented(table, rfm);
    let answer = rfm::answer(&result, table.sources(), Lang::En);
    (answer, result)
}

fn step<'a>(answer: &'a Answer, id: &str) -> &'a Step {
    let mut steps = answer.steps.iter();
    steps.find(|step| step.id.as_str() == id).unwrap()
}

/// The values of an expression, from left to right.
fn cells(math: &Math) -> Vec<Cell> {
    match math {
        Math::Symbol(_) | Math::Words(_) => Vec::new(),
        Math::Value(cell, _) => vec![cell.clone()],
        Math::Binary(left, _, right) | Math::Fraction(left, right) => {
            [cells(left), cells(right)].concat()
        }
        Math::Subscript(base, _) => cells(base),
        Math::Power(base, exponent) => [cells(base), cells(exponent)].concat(),
        Math::Apply(_, of) | Math::Sum { of, .. } => cells(of),
    }
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Count(count) => *count as f64,
        Cell::Number(number) | Cell::Money(number) | Cell::Share(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

/// The figures put into the formulas of a step.
fn worked(step: &Step) -> Vec<Vec<Cell>> {
    let worked = step.formulas.iter().filter_map(|of| of.worked.as_ref());
    worked.map(cells).collect()
}

#[track_caller]
fn assert_close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

/// The row of the customer whom the sheet works out.
fn example(answer: &Answer, result: &Segmentation) -> usize {
    let conclusion = step(answer, "measures").conclusion.as_ref().unwrap();
    let shown = conclusion.text(Lang::En);
    let ids = result.customers.column("customer").unwrap();
    let ids = ids.cast(&DataType::String).unwrap();
    let ids: Vec<&str> = ids.str().unwrap().iter().flatten().collect();
    let named = |id: &&str| shown.starts_with(&format!("Customer {id}:"));
    ids.iter().position(named).unwrap()
}

fn at(result: &Segmentation, column: Column, row: usize) -> f64 {
    let values = result.customers.column(column.name()).unwrap();
    let values = values.cast(&DataType::Float64).unwrap();
    values.f64().unwrap().get(row).unwrap()
}

#[test]
fn sums_over_n_are_the_means_that_split() {
    for basis in [Basis::RawMean, Basis::ScoreMean] {
        let rfm = Rfm {
            basis,
            ..Rfm::default()
        };
        let (answer, result) = answer(&golden(), &rfm);
        let of = &result.summary.dimensions;
        let splits = [&of.recency, &of.frequency, &of.monetary].map(|of| of.split);
        let worked = worked(step(&answer, "splits"));
        assert_eq!(worked.len(), 3);
        for (figures, split) in worked.iter().zip(splits) {
            let [sum, n, mean] = figures.as_slice() else {
                panic!("{figures:?}");
            };
            assert_close(number(sum) / number(n), number(mean));
            assert_close(number(mean), split);
        }
    }
}

#[test]
fn the_middle_of_the_order_is_the_median() {
    let even = [
        (3, 9, 900.0),
        (40, 2, 80.5),
        (200, 1, 15.0),
        (90, 6, 4000.0),
    ];
    let odd = [even.as_slice(), &[(10, 1, 20.0)]].concat();
    // By hand: R 3, 40, 90, 200 and 3, 10, 40, 90, 200; M 15, 80.5, 900, 4000.
    for (rows, medians) in [(&even[..], [65.0, 4.0, 490.25]), (&odd, [40.0, 2.0, 80.5])] {
        let rfm = Rfm {
            basis: Basis::Median,
            ..Rfm::default()
        };
        let (answer, _) = answer(&customers(rows), &rfm);
        for (figures, median) in worked(step(&answer, "splits")).iter().zip(medians) {
            assert_close(number(figures.last().unwrap()), median);
        }
    }
}

// Section 3.2 of the method reference: the first break of R in the worked table of 20 customers is 13.6.
#[test]
fn the_first_break_is_worked_out_from_the_two_values_around_it() {
    for (scoring, cut) in [(Scoring::Quantile, 13.6), (Scoring::RRfm, 14.6)] {
        let rfm = Rfm {
            as_of: NaiveDate::from_ymd_opt(2021, 12, 31),
            scheme: Scheme::Grid11,
            scoring: Some(scoring),
            ..Rfm::default()
        };
        let (answer, result) = answer(&golden(), &rfm);
        let worked = worked(step(&answer, "scores"));
        let [low, part, high, again, first] = worked[0].as_slice() else {
            panic!("{worked:?}");
        };
        assert_eq!(low, again);
        let by_hand = number(low) + number(part) * (number(high) - number(low));
        assert_close(by_hand, number(first));
        assert_close(number(first), 13.6);
        assert_close(number(worked.last().unwrap().last().unwrap()), cut);
        assert_close(result.summary.dimensions.recency.breaks[0].value, cut);
    }
}

#[test]
fn the_example_is_a_row_of_the_customer_table() {
    for scheme in [Scheme::Textbook8, Scheme::Grid11, Scheme::RRfm10] {
        let rfm = Rfm {
            scheme,
            ..Rfm::default()
        };
        let (answer, result) = answer(&golden(), &rfm);
        let row = example(&answer, &result);
        let [recency, frequency, monetary] = &worked(step(&answer, "measures"))[..] else {
            panic!("three formulas");
        };
        let [Cell::Date(as_of), Cell::Date(last), days] = recency.as_slice() else {
            panic!("{recency:?}");
        };
        assert_close((*as_of - *last).num_days() as f64, number(days));
        let columns = [
            (Column::RecencyDays, days),
            (Column::Frequency, &frequency[0]),
            (Column::Monetary, &monetary[0]),
        ];
        for (column, figure) in columns {
            assert_close(number(figure), at(&result, column, row));
        }
        let segment = result.customers.column("segment").unwrap();
        let segment = segment.get(row).unwrap();
        let key = segment.get_str().unwrap();
        let segments = &result.summary.segments.0;
        let segment = segments.iter().find(|of| of.segment.key == key).unwrap();
        let most = segments.iter().map(|of| of.customers).max().unwrap();
        assert_eq!(segment.customers, most);
        let judged = step(&answer, "judgement").conclusion.as_ref().unwrap();
        assert!(judged.text(Lang::En).contains(&segment.segment.en));
    }
}

#[test]
fn the_verdicts_are_those_of_the_type() {
    let (answer, result) = answer(&golden(), &Rfm::default());
    let row = example(&answer, &result);
    let types = result.customers.column("eight_type").unwrap();
    let bits = types.get(row).unwrap();
    let bits = bits.get_str().unwrap().as_bytes().to_vec();
    for (formula, bit) in step(&answer, "judgement").formulas.iter().zip(bits) {
        let worked = formula.worked.as_ref().unwrap().linear(Lang::En);
        let verdict = ["low (0)", "high (1)"][usize::from(bit == b'1')];
        assert!(worked.ends_with(verdict), "{worked}");
    }
}

#[test]
fn the_cycle_of_the_example_follows_from_its_purchase_days() {
    let rows = [
        ("A", "2024-01-01", 10.0),
        ("A", "2024-01-11", 20.0),
        ("A", "2024-01-31", 30.0),
    ];
    let rfm = Rfm {
        as_of: NaiveDate::from_ymd_opt(2024, 2, 15),
        ..Rfm::default()
    };
    let (answer, _) = answer(&orders(&rows), &rfm);
    let lines: Vec<String> = step(&answer, "cycle")
        .formulas
        .iter()
        .map(|formula| formula.worked.as_ref().unwrap().linear(Lang::En))
        .collect();
    // By hand: 30 days over 2 gaps; silent for 15 days, a cycle exactly, which is still within the limit.
    assert_eq!(
        lines,
        [
            "c = (2024-01-31 − 2024-01-01) / (3 − 1) = 15",
            "q = 15 / 15 = 1 ⇒ Active",
            "1 / 1 = 100.00%",
        ]
    );
}

// By hand, from the rows of the test before: silent for 15 days.
#[test]
fn fixed_days_name_the_limits_on_either_side() {
    let rows = [("A", "2024-01-01", 10.0), ("A", "2024-01-31", 30.0)];
    let limits = [
        (vec![20.0, 30.0, 40.0], "15 ≤ 20 ⇒ Active"),
        (vec![10.0, 15.0, 40.0], "10 < 15 ≤ 15 ⇒ At risk"),
        (vec![1.0, 2.0, 3.0], "15 > 3 ⇒ Lost"),
    ];
    for (dormancy_days, line) in limits {
        let rfm = Rfm {
            as_of: NaiveDate::from_ymd_opt(2024, 2, 15),
            dormancy: fourr_rfm::Dormancy::Days,
            dormancy_days,
            ..Rfm::default()
        };
        let (answer, _) = answer(&orders(&rows), &rfm);
        let worked = step(&answer, "cycle").formulas[1].worked.as_ref().unwrap();
        assert_eq!(worked.linear(Lang::En), line);
    }
}

#[test]
fn segments_written_out_add_up() {
    let (answer, result) = answer(&golden(), &Rfm::default());
    let check = step(&answer, "segments").conclusion.as_ref().unwrap();
    let figures: Vec<f64> = check
        .spans()
        .iter()
        .filter_map(|span| match span {
            fourr_report::Span::Value(cell, _) => Some(number(cell)),
            _ => None,
        })
        .collect();
    let segments = result.summary.segments.0.len();
    let (customers, amounts) = figures.split_at(segments + 1);
    for addends in [customers, amounts] {
        let (total, addends) = addends.split_last().unwrap();
        assert_close(addends.iter().sum(), *total);
    }
    assert_close(customers[segments], result.summary.totals.customers as f64);
    assert_close(amounts[segments], result.summary.totals.monetary);
}

#[test]
fn every_scoring_makes_an_answer_under_scores() {
    for scoring in Scoring::COMPARED {
        let rfm = Rfm {
            scheme: Scheme::Grid11,
            scoring: Some(scoring),
            ..Rfm::default()
        };
        check(&golden(), &rfm);
        check(&orders(&[("A", "2024-03-01", 10.5)]), &rfm);
    }
}

#[test]
fn a_table_of_segments_of_the_users_own_makes_an_answer() {
    let table = "[[segment]]\nname = 'core'\nr = '4-5'\n[[segment]]\nname = 'rest'\nr = '1-3'\n";
    let rfm = Rfm {
        scheme: Scheme::Own(SegmentTable::from_toml(table).unwrap()),
        ..Rfm::default()
    };
    let (answer, _) = answer(&golden(), &rfm);
    let text = markdown::render_answer(&answer).unwrap();
    assert!(text.contains("core") && !text.contains("重要"), "{text}");
}

#[test]
fn a_table_of_customers_is_answered_without_what_it_does_not_tell() {
    let (answer, _) = answer(&customers(&[(3, 9, 900.0), (40, 2, 80.5)]), &Rfm::default());
    let ids: Vec<&str> = answer.steps.iter().map(|step| step.id.as_str()).collect();
    let expected = [
        "data",
        "definitions",
        "measures",
        "splits",
        "judgement",
        "segments",
        "charts",
        "conclusions",
        "actions",
        "checks",
    ];
    assert_eq!(ids, expected);
    assert_eq!(step(&answer, "measures").formulas, []);
    let text = markdown::render_answer(&answer).unwrap();
    assert!(
        !text.contains("refund") && text.contains("`recency`"),
        "{text}"
    );
}

#[test]
fn ids_that_look_personal_are_masked_and_others_are_not() {
    let rows = [
        ("13812345678", "2024-03-01", 10.5),
        ("0000000042", "2024-03-02", 8.0),
    ];
    let (answer, _) = answer(&orders(&rows), &Rfm::default());
    let page = html::render_answer(&answer).unwrap();
    assert!(page.contains("138****5678") && !page.contains("13812345678"));
    assert!(page.contains("0000000042") && page.contains("masked ids"));
}

#[test]
fn an_id_cannot_leave_its_cell() {
    let hostile = "<img src=x onerror=alert(1)>|\n\u{202E}";
    let (answer, _) = answer(&orders(&[(hostile, "2024-03-01", 10.5)]), &Rfm::default());
    let page = html::render_answer(&answer).unwrap();
    assert!(!page.contains("<img") && page.contains("&#60;img"));
    assert!(!page.contains("<script") && !page.contains('\u{202E}'));
    let text = markdown::render_answer(&answer).unwrap();
    assert!(!text.contains("<img") && text.contains("&lt;img"));
}
