//! Where the bars of a funnel and the words beside them go.

use fourr_locale::Lang;

use super::Funnel;
use crate::canvas::Canvas;
use crate::color::Color;
use crate::datum::Datum;
use crate::palette;
use crate::scene::{Anchor, Area, Point};

/// The tallest bar, and the height of what is between two bars as a share of a bar.
const MAX_BAR: f64 = 44.0;
const BETWEEN: f64 = 0.7;

/// The thinnest bar.
const HAIRLINE: f64 = 1.2;

/// Width of the mark of a count that is withheld.
const STUB: f64 = 14.0;

/// The share of the picture that the names of steps take at most.
const NAME_SHARE: f64 = 0.24;

/// Between the bars and the words beside them.
const GAP: f64 = 14.0;

/// Height that a funnel asks for.
pub(super) fn preferred_height(steps: usize) -> f64 {
    (steps as f64 * 46.0 + 24.0).min(1000.0)
}

/// Draws `funnel` in `area`.
pub(super) fn draw(funnel: &Funnel, canvas: &mut Canvas, area: Area) {
    let style = canvas.small().colored(palette::INK);
    let heading = canvas.cut(
        &funnel.value.heading(canvas.theme.lang),
        style.size,
        area.width(),
    );
    let line = Point::new(area.left, area.top + style.leading() / 2.0);
    canvas.text(&heading, line, style);
    let area = Area {
        top: area.top + style.leading() + 4.0,
        ..area
    };
    let sheet = Sheet::new(funnel, canvas, area);
    for step in 1..funnel.steps.len() {
        sheet.draw_between(canvas, step);
    }
    for step in 0..funnel.steps.len() {
        sheet.draw_step(canvas, step);
    }
}

/// A funnel in its place.
struct Sheet<'a> {
    funnel: &'a Funnel,
    /// What the bars stand in.
    plot: Area,
    /// Height of a bar.
    bar: f64,
    /// Width of the whole picture.
    width: f64,
    largest: f64,
}

impl<'a> Sheet<'a> {
    fn new(funnel: &'a Funnel, canvas: &Canvas, area: Area) -> Self {
        let (lang, width) = (canvas.theme.lang, area.width());
        let steps = || 0..funnel.steps.len();
        let names = steps()
            .map(|step| canvas.widest(&name(funnel, canvas, step, width), canvas.body().size));
        let words: Vec<String> = steps()
            .flat_map(|step| beside(funnel, step, lang))
            .flatten()
            .collect();
        let steps = funnel.steps.len() as f64;
        let rows = steps + (steps - 1.0) * BETWEEN;
        let bar = (area.height() / rows).min(MAX_BAR);
        let used = bar * rows;
        let top = area.center().y - used / 2.0;
        let left = area.left + names.fold(0.0, f64::max) + GAP;
        let right = area.right - canvas.widest(&words, canvas.small().size) - GAP;
        Self {
            funnel,
            plot: Area {
                left,
                top,
                right: right.max(left + 20.0),
                bottom: top + used,
            },
            bar,
            width,
            largest: funnel.values().fold(0.0, f64::max),
        }
    }

    /// The bar of a step.
    fn area(&self, step: usize) -> Area {
        let top = self.plot.top + step as f64 * self.bar * (1.0 + BETWEEN);
        let share = match self.funnel.steps[step].value.value() {
            Some(value) if self.largest > 0.0 => value / self.largest,
            _ => 0.0,
        };
        let half = (self.plot.width() * share).max(HAIRLINE) / 2.0;
        let middle = self.plot.center().x;
        Area {
            left: middle - half,
            top,
            right: middle + half,
            bottom: top + self.bar,
        }
    }

    /// The bar of a step, its name at the left, and its share of the first step at the right.
    fn draw_step(&self, canvas: &mut Canvas, step: usize) {
        let (lang, style) = (canvas.theme.lang, canvas.body());
        let (bar, value) = (self.area(step), self.funnel.steps[step].value);
        let Point { x, y } = bar.center();
        let stub = Area {
            left: x - STUB / 2.0,
            right: x + STUB / 2.0,
            ..bar
        };
        match (value, value.value()) {
            (Datum::Suppressed(_), _) => canvas.hatched(stub),
            (_, Some(_)) => canvas.rect(bar, palette::series(0)),
            (_, None) => {}
        }
        let count = self.funnel.write(value, lang);
        if canvas.width(&count, style.size) + 12.0 <= bar.width() {
            let style = style.colored(Color::WHITE).anchored(Anchor::Middle);
            canvas.text(&count, bar.center(), style);
        } else {
            let right = bar.right.max(stub.right) + 5.0;
            canvas.text(&count, Point::new(right, y), style);
        }
        let lines = name(self.funnel, canvas, step, self.width);
        let at = Point::new(self.plot.left - GAP, y);
        canvas.centered_paragraph(&lines, at, style.anchored(Anchor::End));
        if let [Some(share), _] = beside(self.funnel, step, lang) {
            canvas.text(&share, Point::new(self.plot.right + GAP, y), canvas.small());
        }
    }

    /// The way from the step before: the rate in the middle, what is lost at the right.
    fn draw_between(&self, canvas: &mut Canvas, step: usize) {
        let (upper, lower) = (self.area(step - 1), self.area(step));
        let known = |step: usize| self.funnel.steps[step].value.value().is_some();
        if known(step - 1) && known(step) {
            let corners = [
                (upper.left, upper.bottom),
                (upper.right, upper.bottom),
                (lower.right, lower.top),
                (lower.left, lower.top),
            ];
            let corners = corners.map(|(x, y)| Point::new(x, y)).to_vec();
            canvas.polygon(corners, palette::series(0).mix(Color::WHITE, 0.82));
        }
        let lang = canvas.theme.lang;
        let y = f64::midpoint(upper.bottom, lower.top);
        let style = canvas.small().colored(palette::INK);
        let rate = format!("↓ {}", self.funnel.rate(step, step - 1, lang));
        let at = Point::new(self.plot.center().x, y);
        canvas.haloed_text(&rate, at, style.anchored(Anchor::Middle));
        if let [_, Some(loss)] = beside(self.funnel, step, lang) {
            canvas.text(&loss, Point::new(self.plot.right + GAP, y), style);
        }
    }
}

/// The name of a step in lines.
fn name(funnel: &Funnel, canvas: &Canvas, step: usize, width: f64) -> Vec<String> {
    let size = canvas.theme.sizes.body;
    let name = &funnel.steps[step].label;
    canvas.wrap_evenly(name, size, width * NAME_SHARE, 2).lines
}

/// What stands at the right: the share of the first step beside a step, and above it what is lost on the way.
fn beside(funnel: &Funnel, step: usize, lang: Lang) -> [Option<String>; 2] {
    if step == 0 {
        return [None, None];
    }
    let share = funnel.rate(step, 0, lang);
    let share = match lang {
        Lang::Zh => format!("占首步 {share}"),
        Lang::En => format!("{share} of the first"),
    };
    [Some(share), funnel.loss(step, lang)]
}
