//! Where boxes, whiskers and points go.

use fourr_locale::Lang;

use super::{BoxGroup, BoxPlot, FiveNumbers};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::bands::{BandPlot, BandSpec, end_label_type, lies};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::mean_mark;
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::LABELLED_MARKS;

/// The thickest box.
const MAX_BOX: f64 = 44.0;

/// The share of a slot that a box takes; the rest is for its median.
const THICKNESS: f64 = 0.55;

/// Radius of a point beyond the whiskers.
const POINT: f64 = 2.8;

/// Draws `shape` in `area`.
pub(super) fn draw(shape: &BoxPlot, canvas: &mut Canvas, area: Area) {
    let lang = canvas.theme.lang;
    let names = shape.names(canvas);
    let lying = lies(canvas.theme, shape.direction, &names);
    let counted = has_room_for_counts(shape, canvas, area, lying);
    let area = legend::draw(canvas, area, &entries(shape, lang, counted));
    let more = |group: &BoxGroup| more(group, lang).filter(|_| counted);
    let labels: Vec<String> = shape.groups.iter().filter_map(more).collect();
    let lines = shape.references.iter().map(|line| line.value);
    let ends: Vec<f64> = shape
        .groups
        .iter()
        .flat_map(BoxGroup::marks)
        .chain(lines.filter(|value| value.is_finite()))
        .collect();
    let spec = BandSpec {
        title: &shape.category,
        categories: &names,
        axis: &shape.value,
        direction: shape.direction,
        baseline: None,
        ends: &ends,
        labels: &labels,
        references: &shape.references,
    };
    let mut plot = BandPlot::draw(canvas, area, &spec);
    let mut medians = Vec::new();
    for (index, group) in shape.groups.iter().enumerate() {
        let slot = plot.slot(index, 0, 1);
        let Some(numbers) = &group.numbers else {
            let text = lang.pick("无数据", "no data");
            plot.end_label(slot, plot.scale.low, text);
            continue;
        };
        let slot = thin(slot);
        draw_box(canvas, &plot, slot, numbers);
        draw_points(canvas, &plot, slot, group);
        medians.push((slot, numbers.median));
        if let Some(text) = more(group) {
            let furthest = group.marks().fold(f64::NEG_INFINITY, f64::max);
            label_more(canvas, &mut plot, slot, (text, furthest));
        }
    }
    label_medians(shape, canvas, &mut plot, &medians);
    plot.finish(canvas, &shape.references);
}

/// Writes beyond the furthest point how many more there are.
fn label_more(
    canvas: &Canvas,
    plot: &mut BandPlot,
    slot: (f64, f64),
    (text, furthest): (String, f64),
) {
    let style = end_label_type(canvas);
    let Point { x, y } = plot.point(f64::midpoint(slot.0, slot.1), furthest);
    if plot.lying {
        plot.label(text, Point::new(x + POINT + 5.0, y), style);
    } else {
        let at = Point::new(x, y - POINT - 3.0 - style.size * 0.5);
        plot.label(text, at, style.anchored(Anchor::Middle));
    }
}

fn entries(shape: &BoxPlot, lang: Lang, counted: bool) -> Vec<Entry> {
    let mut entries = vec![Entry::new(
        Key::Boxed,
        lang.pick("四分位、中位数与须", "quartiles, median, whiskers"),
    )];
    if shape.groups.iter().any(|g| g.shown_mean().is_some()) {
        entries.push(Entry::new(Key::Diamond, lang.pick("均值", "mean")));
    }
    let drawn = |group: &BoxGroup| group.shown_outliers().next().is_some();
    let more = shape.groups.iter().any(|group| more(group, lang).is_some());
    if more || shape.groups.iter().any(drawn) {
        let text = match (more, counted) {
            (false, _) => lang.pick("须外的点", "beyond the whiskers"),
            (true, true) => lang.pick(
                "须外的点（+n：另有 n 点未画）",
                "beyond the whiskers (+n: n more, not drawn)",
            ),
            (true, false) => lang.pick(
                "须外的点（未全部画出）",
                "beyond the whiskers (not all drawn)",
            ),
        };
        entries.push(Entry::new(Key::Ring(POINT + 0.8), text));
    }
    entries
}

/// What is written where a group has points that are not drawn.
fn more(group: &BoxGroup, lang: Lang) -> Option<String> {
    let known = group.numbers.is_some() && group.unlisted > 0;
    known.then(|| format!("+{}", lang.count(group.unlisted)))
}

/// Whether the numbers of points that are not drawn find room beside each other.
fn has_room_for_counts(shape: &BoxPlot, canvas: &Canvas, area: Area, lying: bool) -> bool {
    let lang = canvas.theme.lang;
    let size = end_label_type(canvas).size;
    let texts: Vec<String> = shape.groups.iter().filter_map(|g| more(g, lang)).collect();
    let count = shape.groups.len() as f64;
    if lying {
        area.height() * 0.8 / count >= size * 1.1
    } else {
        area.width() * 0.9 / count >= canvas.widest(&texts, size) + 4.0
    }
}

/// The middle of a slot, as thick as a box.
fn thin((from, to): (f64, f64)) -> (f64, f64) {
    let half = ((to - from) * THICKNESS).min(MAX_BOX) / 2.0;
    let middle = f64::midpoint(from, to);
    (middle - half, middle + half)
}

fn draw_box(canvas: &mut Canvas, plot: &BandPlot, slot: (f64, f64), numbers: &FiveNumbers) {
    let FiveNumbers {
        low_whisker,
        q1,
        median,
        q3,
        high_whisker,
    } = *numbers;
    let (middle, half) = (f64::midpoint(slot.0, slot.1), (slot.1 - slot.0) / 2.0);
    let thin = Stroke::solid(palette::INK, 1.2);
    for (from, to) in [(q1, low_whisker), (q3, high_whisker)] {
        canvas.segment(plot.point(middle, from), plot.point(middle, to), thin);
        let cap = [-0.5, 0.5].map(|side| plot.point(middle + side * half, to));
        canvas.segment(cap[0], cap[1], thin);
    }
    let area = plot.bar(slot, q1, q3);
    canvas.rect(area, palette::series(3));
    canvas.outline(area, thin);
    canvas.segment(
        plot.point(slot.0, median),
        plot.point(slot.1, median),
        Stroke::solid(palette::INK, 2.8),
    );
}

fn draw_points(canvas: &mut Canvas, plot: &BandPlot, slot: (f64, f64), group: &BoxGroup) {
    let middle = f64::midpoint(slot.0, slot.1);
    for value in group.shown_outliers() {
        let at = plot.point(middle, value);
        canvas.circle(at, POINT, palette::MUTED);
        canvas.circle(at, POINT - 1.0, Color::WHITE);
    }
    if let Some(mean) = group.shown_mean() {
        mean_mark(canvas, plot.point(middle, mean));
    }
}

/// Medians beside their boxes, where there are few groups and all find room.
fn label_medians(
    shape: &BoxPlot,
    canvas: &Canvas,
    plot: &mut BandPlot,
    medians: &[((f64, f64), f64)],
) {
    let style = end_label_type(canvas);
    let write = |value| shape.value.format.write(value, canvas.theme.lang);
    let texts: Vec<String> = medians.iter().map(|median| write(median.1)).collect();
    let length = if plot.lying {
        plot.area.height()
    } else {
        plot.area.width()
    };
    let band = length / shape.groups.len() as f64;
    let thickness = medians.iter().map(|(slot, _)| slot.1 - slot.0);
    let room = band - thickness.fold(0.0, f64::max);
    let needed = if plot.lying {
        style.size + 5.0
    } else {
        canvas.widest(&texts, style.size) + 12.0
    };
    if shape.groups.len() > LABELLED_MARKS || needed > room {
        return;
    }
    for (text, (slot, median)) in texts.into_iter().zip(medians) {
        if plot.lying {
            let at = plot.point(slot.0 - style.size * 0.5 - 2.0, *median);
            plot.label(text, at, style.anchored(Anchor::Middle));
        } else {
            plot.label(text, plot.point(slot.1 + 5.0, *median), style);
        }
    }
}
