//! [`Pareto`]: sorted bars and their cumulative share.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Bar, Figure, LABELLED_MARKS};
use crate::axis::{Axis, Format};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::error::DrawError;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};

/// Bars from the largest to the smallest and the line of their cumulative share. Both axes have one scale: 100 %
/// is as high as the sum of the bars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pareto {
    /// What the categories are.
    pub category: String,
    /// What the bars measure; always linear.
    pub value: Axis,
    /// The bars, in any order; those without a value are left out.
    pub bars: Vec<Bar>,
    /// The share that counts as most: 0.8.
    pub mark: f64,
}

/// A bar in its place: name, value, and the share of all bars up to it.
struct Step<'a> {
    label: &'a str,
    value: f64,
    cumulative: f64,
}

impl Pareto {
    /// Bars with the usual mark of 80 %.
    pub fn new(category: impl Into<String>, value: Axis, bars: Vec<Bar>) -> Self {
        Self {
            category: category.into(),
            value,
            bars,
            mark: 0.8,
        }
    }

    fn steps(&self) -> Vec<Step<'_>> {
        let known = self
            .bars
            .iter()
            .filter_map(|bar| Some((bar.label.as_str(), bar.value.value()?)));
        let mut known: Vec<(&str, f64)> = known.collect();
        known.sort_by(|a, b| b.1.total_cmp(&a.1));
        let total: f64 = known.iter().map(|(_, value)| value).sum();
        let mut sum = 0.0;
        known
            .into_iter()
            .map(|(label, value)| {
                sum += value;
                Step {
                    label,
                    value,
                    cumulative: sum / total,
                }
            })
            .collect()
    }

    /// How many bars, the largest first, make up the mark.
    fn vital(&self, steps: &[Step]) -> usize {
        steps
            .iter()
            .position(|step| step.cumulative >= self.mark - 1e-9)
            .map_or(steps.len(), |index| index + 1)
    }

    /// The left axis, which ends at the sum of the bars, and the right one in shares.
    fn scales(&self, total: f64, area: Area, lang: Lang) -> (ValueScale, ValueScale) {
        let about = area.height() / 60.0;
        let values = ValueScale::fit(
            &self.value,
            [total].into_iter(),
            Reach::From(0.0),
            about,
            lang,
        )
        .ending_at(total);
        let title = lang.pick("累计占比", "Cumulative share");
        let axis = Axis::new(title, Format::Share(0)).reaching(0.0, 1.0);
        let shares = ValueScale::fit(&axis, std::iter::empty(), Reach::From(0.0), 5.0, lang);
        (values, shares)
    }

    fn draw_line(&self, canvas: &mut Canvas, steps: &[Step], shares: &ValueScale, plot: Area) {
        let band = plot.width() / steps.len() as f64;
        let height = |share: f64| shares.place(share, (plot.bottom, plot.top));
        let mark = height(self.mark);
        let dashed = Stroke::dashed(palette::REFERENCE, 1.3);
        canvas.segment(
            Point::new(plot.left, mark),
            Point::new(plot.right, mark),
            dashed,
        );
        let points: Vec<Point> = steps
            .iter()
            .zip(0_u32..)
            .map(|(step, index)| {
                Point::new(
                    plot.left + (f64::from(index) + 0.5) * band,
                    height(step.cumulative),
                )
            })
            .collect();
        let color = palette::series_line(1);
        canvas.line(points.clone(), Stroke::solid(color, 2.2));
        if steps.len() > 40 {
            return;
        }
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (index, (step, &point)) in steps.iter().zip(&points).enumerate() {
            marker(canvas, 1, point, 3.4, color);
            // The first point lies on its bar, whose own label says it.
            if steps.len() <= LABELLED_MARKS && index > 0 {
                let text = canvas.theme.lang.share(step.cumulative, 0);
                canvas.haloed_text(&text, Point::new(point.x, point.y - style.size), style);
            }
        }
    }

    fn draw_bars(&self, canvas: &mut Canvas, steps: &[Step], values: &ValueScale, plot: Area) {
        let band = plot.width() / steps.len() as f64;
        let vital = self.vital(steps);
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (index, step) in steps.iter().enumerate() {
            let center = plot.left + (index as f64 + 0.5) * band;
            let half = (band * 0.36).min(36.0);
            let top = values.place(step.value, (plot.bottom, plot.top));
            let bar = Area {
                left: center - half,
                top,
                right: center + half,
                bottom: plot.bottom,
            };
            canvas.rect(
                bar,
                if index < vital {
                    palette::series(0)
                } else {
                    palette::series(3)
                },
            );
            let text = self.value.format.write(step.value, canvas.theme.lang);
            if steps.len() <= LABELLED_MARKS && canvas.width(&text, style.size) <= band {
                // A tall bar carries its value inside, clear of the line above it.
                if bar.height() > 2.0 * style.size && index < vital {
                    let at = Point::new(center, top + style.size);
                    canvas.text(&text, at, style.colored(Color::WHITE));
                } else {
                    canvas.haloed_text(
                        &text,
                        Point::new(center, top - style.size * 0.5 - 4.0),
                        style,
                    );
                }
            }
        }
    }

    fn entries(&self, steps: &[Step], lang: Lang) -> Vec<Entry> {
        let vital = self.vital(steps);
        let share = lang.share(
            steps
                .get(vital.wrapping_sub(1))
                .map_or(0.0, |step| step.cumulative),
            1,
        );
        let text = match lang {
            Lang::Zh => format!("前 {vital} 项，合计 {share}"),
            Lang::En => format!("the first {vital}, {share} in all"),
        };
        let mut entries = vec![Entry::new(Key::Plain(palette::series(0)), text)];
        if vital < steps.len() {
            entries.push(Entry::new(
                Key::Plain(palette::series(3)),
                lang.pick("其余", "the rest"),
            ));
        }
        entries.push(Entry::new(
            Key::Line(1),
            lang.pick("累计占比（右轴）", "cumulative share (right axis)"),
        ));
        entries
    }
}

impl Figure for Pareto {
    fn is_empty(&self) -> bool {
        !self
            .bars
            .iter()
            .any(|bar| bar.value.value().is_some_and(|value| value > 0.0))
    }

    fn check(&self) -> Result<(), DrawError> {
        for bar in &self.bars {
            if let Some(value) = bar.value.value().filter(|value| *value < 0.0) {
                return Err(DrawError::Negative {
                    shape: "a Pareto chart",
                    label: bar.label.clone(),
                    value,
                });
            }
        }
        scale::check_bars(
            &self.value,
            self.bars
                .iter()
                .filter_map(|bar| bar.value.value())
                .chain([self.mark]),
        )
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let steps = self.steps();
        let total = steps.iter().map(|step| step.value).sum();
        let area = legend::draw(canvas, area, &self.entries(&steps, lang));
        let (values, shares) = self.scales(total, area, lang);
        let names: Vec<String> = steps.iter().map(|step| step.label.to_owned()).collect();
        let frame = Frame {
            x: Side::Bands {
                title: &self.category,
                names: &names,
            },
            y: Side::Values(&values),
            right: Some(&shares),
            padding: Padding {
                top: canvas.theme.sizes.small + 8.0,
                ..Padding::default()
            },
        };
        let plot = frame.draw(canvas, area);
        self.draw_bars(canvas, &steps, &values, plot);
        let base = [plot.left, plot.right].map(|x| Point::new(x, plot.bottom));
        canvas.segment(base[0], base[1], Stroke::solid(palette::AXIS, 1.2));
        self.draw_line(canvas, &steps, &shares, plot);
    }

    fn describe(&self, lang: Lang) -> String {
        let steps = self.steps();
        let vital = self.vital(&steps);
        let names: Vec<&str> = steps
            .iter()
            .take(vital.min(8))
            .map(|step| step.label)
            .collect();
        let names = names.join(lang.pick("、", ", "));
        let share = lang.share(self.mark, 0);
        let (count, measure) = (steps.len(), self.value.heading(lang));
        match lang {
            Lang::Zh => format!(
                "帕累托图，{count} 个{}的{measure}。达到 {share} 需前 {vital} 项：{names}。",
                self.category
            ),
            Lang::En => format!(
                "Pareto chart of {measure} for {count} categories of {}. The first {vital} make up {share}: {names}.",
                self.category
            ),
        }
    }
}
