//! What a permit for a row is issued on: the clearance of the row, the facts of its case, and the relations through which the
//! viewer may act. A mutation reads it from the locked row, and the list of available actions from the row that is shown.

use entity::codes::Relation;
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

use super::{clearance::Clearance, matching, packet::PacketFacts, row_access::Access, scope::Scope, transfer};
use crate::access::{
    action::Action,
    ceiling,
    class::ClassSet,
    relation::{CaseFacts, Relations, to_case},
};

/// The access facts that a permit is issued on.
#[derive(Clone, Debug)]
pub(crate) struct PermitBasis {
    /// The classes of the row that the viewer may read.
    pub clearance: Clearance,
    /// The facts of the case.
    pub case: CaseFacts,
    /// The relations through which the viewer may act.
    pub relations: Relations,
    /// Whether the viewer knows of the row in masked form. It can then only be ended.
    pub masked: bool,
}

impl PermitBasis {
    /// Whether the policy allows the action, and no ceiling forbids it.
    pub(crate) fn allows(&self, scope: &Scope, action: Action) -> bool {
        let ends = matches!(action, Action::EndShare | Action::EndLegalOverride);
        (ends || !self.masked)
            && scope.grants.allows(&self.case, self.relations, action)
            && ceiling::may_here(&scope.viewer.roles, self.clearance.classes, action)
    }
}

impl Access {
    /// What a permit for the row is issued on, whose key is column `key` and whose facts begin at column `at`. `works_at`
    /// says whether a centre is one of the viewer's own. `None`: for changes the row is not found.
    /// Errors: when the row does not hold the facts.
    pub(crate) fn basis(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        scope: &Scope,
        works_at: impl Fn(Uuid) -> bool,
    ) -> Result<Option<PermitBasis>, DbErr> {
        let clearance = || self.clearance(row, (key, at), Clearance::PUBLIC, scope);
        let facts = || self.read(row, (key, at), scope);
        Ok(Some(match self {
            Self::Public | Self::Inherited | Self::Service | Self::Head => return Ok(None),
            Self::Packet => {
                let facts = PacketFacts::read(row, at)?;
                let relations = facts.relations(scope);
                // A closed packet can be listed, but for changes it is not found.
                if relations == Relations::default() {
                    return Ok(None);
                }
                PermitBasis { clearance: facts.clearance(scope), case: facts.as_case(), relations, masked: false }
            }
            Self::Referral => {
                let facts = facts()?;
                // A receiver that can see the referral gets VERSION_CONFLICT or INVALID_TRANSITION, not NOT_FOUND, when
                // it acts too late. The state machine says which steps are left, the policy who may take them.
                let receives = facts.received(scope).is_some();
                let relations = facts
                    .at_home(scope)
                    .with(Relation::ReferralPending, receives)
                    .with(Relation::ReferralActive, receives);
                let clearance = Clearance { classes: facts.clearance(scope), case_id: Some(facts.case.case_id) };
                let case = CaseFacts { shared: ClassSet::ALL, ..facts.case };
                PermitBasis { clearance, case, relations, masked: false }
            }
            Self::Transfer => {
                let case = facts()?.case;
                let relations = transfer::acting(&case, (row, self.own_facts(at, scope)), scope, works_at)?;
                PermitBasis {
                    clearance: clearance()?,
                    case: CaseFacts { shared: ClassSet::ALL, ..case },
                    relations,
                    masked: false,
                }
            }
            Self::Inferred | Self::Override => {
                let facts = facts()?;
                let masked = self == Self::Override && facts.masked(scope);
                let relations =
                    if masked { to_case(&scope.viewer, &facts.case).at_home() } else { facts.at_home(scope) };
                PermitBasis { clearance: clearance()?, case: facts.case, relations, masked }
            }
            Self::Matching => {
                let case = facts()?.case;
                let relations = matching::answering(&case, scope);
                PermitBasis { clearance: clearance()?, case, relations, masked: false }
            }
            Self::Case
            | Self::OfCase
            | Self::OfCaseLegal
            | Self::LegalOrder
            | Self::Consent
            | Self::Stay
            | Self::Share => {
                let case = facts()?.case;
                let relations = to_case(&scope.viewer, &case);
                let relations = if self == Self::Case { relations } else { relations.at_home() };
                PermitBasis { clearance: clearance()?, case, relations, masked: false }
            }
        }))
    }
}
