//! A sealed case: its packet is suspended. The consulate still sees the coarse fields, but nothing of the person.

use serde_json::{Value, json};
use waystation::global_id;

use super::{Story, of_packet};
use crate::support::on_both;

#[tokio::test]
async fn a_sealed_case_suspends_its_packet_until_it_is_opened_again() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let before = story.read(&request).await;
        let case = global_id::encode("Case", story.case.id);
        let mode =
            |mode: &str, seen: i32| json!({ "caseId": case, "version": 1, "protectedVersion": seen, "accessMode": mode });
        story.done(&story.issa, "updateCase", mode("RESTRICTED", 1)).await;
        assert_eq!(
            story.read(&request).await,
            before,
            "a restricted case does not suspend what the person consented to"
        );
        story.done(&story.issa, "updateCase", mode("SEALED", 2)).await;
        let sealed = story.read(&request).await;
        for (field, value) in sealed.as_object().expect("a packet") {
            let coarse = ["__typename", "reference", "version", "state", "submittedAt"].contains(&field.as_str());
            assert_eq!(value, if coarse { &before[field] } else { &Value::Null }, "{field}");
        }
        assert_eq!(story.inbox(&story.sekou, "").await["data"]["consularPackets"]["nodes"], json!([sealed]));
        let step = of_packet(&before, json!({}));
        assert_eq!(story.refused(&story.sekou, "acknowledgeConsularPacket", step).await, "NOT_FOUND");
        story.done(&story.issa, "updateCase", mode("STANDARD", 3)).await;
        assert_eq!(story.read(&request).await, before);
        story.post("acknowledgeConsularPacket", &before, json!({})).await;
    })
    .await;
}
