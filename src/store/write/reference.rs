//! References that no row has yet. The number is random, so no node needs to ask another for the next one.

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, SqlErr};
use uuid::Uuid;

use crate::error::Error;

/// How many random numbers are tried. There are a few hundred thousand references a year and ten million numbers or
/// more, so a second try is rare.
const DRAWS: usize = 20;

/// A reference that no row of the table has.
/// Errors: a database error, or every number tried is taken.
pub(crate) async fn unused<C: ColumnTrait>(
    transaction: &DatabaseTransaction,
    column: C,
    write: impl Fn(u128) -> String + Send,
) -> Result<String, Error>
where
    <C::EntityName as EntityTrait>::Model: Send + Sync,
    C::EntityName: EntityTrait,
{
    for _ in 0..DRAWS {
        let reference = write(Uuid::new_v4().as_u128());
        let taken = C::EntityName::find().filter(column.eq(&reference)).count(transaction).await?;
        if taken == 0 {
            return Ok(reference);
        }
    }
    Err(Error::internal(&"every reference that was tried is taken"))
}

/// Two nodes can draw the same number at the same moment. The second one gets `Conflict`, and its change runs again.
pub(crate) fn taken_meanwhile(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Conflict,
        _ => error.into(),
    }
}
