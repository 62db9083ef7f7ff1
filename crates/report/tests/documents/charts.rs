//! The chart files.

use std::fs;

use fourr_locale::Lang;
use fourr_report::{ReportError, charts};

use crate::sample;

#[test]
fn every_chart_is_a_png_and_an_svg_named_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let charts_folder = folder.path().join("out/charts");
    let pictures = charts::write(&sample::report(Lang::Zh), &charts_folder).unwrap();
    let names: Vec<_> = pictures.iter().map(|picture| picture.id.as_str()).collect();
    assert_eq!(names, ["segment-amounts", "score-map"]);
    for picture in &pictures {
        let file = |ending: &str| charts_folder.join(format!("{}.{ending}", picture.id));
        let png = fs::read(file("png")).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png == picture.png);
        assert!(fs::read_to_string(file("svg")).unwrap().contains("<svg"));
    }
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
