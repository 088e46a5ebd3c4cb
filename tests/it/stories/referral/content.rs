//! Medical content is written by somebody who has read what is there, and its receiver has one share for it. Awa is the
//! doctor, Ibrahim receives.

use entity::{
    codes::{Role, ShareEndReason},
    share,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use waystation::access::{class::ClassSet, viewer::Viewer};

use super::{
    Story,
    emergency::{awa, read},
    medical::says,
    next, with,
};
use crate::support::on_both;

/// The shares of the referral that open medical data, oldest first.
async fn medical_shares(story: &Story) -> Vec<share::Model> {
    let of_case = share::Entity::find().filter(share::Column::CaseId.eq(story.case.id)).order_by_asc(share::Column::Id);
    let mut shares = of_case.all(&story.world.database.reader).await.expect("shares are read");
    shares.retain(|share| ClassSet::from_bits(share.classes).holds(entity::codes::DataClass::Medical));
    shares
}

async fn medical_version(story: &Story, who: &Viewer, referral: &Value) -> Value {
    let document = "query($id: ID!) { referral(id: $id) { medicalVersion } }";
    let response = story.world.ask(&story.engine, who, document, json!({ "id": referral["id"] })).await;
    response["data"]["referral"]["medicalVersion"].clone()
}

fn content(referral: &Value, text: &str, seen: i32, consent: &Value) -> Value {
    with(referral, json!({ "text": text, "medicalVersion": seen, "consentId": consent["id"] }))
}

/// The code and the field of the only refusal.
async fn refused(story: &Story, who: &Viewer, input: Value) -> Value {
    story.does(who, "addReferralMedicalContent", input).await["userErrors"].clone()
}

#[tokio::test]
async fn a_second_text_replaces_the_first_and_a_stale_copy_is_refused() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let consent = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let accepted = story.accepted().await;
        assert_eq!(medical_version(&story, &awa, &accepted).await, 0);
        story.must(&awa, "addReferralMedicalContent", content(&accepted, "allergic to penicillin", 0, &consent)).await;
        assert_eq!(medical_version(&story, &awa, &accepted).await, 1);
        assert_eq!(medical_version(&story, &story.ibrahim, &accepted).await, 1, "the receiver reads it too");
        assert_eq!(medical_version(&story, &story.aminata, &accepted).await, Value::Null, "the sender does not");

        let conflict = json!([{ "code": "VERSION_CONFLICT", "field": "medicalVersion" }]);
        assert_eq!(refused(&story, &awa, content(&accepted, "takes insulin", 0, &consent)).await, conflict);
        let unread = with(&accepted, json!({ "text": "takes insulin", "consentId": consent["id"] }));
        assert_eq!(refused(&story, &awa, unread).await, conflict, "no version means that nothing was read");
        assert_eq!(read(&story, &story.ibrahim, &accepted).await["medicalText"], "allergic to penicillin");

        let both = "allergic to penicillin; takes insulin";
        story.must(&awa, "addReferralMedicalContent", content(&accepted, both, 1, &consent)).await;
        assert_eq!(read(&story, &story.ibrahim, &accepted).await["medicalText"], both);
        let shares = medical_shares(&story).await;
        assert_eq!(shares.len(), 1, "the share that is there is enough: {shares:#?}");
        assert_eq!(shares[0].ended_at, None);
    })
    .await;
}

#[tokio::test]
async fn content_on_another_consent_replaces_the_share_of_the_first() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let first = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let accepted = story.accepted().await;
        story.must(&awa, "addReferralMedicalContent", content(&accepted, "allergic to penicillin", 0, &first)).await;
        let other = json!({ "purpose": "REFERRAL_SERVICE", "classes": ["OPERATIONAL", "IDENTITY", "MEDICAL"] });
        let aminata = Viewer { roles: vec![Role::CaseWorker], ..story.aminata.clone() };
        let other = says(&story, &aminata, &[&story.ibrahim], other).await;
        story.must(&awa, "addReferralMedicalContent", content(&accepted, "takes insulin", 1, &other)).await;
        let shares = medical_shares(&story).await;
        let ended = shares.iter().map(|share| (share.ended_at.is_some(), share.end_reason)).collect::<Vec<_>>();
        assert_eq!(ended, [(true, Some(ShareEndReason::ConsentEnded)), (false, None)], "{shares:#?}");
        assert_eq!(read(&story, &story.ibrahim, &accepted).await["medicalText"], "takes insulin");
        assert_eq!(story.family_name(&story.ibrahim, &accepted).await, "Diallo", "the share of the referral stays");
    })
    .await;
}

#[tokio::test]
async fn before_the_acceptance_a_stale_copy_is_refused_too() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let awa = awa(&story).await;
        let consent = says(&story, &awa, &[&story.ibrahim], json!({})).await;
        let mut referral = story.sent().await;
        story.must(&awa, "addReferralMedicalContent", content(&referral, "allergic to penicillin", 0, &consent)).await;
        let stale = refused(&story, &awa, content(&referral, "takes insulin", 0, &consent)).await;
        assert_eq!(stale[0]["code"], "VERSION_CONFLICT");
        story.must(&awa, "addReferralMedicalContent", content(&referral, "takes insulin", 1, &consent)).await;
        for step in ["acknowledgeReferral", "reviewReferral", "acceptReferral"] {
            referral = story.must(&story.ibrahim, step, next(&referral)).await;
        }
        assert_eq!(read(&story, &story.ibrahim, &referral).await["medicalText"], "takes insulin");
        assert_eq!(medical_shares(&story).await.len(), 1);
    })
    .await;
}
