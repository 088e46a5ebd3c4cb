//! Interviews: one side proposes, the other agrees, and both can move an agreed date.

use serde_json::{Value, json};

use super::{Story, of_packet, of_request};
use crate::support::on_both;

fn at(day: u32) -> Value {
    json!({ "mode": "PHONE", "at": format!("2023-11-{day}T09:00:00Z") })
}

impl Story {
    /// A request that waits for the requesting organisation to agree to 20 November, and its packet.
    async fn proposed(&self) -> (Value, Value) {
        let request = self.submitted().await;
        let packet = self.post("acknowledgeConsularPacket", &self.read(&request).await, json!({})).await;
        let packet = self.post("proposeConsularInterview", &packet, at(20)).await;
        (self.again(&request).await, packet)
    }
}

#[tokio::test]
async fn the_house_declines_an_interview_and_tells_no_reason() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (request, _) = story.proposed().await;
        let request = story.house(&story.mariama, "declineConsularInterview", &request, json!({})).await;
        assert_eq!(request["state"], "ACKNOWLEDGED");
        let packet = story.read(&request).await;
        assert_eq!((&packet["state"], &packet["interviewAt"]), (&json!("IN_REVIEW"), &Value::Null));
        let again = story.post("proposeConsularInterview", &packet, at(21)).await;
        assert_eq!(again["state"], "INTERVIEW_PROPOSED");
    })
    .await;
}

#[tokio::test]
async fn the_house_proposes_another_time_and_the_consulate_agrees() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (request, packet) = story.proposed().await;
        let own = story.refused(&story.sekou, "agreeToConsularInterview", of_packet(&packet, json!({}))).await;
        assert_eq!(own, "INVALID_TRANSITION", "a side cannot agree to its own proposal");
        let request = story.house(&story.mariama, "proposeOtherConsularInterview", &request, at(23)).await;
        assert_eq!(request["state"], "INTERVIEW_PROPOSED");
        let own = story.refused(&story.mariama, "confirmConsularInterview", of_request(&request, json!({}))).await;
        assert_eq!(own, "INVALID_TRANSITION", "a side cannot agree to its own proposal");
        let packet = story.read(&request).await;
        assert_eq!(packet["interviewProposedBy"], "REQUESTER");
        let packet = story.post("agreeToConsularInterview", &packet, json!({})).await;
        assert_eq!(
            (&packet["state"], &packet["interviewAt"]),
            (&json!("INTERVIEW_SCHEDULED"), &json!("2023-11-23T09:00:00Z"))
        );
    })
    .await;
}

#[tokio::test]
async fn either_side_moves_an_interview_that_was_agreed() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let (request, _) = story.proposed().await;
        let request = story.house(&story.mariama, "confirmConsularInterview", &request, json!({})).await;
        let packet = story.post("proposeConsularInterview", &story.read(&request).await, at(22)).await;
        assert_eq!(packet["state"], "INTERVIEW_PROPOSED");
        let request =
            story.house(&story.mariama, "confirmConsularInterview", &story.again(&request).await, json!({})).await;
        let request = story.house(&story.mariama, "proposeOtherConsularInterview", &request, at(24)).await;
        assert_eq!(request["state"], "INTERVIEW_PROPOSED");
        let packet = story.post("agreeToConsularInterview", &story.read(&request).await, json!({})).await;
        for outcome in ["HELD", "MISSED"] {
            let early = of_packet(&packet, json!({ "outcome": outcome }));
            assert_eq!(
                story.refused(&story.sekou, "recordConsularInterview", early).await,
                "DATE_OUT_OF_RANGE",
                "{outcome}"
            );
        }
        story.world.now = "2023-11-24T09:00:00Z".parse().expect("a moment");
        let packet = story.post("recordConsularInterview", &packet, json!({ "outcome": "MISSED" })).await;
        assert_eq!(packet["state"], "INTERVIEW_MISSED");
    })
    .await;
}
