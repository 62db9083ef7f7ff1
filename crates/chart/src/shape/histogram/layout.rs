//! Where the bars of a histogram and the curves over them go.

use fourr_locale::Lang;

use super::curve::{draw_curve, inner_place, reach};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::{Curve, Fit, LABELLED_MARKS};

/// Counts in bins, and what models expect there.
pub(in crate::shape) struct Binned<'a> {
    pub(in crate::shape) x: &'a Axis,
    pub(in crate::shape) y: &'a Axis,
    pub(in crate::shape) bins: Bins<'a>,
    pub(in crate::shape) counts: &'a [u64],
    pub(in crate::shape) fits: &'a [Fit],
    pub(in crate::shape) markers: &'a [Reference],
}

/// Where bins are.
#[derive(Clone, Copy)]
pub(in crate::shape) enum Bins<'a> {
    /// Between numbers.
    Edges(&'a [f64]),
    /// Side by side.
    Names(&'a [String]),
}

/// The share of its place that a bar between names takes.
const NAMED_BAR: f64 = 0.8;

/// Draws `binned` in `area`.
pub(in crate::shape) fn draw(binned: &Binned, canvas: &mut Canvas, area: Area) {
    let area = legend::draw(canvas, area, &binned.entries(canvas.theme.lang));
    let sheet = Sheet::new(binned, canvas, area);
    for bar in &sheet.bars {
        canvas.rect(*bar, palette::series(0));
        canvas.outline(*bar, Stroke::solid(Color::WHITE, 0.8));
    }
    let plot = sheet.plot;
    let base = [plot.left, plot.right].map(|x| Point::new(x, sheet.zero()));
    canvas.segment(base[0], base[1], Stroke::solid(palette::AXIS, 1.2));
    let curves: Vec<Vec<Point>> = (0..binned.fits.len()).map(|fit| sheet.curve(fit)).collect();
    for curve in &curves {
        // White beside the lines, to be seen on bars too.
        canvas.line(
            curve.clone(),
            Stroke::solid(Color::WHITE.with_alpha(0.75), 4.6),
        );
    }
    for (index, (fit, curve)) in binned.fits.iter().zip(&curves).enumerate() {
        draw_curve(canvas, index + 1, fit, curve);
    }
    if let Some(x) = &sheet.x {
        let below_names = Area {
            top: plot.top - sheet.label_room,
            ..plot
        };
        references::upright(canvas, binned.markers, x, below_names);
    }
    if sheet.label_room > 0.0 {
        sheet.draw_counts(canvas, &curves);
    }
}

impl Binned<'_> {
    fn entries(&self, lang: Lang) -> Vec<Entry> {
        if self.fits.is_empty() {
            return Vec::new();
        }
        let observed = Entry::new(
            Key::Plain(palette::series(0)),
            lang.pick("实际", "observed"),
        );
        let fits = self.fits.iter().enumerate().map(|(index, fit)| {
            let stroke = palette::series_stroke(index + 1);
            let key = match fit.curve {
                Curve::Counts(_) => Key::Track(index + 1, stroke),
                Curve::Points(_) => Key::Stroke(stroke),
            };
            Entry::new(key, &*fit.name)
        });
        std::iter::once(observed).chain(fits).collect()
    }

    /// What bin `index` is called.
    pub(in crate::shape) fn bin(&self, index: usize, lang: Lang) -> String {
        match self.bins {
            Bins::Names(names) => names[index].clone(),
            Bins::Edges(edges) => {
                let [low, high] =
                    [edges[index], edges[index + 1]].map(|edge| self.x.format.write(edge, lang));
                match lang {
                    Lang::Zh => format!("{low} 至 {high}"),
                    Lang::En => format!("{low} to {high}"),
                }
            }
        }
    }

    /// Which bin is the fullest.
    pub(in crate::shape) fn describe_peak(&self, lang: Lang) -> String {
        let fullest = self
            .counts
            .iter()
            .enumerate()
            .max_by_key(|(_, count)| **count);
        fullest.map_or_else(String::new, |(index, &count)| {
            let (bin, count) = (self.bin(index, lang), lang.count(count));
            match lang {
                Lang::Zh => format!("最多的区间为 {bin}（{count}）。"),
                Lang::En => format!("The fullest bin is {bin} ({count})."),
            }
        })
    }
}

/// A histogram with its axes drawn and its bars in their places.
struct Sheet<'a> {
    binned: &'a Binned<'a>,
    /// Of bins between numbers.
    x: Option<ValueScale>,
    y: ValueScale,
    plot: Area,
    bars: Vec<Area>,
    /// Height kept free above the bars for their counts; zero where these are not written.
    label_room: f64,
}

impl<'a> Sheet<'a> {
    fn new(binned: &'a Binned<'a>, canvas: &mut Canvas, area: Area) -> Self {
        let (x, y) = scales(binned, area, canvas.theme.lang);
        let rows = x.as_ref().map_or(0, |x| {
            references::rows_above(canvas, binned.markers, x, (area.left, area.right))
        });
        let label_room = if binned.counts.len() <= LABELLED_MARKS {
            canvas.theme.sizes.small + 8.0
        } else {
            0.0
        };
        let names = match binned.bins {
            Bins::Names(names) => names,
            Bins::Edges(_) => &[],
        };
        let frame = Frame {
            x: x.as_ref().map_or(
                Side::Bands {
                    title: &binned.x.title,
                    names,
                },
                Side::Values,
            ),
            y: Side::Values(&y),
            right: None,
            padding: Padding {
                top: rows as f64 * references::row_height(canvas) + label_room,
                ..Padding::default()
            },
        };
        let plot = frame.draw(canvas, area);
        let mut sheet = Self {
            binned,
            x,
            y,
            plot,
            bars: Vec::new(),
            label_room,
        };
        sheet.bars = (0..binned.counts.len()).map(|bin| sheet.bar(bin)).collect();
        sheet
    }

    fn height(&self, value: f64) -> f64 {
        self.y.place(value, (self.plot.bottom, self.plot.top))
    }

    /// Where bars start.
    fn zero(&self) -> f64 {
        self.height(0.0)
    }

    fn bar(&self, bin: usize) -> Area {
        let (left, right) = self.sides(bin);
        Area {
            left,
            top: self.height(self.binned.counts[bin] as f64),
            right,
            bottom: self.zero(),
        }
    }

    /// Left and right edge of a bar.
    fn sides(&self, bin: usize) -> (f64, f64) {
        let Area { left, right, .. } = self.plot;
        if let (Bins::Edges(edges), Some(x)) = (self.binned.bins, &self.x) {
            let place = |edge| x.place(edge, (left, right));
            return (place(edges[bin]), place(edges[bin + 1]));
        }
        let band = (right - left) / self.binned.counts.len() as f64;
        let middle = left + (bin as f64 + 0.5) * band;
        let half = band * NAMED_BAR / 2.0;
        (middle - half, middle + half)
    }

    /// Where in a bar the point of a fit stands: several stand side by side, so that none hides another.
    fn across(&self, bar: &Area, fit: usize) -> f64 {
        let share = (fit as f64 + 1.0) / (self.binned.fits.len() as f64 + 1.0);
        let spread = if self.binned.fits.len() > 1 { 0.6 } else { 0.0 };
        bar.center().x + (share - 0.5) * bar.width() * spread
    }

    /// The points of a fit inside the plot.
    fn curve(&self, index: usize) -> Vec<Point> {
        match (&self.binned.fits[index].curve, &self.x) {
            (Curve::Counts(counts), _) => {
                let known = self
                    .bars
                    .iter()
                    .zip(counts)
                    .filter(|(_, count)| count.is_finite());
                known
                    .map(|(bar, &count)| Point::new(self.across(bar, index), self.height(count)))
                    .collect()
            }
            (Curve::Points(points), Some(x)) => points
                .iter()
                .filter(|[across, up]| up.is_finite() && x.reaches(*across))
                .map(|&[across, up]| {
                    let across = x.place(across, (self.plot.left, self.plot.right));
                    Point::new(across, self.height(up))
                })
                .collect(),
            (Curve::Points(_), None) => Vec::new(),
        }
    }

    /// Counts above their bars; under a curve inside them, clear of it.
    fn draw_counts(&self, canvas: &mut Canvas, curves: &[Vec<Point>]) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (bar, &count) in self.bars.iter().zip(self.binned.counts) {
            let text = self.binned.y.format.write(count as f64, canvas.theme.lang);
            let width = canvas.width(&text, style.size);
            if width > bar.width() {
                continue;
            }
            let half = width / 2.0 + 2.0;
            let (left, right) = (bar.center().x - half, bar.center().x + half);
            let over: Vec<(f64, f64)> = curves
                .iter()
                .filter_map(|curve| reach(curve, left, right))
                .collect();
            if let Some(y) = inner_place(bar, &over, style) {
                let at = Point::new(bar.center().x, y);
                canvas.text(&text, at, style.colored(Color::WHITE));
                continue;
            }
            let above = over.iter().map(|over| over.0).fold(bar.top, f64::min);
            let gap = if over.is_empty() { 4.0 } else { 7.0 };
            let at = Point::new(bar.center().x, above - style.size * 0.5 - gap);
            canvas.haloed_text(&text, at, style);
        }
    }
}

/// The scales of bins between numbers and of heights.
fn scales(binned: &Binned, area: Area, lang: Lang) -> (Option<ValueScale>, ValueScale) {
    let x = match binned.bins {
        Bins::Names(_) => None,
        Bins::Edges(edges) => Some(ValueScale::fit(
            binned.x,
            edges.iter().copied(),
            Reach::Tight,
            area.width() / 100.0,
            lang,
        )),
    };
    let counts = binned.counts.iter().map(|&count| count as f64);
    let heights = counts.chain(binned.fits.iter().flat_map(Fit::heights));
    let about = area.height() / 60.0;
    let y = ValueScale::fit(binned.y, heights, Reach::From(0.0), about, lang);
    (x, y)
}
