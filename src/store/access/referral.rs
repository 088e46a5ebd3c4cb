//! Access to a referral: the facts of its case for the side that refers, its own facts for the receiver.

use entity::{
    codes::{AccessMode, DataClass, ReferralState, Relation},
    referral,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, ExprTrait, Func},
};
use uuid::Uuid;

use super::{
    parent_case::{CASE, of_case},
    scope::Scope,
};
use crate::{
    access::{
        ceiling::{self},
        class::ClassSet,
        relation::{CaseFacts, Relations, to_case},
    },
    rules::referral::{PENDING, holds},
    store::sql::expression::{alias, code, column, constant},
};

/// The classes that the existence of a referral can reveal.
pub const INFERENCES: [DataClass; 6] = [
    DataClass::Operational,
    DataClass::Legal,
    DataClass::Journey,
    DataClass::Protection,
    DataClass::Medical,
    DataClass::Asylum,
];

/// The facts that decide access to a referral.
#[derive(Clone, Debug)]
pub struct ReferralFacts {
    /// The facts of its case. `shared` and `answer_pending` are empty, because they do not concern the home side.
    pub case: CaseFacts,
    /// The receiving organisation.
    pub to_organisation_id: Uuid,
    /// Its state.
    pub state: ReferralState,
    /// Whether it was ever sent.
    pub sent: bool,
    /// When its legal basis or consent ends; null if it has no end.
    pub grounded_until: Option<DateTimeUtc>,
    /// The class that its existence reveals.
    pub inference: DataClass,
    /// Whether it requests emergency care.
    pub emergency_care: bool,
    /// The classes that its own live share opens; empty if there is none.
    pub shared: ClassSet,
}

impl ReferralFacts {
    /// The facts of a referral of which only the case is known: every other fact grants nothing.
    pub(in crate::store) const fn closed(case_id: Uuid) -> Self {
        let case = CaseFacts {
            case_id,
            organisation_id: Uuid::nil(),
            centre_id: Uuid::nil(),
            country: String::new(),
            in_protected_centre: true,
            access_mode: AccessMode::Sealed,
            assigned_worker_id: None,
            medical_worker_id: None,
            answer_pending: false,
            shared: ClassSet::NONE,
            consular_consent: false,
        };
        Self {
            case,
            to_organisation_id: Uuid::nil(),
            state: ReferralState::Draft,
            sent: false,
            grounded_until: Some(DateTimeUtc::MIN_UTC),
            inference: DataClass::Protection,
            emergency_care: false,
            shared: ClassSet::NONE,
        }
    }

    /// The relation of the receiver, if the viewer's organisation is the receiver.
    pub fn received(&self, scope: &Scope) -> Option<Relation> {
        let mine = self.to_organisation_id == scope.viewer.organisation_id;
        if !mine || !self.sent || self.state == ReferralState::EnteredInError {
            return None;
        }
        Some(if PENDING.contains(&self.state) && holds(self.grounded_until, scope.now) {
            Relation::ReferralPending
        } else if self.shared.is_empty() {
            Relation::ReferralClosed
        } else {
            Relation::ReferralActive
        })
    }

    /// The relations of the home side; empty if the viewer may not know that the referral exists.
    pub fn at_home(&self, scope: &Scope) -> Relations {
        let home = to_case(&scope.viewer, &self.case).at_home();
        let known = scope.grants.clearance(&self.case, home).holds(self.inference)
            || self.emergency_care && scope.grants.answers_for(&self.case, home);
        if known { home } else { Relations::default() }
    }

    /// Whether the viewer knows of the row in masked form only: it supervises how others share the case, and does not hold
    /// the class that the row reveals.
    pub(crate) fn masked(&self, scope: &Scope) -> bool {
        let home = to_case(&scope.viewer, &self.case).at_home();
        self.at_home(scope) == Relations::default() && scope.grants.watches(&self.case, home)
    }

    /// The classes of the referral that the viewer may read.
    pub fn clearance(&self, scope: &Scope) -> ClassSet {
        let (facts, relations) = self.reached(scope);
        scope.grants.clearance(&facts, relations)
    }

    /// The relations of the viewer to the referral, and the facts of its case with what the share of the referral opens.
    pub(in crate::store) fn reached(&self, scope: &Scope) -> (CaseFacts, Relations) {
        let shared = ceiling::of_referral(self.shared, scope.viewer.organisation_type);
        let home = self.at_home(scope);
        let relations = self.received(scope).map_or(home, |relation| home.with(relation, true));
        (CaseFacts { shared, ..self.case.clone() }, relations)
    }
}

impl Scope {
    /// The condition "this viewer may read `class` of the referral under this alias".
    pub fn referrals(&self, referral: &DynIden, class: DataClass) -> Condition {
        Cond::any().add(self.referrals_received(referral, class)).add(self.referrals_at_home(referral, class))
    }

    /// Referrals to the viewer's organisation: first a stub, then what the share opens, then a tombstone.
    pub(crate) fn referrals_received(&self, referral: &DynIden, class: DataClass) -> Condition {
        use Relation::{ReferralActive, ReferralClosed, ReferralPending};
        let state = || column(referral, referral::Column::State);
        let pending = || state().is_in(PENDING.iter().map(code)).and(self.grounded(referral));
        let held = || self.held(referral, class);
        let given =
            |relations: &[Relation]| match (relations.contains(&ReferralActive), relations.contains(&ReferralClosed)) {
                // Usually both relations give the class in the same access modes, and then the share is looked up once.
                (true, true) => Some(Func::coalesce([held(), constant(1_i64)]).ne(constant(0_i64))),
                (true, false) => Some(held().ne(constant(0_i64))),
                (false, true) => Some(held().is_null()),
                (false, false) => None,
            };
        let mut ways: Vec<(Condition, Vec<Relation>)> = Vec::new();
        for relation in [ReferralPending, ReferralActive, ReferralClosed] {
            let Some(mode) = self.mode_of_parent_case(referral, referral::Column::CaseId, relation, class) else {
                continue;
            };
            match ways.iter_mut().find(|(known, _)| *known == mode) {
                Some((_, relations)) => relations.push(relation),
                None => ways.push((mode, vec![relation])),
            }
        }
        let ways = ways.into_iter().fold(Cond::any(), |any, (mode, relations)| {
            let given = given(&relations);
            let holds = if relations.contains(&ReferralPending) {
                // A row that is pending is here already, so the second part need not say that it is not.
                Cond::any().add(pending()).add_option(given)
            } else {
                Cond::any().add_option(given.map(|given| pending().not().and(given)))
            };
            any.add(Cond::all().add(holds).add(mode))
        });
        Cond::all()
            .add(column(referral, referral::Column::ToOrganisationId).eq(self.viewer.organisation_id))
            .add(column(referral, referral::Column::SentAt).is_not_null())
            .add(state().ne(code(&ReferralState::EnteredInError)))
            .add(ways)
    }

    /// Referrals of cases of the viewer's own organisation, unless the existence of the referral reveals what the
    /// viewer may not know. Other rows of a case have the same columns, so this condition also decides about them.
    pub(crate) fn referrals_at_home(&self, referral: &DynIden, class: DataClass) -> Condition {
        let case = alias(CASE);
        let knowable = self.reveals_known(referral, &case);
        let answered = self.cases_answered_for(&case);
        let emergency = || column(referral, referral::Column::EmergencyCare).eq(constant(true));
        let emergency = (!answered.is_empty()).then(|| Cond::all().add(emergency()).add(answered));
        let knowable = knowable.add_option(emergency);
        of_case(referral, referral::Column::CaseId, Cond::all().add(self.cases_at_home(&case, class)).add(knowable))
    }

    /// "The viewer holds the class that the existence of this row reveals", for a row of the case under `case`.
    pub(in crate::store) fn reveals_known(&self, row: &DynIden, case: &DynIden) -> Condition {
        // Inferences with the same readers share one condition.
        let mut knowable: Vec<(Condition, Vec<DataClass>)> = Vec::new();
        for inference in INFERENCES {
            let readers = self.cases_at_home(case, inference);
            match knowable.iter_mut().find(|(known, _)| *known == readers) {
                Some((_, inferences)) => inferences.push(inference),
                None => knowable.push((readers, vec![inference])),
            }
        }
        knowable.into_iter().fold(Cond::any(), |any, (readers, inferences)| {
            let inferences = inferences.iter().map(code);
            any.add(Cond::all().add(column(row, referral::Column::InferenceClass).is_in(inferences)).add(readers))
        })
    }
}
