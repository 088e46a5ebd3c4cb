//! What time has ended at the consular desk, and nobody has written down yet.

use entity::{
    case,
    codes::ConsularState,
    consent,
    consular_request::{Column, Entity, Model},
    travel_document,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, prelude::DateTimeUtc,
    sea_query::Query,
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::consular::machine::LIVE,
    store::{change::Change, database::Database},
};

/// How many are looked up at a time.
pub const BATCH: u64 = 50;

/// The requests whose document has run out: its last day of validity was before today.
///
/// # Errors
/// When the database does not answer.
pub async fn documents(database: &Database, now: DateTimeUtc) -> Result<Vec<Model>, DbErr> {
    let over = Query::select()
        .column(travel_document::Column::ConsularRequestId)
        .from(travel_document::Entity)
        .and_where(travel_document::Column::ExpiresOn.lt(now.date_naive()))
        .and_where(travel_document::Column::ConsularRequestId.is_not_null())
        .take();
    first(
        database,
        Entity::find()
            .filter(Column::State.is_in([ConsularState::Issued, ConsularState::Delivered]))
            .filter(Column::Id.in_subquery(over)),
    )
    .await
}

/// The live requests whose consent has run out before a document was issued.
///
/// # Errors
/// When the database does not answer.
pub async fn consents(database: &Database, now: DateTimeUtc) -> Result<Vec<Model>, DbErr> {
    let over = Query::select()
        .column(consent::Column::Id)
        .from(consent::Entity)
        .and_where(consent::Column::ValidUntil.lte(now))
        .take();
    let before_issue = || LIVE.iter().copied().filter(|state| *state != ConsularState::Issued);
    let held_before_issue =
        Condition::any().add(Column::HeldState.is_null()).add(Column::HeldState.is_in(before_issue()));
    first(
        database,
        Entity::find()
            .filter(Column::State.is_in(before_issue()))
            .filter(held_before_issue)
            .filter(Column::ConsentId.in_subquery(over)),
    )
    .await
}

/// From the writer: a replica that lags behind would show again what has just ended.
async fn first(database: &Database, due: Select<Entity>) -> Result<Vec<Model>, DbErr> {
    due.order_by_asc(Column::Id).limit(BATCH).all(&database.writer).await
}

impl Change {
    /// The request, with its case locked first, as every change does; none when the request is another by now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn still(&self, before: &Model) -> Result<Option<Model>, Error> {
        self.locked::<case::Entity>(before.case_id).await?;
        let now = self.locked::<Entity>(before.id).await?;
        Ok(now.filter(|now| now.version == before.version))
    }

    async fn locked<E>(&self, id: Uuid) -> Result<Option<E::Model>, Error>
    where
        E: EntityTrait<PrimaryKey: sea_orm::PrimaryKeyTrait<ValueType = Uuid>>,
    {
        Ok(E::find_by_id(id).lock_exclusive().one(self.transaction()).await?)
    }
}
