//! A table of persons with one column of times or flags per stage, as a log.

use fourr_table::{
    Role, Table, Values, Wanted,
    coerce::{Faults, Reading, TimeRules, keys, times},
};
use polars::prelude::*;

use crate::{Conversion, Funnel, FunnelError, InputKind, RowLedger, Step, log, plan};

/// Words for a stage that was not reached, in a column of flags.
const NO: [&str; 9] = ["0", "0.0", "false", "f", "no", "n", "否", "未", "×"];
/// Words for one that was.
const YES: [&str; 10] = ["1", "1.0", "true", "t", "yes", "y", "是", "已", "√", "✓"];

/// The columns of the log that is made.
const PERSON: &str = "person";
const EVENT: &str = "event";
const TIME: &str = "time";

/// The events of a table of persons.
struct Stamps {
    persons: Vec<String>,
    events: Vec<u32>,
    times: Vec<i64>,
    groups: Vec<Option<String>>,
    rows: RowLedger,
    faults: Vec<Faults>,
}

pub(crate) fn convert(funnel: &Funnel, input: &Table) -> Result<Conversion, FunnelError> {
    if funnel.stage_columns.len() < 2 {
        return Err(FunnelError::FewStages(funnel.stage_columns.len()));
    }
    for column in &funnel.stage_columns {
        plan::exists(input, column)?;
    }
    let mut roles = input.roles(&[Wanted::optional(Role::Customer, funnel.person.as_deref())])?;
    let by = funnel.breakdown(input, &mut roles)?;
    let flags = flags(input, &funnel.stage_columns)?;
    let person = roles.get(Role::Customer).map(str::to_owned);
    let stamps = Stamps::read(funnel, input, (person, by.as_deref(), flags))?;
    let frame = stamps.frame(&funnel.stage_columns, by.as_deref())?;
    let inner = Funnel {
        person: Some(PERSON.to_owned()),
        event: Some(EVENT.to_owned()),
        time: Some(TIME.to_owned()),
        steps: funnel.stage_columns.iter().map(Step::event).collect(),
        by: Some(by.clone().unwrap_or_else(|| "none".to_owned())),
        rows: InputKind::Events,
        stage_columns: Vec::new(),
        ..funnel.clone()
    };
    inner.check()?;
    let read = log::read(&inner, &Table::from_frame(frame))?;
    let mut result = log::finish(&inner, known(read, &funnel.stage_columns))?;
    let summary = &mut result.summary;
    summary.parameters = funnel.clone();
    summary.input = InputKind::Stamps;
    summary.columns = roles.iter().cloned().collect();
    summary.by = by;
    summary.rows = stamps.rows;
    summary.faults = stamps.faults;
    if flags {
        forget_times(summary);
    }
    Ok(result)
}

/// Flags tell no time.
fn forget_times(summary: &mut crate::Summary) {
    summary.observed = None;
    summary.window = None;
    summary.ties = None;
    summary.trend_period = None;
    summary.trend.clear();
    summary.lost_to.clear();
    for stage in &mut summary.stages {
        (stage.from_start, stage.from_previous, stage.open) = (None, None, 0);
        stage.curve.clear();
        stage.settled_conversion = None;
    }
    for group in &mut summary.groups {
        group.from_start.clear();
    }
    summary.warnings.retain(|warning| {
        !matches!(
            warning,
            crate::Warning::OpenWindows { .. } | crate::Warning::TiesDecide { .. }
        )
    });
}

/// A stage that nobody reached is a stage all the same.
fn known(mut read: log::Read, stages: &[String]) -> log::Read {
    for stage in stages {
        if !read.reduced.events.names.contains(stage) {
            read.reduced.events.names.push(stage.clone());
        }
    }
    read
}

/// Whether the columns hold flags: every filled cell of the sample is a word for yes or no.
fn flags(input: &Table, columns: &[String]) -> Result<bool, FunnelError> {
    let mut any = false;
    for name in columns {
        let column = input.sample().column(name)?;
        if column.dtype().is_temporal() {
            return Ok(false);
        }
        let text = column.cast(&DataType::String)?;
        for cell in text
            .str()?
            .iter()
            .flatten()
            .map(|cell| cell.trim().to_lowercase())
        {
            if !cell.is_empty() && !NO.contains(&cell.as_str()) && !YES.contains(&cell.as_str()) {
                return Ok(false);
            }
            any = true;
        }
    }
    Ok(any)
}

impl Stamps {
    fn read(
        funnel: &Funnel,
        input: &Table,
        (person, by, flags): (Option<String>, Option<&str>, bool),
    ) -> Result<Self, FunnelError> {
        let stages = &funnel.stage_columns;
        let mut stamps = Self {
            persons: Vec::new(),
            events: Vec::new(),
            times: Vec::new(),
            groups: Vec::new(),
            rows: RowLedger::default(),
            faults: stages.iter().map(Faults::new).collect(),
        };
        let mut names: Vec<&str> = stages.iter().map(String::as_str).collect();
        names.extend(person.as_deref());
        names.extend(by);
        names.sort_unstable();
        names.dedup();
        for batch in input.batches(&names)? {
            let batch = batch?;
            let rows = batch.height();
            let texts = |column: &str| -> Result<_, FunnelError> {
                Ok(keys(batch.column(column)?)?.to_strings())
            };
            let ids = match &person {
                Some(person) => texts(person)?,
                None => (1..=rows as u64)
                    .map(|row| Some((batch.first_row + row).to_string()))
                    .collect(),
            };
            let groups = by.map(texts).transpose()?;
            for (place, stage) in (0..).zip(stages) {
                let column = batch.column(stage)?;
                let faults = &mut stamps.faults[place as usize];
                let cells = if flags {
                    flagged(&column)?
                } else {
                    stamped(column, batch.first_row, faults)?
                };
                for (row, cell) in cells.into_iter().enumerate() {
                    if let (Some(id), Some(time)) = (&ids[row], cell) {
                        stamps.persons.push(id.clone());
                        stamps.events.push(place);
                        stamps.times.push(time);
                        stamps
                            .groups
                            .push(groups.as_ref().and_then(|groups| groups[row].clone()));
                    }
                }
            }
            stamps.rows.read += rows as u64;
            stamps.rows.missing_person += ids.iter().filter(|id| id.is_none()).count() as u64;
        }
        stamps.rows.used = stamps.rows.read - stamps.rows.set_aside();
        stamps
            .faults
            .retain(|faults| faults.total() > faults.count(fourr_table::coerce::Fault::Missing));
        Ok(stamps)
    }

    fn frame(&self, stages: &[String], by: Option<&str>) -> PolarsResult<DataFrame> {
        let persons = self.persons.iter().map(String::as_str);
        let events = self
            .events
            .iter()
            .map(|stage| stages[*stage as usize].as_str());
        let times = Int64Chunked::from_slice(TIME.into(), &self.times).into_column();
        let mut columns = vec![
            StringChunked::from_iter_values(PERSON.into(), persons).into_column(),
            StringChunked::from_iter_values(EVENT.into(), events).into_column(),
            times.cast(&DataType::Datetime(TimeUnit::Microseconds, None))?,
        ];
        if let Some(by) = by {
            let groups = self.groups.iter().map(Option::as_deref);
            columns.push(StringChunked::from_iter_options(by.into(), groups).into_column());
        }
        DataFrame::new(self.persons.len(), columns)
    }
}

/// The moments of a column of times.
fn stamped(
    values: Values<'_>,
    first_row: u64,
    faults: &mut Faults,
) -> Result<Vec<Option<i64>>, FunnelError> {
    let cells = times(values, TimeRules::default(), first_row, faults)?;
    Ok(cells.into_iter().map(Reading::value).collect())
}

/// One moment for everybody who has the flag.
fn flagged(values: &Values<'_>) -> Result<Vec<Option<i64>>, FunnelError> {
    let yes = |cell: &str| YES.contains(&cell.trim().to_lowercase().as_str());
    Ok(values
        .as_texts()?
        .iter()
        .map(|cell| cell.is_some_and(yes).then_some(0))
        .collect())
}
