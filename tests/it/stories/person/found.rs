//! A person is found by the number of a document, a telephone number or a reference, by those who may read what the search
//! is about.

use entity::codes::IdentifierType;
use serde_json::{Value, json};
use waystation::access::viewer::Viewer;

use crate::{
    stories::house::House,
    support::{on_both, rows},
};

impl House {
    /// The person gets a passport, the papers of a refugee, a telephone number and the one of her sister.
    async fn with_numbers(&self) {
        let document = |of: IdentifierType, number: &str| json!({ "type": of, "number": number, "seen": "COPY" });
        let person = json!({
            "identifiers": [document(IdentifierType::Passport, "GN 0123-456")],
            "contacts": [
                { "type": "PHONE", "value": "+227 90 12 34 56", "mayContact": true },
                { "type": "NEXT_OF_KIN", "value": "00224 622 11 22 33", "name": "Hawa", "mayContact": false },
                { "type": "EMAIL", "value": "aissata@example.org", "mayContact": true },
            ],
        });
        self.corrects("addToPerson", person).await;
        let papers = json!({ "identifiers": [document(IdentifierType::ConventionTravelDocument, "R 77001")] });
        let added = self.of_person(&self.salif, "addToPerson", papers).await;
        assert_eq!(added["data"]["it"]["userErrors"], json!([]), "{added:#}");
    }

    /// The people of the cast who find the case.
    async fn finders(&self, filter: &str) -> Vec<&str> {
        let cast = [
            ("Aminata", &self.aminata),
            ("Moussa", &self.moussa),
            ("Salif", &self.salif),
            ("Awa", &self.awa),
            ("Zara", &self.zara),
            ("Ibrahim", &self.ibrahim),
            ("Nadia", &self.nadia),
        ];
        let mut finders = Vec::new();
        for (name, who) in cast {
            let counted = self.count(who, filter).await;
            let found = counted["totalCount"].as_u64().unwrap_or_else(|| panic!("{filter}, {name}: {counted:#}"));
            assert_eq!(counted["nodes"].as_array().map(Vec::len), usize::try_from(found).ok(), "{filter}, {name}");
            if found > 0 {
                finders.push(name);
            }
        }
        finders
    }

    async fn count(&self, who: &Viewer, filter: &str) -> Value {
        let document = format!("{{ cases(filter: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}");
        let response = self.world.ask(&self.engine, who, &document, json!({})).await;
        if response["errors"].is_null() { response["data"]["cases"].clone() } else { response }
    }
}

#[tokio::test]
async fn a_number_finds_the_case_for_those_who_may_read_the_number() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.with_numbers().await;
        let owners = ["Aminata", "Moussa", "Salif", "Awa"];
        for number in ["GN0123456", "gn 0123 456", "GN-0123.456"] {
            assert_eq!(house.finders(&format!("identifierNumber: \"{number}\"")).await, owners, "{number}");
        }
        for phone in ["+227 90 12 34 56", "0022790123456", "90-12-34-56", "٩٠١٢٣٤٥٦", "622112233"] {
            assert_eq!(house.finders(&format!("phone: \"{phone}\"")).await, owners, "{phone}");
        }
        assert_eq!(house.finders("identifierNumber: \"R77001\"").await, ["Salif"], "it says that she is a refugee");
        for nobody in ["phone: \"+226 90 12 34 56\"", "phone: \"90 12 34 57\"", "identifierNumber: \"GN 0123\""] {
            assert_eq!(house.finders(nobody).await, [""; 0], "{nobody}");
        }
        let person = house.person_row().await;
        let by_reference = format!("personReference: \"{}\"", person.reference);
        assert_eq!(house.finders(&by_reference).await, owners);
        house.world.add(rows::share(&house.case, &house.partner)).await;
        let with_receiver = ["Aminata", "Moussa", "Salif", "Awa", "Zara", "Ibrahim"];
        assert_eq!(house.finders("identifierNumber: \"GN0123456\"").await, with_receiver);
        assert_eq!(house.finders("phone: \"90123456\"").await, owners, "the share does not open contacts");
        assert_eq!(house.finders(&by_reference).await, with_receiver);
        assert_eq!(house.finders("identifierNumber: \"R77001\"").await, ["Salif"]);
    })
    .await;
}

#[tokio::test]
async fn criteria_hold_together_and_what_was_wrong_is_not_found() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.with_numbers().await;
        let person = house.person_row().await;
        let all = format!(
            "name: \"Aïssata\", phone: \"90123456\", identifierNumber: \"GN0123456\", personReference: \"{}\"",
            person.reference
        );
        assert_eq!(house.count(&house.aminata, &all).await["totalCount"], 1);
        for other in ["name: \"Oumou\"", "phone: \"90123457\"", "identifierNumber: \"GN9\"", "nationality: [\"GIN\"]"] {
            let field = other.split(':').next().expect("a field");
            let kept = all.split(", ").filter(|it| !it.starts_with(field)).chain([other]).collect::<Vec<_>>();
            assert_eq!(house.count(&house.aminata, &kept.join(", ")).await["totalCount"], 0, "{other}");
        }
        let known = house.person(&house.aminata).await;
        let wrong = json!({
            "identifiers": { "enteredInErrorIds": [known["identifiers"][0]["id"]] },
            "contacts": { "endedIds": known["contacts"].as_array().expect("a list").iter().map(|it| &it["id"])
                .collect::<Vec<_>>() },
        });
        house.corrects("correctPerson", wrong).await;
        for gone in ["phone: \"90123456\"", "phone: \"622112233\"", "identifierNumber: \"GN0123456\""] {
            assert_eq!(house.finders(gone).await, [""; 0], "{gone}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_without_a_number_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let long = "9".repeat(10_000);
        let phones = ["", "12345", "000000", "Hawa", "+227 90 x", &long];
        let numbers = ["", " - ", "---", "\\u0000", &long];
        let asked = phones.iter().map(|it| format!("phone: \"{it}\""));
        for filter in asked.chain(numbers.iter().map(|it| format!("identifierNumber: \"{it}\""))) {
            let refused = house.count(&house.aminata, &filter).await;
            let error = &refused["errors"][0];
            assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{filter:.40}: {refused:#}");
            let field = filter.split(':').next().expect("a field");
            assert!(error["extensions"].to_string().contains(field), "{error:#}");
        }
    })
    .await;
}
