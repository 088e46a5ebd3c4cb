//! Every table as the migrations make it, held against its entity.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Schema, Statement};

use crate::store::database::{Database, Options, fresh::Fresh};

/// Name and nullability of each column, as the database reports it.
pub(super) async fn columns(database: &Database, table: &str) -> Vec<(String, bool)> {
    let question = if database.is_postgres() {
        format!(
            "SELECT column_name::text AS name, is_nullable = 'YES' AS nullable
             FROM information_schema.columns WHERE table_name = '{table}'"
        )
    } else {
        format!("SELECT name, \"notnull\" = 0 AS nullable FROM pragma_table_info('{table}')")
    };
    let statement = Statement::from_string(database.reader.get_database_backend(), question);
    let rows = database.reader.query_all_raw(statement).await.expect("the catalogue answers");
    let column =
        |row: &sea_orm::QueryResult| Ok::<_, sea_orm::DbErr>((row.try_get("", "name")?, row.try_get("", "nullable")?));
    let mut columns = rows.iter().map(column).collect::<Result<Vec<_>, _>>().expect("the catalogue is as documented");
    columns.sort();
    columns
}

async fn agrees<E: EntityTrait + Default>(database: &Database) -> String {
    let table = E::default().table_name().to_owned();
    let found = E::find().limit(1).all(&database.reader).await;
    assert!(found.is_ok(), "{table}: {found:?}");
    let wanted = Schema::new(database.reader.get_database_backend()).create_table_from_entity(E::default());
    let column = |column: &sea_orm::sea_query::ColumnDef| {
        let key = column.get_column_spec().primary_key;
        (column.get_column_name(), !key && column.get_column_spec().nullable != Some(false))
    };
    let mut wanted: Vec<_> = wanted.get_columns().iter().map(column).collect();
    wanted.sort();
    assert_eq!(columns(database, &table).await, wanted, "{table}");
    table
}

pub(super) async fn every_table_agrees(database: &Database) {
    let compared = [
        agrees::<entity::best_interest_determination::Entity>(database).await,
        agrees::<entity::capacity_assessment::Entity>(database).await,
        agrees::<entity::case::Entity>(database).await,
        agrees::<entity::case_note::Entity>(database).await,
        agrees::<entity::centre::Entity>(database).await,
        agrees::<entity::change_log::Entity>(database).await,
        agrees::<entity::consent::Entity>(database).await,
        agrees::<entity::consent_recipient::Entity>(database).await,
        agrees::<entity::consular_event::Entity>(database).await,
        agrees::<entity::consular_packet::Entity>(database).await,
        agrees::<entity::consular_packet_version::Entity>(database).await,
        agrees::<entity::consular_post::Entity>(database).await,
        agrees::<entity::consular_post_competence::Entity>(database).await,
        agrees::<entity::consular_request::Entity>(database).await,
        agrees::<entity::contact::Entity>(database).await,
        agrees::<entity::idempotency_key::Entity>(database).await,
        agrees::<entity::identifier::Entity>(database).await,
        agrees::<entity::immigration_status::Entity>(database).await,
        agrees::<entity::legal_order::Entity>(database).await,
        agrees::<entity::legal_override::Entity>(database).await,
        agrees::<entity::medical_note::Entity>(database).await,
        agrees::<entity::nationality::Entity>(database).await,
        agrees::<entity::organisation::Entity>(database).await,
        agrees::<entity::outbox::Entity>(database).await,
        agrees::<entity::person::Entity>(database).await,
        agrees::<entity::person_language::Entity>(database).await,
        agrees::<entity::person_name::Entity>(database).await,
        agrees::<entity::person_name_word::Entity>(database).await,
        agrees::<entity::protection_gate::Entity>(database).await,
        agrees::<entity::protection_marker::Entity>(database).await,
        agrees::<entity::read_log::Entity>(database).await,
        agrees::<entity::referral::Entity>(database).await,
        agrees::<entity::referral_event::Entity>(database).await,
        agrees::<entity::revocation::Entity>(database).await,
        agrees::<entity::search_key_version::Entity>(database).await,
        agrees::<entity::service::Entity>(database).await,
        agrees::<entity::service_language::Entity>(database).await,
        agrees::<entity::share::Entity>(database).await,
        agrees::<entity::share_facts::Entity>(database).await,
        agrees::<entity::statistics_cell::Entity>(database).await,
        agrees::<entity::statistics_memory::Entity>(database).await,
        agrees::<entity::statistics_refresh::Entity>(database).await,
        agrees::<entity::statistics_told::Entity>(database).await,
        agrees::<entity::stay::Entity>(database).await,
        agrees::<entity::transfer::Entity>(database).await,
        agrees::<entity::travel_document::Entity>(database).await,
        agrees::<entity::travel_document_custody::Entity>(database).await,
        agrees::<entity::vulnerability::Entity>(database).await,
        agrees::<entity::worker::Entity>(database).await,
    ];
    assert_eq!(tables(database).await, BTreeSet::from(compared), "the tables on the left, the entities on the right");
}

/// The tables of the server's own.
async fn tables(database: &Database) -> BTreeSet<String> {
    let question = if database.is_postgres() {
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
    } else {
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let statement = Statement::from_string(database.reader.get_database_backend(), question);
    let rows = database.reader.query_all_raw(statement).await.expect("the catalogue answers");
    let names = rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("a name"));
    names.filter(|name| name != "seaql_migrations").collect()
}

#[tokio::test]
async fn every_table_has_the_columns_of_its_entity() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        database.migrate().await.expect("the migrations run");
        every_table_agrees(&database).await;
        database.migrate().await.expect("a second time there is nothing to do");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
