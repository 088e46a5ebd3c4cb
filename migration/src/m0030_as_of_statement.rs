//! A share keeps the end of the statement on travel and whether the person had died, beside the other facts as of its start.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean_null, date_null},
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// An open share keeps what is true now, because nothing older is known.
const NOW: [&str; 2] = [
    "UPDATE share_facts SET fitness_valid_until = (SELECT c.fitness_valid_until FROM cases c \
     JOIN shares s ON s.case_id = c.id WHERE s.id = share_facts.share_id) WHERE fitness_to_travel IS NOT NULL",
    "UPDATE share_facts SET deceased = (SELECT p.deceased FROM persons p JOIN cases c ON c.person_id = p.id \
     JOIN shares s ON s.case_id = c.id WHERE s.id = share_facts.share_id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [date_null("fitness_valid_until"), boolean_null("deceased")] {
            manager.alter_table(Table::alter().table("share_facts").add_column(column).take()).await?;
        }
        for statement in NOW {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["deceased", "fitness_valid_until"] {
            manager.alter_table(Table::alter().table("share_facts").drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
