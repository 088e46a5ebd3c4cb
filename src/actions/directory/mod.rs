//! Verbs on entries of the directory: those who run a centre, and the administrators, keep them up to date.

mod calendar;
mod create_centre;
mod create_organisation;
mod deactivate_worker;
mod entry;
mod reactivate_worker;
mod resume_organisation;
mod revoke_tokens;
mod suspend_organisation;
mod update_centre;
mod update_organisation;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<create_centre::CreateCentreInput>(),
        E::of::<create_organisation::CreateOrganisationInput>(),
        E::of::<update_centre::UpdateCentreInput>(),
        E::of::<update_organisation::UpdateOrganisationInput>(),
        E::of::<suspend_organisation::SuspendOrganisationInput>(),
        E::of::<resume_organisation::ResumeOrganisationInput>(),
        E::of::<deactivate_worker::DeactivateWorkerInput>(),
        E::of::<reactivate_worker::ReactivateWorkerInput>(),
        E::of::<revoke_tokens::RevokeTokensInput>(),
    ]
}
