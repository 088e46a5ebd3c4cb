//! Questions made from the tables of fields, so that the tests ask for every new field automatically.

use entity::codes::DataClass;
use waystation::{
    graphql::{
        record::table::{Holds, Table},
        records,
    },
    store::access::row_access::Access,
};

/// The records that have an identifier.
pub fn identified() -> impl Iterator<Item = &'static Table> {
    records::all().into_iter().filter(|table| has_identifier(table))
}

/// A query for all fields of a record by its identifier, and of records with an identifier up to `deep` steps below it.
pub fn node(table: &'static Table, deep: usize) -> String {
    let fields = fields(table, &mut vec![table.name], deep);
    format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{{fields} }} }} }}", table.name)
}

/// A query for all public fields of a root list. Below them only names are asked for.
pub fn list(table: &'static Table, root: &str) -> String {
    let mut fields = String::new();
    for field in table.fields.iter().filter(|field| field.class == DataClass::Public) {
        let to = match &field.holds {
            Holds::One { to, .. } | Holds::Known { to, .. } | Holds::Many { to, .. } => to(),
            Holds::Parts { to, .. } => {
                let parts: Vec<_> = to().fields.iter().map(|part| part.name).collect();
                fields.push_str(&format!(" {} {{ {} }}", field.name, parts.join(" ")));
                continue;
            }
            _ => {
                fields.push_str(&format!(" {}", field.name));
                continue;
            }
        };
        let key = if has_identifier(to) { "id" } else { to.fields[0].name };
        fields.push_str(&format!(" {} {{ {key} }}", field.name));
    }
    let page = "pageInfo { hasNextPage endCursor }";
    format!("query($after: String) {{ list: {root}(first: 100, after: $after) {{ nodes {{{fields} }} {page} }} }}")
}

/// Every field of a record and, below it, of every record that is not above it: a case asks for its referrals, and
/// these do not ask for the case again. Records with an identifier that are more than `deep` steps below are asked for
/// their type only, because they are asked for whole at their own root. Without this limit the queries would grow with
/// each new relation: consents refer to referrals, referrals to shares.
pub fn fields(table: &'static Table, above: &mut Vec<&'static str>, deep: usize) -> String {
    let mut text = String::new();
    // Many records name a worker. The lists of a worker are asked for below two of them, and no case whole.
    let is_worker = table.name == "Worker";
    let lists = !is_worker || matches!(above.iter().rev().nth(1), Some(&"Case" | &"Referral"));
    let deep = if is_worker { 0 } else { deep };
    for field in &table.fields {
        let (to, connection) = match &field.holds {
            Holds::One { to, .. } | Holds::Known { to, .. } => (to(), false),
            Holds::Many { to, connection, .. } => (to(), *connection),
            Holds::Occupancies { to, .. } | Holds::Parts { to, .. } => (to(), false),
            Holds::Leaf { .. }
            | Holds::Actions { .. }
            | Holds::Organisation { .. }
            | Holds::Centre { .. }
            | Holds::Occupancy { .. }
            | Holds::Part
            | Holds::Id => {
                text.push_str(&format!(" {}", field.name));
                continue;
            }
        };
        if above.contains(&to.name) || (matches!(field.holds, Holds::Many { .. }) && !lists) {
            continue;
        }
        let identified = has_identifier(to);
        // Records of the directory are asked for by themselves.
        let below = if matches!(to.access, Access::Public | Access::Service) && identified {
            " id".to_owned()
        } else if identified && deep == 0 {
            " __typename".to_owned()
        } else {
            above.push(to.name);
            let below = fields(to, above, deep - usize::from(identified));
            above.pop();
            below
        };
        let below = if below.is_empty() { " __typename".to_owned() } else { below };
        if connection {
            text.push_str(&format!(" {} {{ totalCount nodes {{{below} }} }}", field.name));
        } else {
            text.push_str(&format!(" {} {{{below} }}", field.name));
        }
    }
    text
}

fn has_identifier(table: &Table) -> bool {
    table.fields.iter().any(|field| matches!(field.holds, Holds::Id))
}
