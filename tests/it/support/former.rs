//! What is over of the person of a whole file: one row of each kind that a correction closed, and a merge that was undone.

use entity::{
    case,
    codes::{ContactType, DocumentSeen, IdentifierType, LanguageLevel, NationalityBasis},
    contact, correction, former_person_facts, identifier, nationality, person, person_language, person_merge,
    person_name, worker,
};
use uuid::Uuid;

use super::{World, once::Once, rows};

/// Writes the rows, each with its correction.
pub async fn add(world: &World, (person, case): (&person::Model, &case::Model), by: &worker::Model, once: &mut Once) {
    let person_id = person.id;
    let correction = world.add(closing(by, case.id, "PersonName", once)).await;
    let (given, family) = (once.text("old-given").expect("a text"), once.text("old-family").expect("a text"));
    let name = person_name::Model {
        position: 1,
        language: Some("fr".to_owned()),
        correction_id: Some(correction.id),
        ..rows::name(person, &given, &family)
    };
    world.add(once.fill(name, &[])).await;
    let correction = world.add(closing(by, case.id, "Nationality", once)).await;
    world
        .add(nationality::Model {
            id: Uuid::now_v7(),
            person_id,
            country: "SEN".to_owned(),
            basis: NationalityBasis::Documented,
            correction_id: Some(correction.id),
        })
        .await;
    let correction = world.add(closing(by, case.id, "PersonLanguage", once)).await;
    let language = rows::language(person_id, "ff", LanguageLevel::Basic);
    world.add(person_language::Model { correction_id: Some(correction.id), ..language }).await;
    let correction = world.add(closing(by, case.id, "Identifier", once)).await;
    let document = identifier::Model {
        id: Uuid::now_v7(),
        person_id,
        identifier_type: IdentifierType::NationalId,
        number: once.text("old-number").expect("a text"),
        issuer: None,
        issued_on: None,
        expires_on: None,
        seen: DocumentSeen::Copy,
        search_key: None,
        correction_id: Some(correction.id),
    };
    world.add(once.fill(document, &[])).await;
    let correction = world.add(closing(by, case.id, "Contact", once)).await;
    let contact = contact::Model {
        id: Uuid::now_v7(),
        person_id,
        contact_type: ContactType::Phone,
        value: "+227 90 65 43 21".to_owned(),
        name: None,
        relation: None,
        may_contact: false,
        search_key: None,
        correction_id: Some(correction.id),
    };
    world.add(once.fill(contact, &[])).await;
    let correction = world.add(closing(by, case.id, "Person", once)).await;
    let facts = former_person_facts::Model {
        id: Uuid::now_v7(),
        person_id,
        sex: person.sex,
        birth_date: once.day(),
        birth_date_precision: person.birth_date_precision,
        birth_country: Some("SEN".to_owned()),
        birth_place: None,
        marital_status: None,
        correction_id: correction.id,
    };
    world.add(once.fill(facts, &[])).await;
    let merge = person_merge::Model {
        id: merge_id(case),
        person_id,
        // It was undone, so that only those who know both people know of it.
        merged_person_id: person_id,
        merged_reference: once.text("merged-reference").expect("a text"),
        organisation_id: by.organisation_id,
        reason: once.text("merge-reason").expect("a text"),
        names_after: 1,
        worker_id: by.id,
        merged_at: once.past().expect("a moment"),
        undo_until: once.past().expect("a moment"),
        undone_at: None,
        undone_by: Some(by.id),
    };
    world.add(once.fill(merge, &[])).await;
}

/// The id of a merge of the person of this case, which was undone.
pub fn merge_id(case: &case::Model) -> Uuid {
    Uuid::from_u128(case.id.as_u128() ^ 9)
}

/// The correction that closes a row of this record type.
pub fn closing(by: &worker::Model, case_id: Uuid, record: &str, once: &mut Once) -> correction::Model {
    correction::Model {
        reason: once.text("correction-reason").expect("a text"),
        at: once.past().expect("a moment"),
        replaced_by: Some(Uuid::now_v7()),
        ..rows::correction(by, case_id, record, Uuid::now_v7())
    }
}
