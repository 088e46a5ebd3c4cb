//! What is refused when a person is entered, and when a match is answered.

use entity::{
    codes::{DataClass, Purpose},
    consent, matching_entry,
};
use serde_json::json;
use uuid::Uuid;
use waystation::{access::class::ClassSet, global_id};

use super::Both;
use crate::{
    stories::house::refusal,
    support::{on_both, rows},
};

#[tokio::test]
async fn a_person_is_entered_with_a_consent_to_it() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        let (house, case) = (&both.house, &both.ours.case);
        let with = |consent: consent::Model| {
            json!({ "caseId": both.ours.case_id(), "consentId": global_id::encode("Consent", consent.id) })
        };
        let usual = || rows::consent(case, Purpose::CaseManagement);
        let narrow = ClassSet::of(&[DataClass::Operational]).to_bits();
        for (consent, code) in [
            (rows::consent(case, Purpose::FamilyTracing), "CONSENT_DOES_NOT_COVER"),
            (consent::Model { classes: narrow, ..usual() }, "CONSENT_DOES_NOT_COVER"),
            (consent::Model { valid_until: Some(house.world.now), ..usual() }, "CONSENT_NOT_VALID"),
            (consent::Model { not_tied_to_assistance: false, ..usual() }, "CONSENT_NOT_VALID"),
        ] {
            let input = with(house.world.add(consent).await);
            let refused = both.refuses(&house.salif, "enterMatching", input).await;
            assert_eq!(refused, refusal(code, "consentId"));
        }
        let foreign = json!({ "caseId": both.ours.case_id(),
            "consentId": global_id::encode("Consent", both.theirs.consent.id) });
        assert_eq!(both.denies(&house.salif, "enterMatching", foreign).await, "NOT_FOUND", "of another case");
        for who in [&house.aminata, &house.moussa, &house.awa] {
            assert_eq!(both.denies(who, "enterMatching", both.ours.entering()).await, "FORBIDDEN", "{:?}", who.roles);
        }
        for who in [&both.fanta, &house.zara, &house.nadia] {
            assert_eq!(both.denies(who, "enterMatching", both.ours.entering()).await, "NOT_FOUND", "{:?}", who.roles);
        }
        let left = both.refuses(&house.salif, "leaveMatching", both.ours.leaving()).await;
        assert_eq!(left, refusal("INVALID_TRANSITION", "caseId"), "she is not entered");
        both.does(&house.salif, "enterMatching", both.ours.entering()).await;
        let again = both.refuses(&house.salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(again, refusal("INVALID_TRANSITION", "caseId"));
        let version = both.file(&house.salif, &both.ours).await["version"].clone();
        let closing = json!({ "caseId": both.ours.case_id(), "version": version, "reason": "LEFT_CENTRE_VOLUNTARILY" });
        house.must(&house.salif, "closeCase", closing).await;
        let closed = both.refuses(&house.salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(closed, refusal("NOT_ACTIVE", ""));
    })
    .await;
}

#[tokio::test]
async fn an_officer_enters_twenty_people_a_day() {
    on_both(|world| async move {
        let mut both = Both::begin(world).await;
        let entry = |hours: i64| matching_entry::Model {
            id: Uuid::now_v7(),
            case_id: both.theirs.case.id,
            organisation_id: both.house.partner.id,
            consent_id: both.theirs.consent.id,
            worker_id: both.house.salif.worker_id,
            entered_at: both.house.world.now - chrono::Duration::hours(hours),
            valid_until: both.house.world.now,
            ended_at: None,
            end_reason: None,
            registration_id: both.theirs.case.person_id,
            facts: 0,
        };
        for hours in 1..=20 {
            both.house.world.add(entry(hours)).await;
        }
        let refused = both.refuses(&both.house.salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(refused, refusal("LIMIT_REACHED", ""));
        both.house.world.now += chrono::Duration::hours(4);
        both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
    })
    .await;
}

#[tokio::test]
async fn a_match_is_answered_once_in_its_version() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let salif = &both.house.salif;
        let id = both.matches(salif, &both.ours).await[0]["id"].clone();
        let answer = |version: i32, agree: bool| json!({ "personMatchId": id, "version": version, "agree": agree });
        assert_eq!(
            both.refuses(salif, "answerPersonMatch", answer(2, true)).await,
            refusal("VERSION_CONFLICT", "version")
        );
        both.does(salif, "answerPersonMatch", answer(1, true)).await;
        let again = both.refuses(salif, "answerPersonMatch", answer(2, true)).await;
        assert_eq!(again, refusal("INVALID_TRANSITION", ""));
        // An agreement can be taken back while nothing was told.
        both.does(salif, "answerPersonMatch", answer(2, false)).await;
        let again = both.refuses(salif, "answerPersonMatch", answer(3, true)).await;
        assert_eq!(again, refusal("INVALID_TRANSITION", ""));
        let other = both.matches(&both.fanta, &both.theirs).await[0]["id"].clone();
        let other = json!({ "personMatchId": other, "version": 1, "agree": true });
        assert_eq!(both.denies(salif, "answerPersonMatch", other).await, "NOT_FOUND", "the side of the others");
    })
    .await;
}
