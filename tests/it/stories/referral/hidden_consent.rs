//! A consent that some readers of the case may not know of replaces one that they know.

use chrono::Duration;
use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};
use waystation::global_id;

use super::{Story, overriding::colleague};
use crate::support::{on_both, rows};

#[tokio::test]
async fn a_reader_of_one_consent_does_not_learn_of_another_that_reveals_more() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let salif = colleague(&story, Role::ProtectionOfficer).await;
        let agency = story.world.add(rows::organisation(OrganisationType::UnAgency)).await;
        let first = story.agrees_to(json!({})).await;
        let second = story.agrees_to(json!({})).await;
        let before = story.consent_of(&first["id"]).await;
        assert_eq!((&before["status"], &before["supersededBy"]["id"]), (&json!("SUPERSEDED"), &second["id"]));
        let mut recipients = before["recipients"].as_array().expect("a list").clone();
        recipients = recipients.iter().map(|line| json!({ "organisationId": line["organisation"]["id"] })).collect();
        recipients.push(json!({ "organisationId": global_id::encode("Organisation", agency.id) }));
        for days in [0, 3] {
            let open = story.agrees_to(json!({})).await;
            let from = story.world.now + Duration::days(days);
            let wider = json!({ "recipients": recipients, "validFrom": from });
            let hidden = story.recorded_by(&salif, wider).await;
            story.world.now = from + Duration::minutes(1);
            let read = story.consent_of(&open["id"]).await;
            assert_eq!((&read["status"], &read["supersededBy"]), (&json!("EXPIRED"), &Value::Null));
            assert_eq!(read["validUntil"].as_str().map(str::parse), Some(Ok(from)));
            let document = "query($id: ID!) { node(id: $id) { id } }";
            let id = json!({ "id": hidden["id"] });
            let known = story.world.ask(&story.engine, &story.aminata, document, id.clone()).await;
            assert_eq!(known["errors"][0]["extensions"]["code"], "NOT_FOUND", "she may not know of it");
            let known = story.world.ask(&story.engine, &salif, document, id).await;
            assert_eq!(known["data"]["node"]["id"], hidden["id"]);
            // The newest statement replaces the hidden one too, and does not show it.
            let newest = story.agrees_to(json!({})).await;
            assert_eq!(story.consent_of(&newest["id"]).await["supersedes"], json!([]));
        }
    })
    .await;
}
