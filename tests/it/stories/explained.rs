//! Aminata, the doctor and the partner ask why they may read a field or may not, before and after the partner accepts.

use entity::{
    case,
    codes::{AccessMode, DataClass, ReferralState, ServiceType},
    read_log, referral, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
};

use super::house::House;
use crate::support::{on_both, rows};

const WHY: &str = "query($id: ID!, $field: String!) { explainAccess(id: $id, field: $field) {
    dataClass readable code lines { role relation setting } policyVersion sentenceEn sentenceFr } }";

impl House {
    async fn why(&self, who: &Viewer, id: &str, field: &str) -> Value {
        self.world.ask(&self.engine, who, WHY, json!({ "id": id, "field": field })).await
    }

    /// The code and the English sentence about a field of the case.
    async fn said(&self, who: &Viewer, field: &str) -> (String, String) {
        let answer = self.why(who, &self.case_id(), field).await;
        let said = |name: &str| answer["data"]["explainAccess"][name].as_str().map(str::to_owned);
        said("code").zip(said("sentenceEn")).unwrap_or_else(|| panic!("{answer:#}"))
    }

    async fn restrict(&self, mode: AccessMode) {
        let row = case::ActiveModel { id: Set(self.case.id), access_mode: Set(mode), ..Default::default() };
        row.update(&self.world.database.writer).await.expect("the case is written");
    }
}

fn sentence(code: &str, words: &str) -> (String, String) {
    (code.to_owned(), words.to_owned())
}

#[tokio::test]
async fn everybody_is_told_why_and_nothing_about_others() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let case = house.case_id();
        assert_eq!(
            house.said(&house.aminata, "riskLevel").await,
            sentence(
                "GRANTED",
                "You may read the field \"riskLevel\": the policy gives you the class PROTECTION in your relation to the \
                 record (CASE_WORKER ASSIGNED)."
            )
        );
        let whole = house.why(&house.awa, &case, "riskLevel").await;
        let version = &house.world.policy.version;
        assert_eq!(whole["errors"], Value::Null, "{whole:#}");
        assert_eq!(whole["extensions"]["withheld"], Value::Null, "nothing was asked for that can be withheld");
        let mut expected = json!({
            "dataClass": "PROTECTION", "readable": false, "code": "NOT_GRANTED_TO_ROLE", "policyVersion": version,
            "sentenceEn": "You may not read the field \"riskLevel\": the policy does not give you the class PROTECTION in \
                your relation to the record (MEDICAL_OFFICER ASSIGNED, MEDICAL_OFFICER OWN_CENTRE, MEDICAL_OFFICER \
                OWN_ORGANISATION).",
            "sentenceFr": "Vous ne pouvez pas lire le champ «\u{a0}riskLevel\u{a0}»\u{a0}: la politique d'accès ne vous \
                donne pas la classe PROTECTION dans votre relation avec l'enregistrement (MEDICAL_OFFICER ASSIGNED, \
                MEDICAL_OFFICER OWN_CENTRE, MEDICAL_OFFICER OWN_ORGANISATION).",
        });
        let line = |relation: &str| json!({ "role": "MEDICAL_OFFICER", "relation": relation,
            "setting": format!("roles.MEDICAL_OFFICER.{relation}.classes") });
        expected["lines"] = ["ASSIGNED", "OWN_CENTRE", "OWN_ORGANISATION"].map(line).into();
        assert_eq!(whole["data"]["explainAccess"], expected);
        // How far the case is restricted changes nothing in what is said to a reader who still sees it.
        house.restrict(AccessMode::Restricted).await;
        assert_eq!(house.why(&house.awa, &case, "riskLevel").await, whole);
        house.restrict(AccessMode::Standard).await;

        let stranger = house.why(&house.zara, &case, "riskLevel").await;
        let nowhere = house.why(&house.zara, &global_id::encode("Case", Uuid::now_v7()), "riskLevel").await;
        assert_eq!(stranger["errors"][0]["extensions"]["code"], "NOT_FOUND", "{stranger:#}");
        assert_eq!(stranger, nowhere, "as if the case did not exist");
    })
    .await;
}

#[tokio::test]
async fn a_receiver_is_told_what_its_share_opens() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let service = house.world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
        let referral = referral::Model { state: ReferralState::Sent, ..rows::referral(&house.case, &service) };
        let referral = referral::Model { inference_class: DataClass::Operational, ..referral };
        let referral = house.world.add(referral).await;
        assert_eq!(
            house.said(&house.zara, "riskLevel").await,
            sentence(
                "NOT_BEFORE_ACCEPTANCE",
                "You may not read the field \"riskLevel\": your organisation has not accepted the referral or the \
                 transfer; after that, you read the class PROTECTION if it is shared with your organisation (CASE_WORKER \
                 REFERRAL_PENDING)."
            )
        );
        let row = referral::ActiveModel { state: Set(ReferralState::InProgress), ..referral.clone().into() };
        row.update(&house.world.database.writer).await.expect("the referral is written");
        let share = share::Model {
            referral_id: Some(referral.id),
            classes: ClassSet::of(&[DataClass::Operational]).to_bits(),
            ..rows::share(&house.case, &house.partner)
        };
        house.world.add(share).await;
        assert_eq!(
            house.said(&house.zara, "riskLevel").await,
            sentence(
                "NOT_SHARED",
                "You may not read the field \"riskLevel\": no share with your organisation that is in force opens the \
                 class PROTECTION to you (CASE_WORKER REFERRAL_ACTIVE)."
            )
        );
        assert_eq!(house.said(&house.zara, "status").await.0, "GRANTED");
        assert_eq!(house.said(&house.zara, "caseNotes").await.0, "NOT_GRANTED_TO_ROLE");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_does_not_exist_is_an_input_error_and_a_reading_is_logged() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let read = async || read_log::Entity::find().count(&house.world.database.reader).await.expect("counted");
        let wrong = house.why(&house.aminata, &house.case_id(), "riskLevl").await;
        let error = &wrong["errors"][0];
        assert_eq!(error["message"], "Case has no field \"riskLevl\"; did you mean \"riskLevel\"?");
        assert_eq!(
            (&error["extensions"]["code"], &error["extensions"]["field"]),
            (&json!("BAD_USER_INPUT"), &json!("field"))
        );
        let error = house.why(&house.aminata, "nonsense", "riskLevel").await["errors"][0].clone();
        assert_eq!(error["extensions"]["code"], "INVALID_ID");
        let before = read().await;
        house.said(&house.aminata, "riskLevel").await;
        assert_eq!(read().await, before + 1, "that the case exists was shown");
    })
    .await;
}
