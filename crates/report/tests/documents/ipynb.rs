//! The notebook.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use fourr_chart::Theme;
use fourr_locale::Lang;
use fourr_report::charts::Picture;
use fourr_report::ipynb::{self, Argument, Recipe};
use fourr_report::{
    Cell, Column, Derivation, Figure, Format, Head, Measure, Recompute, Report, ReportError,
    Section, Table,
};
use serde_json::Value;

use crate::hostile::{self, HOSTILE};
use crate::{sample, small};

const LANGUAGES: [Lang; 2] = [Lang::Zh, Lang::En];

fn recipe() -> Recipe {
    let word = |word: &str| Argument::Word(word.to_owned());
    let input = |path: &str| Argument::Input(path.to_owned());
    Recipe {
        arguments: vec![
            word("rfm"),
            input("../订单 1.csv"),
            input(HOSTILE),
            word("--bins"),
            word("4"),
        ],
    }
}

fn pictures(report: &Report) -> Vec<Picture> {
    let theme = Theme::new(report.lang);
    let picture = |block: &fourr_report::ChartBlock| Picture {
        id: block.id.clone(),
        png: block.chart.png(&theme).unwrap(),
    };
    report.charts().map(picture).collect()
}

fn notebook(report: &Report) -> String {
    ipynb::render(report, &recipe(), &pictures(report)).unwrap()
}

fn cells(notebook: &str) -> Vec<Value> {
    let notebook: Value = serde_json::from_str(notebook).unwrap();
    notebook["cells"].as_array().unwrap().clone()
}

/// A text of the format: one string, or lines.
fn joined(text: &Value) -> String {
    match text {
        Value::Array(lines) => lines.iter().map(|line| line.as_str().unwrap()).collect(),
        text => text.as_str().unwrap().to_owned(),
    }
}

fn source(cells: &[Value], id: &str) -> String {
    let cell = cells.iter().find(|cell| cell["id"] == id);
    joined(&cell.unwrap_or_else(|| panic!("no cell {id}"))["source"])
}

/// A table that is computed by group, over a frame of the test.
fn computed() -> Table {
    let columns = vec![
        Column::new("状态", Format::Text),
        Column::new("n", Format::Count),
        Column::new("Share", Format::Share),
    ];
    let figures = vec![
        Figure::new("customers", Measure::Rows),
        Figure::new("share", Measure::SumShare("amount")),
    ];
    let derivation = Derivation::Recompute(Recompute {
        file: "people.parquet",
        unpivot: vec![],
        by: "state",
        heads: vec![Head::Group(vec![("new".to_owned(), "新".to_owned())])],
        figures,
        groups: "/states",
        whole: Some("/totals"),
    });
    let row = [Cell::from("新"), Cell::Count(2), Cell::Share(1.0)];
    Table::new("states", "", columns)
        .with_rows([row.clone()])
        .with_total(row)
        .derived(derivation)
}

fn with_tables(tables: impl IntoIterator<Item = Table>) -> Report {
    let mut report = small::report(Lang::En);
    let blocks = tables.into_iter().map(Into::into).collect();
    report.sections.push(Section::new("more", "More", blocks));
    report
}

/// The rules of the format, <https://nbformat.readthedocs.io/en/latest/format_description.html>.
#[test]
fn cells_follow_the_rules_of_the_format() {
    for lang in LANGUAGES {
        let text = notebook(&sample::report(lang));
        let book: Value = serde_json::from_str(&text).unwrap();
        assert_eq!([&book["nbformat"], &book["nbformat_minor"]], [4, 5]);
        assert_eq!(book["metadata"]["kernelspec"]["name"], "python3");
        let cells = book["cells"].as_array().unwrap();
        let ids: BTreeSet<&str> = cells
            .iter()
            .map(|cell| cell["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), cells.len());
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(
            ids.iter()
                .all(|id| (1..=64).contains(&id.len()) && id.chars().all(allowed))
        );
        let mut shown = 0;
        for cell in cells {
            assert!(cell["metadata"].is_object() && !joined(&cell["source"]).is_empty());
            if cell["cell_type"] == "markdown" {
                assert!(cell.get("outputs").is_none() && cell.get("execution_count").is_none());
                continue;
            }
            assert_eq!(cell["cell_type"], "code");
            for output in cell["outputs"].as_array().unwrap() {
                shown += 1;
                assert_eq!(output["output_type"], "execute_result");
                assert_eq!(output["execution_count"], shown);
                assert_eq!(cell["execution_count"], shown);
                assert!(output["data"]["text/plain"].is_array() && output["metadata"].is_object());
            }
            assert!(cell.get("execution_count").is_some());
        }
        assert_eq!(shown, 4, "two tables and two charts");
    }
}

#[test]
fn tables_and_charts_are_stored_and_named_beside() {
    let report = sample::report(Lang::Zh);
    let cells = cells(&notebook(&report));
    let place = cells
        .iter()
        .position(|cell| cell["id"] == "table_segments")
        .unwrap();
    let html = joined(&cells[place]["outputs"][0]["data"]["text/html"]);
    assert!(
        html.contains("<td style=\"text-align: right\">5,813,301.21</td>"),
        "{html}"
    );
    assert!(
        joined(&cells[place - 1]["source"]).ends_with("**表 1** 八类客户的人数、金额与最近消费")
    );
    let place = cells
        .iter()
        .position(|cell| cell["id"] == "chart_score-map")
        .unwrap();
    let output = &cells[place]["outputs"][0];
    let png = output["data"]["image/png"].as_str().unwrap();
    assert!(
        png.starts_with("iVBORw0KGgo"),
        "the signature of PNG in base64"
    );
    assert_eq!(output["metadata"]["image/png"]["width"], 800);
    let words = joined(&cells[place - 1]["source"]);
    let chart = report.charts().last().unwrap();
    let alt = chart.chart.alt_text(Lang::Zh);
    assert!(words.contains(&format!("<small>{alt}</small>")), "{words}");
}

#[test]
fn the_command_and_its_inputs_stand_in_one_cell() {
    let cells = cells(&notebook(&small::report(Lang::En)));
    let code = source(&cells, "repeat");
    assert!(code.contains("    \"../订单 1.csv\",\n"), "{code}");
    assert!(
        code.contains("COMMAND = [\"rfm\", *INPUT, \"--bins\", \"4\"]\n"),
        "{code}"
    );
    assert!(source(&cells, "compare").contains("same: "));
}

#[test]
fn without_a_command_nothing_is_repeated_or_compared() {
    let report = small::report(Lang::En);
    let cells = cells(&ipynb::render(&report, &Recipe::default(), &[]).unwrap());
    assert_eq!(
        source(&cells, "repeat"),
        "from pathlib import Path\n\nresults = Path(\".\")"
    );
    assert!(
        cells
            .iter()
            .all(|cell| cell["id"] != "compare" && cell["id"] != "how")
    );
}

#[test]
fn a_table_says_where_its_figures_come_from() {
    let read = Table::new(
        "read",
        "",
        vec![
            Column::new("A", Format::Text),
            Column::new("B", Format::Count),
        ],
    )
    .with_rows([[Cell::from("x"), Cell::Count(3)]])
    .read_from(|row, column| (column == 1).then(|| format!("/list/{row}/n")));
    let cells = cells(&notebook(&with_tables([computed(), read])));
    let code = source(&cells, "table_states");
    assert!(
        code.starts_with("# Table 2: computed anew from the Parquet file, and compared"),
        "{code}"
    );
    assert!(
        code.contains("found = people.group_by(\"state\").agg(**figures)\n"),
        "{code}"
    );
    assert!(code.contains(
        "    \"share\": ratio(pl.col(\"amount\").sum(), pl.lit(people[\"amount\"].sum())),\n"
    ));
    assert!(
        source(&cells, "read").ends_with("people = pl.read_parquet(results / \"people.parquet\")")
    );
    let code = source(&cells, "table_read");
    assert!(
        code.starts_with("# Table 3: read from summary.json.\n"),
        "{code}"
    );
    assert!(code.contains("[\"x\", at(\"/list/0/n\")],\n"), "{code}");
    let code = source(&cells, "table_sizes");
    assert!(
        code.starts_with("# Table 1: as the report has it, not computed here.\n"),
        "{code}"
    );
}

#[test]
fn a_chart_without_its_picture_is_refused() {
    let report = sample::report(Lang::En);
    let refused = ipynb::render(&report, &recipe(), &[]).unwrap_err();
    assert!(matches!(&refused, ReportError::NoPicture(_)), "{refused:?}");
    assert_eq!(refused.to_string(), "chart segment-amounts was not drawn");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = sample::report(Lang::Zh);
    assert_eq!(notebook(&report), notebook(&report));
}

#[test]
fn no_output_has_an_element_from_data() {
    let report = hostile::report();
    let text = notebook(&report);
    assert!(!text.contains(hostile::acts));
    for cell in cells(&text) {
        let words = joined(&cell["source"]);
        assert!(!words.contains(hostile::acts), "{words}");
        if cell["cell_type"] == "markdown" {
            let outside_code: String = words.split("``").step_by(2).collect();
            assert!(
                !outside_code.contains("<script") && !outside_code.contains("<img"),
                "{words}"
            );
            continue;
        }
        for output in cell["outputs"].as_array().unwrap() {
            let html = joined(&output["data"]["text/html"]);
            let tags = html
                .split('<')
                .skip(1)
                .map(|tag| tag.split([' ', '>']).next().unwrap());
            let ours = ["table", "thead", "tbody", "tfoot", "tr", "th", "td"];
            assert!(
                tags.map(|tag| tag.trim_start_matches('/'))
                    .all(|tag| ours.contains(&tag)),
                "{html}"
            );
        }
    }
}

/// Jupyter's own schema, and Python's own parser: text from data is nothing but the value of a string.
#[test]
fn jupyter_and_python_read_it() {
    const CHECK: &str = "import ast, json, sys, nbformat
book = nbformat.reads(sys.stdin.read(), as_version=4)
nbformat.validate(book)
trees = [ast.parse(cell.source) for cell in book.cells if cell.cell_type == 'code']
texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
names = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
print(json.dumps([sorted(text for text in texts if isinstance(text, str)), sorted(names)]))";
    let python = |code: &str| {
        let mut python = Command::new("python3");
        python
            .args(["-c", code])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        python
    };
    let installed = python("import nbformat")
        .status()
        .is_ok_and(|status| status.success());
    if !installed {
        println!("skipped: python3 with nbformat is not here");
        return;
    }
    let [zh, en] = LANGUAGES.map(sample::report);
    for report in [zh, en, hostile::report(), with_tables([computed()])] {
        let mut check = python(CHECK).spawn().unwrap();
        let mut input = check.stdin.take().unwrap();
        input.write_all(notebook(&report).as_bytes()).unwrap();
        drop(input);
        let output = check.wait_with_output().unwrap();
        assert!(output.status.success(), "see above");
        let [texts, names]: [Vec<String>; 2] = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            texts.iter().any(|text| text == HOSTILE),
            "the name of an input"
        );
        assert!(names.iter().all(|name| name != "alert"), "{names:?}");
    }
}
