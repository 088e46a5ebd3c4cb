//! Shares inside a change: what opened them, whether somebody can still read through them, and how they end.

use entity::{
    codes::{DataClass, ShareEndReason},
    legal_order, referral,
    share::{self, Column as C},
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::consent::{end_shares, live};
use crate::{
    access::class::ClassSet,
    store::{sql::expression::constant, write::change::Change},
};

impl Change {
    /// The legal order that opened the share, locked.
    pub(crate) async fn order_of_share(&self, share_id: Uuid) -> Result<Option<legal_order::Model>, DbErr> {
        let order = legal_order::Entity::find()
            .filter(legal_order::Column::ShareId.eq(share_id))
            .filter(legal_order::Column::EndedAt.is_null())
            .lock_exclusive();
        order.one(self.transaction()).await
    }

    /// Whether the receiver already reads the medical content of the referral under this consent.
    pub(crate) async fn reads_content(&self, referral_id: Uuid, consent_id: Uuid) -> Result<bool, DbErr> {
        let live = share::Entity::find()
            .filter(share::Column::ReferralId.eq(referral_id))
            .filter(share::Column::ConsentId.eq(consent_id))
            .filter(live(self.now()))
            .all(self.transaction())
            .await?;
        Ok(live.iter().any(|share| ClassSet::from_bits(share.classes).holds(DataClass::Medical)))
    }

    /// Ends the share that earlier medical content opened under another consent, because the new content replaces it. The
    /// share of the referral itself stays.
    pub(crate) async fn end_other_content(&self, referral: &referral::Model, consent_id: Uuid) -> Result<(), DbErr> {
        let Some(earlier) = referral.medical_consent_id.filter(|id| *id != consent_id) else { return Ok(()) };
        // The sender asked for medical data under the same consent, so that the share of the referral opens it.
        if referral.consent_id == Some(earlier) && ClassSet::from_bits(referral.classes).holds(DataClass::Medical) {
            return Ok(());
        }
        let medical = Expr::col(C::Classes).bit_and(constant(1_i64 << DataClass::Medical as i64)).ne(constant(0_i64));
        let opened = Condition::all().add(C::ReferralId.eq(referral.id)).add(C::ConsentId.eq(earlier)).add(medical);
        end_shares(self, opened, ShareEndReason::ConsentEnded).await.map(drop)
    }

    /// Whether somebody can still read through a share of the referral.
    pub(crate) async fn can_be_read(&self, referral_id: Uuid) -> Result<bool, DbErr> {
        let live = share::Entity::find().filter(share::Column::ReferralId.eq(referral_id)).filter(live(self.now()));
        Ok(live.one(self.transaction()).await?.is_some())
    }
}
