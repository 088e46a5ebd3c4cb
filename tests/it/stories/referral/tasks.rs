//! The tasks that a referral gives to both sides, one after the other: each appears when it waits for them and leaves when it
//! is settled.

use chrono::Duration;
use entity::codes::Role;
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, next, with};
use crate::support::{
    on_both,
    tasks::{kinds, tasks},
};

impl Story {
    async fn tasks_of(&self, who: &Viewer) -> Vec<String> {
        kinds(&self.world, &self.engine, who).await
    }
}

#[tokio::test]
async fn a_referral_is_a_task_of_the_side_that_it_waits_for() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let draft = story.drafted().await;
        let nothing = Vec::<String>::new();
        assert_eq!(story.tasks_of(&story.ibrahim).await, nothing, "a draft waits for nobody");

        let sent = story.must(&story.aminata, "sendReferral", next(&draft)).await;
        let all = tasks(&story.world, &story.engine, &story.ibrahim, json!({})).await;
        assert_eq!((&all[0]["kind"], &all[0]["node"]["id"]), (&json!("REFERRAL_TO_ANSWER"), &sent["id"]), "{all:#?}");
        assert_eq!((all.len(), &all[0]["overdue"]), (1, &json!(false)));
        assert_eq!(all[0]["dueAt"], json!("2023-11-15T22:13:20.500250Z"), "an urgent one is acknowledged in 24 hours");
        let no_focal_point = Viewer { roles: vec![Role::ServiceAccount], ..story.ibrahim.clone() };
        for other in [&story.fatou, &story.aminata, &no_focal_point] {
            assert_eq!(story.tasks_of(other).await, nothing, "{other:?}");
        }
        let due = async |before: Value| {
            tasks(&story.world, &story.engine, &story.ibrahim, json!({ "dueBefore": before })).await.len()
        };
        assert_eq!(due(all[0]["dueAt"].clone()).await, 0, "it is due at that moment, not before it");
        assert_eq!(due(json!("2023-11-15T22:13:20.500251Z")).await, 1);

        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let asked = with(&reviewed, json!({ "question": "any allergies?" }));
        let asked = story.must(&story.ibrahim, "requestReferralInformation", asked).await;
        assert_eq!(story.tasks_of(&story.ibrahim).await, nothing, "the sender is asked");
        assert_eq!(story.tasks_of(&story.aminata).await, ["REFERRAL_QUESTION_TO_ANSWER"]);
        let colleague = Viewer { worker_id: uuid::Uuid::now_v7(), ..story.aminata.clone() };
        assert_eq!(story.tasks_of(&colleague).await, nothing, "another case worker has the case");

        let answer = with(&asked, json!({ "answer": "none known" }));
        let answered = story.must(&story.aminata, "giveReferralInformation", answer).await;
        assert_eq!(story.tasks_of(&story.aminata).await, nothing);
        assert_eq!(story.tasks_of(&story.ibrahim).await, ["REFERRAL_TO_ANSWER"]);
        story.world.now += Duration::days(6);
        let late = tasks(&story.world, &story.engine, &story.ibrahim, json!({})).await;
        assert_eq!(late[0]["overdue"], true, "{late:#?}");

        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&answered)).await;
        let date = json!({ "scheduledFor": story.world.now + Duration::days(1) });
        let planned = story.must(&story.ibrahim, "scheduleReferral", with(&accepted, date)).await;
        assert_eq!(story.tasks_of(&story.ibrahim).await, nothing, "the appointment is tomorrow");
        story.world.now += Duration::days(2);
        assert_eq!(story.tasks_of(&story.ibrahim).await, ["APPOINTMENT_TO_RECORD"]);
        story.must(&story.ibrahim, "markReferralNoShow", next(&planned)).await;
        assert_eq!(story.tasks_of(&story.ibrahim).await, nothing);
    })
    .await;
}

#[tokio::test]
async fn a_declined_referral_is_a_task_until_another_provider_is_asked_and_for_thirty_days() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let reviewed = story.under_review().await;
        let reason = with(&reviewed, json!({ "reason": "NO_CAPACITY" }));
        let declined = story.must(&story.ibrahim, "declineReferral", reason).await;
        assert_eq!(story.tasks_of(&story.aminata).await, ["REFERRAL_TO_PLACE_AGAIN"]);
        assert!(story.tasks_of(&story.ibrahim).await.is_empty(), "the receiver has answered");

        let other = json!({ "serviceId": global_id::encode("Service", story.other_clinic.id) });
        let mut again = story.packet();
        again["serviceId"] = other["serviceId"].clone();
        let draft = story.must(&story.aminata, "draftReferral", again).await;
        assert!(story.tasks_of(&story.aminata).await.is_empty(), "the case has a newer referral");
        let cancelled = with(&draft, json!({ "reason": "SENDER_REQUEST" }));
        story.must(&story.aminata, "cancelReferral", cancelled).await;
        assert_eq!(story.tasks_of(&story.aminata).await, ["REFERRAL_TO_PLACE_AGAIN"]);
        story.world.now += Duration::days(31);
        assert!(story.tasks_of(&story.aminata).await.is_empty(), "it is too long ago");
        story.world.now -= Duration::days(30);
        story.must(&story.aminata, "redirectReferral", with(&declined, other)).await;
        assert!(story.tasks_of(&story.aminata).await.is_empty());
    })
    .await;
}
