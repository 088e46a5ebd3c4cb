//! A token is revoked while a request runs: the next mutation of the document is not made.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{Request, Variables};
use entity::case_note;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    error::Error,
    global_id,
    graphql::{engine::Asked, request::Accepted},
};

use super::House;
use crate::support::on_both;

#[tokio::test]
async fn a_token_that_is_revoked_between_two_mutations_makes_only_the_first() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let note = |name: &str| {
            format!(
                "{name}: addCaseNote(idempotencyKey: \"{}\", input: {{ caseId: $case, text: \"{name}\" }}) {{
                userErrors {{ code }} }}",
                Uuid::now_v7()
            )
        };
        let document = format!("mutation ($case: ID!) {{ {} {} }}", note("first"), note("second"));
        let judged = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&judged);
        let accepted = Accepted::by(move || match counted.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err(Error::Unauthenticated),
        });
        let variables = json!({ "case": global_id::encode("Case", house.case.id) });
        let request = Request::new(document).variables(Variables::from_json(variables)).data(accepted);
        let asked = Asked { now: house.world.now, request_id: Uuid::now_v7() };
        let response = house.engine.execute(Arc::new(house.aminata.clone()), asked, request).await;
        let response: Value = serde_json::to_value(response).expect("a response is JSON");
        assert_eq!(response["data"], json!({ "first": { "userErrors": [] }, "second": null }));
        assert_eq!(response["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        assert_eq!(response["errors"][0]["path"], json!(["second"]));
        assert_eq!(judged.load(Ordering::SeqCst), 2, "each mutation is judged");
        let notes = case_note::Entity::find().all(&house.world.database.reader).await.expect("read");
        assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["first"]);
    })
    .await;
}
