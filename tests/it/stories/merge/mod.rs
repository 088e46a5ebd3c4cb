//! Two registrations of one person are merged, and the merge is undone. Aïssata has the case of the house. She was registered a
//! second time as Aïcha, with a case of her own in the same centre.

mod child;
mod moved;
mod receiver;
mod refused;
mod undone;

use entity::{
    case,
    codes::{ContactType, DocumentSeen, IdentifierType, LanguageLevel, NationalityBasis},
    contact, identifier, nationality, person, person_name,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Alias, Expr, Order, Query},
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::house::House;
use crate::support::rows;

/// Everything of a person that these stories look at.
const OF_PERSON: &str = "id version reference sex birthDate initials genderIdentity
    names { id given family } nationalities { id country } languages { id language } identifiers { id number }
    contacts { id value } protectionMarkers { sign }
    formerNames { given } formerFacts { birthDate birthPlace correction { reason } }
    merges { id mergedReference reason mergedAt undoUntil undoneAt worker { displayName } undoneBy { displayName } }";

/// The registration of Aïcha and its case.
struct Second {
    person: person::Model,
    case: case::Model,
}

impl Second {
    async fn registered(house: &House, person: person::Model, of: fn(case::Model) -> case::Model) -> Self {
        let person = house.world.add(person).await;
        let case = house.world.add(of(rows::case(&person, &house.agadez))).await;
        Self { person, case }
    }

    /// The registration with nothing but the name Aïcha Diallo.
    async fn plain(house: &House) -> Self {
        let second = Self::registered(house, rows::person(&house.owner), |case| case).await;
        house.world.add(rows::name(&second.person, "Aïcha", "Diallo")).await;
        second
    }

    /// A name that Aïssata has too, one that she does not have, and a row in each list.
    async fn whole(house: &House) -> Self {
        let (birth_place, initials) = (Some("Labé".to_owned()), Some("A.B.".to_owned()));
        let person = person::Model { birth_place, initials, ..rows::person(&house.owner) };
        let second = Self::registered(house, person, |case| case).await;
        let (world, person, person_id) = (&house.world, &second.person, second.person.id);
        world.add(person_name::Model { position: 1, ..rows::name(person, "Aïssata", "Diallo") }).await;
        world.add(rows::name(person, "Aïcha", "Bah")).await;
        world.add(rows::language(person_id, "ff", LanguageLevel::Native)).await;
        let id = Uuid::now_v7;
        let (basis, correction_id) = (NationalityBasis::Claimed, None);
        world.add(nationality::Model { id: id(), person_id, country: "GIN".to_owned(), basis, correction_id }).await;
        world
            .add(identifier::Model {
                id: id(),
                person_id,
                identifier_type: IdentifierType::Passport,
                number: "O0123".to_owned(),
                issuer: None,
                issued_on: None,
                expires_on: None,
                seen: DocumentSeen::Original,
                search_key: Some("o0123".to_owned()),
                correction_id,
            })
            .await;
        world.add(phone(person_id, "+224 622 00 00 00", true)).await;
        world.add(rows::stay(&second.case, &house.agadez)).await;
        world.add(rows::consent(&second.case, entity::codes::Purpose::ReferralService)).await;
        second
    }
}

fn phone(person_id: Uuid, value: &str, may_contact: bool) -> contact::Model {
    contact::Model {
        id: Uuid::now_v7(),
        person_id,
        contact_type: ContactType::Phone,
        value: value.to_owned(),
        name: None,
        relation: None,
        may_contact,
        search_key: None,
        correction_id: None,
    }
}

impl House {
    /// A mutation with this input. Gives the whole response.
    async fn merging(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let merge = if mutation.contains("erge") { "personMerge { id }" } else { "" };
        let document = format!(
            "mutation($key: String!, $input: {}{tail}Input!) {{ it: {mutation}(idempotencyKey: $key, input: $input) {{
                person {{ {OF_PERSON} }} {merge} userErrors {{ code field }} warnings {{ code message }} }} }}",
            head.to_uppercase()
        );
        let key = Uuid::now_v7().to_string();
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// A mutation that must succeed. Gives the payload.
    async fn merges(&self, mutation: &str, input: Value) -> Value {
        let response = self.merging(&self.salif, mutation, input).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        assert_eq!(response["data"]["it"]["userErrors"], json!([]), "{response:#}");
        response["data"]["it"].clone()
    }

    /// Merges the second registration into Aïssata. Gives the input that undoes it.
    async fn merge(&self, second: &Second) -> Value {
        let payload = self.merges("mergePersons", self.both(second)).await;
        json!({ "personId": payload["person"]["id"], "personMergeId": payload["personMerge"]["id"] })
    }

    /// The input that merges the second registration into Aïssata.
    fn both(&self, second: &Second) -> Value {
        let id = |person| global_id::encode("Person", person);
        json!({
            "personId": id(self.case.person_id), "version": 1,
            "mergedPersonId": id(second.person.id), "mergedVersion": second.person.version,
            "reason": "she showed both cards",
        })
    }

    /// The code and the field of the only refusal.
    async fn refuses_to(&self, mutation: &str, input: Value) -> (String, String) {
        let response = self.merging(&self.salif, mutation, input).await;
        let refused = response["data"]["it"]["userErrors"].as_array().unwrap_or_else(|| panic!("{response:#}")).clone();
        assert_eq!(refused.len(), 1, "{response:#}");
        let text = |name: &str| refused[0][name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("field"))
    }

    /// The code of the only error.
    async fn denies(&self, who: &Viewer, mutation: &str, input: Value) -> String {
        let response = self.merging(who, mutation, input).await;
        response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{response:#}")).to_owned()
    }

    /// A person as this viewer reads it; null if it does not exist for the viewer.
    async fn registration(&self, who: &Viewer, person_id: Uuid) -> Value {
        let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Person {{ {OF_PERSON} }} }} }}");
        let asked = json!({ "id": global_id::encode("Person", person_id) });
        self.world.ask(&self.engine, who, &document, asked).await["data"]["node"].clone()
    }

    /// Each row that names a person: its table, its key and the person.
    async fn rows_of_people(&self) -> Vec<(String, String, Uuid)> {
        let mut rows = Vec::new();
        for table in [
            "cases",
            "consents",
            "contacts",
            "former_person_facts",
            "identifiers",
            "nationalities",
            "person_languages",
            "person_names",
            "person_name_words",
            "protection_markers",
            "stays",
        ] {
            let key = if table == "person_name_words" { "person_name_id" } else { "id" };
            let mut select = Query::select();
            select.columns([key, "person_id"].map(Alias::new)).from(Alias::new(table));
            select.order_by(Alias::new(key), Order::Asc);
            for row in self.world.database.reader.query_all(&select).await.expect("rows are read") {
                let id: Uuid = row.try_get_by_index(0).expect("a key");
                rows.push((table.to_owned(), id.to_string(), row.try_get_by_index(1).expect("a person")));
            }
        }
        rows
    }

    async fn row_of(&self, person_id: Uuid) -> person::Model {
        let found = person::Entity::find_by_id(person_id).one(&self.world.database.reader).await;
        found.expect("persons are read").expect("the person is there")
    }

    /// A change of the row of a case that no mutation made.
    async fn set_case(&self, id: Uuid, column: case::Column, value: Expr) {
        let update = case::Entity::update_many().col_expr(column, value).filter(case::Column::Id.eq(id));
        update.exec(&self.world.database.writer).await.expect("the case is changed");
    }
}

/// The values of one field in a list.
fn each(of: &Value, field: &str) -> Vec<String> {
    let list = of.as_array().unwrap_or_else(|| panic!("a list: {of:#}"));
    list.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}
