//! A centre that counts as a worker's own, as the worker's last token named it.

use sea_orm::entity::prelude::*;

/// A row of `worker_centres`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_centres")]
pub struct Model {
    /// The worker.
    #[sea_orm(primary_key, auto_increment = false)]
    pub worker_id: Uuid,
    /// The centre.
    #[sea_orm(primary_key, auto_increment = false)]
    pub centre_id: Uuid,
}

plain_entity!();
