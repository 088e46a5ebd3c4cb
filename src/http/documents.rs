//! Documents that a client names instead of sending their text: trusted documents from manifests, and documents that a
//! caller of the same organisation sent before (automatic persisted queries, as Apollo defines them).

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use async_graphql::parser::{
    self,
    types::{DocumentOperations, ExecutableDocument},
};
use aws_lc_rs::digest;
use axum::http::StatusCode;
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use super::answer::Coded;
use crate::{error::ErrorCode, metrics::labels::Value};

/// Settings of documents: the `[documents]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentSettings {
    /// Manifests of trusted documents, in the form of Relay or of Apollo.
    pub manifests: Vec<PathBuf>,
    /// Memory for the documents that clients register by their hash, in bytes. 0 turns registration off.
    pub registered_bytes: u64,
}

impl Default for DocumentSettings {
    fn default() -> Self {
        Self { manifests: Vec::new(), registered_bytes: 16 * 1024 * 1024 }
    }
}

/// The documents that the callers of an issuer may run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Accepts {
    /// Any document.
    #[default]
    Any,
    /// Only documents of a manifest.
    PersistedOnly,
}

/// SHA-256 of the text of a document.
pub(crate) type Hash = [u8; 32];

/// A document as a request names it.
#[derive(Debug)]
pub(crate) enum Named {
    /// By its text.
    Text(String),
    /// By its text and the hash under which it is to be registered.
    Registering(String, Hash),
    /// By its hash.
    Hash(Hash),
    /// By its identifier in a manifest.
    Id(String),
}

impl Named {
    /// The hash under which the document is to be registered.
    pub(crate) const fn registering(&self) -> Option<Hash> {
        if let Self::Registering(_, hash) = self { Some(*hash) } else { None }
    }
}

/// The documents that this server knows by a name.
pub struct Documents {
    trusted: HashMap<Hash, Trusted>,
    /// The hash of a trusted document, by its identifier in a manifest.
    ids: HashMap<String, Hash>,
    /// Keyed by organisation, so that nobody learns which documents another organisation uses.
    registered: Cache<(Uuid, Hash), Arc<str>>,
    registers: bool,
}

/// A trusted document.
struct Trusted {
    text: Arc<str>,
    /// Under which name it is counted. `None` for those beyond [`COUNTED`].
    counted: Option<Value>,
}

/// The text of a document that a request named.
pub(crate) struct Found {
    /// The text.
    pub text: Arc<str>,
    /// Under which name it is counted, for a trusted document.
    pub counted: Option<Value>,
}

/// The most trusted documents that are counted under their own name. Each is a series of its own.
const COUNTED: usize = 500;
/// Longer names are cut where documents are counted.
const LONGEST_NAME: usize = 64;

/// Memory of an entry in addition to its text, in bytes.
const ENTRY: usize = 200;

impl Documents {
    /// Reads the manifests.
    /// Errors: a sentence for each file that is not a manifest, and for each document in it that is not GraphQL.
    pub fn open(settings: &DocumentSettings) -> Result<Self, Vec<String>> {
        let mut documents = Self::registering(settings.registered_bytes);
        let mut wrong = Vec::new();
        for path in &settings.manifests {
            let named = |sentence: String| format!("documents.manifests: {}: {sentence}", path.display());
            match std::fs::read_to_string(path)
                .map_err(|error| vec![error.to_string()])
                .and_then(|text| manifest(&text))
            {
                Ok(operations) => {
                    wrong
                        .extend(operations.into_iter().filter_map(|(id, text)| documents.trust(&id, &text)).map(named));
                }
                Err(sentences) => wrong.extend(sentences.into_iter().map(named)),
            }
        }
        if wrong.is_empty() { Ok(documents) } else { Err(wrong) }
    }

    /// No trusted document, and this much memory for registered ones.
    pub(crate) fn registering(bytes: u64) -> Self {
        let registered = Cache::builder()
            .max_capacity(bytes)
            .weigher(|_, text: &Arc<str>| u32::try_from(text.len() + ENTRY).unwrap_or(u32::MAX))
            .build();
        Self { trusted: HashMap::new(), ids: HashMap::new(), registered, registers: bytes > 0 }
    }

    /// Whether there is no trusted document. A caller who may run only those could then run nothing.
    pub(crate) fn trusts_nothing(&self) -> bool {
        self.trusted.is_empty()
    }

    /// The memory that registered documents take.
    #[cfg(test)]
    pub(crate) fn registered_bytes(&self) -> u64 {
        self.registered.run_pending_tasks();
        self.registered.weighted_size()
    }

    /// Adds a trusted document, or says why not.
    fn trust(&mut self, id: &str, text: &str) -> Option<String> {
        let parsed = match parser::parse_query(text) {
            Ok(parsed) => parsed,
            Err(error) => return Some(format!("the document \"{id}\" is not GraphQL: {error}")),
        };
        let hash = hash(text);
        match self.ids.insert(id.to_owned(), hash) {
            Some(other) if other != hash => return Some(format!("two documents have the identifier \"{id}\"")),
            _ => {}
        }
        let counted = (self.trusted.len() < COUNTED).then(|| counted_as(id, &parsed));
        self.trusted.entry(hash).or_insert_with(|| Trusted { text: text.into(), counted });
        None
    }

    /// The text of the document that a caller of this organisation names.
    pub(crate) fn find(&self, organisation: Uuid, accepts: Accepts, named: Named) -> Result<Found, Coded> {
        let uncounted = |text: Arc<str>| Found { text, counted: None };
        let (hash, text) = match named {
            Named::Text(text) if accepts == Accepts::Any => return Ok(uncounted(text.into())),
            Named::Registering(text, named) if named != hash(&text) => return Err(HASH_MISMATCH),
            Named::Text(text) => (hash(&text), Some(text)),
            Named::Registering(text, hash) => (hash, Some(text)),
            Named::Hash(hash) => (hash, None),
            Named::Id(id) => (*self.ids.get(&id).ok_or(NOT_FOUND)?, None),
        };
        if let Some(trusted) = self.trusted.get(&hash) {
            return Ok(Found { text: Arc::clone(&trusted.text), counted: trusted.counted.clone() });
        }
        match (accepts, text) {
            (Accepts::PersistedOnly, Some(_)) => Err(NOT_TRUSTED),
            (Accepts::Any, Some(text)) => Ok(uncounted(text.into())),
            (Accepts::PersistedOnly, None) => Err(NOT_FOUND),
            (Accepts::Any, None) => {
                let known = self.registered.get(&(organisation, hash));
                known.map(uncounted).ok_or(if self.registers { NOT_FOUND } else { NOT_SUPPORTED })
            }
        }
    }

    /// Keeps a document that passed admission, so that callers of the organisation can name it by its hash.
    pub(crate) fn register(&self, organisation: Uuid, hash: Hash, text: &Arc<str>) {
        if self.registers && !self.trusted.contains_key(&hash) {
            self.registered.insert((organisation, hash), Arc::clone(text));
        }
    }
}

/// The name under which a trusted document is counted: that of its only operation, or its identifier. Both are the operator's.
fn counted_as(id: &str, document: &ExecutableDocument) -> Value {
    let name = match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => operations.keys().next(),
        _ => None,
    };
    let name: String = name.map_or(id, |name| name.as_str()).chars().take(LONGEST_NAME).collect();
    // A root field has no colon, so that the two are told apart.
    Value::from_start(format!("document:{name}").into())
}

/// The documents of a manifest with their identifiers: a map from identifier to text, as Relay's compiler writes it, or
/// the manifest of Apollo's `generate-persisted-query-manifest`.
fn manifest(text: &str) -> Result<Vec<(String, String)>, Vec<String>> {
    #[derive(Deserialize)]
    struct Operation {
        id: String,
        body: String,
    }
    #[derive(Deserialize)]
    struct Apollo {
        format: String,
        version: u32,
        operations: Vec<Operation>,
    }
    let said = |error: serde_json::Error| vec![error.to_string()];
    let value: Json = serde_json::from_str(text).map_err(said)?;
    if value.get("operations").is_some_and(Json::is_array) {
        let Apollo { format, version, operations } = serde_json::from_value(value).map_err(said)?;
        if (format.as_str(), version) != ("apollo-persisted-query-manifest", 1) {
            return Err(vec![format!("the format \"{format}\" in version {version} is not known")]);
        }
        return Ok(operations.into_iter().map(|operation| (operation.id, operation.body)).collect());
    }
    let relay: std::collections::BTreeMap<String, String> = serde_json::from_value(value).map_err(said)?;
    Ok(relay.into_iter().collect())
}

/// SHA-256 of a text.
pub(crate) fn hash(text: &str) -> Hash {
    digest::digest(&digest::SHA256, text.as_bytes()).as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// The status is 200, because clients treat any other status as a network failure and do not send the document.
const NOT_FOUND: Coded = Coded::new(StatusCode::OK, ErrorCode::PersistedQueryNotFound, "PersistedQueryNotFound");
const NOT_SUPPORTED: Coded =
    Coded::new(StatusCode::OK, ErrorCode::PersistedQueryNotSupported, "PersistedQueryNotSupported");
const HASH_MISMATCH: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::PersistedQueryHashMismatch,
    "`sha256Hash` is not the SHA-256 of `query`",
);
const NOT_TRUSTED: Coded = Coded::new(
    StatusCode::FORBIDDEN,
    ErrorCode::DocumentNotTrusted,
    "callers of this issuer may run only the documents of a manifest",
);
