//! Indexes in the order of the next review of cases and of the due time of referrals, so that a page of such a list reads
//! only its own rows.

use sea_orm_migration::prelude::*;

use crate::columns::index;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables with the columns of each index, and the column that orders it. Rows without a value are not in the list.
const INDEXES: [(&str, &[&str], &str); 5] = [
    ("cases", &["organisation_id", "next_review_on", "id"], "next_review_on"),
    ("cases", &["country", "next_review_on", "id"], "next_review_on"),
    ("cases", &["next_review_on", "id"], "next_review_on"),
    ("referrals", &["to_organisation_id", "next_due_at", "id"], "next_due_at"),
    ("referrals", &["from_organisation_id", "next_due_at", "id"], "next_due_at"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns, key) in INDEXES {
            manager.create_index(index(table, columns).and_where(Expr::col(key).is_not_null()).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns, _) in INDEXES {
            let name = format!("{table}_{}", columns.join("_"));
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
