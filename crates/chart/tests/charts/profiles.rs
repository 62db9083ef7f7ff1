//! Radar charts and Sankey diagrams: against hand calculation.

use fourr_chart::{
    Area, Change, Datum, DrawError, FlowLink, FlowNode, FlowStage, Format, Mark, Point, RadarAxis,
    Sankey, Scene, Series, Shape, Theme,
};
use fourr_locale::Lang;

use crate::geometry::{assert_close, scene, texts};
use crate::samples::{axis, chart, radar, sankey};

fn polygons(scene: &Scene) -> Vec<&Vec<Point>> {
    let polygons = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Polygon { points, fill } if fill.alpha < 1.0 => Some(points),
        _ => None,
    });
    polygons.collect()
}

fn error(shape: Shape) -> DrawError {
    let drawn = chart(shape).svg(&Theme::new(Lang::En));
    drawn.expect_err("the data cannot be shown")
}

#[test]
fn profiles_reach_as_far_as_their_values() {
    let mut shape = radar(&[0.0; 4]);
    shape.groups = vec![
        Series::new("外", [100.0; 4]),
        Series::new("内", [50.0, 25.0, 0.0, 75.0]),
    ];
    let scene = scene(Shape::Radar(shape));
    let [outer, inner] = polygons(&scene)[..] else {
        panic!("two profiles")
    };
    let center = Area::between(outer[0], outer[2]).center();
    let reach = |point: &Point| (point.x - center.x).hypot(point.y - center.y);
    let radius = reach(&outer[0]);
    for (point, share) in inner.iter().zip([0.5, 0.25, 0.0, 0.75]) {
        assert!((reach(point) / radius - share).abs() < 1e-9);
    }
    // The first axis points upwards, the second to the right.
    assert_close(outer[0].x, center.x);
    assert!(outer[0].y < center.y && outer[1].x > center.x);
}

#[test]
fn axes_name_their_domains_and_reversed_ones_are_marked() {
    let mut shape = radar(&[10.0, 20.0, 80.0]);
    shape.axes[2] = RadarAxis::new("退货率", [0.0, 0.4], Format::Share(0)).reversed();
    let drawn = scene(Shape::Radar(shape.clone()));
    let texts = texts(&drawn);
    for text in ["退货率", "40%–0% ↓", "reversed: less is better"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    let words = chart(Shape::Radar(shape)).alt_text(Lang::Zh);
    assert!(
        words.contains("退货率（40%–0% ↓）：甲 80，乙 80。"),
        "{words}"
    );
}

#[test]
fn a_profile_is_open_where_a_value_is_missing() {
    let mut shape = radar(&[10.0, 20.0, 30.0]);
    shape.groups[0].values[1] = Datum::Suppressed(5);
    assert_eq!(polygons(&scene(Shape::Radar(shape))).len(), 1);
}

#[test]
fn what_no_radar_chart_can_show_is_refused() {
    let mut few = radar(&[1.0, 2.0, 3.0]);
    few.axes.pop();
    assert!(matches!(error(Shape::Radar(few)), DrawError::RadarAxes(2)));
    let mut many = radar(&[1.0, 2.0, 3.0]);
    many.groups = vec![many.groups[0].clone(); 5];
    assert!(matches!(
        error(Shape::Radar(many)),
        DrawError::RadarGroups(5)
    ));
    let mut beyond = radar(&[1.0, 2.0, 3.0]);
    beyond.groups[0].values[0] = Datum::Value(100.5);
    assert!(matches!(
        error(Shape::Radar(beyond)),
        DrawError::OutOfScale(_)
    ));
    let mut domain = radar(&[1.0, 2.0, 3.0]);
    domain.axes[0].domain = [3.0, 1.0];
    assert!(matches!(
        error(Shape::Radar(domain)),
        DrawError::Domain { .. }
    ));
    let mut ragged = radar(&[1.0, 2.0, 3.0]);
    ragged.groups[1].values.pop();
    assert!(matches!(
        error(Shape::Radar(ragged)),
        DrawError::Ragged { .. }
    ));
}

/// 60 stay, 20 rise, 20 fall, and one of a thousand moves unseen but for a hairline.
fn moves() -> Sankey {
    let nodes = |values: [f64; 2]| {
        ["重要", "一般"]
            .into_iter()
            .zip(values)
            .enumerate()
            .map(|(class, (name, value))| FlowNode::new(name, value, class))
            .collect()
    };
    Sankey {
        value: axis(),
        stages: vec![
            FlowStage::new("六月", nodes([600.0, 400.0])),
            FlowStage::new("十二月", nodes([700.0, 300.0])),
        ],
        links: vec![
            FlowLink::new(0, 0, 600.0).change(Change::Same),
            FlowLink::new(1, 0, 100.0).change(Change::Up),
            FlowLink::new(1, 1, 299.9).change(Change::Same),
            FlowLink::new(0, 1, 0.0),
        ],
    }
}

/// Heights of the left ends of ribbons: from the first corner down to the last.
fn thicknesses(scene: &Scene) -> Vec<f64> {
    polygons(scene)
        .into_iter()
        .map(|corners| corners[corners.len() - 1].y - corners[0].y)
        .collect()
}

#[test]
fn ribbons_are_as_thick_as_their_values() {
    let scene = scene(Shape::Sankey(moves()));
    let ribbons = thicknesses(&scene);
    // Samples of the legend are ribbons too: the largest first, what is zero not at all.
    let ribbons = &ribbons[ribbons.len() - 3..];
    assert!((ribbons[0] / ribbons[2] - 6.0).abs() < 1e-9, "{ribbons:?}");
    assert!((ribbons[0] / ribbons[1] - 600.0 / 299.9).abs() < 1e-9);
}

#[test]
fn nodes_say_their_value_and_share_and_links_their_meaning() {
    let drawn = scene(Shape::Sankey(moves()));
    let texts = texts(&drawn);
    for text in [
        "600.0 (60.0%)",
        "300.0 (30.0%)",
        "up 100.0 (10.0%)",
        "六月: 1,000.0",
    ] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    let words = chart(Shape::Sankey(moves())).alt_text(Lang::Zh);
    for part in [
        "重要 700.0（70.0%）",
        "一般 → 重要 100.0",
        "上升 100.0（10.0%）",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

#[test]
fn a_tiny_link_is_a_hairline() {
    let mut shape = moves();
    shape.links[3].value = 1e-9;
    let scene = scene(Shape::Sankey(shape));
    let curves = scene.marks.iter().filter(|mark| match mark {
        Mark::Line { points, stroke } => points.len() > 20 && stroke.width >= 0.8,
        _ => false,
    });
    assert_eq!(curves.count(), 1);
}

#[test]
fn what_flows_nowhere_or_from_nothing_is_refused() {
    let mut nowhere = moves();
    nowhere.links[0].to = 2;
    assert!(matches!(
        error(Shape::Sankey(nowhere)),
        DrawError::UnknownNode {
            link: 0,
            stage: 0,
            from: 0,
            to: 2
        }
    ));
    let mut beyond = moves();
    beyond.links[0].stage = usize::MAX;
    assert!(matches!(
        error(Shape::Sankey(beyond)),
        DrawError::UnknownNode { .. }
    ));
    let mut full = moves();
    full.links[1].value = 101.0;
    assert!(matches!(
        error(Shape::Sankey(full)),
        DrawError::Overflow { .. }
    ));
    let mut negative = moves();
    negative.stages[0].nodes[0].value = -1.0;
    assert!(matches!(
        error(Shape::Sankey(negative)),
        DrawError::Negative { .. }
    ));
    let empty = chart(Shape::Sankey(sankey(&[0.0, f64::NAN])));
    assert!(empty.svg(&Theme::new(Lang::Zh)).unwrap().contains("无数据"));
}
