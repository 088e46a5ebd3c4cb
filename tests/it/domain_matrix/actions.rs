//! Compares the actors that the domain names for each action with the shipped policy. `actions.csv` lists each action
//! with its actors, the sentence of the domain, and why it is no secret of the twins if it is none. `actors.csv` lists the roles and relations of each actor. The actor
//! "writes CLASS" is everybody who has a W in this class in `matrix.csv`. `action_differences.csv` lists every cell
//! where the policy differs, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::{Relation, Role};
use sea_orm::Iterable;
use waystation::access::{action::Action, policy::Policy};

use super::{code, pairs, rows};

/// A cell: role, relation and action.
type Key = (String, String, String);

#[test]
fn the_actions_of_the_policy_are_those_of_the_domain_or_it_says_why_not() {
    let (expected, policy) = (expected(), Policy::shipped());
    let mut differing = BTreeMap::new();
    for (role, relation) in pairs() {
        let given = &policy.cell(code(&role), code(&relation)).actions;
        for action in Action::all() {
            let key = (role.clone(), relation.clone(), action.name());
            let (wanted, given) = (expected.contains(&key), given.contains(&action));
            if wanted != given {
                differing.insert(key, if given { "only in the policy" } else { "only in the domain" });
            }
        }
    }
    let accepted = accepted();
    let unexplained = only_in(&differing, &accepted);
    let outdated = only_in(&accepted, &differing);
    assert!(
        unexplained.is_empty() && outdated.is_empty(),
        "cells that differ from the domain without a reason in action_differences.csv:\n{}\n\
         reasons whose cell does not differ so:\n{}",
        unexplained.join("\n"),
        outdated.join("\n"),
    );
}

/// The roles that read no row of a case take no action on one, whatever the reasons above say.
#[test]
fn no_reason_lets_a_role_without_rows_act() {
    let policy = Policy::shipped();
    for role in [Role::Administrator, Role::Analyst, Role::Donor, Role::Auditor, Role::ServiceAccount] {
        let keeps_entries = matches!(role, Role::Administrator | Role::ServiceAccount);
        let reached = |relation: &Relation| !keeps_entries || *relation != Relation::Directory;
        for relation in Relation::iter().filter(reached) {
            assert!(policy.cell(role, relation).actions.is_empty(), "{role:?} {relation:?}");
        }
    }
}

fn only_in(these: &BTreeMap<Key, &str>, those: &BTreeMap<Key, &str>) -> Vec<String> {
    let missing = these.iter().filter(|(key, side)| those.get(*key) != Some(*side));
    missing.map(|((role, relation, action), side)| format!("{role} {relation} {action} {side}")).collect()
}

/// The cells in which the domain allows the action.
fn expected() -> BTreeSet<Key> {
    let actors = actors();
    let mut cells = BTreeSet::new();
    let mut actions = BTreeSet::new();
    for row in rows("actions.csv") {
        assert!(actions.insert(row["action"].clone()), "{} is there twice", row["action"]);
        assert!(row["rule"].len() > 10, "{} has no sentence of the domain", row["action"]);
        for actor in row["actors"].split("; ") {
            let stands_for = actors.get(actor).unwrap_or_else(|| panic!("actors.csv does not know {actor}"));
            cells.extend(stands_for.iter().cloned().map(|(role, relation)| (role, relation, row["action"].clone())));
        }
    }
    let all: BTreeSet<_> = Action::all().map(Action::name).collect();
    assert_eq!(actions, all, "actions.csv holds every action");
    cells
}

/// The roles and relations of each actor.
fn actors() -> BTreeMap<String, BTreeSet<(String, String)>> {
    let mut actors: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for row in rows("actors.csv") {
        let relations = row["relations"].split_whitespace();
        let cells = relations.map(|relation| (row["role"].clone(), relation.to_owned()));
        actors.entry(row["actor"].clone()).or_default().extend(cells);
    }
    for row in rows("matrix.csv") {
        for (class, _) in row.iter().filter(|(_, word)| *word == "W") {
            let relations = row["relations"].split_whitespace();
            let cells = relations.map(|relation| (row["role"].clone(), relation.to_owned()));
            actors.entry(format!("writes {class}")).or_default().extend(cells);
        }
    }
    actors
}

/// Reads `action_differences.csv`. One line can name several relations and actions.
fn accepted() -> BTreeMap<Key, &'static str> {
    let mut cells = BTreeMap::new();
    for row in rows("action_differences.csv") {
        assert!(row["reason"].len() > 20, "a difference needs a reason: {row:?}");
        let side = match row["only_in"].as_str() {
            "policy" => "only in the policy",
            "domain" => "only in the domain",
            other => panic!("action_differences.csv: {other} is neither domain nor policy"),
        };
        for relation in row["relations"].split_whitespace() {
            for action in row["actions"].split_whitespace() {
                let key = (row["role"].clone(), relation.to_owned(), action.to_owned());
                assert!(cells.insert(key, side).is_none(), "{} {relation} {action} is there twice", row["role"]);
            }
        }
    }
    cells
}
