//! Names of bands along an axis: broken into lines, or thinned out where there is no room for all.

use crate::canvas::Canvas;

/// Names of bands as they are written: broken into lines, with every `stride`-th shown.
pub(crate) struct Names {
    pub(crate) lines: Vec<Vec<String>>,
    pub(crate) stride: usize,
}

/// Whether names fit below upright bars without losing any, each in at most two lines.
pub(crate) fn names_fit_below(canvas: &Canvas, names: &[String], band: f64) -> bool {
    let size = canvas.theme.sizes.small;
    names
        .iter()
        .all(|name| canvas.wrap(name, size, band - 6.0, 2).intact)
}

/// Names below bands of width `band`: whole names if they wrap into three lines, else every second, third, ...
pub(crate) fn column_names(canvas: &Canvas, names: &[String], band: f64) -> Names {
    let size = canvas.theme.sizes.small;
    for stride in 1..=names.len() {
        let width = band * stride as f64 - 8.0;
        let rows = if stride == 1 { 3 } else { 1 };
        let wrapped: Vec<_> = names
            .iter()
            .step_by(stride)
            .map(|name| canvas.wrap_evenly(name, size, width, rows))
            .collect();
        let wide_enough = if stride == 1 {
            band >= 50.0
        } else {
            width >= 120.0
        };
        if wide_enough || wrapped.iter().all(|name| name.intact) {
            return Names {
                lines: wrapped.into_iter().map(|name| name.lines).collect(),
                stride,
            };
        }
    }
    let lines = names
        .iter()
        .take(1)
        .map(|name| vec![canvas.cut(name, size, 120.0)])
        .collect();
    Names {
        lines,
        stride: names.len().max(1),
    }
}

/// Names at the left of bands of height `band` in a picture of width `width`.
pub(crate) fn row_names(canvas: &Canvas, names: &[String], band: f64, width: f64) -> Names {
    let style = canvas.small();
    let fits = |stride: &usize| band * *stride as f64 >= style.size * 1.1;
    let stride = (1..names.len()).find(fits).unwrap_or(names.len().max(1));
    let rows = if band >= 2.0 * style.leading() { 2 } else { 1 };
    let lines = names
        .iter()
        .step_by(stride)
        .map(|name| canvas.wrap(name, style.size, width * 0.32, rows).lines)
        .collect();
    Names { lines, stride }
}
