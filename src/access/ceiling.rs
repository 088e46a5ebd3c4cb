//! Upper limits per kind of organisation and per role. No role in a token and no policy file can lift them.

use entity::codes::{DataClass, OrganisationType, Relation, Role};

use super::{action::Action, class::ClassSet};

/// The largest set of classes that a viewer of this kind of organisation can hold of a row in this relation.
pub(crate) fn of_organisation(kind: OrganisationType, relation: Relation) -> ClassSet {
    use DataClass as C;
    use OrganisationType as O;
    let public = ClassSet::of(&[C::Public]);
    if is_packet(relation) {
        // A packet is addressed to a State of origin. No other organisation reads it, not even the one that made it.
        return if kind == O::GovOriginConsular { of_packet(relation) } else { public };
    }
    if relation == Relation::Statistics {
        // States of origin could use counts of their nationals to find people, enforcement agencies to plan raids.
        let none = matches!(kind, O::GovOriginConsular | O::GovHostEnforcement);
        return if none { public } else { counted() };
    }
    if relation == Relation::Directory {
        return if kind == O::GovOriginConsular { public } else { of_entry() };
    }
    if relation == Relation::CountryOversight && !may_oversee(kind) {
        return public;
    }
    match kind {
        O::Iom | O::UnAgency => ClassSet::ALL,
        // These organisations never hold audit data. Asylum data reaches them only through a share, and the consent
        // rules limit such a share to legal aid.
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
        // Guarded classes need a share that a legal order opened: see `guarded`.
        O::GovHostEnforcement => {
            let open = ClassSet::of(&[C::Public, C::Operational, C::Identity, C::Legal]);
            if relation == Relation::ReferralActive { open | guarded(kind) } else { open }
        }
        // A State of origin reads disclosure packets, which are not case data. It reads no case.
        O::GovOriginConsular | O::Donor | O::Research => public,
    }
}

/// Whether an organisation of this kind may oversee cases of other organisations. Only organisations whose mandate
/// covers all people in care may, even if the column `oversight` of another organisation says otherwise.
pub(crate) const fn may_oversee(kind: OrganisationType) -> bool {
    matches!(kind, OrganisationType::Iom | OrganisationType::UnAgency)
}

/// Classes that a share opens to a viewer of this kind of organisation only if the share was opened by a legal order
/// that a data protection officer approved. No consent, role or policy opens them. `store::access::standings` checks every share.
pub fn guarded(kind: OrganisationType) -> ClassSet {
    use DataClass as C;
    match kind {
        OrganisationType::GovHostEnforcement => ClassSet::of(&[C::Protection, C::Medical, C::Contact, C::Asylum]),
        _ => ClassSet::NONE,
    }
}

/// The classes that a share opens on the referral itself. The person agreed to the reason of the referral, so after
/// acceptance the receiver reads the reason, whatever it may read of the case. An exception is a receiver for whom a
/// legal order has to open PROTECTION.
pub(crate) fn of_referral(shared: ClassSet, receiver: OrganisationType) -> ClassSet {
    if shared.is_empty() || guarded(receiver).holds(DataClass::Protection) {
        return shared;
    }
    shared | ClassSet::of(&[DataClass::Protection])
}

/// Whether viewers of this kind of organisation find an entry in the directory. `reveals` is the class of data that the
/// entry reveals about the people there. The police, and the State that survivors, children and refugees fled, must not
/// learn where these people are.
pub(crate) const fn lists(kind: OrganisationType, reveals: DataClass) -> bool {
    use OrganisationType as O;
    match kind {
        O::GovOriginConsular | O::GovHostEnforcement => matches!(reveals, DataClass::Operational | DataClass::Legal),
        _ => true,
    }
}

/// Whether the relation is to a case, and not to a packet, to statistics or to an entry of the directory.
pub fn is_to_case(relation: Relation) -> bool {
    !is_packet(relation) && !matches!(relation, Relation::Statistics | Relation::Directory)
}

/// Classes that keeping the directory can give: that the entry exists. Its other fields are public, or have another
/// relation.
fn of_entry() -> ClassSet {
    ClassSet::of(&[DataClass::Public, DataClass::OperationalCoarse])
}

/// Classes that statistics can count. Contacts, locations, staff data and audit data are never counted.
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

/// Whether the relation is to a packet, and not to a case.
pub const fn is_packet(relation: Relation) -> bool {
    matches!(relation, Relation::ConsularPacket | Relation::ConsularPacketClosed)
}

/// Whether a viewer of this kind of organisation can ever take the action. A State of origin can act on packets only.
/// An enforcement agency cannot approve legal orders or overrides, because its own access depends on them, and finds nobody
/// by a blind match.
pub(crate) const fn may(kind: OrganisationType, action: Action) -> bool {
    use Action as A;
    let with_packets = matches!(
        action,
        A::AcknowledgeConsularPacket
            | A::AskConsularQuestion
            | A::ProposeConsularInterview
            | A::AgreeToConsularInterview
            | A::RecordConsularInterview
            | A::ConfirmNationality
            | A::RecordNationalityNotConfirmed
            | A::StartDocumentProduction
            | A::RecordDocumentIssued
            | A::RefuseConsularRequest
    );
    match kind {
        OrganisationType::GovOriginConsular => with_packets,
        OrganisationType::GovHostEnforcement => !matches!(
            action,
            A::ApproveLegalOrder | A::ApproveLegalOverride | A::EnterMatching | A::LeaveMatching | A::AnswerPersonMatch
        ),
        _ => true,
    }
}

/// Whether a viewer with these roles, who reads these classes of the row, can take the action on it.
pub(crate) fn may_here(roles: &[Role], read: ClassSet, action: Action) -> bool {
    belongs_to(roles, action) && read_for(action).iter().all(|class| read.holds(*class))
}

/// Whether one of these roles may ever take the action. Some actions belong to one role, so that no policy file gives them to
/// another one.
pub(crate) fn belongs_to(roles: &[Role], action: Action) -> bool {
    use Action as A;
    match action {
        A::RecordImmigrationStatus
        | A::ClearProtectionMarker
        | A::DecideBestInterestDetermination
        | A::EnterMatching
        | A::LeaveMatching
        | A::AnswerPersonMatch => roles.contains(&Role::ProtectionOfficer),
        A::ApproveLegalOrder => roles.contains(&Role::DataProtectionOfficer),
        // What a webhook sends is what a service account reads. An administrator, who reads no case, does not choose where to.
        A::CreateWebhook
        | A::UpdateWebhook
        | A::RotateWebhookSecret
        | A::TestWebhook
        | A::ResumeWebhook
        | A::ReplayWebhookDeliveries => roles.contains(&Role::ServiceAccount),
        _ => true,
    }
}

/// The classes of the row that a viewer must read to take the action, because nobody writes what they may not read.
pub(crate) const fn read_for(action: Action) -> &'static [DataClass] {
    use Action as A;
    match action {
        A::RecordImmigrationStatus | A::ClearProtectionMarker => &[DataClass::Asylum],
        // The decisions at the gates reveal each other by elimination.
        A::DecideProtectionGate | A::CorrectProtectionGate | A::LiftProtectionGateFailure => {
            &[DataClass::Asylum, DataClass::Protection]
        }
        A::EnterMatching | A::LeaveMatching | A::AnswerPersonMatch => &[DataClass::Identity, DataClass::Protection],
        _ => &[],
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

/// The largest set of classes that a role can hold of a row in this relation. No policy can exceed it.
pub(crate) fn of_role(role: Role, relation: Relation) -> ClassSet {
    if is_packet(relation) {
        let liaison = role == Role::GovernmentLiaison;
        return if liaison { of_packet(relation) } else { ClassSet::of(&[DataClass::Public]) };
    }
    match role {
        Role::Analyst | Role::Donor if relation == Relation::Statistics => counted(),
        _ if relation == Relation::Statistics => ClassSet::of(&[DataClass::Public]),
        Role::Administrator | Role::ServiceAccount if relation == Relation::Directory => of_entry(),
        _ if relation == Relation::Directory => ClassSet::of(&[DataClass::Public]),
        // Administrators configure, analysts and donors count. They read no row about a person.
        Role::Administrator | Role::Analyst | Role::Donor => ClassSet::of(&[DataClass::Public]),
        // A liaison officer reads packets and no rows, even if its organisation is of another kind.
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
