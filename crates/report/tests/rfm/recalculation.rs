//! `LibreOffice` calculates the workbook anew and finds what the report says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::Data;
use fourr_locale::Lang;
use fourr_report::{Cell, Report, xlsx};
use fourr_rfm::{Basis, Rfm, Scheme, Scoring, SegmentTable, Summary};
use fourr_table::Table;

use super::inputs::{customers, golden, orders, report, segmented};
use super::models::{modelled, shop};
use super::workbook::{Sheet, sheets};

/// Tells `LibreOffice` to calculate every formula when it opens a workbook, whoever wrote it.
const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The workbooks as `LibreOffice` writes them after calculating; none where it is not installed.
fn recalculated(folder: &Path, books: &[(String, Vec<u8>)]) -> Option<Vec<Vec<Sheet>>> {
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS).unwrap();
    let path = |of: &str| folder.join(format!("{of}.xlsx"));
    for (name, bytes) in books {
        std::fs::write(path(name), bytes).unwrap();
    }
    let out = folder.join("out");
    let status = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&out)
        .args(books.iter().map(|(name, _)| path(name)))
        .output();
    let Ok(output) = status else {
        println!("skipped: soffice is not installed");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |(name, _): &(String, Vec<u8>)| {
        let path: PathBuf = out.join(format!("{name}.xlsx"));
        sheets(std::fs::read(path).unwrap())
    };
    Some(books.iter().map(read).collect())
}

/// The value of every formula by sheet and cell.
fn results(book: &[Sheet]) -> BTreeMap<(String, (u32, u32)), Data> {
    let mut all = BTreeMap::new();
    for sheet in book {
        let Some(start) = sheet.formulas.start() else {
            continue;
        };
        for (row, column, formula) in sheet.formulas.used_cells() {
            let at = [row, column].map(|of| u32::try_from(of).unwrap());
            let at = (start.0 + at[0], start.1 + at[1]);
            if !formula.is_empty() {
                let value = sheet.values.get_value(at).cloned().unwrap_or_default();
                all.insert((sheet.name.clone(), at), value);
            }
        }
    }
    all
}

fn same(one: &Data, other: &Data) -> bool {
    use calamine::DataType;
    let text = |of: &Data| of.as_string().unwrap_or_default();
    match (one.as_f64(), other.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        _ => text(one) == text(other),
    }
}

/// Segments whose names a criterion would take for patterns, comparisons or each other.
fn hostile() -> Rfm {
    let names = ["a*", "A*", ">5", "5", "TRUE", "=1"];
    let row = |(place, name): (usize, &&str)| {
        let r = if place < 5 {
            format!("r = {}\n", place + 1)
        } else {
            String::new()
        };
        format!("[[segment]]\nname = '{name}'\n{r}")
    };
    let table: String = names.iter().enumerate().map(row).collect();
    Rfm {
        scheme: Scheme::Own(SegmentTable::from_toml(&table).unwrap()),
        ..Rfm::default()
    }
}

fn cases() -> Vec<(String, Table, Rfm)> {
    let basis = |basis| Rfm {
        basis,
        thresholds: vec![60.0, 3.0, 800.0],
        ..Rfm::default()
    };
    let scoring = |scoring| Rfm {
        scoring: Some(scoring),
        scheme: Scheme::Grid11,
        ..Rfm::default()
    };
    let profiles = [
        (3, 9, 900.0),
        (40, 2, 80.5),
        (200, 1, 15.0),
        (90, 6, 4000.0),
        (10, 1, 20.0),
    ];
    let alike: Vec<String> = (0..30).map(|n| format!("C{n}")).collect();
    let alike: Vec<(&str, &str, f64)> = alike
        .iter()
        .map(|id| (id.as_str(), "2024-03-01", 0.1))
        .collect();
    let cases = [
        ("default", golden(), Rfm::default()),
        ("median", golden(), basis(Basis::Median)),
        ("scores", golden(), basis(Basis::ScoreMean)),
        ("fixed", golden(), basis(Basis::Fixed)),
        ("r-rfm", golden(), scoring(Scoring::RRfm)),
        ("ntile", golden(), scoring(Scoring::Ntile)),
        ("hostile", golden(), hostile()),
        ("profiles", customers(&profiles), Rfm::default()),
        ("alike", orders(&alike), Rfm::default()),
        ("models", shop(), modelled()),
    ];
    cases
        .map(|(name, table, rfm)| (name.to_owned(), table, rfm))
        .to_vec()
}

#[test]
fn every_formula_gives_the_value_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases();
    let books: Vec<(String, Vec<u8>)> = cases
        .iter()
        .map(|(name, table, rfm)| {
            let report = report(table, rfm, Lang::Zh);
            (name.clone(), xlsx::render(&report, usize::MAX).unwrap())
        })
        .collect();
    let Some(recalculated) = recalculated(folder.path(), &books) else {
        return;
    };
    for ((name, bytes), after) in books.into_iter().zip(&recalculated) {
        let (before, after) = (results(&sheets(bytes)), results(after));
        assert!(before.len() > 100, "{name}: {} formulas", before.len());
        for (at, value) in &before {
            let found = after.get(at).cloned().unwrap_or_default();
            assert!(
                same(value, &found),
                "{name} {at:?}: {value:?}, recalculated {found:?}"
            );
        }
    }
}

/// Wrong first results everywhere: what comes out right was calculated.
fn spoilt(mut report: Report) -> Report {
    for figure in &mut report.figures {
        figure.value = Cell::Count(12_345);
    }
    report
}

#[test]
fn key_figures_come_out_as_in_the_summary_even_from_wrong_first_results() {
    let folder = tempfile::tempdir().unwrap();
    let report = spoilt(report(&golden(), &Rfm::default(), Lang::En));
    let books = [(
        "spoilt".to_owned(),
        xlsx::render(&report, usize::MAX).unwrap(),
    )];
    let Some(recalculated) = recalculated(folder.path(), &books) else {
        return;
    };
    let Summary {
        totals,
        cycle,
        eight_types,
        ..
    } = segmented(&golden(), &Rfm::default()).summary;
    let sheet = &recalculated[0][0];
    let figure = |label: &str| {
        let mut rows = sheet.values.rows();
        let row = rows
            .find(|row| row[0] == Data::String(label.to_owned()))
            .unwrap();
        calamine::DataType::as_f64(&row[1]).unwrap()
    };
    let important = eight_types[0].customers[0] as f64 / totals.customers as f64;
    let expected = [
        ("Customers", totals.customers as f64),
        ("Orders", totals.orders),
        ("Amount", totals.monetary),
        ("Average order value", totals.average_order.unwrap()),
        ("Repurchase rate", cycle.unwrap().repurchase_rate),
        ("Important value customers", important),
    ];
    for (label, value) in expected {
        assert!(
            (figure(label) - value).abs() < 1e-9,
            "{label}: {}",
            figure(label)
        );
    }
}
