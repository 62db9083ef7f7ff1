//! [`Practice`]: every convention of one way to segment, and what it comes to on the data.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    change::{
        Change, NotPositive, OrderUnit, Purchase, Reference, RefundRows, RepeatedRows, Ties, Window,
    },
    people::{Origin, RowRule},
};
use crate::{
    Basis, DayCount, Monetary, Refunds, Rfm, Scheme, Scoring, Statuses, ZeroOrders,
    columns::{date_of, day_number},
    reduce::DAY,
};

/// Every convention of one way to segment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Practice {
    pub(super) refunds: RefundRows,
    pub(super) zero_orders: ZeroOrders,
    pub(super) statuses: Statuses,
    pub(super) repeated: RepeatedRows,
    pub(super) window: Window,
    pub(super) reference: Reference,
    pub(super) day_count: DayCount,
    pub(super) purchase: Purchase,
    pub(super) orders: OrderUnit,
    pub(super) money: Monetary,
    pub(super) not_positive: NotPositive,
    pub(super) scoring: Option<Scoring>,
    pub(super) frequency_scoring: Option<Scoring>,
    pub(super) bins: u8,
    pub(super) break_ties: Ties,
    /// The place of the scheme among those that are searched.
    pub(super) scheme: usize,
    pub(super) basis: Basis,
    pub(super) split_ties: Ties,
    /// The window and the analysis date that the user gave.
    given: (Option<NaiveDate>, Option<NaiveDate>),
}

/// What R, F and M are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ValueRule {
    pub(super) origin: Origin,
    pub(super) purchase: Purchase,
    pub(super) orders: OrderUnit,
    pub(super) per_order: bool,
    pub(super) not_positive: NotPositive,
}

/// What scores are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScoreRule {
    /// Of R, F and M.
    pub(super) scoring: [Scoring; 3],
    pub(super) bins: u8,
    pub(super) ties: Ties,
}

/// What the analysis date and the window come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) origin: Origin,
    /// The analysis date, where it is a day.
    pub(super) as_of: Option<NaiveDate>,
    /// The first day of the window, where there is one.
    pub(super) since: Option<NaiveDate>,
    /// The first moment after the last that counts.
    until: i64,
}

impl Practice {
    /// The conventions of `rfm`.
    pub(super) fn of(rfm: &Rfm) -> Self {
        Self {
            refunds: match rfm.refunds {
                Refunds::Deduct => RefundRows::Deduct,
                Refunds::Exclude => RefundRows::Exclude,
            },
            zero_orders: rfm.zero_orders,
            statuses: rfm.statuses,
            repeated: RepeatedRows::Keep,
            window: rfm.since.map_or(Window::All, |_| Window::Given),
            reference: rfm.as_of.map_or(Reference::DayAfter, |_| Reference::Given),
            day_count: rfm.day_count,
            purchase: Purchase::Last,
            orders: OrderUnit::OrderIds,
            money: rfm.money,
            not_positive: NotPositive::Keep,
            scoring: rfm.scoring,
            frequency_scoring: None,
            bins: rfm.bins,
            break_ties: Ties::AsUsual,
            scheme: 0,
            basis: rfm.basis,
            split_ties: Ties::AsUsual,
            given: (rfm.since, rfm.as_of),
        }
    }

    /// Puts a change into force; `schemes` are those that are searched, the one in force first.
    pub(super) fn apply(&mut self, change: &Change, schemes: &[Scheme]) {
        match change {
            Change::Scheme(scheme) => {
                let place = schemes.iter().position(|of| of == scheme);
                self.scheme = place.unwrap_or_default();
            }
            Change::Scoring(scoring) => self.scoring = Some(*scoring),
            Change::FrequencyScoring(scoring) => self.frequency_scoring = Some(*scoring),
            Change::Refunds(refunds) => self.refunds = *refunds,
            Change::Reference(reference) => self.reference = *reference,
            Change::Basis(basis) => self.basis = *basis,
            Change::SplitTies(ties) => self.split_ties = *ties,
            Change::Orders(orders) => self.orders = *orders,
            Change::ZeroOrders(orders) => self.zero_orders = *orders,
            Change::Statuses(statuses) => self.statuses = *statuses,
            Change::RepeatedRows(repeated) => self.repeated = *repeated,
            Change::DayCount(days) => self.day_count = *days,
            Change::Window(window) => self.window = *window,
            Change::Money(money) => self.money = *money,
            Change::NotPositive(customers) => self.not_positive = *customers,
            Change::Bins(bins) => self.bins = *bins,
            Change::BreakTies(ties) => self.break_ties = *ties,
            Change::Purchase(purchase) => self.purchase = *purchase,
        }
    }

    /// What the dates come to when the last row in use is of the moment `latest`; none where the window and
    /// the analysis date contradict each other.
    pub(super) fn dates(&self, latest: i64) -> Option<Dates> {
        let last = date_of(day_of(latest));
        if let Window::Year(year) = self.window {
            let usual = self
                .given
                .1
                .map_or(Reference::DayAfter, |_| Reference::Given);
            let end = NaiveDate::from_ymd_opt(year, 12, 31)?;
            return (self.reference == usual)
                .then(|| self.seen_from(end, NaiveDate::from_ymd_opt(year, 1, 1)));
        }
        let moment = match self.reference {
            Reference::LastMoment => Some(latest),
            Reference::LastMomentNextDay => Some(latest.saturating_add(DAY)),
            _ => None,
        };
        let day = match self.reference {
            Reference::Given => self.given.1?,
            Reference::DayBeforeGiven => self.given.1?.pred_opt()?,
            Reference::DayAfterGiven => self.given.1?.succ_opt()?,
            Reference::On(day) => day,
            Reference::DayAfter | Reference::LastMomentNextDay => last.succ_opt()?,
            Reference::LastDay | Reference::LastMoment => last,
            Reference::MonthEnd => next_month(last, 1)?.pred_opt()?,
            Reference::QuarterEnd => next_month(last, 3)?.pred_opt()?,
            Reference::YearEnd => next_month(last, 12)?.pred_opt()?,
            Reference::NextMonth => next_month(last, 1)?,
            Reference::NextYear => next_month(last, 12)?,
        };
        let since = match self.window {
            Window::All | Window::Year(_) => None,
            Window::Given => self.given.0,
            Window::Months(months) => Some(day.checked_sub_months(Months::new(months))?),
            Window::LastYear => NaiveDate::from_ymd_opt(last.year(), 1, 1),
        };
        let dates = self.seen_from(day, since);
        Some(match moment {
            Some(moment) => Dates {
                origin: Origin::Moment(moment),
                as_of: None,
                until: i64::MAX,
                ..dates
            },
            // Nothing is later than the last row.
            None if self.reference == Reference::DayAfter => Dates {
                until: i64::MAX,
                ..dates
            },
            None => dates,
        })
    }

    fn seen_from(&self, as_of: NaiveDate, since: Option<NaiveDate>) -> Dates {
        let midnight = i64::from(day_number(as_of)) * DAY;
        let (origin, until) = match self.day_count {
            DayCount::Calendar => (Origin::Day(midnight / DAY), midnight + DAY),
            DayCount::Elapsed => (Origin::Moment(midnight), midnight + 1),
        };
        Dates {
            origin,
            as_of: Some(as_of),
            since,
            until,
        }
    }

    /// Which rows count.
    pub(super) fn rows(&self, dates: &Dates) -> RowRule {
        let since = dates.since.map(|day| i64::from(day_number(day)) * DAY);
        RowRule {
            since: since.unwrap_or(i64::MIN),
            until: dates.until,
            ..self.any_rows()
        }
    }

    /// Which rows count, whenever they are from.
    pub(super) fn any_rows(&self) -> RowRule {
        RowRule {
            refunds: self.refunds,
            zero_orders: self.zero_orders == ZeroOrders::Count,
            statuses: self.statuses == Statuses::Respect,
            repeated: self.repeated,
            since: i64::MIN,
            until: i64::MAX,
        }
    }

    /// What R, F and M are made of.
    pub(super) fn values(&self, origin: Origin) -> ValueRule {
        ValueRule {
            origin,
            purchase: self.purchase,
            orders: self.orders,
            per_order: self.money == Monetary::PerOrder,
            not_positive: self.not_positive,
        }
    }

    /// What scores are made by; `usual` is the scoring that the scheme was published with.
    pub(super) fn scores(&self, usual: Scoring) -> ScoreRule {
        let scoring = self.scoring.unwrap_or(usual);
        let scoring = [scoring, self.frequency_scoring.unwrap_or(scoring), scoring];
        let by_rank = |scoring| matches!(scoring, Scoring::Ntile | Scoring::RankFirst);
        ScoreRule {
            scoring,
            bins: self.bins,
            // Where ranks are cut no value lies on a break.
            ties: if scoring.into_iter().all(by_rank) {
                Ties::AsUsual
            } else {
                self.break_ties
            },
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "days of an i64 of microseconds fit"
)]
pub(super) fn day_of(moment: i64) -> i32 {
    moment.div_euclid(DAY) as i32
}

/// The first day of the period of `months` months after the one that `day` lies in.
fn next_month(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let first = day.month0() / months * months + 1;
    NaiveDate::from_ymd_opt(day.year(), first, 1)?.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(change: &Change, last: (i32, u32, u32)) -> (String, String) {
        let mut practice = Practice::of(&Rfm::default());
        practice.apply(change, &[]);
        let last = NaiveDate::from_ymd_opt(last.0, last.1, last.2).unwrap();
        let dates = practice
            .dates(i64::from(day_number(last)) * DAY + 5)
            .unwrap();
        let text = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        (text(dates.since), text(dates.as_of))
    }

    #[test]
    fn dates_follow_the_last_order() {
        let last = (2011, 11, 9);
        for (change, since, as_of) in [
            (Change::Reference(Reference::DayAfter), "", "2011-11-10"),
            (Change::Reference(Reference::LastDay), "", "2011-11-09"),
            (Change::Reference(Reference::MonthEnd), "", "2011-11-30"),
            (Change::Reference(Reference::QuarterEnd), "", "2011-12-31"),
            (Change::Reference(Reference::YearEnd), "", "2011-12-31"),
            (Change::Reference(Reference::NextMonth), "", "2011-12-01"),
            (Change::Reference(Reference::NextYear), "", "2012-01-01"),
            (
                Change::Window(Window::Months(12)),
                "2010-11-10",
                "2011-11-10",
            ),
            (Change::Window(Window::LastYear), "2011-01-01", "2011-11-10"),
            (
                Change::Window(Window::Year(2010)),
                "2010-01-01",
                "2010-12-31",
            ),
            (Change::Reference(Reference::LastMoment), "", ""),
        ] {
            let want = (since.to_owned(), as_of.to_owned());
            assert_eq!(dates(&change, last), want, "{change:?}");
        }
    }
}
