//! The working days of a referral are those of the centre that provides the service.

use chrono::TimeDelta;
use entity::{centre, referral, service};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _, prelude::DateTimeUtc};
use serde_json::json;
use uuid::Uuid;
use waystation::global_id;

use super::*;
use crate::support::on_both;

impl Story {
    /// Places the clinic in this centre of its organisation.
    async fn clinic_at(&self, centre: &centre::Model) {
        let there = service::ActiveModel { centre_id: Set(Some(centre.id)), ..self.clinic.clone().into_active_model() };
        there.update(&self.world.database.writer).await.expect("the clinic is written");
    }

    /// A routine referral to the clinic that is sent now, and then cancelled: its id, and when its acknowledgement was due.
    async fn due(&self) -> (Uuid, DateTimeUtc) {
        let mut packet = self.packet();
        packet["urgency"] = json!("ROUTINE");
        let draft = self.must(&self.aminata, "draftReferral", packet).await;
        let sent = self.must(&self.aminata, "sendReferral", next(&draft)).await;
        let (_, id) = global_id::decode(sent["id"].as_str().expect("an id")).expect("an identifier");
        let due = self.row_due(id).await;
        // A second referral to the same desk would be a duplicate.
        let cancelled = with(&sent, json!({ "reason": "SENDER_REQUEST" }));
        self.must(&self.aminata, "cancelReferral", cancelled).await;
        (id, due)
    }

    async fn row_due(&self, id: Uuid) -> DateTimeUtc {
        let row = referral::Entity::find_by_id(id).one(&self.world.database.reader).await;
        row.expect("referrals are read").and_then(|row| row.acknowledge_due_at).expect("it has a clock")
    }
}

#[tokio::test]
async fn a_routine_referral_is_due_in_the_working_days_of_the_receiving_centre() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let partner = organisation_of(&story.world, &story.ibrahim).await;
        // It is Tuesday 14 November, 22:13. In Niamey it is 23:13, and in Dubai Wednesday already.
        let after = |days| story.world.now + TimeDelta::days(days);
        let usual = after(3);
        assert_eq!(story.due().await.1, usual, "a service without a centre: Monday to Friday in UTC");
        let at = |zone: &str, working_days: &str, holidays: Option<&str>| centre::Model {
            time_zone: zone.to_owned(),
            working_days: working_days.to_owned(),
            holidays: holidays.map(str::to_owned),
            ..rows::centre(&partner)
        };
        let holiday = Some("[{\"date\":\"2023-11-16\",\"name\":\"A day of rest\"}]");
        let table = [
            (at("UTC", "MO,TU,WE,TH,FR", None), after(3)),
            (at("UTC", "MO,TU,WE,TH,SU", None), after(5)),
            (at("UTC", "MO,TU,WE,TH,FR", holiday), after(6)),
            (at("Asia/Dubai", "MO,TU,WE,TH,FR", None), after(5)),
        ];
        for (centre, due) in table {
            let centre = story.world.add(centre).await;
            story.clinic_at(&centre).await;
            assert_eq!(story.due().await.1, due, "{} {} {:?}", centre.time_zone, centre.working_days, centre.holidays);
        }
        // The due time would reveal the calendar of a protected centre.
        let ordinary = story.world.add(rows::centre(&partner)).await;
        let hidden = centre::Model { holidays: holiday.map(str::to_owned), ..rows::shelter(&ordinary) };
        let hidden = story.world.add(hidden).await;
        story.clinic_at(&hidden).await;
        assert_eq!(story.due().await.1, usual);
    })
    .await;
}

#[tokio::test]
async fn a_later_change_of_the_calendar_moves_no_referral_that_was_sent() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let partner = organisation_of(&story.world, &story.ibrahim).await;
        let centre = story.world.add(rows::centre(&partner)).await;
        story.clinic_at(&centre).await;
        let (sent, due) = story.due().await;
        let rests = centre::ActiveModel { working_days: Set("SU".to_owned()), ..centre.into_active_model() };
        rests.update(&story.world.database.writer).await.expect("the centre is written");
        assert_eq!(story.row_due(sent).await, due);
        let (_, later) = story.due().await;
        assert_eq!(later, story.world.now + TimeDelta::days(14), "the third Sunday is after the time to decide");
    })
    .await;
}
