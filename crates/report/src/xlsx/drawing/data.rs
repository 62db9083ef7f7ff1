//! [`Data`]: the names and series of shapes whose categories all series share.

use fourr_chart::{Axis, Bins, Curve, FittedHistogram, Positions, Series, Shape, Tracking};
use fourr_locale::Lang;

use super::block;
use crate::{Cell, Format};

/// Names and series of a shape whose categories all series share.
pub(super) struct Data {
    /// What the categories are.
    pub(super) head: String,
    pub(super) names: Vec<Cell>,
    pub(super) series: Vec<Series>,
    /// The look of the values.
    pub(super) format: Format,
    /// Whether values are shares of the sum over all series.
    pub(super) whole: bool,
}

impl Data {
    pub(super) fn of(shape: &Shape, lang: Lang) -> Option<Self> {
        Self::of_bars(shape, lang).or_else(|| Self::of_lines(shape, lang))
    }

    fn new(head: &str, names: Vec<Cell>, series: Vec<Series>, axis: &Axis) -> Self {
        Self {
            head: head.to_owned(),
            names,
            format: block::format_of(axis, &series),
            series,
            whole: false,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm a shape")]
    fn of_bars(shape: &Shape, lang: Lang) -> Option<Self> {
        Some(match shape {
            Shape::Bars(of) => {
                let names = of.bars.iter().map(|bar| Cell::from(bar.label.as_str()));
                let values = of.bars.iter().map(|bar| bar.value).collect();
                let series = Series {
                    name: of.value.heading(lang),
                    values,
                };
                Self::new(&of.category, names.collect(), vec![series], &of.value)
            }
            Shape::GroupedBars(of) => Self::new(
                &of.category,
                texts(&of.categories),
                of.series.clone(),
                &of.value,
            ),
            Shape::StackedBars(of) => Self {
                whole: of.whole == fourr_chart::Whole::Share,
                ..Self::new(
                    &of.category,
                    texts(&of.categories),
                    of.series.clone(),
                    &of.value,
                )
            },
            Shape::Histogram(of) => {
                let counts = of.counts.iter().map(|count| *count as f64);
                let series = Series::new(of.y.heading(lang), counts);
                Self::new(
                    &of.x.heading(lang),
                    block::bins(&of.x, &of.edges, lang),
                    vec![series],
                    &of.y,
                )
            }
            Shape::Treemap(of) => {
                let names = of.tiles.iter().map(|tile| Cell::from(tile.label.as_str()));
                let sizes = of.tiles.iter().map(|tile| tile.size);
                let series = Series::new(of.value.heading(lang), sizes);
                Self::new("", names.collect(), vec![series], &of.value)
            }
            Shape::FittedHistogram(of) => fitted(of, lang),
            Shape::NeedPyramid(of) => {
                let names = of
                    .levels
                    .iter()
                    .map(|level| Cell::from(level.label.as_str()));
                let series = Series {
                    name: of.value.heading(lang),
                    values: of.levels.iter().map(|level| level.value).collect(),
                };
                Self::new("", names.collect(), vec![series], &of.value)
            }
            Shape::TagCloud(of) => {
                let names = of.words.iter().map(|word| Cell::from(word.label.as_str()));
                let sizes = of.words.iter().map(|word| word.size);
                let series = Series::new(of.value.heading(lang), sizes);
                Self::new("", names.collect(), vec![series], &of.value)
            }
            Shape::PopulationPyramid(of) => {
                let names = of.classes.iter().map(|class| Cell::from(class.as_str()));
                Self::new(&of.class, names.collect(), of.sides.to_vec(), &of.value)
            }
            _ => return None,
        })
    }

    fn of_lines(shape: &Shape, lang: Lang) -> Option<Self> {
        Some(match shape {
            Shape::Lines(of) => {
                let names = places(&of.positions);
                Self::new(&of.x.heading(lang), names, of.series.clone(), &of.y)
            }
            Shape::Tracking(of) => Self {
                head: of.x.heading(lang),
                names: places(&of.positions),
                series: tracks(of),
                format: block::format(&of.y),
                whole: false,
            },
            Shape::Radar(of) => Self {
                head: lang.pick("指标", "Measure").to_owned(),
                names: of
                    .axes
                    .iter()
                    .map(|axis| Cell::from(axis.title.as_str()))
                    .collect(),
                series: of.groups.clone(),
                format: Format::Number(1),
                whole: false,
            },
            Shape::Parallel(of) => Self {
                head: lang.pick("指标", "Measure").to_owned(),
                names: of
                    .axes
                    .iter()
                    .map(|axis| Cell::from(axis.title.as_str()))
                    .collect(),
                series: of.groups.clone(),
                format: Format::Number(2),
                whole: false,
            },
            _ => return None,
        })
    }
}

/// Counts in bins, and after them what models expect in each bin.
fn fitted(of: &FittedHistogram, lang: Lang) -> Data {
    let names = match &of.bins {
        Bins::Edges(edges) => block::bins(&of.x, edges, lang),
        Bins::Names(names) => names.iter().map(|name| Cell::from(name.as_str())).collect(),
    };
    let counts = of.counts.iter().map(|count| *count as f64);
    let observed = Series::new(lang.pick("实际", "observed"), counts);
    // A curve between bins has no value in each of them.
    let fits = of.fits.iter().filter_map(|fit| match &fit.curve {
        Curve::Counts(counts) => Some(Series::new(fit.name.clone(), counts.iter().copied())),
        Curve::Points(_) => None,
    });
    Data {
        head: of.x.heading(lang),
        names,
        series: [observed].into_iter().chain(fits).collect(),
        format: Format::Number(1),
        whole: false,
    }
}

/// The lines, each followed by the ends of its band.
fn tracks(of: &Tracking) -> Vec<Series> {
    let lines = of.tracks.iter().flat_map(|track| {
        let line = Series {
            name: track.name.clone(),
            values: track.values.clone(),
        };
        let ends = track.band.iter().flat_map(|band| {
            [("≥", &band.low), ("≤", &band.high)].map(|(sign, values)| Series {
                name: format!("{} {sign}", band.name),
                values: values.clone(),
            })
        });
        [line].into_iter().chain(ends).collect::<Vec<_>>()
    });
    lines.collect()
}

fn texts(names: &[String]) -> Vec<Cell> {
    names.iter().map(|name| Cell::from(name.as_str())).collect()
}

fn places(positions: &Positions) -> Vec<Cell> {
    match positions {
        Positions::Names(names) => names.iter().map(|name| Cell::from(name.as_str())).collect(),
        Positions::Numbers(numbers) => numbers.iter().map(|x| Cell::from(*x)).collect(),
    }
}
