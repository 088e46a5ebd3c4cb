//! Verbs of the requesting organisation before the consulate sees anything.

mod correct_protection_gate;
mod decide_protection_gate;
mod draft_consular_request;
mod lift_gate_failure;
mod ready_consular_request;
mod submit_consular_request;

pub(crate) use self::{
    correct_protection_gate::CorrectProtectionGate, decide_protection_gate::DecideProtectionGate,
    draft_consular_request::DraftConsularRequest, lift_gate_failure::LiftGateFailure,
    ready_consular_request::ReadyConsularRequest, submit_consular_request::SubmitConsularRequest,
};
use crate::actions::steps::consular::{leads_to, take};
use crate::{error::Error, store::write::permit::Held};
use entity::codes::DataClass;

/// The classes are checked in code, so that no policy file lets somebody decide a gate without reading the protection
/// data.
fn reads_gates(held: &Held) -> Result<(), Error> {
    let reads = held.clearance.holds(DataClass::Asylum) && held.clearance.holds(DataClass::Protection);
    if reads { Ok(()) } else { Err(Error::Forbidden) }
}
