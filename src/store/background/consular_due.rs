//! Requests at the consular desk that time has ended and no job has recorded yet.

use entity::{
    codes::ConsularState,
    consent,
    consular_request::{Column, Entity, Model},
    travel_document,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc, sea_query::Query,
};
use uuid::Uuid;

use super::job;
use crate::{
    error::Error,
    rules::consular::machine::LIVE,
    store::{database::Database, write::change::Change},
};

/// The requests whose travel document has expired: its last day of validity was before today.
pub(crate) fn documents(now: DateTimeUtc) -> Condition {
    let over = Query::select()
        .column(travel_document::Column::ConsularRequestId)
        .from(travel_document::Entity)
        .and_where(travel_document::Column::ExpiresOn.lt(now.date_naive()))
        .and_where(travel_document::Column::ConsularRequestId.is_not_null())
        .take();
    Condition::all()
        .add(Column::State.is_in([ConsularState::Issued, ConsularState::Delivered]))
        .add(Column::Id.in_subquery(over))
}

/// The live requests whose consent expired before a document was issued.
pub(crate) fn consents(now: DateTimeUtc) -> Condition {
    let over = Query::select()
        .column(consent::Column::Id)
        .from(consent::Entity)
        .and_where(consent::Column::ValidUntil.lte(now))
        .take();
    let before_issue = || LIVE.iter().copied().filter(|state| *state != ConsularState::Issued);
    let held_before_issue =
        Condition::any().add(Column::HeldState.is_null()).add(Column::HeldState.is_in(before_issue()));
    Condition::all()
        .add(Column::State.is_in(before_issue()))
        .add(held_before_issue)
        .add(Column::ConsentId.in_subquery(over))
}

/// The first ids after `after` that are due. Reads from the writer, because a replica that lags behind would show again
/// what has just ended.
pub(crate) async fn first(database: &Database, due: Condition, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
    job::ids(Entity::find().filter(due), Column::Id, after).all(&database.writer).await
}

impl Change {
    /// The request if it is still due, locked after its case, as in every change.
    pub(crate) async fn reload_if_unchanged(&self, id: Uuid, due: Condition) -> Result<Option<Model>, Error> {
        let case = Entity::find_by_id(id).select_only().column(Column::CaseId).into_tuple::<Uuid>();
        let Some(case) = case.one(self.transaction()).await? else { return Ok(None) };
        self.lock_case(case).await?;
        Ok(Entity::find_by_id(id).filter(due).lock_exclusive().one(self.transaction()).await?)
    }
}
