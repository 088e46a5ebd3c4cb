//! The selection of referrals of an inbox.

/// A selection of referrals.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Which {
    /// All.
    All,
    /// Those that the receiver works on.
    InWork,
}
