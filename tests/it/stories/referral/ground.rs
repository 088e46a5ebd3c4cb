//! A referral lives as long as its legal basis. When the consent ends, the stub disappears at once and steps are
//! refused. A background task records the end later.

use chrono::Duration;
use entity::{
    change_log,
    codes::{ReferralEndReason, ReferralState, ShareEndReason},
    consent, referral, share,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, actions::consents::end_due, global_id};

use super::{Story, codes, next};
use crate::support::on_both;

/// The fields that both sides read of a referral.
const SEEN: &str = "query($id: ID!) { referral(id: $id) { state endReason
    case { person { initials ageBand names { family } } } } }";

impl Story {
    /// Records a consent of the person, by this worker. Gives the consent.
    pub(super) async fn recorded_by(&self, who: &Viewer, more: Value) -> Value {
        let partner =
            |viewer: &Viewer| json!({ "organisationId": global_id::encode("Organisation", viewer.organisation_id) });
        let mut input = json!({
            "caseId": global_id::encode("Case", self.case.id),
            "givenBy": "SELF",
            "method": "WRITTEN",
            "language": "fr",
            "interpreterUsed": false,
            "purpose": "REFERRAL_SERVICE",
            "recipients": [partner(&self.ibrahim), partner(&self.fatou)],
            "classes": ["OPERATIONAL", "IDENTITY", "CONTACT"],
            "readBackConfirmed": true,
            "notTiedToAssistance": true,
        });
        let Value::Object(more) = more else { panic!("fields") };
        input.as_object_mut().expect("an object").extend(more);
        let document = "mutation($key: String!, $input: RecordConsentInput!) {
            recordConsent(idempotencyKey: $key, input: $input) {
                consent { id version status validUntil } userErrors { code field } } }";
        let variables = json!({ "key": uuid::Uuid::now_v7().to_string(), "input": input });
        let response = self.world.ask(&self.engine, who, document, variables).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let payload = &response["data"]["recordConsent"];
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        payload["consent"].clone()
    }

    /// The referral as this viewer sees it.
    pub(super) async fn seen(&self, who: &Viewer, referral: &Value) -> Value {
        let response = self.world.ask(&self.engine, who, SEEN, json!({ "id": referral["id"] })).await;
        response["data"]["referral"].clone()
    }

    /// The consent as the case worker reads it.
    pub(super) async fn consent_of(&self, id: &Value) -> Value {
        let document = "query($id: ID!) { node(id: $id) { ... on Consent { status validUntil
            supersededBy { id } supersedes { id } referrals { nodes { id } }
            recipients { organisation { id } excludedFrom decidedBy { id } } } } }";
        let response = self.world.ask(&self.engine, &self.aminata, document, json!({ "id": id })).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["node"].clone()
    }

    /// The stored row of the referral.
    pub(super) async fn referral_row(&self, referral: &Value) -> referral::Model {
        let reference = referral["reference"].as_str().expect("a reference");
        let of = referral::Entity::find().filter(referral::Column::Reference.eq(reference));
        of.one(&self.world.database.reader).await.expect("read").expect("it is there")
    }

    /// A referral that rests on this consent, drafted and sent.
    pub(super) async fn sent_on(&self, consent: &Value) -> Value {
        let mut packet = self.packet();
        packet["consentId"] = consent["id"].clone();
        let draft = self.must(&self.aminata, "draftReferral", packet).await;
        self.must(&self.aminata, "sendReferral", next(&draft)).await
    }

    pub(super) async fn accepted_on(&self, consent: &Value) -> Value {
        let mut referral = self.sent_on(consent).await;
        for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
            referral = self.must(&self.ibrahim, step, next(&referral)).await;
        }
        referral
    }
}

#[tokio::test]
async fn a_consent_that_runs_out_takes_the_stub_away_at_its_moment_and_no_job_is_needed() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let until = story.world.now + Duration::hours(1);
        let consent = story.agrees_to(json!({ "validUntil": until })).await;
        let sent = story.sent_on(&consent).await;
        let stub = story.seen(&story.ibrahim, &sent).await;
        assert_ne!(stub["case"]["person"]["initials"], Value::Null);

        story.world.now = until - Duration::microseconds(1);
        assert_eq!(story.seen(&story.ibrahim, &sent).await, stub);
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "ACTIVE");
        story.world.now = until;
        let gone = story.seen(&story.ibrahim, &sent).await;
        assert_eq!(gone["case"], Value::Null, "a tombstone is left");
        assert_eq!(story.consent_of(&consent["id"]).await["status"], "EXPIRED");
        let late = story.does(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        assert_eq!(codes(&late), ["CONSENT_NOT_VALID"]);
        assert_eq!(story.referral_row(&sent).await.state, ReferralState::Sent, "nothing was written");

        let run = end_due(&story.world.database, until).await.expect("it runs");
        assert_eq!((run.settled, run.skipped), (1, 0));
        for who in [&story.ibrahim, &story.aminata] {
            let seen = story.seen(who, &sent).await;
            assert_eq!((&seen["state"], &seen["endReason"]), (&json!("REVOKED"), &json!("CONSENT_EXPIRED")));
        }
        assert_eq!(end_due(&story.world.database, until).await.expect("it runs").settled, 0);
        let logged = change_log::Entity::find().filter(change_log::Column::Action.eq("EXPIRE_CONSENT"));
        let logged = logged.all(&story.world.database.reader).await.expect("read");
        assert_eq!(logged.iter().map(|row| row.worker_id).collect::<Vec<_>>(), [None]);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_ends_in_the_middle_of_a_service_gives_the_place_back() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let before = story.free_places().await;
        let until = story.world.now + Duration::hours(1);
        let consent = story.agrees_to(json!({ "validUntil": until })).await;
        let accepted = story.accepted_on(&consent).await;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        assert_ne!(story.free_places().await, before);

        story.world.now = until;
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null);
        let date = json!({ "scheduledFor": until });
        let late = story.does(&story.ibrahim, "scheduleReferral", super::with(&accepted, date)).await;
        assert_eq!(codes(&late), ["CONSENT_NOT_VALID"]);
        end_due(&story.world.database, until).await.expect("it runs");
        let row = story.referral_row(&accepted).await;
        assert_eq!((row.state, row.end_reason), (ReferralState::Revoked, Some(ReferralEndReason::ConsentExpired)));
        assert_eq!(story.free_places().await, before);
        let again = story.agrees_to(json!({})).await;
        let sent = story.sent_on(&again).await;
        assert_eq!(sent["state"], "SENT", "nothing prevents a new referral");
    })
    .await;
}

#[tokio::test]
async fn a_no_ends_the_yes_before_it_and_everything_that_rests_on_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let before = story.free_places().await;
        let consent = story.agrees_to(json!({})).await;
        let accepted = story.accepted_on(&consent).await;
        let refusal = story.agrees_to(json!({ "refused": true })).await;
        assert_eq!(refusal["status"], "REFUSED");

        let read = story.consent_of(&consent["id"]).await;
        assert_eq!((&read["status"], &read["supersededBy"]["id"]), (&json!("WITHDRAWN"), &refusal["id"]));
        assert_eq!(story.consent_of(&refusal["id"]).await["supersedes"][0]["id"], consent["id"]);
        let seen = story.seen(&story.ibrahim, &accepted).await;
        assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("CONSENT_WITHDRAWN")));
        assert_eq!(story.free_places().await, before);
        let ended = share::Entity::find().one(&story.world.database.reader).await.expect("read").expect("it is there");
        assert_eq!(ended.end_reason, Some(ShareEndReason::ConsentWithdrawn));

        let mut packet = story.packet();
        packet["consentId"] = consent["id"].clone();
        let draft = story.must(&story.aminata, "draftReferral", packet).await;
        let refused = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&refused), ["CONSENT_NOT_VALID"]);
    })
    .await;
}

#[tokio::test]
async fn a_no_to_one_recipient_leaves_the_other_its_consent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let consent = story.agrees_to(json!({})).await;
        let to_ibrahim = story.accepted_on(&consent).await;
        let mut elsewhere = story.packet();
        elsewhere["consentId"] = consent["id"].clone();
        elsewhere["serviceId"] = json!(global_id::encode("Service", story.other_clinic.id));
        let to_fatou = story.must(&story.aminata, "draftReferral", elsewhere.clone()).await;
        let to_fatou = story.must(&story.aminata, "sendReferral", next(&to_fatou)).await;
        let fatou = json!({ "organisationId": global_id::encode("Organisation", story.fatou.organisation_id) });
        let refusal = story.agrees_to(json!({ "refused": true, "recipients": [fatou], "classes": [] })).await;

        let read = story.consent_of(&consent["id"]).await;
        assert_eq!(read["status"], "ACTIVE");
        let lines = read["recipients"].as_array().expect("a list");
        let excluded: Vec<_> = lines.iter().filter(|line| line["excludedFrom"] != Value::Null).collect();
        assert_eq!(excluded.len(), 1, "{lines:?}");
        assert_eq!(excluded[0]["decidedBy"]["id"], refusal["id"]);
        assert_eq!(story.family_name(&story.ibrahim, &to_ibrahim).await, "Diallo");
        let seen = story.seen(&story.fatou, &to_fatou).await;
        assert_eq!((&seen["case"], &seen["endReason"]), (&Value::Null, &json!("CONSENT_WITHDRAWN")));
        let draft = story.must(&story.aminata, "draftReferral", elsewhere).await;
        let refused = story.does(&story.aminata, "sendReferral", next(&draft)).await;
        assert_eq!(codes(&refused), ["CONSENT_DOES_NOT_COVER"]);
    })
    .await;
}

#[tokio::test]
async fn a_narrower_consent_cuts_what_is_read_and_moves_what_it_still_covers() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let wide = story.agrees_to(json!({})).await;
        let accepted = story.accepted_on(&wide).await;
        let mut elsewhere = story.packet();
        elsewhere["consentId"] = wide["id"].clone();
        elsewhere["serviceId"] = json!(global_id::encode("Service", story.other_clinic.id));
        let pending = story.must(&story.aminata, "draftReferral", elsewhere).await;
        let pending = story.must(&story.aminata, "sendReferral", next(&pending)).await;
        let narrow = story.agrees_to(json!({ "classes": ["OPERATIONAL"] })).await;

        let read = story.consent_of(&wide["id"]).await;
        assert_eq!((&read["status"], &read["supersededBy"]["id"]), (&json!("SUPERSEDED"), &narrow["id"]));
        assert_eq!(
            story.family_name(&story.ibrahim, &accepted).await,
            Value::Null,
            "the new consent does not cover names"
        );
        let seen = story.seen(&story.ibrahim, &accepted).await;
        assert_eq!(seen["state"], "ACCEPTED", "the service goes on with less");
        assert_ne!(seen["case"]["person"]["ageBand"], Value::Null);
        assert_eq!(story.consent_of(&narrow["id"]).await["referrals"]["nodes"][0]["id"], accepted["id"]);
        let row = story.referral_row(&pending).await;
        assert_eq!((row.state, row.end_reason), (ReferralState::Revoked, Some(ReferralEndReason::ConsentNarrowed)));
    })
    .await;
}

#[tokio::test]
async fn a_renewed_consent_carries_on_what_rested_on_the_one_before() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let first_end = story.world.now + Duration::days(2);
        let first = story.agrees_to(json!({ "validUntil": first_end })).await;
        let accepted = story.accepted_on(&first).await;
        // It begins when the first one ends.
        let second = story.agrees_to(json!({ "validFrom": first_end })).await;
        assert_eq!(second["status"], "NOT_YET_VALID");
        assert_eq!(story.consent_of(&first["id"]).await["status"], "ACTIVE");
        story.world.now = first_end;
        end_due(&story.world.database, first_end).await.expect("it runs");
        assert_eq!(story.consent_of(&first["id"]).await["status"], "EXPIRED");
        assert_eq!(story.consent_of(&second["id"]).await["status"], "ACTIVE");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        let row = story.referral_row(&accepted).await;
        assert_eq!((row.state, row.grounded_until > Some(first_end)), (ReferralState::Accepted, true));
    })
    .await;
}

#[tokio::test]
async fn a_newer_consent_that_begins_later_takes_over_at_its_moment() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let wide = story.agrees_to(json!({})).await;
        let accepted = story.accepted_on(&wide).await;
        let begins = story.world.now + Duration::days(3);
        let narrow = story.agrees_to(json!({ "classes": ["OPERATIONAL"], "validFrom": begins })).await;
        assert_eq!(story.consent_of(&wide["id"]).await["status"], "ACTIVE");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo");
        story.world.now = begins;
        assert_eq!(story.consent_of(&wide["id"]).await["status"], "SUPERSEDED");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null, "before any job has run");
        end_due(&story.world.database, begins).await.expect("it runs");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, Value::Null);
        let row = story.referral_row(&accepted).await;
        assert_eq!(row.state, ReferralState::Accepted);
        assert_eq!(story.consent_of(&narrow["id"]).await["referrals"]["nodes"][0]["id"], accepted["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_entered_late_does_not_undo_a_later_word() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let narrow = story.agrees_to(json!({ "classes": ["OPERATIONAL"] })).await;
        let signed = story.world.now - Duration::days(20);
        let late = story.agrees_to(json!({ "validFrom": signed })).await;
        assert_eq!(late["status"], "SUPERSEDED");
        assert_eq!(story.consent_of(&late["id"]).await["supersededBy"]["id"], narrow["id"]);
        assert_eq!(story.consent_of(&narrow["id"]).await["status"], "ACTIVE");
        let rows = consent::Entity::find().all(&story.world.database.reader).await.expect("read");
        assert!(rows.iter().all(|row| row.valid_until.is_some()), "every consent has an end");
    })
    .await;
}
