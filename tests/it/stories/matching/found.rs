//! A match that is found, and answered by both.

use entity::{
    codes::{ContactType, DocumentSeen, IdentifierType},
    contact, identifier, person,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use super::{Both, Registered, agreed};
use crate::support::{on_both, rows, tasks::kinds};

#[tokio::test]
async fn two_organisations_learn_only_that_a_talk_is_worth_it() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        let entered = both.does(&both.house.salif, "enterMatching", both.ours.entering()).await;
        assert_eq!(entered["matchingEntry"]["endReason"], Value::Null, "{entered:#}");
        assert_eq!(both.round().await, 0);
        assert_eq!(both.states().await, [vec![], Vec::<String>::new()], "she is entered in one place only");
        let before = both.file(&both.fanta, &both.theirs).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        assert_eq!(
            both.states().await,
            [vec![], Vec::<String>::new()],
            "nobody learns of a match at the moment of an entry"
        );
        assert_eq!((both.round().await, both.round().await), (1, 0), "a pair is asked once");
        assert_eq!(both.states().await, [["PROPOSED"], ["PROPOSED"]]);
        assert_eq!(before["version"], both.file(&both.fanta, &both.theirs).await["version"]);

        for (who, of, other) in [
            (&both.house.salif, &both.ours, (&both.theirs, &both.house.partner)),
            (&both.fanta, &both.theirs, (&both.ours, &both.house.owner)),
        ] {
            let file = both.file(who, of).await;
            let found = &file["personMatches"]["nodes"][0];
            assert_eq!(found["otherOrganisation"]["id"], json!(global_id::encode("Organisation", other.1.id)));
            assert_eq!((&found["talkReference"], &found["answeredAt"]), (&Value::Null, &Value::Null));
            assert_eq!(found["case"]["id"], of.case_id());
            assert_eq!(found["availableActions"], json!(["ANSWER_PERSON_MATCH"]));
            let text = file.to_string();
            for hidden in [&other.0.case.reference, &other.0.person.reference, &other.0.case_id()] {
                assert!(!text.contains(hidden.as_str()), "{hidden} in {file:#}");
            }
            let tasks = kinds(&both.house.world, &both.house.engine, who).await;
            assert!(tasks.contains(&"PERSON_MATCH_TO_ANSWER".to_owned()), "{tasks:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn both_read_the_reference_of_the_talk_after_both_agreed() {
    on_both(|world| async move {
        let both = Both::matched(world).await;
        let theirs_before = both.matches(&both.fanta, &both.theirs).await;
        let answer = both.answers(&both.house.salif, &both.ours, true).await;
        assert_eq!((&answer["state"], &answer["talkReference"]), (&json!("WAITING"), &Value::Null));
        assert_eq!(both.round().await, 0);
        assert_eq!(theirs_before, both.matches(&both.fanta, &both.theirs).await, "they are not told that we agreed");
        let answer = both.answers(&both.fanta, &both.theirs, true).await;
        assert_eq!((&answer["state"], &answer["talkReference"]), (&json!("WAITING"), &Value::Null));
        assert_eq!(both.round().await, 1);
        let ours = both.matches(&both.house.salif, &both.ours).await;
        let theirs = both.matches(&both.fanta, &both.theirs).await;
        assert_eq!((&ours[0]["state"], &theirs[0]["state"]), (&json!("AGREED"), &json!("AGREED")));
        assert_eq!(ours[0]["talkReference"], theirs[0]["talkReference"]);
        assert!(ours[0]["talkReference"].as_str().is_some_and(|it| it.starts_with("T-")), "{ours:?}");
        assert_eq!((&ours[0]["version"], &ours[0]["availableActions"]), (&json!(3), &json!([])));
        for (who, of, other) in [(&both.house.salif, &both.ours, &both.theirs), (&both.fanta, &both.theirs, &both.ours)]
        {
            let text = both.file(who, of).await.to_string();
            for hidden in [&other.case.reference, &other.person.reference, &other.case_id()] {
                assert!(!text.contains(hidden.as_str()), "{hidden} in {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_not_told() {
    on_both(|world| async move {
        let mut both = Both::matched(world).await;
        let before = both.matches(&both.fanta, &both.theirs).await;
        both.answers(&both.house.salif, &both.ours, false).await;
        assert_eq!(both.round().await, 0);
        assert_eq!(before, both.matches(&both.fanta, &both.theirs).await);
        let answer = both.answers(&both.fanta, &both.theirs, true).await;
        assert_eq!((&answer["state"], &answer["talkReference"]), (&json!("WAITING"), &Value::Null));
        assert_eq!(both.round().await, 0);
        assert_eq!(both.states().await, [["DECLINED"], ["WAITING"]]);
        both.house.world.now += chrono::Duration::days(30);
        assert_eq!(both.states().await, [["DECLINED"], ["EXPIRED"]]);
        // To enter her again does not say either that the other side declined.
        both.does(&both.fanta, "leaveMatching", both.theirs.leaving()).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        assert_eq!(both.round().await, 0, "the same two cases are asked about once");
        assert_eq!(both.states().await, [["DECLINED"], ["EXPIRED"]]);
    })
    .await;
}

/// The changes that a receiver of the case follows do not say that there is a match.
#[tokio::test]
async fn a_receiver_of_the_case_is_not_told_that_anything_happened() {
    on_both(|world| async move {
        let both = Both::begin(world).await;
        let house = &both.house;
        house.world.add(rows::share(&house.case, &house.partner)).await;
        let (receiver, document) = (&house.zara, "{ changes(first: 50) { nodes { caseId } position hasMore } }");
        let before = house.world.ask(&house.engine, receiver, document, json!({})).await;
        both.does(&house.salif, "enterMatching", both.ours.entering()).await;
        both.does(&both.fanta, "enterMatching", both.theirs.entering()).await;
        both.round().await;
        both.answers(&house.salif, &both.ours, true).await;
        let after = house.world.ask(&house.engine, receiver, document, json!({})).await;
        assert_eq!(before["data"]["changes"]["nodes"], after["data"]["changes"]["nodes"], "{after:#}");
    })
    .await;
}

#[tokio::test]
async fn a_document_or_a_telephone_with_a_name_is_a_match_too() {
    for (given, number, phone, found) in [
        ("Saran", "o012345", "+227 91 00 00 00", 1),
        ("Saran", "X99999", "+22790123456", 0),
        ("Aissatou", "X88888", "0022790123456", 1),
        ("Aissatou", "X77777", "90123456", 0),
    ] {
        on_both(|world| async move {
            let both = Both::begin(world).await;
            let house = &both.house;
            let person = person::Model { birth_date: "1960-01-01".parse().ok(), ..rows::person(&house.partner) };
            let person = house.world.add(person).await;
            house.world.add(rows::name(&person, given, "Diallo")).await;
            add_numbers(&both, person.id, number, phone).await;
            let case = house.world.add(rows::case(&person, &house.dirkou)).await;
            let consent = agreed(house, &case, &[&house.owner]).await;
            let other = Registered { person, case, consent };
            add_numbers(&both, both.ours.person.id, "O-012 345", "+227 90 12 34 56").await;
            both.does(&house.salif, "enterMatching", both.ours.entering()).await;
            both.does(&both.fanta, "enterMatching", other.entering()).await;
            both.round().await;
            assert_eq!(both.matches(&both.fanta, &other).await.len(), found, "{given} {number} {phone}");
        })
        .await;
    }
}

async fn add_numbers(both: &Both, person_id: Uuid, number: &str, phone: &str) {
    let (world, correction_id) = (&both.house.world, None);
    world
        .add(identifier::Model {
            id: Uuid::now_v7(),
            person_id,
            identifier_type: IdentifierType::Passport,
            number: number.to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: None,
            seen: DocumentSeen::Original,
            search_key: Some(number.to_lowercase().replace(['-', ' '], "")),
            correction_id,
        })
        .await;
    let contact = contact::Model {
        id: Uuid::now_v7(),
        person_id,
        contact_type: ContactType::Phone,
        value: phone.to_owned(),
        name: None,
        relation: None,
        may_contact: true,
        search_key: None,
        correction_id,
    };
    world.add(contact).await;
}
