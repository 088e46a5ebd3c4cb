//! The packet of a request: built and hashed by the rules, with a random id and reference.

use chrono::{DateTime, Utc};
use entity::{codes::QuestionCode, consular_packet, consular_packet_version};
use sea_orm::prelude::Json;
use uuid::Builder;
use waystation::rules::consular::{
    after::packet_after,
    closing::close_after,
    packet::{Answer, PacketFacts, build, hash, reference},
};

use super::{journey::Journey, texts};

use crate::draw::Draw;

/// The first random stream for the closures of a day.
const BATCHES: u64 = 1 << 41;

impl Journey {
    /// Freezes the packet.
    pub(super) fn freeze(&mut self, draw: &mut Draw, at: DateTime<Utc>) {
        let payload = self.payload(Vec::new());
        let id = Builder::from_random_bytes(draw.bits().to_be_bytes()).into_uuid();
        let reference = reference(draw.bits());
        let packet = consular_packet::Model::builder()
            .id(id)
            .consular_request_id(self.request.id)
            .organisation_id(self.post.organisation_id)
            .consular_post_id(self.post.id)
            .country(self.post.country.to_owned())
            .consent_id(self.request.consent_id.expect("the demo asks no consulate without a consent"))
            .payload_hash(hash(&reference, 1, &payload))
            .reference(reference)
            .payload(payload)
            .created_at(at)
            .build();
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
        let facts = PacketFacts { answers, ..self.source.facts.clone() };
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
