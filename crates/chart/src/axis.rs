//! [`Axis`]: what an axis measures and how its numbers are written.

use fourr_locale::Lang;
use serde::Serialize;

/// What an axis measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// The measure: 客户数, customers.
    pub title: String,
    /// Its unit: 人, yuan.
    pub unit: Option<String>,
    /// How values become positions.
    pub scale: Scale,
    /// How numbers are written.
    pub format: Format,
    /// Values that the axis reaches whatever the data: `[0.0, 1.0]` for a coefficient.
    pub range: Option<[f64; 2]>,
}

impl Axis {
    /// A linear axis without a unit.
    pub fn new(title: impl Into<String>, format: Format) -> Self {
        Self {
            title: title.into(),
            unit: None,
            scale: Scale::Linear,
            format,
            range: None,
        }
    }

    /// The same axis with a unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self {
            unit: Some(unit.into()),
            ..self
        }
    }

    /// The same axis, logarithmic.
    #[must_use]
    pub fn log(self) -> Self {
        Self {
            scale: Scale::Log,
            ..self
        }
    }

    /// The same axis, reaching from `low` to `high` at least.
    #[must_use]
    pub fn reaching(self, low: f64, high: f64) -> Self {
        Self {
            range: Some([low, high]),
            ..self
        }
    }

    /// Title and unit as a reader sees them: 客户数（人）, customers (persons).
    pub fn heading(&self, lang: Lang) -> String {
        let log = match self.scale {
            Scale::Linear => None,
            Scale::Log => Some(lang.pick("对数刻度", "log scale")),
        };
        let extras: Vec<&str> = self.unit.as_deref().into_iter().chain(log).collect();
        if extras.is_empty() {
            return self.title.clone();
        }
        let inside = extras.join(lang.pick("，", ", "));
        match lang {
            Lang::Zh => format!("{}（{inside}）", self.title),
            Lang::En => format!("{} ({inside})", self.title),
        }
    }
}

/// How values become positions on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Scale {
    /// Equal differences are equal lengths.
    #[default]
    Linear,
    /// Equal ratios are equal lengths.
    Log,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Format {
    /// Whole numbers: 1,234.
    Count,
    /// Short numbers: 1.2万, 12K.
    Compact,
    /// So many decimals: 12.50.
    Fixed(u8),
    /// A share of one as a percentage with so many decimals: 12.5%.
    Share(u8),
}

impl Format {
    /// A value as a label.
    pub fn write(self, value: f64, lang: Lang) -> String {
        let size = value.abs();
        if size >= 1e15 || (size > 0.0 && size < 1e-12) {
            return format!("{value:.2e}");
        }
        match self {
            Self::Count => lang.fixed(value, 0),
            Self::Compact => lang.compact(value),
            Self::Fixed(places) => lang.fixed(value, places.into()),
            Self::Share(places) => lang.share(value, places.into()),
        }
    }

    /// A value at a tick: as many decimals as neighbouring ticks, `step` apart, need.
    pub(crate) fn write_tick(self, value: f64, step: f64, lang: Lang) -> String {
        let size = value.abs().max(step);
        if size >= 1e15 || step < 1e-12 {
            return self.write(value, lang);
        }
        match self {
            Self::Compact if step >= 0.1 || size >= 1e4 => lang.compact(value),
            Self::Share(_) => lang.share(value, decimals(step * 100.0)),
            _ => lang.fixed(value, decimals(step)),
        }
    }
}

/// Decimals that a multiple of `step` can have, where `step` is 1, 2, 2.5 or 5 times a power of ten.
fn decimals(step: f64) -> usize {
    (0..12)
        .find(|&places| {
            let scaled = step * 10_f64.powi(places);
            (scaled - scaled.round()).abs() < 1e-6 * scaled
        })
        .and_then(|places| usize::try_from(places).ok())
        .unwrap_or(12)
}

/// A line across the plot at one value, with its name: a median, a target, a break-even point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference {
    /// Where it stands on the axis.
    pub value: f64,
    /// What it says, with the value if it should be read: 中位数 12 天.
    pub label: String,
    /// Where a shade that begins at the line ends; none where the line stands alone. Charts of [lines](crate::Lines)
    /// draw it.
    pub until: Option<f64>,
}

impl Reference {
    /// A line at `value` called `label`.
    pub fn new(value: f64, label: impl Into<String>) -> Self {
        Self {
            value,
            label: label.into(),
            until: None,
        }
    }

    /// Shades what lies between the line and `until`: a range of prices, the time that a campaign took.
    #[must_use]
    pub fn shaded_until(self, until: f64) -> Self {
        Self {
            until: Some(until),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tick_labels_have_the_decimals_of_their_step() {
        let text = |format: Format, value, step| format.write_tick(value, step, Lang::En);
        assert_eq!(text(Format::Fixed(2), 2.5, 0.5), "2.5");
        assert_eq!(text(Format::Count, 2.5, 2.5), "2.5");
        assert_eq!(text(Format::Share(0), 0.025, 0.025), "2.5%");
        assert_eq!(text(Format::Share(2), 0.2, 0.2), "20%");
        assert_eq!(text(Format::Compact, 12_500.0, 2_500.0), "12.5K");
        assert_eq!(text(Format::Compact, 0.02, 0.01), "0.02");
    }

    #[test]
    fn heading_names_unit_and_scale() {
        let axis = Axis::new("成本", Format::Compact).unit("元").log();
        assert_eq!(axis.heading(Lang::Zh), "成本（元，对数刻度）");
        assert_eq!(
            Axis::new("Cost", Format::Count)
                .unit("yuan")
                .heading(Lang::En),
            "Cost (yuan)"
        );
    }
}
