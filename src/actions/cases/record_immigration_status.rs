//! A protection officer records the person's immigration status, for example an asylum claim, a permit or
//! statelessness. A status that shows a need for protection ends every consular request in the same transaction.

use async_graphql::InputObject;
use entity::{case, codes::ImmigrationStatus, immigration_status};
use sea_orm::{ActiveValue::Set, prelude::Date};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb},
    global_id::Id,
    rules::{
        self, dates,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// A new immigration status.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordImmigrationStatusInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// The status. A status that claims or gives protection, or statelessness, ends every request to a consulate.
    pub status: ImmigrationStatus,
    /// Reference of the claim or permit.
    pub claim_reference: Option<String>,
    /// Day on which the status was recorded.
    pub recorded_on: Date,
}

impl Verb for RecordImmigrationStatusInput {
    const ACTION: Action = Action::RecordImmigrationStatus;
    const SHOWS: Shows = Shows::changed("Case").and("ImmigrationStatusRecord");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, status, claim_reference, recorded_on } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        dates::past("recordedOn", recorded_on, change.now().date_naive())?;
        let claim_reference = text::optional("claimReference", TextKind::Line, claim_reference.as_deref())?;
        // Cases can have a status that is older than the table `immigration_statuses`. It is noted as a sign before it
        // is overwritten.
        change.note_signs(before).await?;
        let row = immigration_status::ActiveModel {
            id: Set(Uuid::now_v7()),
            case_id: Set(before.id),
            status: Set(status),
            claim_reference: Set(claim_reference),
            recorded_on: Set(recorded_on),
            worker_id: Set(Some(change.scope.viewer.worker_id)),
            created_at: Set(change.now()),
        }
        .insert_in(change)
        .await?;
        change.shows(row.id);
        // A status older than the latest known one does not change the current status.
        let later = change.status_recorded_after(before.id, recorded_on).await?;
        let current = if later { before.immigration_status } else { Some(status) };
        super::write_apart(change, before, case::Model { immigration_status: current, ..before.clone() }).await
    }
}
