//! [`BandPlot`]: bars on bands, upright or lying.

use crate::axis::{Axis, Reference};
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::datum::withheld;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::names;
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::Direction;
use crate::theme::Theme;

/// What a plot of bars needs to know about its bars.
pub(crate) struct BandSpec<'a> {
    /// What the categories are.
    pub(crate) title: &'a str,
    /// One for each band.
    pub(crate) categories: &'a [String],
    pub(crate) axis: &'a Axis,
    pub(crate) direction: Direction,
    /// Where bars start; none for marks that have no length, such as boxes.
    pub(crate) baseline: Option<f64>,
    /// All ends of bars.
    pub(crate) ends: &'a [f64],
    /// Labels that will stand beyond the ends, for the room they need.
    pub(crate) labels: &'a [String],
    /// Lines across the bars.
    pub(crate) references: &'a [Reference],
}

/// A plot of bars after its axes are drawn.
pub(crate) struct BandPlot {
    pub(crate) area: Area,
    pub(crate) scale: ValueScale,
    pub(crate) lying: bool,
    count: usize,
    baseline: Option<f64>,
    label_type: Type,
    labels: Vec<(String, Point, Type)>,
}

/// The thickest bar.
const MAX_BAR: f64 = 64.0;

/// Height that lying bars ask for.
pub(crate) fn preferred_height(bars: usize) -> f64 {
    (bars as f64 * 21.0 + 60.0).min(1000.0)
}

/// Whether bars lie: as asked, or because names do not fit below upright ones.
pub(crate) fn lies(theme: &Theme, direction: Direction, categories: &[String]) -> bool {
    match direction {
        Direction::Upright => false,
        Direction::Lying => true,
        Direction::Auto => {
            let band = (theme.width - 120.0) / categories.len() as f64;
            !names::names_fit_below(&Canvas::new(theme), categories, band)
        }
    }
}

impl BandPlot {
    /// Draws the axes in `area`.
    pub(crate) fn draw(canvas: &mut Canvas, area: Area, spec: &BandSpec) -> Self {
        let lying = lies(canvas.theme, spec.direction, spec.categories);
        let about = if lying {
            area.width() * 0.7 / 100.0
        } else {
            area.height() / 60.0
        };
        let reach = spec.baseline.map_or(Reach::Data, Reach::From);
        let scale = ValueScale::fit(
            spec.axis,
            spec.ends.iter().copied(),
            reach,
            about,
            canvas.theme.lang,
        );
        let bands = Side::Bands {
            title: spec.title,
            names: spec.categories,
        };
        let values = Side::Values(&scale);
        let (x, y) = if lying {
            (values, bands)
        } else {
            (bands, values)
        };
        let (room, rows) = if lying {
            let across = (area.left, area.right);
            let rows = references::rows_above(canvas, spec.references, &scale, across);
            (0.0, rows)
        } else {
            let room = references::outside_width(canvas, spec.references, &scale);
            (room, 0)
        };
        let area = Area {
            right: area.right - room,
            ..area
        };
        let names_above = rows as f64 * references::row_height(canvas);
        let mut frame = Frame {
            x,
            y,
            right: None,
            padding: Padding {
                top: names_above,
                ..Padding::default()
            },
        };
        let bare = frame.inner(canvas, area);
        frame.padding = padding(canvas, spec, &scale, (lying, bare));
        frame.padding.top += names_above;
        let area = frame.draw(canvas, area);
        Self {
            area,
            scale,
            lying,
            count: spec.categories.len(),
            baseline: spec.baseline,
            label_type: end_label_type(canvas),
            labels: Vec::new(),
        }
    }

    /// From where to where bar `lane` of `lanes` in band `index` is thick.
    pub(crate) fn slot(&self, index: usize, lane: usize, lanes: usize) -> (f64, f64) {
        let (start, length) = if self.lying {
            (self.area.top, self.area.height())
        } else {
            (self.area.left, self.area.width())
        };
        let band = length / self.count as f64;
        let thick = (band * if lanes > 1 { 0.8 } else { 0.68 }).min(MAX_BAR * lanes as f64);
        let first = start + (index as f64 + 0.5) * band - thick / 2.0;
        let lane_width = thick / lanes as f64;
        let from = first + lane as f64 * lane_width;
        (from, from + lane_width)
    }

    /// The bar from value to value in a slot.
    pub(crate) fn bar(&self, slot: (f64, f64), from: f64, to: f64) -> Area {
        Area::between(self.point(slot.0, from), self.point(slot.1, to))
    }

    /// The point at a place across the bars and a value along them.
    pub(crate) fn point(&self, across: f64, value: f64) -> Point {
        if self.lying {
            Point::new(
                self.scale.place(value, (self.area.left, self.area.right)),
                across,
            )
        } else {
            Point::new(
                across,
                self.scale.place(value, (self.area.bottom, self.area.top)),
            )
        }
    }

    /// Writes `text` beyond the end of a bar that ends at `value`, once everything else is drawn.
    pub(crate) fn end_label(&mut self, slot: (f64, f64), value: f64, text: impl Into<String>) {
        let end = self.point(f64::midpoint(slot.0, slot.1), value);
        let outwards = if self.baseline.is_some_and(|baseline| value < baseline) {
            -1.0
        } else {
            1.0
        };
        self.label_beyond(end, outwards, text.into());
    }

    /// Writes `text` at a point, once everything else is drawn.
    pub(crate) fn label(&mut self, text: impl Into<String>, at: Point, style: Type) {
        self.labels.push((text.into(), at, style));
    }

    /// Keeps a label for later, beyond the end of a bar that grows `outwards`, to -1 or 1.
    fn label_beyond(&mut self, end: Point, outwards: f64, text: String) {
        let style = self.label_type;
        self.labels.push(if self.lying {
            let anchor = if outwards < 0.0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            (
                text,
                Point::new(end.x + outwards * 5.0, end.y),
                style.anchored(anchor),
            )
        } else {
            let at = Point::new(end.x, end.y - outwards * (style.size * 0.5 + 4.0));
            (text, at, style.anchored(Anchor::Middle))
        });
    }

    /// The mark of a value that is withheld: a hatched stub with its limit.
    pub(crate) fn withheld(&mut self, canvas: &mut Canvas, slot: (f64, f64), limit: u32) {
        let baseline = self.baseline.unwrap_or(self.scale.low);
        let (start, end) = (self.point(slot.0, baseline), self.point(slot.1, baseline));
        let (tip, stub) = if self.lying {
            let tip = Point::new(start.x + STUB, f64::midpoint(start.y, end.y));
            (tip, Area::between(start, Point::new(tip.x, end.y)))
        } else {
            let tip = Point::new(f64::midpoint(start.x, end.x), start.y - STUB);
            (tip, Area::between(start, Point::new(end.x, tip.y)))
        };
        canvas.hatched(stub);
        self.label_beyond(tip, 1.0, withheld(limit));
    }

    /// Draws what lies over the bars: the line that they start from, reference lines, and labels.
    pub(crate) fn finish(self, canvas: &mut Canvas, lines: &[Reference]) {
        let Area {
            left,
            top,
            right,
            bottom,
        } = self.area;
        let (first, last) = if self.lying {
            (top, bottom)
        } else {
            (left, right)
        };
        if let Some(baseline) = self.baseline {
            let ends = [first, last].map(|across| self.point(across, baseline));
            canvas.segment(ends[0], ends[1], Stroke::solid(palette::AXIS, 1.2));
        }
        if self.lying {
            references::upright(canvas, lines, &self.scale, self.area);
        } else {
            references::level_named_outside(canvas, lines, &self.scale, self.area);
        }
        for (text, at, style) in self.labels {
            canvas.haloed_text(&text, at, style);
        }
    }

    /// Whether `text` fits inside `bar`.
    pub(crate) fn fits(canvas: &Canvas, bar: &Area, text: &str) -> bool {
        let style = end_label_type(canvas);
        canvas.width(text, style.size) + 6.0 <= bar.width() && style.size + 3.0 <= bar.height()
    }

    /// Writes `text` in the middle of `bar`, which is filled with `color`.
    pub(crate) fn inner_label(canvas: &mut Canvas, bar: &Area, text: &str, color: Color) {
        let style = end_label_type(canvas)
            .colored(palette::ink_on(color))
            .anchored(Anchor::Middle);
        canvas.plated_text(text, bar.center(), style, color);
    }
}

/// Length of the mark of a withheld value.
const STUB: f64 = 12.0;

pub(crate) fn end_label_type(canvas: &Canvas) -> Type {
    canvas.small().colored(palette::INK)
}

/// Room beyond both ends of the scale for labels of bars that come close to it, in a plot that is `bare` without.
fn padding(
    canvas: &Canvas,
    spec: &BandSpec,
    scale: &ValueScale,
    (lying, bare): (bool, Area),
) -> Padding {
    if spec.labels.is_empty() {
        return Padding::default();
    }
    let size = end_label_type(canvas).size;
    let (need, whole) = if lying {
        (canvas.widest(spec.labels, size) + 8.0, bare.width())
    } else {
        (size + 8.0, bare.height())
    };
    let ends = || spec.ends.iter().copied().chain(spec.baseline);
    let highest = ends().fold(f64::NEG_INFINITY, f64::max);
    let lowest = ends().fold(f64::INFINITY, f64::min);
    let downwards = spec.baseline.is_some_and(|baseline| lowest < baseline);
    // The free ends of the scale count at the length that the padding leaves of the plot, so both are found in turns.
    let (mut below, mut above) = (0.0, 0.0);
    for _ in 0..12 {
        let length = (whole - below - above).max(0.0);
        above = (need - (1.0 - scale.share(highest)) * length).max(0.0);
        if downwards {
            below = (need - scale.share(lowest) * length).max(0.0);
        }
    }
    if lying {
        Padding {
            left: below,
            right: above,
            ..Padding::default()
        }
    } else {
        Padding {
            top: above,
            bottom: below,
            ..Padding::default()
        }
    }
}
