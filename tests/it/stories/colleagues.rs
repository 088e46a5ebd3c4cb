//! Colleagues: what their last token said, and to whom a case can be given.

use entity::{
    case,
    codes::{AccessMode, Role},
    worker, worker_centre,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{
        role_set::RoleSet,
        viewer::{OwnCentres, Viewer},
    },
    global_id,
    rules::name_order::sort_key,
};

use super::house::{House, refusal};
use crate::support::{on_both, rows};

/// A colleague who had this role in the last token, and these centres.
async fn colleague(house: &House, name: &str, role: Option<Role>, centres: Option<&[Uuid]>) -> worker::Model {
    let row = worker::Model {
        display_name: Some(name.to_owned()),
        sort_key: Some(sort_key(name)),
        roles: role.map(|role| RoleSet::from_iter([role]).to_bits()),
        all_ordinary_centres: centres.is_none(),
        ..rows::worker(&house.owner)
    };
    let row = house.world.add(row).await;
    for centre_id in centres.into_iter().flatten() {
        house.world.add(worker_centre::Model { worker_id: row.id, centre_id: *centre_id }).await;
    }
    row
}

fn id(worker: &worker::Model) -> String {
    global_id::encode("Worker", worker.id)
}

#[tokio::test]
async fn a_case_is_given_only_to_who_can_do_the_work_there() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let (here, there) = ([house.agadez.id], [arlit.id]);
        let of = async |name, role, centres| colleague(&house, name, Some(role), centres).await;
        let doctor = of("Awa", Role::MedicalOfficer, Some(&here[..])).await;
        let clerk = of("Rabi", Role::CaseWorker, Some(&here[..])).await;
        let distant = of("Oumar", Role::CaseWorker, Some(&there[..])).await;
        let manager = of("Hadiza", Role::CentreManager, Some(&here[..])).await;
        let auditor = of("Sani", Role::Auditor, None).await;
        let unseen = colleague(&house, "Maman", None, Some(&here[..])).await;
        let refusals = [
            ("assignedWorkerId", &doctor, "VALUE_NOT_ALLOWED"),
            ("assignedWorkerId", &manager, "VALUE_NOT_ALLOWED"),
            ("assignedWorkerId", &auditor, "VALUE_NOT_ALLOWED"),
            ("assignedWorkerId", &distant, "VALUE_NOT_ALLOWED"),
            ("assignedWorkerId", &unseen, "NOT_ACTIVE"),
            ("medicalWorkerId", &clerk, "VALUE_NOT_ALLOWED"),
            ("medicalWorkerId", &manager, "VALUE_NOT_ALLOWED"),
        ];
        let before = house.row().await;
        for (field, worker, code) in refusals {
            let input = house.of_case(json!({ field: id(worker) })).await;
            let refused = house.refused(&house.moussa, "assignCase", input).await;
            assert_eq!(refused, refusal(code, field), "{:?}", worker.display_name);
        }
        assert_eq!(house.row().await, before);
        let both = json!({ "assignedWorkerId": id(&clerk), "medicalWorkerId": id(&doctor) });
        house.must(&house.moussa, "assignCase", house.of_case(both).await).await;
        let row = house.row().await;
        assert_eq!((row.assigned_worker_id, row.medical_worker_id), (Some(clerk.id), Some(doctor.id)));

        // A sealed case is for protection officers.
        let sealed = case::ActiveModel { access_mode: Set(AccessMode::Sealed), ..row.into_active_model() };
        sealed.update(&house.world.database.writer).await.expect("it is sealed");
        let officer = of("Salif", Role::ProtectionOfficer, Some(&here[..])).await;
        let to = async |worker| house.of_case(json!({ "assignedWorkerId": id(worker) })).await;
        let refused = house.refused(&house.salif, "assignCase", to(&clerk).await).await;
        assert_eq!(refused, refusal("VALUE_NOT_ALLOWED", "assignedWorkerId"));
        house.must(&house.salif, "assignCase", to(&officer).await).await;
        assert_eq!(house.row().await.assigned_worker_id, Some(officer.id));
    })
    .await;
}

#[tokio::test]
async fn a_manager_sees_who_is_responsible_and_who_has_room() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let shelter = house.world.add(rows::shelter(&house.agadez)).await;
        let here = [house.agadez.id, shelter.id];
        let rabi = colleague(&house, "Rabi", Some(Role::CaseWorker), Some(&here)).await;
        colleague(&house, "Maman", None, Some(&[])).await;
        let open = async |access_mode, at: &entity::centre::Model| {
            let person = house.world.add(rows::person(&house.owner)).await;
            let assigned_worker_id = Some(rabi.id);
            house.world.add(case::Model { access_mode, assigned_worker_id, ..rows::case(&person, at) }).await
        };
        let seen = open(AccessMode::Standard, &house.agadez).await;
        open(AccessMode::Restricted, &house.agadez).await;
        open(AccessMode::Standard, &shelter).await;
        // The manager of Agadez knows of this case, and not whose it is.
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        open(AccessMode::Standard, &arlit).await;
        let asked = |filter: &str| {
            format!(
                "{{ colleagues(filter: {{ {filter} }}, orderBy: {{ field: DISPLAY_NAME, direction: ASC }}) {{ nodes {{
                   displayName roles allOrdinaryCentres centres {{ centre {{ id }} }} openCases {{ totalCount nodes {{ id }} }} }} }} }}"
            )
        };
        let listed = async |who: &Viewer, filter: &str| {
            let response = house.world.ask(&house.engine, who, &asked(filter), json!({})).await;
            assert_eq!(response["errors"], Value::Null, "{response:#}");
            response["data"]["colleagues"]["nodes"].clone()
        };
        let at_agadez = json!([{ "centre": { "id": global_id::encode("Centre", house.agadez.id) } }]);
        let manager = Viewer { centres: OwnCentres::Named(vec![house.agadez.id]), ..house.moussa.clone() };
        let nodes = listed(&manager, "role: [CASE_WORKER], deactivated: false").await;
        let of_rabi = nodes.as_array().and_then(|all| all.iter().find(|it| it["displayName"] == "Rabi"));
        let cases = json!({ "totalCount": 1, "nodes": [{ "id": global_id::encode("Case", seen.id) }] });
        let expected = json!({ "displayName": "Rabi", "roles": ["CASE_WORKER"], "allOrdinaryCentres": false,
            "centres": at_agadez, "openCases": cases });
        assert_eq!(of_rabi, Some(&expected));
        let unseen = listed(&manager, "").await;
        let unseen = unseen.as_array().and_then(|all| all.iter().find(|it| it["displayName"] == "Maman"));
        assert_eq!(unseen.map(|it| (&it["roles"], &it["openCases"]["totalCount"])), Some((&Value::Null, &json!(0))));

        // The shelter is nobody's place for a reader who may not know of it.
        let filter = format!("role: [CASE_WORKER], centreId: \"{}\"", global_id::encode("Centre", shelter.id));
        assert_eq!(listed(&manager, &filter).await, json!([]));
        let of_shelter = Viewer { centres: OwnCentres::Named(here.to_vec()), ..house.salif.clone() };
        let nodes = listed(&of_shelter, &filter).await;
        assert_eq!(nodes[0]["displayName"], "Rabi", "{nodes:#}");
        assert_eq!((nodes[0]["centres"].as_array().map(Vec::len), nodes[0]["openCases"]["totalCount"].as_i64()), (Some(2), Some(3)));

        // The manager reads who is responsible, and no work of the staff.
        let document = format!(
            "{{ case(id: \"{}\") {{ assignedWorker {{ displayName }} medicalWorker {{ id }} caseNotes {{ text }} }} }}",
            global_id::encode("Case", seen.id)
        );
        let response = house.world.ask(&house.engine, &manager, &document, json!({})).await;
        let case = &response["data"]["case"];
        assert_eq!(case, &json!({ "assignedWorker": { "displayName": "Rabi" }, "medicalWorker": null, "caseNotes": null }));
    })
    .await;
}
