//! Marks: what is right has its points, every kind of fault its deduction and its reason.

use std::{collections::BTreeMap, fs};

use fourr_exam::{
    Paper,
    grade::{Graded, Grades, Item, Mark, NoRoster, Refused, Roster, Submission, Verdict},
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
    Submission {
        answers: answers.into_iter().map(owned).collect(),
        unknown: Vec::new(),
    }
}

fn marks(paper: &Paper, sheet: &Submission) -> Vec<Mark> {
    let key = paper.key(&summaries()).unwrap();
    paper.mark(&summaries(), &key, sheet).unwrap()
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
fn sheets_are_read_as_they_come() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let ids = ["share", "valuable"];
    let csv = write(
        "1.csv",
        "题号,题目,分值,答案\nshare,?,4,12%\nVALUABLE,?,4,60 人\nnote,?,0,x\n".as_bytes(),
    );
    let read = Submission::read(&csv, &ids).unwrap();
    assert_eq!(read.answers["share"], "12%");
    assert_eq!(read.answers["valuable"], "60 人");
    assert_eq!(read.unknown, ["note"]);
    let json = write("2.json", br#"{"share": 12.0, "valuable": ["a", "b"]}"#);
    let read = Submission::read(&json, &ids).unwrap();
    assert_eq!(
        (
            read.answers["share"].as_str(),
            read.answers["valuable"].as_str()
        ),
        ("12.0", "a, b")
    );
    let refused =
        |name: &str, bytes: &[u8]| Submission::read(&write(name, bytes), &ids).unwrap_err();
    assert!(matches!(refused("3.exe", b"x"), Refused::Kind));
    assert!(matches!(refused("4.json", b"[1"), Refused::Json(_)));
    assert!(matches!(
        refused("5.xlsx", b"PK\x03\x04 cut short"),
        Refused::Unreadable(_)
    ));
    assert!(
        matches!(refused("6.csv", b"a,b\n1,2\n"), Refused::NoAnswers(names) if names == ["a", "b"])
    );
    assert!(matches!(refused("7.csv", b""), Refused::Unreadable(_)));
    let large = write("8.json", b"{}");
    fs::File::options()
        .write(true)
        .open(&large)
        .unwrap()
        .set_len(30 << 20)
        .unwrap();
    assert!(matches!(
        Submission::read(&large, &ids),
        Err(Refused::TooLarge { bytes: 31_457_280 })
    ));
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

#[test]
fn the_class_is_told_what_was_hard() {
    let paper = paper(&questions()).unwrap();
    let key = paper.key(&summaries()).unwrap();
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
        let marks = paper.mark(&summaries(), &key, &sheet).unwrap();
        Graded::marked(candidate, "x.csv".to_owned(), sheet, marks)
    });
    let grades = Grades::of(&paper, graded.collect(), vec!["stranger.csv".to_owned()]);
    let points: Vec<Option<f64>> = grades
        .candidates
        .iter()
        .map(|graded| graded.points)
        .collect();
    // 14 without the words; less 3 for the mistake; the third: 1.5 is not what 1 leads to, so 0 + 0 + 0 + 2 + 2.
    assert_eq!(points, [Some(14.0), Some(11.0), Some(4.0)]);
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
