//! Verbs of the requesting organisation before the consulate sees anything.

mod correct_protection_gate;
mod decide_protection_gate;
mod draft_consular_request;
mod freeze_consular_packet;
mod lift_protection_gate_failure;
mod submit_consular_request;

use crate::actions::Each;
pub(super) use crate::actions::steps::consular::{leads_to, take};

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<draft_consular_request::DraftConsularRequestInput>(),
        E::of::<decide_protection_gate::DecideProtectionGateInput>(),
        E::of::<correct_protection_gate::CorrectProtectionGateInput>(),
        E::of::<lift_protection_gate_failure::LiftProtectionGateFailureInput>(),
        E::of::<freeze_consular_packet::FreezeConsularPacketInput>(),
        E::of::<submit_consular_request::SubmitConsularRequestInput>(),
    ]
}
