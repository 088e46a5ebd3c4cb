//! Verbs of the requesting organisation after a packet was submitted: the answers to the consulate, and the
//! custody of the travel document.

mod answer_consular_question;
mod confirm_interview;
mod decline_interview;
mod hold_consular_request;
mod propose_other_interview;
mod record_delivery;
mod record_document_expiry;
mod record_document_received;
mod record_document_return;
mod record_document_use;
mod resume_consular_request;
mod withdraw_consular_request;

pub use self::{
    answer_consular_question::AnswerConsularQuestion, confirm_interview::ConfirmInterview,
    decline_interview::DeclineInterview, hold_consular_request::HoldConsularRequest,
    propose_other_interview::ProposeOtherInterview, record_delivery::RecordDelivery,
    record_document_expiry::RecordDocumentExpiry, record_document_received::RecordDocumentReceived,
    record_document_return::RecordDocumentReturn, record_document_use::RecordDocumentUse,
    resume_consular_request::ResumeConsularRequest, withdraw_consular_request::WithdrawConsularRequest,
};
use crate::actions::steps::consular::{handed, leads_to, take};
