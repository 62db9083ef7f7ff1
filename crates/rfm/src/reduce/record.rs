//! Entries as bytes, for rows that are put aside.

use super::rows::{Entry, Meaning};

/// A customer's id as it stands in the rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Id<'a> {
    Whole(i64),
    Text(&'a str),
}

/// Set in the first byte of a record whose customer is a text.
const TEXT: u8 = 1 << 7;

/// Appends a row: what it means, time, amount, order, and the id of its customer.
pub(super) fn write(entry: &Entry, id: Id<'_>, out: &mut Vec<u8>) {
    let kind = match id {
        Id::Whole(_) => 0,
        Id::Text(_) => TEXT,
    };
    out.push(entry.meaning as u8 | kind);
    out.extend(entry.time.to_le_bytes());
    out.extend(entry.amount.to_le_bytes());
    out.extend(entry.order.to_le_bytes());
    match id {
        Id::Whole(id) => out.extend(id.to_le_bytes()),
        Id::Text(id) => {
            out.extend((id.len() as u64).to_le_bytes());
            out.extend(id.as_bytes());
        }
    }
}

/// Reads the rows of a block back; neither hashes nor numbers of rows were kept.
pub(super) fn read(block: &[u8], mut each: impl FnMut(&Entry, Id<'_>)) {
    let mut rest = block;
    while let Some((&kind, after)) = rest.split_first() {
        rest = after;
        let (time, amount, order) = (number(&mut rest), number(&mut rest), number(&mut rest));
        let last = number(&mut rest);
        let id = if kind & TEXT == 0 {
            Id::Whole(last)
        } else {
            let end = usize::try_from(last).unwrap_or(0).min(rest.len());
            let (id, after) = rest.split_at(end);
            rest = after;
            Id::Text(std::str::from_utf8(id).unwrap_or_default())
        };
        let entry = Entry {
            hash: 0,
            time,
            amount,
            order: order.cast_unsigned(),
            row: 0,
            meaning: Meaning::ALL[usize::from(kind & !TEXT) % Meaning::ALL.len()],
        };
        each(&entry, id);
    }
}

/// The next eight bytes; zero where the block has ended, which blocks of whole records never do.
fn number(rest: &mut &[u8]) -> i64 {
    let Some((first, after)) = rest.split_first_chunk() else {
        *rest = &[];
        return 0;
    };
    *rest = after;
    i64::from_le_bytes(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let entry = |meaning, time| Entry {
            hash: 7,
            time,
            amount: -12_345,
            order: u64::MAX - 1,
            row: 9,
            meaning,
        };
        let rows = [
            (entry(Meaning::Purchase, i64::MAX), Id::Whole(-3)),
            (entry(Meaning::Refund, -1), Id::Text("会员007")),
            (entry(Meaning::Gift, 0), Id::Text("")),
            (entry(Meaning::Outside, 5), Id::Whole(i64::MIN)),
        ];
        let mut block = Vec::new();
        for (entry, id) in &rows {
            write(entry, *id, &mut block);
        }
        let told = |entry: &Entry, id: Id<'_>| {
            let Entry {
                time,
                amount,
                order,
                meaning,
                ..
            } = *entry;
            format!("{time} {amount} {order} {meaning:?} {id:?}")
        };
        let mut found = Vec::new();
        read(&block, |entry, id| found.push(told(entry, id)));
        let wanted: Vec<String> = rows.iter().map(|(entry, id)| told(entry, *id)).collect();
        assert_eq!(found, wanted);
    }
}
