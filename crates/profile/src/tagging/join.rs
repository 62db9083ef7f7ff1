//! Columns of further tables of persons, and imported lists.

use fourr_table::{
    Role, Table,
    coerce::{self, Faults},
};

use super::{People, early::columns_of, settle::Filled};
use crate::{
    InputLedger, ProfileError, RowLedger, SourceKind, SourceTable,
    data::{self, Dictionary, Interner},
    tags::As,
};

/// A column that is filled in row by row.
enum Filling {
    Numbers(Vec<f64>),
    Texts(Vec<u32>),
}

/// Reads columns of a table of persons in the order of the profiled people. The first row of a person counts.
pub(super) fn join(
    source: &SourceTable,
    people: &People,
    wanted: &[(usize, String, As)],
) -> Result<(Vec<Filled>, InputLedger), ProfileError> {
    let person = source.roles.require(Role::Customer)?;
    let columns = columns_of(wanted, person);
    let mut rows = RowLedger::default();
    let mut faults: Vec<Faults> = wanted
        .iter()
        .map(|(_, column, _)| Faults::new(column))
        .collect();
    let mut interners: Vec<Interner> = wanted.iter().map(|_| Interner::default()).collect();
    let blank = |taken: &As| match taken {
        As::Text => Filling::Texts(vec![0; people.len()]),
        As::Number | As::Time => Filling::Numbers(vec![f64::NAN; people.len()]),
    };
    let mut filling: Vec<Filling> = wanted.iter().map(|(_, _, taken)| blank(taken)).collect();
    let mut seen = vec![false; people.len()];
    for batch in source.table.batches(&columns)? {
        let batch = batch?;
        let keys = coerce::keys(batch.column(person)?)?;
        let places: Vec<Option<usize>> = people
            .places(&keys)
            .into_iter()
            .enumerate()
            .map(|(row, place)| claim(&keys, row, place, &mut seen, &mut rows))
            .collect();
        for (place, (_, column, taken)) in wanted.iter().enumerate() {
            let cells = batch.column(column)?;
            match &mut filling[place] {
                Filling::Numbers(values) => {
                    let read = match taken {
                        As::Time => data::times(cells, batch.first_row, &mut faults[place])?,
                        _ => data::numbers(cells, batch.first_row, &mut faults[place])?,
                    };
                    scatter(values, &places, &read);
                }
                Filling::Texts(codes) => {
                    scatter(codes, &places, &interners[place].codes(&cells)?);
                }
            }
        }
    }
    let filled = filling.into_iter().zip(&interners);
    let filled = filled.map(|(filled, interner)| match filled {
        Filling::Numbers(values) => Filled::Numbers(values.into()),
        Filling::Texts(mut codes) => {
            let (dictionary, translations) = Dictionary::unite(&[interner]);
            for code in &mut codes {
                *code = translations[0][*code as usize];
            }
            Filled::Texts(codes, dictionary)
        }
    });
    let ledger = InputLedger {
        kind: SourceKind::Persons,
        roles: source.roles.clone(),
        rows,
        faults,
    };
    Ok((filled.collect(), ledger))
}

/// The place of the person of a row, unless the row is set aside.
fn claim(
    keys: &coerce::Keys<'_>,
    row: usize,
    place: Option<u32>,
    seen: &mut [bool],
    rows: &mut RowLedger,
) -> Option<usize> {
    rows.read += 1;
    if !keys.is_some(row) {
        rows.missing_person += 1;
        return None;
    }
    let Some(place) = place.map(|place| place as usize) else {
        rows.unknown_person += 1;
        return None;
    };
    if std::mem::replace(&mut seen[place], true) {
        rows.duplicate_person += 1;
        return None;
    }
    rows.used += 1;
    Some(place)
}

fn scatter<T: Copy>(into: &mut [T], places: &[Option<usize>], values: &[T]) {
    for (place, value) in places.iter().zip(values) {
        if let Some(place) = place {
            into[*place] = *value;
        }
    }
}

/// 1 for the people on a list: those whose ids stand in its column of persons, or in its only column.
pub(super) fn list(people: &People, table: &Table) -> Result<Vec<u8>, ProfileError> {
    let column = if let [only] = table.columns() {
        only.name.clone()
    } else {
        let wanted = fourr_table::Wanted::required(Role::Customer, None);
        table.roles(&[wanted])?.require(Role::Customer)?.to_owned()
    };
    let mut on = vec![0; people.len()];
    for batch in table.batches(&[column.as_str()])? {
        let batch = batch?;
        let keys = coerce::keys(batch.column(&column)?)?;
        for place in people.places(&keys).into_iter().flatten() {
            on[place as usize] = 1;
        }
    }
    Ok(on)
}
