//! Countries, languages and scripts are codes of a standard wherever they are asked or stored. Both lists here are compared
//! with the schema and with the entities, so that a new place has to say how it is checked.

use std::collections::BTreeSet;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, InputValueDefinition, Type, TypeKind, TypeSystemDefinition},
};
use entity::{
    case,
    codes::{OrganisationType, Purpose, Role, ServiceType},
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine, store::identity::standards};

use crate::{
    layers::source,
    support::{World, on_both, rows},
};

/// What no standard has, by what is asked.
const NO_COUNTRIES: [&str; 6] = ["Niger", "NE", "ner", "ZZZ", "", " "];
const NO_LANGUAGES: [&str; 5] = ["french", "xx", "fr_FR", "zxx", ""];
const NO_SCRIPTS: [&str; 4] = ["Latin", "latn", "Zzzz", ""];
const NO_TIME_ZONES: [&str; 5] = ["Niamey", "+01:00", "africa/niamey", "Africa/Nowhere", ""];

/// Each argument and input field that takes such a code, with a document that gives it `VALUE`.
const ASKED: [(&str, &str); 26] = [
    ("CaseFilter.nationality", "{ it: cases(filter: { nationality: VALUE }) { totalCount } }"),
    ("CentreFilter.country", "{ it: centres(filter: { country: VALUE }) { totalCount } }"),
    (
        "CorrectPersonInput.birthCountry",
        "mutation { it: correctPerson(KEY, input: { PERSON, reason: \"papers\", birthCountry: VALUE }) { USER } }",
    ),
    (
        "DraftConsularRequestInput.languages",
        "mutation { it: draftConsularRequest(KEY, input: { CASE, POST,
        documentType: LAISSEZ_PASSER_NATIONAL, interviewPreferences: [VIDEO], languages: [VALUE] }) { USER } }",
    ),
    (
        "NationalityInput.country",
        "mutation { it: openCase(KEY, input: { CENTRE, person: { sex: FEMALE, NAMES,
        nationalities: [{ country: VALUE, basis: CLAIMED }] } }) { USER } }",
    ),
    (
        "NewPersonInput.birthCountry",
        "mutation { it: openCase(KEY, input: { CENTRE, person: { sex: FEMALE, NAMES,
        birthCountry: VALUE } }) { USER } }",
    ),
    (
        "PersonLanguageInput.language",
        "mutation { it: openCase(KEY, input: { CENTRE, person: { sex: FEMALE, NAMES,
        languages: [{ language: VALUE, level: FLUENT }] } }) { USER } }",
    ),
    (
        "PersonNameInput.language",
        "mutation { it: openCase(KEY, input: { CENTRE, person: { sex: FEMALE,
        names: [{ given: \"Aminata\", script: \"Latn\", type: CLAIMED, language: VALUE }] } }) { USER } }",
    ),
    (
        "PersonNameInput.script",
        "mutation { it: openCase(KEY, input: { CENTRE, person: { sex: FEMALE,
        names: [{ given: \"Aminata\", script: VALUE, type: CLAIMED }] } }) { USER } }",
    ),
    ("Query.codeLists.language", "{ it: codeLists(language: VALUE) { language } }"),
    (
        "CreateCentreInput.country",
        "mutation { it: createCentre(KEY, input: { name: \"Assamaka\", type: HOTEL_PRIVATE_ACCOMMODATION, country: VALUE,
        admin1: \"Agadez\", capacityBeds: 1, openCentre: true }) { USER } }",
    ),
    (
        "CreateCentreInput.timeZone",
        "mutation { it: createCentre(KEY, input: { name: \"Assamaka\", type: HOTEL_PRIVATE_ACCOMMODATION, country: \"NER\",
        admin1: \"Agadez\", capacityBeds: 1, openCentre: true, timeZone: VALUE }) { USER } }",
    ),
    (
        "UpdateCentreInput.timeZone",
        "mutation { it: updateCentre(KEY, input: { CENTRE, version: 1, timeZone: VALUE }) { USER } }",
    ),
    (
        "CreateOrganisationInput.country",
        "mutation { it: createOrganisation(KEY, input: { name: \"Baobab\", acronym: \"BAO\", type: NATIONAL_NGO,
        country: VALUE }) { USER } }",
    ),
    (
        "LocalisedTextInput.language",
        "mutation { it: updateService(KEY, input: { OFFERED, version: 1,
        nameTranslations: [{ language: VALUE, text: \"Santé\" }] }) { USER } }",
    ),
    ("ConsularPostFilter.country", "{ it: consularPosts(filter: { country: VALUE }) { totalCount } }"),
    ("ConsularPostFilter.hostCountry", "{ it: consularPosts(filter: { hostCountry: VALUE }) { totalCount } }"),
    ("ConsularRequestFilter.country", "{ it: consularRequests(filter: { country: VALUE }) { totalCount } }"),
    ("OrganisationFilter.country", "{ it: organisations(filter: { country: VALUE }) { totalCount } }"),
    (
        "RecordConsentInput.language",
        "mutation { it: recordConsent(KEY, input: { CASE, givenBy: SELF, method: WRITTEN,
        language: VALUE, interpreterUsed: false, purpose: REFERRAL_SERVICE, recipients: [], classes: [OPERATIONAL],
        readBackConfirmed: true, notTiedToAssistance: true }) { USER } }",
    ),
    ("ServiceFilter.country", "{ it: services(filter: { country: VALUE }) { totalCount } }"),
    ("ServiceFilter.language", "{ it: services(filter: { language: VALUE }) { totalCount } }"),
    ("StatisticsFilter.country", "{ it: statistics(BETWEEN, filter: { country: [\"NER\", VALUE] }) { exact } }"),
    ("StatisticsFilter.nationality", "{ it: statistics(BETWEEN, filter: { nationality: [VALUE] }) { exact } }"),
    (
        "StatisticsFilter.nationality",
        "{ it: statistics(BETWEEN, filter: { nationality: [\"XXA\", VALUE] }) { exact } }",
    ),
    (
        "UpdateServiceInput.languages",
        "mutation { it: updateService(KEY, input: { OFFERED, version: 1, languages: [VALUE] }) { USER } }",
    ),
];

/// Columns that take their code from a column that was checked, or through the rule of a mutation.
const THROUGH_A_RULE: [&str; 14] = [
    "case_changes.country",
    "cases.country",
    "consents.language",
    "consular_packets.country",
    "consular_requests.country",
    "former_person_facts.birth_country",
    "legal_overrides.country",
    "nationalities.country",
    "person_languages.language",
    "person_names.language",
    "person_names.script",
    "persons.birth_country",
    "statistics_cells.country",
    "statistics_cells.nationality",
];

fn is_such(name: &str) -> bool {
    let name = name.to_lowercase();
    ["country", "nationality", "language", "script"].iter().any(|what| name.trim_end_matches('s').ends_with(what))
}

#[test]
fn every_argument_that_takes_a_code_is_asked_wrongly() {
    let schema = parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read");
    let named = |of: &Type| {
        let mut base = &of.base;
        while let BaseType::List(inner) = base {
            base = &inner.base;
        }
        let BaseType::Named(name) = base else { unreachable!("lists are opened") };
        name.to_string()
    };
    let takes = |input: &InputValueDefinition| match named(&input.ty.node).as_str() {
        "CountryCode" | "LanguageTag" | "ScriptCode" | "TimeZone" => true,
        of => of == "String" && is_such(&input.name.node),
    };
    let mut places = BTreeSet::new();
    for definition in &schema.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let of = &definition.node.name.node;
        match &definition.node.kind {
            TypeKind::InputObject(input) => {
                let fields = input.fields.iter().filter(|field| takes(&field.node));
                places.extend(fields.map(|field| format!("{of}.{}", field.node.name.node)));
            }
            TypeKind::Object(object) => {
                for field in &object.fields {
                    let arguments = field.node.arguments.iter().filter(|it| takes(&it.node));
                    places.extend(arguments.map(|it| format!("{of}.{}.{}", field.node.name.node, it.node.name.node)));
                }
            }
            _ => {}
        }
    }
    let asked: BTreeSet<_> = ASKED.iter().map(|(place, _)| (*place).to_owned()).collect();
    assert_eq!(places, asked, "the schema on the left");
}

#[test]
fn every_stored_code_is_checked() {
    let mut stored = BTreeSet::new();
    for file in source::all().iter().filter(|file| file.path.starts_with("entity/src/")) {
        let Some((_, table)) = file.text.split_once("table_name = \"") else { continue };
        let (table, columns) = table.split_once('"').expect("a name ends");
        for line in columns.lines() {
            let Some((name, of)) = line.trim().strip_prefix("pub ").and_then(|line| line.split_once(": ")) else {
                continue;
            };
            if of.contains("String") && is_such(name) {
                stored.insert(format!("{table}.{name}"));
            }
        }
    }
    let checked: BTreeSet<_> = standards::checked().chain(THROUGH_A_RULE.map(str::to_owned)).collect();
    assert_eq!(stored, checked, "the entities on the left");
}

#[tokio::test]
async fn what_no_standard_has_is_refused_with_a_code() {
    on_both(|world| async move {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let centre = world.add(rows::centre(&house)).await;
        let worker = world.add(rows::worker(&house)).await;
        let person = world.add(rows::person(&house)).await;
        let case = case::Model { assigned_worker_id: Some(worker.id), ..rows::case(&person, &centre) };
        let case = world.add(case).await;
        // It makes the case one of the consular desk.
        world.add(rows::consent(&case, Purpose::ConsularDocument)).await;
        let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
        let post = world.add(rows::post(&embassy, "GIN")).await;
        let service = world.add(rows::service(&house, ServiceType::Shelter)).await;
        let viewer = world.viewer(Role::CaseWorker, &worker, &house);
        let viewer = Viewer {
            roles: vec![Role::CaseWorker, Role::CentreManager, Role::ConsularWorker, Role::Administrator],
            ..viewer
        };
        let id = |name: &str, record: &str, id: Uuid| format!("{name}: \"{}\"", global_id::encode(record, id));
        let engine = world.engine().await;
        for (place, document) in ASKED {
            let wrong: &[&str] = match place.to_lowercase() {
                place if place.contains("timezone") => &NO_TIME_ZONES,
                place if place.contains("language") => &NO_LANGUAGES,
                place if place.contains("script") && !place.contains("description") => &NO_SCRIPTS,
                _ => &NO_COUNTRIES,
            };
            for value in wrong {
                let document = document
                    .replace("VALUE", &json!(value).to_string())
                    .replace("KEY", &format!("idempotencyKey: \"{}\"", Uuid::now_v7()))
                    .replace("CASE,", &format!("{},", id("caseId", "Case", case.id)))
                    .replace("PERSON", &format!("{}, version: 1", id("personId", "Person", person.id)))
                    .replace("POST", &id("postId", "ConsularPost", post.id))
                    .replace("CENTRE", &id("centreId", "Centre", centre.id))
                    .replace("OFFERED", &id("serviceId", "Service", service.id))
                    .replace("NAMES", "names: [{ given: \"Aminata\", script: \"Latn\", type: CLAIMED }]")
                    .replace("BETWEEN", "measures: [CASES], between: { from: \"2023-01-01\", before: \"2023-02-01\" }")
                    .replace("USER", "userErrors { code field message }");
                let code = refusal(&world, &engine, &viewer, &document).await;
                let expected = if document.starts_with("mutation") { "VALUE_NOT_ALLOWED" } else { "BAD_USER_INPUT" };
                assert_eq!(code, expected, "{place}: {document}");
            }
        }
    })
    .await;
}

/// The code of the error, or of the only entry of `userErrors`.
async fn refusal(world: &World, engine: &engine::Engine, viewer: &Viewer, document: &str) -> Value {
    let response = world.ask(engine, viewer, document, json!({})).await;
    let error = &response["errors"][0]["extensions"]["code"];
    let refused = &response["data"]["it"]["userErrors"][0];
    if refused.is_null() { error.clone() } else { refused["code"].clone() }
}
