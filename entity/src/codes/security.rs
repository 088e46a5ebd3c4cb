//! The kinds of revocation of access tokens, and of checkpoints of the read log.

use macro_rules_attribute::apply;

/// The tokens that a revocation concerns.
#[apply(code!)]
pub enum RevocationKind {
    /// One token.
    Token,
    /// Every token of one user.
    Subject,
    /// Every token of one organisation.
    Organisation,
}

/// What a checkpoint of the read log says.
#[apply(stored!)]
pub enum CheckpointKind {
    /// A process begins a chain.
    Start,
    /// The rows of a chain until now.
    Rows,
    /// A process ended its chain at a clean stop. No row follows.
    End,
    /// The beginning of a chain was deleted because it is old.
    RowsRemoved,
    /// The beginning of the list of checkpoints was deleted because it is old.
    CheckpointsRemoved,
}
