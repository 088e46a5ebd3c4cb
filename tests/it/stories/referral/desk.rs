//! What a referral desk does besides the straight way: a draft is changed, an appointment is moved, a service is given without
//! one, and a referral that nobody answered goes to somebody else.

use chrono::Duration;
use entity::codes::{ReferralState, Role, ServiceStatus, ServiceType};
use entity::{referral, service};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, codes, error_code, next, organisation_of, overriding::colleague, with};
use crate::support::{on_both, rows};

const FIELDS: &str = "state scheduledFor reasonText urgency pauses accessUntil requestedClasses service { id }
    toOrganisation { id } consent { id } redirectedFrom { id } redirectedTo { id state }
    events { toState message text colleagueId colleagueName }";

impl Story {
    async fn reads_all(&self, who: &Viewer, referral: &Value) -> Value {
        let document = format!("query($id: ID!) {{ referral(id: $id) {{ {FIELDS} }} }}");
        let answer = self.world.ask(&self.engine, who, &document, json!({ "id": referral["id"] })).await;
        answer["data"]["referral"].clone()
    }

    /// The services that could take the referral instead, by name.
    async fn alternatives(&self, who: &Viewer, referral: &Value) -> Vec<Value> {
        let document =
            "query($id: ID!) { services(filter: { alternativeToReferralId: $id }, first: 50) { nodes { id } } }";
        let answer = self.world.ask(&self.engine, who, document, json!({ "id": referral["id"] })).await;
        let nodes = answer["data"]["services"]["nodes"].as_array().unwrap_or_else(|| panic!("{answer:#}")).clone();
        nodes.into_iter().map(|node| node["id"].clone()).collect()
    }

    async fn row_of(&self, referral: &Value) -> referral::Model {
        let all = referral::Entity::find().all(&self.world.database.reader).await.expect("read");
        let named = |row: &referral::Model| json!(global_id::encode("Referral", row.id)) == referral["id"];
        all.into_iter().find(named).expect("it is there")
    }
}

fn id_of(service: &service::Model) -> Value {
    json!(global_id::encode("Service", service.id))
}

#[tokio::test]
async fn an_appointment_is_moved_and_a_service_begins_without_one() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let at = |days: i64| (story.world.now + Duration::days(days)).to_rfc3339();
        let accepted = story.accepted().await;
        let first = with(&accepted, json!({ "scheduledFor": at(2) }));
        let scheduled = story.must(&story.ibrahim, "scheduleReferral", first).await;
        let moved = with(&scheduled, json!({ "scheduledFor": at(5) }));
        let moved = story.must(&story.ibrahim, "scheduleReferral", moved).await;
        assert_eq!(moved["state"], "SCHEDULED");
        let row = story.row_of(&moved).await;
        assert_eq!(row.scheduled_for, Some(story.world.now + Duration::days(5)));
        // The person left before the appointment: no no-show has to be invented.
        let left = with(&moved, json!({ "reason": "CLIENT_WITHDREW" }));
        let over = story.must(&story.ibrahim, "markReferralNotCompleted", left).await;
        assert_eq!(over["state"], "NOT_COMPLETED");
    })
    .await;
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let accepted = story.accepted().await;
        let started = story.must(&story.ibrahim, "startReferral", next(&accepted)).await;
        assert_eq!(started["state"], "IN_PROGRESS");
        let done = with(&started, json!({ "outcome": "SERVICE_PROVIDED" }));
        assert_eq!(story.must(&story.ibrahim, "completeReferral", done).await["state"], "COMPLETED");
        let read = story.reads_all(&story.ibrahim, &accepted).await;
        assert_eq!((&read["scheduledFor"], &read["accessUntil"]), (&Value::Null, &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_changed_until_it_is_sent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let draft = story.drafted().await;
        let other = json!({ "serviceId": id_of(&story.other_clinic), "urgency": "ROUTINE",
            "classes": ["OPERATIONAL", "IDENTITY", "CONTACT"], "reasonText": null });
        let changed = story.must(&story.aminata, "updateReferral", with(&draft, other)).await;
        assert_eq!((&changed["state"], &changed["version"]), (&json!("DRAFT"), &json!(2)));
        let read = story.reads_all(&story.aminata, &changed).await;
        assert_eq!(read["service"]["id"], id_of(&story.other_clinic));
        assert_eq!(read["toOrganisation"]["id"], global_id::encode("Organisation", story.fatou.organisation_id));
        assert_eq!((&read["reasonText"], &read["urgency"]), (&Value::Null, &json!("ROUTINE")));
        assert_eq!(read["requestedClasses"].as_array().expect("a list").last(), Some(&json!("CONTACT")));
        assert_eq!(read["consent"]["id"], global_id::encode("Consent", story.consent.id));
        let nothing = story.must(&story.aminata, "updateReferral", next(&changed)).await;
        assert_eq!(nothing["version"], 2, "nothing was named");

        let stale = story.does(&story.aminata, "updateReferral", with(&draft, json!({ "urgency": "URGENT" }))).await;
        assert_eq!(codes(&stale), ["VERSION_CONFLICT"]);
        let more = json!({ "classes": ["OPERATIONAL", "MEDICAL"] });
        let unread = story.does(&story.aminata, "updateReferral", with(&changed, more)).await;
        assert_eq!(codes(&unread), ["CLASS_NOT_HELD"]);
        let foreign = json!({ "consentId": global_id::encode("Consent", uuid::Uuid::now_v7()) });
        let foreign = story.asks(&story.aminata, "updateReferral", "f", with(&changed, foreign)).await;
        assert_eq!(error_code(&foreign), "NOT_FOUND");
        for stranger in [&story.ibrahim, &story.fatou] {
            let asked =
                story.asks(stranger, "updateReferral", "s", with(&changed, json!({ "urgency": "URGENT" }))).await;
            assert_eq!(error_code(&asked), "NOT_FOUND");
        }
        // Readers who know the draft would see it vanish, and others would see it appear.
        let house = organisation_of(&story.world, &story.fatou).await;
        let asylum = story.world.add(rows::service(&house, ServiceType::VotSupport)).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let reveals = with(&changed, json!({ "serviceId": id_of(&asylum) }));
        assert_eq!(codes(&story.does(&salif, "updateReferral", reveals).await), ["VALUE_NOT_ALLOWED"]);
        let sent = story.must(&story.aminata, "sendReferral", next(&changed)).await;
        let late = story.does(&story.aminata, "updateReferral", with(&sent, json!({ "urgency": "URGENT" }))).await;
        assert_eq!(codes(&late), ["INVALID_TRANSITION"]);
        assert_ne!(story.reads_all(&story.fatou, &sent).await, Value::Null);
        assert_eq!(story.reads_all(&story.ibrahim, &sent).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_referral_that_nobody_answered_goes_to_one_of_the_alternatives() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let house = organisation_of(&story.world, &story.fatou).await;
        let full =
            service::Model { status: ServiceStatus::Paused, ..rows::service(&house, ServiceType::HealthPrimary) };
        story.world.add(full).await;
        story.world.add(rows::service(&house, ServiceType::Shelter)).await;
        let sent = story.sent().await;
        assert_eq!(story.alternatives(&story.aminata, &sent).await, [id_of(&story.other_clinic)]);
        assert_eq!(story.alternatives(&story.fatou, &sent).await, Vec::<Value>::new(), "not a referral of hers");
        let mut expired = story.row_of(&sent).await.into_active_model();
        expired.state = Set(ReferralState::Expired);
        expired.closed_at = Set(Some(story.world.now));
        expired.update(&story.world.database.writer).await.expect("written");

        let to = |of: &service::Model| json!({ "serviceId": id_of(of) });
        let draft = story.must(&story.aminata, "redirectReferral", with(&sent, to(&story.other_clinic))).await;
        let first = story.reads_all(&story.aminata, &sent).await;
        // The organisation that did not answer still reads that it did not.
        assert_eq!((&first["state"], &first["redirectedTo"]["id"]), (&json!("EXPIRED"), &draft["id"]));
        let twice = with(&sent, to(&story.other_clinic));
        assert_eq!(codes(&story.does(&story.aminata, "redirectReferral", twice).await), ["INVALID_TRANSITION"]);
        assert_eq!(story.reads_all(&story.aminata, &draft).await["redirectedFrom"]["id"], sent["id"]);

        // A draft that is cancelled was never sent: the first one can be redirected again.
        let cancelled = with(&draft, json!({ "reason": "SENDER_REQUEST" }));
        story.must(&story.aminata, "cancelReferral", cancelled).await;
        let first = story.reads_all(&story.aminata, &sent).await;
        assert_eq!((&first["state"], &first["redirectedTo"]), (&json!("EXPIRED"), &Value::Null));
        let version = story.row_of(&sent).await.version;
        let again = json!({ "referralId": sent["id"], "version": version, "serviceId": id_of(&story.other_clinic) });
        let draft = story.must(&story.aminata, "redirectReferral", again).await;
        let sent_on = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        // The second receiver does not learn who did not answer.
        let read = story.reads_all(&story.fatou, &sent_on).await;
        assert_eq!((&read["state"], &read["redirectedFrom"]), (&json!("SENT"), &Value::Null));
        assert_eq!(story.alternatives(&story.aminata, &sent_on).await, Vec::<Value>::new(), "both were asked");
    })
    .await;
}

#[tokio::test]
async fn both_sides_read_every_question_and_answer_and_nobody_else_s_words() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut referral = story.under_review().await;
        for (question, answer) in [("since when?", "Monday"), ("alone?", "with her sister")] {
            let asked = with(&referral, json!({ "question": question }));
            let asked = story.must(&story.ibrahim, "requestReferralInformation", asked).await;
            let given = with(&asked, json!({ "answer": answer }));
            referral = story.must(&story.aminata, "giveReferralInformation", given).await;
        }
        let said = ["since when?", "Monday", "alone?", "with her sister"];
        for who in [&story.ibrahim, &story.aminata] {
            let read = story.reads_all(who, &referral).await;
            let events = read["events"].as_array().expect("a list");
            let messages: Vec<_> = events.iter().filter_map(|event| event["message"].as_str()).collect();
            assert_eq!(messages, said);
            assert_eq!(read["pauses"], 2);
        }
        let colleagues = async |who: &Viewer| {
            let events = story.reads_all(who, &referral).await["events"].take();
            let of = |event: &Value| event["colleagueId"].as_str().map(str::to_owned);
            events.as_array().expect("a list").iter().filter_map(of).collect::<Vec<_>>()
        };
        let ibrahim = global_id::encode("Worker", story.ibrahim.worker_id);
        let own = colleagues(&story.ibrahim).await;
        assert!(own.len() >= 3 && own.iter().all(|id| *id == ibrahim), "the receiver knows its own staff: {own:?}");
        assert_eq!(colleagues(&story.aminata).await, Vec::<String>::new(), "the sender does not know it");
        let decline = with(&referral, json!({ "reason": "OTHER", "text": "we know her husband" }));
        story.must(&story.ibrahim, "declineReferral", decline).await;
        let read = story.reads_all(&story.aminata, &referral).await;
        let last = read["events"].as_array().expect("a list").last().expect("one").clone();
        assert_eq!((&last["text"], &last["message"]), (&json!("we know her husband"), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn words_that_end_a_referral_which_waits_for_an_answer_are_for_staff() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let asked = with(&reviewed, json!({ "question": "since when?" }));
        let asked = story.must(&story.ibrahim, "requestReferralInformation", asked).await;
        let revoked = with(&asked, json!({ "reason": "OTHER", "text": "her husband works there" }));
        story.must(&story.aminata, "revokeReferral", revoked).await;
        let read = story.reads_all(&story.aminata, &reviewed).await;
        let last = read["events"].as_array().expect("a list").last().expect("one").clone();
        assert_eq!((&last["text"], &last["message"]), (&json!("her husband works there"), &Value::Null));
        let manager = colleague(&story, Role::CentreManager).await;
        let read = story.reads_all(&manager, &reviewed).await;
        assert!(!read["events"].as_array().expect("a list").is_empty(), "{read:#}");
        assert!(!read.to_string().contains("husband"), "{read:#}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_another_person_decides_about_keeps_what_is_decided() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let mut packet = story.packet();
        packet.as_object_mut().expect("fields").remove("consentId");
        packet["legalOverride"] = json!({ "legalBasis": "VITAL_INTEREST", "reason": "unconscious since the rescue" });
        let draft = story.must(&story.aminata, "draftReferral", packet).await;
        let consent = json!({ "consentId": global_id::encode("Consent", story.consent.id) });
        for more in [json!({ "serviceId": id_of(&story.other_clinic) }), json!({ "classes": ["OPERATIONAL"] }), consent]
        {
            let refused = story.does(&story.aminata, "updateReferral", with(&draft, more)).await;
            assert_eq!(codes(&refused), ["VALUE_NOT_ALLOWED"]);
        }
        let words = with(&draft, json!({ "reasonText": "found unconscious" }));
        let changed = story.must(&story.aminata, "updateReferral", words).await;
        assert_eq!(story.reads_all(&story.aminata, &changed).await["reasonText"], "found unconscious");
    })
    .await;
}
