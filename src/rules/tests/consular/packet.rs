//! The packet: its exact fields, what is left out, and the consent that it needs.

use chrono::{DateTime, Utc};
use entity::{
    codes::{
        BirthDatePrecision, ConsentGiver, ConsentStatus, DataClass, DocumentSeen, IdentifierType, InterviewMode,
        NameType, NationalityBasis, OrganisationType, Purpose, Sex,
    },
    nationality,
};
use sea_orm::Iterable;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    rules::{
        consent::{Consent, Receiver, Recipient},
        consular::document::may_ask_for,
        consular::packet::{
            Evidence, Name, PacketFacts, Payload, build, canonical, consented, hash, reference, speaks_for_nationality,
        },
        refusal::RefusalCode,
        tests::authority::{ADULT, CHILD},
    },
};

const POST: Uuid = Uuid::from_u128(7);

fn agreed() -> ClassSet {
    ClassSet::of(&[DataClass::Operational, DataClass::Identity, DataClass::Contact, DataClass::Legal])
}

fn name(given: &str, name_type: NameType) -> Name {
    Name { given: given.to_owned(), family: "Diallo".to_owned(), other: None, name_type }
}

fn of(country: &str, basis: NationalityBasis) -> nationality::Model {
    let (id, person_id, country) = (Uuid::from_u128(8), Uuid::from_u128(9), country.to_owned());
    nationality::Model { id, person_id, country, basis, correction_id: None }
}

fn facts() -> PacketFacts {
    let document = |document_type| Evidence {
        document_type,
        number: "A1".to_owned(),
        issuer: None,
        issued_on: None,
        expires_on: None,
        seen: DocumentSeen::Copy,
    };
    PacketFacts {
        names: vec![name("Mamadou", NameType::Document), name("Mamoudou", NameType::Claimed)],
        sex: Sex::Male,
        birth_date: "1999-01-01".parse().ok(),
        birth_date_precision: BirthDatePrecision::Year,
        birth_country: Some("GIN".to_owned()),
        birth_place: Some("Labé".to_owned()),
        country: "GIN".to_owned(),
        father_name: Some("Alpha Diallo".to_owned()),
        mother_name: Some("Hadja Barry".to_owned()),
        last_address: Some("Labé, Daka".to_owned()),
        documents: IdentifierType::iter().map(document).collect(),
        nationalities: vec![of("GIN", NationalityBasis::Claimed)],
        languages: vec!["ff".to_owned(), "sus".to_owned()],
        spoken: vec!["ar".to_owned(), "ff".to_owned(), "fr".to_owned()],
        document_type: IdentifierType::EmergencyTravelCertificate,
        interview_preferences: vec![InterviewMode::Phone],
        focal_point_desk: Some("consular-desk@iom.example".to_owned()),
        answers: Vec::new(),
    }
}

#[test]
fn a_packet_holds_exactly_its_fields_and_nothing_else() {
    let payload = serde_json::to_value(build(facts(), agreed()).expect("it is complete")).expect("it is JSON");
    let document = |kind: &str| json!({"type": kind, "number": "A1", "issuer": null, "issuedOn": null, "expiresOn": null, "seen": "COPY"});
    let evidence = [
        "PASSPORT",
        "EMERGENCY_TRAVEL_CERTIFICATE",
        "LAISSEZ_PASSER_NATIONAL",
        "ECOWAS_TRAVEL_CERTIFICATE",
        "CONSULAR_CARD",
        "NATIONALITY_CERTIFICATE",
        "BIRTH_CERTIFICATE_EXTRACT",
        "NATIONAL_ID",
    ];
    let expected = json!({
        "givenNames": "Mamoudou",
        "familyNames": "Diallo",
        "otherNames": ["Mamadou Diallo"],
        "sex": "MALE",
        "birthDate": "1999-01-01",
        "birthDatePrecision": "YEAR",
        "birthCountry": "GIN",
        "birthPlace": "Labé",
        "claimedNationality": "GIN",
        "fatherName": "Alpha Diallo",
        "motherName": "Hadja Barry",
        "lastAddress": "Labé, Daka",
        "evidence": evidence.map(document),
        "languages": ["ff"],
        "documentType": "EMERGENCY_TRAVEL_CERTIFICATE",
        "interviewPreferences": ["PHONE"],
        "focalPointDesk": "consular-desk@iom.example",
        "answers": [],
    });
    assert_eq!(payload, expected);
}

#[test]
fn no_paper_tells_of_another_state_or_of_the_road() {
    let twofold = PacketFacts {
        nationalities: vec![of("GIN", NationalityBasis::Claimed), of("MLI", NationalityBasis::Claimed)],
        ..facts()
    };
    assert_eq!(
        build(twofold, agreed()).expect("it is complete").evidence,
        [],
        "another State may have issued any of them"
    );
    let issued = |document: Evidence| Evidence {
        issuer: Some("Embassy in Tripoli".to_owned()),
        issued_on: "2022-03-01".parse().ok(),
        expires_on: "2027-03-01".parse().ok(),
        ..document
    };
    let abroad = PacketFacts { documents: facts().documents.into_iter().map(issued).collect(), ..facts() };
    for paper in build(abroad, agreed()).expect("it is complete").evidence {
        let abroad = paper.document_type == IdentifierType::ConsularCard;
        let told = [paper.issuer.is_some(), paper.issued_on.is_some(), paper.expires_on.is_some()];
        assert_eq!(told, [!abroad; 3], "{paper:?}");
    }
}

#[test]
fn papers_of_the_protected_are_never_listed_and_never_asked_for() {
    for paper in [IdentifierType::ConventionTravelDocument, IdentifierType::IcrcEmergencyTravelDocument] {
        assert!(!speaks_for_nationality(paper));
        assert_eq!(may_ask_for("documentType", paper).unwrap_err().code, RefusalCode::ValueNotAllowed);
    }
    assert!(!speaks_for_nationality(IdentifierType::Other), "a document of unknown kind may be a refugee's");
    assert_eq!(may_ask_for("documentType", IdentifierType::Passport), Ok(()));
}

#[test]
fn the_address_is_left_out_where_the_person_did_not_agree_to_it() {
    let payload = build(facts(), ClassSet::of(&[DataClass::Identity, DataClass::Legal])).expect("it is complete");
    assert_eq!(payload.last_address, None);
}

#[test]
fn languages_are_left_out_where_the_person_did_not_agree_or_is_not_interviewed() {
    let without = agreed().without(DataClass::Operational);
    assert_eq!(build(facts(), without).expect("it is complete").languages, [""; 0]);
    let unheard = PacketFacts { interview_preferences: Vec::new(), ..facts() };
    assert_eq!(build(unheard, agreed()).expect("it is complete").languages, [""; 0]);
}

#[test]
fn a_packet_from_before_there_were_languages_is_still_read() {
    let mut payload = serde_json::to_value(build(facts(), agreed()).expect("it is complete")).expect("it is JSON");
    payload.as_object_mut().expect("it has fields").remove("languages");
    let payload: Payload = serde_json::from_value(payload).expect("it is a payload");
    assert_eq!(payload.languages, [""; 0]);
}

#[test]
fn a_person_without_a_name_has_no_packet() {
    let nameless = PacketFacts { names: Vec::new(), ..facts() };
    assert_eq!(build(nameless, agreed()).unwrap_err().code, RefusalCode::ValueRequired);
}

fn now() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

fn consent() -> Consent {
    Consent {
        status: ConsentStatus::Active,
        given_by: ConsentGiver::Person,
        purpose: Purpose::ConsularDocument,
        classes: agreed(),
        recipients: vec![Recipient { organisation_id: Some(POST), ..Recipient::default() }],
        excluded: Vec::new(),
        valid_from: now(),
        valid_until: Some(now() + chrono::Duration::days(365)),
        read_back_confirmed: true,
        not_tied_to_assistance: true,
    }
}

fn post(organisation_id: Uuid) -> Receiver {
    Receiver { organisation_id, organisation_type: OrganisationType::GovOriginConsular, service_type: None }
}

#[test]
fn a_consent_names_this_post_or_carries_nothing() {
    let refused = |consent: Option<Consent>, post: Receiver, child: bool| {
        consented(consent.as_ref(), &post, if child { CHILD } else { ADULT }, now()).unwrap_err().code
    };
    assert_eq!(consented(Some(&consent()), &post(POST), ADULT, now()), Ok(agreed()));
    assert_eq!(refused(None, post(POST), false), RefusalCode::ConsentMissing);
    assert_eq!(refused(Some(consent()), post(Uuid::from_u128(8)), false), RefusalCode::ConsentDoesNotCover);
    let any_consulate =
        Recipient { organisation_type: Some(OrganisationType::GovOriginConsular), ..Recipient::default() };
    let by_kind = Consent { recipients: vec![any_consulate], ..consent() };
    assert_eq!(refused(Some(by_kind), post(POST), false), RefusalCode::ConsentDoesNotCover);
    let other_purpose = Consent { purpose: Purpose::ReferralService, ..consent() };
    assert_eq!(refused(Some(other_purpose), post(POST), false), RefusalCode::ConsentDoesNotCover);
    let withdrawn = Consent { status: ConsentStatus::Withdrawn, ..consent() };
    assert_eq!(refused(Some(withdrawn), post(POST), false), RefusalCode::ConsentNotValid);
    let run_out = Consent { valid_until: Some(now()), ..consent() };
    assert_eq!(refused(Some(run_out), post(POST), false), RefusalCode::ConsentNotValid);
    let without_identity = Consent { classes: ClassSet::of(&[DataClass::Legal]), ..consent() };
    assert_eq!(refused(Some(without_identity), post(POST), false), RefusalCode::ConsentDoesNotCover);
}

#[test]
fn a_child_does_not_consent_to_its_consulate_alone() {
    let refusal = consented(Some(&consent()), &post(POST), CHILD, now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::GuardianConsentRequired);
    let guardian = Consent { given_by: ConsentGiver::Guardian, ..consent() };
    assert!(consented(Some(&guardian), &post(POST), CHILD, now()).is_ok());
}

#[test]
fn one_payload_has_one_text_and_one_hash() {
    let one: Value = serde_json::from_str(r#"{"b": [1, {"d": null, "c": "é"}], "a": true}"#).expect("it is JSON");
    let other: Value = serde_json::from_str(r#"{"a":true,"b":[1,{"c":"é","d":null}]}"#).expect("it is JSON");
    assert_eq!(canonical(&one), r#"{"a":true,"b":[1,{"c":"é","d":null}]}"#);
    assert_eq!(hash("A", 1, &one), hash("A", 1, &other));
    assert_eq!(hash("A", 1, &json!({})), "46507e0ade6a715e4071563020a97b435d7532a4f0df7984959133cc3d3223ac");
    assert_ne!(hash("A", 1, &one), hash("A", 1, &json!({"a": true})));
}

#[test]
fn two_packets_and_two_versions_have_no_hash_in_common() {
    let payload = json!({"a": true});
    let hashes = [hash("A", 1, &payload), hash("B", 1, &payload), hash("A", 2, &payload)];
    assert!(hashes[0] != hashes[1] && hashes[0] != hashes[2] && hashes[1] != hashes[2], "{hashes:?}");
}

#[test]
fn a_reference_carries_all_of_its_chance() {
    assert_eq!(reference(0), "0".repeat(26));
    assert_eq!(reference(u128::MAX), format!("{}7", "Z".repeat(25)));
    for bit in 0..128 {
        assert_ne!(reference(1 << bit), reference(0), "{bit}");
    }
}

#[test]
fn a_packet_claims_only_a_nationality_that_the_person_is_recorded_to_claim() {
    use NationalityBasis::{Claimed, Confirmed, Documented};
    let refused =
        [vec![], vec![of("MLI", Claimed)], vec![of("XXA", Claimed)], vec![of("MLI", Claimed), of("GIN", Documented)]];
    for nationalities in refused {
        let refusal = build(PacketFacts { nationalities, ..facts() }, agreed()).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NationalityNotRecorded);
    }
    let claimed = [
        vec![of("MLI", Claimed), of("GIN", Claimed)],
        vec![of("MLI", Claimed), of("GIN", Confirmed)],
        vec![of("MLI", Documented), of("GIN", Documented)],
    ];
    for nationalities in claimed {
        let packet = build(PacketFacts { nationalities, ..facts() }, agreed()).expect("one of them is");
        assert_eq!(packet.claimed_nationality, "GIN");
    }
}
