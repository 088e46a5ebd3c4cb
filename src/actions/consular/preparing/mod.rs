//! Verbs of the requesting organisation before the consulate sees anything.

mod correct_protection_gate;
mod decide_protection_gate;
mod draft_consular_request;
mod freeze_consular_packet;
mod lift_protection_gate_failure;
mod submit_consular_request;

use crate::actions::{
    Each,
    steps::consular::{leads_to, take},
};
use crate::{error::Error, store::write::permit::Held};
use entity::codes::DataClass;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<draft_consular_request::DraftConsularRequest>(),
        E::of::<decide_protection_gate::DecideProtectionGate>(),
        E::of::<correct_protection_gate::CorrectProtectionGate>(),
        E::of::<lift_protection_gate_failure::LiftProtectionGateFailure>(),
        E::of::<freeze_consular_packet::FreezeConsularPacket>(),
        E::of::<submit_consular_request::SubmitConsularRequest>(),
    ]
}

/// The classes are checked in code, so that no policy file lets somebody decide a gate without reading the protection
/// data.
fn reads_gates(held: &Held) -> Result<(), Error> {
    let reads = held.clearance.holds(DataClass::Asylum) && held.clearance.holds(DataClass::Protection);
    if reads { Ok(()) } else { Err(Error::Forbidden) }
}
