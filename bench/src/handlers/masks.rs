//! What a focal point may read of a referral in each state, as numbers that a handler or a statement tests with one
//! `AND`: what one would write into the code by hand. Taken from the policy, so that the answers stay the same when it
//! changes.

use entity::codes::{AccessMode, DataClass, OrganisationType, Oversight, Relation, Role};
use uuid::Uuid;
use waystation::access::{
    clearance::Grants,
    policy::Policy,
    viewer::{OwnCentres, Viewer},
};

/// Bit sets of `DataClass`, for ordinary and for restricted cases.
#[derive(Clone, Copy, Debug)]
pub struct Masks {
    /// While the answer is awaited.
    pub pending: i64,
    /// While help is given; the share cuts it down.
    pub active: i64,
    /// Afterwards.
    pub closed: i64,
}

/// The bit of a class.
#[must_use]
pub const fn bit(class: DataClass) -> i64 {
    1 << class as i64
}

impl Masks {
    /// Those of a focal point of an NGO.
    #[must_use]
    pub fn of_focal_points() -> Self {
        let viewer = Viewer {
            worker_id: Uuid::nil(),
            organisation_id: Uuid::nil(),
            organisation_type: OrganisationType::NationalNgo,
            country: None,
            oversight: Oversight::None,
            roles: vec![Role::NgoFocalPoint],
            centres: OwnCentres::ALL_ORDINARY,
            purpose: None,
        };
        let grants = Grants::new(&Policy::shipped(), &viewer);
        let of = |relation| {
            let classes = grants.classes(AccessMode::Standard, relation);
            assert_eq!(classes, grants.classes(AccessMode::Restricted, relation), "both modes have one mask here");
            assert!(grants.classes(AccessMode::Sealed, relation).is_empty(), "sealed cases are left out here");
            classes.to_bits()
        };
        Self {
            pending: of(Relation::ReferralPending),
            active: of(Relation::ReferralActive),
            closed: of(Relation::ReferralClosed),
        }
    }
}
