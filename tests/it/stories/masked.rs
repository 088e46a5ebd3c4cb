//! Shares and overrides that reveal more than a data protection officer or an auditor may know are listed for them in masked
//! form, so that every live disclosure can be found and ended. All masked rows look alike.

use entity::{
    codes::{DataClass, OrganisationType, Oversight, ReferralState, Role, ServiceType, ShareEndReason},
    legal_override, organisation, referral, share,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use super::house::House;
use crate::support::{on_both, rows};

const FILE: &str = "query($id: ID!) { node(id: $id) { ... on Case {
    shares { totalCount nodes { id live startsAt endsAt endedAt endReason exactEndReason purpose classes
        organisation { id } referral { id } transfer { id } consent { id } case { id } } }
    knownTo { totalCount nodes { organisation { id } } }
    legalOverrides { id version state createdAt validUntil approvedAt endedAt legalBasis reason classes renewal
        referral { id } transfer { id } requestedBy { id } case { id } }
} } }";

const OVERRIDES: &str = "query($state: [LegalOverrideState!]) {
    legalOverrides(first: 100, filter: { state: $state }) { totalCount nodes { id state legalBasis } } }";

/// The classes that a data protection officer does not hold, and that a referral can reveal.
const HIDDEN: [DataClass; 4] = [DataClass::Asylum, DataClass::Medical, DataClass::Protection, DataClass::Journey];

/// A supervisor who oversees the country of the case.
async fn supervisor(house: &House, role: Role) -> Viewer {
    let over = rows::organisation(OrganisationType::Iom);
    let over = house.world.add(organisation::Model { oversight: Oversight::Country, ..over }).await;
    let worker = house.world.add(rows::worker(&over)).await;
    house.world.viewer(role, &worker, &over)
}

/// An accepted referral that reveals this class, with its share.
async fn shared(house: &House, reveals: DataClass) -> (referral::Model, share::Model) {
    let service = house.world.add(rows::service(&house.partner, ServiceType::HealthPrimary)).await;
    let referral = referral::Model {
        state: ReferralState::InProgress,
        inference_class: reveals,
        ..rows::referral(&house.case, &service)
    };
    let referral = house.world.add(referral).await;
    let share = share::Model { referral_id: Some(referral.id), ..rows::share(&house.case, &house.partner) };
    (referral, house.world.add(share).await)
}

/// An override in force that reveals this class.
async fn overridden(house: &House, reveals: DataClass) -> legal_override::Model {
    let (referral, _) = shared(house, reveals).await;
    let by = house.world.add(rows::worker(&house.owner)).await;
    let asked = rows::legal_override(&referral, &by);
    let row = legal_override::Model {
        inference_class: reveals,
        approved_by: Some(house.salif.worker_id),
        approved_at: Some(asked.created_at),
        ..asked
    };
    house.world.add(row).await
}

async fn file(house: &House, who: &Viewer) -> Value {
    let response = house.world.ask(&house.engine, who, FILE, json!({ "id": house.case_id() })).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    response
}

/// A row without what differs between any two rows.
fn alike(row: &Value) -> Value {
    let mut row = row.clone();
    row["id"] = Value::Null;
    row
}

/// The code of the error, or of the refusal; null if the mutation succeeded.
async fn code(house: &House, who: &Viewer, mutation: &str, input: Value) -> Value {
    let (head, tail) = mutation.split_at(1);
    let document = format!(
        "mutation($key: String!, $input: {}{tail}Input!) {{
            {mutation}(idempotencyKey: $key, input: $input) {{ userErrors {{ code }} }} }}",
        head.to_uppercase()
    );
    let variables = json!({ "key": Uuid::now_v7().to_string(), "input": input });
    let response = house.world.ask(&house.engine, who, &document, variables).await;
    let error = &response["errors"][0]["extensions"]["code"];
    if error.is_null() { response["data"][mutation]["userErrors"][0]["code"].clone() } else { error.clone() }
}

#[tokio::test]
async fn what_a_supervisor_may_not_know_is_listed_without_it_and_all_such_rows_look_alike() {
    for role in [Role::DataProtectionOfficer, Role::Auditor] {
        on_both(|world| async move {
            let house = House::begin(world).await;
            let who = supervisor(&house, role).await;
            let mut notes = Vec::new();
            for class in HIDDEN {
                overridden(&house, class).await;
                notes.push(file(&house, &who).await["extensions"]["withheld"].clone());
            }
            let seen = file(&house, &who).await["data"]["node"].clone();
            let shares = seen["shares"]["nodes"].as_array().expect("a list");
            let overrides = seen["legalOverrides"].as_array().expect("a list");
            assert_eq!((shares.len(), &seen["shares"]["totalCount"], overrides.len()), (4, &json!(4), 4), "{seen:#}");
            for rows in [shares, overrides] {
                assert!(rows.iter().all(|row| alike(row) == alike(&rows[0])), "{rows:#?}");
            }
            let share = &shares[0];
            assert_eq!((&share["live"], share["startsAt"].is_null()), (&json!(true), false));
            for field in ["organisation", "referral", "transfer", "consent", "purpose", "classes", "endReason"] {
                assert_eq!(share[field], Value::Null, "{field}");
            }
            assert_eq!(seen["knownTo"], json!({ "totalCount": 0, "nodes": [] }), "a standing names its organisation");
            assert_eq!((&overrides[0]["state"], &overrides[0]["version"]), (&json!("IN_FORCE"), &json!(1)));
            for field in ["legalBasis", "reason", "classes", "renewal", "referral", "transfer", "requestedBy"] {
                assert_eq!(overrides[0][field], Value::Null, "{field}");
            }
            // The notes name the classes of the fields, and never the class that the row reveals.
            let noted = |notes: &Value| {
                let notes = notes.as_array().expect("notes").iter();
                notes.map(|note| (note["field"].clone(), note["class"].clone())).collect::<Vec<_>>()
            };
            assert!(notes.iter().all(|of| noted(of) == noted(&notes[0])), "{notes:#?}");
            for (state, expected) in [("IN_FORCE", 4), ("WAITING", 0), ("REFUSED", 0), ("ENDED", 0), ("EXPIRED", 0)] {
                let list = house.world.ask(&house.engine, &who, OVERRIDES, json!({ "state": [state] })).await;
                let list = &list["data"]["legalOverrides"];
                assert_eq!(list["totalCount"], json!(expected), "{state}");
                assert_eq!(list["nodes"].as_array().map(Vec::len), Some(expected));
            }
            for (other, knows) in [(&house.aminata, 2), (&house.moussa, 0), (&house.zara, 0)] {
                let file = house.world.ask(&house.engine, other, FILE, json!({ "id": house.case_id() })).await;
                for list in ["shares", "knownTo"] {
                    let count = file["data"]["node"][list]["totalCount"].as_i64().unwrap_or_default();
                    assert_eq!(count, knows, "{:?} finds only what is known in {list}", other.roles);
                }
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_data_protection_officer_ends_what_is_masked_and_can_do_nothing_else_with_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let officer = supervisor(&house, Role::DataProtectionOfficer).await;
        let auditor = supervisor(&house, Role::Auditor).await;
        for class in HIDDEN {
            let (referral, share) = shared(&house, class).await;
            let input = json!({ "shareId": global_id::encode("Share", share.id), "reason": "DATA_PROTECTION" });
            assert_eq!(code(&house, &auditor, "endShare", input.clone()).await, "FORBIDDEN");
            assert_eq!(code(&house, &officer, "endShare", input.clone()).await, Value::Null);
            assert_eq!(code(&house, &officer, "endShare", input).await, "INVALID_TRANSITION", "once");
            let reader = &house.world.database.reader;
            let share = share::Entity::find_by_id(share.id).one(reader).await.expect("read").expect("there");
            assert_eq!(share.end_reason, Some(ShareEndReason::DataProtection));
            let referral = referral::Entity::find_by_id(referral.id).one(reader).await.expect("read").expect("there");
            assert_eq!(referral.state, ReferralState::Revoked);

            let row = overridden(&house, class).await;
            let input = json!({ "legalOverrideId": global_id::encode("LegalOverride", row.id), "version": 1 });
            let mut reasoned = input.clone();
            reasoned["reason"] = json!("still needed");
            assert_eq!(code(&house, &officer, "approveLegalOverride", input.clone()).await, "FORBIDDEN");
            assert_eq!(code(&house, &officer, "refuseLegalOverride", reasoned.clone()).await, "FORBIDDEN");
            assert_eq!(code(&house, &officer, "renewLegalOverride", reasoned).await, "FORBIDDEN");
            assert_eq!(code(&house, &auditor, "endLegalOverride", input.clone()).await, "FORBIDDEN");
            assert_eq!(code(&house, &officer, "endLegalOverride", input).await, Value::Null);
            let row = legal_override::Entity::find_by_id(row.id).one(reader).await.expect("read").expect("there");
            assert_eq!(row.ended_by, Some(officer.worker_id));
        }
    })
    .await;
}
