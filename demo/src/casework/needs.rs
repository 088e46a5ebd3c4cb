//! The services that a person is referred to, and the data that is shared: services that suit the person and the
//! country, the classes for each, and the purpose.

use entity::codes::{Coarsens, DataClass, Purpose, ServiceGroup, ServiceStatus, ServiceType, Sex};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::{
        consent::{Receiver, shareable},
        consular::gates::PROTECTION_SERVICE,
        inference::inference_class,
    },
};

use super::{case_file::CaseFile, posting::Part};

use crate::{
    cast::{ANTI_TRAFFICKING, CARAVANES, Service, TENERE, organisation, services},
    draw::Draw,
    people::Profile,
};

/// The service that the part asks for, or one that suits the person. `None` if the country has no other one left.
pub fn service(draw: &mut Draw, file: &CaseFile, used: &[Uuid]) -> Option<&'static Service> {
    let wanted = match file.posting.part {
        _ if !used.is_empty() => None,
        Part::CaseWorker(_) | Part::Referable | Part::Unconsented | Part::Inbox(_) => Some(TENERE),
        Part::Neighbour(_) => Some(CARAVANES),
        Part::HostAgency(_) => Some(ANTI_TRAFFICKING),
        _ => None,
    };
    let group = draw.weighted(&[
        (&[ServiceGroup::Health][..], 0.38),
        (&[ServiceGroup::BasicAssistance][..], 0.25),
        (&[ServiceGroup::SpecialisedAssistance][..], 0.22),
        (&[ServiceGroup::ReturnAndReintegration, ServiceGroup::TrainingAndEducation][..], 0.15),
    ]);
    let open: Vec<&'static Service> = suiting(file).filter(|service| !used.contains(&service.id)).collect();
    // A case worker may not send a referral whose existence reveals medical data.
    let knowable = |service: &Service| {
        !matches!(file.posting.part, Part::CaseWorker(_) | Part::Referable | Part::Unconsented)
            || service.service_type.reveals() == DataClass::Operational
    };
    let of_group = |service: &&&Service| match wanted {
        Some(organisation_id) => service.organisation_id == organisation_id && knowable(service),
        // The published figures count psychosocial support as health care.
        None if service.service_type == ServiceType::Mhpss => group.contains(&ServiceGroup::Health),
        None => group.contains(&service.service_type.coarse()),
    };
    let best: Vec<&'static Service> = open.iter().filter(of_group).copied().collect();
    let from = if best.is_empty() { &open } else { &best };
    (!from.is_empty()).then(|| *draw.pick(from))
}

/// Another service of the same kind by another organisation, for a declined referral.
pub fn elsewhere(draw: &mut Draw, file: &CaseFile, declined: &Service, used: &[Uuid]) -> Option<&'static Service> {
    let others: Vec<&'static Service> = suiting(file)
        .filter(|service| service.organisation_id != declined.organisation_id && !used.contains(&service.id))
        .filter(|service| service.service_type.coarse() == declined.service_type.coarse())
        .collect();
    (!others.is_empty()).then(|| *draw.pick(&others))
}

/// The receiver of a service, in the terms of the rules.
pub fn receiver(service: &Service) -> Receiver {
    let giver = organisation(service.organisation_id).expect("a service of the cast is given by one of the cast");
    Receiver {
        organisation_id: giver.id,
        organisation_type: giver.organisation_type,
        service_type: Some(service.service_type),
    }
}

/// The purpose for which a service of this type uses data.
pub const fn purpose(service_type: ServiceType) -> Purpose {
    use ServiceType as S;
    match service_type {
        S::HealthPrimary | S::HealthEmergency | S::HealthSrh | S::Nutrition | S::Mhpss | S::DisabilityRehab => {
            Purpose::MedicalCare
        }
        S::FamilyTracing => Purpose::FamilyTracing,
        S::LegalAid => Purpose::LegalProceeding,
        S::Reintegration | S::VocationalTraining | S::BusinessTraining => Purpose::Reintegration,
        _ => Purpose::ReferralService,
    }
}

/// The classes that the referral asks to share: what the help needs, limited to what the receiver may hold.
pub fn classes(file: &CaseFile, service_type: ServiceType, receiver: &Receiver) -> ClassSet {
    use DataClass as C;
    use ServiceType as S;
    let needed: &[DataClass] = match service_type {
        S::HealthPrimary | S::HealthSrh | S::Nutrition | S::DisabilityRehab => &[C::Identity, C::Medical],
        S::HealthEmergency => &[C::Identity, C::Medical, C::ContactCoarse, C::ProtectionCoarse],
        S::Mhpss => &[C::Identity, C::Contact, C::Medical, C::ProtectionCoarse],
        S::Shelter | S::Food | S::Nfi | S::CashVoucher => &[C::Identity, C::Assistance, C::ProtectionCoarse],
        S::FamilyTracing => &[C::Identity, C::Contact],
        S::LegalAid | S::AsylumReferral => &[C::Identity, C::Contact, C::Legal, C::Journey, C::Protection, C::Asylum],
        S::VotSupport | S::SafeShelter | S::Gbv => &[C::Identity, C::Contact, C::Journey, C::Protection, C::Medical],
        S::ProtectionCaseMgmt | S::ChildProtection => &[C::Identity, C::Contact, C::Journey, C::Protection],
        S::Reintegration | S::VocationalTraining | S::BusinessTraining => &[C::Identity, C::Contact, C::Assistance],
        _ => &[C::Identity],
    };
    let mut asked = ClassSet::of(needed) | ClassSet::of(&[C::Operational]);
    if file.case.in_protected_centre && asked.holds(C::Protection) {
        asked = asked | ClassSet::of(&[C::Location]);
    }
    asked & shareable(receiver.organisation_type, purpose(service_type))
}

fn suiting(file: &CaseFile) -> impl Iterator<Item = &'static Service> {
    services().iter().filter(|service| {
        service.country == file.case.country
            && service.organisation_id != file.case.organisation_id
            && service.status == ServiceStatus::Active
            && suits(service.service_type, &file.profile)
            && !(file.posting.part.applies() && tells_of_protection(service))
    })
}

/// Whether a referral to this service reveals that the person may need international protection, which ends any
/// consular request.
pub fn tells_of_protection(service: &Service) -> bool {
    service.service_type == PROTECTION_SERVICE
        || inference_class(service.service_type, receiver(service).organisation_type) == DataClass::Asylum
}

fn suits(service_type: ServiceType, profile: &Profile) -> bool {
    use ServiceType as S;
    match service_type {
        S::HealthSrh => profile.sex == Sex::Female && !profile.child,
        S::Gbv => profile.sex == Sex::Female,
        S::ChildProtection => profile.child,
        S::AsylumReferral => profile.asylum,
        S::VotSupport | S::SafeShelter => profile.trafficked,
        S::VocationalTraining | S::BusinessTraining | S::Reintegration => !profile.child && profile.returns,
        _ => true,
    }
}
