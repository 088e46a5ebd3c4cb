//! The rows that are signs that a person may need the protection of another State than their own. One statement covers
//! all kinds, so looking costs the same whatever is found.

use entity::{
    case,
    codes::{
        ClosureReason, DataClass, GateOutcome, IdentifierType, ImmigrationStatus, OrganisationType, ProtectionSign,
        ReferralState, WithdrawalReason,
    },
    consular_request, identifier, immigration_status, nationality, organisation, protection_gate, protection_marker,
    referral, transfer, vulnerability,
};
use sea_orm::{
    Iterable,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{
    rules::{
        consular::gates::{PROTECTION_SERVICE, STATELESS, of_the_protected, protects},
        country::PROTECTION_CODES,
        inference::receiver_reveals,
    },
    store::sql::{
        corrections::{in_force, once_true},
        expression::{alias, code, column, constant, exists_by_index},
    },
};

/// The alias of the row that is a sign.
const ROW: &str = "seen";

/// The cases of a person.
pub(super) fn cases_of(person_id: Uuid) -> SelectStatement {
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .and_where(Expr::col(case::Column::PersonId).eq(person_id))
        .take()
}

/// The rows that are signs and have no marker yet: sign, row id, case id.
#[expect(clippy::too_many_lines, reason = "a list has as many lines as there are signs")]
pub(super) fn new_signs(case: &case::Model) -> SelectStatement {
    use ProtectionSign as S;
    use case::Column as C;
    let (row, person) = (alias(ROW), case.person_id);
    let of = |named: DynIden| column(&alias(ROW), named);
    let in_a_case = |named: DynIden| of(named).in_subquery(cases_of(person));
    let of_the_person = |named: DynIden| of(named).eq(person);
    let protecting = || ImmigrationStatus::iter().filter(|status| protects(*status)).map(|status| code(&status));
    let history = {
        use immigration_status::Column as H;
        let same = alias("history");
        Query::select()
            .expr(constant(1))
            .from_as(immigration_status::Entity, same.clone())
            .and_where(column(&same, H::CaseId).equals((row.clone(), C::Id)))
            .and_where(column(&same, H::Status).equals((row.clone(), C::ImmigrationStatus)))
            .take()
    };
    let asylum_bodies = Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .and_where(
            Expr::col(organisation::Column::OrganisationType).is_in(
                OrganisationType::iter()
                    .filter(|kind| receiver_reveals(*kind) == DataClass::Asylum)
                    .map(|kind| code(&kind)),
            ),
        )
        .take();
    let request = alias("gated");
    let requests = || {
        Query::select()
            .from_as(consular_request::Entity, request.clone())
            .and_where(
                column(&request, consular_request::Column::Id)
                    .equals((row.clone(), protection_gate::Column::ConsularRequestId)),
            )
            .take()
    };
    let gated_case = requests().column((request.clone(), consular_request::Column::CaseId)).take();
    let gated_here = requests()
        .expr(constant(1))
        .and_where(column(&request, consular_request::Column::CaseId).in_subquery(cases_of(person)))
        .take();

    let in_case = |named: DynIden, sign, table: DynIden, so: Condition| {
        seen(person, sign, table, of(named.clone()), so.add(in_a_case(named)))
    };
    let here = || Expr::val(case.id);
    let all = [
        in_case(
            immigration_status::Column::CaseId.into_iden(),
            S::AsylumStatus,
            immigration_status::Entity.into_iden(),
            Cond::all().add(in_force(&row)).add(of(immigration_status::Column::Status.into_iden()).is_in(protecting())),
        ),
        // A status from before the history table existed is only in this column.
        in_case(
            C::Id.into_iden(),
            S::AsylumStatus,
            case::Entity.into_iden(),
            Cond::all()
                .add(of(C::ImmigrationStatus.into_iden()).is_in(protecting()))
                .add(exists_by_index(history).not()),
        ),
        in_case(
            C::Id.into_iden(),
            S::AsylumClosure,
            case::Entity.into_iden(),
            Cond::all().add(of(C::ClosureReason.into_iden()).eq(code(&ClosureReason::ReferredAsylum))),
        ),
        in_case(
            referral::Column::CaseId.into_iden(),
            S::AsylumReferral,
            referral::Entity.into_iden(),
            // Drafts count as a sign of protection needs; referrals entered in error do not.
            Cond::all().add(of(referral::Column::State.into_iden()).ne(code(&ReferralState::EnteredInError))).add(
                Cond::any()
                    .add(of(referral::Column::InferenceClass.into_iden()).eq(code(&DataClass::Asylum)))
                    .add(of(referral::Column::ServiceType.into_iden()).eq(code(&PROTECTION_SERVICE))),
            ),
        ),
        in_case(
            transfer::Column::CaseId.into_iden(),
            S::AsylumTransfer,
            transfer::Entity.into_iden(),
            Cond::all().add(of(transfer::Column::ToOrganisationId.into_iden()).in_subquery(asylum_bodies)).add(
                of(transfer::Column::ToOrganisationId.into_iden())
                    .equals((row.clone(), transfer::Column::FromOrganisationId))
                    .not(),
            ),
        ),
        in_case(
            vulnerability::Column::CaseId.into_iden(),
            S::StatelessnessRisk,
            vulnerability::Entity.into_iden(),
            Cond::all().add(once_true(&row)).add(of(vulnerability::Column::Category.into_iden()).eq(code(&STATELESS))),
        ),
        in_case(
            consular_request::Column::CaseId.into_iden(),
            S::ProtectionWithdrawal,
            consular_request::Entity.into_iden(),
            Cond::all().add(of(consular_request::Column::WithdrawnReason.into_iden()).is_in(
                [WithdrawalReason::InternationalProtection, WithdrawalReason::ProtectionConcern].map(|it| code(&it)),
            )),
        ),
        seen(
            person,
            S::RefugeeDocument,
            identifier::Entity.into_iden(),
            here(),
            Cond::all().add(in_force(&row)).add(of_the_person(identifier::Column::PersonId.into_iden())).add(
                of(identifier::Column::IdentifierType.into_iden())
                    .is_in(IdentifierType::iter().filter(|kind| of_the_protected(*kind)).map(|kind| code(&kind))),
            ),
        ),
        seen(
            person,
            S::StatelessNationality,
            nationality::Entity.into_iden(),
            here(),
            Cond::all()
                .add(in_force(&row))
                .add(of_the_person(nationality::Column::PersonId.into_iden()))
                .add(of(nationality::Column::Country.into_iden()).is_in(PROTECTION_CODES.map(constant))),
        ),
        seen(
            person,
            S::FailedGate,
            protection_gate::Entity.into_iden(),
            Expr::SubQuery(None, Box::new(gated_case.into())),
            Cond::all()
                .add(of(protection_gate::Column::Outcome.into_iden()).eq(code(&GateOutcome::Fail)))
                .add(exists_by_index(gated_here)),
        ),
    ];
    let mut all = all.into_iter();
    let mut first = all.next().unwrap_or_default();
    for next in all {
        first.union(UnionType::All, next);
    }
    first
}

/// The rows of a table that are this sign and were not noted.
fn seen(person: Uuid, sign: ProtectionSign, table: DynIden, case_id: Expr, so: Condition) -> SelectStatement {
    use protection_marker::Column as M;
    let (row, marker) = (alias(ROW), alias("marker"));
    let id = case::Column::Id.into_iden();
    let mut noted = Query::select()
        .expr(constant(1))
        .from_as(protection_marker::Entity, marker.clone())
        .and_where(column(&marker, M::PersonId).eq(person))
        .and_where(column(&marker, M::Sign).eq(code(&sign)))
        .and_where(column(&marker, M::SubjectId).equals((row.clone(), id.clone())))
        .take();
    if sign == ProtectionSign::AsylumClosure {
        // A case can be closed again, so an older marker belongs to an earlier closure.
        let closed_at = Expr::col((row.clone(), case::Column::ClosedAt.into_iden()));
        noted.and_where(column(&marker, M::NotedAt).gte(closed_at));
    }
    Query::select()
        .expr(code(&sign))
        .expr(column(&row, id))
        .expr(case_id)
        .from_as(table, row)
        .cond_where(so.add(exists_by_index(noted).not()))
        .take()
}
