//! `codeLists`: every code has a label in each language, and the answer names what introspection shows to the viewer.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};

use crate::{
    layers::source,
    support::{on_both, sdl::Definitions, someone},
};

/// The languages with their files.
const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../../src/labels/en.ftl")),
    ("fr", include_str!("../../src/labels/fr.ftl")),
    ("ar", include_str!("../../src/labels/ar.ftl")),
];

/// The names of the lists: the enums of `entity::codes`, read from the source, so that a new one cannot be forgotten.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let files = source::all().into_iter().filter(|file| file.path.starts_with("entity/src/codes/"));
    let names: BTreeSet<_> = files
        .flat_map(|file| {
            let enums = file.text.lines().filter_map(|line| line.strip_prefix("pub enum ")?.split(' ').next());
            enums.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(names.len() > 60, "{names:?}");
    names
});

/// The lists of the whole schema with their codes.
fn lists() -> BTreeMap<String, Vec<String>> {
    let mut lists = Definitions::of_the_schema().codes;
    lists.retain(|name, _| NAMES.contains(name));
    lists
}

/// The labels of a file, by list and code.
fn labels(file: &str) -> BTreeMap<(&str, &str), &str> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let labels = lines.map(|line| {
        let (name, label) = line.split_once(" = ").expect("a label is one line");
        (name.split_once('-').expect("a list and a code"), label)
    });
    labels.collect()
}

#[test]
fn every_code_has_one_label_in_each_language() {
    let lists = lists();
    let codes = lists.iter().flat_map(|(list, codes)| codes.iter().map(|code| (list.as_str(), code.as_str())));
    let codes: BTreeSet<_> = codes.collect();
    for (language, file) in FILES {
        let labelled: BTreeSet<_> = labels(file).into_keys().collect();
        let missing: Vec<_> = codes.difference(&labelled).collect();
        let left_over: Vec<_> = labelled.difference(&codes).collect();
        assert!(missing.is_empty() && left_over.is_empty(), "{language}: missing {missing:?}, left over {left_over:?}");
    }
    // The cost of a document assumes these lengths: see `ServerConventions`.
    assert!(lists.len() <= 100 && lists.values().all(|codes| codes.len() <= 40));
}

#[test]
fn a_label_is_a_short_name_that_no_other_code_of_its_list_has() {
    let mut findings = Vec::new();
    for (language, file) in FILES {
        let mut seen = BTreeMap::new();
        for ((list, code), label) in labels(file) {
            let arabic = label.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter));
            // Marks above and below letters: they are not written in plain text.
            let marked = label.chars().any(|letter| ('\u{64b}'..='\u{652}').contains(&letter));
            let sentence_case = !label.starts_with(char::is_lowercase);
            if label == code || label.trim() != label || !sentence_case || marked || arabic != (language == "ar") {
                findings.push(format!("{language}: {list}.{code} is called {label}"));
            }
            if label.split(' ').count() > 8 || label.ends_with('.') {
                findings.push(format!("{language}: {list}.{code} is a sentence: {label}"));
            }
            if let Some(other) = seen.insert((list, label.to_lowercase()), code) {
                findings.push(format!("{language}: {list}.{code} and {other} are both called {label}"));
            }
        }
    }
    assert!(findings.is_empty(), "{findings:#?}");
}

/// Checks that the answer has exactly the lists, and of each exactly the codes, that this introspection shows.
pub fn are_those_of(schema: &Value, answer: &Value, viewer: &str) {
    let of = |types: &Value, values: &str, value: &str| -> BTreeMap<String, Vec<String>> {
        let types = types.as_array().expect("a list").iter().map(|it| {
            let values = it[values].as_array().into_iter().flatten();
            let values = values.map(|it| it[value].as_str().expect("a name").to_owned());
            (it["name"].as_str().expect("a name").to_owned(), values.collect())
        });
        types.collect()
    };
    let mut shown = of(&schema["types"], "enumValues", "name");
    shown.retain(|name, _| NAMES.contains(name));
    assert_eq!(of(answer, "codes", "code"), shown, "{viewer}");
}

const ASKED: &str =
    "query ($language: LanguageTag, $names: [String!]) { codeLists(language: $language, names: $names) {
    language direction lists { name description codes { code label description } } } }";

#[tokio::test]
async fn labels_are_in_the_language_that_was_asked_for() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let viewer = world.viewer(Role::ProtectionOfficer, &worker, &organisation);
        for (asked, language, direction) in [
            (Value::Null, "en", "LTR"),
            (json!("en-GB"), "en", "LTR"),
            (json!("FR"), "fr", "LTR"),
            (json!("ar-TN"), "ar", "RTL"),
            (json!("ha"), "en", "LTR"),
        ] {
            let answer = world.ask(&engine, &viewer, ASKED, json!({ "language": asked, "names": ["Sex"] })).await;
            let answer = &answer["data"]["codeLists"];
            assert_eq!((&answer["language"], &answer["direction"]), (&json!(language), &json!(direction)), "{asked}");
            let (_, file) = FILES.into_iter().find(|(tag, _)| *tag == language).expect("a file");
            let label = labels(file)[&("Sex", "FEMALE")];
            let code = json!({ "code": "FEMALE", "label": label, "description": "Female." });
            assert_eq!(answer["lists"][0]["codes"][0], code, "{asked}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_name_that_is_no_list_of_the_viewer_is_left_out() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let (organisation, worker) = someone(&world, OrganisationType::GovOriginConsular).await;
        let viewer = world.viewer(Role::GovernmentLiaison, &worker, &organisation);
        let names =
            ["LiaisonState", "ConsularState", "VulnerabilityCategory", "ErrorCode", "Case", "", "nothing", "Sex"];
        let asked = json!({ "names": names.into_iter().chain(["Sex"]).collect::<Vec<_>>() });
        let answer = world.ask(&engine, &viewer, ASKED, asked).await;
        let lists = answer["data"]["codeLists"]["lists"].as_array().expect("lists");
        let named: Vec<_> = lists.iter().map(|list| list["name"].as_str().expect("a name")).collect();
        assert_eq!(named, ["LiaisonState", "Sex"]);
        let none = world.ask(&engine, &viewer, ASKED, json!({ "names": [] })).await;
        assert_eq!(none["data"]["codeLists"]["lists"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_malformed_language_is_refused() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let viewer = world.viewer(Role::CaseWorker, &worker, &organisation);
        for language in ["", " ", "français", "عربي", "fr_FR", &"f".repeat(10_000)] {
            let answer = world.ask(&engine, &viewer, ASKED, json!({ "language": language })).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{language}: {answer}");
            assert_eq!(answer["data"]["codeLists"], Value::Null);
        }
    })
    .await;
}

/// The page of terms names the languages of the files, and no term has an empty cell.
#[test]
fn the_page_of_terms_has_a_word_in_each_language() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/terms.md");
    let page = fs::read_to_string(page).expect("a file of the repository");
    let (_, table) = page.split_once("| English | French | Arabic |\n|---|---|---|\n").expect("the table of terms");
    let (table, _) = table.split_once("\n\n").unwrap_or((table, ""));
    let rows: Vec<Vec<_>> =
        table.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert!(rows.len() >= 40, "{} terms", rows.len());
    assert!(rows.iter().all(|row| row.len() == 3 && row.iter().all(|cell| !cell.is_empty())), "{rows:?}");
}
