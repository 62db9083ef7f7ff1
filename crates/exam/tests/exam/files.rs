//! What is handed in: workbooks with formulas, tables and charts, notebooks, lists; and what means harm.

use std::{
    fs,
    io::{Cursor, Write},
    path::PathBuf,
};

use fourr_exam::{
    ChartKind, Paper,
    grade::{ChartFault, Master, Refused, Soiled, SoiledFile, Submission, Verdict},
};
use rust_xlsxwriter::{Chart, ChartType, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{keys::summaries, paper};

const IDS: [&str; 2] = ["share", "valuable"];

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn read(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Submission, Refused> {
        Submission::read(&[self.write(name, bytes)], &IDS)
    }
}

/// What a submission says of the two questions.
fn told(submission: &Submission) -> [&str; 2] {
    IDS.map(|id| submission.answers[id].text.as_str())
}

#[test]
fn sheets_are_read_as_they_come() {
    let folder = Folder::new();
    let csv = "题号,题目,分值,答案\nshare,?,4,12%\nVALUABLE,?,4,60 人\nnote,?,0,x\n";
    let read = folder.read("1.csv", csv).unwrap();
    assert_eq!(told(&read), ["12%", "60 人"]);
    assert_eq!(read.unknown, ["note"]);
    let json = r#"{"share": 12.0, "valuable": ["a", "b"]}"#;
    let read = folder.read("2.json", json).unwrap();
    assert_eq!(told(&read), ["12.0", "a, b"]);
    let notebook = r###"{"cells": [
        {"cell_type": "markdown", "source": ["## Answers\n", "- share: 11\n", "- valuable = 60\n"]},
        {"cell_type": "code", "source": "print('share:', 12)", "outputs": [{"text": "share: 12\n"}]}
    ]}"###;
    let read = folder.read("3.ipynb", notebook).unwrap();
    assert_eq!(told(&read), ["12", "60"]);
}

/// A workbook with two formulas, of which the second has no saved result, as programs write it that do not calculate.
fn workbook() -> Vec<u8> {
    let text = |cell: &str, text: &str| {
        format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = |number: u32, id: &str, answer: &str| {
        let id = text(&format!("A{number}"), id);
        format!("<row r=\"{number}\">{id}{answer}</row>")
    };
    let rows = [
        row(4, "题号", &text("D4", "答案")),
        row(5, "share", "<c r=\"D5\"><f>100*B9/500</f><v>12</v></c>"),
        row(6, "valuable", "<c r=\"D6\"><f>30*2</f></c>"),
    ];
    let namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!(
        "<worksheet {namespace}><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let book = format!(
        "<workbook {namespace} xmlns:r=\"{links}\"><sheets><sheet name=\"答题卡\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{links}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let (root, sheets) = (
        relation("officeDocument", "xl/workbook.xml"),
        relation("worksheet", "worksheets/sheet1.xml"),
    );
    archive(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn formulas_are_read_and_not_run() {
    let folder = Folder::new();
    let read = folder.read("1.xlsx", workbook()).unwrap();
    let share = &read.answers["share"];
    assert_eq!(share.text, "12");
    assert_eq!(share.formula.as_deref(), Some("100*B9/500"));
    let paper = paper(&super::keys::questions()).unwrap();
    let marks = paper.mark(&master(&paper), &read, None).unwrap();
    assert_eq!(marks[0].formula.as_deref(), Some("100*B9/500"));
    assert_eq!(marks[0].verdict, Verdict::Right);
    assert_eq!(marks[1].verdict, Verdict::Uncalculated);
}

fn master(paper: &Paper) -> Master {
    Master {
        summaries: summaries(),
        key: paper.key(&summaries()).unwrap(),
        soiled: Soiled::default(),
    }
}

#[test]
fn what_means_harm_is_refused_by_name() {
    let folder = Folder::new();
    let refused = |name: &str, bytes: &[u8]| folder.read(name, bytes).unwrap_err();
    assert!(matches!(refused("3.exe", b"x"), Refused::Kind));
    assert!(matches!(refused("4.json", b"[1"), Refused::Json(_)));
    let cut = refused("5.xlsx", b"PK\x03\x04 cut short");
    assert!(matches!(cut, Refused::Workbook(_)), "{cut}");
    assert!(matches!(
        refused("6.csv", b"a,b\n1,2\n"),
        Refused::NoAnswers
    ));
    assert!(matches!(refused("7.csv", b""), Refused::Unreadable(_)));
    assert!(matches!(refused("8.ipynb", b"{}"), Refused::Json(_)));
    let half = workbook();
    let half = refused("9.xlsx", &half[..half.len() / 2]);
    assert!(matches!(half, Refused::Workbook(_)), "{half}");
    let large = folder.write("10.json", b"{}");
    let file = fs::File::options().write(true).open(&large).unwrap();
    file.set_len(30 << 20).unwrap();
    assert!(matches!(
        Submission::read(&[large], &IDS),
        Err(Refused::TooLarge { bytes: 31_457_280 })
    ));
}

/// An archive of parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_does_not_go_off() {
    let folder = Folder::new();
    // 210 MB of zeros, packed into some 200 kB.
    let zeros = vec![0; 210 << 20];
    let bomb = archive(&[("xl/media/image1.png", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    let refused = folder.read("1.xlsx", bomb).unwrap_err();
    assert!(matches!(refused, Refused::Bomb), "{refused}");
    // A part that wants to lie elsewhere: nothing is unpacked, and it is no workbook.
    let outside = archive(&[("../../../../tmp/fourr-outside", b"x")]);
    let refused = folder.read("2.xlsx", outside).unwrap_err();
    assert!(matches!(refused, Refused::Workbook(_)), "{refused}");
    // A cell at the far end of its sheet.
    let mut far = Workbook::new();
    let sheet = far.add_worksheet();
    for (column, head) in [(0, "id"), (1, "answer")] {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "share").unwrap();
    sheet.write(1, 1, 12).unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let read = folder
        .read("3.xlsx", far.save_to_buffer().unwrap())
        .unwrap();
    assert_eq!(read.answers["share"].text, "12");
}

/// A question about a chart, and one about a table, of the customers of segments.
fn drawn() -> Paper {
    let of = |id: &str, kind: &str, more: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\npoints = 5\nprompt = \"?\"\nkind = \"{kind}\"\nanswer = \"rfm.segments[*]\"\n{more}\n"
        )
    };
    let chart = of(
        "C1",
        "chart",
        "value = \"customers\"\ncharts = [\"column\", \"bar\"]",
    );
    let table = of("T1", "table", "columns = [\"customers\"]");
    paper(&format!("{chart}{table}")).unwrap()
}

/// The marks of a workbook with `values` in a table and a chart of it.
fn chart(kind: ChartType, titled: bool, values: [f64; 3]) -> Vec<(Option<f64>, Verdict)> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("T1").unwrap();
    sheet.write(0, 0, "客户类型").unwrap();
    sheet.write(0, 1, "客户数").unwrap();
    let names = ["流失客户", "重要价值客户", "一般客户"];
    for (row, (name, value)) in (1..).zip(names.into_iter().zip(values)) {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, value).unwrap();
    }
    let mut chart = Chart::new(kind);
    chart
        .add_series()
        .set_categories(("T1", 1, 0, 3, 0))
        .set_values(("T1", 1, 1, 3, 1));
    if titled {
        chart.title().set_name("各类客户人数");
        chart.x_axis().set_name("客户类型");
        chart.y_axis().set_name("人数");
    }
    let sheet = workbook.add_worksheet().set_name("C1").unwrap();
    sheet.insert_chart(2, 1, &chart).unwrap();
    let folder = Folder::new();
    let path = folder.write("1.xlsx", workbook.save_to_buffer().unwrap());
    let read = Submission::read(&[path], &["C1", "T1"]).unwrap();
    let paper = drawn();
    let marks = paper
        .mark(&master(&paper), &read, None)
        .unwrap()
        .into_iter();
    marks.map(|mark| (mark.points, mark.verdict)).collect()
}

#[test]
fn a_native_chart_is_judged_by_what_it_shows() {
    let right = [140.0, 60.0, 300.0];
    let all = (Some(5.0), Verdict::Right);
    assert_eq!(
        chart(ChartType::Column, true, right),
        [all.clone(), all.clone()]
    );
    // A fifth of the points for the kind, a fifth for titles.
    let given = vec![ChartKind::Pie];
    let faults = vec![ChartFault::Kind { given }];
    assert_eq!(
        chart(ChartType::Pie, true, right)[0],
        (Some(4.0), Verdict::Chart { faults })
    );
    let faults = vec![ChartFault::NoTitle, ChartFault::NoAxisTitles];
    assert_eq!(
        chart(ChartType::Bar, false, right)[0],
        (Some(4.0), Verdict::Chart { faults })
    );
    // Two of three values: 0.6 x 2/3 + 0.4 of 5 points.
    let [chart, table] = &chart(ChartType::Column, true, [140.0, 61.0, 300.0])[..] else {
        panic!("two marks");
    };
    assert!((chart.0.unwrap() - 4.0).abs() < 1e-9, "{chart:?}");
    let wrong = vec!["重要价值客户".to_owned()];
    let cells = Verdict::Cells {
        right: 2,
        of: 3,
        wrong,
    };
    assert_eq!(table.1, cells);
}

#[test]
fn a_cleaned_copy_is_held_against_what_was_soiled() {
    let folder = Folder::new();
    // Line 3 has an amount in full-width digits, line 4 stands a second time in line 6, line 5 lost its member.
    let dirty = "单号,会员,金额\nA1,m1,10.00\nA2,m2,１２．５０\nA3,m3,7.00\nA4,,9.00\nA3,m3,7.00\n";
    let defects = "line,column,kind,clean,dirty\n3,金额,amount_full_width,12.50,１２．５０\n5,会员,missing_customer,m4,\n6,,duplicate_row,4,\n";
    let soiled = SoiledFile {
        data: folder.write("orders.csv", dirty),
        defects: folder.write("defects.csv", defects),
    };
    let text = "title = \"P\"\n[inputs]\norders = { generate = \"orders\", dirt = 1.0 }\n[[step]]\nname = \"rfm\"\nrun = \"rfm\"\ninput = \"orders\"\n\
                [[question]]\nid = \"D1\"\npoints = 6\nprompt = \"?\"\nkind = \"cleaned\"\ninput = \"orders\"\nkey = [\"单号\"]\n";
    let paper = Paper::parse(text, "paper.toml".as_ref()).unwrap();
    let master = Master {
        soiled: Soiled([("orders".to_owned(), soiled)].into()),
        ..master(&paper)
    };
    let mark = |copy: &str| {
        let answers = folder.write("answers.json", "{\"D1\": \"see file\"}");
        let files = [answers, folder.write("D1.csv", copy)];
        let read = Submission::read(&files, &["D1"]).unwrap();
        let mark = paper.mark(&master, &read, None).unwrap().remove(0);
        match mark.verdict {
            Verdict::Cleaned(found) => {
                let kinds = found
                    .kinds
                    .iter()
                    .map(|kind| kind.right)
                    .collect::<Vec<_>>();
                (mark.points.unwrap(), kinds, found.damaged)
            }
            other => panic!("{other:?}"),
        }
    };
    let (heads, first) = ("单号,会员,金额\n", "A1,m1,10\n");
    // By kind in the order of the alphabet: amount, duplicate, missing.
    let clean = format!("{heads}{first}A2,m2,12.5\nA3,m3,7\nA4,,9\n");
    assert_eq!(mark(&clean), (6.0, vec![1, 1, 1], 0));
    // The row that lost its member may go.
    let shorter = format!("{heads}{first}A2,m2,12.5\nA3,m3,7\n");
    assert_eq!(mark(&shorter), (6.0, vec![1, 1, 1], 0));
    // An invented member, and the copy as it came.
    let invented = format!("{heads}{first}A2,m2,12.5\nA3,m3,7\nA4,m1,9\n");
    assert_eq!(mark(&invented), (4.0, vec![1, 1, 0], 0));
    assert_eq!(mark(dirty), (2.0 * 2.0, vec![1, 0, 1], 0));
    // A sound row is gone: of the two sound ones, A1 and A3, half is damage.
    let damaged = format!("{heads}A2,m2,12.5\nA3,m3,7\nA4,,9\n");
    let (points, kinds, gone) = mark(&damaged);
    assert_eq!((kinds, gone), (vec![1, 1, 1], 1));
    assert!((points - 3.0).abs() < 1e-9, "{points}");
}
