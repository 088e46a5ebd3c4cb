//! A protection officer agrees to talk about a match, or declines. If both sides agreed, the next round sets both to AGREED. The answer
//! of one side changes nothing that the other side reads.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, person_match};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        matching::{answered, state_at},
        refusal::same_version,
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The answer of one side.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AnswerPersonMatchInput {
    pub person_match_id: Id<person_match::Entity>,
    pub version: i32,
    /// Whether your organisation wants to talk. A refusal is not told to the other organisation.
    #[graphql(directive = holds::apply(D::Protection))]
    pub agree: bool,
}

impl Verb for AnswerPersonMatchInput {
    const ACTION: Action = Action::AnswerPersonMatch;
    type Subject = person_match::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { person_match_id, version, agree } = self;
        let permit = Self::permit(change, person_match_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let state = answered(state_at(before.state, before.expires_at, change.now()), agree)?;
        let answered_by = Some(change.scope.viewer.worker_id);
        let after = person_match::Model { state, answered_at: Some(change.now()), answered_by, ..before.clone() };
        change.tells_only(before.case_id, before.organisation_id);
        write_next(change, before.organisation_id, before, after).await
    }
}
