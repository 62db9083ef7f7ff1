//! [`Radar`]: the profile of a few groups over several measures.

mod layout;
mod name;

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths};
use crate::axis::Format;
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::error::DrawError;
use crate::scene::Area;
use crate::theme::Theme;

/// The profile of up to four groups over three to eight measures, which share one scale from 0 to 100.
///
/// Values come on that scale already; every axis says which of its own values are 0 and 100. A profile is
/// interrupted where a value is missing or withheld.
///
/// ```
/// use fourr_chart::{Caption, Chart, Format, Radar, RadarAxis, Series, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let axes = vec![
///     RadarAxis::new("Orders", [0.0, 24.0], Format::Count),
///     RadarAxis::new("Spend", [0.0, 5_000.0], Format::Compact).unit("yuan"),
///     RadarAxis::new("Returns", [0.0, 0.4], Format::Share(0)).reversed(),
/// ];
/// // A return rate of 8 % on a reversed axis from 0 to 40 % is 80.
/// let groups = vec![Series::new("Gold", [75.0, 62.0, 80.0])];
/// let shape = Shape::Radar(Radar { axes, groups });
/// let chart = Chart { caption: Caption::new("Gold members"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("40%–0% ↓"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Radar {
    /// The measures, clockwise from the top.
    pub axes: Vec<RadarAxis>,
    /// The groups, each with one value from 0 to 100 for every axis.
    pub groups: Vec<Series>,
}

/// One axis of a radar chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RadarAxis {
    /// The measure.
    pub title: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Its smallest and its largest value, which are 0 and 100 on the common scale.
    pub domain: [f64; 2],
    /// How these are written.
    pub format: Format,
    /// Whether less is better, so that the smallest value is 100 and the largest is 0.
    pub reversed: bool,
}

impl RadarAxis {
    /// An axis without a unit on which more is better.
    pub fn new(title: impl Into<String>, domain: [f64; 2], format: Format) -> Self {
        Self {
            title: title.into(),
            unit: None,
            domain,
            format,
            reversed: false,
        }
    }

    /// The same axis with a unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self {
            unit: Some(unit.into()),
            ..self
        }
    }

    /// The same axis on which less is better.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            reversed: true,
            ..self
        }
    }

    /// The values at the centre and at the rim: 0–24 次, 40%–0% ↓.
    fn span(&self, lang: Lang) -> String {
        let [low, high] = self.domain.map(|value| self.format.write(value, lang));
        let unit = self
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| format!(" {unit}"));
        if self.reversed {
            format!("{high}–{low}{unit} ↓")
        } else {
            format!("{low}–{high}{unit}")
        }
    }
}

/// Measures that a radar chart can show.
const AXES: std::ops::RangeInclusive<usize> = 3..=8;

/// Groups whose profiles can still be told apart on one chart.
const MAX_GROUPS: usize = 4;

impl Figure for Radar {
    fn is_empty(&self) -> bool {
        super::finite(&self.groups).next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        if self.groups.is_empty() {
            return Ok(());
        }
        if !AXES.contains(&self.axes.len()) {
            return Err(DrawError::RadarAxes(self.axes.len()));
        }
        if self.groups.len() > MAX_GROUPS {
            return Err(DrawError::RadarGroups(self.groups.len()));
        }
        check_lengths(&self.groups, self.axes.len())?;
        let low_first = |axis: &&RadarAxis| {
            let [low, high] = axis.domain;
            !(low.is_finite() && high.is_finite() && low <= high)
        };
        if let Some(axis) = self.axes.iter().find(low_first) {
            return Err(DrawError::Domain {
                axis: axis.title.clone(),
                low: axis.domain[0],
                high: axis.domain[1],
            });
        }
        match super::finite(&self.groups).find(|value| !(0.0..=100.0).contains(value)) {
            Some(value) => Err(DrawError::OutOfScale(value)),
            None => Ok(()),
        }
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        if self.is_empty() { 0.0 } else { 440.0 }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (axes, groups) = (self.axes.len(), self.groups.len());
        let start = match lang {
            Lang::Zh => format!("雷达图，{axes} 个维度，{groups} 组，各维度均为 0 至 100 分。"),
            Lang::En => format!(
                "Radar chart of {axes} measures and {groups} groups, each measure from 0 to 100."
            ),
        };
        let parts = self.axes.iter().enumerate().map(|(index, axis)| {
            let values = self.groups.iter().map(|group| {
                let value = group.values.get(index).and_then(|datum| datum.value());
                let value = value.map_or_else(
                    || lang.pick("无数据", "no data").to_owned(),
                    |value| lang.trimmed(value, 1),
                );
                format!("{} {value}", group.name)
            });
            let values: Vec<String> = values.collect();
            let (title, span) = (&axis.title, axis.span(lang));
            match lang {
                Lang::Zh => format!("{title}（{span}）：{}。", values.join("，")),
                Lang::En => format!("{title} ({span}): {}.", values.join(", ")),
            }
        });
        let parts: Vec<String> = std::iter::once(start).chain(parts).collect();
        parts.join(lang.pick("", " "))
    }
}
