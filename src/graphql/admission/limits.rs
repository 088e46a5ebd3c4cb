//! How much one request may ask for. Every limit has a default that fits ordinary clients and can be set by the
//! operator; a request beyond a limit is refused before any work is done for it.

use serde::{Deserialize, Serialize};

/// The limits of one request. The names are those of the `[limits]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    /// The longest document, in characters.
    pub query_characters: usize,
    /// The most tokens (names, numbers, strings, punctuation) in a document.
    pub tokens: usize,
    /// The deepest nesting of brackets of any kind in a document; keeps the parser's own recursion short.
    pub nesting: usize,
    /// The deepest nesting of fields, fragments written out.
    pub depth: u64,
    /// The same for what stands under `__schema` and `__type`; the standard introspection query needs 14.
    pub introspection_depth: u64,
    /// The most fields in a document, its fragments counted where they are defined and again wherever they are used.
    pub selections: u64,
    /// The most fields that the answer may hold when every list is as long as it may be.
    pub cost: u64,
    /// The most aliases in an operation, fragments written out.
    pub aliases: u64,
    /// The most fields at the root of an operation, fragments written out.
    pub root_fields: u64,
    /// The most directives in an operation, fragments written out.
    pub directives: u64,
    /// The most fragments that a document may define.
    pub fragments: usize,
    /// The largest page: the greatest value of `first` and `last`.
    pub page_size: u64,
    /// The length that the cost takes for a page when neither `first` nor `last` is given.
    pub default_page: u64,
    /// The length that the cost takes for a list without pages (the names of a person, say).
    pub assumed_list: u64,
    /// The most errors in the answer to a document that does not fit the schema.
    pub validation_errors: usize,
    /// The most text and values in the variables, in bytes.
    pub variables_bytes: usize,
    /// The memory for documents that were checked before, in bytes.
    pub document_cache_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 128 * 1024,
            query_characters: 20_000,
            tokens: 2_000,
            nesting: 50,
            depth: 12,
            introspection_depth: 16,
            selections: 3_000,
            cost: 100_000,
            aliases: 30,
            root_fields: 10,
            directives: 30,
            fragments: 30,
            page_size: 100,
            default_page: 20,
            assumed_list: 10,
            validation_errors: 10,
            variables_bytes: 64 * 1024,
            document_cache_bytes: 32 * 1024 * 1024,
        }
    }
}
