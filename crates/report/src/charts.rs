//! Charts as files.

use std::fs;
use std::path::Path;

use fourr_chart::Theme;
use rayon::prelude::*;

use crate::numbering::Numbering;
use crate::{ChartBlock, Id, Report, ReportError};

/// A chart as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The chart.
    pub id: Id,
    /// The bytes of the PNG file.
    pub png: Vec<u8>,
}

/// Writes every chart of `report` into `folder`, which is made if it is not there, as
/// `<id>.png` for documents and `<id>.svg` for the screen. Returns what was drawn, in reading order.
///
/// Names come from the report's code, never from data: see [`Id`].
///
/// # Errors
/// Two charts of one name, a chart that cannot be drawn, a file that cannot be written.
pub fn write(report: &Report, folder: &Path) -> Result<Vec<Picture>, ReportError> {
    Numbering::of(report)?;
    fs::create_dir_all(folder).map_err(|source| not_written(folder, source))?;
    let charts: Vec<&ChartBlock> = report.charts().collect();
    let theme = Theme::new(report.lang);
    charts
        .par_iter()
        .map(|chart| write_chart(chart, &theme, folder))
        .collect()
}

/// The SVG of a chart.
pub(crate) fn svg(chart: &ChartBlock, theme: &Theme) -> Result<String, ReportError> {
    chart.chart.svg(theme).map_err(|source| ReportError::Chart {
        id: chart.id.clone(),
        source,
    })
}

fn write_chart(chart: &ChartBlock, theme: &Theme, folder: &Path) -> Result<Picture, ReportError> {
    let id = chart.id.clone();
    let png = chart.chart.png(theme);
    let png = png.map_err(|source| ReportError::Chart {
        id: id.clone(),
        source,
    })?;
    write_file(&folder.join(format!("{id}.png")), &png)?;
    let svg = svg(chart, theme)?;
    write_file(&folder.join(format!("{id}.svg")), svg.as_bytes())?;
    Ok(Picture { id, png })
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    fs::write(path, bytes).map_err(|source| not_written(path, source))
}

fn not_written(path: &Path, source: std::io::Error) -> ReportError {
    ReportError::Write {
        path: path.to_owned(),
        source,
    }
}
