//! Lengths and areas against hand calculation.

use fourr_chart::{Anchor, Area, Color, Direction, Label, Mark, Scene, Shape, Theme, Whole};
use fourr_locale::Lang;

use crate::samples::{all_shapes, bars, chart, names, pareto, stacked, three_states, treemap};

pub(crate) fn scene(shape: Shape) -> Scene {
    chart(shape)
        .scene(&Theme::new(Lang::En))
        .expect("the chart can be drawn")
}

/// Opaque coloured rectangles, that is bars, tiles and cells, in order of drawing.
pub(crate) fn rects(scene: &Scene) -> Vec<Area> {
    let colored = |fill: &Color| fill.alpha >= 1.0 && *fill != Color::WHITE;
    let areas = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Rect { area, fill } if colored(fill) => Some(*area),
        _ => None,
    });
    areas.collect()
}

pub(crate) fn labels(scene: &Scene) -> impl Iterator<Item = &Label> {
    scene.marks.iter().filter_map(|mark| match mark {
        Mark::Text(label) => Some(label),
        _ => None,
    })
}

pub(crate) fn texts(scene: &Scene) -> Vec<&str> {
    labels(scene).map(|label| label.text.as_str()).collect()
}

#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-9,
        "{found}, expected {expected}"
    );
}

#[test]
fn bars_are_as_long_as_their_values_from_zero() {
    // Heights are as 1 : 2 : 4, and all bars stand on the same line.
    let bars = rects(&scene(bars(&[10.0, 20.0, 40.0])));
    assert_eq!(bars.len(), 3);
    assert_close(bars[1].height() / bars[0].height(), 2.0);
    assert_close(bars[2].height() / bars[0].height(), 4.0);
    assert_close(bars[0].bottom, bars[2].bottom);
}

#[test]
fn lying_bars_are_as_wide_as_their_values() {
    let Shape::Bars(mut shape) = bars(&[10.0, 20.0, 40.0]) else {
        unreachable!()
    };
    shape.direction = Direction::Lying;
    let bars = rects(&scene(Shape::Bars(shape)));
    assert_close(bars[2].width() / bars[0].width(), 4.0);
    assert_close(bars[0].left, bars[2].left);
}

#[test]
fn a_negative_bar_ends_where_a_positive_one_begins() {
    let bars = rects(&scene(bars(&[30.0, -10.0])));
    assert_close(bars[1].top, bars[0].bottom);
    assert_close(bars[0].height() / bars[1].height(), 3.0);
}

#[test]
fn stacked_parts_follow_each_other_and_shares_fill_the_bar() {
    // 10 and 10 of 20, 40 and 40 of 80: as shares all parts are half a bar.
    let parts = rects(&scene(stacked(&[10.0, 40.0], Whole::Share)));
    // Patches of the legend and plates of labels are lower than parts.
    let long: Vec<&Area> = parts.iter().filter(|area| area.height() > 50.0).collect();
    assert_eq!(long.len(), 4);
    assert_close(long[0].height(), long[3].height());
    assert_close(long[0].top, long[1].bottom);
}

#[test]
fn tiles_are_proportional_to_their_sizes() {
    let tiles = rects(&scene(treemap(&[60.0, 30.0, 10.0])));
    let areas: Vec<f64> = tiles
        .iter()
        .map(|tile| tile.width() * tile.height())
        .collect();
    let total: f64 = areas.iter().sum();
    for (area, share) in areas.iter().zip([0.6, 0.3, 0.1]) {
        assert_close(area / total, share);
    }
}

#[test]
fn pareto_sorts_its_bars_and_ends_at_the_whole() {
    // 50, 30, 20 of 100: cumulative 50 %, 80 %, 100 %; two bars reach the mark of 80 %.
    let scene = scene(pareto(&[20.0, 50.0, 30.0]));
    let texts = texts(&scene);
    for label in [
        "the first 2, 80.0% in all",
        "80%",
        "100%",
        "50.0",
        "30.0",
        "20.0",
    ] {
        assert!(texts.contains(&label), "{label} is not in {texts:?}");
    }
    let mut lines = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Line { points, .. } if points.len() == 3 => Some(points),
        _ => None,
    });
    let line: Vec<f64> = lines.next().unwrap().iter().map(|point| point.y).collect();
    let zero = rects(&scene)
        .iter()
        .map(|bar| bar.bottom)
        .fold(0.0, f64::max);
    let heights: Vec<f64> = line.iter().map(|y| zero - y).collect();
    assert_close(heights[0] / heights[2], 0.5);
    assert_close(heights[1] / heights[2], 0.8);
}

#[test]
fn missing_and_withheld_bars_are_not_zero() {
    let scene = scene(three_states());
    let texts = texts(&scene);
    assert!(
        texts.contains(&"12.0") && texts.contains(&"no data") && texts.contains(&"<5"),
        "{texts:?}"
    );
    assert!(!texts.contains(&"0.0 "));
}

/// The rectangle that the letters of a label cover, without the room for accents.
fn covered(label: &Label, theme: &Theme) -> Area {
    let width = theme.typeface.width(&label.text, label.size);
    let left = match label.anchor {
        Anchor::Start => label.at.x,
        Anchor::Middle => label.at.x - width / 2.0,
        Anchor::End => label.at.x - width,
    };
    let half = label.size * 0.42;
    Area {
        left,
        top: label.at.y - half,
        right: left + width,
        bottom: label.at.y + half,
    }
}

#[test]
fn text_stays_on_the_sheet_and_apart() {
    let many: Vec<f64> = (0..200).map(|i| f64::from(i % 17)).collect();
    for values in [
        &[3.0, 2.0, 1.0][..],
        &[1_234_567.8; 12],
        &[-1.0, 1.0],
        &[0.0, 5.0, 5.0, 80.0],
        &many,
    ] {
        for (shape, lang) in all_shapes(values)
            .into_iter()
            .flat_map(|shape| [(shape.clone(), Lang::Zh), (shape, Lang::En)])
        {
            check_texts(&shape, &Theme::new(lang));
        }
    }
}

fn check_texts(shape: &Shape, theme: &Theme) {
    let Ok(scene) = chart(shape.clone()).scene(theme) else {
        return;
    };
    let sheet = Area {
        left: 0.0,
        top: 0.0,
        right: scene.width,
        bottom: scene.height,
    };
    let labels: Vec<&Label> = labels(&scene).collect();
    for (index, label) in labels.iter().enumerate() {
        let area = covered(label, theme);
        assert!(
            sheet.contains(&area),
            "`{}` leaves the sheet of {shape:?}",
            label.text
        );
        for other in &labels[..index] {
            let apart = !covered(other, theme).inset(0.5).overlaps(&area.inset(0.5));
            assert!(
                apart,
                "`{}` covers `{}` in {shape:?}",
                label.text, other.text
            );
        }
    }
}

#[test]
fn a_chart_of_many_rows_grows() {
    let values = vec![1.0; 40];
    assert!(scene(bars(&values)).height > 800.0);
    assert_eq!(names(40).len(), 40);
}
