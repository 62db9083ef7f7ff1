//! [`BoxPlot`]: how values are spread in one or several groups.

mod layout;

use fourr_locale::Lang;
use serde::Serialize;

use super::{Direction, Figure};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::bands;
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// How values are spread in one or several groups: a box from quartile to quartile, the median as a line across it,
/// whiskers, and the points beyond them (Tukey 1977, Exploratory Data Analysis). The number of values stands behind
/// each name.
///
/// ```
/// use fourr_chart::{Axis, BoxGroup, BoxPlot, Caption, Chart, FiveNumbers, Format, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let numbers = FiveNumbers { low_whisker: 8.0, q1: 42.0, median: 76.0, q3: 130.0, high_whisker: 262.0 };
/// let east = BoxGroup::new("East", 1_204, numbers).mean(97.5).beyond(vec![300.0, 415.0], 35);
/// let spend = Axis::new("Spend", Format::Count).unit("yuan");
/// let shape = Shape::BoxPlot(BoxPlot::new("Region", spend, vec![east]));
/// let chart = Chart { caption: Caption::new("Spend by region"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("East (n=1,204)"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoxPlot {
    /// What the groups are.
    pub category: String,
    /// What is measured; may be logarithmic.
    pub value: Axis,
    /// The groups, in the order shown.
    pub groups: Vec<BoxGroup>,
    /// Which way the axis runs.
    pub direction: Direction,
    /// Lines across the boxes, at values.
    pub references: Vec<Reference>,
}

/// One group of a box plot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoxGroup {
    /// Its name.
    pub label: String,
    /// How many values it has.
    pub count: u64,
    /// Its box and whiskers; none where there are no values.
    pub numbers: Option<FiveNumbers>,
    /// Its mean, marked by a diamond.
    pub mean: Option<f64>,
    /// The points beyond the whiskers that are drawn; those that are not finite are left out.
    pub outliers: Vec<f64>,
    /// How many more points lie beyond the whiskers; written beside the group.
    pub unlisted: u64,
}

/// The five numbers of a box, from low to high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FiveNumbers {
    /// The lowest value that is no outlier: by Tukey's rule within 1.5 interquartile ranges below the box.
    pub low_whisker: f64,
    /// The first quartile.
    pub q1: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub q3: f64,
    /// The highest value that is no outlier.
    pub high_whisker: f64,
}

impl FiveNumbers {
    fn all(&self) -> [f64; 5] {
        [
            self.low_whisker,
            self.q1,
            self.median,
            self.q3,
            self.high_whisker,
        ]
    }
}

impl BoxGroup {
    /// A group of `count` values without points beyond its whiskers.
    pub fn new(label: impl Into<String>, count: u64, numbers: FiveNumbers) -> Self {
        Self {
            label: label.into(),
            count,
            numbers: Some(numbers),
            mean: None,
            outliers: Vec::new(),
            unlisted: 0,
        }
    }

    /// A group without values.
    pub fn empty(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            count: 0,
            numbers: None,
            mean: None,
            outliers: Vec::new(),
            unlisted: 0,
        }
    }

    /// The same group with its mean marked.
    #[must_use]
    pub fn mean(self, mean: f64) -> Self {
        Self {
            mean: Some(mean),
            ..self
        }
    }

    /// The same group with these points beyond its whiskers, and so many more that are not drawn.
    #[must_use]
    pub fn beyond(self, outliers: Vec<f64>, unlisted: u64) -> Self {
        Self {
            outliers,
            unlisted,
            ..self
        }
    }

    fn shown_outliers(&self) -> impl Iterator<Item = f64> {
        let drawn = self.numbers.is_some();
        let outliers = self.outliers.iter().copied();
        outliers.filter(move |value| drawn && value.is_finite())
    }

    fn shown_mean(&self) -> Option<f64> {
        self.mean
            .filter(|mean| self.numbers.is_some() && mean.is_finite())
    }

    /// Every value that is drawn.
    fn marks(&self) -> impl Iterator<Item = f64> {
        let numbers = self.numbers.iter().flat_map(FiveNumbers::all);
        numbers
            .chain(self.shown_mean())
            .chain(self.shown_outliers())
    }

    /// Its numbers in words.
    fn describe(&self, axis: &Axis, lang: Lang) -> String {
        let name = &self.label;
        let Some(numbers) = &self.numbers else {
            return lang
                .pick("{name}：无数据。", "{name}: no data.")
                .replace("{name}", name);
        };
        let count = lang.count(self.count);
        let [low, q1, median, q3, high] = numbers.all().map(|value| axis.format.write(value, lang));
        let beyond = lang.count(self.unlisted.saturating_add(self.outliers.len() as u64));
        let mean = self
            .shown_mean()
            .map(|mean| axis.format.write(mean, lang))
            .map_or_else(String::new, |mean| match lang {
                Lang::Zh => format!("，均值 {mean}"),
                Lang::En => format!(", mean {mean}"),
            });
        match lang {
            Lang::Zh => format!(
                "{name}：n={count}，中位数 {median}，四分位 {q1} 至 {q3}，须 {low} 至 {high}{mean}，须外 {beyond} 点。"
            ),
            Lang::En => format!(
                "{name}: n={count}, median {median}, quartiles {q1} to {q3}, whiskers {low} to {high}{mean}, {beyond} points beyond."
            ),
        }
    }
}

/// Groups that the description names.
const DESCRIBED: usize = 12;

impl BoxPlot {
    /// Boxes in a direction that suits their names.
    pub fn new(category: impl Into<String>, value: Axis, groups: Vec<BoxGroup>) -> Self {
        Self {
            category: category.into(),
            value,
            groups,
            direction: Direction::Auto,
            references: Vec::new(),
        }
    }

    /// Names with the numbers of values, short enough for these to be seen.
    fn names(&self, canvas: &Canvas) -> Vec<String> {
        let (lang, size) = (canvas.theme.lang, canvas.theme.sizes.small);
        let names = self.groups.iter().map(|group| {
            let count = lang.count(group.count);
            let count = match lang {
                Lang::Zh => format!("（n={count}）"),
                Lang::En => format!(" (n={count})"),
            };
            let room = canvas.theme.width * NAME_SHARE - canvas.width(&count, size);
            format!("{}{count}", canvas.cut(&group.label, size, room))
        });
        names.collect()
    }
}

/// The share of the picture that a name takes at most, on two lines.
const NAME_SHARE: f64 = 0.48;

impl Figure for BoxPlot {
    fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.numbers.is_none())
    }

    fn check(&self) -> Result<(), DrawError> {
        for group in &self.groups {
            let ascend = |numbers: &FiveNumbers| {
                numbers.all().windows(2).all(|pair| pair[0] <= pair[1])
                    && numbers.all().iter().all(|value| value.is_finite())
            };
            if !group.numbers.as_ref().is_none_or(ascend) {
                return Err(DrawError::FiveNumbers(group.label.clone()));
            }
        }
        let marks = self.groups.iter().flat_map(BoxGroup::marks);
        let lines = self.references.iter().map(|line| line.value);
        scale::check(&self.value, marks.chain(lines))
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        if bands::lies(theme, self.direction, &self.names(&Canvas::new(theme))) {
            bands::preferred_height(self.groups.len() * 5 / 2)
        } else {
            0.0
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (count, measure) = (self.groups.len(), self.value.heading(lang));
        let start = match lang {
            Lang::Zh => format!("箱线图，{count} 个{}的{measure}。", self.category),
            Lang::En => format!(
                "Box plot of {measure} for {count} categories of {}.",
                self.category
            ),
        };
        let parts = self
            .groups
            .iter()
            .take(DESCRIBED)
            .map(|group| group.describe(&self.value, lang));
        let parts: Vec<String> = std::iter::once(start).chain(parts).collect();
        parts.join(lang.pick("", " "))
    }
}
