//! What is true of the one registration counts for both after a merge: a child had not consented alone, and a sign of a need for
//! protection is one of the person.

use entity::{
    codes::{ProtectionSign, Purpose, ReferralState, ServiceType},
    nationality, person, referral,
};
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::{Second, each};
use crate::{
    stories::house::House,
    support::{on_both, rows},
};

#[tokio::test]
async fn the_referral_of_somebody_who_is_a_child_in_the_other_registration_ends() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let adult = Second::plain(&house).await;
        let consent = house.world.add(rows::consent(&adult.case, Purpose::ReferralService)).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let service = house.world.add(rows::service(&house.partner, ServiceType::LegalAid)).await;
        let sent = referral::Model { consent_id: Some(consent.id), ..rows::referral(&adult.case, &service) };
        let sent = house.world.add(sent).await;
        let state = async || {
            let row = referral::Entity::find_by_id(sent.id).one(&house.world.database.reader).await;
            row.expect("it is read").expect("it is there").state
        };
        house.world.born(&house.case, "2010-01-01").await;
        let undo = house.merge(&adult).await;
        assert_eq!(state().await, ReferralState::Revoked);
        // What ended stays ended.
        house.merges("undoPersonMerge", undo).await;
        assert_eq!(state().await, ReferralState::Revoked);
        assert_eq!(house.registration(&house.salif, adult.person.id).await["birthDate"], "1995-01-01");
    })
    .await;
}

#[tokio::test]
async fn a_sign_of_a_need_for_protection_is_one_of_the_person() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let second = Second::registered(&house, person::Model { ..rows::person(&house.owner) }, |case| case).await;
        house.world.add(rows::name(&second.person, "Aïcha", "Diallo")).await;
        let stateless = nationality::Model {
            id: Uuid::now_v7(),
            person_id: second.person.id,
            country: "XXA".to_owned(),
            basis: entity::codes::NationalityBasis::Documented,
            correction_id: None,
        };
        house.world.add(stateless).await;
        let payload = house.merges("mergePersons", house.both(&second)).await;
        assert_eq!(each(&payload["person"]["protectionMarkers"], "sign"), ["STATELESS_NATIONALITY"]);
        let undo = json!({ "personId": payload["person"]["id"], "personMergeId": payload["personMerge"]["id"] });
        house.merges("undoPersonMerge", undo).await;
        // The officer clears the marker of the person who never had the sign.
        let markers = entity::protection_marker::Entity::find().all(&house.world.database.reader).await.expect("read");
        let mut people: Vec<_> = markers.iter().map(|marker| marker.person_id).collect();
        people.sort_unstable();
        let mut both = vec![house.case.person_id, second.person.id];
        both.sort_unstable();
        assert_eq!(people, both);
        assert!(markers.iter().all(|marker| marker.sign == ProtectionSign::StatelessNationality));
    })
    .await;
}
