//! Legal overrides, which allow sharing without consent: a worker requests, another worker approves or refuses, and
//! officers end them. The rules are in `rules::legal_override`. Sending and accepting a referral check the override in
//! force.
//! Sharing without consent: a worker asks, another worker approves or refuses, and officers end it. The rules are
//! `rules::legal_override`; referrals and transfers look at the override in force before they are sent, offered or accepted.

mod approve_legal_override;
mod end_legal_override;
mod refuse_legal_override;
mod renew_legal_override;
mod request;
mod resting;
mod row;
mod undetermined;

pub(super) use self::{
    request::{Asked, LegalOverrideInput, ask},
    resting::Resting,
    row::write,
    undetermined::end_undetermined,
};

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<approve_legal_override::ApproveLegalOverride>(),
        E::of::<refuse_legal_override::RefuseLegalOverride>(),
        E::of::<renew_legal_override::RenewLegalOverride>(),
        E::of::<end_legal_override::EndLegalOverride>(),
    ]
}
