//! The chart files.

use std::fs;

use fourr_locale::Lang;
use fourr_report::{ReportError, charts};

use crate::sample;

#[test]
fn every_chart_is_a_png_and_an_svg_named_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let charts_folder = folder.path().join("out/charts");
    let names = charts::write(&sample::report(Lang::Zh), &charts_folder).unwrap();
    let expected = [
        "segment-amounts.png",
        "segment-amounts.svg",
        "score-map.png",
        "score-map.svg",
    ];
    assert_eq!(names, expected);
    let png = fs::read(charts_folder.join(&names[0])).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let svg = fs::read_to_string(charts_folder.join(&names[1])).unwrap();
    assert!(svg.contains("<svg"));
    assert_eq!(fs::read_dir(&charts_folder).unwrap().count(), 4);
}

#[test]
fn a_file_where_the_folder_should_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("charts");
    fs::write(&file, "").unwrap();
    match charts::write(&sample::report(Lang::En), &file) {
        Err(ReportError::Write { path, .. }) => assert_eq!(path, file),
        other => panic!("{other:?}"),
    }
}
