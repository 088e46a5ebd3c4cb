//! Writing the row of an override.

use entity::legal_override;
use uuid::Uuid;

use crate::{
    actions::recorded::done,
    store::write::{change::Change, change_log::Done, save as writing, stop::Stop},
};

/// Writes the changed override with its next version.
pub(crate) async fn write(
    change: &Change,
    owner: Uuid,
    before: &legal_override::Model,
    after: legal_override::Model,
) -> Result<Done, Stop> {
    let after = legal_override::Model { version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, owner, changed))
}
