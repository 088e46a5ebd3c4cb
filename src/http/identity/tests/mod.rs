//! Tests identity from the caller's side: one test for each reason to refuse a token. The time is an argument; no test
//! waits.

mod entries;
mod fuzz;
mod headers;
mod key_server;
mod outages;
mod providers;
mod refusals;
mod requests;
mod signer;

use std::collections::{BTreeMap, HashSet};

use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use entity::codes::{OrganisationType, Oversight, Role};
use jsonwebtoken::Algorithm;
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Value, json};
use uuid::Uuid;

use self::{key_server::KeyServerHere, signer::Signer};
use super::{
    Identity,
    claims::Places,
    issuers::{Defaults, Form, IssuerEntry, Issuers},
    keys::source::KeySource,
    refusal::Reason,
    token,
};
use crate::{
    access::verified_token::VerifiedToken,
    http::documents::Accepts,
    store::database::{
        Database,
        fresh::{self, Fresh},
    },
};

const NGO: Uuid = Uuid::from_u128(2);
const IOM: Uuid = Uuid::from_u128(1);
const NGO_ISSUER: &str = "https://sso.ngo.example/";

fn noon() -> DateTimeUtc {
    DateTimeUtc::from_timestamp(1_750_000_000, 0).expect("a time")
}

/// The identity provider of a partner NGO: one ES256 key, focal points and case workers only.
struct Ngo {
    key: Signer,
}

impl Ngo {
    fn new() -> Self {
        Self { key: Signer::new() }
    }

    fn entry(&self) -> IssuerEntry {
        IssuerEntry {
            name: "ngo".into(),
            issuer: NGO_ISSUER.to_owned(),
            audience: "waystation".to_owned(),
            keys: KeySource::Own(self.key.keys()),
            algorithms: vec![Algorithm::ES256, Algorithm::RS256],
            organisations: HashSet::from([NGO]),
            roles: HashSet::from([Role::NgoFocalPoint, Role::CaseWorker]),
            organisation_names: BTreeMap::new(),
            role_names: BTreeMap::from([("focal-point".to_owned(), Role::NgoFocalPoint)]),
            maximum_lifetime: TimeDelta::minutes(15),
            form: Form { only_access_token_type: false, ..Form::default() },
            defaults: Defaults::default(),
            places: Places::default(),
            documents: Accepts::Any,
        }
    }

    fn kid(&self) -> String {
        self.key.jwks()["keys"][0]["kid"].as_str().unwrap().to_owned()
    }

    fn header(&self) -> Value {
        json!({ "alg": "ES256", "typ": "at+jwt", "kid": self.kid() })
    }

    /// A token with any header and claims, signed by the NGO's key.
    fn token(&self, header: &Value, claims: &Value) -> String {
        signed(&self.key, &header.to_string(), &claims.to_string())
    }

    async fn judge(&self, token: &str) -> Result<VerifiedToken, Reason> {
        judge(self.entry(), token).await
    }

    /// Judges a token with valid claims after one change.
    async fn judge_claims(&self, change: impl FnOnce(&mut Value)) -> Result<VerifiedToken, Reason> {
        let mut claims = claims();
        change(&mut claims);
        self.judge(&self.token(&self.header(), &claims)).await
    }

    /// Judges a token with a valid header after one change.
    async fn judge_header(&self, change: impl FnOnce(&mut Value)) -> Result<VerifiedToken, Reason> {
        let mut header = self.header();
        change(&mut header);
        self.judge(&self.token(&header, &claims())).await
    }
}

fn claims() -> Value {
    let now = noon().timestamp();
    json!({
        "iss": NGO_ISSUER, "aud": "waystation", "sub": "amina", "jti": "t-1", "iat": now, "exp": now + 600,
        "org": NGO, "roles": ["NGO_FOCAL_POINT"],
    })
}

fn signed(key: &Signer, header: &str, claims: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = key.signature(&message);
    format!("{message}.{signature}")
}

async fn judge(entry: IssuerEntry, token: &str) -> Result<VerifiedToken, Reason> {
    let issuers = Issuers::trust(vec![entry], noon()).await.unwrap();
    token::verify(token, &issuers, noon()).await.map_err(|refused| refused.reason)
}

fn headers(values: &[&str]) -> HeaderMap {
    values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap())).collect()
}

async fn identity(entry: IssuerEntry, database: Database) -> Identity {
    fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
    let issuers = Issuers::trust(vec![entry], noon()).await.unwrap();
    Identity::new(issuers, database, noon()).await.unwrap()
}
