//! An NGO maintains its own entries of the service directory.

use chrono::Duration;
use entity::{
    change_log,
    codes::{OrganisationType, Role, ServiceStatus, ServiceType},
    service, service_language,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine, store::background::resume::resume_due};

use crate::support::{World, on_both, rows, someone};

struct Desk {
    world: World,
    engine: Engine,
    /// The focal point of the NGO that offers the clinic.
    ibrahim: Viewer,
    /// The focal point of another NGO.
    fatou: Viewer,
    clinic: service::Model,
    /// Fatou's shelter, which nobody else may know of.
    hidden: service::Model,
}

impl Desk {
    async fn begin(world: World) -> Self {
        let (partner, ibrahim) = someone(&world, OrganisationType::NationalNgo).await;
        let (other, fatou) = someone(&world, OrganisationType::IntlNgo).await;
        let clinic = world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
        let hidden = service::Model { confidential: true, ..rows::service(&other, ServiceType::Shelter) };
        let hidden = world.add(hidden).await;
        Self {
            engine: world.engine().await,
            ibrahim: world.viewer(Role::NgoFocalPoint, &ibrahim, &partner),
            fatou: world.viewer(Role::NgoFocalPoint, &fatou, &other),
            clinic,
            hidden,
            world,
        }
    }

    /// The whole response to an update.
    async fn asks(&self, who: &Viewer, of: &service::Model, version: i32, more: Value) -> Value {
        let document = "mutation($key: String!, $input: UpdateServiceInput!) {
            updateService(idempotencyKey: $key, input: $input) {
                service { version status resumesOn capacityTotal capacityFree capacityAsOf description eligibility
                          languages { language } costs telephone email
                          schedules { days opensAt closesAt validFrom validTo } }
                userErrors { code field } } }";
        let mut input = more;
        input["serviceId"] = json!(global_id::encode("Service", of.id));
        input["version"] = json!(version);
        let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
        self.world.ask(&self.engine, who, document, variables).await
    }

    /// The payload of an update of the clinic.
    async fn updates(&self, version: i32, more: Value) -> Value {
        let response = self.asks(&self.ibrahim, &self.clinic, version, more).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["updateService"].clone()
    }

    async fn row(&self) -> service::Model {
        let row = service::Entity::find_by_id(self.clinic.id).one(&self.world.database.reader).await;
        row.expect("services are read").expect("it is there")
    }
}

#[tokio::test]
async fn an_ngo_says_how_many_places_are_free_and_when_it_pauses() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let tomorrow = desk.world.now.date_naive() + Duration::days(1);
        assert_eq!(desk.updates(1, json!({})).await["service"]["version"], 1, "nothing changed");
        let more = json!({ "capacityFree": 3, "eligibility": "Everybody.", "languages": ["ha", "fr", "ha"] });
        let seen = desk.updates(1, more).await;
        assert_eq!(seen["userErrors"], json!([]));
        let of = &seen["service"];
        assert_eq!((&of["version"], &of["capacityFree"], &of["capacityTotal"]), (&json!(2), &json!(3), &json!(20)));
        assert_eq!(of["languages"], json!([{ "language": "fr" }, { "language": "ha" }]));
        assert_eq!(desk.row().await.capacity_as_of, Some(desk.world.now));

        let paused = desk.updates(2, json!({ "status": "PAUSED", "resumesOn": tomorrow, "eligibility": null })).await;
        assert_eq!(paused["service"]["resumesOn"], json!(tomorrow));
        assert_eq!((&paused["service"]["eligibility"], &paused["service"]["capacityFree"]), (&Value::Null, &json!(3)));
        let database = &desk.world.database;
        let today = resume_due(database, desk.world.now).await.expect("it runs");
        assert_eq!(today.settled, 0, "the pause is not over");
        let later = desk.world.now + Duration::days(1);
        let (one, two) = tokio::join!(resume_due(database, later), resume_due(database, later));
        assert_eq!(one.expect("it runs").settled + two.expect("it runs").settled, 1, "one of two nodes ends the pause");
        let row = desk.row().await;
        assert_eq!((row.status, row.resumes_on, row.version), (ServiceStatus::Active, None, 4));

        let active = desk.updates(4, json!({ "status": "PAUSED", "resumesOn": tomorrow })).await;
        assert_eq!(active["userErrors"], json!([]));
        let active = desk.updates(5, json!({ "status": "ACTIVE" })).await;
        assert_eq!(active["service"]["resumesOn"], Value::Null, "a pause that ends early is forgotten");
        let logged = change_log::Entity::find().filter(change_log::Column::SubjectId.eq(desk.clinic.id));
        assert_eq!(logged.count(&database.reader).await.expect("counted"), 6, "each change is in the log");
    })
    .await;
}

#[tokio::test]
async fn an_ngo_says_when_its_service_is_open_what_it_costs_and_how_its_desk_is_reached() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let nights =
            json!({ "days": ["SU", "SA"], "opensAt": "20:00", "closesAt": "06:00", "validFrom": "2026-06-01" });
        let days = json!({ "days": ["MO"], "opensAt": "08:00", "closesAt": "17:00", "validTo": "2026-12-31" });
        let more = json!({
            "schedules": [nights, days],
            "costs": "Free of charge.",
            "telephone": "00227 20 00 00 00",
            "email": " desk@clinic.example ",
        });
        let seen = desk.updates(1, more).await;
        assert_eq!(seen["userErrors"], json!([]));
        let of = &seen["service"];
        assert_eq!((&of["version"], &of["costs"]), (&json!(2), &json!("Free of charge.")));
        assert_eq!((&of["telephone"], &of["email"]), (&json!("+22720000000"), &json!("desk@clinic.example")));
        assert_eq!(
            of["schedules"],
            json!([
                { "days": ["SA", "SU"], "opensAt": "20:00", "closesAt": "06:00",
                  "validFrom": "2026-06-01", "validTo": null },
                { "days": ["MO"], "opensAt": "08:00", "closesAt": "17:00",
                  "validFrom": null, "validTo": "2026-12-31" },
            ])
        );
        let emptied = desk.updates(2, json!({ "schedules": [], "costs": null, "telephone": null, "email": " " })).await;
        let of = &emptied["service"];
        assert_eq!((&of["schedules"], &of["costs"]), (&json!([]), &Value::Null));
        assert_eq!((&of["telephone"], &of["email"]), (&Value::Null, &Value::Null));
        let schedule = |days: Value, opens: &str, more: Value| {
            let mut schedule =
                json!({ "days": days, "opensAt": opens, "closesAt": "17:00", "validFrom": "2026-06-01" });
            schedule["validTo"] = more;
            json!({ "schedules": [schedule] })
        };
        for (more, code, field) in [
            (schedule(json!([]), "08:00", Value::Null), "VALUE_REQUIRED", "schedules"),
            (schedule(json!(["MO"]), "8 o'clock", Value::Null), "VALUE_NOT_ALLOWED", "schedules"),
            (schedule(json!(["MO"]), "24:00", Value::Null), "VALUE_NOT_ALLOWED", "schedules"),
            (schedule(json!(["MO"]), "08:00", json!("2026-05-31")), "DATE_OUT_OF_RANGE", "schedules"),
            (json!({ "telephone": "20 00 00 00" }), "VALUE_NOT_ALLOWED", "telephone"),
            (json!({ "email": "desk" }), "VALUE_NOT_ALLOWED", "email"),
            (json!({ "costs": "x".repeat(501) }), "TEXT_TOO_LONG", "costs"),
        ] {
            let seen = desk.updates(3, more.clone()).await;
            assert_eq!(seen["userErrors"], json!([{ "code": code, "field": field }]), "{more}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_update_that_breaks_a_rule_changes_nothing() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let today = desk.world.now.date_naive();
        let refused = [
            (json!({ "capacityFree": 21 }), "VALUE_NOT_ALLOWED", "capacityFree"),
            (json!({ "capacityFree": -1 }), "VALUE_NOT_ALLOWED", "capacityFree"),
            (json!({ "capacityTotal": 200_000 }), "VALUE_NOT_ALLOWED", "capacityTotal"),
            (json!({ "capacityTotal": 9 }), "VALUE_NOT_ALLOWED", "capacityFree"),
            (json!({ "status": null }), "VALUE_REQUIRED", "status"),
            (json!({ "description": " " }), "VALUE_REQUIRED", "description"),
            (json!({ "description": "x".repeat(10_000) }), "TEXT_TOO_LONG", "description"),
            (json!({ "languages": ["xx-nothing"] }), "VALUE_NOT_ALLOWED", "languages"),
            (json!({ "resumesOn": today + Duration::days(3) }), "VALUE_NOT_ALLOWED", "resumesOn"),
            (json!({ "status": "PAUSED", "resumesOn": today }), "DATE_OUT_OF_RANGE", "resumesOn"),
            (json!({ "status": "PAUSED", "resumesOn": "2091-01-01" }), "DATE_OUT_OF_RANGE", "resumesOn"),
        ];
        for (more, code, field) in refused {
            let seen = desk.updates(1, more.clone()).await;
            let error = &seen["userErrors"][0];
            assert_eq!((&error["code"], &error["field"]), (&json!(code), &json!(field)), "{more}: {seen:#}");
        }
        let stale = desk.updates(7, json!({ "capacityFree": 1 })).await;
        assert_eq!(stale["userErrors"][0]["code"], "VERSION_CONFLICT");
        assert_eq!(desk.row().await, desk.clinic);
        let languages = service_language::Entity::find().count(&desk.world.database.reader).await;
        assert_eq!(languages.expect("counted"), 0);

        desk.updates(1, json!({ "status": "CLOSED" })).await;
        let open = desk.updates(2, json!({ "status": "ACTIVE" })).await;
        assert_eq!(open["userErrors"][0]["code"], "INVALID_TRANSITION", "what is closed for good stays closed");
    })
    .await;
}

#[tokio::test]
async fn others_change_nothing_and_a_hidden_service_is_not_there() {
    on_both(|world| async move {
        let desk = Desk::begin(world).await;
        let pause = || json!({ "status": "PAUSED" });
        let code = |response: &Value| response["errors"][0]["extensions"]["code"].clone();
        let foreign = desk.asks(&desk.fatou, &desk.clinic, 1, pause()).await;
        assert_eq!(code(&foreign), "FORBIDDEN", "everybody reads the entry of the clinic");
        let hidden = desk.asks(&desk.ibrahim, &desk.hidden, 1, pause()).await;
        let nowhere = service::Model { id: Uuid::now_v7(), ..desk.hidden.clone() };
        let invented = desk.asks(&desk.ibrahim, &nowhere, 1, pause()).await;
        assert_eq!((code(&hidden), &hidden["errors"]), (json!("NOT_FOUND"), &invented["errors"]));
        let own = desk.asks(&desk.fatou, &desk.hidden, 1, pause()).await;
        assert_eq!(own["data"]["updateService"]["service"]["status"], "PAUSED");
        let program = Viewer { roles: vec![Role::ServiceAccount], ..desk.ibrahim.clone() };
        let program = desk.asks(&program, &desk.clinic, 1, pause()).await;
        assert_eq!(code(&program), "FORBIDDEN");
    })
    .await;
}
