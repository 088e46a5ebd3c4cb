//! The packet of a request: built and hashed by the rules, with a random id and reference.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ContactType, QuestionCode},
    consular_packet, consular_packet_version, consular_request, identifier, person_name,
};
use sea_orm::prelude::Json;
use uuid::{Builder, Uuid};
use waystation::{
    access::class::ClassSet,
    rules::consular::{
        after::packet_after,
        closing::close_after,
        packet::{Answer, Evidence, Facts, Name, build, hash, reference},
    },
};

use super::{BATCHES, journey::Journey, texts};

use crate::{
    cast::{Organisation, organisation},
    draw::Draw,
    rows::Rows,
};

/// The input of the packets of a request. It does not change in the caseload.
#[derive(Clone, Debug)]
pub struct Source {
    /// The seed of the caseload, for what all its packets share.
    pub seed: u64,
    /// The classes that the person agreed to share with the post.
    pub agreed: ClassSet,
    /// The facts, without answers.
    pub facts: Facts,
}

/// The facts about the person of the request, who is the last one of the rows.
pub fn facts(rows: &Rows, person_id: Uuid, request: &consular_request::Model) -> Facts {
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
    Facts {
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

impl Journey {
    /// Freezes the packet.
    pub(super) fn freeze(&mut self, draw: &mut Draw, at: DateTime<Utc>) {
        let payload = self.payload(Vec::new());
        let id = Builder::from_random_bytes(draw.bits().to_be_bytes()).into_uuid();
        let reference = reference(draw.bits());
        let packet = consular_packet::Model {
            id,
            consular_request_id: self.request.id,
            organisation_id: self.post.organisation_id,
            consular_post_id: self.post.id,
            country: self.post.country.to_owned(),
            consent_id: self.request.consent_id.expect("the demo asks no consulate without a consent"),
            version_number: 1,
            payload_hash: hash(&reference, 1, &payload),
            reference,
            payload: Some(payload),
            liaison_state: None,
            liaison_version: 0,
            question_codes: None,
            interview_mode: None,
            interview_at: None,
            interview_by: None,
            refusal_code: None,
            submitted_at: None,
            // It is set when the whole case is known: see `Journey::add`.
            readable_until: None,
            revoked_at: None,
            suspended_at: None,
            closing_state: None,
            close_after: None,
            created_at: at,
        };
        self.request.packet_reference = Some(packet.reference.clone());
        self.keep(draw, packet, at);
    }

    /// Answers the questions of the consulate with a new version of the packet.
    pub(super) fn answer(&mut self, draw: &mut Draw, at: DateTime<Utc>) {
        let asked = self.request.question_codes.take().expect("an answer follows a question");
        let asked: Vec<QuestionCode> = serde_json::from_value(asked).expect("questions are a list of codes");
        let answer = |question| Answer { question, text: texts::answer(question).to_owned() };
        let answers: Vec<_> = asked.into_iter().map(answer).collect();
        self.request.answers = Some(serde_json::to_value(&answers).expect("answers are JSON"));
        let payload = self.payload(answers);
        if let Some(replaced) = self.versions.last_mut() {
            replaced.replaced_at = Some(at);
        }
        let before = self.packet.take().expect("what was asked about is there");
        let version_number = before.version_number + 1;
        let packet = consular_packet::Model {
            version_number,
            payload_hash: hash(&before.reference, version_number, &payload),
            payload: Some(payload),
            ..before
        };
        self.keep(draw, packet, at);
    }

    /// Copies to the packet what the consulate is shown now.
    pub(super) fn show(&mut self, at: DateTime<Utc>) {
        let Some(before) = self.packet.take() else { return };
        let mut after = packet_after(&before, &self.request, at);
        if after.closing_state.is_some() && before.closing_state.is_none() {
            // All closures of a day share one minute.
            let day = u64::try_from(at.timestamp() / 86_400).unwrap_or_default();
            let minute = Draw::new(self.source.seed, BATCHES + day).number(0, 24 * 60 - 1);
            after.close_after = Some(close_after(at, None, u16::try_from(minute).unwrap_or_default()));
        }
        if after.revoked_at.is_some() {
            // A packet that was taken back is not readable in any version; the hash stays.
            self.versions.iter_mut().for_each(|version| version.payload = Json::Null);
        }
        if before.payload.is_some() && after.payload.is_none() {
            let last = self.versions.last_mut().expect("a packet has a version");
            last.replaced_at = Some(at);
        }
        self.packet = Some(after);
    }

    fn payload(&self, answers: Vec<Answer>) -> Json {
        let facts = Facts { answers, ..self.source.facts.clone() };
        let payload =
            build(facts, self.source.agreed).expect("everybody in the demo has a name and claims the nationality");
        serde_json::to_value(payload).expect("a payload is JSON")
    }

    fn keep(&mut self, draw: &mut Draw, packet: consular_packet::Model, at: DateTime<Utc>) {
        self.versions.push(consular_packet_version::Model {
            id: draw.id(at),
            consular_packet_id: packet.id,
            version_number: packet.version_number,
            payload: packet.payload.clone().unwrap_or_default(),
            payload_hash: packet.payload_hash.clone(),
            consent_id: packet.consent_id,
            created_at: at,
            replaced_at: None,
        });
        self.packet = Some(packet);
    }
}
