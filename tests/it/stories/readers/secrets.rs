//! A reading of secrets alone makes no row: the log has it only if there was a secret to show.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use chrono::Duration;
use entity::{
    case_reading,
    codes::{DataClass as D, VulnerabilityCategory},
    read_log, vulnerability,
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};

use super::{classes, focal_point, organisation_id, worker_id};
use crate::{
    stories::house::House,
    support::{entries, on_both},
};

impl House {
    /// Awa reads the medical notes and nothing else, and the partner's officer the vulnerabilities. Gives how many each one saw.
    async fn secrets_are_read(&self) -> Vec<usize> {
        let partner = focal_point(&self.ibrahim);
        let mut seen = Vec::new();
        for (who, list) in [(&self.awa, "medicalNotes { summary }"), (&partner, "vulnerabilities { category }")] {
            let document = format!("query($id: ID!) {{ case(id: $id) {{ list: {list} }} }}");
            let asked = self.world.ask(&self.engine, who, &document, json!({ "id": self.case_id() })).await;
            let list = asked["data"]["case"]["list"].as_array();
            seen.push(list.unwrap_or_else(|| panic!("{asked:#}")).len());
        }
        seen
    }
}

/// What Djamila reads in a world with or without secrets.
async fn with_secrets(mut house: House, secrets: usize) -> String {
    let djamila = house.officer().await;
    house.shares(D::Operational, &[D::Operational, D::Protection]).await;
    if secrets > 0 {
        house.world.add(entries::medical_note(&house.case)).await;
        let category = VulnerabilityCategory::ChildAtRisk;
        house.world.add(vulnerability::Model { category, ..entries::vulnerability(&house.case) }).await;
    }
    assert_eq!(house.secrets_are_read().await, [secrets, secrets]);
    house.folds().await;
    let database = house.world.database.clone();
    let logged = read_log::Entity::find().all(&database.reader).await.expect("the log");
    let named = |class: &str| logged.iter().any(|row| row.entries.to_string().contains(class));
    assert!(secrets == 0 || named("\"MEDICAL\"") && named("\"PROTECTION\""), "the log moves: {logged:#?}");
    assert_eq!(case_reading::Entity::find().count(&database.reader).await.expect("a number"), 0);
    // Beside a reading that makes a row, its times and classes stay as they are.
    house.reads_file(&house.awa).await;
    house.reads_file(&focal_point(&house.ibrahim)).await;
    house.world.now += Duration::hours(1);
    house.secrets_are_read().await;
    let told = house.told(&djamila).await;
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(
        told.iter().all(|it| !classes(it).iter().any(|class| ["MEDICAL", "PROTECTION"].contains(class))),
        "{told:#?}"
    );
    assert!(told.iter().all(|it| it["firstAt"] == it["lastAt"]), "{told:#?}");
    let mut lines: Vec<_> = told.iter().map(Value::to_string).collect();
    for (id, name) in
        [(organisation_id(&djamila), "own"), (organisation_id(&house.ibrahim), "other"), (worker_id(&house.awa), "Awa")]
    {
        let id = id.as_str().expect("an id").to_owned();
        lines = lines.into_iter().map(|line| line.replace(&id, name)).collect();
    }
    lines.sort_unstable();
    lines.join("\n")
}

#[tokio::test]
async fn a_request_for_secrets_alone_makes_the_same_rows_with_and_without_them() {
    let told: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    for secrets in [0, 1] {
        let all = Arc::clone(&told);
        on_both(move |world| {
            let all = Arc::clone(&all);
            async move {
                let told = with_secrets(House::begin(world).await, secrets).await;
                all.lock().expect("no test has failed").insert(told);
            }
        })
        .await;
    }
    let told = told.lock().expect("no test has failed");
    assert_eq!(told.len(), 1, "with and without secrets, on both databases: {told:#?}");
}
