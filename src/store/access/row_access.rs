//! The access facts of a row: selected with it in the same statement, read back into `CaseFacts`, and turned into the
//! clearance with which the row leaves the store.

use entity::{case, codes::DataClass, referral};
use sea_orm::{
    DbBackend, DbErr, QueryResult,
    sea_query::{DynIden, ExprTrait, IntoIden, SelectStatement},
};

use super::{
    access_columns::{AccessColumns, Fact},
    clearance::Clearance,
    consent::{self, CONSENT_FACTS},
    matching::{self, MATCH_FACTS},
    packet::{self, PACKET_FACTS, PacketFacts},
    referral::ReferralFacts,
    scope::Scope,
    service::{self, SERVICE_FACTS},
    share::{self, SHARE_FACTS},
    stay::{self, HEAD_FACTS, STAY_FACTS},
    transfer::{self, TRANSFER_FACTS},
};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, Relations, to_case},
    },
    store::sql::expression::column,
};

/// How access to a table's rows is decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Access {
    /// Open to every authenticated viewer.
    Public,
    /// The same as the row from which it was reached.
    Inherited,
    /// A case: by its own facts.
    Case,
    /// A row with a `case_id` that only the organisation of the case and its overseers may see: as its case, without
    /// the relations that a referral gave.
    OfCase,
    /// The same, for a row whose existence is legal data.
    OfCaseLegal,
    /// The same, for a row whose existence reveals the class in its `inference_class`.
    Inferred,
    /// The same, for an override: data protection officers and auditors know of every override, some in masked form.
    Override,
    /// The same, for a legal order: that the police ask for the person is also a protection matter.
    LegalOrder,
    /// A side of a match across organisations: for those who answer it, in the organisation of its case.
    Matching,
    /// A consent: at home by its case; its exact content only with the classes that it reveals.
    Consent,
    /// An entry of the service directory: open to all, unless it is confidential to its organisation.
    Service,
    /// A referral: at home by its case, for the receiver by its state and share.
    Referral,
    /// A transfer: at home by its case, for the other organisation by its state.
    Transfer,
    /// A stay: at home by its case; in a protected centre only for those who know that centre.
    Stay,
    /// A head of the roll call: for those who run the centre where the bed is, whatever the access mode of the case.
    Head,
    /// A share: at home by its case, unless what opened it reveals what the viewer may not know.
    Share,
    /// A packet for a consulate: by its own facts, for its post only.
    Packet,
}

impl Access {
    /// Which facts of the row, and of the row's case, are selected for a viewer.
    fn facts(self, scope: &Scope) -> AccessColumns {
        let facts = scope.facts;
        match self {
            Self::Public | Self::Inherited | Self::Service | Self::Packet | Self::Head => AccessColumns::NONE,
            Self::Case => facts.within(AccessColumns::OF_CASE),
            Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Matching | Self::Consent | Self::Share => {
                facts.within(AccessColumns::AT_HOME)
            }
            Self::Inferred | Self::Override => facts.within(AccessColumns::OF_INFERRED),
            Self::Referral => facts.within(AccessColumns::OF_REFERRAL),
            // The tombstone depends on whether the viewer's organisation owns the case, and what is left to do on whether
            // the case has moved.
            Self::Transfer => facts.within(AccessColumns::AT_HOME).with(Fact::OrganisationId).with(Fact::CentreId),
            // A viewer who knows the case knows where the person is now.
            Self::Stay => facts.within(AccessColumns::AT_HOME).with(Fact::CentreId),
        }
    }

    /// How many columns [`Access::select`] adds.
    pub(crate) fn width(self, scope: &Scope) -> usize {
        let own = match self {
            Self::Public | Self::Inherited | Self::Case => 0,
            Self::Service => SERVICE_FACTS,
            Self::Head => HEAD_FACTS,
            Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Inferred | Self::Override | Self::Referral => 1,
            Self::Consent => 1 + CONSENT_FACTS,
            Self::Matching => 1 + MATCH_FACTS,
            Self::Transfer => 1 + TRANSFER_FACTS,
            Self::Stay => 1 + STAY_FACTS,
            Self::Share => 1 + SHARE_FACTS,
            Self::Packet => PACKET_FACTS,
        };
        own + self.facts(scope).width()
    }

    /// The first column of the facts of a transfer that are its own, if all facts begin at column `at`.
    pub(super) fn own_facts(self, at: usize, scope: &Scope) -> usize {
        at + self.width(scope) - TRANSFER_FACTS
    }

    /// Adds the facts of the row under `row` to the statement. `left` says that the row itself is left-joined and may
    /// be absent. `joined` is the alias of the row's case, if the statement joins it already.
    pub(crate) fn select(
        self,
        select: &mut SelectStatement,
        row: &DynIden,
        (left, joined): (bool, Option<DynIden>),
        (scope, backend): (&Scope, DbBackend),
    ) {
        let case = match self {
            Self::Public | Self::Inherited => return,
            Self::Packet => return packet::select(select, row, left),
            Self::Service => return service::select(select, row),
            Self::Head => return stay::select_head(select, row),
            Self::Case => row.clone(),
            Self::OfCase
            | Self::OfCaseLegal
            | Self::LegalOrder
            | Self::Matching
            | Self::Consent
            | Self::Inferred
            | Self::Override
            | Self::Referral
            | Self::Transfer
            | Self::Stay
            | Self::Share => {
                let case = joined.clone().unwrap_or_else(|| DynIden::from(format!("{row}_case")));
                let on = column(&case, case::Column::Id).equals((row.clone(), referral::Column::CaseId.into_iden()));
                let kind = if left { sea_orm::JoinType::LeftJoin } else { sea_orm::JoinType::InnerJoin };
                if joined.is_none() {
                    select.join_as(kind, case::Entity, case.clone(), on);
                }
                case
            }
        };
        // A case is its own key; any other row names the case under which the reading is logged.
        if self != Self::Case {
            select.expr(column(&case, case::Column::Id));
        }
        self.facts(scope).select(select, (&case, row), (scope, backend));
        match self {
            Self::Transfer => transfer::select(select, row, scope),
            Self::Stay => stay::select(select, row),
            Self::Consent => consent::select(select, row),
            Self::Matching => matching::select(select, row),
            Self::Share => share::select(select, row),
            Self::Public
            | Self::Inherited
            | Self::Packet
            | Self::Service
            | Self::Head
            | Self::Case
            | Self::OfCase
            | Self::OfCaseLegal
            | Self::Inferred
            | Self::Override
            | Self::LegalOrder
            | Self::Referral => {}
        }
    }

    /// The clearance of the row whose key is column `key` and whose facts begin at column `at`. `parent` is the
    /// clearance of the row from which it was reached.
    /// Errors: when the row does not hold the facts.
    pub(crate) fn clearance(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        parent: Clearance,
        scope: &Scope,
    ) -> Result<Clearance, DbErr> {
        let grants = &scope.grants;
        Ok(match self {
            Self::Public => Clearance::PUBLIC,
            Self::Inherited => parent,
            Self::Packet => PacketFacts::read(row, at)?.clearance(scope),
            Self::Service => service::clearance(row, at, scope)?,
            Self::Head => stay::clearance_of_head(row, at, scope)?,
            Self::Case | Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Consent => {
                let facts = self.read(row, (key, at), scope)?.case;
                let classes = grants.clearance(&facts, self.through_case(&facts, scope));
                let needed: &[DataClass] = match self {
                    Self::OfCaseLegal => &[DataClass::Legal],
                    Self::LegalOrder => &[DataClass::Legal, DataClass::ProtectionCoarse],
                    _ => &[],
                };
                let known = needed.iter().all(|class| classes.holds(*class));
                let classes = if known { classes } else { ClassSet::NONE };
                let classes = match self {
                    Self::Consent => consent::clearance(classes, row, at + self.width(scope) - CONSENT_FACTS)?,
                    _ => classes,
                };
                Clearance { classes, case_id: Some(facts.case_id) }
            }
            Self::Matching => {
                let facts = self.read(row, (key, at), scope)?.case;
                matching::clearance(&facts, row, at + self.width(scope) - MATCH_FACTS, scope)?
            }
            Self::Inferred | Self::Override => {
                let facts = self.read(row, (key, at), scope)?;
                let masked = self == Self::Override && facts.masked(scope);
                let known = grants.clearance(&facts.case, facts.at_home(scope));
                let classes = if masked { ClassSet::MASKED } else { known };
                Clearance { classes, case_id: Some(facts.case.case_id) }
            }
            Self::Referral => {
                let facts = self.read(row, (key, at), scope)?;
                Clearance { classes: facts.clearance(scope), case_id: Some(facts.case.case_id) }
            }
            Self::Stay => {
                let facts = self.read(row, (key, at), scope)?.case;
                stay::clearance(&facts, row, at + self.width(scope) - STAY_FACTS, scope)?
            }
            Self::Share => {
                let facts = self.read(row, (key, at), scope)?.case;
                share::clearance(&facts, row, at + self.width(scope) - SHARE_FACTS, scope)?
            }
            Self::Transfer => {
                let facts = self.read(row, (key, at), scope)?.case;
                transfer::clearance(&facts, row, at + self.width(scope) - TRANSFER_FACTS, scope)?
            }
        })
    }

    /// The relations of the viewer to a row that is opened by the facts of its case alone.
    fn through_case(self, facts: &CaseFacts, scope: &Scope) -> Relations {
        let relations = to_case(&scope.viewer, facts);
        if self == Self::Case { relations } else { relations.at_home() }
    }

    /// The facts and relations from which [`Access::clearance`] computes the classes of the row. `None` for a row that
    /// belongs to no case, and for a packet.
    /// Errors: when the row does not hold the facts.
    pub(crate) fn reached(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        scope: &Scope,
    ) -> Result<Option<(CaseFacts, Relations)>, DbErr> {
        Ok(Some(match self {
            Self::Public | Self::Inherited | Self::Service | Self::Packet | Self::Head => return Ok(None),
            Self::Referral => self.read(row, (key, at), scope)?.reached(scope),
            Self::Transfer => {
                let facts = self.read(row, (key, at), scope)?.case;
                let relations = transfer::relations(&facts, row, at + self.width(scope) - TRANSFER_FACTS, scope)?;
                (facts, relations)
            }
            Self::Case
            | Self::OfCase
            | Self::OfCaseLegal
            | Self::LegalOrder
            | Self::Matching
            | Self::Consent
            | Self::Inferred
            | Self::Override
            | Self::Stay
            | Self::Share => {
                let facts = self.read(row, (key, at), scope)?.case;
                let relations = self.through_case(&facts, scope);
                (facts, relations)
            }
        }))
    }

    /// Reads the facts of a row whose key is column `key` and whose facts begin at column `at`.
    pub(in crate::store) fn read(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        scope: &Scope,
    ) -> Result<ReferralFacts, DbErr> {
        let (case, first) = if self == Self::Case { (key, at) } else { (at, at + 1) };
        self.facts(scope).read(row, row.try_get_by_index(case)?, first)
    }
}
