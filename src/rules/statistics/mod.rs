//! Statistics without secrets: what may be asked, which numbers are too small to tell, and what follows from numbers told
//! before.

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

/// A number is told when it is about at least so many people.
pub const LEAST: i64 = 5;
/// The same where protection, health, international protection or nationality is asked about.
pub const LEAST_SENSITIVE: i64 = 10;

/// How many, and of how many people at least.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Count {
    /// How many.
    pub amount: i64,
    /// Of how many people at least.
    pub people: i64,
}

impl Count {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { amount: self.amount + other.amount, people: self.people + other.people }
    }

    /// What is left without the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self { amount: self.amount - other.amount, people: self.people - other.people }
    }

    /// Whether this is somebody, and fewer than may be told of.
    #[must_use]
    pub const fn too_few(self, least: i64) -> bool {
        self.amount != 0 && self.people.abs() < least
    }
}
