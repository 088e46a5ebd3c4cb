//! The kinds of revocation of access tokens.

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
