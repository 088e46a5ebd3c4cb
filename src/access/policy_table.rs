//! A policy as a table, for people who do not read TOML. Bundles are resolved, and nothing is left out.

use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;

use super::{
    action::Action,
    class::{ClassSet, coarse},
    policy::{Cell, Policy, spelled},
};

/// The policy as Markdown: the classes of every role in every relation, then the relations in which a role takes an action.
pub(crate) fn markdown(policy: &Policy) -> String {
    let classes = cells(policy).map(|(role, relation, cell)| [spelled(&role), spelled(&relation), named(cell.classes)]);
    let mut actions = Vec::new();
    for role in Role::iter() {
        let taken = Action::iter().map(|action| (action, relations(policy, role, action)));
        let taken = taken.filter(|(_, relations)| !relations.is_empty());
        let before = actions.len();
        actions.extend(taken.map(|(action, relations)| [spelled(&role), spelled(&action), relations.join(" ")]));
        if actions.len() == before {
            actions.push([spelled(&role), String::new(), String::new()]);
        }
    }
    let unused = Action::iter().filter(|action| Role::iter().all(|role| relations(policy, role, *action).is_empty()));
    actions.extend(unused.map(|action| [String::new(), spelled(&action), String::new()]));
    format!(
        "# Policy {}\n\n\
         ## Classes that a role reads in a relation\n\n\
         A class includes its coarse form (X includes X_COARSE). The sign - means that nothing is granted.\n\n{}\n\
         ## Actions that a role takes, and in which relations\n\n\
         A role takes no action that is not listed for it.\n\n{}",
        policy.version,
        table(["role", "relation", "classes"], &classes.collect::<Vec<_>>()),
        table(["role", "action", "relations"], &actions),
    )
}

/// The policy as CSV (RFC 4180): one record for every role and relation, with every class and action.
pub(crate) fn csv(policy: &Policy) -> String {
    let records = cells(policy).map(|(role, relation, cell)| {
        let classes: Vec<_> = cell.classes.iter().map(|class| spelled(&class)).collect();
        let actions: Vec<_> = cell.actions.iter().map(spelled).collect();
        [spelled(&role), spelled(&relation), classes.join(" "), actions.join(" ")]
    });
    let headings = ["role", "relation", "classes", "actions"].map(str::to_owned);
    csv_table(std::iter::once(headings).chain(records))
}

pub(super) fn csv_table<const N: usize>(records: impl Iterator<Item = [String; N]>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    for record in records {
        table.write_record(record).expect("memory can be written");
    }
    let bytes = table.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}

/// A cell of the policy that differs between two policies.
pub(crate) struct Difference {
    role: Role,
    relation: Relation,
    /// What only the new policy grants there.
    gains: Vec<String>,
    /// What only the old policy grants there.
    loses: Vec<String>,
}

/// What the new policy grants and the old one does not, and the reverse, for every role and relation. A class that another
/// class of the same cell includes is named too, because a coarse form can be gained or lost alone.
pub(crate) fn differences(old: &Policy, new: &Policy) -> Vec<Difference> {
    let only = |here: &Cell, there: &Cell| {
        let classes = here.classes.except(there.classes);
        let classes: Vec<_> = classes.iter().map(|class| spelled(&class)).collect();
        [classes, here.actions.difference(&there.actions).map(spelled).collect()].concat()
    };
    cells(old)
        .map(|(role, relation, before)| (role, relation, before, new.cell(role, relation)))
        .filter(|(.., before, after)| before != after)
        .map(|(role, relation, before, after)| Difference {
            role,
            relation,
            gains: only(after, before),
            loses: only(before, after),
        })
        .collect()
}

/// The differences as Markdown.
pub(crate) fn markdown_of(differences: &[Difference]) -> String {
    table(["role", "relation", "gains", "loses"], &differences.iter().map(Difference::row).collect::<Vec<_>>())
}

/// The differences as CSV (RFC 4180).
pub(crate) fn csv_of(differences: &[Difference]) -> String {
    let headings = ["role", "relation", "gains", "loses"].map(str::to_owned);
    csv_table(std::iter::once(headings).chain(differences.iter().map(Difference::row)))
}

impl Difference {
    fn row(&self) -> [String; 4] {
        [spelled(&self.role), spelled(&self.relation), self.gains.join(" "), self.loses.join(" ")]
    }
}

fn cells(policy: &Policy) -> impl Iterator<Item = (Role, Relation, &Cell)> {
    let pairs = Role::iter().flat_map(|role| Relation::iter().map(move |relation| (role, relation)));
    pairs.map(|(role, relation)| (role, relation, policy.cell(role, relation)))
}

/// The classes without those that another class of the set includes.
fn named(classes: ClassSet) -> String {
    let included = |class: DataClass| classes.iter().any(|other| coarse(other).contains(&class));
    classes.iter().filter(|class| !included(*class)).map(|class| spelled(&class)).collect::<Vec<_>>().join(" ")
}

/// The relations in which the role takes the action.
fn relations(policy: &Policy, role: Role, action: Action) -> Vec<String> {
    let takes = |relation: &Relation| policy.cell(role, *relation).actions.contains(&action);
    Relation::iter().filter(takes).map(|relation| spelled(&relation)).collect()
}

/// A Markdown table whose columns are aligned, so that it is also readable in a terminal.
pub(super) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let headings = headings.map(str::to_owned);
    let shown = |cell: &String| if cell.is_empty() { "-".to_owned() } else { cell.clone() };
    let rows: Vec<[String; N]> = std::iter::once(&headings).chain(rows).map(|row| row.each_ref().map(shown)).collect();
    let mut widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0));
    // The last column is the widest: spaces behind it would only wrap the lines.
    widths[N - 1] = 0;
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(widths) {
            text.push_str(&format!("| {cell:width$} "));
        }
        text.push_str("|\n");
        if number == 0 {
            text.push_str(&format!("{}|\n", "|---".repeat(N)));
        }
    }
    text
}
