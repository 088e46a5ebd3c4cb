//! Suspending organisations and deactivating workers: which states allow it.

use entity::{organisation, worker};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::viewer::{Overseen, Viewer};

/// Whether an administrator can add an organisation of this country.
pub(crate) fn may_create(viewer: &Viewer, country: &str) -> Result<(), Refusal> {
    let message = "your organisation does not oversee this country";
    Refusal::of("country", RefusalCode::ValueNotAllowed, message).unless(viewer.oversees(country))
}

/// Whether an administrator can change this field of an organisation. Others read from the name with whom they share. So an
/// organisation does not change its own name. Another one that oversees its country does.
pub(crate) fn may_rename(
    field: &'static str,
    viewer: &Viewer,
    organisation: &organisation::Model,
) -> Result<(), Refusal> {
    let worldwide = || matches!(viewer.overseen(), Overseen::Everything);
    let oversees = organisation.country.as_deref().map_or_else(worldwide, |country| viewer.oversees(country));
    let message = "only another organisation, which oversees the country of this one, changes it";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message)
        .unless(oversees && organisation.id != viewer.organisation_id)
}

/// Whether an administrator can suspend the organisation.
pub(crate) fn may_suspend(organisation: &organisation::Model) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this organisation is suspended already")
        .when(organisation.suspended_at.is_some())
}

/// Whether an administrator can resume the organisation. What the operator suspended, the operator restores.
pub(crate) fn may_resume(organisation: &organisation::Model) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this organisation is not suspended")
        .when(organisation.suspended_at.is_none())?;
    Refusal::new(RefusalCode::NotActive, "the operator of the server suspended this organisation, and restores it")
        .when(organisation.suspended_by_worker_id.is_none())
}

/// Whether an administrator can deactivate the worker.
pub(crate) fn may_deactivate(worker: &worker::Model, me: Uuid) -> Result<(), Refusal> {
    Refusal::of("workerId", RefusalCode::ValueNotAllowed, "another administrator has to deactivate you")
        .when(worker.id == me)?;
    Refusal::new(RefusalCode::InvalidTransition, "this worker is deactivated already")
        .when(worker.deactivated_at.is_some())
}

/// Whether an administrator can reactivate the worker.
pub(crate) fn may_reactivate(worker: &worker::Model) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this worker is not deactivated").when(worker.deactivated_at.is_none())
}

/// A case is given only to a worker whose last token lets them do the work there.
pub(crate) fn can_take_case(field: &'static str, suitability: Option<Suitability>) -> Result<(), Refusal> {
    let refused = |message| Refusal::of(field, RefusalCode::ValueNotAllowed, message);
    let Suitability { allowed, there } = suitability.ok_or_else(|| not_seen(field))?;
    let message = match field {
        "medicalWorkerId" => "this worker is no medical officer (see `Worker.roles`)",
        _ => "this worker has no role that keeps the file of such a case (see `Worker.roles`)",
    };
    refused(message).when(!allowed)?;
    refused("this worker does not work at the centre of the case (see `Worker.centres`)").when(!there)
}

/// A referral is given only to a worker whose last token lets them work on it. `None` if there was no token yet.
pub(crate) fn can_take_referral(field: &'static str, allowed: Option<bool>) -> Result<(), Refusal> {
    let allowed = allowed.ok_or_else(|| not_seen(field))?;
    let message = "this worker has no role that works on such a referral (see `Worker.roles`)";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message).unless(allowed)
}

fn not_seen(field: &'static str) -> Refusal {
    let message = "this worker has not signed in yet, so that their roles are not known; they have to sign in first";
    Refusal::of(field, RefusalCode::NotActive, message)
}

/// Whether a worker can take a case, by the last token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suitability {
    /// Whether the policy allows the work to the worker to whom the case is assigned.
    pub allowed: bool,
    /// Whether the centre of the case is one of the worker's own.
    pub there: bool,
}

/// Work is given only to a worker who can sign in.
pub(crate) fn is_active(field: &'static str, worker: &worker::Model) -> Result<(), Refusal> {
    Refusal::of(field, RefusalCode::NotActive, "this worker is deactivated").when(worker.deactivated_at.is_some())
}
