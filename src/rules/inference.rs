//! What the existence of a row reveals about the person: of a referral by its service and receiver; of a document,
//! nationality, vulnerability or consent by its code. A reader sees the row only with that class. `store::access::inferred` and
//! `store::access::referral` are the same rules as SQL conditions.

use entity::codes::{DataClass, OrganisationType, Purpose, Role, ServiceType, Urgency};

use super::{
    country::is_protection_code,
    refusal::{Refusal, RefusalCode},
};
use crate::access::class::ClassSet;

/// The class that a nationality reveals.
pub fn nationality_reveals(country: &str) -> DataClass {
    if is_protection_code(country) { DataClass::Asylum } else { DataClass::Identity }
}

/// The recipients that a consent names: a kind of organisation, a type of service, or both.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The kind of organisation.
    pub organisation_type: Option<OrganisationType>,
    /// The type of service.
    pub service_type: Option<ServiceType>,
}

/// The classes that a consent reveals: by its purpose, by its recipients, and by covering asylum data. Other classes
/// that it covers reveal nothing about the person, because forms list them in any case.
pub(crate) fn consent_reveals(purpose: Purpose, classes: ClassSet, named: &[Named]) -> ClassSet {
    let of_purpose = std::iter::once(purpose.reveals());
    let of_asylum = classes.holds(DataClass::Asylum).then_some(DataClass::Asylum);
    let of_kinds = named.iter().filter_map(|it| it.organisation_type.map(receiver_reveals));
    let of_services = named.iter().filter_map(|it| it.service_type.map(ServiceType::reveals));
    let all = of_purpose.chain(of_asylum).chain(of_kinds).chain(of_services);
    ClassSet::of(&all.filter(|class| *class != DataClass::Operational).collect::<Vec<_>>())
}

/// The class that the existence of a referral reveals. If service and receiver reveal different classes, the more
/// sensitive one counts. The order is the harm that the wrong reader could do.
pub fn inference_class(service: ServiceType, receiver: OrganisationType) -> DataClass {
    graver(service.reveals(), receiver_reveals(receiver))
}

/// The more sensitive of two classes that a row reveals.
pub fn graver(one: DataClass, other: DataClass) -> DataClass {
    if gravity(other) > gravity(one) { other } else { one }
}

/// Whether a referral is for emergency care. The staff responsible for the person then know of it without access to
/// medical data, and may send it. A referral whose receiver reveals more than illness does not count.
pub fn is_emergency_care(service: ServiceType, urgency: Urgency, inference: DataClass) -> bool {
    inference == DataClass::Medical
        && matches!(urgency, Urgency::Immediate | Urgency::Emergency)
        && matches!(service, ServiceType::HealthEmergency | ServiceType::HealthSrh | ServiceType::Mhpss)
}

/// A sender cannot make a referral that reveals more about the person than the sender may read, because the referral would
/// vanish for its sender at once. `answers`: it is for emergency care, and the sender is responsible for the person.
pub(crate) fn may_reveal(reads: ClassSet, reveals: DataClass, answers: bool) -> Result<(), Refusal> {
    let message = "a referral to this service reveals more about the person than you may read; ask a colleague who may";
    Refusal::of("serviceId", RefusalCode::ValueNotAllowed, message).unless(reads.holds(reveals) || answers)
}

/// Whether these roles may make a referral that reveals this class, or act on it for its sender. Medical staff refer to
/// health services only, because the worker of record and the protection officer make all other referrals. `field`
/// names the argument that chose the referral.
pub(crate) fn may_refer(roles: &[Role], reveals: DataClass, field: &'static str) -> Result<(), Refusal> {
    let message = "medical staff refer to health services; ask the case worker of record for this one";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message)
        .unless(reveals == DataClass::Medical || roles.iter().any(|role| *role != Role::MedicalOfficer))
}

/// The class that a receiver reveals. A clinic or an NGO offers many services and reveals nothing; an authority or
/// agency with one task reveals that task.
pub const fn receiver_reveals(receiver: OrganisationType) -> DataClass {
    use OrganisationType as O;
    match receiver {
        O::UnAgency | O::GovHostAsylum => DataClass::Asylum,
        O::GovHostAntitrafficking => DataClass::Protection,
        O::GovHostEnforcement | O::GovOriginConsular => DataClass::Legal,
        O::Iom
        | O::IntlNgo
        | O::NationalNgo
        | O::GovHostSocial
        | O::RedCross
        | O::HealthFacility
        | O::CommunityOrg
        | O::Donor
        | O::Research => DataClass::Operational,
    }
}

/// The class that the existence of a transfer reveals. Between two centres of one organisation it reveals nothing.
pub const fn transfer_reveals(receiver: OrganisationType, within_one_organisation: bool) -> DataClass {
    if within_one_organisation { DataClass::Operational } else { receiver_reveals(receiver) }
}

/// The class that a referral reveals in addition to its service and receiver: by its purpose, and by whether asylum
/// data is shared. `of_service` is its [`inference_class`].
pub fn with_what_is_told(of_service: DataClass, purpose: Purpose, classes: ClassSet) -> DataClass {
    let of_asylum = if classes.holds(DataClass::Asylum) { DataClass::Asylum } else { DataClass::Operational };
    graver(graver(of_service, purpose.reveals()), of_asylum)
}

fn gravity(class: DataClass) -> u8 {
    use DataClass as C;
    match class {
        C::Asylum => 5,
        C::Protection => 4,
        C::Medical => 3,
        C::Journey => 2,
        C::Legal => 1,
        _ => 0,
    }
}
