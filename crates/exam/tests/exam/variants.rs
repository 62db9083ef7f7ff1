//! Variants: what is not fit to be given, and whose work it is.

use fourr_exam::{
    Effort, Flaw, Key, Paper, Sieve,
    grade::{Copied, Submission, Trace, copied},
};
use serde_json::{Value, json};

use super::{number, paper};

/// Segments with so many customers.
fn summaries(customers: [u64; 3]) -> Value {
    let [a, b, c] = customers;
    json!({ "rfm": { "customers": a + b + c, "segments": {
        "A": { "customers": a }, "B": { "customers": b }, "C": { "customers": c },
    } } })
}

fn asked() -> Paper {
    let figure = |segment: &str| format!("rfm.segments.{segment}.customers");
    let mistake =
        "absolute = 0\n[[question.mistake]]\nanswer = \"rfm.segments.C.customers\"\nsays = \"C\"";
    let ranking = "[[question]]\nid = \"R\"\npoints = 2\nprompt = \"?\"\nkind = \"ranking\"\nanswer = \"rfm.segments[*]\"\nby = \"customers\"\nfirst = 2\n";
    paper(
        &[
            number("A", &figure("A"), mistake),
            number("B", &figure("B"), "absolute = 0"),
            number("C", &figure("C"), "absolute = 0\nzero = true"),
            number("all", "rfm.customers", "absolute = 0\nsame = true"),
            ranking.to_owned(),
        ]
        .concat(),
    )
    .unwrap()
}

fn key(customers: [u64; 3]) -> Key {
    asked().key(&summaries(customers)).unwrap()
}

#[test]
fn what_is_undecided_is_not_given() {
    let fit = key([50, 30, 20]);
    let sieve = Sieve::around([&fit, &fit, &fit].into_iter(), 0.25);
    let flaws = |customers: [u64; 3]| sieve.flaws(&asked(), &key(customers));
    let question = |id: &str| id.to_owned();
    assert_eq!(flaws([50, 30, 20]), []);
    // The second and the third are equal: the cut goes between them.
    assert_eq!(
        flaws([50, 25, 25]),
        [Flaw::Tie {
            question: question("R")
        }]
    );
    assert_eq!(
        flaws([50, 0, 30]),
        [Flaw::Nothing {
            question: question("B")
        }]
    );
    // Nobody in C is said to be an answer.
    assert_eq!(flaws([50, 30, 0]), []);
    // The known mistake takes C for A.
    assert_eq!(
        flaws([40, 50, 40])[0],
        Flaw::Trapless {
            question: question("A")
        }
    );
    // Four numbers, two names, one mistake: 7; without the mistake 6 of 7, which is within a quarter but not a tenth.
    assert_eq!(Effort::of(&fit).traps, 1);
    let narrow = Sieve {
        band: 0.1,
        ..sieve.clone()
    };
    let flaws = narrow.flaws(&asked(), &key([40, 50, 40]));
    assert!(
        matches!(flaws.last(), Some(Flaw::Band { difficulty }) if (difficulty - 6.0 / 7.0).abs() < 1e-12)
    );
}

#[test]
fn an_answer_depends_on_the_seed() {
    let shared = |keys: &[Key]| -> Vec<String> {
        let keys: Vec<&Key> = keys.iter().collect();
        let paper = asked();
        let shared = paper.shared(&keys);
        shared
            .into_iter()
            .map(|question| question.id.clone())
            .collect()
    };
    // All the same but A and C; that the total may be is said.
    assert_eq!(shared(&[key([50, 30, 20]), key([60, 30, 10])]), ["B", "R"]);
    assert_eq!(shared(&[key([50, 30, 20]), key([20, 31, 50])]), [""; 0]);
}

#[test]
fn the_answers_of_another_key_name_its_owner() {
    let (own, other, third) = (key([50, 30, 20]), key([60, 40, 10]), key([7, 8, 9]));
    let sheet = |figures: [&str; 4]| {
        let ids = ["A", "B", "C", "all"].map(str::to_owned);
        Submission::of(ids.into_iter().zip(figures.map(str::to_owned)))
    };
    let found = |figures| {
        copied(
            &sheet(figures),
            &own,
            [("02", &other), ("03", &third)].into_iter(),
        )
    };
    assert_eq!(found(["50", "30", "20", "100"]), None);
    assert_eq!(
        found(["60", "40", "10", "100"]),
        Some(Copied {
            from: "02".to_owned(),
            trace: Trace::Answers { same: 3, of: 4 },
        })
    );
    // Two that agree may be an accident.
    assert_eq!(found(["60", "40", "20", "100"]), None);
}
