//! The directory in several languages: an NGO translates its service, and readers find and read it in theirs.

use entity::{
    codes::{OrganisationType, Role, ServiceType},
    organisation, service,
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, rules::translation::Languages};

use crate::support::{World, on_both, rows, someone};

struct Desk {
    world: World,
    ibrahim: Viewer,
    clinic: service::Model,
}

impl Desk {
    async fn begin(world: World) -> Self {
        let (partner, ibrahim) = someone(&world, OrganisationType::NationalNgo).await;
        let clinic = world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
        Self { ibrahim: world.viewer(Role::NgoFocalPoint, &ibrahim, &partner), clinic, world }
    }

    async fn translates(&self, version: i32, more: Value) -> Value {
        let document = "mutation($key: String!, $input: UpdateServiceInput!) {
            updateService(idempotencyKey: $key, input: $input) {
                service { version name nameTranslations { language text } descriptionTranslations { text }
                          eligibility eligibilityTranslations { language } }
                userErrors { code field } } }";
        let mut input = more;
        input["serviceId"] = json!(global_id::encode("Service", self.clinic.id));
        input["version"] = json!(version);
        let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
        let engine = self.world.engine().await;
        let response = self.world.ask(&engine, &self.ibrahim, document, variables).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["updateService"].clone()
    }

    async fn reads(&self, languages: &[&str], document: &str) -> Value {
        let engine = self.world.engine().await;
        let languages = Languages::of(languages.iter().copied());
        let response = self.world.ask_in(&engine, &self.ibrahim, document, languages).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"].clone()
    }
}

fn text(language: &str, text: &str) -> Value {
    json!({ "language": language, "text": text })
}

#[tokio::test]
async fn an_ngo_translates_its_service_and_it_is_found_in_each_language() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let seen = desk
            .translates(
                1,
                json!({
                    "nameTranslations": [text("fr", "Santé"), text("ar", "صحة")],
                    "descriptionTranslations": [text("fr", "Consultations gratuites.")],
                    "eligibility": "Everybody.",
                    "eligibilityTranslations": [text("fr", "Tout le monde.")],
                }),
            )
            .await;
        assert_eq!(seen["userErrors"], json!([]));
        let names = json!([text("ar", "صحة"), text("fr", "Santé")]);
        assert_eq!((&seen["service"]["version"], &seen["service"]["nameTranslations"]), (&json!(2), &names));
        for (words, found) in [("sante", 1), ("SANTÉ gratuites", 1), ("service", 1), ("صحة", 1), ("monde", 0)] {
            let document = format!("{{ services(filter: {{ text: \"{words}\" }}) {{ totalCount }} }}");
            assert_eq!(desk.reads(&[], &document).await["services"]["totalCount"], found, "{words}");
        }
        let document = "{ services { nodes { name description eligibility } } }";
        for (languages, expected) in [
            (&[][..], ["A service", "What it offers.", "Everybody."]),
            (&["fr-NE"], ["Santé", "Consultations gratuites.", "Tout le monde."]),
            (&["ar", "fr"], ["صحة", "Consultations gratuites.", "Tout le monde."]),
            (&["en", "fr"], ["A service", "What it offers.", "Everybody."]),
        ] {
            let of = &desk.reads(languages, document).await["services"]["nodes"][0];
            assert_eq!([&of["name"], &of["description"], &of["eligibility"]], expected, "{languages:?}");
        }
        let seen = desk.translates(2, json!({ "nameTranslations": null, "eligibilityTranslations": [] })).await;
        let of = &seen["service"];
        assert_eq!((&of["nameTranslations"], &of["eligibilityTranslations"]), (&json!([]), &json!([])));
        assert_eq!(of["descriptionTranslations"], json!([{ "text": "Consultations gratuites." }]));
        let document = "{ services(filter: { text: \"sante\" }) { totalCount } }";
        assert_eq!(desk.reads(&[], document).await["services"]["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn wrong_translations_change_nothing() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let twice = json!([text("fr", "Santé"), text("FR", "Soins")]);
        let many: Vec<_> = ["aa", "ab", "af", "ak", "am", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bm"]
            .iter()
            .chain(&["bn", "bo", "br", "bs", "ca", "ce", "co"])
            .map(|tag| text(tag, "x"))
            .collect();
        for (field, given, code) in [
            ("nameTranslations", json!([text("french", "Santé")]), "VALUE_NOT_ALLOWED"),
            ("nameTranslations", twice, "VALUE_NOT_ALLOWED"),
            ("nameTranslations", json!(many), "LIMIT_REACHED"),
            ("descriptionTranslations", json!([text("fr", " ")]), "VALUE_REQUIRED"),
            ("eligibilityTranslations", json!([text("fr", &"x".repeat(2_001))]), "TEXT_TOO_LONG"),
        ] {
            let seen = desk.translates(1, json!({ field: given })).await;
            assert_eq!(seen["userErrors"], json!([{ "code": code, "field": field }]), "{seen:#}");
        }
        let row = service::Entity::find_by_id(desk.clinic.id).one(&desk.world.database.reader).await;
        assert_eq!(row.expect("read").expect("it is there"), desk.clinic);
    })
    .await;
}

#[tokio::test]
async fn the_directory_in_memory_and_the_posts_are_read_in_the_language_of_the_reader() {
    on_both(|world| async move {
        let french = |text: &str| Some(json!({ "fr": text }).to_string());
        let agency = rows::organisation(OrganisationType::NationalNgo);
        let agency = organisation::Model { name_translations: french("Agence"), ..agency };
        let agency = world.add(agency).await;
        let centre = entity::centre::Model { name_translations: french("Centre d'Agadez"), ..rows::centre(&agency) };
        world.add(centre).await;
        let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
        let post = rows::post(&embassy, "GIN");
        world.add(entity::consular_post::Model { name_translations: french("Ambassade"), ..post }).await;
        let mut desk = Desk::begin(world).await;
        let document = "{ organisations(filter: { type: NATIONAL_NGO }) { nodes { name nameTranslations { __typename it: text } } }
            centres { nodes { name organisation { name } nameTranslations { language } } }
            consularPosts { nodes { name nameTranslations { language text } } } }";
        let seen = desk.reads(&["ha", "fr"], document).await;
        assert!(seen["organisations"]["nodes"].as_array().expect("a list").contains(&json!({
            "name": "Agence", "nameTranslations": [{ "__typename": "LocalisedText", "it": "Agence" }],
        })));
        assert_eq!(
            seen["centres"]["nodes"],
            json!([{ "name": "Centre d'Agadez", "organisation": { "name": "Agence" },
                     "nameTranslations": [{ "language": "fr" }] }])
        );
        assert_eq!(
            seen["consularPosts"]["nodes"],
            json!([{ "name": "Ambassade", "nameTranslations": [text("fr", "Ambassade")] }])
        );
        let seen = desk.reads(&["en"], document).await;
        assert_eq!(seen["consularPosts"]["nodes"][0]["name"], "Embassy of GIN");
        assert_eq!(seen["centres"]["nodes"][0]["name"], "Agadez");
        // The language of the person's settings comes after those of the caller.
        desk.ibrahim.settings.language = Some("fr".to_owned());
        for (languages, expected) in [(&[][..], "Ambassade"), (&["ha"], "Ambassade"), (&["en"], "Embassy of GIN")] {
            let seen = desk.reads(languages, document).await;
            assert_eq!(seen["consularPosts"]["nodes"][0]["name"], expected, "{languages:?}");
        }
    })
    .await;
}
