//! One side confirms that the case conference was held, the documents were handed over and the open referrals were
//! listed. The transfer is complete when both sides have confirmed.

use async_graphql::InputObject;
use entity::transfer;
use sea_orm::prelude::Date;

use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{
        dates,
        refusal::same_version,
        transfer::{Confirmed, Side, Step, another_person, confirm},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The confirmation of a handover.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConfirmTransferHandoverInput {
    pub transfer_id: Id<transfer::Entity>,
    pub version: i32,
    /// Day of the case conference. Can be left out if the other side gave it.
    pub conference_on: Option<Date>,
}

impl Verb for ConfirmTransferHandoverInput {
    const ACTION: Action = Action::ConfirmTransferHandover;
    type Subject = transfer::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { transfer_id, version, conference_on } = self;
        let permit = Self::permit(change, transfer_id.0).await?;
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
