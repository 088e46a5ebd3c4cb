//! Column and index definitions for all tables, valid for both databases: foreign keys are part of the table, because
//! SQLite cannot add them later, and no column type exists in one database only.

use sea_orm_migration::{
    prelude::*,
    schema::{string_len, string_len_null, text},
    sea_orm::{ActiveEnum, DbBackend, Iterable},
};

/// A code of a list that may grow. It has no CHECK constraint, because SQLite cannot change one of an existing table.
pub fn code(name: &'static str) -> ColumnDef {
    string_len(name, 40)
}

/// The same, nullable.
pub fn code_null(name: &'static str) -> ColumnDef {
    string_len_null(name, 40)
}

/// A code that decides access or belongs to a state machine. A CHECK constraint refuses any other text.
pub fn closed_code<C: ActiveEnum<Value = String> + Iterable>(name: &'static str) -> ColumnDef {
    code(name).check(among::<C>(name)).take()
}

/// The same, nullable.
pub fn closed_code_null<C: ActiveEnum<Value = String> + Iterable>(name: &'static str) -> ColumnDef {
    code_null(name).check(among::<C>(name)).take()
}

fn among<C: ActiveEnum<Value = String> + Iterable>(name: &'static str) -> Expr {
    Expr::col(name).is_in(C::iter().map(|code| code.to_value()))
}

/// A normalised text for prefix search. On PostgreSQL it has collation "C", so that the index serves the search and
/// both databases sort alike.
pub fn search_key(name: &'static str, manager: &SchemaManager<'_>) -> ColumnDef {
    let mut column = text(name);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A foreign key to the id of another table, without cascading.
pub fn refers(table: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(target, "id").take()
}

/// An index, named after its table and columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// A unique index.
pub fn unique_index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().take()
}

/// Drops tables in this order.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}
