//! [`Soiler`]: clean rows in, soiled rows and what was done to them out.

use std::collections::VecDeque;

use super::kind::DefectKind;
use super::rates::DefectRates;
use crate::columns::{Column, Edition};
use crate::random::Key;
use crate::style::Style;
use crate::text::Record;

/// One thing that was done, and where.
#[derive(Debug)]
pub(crate) struct Defect {
    /// The data row of the soiled table, from 1.
    pub(crate) row: u64,
    /// The cell's column; none when it is about the whole row.
    pub(crate) column: Option<Column>,
    pub(crate) kind: DefectKind,
    /// The cell as it was; for a second copy the row of the first.
    pub(crate) clean: String,
    pub(crate) dirty: String,
}

/// How often each kind occurs.
#[derive(Debug, Clone)]
pub(crate) enum Profile {
    /// So many times as often as in the practice data.
    Practice(f64),
    /// As a file says.
    Own(DefectRates),
}

/// Passes rows on, some of them soiled, and tells what it did.
#[derive(Debug)]
pub(crate) struct Soiler {
    style: Style,
    profile: Profile,
    key: Key,
    /// Clean rows so far.
    clean_rows: u64,
    /// Rows of the soiled table so far.
    rows: u64,
    /// Second copies that are still to come, in the order of their first ones.
    copies: VecDeque<Copy>,
}

/// A second copy of a row.
#[derive(Debug)]
struct Copy {
    /// The clean row after which it comes.
    after: u64,
    record: Record,
    defect: Defect,
}

/// What becomes of clean rows.
#[derive(Debug, Default)]
pub(crate) struct Soiled {
    pub(crate) rows: Vec<Record>,
    pub(crate) defects: Vec<Defect>,
}

impl Profile {
    /// Cells or rows out of 1,000.
    fn permille(&self, kind: DefectKind) -> f64 {
        match self {
            Self::Practice(dirt) => dirt * f64::from(kind.permille()),
            Self::Own(rates) => rates.rate(kind) * 1000.0,
        }
    }
}

impl Soiler {
    pub(crate) fn new(style: Style, profile: Profile, seed: u64) -> Self {
        Self {
            style,
            profile,
            key: Key::new(seed).child(3),
            clean_rows: 0,
            rows: 0,
            copies: VecDeque::new(),
        }
    }

    /// Adds the rows that take the place of `record`.
    pub(crate) fn pass(&mut self, mut record: Record, soiled: &mut Soiled) {
        let key = self.key.child(self.clean_rows);
        let columns = self.style.edition.columns();
        self.rows += 1;
        for (index, column) in columns.iter().enumerate() {
            let draw = key.draw(index as u64);
            let kind = self.draw(DefectKind::of_column(*column), draw);
            let Some(kind) = kind.filter(|kind| kind.fits(&record[index])) else {
                continue;
            };
            let dirty = kind.soil(&record[index], self.style.lang, draw);
            let clean = std::mem::replace(&mut record[index], dirty.clone());
            soiled.defects.push(Defect {
                row: self.rows,
                column: Some(*column),
                kind,
                clean,
                dirty,
            });
        }
        self.copy(key, &record);
        soiled.rows.push(record);
        if self.draw(&[DefectKind::BlankRow], key.draw(102)).is_some() {
            let blank = vec![String::new(); columns.len()];
            let defect = self.about_row(DefectKind::BlankRow, String::new());
            self.insert(blank, defect, soiled);
        }
        self.insert_copies(self.clean_rows, soiled);
        self.clean_rows += 1;
    }

    /// Adds the copies that are still to come at the end.
    pub(crate) fn finish(&mut self, soiled: &mut Soiled) {
        self.insert_copies(u64::MAX, soiled);
    }

    /// Plans second copies of a row.
    fn copy(&mut self, key: Key, record: &Record) {
        let first = self.rows.to_string();
        if self
            .draw(&[DefectKind::DuplicateRow], key.draw(100))
            .is_some()
        {
            self.copies.push_back(Copy {
                after: self.clean_rows + key.below(101, 40),
                record: record.clone(),
                defect: self.about_row(DefectKind::DuplicateRow, first.clone()),
            });
        }
        if self
            .draw(&[DefectKind::NearDuplicateRow], key.draw(103))
            .is_some()
        {
            let column = match self.style.edition {
                Edition::Practice => Column::Product,
                Edition::Bench => Column::Channel,
            };
            let mut record = record.clone();
            let columns = self.style.edition.columns();
            let cells = columns.iter().zip(&mut record);
            let mut dirty = String::new();
            for (_, cell) in cells.filter(|(of, _)| **of == column) {
                *cell = DefectKind::NearDuplicateRow.soil(cell, self.style.lang, 0);
                dirty.clone_from(cell);
            }
            let defect = self.about_row(DefectKind::NearDuplicateRow, first);
            self.copies.push_back(Copy {
                after: self.clean_rows + key.below(104, 40),
                record,
                defect: Defect {
                    column: Some(column),
                    dirty,
                    ..defect
                },
            });
        }
    }

    /// Adds the copies whose turn it is after `row`. They come in the order of their first ones.
    fn insert_copies(&mut self, row: u64, soiled: &mut Soiled) {
        while let Some(copy) = self.copies.pop_front_if(|copy| copy.after <= row) {
            self.insert(copy.record, copy.defect, soiled);
        }
    }

    /// Adds a row that the clean log does not have.
    fn insert(&mut self, record: Record, defect: Defect, soiled: &mut Soiled) {
        self.rows += 1;
        soiled.rows.push(record);
        soiled.defects.push(Defect {
            row: self.rows,
            ..defect
        });
    }

    fn about_row(&self, kind: DefectKind, clean: String) -> Defect {
        Defect {
            row: self.rows,
            column: None,
            kind,
            clean,
            dirty: String::new(),
        }
    }

    /// The kind in whose share of all draws this one falls.
    fn draw(&self, kinds: &[DefectKind], draw: u64) -> Option<DefectKind> {
        const ALL: f64 = 18_446_744_073_709_551_616.0;
        let point = draw as f64 / ALL * 1000.0;
        let mut end = 0.0;
        kinds.iter().copied().find(|kind| {
            end += self.profile.permille(*kind);
            point < end
        })
    }
}
