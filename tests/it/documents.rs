//! Documents name files that exist: the target of each link, and each path of the repository in backticks.

use std::{fs, path::Path};

/// Places in backticks that are not in the repository, and why. May only shrink.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("demo-data/tokens.json", "the demo writes it"),
    ("migration/sql/mNNNN_name.sql", "a pattern"),
    ("entity/src/x.rs", "a pattern"),
    ("src/graphql/records/x.rs", "a pattern"),
    ("src/actions/AREA/verb.rs", "a pattern"),
    ("src/actions/AREA/mod.rs", "a pattern"),
];

/// The folders with which a path in backticks begins.
const TOPS: &[&str] = &[
    "src/",
    "admission/",
    "entity/",
    "migration/",
    "tests/",
    "demo/",
    "bench/",
    "benches/",
    "docs/",
    "examples/",
    "demo-data/",
];

#[test]
fn documents_name_files_that_exist() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    for folder in ["", "docs", "docs/decisions"] {
        let entries = fs::read_dir(top.join(folder)).expect("a folder of the repository");
        pages.extend(
            entries
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|it| it == "md")),
        );
    }
    assert!(pages.len() > 50, "only {} pages were read", pages.len());
    let mut findings = Vec::new();
    for page in &pages {
        let text = fs::read_to_string(page).expect("a page is text");
        let folder = page.parent().expect("a page is in a folder");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let links =
            links.filter(|link| !link.is_empty() && !link.contains("://")).map(|link| (link, folder.join(link)));
        let places = text.split('`').filter(|place| TOPS.iter().any(|start| place.starts_with(start)));
        let places =
            places.filter(|place| !place.contains([' ', '\n', '*']) && !EXCEPTIONS.iter().any(|(it, _)| it == place));
        let places = places.map(|place| (place, top.join(place)));
        for (name, path) in links.chain(places).filter(|(_, path)| !path.exists()) {
            findings.push(format!("{}: {name} ({})", page.display(), path.display()));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
