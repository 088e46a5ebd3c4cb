//! One rule for the filters of every list: an absent filter does not filter. A blank text, an empty list or an unknown
//! code is an error, never an empty result.

use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};

use crate::support::{World, on_both, rows};

/// A list, and the arguments that it must refuse.
const REFUSED: &[(&str, &[&str])] = &[
    (
        "cases",
        &[
            "filter: { nationality: \"\" }",
            "filter: { nationality: \"ner\" }",
            "filter: { nationality: \"Niger\" }",
            "filter: { nationality: \"ZZZ\" }",
            "filter: { name: \"\" }",
            "filter: { name: \"  \" }",
            "filter: { name: \"-\" }",
            "filter: { status: [] }",
            "filter: { priority: [] }",
            "filter: { centreId: [] }",
            "filter: { reference: \" \" }",
            "filter: { assignedWorkerId: [] }",
            "filter: { opened: { from: \"2023-02-01T00:00:00Z\", before: \"2023-02-01T00:00:00Z\" } }",
        ],
    ),
    ("centres", &["filter: { country: \"ner\" }", "filter: { country: \"\" }", "filter: { country: \"XYZ\" }"]),
    (
        "services",
        &[
            "filter: { country: \"Niger\" }",
            "filter: { country: \" \" }",
            "filter: { admin1: \"\" }",
            "filter: { admin1: \"Atlantis\" }",
            "filter: { language: \"french\" }",
            "filter: { language: \"\" }",
            "filter: { text: \"\" }",
            "filter: { text: \"?\" }",
            "filter: { text: \"a b d f g j k l\" }",
            "filter: { type: [] }",
        ],
    ),
    ("organisations", &["filter: { country: \"ner\" }", "filter: { country: \"\" }", "filter: { country: \"XXA\" }"]),
    (
        "consularPosts",
        &["filter: { country: \"Guinea\" }", "filter: { hostCountry: \"\" }", "filter: { hostCountry: \"ner\" }"],
    ),
    (
        "consularRequests",
        &[
            "filter: { country: \"gin\" }",
            "filter: { country: [\"GIN\", \"\"] }",
            "filter: { state: [] }",
            "filter: { reference: \"\" }",
            "filter: { packetReference: \"\" }",
            "filter: { postId: [] }",
            "filter: { interview: { from: \"2023-02-01T00:00:00Z\", before: \"2023-01-01T00:00:00Z\" } }",
        ],
    ),
    (
        "transfers",
        &[
            "filter: { state: [] }",
            "filter: { reference: \"\" }",
            "filter: { fromOrganisationId: [] }",
            "filter: { toOrganisationId: [] }",
        ],
    ),
    ("personMatches", &["filter: { state: [] }", "filter: { centreId: [] }"]),
    ("legalOverrides", &["filter: { state: [] }", "filter: { centreId: [] }"]),
    (
        "referrals",
        &[
            "box: INCOMING, filter: { state: [] }",
            "box: INCOMING, filter: { urgency: [] }",
            "box: INCOMING, filter: { reference: \"\" }",
            "box: OUTGOING, filter: { serviceId: [] }",
            "box: OUTGOING, filter: { assignedWorkerId: [] }",
            "box: OUTGOING, filter: { centreId: [] }",
        ],
    ),
];

const STATISTICS: &[&str] = &[
    "country: [\"Niger\"]",
    "country: [\"NER\", \"XYZ\"]",
    "country: []",
    "nationality: [\"ner\"]",
    "nationality: [\"ZZZ\"]",
    "sex: []",
    "state: []",
];

async fn code(world: &World, viewer: &waystation::access::viewer::Viewer, document: &str) -> Value {
    let engine = world.engine().await;
    let response = world.ask(&engine, viewer, document, json!({})).await;
    response["errors"][0]["extensions"]["code"].clone()
}

#[tokio::test]
async fn a_blank_or_wrong_filter_is_an_error_in_every_list() {
    on_both(|world| async move {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        world.add(rows::centre(&house)).await;
        let worker = world.add(rows::worker(&house)).await;
        let viewer = waystation::access::viewer::Viewer {
            roles: vec![Role::CentreManager, Role::ConsularWorker],
            ..world.viewer(Role::CentreManager, &worker, &house)
        };
        for (list, refused) in REFUSED {
            for arguments in *refused {
                let document = format!("{{ {list}({arguments}, first: 1) {{ pageInfo {{ hasNextPage }} }} }}");
                assert_eq!(code(&world, &viewer, &document).await, "BAD_USER_INPUT", "{document}");
            }
        }
        for filter in STATISTICS {
            let between = "between: { from: \"2023-01-01\", before: \"2023-02-01\" }";
            let document = format!("{{ statistics(measures: [CASES], {between}, filter: {{ {filter} }}) {{ asOf }} }}");
            assert_eq!(code(&world, &viewer, &document).await, "BAD_USER_INPUT", "{document}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_that_is_null_is_not_asked_and_a_region_is_found_however_it_is_written() {
    on_both(|world| async move {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let worker = world.add(rows::worker(&house)).await;
        let viewer = world.viewer(Role::CentreManager, &worker, &house);
        let service = rows::service(&house, entity::codes::ServiceType::HealthPrimary);
        world.add(entity::service::Model { admin1: Some("Tillabéri".to_owned()), ..service }).await;
        let engine = world.engine().await;
        for filter in ["admin1: null, country: null, text: null", "admin1: \"tillaberi\"", "admin1: \"Tillabéri\""] {
            let document = format!("{{ services(filter: {{ {filter} }}) {{ totalCount }} }}");
            let response = world.ask(&engine, &viewer, &document, json!({})).await;
            assert_eq!(response["data"]["services"]["totalCount"], 1, "{filter}: {response:#}");
        }
    })
    .await;
}
