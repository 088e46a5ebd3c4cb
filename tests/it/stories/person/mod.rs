//! A person who is on file: read by identifier, completed and corrected.

mod adding;
mod at_counter;
mod at_counter_log;
mod correcting;
mod duplicates;
mod found;
mod linked;
mod reading;
mod second_case;
mod used;

use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::house::House;

/// Everything of a person that these stories look at.
const OF_PERSON: &str = "id version sex initials birthDate birthDatePrecision birthCountry birthPlace maritalStatus
    names { id given family } nationalities { id country basis } languages { id language level }
    identifiers { id type number } contacts { id value mayContact }
    formerNames { id given correction { kind at reason replacedBy worker { displayName } organisation { id } } }
    formerNationalities { id country correction { kind } } formerLanguages { id language correction { kind } }
    formerIdentifiers { id number correction { kind } } formerContacts { id value correction { kind reason } }
    formerFacts { sex birthDate birthDatePrecision birthPlace correction { kind reason } }";

impl House {
    fn person_id(&self) -> String {
        global_id::encode("Person", self.case.person_id)
    }

    /// The person as this viewer reads it by its identifier; null if it does not exist for the viewer.
    async fn person(&self, who: &Viewer) -> Value {
        let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Person {{ {OF_PERSON} }} }} }}");
        let asked = self.world.ask(&self.engine, who, &document, json!({ "id": self.person_id() })).await;
        asked["data"]["node"].clone()
    }

    /// A mutation of the person. Gives the whole response.
    async fn of_person(&self, who: &Viewer, mutation: &str, more: Value) -> Value {
        self.keyed(&Uuid::now_v7().to_string(), who, mutation, more).await
    }

    /// The same under this key.
    async fn keyed(&self, key: &str, who: &Viewer, mutation: &str, more: Value) -> Value {
        let mut input = json!({ "personId": self.person_id() });
        if mutation == "correctPerson" {
            input["version"] = json!(self.person_row().await.version);
            input["reason"] = json!("she showed her papers");
        }
        let input = super::house::with(input, more);
        let (head, tail) = mutation.split_at(1);
        let document = format!(
            "mutation($key: String!, $input: {}{tail}Input!) {{
                it: {mutation}(idempotencyKey: $key, input: $input) {{
                    person {{ {OF_PERSON} }} userErrors {{ code path }} }} }}",
            head.to_uppercase()
        );
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A mutation of the person that must succeed. Gives the person.
    async fn corrects(&self, mutation: &str, more: Value) -> Value {
        let response = self.of_person(&self.aminata, mutation, more).await;
        assert_eq!(
            (&response["errors"], &response["data"]["it"]["userErrors"]),
            (&Value::Null, &json!([])),
            "{response:#}"
        );
        response["data"]["it"]["person"].clone()
    }

    /// The code and the path of the only refusal.
    async fn refuses(&self, mutation: &str, more: Value) -> (String, String) {
        let response = self.of_person(&self.aminata, mutation, more.clone()).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let errors = response["data"]["it"]["userErrors"].as_array().expect("a list").clone();
        assert_eq!(errors.len(), 1, "{more}: {response:#}");
        let path: Vec<_> = errors[0]["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
        (errors[0]["code"].as_str().expect("a code").to_owned(), path.join("."))
    }

    async fn person_row(&self) -> entity::person::Model {
        use sea_orm::EntityTrait as _;
        let found = entity::person::Entity::find_by_id(self.case.person_id).one(&self.world.database.reader).await;
        found.expect("persons are read").expect("the person is there")
    }
}

/// The code of the only error.
fn code(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}"))
}

/// The values of one field in a list.
fn each(of: &Value, field: &str) -> Vec<String> {
    let list = of.as_array().expect("a list");
    list.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}
