//! `MEDICAL_EMERGENCY` and `MEDICAL_FITNESS` are new classes that `MEDICAL_COARSE` includes. A set with that class gets
//! both.

use sea_orm_migration::{prelude::*, sea_query::ExprTrait};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The bit of `MEDICAL_COARSE`, and the bits of the two new classes.
const COARSE: i64 = 1 << 15;
const SIBLINGS: i64 = 1 << 23 | 1 << 24;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["consents", "referrals", "shares", "legal_orders"] {
            let classes = || Expr::col("classes");
            let with = Query::update()
                .table(table)
                .value("classes", classes().bit_or(SIBLINGS))
                .and_where(classes().bit_and(COARSE).ne(0_i64))
                .take();
            manager.exec_stmt(with).await?;
        }
        Ok(())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        // Reading drops bits that are not a class.
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
