//! The crate `admission` for the schemas of the server: their conventions, the viewers whom each schema is for, and the
//! codes of refusals.

use admission::{Admission, Conventions, Reason, Refusal};
pub use admission::{Admitted, Limits, Root, Validation};
use async_graphql::{
    ErrorExtensionValues, ServerError, Value as ConstValue, Variables,
    parser::{
        self,
        types::{ConstDirective, Field},
    },
};
use async_graphql_value::Value;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    batch::{LINES, MOST_LINES},
    engine, origin,
};
use crate::{
    access::viewer::Viewer,
    error::ErrorCode,
    global_id,
    rules::{counter::MOST_CASES, dates::MOST_DAYS},
    store::statistics::buckets::BUCKETS,
};

/// The admission of each schema.
pub struct Gates {
    casework: Admission,
    origin: Admission,
}

impl Gates {
    /// Admission for the schemas of the server.
    /// Errors: when the printed SDL cannot be parsed.
    pub fn new(limits: &Limits) -> Result<Self, parser::Error> {
        Self::of([&engine::sdl(&engine::schema()), &engine::sdl(&origin::schema())], limits)
    }

    /// Admission for two schemas: casework, and State of origin.
    pub(crate) fn of(schemas: [&str; 2], limits: &Limits) -> Result<Self, parser::Error> {
        let [casework, origin] = schemas.map(|sdl| Admission::new(sdl, &ServerConventions, limits.clone()));
        Ok(Self { casework: casework?, origin: origin? })
    }

    /// The limits, which are the same for all schemas.
    pub(crate) const fn limits(&self) -> &Limits {
        self.casework.limits()
    }

    /// Checks a request against the schema that the viewer uses. The errors can go to the client: they have codes, and
    /// their number is limited.
    pub fn admit(
        &self,
        viewer: &Viewer,
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Admitted, Vec<ServerError>> {
        let admission = if viewer.is_of_origin() { &self.origin } else { &self.casework };
        let admitted = admission.admit(query, operation_name, variables);
        admitted.map_err(|refusals| refusals.into_iter().map(error).collect())
    }
}

fn error(refusal: Refusal) -> ServerError {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code(refusal.reason).name());
    if let Some(limit) = refusal.limit {
        extensions.set("limit", limit);
    }
    let mut error = ServerError::new(refusal.to_string(), None);
    error.locations = refusal.locations;
    error.extensions = Some(extensions);
    error
}

const fn code(reason: Reason) -> ErrorCode {
    match reason {
        Reason::DocumentTooLarge => ErrorCode::DocumentTooLarge,
        Reason::TooManyTokens => ErrorCode::TooManyTokens,
        Reason::SyntaxError => ErrorCode::SyntaxError,
        Reason::TooDeep => ErrorCode::TooDeep,
        Reason::TooCostly => ErrorCode::TooCostly,
        Reason::TooManyAliases => ErrorCode::TooManyAliases,
        Reason::TooManyRootFields => ErrorCode::TooManyRootFields,
        Reason::TooManyDirectives => ErrorCode::TooManyDirectives,
        Reason::TooManyFragments => ErrorCode::TooManyFragments,
        Reason::FragmentCycle => ErrorCode::FragmentCycle,
        Reason::ConflictingFields => ErrorCode::ConflictingFields,
        Reason::DuplicateMutation => ErrorCode::DuplicateMutation,
        Reason::PageSizeInvalid => ErrorCode::PageSizeInvalid,
        Reason::IntrospectionTooDeep => ErrorCode::IntrospectionTooDeep,
        Reason::OperationNotFound => ErrorCode::OperationNotFound,
        Reason::VariablesTooLarge => ErrorCode::VariablesTooLarge,
        Reason::InvalidVariable => ErrorCode::InvalidVariable,
        Reason::InvalidArgument => ErrorCode::InvalidArgument,
        Reason::MissingArgument | Reason::SubscriptionRoot => ErrorCode::ValidationFailed,
        Reason::InvalidId => ErrorCode::InvalidId,
    }
}

struct ServerConventions;

impl Conventions for ServerConventions {
    fn scalar(&self, name: &str, value: &Value) -> Result<(), &'static str> {
        let text = if let Value::String(text) = value { Some(text.as_str()) } else { None };
        let (fits, must) = match name {
            "CountryCode" | "LanguageTag" | "ScriptCode" => (text.is_some(), "must be a string"),
            "DateTime" => (
                text.is_some_and(|it| it.parse::<DateTime<Utc>>().is_ok_and(|at| four_digits(at.year()))),
                "must be a time like 2026-03-01T12:00:00Z",
            ),
            "Date" => (
                text.is_some_and(|it| {
                    NaiveDate::parse_from_str(it, "%Y-%m-%d").is_ok_and(|day| four_digits(day.year()))
                }),
                "must be a date like 2026-03-01",
            ),
            "UUID" => (text.is_some_and(|it| Uuid::parse_str(it).is_ok()), "must be a UUID"),
            _ => (true, ""),
        };
        if fits { Ok(()) } else { Err(must) }
    }

    fn is_identifier(&self, id: &str) -> bool {
        global_id::decode(id).is_ok()
    }

    fn list(&self, of: &str, limits: &Limits) -> Option<u64> {
        match of {
            // `Viewer.centres` has as many entries as the organisation has centres.
            "Centre" => Some(limits.page_size),
            // The lists of `codeLists`, and the codes of one.
            "CodeList" => Some(100),
            "Code" => Some(40),
            // The days of `occupancyPerDay`.
            "Occupancy" => Some(MOST_DAYS.unsigned_abs()),
            // The measures of `statistics`.
            "StatisticsValue" => Some(8),
            _ => None,
        }
    }

    fn page(&self, of: &str, field: &Field) -> Option<u64> {
        // A batch answers each of its lines.
        if let Some(lines) = field.get_argument(LINES) {
            return Some(match &lines.node {
                Value::List(lines) => lines.len() as u64,
                Value::Variable(_) => MOST_LINES as u64,
                _ => 1,
            });
        }
        if of == "PersonAtCounter" {
            return Some(MOST_CASES as u64);
        }
        // A variable counts as a list that is not empty.
        let grouped = |argument: &Value| !matches!(argument, Value::Null) && *argument != Value::List(Vec::new());
        (of == "Statistics").then(|| match field.get_argument("groupBy") {
            Some(argument) if grouped(&argument.node) => BUCKETS as u64,
            _ => 1,
        })
    }

    fn is_personal(&self, directive: &ConstDirective) -> bool {
        let class = directive.get_argument("class").map(|it| &it.node);
        directive.name.node == "holds"
            && matches!(class, Some(ConstValue::Enum(class)) if !IMPERSONAL.contains(&class.as_str()))
    }
}

/// The classes that hold no personal data.
const IMPERSONAL: [&str; 3] = ["PUBLIC", "OPERATIONAL_COARSE", "OPERATIONAL"];

/// RFC 3339 writes a year with four digits. SQLite compares times as text, so a longer year would be in the wrong order.
fn four_digits(year: i32) -> bool {
    (1..=9999).contains(&year)
}

#[cfg(test)]
mod tests;
