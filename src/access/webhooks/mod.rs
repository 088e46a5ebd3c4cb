//! What the operator allows to webhooks: the addresses that they may reach, and the key from which their secrets are derived.

pub mod secret;
pub mod target;

use self::{secret::SecretKey, target::Targets};

/// The webhooks of a server. A server without a key has none.
#[derive(Debug)]
pub struct Webhooks {
    /// The addresses that they may reach.
    pub targets: Targets,
    /// The key of their secrets.
    pub key: SecretKey,
}
