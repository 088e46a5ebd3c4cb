//! An administrator adds centres and organisations to the directory, and a centre goes through its life cycle.

use entity::{
    change_log,
    codes::{OrganisationType, Oversight, Role},
    organisation,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, on_both, rows, someone};

struct Desk {
    world: World,
    engine: Engine,
    organisation: organisation::Model,
    /// Somebody of that organisation without a role.
    somebody: Viewer,
}

const SHOWN: [(&str, &str); 7] = [
    ("createCentre", "centre { id code name status version organisation { id } }"),
    ("updateCentre", "centre { id status version }"),
    ("createOrganisation", "organisation { id name acronym type country }"),
    ("updateOrganisation", "organisation { id name contactDesk version }"),
    ("openCase", "case { id version }"),
    ("recordArrival", "case { id version }"),
    ("proposeTransfer", "transfer { id }"),
];

impl Desk {
    async fn begin(world: World, oversight: Oversight) -> Self {
        let row = organisation::Model { oversight, ..rows::organisation(OrganisationType::Iom) };
        let organisation = world.add(row).await;
        let worker = world.add(rows::worker(&organisation)).await;
        let somebody = Viewer { oversight, ..world.viewer(Role::Administrator, &worker, &organisation) };
        Self { engine: world.engine().await, organisation, somebody, world }
    }

    fn with(&self, role: Role) -> Viewer {
        Viewer { roles: vec![role], centres: OwnCentres::ALL_ORDINARY, ..self.somebody.clone() }
    }

    async fn asks(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let (head, tail) = mutation.split_at(1);
        let of = format!("{}{tail}Input", head.to_uppercase());
        let shown = SHOWN.iter().find(|(name, _)| *name == mutation).expect("it is shown").1;
        let document = format!(
            "mutation($key: String!, $input: {of}!) {{
                {mutation}(idempotencyKey: $key, input: $input) {{ {shown} userErrors {{ code field }} }} }}"
        );
        let key = Uuid::now_v7().to_string();
        self.world.ask(&self.engine, who, &document, json!({ "key": key, "input": input })).await
    }

    /// The record after a mutation that must succeed.
    async fn must(&self, who: &Viewer, mutation: &str, input: Value) -> Value {
        let response = self.asks(who, mutation, input).await;
        let payload = &response["data"][mutation];
        assert_eq!((&response["errors"], &payload["userErrors"]), (&Value::Null, &json!([])), "{response:#}");
        let shown = payload.as_object().expect("a payload");
        shown.iter().find(|(name, _)| *name != "userErrors").expect("a record").1.clone()
    }

    /// The code and the field of the only refusal, or the code of the error.
    async fn refused(&self, who: &Viewer, mutation: &str, input: Value) -> (String, String) {
        let response = self.asks(who, mutation, input).await;
        let error = &response["data"][mutation]["userErrors"][0];
        let error = if error.is_null() { &response["errors"][0]["extensions"] } else { error };
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("field"))
    }
}

fn of(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

/// The input with another value of one field.
fn but(input: &Value, field: &str, value: Value) -> Value {
    let mut input = input.clone();
    input[field] = value;
    input
}

#[tokio::test]
async fn a_new_centre_takes_people_in_while_it_is_open() {
    on_both(|world| async move {
        let desk = Desk::begin(world, Oversight::None).await;
        let (administrator, clerk) = (desk.with(Role::Administrator), desk.with(Role::CaseWorker));
        let new = json!({ "name": "Assamaka", "type": "TRANSIT_CENTRE", "country": "NER", "admin1": "Agadez",
            "capacityBeds": 40, "openCentre": true });
        for (field, value, code) in [
            ("country", json!("MLI"), "VALUE_NOT_ALLOWED"),
            ("name", json!(" "), "VALUE_REQUIRED"),
            ("capacityBeds", json!(-1), "VALUE_NOT_ALLOWED"),
        ] {
            let refused = desk.refused(&administrator, "createCentre", but(&new, field, value)).await;
            assert_eq!(refused, of(code, field));
        }
        for role in [Role::CaseWorker, Role::CentreManager] {
            assert_eq!(desk.refused(&desk.with(role), "createCentre", new.clone()).await.0, "FORBIDDEN");
        }
        let made = desk.must(&administrator, "createCentre", new.clone()).await;
        let house = global_id::encode("Organisation", desk.organisation.id);
        assert_eq!(
            (&made["status"], &made["version"], &made["organisation"]["id"]),
            (&json!("PLANNED"), &json!(1), &json!(house))
        );
        assert!(made["code"].as_str().is_some_and(|code| code.starts_with("NER-")), "{made:#}");
        let logged = change_log::Entity::find().filter(change_log::Column::Action.eq("CREATE_CENTRE"));
        assert_eq!(logged.all(&desk.world.database.reader).await.expect("the log").len(), 1);
        let listed = desk
            .world
            .ask(&desk.engine, &clerk, "{ centres(filter: { status: [PLANNED] }) { nodes { id } } }", json!({}))
            .await;
        assert_eq!(listed["data"]["centres"]["nodes"], json!([{ "id": made["id"] }]));

        let becomes = async |version: i32, status: &str| {
            let input = json!({ "centreId": made["id"], "version": version, "status": status });
            desk.must(&administrator, "updateCentre", input).await
        };
        let case = |at: &Value| {
            json!({ "centreId": at, "person": { "sex": "FEMALE",
                "names": [{ "given": "Mariama", "script": "Latn", "type": "CLAIMED" }] } })
        };
        assert_eq!(desk.refused(&clerk, "openCase", case(&made["id"])).await, of("NOT_ACTIVE", "centreId"));
        assert_eq!(becomes(1, "OPEN").await["status"], "OPEN");
        let opened = desk.must(&clerk, "openCase", case(&made["id"])).await;
        let other = desk.must(&clerk, "openCase", case(&made["id"])).await;
        let bed = json!({ "caseId": opened["id"], "version": opened["version"], "roomBed": "1" });
        let there = desk.must(&clerk, "recordArrival", bed.clone()).await;

        // People who are there stay, and may take another bed. Nobody else comes.
        becomes(2, "PAUSED").await;
        let another = but(&but(&bed, "version", there["version"].clone()), "roomBed", json!("2"));
        desk.must(&clerk, "recordArrival", another).await;
        let late = json!({ "caseId": other["id"], "version": other["version"] });
        assert_eq!(desk.refused(&clerk, "recordArrival", late).await, of("NOT_ACTIVE", ""));
        assert_eq!(desk.refused(&clerk, "openCase", case(&made["id"])).await, of("NOT_ACTIVE", "centreId"));
        let agadez = desk.world.add(rows::centre(&desk.organisation)).await;
        desk.engine.directory().refresh(&desk.world.database).await.expect("the directory is read");
        let elsewhere = desk.must(&clerk, "openCase", case(&json!(global_id::encode("Centre", agadez.id)))).await;
        let moved = json!({ "caseId": elsewhere["id"], "toCentreId": made["id"], "reason": "closer to the family" });
        assert_eq!(desk.refused(&clerk, "proposeTransfer", moved).await, of("NOT_ACTIVE", "toCentreId"));

        let back = json!({ "centreId": made["id"], "version": 3, "status": "PLANNED" });
        assert_eq!(desk.refused(&administrator, "updateCentre", back).await, of("INVALID_TRANSITION", "status"));
        becomes(3, "CLOSED").await;
        let opens = json!({ "centreId": made["id"], "version": 4, "status": "OPEN" });
        assert_eq!(desk.refused(&administrator, "updateCentre", opens).await, of("INVALID_TRANSITION", "status"));
        assert_eq!(becomes(4, "PLANNED").await["version"], 5);

        // Two centres are there already, and a protected one does not count.
        desk.world.add(rows::shelter(&agadez)).await;
        for _ in 2..500 {
            desk.world.add(rows::centre(&desk.organisation)).await;
        }
        assert_eq!(desk.refused(&administrator, "createCentre", new).await, of("LIMIT_REACHED", ""));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_added_by_those_who_oversee_its_country() {
    on_both(|world| async move {
        let (partner, _) = someone(&world, OrganisationType::NationalNgo).await;
        let desk = Desk::begin(world, Oversight::Country).await;
        let administrator = Viewer { oversight: Oversight::Country, ..desk.with(Role::Administrator) };
        let new = json!({ "name": "Association of the Baobab", "acronym": "BAO", "type": "NATIONAL_NGO", "country": "NER",
            "contactDesk": "desk@baobab.example", "informationSharingProtocolSignedOn": "2023-01-01" });
        for (field, value, code) in [
            ("country", json!("MLI"), "VALUE_NOT_ALLOWED"),
            ("acronym", json!(partner.acronym), "VALUE_NOT_ALLOWED"),
            ("name", json!(""), "VALUE_REQUIRED"),
            ("informationSharingProtocolSignedOn", json!("2090-01-01"), "DATE_OUT_OF_RANGE"),
        ] {
            let refused = desk.refused(&administrator, "createOrganisation", but(&new, field, value)).await;
            assert_eq!(refused, of(code, field));
        }
        let alone = Viewer { oversight: Oversight::None, ..administrator.clone() };
        assert_eq!(desk.refused(&alone, "createOrganisation", new.clone()).await, of("VALUE_NOT_ALLOWED", "country"));
        assert_eq!(desk.refused(&desk.with(Role::CentreManager), "createOrganisation", new.clone()).await.0, "FORBIDDEN");
        let made = desk.must(&administrator, "createOrganisation", new.clone()).await;
        assert_eq!((&made["acronym"], &made["country"]), (&json!("BAO"), &json!("NER")));
        assert_eq!(desk.refused(&administrator, "createOrganisation", new).await, of("VALUE_NOT_ALLOWED", "acronym"));
        let (_, id) = global_id::decode(made["id"].as_str().expect("an id")).expect("an id");
        let row = organisation::Entity::find_by_id(id).one(&desk.world.database.reader).await.expect("it is read");
        assert_eq!(row.map(|row| row.oversight), Some(Oversight::None));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_keeps_its_own_desk_and_not_its_name() {
    on_both(|world| async move {
        let (partner, worker) = someone(&world, OrganisationType::NationalNgo).await;
        let (other, _) = someone(&world, OrganisationType::NationalNgo).await;
        let own = world.viewer(Role::Administrator, &worker, &partner);
        let focal = world.viewer(Role::NgoFocalPoint, &worker, &partner);
        let desk = Desk::begin(world, Oversight::Country).await;
        let overseer = desk.with(Role::Administrator);
        let of_row = |row: &organisation::Model, version: i32, field: &str, value: Value| {
            json!({ "organisationId": global_id::encode("Organisation", row.id), "version": version, field: value })
        };
        let (mailbox, name) = (json!("desk@partner.example"), json!("Partner of Agadez"));
        let first = of_row(&partner, 1, "contactDesk", mailbox.clone());
        assert_eq!(desk.refused(&focal, "updateOrganisation", first.clone()).await.0, "FORBIDDEN");
        let kept = desk.must(&own, "updateOrganisation", first.clone()).await;
        assert_eq!((&kept["contactDesk"], &kept["version"]), (&mailbox, &json!(2)));
        let same = desk.must(&own, "updateOrganisation", of_row(&partner, 2, "contactDesk", mailbox)).await;
        assert_eq!(same["version"], 2, "nothing changed");
        assert_eq!(desk.refused(&own, "updateOrganisation", first).await, of("VERSION_CONFLICT", "version"));
        for (field, value) in [
            ("name", name.clone()),
            ("nameTranslations", json!([{ "language": "fr", "text": "Partenaire" }])),
            ("informationSharingProtocolSignedOn", json!("2023-01-01")),
        ] {
            let refused = desk.refused(&own, "updateOrganisation", of_row(&partner, 2, field, value)).await;
            assert_eq!(refused, of("VALUE_NOT_ALLOWED", field));
        }
        let renamed = desk.must(&overseer, "updateOrganisation", of_row(&partner, 2, "name", name.clone())).await;
        assert_eq!((&renamed["name"], &renamed["version"]), (&name, &json!(3)));
        let itself = of_row(&desk.organisation, 1, "name", name.clone());
        assert_eq!(desk.refused(&overseer, "updateOrganisation", itself).await, of("VALUE_NOT_ALLOWED", "name"));
        let foreign = of_row(&other, 1, "contactDesk", json!("somebody else"));
        assert_eq!(desk.refused(&own, "updateOrganisation", foreign).await.0, "FORBIDDEN");
        let emptied = desk.must(&own, "updateOrganisation", of_row(&partner, 3, "contactDesk", Value::Null)).await;
        assert_eq!(emptied["contactDesk"], Value::Null);
    })
    .await;
}
