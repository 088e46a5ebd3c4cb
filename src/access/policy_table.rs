//! A policy as a table, for people who do not read TOML: one line for each role and relation that grants anything.

use entity::codes::{Relation, Role};
use sea_orm::Iterable;

use super::policy::{Policy, spelled};

const HEADINGS: [&str; 4] = ["role", "relation", "classes", "actions"];

/// The policy as a Markdown table.
#[must_use]
pub fn markdown(policy: &Policy) -> String {
    let mut table = format!("| {} |\n|---|---|---|---|\n", HEADINGS.join(" | "));
    for line in lines(policy) {
        table.push_str(&format!("| {} |\n", line.join(" | ")));
    }
    table
}

/// The policy as CSV (RFC 4180).
#[must_use]
pub fn csv(policy: &Policy) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let lines = std::iter::once(HEADINGS.map(str::to_owned)).chain(lines(policy));
    for line in lines {
        table.write_record(line).expect("memory can be written");
    }
    let bytes = table.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}

fn lines(policy: &Policy) -> impl Iterator<Item = [String; 4]> {
    let pairs = Role::iter().flat_map(|role| Relation::iter().map(move |relation| (role, relation)));
    pairs.filter_map(|(role, relation)| {
        let cell = policy.cell(role, relation);
        if cell.classes.is_empty() {
            return None;
        }
        let classes: Vec<_> = cell.classes.iter().map(|class| spelled(&class)).collect();
        let actions: Vec<_> = cell.actions.iter().map(spelled).collect();
        Some([spelled(&role), spelled(&relation), classes.join(" "), actions.join(" ")])
    })
}
