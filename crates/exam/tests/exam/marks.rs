//! Marks: what is right has its points, every kind of fault its deduction and its reason.

use std::{collections::BTreeMap, fs};

use fourr_exam::{
    Paper,
    grade::{
        Graded, Grades, Item, Mark, Master, NoOverrides, NoRoster, Overrides, Roster, Soiled,
        Submission, Verdict,
    },
    report,
};
use fourr_locale::Lang;
use fourr_report::html;

use super::{
    keys::{questions, summaries},
    paper,
};

/// A sheet with everything right: 60 of 500 customers, 12 %.
const RIGHT: [(&str, &str); 6] = [
    ("share", "12"),
    ("valuable", "60"),
    ("class", "attractive"),
    ("basic", "退货、包邮"),
    ("largest", "一般客户 > 流失客户"),
    ("advice", "call them"),
];

/// The sheet with other answers to some questions.
fn sheet(others: &[(&str, &str)]) -> Submission {
    let answers: BTreeMap<&str, &str> = RIGHT.iter().chain(others).copied().collect();
    let owned = |(id, text): (&str, &str)| (id.to_owned(), text.to_owned());
    Submission::of(answers.into_iter().map(owned))
}

/// What sheets are held against.
fn master(paper: &Paper) -> Master {
    Master {
        summaries: summaries(),
        key: paper.key(&summaries()).unwrap(),
        soiled: Soiled::default(),
    }
}

fn marks(paper: &Paper, sheet: &Submission) -> Vec<Mark> {
    paper.mark(&master(paper), sheet, None).unwrap()
}

/// Points and verdict of one question on the sheet with `others`.
fn mark(others: &[(&str, &str)], question: &str) -> (Option<f64>, Verdict) {
    let paper = paper(&questions()).unwrap();
    let marks = marks(&paper, &sheet(others));
    let mark = marks
        .into_iter()
        .find(|mark| mark.question == question)
        .unwrap();
    (mark.points, mark.verdict)
}

#[test]
fn what_is_right_has_all_points() {
    let paper = paper(&questions()).unwrap();
    let marks = marks(&paper, &sheet(&[]));
    let points: Vec<Option<f64>> = marks.iter().map(|mark| mark.points).collect();
    let all = [Some(4.0), Some(4.0), Some(2.0), Some(2.0), Some(2.0), None];
    assert_eq!(points, all);
    assert!(marks[..5].iter().all(|mark| mark.verdict == Verdict::Right));
    assert_eq!(marks[5].verdict, Verdict::Person);
}

#[test]
fn one_fault_is_deducted_once() {
    // 50 in place of 60 costs its own points; 100 x 50 / 500 = 10 follows from it.
    let wrong = [("valuable", "50"), ("share", "10")];
    assert_eq!(mark(&wrong, "valuable").0, Some(0.0));
    assert_eq!(
        mark(&wrong, "share"),
        (Some(4.0), Verdict::CarriedForward { expected: 12.0 })
    );
    // Whoever got the earlier answer wrong and the later one right has the later one.
    assert_eq!(
        mark(&[("valuable", "50")], "share"),
        (Some(4.0), Verdict::Right)
    );
    // The known mistake on the candidate's own number: 100 x 50 / 4000 = 1.25, which is 1.3.
    let (points, verdict) = mark(&[("valuable", "50"), ("share", "1.3")], "share");
    assert!(matches!(verdict, Verdict::Mistake { .. }), "{verdict:?}");
    assert_eq!(points, Some(1.0));
}

#[test]
fn faults_are_told_apart() {
    let verdict = |id: &str, text: &str| mark(&[(id, text)], id).1;
    assert!(
        matches!(verdict("share", "1.5"), Verdict::Mistake { says, .. } if says.en == "by orders")
    );
    assert_eq!(
        verdict("share", "0.12"),
        Verdict::Hundredfold { expected: 12.0 }
    );
    assert_eq!(verdict("share", "-12"), Verdict::Sign { expected: 12.0 });
    assert_eq!(
        verdict("share", "17"),
        Verdict::Wrong {
            expected: "12".to_owned()
        }
    );
    assert_eq!(verdict("share", "many"), Verdict::Unreadable);
    assert_eq!(verdict("share", "  "), Verdict::Blank);
    assert_eq!(
        verdict("class", "must_be"),
        Verdict::Wrong {
            expected: "attractive".to_owned()
        }
    );
    assert_eq!(verdict("class", " Ａttractive "), Verdict::Right);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        mark(&[("basic", "包邮、礼盒")], "basic"),
        (
            Some(0.0),
            Verdict::Partly {
                right: 1,
                wrong: names(&["礼盒"]),
                missing: names(&["退货"])
            }
        )
    );
    assert_eq!(
        mark(&[("largest", "流失客户 > 一般客户")], "largest"),
        (
            Some(0.0),
            Verdict::Partly {
                right: 0,
                wrong: names(&[]),
                missing: names(&["一般客户", "流失客户"])
            }
        )
    );
}

#[test]
fn a_roster_names_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.csv");
    let read = |text: &str| {
        fs::write(&path, text).unwrap();
        Roster::read(path.to_str().unwrap())
    };
    let roster = read("考号,姓名\n0071,王芳\n0072,李雷\n").unwrap();
    let shown: Vec<String> = roster
        .candidates
        .iter()
        .map(fourr_exam::grade::Candidate::shown)
        .collect();
    assert_eq!(shown, ["0071 王芳", "0072 李雷"]);
    assert!(matches!(read("考号\n1\n1\n"), Err(NoRoster::Twice(id)) if id == "1"));
    assert!(matches!(read("考号\n../1\n"), Err(NoRoster::Id(_))));
    assert!(matches!(read("a\n1\n"), Err(NoRoster::NoId(names)) if names == ["a"]));
}

/// Gives the first candidate points for the words; what is nowhere, or too much, is refused.
fn overridden(graded: &mut [Graded]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("overrides.csv");
    let mut give = |text: &str| {
        fs::write(&path, text).unwrap();
        Overrides::read(&path)?.give(graded)
    };
    let heads = "考号,题号,得分,理由\n";
    for wrong in ["9,advice,1,x", "0,nothing,1,x", "0,advice,3,x"] {
        let refused = give(&format!("{heads}{wrong}\n")).unwrap_err();
        assert!(matches!(refused, NoOverrides::Nowhere { .. }), "{refused}");
    }
    let refused = give(&format!("{heads}0,advice,many,x\n")).unwrap_err();
    assert!(matches!(refused, NoOverrides::Points { row: 1, .. }));
    assert!(matches!(
        give("a,b\n1,2\n"),
        Err(NoOverrides::NoColumn { .. })
    ));
    give(&format!("{heads}0,advice,1.5,有理有据\n")).unwrap();
    let reason = "有理有据".to_owned();
    assert_eq!(graded[0].marks[5].verdict, Verdict::ByHand { reason });
}

#[test]
fn the_class_is_told_what_was_hard() {
    let paper = paper(&questions()).unwrap();
    let key = master(&paper).key;
    let sheets = [
        sheet(&[]),
        sheet(&[("share", "1.5")]),
        sheet(&[("share", "1.5"), ("valuable", "1"), ("class", "")]),
    ];
    let graded = sheets.into_iter().enumerate().map(|(number, sheet)| {
        let candidate = fourr_exam::grade::Candidate {
            id: number.to_string(),
            name: String::new(),
        };
        Graded::marked(candidate, &sheet, marks(&paper, &sheet))
    });
    let mut graded: Vec<Graded> = graded.collect();
    overridden(&mut graded);
    let grades = Grades::of(&paper, graded, vec!["stranger.csv".to_owned()]);
    let points: Vec<Option<f64>> = grades
        .candidates
        .iter()
        .map(|graded| graded.points)
        .collect();
    // 14 without the words, 1.5 given by hand for these; less 3 for the mistake; the third: 1.5 is not what 1 leads to, so
    // 0 + 0 + 0 + 2 + 2.
    assert_eq!(points, [Some(15.5), Some(11.0), Some(4.0)]);
    let item = |id: &str| -> &Item {
        grades
            .items
            .iter()
            .find(|item| item.question == id)
            .unwrap()
    };
    // (4 + 1 + 0) / 3 / 4.
    assert!((item("share").difficulty.unwrap() - 5.0 / 12.0).abs() < 1e-12);
    assert_eq!((item("class").blank, item("share").mistakes[0].1), (1, 1));
    assert_eq!(item("basic").discrimination, None);
    for lang in [Lang::Zh, Lang::En] {
        let page = html::render(&report::class(&key.title, &grades, "0.1.0", lang)).unwrap();
        assert!(page.contains("stranger.csv"));
        let page = html::render(&report::feedback(
            &key,
            &grades.candidates[1],
            "0.1.0",
            lang,
        ))
        .unwrap();
        assert!(page.contains("by orders"));
        html::render(&report::sheet(&paper, "0.1.0", lang)).unwrap();
    }
}
