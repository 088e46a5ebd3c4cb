//! Legal overrides, which allow sharing without consent: a worker requests, another worker approves or refuses, and
//! officers end them. The rules are in `rules::legal_override`. Referrals and transfers look at the override in force
//! before they are sent, offered or accepted.

mod approve_legal_override;
mod end_legal_override;
mod refuse_legal_override;
mod renew_legal_override;
mod request;
mod resting;
mod undetermined;

pub(super) use self::{
    request::{LegalOverrideInput, OverrideRequest, ask},
    resting::Resting,
    undetermined::end_undetermined,
};

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<approve_legal_override::ApproveLegalOverrideInput>(),
        E::of::<refuse_legal_override::RefuseLegalOverrideInput>(),
        E::of::<renew_legal_override::RenewLegalOverrideInput>(),
        E::of::<end_legal_override::EndLegalOverrideInput>(),
    ]
}
