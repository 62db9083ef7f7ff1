//! Funnels, waterfalls and tornado charts: against hand calculation.

use fourr_chart::{Area, Datum, Direction, DrawError, Outcome, Shape, Theme, WaterfallStep};
use fourr_locale::Lang;

use crate::geometry::{assert_close, rects, scene, texts};
use crate::samples::{chart, funnel, tornado, waterfall};

fn error(shape: Shape) -> DrawError {
    let drawn = chart(shape).svg(&Theme::new(Lang::En));
    drawn.expect_err("the data cannot be shown")
}

fn alt_text(shape: Shape) -> String {
    chart(shape).alt_text(Lang::En)
}

#[test]
fn steps_of_a_funnel_are_as_wide_as_their_counts_around_one_middle() {
    let drawn = scene(Shape::Funnel(funnel(&[120_000.0, 48_000.0, 0.0])));
    let bars = rects(&drawn);
    assert_close(bars[1].width() / bars[0].width(), 0.4);
    assert_close(bars[1].center().x, bars[0].center().x);
    // Zero is a hairline.
    assert!(bars[2].width() > 0.5 && bars[2].width() < 2.0);
    let texts = texts(&drawn);
    for text in ["↓ 40.0%", "lost 72,000.0", "40.0% of the first", "↓ 0.0%"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
}

/// 120000, 4800, 960, 480, 432: steps of 4 %, 20 %, 50 % and 90 %, overall 0.36 %, rounded to a decimal.
#[test]
fn a_funnel_is_told_step_by_step() {
    let words = alt_text(Shape::Funnel(funnel(&[
        120_000.0, 4_800.0, 960.0, 480.0, 432.0,
    ])));
    for rate in [
        "4.0%",
        "20.0%",
        "50.0%",
        "90.0% of the step before",
        "Overall 0.4%.",
    ] {
        assert!(words.contains(rate), "{rate} is not in {words}");
    }
}

#[test]
fn rates_of_unknown_and_of_empty_steps_are_not_zero() {
    let mut shape = funnel(&[0.0, 5.0, 1.0, 3.0]);
    shape.steps[2].value = Datum::Suppressed(5);
    let drawn = scene(Shape::Funnel(shape));
    let texts = texts(&drawn);
    assert_eq!(texts.iter().filter(|text| **text == "↓ –").count(), 3);
    assert!(
        texts.contains(&"gained 5.0") && texts.contains(&"<5"),
        "{texts:?}"
    );
    assert!(matches!(
        error(Shape::Funnel(funnel(&[1.0, -1.0]))),
        DrawError::Negative { .. }
    ));
    assert!(alt_text(Shape::Funnel(funnel(&[]))).contains("0 steps"));
}

#[test]
fn changes_float_where_the_one_before_ended() {
    // 100, less 60, plus 20, is 60.
    let mut shape = waterfall(&[100.0, -60.0, 20.0]);
    shape.direction = Direction::Upright;
    let drawn = scene(Shape::Waterfall(shape));
    let bars: Vec<Area> = rects(&drawn).into_iter().skip(3).collect();
    let [first, less, plus, last] = bars[..] else {
        panic!("four bars, found {bars:?}")
    };
    let unit = first.height() / 100.0;
    assert_close(less.top, first.top);
    assert_close(less.height(), 60.0 * unit);
    assert_close(plus.bottom, less.bottom);
    assert_close(plus.height(), 20.0 * unit);
    assert_close(last.top, plus.top);
    assert_close(last.bottom, first.bottom);
    let texts = texts(&drawn);
    for text in ["100.0", "-60.0", "+20.0", "60.0", "taken away"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
}

#[test]
fn a_total_that_the_changes_do_not_lead_to_is_refused() {
    let mut wrong = waterfall(&[100.0, -60.0]);
    wrong.steps[2] = WaterfallStep::total("合计", 41.0);
    assert_eq!(
        error(Shape::Waterfall(wrong)).to_string(),
        "total `合计` is 41, but the steps before it add up to 40"
    );
    let mut unknown = waterfall(&[100.0]);
    unknown.steps[0] = WaterfallStep::change("", f64::NAN);
    assert!(matches!(
        error(Shape::Waterfall(unknown)),
        DrawError::TooLarge(_)
    ));
}

#[test]
fn bars_of_a_tornado_reach_from_the_base_to_both_results() {
    let mut shape = tornado(&[5.0]);
    shape.bars[0].low = Outcome::new("80", 1.0);
    let drawn = scene(Shape::Tornado(shape.clone()));
    let bars: Vec<Area> = rects(&drawn).into_iter().skip(2).collect();
    // The base is 2: one to the left, three to the right.
    assert_close(bars[1].width() / bars[0].width(), 3.0);
    assert_close(bars[0].right, bars[1].left);
    assert_close(bars[0].top, bars[1].top);
    let texts = texts(&drawn);
    for text in ["1.0 (80)", "5.0 (+20%)", "base 2.0"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    assert!(alt_text(Shape::Tornado(shape)).contains("1.0 (80) to 5.0 (+20%)"));
}

#[test]
fn results_on_one_side_of_the_base_lie_below_each_other() {
    let mut shape = tornado(&[5.0]);
    shape.bars[0].low = Outcome::new("-20%", 4.0);
    let drawn = scene(Shape::Tornado(shape));
    let bars: Vec<Area> = rects(&drawn).into_iter().skip(2).collect();
    assert_close(bars[0].bottom, bars[1].top);
    let mut nowhere = tornado(&[5.0]);
    nowhere.base = f64::NAN;
    assert!(matches!(
        error(Shape::Tornado(nowhere)),
        DrawError::TooLarge(_)
    ));
}
