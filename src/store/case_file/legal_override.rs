//! Legal overrides on file: the one that a referral or a transfer depends on now, those that end with it, and the list of
//! those that wait for approval. Their state follows from their dates: `rules::legal_override` computes it for one row,
//! this file as a condition.

use entity::{
    case,
    codes::{DataClass, LegalOverrideState},
    legal_override::{Column as C, Entity, Model},
    referral, share,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Cond, DynIden, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::consent::extend_shares;
use crate::{
    access::{class::ClassSet, viewer::Overseen},
    error::Error,
    rules::legal_override::in_force,
    store::{
        access::{
            opening_rows::{CASE, of_case, of_row},
            scope::{Scope, alias, column},
        },
        read::{
            access_paths::{self as ways, Way},
            rows::Listing,
        },
        sql::paging::Paging,
        write::change::{Change, Done},
    },
};

/// The alias of the override in each way in.
const CANDIDATE: &str = "candidate";

/// The ordering columns: newest first.
#[must_use]
pub fn order() -> Vec<(DynIden, Order)> {
    vec![(C::CreatedAt.into_iden(), Order::Desc), (C::Id.into_iden(), Order::Desc)]
}

/// The overrides that the viewer may know of, in these states.
#[must_use]
pub fn list(scope: &Scope, states: Option<&[LegalOverrideState]>, paging: &Paging) -> Listing {
    let (t, order) = (alias(CANDIDATE), order());
    let ways = ways(scope, states, &paging.condition(&t, &order));
    ways::page((Entity.into_iden(), &t, C::Id.into_iden()), &order, paging, ways)
}

/// The same overrides without order and page, for a count.
#[must_use]
pub fn all(scope: &Scope, states: Option<&[LegalOverrideState]>) -> SelectStatement {
    ways::all((&Entity.into_iden(), &alias(CANDIDATE), &C::Id.into_iden()), ways(scope, states, &Cond::all()))
}

/// The overrides of a case that the viewer may know of, for edges.
#[must_use]
pub fn visible(scope: &Scope, row: &DynIden) -> Condition {
    scope.overrides(row, DataClass::OperationalCoarse)
}

/// The overrides of a referral or transfer that the viewer may know of, for edges. An override in masked form is not among
/// them, because it would reveal which referral or transfer it belongs to.
#[must_use]
pub fn visible_with_ground(scope: &Scope, row: &DynIden) -> Condition {
    scope.referrals_at_home(row, DataClass::OperationalCoarse)
}

impl Scope {
    /// The condition "this viewer may read `class` of the override under this alias". Data protection officers and auditors
    /// know of every override, in masked form if it reveals a class that they do not hold.
    #[must_use]
    pub fn overrides(&self, row: &DynIden, class: DataClass) -> Condition {
        let known = self.referrals_at_home(row, class);
        let watched = self.cases_watched(&alias(CASE));
        if !ClassSet::MASKED.holds(of_row(class)) || watched.is_empty() {
            return known;
        }
        Cond::any().add(known).add(of_case(row, C::CaseId, watched))
    }
}

/// Those of my organisation, and those that I oversee: each way has an index in the order of the list.
fn ways(scope: &Scope, states: Option<&[LegalOverrideState]>, part: &Condition) -> Vec<Way> {
    let t = alias(CANDIDATE);
    let states = states.map(|states| states.iter().fold(Cond::any(), |any, state| any.add(is(scope, *state, &t))));
    let way = |of: Option<Expr>| {
        let known = Cond::all().add(visible(scope, &t)).add_option(states.clone()).add(part.clone());
        let ids = Query::select()
            .column((t.clone(), C::Id))
            .from_as(Entity, t.clone())
            .cond_where(Cond::all().add_option(of).add(known))
            .take();
        Way { ids, few: None }
    };
    let mine = way(Some(column(&t, C::OrganisationId).eq(scope.viewer.organisation_id)));
    let overseen = match scope.viewer.overseen() {
        Overseen::Nothing => None,
        Overseen::Country(country) => Some(way(Some(column(&t, C::Country).eq(country)))),
        Overseen::Everything => Some(way(None)),
    };
    [mine].into_iter().chain(overseen).collect()
}

/// "The override under this alias is in this state now."
fn is(scope: &Scope, state: LegalOverrideState, t: &DynIden) -> Condition {
    use LegalOverrideState as S;
    let refused = || column(t, C::RefusedAt).is_not_null();
    let ended = || column(t, C::EndedAt).is_not_null();
    let over = || column(t, C::ValidUntil).lte(scope.now);
    let approved = || column(t, C::ApprovedAt).is_not_null();
    let all = Cond::all();
    match state {
        S::Refused => all.add(refused()),
        S::Ended => all.add(refused().not()).add(ended()),
        S::Expired => all.add(refused().not()).add(ended().not()).add(over()),
        S::InForce => all.add(refused().not()).add(ended().not()).add(over().not()).add(approved()),
        S::Waiting => all.add(refused().not()).add(ended().not()).add(over().not()).add(approved().not()),
    }
}

impl Change {
    /// The override that the referral depends on now: if several are in force, the one that runs longest.
    pub async fn override_in_force(&self, row: &referral::Model) -> Result<Option<Model>, Error> {
        let found = self.overrides(C::ReferralId.eq(row.id)).await?;
        Ok(found.into_iter().find(|found| in_force(found, self.now())))
    }

    /// The override in force of a transfer, with the number of its overrides: 0 if it was proposed without one.
    pub async fn override_of_transfer(&self, transfer_id: Uuid) -> Result<(usize, Option<Model>), Error> {
        let found = self.overrides(C::TransferId.eq(transfer_id)).await?;
        Ok((found.len(), found.into_iter().find(|found| in_force(found, self.now()))))
    }

    /// The overrides, those that run longest first.
    async fn overrides(&self, which: Expr) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(which).order_by_desc(C::ValidUntil).all(self.transaction()).await
    }

    /// Ends the overrides of a referral that is over, including those that wait for approval.
    pub async fn end_overrides_of(&self, referral: &referral::Model, owner: Uuid) -> Result<(), Error> {
        if referral.legal_basis.is_none() {
            return Ok(());
        }
        self.end_overrides(C::ReferralId.eq(referral.id), owner).await
    }

    /// Ends the overrides of a transfer that was accepted or ended, including those that wait for approval.
    pub async fn end_overrides_of_transfer(&self, transfer_id: Uuid, owner: Uuid) -> Result<(), Error> {
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
            let done = Done {
                id: before.id,
                subject_type: "legal_overrides",
                case_id: before.case_id,
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
            row.update(self.transaction()).await?;
            self.record("END_LEGAL_OVERRIDE".to_owned(), &done).await?;
        }
        Ok(())
    }

    /// Writes where the case of these overrides is now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn move_overrides(&self, case: &case::Model) -> Result<(), DbErr> {
        Entity::update_many()
            .col_expr(C::OrganisationId, Expr::value(case.organisation_id))
            .col_expr(C::Country, Expr::value(case.country.clone()))
            .filter(C::CaseId.eq(case.id))
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Extends what a referral opened under an override to the end of its renewal.
    pub async fn extend_shares_of(&self, referral_id: Uuid, until: DateTimeUtc) -> Result<(), Error> {
        let shares =
            Condition::all().add(share::Column::ReferralId.eq(referral_id)).add(share::Column::ConsentId.is_null());
        extend_shares(self, shares, until).await?;
        Ok(())
    }
}
