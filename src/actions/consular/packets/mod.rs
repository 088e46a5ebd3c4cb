//! Verbs of a liaison on a packet. The liaison names the packet by its reference and reaches nothing beyond it.

mod ask_consular_question;
mod confirm_nationality;
mod propose_interview;
mod record_document_issued;
mod record_interview;
mod steps;

pub(crate) use self::{
    ask_consular_question::AskConsularQuestion, confirm_nationality::ConfirmNationality,
    propose_interview::ProposeInterview, record_document_issued::RecordDocumentIssued,
    record_interview::RecordInterview, steps::each,
};
use crate::actions::steps::consular::{answer, answered};
