//! [`PopulationPyramid`]: two groups back to back over the same classes.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths, finite};
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::datum::{Datum, Series};
use crate::error::DrawError;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::theme::Theme;

/// Two groups back to back over the same classes, such as women and men by age: bars of the first grow to the left, of the
/// second to the right, on one scale.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, Format, PopulationPyramid, Series, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let shape = Shape::PopulationPyramid(PopulationPyramid {
///     class: "Age".to_owned(),
///     classes: vec!["18-24".to_owned(), "25-34".to_owned()],
///     value: Axis::new("Persons", Format::Count),
///     sides: [Series::new("Women", [40.0, 30.0]), Series::new("Men", [25.0, 35.0])],
/// });
/// let chart = Chart { caption: Caption::new("Members"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("Women"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PopulationPyramid {
    /// What the classes are.
    pub class: String,
    /// The classes, from the base up.
    pub classes: Vec<String>,
    /// What the lengths measure; always linear, from 0.
    pub value: Axis,
    /// The two groups, left and right, each with one value for every class.
    pub sides: [Series; 2],
}

/// Share of a row that its bars take.
const BAR: f64 = 0.78;
/// Room of the ticks below.
const TICKS: f64 = 40.0;

/// Where things stand.
struct Sheet {
    plot: Area,
    /// Half of the column of names.
    half: f64,
    row: f64,
    scale: ValueScale,
}

impl Sheet {
    /// Where a value of a side ends.
    fn end(&self, side: usize, value: f64) -> f64 {
        let middle = self.plot.center().x;
        let room = self.plot.width() / 2.0 - self.half;
        let reach = self.half + room * self.scale.share(value);
        if side == 0 {
            middle - reach
        } else {
            middle + reach
        }
    }
}

impl PopulationPyramid {
    fn sheet(&self, canvas: &Canvas, area: Area) -> Sheet {
        let small = canvas.theme.sizes.small;
        let names = canvas.widest(&self.classes, small).min(area.width() * 0.24);
        let plot = Area {
            top: area.top + canvas.small().leading(),
            bottom: area.bottom - TICKS,
            ..area
        };
        let values = finite(&self.sides).chain([0.0]);
        Sheet {
            plot,
            half: names / 2.0 + 8.0,
            row: plot.height() / self.classes.len() as f64,
            scale: ValueScale::fit(
                &self.value,
                values,
                Reach::From(0.0),
                4.0,
                canvas.theme.lang,
            ),
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, sheet: &Sheet, place: usize) {
        let middle = sheet.plot.bottom - (place as f64 + 0.5) * sheet.row;
        let half = sheet.row * BAR / 2.0;
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        let name = canvas.cut(&self.classes[place], style.size, sheet.half * 2.0 - 8.0);
        canvas.text(&name, Point::new(sheet.plot.center().x, middle), style);
        for (side, series) in self.sides.iter().enumerate() {
            let start = sheet.end(side, 0.0);
            let outwards = if side == 0 { -1.0 } else { 1.0 };
            match series.values[place] {
                Datum::Suppressed(_) => {
                    let stub = Area::between(
                        Point::new(start, middle - half),
                        Point::new(start + outwards * 14.0, middle + half),
                    );
                    canvas.hatched(stub);
                }
                value => {
                    let Some(value) = value.value() else { continue };
                    let end = sheet.end(side, value);
                    let bar = Area::between(
                        Point::new(start, middle - half),
                        Point::new(end, middle + half),
                    );
                    canvas.series_rect(bar, side);
                    if self.classes.len() <= 12 {
                        let text = self.value.format.write(value, canvas.theme.lang);
                        let anchor = if side == 0 {
                            Anchor::End
                        } else {
                            Anchor::Start
                        };
                        let inside =
                            bar.width() > canvas.width(&text, canvas.theme.sizes.small) + 12.0;
                        let (at, anchor, background) = match (inside, side) {
                            (true, 0) => (end + 6.0, Anchor::Start, Some(palette::series(0))),
                            (true, _) => (end - 6.0, Anchor::End, Some(palette::series(1))),
                            (false, _) => (end + outwards * 5.0, anchor, None),
                        };
                        let style = canvas.small().anchored(anchor);
                        match background {
                            Some(fill) => canvas.plated_text(
                                &text,
                                Point::new(at, middle),
                                style.colored(palette::ink_on(fill)),
                                fill,
                            ),
                            None => canvas.haloed_text(&text, Point::new(at, middle), style),
                        }
                    }
                }
            }
        }
    }
}

impl Figure for PopulationPyramid {
    fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.sides, self.classes.len())?;
        for series in &self.sides {
            if let Some(value) = series
                .values
                .iter()
                .filter_map(|datum| datum.value())
                .find(|value| *value < 0.0)
            {
                return Err(DrawError::Negative {
                    shape: "a pyramid",
                    label: series.name.clone(),
                    value,
                });
            }
        }
        scale::check_bars(&self.value, finite(&self.sides))
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        (self.classes.len() as f64 * 30.0 + 110.0).min(1000.0)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let mut entries: Vec<Entry> = self
            .sides
            .iter()
            .enumerate()
            .map(|(side, series)| Entry::new(Key::Patch(side), &series.name))
            .collect();
        let withheld = |series: &Series| {
            series
                .values
                .iter()
                .any(|value| matches!(value, Datum::Suppressed(_)))
        };
        if self.sides.iter().any(withheld) {
            entries.push(Entry::withheld(lang));
        }
        let area = legend::draw(canvas, area, &entries);
        let sheet = self.sheet(canvas, area);
        let heading = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        canvas.text(
            &self.class,
            Point::new(sheet.plot.center().x, area.top + heading.size * 0.4),
            heading,
        );
        let ticks = sheet.scale.ticks.iter().zip(&sheet.scale.labels);
        for (side, (tick, label)) in
            (0..2).flat_map(|side| ticks.clone().map(move |tick| (side, tick)))
        {
            let x = sheet.end(side, *tick);
            let (top, bottom) = (
                Point::new(x, sheet.plot.top),
                Point::new(x, sheet.plot.bottom),
            );
            canvas.segment(top, bottom, Stroke::solid(palette::GRID, 1.0));
            canvas.text(
                label,
                Point::new(x, sheet.plot.bottom + 12.0),
                canvas.small().anchored(Anchor::Middle),
            );
        }
        for place in 0..self.classes.len() {
            self.draw_row(canvas, &sheet, place);
        }
        let title = Point::new(sheet.plot.center().x, sheet.plot.bottom + 30.0);
        canvas.text(&sheet.scale.heading, title, heading);
    }

    fn describe(&self, lang: Lang) -> String {
        let [left, right] = self.sides.each_ref().map(|series| {
            let sum: f64 = series.values.iter().filter_map(|datum| datum.value()).sum();
            format!("{} {}", series.name, self.value.format.write(sum, lang))
        });
        let count = self.classes.len();
        match lang {
            Lang::Zh => format!(
                "人口金字塔，{count} 个{}：左 {left}，右 {right}。",
                self.class
            ),
            Lang::En => format!(
                "Population pyramid over {count} classes of {}: left {left}, right {right}.",
                self.class
            ),
        }
    }
}
