//! Legal overrides on file: the one that a referral or a transfer depends on now, and those that end with it.

use entity::{
    case,
    legal_override::{Column as C, Entity, Model},
    referral, share,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, prelude::DateTimeUtc, sea_query::Expr,
};
use uuid::Uuid;

use super::consent::extend_shares;
use crate::{
    error::Error,
    rules::legal_override::in_force,
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _},
};

impl Change {
    /// The override that the referral depends on now: if several are in force, the one that runs longest.
    pub(crate) async fn override_in_force(&self, row: &referral::Model) -> Result<Option<Model>, Error> {
        let found = self.overrides(C::ReferralId.eq(row.id)).await?;
        Ok(found.into_iter().find(|found| in_force(found, self.now())))
    }

    /// The override in force of a transfer, with the number of its overrides: 0 if it was proposed without one.
    pub(crate) async fn override_of_transfer(&self, transfer_id: Uuid) -> Result<(usize, Option<Model>), Error> {
        let found = self.overrides(C::TransferId.eq(transfer_id)).await?;
        Ok((found.len(), found.into_iter().find(|found| in_force(found, self.now()))))
    }

    /// The overrides, those that run longest first.
    async fn overrides(&self, which: Expr) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(which).order_by_desc(C::ValidUntil).all(self.transaction()).await
    }

    /// Ends the overrides of a referral that is over, including those that wait for approval.
    pub(crate) async fn end_overrides_of(&self, referral: &referral::Model, owner: Uuid) -> Result<(), Error> {
        if referral.legal_basis.is_none() {
            return Ok(());
        }
        self.end_overrides(C::ReferralId.eq(referral.id), owner).await
    }

    /// Ends the overrides of a transfer that was accepted or ended, including those that wait for approval.
    pub(crate) async fn end_overrides_of_transfer(&self, transfer_id: Uuid, owner: Uuid) -> Result<(), Error> {
        self.end_overrides(C::TransferId.eq(transfer_id), owner).await
    }

    async fn end_overrides(&self, which: Expr, owner: Uuid) -> Result<(), Error> {
        let open = Entity::find()
            .filter(which)
            .filter(C::RefusedAt.is_null())
            .filter(C::EndedAt.is_null())
            .lock_exclusive()
            .all(self.transaction())
            .await?;
        for before in open {
            let version = before.version + 1;
            let done = ChangeRecord {
                id: before.id,
                subject_type: "legal_overrides",
                case_id: Some(before.case_id),
                organisation_id: owner,
                version: Some(version),
                changed: vec!["ended_at", "ended_by"],
            };
            let row = entity::legal_override::ActiveModel {
                ended_at: Set(Some(self.now())),
                ended_by: Set(self.by().map(|viewer| viewer.worker_id)),
                version: Set(version),
                ..before.into_active_model()
            };
            row.update_in(self).await?;
            self.record("END_LEGAL_OVERRIDE".to_owned(), &done).await?;
        }
        Ok(())
    }

    /// Writes where the case of these overrides is now.
    pub(crate) async fn move_overrides(&self, case: &case::Model) -> Result<(), DbErr> {
        Entity::update_many()
            .col_expr(C::OrganisationId, Expr::value(case.organisation_id))
            .col_expr(C::Country, Expr::value(case.country.clone()))
            .filter(C::CaseId.eq(case.id))
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Extends what a referral opened under an override to the end of its renewal.
    pub(crate) async fn extend_shares_of(&self, referral_id: Uuid, until: DateTimeUtc) -> Result<(), Error> {
        let shares =
            Condition::all().add(share::Column::ReferralId.eq(referral_id)).add(share::Column::ConsentId.is_null());
        extend_shares(self, shares, until).await?;
        Ok(())
    }
}
