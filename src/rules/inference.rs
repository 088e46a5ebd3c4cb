//! What the mere existence of a referral tells about the person. A reader at home sees the row only with that class.

use entity::codes::{DataClass, OrganisationType, ServiceType, Urgency};

/// The class that a referral gives away by being there. One class stands for both ends of it, so where the service tells
/// one thing and the receiver another, the graver counts: the order is that of the harm if it reached the wrong reader.
#[must_use]
pub fn inference_class(service: ServiceType, receiver: OrganisationType) -> DataClass {
    graver(service.reveals(), receiver_reveals(receiver))
}

/// The graver of two classes that a row gives away.
#[must_use]
pub fn graver(one: DataClass, other: DataClass) -> DataClass {
    if gravity(other) > gravity(one) { other } else { one }
}

/// Whether a referral asks for emergency care: then those who answer for the person know of it without medical data, and
/// may send it. A receiver that tells more than that the person is ill is none of them.
#[must_use]
pub fn is_emergency_care(service: ServiceType, urgency: Urgency, inference: DataClass) -> bool {
    inference == DataClass::Medical
        && matches!(urgency, Urgency::Immediate | Urgency::Emergency)
        && matches!(service, ServiceType::HealthEmergency | ServiceType::HealthSrh | ServiceType::Mhpss)
}

/// The class that a receiver gives away. A clinic or an NGO gives many kinds of help and says nothing; an authority or
/// agency with one task says it all.
#[must_use]
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
