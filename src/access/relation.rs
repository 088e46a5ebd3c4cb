//! The relations between a viewer and a row, computed from the access columns of the row.

use entity::codes::{AccessMode, Relation};
use uuid::Uuid;

use super::{class::ClassSet, viewer::Viewer};

/// The columns of a case that decide who may read it. They are fetched in the same statement as the case.
#[derive(Clone, Debug)]
pub struct CaseFacts {
    /// The case itself. The read log names this id.
    pub case_id: Uuid,
    /// The organisation that owns the case.
    pub organisation_id: Uuid,
    /// The exact centre, even if it is protected.
    pub centre_id: Uuid,
    /// Country of the case, ISO 3166-1 alpha-3.
    pub country: String,
    /// Whether the exact centre is protected.
    pub in_protected_centre: bool,
    /// How far the case is closed to its own organisation.
    pub access_mode: AccessMode,
    /// The case worker of record.
    pub assigned_worker_id: Option<Uuid>,
    /// The medical officer with an open encounter.
    pub medical_worker_id: Option<Uuid>,
    /// Whether a referral or an offered transfer waits for an answer of the viewer's organisation.
    pub answer_pending: bool,
    /// The union of the classes of all live shares with the viewer's organisation. Empty if there is no live share.
    pub shared: ClassSet,
    /// Whether the person has an active consent to a consular request.
    pub consular_consent: bool,
}

impl CaseFacts {
    /// The facts of a row that is no part of a case. Only the relations to it decide.
    pub(crate) fn of_no_case(id: Uuid, organisation_id: Uuid) -> Self {
        Self {
            case_id: id,
            organisation_id,
            centre_id: Uuid::nil(),
            country: String::new(),
            in_protected_centre: false,
            access_mode: AccessMode::Standard,
            assigned_worker_id: None,
            medical_worker_id: None,
            answer_pending: false,
            shared: ClassSet::NONE,
            consular_consent: false,
        }
    }
}

/// A set of relations as bits.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Relations(u16);

impl Relations {
    /// Returns the set with this relation added, if `holds` is true.
    pub const fn with(self, relation: Relation, holds: bool) -> Self {
        Self(self.0 | (holds as u16) << relation as u16)
    }

    /// Whether the set contains the relation.
    pub const fn holds(self, relation: Relation) -> bool {
        self.0 & 1 << relation as u16 != 0
    }

    /// Returns the set without this relation.
    pub const fn without(self, relation: Relation) -> Self {
        Self(self.0 & !(1 << relation as u16))
    }

    /// The relations that come from the viewer's own organisation, without those that a referral gave.
    pub const fn at_home(self) -> Self {
        let given = 1 << Relation::ReferralPending as u16
            | 1 << Relation::ReferralActive as u16
            | 1 << Relation::ReferralClosed as u16;
        Self(self.0 & !given)
    }
}

/// The relations of this viewer to this case. `store::access::scope` expresses the same rules in SQL.
pub fn to_case(viewer: &Viewer, facts: &CaseFacts) -> Relations {
    let own = facts.organisation_id == viewer.organisation_id;
    let mine = Some(viewer.worker_id);
    let in_my_centres = viewer.is_at(facts.centre_id, facts.in_protected_centre);
    Relations::default()
        .with(Relation::Assigned, own && (facts.assigned_worker_id == mine || facts.medical_worker_id == mine))
        .with(Relation::OwnCentre, own && in_my_centres)
        .with(Relation::OwnOrganisation, own)
        .with(Relation::ConsularConsent, own && facts.consular_consent)
        .with(Relation::CountryOversight, viewer.oversees(&facts.country))
        .with(Relation::ReferralPending, facts.answer_pending)
        .with(Relation::ReferralActive, !facts.shared.is_empty())
}
