//! Verbs of a liaison on a packet. The liaison names the packet by its reference and reaches nothing beyond it.

mod ask_consular_question;
mod propose_consular_interview;
mod record_consular_interview;
mod record_document_issued;
mod steps;

use crate::actions::Each;
pub(super) use crate::actions::steps::consular::{answer, answered};

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    let files = vec![
        E::of::<ask_consular_question::AskConsularQuestionInput>(),
        E::of::<propose_consular_interview::ProposeConsularInterviewInput>(),
        E::of::<record_consular_interview::RecordConsularInterviewInput>(),
        E::of::<record_document_issued::RecordDocumentIssuedInput>(),
    ];
    files.into_iter().chain(steps::each::<E>()).collect()
}
