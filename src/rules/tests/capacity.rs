//! Consent by the person or by somebody else, after an assessment of capacity.

use chrono::{Duration, NaiveDate};
use entity::{
    capacity_assessment::Model,
    codes::{CapacityOutcome as O, ConsentGiver},
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::consent::now;
use crate::rules::{
    capacity::{Speaker, may_give, may_record, speaker},
    refusal::RefusalCode,
};

fn today() -> NaiveDate {
    now().date_naive()
}

fn assessed(days_ago: i64, outcome: O, counts_for: i64) -> Model {
    let assessed_on = today() - Duration::days(days_ago);
    Model {
        id: Uuid::nil(),
        case_id: Uuid::nil(),
        outcome,
        assessed_on,
        valid_until: assessed_on + Duration::days(counts_for),
        reason: "unconscious".to_owned(),
        worker_id: Uuid::nil(),
        created_at: now() - Duration::days(days_ago),
        correction_id: None,
    }
}

#[test]
fn an_adult_decides_alone_unless_the_latest_assessment_counts_and_says_otherwise() {
    let lacks = |ago, long| assessed(ago, O::LacksCapacity, long);
    let table = [
        (vec![], Speaker::Adult),
        (vec![lacks(3, 30)], Speaker::ForAdult(today() + Duration::days(27))),
        (vec![lacks(3, 3)], Speaker::ForAdult(today())),
        (vec![lacks(4, 3)], Speaker::Adult),
        (vec![lacks(3, 30), assessed(1, O::HasCapacity, 30)], Speaker::Adult),
        (vec![assessed(9, O::DecidesWithSupport, 30), lacks(3, 30)], Speaker::ForAdult(today() + Duration::days(27))),
        (vec![assessed(1, O::DecidesWithSupport, 30)], Speaker::Adult),
    ];
    for (assessments, expected) in table {
        assert_eq!(speaker(false, &assessments, today()), expected, "{assessments:?}");
        assert_eq!(speaker(true, &assessments, today()), Speaker::ForChild);
    }
}

#[test]
fn each_giver_speaks_for_whom_the_table_says() {
    for given_by in ConsentGiver::iter() {
        let code = |speaker| may_give(speaker, given_by).err().map(|refusal| refusal.code);
        let adult = (given_by != ConsentGiver::Person).then_some(RefusalCode::CapacityAssessmentRequired);
        assert_eq!(code(Speaker::Adult), adult, "{given_by:?}");
        let guardian = matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court);
        let required = |allowed: bool| (!allowed).then_some(RefusalCode::GuardianConsentRequired);
        assert_eq!(code(Speaker::ForAdult(today())), required(guardian), "{given_by:?}");
        let for_child = guardian || given_by == ConsentGiver::BestInterestDecision;
        assert_eq!(code(Speaker::ForChild), required(for_child), "{given_by:?}");
    }
}

#[test]
fn an_assessment_is_of_a_past_day_and_counts_for_a_year_at_most() {
    let days = |count| today() + Duration::days(count);
    assert_eq!(may_record(today(), today(), today()), Ok(()));
    assert_eq!(may_record(days(-10), days(356), today()), Ok(()));
    for (on, until, field) in [
        (days(1), days(2), "assessedOn"),
        (days(-10), days(357), "validUntil"),
        (days(-10), days(-1), "validUntil"),
        (NaiveDate::MAX, NaiveDate::MAX, "assessedOn"),
        (today(), NaiveDate::MAX, "validUntil"),
    ] {
        let refusal = may_record(on, until, today()).unwrap_err();
        assert_eq!((refusal.field, refusal.code), (Some(field), RefusalCode::DateOutOfRange));
    }
}
