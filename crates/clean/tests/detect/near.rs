//! Near duplicates: the golden case, every pair against the index, sounds of names.

use fourr_clean::recipe::{NearDuplicates, Similarity};
use fourr_clean::similar::distance::{bigram_jaccard, jaro_winkler, levenshtein};
use fourr_clean::similar::text::normalise;
use fourr_clean::similar::{Records, clusters};
use polars::prelude::*;
use proptest::prelude::*;

fn rule(columns: &[&str], threshold: f64) -> NearDuplicates {
    NearDuplicates {
        columns: columns.iter().map(|&c| c.to_owned()).collect(),
        names: Vec::new(),
        block: Vec::new(),
        similarity: Similarity::Levenshtein,
        threshold,
        drop: false,
    }
}

fn frame(values: &[String]) -> DataFrame {
    DataFrame::new(values.len(), vec![Column::new("name".into(), values)]).expect("one column")
}

fn golden() -> (serde_json::Value, DataFrame) {
    let expected = include_str!("../golden/dedupe_fuzzy/expected.json");
    let input = include_str!("../golden/dedupe_fuzzy/input.csv");
    let names: Vec<String> = input
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').expect("two cells").1.to_owned())
        .collect();
    (serde_json::from_str(expected).expect("JSON"), frame(&names))
}

#[test]
fn golden_dedupe_fuzzy() {
    let (golden, records) = golden();
    let threshold = golden["params"]["threshold"].as_f64().unwrap();
    let rule = rule(&["name"], threshold);
    let texts = Records::of(&rule, &records).unwrap();
    let jaro = Records::of(
        &NearDuplicates {
            similarity: Similarity::JaroWinkler,
            ..rule.clone()
        },
        &records,
    )
    .unwrap();
    let mut reaching = Vec::new();
    for pair in golden["expected"]["pairs"].as_array().unwrap() {
        let row = |key: &str| usize::try_from(pair[key].as_u64().unwrap()).unwrap() - 1;
        let (a, b) = (row("a"), row("b"));
        let similarity = pair["similarity"].as_f64().unwrap();
        assert!((texts.similarity(a, b) - similarity).abs() < 1e-6, "{pair}");
        let winkler = pair["jaro_winkler"].as_f64().unwrap();
        assert!((jaro.similarity(a, b) - winkler).abs() < 1e-6, "{pair}");
        if similarity >= threshold {
            reaching.push((a, b));
        }
    }
    reaching.sort_unstable();
    let pairs = rule.pairs(&records).unwrap();
    assert_eq!(
        pairs.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(),
        reaching
    );
    let found: Vec<Vec<usize>> = clusters(records.height(), &pairs)
        .into_iter()
        .map(|rows| rows.into_iter().map(|row| row + 1).collect())
        .collect();
    assert_eq!(serde_json::json!(found), golden["expected"]["clusters"]);
    // The worked example: the pair 3-4 of the chain is only 0.6 alike.
    assert!((texts.least_similarity(&[0, 1, 2, 3]) - 0.6).abs() < 1e-12);
}

#[test]
fn the_default_threshold_keeps_the_chain_apart() {
    let (_, records) = golden();
    let pairs = rule(&["name"], 0.85).pairs(&records).unwrap();
    let found: Vec<(usize, usize)> = pairs.iter().map(|p| (p.a, p.b)).collect();
    assert_eq!(found, [(0, 1), (4, 5)]);
}

/// Firms of random syllables, each with a sister that lacks, gains or exchanges a few characters.
fn firms(count: usize) -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "xe", "yi", "zo", "北",
        "京", "上", "海", "科", "技", "云", "图", "畅", "享",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut all = Vec::new();
    while all.len() < count {
        let firm: String = (0..3 + next(5))
            .map(|_| SYLLABLES[next(SYLLABLES.len())])
            .collect();
        let mut sister: Vec<char> = firm.chars().collect();
        for _ in 0..=next(2) {
            let place = next(sister.len());
            match next(3) {
                0 if sister.len() > 1 => drop(sister.remove(place)),
                1 => sister.insert(place, 'q'),
                _ => sister[place] = 'z',
            }
        }
        all.push(firm);
        all.push(sister.into_iter().collect());
    }
    all
}

#[test]
fn the_index_misses_no_pair_that_all_comparisons_find() {
    let names = firms(1_600);
    let records = frame(&names);
    for (similarity, threshold) in [
        (Similarity::Levenshtein, 0.85),
        (Similarity::Levenshtein, 0.7),
        (Similarity::Bigrams, 0.6),
    ] {
        let rule = NearDuplicates {
            similarity,
            ..rule(&["name"], threshold)
        };
        let texts: Vec<Vec<char>> = names.iter().map(|name| normalise(name)).collect();
        let alike = |a: usize, b: usize| {
            let (x, y) = (&texts[a], &texts[b]);
            match similarity {
                Similarity::Levenshtein => {
                    1.0 - levenshtein(x, y) as f64 / x.len().max(y.len()) as f64
                }
                Similarity::JaroWinkler => jaro_winkler(x, y),
                Similarity::Bigrams => bigram_jaccard(x, y),
            }
        };
        let brute: Vec<(usize, usize)> = (0..names.len())
            .flat_map(|a| (a + 1..names.len()).map(move |b| (a, b)))
            .filter(|&(a, b)| alike(a, b) + 1e-12 >= threshold)
            .collect();
        let found: Vec<(usize, usize)> = rule
            .pairs(&records)
            .unwrap()
            .iter()
            .map(|p| (p.a, p.b))
            .collect();
        assert!(brute.len() > 300, "{}", brute.len());
        assert_eq!(found, brute, "{similarity:?} {threshold}");
    }
}

#[test]
fn names_match_by_their_sound_when_they_are_declared_as_names() {
    let names: Vec<String> = ["张伟", "章伟", "李伟", "Zhang Wei"]
        .map(str::to_owned)
        .into();
    let records = frame(&names);
    let plain = rule(&["name"], 0.85);
    assert!(plain.pairs(&records).unwrap().is_empty());
    let by_sound = NearDuplicates {
        names: vec!["name".to_owned()],
        ..plain
    };
    let found: Vec<(usize, usize)> = by_sound
        .pairs(&records)
        .unwrap()
        .iter()
        .map(|p| (p.a, p.b))
        .collect();
    assert_eq!(found, [(0, 1), (0, 3), (1, 3)]);
}

#[test]
fn records_of_nothing_are_not_alike_and_blocks_keep_records_apart() {
    let frame = df!(
        "name" => ["", "", "畅享科技", "畅享科技"],
        "phone" => [Some("1"), Some("1"), Some("2"), None],
    )
    .unwrap();
    let mut rule = rule(&["name"], 0.85);
    assert_eq!(rule.pairs(&frame).unwrap().len(), 1);
    rule.block = vec!["phone".to_owned()];
    assert!(rule.pairs(&frame).unwrap().is_empty());
    rule.columns = vec!["absent".to_owned()];
    assert!(rule.pairs(&frame).is_err());
}

/// The distance by the recursion of its definition.
fn recursive(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            let cost = usize::from(x != y) + recursive(a_rest, b_rest);
            cost.min(1 + recursive(a_rest, b))
                .min(1 + recursive(a, b_rest))
        }
    }
}

proptest! {
    #[test]
    fn levenshtein_is_the_recursion_of_its_definition(a in "[abc京]{0,6}", b in "[abc京]{0,6}") {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        prop_assert_eq!(levenshtein(&a, &b), recursive(&a, &b));
    }

    #[test]
    fn similarities_are_symmetric_and_between_nothing_and_one(a in "\\PC{0,12}", b in "\\PC{0,12}") {
        let (a, b) = (normalise(&a), normalise(&b));
        for (there, back) in [
            (bigram_jaccard(&a, &b), bigram_jaccard(&b, &a)),
            (levenshtein(&a, &b) as f64, levenshtein(&b, &a) as f64),
        ] {
            prop_assert!((there - back).abs() < 1e-12);
        }
        prop_assert!((0.0..=1.0).contains(&jaro_winkler(&a, &b)));
        prop_assert!((jaro_winkler(&a, &a) - 1.0).abs() < 1e-12);
    }
}
