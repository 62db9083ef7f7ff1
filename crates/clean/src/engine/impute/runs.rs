//! Values carried forward or backward, and lines between neighbours, inside an entity.

use polars::prelude::*;

use crate::{
    engine::{
        chunk::{Chunk, Row, numbers, value},
        form::{Form, Value},
        group::{Groups, ranks},
    },
    recipe::{Edges, ImputeMethod},
};

/// The rows of entities in their order.
#[derive(Debug)]
pub(super) struct Entities {
    /// Places of all rows: entity by entity, in the order of time; of equal times in the order of rows.
    order: Vec<usize>,
    /// Where entities begin in it, and its end.
    starts: Vec<usize>,
}

impl Entities {
    pub(super) fn new(
        chunk: &Chunk,
        by: &[(usize, Form)],
        order: Option<(usize, Form)>,
    ) -> PolarsResult<Self> {
        let (_, codes) = Groups::find(chunk, by)?;
        let times = order
            .and_then(|(slot, form)| chunk.column(slot).map(|series| ranks(series, form)))
            .transpose()?;
        let mut places: Vec<usize> = (0..chunk.height()).collect();
        let time = |place: usize| times.as_ref().map(|times| (times[place].1, times[place].0));
        places.sort_by_key(|place| (codes[*place], time(*place)));
        let mut starts = vec![0];
        starts.extend((1..places.len()).filter(|at| codes[places[at - 1]] != codes[places[*at]]));
        starts.push(places.len());
        Ok(Self {
            order: places,
            starts,
        })
    }

    /// The values of missing cells, by row.
    pub(super) fn fill(
        &self,
        column: &Filling<'_>,
        method: &ImputeMethod,
        rows: &[Row],
    ) -> PolarsResult<Vec<(Row, Value)>> {
        let mut filled: Vec<(usize, Value)> = Vec::new();
        for bounds in self.starts.windows(2) {
            let places = &self.order[bounds[0]..bounds[1]];
            match method {
                ImputeMethod::Forward(run) => {
                    carried(places.iter().copied(), column, run.limit, &mut filled)?;
                }
                ImputeMethod::Backward(run) => {
                    carried(places.iter().rev().copied(), column, run.limit, &mut filled)?;
                }
                ImputeMethod::Linear(edges) => {
                    lines(places, (column.0, column.1), *edges, &mut filled)?;
                }
                _ => {}
            }
        }
        let mut cells: Vec<(Row, Value)> = filled
            .into_iter()
            .map(|(place, value)| (rows[place], value))
            .collect();
        cells.sort_by_key(|cell| cell.0);
        Ok(cells)
    }
}

/// A column, and which of its cells an earlier run has filled; of none an empty list.
pub(super) type Filling<'a> = (&'a Series, Form, Vec<bool>);

/// Carries the last value on, over at most `limit` missing cells.
fn carried(
    places: impl Iterator<Item = usize>,
    (series, form, before): &Filling<'_>,
    limit: Option<usize>,
    filled: &mut Vec<(usize, Value)>,
) -> PolarsResult<()> {
    let mut last: Option<Value> = None;
    let mut run = 0;
    for place in places {
        if let Some(known) = value(series, *form, place)? {
            if before.get(place) == Some(&true) {
                run += 1;
            } else {
                last = Some(known);
                run = 0;
            }
            continue;
        }
        run += 1;
        if let Some(last) = last
            .clone()
            .filter(|_| limit.is_none_or(|limit| run <= limit))
        {
            filled.push((place, last));
        }
    }
    Ok(())
}

/// Draws lines between neighbours, by position.
fn lines(
    places: &[usize],
    (series, form): (&Series, Form),
    edges: Edges,
    filled: &mut Vec<(usize, Value)>,
) -> PolarsResult<()> {
    let values = numbers(series, form)?;
    let known: Vec<usize> = (0..places.len())
        .filter(|at| !values[places[*at]].is_nan())
        .collect();
    let of = |number: f64| match form {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "between whole numbers of 64 bits"
        )]
        Form::Integer => Value::Integer((number + 0.5).floor() as i64),
        _ => Value::Number(number),
    };
    for pair in known.windows(2) {
        let (from, to) = (values[places[pair[0]]], values[places[pair[1]]]);
        let length = (pair[1] - pair[0]) as f64;
        for (step, place) in (1..).zip(&places[pair[0] + 1..pair[1]]) {
            let share = f64::from(step) / length;
            filled.push((*place, of(from + share * (to - from))));
        }
    }
    if let (true, Some(&first), Some(&last)) = (edges.nearest, known.first(), known.last()) {
        filled.extend((0..first).map(|at| (places[at], of(values[places[first]]))));
        filled.extend((last + 1..places.len()).map(|at| (places[at], of(values[places[last]]))));
    }
    Ok(())
}
