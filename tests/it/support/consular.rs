//! The consular part of a whole case file: a request, its gates and history, a document and its custody, with
//! every column filled.

use entity::{
    codes::{
        BirthDatePrecision, ConsularState, CustodyEvent, DocumentSeen, Gate, GateOutcome, IdentifierType,
        InterviewMode, InterviewOutcome, InterviewSide, LiaisonState, ProtectionSign, QuestionCode, RefusalReason, Sex,
        WithdrawalReason,
    },
    consular_event, consular_packet, consular_post, consular_request, protection_gate, protection_marker,
    travel_document, travel_document_custody,
};
use sea_orm::prelude::{Date, DateTimeUtc};
use serde_json::json;
use uuid::Uuid;
use waystation::rules::consular::packet::{Answer, Evidence, Payload};

use super::{
    World,
    file::{Cast, File},
    rows,
};

/// The identifiers of the rows through which the consular part of a file is asked for.
pub struct Ids {
    pub post: Uuid,
    pub request: Uuid,
    pub document: Uuid,
}

/// The identifiers follow from the file, so that a test with the file finds the rows.
pub fn ids(file: &File) -> Ids {
    let id = |number| Uuid::from_u128(file.case.id.as_u128() ^ number);
    Ids { post: id(1), request: id(2), document: id(3) }
}

fn moment(number: i64) -> DateTimeUtc {
    rows::now() - chrono::Duration::days(90) + chrono::Duration::minutes(number)
}

fn day(number: u32) -> Date {
    Date::from_ymd_opt(1980, 1, number).expect("it is a day")
}

/// The reference of the packet of [`packet`].
pub fn reference(file: &File) -> String {
    format!("packet-{}", file.case.id.simple())
}

/// Writes the packet of the file's request, submitted to this organisation.
pub async fn packet(world: &World, file: &File, organisation_id: Uuid) {
    let Ids { post, request, .. } = ids(file);
    let packet = consular_packet::Model {
        id: Uuid::new_v4(),
        reference: reference(file),
        consular_request_id: request,
        organisation_id,
        consular_post_id: post,
        country: "GIN".to_owned(),
        consent_id: file.consent.id,
        version_number: 1,
        payload: Some(serde_json::to_value(payload()).expect("it is JSON")),
        payload_hash: "0".repeat(64),
        liaison_state: Some(LiaisonState::InformationRequested),
        liaison_version: 1,
        question_codes: Some(json!(["SCHOOL_ATTENDED"])),
        interview_mode: None,
        interview_at: None,
        interview_by: None,
        refusal_code: None,
        submitted_at: Some(moment(3)),
        readable_until: None,
        revoked_at: None,
        suspended_at: None,
        closing_state: None,
        close_after: None,
        created_at: moment(3),
    };
    world.add(packet).await;
}

/// Writes the consular part of a file.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let Ids { post, request, document } = ids(file);
    let country = "GIN".to_owned();
    let embassy = world.add(rows::organisation(entity::codes::OrganisationType::GovOriginConsular)).await;
    let embassy = consular_post::Model { id: post, ..rows::post(&embassy, &country) };
    world.add(embassy).await;
    let text = |of: &str| Some(format!("consular-{of}"));
    let row = consular_request::Model::builder()
        .id(request)
        .reference(format!("C-{}", request.simple()))
        .case_id(file.case.id)
        .organisation_id(cast.house.id)
        .drafted_by(cast.worker.id)
        .consular_post_id(post)
        .country(country)
        .document_type(IdentifierType::LaissezPasserNational)
        .created_at(moment(5))
        .consent_id(file.consent.id)
        .maybe_origin_admin1(text("region"))
        .maybe_father_name(text("father"))
        .maybe_mother_name(text("mother"))
        .interview_preferences(json!(["PHONE", "VIDEO"]))
        .languages(json!(["consular-language"]))
        .state(ConsularState::OnHoldProtection)
        .held_state(ConsularState::MoreInfoRequired)
        .cleared(true)
        .question_codes(json!(["MOTHER_FULL_NAME"]))
        .interview_mode(InterviewMode::InPerson)
        .interview_at(moment(2))
        .interview_by(InterviewSide::Consulate)
        .interview_outcome(InterviewOutcome::Missed)
        .refusal_code(RefusalReason::NoShowInterview)
        .withdrawn_reason(WithdrawalReason::InternationalProtection)
        .packet_reference(format!("K{}", request.simple()))
        .submitted_at(moment(3))
        .closed_at(moment(4))
        .build();
    world.add(row).await;
    let gate = protection_gate::Model {
        id: Uuid::now_v7(),
        consular_request_id: request,
        gate: Gate::BFearOfAuthorities,
        outcome: GateOutcome::Fail,
        note: text("gate-note"),
        worker_id: cast.doctor.id,
        at: moment(6),
        corrects: Some(request),
        lifted_at: Some(moment(6)),
        lifted_by: Some(cast.doctor.id),
        lift_reason: text("lift-reason"),
    };
    world.add(gate).await;
    let marker = protection_marker::Model {
        id: Uuid::now_v7(),
        person_id: file.case.person_id,
        case_id: file.case.id,
        sign: ProtectionSign::FailedGate,
        subject_id: request,
        noted_at: moment(6),
        worker_id: Some(cast.doctor.id),
        cleared_at: Some(moment(6)),
        cleared_by: Some(cast.doctor.id),
        clear_reason: text("clear-reason"),
    };
    world.add(marker).await;
    let event = consular_event::Model {
        id: Uuid::now_v7(),
        consular_request_id: request,
        at: moment(7),
        worker_id: Some(cast.doctor.id),
        organisation_id: Some(cast.house.id),
        from_state: Some(ConsularState::Acknowledged),
        to_state: ConsularState::InterviewProposed,
        reason: text("event-reason"),
    };
    world.add(event).await;
    let row = travel_document::Model {
        id: document,
        case_id: file.case.id,
        consular_request_id: Some(request),
        document_type: IdentifierType::LaissezPasserNational,
        number: "consular-document-number".to_owned(),
        issuer: "consular-document-issuer".to_owned(),
        issued_on: day(1),
        expires_on: Some(day(2)),
        single_journey: true,
        created_at: moment(8),
        updated_at: moment(8),
        version: 1,
    };
    world.add(row).await;
    let custody = travel_document_custody::Model {
        id: Uuid::now_v7(),
        travel_document_id: document,
        at: moment(9),
        worker_id: Some(cast.doctor.id),
        event: CustodyEvent::ReturnedUnused,
    };
    world.add(custody).await;
}

/// A packet with a value in every field.
pub fn payload() -> Payload {
    let text = |text: &str| Some(text.to_owned());
    Payload {
        given_names: "Mamadou".to_owned(),
        family_names: "Diallo".to_owned(),
        other_names: vec!["Modou".to_owned()],
        sex: Sex::Male,
        birth_date: "1999-01-01".parse().ok(),
        birth_date_precision: BirthDatePrecision::Year,
        birth_country: text("GIN"),
        birth_place: text("Labé"),
        claimed_nationality: "GIN".to_owned(),
        father_name: text("Alpha Diallo"),
        mother_name: text("Hadja Barry"),
        last_address: text("Labé, Daka"),
        evidence: vec![Evidence {
            document_type: IdentifierType::NationalId,
            number: "GN-1".to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: None,
            seen: DocumentSeen::Copy,
        }],
        languages: vec!["ff".to_owned()],
        document_type: IdentifierType::Passport,
        interview_preferences: vec![InterviewMode::Phone],
        focal_point_desk: text("desk@iom.example"),
        answers: vec![Answer { question: QuestionCode::SchoolAttended, text: "Labé".to_owned() }],
    }
}
