//! Those who run a centre keep its working week and its public holidays.

use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::global_id;

use crate::support::{on_both, rows, someone};

const DOCUMENT: &str = "mutation($key: String!, $input: UpdateCentreInput!) {
    updateCentre(idempotencyKey: $key, input: $input) {
        centre { version workingDays holidays { date name } } userErrors { code field } } }";

#[tokio::test]
async fn a_manager_keeps_the_calendar_of_the_centre_and_everybody_reads_it() {
    on_both(|world| async move {
        let (house, manager) = someone(&world, OrganisationType::Iom).await;
        let centre = world.add(rows::centre(&house)).await;
        let manager = world.viewer(Role::CentreManager, &manager, &house);
        let (other, stranger) = someone(&world, OrganisationType::NationalNgo).await;
        let stranger = world.viewer(Role::NgoFocalPoint, &stranger, &other);
        let engine = world.engine().await;
        let id = global_id::encode("Centre", centre.id);
        let updates = async |version: i32, more: Value| {
            let mut input = more;
            (input["centreId"], input["version"]) = (json!(id), json!(version));
            let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
            let response = world.ask(&engine, &manager, DOCUMENT, variables).await;
            assert_eq!(response["errors"], Value::Null, "{response:#}");
            response["data"]["updateCentre"].clone()
        };
        let usual = json!(["MO", "TU", "WE", "TH", "FR"]);
        let same = json!({ "workingDays": ["FR", "MO", "TU", "TH", "WE", "MO"], "holidays": [] });
        let seen = json!({ "version": 1, "workingDays": usual, "holidays": [] });
        assert_eq!(updates(1, same).await, json!({ "centre": seen, "userErrors": [] }), "it is the week that it has");

        let days = json!([{ "date": "2026-12-25" }, { "date": "2026-12-18", "name": " Republic  Day " }]);
        let more = json!({ "workingDays": ["SU", "MO", "TU", "WE", "TH"], "holidays": days });
        let days = json!([{ "date": "2026-12-18", "name": "Republic  Day" }, { "date": "2026-12-25", "name": null }]);
        let seen = json!({ "version": 2, "workingDays": ["MO", "TU", "WE", "TH", "SU"], "holidays": days });
        assert_eq!(updates(1, more).await, json!({ "centre": seen, "userErrors": [] }));
        let read = "{ centres { nodes { version workingDays holidays { date name } } } }";
        let read = world.ask(&engine, &stranger, read, json!({})).await;
        assert_eq!(read["data"]["centres"]["nodes"], json!([seen]), "the directory is public");

        let day = |date: &str, name: &str| json!({ "date": date, "name": name });
        let many: Vec<_> =
            (0..201).map(|day| json!({ "date": format!("{}-01-{:02}", 2000 + day / 28, day % 28 + 1) })).collect();
        let refusals = [
            (json!({ "workingDays": [] }), "VALUE_REQUIRED", "workingDays"),
            (json!({ "workingDays": null }), "VALUE_REQUIRED", "workingDays"),
            (json!({ "holidays": [day("2026-12-25", "a"), day("2026-12-25", "b")] }), "VALUE_NOT_ALLOWED", "holidays"),
            (json!({ "holidays": [day("1626-12-25", "Christmas")] }), "DATE_OUT_OF_RANGE", "holidays"),
            (json!({ "holidays": [day("2026-12-25", "a; b")] }), "TEXT_NOT_ALLOWED", "holidays"),
            (json!({ "holidays": [day("2026-12-25", &"ع".repeat(10_000))] }), "TEXT_TOO_LONG", "holidays"),
            (json!({ "holidays": many }), "LIMIT_REACHED", "holidays"),
        ];
        for (input, code, field) in refusals {
            let refused = updates(2, input.clone()).await;
            assert_eq!(refused["userErrors"], json!([{ "code": code, "field": field }]), "{input}");
        }
        let emptied = updates(2, json!({ "holidays": null })).await;
        assert_eq!((&emptied["centre"]["holidays"], &emptied["centre"]["version"]), (&json!([]), &json!(3)));
    })
    .await;
}
