//! [`Tracking`]: what happened and what was predicted, over time.

mod layout;

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, Positions};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::datum::Datum;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;

/// What happened and what was predicted, over shared positions, with the bands that predictions may be off by.
///
/// Predictions are dashed, so that they stand out without colour. A line is interrupted where a value is missing or
/// withheld, a band where one of its ends is.
///
/// ```
/// use fourr_chart::{
///     Axis, Band, Caption, Chart, Format, Positions, Reference, Shape, Theme, Track, Tracking,
/// };
/// use fourr_locale::Lang;
///
/// let band = Band::new("95% interval", [9.0, 17.0, 24.0], [11.0, 23.0, 36.0]);
/// let shape = Shape::Tracking(Tracking {
///     x: Axis::new("Week", Format::Count),
///     y: Axis::new("Repeat purchases", Format::Count),
///     positions: Positions::Numbers(vec![1.0, 2.0, 3.0]),
///     tracks: vec![
///         Track::observed("Actual", [10.0, 21.0, 33.0]),
///         Track::predicted("BG/NBD", [10.0, 20.0, 30.0]).band(band),
///     ],
///     references: Vec::new(),
///     markers: vec![Reference::new(2.0, "calibration ends")],
/// });
/// let chart = Chart { caption: Caption::new("Tracking"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("calibration ends"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tracking {
    /// What the positions are; the scale counts for numbers only.
    pub x: Axis,
    /// What the heights measure.
    pub y: Axis,
    /// Where the points stand.
    pub positions: Positions,
    /// The lines, in the order of the legend.
    pub tracks: Vec<Track>,
    /// Level lines, at heights.
    pub references: Vec<Reference>,
    /// Upright lines, at positions; shown where positions are numbers: the end of the calibration.
    pub markers: Vec<Reference>,
}

/// One line of a [`Tracking`] chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Track {
    /// What the legend calls it.
    pub name: String,
    /// Its values, in the order of the positions.
    pub values: Vec<Datum>,
    /// How it came about.
    pub origin: Origin,
    /// What it may be off by.
    pub band: Option<Band>,
}

/// How a line came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// Counted or measured; drawn solid.
    Observed,
    /// By a model; drawn dashed.
    Predicted,
}

/// What a line may be off by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    /// What the legend calls it: 95% interval.
    pub name: String,
    /// Its lower ends, in the order of the positions.
    pub low: Vec<Datum>,
    /// Its upper ends.
    pub high: Vec<Datum>,
}

impl Track {
    /// A line of what was counted or measured.
    pub fn observed(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            name: name.into(),
            values: values.into_iter().map(Datum::from).collect(),
            origin: Origin::Observed,
            band: None,
        }
    }

    /// A line of what a model says.
    pub fn predicted(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            origin: Origin::Predicted,
            ..Self::observed(name, values)
        }
    }

    /// The same line with a band.
    #[must_use]
    pub fn band(self, band: Band) -> Self {
        Self {
            band: Some(band),
            ..self
        }
    }

    /// Every row of values: the line and the ends of its band.
    fn rows(&self) -> impl Iterator<Item = &Vec<Datum>> {
        let ends = self.band.iter().flat_map(|band| [&band.low, &band.high]);
        std::iter::once(&self.values).chain(ends)
    }

    fn check(&self, expected: usize) -> Result<(), DrawError> {
        if let Some(row) = self.rows().find(|row| row.len() != expected) {
            return Err(DrawError::Ragged {
                series: self.name.clone(),
                expected,
                found: row.len(),
            });
        }
        let mut ends = self.band.iter().flat_map(Band::ends);
        match ends.find(|[low, high]| low > high) {
            Some([low, high]) => Err(DrawError::Band {
                series: self.name.clone(),
                low,
                high,
            }),
            None => Ok(()),
        }
    }
}

impl Band {
    /// A band of plain numbers.
    pub fn new(
        name: impl Into<String>,
        low: impl IntoIterator<Item = f64>,
        high: impl IntoIterator<Item = f64>,
    ) -> Self {
        Self {
            name: name.into(),
            low: low.into_iter().map(Datum::from).collect(),
            high: high.into_iter().map(Datum::from).collect(),
        }
    }

    /// The positions where both ends are known.
    fn ends(&self) -> impl DoubleEndedIterator<Item = [f64; 2]> {
        let pairs = self.low.iter().zip(&self.high);
        pairs.filter_map(|(low, high)| Some([low.value()?, high.value()?]))
    }
}

impl Tracking {
    fn heights(&self) -> impl Iterator<Item = f64> {
        let rows = self.tracks.iter().flat_map(Track::rows);
        rows.flatten().filter_map(|datum| datum.value())
    }

    /// First and last value of a line, and the band at its last position.
    fn describe_track(&self, track: &Track, lang: Lang) -> Option<String> {
        let known = track.values.iter().enumerate();
        let mut known = known.filter_map(|(index, datum)| Some((index, datum.value()?)));
        let (first, from) = known.next()?;
        let (last, to) = known.next_back().unwrap_or((first, from));
        let [first, last] = [first, last].map(|index| self.positions.name(index, &self.x, lang));
        let write = |value| self.y.format.write(value, lang);
        let [from, to] = [from, to].map(write);
        let name = &track.name;
        let band = track.band.as_ref().and_then(|band| {
            let [low, high] = band.ends().next_back()?.map(write);
            Some(match lang {
                Lang::Zh => format!("，{}末端为 {low} 至 {high}", band.name),
                Lang::En => format!(", {} at its end {low} to {high}", band.name),
            })
        });
        let band = band.unwrap_or_default();
        Some(match lang {
            Lang::Zh => format!("{name}：{first}为{from}，{last}为{to}{band}。"),
            Lang::En => format!("{name}: {from} at {first}, {to} at {last}{band}."),
        })
    }
}

impl Figure for Tracking {
    fn is_empty(&self) -> bool {
        self.positions.len() == 0 || self.heights().next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        for track in &self.tracks {
            track.check(self.positions.len())?;
        }
        let values = |lines: &[Reference]| lines.iter().map(|line| line.value).collect::<Vec<_>>();
        let across = self.positions.numbers().iter().copied();
        if let Positions::Numbers(_) = &self.positions {
            scale::check(&self.x, across.chain(values(&self.markers)))?;
        }
        scale::check(&self.y, self.heights().chain(values(&self.references)))
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (y, x) = (self.y.heading(lang), &self.x.title);
        let start = match lang {
            Lang::Zh => format!("追踪图，实际与预测的{y}随{x}的变化。"),
            Lang::En => format!("Tracking chart of actual and predicted {y} by {x}."),
        };
        let tracks = self.tracks.iter();
        let tracks = tracks.filter_map(|track| self.describe_track(track, lang));
        let marks = self.markers.iter().map(|mark| mark.label.clone());
        let marks: Vec<String> = marks.collect();
        let marks = marks.join(lang.pick("，", ", "));
        let parts = std::iter::once(start).chain(tracks).chain([marks]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(lang.pick("", " "))
    }
}
