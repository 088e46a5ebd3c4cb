//! Exact numbers do not move with cases and stays that their reader may not know: a case that is closed to the reader,
//! a case of the same person elsewhere, a stay of a person whose case has moved to another organisation.

use chrono::Duration;
use entity::{
    case, centre,
    codes::{AccessMode, DataClass, ReferralState},
    organisation, referral, stay,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;
use waystation::access::viewer::Viewer;

use super::{Counted, recount};
use crate::support::on_both;

const MEASURES: &str = "PEOPLE, CASES, REFERRALS_SENT, REFERRALS_ACCEPTED, REFERRALS_DECLINED, OCCUPANCY, \
    DAYS_OF_STAY_MEDIAN, DAYS_OF_STAY_P90";

impl Counted {
    async fn exactly(&self, who: &Viewer) -> Vec<Value> {
        let mut told = Vec::new();
        for (measures, by) in
            [(MEASURES, ""), (MEASURES, "CENTRE"), (MEASURES, "SEX, AGE_BAND"), ("PEOPLE, CASES", "STATE")]
        {
            let response = self.asks(who, measures, by, "").await;
            assert_eq!(response["errors"], Value::Null, "{response:#}");
            told.push(response["data"]["statistics"].clone());
        }
        told
    }

    /// Adds rows that no case worker, manager or doctor at this centre may know of.
    async fn hide(&self, at: &centre::Model, people: &[case::Model]) {
        let (now, world) = (self.world.now, &self.world);
        let others = organisation::Entity::find().filter(organisation::Column::Id.ne(at.organisation_id));
        let other = others.one(&world.database.writer).await.expect("read").expect("there is another");
        for known in people {
            // A case of the same person that another organisation opened earlier.
            let elsewhere = Uuid::from_u128(known.id.as_u128() - 1);
            let other = case::Model { id: elsewhere, organisation_id: other.id, ..known.clone() };
            let closed = case::Model {
                id: Uuid::from_u128(known.id.as_u128() - 2),
                access_mode: AccessMode::Restricted,
                ..known.clone()
            };
            let referrals = referral::Entity::find().filter(referral::Column::SentAt.is_not_null());
            let sent = referrals.one(&world.database.writer).await.expect("read").expect("one was sent");
            for (number, hidden) in [other, closed].into_iter().enumerate() {
                let hidden = case::Model { reference: format!("H{number}{}", hidden.id), ..hidden };
                let bed = stay::Model {
                    id: Uuid::now_v7(),
                    case_id: hidden.id,
                    centre_id: at.id,
                    fronting_centre_id: at.id,
                    organisation_id: at.organisation_id,
                    from_at: now - Duration::days(300),
                    until_at: Some(now - Duration::days(2)),
                    room_bed: None,
                    over_capacity: false,
                    hold_for_referral_id: None,
                    exit_reason: None,
                    ..rows_stay(&self.world).await
                };
                let still =
                    stay::Model { id: Uuid::now_v7(), from_at: now - Duration::days(2), until_at: None, ..bed.clone() };
                let referral = referral::Model {
                    id: Uuid::now_v7(),
                    reference: format!("R{number}{}", hidden.id),
                    case_id: hidden.id,
                    from_organisation_id: hidden.organisation_id,
                    state: ReferralState::Declined,
                    inference_class: DataClass::Operational,
                    consent_id: None,
                    ..sent.clone()
                };
                world.add(hidden).await;
                world.add(bed).await;
                world.add(still).await;
                world.add(referral).await;
            }
        }
        recount(world).await;
    }
}

async fn rows_stay(world: &crate::support::World) -> stay::Model {
    stay::Entity::find().one(&world.database.writer).await.expect("read").expect("there is a stay")
}

#[tokio::test]
async fn exact_numbers_do_not_move_with_what_their_reader_may_not_know() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let mut before = Vec::new();
        for key in ["case_worker", "centre_manager", "medical_officer"] {
            let reader = counted.persona(key).await;
            let told = counted.exactly(&reader).await;
            before.push((key, reader, told));
        }
        let at = before[0].1.centres.named()[0];
        let database = &counted.world.database.writer;
        let at = centre::Entity::find_by_id(at).one(database).await.expect("read").expect("there");
        let here = case::Entity::find()
            .filter(case::Column::CentreId.eq(at.id))
            .filter(case::Column::AccessMode.eq(AccessMode::Standard));
        let here = here.all(database).await.expect("read");
        counted.hide(&at, &here[..here.len().min(12)]).await;
        for (key, reader, told) in &before {
            assert_eq!(&counted.exactly(reader).await, told, "{key}");
        }
        // A viewer who may know of restricted cases counts them, each person once.
        let officer = counted.persona("protection_officer").await;
        let told = counted.exactly(&officer).await;
        let number =
            |place: usize| told[0]["buckets"][0]["values"][place]["number"].as_i64().expect("it is not suppressed");
        assert!(number(1) - number(0) >= 12, "twelve people have two cases here: {told:#?}");
    })
    .await;
}

#[tokio::test]
async fn people_who_sleep_in_a_centre_are_counted_completely_by_those_who_read_every_case() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        for (key, complete) in [("protection_officer", true), ("centre_manager", false), ("medical_officer", false)] {
            let reader = counted.persona(key).await;
            let exact = |response: Value| response["data"]["statistics"]["exact"].clone();
            assert_eq!(exact(counted.asks(&reader, "OCCUPANCY", "", "").await), complete, "{key}");
            assert_eq!(exact(counted.asks(&reader, "CASES, DAYS_OF_STAY_MEDIAN", "", "").await), true, "{key}");
        }
    })
    .await;
}
