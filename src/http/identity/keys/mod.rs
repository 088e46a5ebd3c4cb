//! The public keys of one issuer: the keys that we accept, and the one algorithm of each. This module does no I/O;
//! `ring` and `source` fetch and cache keys.

pub(crate) mod ring;
pub(crate) mod source;

use std::{collections::HashMap, sync::Arc};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyOperations, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;

/// Shorter RSA keys can be broken. Longer ones take too much time per request.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// The keys of an issuer, by key id (`kid`).
#[derive(Clone, Debug, Default)]
pub struct KeySet(HashMap<String, Arc<VerifyingKey>>);

/// A public key with the only algorithm that it may verify.
#[derive(Debug)]
pub(crate) struct VerifyingKey {
    /// Fixed when the key is read. The `alg` of a token must be equal to it.
    pub algorithm: Algorithm,
    key: DecodingKey,
}

/// Why a key set cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeysRefused {
    /// The source could not be read.
    #[error("keys could not be read: {0}")]
    Unreadable(String),
    /// The text is not a JWK set.
    #[error("not a JWK set")]
    NotASet,
    /// The set has no key that we accept.
    #[error("no usable key: {}", .0.join("; "))]
    NoneUsable(Vec<String>),
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

impl KeySet {
    /// Parses a JWK set. Keys for other uses are ignored, because providers publish those too.
    /// Errors: when no usable key is left.
    pub(crate) fn from_jwks(text: &[u8], allowed: &[Algorithm]) -> Result<Self, KeysRefused> {
        let set: Set = serde_json::from_slice(text).map_err(|_| KeysRefused::NotASet)?;
        let mut keys = HashMap::new();
        let mut passed_over = Vec::new();
        for value in set.keys {
            match accept(&value, allowed) {
                // If two keys have the same id, the first one wins, so that a later one cannot replace it.
                Ok((kid, key)) => _ = keys.entry(kid).or_insert_with(|| Arc::new(key)),
                Err(reason) => passed_over.push(reason),
            }
        }
        if keys.is_empty() { Err(KeysRefused::NoneUsable(passed_over)) } else { Ok(Self(keys)) }
    }

    /// Parses one public key in PEM form. PEM has no key id, so the caller gives it.
    /// Errors: when it is not a public key that we accept.
    pub(crate) fn from_pem(text: &str, kid: &str, allowed: &[Algorithm]) -> Result<Self, KeysRefused> {
        let refuse = |reason: &str| KeysRefused::NoneUsable(vec![reason.to_owned()]);
        if text.contains("PRIVATE KEY") {
            return Err(refuse("the file holds a private key; only the public one belongs here"));
        }
        let pem = text.as_bytes();
        let key = DecodingKey::from_ec_pem(pem)
            .or_else(|_| DecodingKey::from_ed_pem(pem))
            .or_else(|_| DecodingKey::from_rsa_pem(pem))
            .map_err(|_| refuse("not a public key in PEM form"))?;
        let mut jwk = Jwk::from_decoding_key(&key, None).map_err(|_| refuse("not a public key that can be used"))?;
        jwk.common.key_id = Some(kid.to_owned());
        let set = serde_json::json!({ "keys": [jwk] });
        Self::from_jwks(set.to_string().as_bytes(), allowed)
    }

    /// The key with this id.
    pub(crate) fn get(&self, kid: &str) -> Option<Arc<VerifyingKey>> {
        self.0.get(kid).cloned()
    }

    /// The number of keys.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

impl VerifyingKey {
    /// Whether the signature (base64url, as in the token) of this message was made with this key.
    pub(crate) fn verifies(&self, message: &[u8], signature: &str) -> bool {
        jsonwebtoken::crypto::verify(signature, message, &self.key, self.algorithm).unwrap_or(false)
    }
}

/// Accepts a key only if its use and its algorithm are clear, and fixes the algorithm.
fn accept(value: &Value, allowed: &[Algorithm]) -> Result<(String, VerifyingKey), String> {
    let jwk = Jwk::deserialize(value).map_err(|_| "a key is not a JWK".to_owned())?;
    let kid = jwk.common.key_id.clone().filter(|kid| !kid.is_empty()).ok_or("a key has no kid")?;
    let refuse = |reason: &str| Err(format!("key {kid}: {reason}"));
    // A published private key is known to everybody.
    if value.get("d").is_some() {
        return refuse("its private part is published");
    }
    if jwk.common.public_key_use.as_ref().is_some_and(|usage| *usage != PublicKeyUse::Signature) {
        return refuse("not for signatures");
    }
    if jwk.common.key_operations.as_ref().is_some_and(|operations| !operations.contains(&KeyOperations::Verify)) {
        return refuse("not for verifying");
    }
    let fitting = match fitting_algorithms(&jwk.algorithm) {
        Ok(fitting) => fitting,
        Err(reason) => return refuse(reason),
    };
    let named = match jwk.common.key_algorithm.map(Algorithm::try_from) {
        None => None,
        Some(Ok(algorithm)) => Some(algorithm),
        Some(Err(_)) => return refuse("not an algorithm for signatures"),
    };
    let mut possible =
        allowed.iter().filter(|a| fitting.contains(a) && named.is_none_or(|named| named == **a)).copied();
    let algorithm = match (possible.next(), possible.next()) {
        (Some(only), None) => only,
        (Some(_), Some(_)) => return refuse("names no algorithm, and several algorithms of this issuer fit it"),
        (None, _) => return refuse("its algorithm is not allowed for this issuer"),
    };
    match DecodingKey::from_jwk(&jwk) {
        Ok(key) => Ok((kid, VerifyingKey { algorithm, key })),
        Err(_) => refuse("its parameters cannot be decoded"),
    }
}

/// The algorithms that a key of this type can verify. A shared secret is always refused.
fn fitting_algorithms(parameters: &AlgorithmParameters) -> Result<&'static [Algorithm], &'static str> {
    match parameters {
        AlgorithmParameters::RSA(rsa) => {
            let modulus = bytes(&rsa.n)?;
            let leading = modulus.iter().take_while(|byte| **byte == 0).count();
            let bits = modulus[leading..]
                .first()
                .map_or(0, |first| (modulus.len() - leading) * 8 - first.leading_zeros() as usize);
            if RSA_BITS.contains(&bits) { Ok(rsa_algorithms()) } else { Err("an RSA key must have 2048 to 8192 bits") }
        }
        AlgorithmParameters::EllipticCurve(point) => {
            let (length, fitting): (usize, &'static [Algorithm]) = match point.curve {
                EllipticCurve::P256 => (32, &[Algorithm::ES256]),
                EllipticCurve::P384 => (48, &[Algorithm::ES384]),
                _ => return Err("not a curve that we verify"),
            };
            if bytes(&point.x)?.len() == length && bytes(&point.y)?.len() == length {
                Ok(fitting)
            } else {
                Err("its coordinates do not have the length of its curve")
            }
        }
        AlgorithmParameters::OctetKeyPair(pair) => {
            if pair.curve == EllipticCurve::Ed25519 && bytes(&pair.x)?.len() == 32 {
                Ok(&[Algorithm::EdDSA])
            } else {
                Err("not a curve that we verify")
            }
        }
        AlgorithmParameters::OctetKey(_) => Err("a shared secret"),
        _ => Err("not a kind of key that we know"),
    }
}

fn rsa_algorithms() -> &'static [Algorithm] {
    use Algorithm::{PS256, PS384, PS512, RS256, RS384, RS512};
    &[RS256, RS384, RS512, PS256, PS384, PS512]
}

fn bytes(text: &str) -> Result<Vec<u8>, &'static str> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| "its parameters cannot be decoded")
}

/// Whether an algorithm uses a public key. With a shared secret, anyone who verifies tokens could also create them.
pub(crate) fn is_asymmetric(algorithm: Algorithm) -> bool {
    algorithm.family() != AlgorithmFamily::Hmac
}
