//! Verbs of the requesting organisation after a packet was submitted: the answers to the consulate, and the
//! custody of the travel document.

mod answer_consular_question;
mod propose_other_consular_interview;
mod record_document_received;
mod steps;

use crate::actions::Each;
pub(super) use crate::actions::steps::consular::{leads_to, take};

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    let files = vec![
        E::of::<answer_consular_question::AnswerConsularQuestionInput>(),
        E::of::<propose_other_consular_interview::ProposeOtherConsularInterviewInput>(),
        E::of::<record_document_received::RecordDocumentReceivedInput>(),
    ];
    files.into_iter().chain(steps::each::<E>()).collect()
}
