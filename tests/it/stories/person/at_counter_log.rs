//! The searches for a person at the counter in the read log, and how many of them a worker can make.

use entity::codes::{BirthDatePrecision, Role};
use serde_json::{Value, json};

use super::at_counter::{Counter, registered};
use crate::{
    stories::house::House,
    support::{on_both, rows},
};

#[tokio::test]
async fn each_search_is_a_line_in_the_read_log_without_a_word_in_clear() {
    on_both(|world| async move {
        let desk = Counter::begin(House::begin(world).await).await;
        desk.found(&desk.djamila, "name: \"Kadidia Traoré\", birthDate: \"1990-06-01\"").await;
        desk.found(&desk.djamila, "name: \"traore  KADIDIA\", phone: \"+227 91 00 00 00\"").await;
        desk.found(&desk.djamila, "name: \"Kadidia Traore\", reference: \"C-404\"").await;
        let logged = desk.logged().await;
        assert_eq!(logged.len(), 3, "{logged:?}");
        let found: Vec<_> = logged.iter().map(|entry| (&entry["purpose"], &entry["found"])).collect();
        assert_eq!(
            found,
            [(&json!("ACCESS"), &json!(1)), (&json!("ACCESS"), &json!(0)), (&json!("ACCESS"), &json!(0))]
        );
        let facts = |entry: &Value| entry["by"].as_object().expect("facts").keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            logged.iter().map(facts).collect::<Vec<_>>(),
            [["birthDate", "name"], ["name", "phone"], ["name", "reference"]]
        );
        assert_eq!(logged[0]["by"]["name"], logged[2]["by"]["name"], "equal names are recognised");
        let written = format!("{logged:?}").to_lowercase();
        for word in ["kadidia", "traor", "1990", "91000000", "00000019", "c-404"] {
            assert!(!written.contains(word), "{word}: {written}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_matches_give_no_rows_and_many_searches_are_refused() {
    on_both(|mut world| async move {
        let now = world.now;
        world.now = now - chrono::Duration::hours(25);
        let mut desk = Counter::begin(House::begin(world).await).await;
        let said = "name: \"Bah\", birthDate: \"1990-06-01\"";
        for number in 0..11 {
            if number == 10 {
                assert_eq!(desk.found(&desk.djamila, said).await.len(), 10);
            }
            registered(&desk.house, "Aminata", "Bah", BirthDatePrecision::Exact, |case| case).await;
        }
        assert_eq!(desk.refused(said).await, "TOO_MANY_MATCHES");
        assert_eq!(desk.logged().await[1]["found"], 11, "the officer learns that there are many, and the log too");
        // One request is one search.
        let one = format!("personAtCounter(purpose: COMPLAINT, {said}) {{ cases {{ id }} userErrors {{ code }} }}");
        let asked = format!("{{ one: {one} two: {one} three: {one} }}");
        let asked = desk.house.world.ask(&desk.house.engine, &desk.djamila, &asked, json!({})).await;
        let codes: Vec<_> =
            ["one", "two", "three"].map(|it| asked["data"][it]["userErrors"][0]["code"].clone()).to_vec();
        assert_eq!(codes.iter().filter(|code| **code == "LIMIT_REACHED").count(), 2, "{asked:#}");
        assert_eq!(desk.logged().await.len(), 3);
        let rare = "name: \"Kadidia\", birthDate: \"1990-06-01\"";
        for _ in 3..60 {
            assert_eq!(desk.found(&desk.djamila, rare).await.len(), 1);
        }
        assert_eq!(desk.refused(rare).await, "LIMIT_REACHED");
        assert_eq!(desk.logged().await.len(), 60, "a search that was refused is not made");
        // A colleague has searches of her own, and a day later the officer has them again.
        let colleague = desk.house.world.add(rows::worker(&desk.house.owner)).await;
        let colleague = desk.house.world.viewer(Role::DataProtectionOfficer, &colleague, &desk.house.owner);
        assert_eq!(desk.found(&colleague, rare).await.len(), 1);
        desk.house.world.now = now;
        assert_eq!(desk.found(&desk.djamila, rare).await.len(), 1);
    })
    .await;
}
