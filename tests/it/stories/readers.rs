//! The person asks who has seen her file, and Djamila, the data protection officer, can say it.

mod job;
mod secrets;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use entity::{
    codes::{DataClass as D, OrganisationType, Oversight, ReferralState, Role, ServiceType},
    organisation, referral, share,
};
use serde_json::{Value, json};
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    store::background::readers,
};

use super::house::House;
use crate::support::{on_both, rows};

const READERS: &str = "query($id: ID!, $first: Int!, $after: String) { case(id: $id) { readersCompleteUntil
    readers(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
        nodes { day organisation { id } workerId workerName roles purpose classes firstAt lastAt } } } }";

impl House {
    /// Reads the file. Gives the whole response.
    async fn reads_file(&self, who: &Viewer) -> Value {
        let document = "query($id: ID!) { case(id: $id) { reference vulnerabilities { category }
            person { initials names { given } } } }";
        self.world.ask(&self.engine, who, document, json!({ "id": self.case_id() })).await
    }

    /// Runs the job. Gives the number of entries that it read.
    async fn folds(&self) -> usize {
        readers::fold(&self.world.database, &self.world.policy, self.world.now).await.expect("the log is folded")
    }

    async fn readers(&self, who: &Viewer, first: usize, after: &Value) -> Value {
        let variables = json!({ "id": self.case_id(), "first": first, "after": after });
        self.world.ask(&self.engine, who, READERS, variables).await
    }

    /// The readers after a run of the job, without Djamila herself.
    async fn told(&self, who: &Viewer) -> Vec<Value> {
        self.folds().await;
        let asked = self.readers(who, 100, &Value::Null).await;
        let nodes = asked["data"]["case"]["readers"]["nodes"].as_array();
        let nodes = nodes.unwrap_or_else(|| panic!("{asked:#}")).clone();
        nodes.into_iter().filter(|it| it["workerId"] != worker_id(who)).collect()
    }

    async fn officer(&self) -> Viewer {
        let djamila = self.world.add(rows::worker(&self.owner)).await;
        self.world.viewer(Role::DataProtectionOfficer, &djamila, &self.owner)
    }

    /// A referral to the partner whose existence reveals a class, with its live share.
    async fn shares(&self, reveals: D, classes: &[D]) {
        let service = self.world.add(rows::service(&self.partner, ServiceType::Shelter)).await;
        let referral = referral::Model {
            state: ReferralState::InProgress,
            inference_class: reveals,
            decided_at: Some(self.world.now - chrono::Duration::hours(20)),
            ..rows::referral(&self.case, &service)
        };
        let share = share::Model {
            referral_id: Some(referral.id),
            classes: ClassSet::of(classes).to_bits(),
            ..rows::share(&self.case, &self.partner)
        };
        self.world.add(referral).await;
        self.world.add(share).await;
    }

    /// An organisation that oversees the country, and its data protection officer.
    async fn overseer(&self) -> Viewer {
        let row = rows::organisation(OrganisationType::UnAgency);
        let over = self.world.add(organisation::Model { oversight: Oversight::Country, ..row }).await;
        self.engine.directory().refresh(&self.world.database).await.expect("the directory is read");
        let hawa = self.world.add(rows::worker(&over)).await;
        self.world.viewer(Role::DataProtectionOfficer, &hawa, &over)
    }
}

fn organisation_id(of: &Viewer) -> Value {
    json!(global_id::encode("Organisation", of.organisation_id))
}

fn worker_id(of: &Viewer) -> Value {
    json!(global_id::encode("Worker", of.worker_id))
}

fn focal_point(of: &Viewer) -> Viewer {
    Viewer { roles: vec![Role::NgoFocalPoint], ..of.clone() }
}

fn classes(of: &Value) -> Vec<&str> {
    of["classes"].as_array().expect("classes").iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn the_officer_learns_which_colleagues_have_read_the_file_and_when() {
    on_both(|mut world| async move {
        let now = world.now;
        world.now = now - chrono::Duration::hours(26);
        let mut house = House::begin(world).await;
        let djamila = house.officer().await;
        house.reads_file(&house.aminata).await;
        house.reads_file(&house.nadia).await;
        house.world.now = now;
        house.reads_file(&house.aminata).await;
        house.world.now = now + chrono::Duration::minutes(5);
        house.reads_file(&house.aminata).await;
        house.reads_file(&house.moussa).await;
        let told = house.told(&djamila).await;
        assert_eq!(told.len(), 3, "a worker is one line a day: {told:#?}");
        let of_aminata: Vec<_> = told.iter().filter(|it| it["workerId"] == worker_id(&house.aminata)).collect();
        assert_eq!(of_aminata.len(), 2);
        let today = of_aminata[0];
        assert_eq!((&today["day"], &of_aminata[1]["day"]), (&json!("2023-11-14"), &json!("2023-11-13")));
        assert_eq!(today["roles"], json!(["CASE_WORKER"]));
        assert_eq!(today["organisation"]["id"], organisation_id(&house.aminata));
        assert!(today["firstAt"].as_str() < today["lastAt"].as_str(), "{today:#}");
        assert!(classes(today).contains(&"IDENTITY"), "{today:#}");
        // Pages go on where the last one ended.
        let page = house.readers(&djamila, 1, &Value::Null).await["data"]["case"]["readers"].clone();
        assert_eq!((&page["totalCount"], &page["pageInfo"]["hasNextPage"]), (&json!(3), &json!(true)));
        let next = house.readers(&djamila, 2, &page["pageInfo"]["endCursor"]).await["data"]["case"]["readers"].clone();
        assert_eq!(next["nodes"].as_array().map(Vec::len), Some(2));
        assert_eq!(next["pageInfo"]["hasNextPage"], false);
    })
    .await;
}

#[tokio::test]
async fn reading_the_readers_is_a_reading() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let djamila = house.officer().await;
        assert_eq!(house.readers(&djamila, 9, &Value::Null).await["data"]["case"]["readersCompleteUntil"], Value::Null);
        house.readers(&djamila, 9, &Value::Null).await;
        house.folds().await;
        let asked = house.readers(&djamila, 9, &Value::Null).await;
        let case = &asked["data"]["case"];
        assert_eq!(case["readers"]["nodes"][0]["workerId"], worker_id(&djamila), "{asked:#}");
        assert_eq!(classes(&case["readers"]["nodes"][0]), ["READERS"]);
        assert_eq!(case["readersCompleteUntil"], json!("2023-11-14T22:12:20.500250Z"), "a minute before the run");
    })
    .await;
}

#[tokio::test]
async fn nobody_else_learns_anything() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.reads_file(&house.aminata).await;
        house.folds().await;
        let auditor = Viewer { roles: vec![Role::Auditor], ..house.salif.clone() };
        for who in [&house.aminata, &house.moussa, &house.salif, &house.awa, &auditor] {
            let asked = house.readers(who, 20, &Value::Null).await;
            assert_eq!(asked["data"]["case"], json!({ "readersCompleteUntil": null, "readers": null }), "{asked:#}");
            let withheld: Vec<_> = asked["extensions"]["withheld"].as_array().expect("notes").clone();
            assert!(withheld.iter().all(|note| note["class"] == "READERS"), "{asked:#}");
            assert_eq!(withheld.len(), 2);
        }
        house.world.add(rows::share(&house.case, &house.partner)).await;
        for who in [&house.ibrahim, &house.nadia] {
            let officer = Viewer { roles: vec![Role::DataProtectionOfficer], ..who.clone() };
            let asked = house.readers(&officer, 20, &Value::Null).await;
            assert_eq!(asked["errors"][0]["extensions"]["code"], "NOT_FOUND", "{asked:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_organisation_is_one_line_a_day_without_worker_and_times() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let djamila = house.officer().await;
        let hawa = house.overseer().await;
        house.shares(D::Operational, &[D::Operational, D::Identity]).await;
        house.reads_file(&focal_point(&house.ibrahim)).await;
        house.reads_file(&focal_point(&house.zara)).await;
        house.reads_file(&house.aminata).await;
        house.reads_file(&hawa).await;
        let bare = json!({ "day": "2023-11-14", "workerId": null, "workerName": null, "roles": null, "purpose": null,
            "firstAt": null, "lastAt": null });
        for (who, others) in [(&djamila, &[&house.ibrahim][..]), (&hawa, &[&house.ibrahim, &house.aminata])] {
            let told = house.told(who).await;
            for other in others {
                let of_other: Vec<_> =
                    told.iter().filter(|it| it["organisation"]["id"] == organisation_id(other)).collect();
                assert_eq!(of_other.len(), 1, "{told:#?}");
                for (field, value) in bare.as_object().expect("fields") {
                    assert_eq!(&of_other[0][field], value, "{field}: {told:#?}");
                }
                assert!(!classes(of_other[0]).contains(&"PROTECTION"), "{told:#?}");
            }
        }
        let of_nobody = house.told(&djamila).await;
        for unknown in [&house.nadia, &hawa] {
            let id = organisation_id(unknown);
            assert!(of_nobody.iter().all(|it| it["organisation"]["id"] != id), "oversight is not told: {of_nobody:#?}");
        }
    })
    .await;
}

/// What Djamila reads in a world whose partner has one share that she may know of, and perhaps one more.
async fn with_shares(house: House, hidden: bool) -> String {
    let djamila = house.officer().await;
    house.shares(D::Operational, &[D::Operational, D::IdentityCoarse]).await;
    if hidden {
        house.shares(D::Asylum, &[D::Operational, D::Identity, D::Protection, D::Asylum]).await;
    }
    house.reads_file(&focal_point(&house.ibrahim)).await;
    let told = house.told(&djamila).await;
    assert_eq!(told.len(), 1, "the reading is there by the share that she knows of");
    let names = [organisation_id(&house.ibrahim), organisation_id(&djamila), worker_id(&djamila)];
    let names = names.map(|id| id.as_str().expect("an id").to_owned());
    let mut asked = house.readers(&djamila, 100, &Value::Null).await;
    // A cursor is sealed and differs each time.
    asked["data"]["case"]["readers"]["pageInfo"]["endCursor"] = Value::Null;
    names.iter().fold(asked.to_string(), |text, id| text.replace(id, "ID"))
}

#[tokio::test]
async fn a_hidden_share_changes_no_byte_of_what_the_officer_reads() {
    let told: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    for hidden in [false, true] {
        let all = Arc::clone(&told);
        on_both(move |world| {
            let all = Arc::clone(&all);
            async move {
                let told = with_shares(House::begin(world).await, hidden).await;
                all.lock().expect("no test has failed").insert(told);
            }
        })
        .await;
    }
    let told = told.lock().expect("no test has failed");
    assert_eq!(told.len(), 1, "with and without the hidden share, on both databases: {told:#?}");
}

#[tokio::test]
async fn what_only_a_hidden_share_explains_is_not_told() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let djamila = house.officer().await;
        house.shares(D::Asylum, &[D::Operational, D::Identity, D::Asylum]).await;
        let partner = focal_point(&house.ibrahim);
        assert_ne!(house.reads_file(&partner).await["data"]["case"], Value::Null);
        assert_eq!(house.told(&djamila).await, [] as [Value; 0]);
        // A share that begins later does not explain it either, nor one that has ended.
        house.world.now += chrono::Duration::hours(1);
        let later = share::Model { starts_at: house.world.now, ..rows::share(&house.case, &house.partner) };
        house.world.add(later).await;
        let ended = house.world.now - chrono::Duration::hours(2);
        let ended = share::Model { ended_at: Some(ended), ..rows::share(&house.case, &house.partner) };
        house.world.add(ended).await;
        assert_eq!(house.told(&djamila).await, [] as [Value; 0]);
        house.reads_file(&partner).await;
        assert_eq!(house.told(&djamila).await.len(), 1, "now the later share explains a reading");
    })
    .await;
}
