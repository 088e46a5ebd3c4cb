//! The reason why a change is not made.

use sea_orm::DbErr;

use crate::{error::Error, rules::refusal::Refusal};

/// The reason why a change is not made.
#[derive(Debug)]
pub(crate) enum ChangeError {
    /// A rule forbids it. The refusals go into the payload.
    Refused(Vec<Refusal>),
    /// Something failed. It becomes a GraphQL error.
    Failed(Error),
}

impl ChangeError {
    /// The same stop for a part of the input: the path of each refusal begins with `step`.
    pub(crate) fn inside(self, step: &str) -> Self {
        match self {
            Self::Refused(refusals) => Self::Refused(refusals.into_iter().map(|it| it.inside(step)).collect()),
            failed @ Self::Failed(_) => failed,
        }
    }
}

impl From<Refusal> for ChangeError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<Vec<Refusal>> for ChangeError {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Error> for ChangeError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<DbErr> for ChangeError {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}
