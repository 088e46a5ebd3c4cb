//! Tasks about open cases, about the consents of their people, and about their matches across organisations.

use entity::{
    case::{self, Column as C, Entity},
    codes::{ConsentStatus, DataClass, PersonMatchState},
    consent, person_match, stay,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden};

use super::rows::{DAYS_BEFORE_AN_END, Due, Rows};
use crate::{
    access::action::Action,
    store::{
        access::{
            consent as consents_of,
            parent_case::{CASE, of_case},
            scope::Scope,
            stay::leaving,
        },
        sql::expression::{alias, code, column},
    },
};

/// Open cases of the viewer's organisation on which the viewer may take the action. A closed case has no place in the order
/// by priority.
fn open(scope: &Scope, t: &DynIden, action: Action) -> Condition {
    Cond::all()
        .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(column(t, C::PriorityRank).is_not_null())
        .add(scope.cases_at_home(t, DataClass::Operational))
        .add(scope.cases_acted_on(t, action))
}

pub(super) fn to_assign(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = open(scope, t, action)
        .add(column(t, C::AssignedWorkerId).is_null())
        .add(scope.cases_at_home(t, DataClass::StaffCoarse));
    Rows { table: Entity.into_iden(), waits, due: Due::Never, since: C::OpenedAt.into_iden() }
}

pub(super) fn to_review(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = open(scope, t, action).add(column(t, C::NextReviewOn).lte(scope.now.date_naive()));
    Rows { table: Entity.into_iden(), waits, due: Due::On(C::NextReviewOn.into_iden()), since: C::OpenedAt.into_iden() }
}

pub(super) fn departures(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use stay::Column as C;
    let waits = leaving(scope, t)
        .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(column(t, C::ExpectedUntil).lte(scope.now.date_naive()))
        .add(of_case(t, C::CaseId, Cond::all().add(scope.cases_acted_on(&alias(CASE), action))));
    Rows {
        table: stay::Entity.into_iden(),
        waits,
        due: Due::On(C::ExpectedUntil.into_iden()),
        since: C::FromAt.into_iden(),
    }
}

pub(super) fn consents(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use consent::Column as C;
    let case = alias(CASE);
    let open = Cond::all()
        .add(column(&case, case::Column::PriorityRank).is_not_null())
        .add(scope.cases_at_home(&case, DataClass::StaffCoarse))
        .add(scope.cases_acted_on(&case, action));
    let waits = Cond::all()
        .add(column(t, C::Status).eq(code(&ConsentStatus::Active)))
        .add(column(t, C::ValidUntil).gt(scope.now))
        .add(column(t, C::ValidUntil).lt(scope.now + chrono::Duration::days(DAYS_BEFORE_AN_END)))
        .add(column(t, C::SupersededById).is_null())
        .add(consents_of::visible(scope, t))
        .add(of_case(t, C::CaseId, open));
    Rows {
        table: consent::Entity.into_iden(),
        waits,
        due: Due::At(C::ValidUntil.into_iden()),
        since: C::CreatedAt.into_iden(),
    }
}

/// Those who may know of a match are those who answer it.
pub(super) fn matches(scope: &Scope, t: &DynIden) -> Rows {
    use person_match::Column as C;
    let waits = Cond::all()
        .add(column(t, C::State).eq(code(&PersonMatchState::Proposed)))
        .add(column(t, C::ExpiresAt).gt(scope.now))
        .add(scope.person_matches(t, DataClass::Protection));
    Rows {
        table: person_match::Entity.into_iden(),
        waits,
        due: Due::At(C::ExpiresAt.into_iden()),
        since: C::CreatedAt.into_iden(),
    }
}
