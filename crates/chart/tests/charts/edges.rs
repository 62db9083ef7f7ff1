//! Data at the edges: every shape draws something sensible or says what is wrong, and none panics.

use fourr_chart::{Chart, DrawError, Histogram, Shape, Theme, Whole};
use fourr_locale::Lang;

use crate::samples::{all_shapes, axis, bars, chart, pareto, scatter, stacked, treemap};

fn text_of(chart: &Chart) -> String {
    chart
        .svg(&Theme::new(Lang::Zh))
        .expect("the chart can be drawn")
}

#[test]
fn any_values_draw_or_fail_with_a_reason() {
    let many: Vec<f64> = (0..200).map(|i| f64::from(i % 17) * 1.5).collect();
    let cases: [&[f64]; 12] = [
        &[],
        &[0.0],
        &[7.0],
        &[5.0, 5.0, 5.0],
        &[0.0, 0.0],
        &[-3.0, 4.0, -5.0],
        &[f64::NAN, 1.0],
        &[f64::NAN, f64::INFINITY],
        &[1e-300, 1e-299],
        &[1e99, 1.0],
        &[1e15, 1e15 + 1.0],
        &many,
    ];
    for values in cases {
        for shape in all_shapes(values) {
            let chart = chart(shape);
            for theme in [
                Theme::new(Lang::Zh),
                Theme {
                    width: 200.0,
                    height: 150.0,
                    ..Theme::new(Lang::En)
                },
            ] {
                match chart.svg(&theme) {
                    Ok(svg) => assert!(
                        !svg.contains("NaN") && !svg.contains("inf"),
                        "{:?} {values:?}",
                        chart.shape
                    ),
                    Err(DrawError::Negative { .. }) => {
                        assert!(values.iter().any(|value| *value < 0.0));
                    }
                    Err(error) => panic!("{error}: {:?}", chart.shape),
                }
                assert!(!chart.alt_text(theme.lang).is_empty());
            }
        }
    }
}

#[test]
fn bitmaps_of_odd_data_do_not_panic() {
    let theme = Theme {
        scale: 0.5,
        ..Theme::new(Lang::Zh)
    };
    for values in [&[][..], &[f64::NAN, 3.0, -2.0], &[1e99, 0.0]] {
        for shape in all_shapes(values) {
            match chart(shape).png(&theme) {
                Ok(png) => assert!(png.starts_with(b"\x89PNG")),
                Err(error) => assert!(matches!(error, DrawError::Negative { .. }), "{error}"),
            }
        }
    }
}

#[test]
fn no_data_is_said() {
    for shape in [
        bars(&[]),
        pareto(&[0.0]),
        treemap(&[f64::NAN]),
        scatter(&[f64::NAN]),
    ] {
        assert!(text_of(&chart(shape)).contains("无数据"));
    }
}

#[test]
fn impossible_data_is_refused() {
    let theme = Theme::new(Lang::En);
    let error = |shape: Shape| chart(shape).svg(&theme).unwrap_err().to_string();
    assert_eq!(
        error(treemap(&[1.0, -2.0])).split(", but").next(),
        Some("a treemap shows parts of a whole")
    );
    assert_eq!(
        error(bars(&[1e200])),
        "a value is 1e200, expected at most 1e100 in size".replace("1e200", &1e200.to_string())
    );
    assert!(matches!(
        chart(stacked(&[-1.0], Whole::Share)).svg(&theme),
        Err(DrawError::Negative { .. })
    ));
    let edges = Histogram {
        x: axis(),
        y: axis(),
        edges: vec![0.0, 2.0, 1.0],
        counts: vec![1, 1],
        markers: Vec::new(),
    };
    assert!(matches!(
        chart(Shape::Histogram(edges)).svg(&theme),
        Err(DrawError::Edges {
            edges: 3,
            counts: 2
        })
    ));
    let Shape::Bars(mut log) = bars(&[1.0]) else {
        unreachable!()
    };
    log.value = log.value.log();
    assert!(matches!(
        chart(Shape::Bars(log)).svg(&theme),
        Err(DrawError::LogBars(_))
    ));
    let Shape::Scatter(mut log) = scatter(&[1.0]) else {
        unreachable!()
    };
    log.y = log.y.log();
    log.dots[0].y = 0.0;
    assert!(matches!(
        chart(Shape::Scatter(log)).svg(&theme),
        Err(DrawError::NotPositive { .. })
    ));
    let Shape::StackedBars(mut ragged) = stacked(&[1.0, 2.0], Whole::Sum) else {
        unreachable!()
    };
    ragged.categories.pop();
    assert!(matches!(
        chart(Shape::StackedBars(ragged)).svg(&theme),
        Err(DrawError::Ragged {
            expected: 1,
            found: 2,
            ..
        })
    ));
}

#[test]
fn pictures_have_a_sensible_size() {
    for (width, height, scale) in [
        (0.0, 500.0, 1.0),
        (f64::NAN, 500.0, 1.0),
        (800.0, 500.0, 0.0),
        (1e6, 1e6, 1.0),
        (800.0, 500.0, 1e9),
    ] {
        let theme = Theme {
            width,
            height,
            scale,
            ..Theme::new(Lang::En)
        };
        assert!(
            matches!(chart(bars(&[1.0])).png(&theme), Err(DrawError::Size { .. })),
            "{width} {height} {scale}"
        );
    }
}
