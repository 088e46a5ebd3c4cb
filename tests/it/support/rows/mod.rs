//! Rows with sensible values, to be changed like `case::Model { access_mode, ..rows::case(&person, &centre) }`.
//! Each function takes the rows that its row refers to, so that no test writes an impossible case.

mod consular;
mod sharing;

use entity::{
    case, centre,
    codes::{
        BirthDatePrecision, CaseStatus, CentreStatus, CentreType, CorrectionKind, LanguageLevel, NameType,
        OrganisationType, Oversight, Role, ServiceStatus, ServiceType, Sex,
    },
    correction, organisation, person, person_language, person_name, service, stay, worker,
};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;
use waystation::{access::role_set::RoleSet, rules::name_order::sort_key};

pub use consular::{consular_request, packet, packet_version, post};
pub use sharing::{
    approved, consent, determination, legal_order, legal_override, recipient, referral, share, transfer,
};

/// The moment of every test. It is not a full second, because stored texts must also compare well within a second.
pub fn now() -> DateTimeUtc {
    DateTimeUtc::from_timestamp_micros(1_700_000_000_500_250).expect("it is a moment")
}

/// A day before [`now`], when most rows were made.
fn yesterday() -> DateTimeUtc {
    now() - chrono::Duration::days(1)
}

fn reference(prefix: &str, id: Uuid) -> String {
    format!("{prefix}-{}", id.simple())
}

/// An organisation in Niger that oversees nothing.
pub fn organisation(kind: OrganisationType) -> organisation::Model {
    let id = Uuid::now_v7();
    organisation::Model {
        id,
        name: reference("Organisation", id),
        name_translations: None,
        acronym: "ORG".to_owned(),
        organisation_type: kind,
        country: Some("NER".to_owned()),
        oversight: Oversight::None,
        information_sharing_protocol_signed_on: Some(yesterday().date_naive()),
        contact_desk: None,
        suspended_at: None,
        suspended_by_worker_id: None,
        created_at: yesterday(),
        updated_at: yesterday(),
        version: 1,
    }
}

/// An ordinary centre in Agadez.
pub fn centre(of: &organisation::Model) -> centre::Model {
    let id = Uuid::now_v7();
    centre::Model {
        id,
        organisation_id: of.id,
        code: reference("NER", id),
        name: "Agadez".to_owned(),
        name_translations: None,
        centre_type: CentreType::TransitCentre,
        country: "NER".to_owned(),
        admin1: "Agadez".to_owned(),
        admin2: None,
        latitude: Some(16.974),
        longitude: Some(7.991),
        capacity_beds: 1_000,
        surge_beds: 100,
        status: CentreStatus::Open,
        protected: false,
        fronting_centre_id: None,
        opening_hours: None,
        time_zone: "UTC".to_owned(),
        working_days: "MO,TU,WE,TH,FR".to_owned(),
        holidays: None,
        open_centre: true,
        created_at: yesterday(),
        updated_at: yesterday(),
        version: 1,
    }
}

/// A secret shelter. An ordinary centre of the same organisation answers for it.
pub fn shelter(fronting: &centre::Model) -> centre::Model {
    let id = Uuid::now_v7();
    centre::Model {
        id,
        code: reference("NER", id),
        name: "House of the baobab".to_owned(),
        centre_type: CentreType::ShelterVot,
        protected: true,
        fronting_centre_id: Some(fronting.id),
        ..fronting.clone()
    }
}

/// A worker.
pub fn worker(of: &organisation::Model) -> worker::Model {
    let id = Uuid::now_v7();
    worker::Model {
        id,
        organisation_id: of.id,
        issuer: "https://issuer.test".to_owned(),
        subject: reference("subject", id),
        display_name: Some("Aminata".to_owned()),
        sort_key: Some(sort_key("Aminata")),
        created_at: yesterday(),
        last_seen_at: yesterday(),
        deactivated_at: None,
        roles: Some(RoleSet::from_iter([Role::CaseWorker, Role::ProtectionOfficer, Role::MedicalOfficer]).to_bits()),
        all_ordinary_centres: true,
    }
}

/// A service with free places.
pub fn service(of: &organisation::Model, kind: ServiceType) -> service::Model {
    service::Model {
        id: Uuid::now_v7(),
        organisation_id: of.id,
        centre_id: None,
        service_type: kind,
        name: "A service".to_owned(),
        name_translations: None,
        description: "What it offers.".to_owned(),
        description_translations: None,
        eligibility: None,
        eligibility_translations: None,
        country: "NER".to_owned(),
        admin1: None,
        referral_required: true,
        acceptance_hours: None,
        schedules: None,
        costs: None,
        telephone: None,
        email: None,
        capacity_unit: None,
        capacity_total: Some(20),
        capacity_free: Some(10),
        capacity_as_of: Some(yesterday()),
        status: ServiceStatus::Active,
        resumes_on: None,
        confidential: false,
        search_key: "a service what it offers".to_owned(),
        sort_key: sort_key("A service"),
        created_at: yesterday(),
        updated_at: yesterday(),
        version: 1,
    }
}

/// A woman with a known year of birth.
pub fn person(of: &organisation::Model) -> person::Model {
    let id = Uuid::now_v7();
    person::Model {
        id,
        organisation_id: of.id,
        reference: reference("P", id),
        sex: Sex::Female,
        birth_date: chrono::NaiveDate::from_ymd_opt(1995, 1, 1),
        birth_date_precision: BirthDatePrecision::Year,
        birth_country: Some("GIN".to_owned()),
        birth_place: None,
        marital_status: None,
        gender_identity: None,
        deceased: false,
        initials: Some("A.D.".to_owned()),
        created_at: yesterday(),
        updated_at: yesterday(),
        version: 1,
    }
}

/// An open case of the person at a centre of the owning organisation, without an assigned worker.
pub fn case(person: &person::Model, centre: &centre::Model) -> case::Model {
    let id = Uuid::now_v7();
    case::Model::builder()
        .id(id)
        .reference(reference("C", id))
        .person_id(person.id)
        .organisation_id(centre.organisation_id)
        .centre_id(centre.id)
        .fronting_centre_id(centre.fronting_centre_id.unwrap_or(centre.id))
        .country(centre.country.clone())
        .in_protected_centre(centre.protected)
        .opened_at(yesterday())
        .created_at(yesterday())
        .status(CaseStatus::Open)
        .build()
}

/// A bed in the centre, taken two days ago and not left.
pub fn stay(case: &case::Model, centre: &centre::Model) -> stay::Model {
    stay::Model::builder()
        .id(Uuid::now_v7())
        .case_id(case.id)
        .person_id(case.person_id)
        .organisation_id(centre.organisation_id)
        .centre_id(centre.id)
        .fronting_centre_id(centre.fronting_centre_id.unwrap_or(centre.id))
        .from_at(now() - chrono::Duration::days(2))
        .created_at(yesterday())
        .updated_at(yesterday())
        .build()
}

/// A name in Latin script.
pub fn name(of: &person::Model, given: &str, family: &str) -> person_name::Model {
    person_name::Model {
        id: Uuid::now_v7(),
        person_id: of.id,
        given: given.to_owned(),
        family: family.to_owned(),
        other: None,
        script: "Latn".to_owned(),
        language: None,
        name_type: NameType::Claimed,
        search_key: waystation::rules::name::key(&[given, family]),
        position: 0,
        correction_id: None,
    }
}

/// Why a row is no longer in force.
pub fn correction(by: &worker::Model, case_id: Uuid, record: &str, subject_id: Uuid) -> correction::Model {
    correction::Model {
        id: Uuid::now_v7(),
        kind: CorrectionKind::EnteredInError,
        reason: "a mistake".to_owned(),
        at: yesterday(),
        case_id,
        organisation_id: by.organisation_id,
        worker_id: Some(by.id),
        record: record.to_owned(),
        subject_id,
        replaced_by: None,
    }
}

/// A language that the person speaks without an interpreter.
pub fn language(person_id: Uuid, language: &str, level: LanguageLevel) -> person_language::Model {
    person_language::Model {
        id: Uuid::now_v7(),
        person_id,
        language: language.to_owned(),
        level,
        interpreter_needed: false,
        correction_id: None,
    }
}
