//! Admission: the check of a document before the engine sees it. It enforces the limits, and it refuses, with a stable
//! code, what the engine would find late or not at all. It knows the printed schema and the limits, but no database and
//! no viewer.

mod cost;
mod count;
mod limits;
mod merge;
mod personal;
mod refusal;
mod scalars;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod values;

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    Positioned, ServerError, Variables,
    parser::{
        self,
        types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
    },
};
use aws_lc_rs::digest;
use moka::sync::Cache;

pub use self::limits::Limits;
use self::{
    refusal::{Reason, Refusal},
    types::TypeIndex,
};

/// Checks documents before the engine sees them. All requests share it.
pub(crate) struct Admission {
    limits: Limits,
    types: TypeIndex,
    /// A cache of documents that passed, by the SHA-256 of their text.
    documents: Cache<[u8; 32], Checked>,
}

/// A document that passed all checks that do not depend on variables.
#[derive(Clone)]
struct Checked {
    document: Arc<ExecutableDocument>,
    /// Whether an argument in it holds personal data.
    personal: bool,
    /// The estimated memory that it takes in the cache.
    bytes: u32,
}

/// A parsed document takes about this many times the memory of its text.
const PARSED_PER_TEXT: usize = 40;

/// A request that may go to the engine.
#[derive(Debug)]
pub(crate) struct Admitted {
    /// The parsed document, for `Request::set_parsed_query`.
    pub document: ExecutableDocument,
    /// The type of the operation that will run.
    pub operation: OperationType,
    /// The name of the operation, if it has one.
    pub operation_name: Option<String>,
    /// The largest number of fields that the answer can hold.
    pub cost: u64,
    /// Whether an argument or a variable holds personal data, according to its class.
    pub personal: bool,
}

impl Admission {
    /// Creates the admission for a schema, given as SDL.
    pub(crate) fn new(sdl: &str, limits: Limits) -> Result<Self, parser::Error> {
        let documents = Cache::builder()
            .max_capacity(limits.document_cache_bytes)
            .weigher(|_, checked: &Checked| checked.bytes)
            .build();
        Ok(Self { types: TypeIndex::read(sdl)?, limits, documents })
    }

    /// The limits that it enforces.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Checks one request. The errors can go to the client: they have codes, and their number is limited.
    pub(crate) fn admit(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Admitted, Vec<ServerError>> {
        self.look(query, operation_name, variables)
            .map_err(|refusals| refusals.into_iter().map(ServerError::from).collect())
    }

    fn look(&self, query: &str, operation_name: Option<&str>, variables: &Variables) -> Result<Admitted, Vec<Refusal>> {
        let Checked { document, personal, .. } = self.document(query).map_err(|refusal| vec![refusal])?;
        let (name, operation) = select(&document, operation_name).map_err(|refusal| vec![refusal])?;
        values::check_variables(&operation.node, variables, &self.types, &self.limits)?;
        let cost = cost::of(operation, &document, variables, &self.types, &self.limits);
        let cost = cost.map_err(|refusal| vec![refusal])?;
        Ok(Admitted {
            operation: operation.node.ty,
            operation_name: name.map(str::to_owned),
            document: ExecutableDocument::clone(&document),
            cost,
            personal: personal || personal::in_variables(&operation.node, variables, &self.types),
        })
    }

    /// Makes the checks that depend only on the document, or finds their result in the cache.
    fn document(&self, query: &str) -> Result<Checked, Refusal> {
        // A character has at most four bytes, so most documents need no character count.
        let limit = self.limits.query_characters;
        if query.len() > limit && (query.len() > 4 * limit || query.chars().count() > limit) {
            return Err(Refusal::over(Reason::DocumentTooLarge, limit as u64, []));
        }
        let key = key(query);
        if let Some(checked) = self.documents.get(&key) {
            return Ok(checked);
        }
        let negative_zeros = tokens::check(query, &self.limits)?;
        let document =
            parser::parse_query(positive(query, &negative_zeros)).map_err(|error| syntax::refusal(&error))?;
        count::check(&document, &self.limits)?;
        merge::check(&document, &self.types)?;
        values::check_arguments(&document, &self.types)?;
        let bytes = u32::try_from(query.len() * PARSED_PER_TEXT).unwrap_or(u32::MAX);
        let personal = personal::in_document(&document, &self.types);
        let checked = Checked { document: Arc::new(document), personal, bytes };
        self.documents.insert(key, checked.clone());
        Ok(checked)
    }
}

/// The operation that will run, chosen as the engine chooses it.
fn select<'a>(
    document: &'a ExecutableDocument,
    wanted: Option<&str>,
) -> Result<(Option<&'a str>, &'a Positioned<OperationDefinition>), Refusal> {
    let found = match (&document.operations, wanted) {
        (DocumentOperations::Single(operation), None) => Some((None, operation)),
        (DocumentOperations::Multiple(operations), Some(wanted)) => {
            operations.get_key_value(wanted).map(|(name, operation)| (Some(name.as_str()), operation))
        }
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.iter().next().map(|(name, operation)| (Some(name.as_str()), operation))
        }
        (DocumentOperations::Single(_), Some(_)) | (DocumentOperations::Multiple(_), None) => None,
    };
    found.ok_or_else(|| Refusal::at(Reason::OperationNotFound, []))
}

/// The document with ` 0` in place of each `-0`. It is the same integer at the same position, and the parser reads it
/// as an integer.
fn positive<'a>(query: &'a str, negative_zeros: &[usize]) -> Cow<'a, str> {
    let mut query = Cow::Borrowed(query);
    for at in negative_zeros {
        query.to_mut().replace_range(*at..=*at, " ");
    }
    query
}

fn key(query: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key.copy_from_slice(digest::digest(&digest::SHA256, query.as_bytes()).as_ref());
    key
}
