//! [`Figure`]: a number, or why there is none; and [`Figures`], a group of them under stable keys.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// Why a figure is not defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// The input has no column for one of its terms.
    NotMeasured,
    /// There were no impressions.
    NoImpressions,
    /// There were no clicks.
    NoClicks,
    /// There were no visits.
    NoVisits,
    /// There were no conversions.
    NoConversions,
    /// There were no new customers.
    NoCustomers,
    /// Nothing was spent.
    NoCost,
    /// Nothing was earned.
    NoRevenue,
    /// There is no gross profit to divide by.
    NoGrossProfit,
    /// There are more clicks than impressions.
    ClicksAboveImpressions,
    /// More was refunded than earned.
    RefundsAboveRevenue,
    /// The base of the comparison is zero.
    NoBase,
    /// The flows never change their sign.
    NoSignChange,
    /// The flows change their sign more than once, and several rates bring them to zero.
    SeveralRates,
    /// No rate between -99% and 1,000% brings the flows to zero.
    NoRate,
    /// There is nothing paid out, or nothing received.
    OneSided,
    /// What was paid out is never recovered.
    NeverRecovered,
    /// What was recovered is lost again before the end.
    LostAgain,
    /// There is a single period.
    OnePeriod,
    /// The price does not exceed the variable cost of a piece.
    PriceBelowCost,
    /// There is neither profit nor loss.
    NoProfit,
    /// The sales are not known.
    NoSales,
    /// Customers are kept so long that the value has no bound.
    UnboundedLifetime,
    /// Every customer is kept.
    NobodyLeaves,
    /// Nothing is spent on a new customer.
    NoAcquisitionCost,
    /// The prices are equal.
    EqualPrices,
    /// Fewer prices differ than the fit has need of.
    TooFewPrices,
    /// Demand is inelastic: within limits a higher price always earns more.
    Inelastic,
    /// The unit cost is not known.
    NoUnitCost,
    /// The curves do not meet.
    NoCrossing,
    /// No value of the driver makes the result zero.
    NoSwitch,
    /// The groups do not differ in their spread: there is no standard error.
    NoSpread,
    /// There is no effect to divide by.
    NoEffect,
    /// There is no efficient alternative before this one.
    NothingBefore,
    /// The prices of both products move together.
    PricesMoveTogether,
    /// The number is too large to be written.
    TooLarge,
}

impl Undefined {
    /// The stable key of the reason.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotMeasured => "not_measured",
            Self::NoImpressions => "no_impressions",
            Self::NoClicks => "no_clicks",
            Self::NoVisits => "no_visits",
            Self::NoConversions => "no_conversions",
            Self::NoCustomers => "no_customers",
            Self::NoCost => "no_cost",
            Self::NoRevenue => "no_revenue",
            Self::NoGrossProfit => "no_gross_profit",
            Self::ClicksAboveImpressions => "clicks_above_impressions",
            Self::RefundsAboveRevenue => "refunds_above_revenue",
            Self::NoBase => "no_base",
            Self::NoSignChange => "no_sign_change",
            Self::SeveralRates => "several_rates",
            Self::NoRate => "no_rate",
            Self::OneSided => "one_sided",
            Self::NeverRecovered => "never_recovered",
            Self::LostAgain => "lost_again",
            Self::OnePeriod => "one_period",
            Self::PriceBelowCost => "price_below_cost",
            Self::NoProfit => "no_profit",
            Self::NoSales => "no_sales",
            Self::UnboundedLifetime => "unbounded_lifetime",
            Self::NobodyLeaves => "nobody_leaves",
            Self::NoAcquisitionCost => "no_acquisition_cost",
            Self::EqualPrices => "equal_prices",
            Self::TooFewPrices => "too_few_prices",
            Self::Inelastic => "inelastic",
            Self::NoUnitCost => "no_unit_cost",
            Self::NoCrossing => "no_crossing",
            Self::NoSwitch => "no_switch",
            Self::NoSpread => "no_spread",
            Self::NoEffect => "no_effect",
            Self::NothingBefore => "nothing_before",
            Self::PricesMoveTogether => "prices_move_together",
            Self::TooLarge => "too_large",
        }
    }
}

/// A number, or why there is none. Never infinite and never NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure(Result<f64, Undefined>);

impl Figure {
    /// A number; one that is not finite is [`Undefined::TooLarge`].
    pub fn of(value: f64) -> Self {
        Self(if value.is_finite() {
            // Minus zero reads as a mistake.
            Ok(value + 0.0)
        } else {
            Err(Undefined::TooLarge)
        })
    }

    /// No number, for a reason.
    pub fn undefined(reason: Undefined) -> Self {
        Self(Err(reason))
    }

    /// `numerator / denominator`; `reason` where the denominator is zero.
    pub fn ratio(numerator: f64, denominator: f64, reason: Undefined) -> Self {
        if denominator == 0.0 {
            Self::undefined(reason)
        } else {
            Self::of(numerator / denominator)
        }
    }

    /// The number, if there is one.
    pub fn value(self) -> Option<f64> {
        self.0.ok()
    }

    /// Why there is none.
    pub fn reason(self) -> Option<Undefined> {
        self.0.err()
    }
}

impl From<Result<f64, Undefined>> for Figure {
    fn from(result: Result<f64, Undefined>) -> Self {
        match result {
            Ok(value) => Self::of(value),
            Err(reason) => Self::undefined(reason),
        }
    }
}

/// In a file it is the number or null.
impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// The names of a group of figures.
pub trait Quantity: Copy + Eq + 'static {
    /// Every one, in the order in which they are told.
    const ALL: &'static [Self];

    /// The stable key in files.
    fn key(self) -> &'static str;
}

/// Declares the names of a group of figures with their keys.
macro_rules! quantities {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])+ $variant:ident: $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])+ $variant,)+
        }

        impl $crate::Quantity for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }
        }
    };
}
pub(crate) use quantities;

/// A group of figures under stable keys.
///
/// In a file it is a map from key to number or null, and under `not_defined` a map from key to reason where there is
/// one.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures<Q>(Vec<(Q, Figure)>);

impl<Q: Quantity> Figures<Q> {
    /// Works out every quantity.
    pub fn each(figure: impl Fn(Q) -> Figure) -> Self {
        Self(Q::ALL.iter().map(|&q| (q, figure(q))).collect())
    }

    /// One of them.
    pub fn get(&self, quantity: Q) -> Figure {
        self.iter()
            .find(|(known, _)| *known == quantity)
            .map_or(Figure::undefined(Undefined::NotMeasured), |(_, figure)| {
                figure
            })
    }

    /// The number of one of them, if it has one.
    pub fn value(&self, quantity: Q) -> Option<f64> {
        self.get(quantity).value()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Q, Figure)> {
        self.0.iter().copied()
    }
}

impl<Q: Quantity> Serialize for Figures<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (quantity, figure) in self.iter() {
            map.serialize_entry(quantity.key(), &figure)?;
        }
        let reasons: Reasons = self
            .iter()
            .filter_map(|(quantity, figure)| Some((quantity.key(), figure.reason()?)))
            .collect();
        if !reasons.is_empty() {
            map.serialize_entry("not_defined", &reasons)?;
        }
        map.end()
    }
}

/// Reasons by the key of the figure.
type Reasons = std::collections::BTreeMap<&'static str, Undefined>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_no_number_becomes_one() {
        assert_eq!(Figure::ratio(1.0, 0.0, Undefined::NoCost).value(), None);
        assert_eq!(
            Figure::of(f64::INFINITY).reason(),
            Some(Undefined::TooLarge)
        );
        assert_eq!(Figure::of(f64::NAN).reason(), Some(Undefined::TooLarge));
        assert!(Figure::of(-0.0).value().is_some_and(f64::is_sign_positive));
    }
}
