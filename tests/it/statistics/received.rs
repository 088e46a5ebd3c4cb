//! Statistics of an inbox, as of now, for a viewer who reads all of it: exactly what its list shows, and nothing else.

use entity::{
    codes::{ReferralState, StatisticsState},
    referral,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, rules::statistics::states::of_referral};

use super::Counted;
use crate::support::on_both;

impl Counted {
    pub(super) async fn received(&self, who: &Viewer, measures: &str, group_by: &str, filter: &str) -> Value {
        let document = format!(
            "{{ statistics(measures: [{measures}], groupBy: [{group_by}], filter: {{ {filter} }}, received: true,
            interval: YEAR, between: {{ from: \"2019-01-01\", before: \"2027-01-01\" }}) {{ exact smallest asOf refusedMeasures buckets {{
            period state serviceGroup urgency organisation {{ id }} values {{ measure number }} }} }} }}"
        );
        self.world.ask(&self.engine, who, &document, json!({})).await
    }

    /// The number of referrals that the inbox shows.
    async fn inbox(&self, who: &Viewer, filter: &str) -> i64 {
        let document = format!("{{ referrals(box: INCOMING, filter: {{ {filter} }}) {{ totalCount }} }}");
        let answer = self.world.ask(&self.engine, who, &document, json!({})).await;
        answer["data"]["referrals"]["totalCount"].as_i64().expect("it is counted")
    }
}

/// The numbers of the first measure, keyed by the value of a field.
fn by(response: &Value, field: &str) -> Vec<(String, i64)> {
    let buckets = response["data"]["statistics"]["buckets"].as_array().unwrap_or_else(|| panic!("{response:#}"));
    let number = |bucket: &Value| bucket["values"][0]["number"].as_i64().expect("it is exact");
    buckets.iter().map(|it| (it[field].as_str().unwrap_or_default().to_owned(), number(it))).collect()
}

fn code(response: &Value) -> &Value {
    &response["errors"][0]["extensions"]["code"]
}

#[tokio::test]
async fn a_focal_point_counts_the_inbox_exactly_and_now() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let mine = counted.persona("ngo_focal_point").await;
        let all = by(&counted.received(&mine, "REFERRALS_SENT", "", "").await, "");
        let whole = counted.inbox(&mine, "").await;
        assert!(whole > 20, "{whole}");
        assert_eq!(all, [(String::new(), whole)]);
        let answer = counted.received(&mine, "REFERRALS_SENT", "STATE", "").await;
        assert_eq!(answer["data"]["statistics"]["exact"], true);
        assert_eq!(answer["data"]["statistics"]["smallest"], 0);
        let mut states = 0;
        for (state, number) in by(&answer, "state") {
            let state: StatisticsState = serde_json::from_value(state.into()).expect("a state");
            let those: Vec<_> = <ReferralState as sea_orm::Iterable>::iter()
                .filter(|it| of_referral(*it) == Some(state))
                .map(|it| serde_json::to_value(it).expect("a code").as_str().expect("a text").to_owned())
                .collect();
            assert_eq!(number, counted.inbox(&mine, &format!("state: [{}]", those.join(", "))).await, "{state:?}");
            states += 1;
        }
        assert!(states > 3, "{answer:#}");
        for (group, number) in by(&counted.received(&mine, "REFERRALS_SENT", "SERVICE_GROUP", "").await, "serviceGroup")
        {
            assert_eq!(number, counted.inbox(&mine, &format!("serviceGroup: {group}")).await, "{group}");
            let one = counted.received(&mine, "REFERRALS_SENT", "", &format!("serviceGroup: [{group}]")).await;
            assert_eq!(by(&one, ""), [(String::new(), number)], "{group}");
        }
        let late = counted.received(&mine, "REFERRALS_OVERDUE", "", "").await;
        let overdue =
            counted.inbox(&mine, "overdue: true, state: [SENT, ACKNOWLEDGED, UNDER_REVIEW, INFO_REQUESTED]").await;
        assert_eq!(by(&late, "").iter().map(|it| it.1).sum::<i64>(), overdue);
        // The numbers are as of now: no refresh comes before.
        let waiting = |row: &&referral::Model| of_referral(row.state) == Some(StatisticsState::Waiting);
        let rows = referral::Entity::find()
            .filter(referral::Column::ToOrganisationId.eq(mine.organisation_id))
            .all(&counted.world.database.writer)
            .await
            .expect("they are read");
        let row = rows.iter().find(waiting).expect("one waits");
        let before = by(&counted.received(&mine, "REFERRALS_DECLINED", "", "").await, "");
        let declined =
            referral::ActiveModel { id: Set(row.id), state: Set(ReferralState::Declined), ..Default::default() };
        declined.update(&counted.world.database.writer).await.expect("it is written");
        counted.world.rebuild().await;
        let after = by(&counted.received(&mine, "REFERRALS_DECLINED", "", "").await, "");
        assert_eq!(after.iter().map(|it| it.1).sum::<i64>(), before.iter().map(|it| it.1).sum::<i64>() + 1);
        // Several measures by month and organisation: the dashboard of the sender, for the inbox.
        let asks = counted.received(
            &mine,
            "REFERRALS_SENT, REFERRALS_ACCEPTED, REFERRALS_OVERDUE",
            "PERIOD, ORGANISATION",
            "",
        );
        let (answer, statements) = counted.world.counting(asks).await;
        assert_eq!(answer["errors"], Value::Null, "{answer:#}");
        assert_eq!(statements, 2, "one for what a tombstone shows, one for overdue referrals");
        assert_eq!(by(&answer, "period").iter().map(|it| it.1).sum::<i64>(), whole);
    })
    .await;
}

#[tokio::test]
async fn an_inbox_counts_nothing_of_another_and_nothing_that_a_tombstone_keeps_to_itself() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let mine = counted.persona("ngo_focal_point").await;
        let other = counted.persona("other_ngo_focal_point").await;
        let number = async |who: &Viewer| by(&counted.received(who, "REFERRALS_SENT", "", "").await, "");
        for who in [&mine, &other] {
            assert_eq!(number(who).await, [(String::new(), counted.inbox(who, "").await)]);
        }
        assert_ne!(mine.organisation_id, other.organisation_id);
        // A tombstone hides the urgency of an ended referral, also from the times that its answers took.
        for (measures, group_by) in [("REFERRALS_SENT", "URGENCY"), ("HOURS_TO_DECIDE_MEDIAN", "URGENCY")] {
            assert_eq!(code(&counted.received(&mine, measures, group_by, "").await), "FORBIDDEN", "{measures}");
        }
        for urgency in ["EMERGENCY", "ROUTINE"] {
            let filter = format!("urgency: [{urgency}]");
            assert_eq!(code(&counted.received(&mine, "REFERRALS_SENT", "", &filter).await), "FORBIDDEN");
        }
        // The urgency of a referral that waits for its answer is known.
        let waiting = counted.received(&mine, "REFERRALS_SENT", "URGENCY", "state: [WAITING]").await;
        assert_eq!(
            by(&waiting, "urgency").iter().map(|it| it.1).sum::<i64>(),
            counted.inbox(&mine, "state: [SENT, ACKNOWLEDGED, UNDER_REVIEW, INFO_REQUESTED]").await
        );
        // Nothing about the person, and nothing about other subjects.
        for (measures, group_by, filter) in [
            ("REFERRALS_SENT", "SEX", ""),
            ("REFERRALS_SENT", "NATIONALITY", ""),
            ("REFERRALS_SENT", "CENTRE", ""),
            ("REFERRALS_SENT", "COUNTRY", ""),
            ("REFERRALS_SENT", "", "medicalNeed: true"),
            ("REFERRALS_SENT", "", "nationality: [\"GIN\"]"),
            ("CASES", "", ""),
            ("PEOPLE", "", ""),
            ("OCCUPANCY", "", ""),
        ] {
            let response = counted.received(&mine, measures, group_by, filter).await;
            assert_eq!(code(&response), "BAD_USER_INPUT", "{measures} by {group_by} of {filter}");
        }
        // A viewer without an inbox may not count one.
        for key in
            ["analyst", "auditor", "administrator", "medical_officer", "protection_officer", "data_protection_officer"]
        {
            let viewer = counted.persona(key).await;
            assert_eq!(code(&counted.received(&viewer, "REFERRALS_SENT", "", "").await), "FORBIDDEN", "{key}");
        }
        let liaison = counted.persona("liaison_gin").await;
        assert_eq!(counted.received(&liaison, "REFERRALS_SENT", "", "").await["data"], Value::Null);
    })
    .await;
}
