//! What a packet contains and what it does not, and that it stays as it was frozen.

use chrono::Duration;
use entity::{
    codes::{DataClass, Gate, LanguageLevel, Role},
    consent, consent_recipient, consular_packet, consular_packet_version, nationality, person, person_language,
};
use sea_orm::{
    ActiveEnum as _, ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, Iterable as _, QueryOrder as _,
};
use serde_json::{Value, json};
use waystation::{access::class::ClassSet, global_id, rules::consular::packet::hash};

use super::{Story, embassy_of, merged, of_request};
use crate::support::{on_both, rows};

#[tokio::test]
async fn a_consulate_hears_of_a_language_that_was_named_for_it_and_agreed_to_and_of_no_other() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        // Her mother tongue, and a language that she learned on the way.
        for (language, level) in [("ff", LanguageLevel::Native), ("ar", LanguageLevel::Conversational)] {
            story.world.add(rows::language(story.case.person_id, language, level)).await;
        }
        let draft = |languages: Value| merged(story.draft(), json!({ "languages": languages }));
        let refused = async |draft: Value| story.refused(&story.mariama, "draftConsularRequest", draft).await;
        assert_eq!(refused(draft(json!(["sus"]))).await, "VALUE_NOT_ALLOWED", "her language list does not contain it");
        let unheard = merged(draft(json!(["ff"])), json!({ "interviewPreferences": [] }));
        assert_eq!(refused(unheard).await, "VALUE_NOT_ALLOWED", "no interview, no evidence");

        let languages = async |request: &Value| {
            let packet = story.packet(&story.sekou, &request["packetReference"]).await;
            packet["data"]["consularPacket"]["languages"].clone()
        };
        let request = story.submit(draft(json!(["ff"]))).await;
        assert_eq!(languages(&request).await, json!([]), "the consent does not hold OPERATIONAL");
        story.house(&story.mariama, "withdrawConsularRequest", &request, json!({ "reason": "ENTERED_IN_ERROR" })).await;

        story.agree(&[DataClass::Operational, DataClass::Identity, DataClass::Legal]).await;
        let request = story.submit(draft(json!(["ff"]))).await;
        assert_eq!(languages(&request).await, json!(["ff"]));
        story.house(&story.mariama, "withdrawConsularRequest", &request, json!({ "reason": "DUPLICATE" })).await;
        let request = story.submitted().await;
        assert_eq!(languages(&request).await, json!([]), "no language was named");
    })
    .await;
}

#[tokio::test]
async fn a_packet_stays_as_it_was_frozen_until_an_answer_makes_a_new_version() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.screened().await;
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        let frozen = story.rows().await.remove(0);
        let request = story.house(&story.mariama, "submitConsularRequest", &request, json!({})).await;
        story.learn_birth_place("Labé").await;
        let reference = request["packetReference"].clone();
        let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
        assert_eq!((&packet["birthPlace"], &packet["documentVersion"]), (&Value::Null, &json!(1)));
        assert_eq!(packet["hash"], json!(frozen.payload_hash), "what was recorded when it was frozen is what is read");

        let packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        story.post("askConsularQuestion", &packet, json!({ "questions": ["BIRTH_PLACE_DETAIL"] })).await;
        let answers = json!({ "answers": [{ "question": "BIRTH_PLACE_DETAIL", "text": "Daka, a quarter of Labé" }] });
        let request = story.again(&request).await;
        story.house(&story.mariama, "answerConsularQuestion", &request, answers).await;
        let packet = story.packet(&story.sekou, &reference).await["data"]["consularPacket"].clone();
        assert_eq!((&packet["birthPlace"], &packet["documentVersion"]), (&json!("Labé"), &json!(2)));
        assert_ne!(packet["hash"], json!(frozen.payload_hash));

        // The requesting organisation keeps both versions as evidence.
        let versions = consular_packet_version::Entity::find()
            .order_by_asc(consular_packet_version::Column::VersionNumber)
            .all(&story.world.database.reader)
            .await
            .expect("they are read");
        let reference = reference.as_str().expect("a reference");
        for (number, version) in (1..).zip(&versions) {
            assert_eq!(version.payload_hash, hash(reference, number, &version.payload), "version {number}");
            assert_eq!(version.replaced_at.is_some(), number == 1);
        }
        assert_eq!(versions.len(), 2);
        assert_eq!(
            (&versions[0].payload, &versions[0].payload_hash),
            (&frozen.payload.expect("it was sent"), &frozen.payload_hash)
        );
        assert_eq!(packet["hash"], json!(versions[1].payload_hash));
        // The request ends. The last version is kept for a time, which begins now.
        story.post("refuseConsularRequest", &packet, json!({ "reason": "OTHER" })).await;
        let last = consular_packet_version::Entity::find_by_id(versions[1].id).one(&story.world.database.reader).await;
        assert_eq!(last.expect("it is read").expect("it is there").replaced_at, Some(story.world.now));
    })
    .await;
}

#[tokio::test]
async fn a_packet_is_read_until_a_newer_consent_for_its_post_begins() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let begins = story.world.now + Duration::days(3);
        let (embassy, consent_id) = (story.embassy.organisation_id, story.consent.id);
        let excluded = consent_recipient::Model {
            id: uuid::Uuid::now_v7(),
            consent_id,
            organisation_id: Some(embassy),
            organisation_type: None,
            service_type: None,
            excluded_from: Some(begins),
            decided_by_id: None,
        };
        story.world.add(excluded).await;
        let request = story.screened().await;
        story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        assert_eq!(story.rows().await.remove(0).readable_until, Some(begins));
    })
    .await;
}

#[tokio::test]
async fn a_packet_that_a_fact_has_overtaken_is_not_submitted_and_is_made_ready_anew() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.screened().await;
        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        let frozen = story.rows().await.remove(0);
        story.learn_birth_place("Labé").await;
        let submit = story.asks(&story.mariama, "submitConsularRequest", of_request(&request, json!({}))).await;
        let refusal = &submit["data"]["submitConsularRequest"]["userErrors"][0];
        assert_eq!(refusal["code"], "PACKET_OUTDATED");
        let message = refusal["message"].as_str().expect("a sentence");
        assert!(message.starts_with("birthPlace changed") && !message.contains("Labé"), "{message}");
        assert_eq!(story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"], json!([]));

        let request = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        let request = story.house(&story.mariama, "submitConsularRequest", &request, json!({})).await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone();
        assert_eq!((&packet["birthPlace"], &packet["documentVersion"]), (&json!("Labé"), &json!(1)));
        let versions = consular_packet_version::Entity::find().all(&story.world.database.reader).await;
        let versions = versions.expect("they are read");
        assert_eq!(versions.len(), 1, "versions from before the submission are not kept");
        assert_eq!(json!(versions[0].payload_hash), packet["hash"]);
        assert_ne!(versions[0].payload_hash, frozen.payload_hash);
    })
    .await;
}

#[tokio::test]
async fn no_packet_claims_a_nationality_that_nobody_claimed() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let other = nationality::ActiveModel { country: Set("MLI".to_owned()), ..Default::default() };
        nationality::Entity::update_many().set(other).exec(&story.world.database.writer).await.expect("written");
        let read = "consularRequest { id version } userErrors { code } warnings { code field message }";
        let drafted = story.asks_for(&story.mariama, "draftConsularRequest", story.draft(), read).await;
        let drafted = &drafted["data"]["draftConsularRequest"];
        assert_eq!(drafted["userErrors"], json!([]));
        assert_eq!(drafted["warnings"][0]["code"], "NATIONALITY_NOT_RECORDED", "{drafted:#}");
        let mut request = drafted["consularRequest"].clone();
        for gate in Gate::iter() {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = story.house(&story.issa, "decideProtectionGate", &request, decision).await;
        }
        let ready = of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "freezeConsularPacket", ready).await, "NATIONALITY_NOT_RECORDED");
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_she_did_not_understand_opens_no_gate_and_carries_no_packet() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut request = story.drafted().await;
        let needs = person_language::ActiveModel { interpreter_needed: Set(true), ..Default::default() };
        person_language::Entity::update_many().set(needs).exec(&story.world.database.writer).await.expect("written");
        for gate in Gate::iter().filter(|gate| *gate != Gate::EInformedConsent) {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = story.house(&story.issa, "decideProtectionGate", &request, decision).await;
        }
        let passes = of_request(&request, json!({ "gate": "E_INFORMED_CONSENT", "outcome": "PASS" }));
        assert_eq!(story.refused(&story.issa, "decideProtectionGate", passes.clone()).await, "CONSENT_NOT_VALID");
        let with = |interpreter| consent::ActiveModel { interpreter_used: Set(interpreter), ..Default::default() };
        let writer = &story.world.database.writer;
        consent::Entity::update_many().set(with(true)).exec(writer).await.expect("it is written");
        let request = story.must(&story.issa, "decideProtectionGate", passes).await;
        consent::Entity::update_many().set(with(false)).exec(writer).await.expect("it is written");
        let ready = of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "freezeConsularPacket", ready).await, "CONSENT_NOT_VALID");
    })
    .await;
}

#[tokio::test]
async fn two_packets_of_a_person_share_nothing_but_the_person() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let ((consulate, post), officer) = embassy_of(&story.world, "GIN").await;
        story.world.add(rows::recipient(&story.consent, &consulate)).await;
        let kadiatou = story.world.viewer(Role::GovernmentLiaison, &officer, &consulate);
        let first = story.submitted().await;
        story.world.now += Duration::hours(1);
        let there = json!({ "postId": global_id::encode("ConsularPost", post.id) });
        let second = story.submit(merged(story.draft(), there)).await;
        let read = async |who, request: &Value| {
            story.packet(who, &request["packetReference"]).await["data"]["consularPacket"].clone()
        };
        let (one, other) = (read(&story.sekou, &first).await, read(&kadiatou, &second).await);
        // Both consulates read the same about the person, but no value allows them to link the two packets.
        assert_eq!(one["givenNames"], other["givenNames"]);
        for field in ["reference", "hash", "submittedAt"] {
            assert_ne!(one[field], other[field], "{field}");
        }
        let packets = story.rows().await;
        assert!(packets[0].id != packets[1].id && packets.iter().all(|row| row.id.get_version_num() == 4));
        let known = [
            story.case.reference.clone(),
            story.case.id.to_string(),
            global_id::encode("Case", story.case.id),
            first["reference"].as_str().expect("a reference").to_owned(),
            second["reference"].as_str().expect("a reference").to_owned(),
            first["packetReference"].as_str().expect("a reference").to_owned(),
        ];
        let text = other.to_string();
        assert!(known.iter().all(|known| !text.contains(known)), "{text}");
        // Each packet is for its own post only.
        let nowhere = story.packet(&kadiatou, &json!("nowhere")).await;
        assert_eq!(story.packet(&kadiatou, &first["packetReference"]).await, nowhere);
    })
    .await;
}

#[tokio::test]
async fn an_answer_needs_the_consent_once_more() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let request = story.submitted().await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone();
        let packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        story.post("askConsularQuestion", &packet, json!({ "questions": ["SCHOOL_ATTENDED"] })).await;
        let request = story.again(&request).await;
        let answers = json!({ "answers": [{ "question": "SCHOOL_ATTENDED", "text": "Labé" }] });
        let answer = || story.refused(&story.mariama, "answerConsularQuestion", of_request(&request, answers.clone()));
        story.agree(&[DataClass::Legal]).await;
        assert_eq!(answer().await, "CONSENT_DOES_NOT_COVER", "the consent no longer covers her name");
        story.agree(&[DataClass::Identity, DataClass::Legal]).await;
        let until = Set(Some(story.world.now + Duration::hours(1)));
        let limited = consent::ActiveModel { id: Set(story.consent.id), valid_until: until, ..Default::default() };
        limited.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        story.world.now += Duration::hours(1);
        // The consular worker knew the case through this consent, and loses the case with it.
        let late = story.refused(&story.mariama, "answerConsularQuestion", of_request(&request, answers.clone()));
        assert_eq!(late.await, "NOT_FOUND");
        let versions = consular_packet_version::Entity::find().all(&story.world.database.reader).await;
        assert_eq!(versions.expect("they are read").len(), 1, "a version was made without a consent");
    })
    .await;
}

impl Story {
    /// Limits the consent of the person to these classes.
    async fn agree(&self, classes: &[DataClass]) {
        let classes = Set(ClassSet::of(classes).to_bits());
        let consent = consent::ActiveModel { id: Set(self.consent.id), classes, ..Default::default() };
        consent.update(&self.world.database.writer).await.expect("it is written");
    }

    async fn learn_birth_place(&self, place: &str) {
        let birth_place = Set(Some(place.to_owned()));
        let person = person::ActiveModel { id: Set(self.case.person_id), birth_place, ..Default::default() };
        person.update(&self.world.database.writer).await.expect("it is written");
    }

    /// The stored packets, the oldest first.
    async fn rows(&self) -> Vec<consular_packet::Model> {
        let packets = consular_packet::Entity::find().order_by_asc(consular_packet::Column::CreatedAt);
        packets.all(&self.world.database.reader).await.expect("packets are read")
    }
}
