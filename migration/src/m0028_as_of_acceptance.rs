//! An accepted referral opens protection, health and asylum facts as of its acceptance: the values at that time are
//! stored with the share. Later facts are shared only if the consent includes them.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, boolean_null, text_null, uuid},
};

use crate::columns::{code_null, refers};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns that are stored with a share. They have the same names in `cases`.
const KEPT: [&str; 7] = [
    "risk_level",
    "handling_instruction",
    "fitness_to_travel",
    "allergies",
    "medical_emergency",
    "immigration_status",
    "consular_contact_allowed",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("consents", "includes_later_facts"), ("shares", "later_facts")] {
            let with = Table::alter().table(table).add_column(boolean(column).default(false)).take();
            manager.alter_table(with).await?;
        }
        let kept = Table::create()
            .table("share_facts")
            .col(uuid("share_id").primary_key())
            .col(code_null("risk_level"))
            .col(text_null("handling_instruction"))
            .col(code_null("fitness_to_travel"))
            .col(text_null("allergies"))
            .col(boolean_null("medical_emergency"))
            .col(code_null("immigration_status"))
            .col(boolean_null("consular_contact_allowed"))
            .foreign_key(&mut refers("share_facts", "share_id", "shares"))
            .take();
        manager.create_table(kept).await?;
        // An open share gets the current values of its case, because older ones are not known.
        let mut now = Query::select();
        now.column(("shares", "id"))
            .from("shares")
            .inner_join("cases", Expr::col(("shares", "case_id")).equals(("cases", "id")));
        for column in KEPT {
            now.column(("cases", column));
        }
        let columns = std::iter::once("share_id").chain(KEPT);
        let insert = Query::insert()
            .into_table("share_facts")
            .columns(columns)
            .select_from(now.take())
            .map_err(|error| DbErr::Migration(error.to_string()))?
            .take();
        manager.get_connection().execute(&insert).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("share_facts").take()).await?;
        for (table, column) in [("consents", "includes_later_facts"), ("shares", "later_facts")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
