//! A data protection officer ends a legal order, or rejects one that is not approved yet. The agency loses access at
//! once.

use async_graphql::InputObject;
use entity::{codes::ShareEndReason, legal_order, share};
use sea_orm::{ColumnTrait, Condition, prelude::Uuid};

use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::{
        order::{Recorded, may_end},
        refusal::same_version,
    },
    store::{
        case_file::consent::end_shares,
        write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
    },
};

/// The end of a legal order.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EndLegalOrderInput {
    pub legal_order_id: Id<legal_order::Entity>,
    pub version: i32,
}

/// Ends the legal order whose share has ended, because the order has no effect without its share.
pub(crate) async fn end_with_share(change: &Change, share_id: Uuid) -> Result<(), ChangeError> {
    let Some(before) = change.order_of_share(share_id).await? else { return Ok(()) };
    let after = ended(change, &before);
    let owner = change.owner_of(before.case_id).await?;
    let done = write_next(change, owner, &before, after).await?;
    Ok(change.record(Action::EndLegalOrder.name(), &done).await?)
}

fn ended(change: &Change, before: &legal_order::Model) -> legal_order::Model {
    let ended_by = change.by().map(|viewer| viewer.worker_id);
    legal_order::Model { ended_at: Some(change.now()), ended_by, ..before.clone() }
}

impl Verb for EndLegalOrderInput {
    const ACTION: Action = Action::EndLegalOrder;
    type Subject = legal_order::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_order_id, version } = self;
        let permit = Self::permit(change, legal_order_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_end(Recorded::of(before), change.now())?;
        if let Some(share) = before.share_id {
            end_shares(change, Condition::all().add(share::Column::Id.eq(share)), ShareEndReason::OrderEnded).await?;
        }
        write_next(change, permit.held().case.organisation_id, before, ended(change, before)).await
    }
}
