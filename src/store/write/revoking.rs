//! Revokes tokens as a part of a change.

use entity::worker;
use sea_orm::DbErr;

use super::change::Change;
use crate::store::identity::revocations::Revocation;

impl Change {
    /// Revokes all tokens of the worker that were issued until now.
    pub(crate) async fn revoke_tokens_of(&self, worker: &worker::Model) -> Result<(), DbErr> {
        Revocation::of(worker).write_by(self.transaction(), self.now()).await
    }
}
