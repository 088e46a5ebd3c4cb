//! Limits on what one request may ask for. Every limit has a default that fits ordinary clients, and the operator can
//! set it. A request that exceeds a limit is refused before it is executed.

use serde::{Deserialize, Serialize};

/// The limits of one request. The names are those of the `[limits]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    /// The longest document, in characters.
    pub query_characters: usize,
    /// The largest number of tokens (names, numbers, strings, punctuation) in a document.
    pub tokens: usize,
    /// The deepest nesting of brackets of any kind in a document. It bounds the recursion of the parser.
    pub nesting: usize,
    /// The deepest nesting of fields, with fragments expanded.
    pub depth: u64,
    /// The same below `__schema` and `__type`. The standard introspection query needs 14.
    pub introspection_depth: u64,
    /// The largest number of fields in a document. A fragment counts where it is defined and again wherever it is
    /// spread.
    pub selections: u64,
    /// The largest number of fields that the answer may hold if every list has its greatest length.
    pub cost: u64,
    /// The largest number of aliases in an operation, with fragments expanded.
    pub aliases: u64,
    /// The largest number of root fields of an operation, with fragments expanded.
    pub root_fields: u64,
    /// The largest number of directives in an operation, with fragments expanded.
    pub directives: u64,
    /// The largest number of fragments that a document may define.
    pub fragments: usize,
    /// The largest page: the greatest value of `first` and `last`.
    pub page_size: u64,
    /// The page length that the cost assumes if the query gives neither `first` nor `last` and the schema has no
    /// default.
    pub default_page: u64,
    /// The length that the cost assumes for a list without paging.
    pub assumed_list: u64,
    /// The largest number of errors in the answer to a document that does not fit the schema.
    pub validation_errors: usize,
    /// The largest size of the variables, in bytes.
    pub variables_bytes: usize,
    /// The size of the cache of checked documents, in bytes.
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
