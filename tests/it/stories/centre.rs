//! Those who run a centre, and the administrators of its organisation, keep its entry in the directory.

use entity::{
    centre, change_log,
    codes::{OrganisationType, Role},
    organisation, worker,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Statement};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, on_both, rows, someone};

struct House {
    world: World,
    engine: Engine,
    /// The organisation that runs both centres, and somebody who works there.
    organisation: organisation::Model,
    worker: worker::Model,
    agadez: centre::Model,
    arlit: centre::Model,
    /// A protected centre of the same organisation.
    shelter: centre::Model,
}

const DOCUMENT: &str = "mutation($key: String!, $input: UpdateCentreInput!) {
    updateCentre(idempotencyKey: $key, input: $input) {
        centre { version name admin2 capacityBeds surgeBeds openCentre openingHours occupancy { capacityBeds } }
        userErrors { code field } } }";

impl House {
    async fn begin(world: World) -> Self {
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let agadez = world.add(rows::centre(&organisation)).await;
        let arlit = world.add(rows::centre(&organisation)).await;
        let shelter = world.add(rows::shelter(&agadez)).await;
        Self { engine: world.engine().await, organisation, worker, agadez, arlit, shelter, world }
    }

    fn with(&self, role: Role, centres: OwnCentres) -> Viewer {
        Viewer { centres, ..self.world.viewer(role, &self.worker, &self.organisation) }
    }

    /// The manager of Agadez.
    fn manager(&self) -> Viewer {
        self.with(Role::CentreManager, OwnCentres::Named(vec![self.agadez.id]))
    }

    fn administrator(&self) -> Viewer {
        self.with(Role::Administrator, OwnCentres::NONE)
    }

    /// The whole response to an update.
    async fn asks(&self, who: &Viewer, key: &str, centre: Uuid, version: i32, more: Value) -> Value {
        let mut input = more;
        input["centreId"] = json!(global_id::encode("Centre", centre));
        input["version"] = json!(version);
        self.world.ask(&self.engine, who, DOCUMENT, json!({ "key": key, "input": input })).await
    }

    /// The payload of an update of Agadez by its manager.
    async fn updates(&self, version: i32, more: Value) -> Value {
        let key = Uuid::now_v7().to_string();
        let response = self.asks(&self.manager(), &key, self.agadez.id, version, more).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        response["data"]["updateCentre"].clone()
    }

    /// The code with which an update is answered, or "done".
    async fn code(&self, who: &Viewer, centre: Uuid) -> String {
        let response = self.asks(who, &Uuid::now_v7().to_string(), centre, 1, json!({ "surgeBeds": 7 })).await;
        if let Some(code) = response["errors"][0]["extensions"]["code"].as_str() {
            return code.to_owned();
        }
        assert_eq!(response["data"]["updateCentre"]["userErrors"], json!([]), "{response:#}");
        "done".to_owned()
    }

    async fn row(&self) -> centre::Model {
        let row = centre::Entity::find_by_id(self.agadez.id).one(&self.world.database.reader).await;
        row.expect("centres are read").expect("it is there")
    }
}

/// The statements of a request. The read log writes the refusals of an organisation now and then.
pub fn without_the_read_log(statements: Vec<Statement>) -> Vec<String> {
    statements.into_iter().map(|it| it.sql).filter(|sql| !sql.contains("INTO \"read_log\"")).collect()
}

#[tokio::test]
async fn a_manager_keeps_the_entry_of_the_centre_and_everybody_reads_it_at_once() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        assert_eq!(house.updates(1, json!({})).await["centre"]["version"], 1, "nothing changed");
        let more = json!({ "capacityBeds": 12, "openingHours": "07:00-19:00", "openCentre": false, "admin2": "Tchirozerine" });
        let seen = house.updates(1, more).await;
        assert_eq!(seen["userErrors"], json!([]));
        let expected = json!({ "version": 2, "name": "Agadez", "admin2": "Tchirozerine", "capacityBeds": 12, "surgeBeds": 100,
            "openCentre": false, "openingHours": "07:00-19:00", "occupancy": { "capacityBeds": 12 } });
        assert_eq!(seen["centre"], expected, "the payload shows the entry after the change");

        let (other, stranger) = someone(&house.world, OrganisationType::NationalNgo).await;
        let stranger = house.world.viewer(Role::NgoFocalPoint, &stranger, &other);
        let id = global_id::encode("Centre", house.agadez.id);
        let document = format!("{{ node(id: \"{id}\") {{ ... on Centre {{ capacityBeds openingHours version }} }} }}");
        let read = house.world.ask(&house.engine, &stranger, &document, json!({})).await;
        let expected = json!({ "capacityBeds": 12, "openingHours": "07:00-19:00", "version": 2 });
        assert_eq!(read["data"]["node"], expected, "the directory in memory is up to date");

        let emptied = house.updates(2, json!({ "openingHours": null, "name": " Agadez  2 " })).await;
        assert_eq!(emptied["centre"]["openingHours"], Value::Null);
        assert_eq!((&emptied["centre"]["name"], &emptied["centre"]["admin2"]), (&json!("Agadez  2"), &json!("Tchirozerine")));
        let row = house.row().await;
        assert_eq!((row.version, row.updated_at), (3, house.world.now));
        let unchanged = centre::Model {
            version: 1,
            name: "Agadez".to_owned(),
            admin2: None,
            capacity_beds: 1_000,
            open_centre: true,
            updated_at: house.agadez.updated_at,
            ..row
        };
        assert_eq!(unchanged, house.agadez, "nothing else changed");
    })
    .await;
}

#[tokio::test]
async fn a_change_of_a_centre_is_made_once_and_is_in_the_log() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let beds = || json!({ "capacityBeds": 12 });
        let first = house.asks(&house.manager(), "key", house.agadez.id, 1, beds()).await;
        let again = house.asks(&house.manager(), "key", house.agadez.id, 1, beds()).await;
        assert_eq!(first["data"]["updateCentre"]["centre"]["version"], 2);
        assert_eq!(first, again, "the same key gets the same answer");
        let other = house.asks(&house.manager(), "key", house.agadez.id, 1, json!({ "capacityBeds": 13 })).await;
        assert_eq!(other["errors"][0]["extensions"]["code"], "IDEMPOTENCY_KEY_REUSED");
        let stale = house.updates(1, beds()).await;
        assert_eq!(stale["userErrors"][0]["code"], "VERSION_CONFLICT");

        let log = change_log::Entity::find().filter(change_log::Column::SubjectId.eq(house.agadez.id));
        let log = log.all(&house.world.database.reader).await.expect("the log is read");
        let [entry] = &log[..] else { panic!("one change was made: {log:?}") };
        assert_eq!((entry.worker_id, entry.action.as_str()), (Some(house.worker.id), "UPDATE_CENTRE"));
        assert_eq!(entry.subject_type, "centres");
        let mut fields: Vec<String> = serde_json::from_value(entry.changed_fields.clone()).expect("names");
        fields.sort();
        assert_eq!(fields, ["capacity_beds", "updated_at", "version"]);
    })
    .await;
}

#[tokio::test]
async fn a_bad_value_changes_nothing() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let long = "x".repeat(10_000);
        for (more, code, field) in [
            (json!({ "name": null }), "VALUE_REQUIRED", "name"),
            (json!({ "name": " " }), "VALUE_REQUIRED", "name"),
            (json!({ "name": long }), "TEXT_TOO_LONG", "name"),
            (json!({ "name": "Aga\u{202e}dez" }), "TEXT_NOT_ALLOWED", "name"),
            (json!({ "admin2": long }), "TEXT_TOO_LONG", "admin2"),
            (json!({ "openingHours": long }), "TEXT_TOO_LONG", "openingHours"),
            (json!({ "capacityBeds": null }), "VALUE_REQUIRED", "capacityBeds"),
            (json!({ "capacityBeds": -1 }), "VALUE_NOT_ALLOWED", "capacityBeds"),
            (json!({ "capacityBeds": 100_001 }), "VALUE_NOT_ALLOWED", "capacityBeds"),
            (json!({ "surgeBeds": null }), "VALUE_REQUIRED", "surgeBeds"),
            (json!({ "surgeBeds": -5 }), "VALUE_NOT_ALLOWED", "surgeBeds"),
            (json!({ "openCentre": null, "capacityBeds": 3 }), "VALUE_REQUIRED", "openCentre"),
        ] {
            let seen = house.updates(1, more).await;
            let error = &seen["userErrors"][0];
            assert_eq!((&error["code"], &error["field"]), (&json!(code), &json!(field)), "{seen:#}");
            assert_eq!(seen["centre"], Value::Null);
        }
        assert_eq!(house.row().await, house.agadez);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_run_the_centre_change_it_and_a_hidden_one_is_not_there() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (manager, administrator) = (house.manager(), house.administrator());
        let nowhere = Uuid::now_v7();
        assert_eq!(house.code(&manager, house.arlit.id).await, "FORBIDDEN", "another centre of the organisation");
        assert_eq!(house.code(&administrator, house.arlit.id).await, "done");
        assert_eq!(
            house.code(&house.with(Role::CaseWorker, OwnCentres::ALL_ORDINARY), house.agadez.id).await,
            "FORBIDDEN"
        );

        let (foreign, other) = someone(&house.world, OrganisationType::UnAgency).await;
        for role in [Role::Administrator, Role::CentreManager] {
            let stranger =
                Viewer { oversight: entity::codes::Oversight::All, ..house.world.viewer(role, &other, &foreign) };
            assert_eq!(house.code(&stranger, house.agadez.id).await, "FORBIDDEN", "{role:?} of another organisation");
        }

        let nothing = house.asks(&manager, "one", nowhere, 1, json!({})).await;
        for (number, hidden) in [&manager, &administrator, &house.with(Role::CentreManager, OwnCentres::ALL_ORDINARY)]
            .into_iter()
            .enumerate()
        {
            let keys = ["hidden", "none"].map(|key| format!("{key}-{number}"));
            let seen = house.asks(hidden, &keys[0], house.shelter.id, 1, json!({}));
            let (seen, statements) = house.world.listening(seen).await;
            let none = house.asks(hidden, &keys[1], nowhere, 1, json!({}));
            let (none, as_many) = house.world.listening(none).await;
            let [statements, as_many] = [statements, as_many].map(without_the_read_log);
            assert_eq!((seen["errors"][0]["extensions"]["code"].as_str(), &seen), (Some("NOT_FOUND"), &none));
            assert_eq!((statements, &none), (as_many, &nothing), "a hidden centre takes as many statements as none");
        }
        let there = house.with(Role::CentreManager, OwnCentres::Named(vec![house.shelter.id]));
        assert_eq!(house.code(&there, house.shelter.id).await, "done", "the manager of the shelter");
    })
    .await;
}
