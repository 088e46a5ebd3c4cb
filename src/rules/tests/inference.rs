//! What a referral gives away, for every service and every kind of receiver.

use entity::codes::{DataClass as C, OrganisationType as O, ServiceType};
use sea_orm::Iterable;

use crate::rules::inference::inference_class;

#[test]
fn ordinary_receivers_tell_what_the_service_tells() {
    let ordinary =
        [O::Iom, O::IntlNgo, O::NationalNgo, O::GovHostSocial, O::RedCross, O::HealthFacility, O::CommunityOrg];
    for service in ServiceType::iter() {
        for receiver in ordinary {
            assert_eq!(inference_class(service, receiver), service.reveals(), "{service:?} {receiver:?}");
        }
    }
}

#[test]
fn an_authority_with_one_task_tells_it_by_its_name() {
    for service in ServiceType::iter() {
        assert_eq!(inference_class(service, O::UnAgency), C::Asylum, "{service:?}");
        assert_eq!(inference_class(service, O::GovHostAsylum), C::Asylum, "{service:?}");
        let trafficking = inference_class(service, O::GovHostAntitrafficking);
        let expected = if service == ServiceType::AsylumReferral { C::Asylum } else { C::Protection };
        assert_eq!(trafficking, expected, "{service:?}");
        assert_ne!(inference_class(service, O::GovHostEnforcement), C::Operational, "{service:?}");
        assert_ne!(inference_class(service, O::GovOriginConsular), C::Operational, "{service:?}");
    }
}

#[test]
fn the_examples_of_the_field_hold() {
    let table = [
        (ServiceType::Shelter, O::NationalNgo, C::Operational),
        (ServiceType::Shelter, O::UnAgency, C::Asylum),
        (ServiceType::VotSupport, O::NationalNgo, C::Protection),
        (ServiceType::VotSupport, O::HealthFacility, C::Protection),
        (ServiceType::Mhpss, O::HealthFacility, C::Medical),
        (ServiceType::Mhpss, O::GovHostAntitrafficking, C::Protection),
        (ServiceType::AsylumReferral, O::IntlNgo, C::Asylum),
        (ServiceType::Mhpss, O::GovHostEnforcement, C::Medical),
        (ServiceType::Food, O::GovHostEnforcement, C::Legal),
        (ServiceType::Food, O::GovOriginConsular, C::Legal),
    ];
    for (service, receiver, class) in table {
        assert_eq!(inference_class(service, receiver), class, "{service:?} {receiver:?}");
    }
}
