//! The access facts of a row: selected with it in the same statement, read back into `CaseFacts`, and turned into the
//! clearance that the row leaves the store with.

use entity::{
    case,
    codes::{DataClass, Relation},
    referral, transfer,
};
use sea_orm::{
    DbBackend, DbErr, QueryResult,
    sea_query::{DynIden, ExprTrait, IntoIden, SelectStatement},
};
use uuid::Uuid;

use super::{
    case_facts::{Fact, Facts},
    consent_access::{self, CONSENT_FACTS},
    consular::access::{self as packet, PACKET_FACTS, PacketFacts},
    disclosure::{self, SHARE_FACTS},
    referral_facts::ReferralFacts,
    scope::{Scope, column},
    service_access::{self, SERVICE_FACTS},
    stay::{self, STAY_FACTS},
};
use crate::access::{class::ClassSet, relation::to_case};

/// How access to a table's rows is decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Access {
    /// Open to every authenticated viewer.
    Public,
    /// As the row it was reached from.
    Inherited,
    /// A case: by its own facts.
    Case,
    /// A row with a `case_id` that stays in the house: as its case, without what a referral gave.
    OfCase,
    /// The same, of a row whose very existence is legal data.
    OfCaseLegal,
    /// A row with a `case_id` that stays in the house and whose existence tells the class that stands in it.
    Inferred,
    /// The same, of a legal order: that the police ask for the person is also a matter of the person's protection.
    LegalOrder,
    /// A consent: home side by its case, its exact content with what that tells.
    Consent,
    /// An entry of the service directory: open to all, unless it is confidential to its organisation.
    Service,
    /// A referral: home side by its case, receiver by its own state and share.
    Referral,
    /// A transfer: home side by its case, the other organisation by its state.
    Transfer,
    /// A stay: home side by its case, in a protected centre by who knows that.
    Stay,
    /// A share: home side by its case, unless what opened it tells what the viewer may not know.
    Share,
    /// A packet for a consulate: by its own facts, for its post alone.
    Packet,
}

/// What a viewer may read of one row, and which case the reading counts for.
#[derive(Clone, Copy, Debug)]
pub struct Clearance {
    /// The classes.
    pub classes: ClassSet,
    /// The case that the read log names.
    pub case_id: Option<Uuid>,
}

impl Clearance {
    /// The clearance of the public directory.
    pub const PUBLIC: Self = Self { classes: ClassSet::NONE, case_id: None };

    /// The clearance of a row that does not exist for the viewer.
    pub const HIDDEN: Self = Self { classes: ClassSet::NONE, case_id: Some(Uuid::nil()) };

    /// Whether the row exists for the viewer at all.
    #[must_use]
    pub fn sees(self) -> bool {
        self.case_id.is_none() || self.classes.holds(DataClass::OperationalCoarse)
    }

    /// Whether the viewer may read this class of the row.
    #[must_use]
    pub fn holds(self, class: DataClass) -> bool {
        class == DataClass::Public || self.classes.holds(class)
    }
}

/// What a transfer has beside the facts of its case.
const TRANSFER_FACTS: usize = 4;

impl Access {
    /// Which facts of the row, and of the row's case, are fetched for a viewer.
    fn facts(self, scope: &Scope) -> Facts {
        let facts = scope.facts;
        match self {
            Self::Public | Self::Inherited | Self::Service | Self::Packet => Facts::NONE,
            Self::Case => facts.within(Facts::OF_CASE),
            Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Consent | Self::Share => {
                facts.within(Facts::AT_HOME)
            }
            Self::Inferred => facts.within(Facts::OF_INFERRED),
            Self::Referral => facts.within(Facts::OF_REFERRAL),
            // A tombstone is for who does not own the case.
            Self::Transfer => facts.within(Facts::AT_HOME).with(Fact::OrganisationId),
            // Who knows a case knows where the person is now.
            Self::Stay => facts.within(Facts::AT_HOME).with(Fact::CentreId),
        }
    }

    /// How many columns [`Access::select`] adds.
    #[must_use]
    pub fn width(self, scope: &Scope) -> usize {
        let own = match self {
            Self::Public | Self::Inherited | Self::Case => 0,
            Self::Service => SERVICE_FACTS,
            Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Inferred | Self::Referral => 1,
            Self::Consent => 1 + CONSENT_FACTS,
            Self::Transfer => 1 + TRANSFER_FACTS,
            Self::Stay => 1 + STAY_FACTS,
            Self::Share => 1 + SHARE_FACTS,
            Self::Packet => PACKET_FACTS,
        };
        own + self.facts(scope).width()
    }

    /// Adds the facts of the row under `row` to the statement. `left` says that the row itself is joined and may be
    /// absent; `joined` is the alias of the row's case, where the statement brings it anyway.
    pub fn select(
        self,
        select: &mut SelectStatement,
        row: &DynIden,
        (left, joined): (bool, Option<DynIden>),
        (scope, backend): (&Scope, DbBackend),
    ) {
        let case = match self {
            Self::Public | Self::Inherited => return,
            Self::Packet => return packet::select(select, row, left),
            Self::Service => return service_access::select(select, row),
            Self::Case => row.clone(),
            Self::OfCase
            | Self::OfCaseLegal
            | Self::LegalOrder
            | Self::Consent
            | Self::Inferred
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
        // A case is known by its key; any other row names the case that the reading counts for.
        if self != Self::Case {
            select.expr(column(&case, case::Column::Id));
        }
        self.facts(scope).select(select, (&case, row), (scope, backend));
        match self {
            Self::Transfer => {
                for of in [
                    transfer::Column::ToOrganisationId,
                    transfer::Column::FromOrganisationId,
                    transfer::Column::OfferedAt,
                ] {
                    select.expr(column(row, of));
                }
                select.expr(scope.offered_here(row));
            }
            Self::Stay => stay::select(select, row),
            Self::Consent => consent_access::select(select, row),
            Self::Share => disclosure::select(select, row),
            Self::Public
            | Self::Inherited
            | Self::Packet
            | Self::Service
            | Self::Case
            | Self::OfCase
            | Self::OfCaseLegal
            | Self::Inferred
            | Self::LegalOrder
            | Self::Referral => {}
        }
    }

    /// The clearance of the row whose key is column `key` and whose facts begin at column `at`; `parent` is that of the row
    /// it was reached from.
    ///
    /// # Errors
    /// When the row does not hold the facts.
    pub fn clearance(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        parent: Clearance,
        scope: &Scope,
    ) -> Result<Clearance, DbErr> {
        let (grants, me) = (&scope.grants, scope.viewer.organisation_id);
        Ok(match self {
            Self::Public => Clearance::PUBLIC,
            Self::Inherited => parent,
            Self::Packet => PacketFacts::read(row, at)?.clearance(scope),
            Self::Service => service_access::clearance(row, at, scope)?,
            Self::Case | Self::OfCase | Self::OfCaseLegal | Self::LegalOrder | Self::Consent => {
                let facts = self.read(row, (key, at), scope)?.case;
                let relations = to_case(&scope.viewer, &facts);
                let relations = if self == Self::Case { relations } else { relations.at_home() };
                let classes = grants.clearance(&facts, relations);
                let needed: &[DataClass] = match self {
                    Self::OfCaseLegal => &[DataClass::Legal],
                    Self::LegalOrder => &[DataClass::Legal, DataClass::ProtectionCoarse],
                    _ => &[],
                };
                let known = needed.iter().all(|class| classes.holds(*class));
                let classes = if known { classes } else { ClassSet::NONE };
                let classes = match self {
                    Self::Consent => consent_access::clearance(classes, row, at + self.width(scope) - CONSENT_FACTS)?,
                    _ => classes,
                };
                Clearance { classes, case_id: Some(facts.case_id) }
            }
            Self::Inferred => {
                let facts = self.read(row, (key, at), scope)?;
                let classes = grants.clearance(&facts.case, facts.at_home(scope));
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
                disclosure::clearance(&facts, row, at + self.width(scope) - SHARE_FACTS, scope)?
            }
            Self::Transfer => {
                let facts = self.read(row, (key, at), scope)?.case;
                let at = at + self.width(scope) - TRANSFER_FACTS;
                let to: Uuid = row.try_get_by_index(at)?;
                let from: Uuid = row.try_get_by_index(at + 1)?;
                let was_offered = row.try_get_by_index::<Option<sea_orm::prelude::DateTimeUtc>>(at + 2)?.is_some();
                let offered: bool = row.try_get_by_index(at + 3)?;
                // A tombstone is for who does not own the case: of an own case its own facts decide.
                let over = from == me || to == me && was_offered && !offered;
                let relations = to_case(&scope.viewer, &facts)
                    .at_home()
                    .with(Relation::ReferralPending, offered)
                    .with(Relation::ReferralClosed, facts.organisation_id != me && over);
                Clearance { classes: grants.clearance(&facts, relations), case_id: Some(facts.case_id) }
            }
        })
    }

    /// Reads the facts of a row whose key is column `key` and whose facts begin at column `at`.
    ///
    /// # Errors
    /// When the row does not hold them.
    pub(super) fn read(
        self,
        row: &QueryResult,
        (key, at): (usize, usize),
        scope: &Scope,
    ) -> Result<ReferralFacts, DbErr> {
        let (case, first) = if self == Self::Case { (key, at) } else { (at, at + 1) };
        self.facts(scope).read(row, row.try_get_by_index(case)?, first)
    }
}
