//! The classes that a focal point may read of a referral in each state, as bit masks that a handler or a statement
//! tests with one `AND`, as in hand-written code. They are computed from the policy, so that the answers stay equal
//! when it changes.

use entity::codes::{AccessMode, DataClass, OrganisationType, Oversight, Relation, Role};
use uuid::Uuid;
use waystation::access::{
    clearance::Grants,
    policy::Policy,
    viewer::{OwnCentres, Settings, Viewer},
};

/// Bit sets of `DataClass`. They are the same for standard and restricted cases.
#[derive(Clone, Copy, Debug)]
pub struct Masks {
    /// Before the receiver has answered.
    pub pending: i64,
    /// While the referral is active; the share limits it further.
    pub active: i64,
    /// After the end of the referral.
    pub closed: i64,
}

/// The bit of a class.
pub const fn bit(class: DataClass) -> i64 {
    1 << class as i64
}

impl Masks {
    /// The masks of an NGO's focal point.
    pub fn of_focal_points() -> Self {
        let grants = grants(OrganisationType::NationalNgo, Oversight::None, Role::NgoFocalPoint);
        let of = |relation| {
            let classes = grants.classes(AccessMode::Standard, relation);
            assert_eq!(classes, grants.classes(AccessMode::Restricted, relation), "both modes have one mask here");
            assert!(grants.classes(AccessMode::Sealed, relation).is_empty(), "the statements leave out sealed cases");
            classes.to_bits()
        };
        Self {
            pending: of(Relation::ReferralPending),
            active: of(Relation::ReferralActive),
            closed: of(Relation::ReferralClosed),
        }
    }
}

/// The mask of a data protection officer who oversees all countries, for a case in any mode.
pub fn of_data_protection_officers() -> i64 {
    let grants = grants(OrganisationType::Iom, Oversight::All, Role::DataProtectionOfficer);
    let classes = grants.classes(AccessMode::Standard, Relation::CountryOversight);
    for mode in [AccessMode::Restricted, AccessMode::Sealed] {
        assert_eq!(classes, grants.classes(mode, Relation::CountryOversight), "all modes have one mask here");
    }
    classes.to_bits()
}

fn grants(organisation_type: OrganisationType, oversight: Oversight, role: Role) -> Grants {
    let viewer = Viewer {
        worker_id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        organisation_type,
        country: None,
        oversight,
        roles: vec![role],
        centres: OwnCentres::ALL_ORDINARY,
        purpose: None,
        settings: Settings::default(),
    };
    Grants::new(&Policy::shipped(), &viewer)
}
