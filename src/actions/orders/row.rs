//! Writing the row of an order.

use entity::legal_order;
use uuid::Uuid;

use crate::{
    actions::recorded::done,
    store::write::{change::Change, change_log::Done, save as writing, stop::Stop},
};

/// Writes the changed order with its next version.
pub(crate) async fn write(
    change: &Change,
    owner: Uuid,
    before: &legal_order::Model,
    after: legal_order::Model,
) -> Result<Done, Stop> {
    let after = legal_order::Model { version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, owner, changed))
}
