//! A protection officer enters a person into the blind match. The person has agreed that other organisations learn of it. What is
//! alike is searched by the next round: see `round`.

use async_graphql::InputObject;
use chrono::TimeDelta;
use entity::{case, codes::DataClass as D, consent, matching_entry};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::matching::{may_enter, valid_until},
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// A person who takes part.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EnterMatchingInput {
    pub case_id: Id<case::Entity>,
    /// The consent of the person to `CASE_MANAGEMENT`, with IDENTITY. Only the organisations that it names can learn of the person.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub consent_id: Id<consent::Entity>,
}

impl Verb for EnterMatchingInput {
    const ACTION: Action = Action::EnterMatching;
    const SHOWS: Shows = Shows::changed("Case").and("MatchingEntry");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, consent_id } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let consent = change.consent_of(case.id, consent_id.0).await?;
        let entered = change.matching_entry_of(case).await?.is_some();
        let today = change.entered_since(change.now() - TimeDelta::days(1)).await?;
        let facts = change.facts_ever_recorded(case.person_id).await?;
        let entry = matching_entry::Model {
            id: Uuid::now_v7(),
            case_id: case.id,
            organisation_id: case.organisation_id,
            consent_id: consent.id,
            worker_id: change.scope.viewer.worker_id,
            entered_at: change.now(),
            registration_id: case.person_id,
            facts,
            valid_until: change.now(),
            ended_at: None,
            end_reason: None,
        };
        let participant = change.participant(entry).await?;
        may_enter(
            (case, &participant.organisation),
            participant.agreed_with_anybody(),
            (entered, today),
            change.now(),
        )?;
        let valid_until = valid_until(&participant.terms, change.now());
        let entry = matching_entry::Model { valid_until, ..participant.entry };
        change.shows(entry.id);
        entry.into_active_model().insert_in(change).await?;
        change.tells_only(case.id, case.organisation_id);
        case_row::touch(change, case, D::Protection, vec!["matching_entries"]).await
    }
}
