//! A hold: the consulate cannot tell it from slow work, whatever it asks or does.

use entity::{case, codes::Gate};
use sea_orm::{ActiveEnum as _, EntityTrait as _, Iterable as _};
use serde_json::json;
use waystation::global_id;

use super::{Story, embassy_of, merged, of_packet, of_request};
use crate::support::{on_both, rows};

#[tokio::test]
async fn a_liaison_cannot_tell_a_hold() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let reference = request["packetReference"].clone();
        let before = (story.packet(&story.sekou, &reference).await, story.inbox(&story.sekou, "").await);
        let held = story.house(&story.issa, "holdConsularRequest", &request, json!({})).await;
        assert_eq!((&held["state"], &held["heldState"]), (&json!("ON_HOLD_PROTECTION"), &json!("SUBMITTED")));
        let after = (story.packet(&story.sekou, &reference).await, story.inbox(&story.sekou, "").await);
        assert_eq!(before, after);
        // The consulate goes on as before. The requesting organisation cannot.
        let packet = before.0["data"]["consularPacket"].clone();
        let packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        assert_eq!(packet["state"], "IN_REVIEW");
        let packet = story.post("askConsularQuestion", &packet, json!({ "questions": ["FATHER_FULL_NAME"] })).await;
        let held = story.again(&held).await;
        assert_eq!((&held["state"], &held["heldState"]), (&json!("ON_HOLD_PROTECTION"), &json!("MORE_INFO_REQUIRED")));
        let answers = json!({ "answers": [{ "question": "FATHER_FULL_NAME", "text": "Alpha" }] });
        let input = of_request(&held, answers.clone());
        assert_eq!(story.refused(&story.mariama, "answerConsularQuestion", input).await, "INVALID_TRANSITION");
        let request = story.house(&story.issa, "resumeConsularRequest", &held, json!({})).await;
        assert_eq!(request["state"], "MORE_INFO_REQUIRED");
        let same = story.packet(&story.sekou, &reference).await["data"]["consularPacket"]["version"].clone();
        assert_eq!(same, packet["version"], "the hold changed the version of the packet");
        story.house(&story.mariama, "answerConsularQuestion", &request, answers).await;
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_who_decide_at_once_the_second_hears_of_the_first() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone();
        let packet = story.post("acknowledgeConsularPacket", &packet, json!({})).await;
        let yes = story.asks(&story.sekou, "confirmNationality", of_packet(&packet, json!({})));
        let reason = json!({ "reason": "INSUFFICIENT_EVIDENCE" });
        let no = story.asks(&story.sekou, "recordNationalityNotConfirmed", of_packet(&packet, reason));
        let (yes, no) = tokio::join!(yes, no);
        let refusals = [&yes["data"]["confirmNationality"], &no["data"]["recordNationalityNotConfirmed"]];
        let refusals: Vec<_> = refusals.iter().filter_map(|it| it["userErrors"][0]["code"].as_str()).collect();
        assert_eq!(refusals, ["VERSION_CONFLICT"], "{yes:#} {no:#}");
        // The officer has read the new state, so the refusal is INVALID_TRANSITION and not VERSION_CONFLICT.
        let packet = story.packet(&story.sekou, &request["packetReference"]).await["data"]["consularPacket"].clone();
        let late = story.refused(&story.sekou, "acknowledgeConsularPacket", of_packet(&packet, json!({}))).await;
        assert_eq!(late, "INVALID_TRANSITION");
    })
    .await;
}

#[tokio::test]
async fn who_is_asked_at_two_posts_may_be_spoken_of_until_both_are_over_and_never_under_a_hold() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let allowed = async || {
            let case = case::Entity::find_by_id(story.case.id).one(&story.world.database.reader).await;
            case.expect("the database answers").expect("the case is there").consular_contact_allowed
        };
        let first = story.submitted().await;
        let ((other, post), _) = embassy_of(&story.world, "GIN").await;
        story.world.add(rows::recipient(&story.consent, &other)).await;
        let draft = merged(story.draft(), json!({ "postId": global_id::encode("ConsularPost", post.id) }));
        let mut second = story.must(&story.mariama, "draftConsularRequest", draft).await;
        for gate in Gate::iter() {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            second = story.house(&story.issa, "decideProtectionGate", &second, decision).await;
        }
        let held = story.house(&story.issa, "holdConsularRequest", &first, json!({})).await;
        let second = story.house(&story.mariama, "freezeConsularPacket", &second, json!({})).await;
        assert!(!allowed().await, "a second request opened what protection had closed");
        story.house(&story.issa, "resumeConsularRequest", &held, json!({})).await;
        assert!(allowed().await);
        let over = json!({ "reason": "DUPLICATE" });
        story.house(&story.mariama, "withdrawConsularRequest", &second, over).await;
        assert!(allowed().await, "the end of one request closed the other");
    })
    .await;
}
