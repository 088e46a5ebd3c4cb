//! The Ed25519 keys of the checkpoints: the one that this server signs with, and those that it knows. Key files are PEM, as
//! `waystation audit key` and OpenSSL write them: PKCS#8 for the private key, SPKI for a public key.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// What precedes the 32 bytes of an Ed25519 key in SPKI (RFC 8410, section 4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// What precedes the hash in the message that is signed, so that the key signs nothing else.
const MESSAGE: &str = "waystation read log checkpoint ";

/// Public keys, by their id.
#[derive(Clone, Debug, Default)]
pub struct PublicKeys(BTreeMap<String, [u8; 32]>);

impl PublicKeys {
    /// Adds the key of a PEM file.
    /// Errors: a sentence for the operator.
    pub fn add(&mut self, file: &Path) -> Result<(), String> {
        let der = pem(file, "PUBLIC KEY")?;
        let key: Option<[u8; 32]> = der.strip_prefix(&SPKI).and_then(|key| key.try_into().ok());
        let key = key.ok_or_else(|| format!("{} is no Ed25519 public key", file.display()))?;
        self.0.insert(id(&key), key);
        Ok(())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a known key has signed the hash.
    pub(in crate::store) fn accept(&self, key_id: &str, hash: &str, signature: Option<&str>) -> Result<(), Unsigned> {
        let key = self.0.get(key_id).ok_or(Unsigned::UnknownKey)?;
        let signature = signature.and_then(|it| hex::decode(it).ok()).ok_or(Unsigned::Wrong)?;
        let key = UnparsedPublicKey::new(&ED25519, key);
        key.verify(format!("{MESSAGE}{hash}").as_bytes(), &signature).map_err(|_| Unsigned::Wrong)
    }
}

/// Why a signature is not accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::store) enum Unsigned {
    /// Nobody gave the key.
    UnknownKey,
    /// The key did not make this signature.
    Wrong,
}

/// What signs the checkpoints, and the keys that it accepts from others.
#[derive(Clone, Default)]
pub struct Signer {
    key: Option<Arc<Ed25519KeyPair>>,
    known: PublicKeys,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Signer").field("key_id", &self.key_id()).finish_non_exhaustive()
    }
}

impl Signer {
    /// Signs nothing: checkpoints without a key.
    pub fn none() -> Self {
        Self::default()
    }

    /// Signs with the key of a file, if there is one, and accepts these public keys too.
    /// Errors: a sentence for the operator.
    pub fn open(key: Option<&Path>, public_keys: &[impl AsRef<Path>]) -> Result<Self, String> {
        let mut known = PublicKeys::default();
        for file in public_keys {
            known.add(file.as_ref())?;
        }
        let Some(file) = key else { return Ok(Self { key: None, known }) };
        let der = pem(file, "PRIVATE KEY")?;
        let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)
            .map_err(|_| format!("{} is no Ed25519 key in PKCS#8", file.display()))?;
        let public = public(&key);
        known.0.insert(id(&public), public);
        Ok(Self { key: Some(Arc::new(key)), known })
    }

    /// The id of the key: the beginning of its SHA-256.
    pub(in crate::store) fn key_id(&self) -> Option<String> {
        self.key.as_ref().map(|key| id(&public(key)))
    }

    /// Signs a hash.
    pub(in crate::store) fn sign(&self, hash: &str) -> Option<String> {
        let key = self.key.as_ref()?;
        Some(hex::encode(key.sign(format!("{MESSAGE}{hash}").as_bytes())))
    }

    /// The keys that it accepts.
    pub fn known(&self) -> &PublicKeys {
        &self.known
    }

    /// Whether there is a key.
    pub fn signs(&self) -> bool {
        self.key.is_some()
    }
}

/// A new key: the private and the public one, as PEM.
/// Errors: a sentence, if the system has no random numbers.
pub(crate) fn new_key() -> Result<(String, String), String> {
    let made = Ed25519KeyPair::generate().and_then(|key| Ok((key.to_pkcs8v1()?, public(&key))));
    let (private, public) = made.map_err(|_| "the system has no random numbers".to_owned())?;
    Ok((armour("PRIVATE KEY", private.as_ref()), armour("PUBLIC KEY", &[&SPKI[..], &public].concat())))
}

fn public(key: &Ed25519KeyPair) -> [u8; 32] {
    key.public_key().as_ref().try_into().expect("an Ed25519 public key has 32 bytes")
}

fn id(key: &[u8; 32]) -> String {
    hex::encode(&digest(&SHA256, key).as_ref()[..16])
}

fn armour(label: &str, der: &[u8]) -> String {
    // An Ed25519 key fits on one or two lines of 64 characters.
    let text = STANDARD.encode(der);
    let (first, rest) = text.split_at(text.len().min(64));
    let rest = if rest.is_empty() { String::new() } else { format!("{rest}\n") };
    format!("-----BEGIN {label}-----\n{first}\n{rest}-----END {label}-----\n")
}

fn pem(file: &Path, label: &str) -> Result<Vec<u8>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let body = text.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)).map(|(body, _)| body);
    let body = body.ok_or_else(|| format!("{} has no {begin}", file.display()))?;
    let body: String = body.split_whitespace().collect();
    STANDARD.decode(body).map_err(|error| format!("{} is no PEM file: {error}", file.display()))
}

/// Whether other users of this machine can read a file.
pub(crate) fn is_open_to_others(file: &Path) -> bool {
    #[cfg(unix)]
    return fs::metadata(file).is_ok_and(|it| std::os::unix::fs::PermissionsExt::mode(&it.permissions()) & 0o077 != 0);
    #[cfg(not(unix))]
    return false;
}
