//! The life of a referral as both sides see it.

use chrono::Duration;
use entity::{change_log, outbox, referral_event};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::global_id;

use super::{Story, codes, next, with};
use crate::support::on_both;

#[tokio::test]
async fn a_referral_goes_from_draft_to_completed_and_the_receiver_reads_what_it_may_at_each_step() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let draft = story.drafted().await;
        assert_eq!((&draft["state"], &draft["version"]), (&json!("DRAFT"), &json!(1)));
        assert!(draft["reference"].as_str().expect("a reference").starts_with("R-20"));

        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(sent["state"], "SENT");
        assert_eq!(story.family_name(&story.ibrahim, &sent).await, Value::Null, "a stub before acceptance");
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;

        let asked = with(&reviewed, json!({ "question": "any allergies?" }));
        let asked = story.must(&story.ibrahim, "requestReferralInformation", asked).await;
        story.world.now += Duration::hours(200);
        assert_eq!(asked["state"], "INFO_REQUESTED");
        let answer = with(&asked, json!({ "answer": "none known" }));
        let answered = story.must(&story.aminata, "giveReferralInformation", answer).await;
        assert_eq!(answered["overdue"], false, "the pause extends the deadline");
        assert!(answered["decideDueAt"].as_str() > reviewed["decideDueAt"].as_str());

        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&answered)).await;
        assert_eq!(accepted["case"]["person"]["names"][0]["family"], "Diallo", "the share is open");
        assert_eq!(story.free_places().await, Some(9));
        assert_eq!(story.family_name(&story.fatou, &accepted).await, Value::Null);

        let date = |days| json!({ "scheduledFor": story.world.now + Duration::days(days) });
        let planned = story.must(&story.ibrahim, "scheduleReferral", with(&accepted, date(1))).await;
        let missed = story.must(&story.ibrahim, "markReferralNoShow", next(&planned)).await;
        let planned = story.must(&story.ibrahim, "scheduleReferral", with(&missed, date(2))).await;
        let started = story.must(&story.ibrahim, "startReferral", next(&planned)).await;
        let outcome = with(&started, json!({ "outcome": "SERVICE_PROVIDED", "text": "treated" }));
        let completed = story.must(&story.ibrahim, "completeReferral", outcome).await;
        assert_eq!(completed["state"], "COMPLETED");
        assert_eq!(story.free_places().await, Some(10));

        story.world.now += Duration::days(29);
        assert_eq!(story.family_name(&story.ibrahim, &completed).await, "Diallo");
        story.world.now += Duration::days(2);
        assert_eq!(story.family_name(&story.ibrahim, &completed).await, Value::Null, "a tombstone at the end");

        let steps = referral_event::Entity::find().count(&story.world.database.reader).await;
        assert_eq!(steps.expect("events are counted"), 12);
        for logged in ["DRAFT_REFERRAL", "ACCEPT_REFERRAL", "OPEN_SHARE", "COMPLETE_REFERRAL", "END_SHARE"] {
            let entries = change_log::Entity::find().filter(change_log::Column::Action.eq(logged));
            assert_eq!(entries.count(&story.world.database.reader).await.expect("counted"), 1, "{logged}");
            let events = outbox::Entity::find().filter(outbox::Column::EventType.eq(logged));
            assert_eq!(events.count(&story.world.database.reader).await.expect("counted"), 1, "{logged}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_revoked_referral_closes_the_case_to_the_receiver_at_once_and_gives_the_place_back() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let accepted = story.accepted().await;
        let reason = with(&accepted, json!({ "reason": "SENDER_REQUEST" }));
        let revoked = story.must(&story.aminata, "revokeReferral", reason).await;
        assert_eq!(revoked["state"], "REVOKED");
        assert_eq!(story.family_name(&story.ibrahim, &revoked).await, Value::Null);
        assert_eq!(story.free_places().await, Some(10));
        assert_eq!(story.family_name(&story.aminata, &revoked).await, "Diallo");
    })
    .await;
}

#[tokio::test]
async fn a_declined_referral_stays_and_a_new_draft_goes_to_another_organisation() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let reason = with(&reviewed, json!({ "reason": "NO_CAPACITY", "text": "try in March" }));
        let declined = story.must(&story.ibrahim, "declineReferral", reason).await;
        assert_eq!((&declined["declineReason"], &declined["decidedAt"]), (&json!("NO_CAPACITY"), &Value::Null));

        let to = |id| json!({ "serviceId": global_id::encode("Service", id) });
        let same = with(&declined, to(story.clinic.id));
        assert_eq!(codes(&story.does(&story.aminata, "redirectReferral", same).await), ["SAME_ORGANISATION"]);
        let other = with(&declined, to(story.other_clinic.id));
        let follower = story.must(&story.aminata, "redirectReferral", other).await;
        assert_eq!(follower["state"], "DRAFT");
        assert_ne!(follower["id"], declined["id"]);
        let sent = story.must(&story.aminata, "sendReferral", next(&follower)).await;
        let seen = story.must(&story.fatou, "acknowledgeReferral", next(&sent)).await;
        assert_eq!(seen["state"], "ACKNOWLEDGED");
    })
    .await;
}

#[tokio::test]
async fn a_referral_entered_in_error_is_gone_for_the_receiver() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let sent = story.sent().await;
        let mut officer = story.aminata.clone();
        officer.roles = vec![entity::codes::Role::ProtectionOfficer];
        let error = with(&sent, json!({ "text": "the wrong person" }));
        let marked = story.must(&officer, "markReferralEnteredInError", error).await;
        assert_eq!(marked["state"], "ENTERED_IN_ERROR");
        let document = "query($id: ID!) { referral(id: $id) { state } }";
        let response = story.world.ask(&story.engine, &story.ibrahim, document, json!({ "id": sent["id"] })).await;
        assert_eq!(response["data"]["referral"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn the_house_sees_through_what_a_receiver_knows_of_the_case_and_the_receiver_does_not() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let document = "query($id: ID!) { case(id: $id) { knownTo { nodes {
            organisation { id } relation classes until referral { id } share { id live } } } } }";
        let of = json!({ "id": global_id::encode("Case", story.case.id) });
        let known = async |who| {
            let response = story.world.ask(&story.engine, who, document, of.clone()).await;
            response["data"]["case"]["knownTo"]["nodes"].clone()
        };
        let draft = story.drafted().await;
        assert_eq!(known(&story.aminata).await, json!([]), "a draft is known to nobody");
        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let partner = global_id::encode("Organisation", story.ibrahim.organisation_id);
        let pending = known(&story.aminata).await;
        let told = |it: &Value| (it["organisation"]["id"].clone(), it["relation"].clone(), it["classes"].clone());
        assert_eq!(told(&pending[0]), (json!(partner), json!("REFERRAL_PENDING"), json!([])), "{pending:#}");
        assert_eq!((pending.as_array().map(Vec::len), &pending[0]["referral"]["id"]), (Some(1), &sent["id"]));
        assert_eq!(pending[0]["until"], Value::Null, "the end of the consent has a class of its own");
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        let active = known(&story.aminata).await;
        let classes = json!(["OPERATIONAL_COARSE", "OPERATIONAL", "IDENTITY_COARSE", "IDENTITY"]);
        assert_eq!(told(&active[0]), (json!(partner), json!("REFERRAL_ACTIVE"), classes), "{active:#}");
        assert_eq!((active.as_array().map(Vec::len), &active[0]["share"]["live"]), (Some(1), &json!(true)));
        assert!([&story.ibrahim, &story.fatou].iter().all(|it| it.organisation_id != story.aminata.organisation_id));
        assert_eq!(known(&story.ibrahim).await, json!([]), "who else knows is for the house");
        let reason = with(&accepted, json!({ "reason": "SENDER_REQUEST" }));
        let revoked = story.does(&story.aminata, "revokeReferral", reason).await;
        assert_eq!(revoked["userErrors"], json!([]), "{revoked:#}");
        assert_eq!(known(&story.aminata).await, json!([]));
    })
    .await;
}
