//! Access to a transfer: at home by its case and by what its receiver reveals, for the other organisation by its state.
//! A transfer to an agency for refugees is known to readers of that class, to the workers who proposed and offered it, and to those who
//! approve and offer transfers, because they cannot carry it out otherwise.

use entity::{
    codes::{DataClass, Relation},
    transfer::Column as C,
};
use sea_orm::{
    DbErr, QueryResult,
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::{
    clearance::Clearance,
    parent_case::{CASE, of_case},
    referral::INFERENCES,
    scope::Scope,
};
use crate::{
    access::relation::{CaseFacts, Relations, to_case},
    store::sql::expression::{alias, code, column},
};

/// The number of access columns that a transfer has in addition to the facts of its case.
pub(in crate::store) const TRANSFER_FACTS: usize = 8;

/// The class that says nothing about the person: every reader of the case knows such a transfer.
const NOTHING: DataClass = DataClass::Operational;

impl Scope {
    /// The condition "this viewer may read `class` of the transfer under this alias".
    pub fn transfers(&self, transfer: &DynIden, class: DataClass) -> Condition {
        let case = alias(CASE);
        let offered = || self.offered_here(transfer);
        let of_me = |side: C| column(transfer, side).eq(self.viewer.organisation_id);
        let mode = |relation| self.mode_of_parent_case(transfer, C::CaseId, relation, class);
        let known = self
            .reveals_known(transfer, &case)
            .add(self.told_anyway(transfer))
            .add(self.cases_moved_on(&case))
            .add(of_me(C::ToOrganisationId).and(self.owned(&case)));
        let home = Cond::all().add(self.cases_at_home(&case, class)).add(known);
        let home = of_case(transfer, C::CaseId, home);
        let pending = mode(Relation::ReferralPending).map(|mode| Cond::all().add(offered()).add(mode));
        let tombstone = mode(Relation::ReferralClosed).map(|mode| {
            let received = of_me(C::ToOrganisationId).and(column(transfer, C::OfferedAt).is_not_null());
            let received = received.and(offered().not());
            let held = INFERENCES.iter().filter(|inference| self.grants.holds_after_transfer(**inference)).map(code);
            let known = self.told_anyway(transfer).add(column(transfer, C::InferenceClass).is_in(held));
            let gave = Cond::all().add(of_me(C::FromOrganisationId)).add(known);
            // If the viewer's organisation owns the case, only the facts of the case decide: a tombstone would reveal
            // cases that the viewer may not know of.
            let elsewhere = of_case(transfer, C::CaseId, Cond::all().add(self.owned(&case).not()));
            Cond::all().add(Cond::any().add(gave).add(received)).add(elsewhere).add(mode)
        });
        Cond::any().add(home).add_option(pending).add_option(tombstone)
    }

    /// "The transfer reveals nothing about the person, or the viewer proposed or offered it."
    fn told_anyway(&self, transfer: &DynIden) -> Condition {
        Cond::any()
            .add(column(transfer, C::InferenceClass).eq(code(&NOTHING)))
            .add(column(transfer, C::ProposedBy).eq(self.viewer.worker_id))
            .add(column(transfer, C::OfferedBy).eq(self.viewer.worker_id))
    }
}

/// Adds the access columns of the transfer under this alias.
pub(in crate::store) fn select(select: &mut SelectStatement, row: &DynIden, scope: &Scope) {
    for of in [C::ToOrganisationId, C::FromOrganisationId, C::OfferedAt, C::InferenceClass, C::ProposedBy, C::OfferedBy]
    {
        select.expr(column(row, of));
    }
    select.expr(scope.offered_here(row)).expr(column(row, C::FromCentreId));
}

/// The clearance of the transfer whose access columns begin at `at`: `Scope::transfers` for one row.
pub(in crate::store) fn clearance(
    case: &CaseFacts,
    row: &QueryResult,
    at: usize,
    scope: &Scope,
) -> Result<Clearance, DbErr> {
    let relations = relations(case, row, at, scope)?;
    Ok(Clearance { classes: scope.grants.clearance(case, relations), case_id: Some(case.case_id) })
}

/// The relations of the viewer to the transfer whose access columns begin at `at`.
pub(in crate::store) fn relations(
    case: &CaseFacts,
    row: &QueryResult,
    at: usize,
    scope: &Scope,
) -> Result<Relations, DbErr> {
    let (grants, me) = (&scope.grants, scope.viewer.organisation_id);
    let to: Uuid = row.try_get_by_index(at)?;
    let from: Uuid = row.try_get_by_index(at + 1)?;
    let was_offered = row.try_get_by_index::<Option<DateTimeUtc>>(at + 2)?.is_some();
    let inference: DataClass = row.try_get_by_index(at + 3)?;
    let proposed_by: Uuid = row.try_get_by_index(at + 4)?;
    let offered_by: Option<Uuid> = row.try_get_by_index(at + 5)?;
    let offered: bool = row.try_get_by_index(at + 6)?;
    let acted = proposed_by == scope.viewer.worker_id || offered_by == Some(scope.viewer.worker_id);
    let (owns, told_anyway) = (case.organisation_id == me, inference == NOTHING || acted);
    let home = to_case(&scope.viewer, case).at_home();
    let known =
        told_anyway || to == me && owns || grants.moves_on(case, home) || grants.clearance(case, home).holds(inference);
    // A tombstone is only for an organisation that does not own the case; the owner's access is decided by the case.
    let gave = from == me && (told_anyway || grants.holds_after_transfer(inference));
    let over = !owns && (gave || to == me && was_offered && !offered);
    Ok(if known { home } else { Relations::default() }
        .with(Relation::ReferralPending, offered)
        .with(Relation::ReferralClosed, over))
}

/// The relations through which the viewer may act on the transfer whose access columns begin at `at`. `works_at` says whether
/// a centre is one of the viewer's own.
pub(in crate::store) fn acting(
    case: &CaseFacts,
    (row, at): (&QueryResult, usize),
    scope: &Scope,
    works_at: impl Fn(Uuid) -> bool,
) -> Result<Relations, DbErr> {
    let me = scope.viewer.organisation_id;
    let (to, from): (Uuid, Uuid) = (row.try_get_by_index(at)?, row.try_get_by_index(at + 1)?);
    let was_offered = row.try_get_by_index::<Option<DateTimeUtc>>(at + 2)?.is_some();
    let from_centre: Uuid = row.try_get_by_index(at + 7)?;
    // A receiver that acts too late gets VERSION_CONFLICT, not FORBIDDEN.
    let offered = to == me && was_offered;
    // After the case has moved, the organisation that gave it still confirms the handover, through its closing share.
    let moved = case.organisation_id != from || case.centre_id != from_centre;
    let gave = moved && from == me && works_at(from_centre);
    Ok(to_case(&scope.viewer, case)
        .at_home()
        .with(Relation::ReferralPending, offered)
        .with(Relation::ReferralActive, gave))
}
