//! The questions, made from the tables of fields: each record that has an identifier with everything that hangs on it.

use waystation::{
    graphql::{
        record::table::{Holds, Table},
        records,
    },
    store::facts::Access,
};

/// The records that have an identifier, each with the question for all its fields.
pub fn roots() -> Vec<(&'static Table, String)> {
    records::all()
        .into_iter()
        .filter(|table| identified(table))
        .map(|table| {
            let fields = fields(table, &mut vec![table.name]);
            (table, format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{{fields}}} }} }}", table.name))
        })
        .collect()
}

fn identified(table: &Table) -> bool {
    table.fields.iter().any(|field| matches!(field.holds, Holds::Id))
}

/// Every field of a record and, below it, of every record that is not above it: a case asks for its referrals, and
/// these do not ask for the case again.
fn fields(table: &'static Table, above: &mut Vec<&'static str>) -> String {
    let mut text = String::new();
    for field in &table.fields {
        let (to, connection) = match &field.holds {
            Holds::One { to, .. } | Holds::Known { to, .. } => (to(), false),
            Holds::Many { to, connection, .. } => (to(), *connection),
            Holds::Leaf { .. } | Holds::Organisation { .. } | Holds::Centre { .. } | Holds::Id => {
                text.push_str(&format!(" {}", field.name));
                continue;
            }
        };
        if above.contains(&to.name) {
            continue;
        }
        // The directory is asked by itself.
        if matches!(to.access, Access::Public | Access::Service) && identified(to) {
            text.push_str(&format!(" {} {{ id }}", field.name));
            continue;
        }
        above.push(to.name);
        let below = fields(to, above);
        above.pop();
        let below = if connection { format!(" nodes {{{below} }}") } else { below };
        text.push_str(&format!(" {} {{{below} }}", field.name));
    }
    text
}
