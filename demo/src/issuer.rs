//! The local development issuer: a key pair of this machine, which signs tokens for the demo and for `demo token`. Its
//! key file has a special first line, so that no other key can be used for signing by mistake. The server knows the
//! public key only.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
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
use waystation::http::identity::issuers::DEVELOPMENT_ISSUER;

/// `aud` of its tokens.
const AUDIENCE: &str = "waystation";

const HEADING: &str = "-----BEGIN WAYSTATION LOCAL DEVELOPMENT KEY-----";
const ENDING: &str = "-----END WAYSTATION LOCAL DEVELOPMENT KEY-----";
/// Maximum size to read. A key file has about 250 bytes.
const LONGEST_FILE: u64 = 4096;

/// A key pair that signs tokens for development.
#[derive(Debug)]
pub struct LocalIssuer {
    private_key: EncodingKey,
    public_key: Jwk,
    kid: String,
}

/// The claims of a local token.
#[derive(Clone, Debug, Serialize)]
pub struct LocalClaims {
    /// The person or program.
    #[serde(rename = "sub")]
    pub subject: String,
    /// The organisation.
    #[serde(rename = "org")]
    pub organisation_id: Uuid,
    /// The kind of organisation.
    #[serde(rename = "orgType", skip_serializing_if = "Option::is_none")]
    pub organisation_type: Option<OrganisationType>,
    /// The roles.
    pub roles: Vec<Role>,
    /// Codes or ids of the centres that count as the person's own; `*` means every ordinary one.
    pub centres: Vec<String>,
    /// How far the organisation's oversight goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oversight: Option<Oversight>,
    /// The purpose of the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// The country of a liaison officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The post of a liaison officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// Why a local key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocalKeyRefused {
    /// The file cannot be read or written.
    #[error("the local development key {0} cannot be opened: {1}")]
    File(String, io::Error),
    /// Other users of this machine can read the file and could sign with it.
    #[error("the local development key {0} can be read by others; run: chmod 600 {0}")]
    OpenToOthers(String),
    /// It is another kind of file, perhaps a key of a real issuer.
    #[error("{0} is not a local development key; other issuers sign their own tokens")]
    NotALocalKey(String),
    /// The cryptographic library could not create or use a key.
    #[error("the local development key could not be created or used")]
    Cryptography,
}

impl LocalIssuer {
    /// Creates a key in memory only.
    pub fn fresh() -> Result<Self, LocalKeyRefused> {
        Self::from_private_key(&fresh_key()?)
    }

    /// Creates a key in a new file that only its owner can read.
    /// Errors: when the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<Self, LocalKeyRefused> {
        let refuse = |error| LocalKeyRefused::File(path.display().to_string(), error);
        let private_key = fresh_key()?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(refuse)?;
        writeln!(file, "{HEADING}\n{}\n{ENDING}", STANDARD.encode(&private_key)).map_err(refuse)?;
        Self::from_private_key(&private_key)
    }

    /// Reads a key file that `create` wrote.
    /// Errors: when it is not such a file, or when others can read it.
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

    /// Signs a token that is valid from `now`.
    pub fn sign(&self, claims: &LocalClaims, now: DateTimeUtc, lifetime: TimeDelta) -> Result<String, LocalKeyRefused> {
        let mut token = serde_json::to_value(claims).map_err(|_| LocalKeyRefused::Cryptography)?;
        token["iss"] = json!(DEVELOPMENT_ISSUER);
        token["aud"] = json!(AUDIENCE);
        token["iat"] = json!(now.timestamp());
        token["exp"] = json!((now + lifetime).timestamp());
        token["jti"] = json!(Uuid::new_v4());
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, &token, &self.private_key).map_err(|_| LocalKeyRefused::Cryptography)
    }

    /// The public key as a JWK set, for programs that verify local tokens.
    pub fn jwks(&self) -> Value {
        json!({ "keys": [self.public_key] })
    }

    /// Writes an issuers file, with which a server trusts it for these organisations and roles, and its JWK set into the
    /// same folder. Returns the path of the issuers file.
    pub fn write_issuers_file(
        &self,
        folder: &Path,
        organisations: impl IntoIterator<Item = Uuid>,
        roles: &[Role],
    ) -> io::Result<PathBuf> {
        let organisations: Vec<_> = organisations.into_iter().map(|id| json!(id).to_string()).collect();
        let roles: Vec<_> = roles.iter().map(|role| json!(role).to_string()).collect();
        let text = format!(
            "[issuers.local]\nissuer = \"{DEVELOPMENT_ISSUER}\"\naudience = \"{AUDIENCE}\"\nalgorithms = [\"ES256\"]\n\
             keys = {{ jwks_file = \"issuers.jwks\" }}\nmaximum_lifetime_seconds = 43200\norganisations = [{}]\nroles = [{}]\n",
            organisations.join(", "),
            roles.join(", ")
        );
        fs::write(folder.join("issuers.jwks"), self.jwks().to_string())?;
        let path = folder.join("issuers.toml");
        fs::write(&path, text)?;
        Ok(path)
    }

    fn from_private_key(private_key: &[u8]) -> Result<Self, LocalKeyRefused> {
        let private_key = EncodingKey::from_ec_der(private_key);
        let mut public_key =
            Jwk::from_encoding_key(&private_key, Algorithm::ES256).map_err(|_| LocalKeyRefused::Cryptography)?;
        let kid = public_key.thumbprint(ThumbprintHash::SHA256).map_err(|_| LocalKeyRefused::Cryptography)?;
        public_key.common.key_id = Some(kid.clone());
        public_key.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { private_key, public_key, kid })
    }
}

fn fresh_key() -> Result<Vec<u8>, LocalKeyRefused> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .map(|document| document.as_ref().to_vec())
        .map_err(|_| LocalKeyRefused::Cryptography)
}
