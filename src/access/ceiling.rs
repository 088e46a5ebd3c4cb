//! What a kind of organisation can never read, whatever role a token claims and whatever a policy file says.

use entity::codes::{DataClass, OrganisationType, Role};

use super::class::ClassSet;

/// The most that a viewer of this kind of organisation may hold of any row.
#[must_use]
pub fn of_organisation(kind: OrganisationType) -> ClassSet {
    use DataClass as C;
    use OrganisationType as O;
    let public = ClassSet::of(&[C::Public]);
    match kind {
        O::Iom | O::UnAgency => ClassSet::ALL,
        // A clinic, an NGO or a Red Cross society never holds audit data; asylum data reaches it only through a share
        // that the consent rules already limited to legal aid.
        O::IntlNgo | O::NationalNgo | O::RedCross | O::HealthFacility | O::CommunityOrg => {
            ClassSet::ALL.without(C::System)
        }
        O::GovHostSocial | O::GovHostAntitrafficking => ClassSet::of(&[
            C::Public,
            C::Operational,
            C::Identity,
            C::Contact,
            C::Legal,
            C::Journey,
            C::Protection,
            C::Medical,
            C::Location,
        ]),
        O::GovHostAsylum => ClassSet::of(&[
            C::Public,
            C::Operational,
            C::Identity,
            C::Contact,
            C::Legal,
            C::Journey,
            C::Protection,
            C::Asylum,
        ]),
        O::GovHostEnforcement => ClassSet::of(&[C::Public, C::Operational, C::Identity, C::Legal]),
        // A State of origin reads disclosure packets, which are no case data; of cases it reads nothing.
        O::GovOriginConsular | O::Donor | O::Research => public,
    }
}

/// The most that a role may hold of any row: absolute denies that no policy lifts.
#[must_use]
pub fn of_role(role: Role) -> ClassSet {
    match role {
        // An administrator configures, an analyst and a donor count: none reads a row about a person.
        Role::Administrator | Role::Analyst | Role::Donor => ClassSet::of(&[DataClass::Public]),
        // A liaison reads packets, never rows, even where its organisation is of another kind.
        Role::GovernmentLiaison => ClassSet::of(&[DataClass::Public]),
        Role::CaseWorker
        | Role::CentreManager
        | Role::ProtectionOfficer
        | Role::MedicalOfficer
        | Role::ConsularWorker
        | Role::SarOperator
        | Role::NgoFocalPoint
        | Role::GovernmentHostOfficer
        | Role::Auditor
        | Role::DataProtectionOfficer
        | Role::ServiceAccount => ClassSet::ALL,
    }
}
