//! A service directory of HSDS 3 becomes services, in a dry run first.

use std::path::{Path, PathBuf};

use entity::{service, service_language};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use waystation::store::database::Options;

use super::{super::Folder, counted, import};
use crate::support::database::Fresh;

const MEALS: [&str; 2] = ["--term", "BD-1800=FOOD"];

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/directory").join(name)
}

#[tokio::test]
async fn services_of_hsds_are_imported_after_a_dry_run_and_twice_is_the_same() {
    for fresh in Fresh::all().await {
        let node = fresh.open(&Options::default()).await;
        assert_eq!(import(&example(""), &fresh, &[]).0, Some(0));
        let (before, file) = (counted(&node).await, example("services.hsds.json"));
        let (code, text) = import(&file, &fresh, &["--dry-run"]);
        let term = "line 2, column service_type: no taxonomy term is a type of service: it has \"BD-1800\", \"Meals\"";
        assert!(code == Some(2) && text.contains(term) && text.contains("because of 1 mistake"), "{text}");
        let (code, text) = import(&file, &fresh, &[&MEALS[..], &["--dry-run"]].concat());
        for told in [
            "services                   3 new, 0 changed, 0 same",
            "services.hsds.json, line 2, column schedules: a schedule is left out, because it is not weekly",
            "services.hsds.json, line 74, column telephone: it is left out, because it has no country code",
        ] {
            assert!(code == Some(0) && text.contains(told), "{told}: {text}");
        }
        assert_eq!(counted(&node).await, before);
        let (code, text) = import(&file, &fresh, &MEALS);
        assert_eq!(code, Some(0), "{text}");
        let (code, text) = import(&file, &fresh, &MEALS);
        assert!(code == Some(0) && text.contains("0 new, 0 changed, 3 same"), "{text}");

        let services = service::Entity::find().all(&node.reader).await.expect("read");
        let named = |name: &str| services.iter().filter(|it| it.name == name).collect::<Vec<_>>();
        let [kitchen] = named("Community kitchen")[..] else { panic!("one kitchen") };
        let shown = json!({
            "type": kitchen.service_type, "country": kitchen.country, "region": kitchen.admin1, "status": kitchen.status,
            "costs": kitchen.costs, "telephone": kitchen.telephone, "email": kitchen.email,
            "hours": kitchen.acceptance_hours, "places": [kitchen.capacity_free, kitchen.capacity_total],
            "unit": kitchen.capacity_unit, "secret": kitchen.confidential, "for": kitchen.eligibility,
        });
        assert_eq!(
            shown,
            json!({
                "type": "FOOD", "country": "NER", "region": "Agadez", "status": "ACTIVE", "costs": "Free of charge.",
                "telephone": "+22720000002", "email": "cuisine@tenere.example", "places": [60, 150],
                "hours": "Monday to Saturday at noon; and the first Sunday of the month", "unit": "meals a day",
                "secret": false, "for": "Everybody.",
            })
        );
        let schedules: Value = serde_json::from_str(kitchen.schedules.as_deref().expect("it has some")).expect("JSON");
        assert_eq!(
            schedules,
            json!([{ "days": ["MO", "TU", "WE", "TH", "FR", "SA"], "opensAt": "11:30", "closesAt": "14:00",
                     "validFrom": null, "validTo": null }])
        );
        let spoken = service_language::Entity::find().all(&node.reader).await.expect("read");
        assert_eq!(spoken.iter().filter(|it| it.service_id == kitchen.id).count(), 2);
        let mut advice = named("Advice on papers");
        advice.sort_by_key(|it| it.admin1.clone());
        let regions: Vec<_> = advice.iter().map(|it| (it.admin1.as_deref(), it.costs.as_deref())).collect();
        let costs = Some("Advice 0 XOF");
        assert_eq!(regions, [(Some("Agadez"), costs), (Some("Arlit"), costs)], "a row for each region");
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_file_of_hsds_is_told_and_nothing_is_written() {
    let text = std::fs::read_to_string(example("services.hsds.json")).expect("it is there");
    let all: Value = serde_json::from_str(&text).expect("it is JSON");
    let with = |pointer: &str, value: Value| {
        let mut kitchen = all[0].clone();
        *kitchen.pointer_mut(pointer).expect("it is there") = value;
        kitchen.to_string()
    };
    for fresh in Fresh::all().await {
        let (folder, node) = (Folder::new(), fresh.open(&Options::default()).await);
        assert_eq!(import(&example(""), &fresh, &[]).0, Some(0));
        let before = counted(&node).await;
        for (file, told) in [
            (
                with("/organization/name", json!("Nobody")),
                "column organisation: there is no \"Nobody\" in organisations",
            ),
            (with("/status", json!("suspended")), "column status: \"suspended\" is not allowed: One of ACTIVE"),
            (with("/service_at_locations", json!([])), "column country: it has no location with an address"),
            (with("/languages/0/code", json!("french")), "column languages: \"french\" is not allowed"),
            (with("/capacities/0/available", json!(200)), "column capacity_free: this is more than the total capacity"),
            (with("/email", json!("kitchen")), "column email: \"kitchen\" is not allowed"),
            (
                with("/service_at_locations/0/location/addresses/0/country", json!("XX")),
                "column country: \"XX\" is not",
            ),
            ("{\n".to_owned(), "line 2: EOF while parsing"),
            (json!({ "organizations": [] }).to_string(), "it has no services of HSDS 3"),
            (json!([all[0], all[0]]).to_string(), "line 1 is about the same record"),
        ] {
            let path = folder.0.join("wrong.json");
            std::fs::write(&path, &file).expect("the folder is ours");
            let (code, text) = import(&path, &fresh, &MEALS);
            assert!(code == Some(2) && text.contains(told), "{told}: {text}");
        }
        // A page of an API holds the same services.
        let path = folder.0.join("page.json");
        std::fs::write(&path, json!({ "total_items": 2, "contents": all }).to_string()).expect("the folder is ours");
        let (code, text) = import(&path, &fresh, &[&MEALS[..], &["--dry-run"]].concat());
        assert!(code == Some(0) && text.contains("3 new"), "{text}");
        assert_eq!(counted(&node).await, before);
        let (code, text) = import(&path, &fresh, &["--term", "BD-1800=MEALS"]);
        assert!(code == Some(2) && text.contains("MEALS is no type of service"), "{text}");
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
