//! Statistics that reveal nobody: which questions are allowed, which numbers are too small to release, and what earlier
//! numbers make unsafe.

pub mod guard;
pub mod known;
pub mod measure;
pub mod quantile;
pub mod question;
pub mod received;
pub mod region;
pub mod short;
pub mod standing;
pub mod suppression;

/// The fewest people for a number to be released.
pub const LEAST: i64 = 5;
/// The same for questions about protection, health, international protection or nationality.
pub const LEAST_SENSITIVE: i64 = 10;

/// A number of rows, with the number of people behind it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Count {
    /// Number of rows.
    pub amount: i64,
    /// The fewest people behind these rows.
    pub people: i64,
}

impl Count {
    /// The sum of both.
    pub const fn and(self, other: Self) -> Self {
        Self { amount: self.amount + other.amount, people: self.people + other.people }
    }

    /// The rest without the other count.
    pub const fn without(self, other: Self) -> Self {
        Self { amount: self.amount - other.amount, people: self.people - other.people }
    }

    /// Whether this is about somebody, and about fewer people than allowed.
    pub const fn too_few(self, least: i64) -> bool {
        self.amount != 0 && self.people.abs() < least
    }
}
