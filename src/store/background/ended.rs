//! Rows that time has ended and nobody has settled yet: consents, and referrals and transfers whose legal basis or
//! consent is over.

use entity::{codes::ConsentStatus, consent, referral, transfer};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect,
    prelude::{DateTimeUtc, Uuid},
};

use super::job;
use crate::{
    rules,
    store::{database::Database, write::change::Change},
};

/// A kind of row that time ends.
pub(crate) trait Ended: EntityTrait<PrimaryKey: sea_orm::PrimaryKeyTrait<ValueType = Uuid>> {
    /// Its key.
    const ID: Self::Column;
    /// Its case.
    const CASE: Self::Column;

    /// The condition "the row is over and not settled".
    fn are_due(now: DateTimeUtc) -> Condition;
}

impl Ended for consent::Entity {
    const ID: Self::Column = consent::Column::Id;
    const CASE: Self::Column = consent::Column::CaseId;

    fn are_due(now: DateTimeUtc) -> Condition {
        Condition::all()
            .add(consent::Column::Status.is_in([ConsentStatus::Draft, ConsentStatus::Active]))
            .add(consent::Column::ValidUntil.lte(now))
    }
}

impl Ended for referral::Entity {
    const ID: Self::Column = referral::Column::Id;
    const CASE: Self::Column = referral::Column::CaseId;

    fn are_due(now: DateTimeUtc) -> Condition {
        Condition::all()
            .add(referral::Column::GroundedUntil.lte(now))
            .add(referral::Column::State.is_in(rules::referral::LIVE.iter().copied()))
    }
}

impl Ended for transfer::Entity {
    const ID: Self::Column = transfer::Column::Id;
    const CASE: Self::Column = transfer::Column::CaseId;

    fn are_due(now: DateTimeUtc) -> Condition {
        Condition::all()
            .add(transfer::Column::GroundedUntil.lte(now))
            .add(transfer::Column::State.is_in(rules::transfer::LIVE.iter().copied()))
    }
}

/// The first ids of rows that are over. Reads from the writer, because a replica that lags behind would show settled
/// rows again.
pub(crate) async fn first<E: Ended>(database: &Database, now: DateTimeUtc, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
    job::ids(E::find().filter(E::are_due(now)), E::ID, after).all(&database.writer).await
}

impl Change {
    /// The row, locked after its case, as in every change. `None` if it is not due any more.
    pub(crate) async fn taken_up<E: Ended>(&self, id: Uuid) -> Result<Option<E::Model>, DbErr> {
        let of_case = E::find_by_id(id).select_only().column(E::CASE).into_tuple::<Uuid>();
        let Some(case_id) = of_case.one(self.transaction()).await? else { return Ok(None) };
        self.lock_case(case_id).await?;
        E::find_by_id(id).filter(E::are_due(self.now())).lock_exclusive().one(self.transaction()).await
    }
}
