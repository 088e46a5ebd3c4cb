//! Every table as the migrations make it, held against its entity.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectionTrait, Statement,
    sea_query::{ColumnDef, TableName, TableRef},
};

use crate::store::database::{Database, Options, fresh::Fresh};

/// Name and nullability of each column, as the database reports it.
async fn columns(database: &Database, table: &str) -> Vec<(String, bool)> {
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

pub(super) async fn every_table_agrees(database: &Database) {
    let mut compared = BTreeSet::new();
    for wanted in entity::tables(database.backend()) {
        let Some(TableRef::Table(TableName(_, table), _)) = wanted.get_table_name() else {
            panic!("a table has a name")
        };
        let column = |column: &ColumnDef| {
            let key = column.get_column_spec().primary_key;
            (column.get_column_name(), !key && column.get_column_spec().nullable != Some(false))
        };
        let mut wanted: Vec<_> = wanted.get_columns().iter().map(column).collect();
        wanted.sort();
        assert_eq!(columns(database, &table.to_string()).await, wanted, "{table}");
        compared.insert(table.to_string());
    }
    assert_eq!(tables(database).await, compared, "the tables on the left, the entities on the right");
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
