//! What was corrected is not used any more: no search finds it, no receiver reads it, no count and no rule rests on it.

use entity::{
    codes::{ReferralState, ServiceType, StatisticsSubject},
    referral, statistics_cell,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{
    access::viewer::Viewer,
    store::{background::search_keys, statistics::refresh::refresh},
};

use super::each;
use crate::{
    stories::house::House,
    support::{on_both, rows},
};

impl House {
    /// The number of cases that a search finds.
    async fn found(&self, who: &Viewer, filter: &str) -> Value {
        let document = format!("{{ cases(filter: {{ {filter} }}) {{ totalCount }} }}");
        self.world.ask(&self.engine, who, &document, json!({})).await["data"]["cases"]["totalCount"].clone()
    }

    /// The nationalities by which the case is counted.
    async fn counted(&self) -> Vec<Option<String>> {
        refresh(&self.world.database, self.world.now).await.expect("it is counted");
        let cells = statistics_cell::Entity::find()
            .filter(statistics_cell::Column::Subject.eq(StatisticsSubject::Case))
            .all(&self.world.database.reader)
            .await;
        cells.expect("they are read").into_iter().map(|cell| cell.nationality).collect()
    }
}

#[tokio::test]
async fn no_search_finds_a_name_or_a_nationality_that_was_wrong() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let aminata = &house.aminata;
        let person = json!({ "nationalities": [{ "country": "SEN", "basis": "CLAIMED" }] });
        let person = house.corrects("addToPerson", person).await;
        assert_eq!(house.counted().await, [Some("SEN".to_owned())]);
        let right = json!({ "given": "Oumou", "family": "Bah", "script": "Latn", "type": "DOCUMENT" });
        let nationality = json!({ "country": "GIN", "basis": "DOCUMENTED" });
        let input = json!({
            "names": { "corrected": [{ "id": person["names"][0]["id"], "to": right }] },
            "nationalities": { "corrected": [{ "id": person["nationalities"][0]["id"], "to": nationality }] },
        });
        house.corrects("correctPerson", input).await;
        for again in 0..2 {
            assert_eq!(house.found(aminata, "name: \"Aïssata\"").await, 0, "{again}");
            assert_eq!(house.found(aminata, "name: \"Oumou Bah\"").await, 1, "{again}");
            // Search keys that are made again leave a wrong name out, too.
            let old = entity::person_name::ActiveModel {
                search_key: sea_orm::ActiveValue::Set("old".to_owned()),
                ..Default::default()
            };
            entity::person_name::Entity::update_many().set(old).exec(&house.world.database.writer).await.expect("set");
            let versions = entity::search_key_version::Entity::delete_many();
            versions.exec(&house.world.database.writer).await.expect("they are forgotten");
            search_keys::renew(&house.world.database).await.expect("keys are made again");
        }
        assert_eq!(house.found(aminata, "nationality: [\"SEN\"]").await, 0);
        assert_eq!(house.found(aminata, "nationality: [\"GIN\"]").await, 1);
        assert_eq!(house.counted().await, [Some("GIN".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_reads_what_is_right_and_not_what_was_wrong() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.world.add(rows::share(&house.case, &house.partner)).await;
        let wrong = house.person(&house.ibrahim).await;
        assert_eq!(each(&wrong["names"], "given"), ["Aïssata"]);
        let right = json!({ "given": "Oumou", "script": "Latn", "type": "DOCUMENT" });
        let input = json!({ "names": { "corrected": [{ "id": wrong["names"][0]["id"], "to": right }] },
            "birthPlace": "Labé" });
        house.corrects("correctPerson", input).await;
        let person = house.person(&house.ibrahim).await;
        assert_eq!(
            (each(&person["names"], "given"), &person["birthPlace"]),
            (vec!["Oumou".to_owned()], &json!("Labé"))
        );
        assert_eq!((&person["formerNames"], &person["formerFacts"]), (&json!([]), &json!([])));
        assert_eq!(each(&house.person(&house.salif).await["formerNames"], "given"), ["Aïssata"]);
    })
    .await;
}

#[tokio::test]
async fn somebody_who_turns_out_to_be_a_child_had_not_consented() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let consent = rows::consent(&house.case, entity::codes::Purpose::ReferralService);
        let consent = house.world.add(consent).await;
        house.world.add(rows::recipient(&consent, &house.partner)).await;
        let service = house.world.add(rows::service(&house.partner, ServiceType::LegalAid)).await;
        let sent = referral::Model {
            consent_id: Some(consent.id),
            state: ReferralState::Sent,
            ..rows::referral(&house.case, &service)
        };
        let sent = house.world.add(sent).await;
        let state = async || {
            let row = referral::Entity::find_by_id(sent.id).one(&house.world.database.reader).await;
            row.expect("it is read").expect("it is there").state
        };
        house.corrects("correctPerson", json!({ "birthDate": "1999-01-01" })).await;
        assert_eq!(state().await, ReferralState::Sent);
        house.corrects("correctPerson", json!({ "birthDate": "2010-01-01" })).await;
        assert_ne!(state().await, ReferralState::Sent);
    })
    .await;
}
