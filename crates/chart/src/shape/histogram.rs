//! [`Histogram`]: how often values fall into bins.

mod curve;
pub(super) mod layout;

use fourr_locale::Lang;
use serde::Serialize;

use super::Figure;
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;
use layout::{Binned, Bins};

/// How often values fall into bins. Heights are counts, so bins should be equally wide on their axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    /// What is binned; may be logarithmic.
    pub x: Axis,
    /// What is counted; always linear.
    pub y: Axis,
    /// Edges of the bins, ascending: one more than counts.
    pub edges: Vec<f64>,
    /// How many values fall into each bin.
    pub counts: Vec<u64>,
    /// Upright lines with names: median, P80.
    pub markers: Vec<Reference>,
}

impl Histogram {
    fn binned(&self) -> Binned<'_> {
        Binned {
            x: &self.x,
            y: &self.y,
            bins: Bins::Edges(&self.edges),
            counts: &self.counts,
            fits: &[],
            markers: &self.markers,
        }
    }
}

impl Figure for Histogram {
    fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_edges(&self.edges, self.counts.len())?;
        scale::check(&self.x, self.edges.iter().copied())?;
        scale::check_bars(&self.y, std::iter::empty())
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(&self.binned(), canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let total = lang.count(self.counts.iter().copied().fold(0, u64::saturating_add));
        let peak = self.binned().describe_peak(lang);
        let lines: Vec<&str> = self
            .markers
            .iter()
            .map(|line| line.label.as_str())
            .collect();
        let lines = lines.join(lang.pick("，", ", "));
        match lang {
            Lang::Zh => format!(
                "{}的直方图，共 {total} 个值。{peak}{lines}",
                self.x.heading(lang)
            ),
            Lang::En => format!(
                "Histogram of {}, {total} values. {peak} {lines}",
                self.x.heading(lang)
            ),
        }
    }
}

/// Checks that `edges` ascend around `counts` bins.
pub(super) fn check_edges(edges: &[f64], counts: usize) -> Result<(), DrawError> {
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]);
    let finite = edges.iter().all(|edge| edge.is_finite());
    let edges = edges.len();
    if (edges, counts) == (0, 0) || edges == counts + 1 && ascending && finite {
        Ok(())
    } else {
        Err(DrawError::Edges { edges, counts })
    }
}
