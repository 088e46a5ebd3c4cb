//! Indexes of referrals per organisation and state, in the order of the list, so that a page reads only its own rows.

use sea_orm_migration::prelude::*;

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(named("referrals_to_organisation_id_state")).await?;
        manager.create_index(index("referrals", &["to_organisation_id", "state", "sent_at", "id"])).await?;
        manager.create_index(index("referrals", &["from_organisation_id", "state", "created_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(named("referrals_to_organisation_id_state_sent_at_id")).await?;
        manager.drop_index(named("referrals_from_organisation_id_state_created_at_id")).await?;
        manager.create_index(index("referrals", &["to_organisation_id", "state"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn named(name: &str) -> IndexDropStatement {
    Index::drop().name(name).table("referrals").to_owned()
}
