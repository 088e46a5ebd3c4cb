//! Statistics that reveal nobody: which questions are allowed, which numbers are too small to release, and what earlier
//! numbers make unsafe.

pub(crate) mod guard;
pub(crate) mod known;
pub(crate) mod measure;
pub(crate) mod quantile;
pub(crate) mod question;
pub(crate) mod received;
pub(crate) mod region;
pub(crate) mod short;
pub mod states;
pub(crate) mod suppression;

/// The fewest people for a number to be released.
pub(crate) const LEAST: i64 = 5;
/// The same for questions about protection, health, international protection or nationality.
pub(crate) const LEAST_SENSITIVE: i64 = 10;

/// A number of rows, with the number of people behind it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) struct Count {
    /// Number of rows.
    pub amount: i64,
    /// The fewest people behind these rows.
    pub people: i64,
}

impl Count {
    /// The sum of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { amount: self.amount + other.amount, people: self.people + other.people }
    }

    /// The rest without the other count.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self { amount: self.amount - other.amount, people: self.people - other.people }
    }

    /// Whether this is about somebody, and about fewer people than allowed.
    pub(crate) const fn too_few(self, least: i64) -> bool {
        self.amount != 0 && self.people.abs() < least
    }
}
