//! Writing the row of an order.

use entity::legal_order;
use uuid::Uuid;

use crate::{
    actions::recorded::done,
    store::write::{change::Change, change_log::ChangeRecord, save as writing, stop::ChangeError},
};

/// Writes the changed order with its next version.
pub(crate) async fn write(
    change: &Change,
    owner: Uuid,
    before: &legal_order::Model,
    after: legal_order::Model,
) -> Result<ChangeRecord, ChangeError> {
    let after = legal_order::Model { version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, owner, changed))
}
