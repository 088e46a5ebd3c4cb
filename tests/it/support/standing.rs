//! Every standing that a viewer can have to a case file, and a viewer in it. The matrices ask as each of them.

use entity::codes::{DataClass, OrganisationType, Oversight, Purpose, ReferralState, Role, TransferState};
use entity::{organisation, worker};
use sea_orm::Iterable;
use waystation::access::{
    class::ClassSet,
    exclusion::exclude,
    viewer::{OwnCentres, Viewer},
};

use super::{
    World,
    file::{Cast, Disclosure, File},
    rows,
};

/// The relation of a viewer's organisation to the case of a file.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Ord, PartialOrd)]
pub enum Standing {
    Assigned,
    OwnCentre,
    OwnOrganisation,
    ConsularConsent,
    CountryOversight,
    ReferralPending,
    /// The person consented to every class.
    ReferralActive,
    /// The person consented to OPERATIONAL and IDENTITY only.
    ReferralActiveNarrow,
    ReferralClosed,
    None,
}

impl Standing {
    /// All standings, in the order of the tables.
    pub const ALL: [Self; 10] = [
        Self::Assigned,
        Self::OwnCentre,
        Self::OwnOrganisation,
        Self::ConsularConsent,
        Self::CountryOversight,
        Self::ReferralPending,
        Self::ReferralActive,
        Self::ReferralActiveNarrow,
        Self::ReferralClosed,
        Self::None,
    ];

    /// The letter in the head of a column.
    pub const fn letter(self) -> char {
        match self {
            Self::Assigned => 'A',
            Self::OwnCentre => 'C',
            Self::OwnOrganisation => 'O',
            Self::ConsularConsent => 'K',
            Self::CountryOversight => 'Y',
            Self::ReferralPending => 'P',
            Self::ReferralActive => 'R',
            Self::ReferralActiveNarrow => 'r',
            Self::ReferralClosed => 'X',
            Self::None => 'N',
        }
    }

    /// What the letter means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Assigned => "the case is assigned to the viewer",
            Self::OwnCentre => "the person stays at a centre of the viewer, who is not assigned",
            Self::OwnOrganisation => "the viewer's organisation owns the case, at another centre",
            Self::ConsularConsent => "the same, and the person consented to a consular request",
            Self::CountryOversight => "the viewer's organisation oversees the country",
            Self::ReferralPending => "a referral and a transfer wait for the viewer's organisation",
            Self::ReferralActive => "an accepted referral, the person consented to every class",
            Self::ReferralActiveNarrow => "an accepted referral, the person consented to OPERATIONAL and IDENTITY",
            Self::ReferralClosed => "a referral and a transfer to the viewer's organisation that are over",
            Self::None => "no relation",
        }
    }

    fn disclosure(self) -> Disclosure {
        use ReferralState::{Completed, InProgress, Sent};
        let of =
            |referral, transfer, shared| Disclosure { referral, transfer, shared, purpose: Purpose::ReferralService };
        match self {
            Self::ReferralPending => of(Sent, TransferState::Offered, ClassSet::NONE),
            Self::ReferralClosed => of(Completed, TransferState::Declined, ClassSet::NONE),
            _ => of(InProgress, TransferState::Declined, ClassSet::ALL),
        }
    }
}

/// A viewer, and the file to which the viewer has the standing.
pub struct Place {
    pub viewer: Viewer,
    pub cast: Cast,
    pub file: File,
    /// A colleague of the case worker, who reads the values for comparison.
    pub colleague: Viewer,
}

/// The kind of organisation that a role belongs to.
pub const fn home_of(role: Role) -> OrganisationType {
    match role {
        Role::NgoFocalPoint | Role::ServiceAccount => OrganisationType::NationalNgo,
        Role::GovernmentLiaison => OrganisationType::GovOriginConsular,
        Role::GovernmentHostOfficer => OrganisationType::GovHostAntitrafficking,
        Role::Donor => OrganisationType::Donor,
        Role::Analyst => OrganisationType::Research,
        _ => OrganisationType::Iom,
    }
}

/// Every role that one token may hold together: a role that excludes an earlier one is left out.
pub fn every_role_together() -> Vec<Role> {
    let mut roles = Vec::new();
    for role in Role::iter() {
        if roles.iter().all(|held| !exclude(*held, role)) {
            roles.push(role);
        }
    }
    roles
}

/// Writes a file, and makes a viewer with these roles in an organisation of this kind and in this standing.
pub async fn place(world: &World, standing: Standing, kind: OrganisationType, roles: &[Role]) -> Place {
    let at_home = matches!(
        standing,
        Standing::Assigned | Standing::OwnCentre | Standing::OwnOrganisation | Standing::ConsularConsent
    );
    let received = matches!(
        standing,
        Standing::ReferralPending
            | Standing::ReferralActive
            | Standing::ReferralActiveNarrow
            | Standing::ReferralClosed
    );
    let house = rows::organisation(if at_home { kind } else { OrganisationType::Iom });
    let partner = rows::organisation(if received { kind } else { OrganisationType::NationalNgo });
    let cast = Cast::new(world, house, partner).await;
    let mut disclosure = standing.disclosure();
    if standing == Standing::ReferralActiveNarrow {
        disclosure.shared = ClassSet::of(&[DataClass::Operational, DataClass::Identity]);
    }
    if standing == Standing::ConsularConsent {
        disclosure.purpose = Purpose::ConsularDocument;
    }
    let file = cast.file(world, disclosure).await;
    let (organisation, worker) = if at_home {
        let worker =
            if standing == Standing::Assigned { cast.worker.clone() } else { newcomer(world, &cast.house).await };
        (cast.house.clone(), worker)
    } else if received {
        (cast.partner.clone(), newcomer(world, &cast.partner).await)
    } else {
        let oversight = if standing == Standing::CountryOversight { Oversight::Country } else { Oversight::None };
        let other = world.add(organisation::Model { oversight, ..rows::organisation(kind) }).await;
        let worker = newcomer(world, &other).await;
        (other, worker)
    };
    let elsewhere = matches!(standing, Standing::Assigned | Standing::OwnOrganisation | Standing::ConsularConsent);
    let viewer = Viewer {
        roles: roles.to_vec(),
        centres: if elsewhere { OwnCentres::NONE } else { OwnCentres::ALL_ORDINARY },
        ..world.viewer(Role::CaseWorker, &worker, &organisation)
    };
    let colleague = newcomer(world, &cast.house).await;
    let colleague = world.viewer(Role::CaseWorker, &colleague, &cast.house);
    Place { viewer, cast, file, colleague }
}

async fn newcomer(world: &World, of: &organisation::Model) -> worker::Model {
    world.add(rows::worker(of)).await
}
