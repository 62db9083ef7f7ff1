//! Groups of rows that agree in some columns.

use std::collections::BTreeSet;

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use polars::prelude::*;
use rayon::prelude::*;

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
        let (groups, codes) = Self::unite(vec![Numbering::of(chunk, by)?]);
        Ok((groups, codes.into_iter().next().unwrap_or_default()))
    }

    /// The groups of several parts together, and the group of each row by part.
    pub(crate) fn unite(parts: Vec<Numbering>) -> (Self, Vec<Vec<u32>>) {
        let names: BTreeSet<&String> = parts.iter().flat_map(|part| &part.names).collect();
        let mut groups = Self::default();
        for name in names {
            groups.add(name);
        }
        let codes = parts.into_par_iter().map(|Numbering { names, mut codes }| {
            let own: Vec<u32> = names.iter().map(|name| groups.numbers[name]).collect();
            for code in &mut codes {
                *code = own[*code as usize];
            }
            codes
        });
        let codes = codes.collect();
        (groups, codes)
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

/// The groups of a chunk in the order in which they come, and the group of each row.
#[derive(Debug)]
pub(crate) struct Numbering {
    names: Vec<String>,
    codes: Vec<u32>,
}

impl Numbering {
    pub(crate) fn of(chunk: &Chunk, by: &[(usize, Form)]) -> PolarsResult<Self> {
        let mut numbers: HashMap<String, u32, RandomState> = HashMap::default();
        let mut names = Vec::new();
        let mut codes = Vec::with_capacity(chunk.height());
        Keys::of(chunk, by)?.each(|key| {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let code = numbers.get(key).copied().unwrap_or_else(|| {
                names.push(key.to_owned());
                *numbers.entry_ref(key).or_insert(next)
            });
            codes.push(code);
        });
        Ok(Self { names, codes })
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

/// The values of each group, part by part; NaN is no value. The memory of a part is free when its values have been taken.
pub(crate) fn members(values: Vec<Vec<f64>>, codes: &[Vec<u32>], groups: usize) -> Vec<Vec<f64>> {
    let mut sizes = vec![0_usize; groups];
    let cells = values.iter().flatten().zip(codes.iter().flatten());
    for (_, code) in cells.filter(|(value, _)| !value.is_nan()) {
        sizes[*code as usize] += 1;
    }
    let mut members: Vec<Vec<f64>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for (values, codes) in values.into_iter().zip(codes) {
        for (value, code) in values.into_iter().zip(codes) {
            if !value.is_nan() {
                members[*code as usize].push(value);
            }
        }
    }
    members
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
