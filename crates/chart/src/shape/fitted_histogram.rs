//! [`FittedHistogram`]: counts in bins and what models expect there.

use fourr_locale::Lang;
use serde::Serialize;

use super::Figure;
use super::histogram::check_edges;
use super::histogram::layout::{self, Binned};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;

/// Counts in bins as bars, and what models expect there as lines over them.
///
/// ```
/// use fourr_chart::{Axis, Bins, Caption, Chart, Fit, FittedHistogram, Format, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let shape = Shape::FittedHistogram(FittedHistogram {
///     x: Axis::new("Repeat purchases", Format::Count),
///     y: Axis::new("Customers", Format::Count),
///     bins: Bins::Names(["0", "1", "2", "3+"].map(str::to_owned).to_vec()),
///     counts: vec![1411, 439, 214, 293],
///     fits: vec![Fit::counts("BG/NBD", vec![1429.5, 424.7, 208.6, 294.2])],
///     markers: Vec::new(),
/// });
/// let chart = Chart { caption: Caption::new("Fit of the model"), shape };
/// assert!(chart.alt_text(Lang::En).contains("0: 1,411 observed, 1,430 by BG/NBD"));
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("observed"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FittedHistogram {
    /// What is binned; the scale counts for bins between numbers only.
    pub x: Axis,
    /// What is counted; always linear.
    pub y: Axis,
    /// The bins.
    pub bins: Bins,
    /// How many values fall into each bin.
    pub counts: Vec<u64>,
    /// What models expect.
    pub fits: Vec<Fit>,
    /// Upright lines with names; shown where bins lie between numbers.
    pub markers: Vec<Reference>,
}

/// What the bins of a histogram are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Bins {
    /// Between ascending numbers, one more than bins.
    Edges(Vec<f64>),
    /// Single values or classes, side by side: 0, 1, 2, 3+.
    Names(Vec<String>),
}

/// What a model expects, as a line over the bars of a histogram.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// What the legend calls it.
    pub name: String,
    /// The line.
    pub curve: Curve,
}

/// The line of a [`Fit`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Curve {
    /// The count expected in each bin; drawn with markers.
    Counts(Vec<f64>),
    /// Points along the axis, from left to right: what is binned, and the count expected of a bin there. Those
    /// outside the bins are left out.
    Points(Vec<[f64; 2]>),
}

impl Fit {
    /// The count expected in each bin. A count that is not finite is left out.
    pub fn counts(name: impl Into<String>, counts: Vec<f64>) -> Self {
        Self {
            name: name.into(),
            curve: Curve::Counts(counts),
        }
    }

    /// A smooth curve over bins between numbers.
    pub fn points(name: impl Into<String>, points: Vec<[f64; 2]>) -> Self {
        Self {
            name: name.into(),
            curve: Curve::Points(points),
        }
    }

    /// The finite heights of the line.
    pub(super) fn heights(&self) -> impl Iterator<Item = f64> {
        let (counts, points) = match &self.curve {
            Curve::Counts(counts) => (&counts[..], &[][..]),
            Curve::Points(points) => (&[][..], &points[..]),
        };
        let points = points.iter().map(|[_, up]| *up);
        let heights = counts.iter().copied().chain(points);
        heights.filter(|height| height.is_finite())
    }

    fn check(&self, bins: &Bins, counts: usize) -> Result<(), DrawError> {
        match (&self.curve, bins) {
            (Curve::Counts(expected), _) if expected.len() != counts => Err(DrawError::Ragged {
                series: self.name.clone(),
                expected: counts,
                found: expected.len(),
            }),
            (Curve::Points(_), Bins::Names(_)) => Err(DrawError::CurveOverNames(self.name.clone())),
            _ => Ok(()),
        }
    }
}

/// Bins that the description names.
const DESCRIBED: usize = 12;

impl FittedHistogram {
    fn binned(&self) -> Binned<'_> {
        Binned {
            x: &self.x,
            y: &self.y,
            bins: match &self.bins {
                Bins::Edges(edges) => layout::Bins::Edges(edges),
                Bins::Names(names) => layout::Bins::Names(names),
            },
            counts: &self.counts,
            fits: &self.fits,
            markers: &self.markers,
        }
    }

    /// What was observed and expected in a bin.
    fn describe_bin(&self, bin: usize, lang: Lang) -> String {
        let write = |value: f64| self.y.format.write(value, lang);
        let name = self.binned().bin(bin, lang);
        let observed = lang.count(self.counts[bin]);
        let expected = self.fits.iter().filter_map(|fit| {
            let Curve::Counts(counts) = &fit.curve else {
                return None;
            };
            let count = counts.get(bin).filter(|count| count.is_finite())?;
            let count = write(*count);
            Some(match lang {
                Lang::Zh => format!("，{}为 {count}", fit.name),
                Lang::En => format!(", {count} by {}", fit.name),
            })
        });
        let expected: String = expected.collect();
        match lang {
            Lang::Zh => format!("{name}：实际 {observed}{expected}。"),
            Lang::En => format!("{name}: {observed} observed{expected}."),
        }
    }
}

impl Figure for FittedHistogram {
    fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        let counts = self.counts.len();
        match &self.bins {
            Bins::Edges(edges) => {
                check_edges(edges, counts)?;
                scale::check(&self.x, edges.iter().copied())?;
            }
            Bins::Names(names) if names.len() != counts => {
                return Err(DrawError::Ragged {
                    series: self.y.title.clone(),
                    expected: names.len(),
                    found: counts,
                });
            }
            Bins::Names(_) => {}
        }
        for fit in &self.fits {
            fit.check(&self.bins, counts)?;
        }
        scale::check_bars(&self.y, self.fits.iter().flat_map(Fit::heights))
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(&self.binned(), canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let total = lang.count(self.counts.iter().copied().fold(0, u64::saturating_add));
        let fits: Vec<&str> = self.fits.iter().map(|fit| fit.name.as_str()).collect();
        let (measure, fits) = (self.x.heading(lang), fits.join(lang.pick("、", ", ")));
        let start = match lang {
            Lang::Zh => format!("{measure}的直方图与拟合（{fits}），共 {total} 个值。"),
            Lang::En => format!("Histogram of {measure} with fits ({fits}), {total} values."),
        };
        let bins = if self.counts.len() <= DESCRIBED {
            (0..self.counts.len())
                .map(|bin| self.describe_bin(bin, lang))
                .collect()
        } else {
            vec![self.binned().describe_peak(lang)]
        };
        let parts: Vec<String> = std::iter::once(start).chain(bins).collect();
        parts.join(lang.pick("", " "))
    }
}
