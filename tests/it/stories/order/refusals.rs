//! Papers that are not orders, and people who may not approve one.

use entity::codes::{Oversight, Role};
use serde_json::json;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, step};
use crate::{
    stories::house::{refusal, with},
    support::on_both,
};

#[tokio::test]
async fn only_another_data_protection_officer_approves() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (house, salif) = (&story.house, &story.house.salif);
        let order = house.must(salif, "recordLegalOrder", story.order(&["PROTECTION"])).await;
        assert_eq!(house.error(salif, "approveLegalOrder", step(&order)).await, "FORBIDDEN");
        assert_eq!(house.error(&story.idrissa, "approveLegalOrder", step(&order)).await, "NOT_FOUND");
        let both = vec![Role::ProtectionOfficer, Role::DataProtectionOfficer];
        let himself = Viewer { roles: both, ..salif.clone() };
        assert_eq!(house.refused(&himself, "approveLegalOrder", step(&order)).await, refusal("SAME_PERSON", ""));
        // An enforcement agency has no oversight, whatever its row or the roles of its officers say.
        let theirs =
            Viewer { oversight: Oversight::All, roles: vec![Role::DataProtectionOfficer], ..story.idrissa.clone() };
        assert_eq!(house.error(&theirs, "approveLegalOrder", step(&order)).await, "NOT_FOUND");
        assert_eq!(story.reads(&story.idrissa).await, None);

        let stale = with(step(&order), json!({ "version": 7 }));
        let stale = house.refused(&story.djamila, "approveLegalOrder", stale);
        assert_eq!(stale.await, refusal("VERSION_CONFLICT", "version"));
        let approved = house.must(&story.djamila, "approveLegalOrder", step(&order)).await;
        let twice = house.refused(&story.djamila, "approveLegalOrder", step(&approved));
        assert_eq!(twice.await, refusal("INVALID_TRANSITION", ""));
    })
    .await;
}

#[tokio::test]
async fn an_order_that_was_turned_down_is_never_approved() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let order = story.house.must(&story.house.salif, "recordLegalOrder", story.order(&["MEDICAL"])).await;
        let ended = story.house.must(&story.djamila, "endLegalOrder", step(&order)).await;
        let late = story.house.refused(&story.djamila, "approveLegalOrder", step(&ended));
        assert_eq!(late.await, refusal("INVALID_TRANSITION", ""));
        assert_eq!(story.reads(&story.idrissa).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_is_no_order_is_refused() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let (house, salif) = (&story.house, &story.house.salif);
        let ngo = global_id::encode("Organisation", house.partner.id);
        let days = |days| json!({ "validUntil": house.world.now + chrono::Duration::days(days) });
        let table = [
            (json!({ "organisationId": ngo }), "RECEIVER_NOT_ALLOWED", "organisationId"),
            (json!({ "classes": ["IDENTITY", "STAFF"] }), "CLASS_NOT_SHAREABLE", "classes"),
            (json!({ "classes": ["LOCATION"] }), "CLASS_NOT_SHAREABLE", "classes"),
            (json!({ "classes": [] }), "VALUE_REQUIRED", "classes"),
            (days(0), "DATE_OUT_OF_RANGE", "validUntil"),
            (days(367), "DATE_OUT_OF_RANGE", "validUntil"),
            (json!({ "reference": " " }), "VALUE_REQUIRED", "reference"),
            (json!({ "reason": " " }), "VALUE_REQUIRED", "reason"),
        ];
        for (fault, code, field) in table {
            let input = with(story.order(&["IDENTITY"]), fault.clone());
            let refused = house.refused(salif, "recordLegalOrder", input).await;
            assert_eq!(refused, refusal(code, field), "{fault}");
        }
        let input = story.order(&["IDENTITY"]);
        assert_eq!(house.error(&house.aminata, "recordLegalOrder", input.clone()).await, "FORBIDDEN");
        assert_eq!(house.error(&house.nadia, "recordLegalOrder", input).await, "NOT_FOUND");
    })
    .await;
}
