//! What decides access to a referral: the facts of its case for the side that refers, its own for the side that is asked.

use entity::codes::{DataClass, ReferralState, Relation};
use sea_orm::{DbErr, QueryResult, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{
    facts::{CASE_FACTS, case_facts},
    scope::{PENDING, Scope},
};
use crate::access::{
    class::ClassSet,
    relation::{CaseFacts, Relations, to_case},
};

/// What decides access to a referral.
#[derive(Clone, Debug)]
pub struct ReferralFacts {
    /// The facts of its case; `shared` and `answer_pending` are left empty, for they are not the home side's.
    pub case: CaseFacts,
    /// The receiving organisation.
    pub to_organisation_id: Uuid,
    /// Its state.
    pub state: ReferralState,
    /// Whether it was ever sent.
    pub sent: bool,
    /// What its existence gives away.
    pub inference: DataClass,
    /// What its own live share opens; empty where there is none.
    pub shared: ClassSet,
}

impl ReferralFacts {
    /// The relation of the receiver, if the viewer's organisation is it.
    #[must_use]
    pub fn received(&self, scope: &Scope) -> Option<Relation> {
        let mine = self.to_organisation_id == scope.viewer.organisation_id;
        if !mine || !self.sent || self.state == ReferralState::EnteredInError {
            return None;
        }
        Some(if PENDING.contains(&self.state) {
            Relation::ReferralPending
        } else if self.shared.is_empty() {
            Relation::ReferralClosed
        } else {
            Relation::ReferralActive
        })
    }

    /// The relations of the home side, or none where the existence of the referral may not be known.
    #[must_use]
    pub fn at_home(&self, scope: &Scope) -> Relations {
        let home = to_case(&scope.viewer, &self.case).at_home();
        if scope.grants.clearance(&self.case, home).holds(self.inference) { home } else { Relations::default() }
    }

    /// What the viewer may read of the referral.
    #[must_use]
    pub fn clearance(&self, scope: &Scope) -> ClassSet {
        let received = self.received(scope).map_or(ClassSet::NONE, |relation| {
            let facts = CaseFacts { shared: self.shared, ..self.case.clone() };
            scope.grants.clearance(&facts, Relations::default().with(relation, true))
        });
        received | scope.grants.clearance(&self.case, self.at_home(scope))
    }
}

/// Reads the facts of a referral that begin at column `at`.
///
/// # Errors
/// When the row does not hold them.
pub fn referral_facts(row: &QueryResult, at: usize) -> Result<ReferralFacts, DbErr> {
    let own = at + CASE_FACTS;
    Ok(ReferralFacts {
        case: case_facts(row, at)?,
        to_organisation_id: row.try_get_by_index(own)?,
        state: row.try_get_by_index(own + 1)?,
        sent: row.try_get_by_index::<Option<DateTimeUtc>>(own + 2)?.is_some(),
        inference: row.try_get_by_index(own + 3)?,
        shared: ClassSet::from_bits(row.try_get_by_index(own + 4)?),
    })
}
