//! Whether a viewer is told of a change: only if the viewer could see it by reading the case again. The tables of fields say
//! which classes a written column is shown in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use entity::codes::DataClass;
use sea_orm::sea_query::{DynIden, IntoIden};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    error::Error,
    graphql::{
        record::{
            plan::Plan,
            table::{Field, Holds, Table, Via},
        },
        records,
    },
    store::{
        Store,
        access::{as_of::EXACT_CLOSURE_REASON, clearance::Clearance, row_access::Access},
        changes::entries::ChangedCase,
        read::children::Edge,
        write::written::WrittenRow,
    },
};

/// How the rows of a table are shown.
struct Shown {
    table: &'static Table,
    /// Whether a row has its own access. Otherwise it is read with the classes of its case.
    own: bool,
    /// The fields of a case or a person that lead to the rows.
    leads: Vec<Lead>,
}

/// A field that leads to rows.
#[derive(Clone, Copy)]
struct Lead {
    class: DataClass,
    /// How to find the rows, if they are children. It says which of them the viewer may know of.
    edge: Option<fn() -> Edge>,
}

/// The tables with rows of cases and persons, by name. A row of another table changes together with one of these.
static SHOWN: LazyLock<HashMap<String, Vec<Shown>>> = LazyLock::new(|| {
    let all = records::all();
    let mut shown: HashMap<String, Vec<Shown>> = HashMap::new();
    for table in &all {
        let from = all.iter().filter(|from| matches!(from.name, "Case" | "Person"));
        let mut leads: Vec<_> = from.flat_map(|from| leading(from, table)).collect();
        // A field of pages leads to the same rows as its plain list.
        leads.dedup_by(|one, other| one.class == other.class && one.edge.is_some() && other.edge.is_some());
        let own = match table.access {
            Access::Case => {
                leads = vec![Lead { class: DataClass::OperationalCoarse, edge: None }];
                false
            }
            Access::Inherited if !leads.is_empty() => false,
            Access::Inherited | Access::Public | Access::Service | Access::Packet | Access::Head => continue,
            Access::OfCase
            | Access::OfCaseLegal
            | Access::Inferred
            | Access::Override
            | Access::LegalOrder
            | Access::Matching
            | Access::Consent
            | Access::Referral
            | Access::Transfer
            | Access::Stay
            | Access::Share => true,
        };
        shown.entry(table.from.to_string()).or_default().push(Shown { table, own, leads });
    }
    shown
});

/// The fields of a record that lead to rows of this table.
fn leading(from: &'static Table, table: &'static Table) -> impl Iterator<Item = Lead> {
    from.fields.iter().filter_map(|field| match &field.holds {
        Holds::One { to, .. } if to().name == table.name => Some(Lead { class: field.class, edge: None }),
        Holds::Many { edge, to, .. } if to().name == table.name => Some(Lead { class: field.class, edge: Some(*edge) }),
        _ => None,
    })
}

/// The written rows that the viewer may know of, along each field that leads to them: the name of the record, the class of
/// the field and the key.
pub(super) struct KnownRows(HashMap<(&'static str, DataClass, Uuid), Clearance>);

impl KnownRows {
    /// Reads them for all these cases: one statement for each field that leads to a table.
    pub(super) async fn read(store: &Store, cases: &[ChangedCase]) -> Result<Self, Error> {
        let mut asked: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        for row in cases.iter().filter(|case| case.now.sees()).flat_map(|case| &case.written) {
            if let Some(id) = row.id {
                asked.entry(&row.table).or_default().insert(id);
            }
        }
        let mut known = HashMap::new();
        for (name, ids) in asked {
            let ids: Vec<_> = ids.into_iter().collect();
            for Shown { table, own, leads } in SHOWN.get(name).into_iter().flatten() {
                for Lead { class, edge } in leads {
                    let edge = edge.map(|edge| edge());
                    if *own || edge.is_some() {
                        let found = store.clearances(&Plan::new(table).shape, edge.as_ref(), &ids).await?;
                        known.extend(found.into_iter().map(|(id, of)| ((table.name, *class, id), of)));
                    }
                }
            }
        }
        Ok(Self(known))
    }

    /// Whether the viewer, who may know of the case now, is told that it changed.
    pub(super) fn tell(&self, case: &ChangedCase) -> bool {
        case.before != case.now || case.written.iter().any(|row| self.shows(case.now.later, row))
    }

    /// Whether a reader of these classes of the case sees that the row was written.
    fn shows(&self, classes: ClassSet, row: &WrittenRow) -> bool {
        SHOWN.get(&row.table).into_iter().flatten().any(|Shown { table, own, leads }| {
            leads.iter().filter(|lead| classes.holds(lead.class)).any(|lead| {
                let known = row.id.and_then(|id| self.0.get(&(table.name, lead.class, id)));
                let reads = |class| match (known, own) {
                    (Some(row), true) => row.holds(class),
                    (None, true) => false,
                    // Several rows have no key.
                    (None, false) if lead.edge.is_some() && row.id.is_some() => false,
                    (_, false) => holds(classes, class),
                };
                table.fields.iter().filter(|field| is_written(field, row)).any(|field| reads(field.class))
            })
        })
    }
}

fn holds(classes: ClassSet, class: DataClass) -> bool {
    class == DataClass::Public || classes.holds(class)
}

/// Whether a written column decides what the field shows.
fn is_written(field: &Field, row: &WrittenRow) -> bool {
    let columns: &[DynIden] = match &field.holds {
        Holds::Leaf { columns, .. } | Holds::Parts { columns, .. } => columns,
        Holds::One { via, .. } | Holds::Known { via: Via::Column(via), .. } => std::slice::from_ref(via),
        // Other fields show the columns that decide the actions, each with its class. No field shows which worker took
        // a step and when a consent ends, so that nobody is told of these.
        Holds::Actions { .. }
        | Holds::Id
        | Holds::Organisation { .. }
        | Holds::Centre { .. }
        | Holds::Occupancy { .. }
        | Holds::Occupancies { .. }
        | Holds::Part
        | Holds::Known { via: Via::RunBy, .. }
        | Holds::Many { .. } => return false,
    };
    let masked = row.table == "cases" && MASKED.contains(&field.name);
    let written = if masked { &row.masked } else { &row.columns };
    row.new || columns.iter().any(|column| written.contains(&column_of(column)))
}

/// The fields of a case that show a column in masked form. The form can stay the same while the column changes.
const MASKED: [&str; 6] =
    ["statusGroup", "closureGroup", "lastActivityAt", "hasLegalRestrictions", "fitToTravel", "assigned"];

/// The column of a table that a field names: one column has two names, because its forms have two classes.
fn column_of(name: &DynIden) -> String {
    let exact = name.inner() == EXACT_CLOSURE_REASON;
    if exact { entity::case::Column::ClosureReason.into_iden().to_string() } else { name.to_string() }
}
