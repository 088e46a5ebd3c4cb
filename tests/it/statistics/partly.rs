//! A question of which a part may not be counted: the other part is answered as if it were asked alone.

use entity::codes::Role;
use serde_json::{Value, json};
use waystation::access::viewer::Viewer;

use super::Counted;
use crate::support::on_both;

#[tokio::test]
async fn the_measures_that_may_be_counted_are_answered_beside_those_that_may_not() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let donor = Viewer { roles: vec![Role::Donor], ..counted.persona("analyst").await };
        let alone = counted.asks(&donor, "CASES", "COUNTRY", "").await["data"]["statistics"].take();
        let both = counted.asks(&donor, "CONSULAR_REQUESTS, CASES", "COUNTRY", "").await;
        assert_eq!(both["errors"], Value::Null, "{both:#}");
        assert_eq!(alone["refusedMeasures"], json!([]));
        assert_eq!(both["data"]["statistics"]["refusedMeasures"], json!(["CONSULAR_REQUESTS"]));
        assert!(!alone["buckets"].as_array().expect("buckets").is_empty());
        assert_eq!(both["data"]["statistics"]["buckets"], alone["buckets"]);
        // A dimension that may not be counted refuses all of them.
        assert_eq!(counted.code(&donor, "CASES, CONSULAR_REQUESTS", "NATIONALITY", "").await, "FORBIDDEN");

        let ngo = counted.persona("ngo_focal_point").await;
        let both = counted.received(&ngo, "HOURS_TO_DECIDE_MEDIAN, REFERRALS_SENT", "SERVICE_GROUP", "").await;
        assert_eq!(both["errors"], Value::Null, "{both:#}");
        assert_eq!(both["data"]["statistics"]["refusedMeasures"], json!([]), "an NGO measures its own answer times");
        let buckets = both["data"]["statistics"]["buckets"].as_array().expect("buckets");
        let timed =
            buckets.iter().filter(|bucket| bucket["values"][0]["number"].as_i64().is_some_and(|hours| hours > 0));
        assert!(timed.count() > 0, "{both:#}");
    })
    .await;
}
