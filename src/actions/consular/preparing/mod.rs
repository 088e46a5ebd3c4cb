//! What the house does before the consulate hears of anything.

mod decide_protection_gate;
mod draft_consular_request;
mod ready_consular_request;
mod submit_consular_request;

pub use self::{
    decide_protection_gate::DecideProtectionGate, draft_consular_request::DraftConsularRequest,
    ready_consular_request::ReadyConsularRequest, submit_consular_request::SubmitConsularRequest,
};
use super::step::{leads_to, take};
