//! Lasting signs of protection needs: markers of a person, gates that can be corrected and lifted, packets that can be
//! suspended, the side that proposed an interview, and the end of a statement about travel.

use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, date_null, pk_uuid, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
        uuid_null,
    },
    sea_orm::ActiveEnum,
};

use crate::columns::{code, code_null, drop_tables, index, refers, unique_index};
use entity::codes::{ClosureReason, ImmigrationStatus};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

const GATES: &str = "protection_gates";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let markers = Table::create()
            .table("protection_markers")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(uuid("case_id"))
            .col(code("sign"))
            .col(uuid("subject_id"))
            .col(timestamp_with_time_zone("noted_at"))
            .col(uuid_null("worker_id"))
            .col(timestamp_with_time_zone_null("cleared_at"))
            .col(uuid_null("cleared_by"))
            .col(text_null("clear_reason"))
            .foreign_key(&mut refers("protection_markers", "person_id", "persons"))
            .foreign_key(&mut refers("protection_markers", "case_id", "cases"))
            .foreign_key(&mut refers("protection_markers", "worker_id", "workers"))
            .foreign_key(&mut refers("protection_markers", "cleared_by", "workers"))
            .take();
        manager.create_table(markers).await?;
        manager.create_index(index("protection_markers", &["person_id", "noted_at"])).await?;
        note_what_steps_would_erase(manager).await?;

        // A correction is a new row, so that the first decision stays on record.
        let once = Index::drop().name("protection_gates_consular_request_id_gate").table(GATES).to_owned();
        manager.drop_index(once).await?;
        manager.create_index(index(GATES, &["consular_request_id", "at"])).await?;
        for column in added() {
            let (table, column) = column;
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in added().into_iter().rev() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        manager
            .drop_index(Index::drop().name("protection_gates_consular_request_id_at").table(GATES).to_owned())
            .await?;
        manager.create_index(unique_index(GATES, &["consular_request_id", "gate"])).await?;
        drop_tables(manager, &["protection_markers"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn added() -> Vec<(&'static str, ColumnDef)> {
    vec![
        (GATES, uuid_null("corrects")),
        (GATES, timestamp_with_time_zone_null("lifted_at")),
        (GATES, uuid_null("lifted_by")),
        (GATES, text_null("lift_reason")),
        ("consular_requests", boolean("cleared").default(false).take()),
        ("consular_requests", code_null("interview_by")),
        ("consular_packets", code_null("interview_by")),
        ("consular_packets", timestamp_with_time_zone_null("suspended_at")),
        ("cases", date_null("fitness_valid_until")),
    ]
}

/// Ordinary steps overwrite the closure reason and the current status of a case, so the current ones are noted here.
/// Every other sign has a permanent row and is noted with the next change of its case.
async fn note_what_steps_would_erase(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let id = if manager.get_database_backend() == sea_orm_migration::sea_orm::DbBackend::Postgres {
        "gen_random_uuid()"
    } else {
        "randomblob(16)"
    };
    let protecting = [
        ImmigrationStatus::AsylumSeeker,
        ImmigrationStatus::Refugee,
        ImmigrationStatus::ComplementaryProtection,
        ImmigrationStatus::Stateless,
        ImmigrationStatus::AtRiskOfStatelessness,
    ];
    let protecting: Vec<_> = protecting.iter().map(|status| format!("'{}'", status.to_value())).collect();
    let signs = [
        ("ASYLUM_CLOSURE", format!("closure_reason = '{}'", ClosureReason::ReferredAsylum.to_value())),
        ("ASYLUM_STATUS", format!("immigration_status IN ({})", protecting.join(", "))),
    ];
    for (sign, condition) in signs {
        let statement = format!(
            "INSERT INTO protection_markers (id, person_id, case_id, sign, subject_id, noted_at)
             SELECT {id}, person_id, id, '{sign}', id, updated_at FROM cases WHERE {condition}"
        );
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
