//! [`Parts`]: the persons part by part, for working data that is put aside.

/// Persons of a part at least.
const PART: usize = 1 << 12;

/// Parts at most: each has a block of rows that is not full yet.
const MOST: usize = 1 << 10;

/// The persons in parts of so many, a power of two, one after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    persons: usize,
    width: usize,
}

impl Parts {
    pub(crate) fn of(persons: usize) -> Self {
        let width = persons.div_ceil(MOST).next_power_of_two().max(PART);
        Self { persons, width }
    }

    /// How many parts there are.
    pub(crate) fn count(self) -> usize {
        self.persons.div_ceil(self.width)
    }

    /// The first person of a part.
    pub(crate) fn first(self, part: usize) -> usize {
        part * self.width
    }

    /// Persons of a part.
    pub(crate) fn persons_of(self, part: usize) -> usize {
        self.width.min(self.persons - self.first(part))
    }

    /// The part of a person, and the place in it.
    pub(crate) fn place(self, person: u32) -> (usize, u32) {
        let person = person as usize;
        let place = u32::try_from(person % self.width).unwrap_or(u32::MAX);
        (person / self.width, place)
    }
}
