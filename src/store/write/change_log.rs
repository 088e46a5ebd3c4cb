//! Every change writes an entry in the log, for later questions, and an event in the outbox, for subscribers. Both hold
//! only column names and ids, never a value.

use entity::{change_log, outbox};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::access::viewer::Viewer;

/// The effect of a change, for the log and the outbox. A change cannot be committed without it.
#[derive(Clone, Debug)]
pub(crate) struct ChangeRecord {
    /// The id of the record that the payload shows.
    pub id: Uuid,
    /// Its table, for example `referrals`.
    pub subject_type: &'static str,
    /// The case that it belongs to. `None` for a row of the directory.
    pub case_id: Option<Uuid>,
    /// The organisation that owns the case, or the row of the directory.
    pub organisation_id: Uuid,
    /// Its version now, if the table counts versions.
    pub version: Option<i32>,
    /// The names of the columns that changed, never their values.
    pub changed: Vec<&'static str>,
}

/// Writes both. `by` is `None` if the clock or the operator made the change.
pub(crate) async fn record(
    transaction: &DatabaseTransaction,
    at: DateTimeUtc,
    by: Option<&Viewer>,
    action: String,
    done: &ChangeRecord,
) -> Result<(), DbErr> {
    let ChangeRecord { id, subject_type, case_id, organisation_id, version, changed } = done;
    change_log::ActiveModel {
        id: Set(Uuid::now_v7()),
        at: Set(at),
        worker_id: Set(by.map(|viewer| viewer.worker_id)),
        organisation_id: Set(by.map(|viewer| viewer.organisation_id)),
        action: Set(action.clone()),
        subject_type: Set((*subject_type).to_owned()),
        subject_id: Set(*id),
        case_id: Set(*case_id),
        changed_fields: Set(serde_json::json!(changed)),
        subject_version: Set(*version),
        request_id: Set(None),
    }
    .insert(transaction)
    .await?;
    outbox::ActiveModel {
        id: Set(Uuid::now_v7()),
        at: Set(at),
        event_type: Set(action),
        subject_type: Set((*subject_type).to_owned()),
        subject_id: Set(*id),
        case_id: Set(*case_id),
        organisation_id: Set(*organisation_id),
        subject_version: Set(*version),
        delivered_at: Set(None),
    }
    .insert(transaction)
    .await?;
    Ok(())
}
