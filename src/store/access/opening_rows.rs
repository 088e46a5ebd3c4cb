//! The rows near a row that decide access to it: its case, live shares, awaited answers, consents. Each is a statement
//! to narrow further, or a condition on the row at hand.

use entity::{
    case, centre,
    codes::{ConsentStatus, DataClass, Purpose, TransferState},
    consent, legal_order, referral, share, transfer,
};
use sea_orm::{
    ActiveEnum, DbBackend,
    sea_query::{DynIden, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement},
};

use super::scope::{SHARE, Scope, of_row};
use crate::{
    access::{ceiling, class::ClassSet, viewer::OwnCentres},
    rules::referral::PENDING,
    store::sql::expression::{alias, code, column, constant, there_is},
};

const AWAITED_REFERRAL: &str = "awaited_referral";
const AWAITED_TRANSFER: &str = "awaited_transfer";

impl Scope {
    /// The classes that the share under this alias opens. A class that is guarded for the viewer's type of organisation
    /// counts only if a legal order that opened this very share names it.
    fn opened(&self, share: &DynIden) -> Expr {
        let classes = column(share, share::Column::Classes);
        let guarded = ceiling::guarded(self.viewer.organisation_type);
        if guarded.is_empty() {
            return classes;
        }
        let ordered = Expr::SubQuery(None, Box::new(self.order_of(share).into()));
        let ordered = Expr::from(Func::coalesce([ordered, constant(0_i64)]));
        classes.bit_and(ordered.bit_or(constant(ClassSet::ALL.except(guarded).to_bits())))
    }

    /// The bit of the class in the share under this alias, or 0.
    fn bit(&self, share: &DynIden, class: DataClass) -> Expr {
        self.opened(share).bit_and(constant(1_i64 << class as i64))
    }

    /// "The share under this alias opens the class to the viewer."
    pub(crate) fn opens(&self, share: &DynIden, class: DataClass) -> Expr {
        self.bit(share, of_row(class)).ne(constant(0_i64))
    }

    /// Whether the live shares of the referral under this alias open the class to the viewer: the bit of the class, 0
    /// if none opens it, null if there is no live share.
    pub(in crate::store) fn held(&self, referral: &DynIden, class: DataClass) -> Expr {
        let share = alias(SHARE);
        let id = (referral.clone(), referral::Column::Id.into_iden());
        // The classes that any share opens on the referral itself, see `ceiling::of_referral`.
        let any = ceiling::of_referral(ClassSet::of(&[DataClass::OperationalCoarse]), self.viewer.organisation_type);
        let told = class != DataClass::OperationalCoarse && any.holds(class);
        let bit = if told { constant(1_i64) } else { self.bit(&share, of_row(class)) };
        let bit = self
            .live_shares_by(share::Column::ReferralId, &share)
            .clear_selects()
            .expr(Func::max(bit))
            .and_where(column(&share, share::Column::ReferralId).equals(id))
            .take();
        Expr::SubQuery(None, Box::new(bit.into()))
    }

    /// The union of the classes that live shares open to the viewer, for the shares whose `key` is the id of this row;
    /// 0 if there is none.
    pub(in crate::store) fn shared(
        &self,
        backend: DbBackend,
        (key, row, id): (share::Column, &DynIden, DynIden),
    ) -> Expr {
        let share = alias("shared");
        let union = match backend {
            DbBackend::Postgres => Expr::from(Func::bit_or(self.opened(&share))),
            // SQLite has no bitwise aggregate: each bit is aggregated separately.
            _ => ClassSet::ALL
                .iter()
                .map(|class| Expr::from(Func::max(self.bit(&share, class))))
                .reduce(ExprTrait::bit_or)
                .expect("there are classes"),
        };
        let statement = self
            .live_shares_by(key, &share)
            .clear_selects()
            .expr(Func::coalesce([union, constant(0_i64)]))
            .and_where(column(&share, key).equals((row.clone(), id)))
            .take();
        Expr::SubQuery(None, Box::new(statement.into()))
    }

    /// The classes of the legal order that opened the share, if it is in force: `rules::order::in_force` as a
    /// condition.
    fn order_of(&self, share: &DynIden) -> SelectStatement {
        let order = alias("legal_order");
        let until = || column(&order, legal_order::Column::ValidUntil);
        let same = |of: legal_order::Column, as_of: share::Column| {
            column(&order, of).equals((share.clone(), as_of.into_iden()))
        };
        Query::select()
            .expr(column(&order, legal_order::Column::Classes))
            .from_as(legal_order::Entity, order.clone())
            .and_where(same(legal_order::Column::ShareId, share::Column::Id))
            .and_where(same(legal_order::Column::CaseId, share::Column::CaseId))
            .and_where(same(legal_order::Column::OrganisationId, share::Column::OrganisationId))
            .and_where(column(&order, legal_order::Column::ApprovedAt).is_not_null())
            .and_where(column(&order, legal_order::Column::EndedAt).is_null())
            .and_where(until().is_null().or(until().gt(self.now)))
            .take()
    }

    /// The live shares of the viewer's organisation, or of one of the viewer's own centres, as a statement to narrow further.
    pub(crate) fn live_shares(&self, share: &DynIden) -> SelectStatement {
        self.live_shares_of_organisation(share).and_where(self.to_own_centre(share)).take()
    }

    /// The same to narrow by `key`. The share of a referral is always for the whole organisation, so the centre is not
    /// asked for.
    fn live_shares_by(&self, key: share::Column, share: &DynIden) -> SelectStatement {
        match key {
            share::Column::ReferralId => self.live_shares_of_organisation(share),
            _ => self.live_shares(share),
        }
    }

    fn live_shares_of_organisation(&self, share: &DynIden) -> SelectStatement {
        let ends_at = || column(share, share::Column::EndsAt);
        let mut select = Query::select();
        select
            .expr(constant(1))
            .from_as(share::Entity, share.clone())
            .and_where(column(share, share::Column::OrganisationId).eq(self.viewer.organisation_id))
            .and_where(column(share, share::Column::EndedAt).is_null())
            .and_where(column(share, share::Column::StartsAt).lte(self.now))
            .and_where(ends_at().is_null().or(ends_at().gt(self.now)));
        if let Some(purpose) = self.viewer.purpose {
            select.and_where(column(share, share::Column::Purpose).eq(purpose.to_value()));
        }
        select
    }

    /// "The share is for the whole organisation, or for a centre of the viewer."
    fn to_own_centre(&self, share: &DynIden) -> Expr {
        let to = || column(share, share::Column::CentreId);
        let everybody = to().is_null();
        let named = match self.viewer.centres.named() {
            [] => everybody,
            named => everybody.or(to().is_in(named.iter().copied())),
        };
        match &self.viewer.centres {
            OwnCentres::Named(_) => named,
            OwnCentres::AllOrdinary { and: _ } => {
                let centre = alias("centre_of_share");
                let protected = Query::select()
                    .expr(constant(1))
                    .from_as(centre::Entity, centre.clone())
                    .and_where(column(&centre, centre::Column::Protected))
                    .and_where(
                        column(&centre, centre::Column::Id)
                            .equals((share.clone(), share::Column::CentreId.into_iden())),
                    )
                    .take();
                named.or(there_is(protected).not())
            }
        }
    }

    /// The live shares of a case with the viewer's organisation, under the alias [`SHARE`].
    pub(crate) fn live_shares_of(&self, case: &DynIden) -> SelectStatement {
        let share = alias(SHARE);
        self.live_shares(&share)
            .and_where(column(&share, share::Column::CaseId).equals((case.clone(), case::Column::Id.into_iden())))
            .take()
    }

    /// "The legal basis or consent of the referral under this alias still holds." The stub disappears at the moment at
    /// which it ends.
    pub(crate) fn grounded(&self, referral: &DynIden) -> Expr {
        let until = || column(referral, referral::Column::GroundedUntil);
        until().is_null().or(until().gt(self.now))
    }

    /// The referrals of a case that wait for an answer of the viewer's organisation.
    pub(crate) fn awaited_referrals(&self, case: &DynIden) -> SelectStatement {
        let case_id = column(&alias(AWAITED_REFERRAL), referral::Column::CaseId);
        let mine = case_id.equals((case.clone(), case::Column::Id.into_iden()));
        self.all_awaited_referrals().expr(constant(1)).and_where(mine).take()
    }

    /// The cases of all such referrals.
    pub(crate) fn cases_of_awaited_referrals(&self) -> SelectStatement {
        self.all_awaited_referrals().column((alias(AWAITED_REFERRAL), referral::Column::CaseId)).take()
    }

    fn all_awaited_referrals(&self) -> SelectStatement {
        let referral = alias(AWAITED_REFERRAL);
        Query::select()
            .from_as(referral::Entity, referral.clone())
            .and_where(column(&referral, referral::Column::ToOrganisationId).eq(self.viewer.organisation_id))
            .and_where(column(&referral, referral::Column::State).is_in(PENDING.iter().map(code)))
            .and_where(self.grounded(&referral))
            .take()
    }

    /// The transfers of a case that are offered to the viewer's organisation.
    pub(crate) fn awaited_transfers(&self, case: &DynIden) -> SelectStatement {
        let case_id = column(&alias(AWAITED_TRANSFER), transfer::Column::CaseId);
        let mine = case_id.equals((case.clone(), case::Column::Id.into_iden()));
        self.all_awaited_transfers().expr(constant(1)).and_where(mine).take()
    }

    /// The cases of all such transfers.
    pub(crate) fn cases_of_awaited_transfers(&self) -> SelectStatement {
        self.all_awaited_transfers().column((alias(AWAITED_TRANSFER), transfer::Column::CaseId)).take()
    }

    fn all_awaited_transfers(&self) -> SelectStatement {
        let transfer = alias(AWAITED_TRANSFER);
        Query::select().from_as(transfer::Entity, transfer.clone()).and_where(self.offered_here(&transfer)).take()
    }

    /// "The transfer under this alias is offered to the viewer, and its legal basis holds." Within one organisation the
    /// receiving centre has to be the viewer's own, because everybody belongs to the receiving organisation. If either
    /// centre is protected, the receiving centre has to be named among the viewer's centres.
    pub(crate) fn offered_here(&self, transfer: &DynIden) -> Expr {
        use transfer::Column as C;
        let of = |name: C| column(transfer, name);
        let centre = alias("offered_centre");
        let side = |name: C| column(&centre, centre::Column::Id).equals((transfer.clone(), name.into_iden()));
        let protected = Query::select()
            .expr(constant(1))
            .from_as(centre::Entity, centre.clone())
            .and_where(column(&centre, centre::Column::Protected))
            .and_where(side(C::FromCentreId).or(side(C::ToCentreId)))
            .take();
        let named = self.viewer.centres.named();
        let is_named = || of(C::ToCentreId).is_in(named.iter().copied());
        let mine = match &self.viewer.centres {
            OwnCentres::Named(_) => is_named(),
            OwnCentres::AllOrdinary { and: _ } if named.is_empty() => there_is(protected).not(),
            OwnCentres::AllOrdinary { and: _ } => there_is(protected).not().or(is_named()),
        };
        let across = of(C::FromOrganisationId).ne(of(C::ToOrganisationId));
        of(C::State)
            .eq(code(&TransferState::Offered))
            .and(of(C::ToOrganisationId).eq(self.viewer.organisation_id))
            .and(of(C::GroundedUntil).is_null().or(of(C::GroundedUntil).gt(self.now)))
            .and(across.or(mine))
    }

    /// Whether the viewer's organisation has to answer a pending referral or an offered transfer of the case.
    pub(crate) fn answer_pending(&self, case: &DynIden) -> Expr {
        there_is(self.awaited_referrals(case)).or(there_is(self.awaited_transfers(case)))
    }

    /// The active consents to a consular request in the case.
    pub(crate) fn consular_consents(&self, case: &DynIden) -> SelectStatement {
        let consent = alias("consular");
        let until = || column(&consent, consent::Column::ValidUntil);
        Query::select()
            .expr(constant(1))
            .from_as(consent::Entity, consent.clone())
            .and_where(column(&consent, consent::Column::CaseId).equals((case.clone(), case::Column::Id.into_iden())))
            .and_where(column(&consent, consent::Column::Purpose).eq(code(&Purpose::ConsularDocument)))
            .and_where(column(&consent, consent::Column::Status).eq(code(&ConsentStatus::Active)))
            .and_where(column(&consent, consent::Column::ValidFrom).lte(self.now))
            .and_where(until().gt(self.now))
            .take()
    }
}
