//! A claim from a file: a table of segments, or a table of customers.

use std::collections::BTreeSet;

use fourr_table::{Role, Table, Wanted};
use polars::prelude::DataType;

use super::{
    Claim, ClaimError, StatedFigure,
    claim::{in_unit_of, tables},
    claimed_customers::{ClaimedCells, ClaimedColumn, ClaimedCustomers, CustomerColumn},
    figure::{Figure, Letter, Quantity, spelling},
    segment_name::{self, Found},
    stated::Stated,
};
use crate::{Rfm, SegmentTable};

/// Most rows that a table of segments has.
const MOST_SEGMENTS: usize = 200;

const SCORES: [&str; 3] = [
    "rscore recencyscore scorer r得分 r评分 r分值 r分 rquartile rrank recencyquartile",
    "fscore frequencyscore scoref f得分 f评分 f分值 f分 fquartile frank frequencyquartile",
    "mscore monetaryscore scorem m得分 m评分 m分值 m分 mquartile mrank monetaryquartile",
];
const CELLS: &str =
    "rfm rfmcell rfmscore rfmcode rfmclass rfmgroup rfmsegmentcode rfm代码 rfm得分 rfm组合 rfm编码";
const SEGMENTS: &str = "segment segments customersegment rfmsegment segmentname customertype 客户类型 客户类别 客户分类 客户分群 \
                        客户分层 分群 分层 类型 类别 客户等级 客户价值 客户价值类型 用户类型 用户分类 用户类别 用户分群 会员类型 人群";
const ALL: &str = "合计 总计 总和 全部 total all sum grandtotal overall";

/// A column as text.
struct Texts {
    header: String,
    cells: Vec<Option<String>>,
}

impl Texts {
    fn is_one_of(&self, names: &str) -> bool {
        names.split(' ').any(|name| name == self.header)
    }

    fn numbers(&self) -> Vec<Option<Stated>> {
        let read = |cell: &Option<String>| cell.as_deref().and_then(Stated::parse);
        self.cells.iter().map(read).collect()
    }

    /// Whether all that it says is a score from 1 to 9.
    fn holds_scores(&self) -> bool {
        let mut cells = self.cells.iter().flatten().peekable();
        cells.peek().is_some() && cells.all(|cell| score(cell).is_some())
    }

    /// Whether most of its different values are names of segments.
    fn holds_segments(&self, tables: &[SegmentTable]) -> bool {
        let values: BTreeSet<&str> = self.cells.iter().flatten().map(String::as_str).collect();
        if values.is_empty() || values.len() > MOST_SEGMENTS {
            return false;
        }
        let known = |name: &&&str| {
            let found = |table| matches!(segment_name::find(table, name), Found::Segment(_));
            tables.iter().any(found)
        };
        let letters = values
            .iter()
            .any(|name| name.chars().any(char::is_alphabetic));
        letters && values.iter().filter(known).count() * 2 >= values.len()
    }
}

impl Claim {
    /// Reads a table of segments (their names, and columns such as customers, share, monetary), or a table of
    /// customers (ids, and any of R, F, M, their scores, the RFM cell, the segment). Columns are found by their
    /// headers and their content.
    ///
    /// # Errors
    /// A table without such columns, or one that cannot be read.
    pub fn of_table(table: &Table, rfm: &Rfm) -> Result<Self, ClaimError> {
        let tables: Vec<SegmentTable> = tables(rfm).into_iter().map(|(_, table)| table).collect();
        let columns = texts(table)?;
        let segment = columns
            .iter()
            .position(|column| column.holds_segments(&tables))
            .or_else(|| columns.iter().position(|column| column.is_one_of(SEGMENTS)));
        let values = values(table, &columns);
        let customer = named(table, Role::Customer)
            .filter(|place| Some(*place) != segment)
            .or_else(|| {
                let scored = columns.iter().any(|column| scores(column).is_some());
                (segment.is_none() && (scored || !values.is_empty())).then_some(0)
            });
        let claim = match (customer, segment) {
            (Some(customer), _) => customers(&columns, customer, segment, &values),
            (None, Some(segment)) => segments(&columns, segment),
            (None, None) => None,
        };
        claim.ok_or_else(|| ClaimError::NoColumns {
            columns: table.columns().iter().map(|c| c.name.clone()).collect(),
        })
    }
}

fn texts(table: &Table) -> Result<Vec<Texts>, ClaimError> {
    let frame = table.lazy().collect()?;
    let mut columns = Vec::new();
    for column in frame.columns() {
        let text = column.cast(&DataType::String)?;
        let cells = text.str()?.iter();
        let cells = cells.map(|cell| {
            cell.map(str::trim)
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned)
        });
        columns.push(Texts {
            header: spelling(column.name()),
            cells: cells.collect(),
        });
    }
    Ok(columns)
}

/// The column that plays a role by its header.
fn named(table: &Table, role: Role) -> Option<usize> {
    let roles = table.roles(&[Wanted::optional(role, None)]).ok()?;
    let name = roles.get(role)?;
    table
        .columns()
        .iter()
        .position(|column| column.name == name)
}

/// The columns with R, F and M: where all that are called r, f and m hold scores, they are none.
fn values(table: &Table, columns: &[Texts]) -> Vec<(Letter, usize)> {
    let roles = [Role::Recency, Role::Frequency, Role::Monetary];
    let found = Letter::ALL.into_iter().zip(roles);
    let found = found.filter_map(|(letter, role)| Some((letter, named(table, role)?)));
    let found: Vec<(Letter, usize)> = found.collect();
    let bare: Vec<usize> = found
        .iter()
        .map(|(_, place)| *place)
        .filter(|place| columns[*place].header.len() == 1)
        .collect();
    let are_scores = bare.iter().all(|place| columns[*place].holds_scores());
    found
        .into_iter()
        .filter(|(_, place)| !(are_scores && bare.contains(place)))
        .collect()
}

/// The letter whose scores a column holds, by its header.
fn scores(column: &Texts) -> Option<Letter> {
    let by_header = SCORES.iter().position(|names| column.is_one_of(names));
    let bare = || {
        ["r", "f", "m"]
            .iter()
            .position(|name| column.header == *name)
    };
    let place = by_header.or_else(bare).filter(|_| column.holds_scores())?;
    Some(Letter::ALL[place])
}

fn customers(
    columns: &[Texts],
    customer: usize,
    segment: Option<usize>,
    values: &[(Letter, usize)],
) -> Option<Claim> {
    let mut seen = BTreeSet::new();
    let ids = &columns[customer].cells;
    let rows: Vec<usize> = (0..ids.len())
        .filter(|row| ids[*row].as_ref().is_some_and(|id| seen.insert(id)))
        .collect();
    // Orders have several rows a customer.
    let filled = ids.iter().flatten().count();
    if rows.len() * 10 < filled * 9 {
        return None;
    }
    let mut claimed = Vec::new();
    for (place, column) in columns.iter().enumerate().filter(|(p, _)| *p != customer) {
        let value = values.iter().find(|(_, of)| *of == place);
        let (kind, cells) = if Some(place) == segment {
            (CustomerColumn::Segment, names(column))
        } else if let Some((letter, _)) = value {
            let cells = ClaimedCells::Numbers(column.numbers());
            (CustomerColumn::Value(*letter), cells)
        } else if let Some(letter) = scores(column) {
            let cells = column.cells.iter().map(|cell| score(cell.as_deref()?));
            let cells = ClaimedCells::Scores(cells.collect());
            (CustomerColumn::Score(letter), cells)
        } else if let Some(codes) = codes(column) {
            (CustomerColumn::RfmCell, ClaimedCells::Codes(codes))
        } else {
            continue;
        };
        let known = claimed.iter().any(|of: &ClaimedColumn| of.column == kind);
        if !known {
            claimed.push(ClaimedColumn {
                column: kind,
                cells: picked(cells, &rows),
            });
        }
    }
    claimed.sort_by_key(|column| column.column);
    let ids = rows.iter().filter_map(|row| ids[*row].as_deref().map(id));
    (!claimed.is_empty()).then(|| {
        Claim::Customers(ClaimedCustomers {
            ids: ids.collect(),
            columns: claimed,
        })
    })
}

/// An id as we write it: without the decimals of a float that is whole.
fn id(text: &str) -> String {
    text.strip_suffix(".0").unwrap_or(text).to_owned()
}

fn names(column: &Texts) -> ClaimedCells {
    let known: BTreeSet<&String> = column.cells.iter().flatten().collect();
    let list: Vec<String> = known.into_iter().cloned().collect();
    let place = |cell: &Option<String>| list.binary_search(cell.as_ref()?).ok();
    ClaimedCells::Names(column.cells.iter().map(place).collect(), list)
}

/// The three digits of every cell, where the header and most cells say that they are an RFM code.
fn codes(column: &Texts) -> Option<Vec<Option<[u8; 3]>>> {
    let code = |cell: &Option<String>| {
        let text = cell.as_deref()?;
        let text = text.strip_suffix(".0").unwrap_or(text);
        let digits: Vec<u8> = text
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
            .collect();
        <[u8; 3]>::try_from(digits)
            .ok()
            .filter(|code| code.iter().all(|score| *score > 0))
    };
    let codes: Vec<Option<[u8; 3]>> = column.cells.iter().map(code).collect();
    let read = codes.iter().flatten().count();
    (column.is_one_of(CELLS) && read * 2 >= codes.len()).then_some(codes)
}

fn score(cell: &str) -> Option<u8> {
    let digit = cell.strip_suffix(".0").unwrap_or(cell);
    digit.parse().ok().filter(|score| (1..=9).contains(score))
}

fn picked(cells: ClaimedCells, rows: &[usize]) -> ClaimedCells {
    fn pick<T: Copy>(cells: &[T], rows: &[usize]) -> Vec<T> {
        rows.iter().map(|row| cells[*row]).collect()
    }
    match cells {
        ClaimedCells::Numbers(cells) => ClaimedCells::Numbers(pick(&cells, rows)),
        ClaimedCells::Scores(cells) => ClaimedCells::Scores(pick(&cells, rows)),
        ClaimedCells::Codes(cells) => ClaimedCells::Codes(pick(&cells, rows)),
        ClaimedCells::Names(cells, names) => ClaimedCells::Names(pick(&cells, rows), names),
    }
}

fn segments(columns: &[Texts], segment: usize) -> Option<Claim> {
    let mut quantities: Vec<(Quantity, Vec<Option<Stated>>)> = Vec::new();
    for (_, column) in columns.iter().enumerate().filter(|(p, _)| *p != segment) {
        let quantity = Quantity::named(&column.header);
        let fresh = quantity.filter(|of| quantities.iter().all(|(known, _)| known != of));
        quantities.extend(fresh.map(|quantity| (quantity, column.numbers())));
    }
    if quantities.is_empty() {
        let other = columns.iter().enumerate().filter(|(p, _)| *p != segment);
        let mut numbers = other.map(|(_, column)| column.numbers());
        let whole = |cells: &Vec<Option<Stated>>| cells.iter().flatten().all(|n| n.is_whole());
        let first = numbers.find(|cells| whole(cells) && cells.iter().any(Option::is_some))?;
        quantities.push((Quantity::Customers, first));
    }
    let mut figures = Vec::new();
    for (row, name) in columns[segment].cells.iter().enumerate() {
        let Some(name) = name else { continue };
        let total = ALL.split(' ').any(|all| all == spelling(name));
        for (quantity, cells) in &quantities {
            let figure = match total {
                true if quantity.is_share() => continue,
                true => Figure::Total(*quantity),
                false => Figure::Segment(name.clone(), *quantity),
            };
            let stated = cells[row].map(|stated| in_unit_of(&figure, stated));
            figures.extend(stated.map(|stated| StatedFigure { figure, stated }));
        }
    }
    (!figures.is_empty()).then_some(Claim::Figures(figures))
}
