//! [`Funnel`]: how many reach each step of a path.

mod layout;

use fourr_locale::Lang;
use serde::Serialize;

use super::Figure;
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::datum::{Datum, withheld};
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// How many reach each step of a path: bars around a common middle, each as wide as its count, with the rate from
/// step to step between them and what is lost beside them. A step that nobody reaches is a hairline.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, Format, Funnel, FunnelStep, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let steps = vec![
///     FunnelStep::new("Impressions", 120_000.0),
///     FunnelStep::new("Clicks", 4_800.0),
///     FunnelStep::new("Orders", 432.0),
/// ];
/// let shape = Shape::Funnel(Funnel { value: Axis::new("Users", Format::Count), steps });
/// let chart = Chart { caption: Caption::new("Funnel"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("4.0%"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Funnel {
    /// What the widths measure; always linear.
    pub value: Axis,
    /// The steps, from the first to the last. Counts may grow from step to step.
    pub steps: Vec<FunnelStep>,
}

/// One step of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelStep {
    /// Its name.
    pub label: String,
    /// How many reach it.
    pub value: Datum,
}

impl FunnelStep {
    /// A step.
    pub fn new(label: impl Into<String>, value: impl Into<Datum>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

impl Funnel {
    fn values(&self) -> impl Iterator<Item = f64> {
        self.steps.iter().filter_map(|step| step.value.value())
    }

    /// A step's count as a share of another one's: 4.0%, – where one is not known or the other is zero.
    fn rate(&self, step: usize, of: usize, lang: Lang) -> String {
        let [value, whole] = [step, of].map(|index| self.steps[index].value.value());
        match (value, whole) {
            (Some(value), Some(whole)) if whole > 0.0 => lang.share(value / whole, 1),
            _ => "–".to_owned(),
        }
    }

    /// What is lost, or gained, on the way to a step.
    fn loss(&self, step: usize, lang: Lang) -> Option<String> {
        let lost = self.steps[step - 1].value.value()? - self.steps[step].value.value()?;
        let amount = self.value.format.write(lost.abs(), lang);
        let word = if lost < 0.0 {
            lang.pick("增加", "gained")
        } else {
            lang.pick("流失", "lost")
        };
        Some(format!("{word} {amount}"))
    }

    /// A count in words.
    fn write(&self, value: Datum, lang: Lang) -> String {
        match (value, value.value()) {
            (Datum::Suppressed(limit), _) => withheld(limit),
            (_, Some(value)) => self.value.format.write(value, lang),
            (_, None) => lang.pick("无数据", "no data").to_owned(),
        }
    }
}

impl Figure for Funnel {
    fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        for step in &self.steps {
            if let Some(value) = step.value.value().filter(|value| *value < 0.0) {
                return Err(DrawError::Negative {
                    shape: "a funnel",
                    label: step.label.clone(),
                    value,
                });
            }
        }
        scale::check_bars(&self.value, self.values())
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        layout::preferred_height(self.steps.len())
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (count, measure) = (self.steps.len(), self.value.heading(lang));
        let start = match lang {
            Lang::Zh => format!("漏斗图，{count} 步的{measure}。"),
            Lang::En => format!("Funnel of {measure} over {count} steps."),
        };
        let steps = self.steps.iter().enumerate().map(|(index, step)| {
            let (name, value) = (&step.label, self.write(step.value, lang));
            if index == 0 {
                return format!("{name} {value}");
            }
            let rate = self.rate(index, index - 1, lang);
            match lang {
                Lang::Zh => format!("{name} {value}（上一步的 {rate}）"),
                Lang::En => format!("{name} {value} ({rate} of the step before)"),
            }
        });
        let steps: Vec<String> = steps.collect();
        let Some(last) = count.checked_sub(1) else {
            return start;
        };
        let overall = self.rate(last, 0, lang);
        match lang {
            Lang::Zh => format!("{start}{}。总转化率 {overall}。", steps.join("，")),
            Lang::En => format!("{start} {}. Overall {overall}.", steps.join(", ")),
        }
    }
}
