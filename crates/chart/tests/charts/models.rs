//! Box plots, histograms with fits and tracking charts: against hand calculation.

use fourr_chart::{
    Band, Bins, Chart, Color, Datum, DrawError, Fit, FiveNumbers, Mark, Point, Positions, Scene,
    Shape, Stroke, Theme,
};
use fourr_locale::Lang;

use crate::geometry::{assert_close, rects, scene, texts};
use crate::samples::{box_plot, chart, fitted, tracking};

fn lines(scene: &Scene) -> impl Iterator<Item = (&Vec<Point>, &Stroke)> {
    scene.marks.iter().filter_map(|mark| match mark {
        Mark::Line { points, stroke } => Some((points, stroke)),
        _ => None,
    })
}

fn error(shape: Shape) -> DrawError {
    let drawn = chart(shape).svg(&Theme::new(Lang::En));
    drawn.expect_err("the data cannot be shown")
}

fn numbers(low_whisker: f64, q1: f64, median: f64, q3: f64, high_whisker: f64) -> FiveNumbers {
    FiveNumbers {
        low_whisker,
        q1,
        median,
        q3,
        high_whisker,
    }
}

#[test]
fn boxes_reach_from_quartile_to_quartile() {
    // 10 to 20 and 10 to 40: as 1 : 3, on the same line.
    let mut shape = box_plot(&[1.0, 1.0]);
    shape.groups[0].numbers = Some(numbers(0.0, 10.0, 15.0, 20.0, 30.0));
    shape.groups[1].numbers = Some(numbers(0.0, 10.0, 30.0, 40.0, 50.0));
    let scene = scene(Shape::BoxPlot(shape));
    let boxes = rects(&scene);
    // The first is the sample of the legend.
    let boxes = &boxes[boxes.len() - 2..];
    assert_close(boxes[1].height() / boxes[0].height(), 3.0);
    assert_close(boxes[1].bottom, boxes[0].bottom);
    // The median of the second one lies two thirds up.
    let median = boxes[1].bottom - boxes[1].height() * 2.0 / 3.0;
    let across = |points: &[Point]| points.iter().all(|point| (point.y - median).abs() < 1e-9);
    assert!(lines(&scene).any(|(points, stroke)| stroke.width > 2.0 && across(points)));
}

#[test]
fn a_box_plot_says_how_many_values_and_points_it_stands_for() {
    let shape = Shape::BoxPlot(box_plot(&[7.0, f64::NAN]));
    let scene = scene(shape.clone());
    let texts = texts(&scene);
    for text in ["渠道0 (n=1,234)", "no data", "+12"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    let words = chart(shape).alt_text(Lang::Zh);
    assert!(
        words.contains(
            "n=1,234，中位数 7.0，四分位 6.0 至 8.0，须 5.0 至 9.0，均值 7.5，须外 13 点"
        ),
        "{words}"
    );
}

#[test]
fn a_box_without_values_or_out_of_order_is_no_box() {
    let empty = chart(Shape::BoxPlot(box_plot(&[f64::NAN])));
    assert!(empty.svg(&Theme::new(Lang::Zh)).unwrap().contains("无数据"));
    for wrong in [
        numbers(0.0, 2.0, 1.0, 3.0, 4.0),
        numbers(0.0, f64::NAN, 1.0, 3.0, 4.0),
        numbers(f64::NEG_INFINITY, 0.0, 1.0, 3.0, 4.0),
    ] {
        let mut shape = box_plot(&[1.0]);
        shape.groups[0].numbers = Some(wrong);
        assert!(matches!(
            error(Shape::BoxPlot(shape)),
            DrawError::FiveNumbers(_)
        ));
    }
    let mut log = box_plot(&[100.0]);
    log.value = log.value.log();
    log.groups[0].outliers = vec![0.0];
    assert!(matches!(
        error(Shape::BoxPlot(log)),
        DrawError::NotPositive { .. }
    ));
}

#[test]
fn a_fit_that_equals_the_counts_ends_at_the_bars() {
    let mut shape = fitted(
        &[0.0, 1.0, 2.0],
        Bins::Names(vec!["0".into(), "1".into(), "2+".into()]),
    );
    shape.counts = vec![40, 20, 10];
    shape.fits = vec![Fit::counts("BG/NBD", vec![40.0, 20.0, 5.0])];
    let scene = scene(Shape::FittedHistogram(shape));
    let (curve, _) = lines(&scene)
        .find(|(points, stroke)| points.len() == 3 && stroke.color != Color::WHITE)
        .unwrap();
    let bars = rects(&scene);
    // The bars follow the patch of the legend; markers are rectangles too.
    for (point, bar) in curve.iter().zip(&bars[2..4]) {
        assert_close(point.x, bar.center().x);
        assert_close(point.y, bar.top);
    }
    // 5 is half of 10.
    assert_close(curve[2].y, bars[4].center().y);
}

#[test]
fn a_smooth_curve_stays_inside_the_bins() {
    let edges = vec![0.0, 10.0, 20.0];
    let mut shape = fitted(&[1.0, 2.0], Bins::Edges(edges));
    let points = (-5..=30).map(|x| [f64::from(x), 1.0]).collect();
    shape.fits = vec![Fit::points("Gamma", points)];
    let scene = scene(Shape::FittedHistogram(shape));
    let (curve, _) = lines(&scene).find(|(points, _)| points.len() > 10).unwrap();
    // From 0 to 20.
    assert_eq!(curve.len(), 21);
}

#[test]
fn fits_that_do_not_suit_the_bins_are_refused() {
    let names = || Bins::Names(vec!["0".into(), "1".into()]);
    let mut ragged = fitted(&[1.0, 2.0], names());
    ragged.fits = vec![Fit::counts("甲", vec![1.0])];
    assert!(matches!(
        error(Shape::FittedHistogram(ragged)),
        DrawError::Ragged {
            expected: 2,
            found: 1,
            ..
        }
    ));
    let mut smooth = fitted(&[1.0, 2.0], names());
    smooth.fits = vec![Fit::points("甲", vec![[0.0, 1.0]])];
    assert!(matches!(
        error(Shape::FittedHistogram(smooth)),
        DrawError::CurveOverNames(_)
    ));
    let edges = fitted(&[1.0, 2.0], Bins::Edges(vec![0.0, 1.0]));
    assert!(matches!(
        error(Shape::FittedHistogram(edges)),
        DrawError::Edges { .. }
    ));
    let empty = chart(Shape::FittedHistogram(fitted(&[], Bins::Names(Vec::new()))));
    assert!(
        empty
            .svg(&Theme::new(Lang::En))
            .unwrap()
            .contains("No data")
    );
}

#[test]
fn predictions_are_dashed_and_bands_are_closed() {
    let weeks = Positions::Numbers(vec![0.0, 1.0, 2.0, 3.0]);
    let scene = scene(Shape::Tracking(tracking(&[1.0, 2.0, 4.0, 8.0], weeks)));
    let dashed: Vec<bool> = lines(&scene)
        .filter(|(points, stroke)| points.len() == 4 && stroke.width > 2.0)
        .map(|(_, stroke)| stroke.dash.is_some())
        .collect();
    assert_eq!(dashed, [false, true]);
    let band = scene.marks.iter().find_map(|mark| match mark {
        Mark::Polygon { points, .. } if points.len() == 8 => Some(points),
        _ => None,
    });
    // There and back: four upper ends, four lower ends, everywhere 2 apart.
    let band = band.unwrap();
    let heights: Vec<f64> = (0..4).map(|i| band[7 - i].y - band[i].y).collect();
    assert_close(heights[0], heights[3]);
    assert!(heights[0] > 0.0);
    assert!(texts(&scene).contains(&"校准期结束"));
}

#[test]
fn a_band_is_interrupted_where_an_end_is_missing() {
    let weeks = Positions::Numbers((0..5).map(f64::from).collect());
    let mut shape = tracking(&[1.0; 5], weeks);
    let Some(Band { low, .. }) = &mut shape.tracks[1].band else {
        unreachable!()
    };
    low[2] = Datum::Missing;
    let corners = scene(Shape::Tracking(shape)).marks.into_iter();
    let corners: Vec<usize> = corners
        .filter_map(|mark| match mark {
            Mark::Polygon { points, fill } if fill.alpha < 1.0 => Some(points.len()),
            _ => None,
        })
        .collect();
    assert_eq!(corners, [4, 4]);
}

#[test]
fn bands_upside_down_or_of_another_length_are_refused() {
    let weeks = || Positions::Numbers(vec![0.0, 1.0]);
    let mut crossed = tracking(&[1.0, 2.0], weeks());
    crossed.tracks[0].band = Some(Band::new("区间", [2.0, 3.0], [4.0, 1.0]));
    assert!(matches!(
        error(Shape::Tracking(crossed)),
        DrawError::Band { .. }
    ));
    let mut short = tracking(&[1.0, 2.0], weeks());
    short.tracks[0].band = Some(Band::new("区间", [2.0], [4.0]));
    assert!(matches!(
        error(Shape::Tracking(short)),
        DrawError::Ragged {
            expected: 2,
            found: 1,
            ..
        }
    ));
    let words = |chart: Chart| chart.alt_text(Lang::En);
    let shape = Shape::Tracking(tracking(&[1.0, 2.0], weeks()));
    assert!(
        words(chart(shape)).contains("预测: 1.0 at 0.0, 2.0 at 1.0, 区间 at its end 1.0 to 3.0.")
    );
}
