//! A preview rests on the consents that its reader may read, and is in the read log.

use entity::{
    codes::{ConsentGiver, DataClass, OrganisationType as O, Purpose, Role, ServiceType},
    consent, consent_recipient, read_log,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::class::ClassSet, global_id};

use super::{
    super::{Story, emergency::awa, error_code, organisation_of},
    of_class, of_role,
};
use crate::support::{on_both, rows};

#[tokio::test]
async fn the_answer_is_about_the_consent_that_opens_most_or_about_the_named_one() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let partner = organisation_of(&story.world, &story.ibrahim).await;
        let wider = consent::Model {
            classes: ClassSet::of(&[DataClass::Identity, DataClass::Contact, DataClass::Protection]).to_bits(),
            ..rows::consent(&story.case, Purpose::MedicalCare)
        };
        let wider = story.world.add(wider).await;
        let line = consent_recipient::Model {
            service_type: Some(ServiceType::HealthPrimary),
            ..rows::recipient(&wider, &partner)
        };
        story.world.add(line).await;
        let [narrow, wide] = [&story.consent, &wider].map(|consent| global_id::encode("Consent", consent.id));
        let protection = async |more| {
            let preview = story.preview(&story.aminata, partner.id, more).await;
            let (code, refusal) = of_class(&preview, DataClass::Protection);
            (preview["consentId"].clone(), preview["purpose"].clone(), code, refusal)
        };
        let covered = |id: &String, purpose: &str| (json!(id), json!(purpose), "OPENED".to_owned(), None);
        let lacks = |id: Value, purpose: &str, refusal: &str| {
            (id, json!(purpose), "CONSENT".to_owned(), Some(refusal.to_owned()))
        };
        let clinic = json!({ "service": "HEALTH_PRIMARY" });
        // The consent to a clinic counts only for a clinic.
        let uncovered = lacks(json!(narrow), "REFERRAL_SERVICE", "CONSENT_DOES_NOT_COVER");
        assert_eq!(protection(json!({})).await, uncovered);
        assert_eq!(protection(clinic.clone()).await, covered(&wide, "MEDICAL_CARE"));
        assert_eq!(protection(json!({ "service": "HEALTH_PRIMARY", "purpose": "REFERRAL_SERVICE" })).await, uncovered);
        assert_eq!(protection(json!({ "service": "HEALTH_PRIMARY", "consent": narrow })).await, uncovered);
        let other = json!({ "purpose": "LEGAL_PROCEEDING" });
        assert_eq!(protection(other).await, lacks(Value::Null, "LEGAL_PROCEEDING", "CONSENT_MISSING"));
        for id in [wider.id, story.consent.id] {
            let over =
                consent::ActiveModel { id: Set(id), valid_until: Set(Some(story.world.now)), ..Default::default() };
            over.update(&story.world.database.writer).await.expect("the consent is written");
        }
        assert_eq!(protection(clinic).await, lacks(Value::Null, "REFERRAL_SERVICE", "CONSENT_MISSING"));
        let named = lacks(json!(narrow), "REFERRAL_SERVICE", "CONSENT_NOT_VALID");
        assert_eq!(protection(json!({ "consent": narrow })).await, named);
    })
    .await;
}

#[tokio::test]
async fn a_sender_who_does_not_read_consents_learns_nothing_of_them() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let partner = story.ibrahim.organisation_id;
        let named = json!({ "consent": global_id::encode("Consent", story.consent.id), "service": "HEALTH_EMERGENCY" });
        let before = story.preview(&awa, partner, named.clone()).await;
        assert_eq!(of_class(&before, DataClass::Medical), ("DEPENDS_ON_CONSENT".to_owned(), None));
        assert_eq!(before["classes"].as_array().expect("a list").iter().filter(|it| it["opened"] == true).count(), 0);
        assert!(of_role(&before, Role::NgoFocalPoint).contains("MEDICAL"), "{before:#}");
        let unnamed = story.preview(&awa, partner, json!({ "service": "HEALTH_EMERGENCY" })).await;
        assert_eq!((&unnamed["consentId"], &unnamed["roles"]), (&Value::Null, &before["roles"]));
        let other = consent::Model {
            classes: ClassSet::of(&[DataClass::Medical]).to_bits(),
            purpose: Purpose::MedicalCare,
            given_by: ConsentGiver::Guardian,
            ..story.consent.clone()
        };
        other.into_active_model().reset_all().update(&story.world.database.writer).await.expect("written");
        assert_eq!(story.preview(&awa, partner, named).await, before);
        // A consent that reveals more than the case worker reads is not found, named or not.
        let (agency, ..) = story.agreed_partner(O::UnAgency, ClassSet::ALL).await;
        let hidden = story.world.add(rows::consent(&story.case, Purpose::ReferralService)).await;
        story.world.add(rows::recipient(&hidden, &agency)).await;
        let hidden = json!({ "consent": global_id::encode("Consent", hidden.id) });
        let nothing = json!({ "consent": global_id::encode("Consent", Uuid::now_v7()) });
        let answer = story.previews(&story.aminata, partner, hidden).await;
        assert_eq!(error_code(&answer), "NOT_FOUND");
        assert_eq!(answer, story.previews(&story.aminata, partner, nothing).await);
        let refused = story.preview(&story.aminata, agency.id, json!({})).await;
        assert_eq!(of_class(&refused, DataClass::Identity).0, "NO_REFERRAL_POSSIBLE");
        assert_eq!(refused["consentId"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_preview_is_in_the_read_log() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        story.preview(&story.aminata, story.ibrahim.organisation_id, json!({})).await;
        let rows = read_log::Entity::find().all(&story.world.database.reader).await;
        let [row] = &rows.expect("read")[..] else { panic!("one reading") };
        let [shown] = &row.entries.as_array().expect("a list")[..] else { panic!("one entry") };
        assert_eq!(shown["cases"], json!([story.case.id]));
        let classes = shown["classes"].as_array().expect("a list");
        assert!(classes.contains(&json!("STAFF")) && classes.contains(&json!("OPERATIONAL_COARSE")), "{shown}");
    })
    .await;
}
