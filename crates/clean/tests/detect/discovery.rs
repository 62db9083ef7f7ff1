//! Discovery: each kind of evidence on small tables whose errors are planted, and tables without errors.

use fourr_clean::discover::{Coded, Evidence, Order, Suspicion, discover};
use proptest::prelude::*;

/// A table of columns by name.
struct Planted {
    columns: Vec<(&'static str, Vec<String>)>,
}

impl Planted {
    fn new(columns: Vec<(&'static str, Vec<String>)>) -> Self {
        Self { columns }
    }

    fn coded(&self) -> Vec<Coded> {
        self.columns
            .iter()
            .map(|(name, cells)| Coded::new(name, cells.iter().map(|cell| Some(cell.as_str()))))
            .collect()
    }

    fn set(&mut self, column: usize, row: usize, value: &str) {
        value.clone_into(&mut self.columns[column].1[row]);
    }

    fn suspicions(&self) -> Vec<Suspicion> {
        discover(&self.coded()).suspicions
    }

    /// The suspected cells as (row, column, repair).
    fn found(&self) -> Vec<(u32, usize, Option<String>)> {
        self.suspicions()
            .into_iter()
            .map(|s| (s.row, s.column, s.repair))
            .collect()
    }
}

/// 40 shops in 8 cities, each visited 10 times: the shop determines city and telephone number, the city its province.
fn visits() -> Planted {
    const CITIES: [(&str, &str); 8] = [
        ("hangzhou", "zhejiang"),
        ("ningbo", "zhejiang"),
        ("nanjing", "jiangsu"),
        ("suzhou", "jiangsu"),
        ("guangzhou", "guangdong"),
        ("shenzhen", "guangdong"),
        ("chengdu", "sichuan"),
        ("mianyang", "sichuan"),
    ];
    let rows = 0..400_usize;
    let column = |cell: &dyn Fn(usize) -> String| rows.clone().map(cell).collect::<Vec<String>>();
    Planted::new(vec![
        ("visit", column(&|row| (row + 1).to_string())),
        ("shop", column(&|row| format!("S{:03}", row % 40))),
        ("city", column(&|row| CITIES[row % 40 / 5].0.to_owned())),
        ("province", column(&|row| CITIES[row % 40 / 5].1.to_owned())),
        (
            "phone",
            column(&|row| format!("0571{:07}", 1_000_003 * (row % 40 + 1) % 9_999_991)),
        ),
        ("spent", column(&|row| (row * 7919 % 997 + 20).to_string())),
    ])
}

#[test]
fn a_table_without_errors_raises_no_suspicion() {
    assert_eq!(visits().suspicions(), []);
}

#[test]
fn a_deviation_from_what_other_columns_determine_is_found_and_repaired() {
    let mut table = visits();
    table.set(2, 17, "chengdu");
    table.set(3, 33, "jiangsu");
    let found = table.found();
    assert!(
        found.contains(&(17, 2, Some("suzhou".to_owned()))),
        "{found:?}"
    );
    assert!(
        found.contains(&(33, 3, Some("sichuan".to_owned()))),
        "{found:?}"
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn an_empty_cell_takes_the_value_that_its_group_has() {
    let mut table = visits();
    table.set(3, 90, "");
    assert_eq!(table.found(), [(90, 3, Some("jiangsu".to_owned()))]);
}

#[test]
fn two_values_that_are_both_right_are_left_alone() {
    // Half of the visits to a shop are to its branch in another city: city does not depend on shop there.
    let mut table = visits();
    for row in (0..400).filter(|row| row % 40 == 3 && row % 80 < 40) {
        table.set(2, row, "ningbo");
    }
    let found = table.found();
    assert!(found.iter().all(|(_, column, _)| *column != 2), "{found:?}");
}

#[test]
fn exceptions_that_share_a_reason_are_no_errors() {
    // One visitor has a code of his own for every city.
    let mut table = visits();
    let visitor = |row: usize| {
        if row.is_multiple_of(50) {
            "guest"
        } else {
            "staff"
        }
    };
    let visitors = (0..400).map(|row| visitor(row).to_owned()).collect();
    table.columns.push(("visitor", visitors));
    for row in (0..400).filter(|row| row % 50 == 0) {
        table.set(3, row, &format!("guest of {row}"));
    }
    let found = table.found();
    assert!(found.iter().all(|(_, column, _)| *column != 3), "{found:?}");
}

#[test]
fn misspellings_are_told_from_rare_names() {
    let mut words: Vec<String> = Vec::new();
    for (word, count) in [
        ("surgery", 120),
        ("pneumonia", 90),
        ("cardiology", 80),
        ("oncology", 3),
    ] {
        words.extend(std::iter::repeat_n(word.to_owned(), count));
    }
    words[5] = "surgexy".to_owned();
    words[130] = "pneumxnia".to_owned();
    let table = Planted::new(vec![("ward", words)]);
    assert_eq!(
        table.found(),
        [
            (5, 0, Some("surgery".to_owned())),
            (130, 0, Some("pneumonia".to_owned())),
        ]
    );
}

#[test]
fn words_around_numbers_are_read_apart_from_the_numbers() {
    let mut cells: Vec<String> = (0..200)
        .map(|row| format!("{} patients", row * 37 % 1000))
        .collect();
    cells[7] = "259 paxients".to_owned();
    let table = Planted::new(vec![("sample", cells)]);
    assert_eq!(table.found(), [(7, 0, Some("259 patients".to_owned()))]);
}

#[test]
fn a_letter_in_a_code_of_digits_is_an_odd_form() {
    let mut cells: Vec<String> = (0..300)
        .map(|row| format!("{}", 10_000 + row * 97))
        .collect();
    cells[9] = "1x873".to_owned();
    let suspicions = Planted::new(vec![("zip", cells)]).suspicions();
    assert_eq!(suspicions.len(), 1);
    assert_eq!(
        (suspicions[0].row, suspicions[0].evidence),
        (9, Evidence::Format)
    );
}

#[test]
fn units_in_several_spellings_are_stripped_and_one_spelling_is_kept() {
    let spelt = |row: usize| ["kg", " kg", " KG", "kilo"][row % 4];
    let mixed = (0..200)
        .map(|row| format!("{}.0{}", row % 9 + 1, spelt(row)))
        .collect();
    let found = Planted::new(vec![("weight", mixed)]).found();
    assert_eq!(found.len(), 200);
    assert_eq!(found[10], (10, 0, Some("2".to_owned())));
    let same = (0..200).map(|row| format!("{} kg", row % 9 + 1)).collect();
    assert_eq!(Planted::new(vec![("weight", same)]).found(), []);
}

#[test]
fn units_of_several_sizes_are_suspected_but_not_repaired() {
    let cell = |row: usize| {
        if row.is_multiple_of(2) {
            format!("{} kg", row % 9 + 1)
        } else {
            format!("{} g", (row % 9 + 1) * 1000)
        }
    };
    let found = Planted::new(vec![("weight", (0..200).map(cell).collect())]).found();
    assert_eq!(found.len(), 200);
    assert!(found.iter().all(|(_, _, repair)| repair.is_none()));
}

#[test]
fn traces_of_binary_fractions_are_rounded() {
    let mut cells: Vec<String> = (0..100)
        .map(|row| format!("0.0{}", 10 + row % 80))
        .collect();
    cells[4] = "0.10400000000000001".to_owned();
    assert_eq!(
        Planted::new(vec![("abv", cells)]).found(),
        [(4, 0, Some("0.104".to_owned()))]
    );
}

#[test]
fn dates_in_another_order_are_rewritten_where_they_can_be_read() {
    let mut cells: Vec<String> = (0..200)
        .map(|row| format!("{}/{}/{}", row % 12 + 1, row % 28 + 1, 1990 + row % 30))
        .collect();
    cells[3] = "2004-05-20".to_owned();
    let coded = [Coded::new(
        "created",
        cells.iter().map(|cell| Some(cell.as_str())),
    )];
    let discovery = discover(&coded);
    let style = discovery.dates[0].unwrap();
    assert_eq!(
        (style.order, style.sign, style.year_digits),
        (Order::MonthFirst, '/', 4)
    );
    assert_eq!(discovery.suspicions.len(), 1);
    assert_eq!(discovery.suspicions[0].repair.as_deref(), Some("5/20/2004"));
}

#[test]
fn a_value_at_the_end_of_another_cell_is_put_back() {
    let mut table = visits();
    for row in [12, 80, 155, 301] {
        let city = table.columns[2].1[row].clone();
        let province = table.columns[3].1[row].clone();
        table.set(2, row, &format!("{city} {province}"));
        table.set(3, row, "");
    }
    let found = table.found();
    assert_eq!(found.len(), 8, "{found:?}");
    assert!(
        found.contains(&(80, 2, Some("hangzhou".to_owned()))),
        "{found:?}"
    );
    assert!(
        found.contains(&(80, 3, Some("zhejiang".to_owned()))),
        "{found:?}"
    );
}

#[test]
fn a_word_among_numbers_and_names_alike_stands_for_nothing() {
    let number = |row: usize| {
        if row.is_multiple_of(20) {
            "ERROR".to_owned()
        } else {
            (row * 31 % 90).to_string()
        }
    };
    let name = |row: usize| ["tea", "cake", "ERROR", "juice", ""][row % 5].to_owned();
    let table = Planted::new(vec![
        ("quantity", (0..200).map(number).collect()),
        ("item", (0..200).map(name).collect()),
    ]);
    let disguised: Vec<_> = table
        .suspicions()
        .into_iter()
        .filter(|s| s.evidence == Evidence::Disguised)
        .collect();
    // Where nothing else is missing the word is a convention: it is reported, not suspected.
    assert!(disguised.iter().all(|s| s.column == 1));
    assert_eq!(disguised.len(), 40);
    let discovery = discover(&table.coded());
    assert_eq!(discovery.disguised[0].len(), 1);
}

#[test]
fn a_shorter_number_with_decimals_is_no_odd_form() {
    let cells = (0..200).map(|row| format!("{:.2}", 9.0 + f64::from(row) * 0.4));
    let table = Planted::new(vec![("price", cells.collect())]);
    assert_eq!(table.found(), []);
}

#[test]
fn an_empty_cell_of_an_optional_column_is_no_error() {
    let with_empty = |every: usize| {
        let cell = |row: usize| match row % every {
            0 => String::new(),
            _ => format!("note {row}"),
        };
        let cells = (0..400).map(cell).collect();
        Planted::new(vec![("note", cells)]).found().len()
    };
    assert_eq!(with_empty(5), 0);
    assert_eq!(with_empty(40), 10);
}

#[test]
fn sources_that_disagree_are_outvoted_thing_by_thing() {
    const SOURCES: usize = 12;
    let rows = 0..60 * SOURCES;
    let truth = |row: usize, column: usize| {
        format!(
            "{}:{:02}",
            (row / SOURCES * 7 + column) % 12 + 1,
            row / SOURCES * 13 % 60
        )
    };
    let told = |column: usize| {
        rows.clone()
            .map(|row| match (row * 31 + column * 17) % 10 {
                0 | 1 => truth(row + 5 * SOURCES, column),
                2 => String::new(),
                _ => truth(row, column),
            })
            .collect::<Vec<String>>()
    };
    let table = Planted::new(vec![
        (
            "source",
            rows.clone()
                .map(|row| format!("site {}", row % SOURCES))
                .collect(),
        ),
        (
            "flight",
            rows.clone()
                .map(|row| format!("AA-{}", 1000 + row / SOURCES))
                .collect(),
        ),
        ("departs", told(0)),
        ("arrives", told(1)),
        ("lands", told(2)),
    ]);
    let found = table.found();
    let wrong = rows
        .clone()
        .flat_map(|row| (0..3).map(move |column| (row, column)))
        .filter(|&(row, column)| table.columns[column + 2].1[row] != truth(row, column))
        .count();
    let right = found
        .iter()
        .filter(|(row, column, repair)| {
            repair.as_deref() == Some(truth(*row as usize, column - 2).as_str())
                && table.columns[*column].1[*row as usize] != truth(*row as usize, column - 2)
        })
        .count();
    assert!(right * 100 >= wrong * 95, "{right} of {wrong}");
    assert!(
        right * 100 >= found.len() * 95,
        "{right} of {}",
        found.len()
    );
}

#[test]
fn tables_of_nothing_of_one_row_and_of_one_column_are_looked_at() {
    assert_eq!(discover(&[]).suspicions, []);
    let empty = Coded::new("a", [].into_iter());
    assert_eq!(discover(&[empty.clone(), empty]).suspicions, []);
    let one = |value| Coded::new("a", [Some(value)].into_iter());
    assert_eq!(discover(&[one("x"), one("12 kg")]).suspicions, []);
    let nulls = Coded::new("a", [None, None, Some("")].into_iter());
    assert_eq!(discover(&[nulls]).suspicions, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order of rows changes nothing but their numbers.
    #[test]
    fn rows_may_come_in_any_order(seed in 0..1000_u64) {
        let mut table = visits();
        for (row, value) in [(17, "chengdu"), (44, "hangzhxu"), (121, "nanxing"), (250, "")] {
            table.set(2, row, value);
        }
        let mut order: Vec<usize> = (0..400).collect();
        order.sort_by_key(|row| (*row as u64 + 1).wrapping_mul(seed * 2 + 0x9E37_79B9_7F4A_7C15));
        let shuffled = Planted::new(
            table
                .columns
                .iter()
                .map(|(name, cells)| (*name, order.iter().map(|&row| cells[row].clone()).collect()))
                .collect(),
        );
        let numbered = |found: Vec<Suspicion>, row: &dyn Fn(u32) -> usize| {
            let mut cells: Vec<_> = found
                .into_iter()
                .map(|s| (row(s.row), s.column, s.repair, s.confidence.to_bits()))
                .collect();
            cells.sort();
            cells
        };
        let there = numbered(table.suspicions(), &|row| row as usize);
        let back = numbered(shuffled.suspicions(), &|row| order[row as usize]);
        prop_assert_eq!(there, back);
    }

    /// No text brings a detector to its knees, and every suspicion is about a cell.
    #[test]
    fn hostile_text_is_looked_at_like_any_other(cells in prop::collection::vec("\\PC{0,12}", 1..60)) {
        let column = Coded::new("a", cells.iter().map(|cell| Some(cell.as_str())));
        for suspicion in discover(&[column.clone(), column]).suspicions {
            prop_assert!((suspicion.row as usize) < cells.len());
            prop_assert!(suspicion.confidence > 0.5 && suspicion.confidence <= 1.0);
        }
    }
}
