//! The months of exact numbers about one centre are those of its time zone.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use entity::{
    case, centre,
    codes::{OrganisationType, Role},
    stay,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _, prelude::DateTimeUtc};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, global_id, store::statistics::refresh::refresh};

use crate::support::{World, on_both, rows, someone};

/// The beginning of a month in UTC.
fn month(month: u32) -> DateTimeUtc {
    NaiveDate::from_ymd_opt(2023, month, 1).expect("a month").and_time(NaiveTime::MIN).and_utc()
}

/// A person who came at this moment, and left at the other one. Gives the case.
async fn comes(world: &World, centre: &centre::Model, at: DateTimeUtc, until_at: Option<DateTimeUtc>) -> uuid::Uuid {
    let owner = entity::organisation::Model { id: centre.organisation_id, ..rows::organisation(OrganisationType::Iom) };
    let person = world.add(rows::person(&owner)).await;
    let case = world.add(case::Model { opened_at: at, ..rows::case(&person, centre) }).await;
    world.add(stay::Model { from_at: at, until_at, ..rows::stay(&case, centre) }).await;
    case.id
}

/// The zone of the answer, and the number of each month.
async fn asks(world: &World, who: &Viewer, measure: &str, centres: &[&centre::Model]) -> (String, Vec<(String, i64)>) {
    let ids: Vec<_> = centres.iter().map(|it| format!("\"{}\"", global_id::encode("Centre", it.id))).collect();
    let document = format!(
        "{{ statistics(measures: [{measure}], groupBy: [PERIOD], filter: {{ centreId: [{}] }},
            between: {{ from: \"2023-08-01\", before: \"2023-12-01\" }}) {{
            timeZone exact buckets {{ period values {{ number }} }} }} }}",
        ids.join(", ")
    );
    let response = world.ask(&world.engine().await, who, &document, json!({})).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    let answer = &response["data"]["statistics"];
    let bucket = |it: &Value| Some((it["period"].as_str()?.get(5..7)?.to_owned(), it["values"][0]["number"].as_i64()?));
    let buckets = answer["buckets"].as_array().expect("buckets").iter().filter_map(bucket).collect();
    (answer["timeZone"].as_str().unwrap_or_default().to_owned(), buckets)
}

fn numbers<const N: usize>(zone: &str, of: [(&str, i64); N]) -> (String, Vec<(String, i64)>) {
    (zone.to_owned(), of.iter().map(|(month, number)| ((*month).to_owned(), *number)).collect())
}

#[tokio::test]
async fn the_months_of_one_centre_are_those_of_its_time_zone() {
    on_both(|world| async move {
        let (house, manager) = someone(&world, OrganisationType::Iom).await;
        let who = world.viewer(Role::CentreManager, &manager, &house);
        let zone = |name: &str| centre::Model { time_zone: name.to_owned(), ..rows::centre(&house) };
        let [east, west] = [zone("Asia/Dubai"), zone("America/New_York")];
        let (east, west) = (world.add(east).await, world.add(west).await);
        let shelter = world.add(rows::shelter(&east)).await;
        let hour = TimeDelta::hours(1);
        // An hour before October: in Dubai it is October. Two hours after: in New York it is September.
        comes(&world, &east, month(10) - hour, Some(month(11) - hour)).await;
        comes(&world, &shelter, month(10) - hour, None).await;
        comes(&world, &west, month(10) + hour * 2, Some(month(11) + hour)).await;
        comes(&world, &west, month(9) + hour * 24, None).await;
        refresh(&world.database, world.now).await.expect("it is counted");

        assert_eq!(asks(&world, &who, "CASES", &[&east]).await, numbers("Asia/Dubai", [("10", 1)]));
        assert_eq!(asks(&world, &who, "CASES", &[&west]).await, numbers("America/New_York", [("09", 2)]));
        let both = numbers("UTC", [("09", 2), ("10", 1)]);
        assert_eq!(
            asks(&world, &who, "CASES", &[&east, &west]).await,
            both,
            "two centres share no month but that of UTC"
        );
        // Presence is counted when a month ends at the centre. One person left Dubai after October had ended there.
        assert_eq!(asks(&world, &who, "OCCUPANCY", &[&east]).await, numbers("Asia/Dubai", [("10", 1)]));
        let seen = numbers("America/New_York", [("09", 2), ("10", 1), ("11", 1)]);
        assert_eq!(asks(&world, &who, "OCCUPANCY", &[&west]).await, seen);
        let both = numbers("UTC", [("09", 2), ("10", 2), ("11", 1)]);
        assert_eq!(asks(&world, &who, "OCCUPANCY", &[&east, &west]).await, both);
        // A protected centre and an unknown one have no zone.
        let nowhere = centre::Model { id: uuid::Uuid::now_v7(), ..shelter.clone() };
        for hidden in [&shelter, &nowhere] {
            assert_eq!(asks(&world, &who, "CASES", &[hidden]).await, numbers("UTC", []));
        }
        // A viewer who only counts has months of UTC, because the other ones could be subtracted from them.
        let analyst = world.viewer(Role::Analyst, &manager, &house);
        assert_eq!(asks(&world, &analyst, "CASES", &[&east]).await.0, "UTC");

        // The zone is corrected. Until it is counted again the answer says the zone that it counts in.
        let moved = centre::ActiveModel { time_zone: Set("UTC".to_owned()), ..east.clone().into_active_model() };
        moved.update(&world.database.writer).await.expect("the centre is written");
        assert_eq!(asks(&world, &who, "CASES", &[&east]).await, numbers("Asia/Dubai", [("10", 1)]));
        let now = world.now + TimeDelta::seconds(40);
        let run = refresh(&world.database, now).await.expect("it is counted");
        assert!(run.settled > 5, "everything is counted again: {run:?}");
        assert_eq!(asks(&world, &who, "CASES", &[&east]).await, numbers("UTC", [("09", 1)]));
        // A new centre does not have everything counted again.
        world.add(zone("Africa/Niamey")).await;
        let run = refresh(&world.database, now + TimeDelta::seconds(40)).await.expect("it is counted");
        assert_eq!(run.settled, 0, "{run:?}");
    })
    .await;
}

#[tokio::test]
async fn a_stay_that_begins_in_the_first_hours_of_a_month_is_counted_in_the_month_that_ends_at_its_centre() {
    on_both(|world| async move {
        let (house, manager) = someone(&world, OrganisationType::Iom).await;
        let who = world.viewer(Role::CentreManager, &manager, &house);
        let west = centre::Model { time_zone: "America/New_York".to_owned(), ..rows::centre(&house) };
        let west = world.add(west).await;
        comes(&world, &west, month(9), None).await;
        refresh(&world.database, world.now).await.expect("it is counted");
        // Somebody is recorded later.
        let case_id = comes(&world, &west, month(11) + TimeDelta::hours(2), None).await;
        let event = entity::outbox::Model {
            id: uuid::Uuid::now_v7(),
            at: world.now,
            event_type: "RECORD_ARRIVAL".to_owned(),
            subject_type: "stays".to_owned(),
            subject_id: case_id,
            case_id: Some(case_id),
            organisation_id: house.id,
            subject_version: Some(1),
            delivered_at: None,
        };
        world.add(event).await;
        refresh(&world.database, world.now + TimeDelta::seconds(40)).await.expect("it is counted");
        let seen = numbers("America/New_York", [("08", 1), ("09", 1), ("10", 2), ("11", 2)]);
        assert_eq!(asks(&world, &who, "OCCUPANCY", &[&west]).await, seen);
    })
    .await;
}
