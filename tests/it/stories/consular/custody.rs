//! The custody of a document: every step until it is used, returned or expired.

use chrono::{Days, Duration, NaiveTime};
use entity::{
    case,
    codes::{IdentifierType, NationalityBasis, Role},
    consent, identifier, nationality, travel_document_custody,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, actions::consular::end_due, global_id};

use super::{Story, of_request};
use crate::support::on_both;

#[tokio::test]
async fn a_document_goes_from_hand_to_hand_and_each_is_on_record() {
    for (last, event, state) in [
        ("recordDocumentUse", "USED", "USED"),
        ("recordDocumentReturn", "RETURNED_UNUSED", "RETURNED_UNUSED"),
        ("recordDocumentExpiry", "EXPIRED", "EXPIRED"),
    ] {
        on_both(|world| async move {
            let mut story = Story::begin(world).await;
            let request = story.issued().await;
            let refused = async |story: &Story, mutation: &str, request: &Value| {
                story.refused(&story.mariama, mutation, of_request(request, json!({}))).await
            };
            assert_eq!(
                refused(&story, "recordDocumentUse", &request).await,
                "INVALID_TRANSITION",
                "she does not have the document"
            );
            assert_eq!(
                request["documents"][0]["custody"],
                json!([]),
                "no custody before the organisation receives the document"
            );
            let request = story.house(&story.mariama, "recordDocumentReceived", &request, json!({})).await;
            assert_eq!(refused(&story, "recordDocumentReceived", &request).await, "INVALID_TRANSITION", "once");
            story.world.now += Duration::hours(1);
            let request = story.house(&story.mariama, "recordDocumentDelivery", &request, json!({})).await;
            assert_eq!(request["state"], "DELIVERED");
            assert_eq!(refused(&story, "recordDocumentDelivery", &request).await, "INVALID_TRANSITION", "once");
            if last == "recordDocumentExpiry" {
                let last_day = "2024-02-14".parse::<chrono::NaiveDate>().expect("a day").and_time(NaiveTime::MIN);
                story.world.now = last_day.and_utc() + Duration::hours(23);
                assert_eq!(refused(&story, last, &request).await, "DATE_OUT_OF_RANGE", "its last day is a good day");
                story.world.now = last_day.and_utc() + Days::new(1);
            } else {
                story.world.now += Duration::hours(1);
            }
            let request = story.house(&story.mariama, last, &request, json!({})).await;
            assert_eq!(request["state"], state);
            let custody = request["documents"][0]["custody"].clone();
            assert_eq!(custody, json!([{ "event": "RECEIVED" }, { "event": "DELIVERED" }, { "event": event }]));
            let log = travel_document_custody::Entity::find()
                .order_by_asc(travel_document_custody::Column::At)
                .all(&story.world.database.reader)
                .await
                .expect("it is read");
            let hands: Vec<_> = log.iter().map(|row| row.worker_id).collect();
            assert_eq!(hands, [Some(story.mariama.worker_id); 3]);
            assert_eq!(log[2].at, story.world.now);
            // The nationality that the State confirmed is now among the facts about the person.
            let person = story.case.person_id;
            let basis = nationality::Entity::find().one(&story.world.database.reader).await.expect("it is read");
            assert_eq!(basis.map(|row| row.basis), Some(NationalityBasis::Confirmed));
            let documents = identifier::Entity::find().filter(identifier::Column::PersonId.eq(person));
            let documents = documents.all(&story.world.database.reader).await.expect("they are read");
            let issued: Vec<_> = documents.iter().filter(|row| row.number == "ETC-7").collect();
            assert_eq!(issued.len(), 1);
            assert_eq!(issued[0].identifier_type, IdentifierType::EmergencyTravelCertificate);
            // The consulate sees the end with the batch, and does not see which end it was.
            let shown = story.read(&request).await;
            assert_eq!((&shown["state"], &shown["closedAt"]), (&json!("DELIVERED"), &Value::Null));
            story.world.now += Duration::days(2);
            assert_eq!(story.read(&request).await["state"], "CLOSED");
        })
        .await;
    }
}

#[tokio::test]
async fn a_document_is_handed_over_though_the_consent_ran_out_meanwhile() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let until = Set(Some(story.world.now + Duration::days(2)));
        let limited = consent::ActiveModel { id: Set(story.consent.id), valid_until: until, ..Default::default() };
        limited.update(&story.world.database.writer).await.expect("it is written");
        story.world.rebuild().await;
        let awa = Viewer { roles: vec![Role::CaseWorker], ..story.issa.clone() };
        let assigned = Set(Some(awa.worker_id));
        let case = case::ActiveModel { id: Set(story.case.id), assigned_worker_id: assigned, ..Default::default() };
        case.update(&story.world.database.writer).await.expect("it is written");
        let request = story.issued().await;
        story.world.now += Duration::days(2);
        assert_eq!(
            end_due(&story.world.database, story.world.now).await.expect("it runs").settled,
            0,
            "it was issued in time"
        );
        // The consular worker knew the case through the consent, which has expired. The case worker of record still
        // knows it.
        let delivery = of_request(&request, json!({}));
        assert_eq!(story.refused(&story.mariama, "recordDocumentDelivery", delivery).await, "NOT_FOUND");
        let request = story.house(&awa, "recordDocumentDelivery", &request, json!({})).await;
        assert_eq!(request["state"], "DELIVERED");
        let request = story.house(&awa, "recordDocumentReturn", &request, json!({})).await;
        assert_eq!(request["state"], "RETURNED_UNUSED");
    })
    .await;
}

#[tokio::test]
async fn nobody_speaks_to_the_consulate_about_a_person_who_asks_for_asylum_after_the_delivery() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.issued().await;
        story.house(&story.mariama, "recordDocumentDelivery", &request, json!({})).await;
        assert!(story.contact_allowed().await);
        let status = json!({
            "caseId": global_id::encode("Case", story.case.id), "version": story.version().await,
            "status": "ASYLUM_SEEKER", "recordedOn": story.world.now.date_naive(),
        });
        story.done(&story.issa, "recordImmigrationStatus", status).await;
        assert!(!story.contact_allowed().await);
    })
    .await;
}

#[tokio::test]
async fn nobody_speaks_to_the_consulate_about_a_person_who_withdrew_the_consent_after_the_delivery() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let request = story.issued().await;
        story.house(&story.mariama, "recordDocumentDelivery", &request, json!({})).await;
        let consent = global_id::encode("Consent", story.consent.id);
        let withdrawal = json!({ "consentId": consent, "version": story.consent.version });
        story.done(&story.issa, "withdrawConsent", withdrawal).await;
        assert!(!story.contact_allowed().await);
    })
    .await;
}

impl Story {
    /// Whether staff may speak to the consulate about the person.
    async fn contact_allowed(&self) -> bool {
        let case = case::Entity::find_by_id(self.case.id).one(&self.world.database.reader).await;
        case.expect("it is read").expect("it is there").consular_contact_allowed
    }

    /// A request whose document was issued, valid until 14 February.
    async fn issued(&self) -> Value {
        let request = self.submitted().await;
        let packet = self.read(&request).await;
        let packet = self.post("acknowledgeConsularPacket", &packet, json!({})).await;
        let packet = self.post("confirmNationality", &packet, json!({})).await;
        let document = json!({
            "type": "EMERGENCY_TRAVEL_CERTIFICATE", "number": "ETC-7", "issuedOn": "2023-11-14",
            "expiresOn": "2024-02-14", "singleJourney": true,
        });
        self.post("recordDocumentIssued", &packet, document).await;
        self.again(&request).await
    }
}
