//! Admission: the check of a GraphQL document before the engine sees it. It enforces limits, computes the cost, and
//! refuses, with a stable reason, what async-graphql would find late or not at all: arguments and variables that do not
//! fit, and fields that cannot be merged. It knows the SDL of a schema, its [`Conventions`] and the [`Limits`], but no
//! engine, no database and no user.
//!
//! ```
//! use admission::{Admission, Limits, Reason};
//!
//! let sdl = "type Query { people(first: Int): [Person!]! } type Person { name: String }";
//! let admission = Admission::new(sdl, &(), Limits { page_size: 100, ..Limits::default() })?;
//! let admit = |query: &str| admission.admit(query, None, &Default::default());
//! assert_eq!(admit("{ people(first: 10) { name } }").unwrap().cost, 11);
//! assert_eq!(admit("{ people(first: 101) { name } }").unwrap_err()[0].reason, Reason::PageSizeInvalid);
//! # Ok::<(), async_graphql_parser::Error>(())
//! ```

mod conventions;
mod cost;
mod count;
mod fields;
mod limits;
mod merge;
mod personal;
mod refusal;
mod root;
mod scalars;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod validation;
mod values;

use std::{borrow::Cow, sync::Arc};

use async_graphql_parser::{
    self as parser, Positioned,
    types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
};
use async_graphql_value::Variables;
use moka::sync::Cache;

use self::types::TypeIndex;
pub use self::{
    conventions::Conventions,
    limits::Limits,
    refusal::{Reason, Refusal},
    root::Root,
    validation::Validation,
};

/// Checks documents before the engine sees them. All requests share it.
pub struct Admission {
    limits: Limits,
    types: TypeIndex,
    /// A cache of documents that passed, by their text.
    documents: Cache<Arc<str>, Checked>,
}

/// A document that passed all checks that do not depend on variables.
#[derive(Clone)]
struct Checked {
    document: Arc<ExecutableDocument>,
    /// Whether an argument in it holds personal data.
    personal: bool,
    /// Whether the engine has validated it.
    validation: Option<Validation>,
}

/// A parsed document takes about this many times the memory of its text.
const PARSED_PER_TEXT: usize = 40;

/// A request that may go to the engine.
#[derive(Debug)]
pub struct Admitted {
    /// The parsed document, for `Request::set_parsed_query`.
    pub document: ExecutableDocument,
    /// The type of the operation that will run.
    pub operation: OperationType,
    /// What the operation asks for.
    pub root: Root,
    /// The name of the operation, if it has one.
    pub operation_name: Option<String>,
    /// The largest number of fields that the answer can hold.
    pub cost: u64,
    /// Whether an argument or a variable holds personal data, according to the conventions.
    pub personal: bool,
    /// Whether the engine has validated the document before, for the engine to read and to note. `None` if it has to
    /// validate it for this request.
    pub validation: Option<Validation>,
}

impl Admission {
    /// Creates the admission for a schema, given as SDL.
    pub fn new(sdl: &str, conventions: &'static dyn Conventions, limits: Limits) -> Result<Self, parser::Error> {
        let documents = Cache::builder()
            .max_capacity(limits.document_cache_bytes)
            .weigher(|text: &Arc<str>, _| u32::try_from(text.len() * PARSED_PER_TEXT).unwrap_or(u32::MAX))
            .build();
        Ok(Self { types: TypeIndex::read(sdl, conventions)?, limits, documents })
    }

    /// The limits that it enforces.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The memory that the documents take, as the limit counts it.
    #[cfg(test)]
    fn document_bytes(&self) -> u64 {
        self.documents.run_pending_tasks();
        self.documents.weighted_size()
    }

    /// Checks one request. The refusals can go to the client: they repeat nothing of the document, and their number is
    /// limited.
    pub fn admit(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Admitted, Vec<Refusal>> {
        let Checked { document, personal, validation } = self.document(query)?;
        let (name, operation) = select(&document, operation_name)?;
        values::check_variables(&operation.node, variables, &self.types, &self.limits)?;
        let cost = cost::of(operation, &document, variables, &self.types, &self.limits)?;
        Ok(Admitted {
            operation: operation.node.ty,
            root: root::of(&operation.node, &document, &self.types),
            operation_name: name.map(str::to_owned),
            document: ExecutableDocument::clone(&document),
            cost,
            validation: validation.filter(|_| !validation::decides(&operation.node, variables, &self.types)),
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
        if let Some(checked) = self.documents.get(query) {
            return Ok(checked);
        }
        let negative_zeros = tokens::check(query, &self.limits)?;
        let document =
            parser::parse_query(positive(query, &negative_zeros)).map_err(|error| syntax::refusal(&error))?;
        count::check(&document, &self.limits)?;
        merge::check(&document, &self.types)?;
        let fields = fields::all(&document, &self.types);
        values::check_arguments(&fields, &self.types)?;
        let personal = personal::in_fields(&fields, &self.types);
        let validation = validation::of(&document);
        let checked = Checked { document: Arc::new(document), personal, validation };
        self.documents.insert(query.into(), checked.clone());
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
