//! A protection officer resumes a held request in the state that it has reached by now.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Resume a held consular request.
#[derive(Debug)]
pub struct ResumeConsularRequest;

/// The held consular request to resume.
#[derive(Clone, Debug, InputObject)]
pub struct ResumeConsularRequestInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ResumeConsularRequest {
    const ACTION: Action = Action::ResumeConsularRequest;
    type Subject = consular_request::Model;
}

impl Verb for ResumeConsularRequest {
    const DOC: &'static str = "Resume a held consular request.";
    type Input = ResumeConsularRequestInput;

    async fn run(change: &Change, input: ResumeConsularRequestInput) -> Result<Done, Stop> {
        let ResumeConsularRequestInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::Resume)?;
        super::take(change, permit.row(), after, None).await
    }
}
