//! Verbs that only take a step of a transfer.

use entity::codes::{DataClass as D, DeclineReason};

use crate::{
    access::action::Action,
    actions::steps::{Each, NoCode, Row, StepInput, StepVerb, steps, transfer::Transfers},
    rules::transfer::{Step, another_person, may_approve},
};

steps! { Transfers:
    // The worker who proposed it may not know of the other transfers. Everybody who approves transfers does.
    ApproveTransfer<NoCode> = row(Step::Approve, "The approval of a transfer.")
    .also(|change, before| Box::pin(async {
        another_person(&[Some(before.proposed_by)], &change.me().await?)?;
        let live = change.live_transfers(before.case_id).await?;
        Ok(may_approve(live.iter().filter(|other| other.id != before.id).map(|other| other.state))?)
    }))
    .setting(|row, _, taken| row.approved_by = Some(taken.by));

    // The receiver loses the stub.
    DeclineTransfer<DeclineReason> = row(Step::Decline, "The decline of a transfer.")
    .asks("reason", D::OperationalCoarse, "Reason for declining.")
    .setting(|row, said, taken| {
        row.decided_by = Some(taken.by);
        row.decided_at = Some(taken.at);
        row.decline_reason = Some(said.code);
    });

    CancelTransfer<NoCode> = row(Step::Cancel, "The cancellation of a transfer.");
}
