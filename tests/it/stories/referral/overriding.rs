//! Sharing without consent. Salif is the protection officer of the sender, Hawa its data protection officer.

use chrono::Duration;
use entity::{codes::Role, legal_override, share};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, codes, error_code, next, organisation_of, with};
use crate::support::{on_both, rows};

/// A colleague of Aminata with this role.
pub(super) async fn colleague(story: &Story, role: Role) -> Viewer {
    let house = organisation_of(&story.world, &story.aminata).await;
    let worker = story.world.add(rows::worker(&house)).await;
    story.world.viewer(role, &worker, &house)
}

/// The input for a draft to the clinic without a consent.
pub(super) fn without_consent(story: &Story) -> Value {
    let mut packet = story.packet();
    packet["consentId"] = Value::Null;
    packet["legalOverride"] = json!({ "legalBasis": "VITAL_INTEREST", "reason": "unconscious since the rescue" });
    packet
}

/// The overrides that a viewer finds in the list, with the state of their referral.
pub(super) async fn listed(story: &Story, who: &Viewer, state: &str) -> Vec<Value> {
    let document =
        "query($state: [LegalOverrideState!]) { legalOverrides(filter: { state: $state }, first: 10) { totalCount nodes {
        id version state legalBasis reason classes validUntil referral { state } case { legalOverrides { id } }
    } } }";
    let response = story.world.ask(&story.engine, who, document, json!({ "state": [state] })).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    let list = &response["data"]["legalOverrides"];
    let nodes = list["nodes"].as_array().expect("a list").clone();
    assert_eq!(list["totalCount"], nodes.len(), "the count equals the length of the list");
    nodes
}

/// The input of a mutation of an override.
pub(super) fn of(row: &Value, more: Value) -> Value {
    let mut input = json!({ "legalOverrideId": row["id"], "version": row["version"] });
    let Value::Object(more) = more else { panic!("fields") };
    input.as_object_mut().expect("an object").extend(more);
    input
}

/// A draft without consent, and the request for an override that Salif finds.
pub(super) async fn asked(story: &Story, salif: &Viewer) -> (Value, Value) {
    let draft = story.must(&story.aminata, "draftReferral", without_consent(story)).await;
    let request = listed(story, salif, "WAITING").await.remove(0);
    (draft, request)
}

#[tokio::test]
async fn nothing_goes_out_without_consent_until_another_person_approved_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let (draft, request) = asked(&story, &salif).await;
        let alone = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&alone), ["OVERRIDE_NOT_APPROVED"]);
        assert_eq!(request["reason"], "unconscious since the rescue", "the approver reads the reason");
        assert_eq!(request["classes"], json!(["OPERATIONAL_COARSE", "OPERATIONAL", "IDENTITY_COARSE", "IDENTITY"]));
        assert_eq!(request["case"]["legalOverrides"][0]["id"], request["id"], "the file of the person shows it");

        let own = story.asks(&story.aminata, "approveLegalOverride", "own", of(&request, json!({}))).await;
        assert_eq!(error_code(&own), "FORBIDDEN", "a case worker approves nothing");
        let mut both = story.aminata.clone();
        both.roles.push(Role::ProtectionOfficer);
        let own = story.does(&both, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(codes(&own), ["SAME_PERSON"], "the same person in another role may not approve either");
        for stranger in [&story.ibrahim, &story.fatou] {
            let answer = story.asks(stranger, "approveLegalOverride", "theirs", of(&request, json!({}))).await;
            assert_eq!(error_code(&answer), "NOT_FOUND");
            assert!(listed(&story, stranger, "WAITING").await.is_empty());
        }

        let approved = story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(approved["state"], "IN_FORCE");
        let again = story.does(&salif, "approveLegalOverride", of(&approved, json!({}))).await;
        assert_eq!(codes(&again), ["INVALID_TRANSITION"]);
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(accepted["case"]["person"]["names"][0]["family"], "Diallo");
        let share = share::Entity::find().one(&story.world.database.reader).await.expect("read").expect("a share");
        let row = only(&story).await;
        assert_eq!(share.ends_at, Some(row.valid_until), "the share ends with the override");
        assert!(row.valid_until <= story.world.now + Duration::days(30));
    })
    .await;
}

#[tokio::test]
async fn a_request_that_was_refused_sends_nothing() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let (draft, request) = asked(&story, &salif).await;
        let refused = story.must(&salif, "refuseLegalOverride", of(&request, json!({ "reason": "ask her" }))).await;
        assert_eq!(refused["state"], "REFUSED");
        let late = story.does(&salif, "approveLegalOverride", of(&refused, json!({}))).await;
        assert_eq!(codes(&late), ["INVALID_TRANSITION"]);
        let payload = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&payload), ["OVERRIDE_NOT_APPROVED"]);
        let cancelled = with(&draft, json!({ "reason": "SENDER_REQUEST" }));
        story.must(&story.aminata, "cancelReferral", cancelled).await;
        // A waiting request ends with its draft, too.
        let (draft, request) = asked(&story, &salif).await;
        let cancelled = with(&draft, json!({ "reason": "SENDER_REQUEST" }));
        story.must(&story.aminata, "cancelReferral", cancelled).await;
        let late = story.does(&salif, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(codes(&late), ["VERSION_CONFLICT"]);
        assert!(listed(&story, &salif, "WAITING").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_shares_a_class_that_they_may_not_read() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        for class in ["MEDICAL", "ASYLUM", "SYSTEM"] {
            for mut packet in [story.packet(), without_consent(&story)] {
                packet["classes"] = json!(["IDENTITY", class]);
                let payload = story.does(&story.aminata, "draftReferral", packet).await;
                assert_eq!(codes(&payload), ["CLASS_NOT_HELD"], "{class}");
            }
        }
        assert!(legal_override::Entity::find().one(&story.world.database.reader).await.expect("read").is_none());
        // The approver needs all of the classes, too: a data protection officer reads initials, and no names.
        let hawa = colleague(&story, Role::DataProtectionOfficer).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let (draft, request) = asked(&story, &hawa).await;
        let payload = story.does(&hawa, "approveLegalOverride", of(&request, json!({}))).await;
        assert_eq!(codes(&payload), ["CLASS_NOT_HELD"]);
        story.must(&story.aminata, "cancelReferral", with(&draft, json!({ "reason": "SENDER_REQUEST" }))).await;
        let mut packet = without_consent(&story);
        packet["classes"] = json!(["OPERATIONAL", "IDENTITY_COARSE"]);
        story.must(&story.aminata, "draftReferral", packet).await;
        let request = listed(&story, &hawa, "WAITING").await.remove(0);
        story.must(&hawa, "approveLegalOverride", of(&request, json!({}))).await;
        // A request that names asylum data is visible only to readers of ASYLUM. A data protection officer sees that there
        // is one.
        let mut packet = without_consent(&story);
        packet["serviceId"] = json!(global_id::encode("Service", story.other_clinic.id));
        packet["classes"] = json!(["ASYLUM"]);
        story.must(&salif, "draftReferral", packet).await;
        assert_eq!(listed(&story, &salif, "WAITING").await.len(), 1);
        assert!(listed(&story, &story.aminata, "WAITING").await.is_empty());
        let masked = listed(&story, &hawa, "WAITING").await;
        assert_eq!((masked.len(), &masked[0]["classes"]), (1, &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn what_ran_out_opens_nothing_and_what_is_ended_closes_at_once() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let (draft, request) = asked(&story, &salif).await;
        story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let until = only(&story).await.valid_until;
        runs_until(&story, story.world.now).await;
        let late = story.does(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(codes(&late), ["OVERRIDE_NOT_APPROVED"]);
        assert_eq!(listed(&story, &salif, "EXPIRED").await.len(), 1, "it is expired before any background task runs");
        runs_until(&story, until).await;
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        let in_force = listed(&story, &salif, "IN_FORCE").await.remove(0);
        let ended = story.must(&salif, "endLegalOverride", of(&in_force, json!({}))).await;
        assert_eq!(ended["state"], "ENDED");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null);
        let share = share::Entity::find().one(&story.world.database.reader).await.expect("read").expect("a share");
        assert_eq!(share.ended_at, Some(story.world.now));
        let document = "query($id: ID!) { referral(id: $id) { state endReason } }";
        let read = story.world.ask(&story.engine, &salif, document, json!({ "id": accepted["id"] })).await;
        assert_eq!(read["data"]["referral"], json!({ "state": "REVOKED", "endReason": "LEGAL_BASIS_ENDED" }));
        assert_eq!(story.free_places().await, Some(10), "its place is free again");
    })
    .await;
}

#[tokio::test]
async fn two_people_renew_what_is_in_force() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let soon = story.world.now + Duration::days(3);
        let mut packet = without_consent(&story);
        packet["legalOverride"]["validUntil"] = json!(story.world.now + Duration::days(31));
        let payload = story.does(&story.aminata, "draftReferral", packet.clone()).await;
        assert_eq!(codes(&payload), ["DATE_OUT_OF_RANGE"]);
        packet["legalOverride"]["validUntil"] = json!(soon);
        let draft = story.must(&story.aminata, "draftReferral", packet).await;
        let request = listed(&story, &salif, "WAITING").await.remove(0);
        let renewal = of(&request, json!({ "reason": "still unconscious" }));
        let early = story.does(&story.aminata, "renewLegalOverride", renewal).await;
        assert_eq!(codes(&early), ["INVALID_TRANSITION"]);
        let approved = story.must(&salif, "approveLegalOverride", of(&request, json!({}))).await;
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        let renewal = of(&approved, json!({ "reason": "still unconscious" }));
        let renewal = story.must(&story.aminata, "renewLegalOverride", renewal).await;
        assert_eq!(renewal["state"], "WAITING");
        let ends_at = async || {
            let share = share::Entity::find().one(&story.world.database.reader).await.expect("read");
            share.expect("a share").ends_at
        };
        assert_eq!(ends_at().await, Some(soon), "a request opens nothing");
        story.must(&salif, "approveLegalOverride", of(&renewal, json!({}))).await;
        assert_eq!(ends_at().await, Some(story.world.now + Duration::days(30)));
    })
    .await;
}

#[tokio::test]
async fn a_purpose_is_not_bought_by_writing_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        for purpose in ["LEGAL_PROCEEDING", "TRANSFER", "RESEARCH", "MEDIA", "STATISTICS_ANON"] {
            for mut packet in [story.packet(), without_consent(&story)] {
                packet["purpose"] = json!(purpose);
                packet["classes"] = json!(["IDENTITY", "ASYLUM"]);
                let payload = story.does(&salif, "draftReferral", packet).await;
                assert_eq!(codes(&payload), ["PURPOSE_DOES_NOT_FIT"], "{purpose}");
            }
        }
    })
    .await;
}

/// The only override.
async fn only(story: &Story) -> legal_override::Model {
    legal_override::Entity::find().one(&story.world.database.reader).await.expect("read").expect("there is one")
}

/// Sets the end of the override.
async fn runs_until(story: &Story, until: chrono::DateTime<chrono::Utc>) {
    let row = legal_override::ActiveModel { valid_until: Set(until), ..only(story).await.into_active_model() };
    row.update(&story.world.database.writer).await.expect("it is written");
}

/// An override that does not exist.
#[tokio::test]
async fn what_is_not_there_is_not_found() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let input = json!({ "legalOverrideId": global_id::encode("LegalOverride", Uuid::now_v7()), "version": 1 });
        for mutation in ["approveLegalOverride", "endLegalOverride"] {
            let answer = story.asks(&salif, mutation, mutation, input.clone()).await;
            assert_eq!(error_code(&answer), "NOT_FOUND");
        }
    })
    .await;
}
