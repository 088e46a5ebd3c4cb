//! A consent is used only while its giver can consent for the person, and ends when that is over.

use chrono::{DateTime, Days, Utc};
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, ConsentGiver as G, DataClass, Purpose},
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::consent::now;
use crate::rules::{
    authority::{Authority, ends_by, still_given},
    capacity::Speaker,
    refusal::RefusalCode as R,
};

/// An adult who can decide.
pub(super) const ADULT: Authority = Authority { speaker: Speaker::Adult, determined: false };
/// A child without a best-interest determination.
pub(super) const CHILD: Authority = Authority { speaker: Speaker::ForChild, determined: false };

#[test]
fn a_consent_is_valid_only_while_its_giver_can_consent_for_the_person() {
    let last_day = now().date_naive();
    for giver in G::iter() {
        let code = |speaker, determined| still_given(giver, Authority { speaker, determined }).err().map(|it| it.code);
        for determined in [true, false] {
            let adult = (giver != G::Person).then_some(R::ConsentNotValid);
            assert_eq!(code(Speaker::Adult, determined), adult, "{giver:?}");
            let unable = matches!(giver, G::Caregiver | G::BestInterestDecision).then_some(R::GuardianConsentRequired);
            assert_eq!(code(Speaker::ForAdult(last_day), determined), unable, "{giver:?}");
            let child = match giver {
                G::Guardian | G::Court => None,
                G::BestInterestDecision => (!determined).then_some(R::DeterminationMissing),
                G::Person | G::Caregiver => Some(R::GuardianConsentRequired),
            };
            assert_eq!(code(Speaker::ForChild, determined), child, "{giver:?}");
        }
    }
}

#[test]
fn a_consent_for_somebody_else_ends_with_what_it_depends_on() {
    let (today, until) = (now().date_naive(), now() + Days::new(900));
    let midnight = |days| -> DateTime<Utc> { (today + Days::new(days)).and_time(chrono::NaiveTime::MIN).and_utc() };
    let birthday = Some(today + Days::new(30));
    assert_eq!(ends_by(Speaker::ForChild, birthday, None, until), midnight(30));
    assert_eq!(ends_by(Speaker::ForChild, None, None, until), until, "no day makes this person an adult");
    assert_eq!(ends_by(Speaker::Adult, birthday, None, until), until);
    assert_eq!(ends_by(Speaker::ForAdult(today), None, None, until), midnight(1));
    let decided = best_interest_determination::Model {
        receiver_id: None,
        id: Uuid::nil(),
        case_id: Uuid::nil(),
        purpose: Purpose::ReferralService,
        grounds: "heard".to_owned(),
        inference_class: DataClass::Protection,
        emergency_care: false,
        requested_by: Uuid::nil(),
        outcome: Some(BestInterestOutcome::InFavour),
        reason: None,
        decided_by: None,
        decided_at: Some(now() - Days::new(66)),
        created_at: now(),
        version: 2,
    };
    assert_eq!(ends_by(Speaker::ForChild, None, Some(&decided), until), now() + Days::new(300));
    let soon = now() + Days::new(9);
    assert_eq!(ends_by(Speaker::ForChild, birthday, Some(&decided), soon), soon, "it may end earlier");
}
