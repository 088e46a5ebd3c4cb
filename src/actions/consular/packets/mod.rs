//! Verbs of a liaison on a packet. The liaison names the packet by its reference and reaches nothing beyond it.

mod ask_consular_question;
mod confirm_nationality;
mod propose_consular_interview;
mod record_consular_interview;
mod record_document_issued;
mod steps;

pub(crate) use self::{
    ask_consular_question::AskConsularQuestion, confirm_nationality::ConfirmNationality,
    propose_consular_interview::ProposeConsularInterview, record_consular_interview::RecordConsularInterview,
    record_document_issued::RecordDocumentIssued, steps::each,
};
use crate::actions::steps::consular::{answer, answered};
