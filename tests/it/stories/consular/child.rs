//! Gate D: contact with a consulate has to be in the best interest of a child before anybody says so at the gate.

use entity::{
    best_interest_determination, case,
    codes::{ConsentGiver, Gate},
    consent, person,
};
use sea_orm::{ActiveEnum, ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, of_packet, of_request};
use crate::support::{on_both, rows};

impl Story {
    /// Aïssata is eleven, and her guardian consents.
    async fn about_a_child(&self) {
        let database = &self.world.database;
        let person = person::Entity::find_by_id(self.case.person_id).one(&database.reader).await.expect("read");
        let birth_date = Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1));
        let child = person::ActiveModel { birth_date, ..person.expect("there").into_active_model() };
        child.update(&database.writer).await.expect("written");
        let given_by = Set(ConsentGiver::Guardian);
        let consent = consent::ActiveModel { given_by, ..self.consent.clone().into_active_model() };
        consent.update(&database.writer).await.expect("written");
    }

    /// A determination that one officer asks for and another one decides.
    async fn determined(&self, asks: &Viewer, decides: &Viewer, purpose: &str, outcome: &str) {
        self.determined_about(&self.case, self.embassy.organisation_id, (asks, decides), (purpose, outcome)).await;
    }

    /// The same about any case and receiver.
    async fn determined_about(
        &self,
        case: &case::Model,
        receiver: Uuid,
        (asks, decides): (&Viewer, &Viewer),
        (purpose, outcome): (&str, &str),
    ) {
        let read = "bestInterestDetermination { id version } userErrors { code field message }";
        let case = global_id::encode("Case", case.id);
        let receiver = global_id::encode("Organisation", receiver);
        let question =
            json!({ "caseId": case, "purpose": purpose, "receiverId": receiver, "grounds": "wants to go home" });
        let asked = self.asks_for(asks, "requestBestInterestDetermination", question, read).await;
        let asked = &asked["data"]["requestBestInterestDetermination"]["bestInterestDetermination"];
        let (id, version) = (&asked["id"], &asked["version"]);
        let answer = json!({ "determinationId": id, "version": version, "outcome": outcome, "reason": "heard" });
        self.done(decides, "decideBestInterestDetermination", answer).await;
    }

    async fn passed(&self, request: Value, gates: impl Iterator<Item = Gate>) -> Value {
        let mut request = request;
        for gate in gates {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = self.house(&self.issa, "decideProtectionGate", &request, decision).await;
        }
        request
    }
}

#[tokio::test]
async fn gate_d_passes_for_a_child_only_after_a_determination_in_favour_of_the_document() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        let others = || Gate::iter().filter(|gate| *gate != Gate::DChild);
        let request = story.passed(story.drafted().await, others()).await;
        let passes = || of_request(&request, json!({ "gate": "D_CHILD", "outcome": "PASS" }));
        let refused = async || story.refused(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(refused().await, "DETERMINATION_MISSING");
        story.determined(&salou, &story.issa, "RETURN_TRAVEL", "IN_FAVOUR").await;
        assert_eq!(refused().await, "DETERMINATION_MISSING", "a determination for another purpose is not enough");
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "AGAINST").await;
        assert_eq!(refused().await, "DETERMINATION_MISSING");
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = story.must(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(request["cleared"], true);
        story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_determination_that_is_over_or_turned_round_stops_a_packet_that_passed() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = story.passed(story.drafted().await, Gate::iter()).await;
        let ready = story.house(&story.mariama, "freezeConsularPacket", &request, json!({})).await;
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "AGAINST").await;
        for again in ["freezeConsularPacket", "submitConsularRequest"] {
            let refused = story.refused(&story.mariama, again, of_request(&ready, json!({}))).await;
            assert_eq!(refused, "NOT_CLEARED", "{again}");
        }
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        story.house(&story.mariama, "submitConsularRequest", &ready, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_gate_that_failed_for_a_child_is_corrected_only_with_a_determination() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        let fails = json!({ "gate": "D_CHILD", "outcome": "FAIL", "note": "nobody has decided" });
        let request = story.house(&story.issa, "decideProtectionGate", &story.drafted().await, fails).await;
        story.clear_marker(story.version().await).await;
        let passes = || of_request(&request, json!({ "gate": "D_CHILD", "outcome": "PASS", "note": "it was decided" }));
        let refused = story.refused(&salou, "correctProtectionGate", passes()).await;
        assert_eq!(refused, "DETERMINATION_MISSING");
        story.determined(&story.issa, &salou, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        story.must(&salou, "correctProtectionGate", passes()).await;
    })
    .await;
}

/// The fields of a packet that stay while it is suspended.
const COARSE: [&str; 5] = ["__typename", "reference", "version", "state", "submittedAt"];

impl Story {
    /// A submitted request of a child whose guardian consents, with a determination in favour.
    async fn submitted_for_a_child(&self, salou: &Viewer) -> Value {
        self.about_a_child().await;
        self.determined(salou, &self.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = self.passed(self.drafted().await, Gate::iter()).await;
        let request = self.house(&self.mariama, "freezeConsularPacket", &request, json!({})).await;
        self.house(&self.mariama, "submitConsularRequest", &request, json!({})).await
    }

    /// `cleared`, `suspended` and whether contact is allowed, as this viewer reads it.
    async fn stop(&self, who: &Viewer, request: &Value) -> Value {
        let document = "query($id: ID!) { node(id: $id) { ... on ConsularRequest { state cleared suspended
            case { consularContactAllowed } } } }";
        let response = self.world.ask(&self.engine, who, document, json!({ "id": request["id"] })).await;
        let node = &response["data"]["node"];
        json!([node["state"], node["cleared"], node["suspended"], node["case"]["consularContactAllowed"]])
    }

    /// The consulate sees the packet of this request as it was before, but nothing of the person.
    async fn sees_no_person(&self, request: &Value, before: &Value) {
        let now = self.read(request).await;
        for (field, value) in now.as_object().expect("a packet") {
            assert_eq!(value, if COARSE.contains(&field.as_str()) { &before[field] } else { &Value::Null }, "{field}");
        }
        assert_eq!(self.inbox(&self.sekou, "").await["data"]["consularPackets"]["nodes"], json!([now]));
        let step = of_packet(before, json!({}));
        assert_eq!(self.refused(&self.sekou, "acknowledgeConsularPacket", step).await, "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_determination_against_suspends_the_packet_until_there_is_one_in_favour() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salou = story.salou().await;
        let request = story.submitted_for_a_child(&salou).await;
        let before = story.read(&request).await;
        assert_ne!(before["givenNames"], Value::Null);
        assert_eq!(story.stop(&story.issa, &request).await, json!(["SUBMITTED", true, false, true]));
        for outcome in ["AGAINST", "DEFERRED"] {
            story.world.now += chrono::Duration::minutes(1);
            story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", outcome).await;
            story.sees_no_person(&request, &before).await;
            assert_eq!(story.stop(&story.issa, &request).await, json!(["SUBMITTED", false, true, false]), "{outcome}");
            // The desk reads the result of the gates and not the reason.
            assert_eq!(story.stop(&story.mariama, &request).await, json!(["SUBMITTED", false, null, false]));
            story.world.now += chrono::Duration::minutes(1);
            story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
            assert_eq!(story.read(&request).await, before);
            assert_eq!(story.stop(&story.mariama, &request).await, json!(["SUBMITTED", true, null, true]));
        }
        story.post("acknowledgeConsularPacket", &before, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn the_packet_of_a_child_is_suspended_at_the_moment_when_its_determination_is_over() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salou = story.salou().await;
        let request = story.submitted_for_a_child(&salou).await;
        let database = &story.world.database;
        let row = best_interest_determination::Entity::find().one(&database.reader).await.expect("read").expect("one");
        let decided_at = Set(Some(story.world.now - chrono::Duration::days(365)));
        let old = best_interest_determination::ActiveModel { decided_at, ..row.into_active_model() };
        old.update(&database.writer).await.expect("written");
        // Any change of the case brings the request in line with the determination.
        let case = global_id::encode("Case", story.case.id);
        let mode = json!({ "caseId": case, "version": 1, "protectedVersion": 1, "accessMode": "RESTRICTED" });
        story.done(&story.issa, "updateCase", mode).await;
        let before = story.read(&request).await;
        assert_ne!(before["givenNames"], Value::Null, "it has a day left");
        story.world.now += chrono::Duration::days(2);
        story.sees_no_person(&request, &before).await;
        assert_eq!(story.stop(&story.issa, &request).await[1], false);
        assert_eq!(story.stop(&story.issa, &request).await[2], true);
    })
    .await;
}

#[tokio::test]
async fn a_child_that_consented_alone_needs_more_than_a_determination() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salou = story.salou().await;
        let request = story.submitted().await;
        let before = story.read(&request).await;
        let alone = json!({
            "caseId": global_id::encode("Case", story.case.id), "category": "UNACCOMPANIED_CHILD", "severity": "HIGH",
            "identifiedOn": story.world.now.date_naive(), "source": "STAFF_OBSERVATION",
        });
        story.done(&story.issa, "addVulnerability", alone).await;
        story.sees_no_person(&request, &before).await;
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        story.sees_no_person(&request, &before).await;
    })
    .await;
}

#[tokio::test]
async fn a_question_about_a_child_is_answered_only_while_the_determination_is_valid() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salou = story.salou().await;
        let request = story.submitted_for_a_child(&salou).await;
        let packet = story.post("acknowledgeConsularPacket", &story.read(&request).await, json!({})).await;
        story.post("askConsularQuestion", &packet, json!({ "questions": ["SCHOOL_ATTENDED"] })).await;
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "AGAINST").await;
        let document = "query($id: ID!) { node(id: $id) { ... on ConsularRequest { id version } } }";
        let read = story.world.ask(&story.engine, &story.mariama, document, json!({ "id": request["id"] })).await;
        let answers = json!({ "answers": [{ "question": "SCHOOL_ATTENDED", "text": "Conakry" }] });
        let answers = of_request(&read["data"]["node"], answers);
        assert_eq!(story.refused(&story.mariama, "answerConsularQuestion", answers).await, "NOT_CLEARED");
    })
    .await;
}

#[tokio::test]
async fn a_determination_counts_for_its_post_alone_and_one_against_in_every_case_of_the_child() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        let request = story.drafted().await;
        let passes = || of_request(&request, json!({ "gate": "D_CHILD", "outcome": "PASS" }));
        let both = (&salou, &story.issa);
        let mali = story.bintou.organisation_id;
        story.determined_about(&story.case, mali, both, ("CONSULAR_DOCUMENT", "IN_FAVOUR")).await;
        let refused = story.refused(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(refused, "DETERMINATION_MISSING", "it is about the embassy of Mali");

        // A decision in favour in another case was made for that case.
        let person = person::Entity::find_by_id(story.case.person_id).one(&story.world.database.reader).await;
        let centre = entity::centre::Entity::find_by_id(story.case.centre_id).one(&story.world.database.reader).await;
        let (person, centre) = (person.expect("read").expect("there"), centre.expect("read").expect("there"));
        let other = story.world.add(rows::case(&person, &centre)).await;
        let guinea = story.embassy.organisation_id;
        story.determined_about(&other, guinea, both, ("CONSULAR_DOCUMENT", "IN_FAVOUR")).await;
        let refused = story.refused(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(refused, "DETERMINATION_MISSING");

        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = story.passed(request.clone(), Gate::iter()).await;
        assert_eq!(request["cleared"], true);
        story.world.now += chrono::Duration::minutes(1);
        let both = (&salou, &story.issa);
        story.determined_about(&other, mali, both, ("CONSULAR_DOCUMENT", "AGAINST")).await;
        assert_eq!(story.stop(&story.mariama, &request).await[1], true, "it is about the embassy of Mali");
        story.determined_about(&other, guinea, both, ("CONSULAR_DOCUMENT", "AGAINST")).await;
        assert_eq!(story.stop(&story.mariama, &request).await[1], false);
        let refused = story.refused(&story.mariama, "freezeConsularPacket", of_request(&request, json!({}))).await;
        assert_eq!(refused, "NOT_CLEARED");
    })
    .await;
}
