//! A protection officer records the person's immigration status, for example an asylum claim, a permit or
//! statelessness. A status that shows a need for protection ends every consular request in the same transaction.

use async_graphql::InputObject;
use entity::{case, codes::ImmigrationStatus, immigration_status};
use sea_orm::{
    IntoActiveModel,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::{Shows, Verb, case_row::write_apart},
    global_id::Id,
    rules::{
        self, dates,
        refusal::{Refusal, same_version},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// A new immigration status.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordImmigrationStatusInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    #[graphql(flatten)]
    pub record: ImmigrationStatusRecordInput,
}

/// An immigration or protection status of a person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ImmigrationStatusRecordInput {
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
        let Self { case_id, version, record } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        let row = record.row(change, before.id, change.now())?;
        // Cases can have a status that is older than the table `immigration_statuses`. It is noted as a sign before it
        // is overwritten.
        change.note_signs(before).await?;
        change.shows(row.id);
        row.into_active_model().insert_in(change).await?;
        // A status older than the latest known one does not change the current status.
        let immigration_status = change.latest_status(before.id).await?.map(|latest| latest.status);
        write_apart(change, before, case::Model { immigration_status, ..before.clone() }).await
    }
}

impl ImmigrationStatusRecordInput {
    /// The row, written by the viewer. It counts as recorded at this moment.
    pub(super) fn row(
        &self,
        change: &Change,
        case_id: Uuid,
        at: DateTimeUtc,
    ) -> Result<immigration_status::Model, Refusal> {
        dates::past("recordedOn", self.recorded_on, change.now().date_naive())?;
        Ok(immigration_status::Model {
            id: Uuid::now_v7(),
            case_id,
            status: self.status,
            claim_reference: text::optional("claimReference", TextKind::Line, self.claim_reference.as_deref())?,
            recorded_on: self.recorded_on,
            worker_id: Some(change.scope.viewer.worker_id),
            created_at: at,
            correction_id: None,
        })
    }
}
