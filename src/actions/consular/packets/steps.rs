//! Verbs of a liaison that only take a step of a packet.

use entity::codes::{DataClass as D, InterviewSide, RefusalReason};

use crate::{
    access::action::Action,
    actions::{
        consular::carried::nationality_confirmed,
        steps::{Each, NoCode, Row, StepInput, StepVerb, consular::Packets, steps},
    },
    rules::consular::{machine::Step, questions::may_agree},
};

steps! { Packets:
    AcknowledgeConsularPacket<NoCode> = row(Step::Acknowledge, "Confirmation of receipt of a packet.");

    AgreeToConsularInterview<NoCode> = row(Step::AgreeInterview, "Agreement to an interview.")
    .checked(|row, _| may_agree(row.interview_by, InterviewSide::Consulate));

    ConfirmNationality<NoCode> = row(Step::ConfirmNationality, "Confirmation of the nationality of the person of a packet.")
    .also(|change, before| Box::pin(async { Ok(nationality_confirmed(change, before).await?) }));

    // The access of the consulate to the packet ends.
    RecordNationalityNotConfirmed<RefusalReason> = row(
        Step::DenyNationality,
        "Decision that the nationality of the person of a packet is not confirmed.",
    )
    .asks("reason", D::Legal, "Reason for not confirming.")
    .setting(|row, said, _| row.refusal_code = Some(said.code));

    StartDocumentProduction<NoCode> = row(Step::StartProduction, "Start of the production of a document.");

    // The access of the consulate to the packet ends.
    RefuseConsularRequest<RefusalReason> = row(Step::Refuse, "The refusal of a consular request.")
    .asks("reason", D::Legal, "Reason for refusing.")
    .setting(|row, said, _| row.refusal_code = Some(said.code));
}
