//! Verbs of the requesting organisation that only take a step of a request.

use entity::codes::{DataClass as D, InterviewSide, WithdrawalReason};

use crate::{
    access::action::Action,
    actions::{
        consular::carried::document_delivered,
        steps::{Each, NoCode, Row, StepInput, StepVerb, consular::Requests, steps},
    },
    rules::consular::{document::may_expire, machine::Step, questions::may_agree},
};

steps! { Requests:
    // The consulate keeps seeing the last state.
    HoldConsularRequest<NoCode> = row(Step::Hold, "The consular request to hold.");

    // The request continues in the state that it has reached by now.
    ResumeConsularRequest<NoCode> = row(Step::Resume, "The held consular request to resume.");

    ConfirmConsularInterview<NoCode> = row(Step::ConfirmInterview, "Agreement to an interview.")
    .checked(|row, _| may_agree(row.interview_by, InterviewSide::Requester));

    // The consulate examines the packet again.
    DeclineConsularInterview<NoCode> = row(Step::DeclineInterview, "Refusal of an interview.")
    .setting(|row, _, _| {
        row.interview_mode = None;
        row.interview_at = None;
        row.interview_by = None;
    });

    RecordDocumentDelivery<NoCode> = row(Step::Deliver, "The delivery of a travel document.")
    .also(|change, before| Box::pin(async { Ok(document_delivered(change, before).await?) }));

    RecordDocumentExpiry<NoCode> = row(Step::Expire, "The expiry of a travel document.")
    .also(|change, before| Box::pin(async {
        let document = change.document_of(before.id).await?;
        Ok(may_expire(document.expires_on, change.now().date_naive())?)
    }));

    RecordDocumentUse<NoCode> = row(Step::Use, "The use of a travel document.");

    RecordDocumentReturn<NoCode> = row(Step::ReturnUnused, "The return of a travel document.");

    // The consulate loses access at once. It learns of the closure with the daily batch.
    // The desk gives also the reasons whose class it does not read. It hears of a fear first, it can neither hold a request nor
    // decide a gate, and only the reason INTERNATIONAL_PROTECTION or PROTECTION_CONCERN sets the marker that stops the next
    // packet.
    WithdrawConsularRequest<WithdrawalReason> = row(Step::Withdraw, "The withdrawal of a consular request.")
    .asks(
        "reason",
        D::Asylum,
        "Reason for withdrawing. Only your organisation reads it. You may give every reason, also one that you cannot read\n\
         afterwards.",
    )
    .setting(|row, said, _| row.withdrawn_reason = Some(said.code));
}
