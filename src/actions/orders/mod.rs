//! Verbs on a legal order. The rules are in `rules::order`; each read checks whether an order is in force.

mod approve_legal_order;
mod end_legal_order;
mod record_legal_order;

pub(crate) use self::{
    approve_legal_order::ApproveLegalOrder,
    end_legal_order::{EndLegalOrder, end_with_share},
    record_legal_order::RecordLegalOrder,
};

use entity::legal_order;
use uuid::Uuid;

use crate::{
    actions::recorded::done,
    store::write::{change::Change, change_log::Done, save as writing, stop::Stop},
};

/// Writes the changed order with its next version.
async fn write(
    change: &Change,
    owner: Uuid,
    before: &legal_order::Model,
    after: legal_order::Model,
) -> Result<Done, Stop> {
    let after = legal_order::Model { version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, owner, changed))
}
