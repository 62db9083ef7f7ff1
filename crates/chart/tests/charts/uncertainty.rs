//! Ellipses, error bars and rings of points against hand calculation.

use fourr_chart::{
    Axis, Color, Dot, Format, Mark, OtherSplit, Point, Scatter, Scene, Shape, Split, Spread,
};

use crate::geometry::{assert_close, scene, texts};

/// Points on axes from 0 to 1, split at 0.5.
fn plane(dots: Vec<Dot>, other: Option<OtherSplit>) -> Scatter {
    let axis = || Axis::new("share", Format::Fixed(1)).reaching(0.0, 1.0);
    Scatter {
        x: axis(),
        y: axis(),
        dots,
        groups: Vec::new(),
        bubbles: None,
        split: Some(Split {
            x: 0.5,
            y: 0.5,
            quadrants: ["A", "O", "I", "M"].map(str::to_owned),
            other,
        }),
        references: Vec::new(),
    }
}

/// The corners of the see-through polygons.
fn ellipses(scene: &Scene) -> Vec<&Vec<Point>> {
    let polygons = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Polygon { points, fill } if fill.alpha < 1.0 => Some(points),
        _ => None,
    });
    polygons.collect()
}

/// Width and height of what points span.
fn span(points: &[Point]) -> [f64; 2] {
    let length = |of: fn(&Point) -> f64| {
        let (low, high) = points
            .iter()
            .map(of)
            .fold((f64::MAX, f64::MIN), |(low, high), at| {
                (low.min(at), high.max(at))
            });
        high - low
    };
    [length(|at| at.x), length(|at| at.y)]
}

fn ellipse(x: f64, y: f64, correlation: f64) -> Spread {
    Spread::Ellipse { x, y, correlation }
}

#[test]
fn an_ellipse_is_as_wide_and_high_as_it_says_whatever_its_tilt() {
    let dots = [-0.6, 0.0, 0.6].map(|tilt| Dot::new(0.5, 0.5).spread(ellipse(0.2, 0.1, tilt)));
    let twice = Dot::new(0.5, 0.5).spread(ellipse(0.4, 0.2, 0.0));
    let scene = scene(Shape::Scatter(plane(
        dots.into_iter().chain([twice]).collect(),
        None,
    )));
    let spans: Vec<[f64; 2]> = ellipses(&scene).into_iter().map(|of| span(of)).collect();
    assert_eq!(spans.len(), 4);
    for tilted in &spans[..3] {
        assert!(
            (tilted[1] / spans[1][1] - 1.0).abs() < 2e-3,
            "72 corners come close to the top: {spans:?}"
        );
        assert_close(tilted[0], spans[1][0]);
    }
    assert_close(spans[3][0], 2.0 * spans[1][0]);
    assert_close(spans[3][1], 2.0 * spans[1][1]);
}

#[test]
fn an_ellipse_with_full_correlation_is_a_line() {
    let scene = scene(Shape::Scatter(plane(
        vec![Dot::new(0.5, 0.5).spread(ellipse(0.2, 0.2, 1.0))],
        None,
    )));
    let ellipses = ellipses(&scene);
    let [first, half] = [ellipses[0][0], ellipses[0][36]];
    let slope = (first.y - half.y) / (first.x - half.x);
    for corner in ellipses[0] {
        assert_close(corner.y, half.y + slope * (corner.x - half.x));
    }
}

#[test]
fn what_lies_beyond_the_range_is_cut_off_and_without_one_the_axis_reaches_it() {
    let dots = || vec![Dot::new(0.95, 0.5).spread(ellipse(0.2, 0.1, 0.0))];
    let bounded = scene(Shape::Scatter(plane(dots(), None)));
    let [width, _] = span(ellipses(&bounded)[0]);
    let mut free = plane(dots(), None);
    free.x = Axis::new("share", Format::Fixed(1));
    let free = scene(Shape::Scatter(free));
    let corners = ellipses(&free)[0].clone();
    // Cut off on the right at 1.0: a quarter of the half-width is left there.
    let center = corners[18].x;
    assert_close(corners[0].x - center, center - corners[36].x);
    let all = span(
        ellipses(&scene(Shape::Scatter(plane(
            vec![Dot::new(0.5, 0.5).spread(ellipse(0.2, 0.1, 0.0))],
            None,
        ))))[0],
    );
    assert_close(width / all[0], 0.25 / 0.4);
}

#[test]
fn error_bars_reach_as_far_as_they_say() {
    let bars = |x, y| Dot::new(0.4, 0.4).spread(Spread::Bars { x, y });
    let lengths = |x, y| {
        let drawn = scene(Shape::Scatter(plane(vec![bars(x, y)], None)));
        let lines = drawn.marks.iter().filter_map(|mark| match mark {
            Mark::Line { points, stroke } if (0.7..0.9).contains(&stroke.color.alpha) => {
                Some(span(points))
            }
            _ => None,
        });
        lines.take(2).collect::<Vec<_>>()
    };
    let (small, large) = (lengths(0.1, 0.2), lengths(0.2, 0.1));
    assert_close(large[0][0], 2.0 * small[0][0]);
    assert_close(small[1][1], 2.0 * large[1][1]);
    assert_close(small[0][1], 0.0);
}

#[test]
fn a_length_that_is_no_number_draws_nothing() {
    for broken in [f64::NAN, f64::INFINITY, -0.1] {
        let dots = vec![Dot::new(0.5, 0.5).spread(ellipse(broken, 0.1, 0.0))];
        let drawn = scene(Shape::Scatter(plane(dots, None)));
        assert!(ellipses(&drawn).is_empty());
    }
    let dots = vec![Dot::new(0.5, 0.5).spread(ellipse(0.1, 0.1, f64::NAN))];
    assert_eq!(ellipses(&scene(Shape::Scatter(plane(dots, None)))).len(), 1);
}

#[test]
fn points_in_another_quadrant_under_the_other_lines_wear_a_ring() {
    let other = OtherSplit {
        x: 0.5,
        y: 0.3,
        name: "means".to_owned(),
        moved: "moved".to_owned(),
    };
    // Only the first lies between the level lines.
    let dots = || vec![Dot::new(0.2, 0.4), Dot::new(0.2, 0.6), Dot::new(0.8, 0.2)];
    let rings = |scene: &Scene| {
        let white = scene
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Circle { fill, .. } if *fill == Color::WHITE));
        white.count()
    };
    let drawn = scene(Shape::Scatter(plane(dots(), Some(other.clone()))));
    assert!(texts(&drawn).contains(&"means") && texts(&drawn).contains(&"moved"));
    let without = scene(Shape::Scatter(plane(dots(), None)));
    // One around the point; the legend draws its own.
    assert!(rings(&drawn) > rings(&without));
    let still = OtherSplit { y: 0.5, ..other };
    let still = scene(Shape::Scatter(plane(dots(), Some(still))));
    assert!(texts(&still).contains(&"means") && !texts(&still).contains(&"moved"));
    assert_eq!(rings(&still), rings(&without));
}
