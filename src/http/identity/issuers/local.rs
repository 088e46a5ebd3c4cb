//! The local development issuer: a key pair of our own that signs tokens for the demo and for `waystation token`.
//! Its key stands in a file with a heading of its own, so that no other key can be used to sign by mistake.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use sea_orm::prelude::DateTimeUtc;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::keys::KeySet;

/// `iss` of its tokens. No other issuer may use this name.
pub const LOCAL_ISSUER: &str = "urn:waystation:local-development";
/// `aud` of its tokens.
pub const LOCAL_AUDIENCE: &str = "waystation";

const HEADING: &str = "-----BEGIN WAYSTATION LOCAL DEVELOPMENT KEY-----";
const ENDING: &str = "-----END WAYSTATION LOCAL DEVELOPMENT KEY-----";
/// A key file is some 250 bytes; more is another file.
const LONGEST_FILE: u64 = 4096;

/// A key pair that signs tokens for development.
#[derive(Debug)]
pub struct LocalIssuer {
    private_key: EncodingKey,
    public_key: Jwk,
    kid: String,
    keys: KeySet,
}

/// What a local token shall say.
#[derive(Clone, Debug, Serialize)]
pub struct LocalClaims {
    /// Who.
    #[serde(rename = "sub")]
    pub subject: String,
    /// For which organisation.
    #[serde(rename = "org")]
    pub organisation_id: Uuid,
    /// Of which kind.
    #[serde(rename = "orgType", skip_serializing_if = "Option::is_none")]
    pub organisation_type: Option<OrganisationType>,
    /// In which roles.
    pub roles: Vec<Role>,
    /// At which centres of their own, by code or id; `*` for every ordinary one.
    pub centres: Vec<String>,
    /// How far the organisation's oversight goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oversight: Option<Oversight>,
    /// For which purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Of which country, for a liaison officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// At which post, for a liaison officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// Why a local key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocalKeyRefused {
    /// The file cannot be read or written.
    #[error("the local development key {0} cannot be opened: {1}")]
    File(String, io::Error),
    /// Others on this machine could sign with it.
    #[error("the local development key {0} can be read by others; run: chmod 600 {0}")]
    OpenToOthers(String),
    /// It is another kind of file, perhaps a key of a real issuer.
    #[error("{0} is not a local development key; tokens of other issuers are made by those issuers")]
    NotALocalKey(String),
    /// The cryptographic library refused to make or use a key.
    #[error("no local development key could be made")]
    Cryptography,
}

impl LocalIssuer {
    /// A new key, in memory only.
    ///
    /// # Errors
    /// When the cryptographic library has no randomness.
    pub fn fresh() -> Result<Self, LocalKeyRefused> {
        Self::from_private_key(&fresh_key()?)
    }

    /// Makes a new key in a new file that only its owner can read.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<Self, LocalKeyRefused> {
        let refuse = |error| LocalKeyRefused::File(path.display().to_string(), error);
        let private_key = fresh_key()?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(refuse)?;
        writeln!(file, "{HEADING}\n{}\n{ENDING}", STANDARD.encode(&private_key)).map_err(refuse)?;
        Self::from_private_key(&private_key)
    }

    /// Reads a key that `create` made.
    ///
    /// # Errors
    /// When it is another file, or others can read it.
    pub fn open(path: &Path) -> Result<Self, LocalKeyRefused> {
        let name = || path.display().to_string();
        let refuse = |error| LocalKeyRefused::File(name(), error);
        let file = File::open(path).map_err(refuse)?;
        if file.metadata().map_err(refuse)?.permissions().mode() & 0o077 != 0 {
            return Err(LocalKeyRefused::OpenToOthers(name()));
        }
        let mut text = String::new();
        file.take(LONGEST_FILE).read_to_string(&mut text).map_err(refuse)?;
        let body = text.trim().strip_prefix(HEADING).and_then(|rest| rest.strip_suffix(ENDING));
        let private_key = body.and_then(|body| STANDARD.decode(body.trim()).ok());
        let private_key = private_key.ok_or_else(|| LocalKeyRefused::NotALocalKey(name()))?;
        Self::from_private_key(&private_key).map_err(|_| LocalKeyRefused::NotALocalKey(name()))
    }

    /// Signs a token that is valid from now on.
    ///
    /// # Errors
    /// When the cryptographic library refuses.
    pub fn sign(&self, claims: &LocalClaims, now: DateTimeUtc, lifetime: TimeDelta) -> Result<String, LocalKeyRefused> {
        let mut token = serde_json::to_value(claims).map_err(|_| LocalKeyRefused::Cryptography)?;
        token["iss"] = json!(LOCAL_ISSUER);
        token["aud"] = json!(LOCAL_AUDIENCE);
        token["iat"] = json!(now.timestamp());
        token["exp"] = json!((now + lifetime).timestamp());
        token["jti"] = json!(Uuid::new_v4());
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, &token, &self.private_key).map_err(|_| LocalKeyRefused::Cryptography)
    }

    /// The public key as a JWK set, for whoever wants to check a local token.
    #[must_use]
    pub fn jwks(&self) -> Value {
        jwks(&self.public_key)
    }

    /// The public key as this server uses it.
    #[must_use]
    pub fn keys(&self) -> KeySet {
        self.keys.clone()
    }

    /// The signature of any text: lets a test sign what no honest issuer would write.
    #[cfg(test)]
    pub(in crate::http::identity) fn signature(&self, message: &str) -> String {
        jsonwebtoken::crypto::sign(message.as_bytes(), &self.private_key, Algorithm::ES256).expect("a test's key signs")
    }

    fn from_private_key(private_key: &[u8]) -> Result<Self, LocalKeyRefused> {
        let private_key = EncodingKey::from_ec_der(private_key);
        let mut public_key =
            Jwk::from_encoding_key(&private_key, Algorithm::ES256).map_err(|_| LocalKeyRefused::Cryptography)?;
        let kid = public_key.thumbprint(ThumbprintHash::SHA256).map_err(|_| LocalKeyRefused::Cryptography)?;
        public_key.common.key_id = Some(kid.clone());
        public_key.common.public_key_use = Some(PublicKeyUse::Signature);
        let keys = KeySet::from_jwks(jwks(&public_key).to_string().as_bytes(), &[Algorithm::ES256])
            .map_err(|_| LocalKeyRefused::Cryptography)?;
        Ok(Self { private_key, public_key, kid, keys })
    }
}

fn jwks(public_key: &Jwk) -> Value {
    json!({ "keys": [public_key] })
}

fn fresh_key() -> Result<Vec<u8>, LocalKeyRefused> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .map(|document| document.as_ref().to_vec())
        .map_err(|_| LocalKeyRefused::Cryptography)
}
