//! [`TagCloud`]: words as large as they count.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, extremes};
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::palette;
use crate::plot::scale;
use crate::scene::{Anchor, Area, Point};

/// Words whose area follows their value, the largest in the middle, on a spiral outwards. A word that finds no place is left
/// out and counted below.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, CloudWord, Format, Shape, TagCloud, Theme};
/// use fourr_locale::Lang;
///
/// let words = vec![CloudWord::new("Shanghai", 40.0), CloudWord::new("Beijing", 10.0)];
/// let shape = Shape::TagCloud(TagCloud { value: Axis::new("Persons", Format::Count), words });
/// let chart = Chart { caption: Caption::new("Cities"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("Beijing"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagCloud {
    /// What the sizes measure.
    pub value: Axis,
    /// The words, in any order; those of zero are left out.
    pub words: Vec<CloudWord>,
}

/// One word of a cloud.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CloudWord {
    /// The word.
    pub label: String,
    /// Its size; one that is not finite counts as zero.
    pub size: f64,
}

impl CloudWord {
    /// A word.
    pub fn new(label: impl Into<String>, size: f64) -> Self {
        Self {
            label: label.into(),
            size,
        }
    }

    fn shown_size(&self) -> f64 {
        if self.size.is_finite() {
            self.size
        } else {
            0.0
        }
    }
}

/// Words of a cloud.
const MOST: usize = 60;
/// The largest and the smallest type.
const TYPE: [f64; 2] = [40.0, 11.0];
/// The widest a word may be, as a share of the picture.
const WIDEST: f64 = 0.6;
/// Steps of the spiral, and how far it winds outwards at each.
const STEPS: u32 = 2_400;

/// A word in its place.
struct Placed<'a> {
    word: &'a CloudWord,
    at: Point,
    size: f64,
    rank: usize,
}

impl TagCloud {
    /// The words shown, the largest first, ties as they came.
    fn ranked(&self) -> Vec<&CloudWord> {
        let mut words: Vec<&CloudWord> = self
            .words
            .iter()
            .filter(|word| word.shown_size() > 0.0)
            .collect();
        words.sort_by(|a, b| b.shown_size().total_cmp(&a.shown_size()));
        words.truncate(MOST);
        words
    }

    fn place<'a>(&'a self, canvas: &Canvas, area: Area) -> Vec<Placed<'a>> {
        let words = self.ranked();
        let most = words.first().map_or(1.0, |word| word.shown_size());
        let center = area.center();
        let mut taken: Vec<Area> = Vec::new();
        let mut placed = Vec::new();
        for (rank, word) in words.into_iter().enumerate() {
            let wanted = (TYPE[0] * (word.shown_size() / most).sqrt()).max(TYPE[1]);
            let width = canvas.width(&word.label, 1.0).max(f64::MIN_POSITIVE);
            let size = wanted.min(area.width() * WIDEST / width);
            let half = Point::new(width * size / 2.0 + 4.0, size * 0.62 + 1.0);
            let found = (0..STEPS).map(f64::from).find_map(|step| {
                // Archimedes' spiral, drawn out as the picture is.
                let (turn, reach) = (step * 0.17, step / f64::from(STEPS));
                let at = Point::new(
                    center.x + reach * turn.cos() * area.width() / 2.0,
                    center.y + reach * turn.sin() * area.height() / 2.0,
                );
                let own = Area::between(
                    Point::new(at.x - half.x, at.y - half.y),
                    Point::new(at.x + half.x, at.y + half.y),
                );
                (area.contains(&own) && !taken.iter().any(|other| own.overlaps(other)))
                    .then_some((at, own))
            });
            if let Some((at, own)) = found {
                taken.push(own);
                placed.push(Placed {
                    word,
                    at,
                    size,
                    rank,
                });
            }
        }
        placed
    }
}

impl Figure for TagCloud {
    fn is_empty(&self) -> bool {
        self.ranked().is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        if let Some(word) = self.words.iter().find(|word| word.shown_size() < 0.0) {
            return Err(DrawError::Negative {
                shape: "a cloud of words",
                label: word.label.clone(),
                value: word.size,
            });
        }
        scale::check_bars(&self.value, self.words.iter().map(CloudWord::shown_size))
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let foot = canvas.small();
        let inner = Area {
            bottom: area.bottom - foot.leading() - 4.0,
            ..area
        };
        let placed = self.place(canvas, inner);
        for Placed {
            word,
            at,
            size,
            rank,
        } in &placed
        {
            let mut style = canvas
                .body()
                .anchored(Anchor::Middle)
                .colored(palette::series_line([0, 4, 2, 6][rank % 4]));
            style.size = *size;
            canvas.text(&word.label, *at, style);
        }
        let (shown, all) = (
            placed.len(),
            self.words
                .iter()
                .filter(|word| word.shown_size() > 0.0)
                .count(),
        );
        let heading = self.value.heading(lang);
        let words = match lang {
            Lang::Zh => format!("字面积与{heading}成正比；显示 {shown} 个，共 {all} 个"),
            Lang::En => format!("Areas of words follow {heading}; {shown} of {all} are shown"),
        };
        canvas.text(
            &words,
            Point::new(area.left, area.bottom - foot.leading() / 2.0),
            foot,
        );
    }

    fn describe(&self, lang: Lang) -> String {
        let words = self.ranked();
        let start = match lang {
            Lang::Zh => format!("词云，{} 个词。", words.len()),
            Lang::En => format!("Cloud of {} words.", words.len()),
        };
        let known = words
            .iter()
            .map(|word| (word.label.as_str(), word.shown_size()));
        let ends = extremes(known, |value| self.value.format.write(value, lang), lang);
        format!("{start}{}{ends}", lang.pick("", " "))
    }
}
