//! The input of the packets of a request: the facts about its person, and what the person agreed to share.

use entity::{codes::ContactType, consular_request, identifier, person_name};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::consular::packet::{Evidence, Name, PacketFacts},
};

use crate::{
    cast::{Organisation, organisation},
    rows::Rows,
};

/// The input of the packets of a request. It does not change in the caseload.
#[derive(Clone, Debug)]
pub struct PacketInput {
    /// The seed of the caseload, for what all its packets share.
    pub seed: u64,
    /// The classes that the person agreed to share with the post.
    pub agreed: ClassSet,
    /// The facts, without answers.
    pub facts: PacketFacts,
}

/// The facts about the person of the request, who is the last one of the rows.
pub fn facts(rows: &Rows, person_id: Uuid, request: &consular_request::Model) -> PacketFacts {
    let person = rows.persons.iter().rev().find(|row| row.id == person_id).expect("a case is about somebody");
    let mut names: Vec<_> = rows.person_names.iter().rev().take_while(|row| row.person_id == person_id).collect();
    names.sort_by_key(|row| row.position);
    let name = |row: &person_name::Model| Name {
        given: row.given.clone(),
        family: row.family.clone(),
        other: row.other.clone(),
        name_type: row.name_type,
    };
    let spoken = rows.person_languages.iter().rev().take_while(|row| row.person_id == person_id);
    let nationalities = rows.nationalities.iter().rev().take_while(|row| row.person_id == person_id);
    let documents = rows.identifiers.iter().rev().take_while(|row| row.person_id == person_id);
    let address = rows.contacts.iter().rev().take_while(|row| row.person_id == person_id);
    PacketFacts {
        names: names.into_iter().map(name).collect(),
        sex: person.sex,
        birth_date: person.birth_date,
        birth_date_precision: person.birth_date_precision,
        birth_country: person.birth_country.clone(),
        birth_place: person.birth_place.clone(),
        country: request.country.clone(),
        father_name: request.father_name.clone(),
        mother_name: request.mother_name.clone(),
        last_address: address
            .filter(|row| row.contact_type == ContactType::AddressInOrigin)
            .map(|row| row.value.clone())
            .next(),
        documents: documents.map(evidence).collect(),
        nationalities: nationalities.cloned().collect(),
        languages: serde_json::from_value(request.languages.clone().unwrap_or_default())
            .expect("languages are a list of texts"),
        spoken: spoken.map(|row| row.language.clone()).collect(),
        document_type: request.document_type,
        interview_preferences: serde_json::from_value(request.interview_preferences.clone())
            .expect("preferences are a list of codes"),
        focal_point_desk: organisation(request.organisation_id).map(Organisation::contact_desk),
        answers: Vec::new(),
    }
}

fn evidence(row: &identifier::Model) -> Evidence {
    Evidence {
        document_type: row.identifier_type,
        number: row.number.clone(),
        issuer: row.issuer.clone(),
        issued_on: row.issued_on,
        expires_on: row.expires_on,
        seen: row.seen,
    }
}
