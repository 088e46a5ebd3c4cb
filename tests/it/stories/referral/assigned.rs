//! A receiver names the colleague who answers a referral. Nobody else learns of it.

use entity::{case_change, codes::Role, worker};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use waystation::{access::role_set::RoleSet, access::viewer::Viewer, global_id};

use super::{Story, codes, error_code, next, organisation_of, with};
use crate::support::{on_both, rows};

impl Story {
    /// A worker of this organisation with this role in the last token.
    async fn worker_of(&self, of: &Viewer, name: &str, role: Option<Role>) -> worker::Model {
        let organisation = organisation_of(&self.world, of).await;
        let roles = role.map(|role| RoleSet::from_iter([role]).to_bits());
        let row = worker::Model { display_name: Some(name.to_owned()), roles, ..rows::worker(&organisation) };
        self.world.add(row).await
    }

    /// The received referrals that this filter finds.
    async fn finds(&self, who: &Viewer, filter: &str) -> usize {
        let document =
            format!("{{ referrals(box: INCOMING, filter: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}");
        let answer = self.world.ask(&self.engine, who, &document, json!({})).await;
        let found = &answer["data"]["referrals"];
        let nodes = found["nodes"].as_array().unwrap_or_else(|| panic!("{answer:#}")).len();
        assert_eq!(found["totalCount"], nodes);
        nodes
    }

    /// All that this viewer reads of the referral.
    async fn whole(&self, who: &Viewer, referral: &Value) -> Value {
        let document = "query($id: ID!) { referral(id: $id) { version state assignedColleagueId assignedColleagueName
            availableActions events { at colleagueId } case { lastActivityAt version } } }";
        let answer = self.world.ask(&self.engine, who, document, json!({ "id": referral["id"] })).await;
        answer["data"]["referral"].clone()
    }
}

fn id(worker: &worker::Model) -> String {
    global_id::encode("Worker", worker.id)
}

fn to(worker: &worker::Model) -> Value {
    json!({ "assignedColleagueId": id(worker) })
}

#[tokio::test]
async fn the_receiver_says_who_answers_and_the_sender_does_not_notice() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let rahila = story.worker_of(&story.ibrahim, "Rahila", Some(Role::NgoFocalPoint)).await;
        let sent = story.sent().await;
        let before = story.whole(&story.aminata, &sent).await;
        assert_eq!(story.finds(&story.ibrahim, "unassigned: true").await, 1);

        let assigned = story.must(&story.ibrahim, "assignReferral", with(&sent, to(&rahila))).await;
        assert_eq!(assigned["version"], sent["version"], "the sender reads the version");
        let read = story.whole(&story.ibrahim, &sent).await;
        assert_eq!(
            (&read["assignedColleagueId"], &read["assignedColleagueName"]),
            (&json!(id(&rahila)), &json!("Rahila"))
        );
        assert_eq!(story.whole(&story.aminata, &sent).await, before);
        let entries = case_change::Entity::find().filter(case_change::Column::At.gte(story.world.now));
        let entries = entries.order_by_desc(case_change::Column::Id).all(&story.world.database.reader).await;
        let newest = entries.expect("they are read").remove(0);
        let told = case_change::Entity::find().filter(case_change::Column::ChangeId.eq(newest.change_id));
        let told = told.all(&story.world.database.reader).await.expect("they are read");
        assert_eq!(told.len(), 1, "nobody else is told that something happened");
        assert_eq!(told[0].organisation_id, story.ibrahim.organisation_id);

        let of_rahila = format!("assignedColleagueId: \"{}\"", id(&rahila));
        let found = ["unassigned: true", "unassigned: false", of_rahila.as_str()];
        for (filter, expected) in found.iter().zip([0, 1, 1]) {
            assert_eq!(story.finds(&story.ibrahim, filter).await, expected, "{filter}");
        }
        let document = format!("{{ referrals(box: OUTGOING, filter: {{ {of_rahila} }}) {{ totalCount }} }}");
        let sender = story.world.ask(&story.engine, &story.aminata, &document, json!({})).await;
        assert_eq!(sender["data"]["referrals"]["totalCount"], 0);

        // It holds on through acceptance, and it can be taken back.
        let seen = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let reviewed = story.must(&story.ibrahim, "reviewReferral", next(&seen)).await;
        let accepted = story.must(&story.ibrahim, "acceptReferral", next(&reviewed)).await;
        assert_eq!(story.whole(&story.ibrahim, &accepted).await["assignedColleagueName"], "Rahila");
        story.must(&story.ibrahim, "assignReferral", next(&accepted)).await;
        assert_eq!(story.whole(&story.ibrahim, &accepted).await["assignedColleagueId"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_referral_is_given_only_to_an_own_colleague_who_can_work_on_it() {
    on_both(|world| async move {
        let story = Story::begin(world).await;
        let sent = story.sent().await;
        let unseen = story.worker_of(&story.ibrahim, "Maman", None).await;
        let auditor = story.worker_of(&story.ibrahim, "Sani", Some(Role::Auditor)).await;
        let gone = story.worker_of(&story.ibrahim, "Ali", Some(Role::NgoFocalPoint)).await;
        let left = worker::ActiveModel { deactivated_at: Set(Some(story.world.now)), ..gone.into_active_model() };
        let gone = left.update(&story.world.database.writer).await.expect("the worker leaves");
        for (worker, code) in [(&unseen, "NOT_ACTIVE"), (&auditor, "VALUE_NOT_ALLOWED"), (&gone, "NOT_ACTIVE")] {
            let refused = story.does(&story.ibrahim, "assignReferral", with(&sent, to(worker))).await;
            assert_eq!(codes(&refused), [code], "{:?}", worker.display_name);
        }
        let foreign = story.worker_of(&story.fatou, "Halima", Some(Role::NgoFocalPoint)).await;
        let sender = story.worker_of(&story.aminata, "Idi", Some(Role::CaseWorker)).await;
        for worker in [&foreign, &sender] {
            let answer = story.asks(&story.ibrahim, "assignReferral", "foreign", with(&sent, to(worker))).await;
            assert_eq!(error_code(&answer), "NOT_FOUND");
        }
        let stale = json!({ "referralId": sent["id"], "version": 7 });
        assert_eq!(codes(&story.does(&story.ibrahim, "assignReferral", stale).await), ["VERSION_CONFLICT"]);

        let by = async |who: &Viewer, key: &str| {
            let answer = story.asks(who, "assignReferral", key, next(&sent)).await;
            error_code(&answer).to_owned()
        };
        assert_eq!(
            by(&story.aminata, "sender").await,
            "FORBIDDEN",
            "the sender reads the referral and does not assign it"
        );
        assert_eq!(by(&story.fatou, "other").await, "NOT_FOUND");

        let over = story.must(&story.ibrahim, "acknowledgeReferral", next(&sent)).await;
        let over = story.must(&story.ibrahim, "reviewReferral", next(&over)).await;
        let decline = with(&over, json!({ "reason": "OTHER", "text": "no room" }));
        let over = story.must(&story.ibrahim, "declineReferral", decline).await;
        let refused = story.does(&story.ibrahim, "assignReferral", next(&over)).await;
        assert_eq!(codes(&refused), ["INVALID_TRANSITION"]);
    })
    .await;
}
