//! The root field `errorCodes`: it leads to the enum of all `extensions.code`, because GraphQL gives extensions no type.

use async_graphql::Object;

use crate::error::ErrorCode;

/// The `errorCodes` root field.
#[derive(Debug, Default)]
pub(crate) struct ErrorRoot;

/// The `errorCodes` root field.
#[Object]
impl ErrorRoot {
    /// The values that `extensions.code` of an error can have. A refusal by a rule is not an error: see `UserErrorCode`.
    async fn error_codes(&self) -> Vec<ErrorCode> {
        ErrorCode::all().collect()
    }
}
