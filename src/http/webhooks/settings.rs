//! The `[webhooks]` section of the settings file.

use serde::{Deserialize, Serialize};

use crate::access::webhooks::{Webhooks, secret::SecretKey, target::Targets};

/// The `[webhooks]` section. There is no `Debug`, because of the key.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookSettings {
    /// Secret key from which the secrets of webhooks are derived, 64 hexadecimal digits, the same on every node. Without it the server
    /// sends no webhooks.
    pub secret_key: Option<String>,
    /// Addresses that are not of the public internet and may be reached nevertheless, such as `10.1.0.0/16`.
    pub allow_private_targets: Vec<String>,
    /// Whether messages may be sent without TLS.
    pub allow_http: bool,
}

impl WebhookSettings {
    /// The webhooks of the server. `None` if it has none.
    /// Errors: a sentence for each mistake.
    pub fn read(&self) -> Result<Option<Webhooks>, Vec<String>> {
        let Self { secret_key, allow_private_targets, allow_http } = self;
        let targets = Targets::new(allow_private_targets, *allow_http);
        let targets =
            targets.map_err(|text| format!("webhooks.allow_private_targets: {text} is no block such as 10.1.0.0/16"));
        let bytes: Option<Option<[u8; 32]>> = secret_key.as_ref().map(|digits| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(digits, &mut bytes).ok().map(|()| bytes)
        });
        let key = match bytes {
            Some(None) => Err("webhooks.secret_key is not 64 hexadecimal digits".to_owned()),
            Some(Some(bytes)) => Ok(Some(SecretKey::new(&bytes))),
            None => Ok(None),
        };
        match (targets, key) {
            (Ok(targets), Ok(key)) => Ok(key.map(|key| Webhooks { targets, key })),
            (targets, key) => Err([targets.err(), key.err()].into_iter().flatten().collect()),
        }
    }
}
