//! The columns that decide access to a case or a referral, and which of them matter for a viewer. Access columns that cannot
//! change this viewer's result are not selected.

use entity::codes::Relation;

use crate::access::{
    clearance::Grants,
    viewer::{Overseen, Viewer},
};

/// One column that decides about access.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fact {
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
    /// What the standings of the viewer's organisation give: the classes of live shares, and whether it owes an answer.
    Given,
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
pub(crate) struct AccessColumns(u32);

impl Fact {
    const ALL: [Self; 16] = [
        Self::AccessMode,
        Self::InProtectedCentre,
        Self::OrganisationId,
        Self::CentreId,
        Self::Country,
        Self::AssignedWorkerId,
        Self::MedicalWorkerId,
        Self::ConsularConsent,
        Self::Given,
        Self::InferenceClass,
        Self::EmergencyCare,
        Self::ToOrganisationId,
        Self::State,
        Self::SentAt,
        Self::GroundedUntil,
        Self::OwnShare,
    ];
}

impl AccessColumns {
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
    pub(in crate::store) const OF_CASE: Self = Self::AT_HOME.with(Fact::Given);
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
    pub(crate) fn deciding(viewer: &Viewer, grants: &Grants) -> Self {
        use Relation::{
            Assigned, ConsularConsent, CountryOversight, OwnCentre, OwnOrganisation, ReferralActive, ReferralClosed,
            ReferralPending,
        };
        let any = |relations: &[Relation]| relations.iter().any(|relation| grants.grants_anything(*relation));
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
                Fact::Given => any(&[ReferralPending]) || shares,
                Fact::OwnShare => shares,
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
    pub(crate) const fn named(self) -> Self {
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

    pub(in crate::store) fn iter(self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(move |fact| self.has(*fact))
    }
}
