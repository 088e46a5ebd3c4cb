//! What a kind of organisation can never read, whatever role a token claims and whatever a policy file says.

use entity::codes::{DataClass, OrganisationType, Relation, Role};

use super::{action::Action, class::ClassSet};

/// The most that a viewer of this kind of organisation may hold of any row in this relation.
#[must_use]
pub fn of_organisation(kind: OrganisationType, relation: Relation) -> ClassSet {
    use DataClass as C;
    use OrganisationType as O;
    let public = ClassSet::of(&[C::Public]);
    if is_packet(relation) {
        // A packet is addressed to a State of origin; nobody else reads one, not even the house that made it.
        return if kind == O::GovOriginConsular { of_packet(relation) } else { public };
    }
    if relation == Relation::Statistics {
        // Numbers of its own nationals would be a hunting tool, and so would those of a raid.
        let none = matches!(kind, O::GovOriginConsular | O::GovHostEnforcement);
        return if none { public } else { counted() };
    }
    if relation == Relation::CountryOversight && !may_oversee(kind) {
        return public;
    }
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
        // What is guarded stays closed but for a share, and there only a legal order opens it: see `guarded`.
        O::GovHostEnforcement => {
            let open = ClassSet::of(&[C::Public, C::Operational, C::Identity, C::Legal]);
            if relation == Relation::ReferralActive { open | guarded(kind) } else { open }
        }
        // A State of origin reads disclosure packets, which are no case data; of cases it reads nothing.
        O::GovOriginConsular | O::Donor | O::Research => public,
    }
}

/// Whether an organisation of this kind may oversee cases of others at all, whatever its row in the database says: only
/// those whose mandate is the people themselves, in all organisations' care.
#[must_use]
pub const fn may_oversee(kind: OrganisationType) -> bool {
    matches!(kind, OrganisationType::Iom | OrganisationType::UnAgency)
}

/// The classes that a share opens to a viewer of this kind of organisation only where a legal order opened that share and
/// a data protection officer approved it: no consent, role or policy does. `store::nearby` asks it of every share.
#[must_use]
pub fn guarded(kind: OrganisationType) -> ClassSet {
    use DataClass as C;
    match kind {
        OrganisationType::GovHostEnforcement => ClassSet::of(&[C::Protection, C::Medical, C::Contact, C::Asylum]),
        _ => ClassSet::NONE,
    }
}

/// Whether an entry of the directory that tells this class of those who are there is listed for viewers of this kind of
/// organisation. Where survivors, children and refugees are is not for the State that they fled, nor for the police.
#[must_use]
pub const fn lists(kind: OrganisationType, tells: DataClass) -> bool {
    use OrganisationType as O;
    match kind {
        O::GovOriginConsular | O::GovHostEnforcement => matches!(tells, DataClass::Operational | DataClass::Legal),
        _ => true,
    }
}

/// Whether the relation is one to a case, instead of to a packet or to numbers.
#[must_use]
pub fn is_to_case(relation: Relation) -> bool {
    !is_packet(relation) && relation != Relation::Statistics
}

/// What can be counted at all; contacts, places of safety, the work of the staff and audit data never are.
fn counted() -> ClassSet {
    use DataClass as C;
    ClassSet::of(&[
        C::Public,
        C::Operational,
        C::IdentityCoarse,
        C::Legal,
        C::Assistance,
        C::Journey,
        C::Protection,
        C::Medical,
        C::Asylum,
    ])
}

/// Whether the relation is one to a packet instead of to a case.
#[must_use]
pub const fn is_packet(relation: Relation) -> bool {
    matches!(relation, Relation::ConsularPacket | Relation::ConsularPacketClosed)
}

/// Whether a viewer of this kind of organisation may ever take the action. A State of origin works with packets, and with
/// nothing else; whose reading waits for a legal order approves none.
#[must_use]
pub const fn may(kind: OrganisationType, action: Action) -> bool {
    use Action as A;
    let with_packets = matches!(
        action,
        A::AcknowledgeConsularPacket
            | A::AskConsularQuestion
            | A::ProposeInterview
            | A::AgreeToInterview
            | A::RecordInterview
            | A::ConfirmNationality
            | A::DenyNationality
            | A::StartDocumentProduction
            | A::RecordDocumentIssued
            | A::RefuseConsularRequest
    );
    match kind {
        OrganisationType::GovOriginConsular => with_packets,
        OrganisationType::GovHostEnforcement => !matches!(action, A::ApproveLegalOrder | A::ApproveLegalOverride),
        _ => true,
    }
}

fn of_packet(relation: Relation) -> ClassSet {
    use DataClass as C;
    if relation == Relation::ConsularPacket {
        ClassSet::of(&[C::Public, C::Operational, C::Identity, C::Contact, C::Legal])
    } else {
        ClassSet::of(&[C::Public, C::OperationalCoarse])
    }
}

/// The most that a role may hold of any row in this relation: absolute denies that no policy lifts.
#[must_use]
pub fn of_role(role: Role, relation: Relation) -> ClassSet {
    if is_packet(relation) {
        let liaison = role == Role::GovernmentLiaison;
        return if liaison { of_packet(relation) } else { ClassSet::of(&[DataClass::Public]) };
    }
    match role {
        Role::Analyst | Role::Donor if relation == Relation::Statistics => counted(),
        _ if relation == Relation::Statistics => ClassSet::of(&[DataClass::Public]),
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
