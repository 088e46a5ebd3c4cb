//! Codes that reveal more than their field: a document of a refugee, a nationality code of a stateless person, a risk
//! of statelessness, a consent to share asylum data, a place taken at a service for survivors.

use entity::{
    codes::{
        ConsentGiver, DataClass, DocumentSeen, IdentifierType, NationalityBasis, Purpose, Severity,
        VulnerabilityCategory, VulnerabilitySource,
    },
    consent, identifier, nationality, service, vulnerability,
};
use uuid::Uuid;
use waystation::{access::class::ClassSet, store::background::search_keys};

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::rows;

/// The person has documents of a refugee and nationality codes of people without a State.
pub fn protected(twins: &Twins) -> Secret {
    let mut secret = Secret::new("the person has the papers of a refugee", &[Reader::ProtectionOfficer]);
    for identifier_type in [IdentifierType::ConventionTravelDocument, IdentifierType::IcrcEmergencyTravelDocument] {
        secret = secret.new_row(identifier::Model {
            id: Uuid::now_v7(),
            person_id: twins.person.id,
            identifier_type,
            number: "R1".to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: None,
            seen: DocumentSeen::Original,
            search_key: search_keys::of_document("R1"),
            correction_id: None,
        });
    }
    for country in ["XXA", "XXB", "XXC"] {
        secret = secret.new_row(nationality::Model {
            id: Uuid::now_v7(),
            person_id: twins.person.id,
            country: country.to_owned(),
            basis: NationalityBasis::Claimed,
            correction_id: None,
        });
    }
    secret.new_row(vulnerability::Model {
        id: Uuid::now_v7(),
        case_id: twins.case.id,
        category: VulnerabilityCategory::StatelessRisk,
        severity: Severity::Severe,
        determinant_level: None,
        identified_on: rows::now().date_naive(),
        source: VulnerabilitySource::Screening,
        confirmed: true,
        notes: None,
        worker_id: None,
        created_at: rows::now(),
        correction_id: None,
    })
}

/// A consent turns out to be about asylum.
pub fn consent(twins: &Twins) -> Secret {
    let consent = consent::Model {
        purpose: Purpose::LegalProceeding,
        classes: ClassSet::of(&[DataClass::Operational, DataClass::Asylum]).to_bits(),
        // As `giver` left it.
        given_by: ConsentGiver::Guardian,
        ..twins.consent.clone()
    };
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    Secret::new("the person consented to share asylum data", &knows).within_the_organisation().other_row(consent)
}

/// A guardian gave the consent, so the person is a child or cannot decide.
pub fn giver(twins: &Twins) -> Secret {
    let consent = consent::Model { given_by: ConsentGiver::Guardian, ..twins.consent.clone() };
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    Secret::new("a guardian gave the consent", &knows).other_row(consent)
}

/// A person took a place at services whose type reveals the reason.
pub fn place_taken(twins: &Twins) -> Secret {
    let taken = |service: &service::Model| service::Model {
        capacity_free: service.capacity_free.map(|free| free - 1),
        capacity_as_of: Some(rows::now()),
        version: service.version + 1,
        ..service.clone()
    };
    let secret = Secret::new("somebody was taken in by a service for survivors", &[]);
    twins.distant.iter().map(taken).fold(secret, Secret::other_row)
}
