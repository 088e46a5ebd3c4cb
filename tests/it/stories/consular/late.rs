//! Late steps: on a packet that is over, and after the moment from which nothing can be read.

use chrono::Duration;
use entity::consent;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
use serde_json::{Value, json};

use super::{Story, of_packet};
use crate::support::on_both;

/// Every step of a consulate.
fn steps() -> [(&'static str, Value); 10] {
    let document = json!({
        "type": "PASSPORT", "number": "P-1", "issuedOn": "2023-11-14", "singleJourney": false,
    });
    [
        ("acknowledgeConsularPacket", json!({})),
        ("askConsularQuestion", json!({ "questions": ["SCHOOL_ATTENDED"] })),
        ("proposeConsularInterview", json!({ "mode": "PHONE", "at": "2023-11-20T09:00:00Z" })),
        ("agreeToConsularInterview", json!({})),
        ("recordConsularInterview", json!({ "outcome": "HELD" })),
        ("confirmNationality", json!({})),
        ("recordNationalityNotConfirmed", json!({ "reason": "INSUFFICIENT_EVIDENCE" })),
        ("startDocumentProduction", json!({})),
        ("recordDocumentIssued", document),
        ("refuseConsularRequest", json!({ "reason": "OTHER" })),
    ]
}

#[tokio::test]
async fn nothing_is_decided_on_a_packet_that_the_consulate_ended() {
    for (end, reason) in
        [("refuseConsularRequest", "OTHER"), ("recordNationalityNotConfirmed", "NATIONALITY_NOT_ESTABLISHED")]
    {
        on_both(|world| async move {
            let story = Story::begin(world).await;
            let request = story.submitted().await;
            let packet = story.read(&request).await;
            let seen = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
            let over = story.post(end, &seen, json!({ "reason": reason })).await;
            for (step, more) in steps() {
                // An officer who read the end gets INVALID_TRANSITION. An officer who did not gets VERSION_CONFLICT,
                // which says to read again.
                let late = story.refused(&story.sekou, step, of_packet(&over, more.clone())).await;
                assert_eq!(late, "INVALID_TRANSITION", "{step} after {end}");
                let stale = story.refused(&story.sekou, step, of_packet(&seen, more)).await;
                assert_eq!(stale, "VERSION_CONFLICT", "{step} after {end}");
            }
            assert_eq!(story.read(&request).await["version"], over["version"]);
        })
        .await;
    }
}

#[tokio::test]
async fn a_packet_that_was_taken_back_is_no_packet_to_any_step() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let packet = story.read(&request).await;
        story.house(&story.mariama, "withdrawConsularRequest", &request, json!({ "reason": "OTHER" })).await;
        let nowhere = json!({ "reference": "nowhere", "version": packet["version"] });
        for (step, more) in steps() {
            let never = story.asks(&story.sekou, step, of_packet(&nowhere, more.clone())).await;
            assert_eq!(never["errors"][0]["extensions"]["code"], "NOT_FOUND", "{never:#}");
            assert_eq!(story.asks(&story.sekou, step, of_packet(&packet, more)).await, never, "{step}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_packet_is_read_until_the_consent_runs_out_and_not_a_moment_longer() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let until = story.world.now + Duration::days(2);
        let limited =
            consent::ActiveModel { id: Set(story.consent.id), valid_until: Set(Some(until)), ..Default::default() };
        limited.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        let request = story.submitted().await;
        story.world.now = until - Duration::microseconds(1);
        let before = story.read(&request).await;
        assert_eq!(before["givenNames"], "Aïssata");
        // No background task has recorded the end of the consent yet.
        story.world.now = until;
        let listed = story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"][0].clone();
        for (field, value) in listed.as_object().expect("a packet") {
            let coarse = ["__typename", "reference", "version", "state", "submittedAt"].contains(&field.as_str());
            assert_eq!(value, if coarse { &before[field] } else { &Value::Null }, "{field}");
        }
        // It looks like a withdrawn packet, so its reason cannot be found out.
        assert_eq!(story.read(&request).await, listed);
        for (step, more) in steps() {
            assert_eq!(story.refused(&story.sekou, step, of_packet(&before, more)).await, "NOT_FOUND", "{step}");
        }
    })
    .await;
}

impl Story {
    /// The packet of a request, as its liaison officer reads it.
    pub(super) async fn read(&self, request: &Value) -> Value {
        self.packet(&self.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone()
    }
}
