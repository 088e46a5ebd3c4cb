//! What every new transfer needs: the centre that should take the case, and the row.

use chrono::Datelike as _;
use entity::{case, centre, codes::TransferReason, organisation, transfer};
use uuid::Uuid;

use crate::{
    actions::case_row,
    error::Error,
    rules::{
        self,
        inference::transfer_reveals,
        reference,
        transfer::{may_propose, may_take},
    },
    store::write::{change::Change, reference::unused, stop::ChangeError},
};

/// The kind of record that a `NotFound` error names.
const CENTRE: &str = "centre";

/// The centre that should take the case, and its organisation, if they may take it. A protected centre that the viewer may
/// not know of gives the same error as an unknown id.
pub(super) async fn receiver(
    change: &Change,
    case: &case::Model,
    id: Uuid,
) -> Result<(centre::Model, organisation::Model), ChangeError> {
    let centre = change.row::<centre::Entity>(id).await.map_err(|error| error.naming(CENTRE))?;
    if !change.scope.knows_centre(&centre) {
        return Err(Error::NotFoundNamed(CENTRE).into());
    }
    let organisation = change.row::<organisation::Entity>(centre.organisation_id).await?;
    rules::case::open(case.status)?;
    may_propose(case.centre_id, centre.id, change.knows_live_transfer(case.id).await?)?;
    may_take(organisation.organisation_type, organisation.suspended_at.is_some())?;
    case_row::answering(change, "toCentreId", &centre).await?;
    Ok((centre, organisation))
}

/// The row of a proposal without its ground and its text.
pub(super) async fn proposal(
    change: &Change,
    case: &case::Model,
    (centre, organisation): (&centre::Model, &organisation::Model),
    reason_code: TransferReason,
) -> Result<transfer::Model, ChangeError> {
    let now = change.now();
    let write = |drawn| reference::transfer(now.year(), drawn);
    let within = organisation.id == case.organisation_id;
    Ok(transfer::Model::builder()
        .id(Uuid::now_v7())
        .reference(unused(change.transaction(), transfer::Column::Reference, write).await?)
        .case_id(case.id)
        .from_organisation_id(case.organisation_id)
        .to_organisation_id(organisation.id)
        .from_centre_id(case.centre_id)
        .to_centre_id(centre.id)
        .inference_class(transfer_reveals(organisation.organisation_type, within))
        .reason_code(reason_code)
        .proposed_by(change.scope.viewer.worker_id)
        .created_at(now)
        .build())
}
