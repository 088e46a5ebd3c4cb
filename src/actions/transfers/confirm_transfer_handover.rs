//! One side confirms that the case conference was held, the documents were handed over and the open referrals were
//! listed. The transfer is complete when both sides have confirmed.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, transfer};
use sea_orm::prelude::Date;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        dates,
        refusal::same_version,
        transfer::{Confirmed, Side, Step, another_person, confirm},
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Confirm a handover.
#[derive(Debug)]
pub(crate) struct ConfirmTransferHandover;

/// The confirmation of a handover.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConfirmTransferHandoverInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer_id: Id<transfer::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Day of the case conference. Can be left out if the other side gave it.
    #[graphql(directive = holds::apply(D::Operational))]
    pub conference_on: Option<Date>,
}

impl Act for ConfirmTransferHandover {
    const ACTION: Action = Action::ConfirmTransferHandover;
    type Subject = transfer::Model;
}

impl Verb for ConfirmTransferHandover {
    const DOC: &'static str =
        "Confirm your side of the handover. The transfer is complete when another person confirms the other side.";
    type Input = ConfirmTransferHandoverInput;

    async fn run(change: &Change, input: ConfirmTransferHandoverInput) -> Result<Done, Stop> {
        let ConfirmTransferHandoverInput { transfer_id, version, conference_on } = input;
        let permit = change.permit::<Self>(transfer_id.0).await?;
        let (before, now) = (permit.row(), change.now());
        same_version(version, before.version)?;
        let side = super::side(change, before, Step::HandOver).await?;
        if let Some(day) = conference_on {
            dates::past("conferenceOn", day, now.date_naive())?;
        }
        let me = change.scope.viewer.worker_id;
        another_person(&[before.sender_confirmed_by, before.receiver_confirmed_by], &change.me().await?)?;
        let known = Confirmed {
            sender: before.sender_confirmed_at.is_some(),
            receiver: before.receiver_confirmed_at.is_some(),
        };
        let days = (before.conference_on, conference_on);
        let (state, confirmed) = confirm(before.state, known, side, days, now.date_naive())?;
        let after = transfer::Model {
            state,
            conference_on: before.conference_on.or(conference_on),
            sender_confirmed_at: before.sender_confirmed_at.or(confirmed.sender.then_some(now)),
            sender_confirmed_by: before.sender_confirmed_by.or((side == Side::Sender).then_some(me)),
            receiver_confirmed_at: before.receiver_confirmed_at.or(confirmed.receiver.then_some(now)),
            receiver_confirmed_by: before.receiver_confirmed_by.or((side == Side::Receiver).then_some(me)),
            ..before.clone()
        };
        super::write(change, permit.held().case.organisation_id, before, after).await
    }
}
