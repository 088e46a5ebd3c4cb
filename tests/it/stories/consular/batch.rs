//! The daily batch: closures of a day become visible together on the next day, at a random minute.

use std::collections::HashSet;

use chrono::{Days, Duration, NaiveTime, Timelike as _};
use entity::consular_packet;
use sea_orm::{EntityTrait as _, prelude::DateTimeUtc};
use serde_json::json;

use super::Story;
use crate::support::on_both;

#[tokio::test]
async fn all_closures_of_a_day_are_shown_at_one_minute_of_the_day_after() {
    on_both(|world| async move {
        let mut story = Story::begin(world).await;
        let mut minutes = HashSet::new();
        for day in 0..6 {
            let morning: DateTimeUtc = "2023-11-20T08:00:00Z".parse().expect("a moment");
            let morning = morning + Days::new(day * 2);
            let mut closed = Vec::new();
            for hours in [0, 5, 14] {
                story.world.now = morning + Duration::hours(hours);
                closed.push(story.withdrawn().await);
            }
            let moments: HashSet<_> = closed.iter().map(|packet| packet.close_after.expect("it waits")).collect();
            assert_eq!(moments.len(), 1, "the time of the closure reveals the time of the end: {moments:?}");
            let out = moments.into_iter().next().expect("there is one");
            let next = (morning.date_naive() + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
            assert!((next..next + Days::new(1)).contains(&out), "{out}");
            assert_eq!((out.second(), out.nanosecond()), (0, 0), "{out}");
            minutes.insert(out.time());

            let references: HashSet<_> = closed.iter().map(|packet| packet.reference.clone()).collect();
            for (now, shown) in [(out - Duration::microseconds(1), "RECEIVED"), (out, "CLOSED_BY_REQUESTER")] {
                story.world.now = now;
                let of_state = story.inbox(&story.sekou, &format!("(filter: {{ state: [{shown}] }})")).await;
                let nodes = of_state["data"]["consularPackets"]["nodes"].as_array().expect("a list").clone();
                let mine: Vec<_> = nodes
                    .iter()
                    .filter(|it| it["reference"].as_str().is_some_and(|it| references.contains(it)))
                    .collect();
                assert_eq!(mine.len(), 3, "at {now} they are shown as {shown}");
                let closed_at: HashSet<_> = mine.iter().map(|it| it["closedAt"].to_string()).collect();
                assert_eq!(closed_at.len(), 1);
            }
        }
        // The chance of one minute for all six days is 1 in 1440 to the fifth power.
        assert!(minutes.len() > 1, "{minutes:?}");
    })
    .await;
}

impl Story {
    /// A packet that was submitted and withdrawn at once.
    async fn withdrawn(&self) -> consular_packet::Model {
        let request = self.submitted().await;
        let reference = &request["packetReference"];
        self.house(&self.mariama, "withdrawConsularRequest", &request, json!({ "reason": "OTHER" })).await;
        let packets = consular_packet::Entity::find().all(&self.world.database.reader).await.expect("they are read");
        let mine = |packet: &consular_packet::Model| *reference == *packet.reference;
        packets.into_iter().find(mine).expect("it was frozen")
    }
}
