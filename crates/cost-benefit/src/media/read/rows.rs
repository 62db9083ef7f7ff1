//! Batches read into primitive vectors, and each row's fate.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fourr_table::{
    Batch, Values,
    coerce::{Faults, Keys, Reading, TimeRules, amounts, keys, meanings, times},
};
use hashbrown::HashMap;

use super::{
    blocks::{Blocks, Layout, add},
    columns::{LedgerColumns, Shape, Wide},
    days::Days,
    levels::Levels,
    words,
};
use crate::{
    CostBenefit, CostBenefitError,
    media::{Measure, RowLedger},
};

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;
/// Ten-thousandths in one.
const ONE: i64 = 10_000;

/// What a cost may be by its kind.
const COST_KINDS: [Measure; 4] = [
    Measure::Cost,
    Measure::FixedCost,
    Measure::SunkCost,
    Measure::Fees,
];

/// Which rows count and in which cell.
#[derive(Debug, Clone)]
pub(crate) struct RowRules {
    since: i64,
    until: i64,
    compare_from: Option<i64>,
    control: Option<String>,
    only_currency: Option<String>,
    times: TimeRules,
    needs_time: bool,
}

impl RowRules {
    pub(crate) fn of(params: &CostBenefit) -> Self {
        Self {
            since: params.since.map_or(i64::MIN, day_number),
            until: params.until.map_or(i64::MAX, day_number),
            compare_from: params.compare_from.map(day_number),
            control: params.control.clone(),
            only_currency: params.only_currency.clone(),
            times: TimeRules::default(),
            needs_time: params
                .since
                .or(params.until)
                .or(params.compare_from)
                .is_some(),
        }
    }

    /// Whether rows of test and control, or of two periods, are told apart.
    fn is_split(&self) -> bool {
        self.compare_from.is_some() || self.control.is_some()
    }
}

/// Days from 1970-01-01 to `date`.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    (date - NaiveDate::default()).num_days()
}

/// What the rows that one worker saw add up to.
#[derive(Debug)]
pub(super) struct Tallies {
    pub(super) layout: Layout,
    pub(super) rows: RowLedger,
    /// One place: everything.
    pub(super) total: Blocks,
    /// A table for each key, then one for the columns of a wide table that hold the cost of one channel.
    pub(super) levels: Vec<Levels>,
    pub(super) days: Days,
    pub(super) currencies: BTreeMap<String, u64>,
    pub(super) faults: Vec<Faults>,
    /// First and last day among the rows in use.
    pub(super) span: Option<(i64, i64)>,
}

impl Tallies {
    pub(super) fn new(columns: &LedgerColumns, rules: &RowRules) -> Self {
        let layout = Layout::new(columns.measures(), rules.is_split());
        let spends = matches!(&columns.shape, Shape::Wide(wide) if !wide.spend.is_empty());
        let tables = columns.keys.len() + usize::from(spends);
        let mut total = Blocks::new(&layout);
        total.push();
        Self {
            rows: RowLedger::default(),
            total,
            levels: (0..tables).map(|_| Levels::new(&layout)).collect(),
            days: Days::new(&layout),
            currencies: BTreeMap::new(),
            faults: columns.numbers().map(Faults::new).collect(),
            span: None,
            layout,
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.rows.merge(&other.rows);
        self.total.merge(0, &other.total, 0);
        for (mine, theirs) in self.levels.iter_mut().zip(&other.levels) {
            mine.merge(theirs);
        }
        self.days.merge(&other.days);
        for (currency, rows) in other.currencies {
            *self.currencies.entry(currency).or_default() += rows;
        }
        for (mine, theirs) in self.faults.iter_mut().zip(other.faults) {
            mine.merge(theirs);
        }
        self.span = match (self.span, other.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (mine, theirs) => mine.or(theirs),
        };
    }

    /// Adds a row to the total, to its levels and to its day.
    fn add(&mut self, rows: &Rows, row: usize, (day, cell): (Option<i64>, usize), said: &Said) {
        add(self.total.block(0, cell), &said.amounts);
        for (numbers, levels) in rows.levels.iter().zip(&mut self.levels) {
            add(levels.block(numbers[row], cell), &said.amounts);
        }
        if let Some(day) = day {
            add(self.days.block(day, cell), &said.amounts);
        }
        if let (Some(spends), Some(slot)) = (self.levels.last_mut(), said.cost_slot) {
            for &(level, amount) in &said.spent {
                spends.block(level, cell)[slot] += i128::from(amount);
            }
        }
    }
}

impl LedgerColumns {
    /// Every measure that a row may add to.
    fn measures(&self) -> Vec<Measure> {
        let Shape::Wide(wide) = &self.shape else {
            return Measure::ALL.to_vec();
        };
        let kinds = wide.cost_type.as_ref().map(|_| COST_KINDS);
        let spends = (!wide.spend.is_empty()).then_some(Measure::Cost);
        let rated = wide.margin_rate.as_ref().map(|_| Measure::GrossProfit);
        let named = wide.measures.iter().map(|(measure, _)| *measure);
        named
            .chain(kinds.into_iter().flatten())
            .chain(spends)
            .chain(rated)
            .collect()
    }

    /// The columns whose cells may be unreadable: the day first, where there is one.
    fn numbers(&self) -> impl Iterator<Item = &str> {
        let numbers: Vec<&str> = match &self.shape {
            Shape::Long { value, .. } => vec![value],
            Shape::Wide(wide) => {
                let measures = wide.measures.iter().map(|(_, name)| name.as_str());
                measures
                    .chain(wide.margin_rate.as_deref())
                    .chain(wide.spend.iter().map(String::as_str))
                    .collect()
            }
        };
        self.time.as_deref().into_iter().chain(numbers)
    }
}

/// One batch, column by column.
pub(super) struct Rows {
    levels: Vec<Vec<u32>>,
    days: Option<Vec<Reading>>,
    controls: Option<Vec<Option<bool>>>,
    currencies: Option<Vec<bool>>,
    numbers: Numbers,
    by_day: bool,
}

/// The numbers of a batch.
enum Numbers {
    Wide {
        /// What each column adds to; the cost by its kind, where there are kinds.
        measures: Vec<(Measure, Vec<Reading>)>,
        kinds: Option<Vec<Option<Measure>>>,
        margins: Option<Vec<Reading>>,
        spend: Vec<(u32, Vec<Reading>)>,
    },
    Long {
        measures: Vec<Option<Measure>>,
        values: Vec<Reading>,
    },
}

impl Rows {
    pub(super) fn read(
        batch: &Batch,
        columns: &LedgerColumns,
        rules: &RowRules,
        tallies: &mut Tallies,
    ) -> Result<Self, CostBenefitError> {
        let first_row = batch.first_row;
        let mut levels = Vec::with_capacity(columns.keys.len());
        for ((_, column), table) in columns.keys.iter().zip(&mut tallies.levels) {
            levels.push(table.numbers(&batch.column(column)?)?);
        }
        let (time_faults, number_faults) = tallies
            .faults
            .split_at_mut(usize::from(columns.time.is_some()));
        let days = match (&columns.time, time_faults.first_mut()) {
            (Some(time), Some(faults)) => {
                Some(times(batch.column(time)?, rules.times, first_row, faults)?)
            }
            _ => None,
        };
        let controls = match (&columns.group, &rules.control) {
            (Some(group), Some(control)) => Some(meanings(&batch.column(group)?, |name| {
                name.map(|name| name == control)
            })?),
            _ => None,
        };
        let currencies = match &columns.currency {
            Some(currency) => Some(currencies(
                batch.column(currency)?,
                rules,
                &mut tallies.currencies,
            )?),
            None => None,
        };
        let mut reader = Reader {
            batch,
            faults: number_faults.iter_mut(),
        };
        let numbers = match &columns.shape {
            Shape::Long { measure, value } => Numbers::Long {
                measures: meanings(&batch.column(measure)?, |name| {
                    name.and_then(words::measure)
                })?,
                values: reader.amounts(value)?,
            },
            Shape::Wide(wide) => reader.wide(wide, tallies.levels.last_mut())?,
        };
        Ok(Self {
            levels,
            days,
            controls,
            currencies,
            numbers,
            by_day: columns.by_day,
        })
    }

    /// Adds every row to its levels, or counts why not.
    pub(super) fn add_to(&self, rules: &RowRules, tallies: &mut Tallies, rows: usize) {
        let layout = tallies.layout.clone();
        let mut said = Said::new(&layout);
        for row in 0..rows {
            tallies.rows.read += 1;
            let Some((day, cell)) = self.place(row, rules, &layout, &mut tallies.rows) else {
                continue;
            };
            let is_total = (self.levels.iter().zip(&tallies.levels))
                .any(|(numbers, levels)| levels.is_total(numbers[row]));
            if is_total {
                tallies.rows.total_row += 1;
                continue;
            }
            if !self.numbers.read(row, &mut said, &mut tallies.rows) {
                continue;
            }
            tallies.rows.used += 1;
            if let Some(day) = day {
                let span = tallies.span.get_or_insert((day, day));
                *span = (span.0.min(day), span.1.max(day));
            }
            let day = day.filter(|_| self.by_day);
            tallies.add(self, row, (day, cell), &said);
        }
    }

    /// The day and the cell of a row, or an entry in the ledger.
    fn place(
        &self,
        row: usize,
        rules: &RowRules,
        layout: &Layout,
        ledger: &mut RowLedger,
    ) -> Option<(Option<i64>, usize)> {
        if self.currencies.as_ref().is_some_and(|known| !known[row]) {
            ledger.other_currency += 1;
            return None;
        }
        let day = match self.days.as_ref().map(|days| days[row]) {
            None => None,
            Some(reading) => match reading.value() {
                Some(micros) => Some(micros.div_euclid(DAY)),
                None if reading != Reading::MISSING => {
                    ledger.unreadable_time += 1;
                    return None;
                }
                None if rules.needs_time || self.by_day => {
                    ledger.missing_time += 1;
                    return None;
                }
                None => None,
            },
        };
        if day.is_some_and(|day| day < rules.since) {
            ledger.before_window += 1;
            return None;
        }
        if day.is_some_and(|day| day > rules.until) {
            ledger.after_window += 1;
            return None;
        }
        let test = match self.controls.as_ref().map(|controls| controls[row]) {
            Some(None) => {
                ledger.missing_group += 1;
                return None;
            }
            Some(Some(is_control)) => !is_control,
            None => true,
        };
        let compared = rules
            .compare_from
            .is_none_or(|from| day.is_some_and(|day| day >= from));
        let cell = 2 * usize::from(test) + usize::from(compared);
        Some((day, layout.place(cell)))
    }
}

/// What a row says, slot by slot of the layout.
struct Said {
    amounts: Vec<i64>,
    /// A bit for every slot that has a value.
    seen: u16,
    /// What single channels cost, by the number of their level.
    spent: Vec<(u32, i64)>,
    slots: [Option<usize>; Measure::COUNT],
    cost_slot: Option<usize>,
    counts: usize,
}

impl Said {
    fn new(layout: &Layout) -> Self {
        Self {
            amounts: vec![0; layout.slots.len()],
            seen: 0,
            spent: Vec::new(),
            slots: Measure::ALL.map(|measure| layout.slot(measure)),
            cost_slot: layout.slot(Measure::Cost),
            counts: layout.counts(),
        }
    }

    /// Takes what a cell says of a measure; false when it cannot be read.
    #[inline]
    fn take(&mut self, reading: Reading, measure: Measure) -> bool {
        match (reading.value(), self.slots[measure as usize]) {
            (Some(amount), Some(slot)) => {
                self.amounts[slot] = self.amounts[slot].saturating_add(amount);
                self.seen |= 1 << slot;
                true
            }
            (Some(_), None) => true,
            (None, _) => reading == Reading::MISSING,
        }
    }

    /// What was said of a measure, if anything was.
    fn of(&self, measure: Measure) -> Option<i64> {
        let slot = self.slots[measure as usize]?;
        (self.seen >> slot & 1 == 1).then(|| self.amounts[slot])
    }

    /// Whether the first is known to exceed the second.
    fn exceeds(&self, more: Measure, less: Measure) -> bool {
        let pair = self.of(more).zip(self.of(less));
        pair.is_some_and(|(more, less)| more > less)
    }
}

impl Numbers {
    /// Reads what a row says, or makes an entry in the ledger and says false.
    fn read(&self, row: usize, said: &mut Said, ledger: &mut RowLedger) -> bool {
        said.amounts.fill(0);
        said.seen = 0;
        said.spent.clear();
        let is_read = match self {
            Self::Long { measures, values } => {
                let Some(measure) = measures[row] else {
                    ledger.unknown_kind += 1;
                    return false;
                };
                said.take(values[row], measure)
            }
            Self::Wide {
                measures,
                kinds,
                spend,
                ..
            } => {
                let kind = kinds.as_ref().map(|kinds| kinds[row]);
                if kind == Some(None) {
                    ledger.unknown_kind += 1;
                    return false;
                }
                let as_kind = |measure| match (measure, kind.flatten()) {
                    (Measure::Cost, Some(kind)) => kind,
                    (measure, _) => measure,
                };
                let mut is_read = true;
                for (measure, values) in measures {
                    is_read &= said.take(values[row], as_kind(*measure));
                }
                for (level, values) in spend {
                    is_read &= said.take(values[row], Measure::Cost);
                    let amount = values[row].value();
                    said.spent.extend(amount.map(|amount| (*level, amount)));
                }
                is_read
            }
        };
        if !is_read {
            ledger.unreadable_number += 1;
            return false;
        }
        self.judge(row, said, ledger)
    }

    /// Whether what was read makes sense; adds the gross profit of a margin rate.
    fn judge(&self, row: usize, said: &mut Said, ledger: &mut RowLedger) -> bool {
        if said.seen == 0 {
            ledger.no_number += 1;
            return false;
        }
        if said.amounts[..said.counts].iter().any(|count| *count < 0) {
            ledger.negative_count += 1;
            return false;
        }
        if let Self::Wide {
            margins: Some(margins),
            ..
        } = self
            && let Some(rate) = margins[row].value()
        {
            if rate.abs() > ONE {
                ledger.margin_out_of_range += 1;
                return false;
            }
            // A gross profit that the row tells itself goes before one by a rate.
            if said.of(Measure::GrossProfit).is_none() {
                let refunds = said.of(Measure::Refunds).unwrap_or(0);
                let net = said
                    .of(Measure::Revenue)
                    .unwrap_or(0)
                    .saturating_sub(refunds);
                said.take(Reading::of(share(net, rate)), Measure::GrossProfit);
            }
        }
        ledger.clicks_above_impressions +=
            u64::from(said.exceeds(Measure::Clicks, Measure::Impressions));
        ledger.refunds_above_revenue += u64::from(said.exceeds(Measure::Refunds, Measure::Revenue));
        true
    }
}

/// An amount times a rate, in ten-thousandths, half away from zero.
fn share(amount: i64, rate: i64) -> i64 {
    let exact = i128::from(amount) * i128::from(rate);
    let rounded = (exact.abs() + i128::from(ONE / 2)) / i128::from(ONE) * exact.signum();
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

struct Reader<'a, 'f> {
    batch: &'a Batch,
    faults: std::slice::IterMut<'f, Faults>,
}

impl Reader<'_, '_> {
    /// The next column of numbers.
    fn amounts(&mut self, column: &str) -> Result<Vec<Reading>, CostBenefitError> {
        let mut spare = Faults::new(column);
        let faults = self.faults.next().unwrap_or(&mut spare);
        Ok(amounts(
            self.batch.column(column)?,
            self.batch.first_row,
            faults,
        )?)
    }

    fn wide(
        &mut self,
        wide: &Wide,
        levels: Option<&mut Levels>,
    ) -> Result<Numbers, CostBenefitError> {
        let mut measures = Vec::with_capacity(wide.measures.len());
        for (measure, column) in &wide.measures {
            measures.push((*measure, self.amounts(column)?));
        }
        let margins = match &wide.margin_rate {
            Some(column) => Some(self.amounts(column)?),
            None => None,
        };
        let mut spend = Vec::with_capacity(wide.spend.len());
        if let Some(levels) = levels {
            for column in &wide.spend {
                spend.push((levels.named(column), self.amounts(column)?));
            }
        }
        let kinds = match &wide.cost_type {
            Some(column) => {
                let cells = self.batch.column(column)?;
                // A cost without a kind is what most costs are.
                Some(meanings(&cells, |name| match name {
                    Some(name) => words::cost_type(name),
                    None => Some(Measure::Cost),
                })?)
            }
            None => None,
        };
        Ok(Numbers::Wide {
            measures,
            kinds,
            margins,
            spend,
        })
    }
}

/// Whether each row's currency is the one that counts; counts the rows of each.
fn currencies(
    values: Values<'_>,
    rules: &RowRules,
    seen: &mut BTreeMap<String, u64>,
) -> Result<Vec<bool>, CostBenefitError> {
    let cells = match keys(values)? {
        Keys::Text(cells) => cells,
        Keys::Whole(numbers) => return Ok(vec![true; numbers.len()]),
    };
    let mut counts: HashMap<&str, u64, foldhash::fast::FixedState> = HashMap::default();
    let mut fits = Vec::with_capacity(cells.len());
    for cell in cells.iter() {
        let wanted = rules.only_currency.as_deref();
        fits.push(wanted.is_none() || cell.is_some_and(|cell| wanted == Some(cell)));
        if let Some(cell) = cell {
            *counts.entry(cell).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_unstable();
    for (currency, rows) in counts {
        *seen.entry(currency.to_owned()).or_default() += rows;
    }
    Ok(fits)
}
