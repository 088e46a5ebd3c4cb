//! How a changed entry is written, and what the change log says of it.

use entity::{centre, organisation, worker};

use crate::{
    error::Error,
    store::write::{change::Change, change_log::ChangeRecord, save, stop::ChangeError},
};

/// An administrator has no say about the access of the own organisation: it could lock itself out.
/// Errors: `FORBIDDEN`.
pub(super) fn is_another(change: &Change, organisation: &organisation::Model) -> Result<(), ChangeError> {
    if organisation.id == change.scope.viewer.organisation_id { Err(Error::Forbidden.into()) } else { Ok(()) }
}

/// Writes an organisation.
pub(super) async fn write_organisation(
    change: &Change,
    before: &organisation::Model,
    after: organisation::Model,
) -> Result<ChangeRecord, ChangeError> {
    let updated_at = if after == *before { before.updated_at } else { change.now() };
    let after = organisation::Model { updated_at, ..after };
    let changed = save::write(change, before, &after).await?;
    let (id, organisation_id) = (after.id, after.id);
    Ok(ChangeRecord {
        id,
        subject_type: "organisations",
        case_id: None,
        organisation_id,
        version: Some(after.version),
        changed,
    })
}

/// The change record of a centre.
pub(super) fn of_centre(centre: &centre::Model, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, organisation_id, version) = (centre.id, centre.organisation_id, Some(centre.version));
    ChangeRecord { id, subject_type: "centres", case_id: None, organisation_id, version, changed }
}

/// The change record of a worker.
pub(super) fn of_worker(worker: &worker::Model, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, organisation_id) = (worker.id, worker.organisation_id);
    ChangeRecord { id, subject_type: "workers", case_id: None, organisation_id, version: None, changed }
}
