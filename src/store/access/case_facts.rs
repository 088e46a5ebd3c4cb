//! The columns that decide access to a case or a referral: which of them matter for a viewer, how they are selected,
//! and how they are read back. Access columns that cannot change this viewer's result are not selected; their default
//! grants nothing.

use entity::{case, codes::Relation, referral, share};
use sea_orm::{
    DbBackend, DbErr, QueryResult,
    prelude::DateTimeUtc,
    sea_query::{DynIden, IntoIden, SelectStatement},
};
use uuid::Uuid;

use super::{
    opening_rows::there_is,
    referral::ReferralFacts,
    scope::{Scope, column},
};
use crate::access::{
    class::ClassSet,
    clearance::Grants,
    viewer::{Overseen, Viewer},
};

/// One column that decides about access.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fact {
    /// How far the case is closed to its own organisation.
    AccessMode,
    /// Whether its exact centre is protected.
    InProtectedCentre,
    /// The organisation that owns the case.
    OrganisationId,
    /// Its exact centre.
    CentreId,
    /// Its country.
    Country,
    /// Its case worker of record.
    AssignedWorkerId,
    /// Its medical officer.
    MedicalWorkerId,
    /// Whether the person has consented to a consular request.
    ConsularConsent,
    /// Whether the viewer's organisation owes an answer about the case.
    AnswerPending,
    /// The classes that its live shares open to the viewer's organisation.
    Shared,
    /// The class that the existence of the referral reveals.
    InferenceClass,
    /// Whether a referral requests emergency care.
    EmergencyCare,
    /// The organisation that received the referral.
    ToOrganisationId,
    /// The state of the referral.
    State,
    /// When the referral was sent.
    SentAt,
    /// When the legal basis or consent of the referral ends.
    GroundedUntil,
    /// The classes that the live share of the referral itself opens.
    OwnShare,
}

/// A set of facts. Their columns are selected in the order of [`Fact::ALL`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Facts(u32);

impl Fact {
    const ALL: [Self; 17] = [
        Self::AccessMode,
        Self::InProtectedCentre,
        Self::OrganisationId,
        Self::CentreId,
        Self::Country,
        Self::AssignedWorkerId,
        Self::MedicalWorkerId,
        Self::ConsularConsent,
        Self::AnswerPending,
        Self::Shared,
        Self::InferenceClass,
        Self::EmergencyCare,
        Self::ToOrganisationId,
        Self::State,
        Self::SentAt,
        Self::GroundedUntil,
        Self::OwnShare,
    ];
}

impl Facts {
    /// The empty set.
    pub(in crate::store) const NONE: Self = Self(0);
    /// The facts that are columns of the case itself.
    const COLUMNS: Self = Self::NONE
        .with(Fact::AccessMode)
        .with(Fact::InProtectedCentre)
        .with(Fact::OrganisationId)
        .with(Fact::CentreId)
        .with(Fact::Country)
        .with(Fact::AssignedWorkerId)
        .with(Fact::MedicalWorkerId);
    /// The facts of a case that do not come from a referral.
    pub(in crate::store) const AT_HOME: Self = Self::COLUMNS.with(Fact::ConsularConsent);
    /// All facts of a case.
    pub(in crate::store) const OF_CASE: Self = Self::AT_HOME.with(Fact::AnswerPending).with(Fact::Shared);
    /// The facts of a row whose existence reveals a class, and of the organisation of its case.
    pub(in crate::store) const OF_INFERRED: Self = Self::AT_HOME.with(Fact::InferenceClass).with(Fact::EmergencyCare);
    /// The facts of a referral and of the organisation of its case.
    pub(in crate::store) const OF_REFERRAL: Self = Self::OF_INFERRED
        .with(Fact::ToOrganisationId)
        .with(Fact::State)
        .with(Fact::SentAt)
        .with(Fact::GroundedUntil)
        .with(Fact::OwnShare);

    /// The facts that can change what this viewer reads.
    #[must_use]
    pub fn deciding(viewer: &Viewer, grants: &Grants) -> Self {
        use Relation::{
            Assigned, ConsularConsent, CountryOversight, OwnCentre, OwnOrganisation, ReferralActive, ReferralClosed,
            ReferralPending,
        };
        let any = |relations: &[Relation]| relations.iter().any(|relation| grants.matters(*relation));
        let house = any(&[Assigned, OwnCentre, OwnOrganisation, ConsularConsent]);
        let received = any(&[ReferralPending, ReferralActive, ReferralClosed]);
        let shares = any(&[ReferralActive, ReferralClosed]);
        let mut facts = Self::NONE;
        for fact in Fact::ALL {
            let decides = match fact {
                Fact::AccessMode | Fact::InProtectedCentre => true,
                Fact::OrganisationId => house,
                Fact::CentreId => any(&[OwnCentre]) && !viewer.centres.named().is_empty(),
                Fact::Country => any(&[CountryOversight]) && matches!(viewer.overseen(), Overseen::Country(_)),
                Fact::AssignedWorkerId | Fact::MedicalWorkerId => any(&[Assigned]),
                Fact::ConsularConsent => any(&[ConsularConsent]),
                Fact::AnswerPending => any(&[ReferralPending]),
                Fact::Shared | Fact::OwnShare => shares,
                Fact::InferenceClass | Fact::EmergencyCare => house || any(&[CountryOversight]),
                Fact::ToOrganisationId | Fact::State | Fact::SentAt | Fact::GroundedUntil => received,
            };
            if decides {
                facts = facts.with(fact);
            }
        }
        facts
    }

    /// These facts and all columns of the case itself: the change log records owner and centre even if they did not
    /// decide.
    #[must_use]
    pub const fn named(self) -> Self {
        Self(self.0 | Self::COLUMNS.0)
    }

    pub(in crate::store) const fn has(self, fact: Fact) -> bool {
        self.0 & 1 << fact as u16 != 0
    }

    pub(in crate::store) const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << fact as u16)
    }

    pub(in crate::store) const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(in crate::store) const fn width(self) -> usize {
        self.0.count_ones() as usize
    }

    fn iter(self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(move |fact| self.has(*fact))
    }

    /// Adds the columns of these facts. `row` is the referral, if the facts are those of a referral.
    pub(in crate::store) fn select(
        self,
        select: &mut SelectStatement,
        (case, row): (&DynIden, &DynIden),
        (scope, backend): (&Scope, DbBackend),
    ) {
        let shared = |of: &DynIden, by| scope.shared(backend, (by, of, case::Column::Id.into_iden()));
        for fact in self.iter() {
            select.expr(match fact {
                Fact::AccessMode => column(case, case::Column::AccessMode),
                Fact::InProtectedCentre => column(case, case::Column::InProtectedCentre),
                Fact::OrganisationId => column(case, case::Column::OrganisationId),
                Fact::CentreId => column(case, case::Column::CentreId),
                Fact::Country => column(case, case::Column::Country),
                Fact::AssignedWorkerId => column(case, case::Column::AssignedWorkerId),
                Fact::MedicalWorkerId => column(case, case::Column::MedicalWorkerId),
                Fact::ConsularConsent => there_is(scope.consular_consents(case)),
                Fact::AnswerPending => scope.answer_pending(case),
                Fact::Shared => shared(case, share::Column::CaseId),
                Fact::InferenceClass => column(row, referral::Column::InferenceClass),
                Fact::EmergencyCare => column(row, referral::Column::EmergencyCare),
                Fact::ToOrganisationId => column(row, referral::Column::ToOrganisationId),
                Fact::State => column(row, referral::Column::State),
                Fact::SentAt => column(row, referral::Column::SentAt),
                Fact::GroundedUntil => column(row, referral::Column::GroundedUntil),
                Fact::OwnShare => shared(row, share::Column::ReferralId),
            });
        }
    }

    /// Reads these facts, whose columns begin at `at`. For a case alone the facts of a referral keep their closed
    /// defaults.
    ///
    /// # Errors
    /// When the row does not hold them.
    pub(in crate::store) fn read(self, row: &QueryResult, case_id: Uuid, at: usize) -> Result<ReferralFacts, DbErr> {
        let mut found = ReferralFacts::closed(case_id);
        let case = &mut found.case;
        for (number, fact) in self.iter().enumerate() {
            let at = at + number;
            match fact {
                Fact::AccessMode => case.access_mode = row.try_get_by_index(at)?,
                Fact::InProtectedCentre => case.in_protected_centre = row.try_get_by_index(at)?,
                Fact::OrganisationId => case.organisation_id = row.try_get_by_index(at)?,
                Fact::CentreId => case.centre_id = row.try_get_by_index(at)?,
                Fact::Country => case.country = row.try_get_by_index(at)?,
                Fact::AssignedWorkerId => case.assigned_worker_id = row.try_get_by_index(at)?,
                Fact::MedicalWorkerId => case.medical_worker_id = row.try_get_by_index(at)?,
                Fact::ConsularConsent => case.consular_consent = row.try_get_by_index(at)?,
                Fact::AnswerPending => case.answer_pending = row.try_get_by_index(at)?,
                Fact::Shared => case.shared = ClassSet::from_bits(row.try_get_by_index(at)?),
                Fact::InferenceClass => found.inference = row.try_get_by_index(at)?,
                Fact::EmergencyCare => found.emergency_care = row.try_get_by_index(at)?,
                Fact::ToOrganisationId => found.to_organisation_id = row.try_get_by_index(at)?,
                Fact::State => found.state = row.try_get_by_index(at)?,
                Fact::SentAt => found.sent = row.try_get_by_index::<Option<DateTimeUtc>>(at)?.is_some(),
                Fact::GroundedUntil => found.grounded_until = row.try_get_by_index(at)?,
                Fact::OwnShare => found.shared = ClassSet::from_bits(row.try_get_by_index(at)?),
            }
        }
        Ok(found)
    }
}
