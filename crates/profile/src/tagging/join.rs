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
        As::Text => Filled::Texts(vec![0; people.len()], Dictionary::default()),
        As::Number | As::Time => Filled::Numbers(vec![f64::NAN; people.len()]),
    };
    let mut filled: Vec<Filled> = wanted.iter().map(|(_, _, taken)| blank(taken)).collect();
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
            match &mut filled[place] {
                Filled::Numbers(values) => {
                    let read = match taken {
                        As::Time => data::times(cells, batch.first_row, &mut faults[place])?,
                        _ => data::numbers(cells, batch.first_row, &mut faults[place])?,
                    };
                    scatter(values, &places, &read);
                }
                Filled::Texts(codes, _) => {
                    scatter(codes, &places, &interners[place].codes(&cells)?);
                }
            }
        }
    }
    for (filled, interner) in filled.iter_mut().zip(&interners) {
        if let Filled::Texts(codes, dictionary) = filled {
            let (united, translations) = Dictionary::unite(&[interner]);
            for code in codes.iter_mut() {
                *code = translations[0][*code as usize];
            }
            *dictionary = united;
        }
    }
    let ledger = InputLedger {
        kind: SourceKind::Persons,
        roles: source.roles.clone(),
        rows,
        faults,
    };
    Ok((filled, ledger))
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
