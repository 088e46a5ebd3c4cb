//! Protection markers: any sign sets one, only a protection officer clears it, and a failed gate blocks its State.

use entity::{
    case,
    codes::{Gate, IdentifierType, OrganisationType, ProtectionSign, Role, ServiceType},
    nationality, person, protection_marker, transfer,
};
use sea_orm::{
    ActiveEnum as _, ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _, Iterable as _,
    QueryOrder as _,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::{Story, of_request, paper};
use crate::support::{on_both, rows};

impl Story {
    pub(super) fn case_id(&self) -> String {
        global_id::encode("Case", self.case.id)
    }

    /// Issa clears the markers of the person.
    pub(super) async fn clear_marker(&self, version: i32) {
        let input = json!({ "caseId": self.case_id(), "version": version, "reason": "she was mistaken for another" });
        self.done(&self.issa, "clearProtectionMarker", input).await;
    }

    pub(super) async fn version(&self) -> i32 {
        let case = case::Entity::find_by_id(self.case.id).one(&self.world.database.reader).await;
        case.expect("it is read").expect("it is there").version
    }

    /// The stored signs that have not been cleared.
    pub(super) async fn signs(&self) -> Vec<ProtectionSign> {
        let markers = protection_marker::Entity::find().order_by_asc(protection_marker::Column::Id);
        let markers = markers.all(&self.world.database.reader).await.expect("they are read");
        markers.into_iter().filter(|row| row.cleared_at.is_none()).map(|row| row.sign).collect()
    }

    /// Another protection officer of the requesting organisation.
    pub(super) async fn salou(&self) -> Viewer {
        let house = entity::organisation::Entity::find_by_id(self.issa.organisation_id);
        let house = house.one(&self.world.database.reader).await.expect("it is read").expect("it is there");
        let worker = self.world.add(rows::worker(&house)).await;
        self.world.viewer(Role::ProtectionOfficer, &worker, &house)
    }

    /// The refusal code of making a packet ready after all gates have passed, or null.
    pub(super) async fn ready(&self) -> Value {
        let mut request = self.drafted().await;
        for gate in Gate::iter() {
            let decision = json!({ "gate": gate.to_value(), "outcome": "PASS" });
            let response = self.asks(&self.issa, "decideProtectionGate", of_request(&request, decision)).await;
            let payload = &response["data"]["decideProtectionGate"];
            if payload["userErrors"] == json!([]) {
                request = payload["consularRequest"].clone();
            }
        }
        let response = self.asks(&self.mariama, "freezeConsularPacket", of_request(&request, json!({}))).await;
        let code = response["data"]["freezeConsularPacket"]["userErrors"][0]["code"].clone();
        let request = self.again(&request).await;
        assert_eq!(request["cleared"], json!(code != "NOT_CLEARED"), "{code}");
        self.house(&self.mariama, "withdrawConsularRequest", &request, json!({ "reason": "OTHER" })).await;
        code
    }
}

#[tokio::test]
async fn a_case_that_was_closed_for_asylum_and_reopened_stays_marked() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        assert_eq!(story.ready().await, Value::Null);
        let closed = json!({ "caseId": story.case_id(), "version": 1, "reason": "REFERRED_ASYLUM" });
        story.done(&story.issa, "closeCase", closed).await;
        let house = entity::organisation::Entity::find_by_id(story.issa.organisation_id);
        let house = house.one(&story.world.database.reader).await.expect("it is read").expect("it is there");
        let manager = story.world.add(rows::worker(&house)).await;
        let manager = story.world.viewer(Role::CentreManager, &manager, &house);
        story.done(&manager, "reopenCase", json!({ "caseId": story.case_id(), "version": 2 })).await;
        assert_eq!(story.signs().await, [ProtectionSign::AsylumClosure]);
        assert_eq!(story.ready().await, "NOT_CLEARED");
        // A worker who may not read asylum data neither reads nor clears the marker.
        let clear = json!({ "caseId": story.case_id(), "version": 3, "reason": "nothing" });
        for who in [&manager, &story.mariama] {
            assert_eq!(story.refused(who, "clearProtectionMarker", clear.clone()).await, "FORBIDDEN");
        }
        story.clear_marker(3).await;
        assert_eq!(story.ready().await, Value::Null);
        // A second closure is a new sign.
        story.world.now += chrono::Duration::hours(1);
        let closed = json!({ "caseId": story.case_id(), "version": 3, "reason": "REFERRED_ASYLUM" });
        story.done(&story.issa, "closeCase", closed).await;
        assert_eq!(story.signs().await, [ProtectionSign::AsylumClosure]);
    })
    .await;
}

#[tokio::test]
async fn a_status_that_was_overwritten_a_referral_that_was_cancelled_and_a_withdrawal_stay_signs() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let status = |version: i32, status: &str| {
            json!({ "caseId": story.case_id(), "version": version, "status": status, "recordedOn": "2023-11-14" })
        };
        story.done(&story.issa, "recordImmigrationStatus", status(1, "ASYLUM_SEEKER")).await;
        let clear = json!({ "caseId": story.case_id(), "version": 1, "reason": "refused" });
        let early = story.refused(&story.issa, "clearProtectionMarker", clear).await;
        assert_eq!(early, "INVALID_TRANSITION", "the status itself says that she asks for protection");
        story.done(&story.issa, "recordImmigrationStatus", status(1, "IRREGULAR")).await;
        assert_eq!(story.signs().await, [ProtectionSign::AsylumStatus]);
        assert_eq!(story.ready().await, "NOT_CLEARED");
        story.clear_marker(1).await;

        let agency = story.world.add(rows::organisation(OrganisationType::UnAgency)).await;
        let service = story.world.add(rows::service(&agency, ServiceType::LegalAid)).await;
        let input = json!({
            "caseId": story.case_id(), "serviceId": global_id::encode("Service", service.id), "urgency": "URGENT",
            "purpose": "REFERRAL_SERVICE", "classes": ["OPERATIONAL"],
        });
        let read = "referral { id version } userErrors { code }";
        let drafted = story.asks_for(&story.issa, "draftReferral", input, read).await;
        let referral = &drafted["data"]["draftReferral"]["referral"];
        let clear = json!({ "caseId": story.case_id(), "version": story.version().await, "reason": "no claim" });
        let early = story.refused(&story.issa, "clearProtectionMarker", clear).await;
        assert_eq!(early, "INVALID_TRANSITION", "the referral to the agency can still be sent");
        let cancel = json!({ "referralId": referral["id"], "version": referral["version"], "reason": "SENDER_REQUEST" });
        story.done(&story.issa, "cancelReferral", cancel).await;
        assert_eq!(story.signs().await, [ProtectionSign::AsylumReferral]);
        assert_eq!(story.ready().await, "NOT_CLEARED");
        story.clear_marker(story.version().await).await;

        let request = story.submitted().await;
        let why = json!({ "reason": "INTERNATIONAL_PROTECTION" });
        story.house(&story.mariama, "withdrawConsularRequest", &request, why).await;
        assert_eq!(story.signs().await, [ProtectionSign::ProtectionWithdrawal]);
        assert_eq!(story.ready().await, "NOT_CLEARED");
    })
    .await;
}

#[tokio::test]
async fn a_refugees_paper_a_nationality_of_none_and_a_transfer_to_the_asylum_authority_are_signs() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let person_id = story.case.person_id;
        let kinds = [IdentifierType::ConventionTravelDocument, IdentifierType::IcrcEmergencyTravelDocument];
        for (number, kind) in kinds.into_iter().enumerate() {
            story.world.add(paper(person_id, kind, &format!("R{number}"))).await;
            assert_eq!(story.ready().await, "NOT_CLEARED", "{kind:?}");
            assert_eq!(story.signs().await, [ProtectionSign::RefugeeDocument]);
            story.clear_marker(story.version().await).await;
        }
        for code in ["XXA", "XXB", "XXC"] {
            let country = code.to_owned();
            let basis = entity::codes::NationalityBasis::Claimed;
            story
                .world
                .add(nationality::Model { id: Uuid::now_v7(), person_id, country, basis, correction_id: None })
                .await;
            assert_eq!(story.ready().await, "NOT_CLEARED", "{code}");
            assert_eq!(story.signs().await, [ProtectionSign::StatelessNationality], "{code}");
            story.clear_marker(story.version().await).await;
        }
        let authority = story.world.add(rows::organisation(OrganisationType::GovHostAsylum)).await;
        let there = story.world.add(rows::centre(&authority)).await;
        let worker = story.world.add(rows::worker(&authority)).await;
        let state = entity::codes::TransferState::Offered;
        let offered = transfer::Model { state, proposed_by: worker.id, ..rows::transfer(&story.case, &there, &worker) };
        let offered = story.world.add(offered).await;
        let clear = json!({ "caseId": story.case_id(), "version": story.version().await, "reason": "no claim" });
        let early = story.refused(&story.issa, "clearProtectionMarker", clear).await;
        assert_eq!(early, "INVALID_TRANSITION", "the authority can still accept the transfer");
        let cancelled = transfer::ActiveModel {
            state: Set(entity::codes::TransferState::Cancelled),
            ..offered.into_active_model()
        };
        cancelled.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        assert_eq!(story.ready().await, "NOT_CLEARED");
        assert_eq!(story.signs().await, [ProtectionSign::AsylumTransfer]);
    })
    .await;
}

#[tokio::test]
async fn what_is_known_in_one_case_of_a_person_holds_in_another() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.submitted().await;
        let person = person::Entity::find_by_id(story.case.person_id).one(&story.world.database.reader).await;
        let person = person.expect("it is read").expect("it is there");
        let other = story.world.add(rows::organisation(OrganisationType::Iom)).await;
        let centre = story.world.add(rows::centre(&other)).await;
        let second = story.world.add(rows::case(&person, &centre)).await;
        let officer = story.world.add(rows::worker(&other)).await;
        let officer = story.world.viewer(Role::ProtectionOfficer, &officer, &other);
        let status = json!({
            "caseId": global_id::encode("Case", second.id), "version": 1, "status": "REFUGEE", "recordedOn": "2023-11-14",
        });
        story.done(&officer, "recordImmigrationStatus", status).await;
        assert_eq!(story.again(&request).await["state"], "WITHDRAWN");
        let events = entity::consular_event::Entity::find().all(&story.world.database.reader).await;
        let events = events.expect("they are read");
        let elsewhere = events.iter().filter(|event| event.organisation_id == Some(other.id));
        assert_eq!(elsewhere.count(), 0, "an organisation does not learn who noted a sign elsewhere");
        assert_eq!(story.ready().await, "NOT_CLEARED");
    })
    .await;
}

#[tokio::test]
async fn the_desk_reads_one_result_of_the_gates_and_protection_reads_the_signs() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.screened().await;
        assert_eq!(request["cleared"], true);
        let status =
            json!({ "caseId": story.case_id(), "version": 1, "status": "ASYLUM_SEEKER", "recordedOn": "2023-11-14" });
        story.done(&story.issa, "recordImmigrationStatus", status).await;
        let document = "query($id: ID!) { node(id: $id) { ... on Case { person { protectionMarkers { sign clearedAt } }
            consularRequests { cleared version gates { gate } } } } }";
        let seen = async |who: &Viewer| {
            let id = json!({ "id": story.case_id() });
            story.world.ask(&story.engine, who, document, id).await["data"]["node"].clone()
        };
        let (desk, protection) = (seen(&story.mariama).await, seen(&story.issa).await);
        let version = request["version"].clone();
        assert_eq!(desk["person"]["protectionMarkers"], Value::Null);
        assert_eq!(desk["consularRequests"], json!([{ "cleared": false, "version": version, "gates": null }]));
        let markers = json!([{ "sign": "ASYLUM_STATUS", "clearedAt": null }]);
        assert_eq!(protection["person"]["protectionMarkers"], markers);
        assert_eq!(protection["consularRequests"][0]["gates"].as_array().map(Vec::len), Some(5));
    })
    .await;
}
