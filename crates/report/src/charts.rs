//! Charts as files.

use std::fs;
use std::path::Path;

use fourr_chart::Theme;
use rayon::prelude::*;

use crate::numbering::Numbering;
use crate::{ChartBlock, Report, ReportError};

/// Writes every chart of `report` into `folder`, which is made if it is not there, as
/// `<id>.png` for documents and `<id>.svg` for the screen. Returns the names of the files.
///
/// Names come from the report's code, never from data: see [`Id`](crate::Id).
///
/// # Errors
/// Two charts of one name, a chart that cannot be drawn, a file that cannot be written.
pub fn write(report: &Report, folder: &Path) -> Result<Vec<String>, ReportError> {
    Numbering::of(report)?;
    fs::create_dir_all(folder).map_err(|source| not_written(folder, source))?;
    let charts: Vec<&ChartBlock> = report.charts().collect();
    let theme = Theme::new(report.lang);
    let names: Result<Vec<_>, _> = charts
        .par_iter()
        .map(|chart| write_chart(chart, &theme, folder))
        .collect();
    Ok(names?.concat())
}

/// The SVG of a chart.
pub(crate) fn svg(chart: &ChartBlock, theme: &Theme) -> Result<String, ReportError> {
    chart.chart.svg(theme).map_err(|source| ReportError::Chart {
        id: chart.id.clone(),
        source,
    })
}

fn write_chart(
    chart: &ChartBlock,
    theme: &Theme,
    folder: &Path,
) -> Result<[String; 2], ReportError> {
    let png = chart.chart.png(theme);
    let png = png.map_err(|source| ReportError::Chart {
        id: chart.id.clone(),
        source,
    })?;
    Ok([
        write_file(folder, format!("{}.png", chart.id), &png)?,
        write_file(
            folder,
            format!("{}.svg", chart.id),
            svg(chart, theme)?.as_bytes(),
        )?,
    ])
}

fn write_file(folder: &Path, name: String, bytes: &[u8]) -> Result<String, ReportError> {
    let path = folder.join(&name);
    fs::write(&path, bytes).map_err(|source| not_written(&path, source))?;
    Ok(name)
}

fn not_written(path: &Path, source: std::io::Error) -> ReportError {
    ReportError::Write {
        path: path.to_owned(),
        source,
    }
}
