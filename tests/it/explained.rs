//! `explainAccess` agrees with the answers: for viewers in every standing and every field of every record with an
//! identifier, it says that a field is readable if and only if the record does not withhold it.

use std::collections::BTreeMap;

use entity::{
    case,
    codes::{OrganisationType, Role},
    medical_note,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;
use waystation::{
    access::viewer::Viewer,
    global_id,
    graphql::{engine::Engine, record::table::Table},
};

use crate::support::{
    World, document, on_both,
    standing::{Place, Standing, place},
    whole,
};

/// The viewers of each kind of organisation.
const VIEWERS: [(OrganisationType, &[Role]); 3] = [
    (
        OrganisationType::Iom,
        &[
            Role::CaseWorker,
            Role::CentreManager,
            Role::ProtectionOfficer,
            Role::MedicalOfficer,
            Role::ConsularWorker,
            Role::DataProtectionOfficer,
        ],
    ),
    (OrganisationType::NationalNgo, &[Role::NgoFocalPoint, Role::CaseWorker]),
    (OrganisationType::GovHostEnforcement, &[Role::GovernmentHostOfficer]),
];

/// Records whose own rules open a class that no line of the policy gives.
const BY_RULE: [&str; 2] = ["Centre", "Service"];

#[tokio::test]
async fn what_is_explained_as_readable_is_read_and_nothing_else() {
    on_both(|world| async move {
        let mut codes = BTreeMap::<String, usize>::new();
        let engine = world.engine().await;
        for standing in Standing::ALL {
            for (kind, roles) in VIEWERS {
                let place = place(&world, standing, kind, &[]).await;
                whole::add(&world, &place).await;
                engine.directory().refresh(&world.database).await.expect("the directory is read");
                for role in roles {
                    let viewer = Viewer { roles: vec![*role], ..place.viewer.clone() };
                    for table in document::identified() {
                        for code in explained((&world, &engine), &viewer, &place, table).await {
                            *codes.entry(code).or_default() += 1;
                        }
                    }
                }
            }
        }
        let seen: Vec<_> = codes.keys().map(String::as_str).collect();
        for code in
            ["GRANTED", "NOT_BEFORE_ACCEPTANCE", "NOT_GRANTED_TO_ROLE", "NOT_SHARED", "OPENED_BY_RULE", "PUBLIC"]
        {
            assert!(seen.contains(&code), "no {code} in {codes:?}");
        }
    })
    .await;
}

/// Asks for all fields of a record and for their explanations, and compares. Gives the codes.
async fn explained(
    (world, engine): (&World, &Engine),
    viewer: &Viewer,
    place: &Place,
    table: &'static Table,
) -> Vec<String> {
    let id = global_id::encode(table.name, whole::key(table, &place.cast, &place.file));
    let whole = document::fields(table, &mut vec![table.name], 0);
    let mut asked = format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{{whole} }} }}", table.name);
    for field in &table.fields {
        asked.push_str(&format!(
            " x_{0}: explainAccess(id: $id, field: \"{0}\") {{ readable code lines {{ setting }} sentenceEn sentenceFr }}",
            field.name
        ));
    }
    asked.push_str(" }");
    let answer = world.ask(engine, viewer, &asked, json!({ "id": id })).await;
    let (data, who) =
        (&answer["data"], format!("{:?} of {:?}: {}", viewer.roles, viewer.organisation_type, table.name));
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    if data["node"].is_null() {
        assert_eq!(errors.len(), 1 + table.fields.len(), "{who}: {answer:#}");
        for error in errors {
            let (code, message) = (&error["extensions"]["code"], &error["message"]);
            assert_eq!((code, message), (&json!("NOT_FOUND"), &json!("not found")), "{who}");
        }
        return Vec::new();
    }
    assert!(errors.is_empty(), "{who}: {errors:?}");
    let notes = answer["extensions"]["withheld"].as_array().map_or(&[][..], Vec::as_slice);
    let withheld = |field: &str| notes.iter().any(|note| note["field"] == format!("{}.{field}", table.name));
    let mut codes = Vec::new();
    for field in &table.fields {
        let said = &data[format!("x_{}", field.name)];
        let code = said["code"].as_str().expect("it has a code").to_owned();
        let who = format!("{who}.{} {code}", field.name);
        // The document does not ask a record for a record of its own type.
        if !whole.split_whitespace().any(|asked| asked == field.name) {
            continue;
        }
        assert_eq!(said["readable"], !withheld(field.name), "{who}");
        let lines = said["lines"].as_array().expect("a list");
        assert!(code != "GRANTED" || !lines.is_empty(), "{who}: no line grants it");
        assert!(code != "OPENED_BY_RULE" || BY_RULE.contains(&table.name), "{who}");
        for sentence in ["sentenceEn", "sentenceFr"] {
            let said = said[sentence].as_str().unwrap_or_default();
            assert!(said.contains(field.name) && said.ends_with('.'), "{who}: {said}");
        }
        codes.push(code);
    }
    codes
}

#[tokio::test]
async fn an_explanation_does_not_say_whether_the_field_has_a_value() {
    on_both(|world| async move {
        let place = place(&world, Standing::ReferralActiveNarrow, OrganisationType::NationalNgo, &[]).await;
        let engine = world.engine().await;
        let id = global_id::encode("Case", place.file.case.id);
        let asked = "query($id: ID!) { withheld: explainAccess(id: $id, field: \"riskLevel\") { code sentenceEn }
            read: explainAccess(id: $id, field: \"priority\") { code sentenceEn }
            list: explainAccess(id: $id, field: \"medicalNotes\") { code sentenceEn } }";
        let viewer = Viewer { roles: vec![Role::NgoFocalPoint], ..place.viewer.clone() };
        let full = world.ask(&engine, &viewer, asked, json!({ "id": id })).await;
        let codes = ["withheld", "read", "list"].map(|it| full["data"][it]["code"].clone());
        assert_eq!(codes, ["NOT_SHARED", "GRANTED", "NOT_SHARED"], "{full:#}");
        let emptied = case::ActiveModel { id: Set(place.file.case.id), risk_level: Set(None), ..Default::default() };
        emptied.update(&world.database.writer).await.expect("the case is written");
        medical_note::Entity::delete_many().exec(&world.database.writer).await.expect("notes are deleted");
        assert_eq!(world.ask(&engine, &viewer, asked, json!({ "id": id })).await, full);
    })
    .await;
}
