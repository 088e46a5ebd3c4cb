//! Verbs of a liaison on a packet. The liaison names the packet by its reference and reaches nothing beyond it.

mod acknowledge_consular_packet;
mod agree_to_interview;
mod ask_consular_question;
mod confirm_nationality;
mod deny_nationality;
mod propose_interview;
mod record_document_issued;
mod record_interview;
mod refuse_consular_request;
mod start_document_production;

pub use self::{
    acknowledge_consular_packet::AcknowledgeConsularPacket, agree_to_interview::AgreeToInterview,
    ask_consular_question::AskConsularQuestion, confirm_nationality::ConfirmNationality,
    deny_nationality::DenyNationality, propose_interview::ProposeInterview,
    record_document_issued::RecordDocumentIssued, record_interview::RecordInterview,
    refuse_consular_request::RefuseConsularRequest, start_document_production::StartDocumentProduction,
};
use crate::actions::steps::consular::{answer, answered};
