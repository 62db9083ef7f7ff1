//! Groups of rows that agree in some columns.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use polars::prelude::*;

use super::{chunk::Chunk, form::Form};

/// Between the values of several columns in the key of a group.
const BETWEEN: char = '\u{1f}';

/// Groups, known by the values of their columns.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    numbers: HashMap<String, u32, RandomState>,
    /// The values of the columns, by group.
    pub(crate) names: Vec<Vec<String>>,
}

impl Groups {
    /// The one group of all rows.
    pub(crate) fn one() -> Self {
        Self {
            numbers: HashMap::default(),
            names: vec![Vec::new()],
        }
    }

    /// Finds the groups of a chunk, numbered by their names, and the group of each row.
    pub(crate) fn find(chunk: &Chunk, by: &[(usize, Form)]) -> PolarsResult<(Self, Vec<u32>)> {
        if by.is_empty() {
            return Ok((Self::one(), vec![0; chunk.height()]));
        }
        let keys = Keys::of(chunk, by)?;
        let mut numbers: HashMap<String, u32, RandomState> = HashMap::default();
        let mut codes = Vec::with_capacity(chunk.height());
        keys.each(|key| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let code = match numbers.get(key) {
                Some(code) => *code,
                None => *numbers.entry_ref(key).or_insert(next),
            };
            codes.push(code);
        });
        let mut names: Vec<(String, u32)> = numbers.into_iter().collect();
        names.sort();
        let mut renumbered = vec![0; names.len()];
        let mut groups = Self::default();
        for (name, old) in names {
            renumbered[old as usize] = groups.add(&name);
        }
        for code in &mut codes {
            *code = renumbered[*code as usize];
        }
        Ok((groups, codes))
    }

    /// Groups by the values of their columns.
    pub(crate) fn of_names<'a>(names: impl Iterator<Item = &'a [String]>) -> Self {
        let mut groups = Self::default();
        for name in names {
            let key = name.join(&BETWEEN.to_string());
            if !groups.numbers.contains_key(&key) {
                groups.add(&key);
            }
        }
        groups
    }

    fn add(&mut self, key: &str) -> u32 {
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key.to_owned(), number);
        self.names
            .push(key.split(BETWEEN).map(str::to_owned).collect());
        number
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a group by the values of its columns.
    pub(crate) fn number(&self, name: &[String]) -> Option<u32> {
        if name.is_empty() {
            return Some(0);
        }
        self.numbers.get(&name.join(&BETWEEN.to_string())).copied()
    }

    /// The group of each row of a chunk; `None` for one that is not known.
    pub(crate) fn of_rows(
        &self,
        chunk: &Chunk,
        by: &[(usize, Form)],
    ) -> PolarsResult<Vec<Option<u32>>> {
        if by.is_empty() {
            return Ok(vec![Some(0); chunk.height()]);
        }
        let mut codes = Vec::with_capacity(chunk.height());
        Keys::of(chunk, by)?.each(|key| codes.push(self.numbers.get(key).copied()));
        Ok(codes)
    }
}

/// The keys of rows.
struct Keys {
    columns: Vec<StringChunked>,
}

impl Keys {
    fn of(chunk: &Chunk, by: &[(usize, Form)]) -> PolarsResult<Self> {
        let columns = by
            .iter()
            .filter_map(|(slot, form)| Some(form.texts(chunk.column(*slot)?)))
            .collect::<PolarsResult<_>>()?;
        Ok(Self { columns })
    }

    fn each(&self, mut take: impl FnMut(&str)) {
        if let [column] = self.columns.as_slice() {
            column
                .iter()
                .for_each(|cell| take(cell.unwrap_or_default()));
            return;
        }
        let mut iterators: Vec<_> = self.columns.iter().map(StringChunked::iter).collect();
        let height = self.columns.first().map_or(0, StringChunked::len);
        let mut key = String::new();
        for _ in 0..height {
            key.clear();
            for (at, column) in iterators.iter_mut().enumerate() {
                if at > 0 {
                    key.push(BETWEEN);
                }
                key.push_str(column.next().flatten().unwrap_or_default());
            }
            take(&key);
        }
    }
}

/// Numbers that order the cells of a column as its values do, and whether a cell is null.
pub(crate) fn ranks(series: &Series, form: Form) -> PolarsResult<Vec<(i64, bool)>> {
    Ok(match form {
        Form::Text | Form::Other => {
            let text = form.texts(series)?;
            let mut distinct: Vec<&str> = text.iter().flatten().collect();
            distinct.sort_unstable();
            distinct.dedup();
            let rank = |cell: &str| {
                let below = distinct.partition_point(|known| *known < cell);
                i64::try_from(below).unwrap_or(i64::MAX)
            };
            text.iter()
                .map(|cell| cell.map_or((0, true), |cell| (rank(cell), false)))
                .collect()
        }
        Form::Number(_) => series
            .f64()?
            .iter()
            .map(|v| v.map_or((0, true), |v| (order(v), false)))
            .collect(),
        Form::Integer => series
            .i64()?
            .iter()
            .map(|v| v.map_or((0, true), |v| (v, false)))
            .collect(),
        Form::Boolean => series
            .bool()?
            .iter()
            .map(|v| v.map_or((0, true), |v| (i64::from(v), false)))
            .collect(),
        Form::Date | Form::Datetime => super::moments(series, form)?
            .into_iter()
            .map(|v| v.map_or((0, true), |v| (v, false)))
            .collect(),
    })
}

/// An integer that orders floats as they are.
fn order(value: f64) -> i64 {
    let bits = (value + 0.0).to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}
