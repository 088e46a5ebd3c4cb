//! Many changes in one request: a result for each line, and a key for each line.

use entity::{case, codes::Role, stay};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use crate::{
    stories::house::House,
    support::{on_both, rows},
};

const OPEN: &str = "mutation($lines: [OpenCaseLine!]!) { openCases(lines: $lines) {
    case { id reference person { names { given } } } userErrors { code path } warnings { code } } }";
const ARRIVE: &str = "mutation($lines: [RecordArrivalLine!]!) { recordArrivals(lines: $lines) {
    case { version } stay { roomBed } userErrors { code } } }";

async fn ask(house: &House, who: &Viewer, document: &str, lines: &Value) -> Value {
    house.world.ask(&house.engine, who, document, json!({ "lines": lines })).await
}

fn person(given: &str) -> Value {
    json!({ "names": [{ "given": given, "family": "Diallo", "script": "Latn", "type": "CLAIMED" }], "sex": "FEMALE" })
}

fn line(key: &str, house: &House, given: &str) -> Value {
    let centre = global_id::encode("Centre", house.agadez.id);
    json!({ "idempotencyKey": key, "input": { "centreId": centre, "person": person(given), "arrival": {} } })
}

async fn cases(house: &House) -> u64 {
    case::Entity::find().count(&house.world.database.reader).await.expect("counted")
}

#[tokio::test]
async fn a_group_is_opened_in_one_request_and_only_the_lines_that_failed_are_sent_again() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let before = cases(&house).await;
        let mut wrong = line("three", &house, "Fanta");
        wrong["input"]["openedAt"] = json!("2093-01-01T00:00:00Z");
        let mut unknown = line("four", &house, "Hawa");
        unknown["input"]["centreId"] = json!(global_id::encode("Centre", Uuid::now_v7()));
        let first = json!([
            line("one", &house, "Aissatou"),
            line("two", &house, "Binta"),
            wrong,
            unknown,
            line("one", &house, "Aissatou"),
            line("two", &house, "Coumba"),
        ]);
        let response = ask(&house, &house.aminata, OPEN, &first).await;
        let results = response["data"]["openCases"].as_array().expect("a result for each line");
        let names: Vec<_> = results.iter().map(|it| it["case"]["person"]["names"][0]["given"].clone()).collect();
        assert_eq!(
            names,
            [json!("Aissatou"), json!("Binta"), json!(null), json!(null), json!("Aissatou"), json!(null)]
        );
        assert_eq!(results[2]["userErrors"], json!([{ "code": "DATE_OUT_OF_RANGE", "path": ["openedAt"] }]));
        assert_eq!((&results[3], &results[5]), (&Value::Null, &Value::Null));
        assert_eq!(results[4]["case"]["id"], results[0]["case"]["id"], "a key opens one case");
        let errors: Vec<_> = response["errors"].as_array().expect("errors").iter().collect();
        let errors: Vec<_> = errors.iter().map(|it| (it["path"].clone(), it["extensions"]["code"].clone())).collect();
        assert_eq!(
            errors,
            [(json!(["openCases", 3]), json!("NOT_FOUND")), (json!(["openCases", 5]), json!("IDEMPOTENCY_KEY_REUSED")),]
        );
        assert_eq!(cases(&house).await, before + 2);
        assert_eq!(stay::Entity::find().count(&house.world.database.reader).await.expect("counted"), 2);

        // The group again, with the wrong lines mended, in another order: nobody is opened twice.
        let again =
            json!([line("five", &house, "Fanta"), line("two", &house, "Binta"), line("one", &house, "Aissatou")]);
        let response = ask(&house, &house.aminata, OPEN, &again).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        assert_eq!(response["data"]["openCases"][1]["case"]["id"], results[1]["case"]["id"]);
        assert_eq!(cases(&house).await, before + 3);

        // One line is the mutation for one, so that the key is the same key.
        let single =
            "mutation($input: OpenCaseInput!) { openCase(idempotencyKey: \"one\", input: $input) { case { id } } }";
        let input = json!({ "input": line("one", &house, "Aissatou")["input"] });
        let single = house.world.ask(&house.engine, &house.aminata, single, input).await;
        assert_eq!(single["data"]["openCase"]["case"]["id"], results[0]["case"]["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_batch_permits_each_line_as_the_mutation_for_one_does() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let before = cases(&house).await;
        let lines = json!([line("one", &house, "Aissatou")]);
        let response = ask(&house, &house.zara, OPEN, &lines).await;
        assert_eq!(response["data"]["openCases"], json!([null]), "a worker of another organisation: {response:#}");
        assert_eq!(response["errors"][0]["extensions"]["code"], "NOT_FOUND");
        let analyst =
            house.world.viewer(Role::Analyst, &house.world.add(rows::worker(&house.owner)).await, &house.owner);
        let response = ask(&house, &analyst, OPEN, &lines).await;
        assert_eq!(response["data"]["openCases"], json!([null]));
        assert_eq!(response["errors"][0]["extensions"]["code"], "FORBIDDEN", "{response:#}");
        assert_eq!(cases(&house).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_batch_has_between_one_and_fifty_lines() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let before = cases(&house).await;
        let many: Vec<_> = (0..51).map(|number| line(&format!("{number}"), &house, "Aissatou")).collect();
        for lines in [json!([]), json!(many)] {
            let response = ask(&house, &house.aminata, OPEN, &lines).await;
            assert_eq!(response["data"]["openCases"], Value::Null);
            let error = &response["errors"][0];
            let (code, path) = (&error["extensions"]["code"], &error["path"]);
            assert_eq!((code, path), (&json!("BAD_USER_INPUT"), &json!(["openCases"])), "{response:#}");
        }
        assert_eq!(cases(&house).await, before);
        let group: Vec<_> = (0..50).map(|number| line(&format!("{number}"), &house, "Aissatou")).collect();
        let response = ask(&house, &house.aminata, OPEN, &json!(group)).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        assert_eq!(cases(&house).await, before + 50);
        let last = &response["data"]["openCases"][49];
        assert_eq!(last["warnings"][0]["code"], "POSSIBLE_DUPLICATE", "each line sees the lines before it");
    })
    .await;
}

#[tokio::test]
async fn a_group_arrives_in_one_request_and_a_stale_line_does_not_stop_the_others() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let lines = json!([line("one", &house, "Aissatou"), line("two", &house, "Binta")]);
        let mut lines = lines.as_array().expect("lines").clone();
        for line in &mut lines {
            line["input"].as_object_mut().expect("an input").remove("arrival");
        }
        let opened = ask(&house, &house.aminata, OPEN, &json!(lines)).await;
        let arrives = |number: usize, version: i32, bed: &str| {
            let case = &opened["data"]["openCases"][number]["case"]["id"];
            let input = json!({ "caseId": case, "version": version, "roomBed": bed });
            json!({ "idempotencyKey": format!("arrives-{number}"), "input": input })
        };
        let response = ask(&house, &house.aminata, ARRIVE, &json!([arrives(0, 7, "A 1"), arrives(1, 1, "A 2")])).await;
        let (stale, arrived) = (&response["data"]["recordArrivals"][0], &response["data"]["recordArrivals"][1]);
        assert_eq!(stale["userErrors"], json!([{ "code": "VERSION_CONFLICT" }]));
        assert_eq!((&arrived["stay"]["roomBed"], &arrived["case"]["version"]), (&json!("A 2"), &json!(2)));
    })
    .await;
}
