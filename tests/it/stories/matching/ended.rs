//! What ends a match, and what the other side learns of it.

use chrono::Duration;
use serde_json::{Value, json};
use waystation::global_id;

use super::{Both, Registered};
use crate::support::on_both;

impl Both {
    /// Corrects the year of birth of a woman.
    async fn is_born(&self, of: &Registered, day: &str) -> Value {
        let person = super::person_of(&self.house, of.person.id).await;
        let input = json!({ "personId": global_id::encode("Person", of.person.id), "version": person.version,
            "reason": "her papers", "birthDate": day });
        self.corrects(of, "correctPerson", input).await
    }

    /// A mutation of the person by the officer of the organisation.
    async fn corrects(&self, of: &Registered, mutation: &str, input: Value) -> Value {
        let who = if of.case.id == self.ours.case.id { &self.house.salif } else { &self.fanta };
        let (head, tail) = mutation.split_at(1);
        let document = format!(
            "mutation($input: {}{tail}Input!, $key: String!) {{ it: {mutation}(idempotencyKey: $key, input: $input) {{
                person {{ names {{ id }} }} userErrors {{ code }} }} }}",
            head.to_uppercase()
        );
        let key = uuid::Uuid::now_v7().to_string();
        let asked = json!({ "input": input, "key": key });
        let response = self.house.world.ask(&self.house.engine, who, &document, asked).await;
        assert_eq!(response["data"]["it"]["userErrors"], json!([]), "{response:#}");
        response["data"]["it"]["person"].clone()
    }

    /// The newest entry of a case.
    async fn entry(&self, of: &Registered) -> Value {
        let who = if of.case.id == self.ours.case.id { &self.house.salif } else { &self.fanta };
        self.file(who, of).await["matchingEntries"][0].clone()
    }
}

#[tokio::test]
async fn a_side_that_leaves_is_silent() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let before = both.matches(&both.fanta, &both.theirs).await;
        let left = both.does(&both.house.salif, "leaveMatching", both.ours.leaving()).await;
        assert_eq!(left["matchingEntry"]["endReason"], "TAKEN_OUT");
        assert_eq!(both.states().await, [["ENDED"], ["PROPOSED"]]);
        both.round().await;
        assert_eq!(before, both.matches(&both.fanta, &both.theirs).await);
        both.answers(&both.fanta, &both.theirs, true).await;
        both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(both.round().await, 0);
        assert_eq!(both.states().await, [["ENDED"], ["WAITING"]], "the same two cases are asked about once");
    })
    .await;
}

/// Both sides know that the other one agreed, and no reference of a case was told. So nothing has to be taken back there.
#[tokio::test]
async fn a_withdrawn_consent_ends_our_side_and_any_later_agreement() {
    on_both(|world| async move {
        let both = Both::agreed(world).await;
        let before = both.matches(&both.fanta, &both.theirs).await;
        both.withdraws(&both.ours).await;
        assert_eq!(both.round().await, 1);
        assert_eq!(both.states().await, [["ENDED"], ["AGREED"]]);
        assert_eq!(both.matches(&both.house.salif, &both.ours).await[0]["talkReference"], Value::Null);
        assert_eq!(both.entry(&both.ours).await["endReason"], "CONSENT_ENDED");
        assert_eq!(before, both.matches(&both.fanta, &both.theirs).await);
        assert_eq!(both.entry(&both.theirs).await["endedAt"], Value::Null, "their entry goes on");
    })
    .await;
}

/// A consent ends at the moment of its withdrawal, also for a round that has not ended the entry yet.
#[tokio::test]
async fn a_consent_that_was_withdrawn_a_moment_ago_proposes_and_agrees_to_nothing() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        both.withdraws(&both.ours).await;
        assert_eq!(both.round().await, 1, "the entry ends, and nothing else happens");
        assert_eq!(both.states().await, [vec![], Vec::<String>::new()]);
    })
    .await;
    on_both(|world| async move {
        let both = Both::matched(world).await;
        both.answers(&both.house.salif, &both.ours, true).await;
        both.answers(&both.fanta, &both.theirs, true).await;
        both.withdraws(&both.ours).await;
        both.round().await;
        assert_eq!(both.states().await, [["ENDED"], ["WAITING"]]);
    })
    .await;
}

impl Both {
    async fn withdraws(&self, of: &Registered) {
        let consent = global_id::encode("Consent", of.consent.id);
        let withdrawal = json!({ "consentId": consent, "version": of.consent.version });
        self.house.must(&self.house.aminata, "withdrawConsent", withdrawal).await;
    }
}

#[tokio::test]
async fn corrections_are_guesses_and_end_the_entry() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        both.is_born(&both.ours, "1980-01-01").await;
        both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        assert_eq!(both.round().await, 0, "she is 16 years too old");
        both.is_born(&both.ours, "1996-05-05").await;
        assert_eq!(both.round().await, 1);
        assert_eq!(both.states().await, [["PROPOSED"], ["PROPOSED"]]);
        for year in 1981..1990 {
            both.is_born(&both.ours, &format!("{year}-01-01")).await;
        }
        both.round().await;
        assert_eq!(both.entry(&both.ours).await["endReason"], Value::Null);
        assert_eq!(both.states().await, [["PROPOSED"], ["PROPOSED"]], "a match stays until it expires");
        both.is_born(&both.ours, "1990-01-01").await;
        both.round().await;
        assert_eq!(both.entry(&both.ours).await["endReason"], "CHANGED_TOO_OFTEN");
        assert_eq!(both.states().await, [["ENDED"], ["PROPOSED"]]);
    })
    .await;
}

#[tokio::test]
async fn a_closed_case_and_a_restricted_one_take_no_part() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let input = both.house.of_case(json!({ "accessMode": "RESTRICTED" })).await;
        both.house.must(&both.house.salif, "updateCase", input).await;
        both.round().await;
        assert_eq!(both.entry(&both.ours).await["endReason"], "ACCESS_RESTRICTED");
        assert_eq!(both.states().await, [["ENDED"], ["PROPOSED"]]);
        let version = both.file(&both.fanta, &both.theirs).await["version"].clone();
        let closing =
            json!({ "caseId": both.theirs.case_id(), "version": version, "reason": "LEFT_CENTRE_VOLUNTARILY" });
        both.house.must(&both.fanta, "closeCase", closing).await;
        both.round().await;
        assert_eq!(both.entry(&both.theirs).await["endReason"], "CASE_CLOSED");
        assert_eq!(both.states().await, [["ENDED"], ["ENDED"]]);
    })
    .await;
}

#[tokio::test]
async fn an_agreement_ends_by_itself() {
    on_both(|world| async move {
        let mut both = Both::agreed(world).await;
        both.house.world.now += Duration::days(29);
        assert_eq!(both.states().await, [["AGREED"], ["AGREED"]]);
        both.house.world.now += Duration::days(1);
        assert_eq!(both.states().await, [["ENDED"], ["ENDED"]]);
        assert_eq!(both.matches(&both.fanta, &both.theirs).await[0]["talkReference"], Value::Null);
        let listed = "query($state: [PersonMatchState!]) { personMatches(filter: { state: $state }) { totalCount nodes { state } } }";
        for (state, count) in [("ENDED", 1), ("AGREED", 0), ("PROPOSED", 0), ("EXPIRED", 0)] {
            let asked = json!({ "state": [state] });
            let list = both.house.world.ask(&both.house.engine, &both.fanta, listed, asked).await;
            assert_eq!(list["data"]["personMatches"]["totalCount"], count, "{state}: {list:#}");
        }
    })
    .await;
}
