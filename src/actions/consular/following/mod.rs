//! Verbs of the requesting organisation after a packet was submitted: the answers to the consulate, and the
//! custody of the travel document.

mod answer_consular_question;
mod propose_other_interview;
mod record_delivery;
mod record_document_expiry;
mod record_document_received;
mod steps;

pub(crate) use self::{
    answer_consular_question::AnswerConsularQuestion, propose_other_interview::ProposeOtherInterview,
    record_delivery::RecordDelivery, record_document_expiry::RecordDocumentExpiry,
    record_document_received::RecordDocumentReceived, steps::each,
};
use crate::actions::steps::consular::{handed, leads_to, take};
