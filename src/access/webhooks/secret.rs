//! The secret of a webhook, with which its messages are signed as in Standard Webhooks. It is derived from the key of the server
//! and never stored, so that a copy of the database signs nothing.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use uuid::Uuid;

/// The key from which the secrets are derived.
pub struct SecretKey(hmac::Key);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretKey")
    }
}

impl SecretKey {
    /// The key of these bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"secrets of webhooks");
        Self(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    /// The secret of a webhook, in the form in which its receiver keeps it: `whsec_…`.
    pub fn secret(&self, webhook: Uuid, generation: i32) -> String {
        format!("whsec_{}", STANDARD.encode(self.bytes(webhook, generation)))
    }

    /// The signatures of a message, one for each of these secrets.
    pub fn sign(&self, webhook: Uuid, generations: &[i32], (id, timestamp, body): (&str, i64, &str)) -> String {
        let text = format!("{id}.{timestamp}.{body}");
        let sign = |generation: &i32| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, self.bytes(webhook, *generation).as_ref());
            format!("v1,{}", STANDARD.encode(hmac::sign(&key, text.as_bytes())))
        };
        generations.iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn bytes(&self, webhook: Uuid, generation: i32) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(webhook.as_bytes());
        context.update(&generation.to_be_bytes());
        context.sign()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_verifies_the_signature_of_each_secret() {
        let key = SecretKey::new(&[7; 32]);
        let webhook = Uuid::now_v7();
        let signatures = key.sign(webhook, &[2, 1], ("msg_1", 1_700_000_000, "{}"));
        let (new, old) = signatures.split_once(' ').expect("two signatures");
        for (generation, expected) in [(1, old), (2, new)] {
            let receiver = standardwebhooks::Webhook::new(&key.secret(webhook, generation)).expect("a secret");
            assert_eq!(receiver.sign("msg_1", 1_700_000_000, b"{}").expect("it signs"), expected);
        }
    }

    #[test]
    fn no_two_webhooks_share_a_secret() {
        let (key, other) = (SecretKey::new(&[7; 32]), SecretKey::new(&[8; 32]));
        let [one, two] = [Uuid::now_v7(), Uuid::now_v7()];
        let mut secrets = vec![key.secret(one, 1), key.secret(one, 2), key.secret(two, 1), other.secret(one, 1)];
        assert_eq!(key.secret(one, 1), secrets[0]);
        secrets.sort_unstable();
        secrets.dedup();
        assert_eq!(secrets.len(), 4);
    }
}
