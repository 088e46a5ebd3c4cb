//! Verbs that only take a step of a transfer.

use entity::codes::{DataClass as D, DeclineReason};

use crate::{
    access::action::Action,
    actions::steps::{Each, NoCode, Row, StepInput, StepVerb, steps, transfer::Transfers},
    rules::transfer::Step,
};

steps! { Transfers:
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
