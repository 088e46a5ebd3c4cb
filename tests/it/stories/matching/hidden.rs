//! Nobody reads of a match but those who answer it, and each side reads only its own.

use entity::{
    case, centre,
    codes::{OrganisationType, Oversight, Role},
    organisation, share,
};
use serde_json::{Value, json};
use waystation::access::{class::ClassSet, viewer::Viewer};

use super::Both;
use crate::support::{on_both, rows, tasks::kinds};

const LIST: &str = "{ personMatches { totalCount nodes { id } } }";

#[tokio::test]
async fn only_the_protection_officers_of_the_two_organisations_know_of_a_match() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let house = &both.house;
        let everything = share::Model { classes: ClassSet::ALL.to_bits(), ..rows::share(&house.case, &house.partner) };
        house.world.add(everything).await;
        let oversees =
            organisation::Model { oversight: Oversight::Country, ..rows::organisation(OrganisationType::Iom) };
        let oversees = house.world.add(oversees).await;
        let worker = house.world.add(rows::worker(&oversees)).await;
        let inspector = house.world.viewer(Role::ProtectionOfficer, &worker, &oversees);
        let auditor = Viewer { roles: vec![Role::DataProtectionOfficer], ..house.moussa.clone() };
        let id = both.matches(&house.salif, &both.ours).await[0]["id"].clone();
        for who in [&house.aminata, &house.moussa, &house.awa, &auditor, &inspector, &house.zara, &both.fanta] {
            let file = both.file(who, &both.ours).await;
            let seen = [&file["matchingEntries"], &file["personMatches"]["nodes"]];
            assert!(seen.iter().all(|it| **it == json!([]) || it.is_null()), "{:?}: {file:#}", who.roles);
            let document = "query($id: ID!) { node(id: $id) { id } }";
            let node = house.world.ask(&house.engine, who, document, json!({ "id": id })).await;
            assert_eq!(node["errors"][0]["extensions"]["code"], "NOT_FOUND", "{:?}: {node:#}", who.roles);
            let answer = json!({ "personMatchId": id, "version": 1, "agree": true });
            assert_eq!(both.denies(who, "answerPersonMatch", answer).await, "NOT_FOUND", "{:?}", who.roles);
            let tasks = kinds(&house.world, &house.engine, who).await;
            let own = who.worker_id == both.fanta.worker_id;
            assert_eq!(tasks.contains(&"PERSON_MATCH_TO_ANSWER".to_owned()), own, "{:?}", who.roles);
            let list = house.world.ask(&house.engine, who, LIST, json!({})).await;
            assert_eq!(list["data"]["personMatches"]["totalCount"], i32::from(own), "{:?}: {list:#}", who.roles);
        }
        let missing = json!({ "personMatchId": waystation::global_id::encode("PersonMatch", house.case.id),
            "version": 1, "agree": true });
        assert_eq!(both.denies(&house.salif, "answerPersonMatch", missing).await, "NOT_FOUND");
    })
    .await;
}

/// A value that moves with a secret is a leak: a person who is not entered, or whose case is sealed, changes nothing elsewhere.
#[tokio::test]
async fn nothing_moves_elsewhere_before_both_are_entered() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        let before = both.file(&both.fanta, &both.theirs).await;
        for mode in ["RESTRICTED", "SEALED"] {
            let input = both.house.of_case(json!({ "accessMode": mode })).await;
            both.house.must(&both.house.salif, "updateCase", input).await;
            let refused = both.refuses(&both.house.salif, "enterMatching", both.ours.entering()).await;
            assert_eq!(refused, ("REASON_DOES_NOT_APPLY".to_owned(), "caseId".to_owned()), "{mode}");
        }
        assert_eq!(both.round().await, 0);
        assert_eq!(before, both.file(&both.fanta, &both.theirs).await);
        let counted = both.house.world.ask(&both.house.engine, &both.fanta, LIST, json!({})).await;
        assert_eq!(counted["data"]["personMatches"]["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_person_in_a_protected_centre_is_not_entered() {
    on_both(|world| async move {
        let mut both = Both::begin(world).await;
        let house = &both.house;
        let shelter = centre::Model { code: "S".to_owned(), ..rows::shelter(&house.agadez) };
        let shelter = house.world.add(shelter).await;
        let case = house.world.add(case::Model { ..rows::case(&both.ours.person, &shelter) }).await;
        let consent = super::agreed(house, &case, &[&house.partner]).await;
        let there = waystation::access::viewer::OwnCentres::AllOrdinary { and: vec![shelter.id] };
        let salif = Viewer { centres: there, ..house.salif.clone() };
        both.ours = super::Registered { case, consent, person: both.ours.person };
        let refused = both.refuses(&salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(refused, ("REASON_DOES_NOT_APPLY".to_owned(), "caseId".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_state_and_the_police_find_nobody() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        let house = &both.house;
        both.does(&house.salif, "enterMatching", both.ours.entering()).await;
        for kind in [OrganisationType::GovOriginConsular, OrganisationType::GovHostEnforcement] {
            let agency = house.world.add(rows::organisation(kind)).await;
            let worker = house.world.add(rows::worker(&agency)).await;
            let officer = house.world.viewer(Role::ProtectionOfficer, &worker, &agency);
            let centre = centre::Model { code: format!("{kind:?}")[..10].to_owned(), ..rows::centre(&agency) };
            let centre = house.world.add(centre).await;
            let case = house.world.add(rows::case(&both.ours.person, &centre)).await;
            let consent = super::agreed(house, &case, &[&house.owner]).await;
            let input = json!({ "caseId": waystation::global_id::encode("Case", case.id),
                "consentId": waystation::global_id::encode("Consent", consent.id) });
            let response = both.asks(&officer, "enterMatching", input).await;
            assert!(!response["errors"].is_null(), "{kind:?}: {response:#}");
        }
        both.round().await;
        assert_eq!(both.matches(&house.salif, &both.ours).await, Vec::<Value>::new());
    })
    .await;
}

#[tokio::test]
async fn an_organisation_that_is_suspended_or_not_named_is_not_told() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        let house = &both.house;
        // The woman agreed here that Dirkou learns of her. Elsewhere she agreed to no organisation that takes part.
        let third = house.world.add(rows::organisation(OrganisationType::IntlNgo)).await;
        let elsewhere = super::agreed(house, &both.theirs.case, &[&third]).await;
        let input = json!({ "caseId": both.theirs.case_id(),
            "consentId": waystation::global_id::encode("Consent", elsewhere.id) });
        both.does(&house.salif, "enterMatching", both.ours.entering()).await;
        both.does(&both.fanta, "enterMatching", input).await;
        assert_eq!(both.round().await, 0);
        assert_eq!(both.states().await, [vec![], Vec::<String>::new()]);
        both.does(&both.fanta, "leaveMatching", both.theirs.leaving()).await;
        let suspended = organisation::ActiveModel {
            id: sea_orm::ActiveValue::Set(house.owner.id),
            suspended_at: sea_orm::ActiveValue::Set(Some(house.world.now)),
            ..Default::default()
        };
        sea_orm::ActiveModelTrait::update(suspended, &house.world.database.writer).await.expect("it is suspended");
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        assert_eq!(both.round().await, 0);
        assert_eq!(both.matches(&both.fanta, &both.theirs).await, Vec::<Value>::new());
    })
    .await;
}

/// A second question about the same person would tell whether the other side still takes part.
#[tokio::test]
async fn another_case_of_the_same_person_asks_nothing_again() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let house = &both.house;
        let case = house.world.add(rows::case(&both.ours.person, &house.agadez)).await;
        let consent = super::agreed(house, &case, &[&house.partner]).await;
        let input = json!({ "caseId": waystation::global_id::encode("Case", case.id),
            "consentId": waystation::global_id::encode("Consent", consent.id) });
        both.does(&house.salif, "enterMatching", input).await;
        assert_eq!(both.round().await, 0);
        assert_eq!(both.states().await, [["PROPOSED"], ["PROPOSED"]]);
    })
    .await;
}
