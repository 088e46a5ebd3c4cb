//! What a referral reveals, for every service and every kind of receiver.

use entity::codes::{
    DataClass as C, IdentifierType, OrganisationType as O, Purpose, ServiceType, VulnerabilityCategory,
};
use sea_orm::Iterable;

use crate::{
    access::class::ClassSet,
    rules::inference::{Named, consent_reveals, inference_class, nationality_reveals, with_what_is_told},
};

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

#[test]
fn a_referral_that_is_to_tell_asylum_data_tells_of_it_whatever_the_service() {
    let food = inference_class(ServiceType::Food, O::NationalNgo);
    let told = |purpose, classes: &[C]| with_what_is_told(food, purpose, ClassSet::of(classes));
    assert_eq!(told(Purpose::ReferralService, &[C::Identity, C::Medical]), C::Operational);
    assert_eq!(told(Purpose::ReferralService, &[C::Asylum]), C::Asylum);
    assert_eq!(told(Purpose::LegalProceeding, &[C::Identity]), C::Legal);
    assert_eq!(told(Purpose::LegalProceeding, &[C::Asylum]), C::Asylum);
    assert_eq!(told(Purpose::FamilyTracing, &[C::Identity]), C::Protection);
    let support = inference_class(ServiceType::VotSupport, O::NationalNgo);
    assert_eq!(with_what_is_told(support, Purpose::LegalProceeding, ClassSet::NONE), C::Protection);
}

#[test]
fn a_consent_tells_by_its_purpose_by_whom_it_names_and_by_asylum() {
    let nobody = Named { organisation_type: None, service_type: None };
    let ngo = Named { organisation_type: Some(O::NationalNgo), ..nobody };
    let tells = |purpose, classes: &[C], named: &[Named]| {
        let told = consent_reveals(purpose, ClassSet::of(classes), named);
        [C::Legal, C::Protection, C::Medical, C::Asylum].into_iter().filter(|it| told.holds(*it)).collect::<Vec<_>>()
    };
    assert_eq!(tells(Purpose::ReferralService, &[C::Identity, C::Medical, C::Protection], &[ngo]), []);
    assert_eq!(tells(Purpose::ReferralService, &[C::Asylum], &[ngo]), [C::Asylum]);
    assert_eq!(tells(Purpose::ConsularDocument, &[C::Identity], &[]), [C::Legal]);
    assert_eq!(tells(Purpose::MedicalCare, &[C::Medical], &[ngo]), []);
    let mind = Named { service_type: Some(ServiceType::Mhpss), ..ngo };
    let agency = Named { organisation_type: Some(O::UnAgency), ..nobody };
    assert_eq!(tells(Purpose::ReferralService, &[C::Identity], &[ngo, mind, agency]), [C::Medical, C::Asylum]);
}

#[test]
fn some_codes_tell_more_than_their_field() {
    for document in [IdentifierType::ConventionTravelDocument, IdentifierType::IcrcEmergencyTravelDocument] {
        assert_eq!(document.reveals(), C::Asylum);
    }
    assert_eq!(IdentifierType::Passport.reveals(), C::Identity);
    assert_eq!(["XXA", "XXB", "XXC", "GIN"].map(nationality_reveals), [C::Asylum, C::Asylum, C::Asylum, C::Identity]);
    assert_eq!(VulnerabilityCategory::StatelessRisk.reveals(), C::Asylum);
    assert_eq!(VulnerabilityCategory::VotConfirmed.reveals(), C::Protection);
}
