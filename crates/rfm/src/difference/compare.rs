//! A claimed table of customers beside ours, column by column, and who differs.

use super::{
    claimed_customers::{ClaimedCells, CustomerColumn},
    figure::Letter,
    joined::Joined,
    picture::Picture,
    plan::Plan,
    result::{ComparedColumn, ComparedCustomers, DifferingCustomer, Reason},
    search::Search,
};

/// Customers that are named.
const NAMED: usize = 8;

/// What two pictures say of a column.
struct Counted {
    agreeing: Vec<u64>,
    both: u64,
    ours: u64,
}

impl Joined<'_> {
    /// Compares with the conventions in force and with the best explanation.
    pub(super) fn compare(
        &self,
        search: &Search<'_>,
        base: &Plan,
        best: &Plan,
    ) -> Option<ComparedCustomers> {
        let in_force = search.look(base, |picture| self.count(picture));
        let ours = in_force.as_ref().map_or(0, |counted| counted.ours);
        search.look(best, |picture| {
            let explained = self.count(picture);
            let theirs = self.claimed.rows() as u64;
            let of = explained.ours + theirs - explained.both;
            let column = |(place, column)| ComparedColumn {
                column,
                in_force: in_force
                    .as_ref()
                    .map_or(0, |counted| counted.agreeing[place]),
                explained: explained.agreeing[place],
                of,
            };
            ComparedCustomers {
                theirs,
                ours,
                only_theirs: theirs - explained.both,
                only_ours: explained.ours - explained.both,
                columns: self.claimed.columns().enumerate().map(column).collect(),
                differing: self.differing(search, picture),
            }
        })
    }

    fn count(&self, picture: &Picture<'_>) -> Counted {
        let columns = self.claimed.columns.len();
        let mut counted = Counted {
            agreeing: vec![0; columns],
            both: 0,
            ours: picture.values.who.len() as u64,
        };
        for (customer, place) in picture.values.who.iter().enumerate() {
            let Some(row) = self.row(*place) else {
                continue;
            };
            counted.both += 1;
            for (column, agreeing) in counted.agreeing.iter_mut().enumerate() {
                *agreeing += u64::from(self.agrees(column, row, customer, picture));
            }
        }
        counted
    }

    /// The first who differ: those of both tables by id, then those of one.
    fn differing(&self, search: &Search<'_>, picture: &Picture<'_>) -> Vec<DifferingCustomer> {
        let ids = search.source.ids();
        let who = &picture.values.who;
        let both = who.iter().enumerate().filter_map(|(customer, place)| {
            let row = self.row(*place)?;
            let column = (0..self.claimed.columns.len())
                .find(|column| !self.agrees(*column, row, customer, picture))?;
            Some(DifferingCustomer {
                customer: ids[*place as usize].clone(),
                ..self.cell(search, (column, row, customer), picture)
            })
        });
        let alone = |customer: &str, reason| DifferingCustomer {
            customer: customer.to_owned(),
            column: None,
            ours: None,
            theirs: None,
            reason: Some(reason),
        };
        let ours = who.iter().filter(|place| self.row(**place).is_none());
        let ours = ours.map(|place| alone(&ids[*place as usize], Reason::OnlyOurs));
        let theirs = self.claimed.ids.iter().zip(&self.places);
        let theirs = theirs.filter_map(|(id, place)| match place {
            None => Some(alone(id, Reason::NotInInput)),
            Some(place) => who
                .binary_search(place)
                .is_err()
                .then(|| alone(id, Reason::NoPurchase)),
        });
        both.chain(ours).chain(theirs).take(NAMED).collect()
    }

    fn cell(
        &self,
        search: &Search<'_>,
        (column, row, customer): (usize, usize, usize),
        picture: &Picture<'_>,
    ) -> DifferingCustomer {
        let claimed = &self.claimed.columns[column];
        let scores = || {
            let scores = picture.scores?;
            Some([0, 1, 2].map(|d| scores[d].scores[customer]))
        };
        let ours = match claimed.column {
            CustomerColumn::Value(letter) => {
                Some(picture.values.measures[letter as usize].values[customer].to_string())
            }
            CustomerColumn::Score(letter) => scores().map(|of| of[letter as usize].to_string()),
            CustomerColumn::RfmCell => scores().map(|of| of.map(|s| s.to_string()).concat()),
            CustomerColumn::Segment => picture.placed.map(|placed| {
                let segments = &search.tables[picture.scheme].segments;
                let segment = segments.get(placed.segment[customer]);
                segment.map_or_else(|| "Others".to_owned(), |segment| segment.key.clone())
            }),
        };
        DifferingCustomer {
            customer: String::new(),
            column: Some(claimed.column),
            ours,
            theirs: claimed.cells.text(row),
            reason: self.reason((column, row, customer), picture),
        }
    }

    /// Whether the customer lies on a limit in a dimension that the column speaks of.
    fn reason(
        &self,
        (column, row, customer): (usize, usize, usize),
        picture: &Picture<'_>,
    ) -> Option<Reason> {
        let claimed = &self.claimed.columns[column];
        let dimensions: Vec<Letter> = match (claimed.column, &claimed.cells) {
            (CustomerColumn::Value(_), _) => return None,
            (CustomerColumn::Score(letter), _) => vec![letter],
            (CustomerColumn::RfmCell, ClaimedCells::Codes(codes)) => {
                let (theirs, ours) = (codes[row]?, picture.scores?);
                let differs = |letter: &Letter| {
                    let d = *letter as usize;
                    theirs[d] != ours[d].scores[customer]
                };
                Letter::ALL.into_iter().filter(differs).collect()
            }
            _ => Letter::ALL.to_vec(),
        };
        dimensions
            .into_iter()
            .find_map(|dimension| limit(dimension, customer, picture))
    }
}

/// The limit that a customer lies on in a dimension, if any.
fn limit(dimension: Letter, customer: usize, picture: &Picture<'_>) -> Option<Reason> {
    let d = dimension as usize;
    let measure = &picture.values.measures[d];
    let value = measure.values[customer];
    let split = picture.placed.and_then(|placed| placed.splits);
    if split.is_some_and(|at| at[d] == value) {
        return Some(Reason::OnSplit { dimension, value });
    }
    let scores = &picture.scores?[d];
    if scores.breaks.contains(&value) {
        return Some(Reason::OnBreak { dimension, value });
    }
    let tied = measure.count_equal(value) > 1;
    (scores.breaks.is_empty() && tied).then_some(Reason::TiedRank { dimension, value })
}
