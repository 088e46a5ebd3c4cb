//! How a changed entry is written, and what the change log says of it.

use entity::{centre, organisation, worker};

use crate::store::write::{change::Change, change_log::ChangeRecord, save, stop::ChangeError};

/// Writes an organisation.
pub(super) async fn write_organisation(
    change: &Change,
    before: &organisation::Model,
    after: organisation::Model,
) -> Result<ChangeRecord, ChangeError> {
    let after = organisation::Model { updated_at: change.now(), ..after };
    let changed = save::write(change, before, &after).await?;
    let (id, organisation_id) = (after.id, after.id);
    Ok(ChangeRecord { id, subject_type: "organisations", case_id: None, organisation_id, version: None, changed })
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
