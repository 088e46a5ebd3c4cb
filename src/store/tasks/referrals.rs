//! Tasks about referrals: of the receiver, and of the sender.

use entity::{
    case,
    codes::{DataClass, ReferralState, Relation, Role},
    referral::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Query};

use super::rows::{DAYS_AFTER_AN_END, Due, Rows};
use crate::{
    access::action::Action,
    rules::clocks::escalates_to,
    store::{
        access::{
            parent_case::{CASE, of_case},
            scope::Scope,
        },
        sql::expression::{alias, code, column, constant, exists_by_index},
    },
};

/// The relations of the receiver while it has something to do.
const RECEIVES: [Relation; 2] = [Relation::ReferralPending, Relation::ReferralActive];

fn rows(waits: Condition, due: Due, since: C) -> Rows {
    Rows { table: Entity.into_iden(), waits, due, since: since.into_iden() }
}

/// Referrals to the viewer's organisation. A member of the sending organisation is never the receiver.
fn received(scope: &Scope, t: &DynIden, action: Action) -> Condition {
    let me = scope.viewer.organisation_id;
    Cond::all()
        .add(column(t, C::ToOrganisationId).eq(me))
        .add(column(t, C::FromOrganisationId).ne(me))
        .add(scope.grounded(t))
        .add(scope.referrals_received(t, DataClass::Operational))
        .add(scope.acted_on_as_receiver(t, C::CaseId, (&RECEIVES, action)))
        .add(of_case(t, C::CaseId, Cond::all().add(scope.owned(&alias(CASE)).not())))
}

/// Referrals of the viewer's organisation on which the viewer may act for the sender.
fn sent(scope: &Scope, t: &DynIden) -> Condition {
    let all = Cond::all()
        .add(column(t, C::FromOrganisationId).eq(scope.viewer.organisation_id))
        .add(scope.referrals_at_home(t, DataClass::Operational));
    // As `rules::inference::may_refer`.
    let medical = scope.viewer.roles.iter().all(|role| *role == Role::MedicalOfficer);
    all.add_option(medical.then(|| column(t, C::InferenceClass).eq(code(&DataClass::Medical))))
}

fn is(t: &DynIden, states: &[ReferralState]) -> sea_orm::sea_query::Expr {
    column(t, C::State).is_in(states.iter().map(code))
}

pub(super) fn to_answer(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use ReferralState as S;
    let waits = received(scope, t, action).add(is(t, &[S::Sent, S::Acknowledged, S::UnderReview]));
    rows(waits, Due::At(C::NextDueAt.into_iden()), C::SentAt)
}

pub(super) fn appointments(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = received(scope, t, action)
        .add(is(t, &[ReferralState::Scheduled]))
        .add(column(t, C::ScheduledFor).lt(scope.now));
    rows(waits, Due::At(C::ScheduledFor.into_iden()), C::SentAt)
}

/// Overdue referrals of the sender that are urgent enough for this function. The receiver has no such function.
pub(super) fn escalated(scope: &Scope, t: &DynIden, action: Action, to: Role) -> Rows {
    let urgent = escalates_to(to).iter().map(code);
    // Only a running clock has a due time.
    let waits = sent(scope, t)
        .add(column(t, C::Urgency).is_in(urgent))
        .add(column(t, C::NextDueAt).lt(scope.now))
        .add(scope.grounded(t))
        .add(scope.acted_on(t, C::CaseId, action));
    rows(waits, Due::At(C::NextDueAt.into_iden()), C::SentAt)
}

pub(super) fn questions(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = sent(scope, t).add(is(t, &[ReferralState::InfoRequested])).add(scope.grounded(t)).add(scope.acted_on(
        t,
        C::CaseId,
        action,
    ));
    rows(waits, Due::Never, C::SentAt)
}

pub(super) fn to_place_again(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let open = column(&alias(CASE), case::Column::PriorityRank).is_not_null();
    let since = scope.now - chrono::Duration::days(DAYS_AFTER_AN_END);
    let waits = sent(scope, t)
        .add(is(t, &[ReferralState::Declined, ReferralState::Expired]))
        .add(scope.acted_on(t, C::CaseId, action))
        .add(column(t, C::ClosedAt).gt(since))
        .add(of_case(t, C::CaseId, Cond::all().add(open)))
        .add(replaced(scope, t).not());
    rows(waits, Due::Never, C::ClosedAt)
}

/// "The case has a newer referral to a service of this type, of which the viewer may know."
fn replaced(scope: &Scope, t: &DynIden) -> Condition {
    use ReferralState as S;
    let newer = alias("newer");
    let same = |of: C| column(&newer, of).equals((t.clone(), of.into_iden()));
    let found = Query::select()
        .expr(constant(1))
        .from_as(Entity, newer.clone())
        .and_where(same(C::CaseId))
        .and_where(same(C::ServiceType))
        .and_where(same(C::Id).not())
        .and_where(column(&newer, C::CreatedAt).gte(column(t, C::ClosedAt)))
        .and_where(is(&newer, &[S::Cancelled, S::EnteredInError]).not())
        .cond_where(scope.referrals_at_home(&newer, DataClass::Operational))
        .take();
    Cond::all().add(exists_by_index(found))
}
