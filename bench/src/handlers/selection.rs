//! Which referrals of an inbox are answered.

/// A selection of referrals.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Which {
    /// All that were received.
    All,
    /// Those that somebody works on.
    InWork,
}
