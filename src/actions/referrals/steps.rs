//! Verbs that only take a step of a referral.

use entity::codes::{DataClass as D, DeclineReason, NotCompletedReason, ReferralOutcome};

use crate::{
    access::action::Action,
    actions::steps::{Each, NoCode, Row, StepInput, StepVerb, referral::Referrals, steps},
    rules::{
        answering::{may_decline, may_mark_not_completed},
        referral::Step,
    },
};

steps! { Referrals:
    // The acknowledgement clock stops.
    AcknowledgeReferral<NoCode> = row(Step::Acknowledge, "Confirmation of receipt of a referral.")
    .setting(|row, _, taken| row.acknowledged_at = Some(taken.at));

    // From now on the referral cannot expire.
    ReviewReferral<NoCode> = row(Step::Review, "Start of the review of a referral.");

    // The reason code stays on the referral; only the sender reads the text.
    DeclineReferral<DeclineReason> = row(Step::Decline, "A decline of a referral.")
    .asks("reason", D::OperationalCoarse, "Reason for declining.")
    .text(D::Staff, "Details, for the sender only. Required if the reason is OTHER.")
    .checked(|_, said| may_decline(said.code, said.text.as_deref()))
    .setting(|row, said, taken| {
        row.decided_at = Some(taken.at);
        row.decline_reason = Some(said.code);
        row.decline_text.clone_from(&said.text);
    });

    // The place stays reserved and the clock keeps running.
    MarkReferralNoShow<NoCode> = row(Step::MarkNoShow, "A no-show.")
    .text(D::Protection, "Details, if any are known.");

    // No clock runs any more.
    StartReferral<NoCode> = row(Step::Start, "The start of a service.");

    CompleteReferral<ReferralOutcome> = row(Step::Complete, "The completion of a service.")
    .asks("outcome", D::Operational, "Outcome of the service.")
    .text(D::Protection, "Information for the sender, within the agreed follow-up.")
    .setting(|row, said, taken| {
        row.completed_at = Some(taken.at);
        row.outcome = Some(said.code);
        row.outcome_text.clone_from(&said.text);
    });

    // The receiver can read the case for some more days here too.
    MarkReferralNotCompleted<NotCompletedReason> = row(
        Step::MarkNotCompleted,
        "A service that could not be provided.",
    )
    .asks("reason", D::Operational, "Reason why the service could not be provided.")
    .text(D::Protection, "Details. Required if the reason is OTHER.")
    .checked(|row, said| may_mark_not_completed(said.code, said.text.as_deref(), row.state))
    .setting(|row, said, _| {
        row.not_completed_reason = Some(said.code);
        row.outcome_text.clone_from(&said.text);
    });
}
