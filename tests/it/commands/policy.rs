//! `policy`: the table shows every grant of the policy and nothing else, and the check reports every mistake.

use std::collections::BTreeMap;

use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;
use serde::de::DeserializeOwned;
use waystation::access::{
    action::Action,
    class::ClassSet,
    policy::{Policy, spelled},
};

use super::{Folder, run};

fn code<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).unwrap_or_else(|_| panic!("{name} is no code"))
}

/// The rows of a Markdown table: the third cell by the first two, where - is an empty cell.
fn rows(text: &str, headings: &str) -> BTreeMap<(String, String), String> {
    let lines = text.lines().skip_while(|line| line.replace(' ', "") != headings);
    let mut rows = BTreeMap::new();
    for line in lines.skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let [first, second, third] = &cells[..] else { panic!("{line}") };
        let third = if third == "-" { String::new() } else { third.clone() };
        assert!(rows.insert((first.clone(), second.clone()), third).is_none(), "twice: {line}");
    }
    rows
}

#[test]
fn the_table_shows_every_class_and_every_action_of_the_policy() {
    let (exit, text) = run(&["policy", "table"]);
    let policy = Policy::shipped();
    assert!(exit == Some(0) && text.starts_with(&format!("# Policy {}\n", policy.version)), "{text}");
    let (mut classes, actions) = (rows(&text, "|role|relation|classes|"), rows(&text, "|role|action|relations|"));
    for role in Role::iter() {
        for relation in Relation::iter() {
            let shown = classes.remove(&(spelled(&role), spelled(&relation))).expect("every relation has its row");
            let shown: ClassSet = shown.split_whitespace().map(code::<DataClass>).collect();
            assert_eq!(shown, policy.cell(role, relation).classes, "{role:?} {relation:?}");
        }
        for action in Action::iter() {
            let shown = actions.get(&(spelled(&role), spelled(&action))).map_or("", String::as_str);
            let shown: Vec<_> = shown.split_whitespace().map(code::<Relation>).collect();
            let takes = |relation: &Relation| policy.cell(role, *relation).actions.contains(&action);
            assert_eq!(shown, Relation::iter().filter(takes).collect::<Vec<_>>(), "{role:?} {action:?}");
        }
        assert!(actions.keys().any(|(first, _)| *first == spelled(&role)), "{role:?} has no row");
    }
    for action in Action::iter().map(|action| spelled(&action)) {
        assert!(actions.keys().any(|(_, second)| *second == action), "{action} has no row");
    }
    assert!(classes.is_empty(), "rows without a role or a relation: {classes:?}");
}

#[test]
fn the_table_as_csv_has_a_record_for_every_role_and_relation() {
    let (exit, text) = run(&["policy", "table", "--format", "csv"]);
    assert_eq!(exit, Some(0), "{text}");
    let policy = Policy::shipped();
    let mut records = csv::Reader::from_reader(text.as_bytes());
    let mut expected = Role::iter().flat_map(|role| Relation::iter().map(move |relation| (role, relation)));
    for record in records.records().map(|record| record.expect("it is CSV")) {
        let (role, relation) = expected.next().expect("there is no other record");
        let cell = policy.cell(role, relation);
        assert_eq!((code::<Role>(&record[0]), code::<Relation>(&record[1])), (role, relation));
        assert!(record[2].split_whitespace().map(code::<DataClass>).eq(cell.classes.iter()), "{role:?} {relation:?}");
        assert!(
            record[3].split_whitespace().map(code::<Action>).eq(cell.actions.iter().copied()),
            "{role:?} {relation:?}"
        );
    }
    assert_eq!(expected.next(), None, "a record is missing");
}

#[test]
fn the_check_says_the_version_or_every_mistake() {
    let (exit, text) = run(&["policy", "check", "policy.toml"]);
    let sound = format!("policy.toml: sound, version {}\n", Policy::shipped().version);
    assert_eq!((exit, text), (Some(0), sound));
    let folder = Folder::new();
    let shipped = std::fs::read_to_string("policy.toml").expect("the tests run where the policy is");
    let wrong =
        shipped.replacen("\"@record_stays\"", "\"record_stays\"", 1).replacen("[roles.DONOR]", "[roles.DONER]", 1);
    let wrong = folder.write("wrong.toml", &wrong);
    let (exit, text) = run(&["policy", "check", &wrong]);
    assert_eq!((exit, text.lines().count()), (Some(1), 3), "{text}");
    for mistake in ["did you mean \"@record_stays\"?", "did you mean \"DONOR\"?", "role DONOR is missing"] {
        assert!(text.contains(mistake), "{text}");
    }
}

#[test]
fn a_comparison_says_what_each_role_gains_and_loses() {
    let folder = Folder::new();
    let shipped = include_str!("../../../policy.toml");
    let old = folder.write("old.toml", shipped);
    let (role, relation, class) = (Role::CaseWorker, Relation::OwnCentre, "CONTACT_COARSE");
    let (before, cell) = shipped.split_once("\n[roles.CASE_WORKER]\n").expect("there is a case worker");
    let (assigned, cell) = cell.split_once("OWN_CENTRE.classes").expect("a case worker reads its own centre");
    let cell = cell.replacen(&format!("\"{class}\", "), "", 1);
    let narrowed = format!("{before}\n[roles.CASE_WORKER]\n{assigned}OWN_CENTRE.classes{cell}");
    let new = folder.write("new.toml", &narrowed);
    assert_eq!(run(&["policy", "diff", &old, &old]), (Some(0), String::new()));
    for (arguments, column) in [([&old, &new], 3), ([&new, &old], 2)] {
        let (exit, text) = run(&["policy", "diff", arguments[0], arguments[1], "--format", "csv"]);
        let rows: Vec<Vec<_>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!((exit, rows.len()), (Some(1), 1), "{text}");
        assert_eq!(rows[0][..2], [spelled(&role), spelled(&relation)]);
        let (changed, other) = (rows[0][column], rows[0][5 - column]);
        assert!(changed.split(' ').any(|it| it == class) && other.is_empty(), "{text}");
    }
    let (exit, text) = run(&["policy", "diff", &old, "/nowhere"]);
    assert!(exit == Some(2) && text.contains("/nowhere"), "{text}");
}
