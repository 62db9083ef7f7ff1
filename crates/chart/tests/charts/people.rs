//! Pyramids, clouds of words and parallel coordinates: against hand calculation.

use fourr_chart::{
    Area, Axis, CloudWord, Datum, DrawError, Format, Mark, NeedPyramid, Parallel, ParallelAxis,
    PopulationPyramid, PyramidLevel, Series, Shape, TagCloud, Theme,
};
use fourr_locale::Lang;

use crate::geometry::{assert_close, rects, scene, texts};
use crate::samples::{axis, chart};

fn pyramid(values: [Datum; 3]) -> Shape {
    let levels = ["生理", "安全", "社交"].into_iter().zip(values);
    let levels = levels
        .map(|(name, value)| PyramidLevel::new(name, value))
        .collect();
    Shape::NeedPyramid(NeedPyramid {
        value: Axis::new("占比", Format::Share(1)),
        levels,
    })
}

fn ages(left: [f64; 2], right: [f64; 2]) -> PopulationPyramid {
    PopulationPyramid {
        class: "年龄".to_owned(),
        classes: vec!["18-24".to_owned(), "25-34".to_owned()],
        value: Axis::new("人数", Format::Count),
        sides: [Series::new("女", left), Series::new("男", right)],
    }
}

#[test]
fn levels_narrow_from_the_base_up_and_are_of_one_height() {
    let drawn = scene(pyramid([0.5, 0.3, 0.2].map(Datum::Value)));
    let levels: Vec<&Vec<fourr_chart::Point>> = drawn
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Polygon { points, .. } => Some(points),
            _ => None,
        })
        .collect();
    assert_eq!(levels.len(), 3);
    for pair in levels.windows(2) {
        assert!(pair[0][0].x < pair[1][0].x && pair[0][0].y > pair[1][0].y);
        assert_close(pair[0][0].y - pair[0][2].y, pair[1][0].y - pair[1][2].y);
    }
    assert!(texts(&drawn).contains(&"50.0%"));
}

#[test]
fn a_level_that_is_withheld_says_so() {
    let drawn = scene(pyramid([
        Datum::Value(0.5),
        Datum::Suppressed(5),
        Datum::Missing,
    ]));
    assert!(texts(&drawn).iter().any(|text| text.contains("<5")));
}

/// 40 to the left is twice as long as 20 to the right, around the same middle.
#[test]
fn both_sides_share_one_scale() {
    let drawn = scene(Shape::PopulationPyramid(ages([40.0, 10.0], [20.0, 10.0])));
    let mut bars: Vec<Area> = rects(&drawn)
        .into_iter()
        .filter(|bar| bar.height() > 20.0 && bar.height() < 200.0)
        .collect();
    bars.sort_by(|a, b| b.top.total_cmp(&a.top).then(a.left.total_cmp(&b.left)));
    assert_close(bars[0].width(), 2.0 * bars[1].width());
    assert_close(bars[2].width(), bars[3].width());
    assert!(bars[0].right < bars[1].left);
}

#[test]
fn pyramids_refuse_negative_and_ragged_values() {
    let drawn = chart(pyramid([-0.1, 0.3, 0.2].map(Datum::Value))).svg(&Theme::new(Lang::En));
    assert!(matches!(drawn, Err(DrawError::Negative { .. })));
    let mut ragged = ages([1.0, 2.0], [3.0, 4.0]);
    ragged.classes.pop();
    let drawn = chart(Shape::PopulationPyramid(ragged)).svg(&Theme::new(Lang::En));
    assert!(matches!(drawn, Err(DrawError::Ragged { .. })));
}

/// Areas follow values: a quarter of the value has half the type.
#[test]
fn words_are_as_large_as_they_count_and_do_not_overlap() {
    let words: Vec<CloudWord> = (1..40)
        .map(|n| CloudWord::new(format!("词{n}"), 400.0 / f64::from(n)))
        .collect();
    let drawn = scene(Shape::TagCloud(TagCloud {
        value: axis(),
        words,
    }));
    let label = |text: &str| {
        drawn.marks.iter().find_map(|mark| match mark {
            Mark::Text(label) if label.text == text => Some(label.clone()),
            _ => None,
        })
    };
    assert_close(label("词4").unwrap().size * 2.0, label("词1").unwrap().size);
    let theme = Theme::new(Lang::Zh);
    let boxes: Vec<Area> = (1..40)
        .filter_map(|n| label(&format!("词{n}")))
        .map(|label| {
            let half = theme.typeface.width(&label.text, label.size) / 2.0;
            Area {
                left: label.at.x - half,
                right: label.at.x + half,
                top: label.at.y - label.size / 2.0,
                bottom: label.at.y + label.size / 2.0,
            }
        })
        .collect();
    assert!(boxes.len() > 20);
    for (place, area) in boxes.iter().enumerate() {
        assert!(!boxes[..place].iter().any(|other| other.overlaps(area)));
    }
}

#[test]
fn lines_stop_where_a_value_is_missing() {
    let axes = ["a", "b", "c"]
        .map(|name| ParallelAxis::new(name, [0.0, 10.0], Format::Count))
        .to_vec();
    let mut group = Series::new("组", [0.0, 5.0, 10.0]);
    let lines = |group: &Series| {
        let shape = Shape::Parallel(Parallel {
            axes: axes.clone(),
            groups: vec![group.clone()],
        });
        let drawn = scene(shape);
        let count = drawn
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Line { points, .. } if points.len() == 3));
        count.count()
    };
    assert_eq!(lines(&group), 1);
    group.values[1] = Datum::Missing;
    assert_eq!(lines(&group), 0);
    let wrong = Parallel {
        axes: vec![ParallelAxis::new("a", [1.0, 0.0], Format::Count)],
        groups: vec![Series::new("g", [0.5])],
    };
    assert!(matches!(
        chart(Shape::Parallel(wrong)).svg(&Theme::new(Lang::En)),
        Err(DrawError::Domain { .. })
    ));
}

#[test]
fn nothing_to_show_is_said() {
    let empty = [
        Shape::NeedPyramid(NeedPyramid {
            value: axis(),
            levels: Vec::new(),
        }),
        Shape::TagCloud(TagCloud {
            value: axis(),
            words: vec![CloudWord::new("零", 0.0)],
        }),
        Shape::Parallel(Parallel {
            axes: Vec::new(),
            groups: Vec::new(),
        }),
    ];
    for shape in empty {
        assert!(texts(&scene(shape)).contains(&"No data"));
    }
}
