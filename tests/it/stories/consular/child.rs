//! Gate D: contact with a consulate has to be in the best interest of a child before anybody says so at the gate.

use entity::{
    codes::{ConsentGiver, Gate},
    consent, person,
};
use sea_orm::{ActiveEnum, ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, of_request};
use crate::support::on_both;

impl Story {
    /// Aïssata is eleven, and her guardian consents.
    async fn about_a_child(&self) {
        let database = &self.world.database;
        let person = person::Entity::find_by_id(self.case.person_id).one(&database.reader).await.expect("read");
        let birth_date = Set(chrono::NaiveDate::from_ymd_opt(2012, 1, 1));
        let child = person::ActiveModel { birth_date, ..person.expect("there").into_active_model() };
        child.update(&database.writer).await.expect("written");
        let given_by = Set(ConsentGiver::Guardian);
        let consent = consent::ActiveModel { given_by, ..self.consent.clone().into_active_model() };
        consent.update(&database.writer).await.expect("written");
    }

    /// A determination that one officer asks for and another one decides.
    async fn determined(&self, asks: &Viewer, decides: &Viewer, purpose: &str, outcome: &str) {
        let read = "bestInterestDetermination { id version } userErrors { code field message }";
        let case = global_id::encode("Case", self.case.id);
        let question = json!({ "case": case, "purpose": purpose, "grounds": "wants to go home" });
        let asked = self.asks_for(asks, "requestBestInterestDetermination", question, read).await;
        let asked = &asked["data"]["requestBestInterestDetermination"]["bestInterestDetermination"];
        let (id, version) = (&asked["id"], &asked["version"]);
        let answer = json!({ "determination": id, "version": version, "outcome": outcome, "reason": "heard" });
        self.done(decides, "decideBestInterestDetermination", answer).await;
    }

    async fn passed(&self, request: Value, gates: impl Iterator<Item = Gate>) -> Value {
        let mut request = request;
        for gate in gates {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            request = self.house(&self.issa, "decideProtectionGate", &request, decision).await;
        }
        request
    }
}

#[tokio::test]
async fn gate_d_passes_for_a_child_only_after_a_determination_in_favour_of_the_document() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        let others = || Gate::iter().filter(|gate| *gate != Gate::DChild);
        let request = story.passed(story.drafted().await, others()).await;
        let passes = || of_request(&request, json!({ "gate": "D_CHILD", "outcome": "PASS" }));
        let refused = async || story.refused(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(refused().await, "DETERMINATION_MISSING");
        story.determined(&salou, &story.issa, "RETURN_TRAVEL", "IN_FAVOUR").await;
        assert_eq!(refused().await, "DETERMINATION_MISSING", "a determination for another purpose is not enough");
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "AGAINST").await;
        assert_eq!(refused().await, "DETERMINATION_MISSING");
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = story.must(&story.issa, "decideProtectionGate", passes()).await;
        assert_eq!(request["cleared"], true);
        story.house(&story.mariama, "readyConsularRequest", &request, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_determination_that_is_over_or_turned_round_stops_a_packet_that_passed() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        let request = story.passed(story.drafted().await, Gate::iter()).await;
        let ready = story.house(&story.mariama, "readyConsularRequest", &request, json!({})).await;
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "AGAINST").await;
        for again in ["readyConsularRequest", "submitConsularRequest"] {
            let refused = story.refused(&story.mariama, again, of_request(&ready, json!({}))).await;
            assert_eq!(refused, "NOT_CLEARED", "{again}");
        }
        story.world.now += chrono::Duration::minutes(1);
        story.determined(&salou, &story.issa, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        story.house(&story.mariama, "submitConsularRequest", &ready, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_gate_that_failed_for_a_child_is_corrected_only_with_a_determination() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.about_a_child().await;
        let salou = story.salou().await;
        let fails = json!({ "gate": "D_CHILD", "outcome": "FAIL", "note": "nobody has decided" });
        let request = story.house(&story.issa, "decideProtectionGate", &story.drafted().await, fails).await;
        story.clear_marker(story.version().await).await;
        let passes = || of_request(&request, json!({ "gate": "D_CHILD", "outcome": "PASS", "note": "it was decided" }));
        let refused = story.refused(&salou, "correctProtectionGate", passes()).await;
        assert_eq!(refused, "DETERMINATION_MISSING");
        story.determined(&story.issa, &salou, "CONSULAR_DOCUMENT", "IN_FAVOUR").await;
        story.must(&salou, "correctProtectionGate", passes()).await;
    })
    .await;
}
