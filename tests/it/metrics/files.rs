//! The dashboard, the alerts and the manual name metrics and labels that exist. A query of another name has no result, and an
//! alert on it never comes.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use waystation::metrics::list;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

/// The names with our prefix in a text.
fn names(text: &str) -> BTreeSet<&str> {
    let words = text.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_'));
    words.filter(|word| word.starts_with("waystation_")).collect()
}

fn is_listed(name: &str) -> bool {
    list::ALL.iter().any(|metric| {
        let rest = name.strip_prefix(metric.description().name);
        rest.is_some_and(|rest| ["", "_bucket", "_sum", "_count"].contains(&rest))
    })
}

#[test]
fn the_dashboard_and_the_alerts_use_metrics_that_exist() {
    let (dashboard, alerts) = (file("deploy/grafana/waystation.json"), file("deploy/prometheus/alerts.yml"));
    for (path, text) in [("the dashboard", &dashboard), ("the alerts", &alerts)] {
        let names = names(text);
        assert!(names.len() > 8, "{path} has only {names:?}");
        let missing: Vec<_> = names.into_iter().filter(|name| !is_listed(name)).collect();
        assert!(missing.is_empty(), "{path}: {missing:?} are not in src/metrics/list.rs");
        let known: BTreeSet<_> = list::ALL.iter().flat_map(|it| it.description().labels).copied().collect();
        for by in text.split("by (").skip(1).filter_map(|rest| rest.split(')').next()) {
            for label in by.split(", ").filter(|label| !["le", "instance"].contains(label)) {
                assert!(known.contains(label), "{path}: there is no label {label}");
            }
        }
    }
    let dashboard: Value = serde_json::from_str(&dashboard).expect("the dashboard is JSON");
    let panels = dashboard["panels"].as_array().expect("the dashboard has panels");
    let queries = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("a panel has queries"));
    assert!(queries.into_iter().all(|query| query["expr"].as_str().is_some_and(|it| !names(it).is_empty())));
}

#[test]
fn each_alert_says_what_happened_and_what_it_means() {
    let alerts = file("deploy/prometheus/alerts.yml");
    for alert in alerts.split("- alert: ").skip(1) {
        for part in ["expr: ", "severity: ", "summary: ", "description: "] {
            assert!(alert.contains(part), "{part} is missing: {alert}");
        }
    }
    assert!(file("deploy/prometheus/scrape.yml").contains("alerts.yml"));
}

#[test]
fn the_manual_explains_every_metric() {
    let manual = file("docs/operating.md");
    let (_, section) = manual.split_once("\n## Metrics\n").expect("the section");
    let explained = names(section.split("\n## ").next().unwrap_or_default());
    for metric in list::ALL {
        let name = metric.description().name;
        assert!(explained.contains(name), "docs/operating.md does not explain {name}");
    }
    let missing: Vec<_> = explained.into_iter().filter(|name| !is_listed(name)).collect();
    assert!(missing.is_empty(), "docs/operating.md: {missing:?} are not in src/metrics/list.rs");
}
