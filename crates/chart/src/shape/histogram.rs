//! [`Histogram`]: how often values fall into bins.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, LABELLED_MARKS};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::error::DrawError;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::references;
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};

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
    fn scales(&self, area: Area, lang: Lang) -> (ValueScale, ValueScale) {
        let x = ValueScale::fit(
            &self.x,
            self.edges.iter().copied(),
            Reach::Tight,
            area.width() / 100.0,
            lang,
        );
        let counts = self.counts.iter().map(|&count| count as f64);
        let y = ValueScale::fit(
            &self.y,
            counts,
            Reach::From(0.0),
            area.height() / 60.0,
            lang,
        );
        (x, y)
    }

    fn bars(&self, x: &ValueScale, y: &ValueScale, plot: Area) -> Vec<Area> {
        let across = |edge: f64| x.place(edge, (plot.left, plot.right));
        let bins = self.edges.windows(2).zip(&self.counts);
        let bars = bins.map(|(edges, &count)| Area {
            left: across(edges[0]),
            top: y.place(count as f64, (plot.bottom, plot.top)),
            right: across(edges[1]),
            bottom: plot.bottom,
        });
        bars.collect()
    }

    fn draw_counts(&self, canvas: &mut Canvas, bars: &[Area]) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (bar, &count) in bars.iter().zip(&self.counts) {
            let text = self.y.format.write(count as f64, canvas.theme.lang);
            if canvas.width(&text, style.size) <= bar.width() {
                let at = Point::new(bar.center().x, bar.top - style.size * 0.5 - 4.0);
                canvas.haloed_text(&text, at, style);
            }
        }
    }
}

impl Figure for Histogram {
    fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        let (edges, counts) = (self.edges.len(), self.counts.len());
        let ascending = self.edges.windows(2).all(|pair| pair[0] < pair[1]);
        let finite = self.edges.iter().all(|edge| edge.is_finite());
        if (edges, counts) != (0, 0) && !(edges == counts + 1 && ascending && finite) {
            return Err(DrawError::Edges { edges, counts });
        }
        scale::check(&self.x, self.edges.iter().copied())?;
        scale::check_bars(&self.y, std::iter::empty())
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let (x, y) = self.scales(area, lang);
        let labelled = self.counts.len() <= LABELLED_MARKS;
        let rows = references::rows_above(canvas, &self.markers, &x, (area.left, area.right));
        let label_room = if labelled {
            canvas.theme.sizes.small + 8.0
        } else {
            0.0
        };
        let padding = Padding {
            top: rows as f64 * references::row_height(canvas) + label_room,
            ..Padding::default()
        };
        let plot = Frame {
            x: Side::Values(&x),
            y: Side::Values(&y),
            right: None,
            padding,
        }
        .draw(canvas, area);
        let bars = self.bars(&x, &y, plot);
        for bar in &bars {
            canvas.rect(*bar, palette::series(0));
            canvas.outline(*bar, Stroke::solid(Color::WHITE, 0.8));
        }
        let base = [plot.left, plot.right].map(|x| Point::new(x, plot.bottom));
        canvas.segment(base[0], base[1], Stroke::solid(palette::AXIS, 1.2));
        let below_names = Area {
            top: plot.top - label_room,
            ..plot
        };
        references::upright(canvas, &self.markers, &x, below_names);
        if labelled {
            self.draw_counts(canvas, &bars);
        }
    }

    fn describe(&self, lang: Lang) -> String {
        let total = lang.count(self.counts.iter().copied().fold(0, u64::saturating_add));
        let fullest = self
            .counts
            .iter()
            .zip(self.edges.windows(2))
            .max_by_key(|(count, _)| **count);
        let peak = fullest.map_or_else(String::new, |(&count, edges)| {
            let [low, high] = [edges[0], edges[1]].map(|edge| self.x.format.write(edge, lang));
            match lang {
                Lang::Zh => format!("最多的区间为 {low} 至 {high}（{}）。", lang.count(count)),
                Lang::En => format!(
                    "The fullest bin is {low} to {high} ({}).",
                    lang.count(count)
                ),
            }
        });
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
