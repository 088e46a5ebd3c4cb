//! Compares the domain's matrix (which role in which relation reads which class) with the shipped policy. `matrix.csv`
//! holds the domain's cells in its own terms. `differences.csv` holds every cell where the policy differs, with the
//! reason. The test fails on a difference without a reason and on a reason without a difference. `actions` does the same
//! for actions.

mod actions;
mod never;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;
use serde::de::DeserializeOwned;
use waystation::access::{
    class::coarse,
    policy::{Policy, spelled},
};

/// The classes of the domain's matrix, in its order.
const CLASSES: [&str; 11] = [
    "OPERATIONAL",
    "IDENTITY",
    "CONTACT",
    "LEGAL",
    "ASSISTANCE",
    "JOURNEY",
    "PROTECTION",
    "MEDICAL",
    "ASYLUM",
    "STAFF",
    "LOCATION",
];

/// A cell: role, relation and class.
type Key = (String, String, String);

#[test]
fn the_policy_is_the_matrix_of_the_domain_or_says_why_not() {
    let (expected, policy) = (expected(), Policy::shipped());
    let mut differing = BTreeMap::new();
    for (role, relation) in pairs() {
        for class in CLASSES {
            let (wanted, given) = (wanted(&expected, &role, &relation, class), given(&policy, &role, &relation, class));
            if wanted != given {
                differing.insert((role.clone(), relation.clone(), class.to_owned()), (wanted, given));
            }
        }
    }
    let accepted = accepted();
    let unexplained = only_in(&differing, &accepted);
    let outdated = only_in(&accepted, &differing);
    assert!(
        unexplained.is_empty() && outdated.is_empty(),
        "cells that differ from the domain (domain, policy) without a reason in differences.csv:\n{}\n\
         reasons whose cell does not differ so:\n{}",
        unexplained.join("\n"),
        outdated.join("\n"),
    );
}

/// The cells of one side that are missing or different on the other side, one line each.
fn only_in(these: &BTreeMap<Key, (char, char)>, those: &BTreeMap<Key, (char, char)>) -> Vec<String> {
    let missing = these.iter().filter(|(key, cells)| those.get(*key) != Some(*cells));
    missing.map(|((role, relation, class), cells)| format!("{role} {relation} {class} {cells:?}")).collect()
}

/// The expected letter of each cell: `F` the exact class, `M` its coarse sibling, `A` aggregates only, `-` nothing.
fn expected() -> BTreeMap<Key, char> {
    let mut cells = BTreeMap::new();
    for row in rows("matrix.csv") {
        for relation in row["relations"].split_whitespace() {
            for class in CLASSES {
                let key = (row["role"].clone(), relation.to_owned(), class.to_owned());
                assert!(cells.insert(key, letter(&row[class])).is_none(), "{} {relation} is there twice", row["role"]);
            }
        }
    }
    cells
}

/// Translates a term of the domain's matrix into a letter.
fn letter(word: &str) -> char {
    match word {
        "F" | "W" | "p" | "stub" | "packet" | "ticket" => 'F',
        "M" | "tombstone" | "config only" | "gate result" | "fit or unfit" | "triage" => 'M',
        "A" | "totals" => 'A',
        "-" => '-',
        other => panic!("matrix.csv: {other} is not a term of the matrix"),
    }
}

/// A relation that the domain does not list for a role gives only public facts.
fn wanted(expected: &BTreeMap<Key, char>, role: &str, relation: &str, class: &str) -> char {
    let key = (role.to_owned(), relation.to_owned(), class.to_owned());
    expected.get(&key).copied().unwrap_or('-')
}

fn given(policy: &Policy, role: &str, relation: &str, class: &str) -> char {
    let (relation, class): (Relation, DataClass) = (code(relation), code(class));
    let classes = policy.cell(code(role), relation).classes;
    let counted = relation == Relation::Statistics;
    if classes.holds(class) {
        if counted { 'A' } else { 'F' }
    } else if coarse(class).iter().any(|sibling| classes.holds(*sibling)) {
        if counted { 'A' } else { 'M' }
    } else {
        '-'
    }
}

/// Reads `differences.csv`. One line can name several relations and classes; `domain` and `policy` are letters.
fn accepted() -> BTreeMap<Key, (char, char)> {
    let mut cells = BTreeMap::new();
    for row in rows("differences.csv") {
        assert!(row["reason"].len() > 20, "a difference needs a reason: {row:?}");
        let only = |column: &str| row[column].chars().next().expect("a letter");
        for relation in row["relations"].split_whitespace() {
            for class in row["classes"].split_whitespace() {
                let key = (row["role"].clone(), relation.to_owned(), class.to_owned());
                let cell = (only("domain"), only("policy"));
                assert!(cells.insert(key, cell).is_none(), "{} {relation} {class} is there twice", row["role"]);
            }
        }
    }
    cells
}

fn pairs() -> BTreeSet<(String, String)> {
    Role::iter().flat_map(|role| Relation::iter().map(move |relation| (spelled(&role), spelled(&relation)))).collect()
}

fn code<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(serde_json::Value::from(name)).unwrap_or_else(|_| panic!("{name} is not a code"))
}

/// The records of a CSV file in `domain_matrix/`, each by column name.
pub fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/domain_matrix"));
    let mut reader = csv::Reader::from_path(folder.join(file)).expect("the file is in the repository");
    reader.deserialize().map(|row| row.expect("each line has all columns")).collect()
}
